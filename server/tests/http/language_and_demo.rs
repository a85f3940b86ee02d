use axum::body::Body;
use axum::http::{Request, StatusCode};
use ogonhojd_server::assets::Assets;
use ogonhojd_server::clock::Clock as _;
use ogonhojd_server::demo;
use ogonhojd_server::settings::Settings;

use crate::support::Site;

#[tokio::test]
async fn a_visitor_switches_the_language_and_comes_back() {
    let site = Site::new().await;
    let mut browser = site.browser();
    assert!(browser.get("/logga-in").await.body.contains("<html lang=\"sv\">"));
    let answer = browser
        .post("/sprak", &[("language", "en"), ("back", "/logga-in")])
        .await;
    assert_eq!(
        (answer.status, answer.location()),
        (StatusCode::SEE_OTHER, "/logga-in")
    );
    let page = browser.get("/logga-in").await.body;
    assert!(page.contains("<html lang=\"en\">") && page.contains("User name"));
    assert!(
        browser
            .get("/finns-inte")
            .await
            .body
            .contains("The page does not exist")
    );
    assert_eq!(
        browser
            .post("/sprak", &[("language", "xx"), ("back", "//evil.example")])
            .await
            .location(),
        "/"
    );
}

#[tokio::test]
async fn a_signed_in_persons_language_is_remembered_with_the_account() {
    let site = Site::new().await;
    site.account("asa").await;
    let mut browser = site.signed_in("asa").await;
    browser
        .post("/sprak", &[("language", "en"), ("back", "/sessioner")])
        .await;
    assert!(
        browser
            .get("/sessioner")
            .await
            .body
            .contains("Where you are signed in")
    );
    let mut elsewhere = site.signed_in("asa").await;
    assert!(
        elsewhere
            .get("/sessioner")
            .await
            .body
            .contains("Where you are signed in")
    );
}

#[tokio::test]
async fn the_browsers_own_language_counts_on_the_first_visit() {
    let site = Site::new().await;
    let page = site
        .browser()
        .send(
            Request::get("/logga-in").header("accept-language", "en-GB,sv;q=0.5"),
            Body::empty(),
        )
        .await;
    assert!(page.body.contains("<html lang=\"en\">"));
}

#[tokio::test]
async fn in_the_demo_one_picks_a_person_and_sees_that_it_is_a_demo() {
    let site = Site::with(
        Settings {
            demo: true,
            ..Settings::default()
        },
        Assets::default(),
    )
    .await;
    demo::begin(&site.state.db, site.clock.now()).await.unwrap();
    let mut browser = site.browser();
    let page = browser.get("/logga-in").await.body;
    for role in [
        "Handläggare",
        "Barnrättsombud",
        "Enhetschef",
        "Barnrättssamordnare",
        "Registrator",
        "Administratör",
    ] {
        assert!(page.contains(&format!("<h2>{role}</h2>")), "{role}");
    }
    assert!(page.contains("DEMO") && !page.contains("type=\"password\""));
    let id = page
        .split("name=\"account\" value=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    let answer = browser.post("/logga-in/demo", &[("account", &id)]).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/"));
    let page = browser.get("/sessioner").await;
    assert!(page.status == StatusCode::OK && page.body.contains("DEMO"));
    assert!(browser.get("/finns-inte").await.body.contains("DEMO"));
    assert_eq!(
        browser
            .post("/logga-in/demo", &[("account", "forged")])
            .await
            .status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn outside_the_demo_nobody_gets_in_without_a_password() {
    let site = Site::new().await;
    let id = site.account("asa").await.to_string();
    let mut browser = site.browser();
    assert_eq!(
        browser.post("/logga-in/demo", &[("account", &id)]).await.status,
        StatusCode::NOT_FOUND
    );
    let page = browser.get("/logga-in").await.body;
    assert!(!page.contains("DEMO") && !page.contains(&id));
}
