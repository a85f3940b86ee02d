//! The statement of accessibility is there for everybody.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use ogonhojd_server::assets::Assets;
use ogonhojd_server::settings::Settings;

use crate::support::Site;

#[tokio::test]
async fn whoever_cannot_sign_in_reads_it_in_both_languages_and_finds_it_from_the_sign_in_page() {
    let site = Site::new().await;
    let mut browser = site.browser();
    assert!(
        browser
            .get("/logga-in")
            .await
            .body
            .contains("href=\"/tillganglighet\"")
    );
    let page = browser.get("/tillganglighet").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.body
            .contains("Vänd dig till den kommun som använder Ögonhöjd.")
    );
    let request = Request::get("/tillganglighet").header("accept-language", "en");
    let page = site.browser().send(request, Body::empty()).await;
    assert!(page.body.contains("Turn to the municipality that uses Ögonhöjd."));
}

#[tokio::test]
async fn whoever_is_signed_in_keeps_the_menu() {
    let site = Site::new().await;
    site.account("asa").await;
    let mut browser = site.signed_in("asa").await;
    let page = browser.get("/tillganglighet").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("action=\"/logga-ut\""));
}

#[tokio::test]
async fn the_operators_contact_is_shown_as_text() {
    let settings = Settings {
        accessibility_contact: Some("<b>08-465 004</b>".to_owned()),
        ..Settings::default()
    };
    let site = Site::with(settings, Assets::default()).await;
    let page = site.browser().get("/tillganglighet").await;
    assert!(
        page.body.contains("Så når du oss: &lt;b>08-465 004&lt;/b>")
            || page.body.contains("Så når du oss: &lt;b&gt;08-465 004&lt;/b&gt;")
    );
    assert!(!page.body.contains("<b>08-465 004"));
}
