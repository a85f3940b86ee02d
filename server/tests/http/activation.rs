use axum::http::StatusCode;
use chrono::Duration;
use domain::access::Role;
use ogonhojd_server::secret::Token;
use store::access;

use crate::support::{PASSWORD, Site};

async fn link(site: &Site) -> String {
    let id = site.new_account("asa", Role::Worker).await;
    let (who, token) = (site.who(), Token::random());
    let (digest, until) = (token.digest(), who.now + Duration::hours(72));
    let work = site.state.write(move |tx| {
        Box::pin(async move { Ok(access::add_activation(tx, who, id, &digest, until).await?) })
    });
    work.await.unwrap();
    token.text()
}

#[tokio::test]
async fn a_link_sets_the_password_once() {
    let site = Site::new().await;
    let token = link(&site).await;
    let mut browser = site.browser();
    let page = browser.get(&format!("/aktivera/{token}")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("<strong>asa</strong>"), "{}", page.body);
    let fields = [
        ("token", token.as_str()),
        ("password", PASSWORD),
        ("again", PASSWORD),
    ];
    let answer = browser.post("/aktivera", &fields).await;
    assert_eq!(
        (answer.status, answer.location()),
        (StatusCode::SEE_OTHER, "/logga-in?nytt=aktiverad")
    );
    assert_eq!(browser.post("/aktivera", &fields).await.status, StatusCode::GONE);
    assert_eq!(
        browser.get(&format!("/aktivera/{token}")).await.status,
        StatusCode::GONE
    );
    let (_, answer) = site.half_signed_in("asa").await;
    assert_eq!(answer.location(), "/logga-in/app");
}

#[tokio::test]
async fn a_weak_or_mistyped_password_is_asked_for_again_and_the_link_stays() {
    let site = Site::new().await;
    let token = link(&site).await;
    let mut browser = site.browser();
    for (password, again, message) in [
        ("kort", "kort", "minst 12 tecken"),
        ("jag heter asa nu", "jag heter asa nu", "för lätt att gissa"),
        (PASSWORD, "något annat som är långt", "Lösenorden är olika"),
    ] {
        let answer = browser
            .post(
                "/aktivera",
                &[("token", &token), ("password", password), ("again", again)],
            )
            .await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{password}");
        assert!(answer.body.contains(message), "{password}: {}", answer.body);
    }
    assert_eq!(
        browser.get(&format!("/aktivera/{token}")).await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn an_old_link_and_a_forged_one_open_nothing() {
    let site = Site::new().await;
    let token = link(&site).await;
    let mut browser = site.browser();
    assert_eq!(
        browser.get(&format!("/aktivera/{}", "0".repeat(64))).await.status,
        StatusCode::GONE
    );
    assert_eq!(browser.get("/aktivera/x").await.status, StatusCode::GONE);
    site.later(72 * 60);
    let answer = browser.get(&format!("/aktivera/{token}")).await;
    assert_eq!(answer.status, StatusCode::GONE);
    assert!(answer.body.contains("Länken gäller inte längre"));
}
