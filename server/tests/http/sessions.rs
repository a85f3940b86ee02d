use axum::body::Body;
use axum::http::{Request, StatusCode};
use store::access;

use crate::support::Site;

#[tokio::test]
async fn half_an_hour_without_activity_ends_the_session_and_activity_prolongs_it() {
    let site = Site::new().await;
    site.account("asa").await;
    let mut browser = site.signed_in("asa").await;
    for _ in 0..3 {
        site.later(29);
        assert_eq!(browser.get("/sessioner").await.status, StatusCode::OK);
    }
    site.later(30);
    assert_eq!(browser.get("/sessioner").await.status, StatusCode::SEE_OTHER);
    assert_eq!(browser.get("/sessioner").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn ten_hours_end_the_session_however_busy_it_was() {
    let site = Site::new().await;
    site.account("asa").await;
    let mut browser = site.signed_in("asa").await;
    for _ in 0..29 {
        site.later(20);
        assert_eq!(browser.get("/sessioner").await.status, StatusCode::OK);
    }
    site.later(19);
    assert_eq!(browser.get("/session/tid").await.body, "{\"seconds\":60}");
    site.later(1);
    assert_eq!(browser.get("/sessioner").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn asking_for_the_time_left_does_not_prolong_and_prolonging_does() {
    let site = Site::new().await;
    site.account("asa").await;
    let mut browser = site.signed_in("asa").await;
    site.later(20);
    assert_eq!(browser.get("/session/tid").await.body, "{\"seconds\":600}");
    site.later(5);
    assert_eq!(browser.get("/session/tid").await.body, "{\"seconds\":300}");
    assert_eq!(
        browser.post("/session/forlang", &[]).await.body,
        "{\"seconds\":1800}"
    );
    assert_eq!(browser.get("/session/tid").await.body, "{\"seconds\":1800}");
    site.later(31);
    let gone = browser.get("/session/tid").await;
    assert_eq!(
        (gone.status, gone.header("content-type")),
        (StatusCode::UNAUTHORIZED, "application/json")
    );
}

#[tokio::test]
async fn signing_out_ends_the_session_and_clears_the_browser() {
    let site = Site::new().await;
    site.account("asa").await;
    let mut browser = site.signed_in("asa").await;
    let cookie = browser.cookies["ogonhojd"].clone();
    let answer = browser.post("/logga-ut", &[]).await;
    assert_eq!(
        (answer.status, answer.location()),
        (StatusCode::SEE_OTHER, "/logga-in?nytt=utloggad")
    );
    assert_eq!(answer.header("clear-site-data"), "\"cache\", \"storage\"");
    assert!(!browser.cookies.contains_key("ogonhojd"));
    browser.cookies.insert("ogonhojd".into(), cookie);
    assert_eq!(browser.get("/sessioner").await.status, StatusCode::SEE_OTHER);
    assert!(
        browser
            .get("/logga-in?nytt=utloggad")
            .await
            .body
            .contains("Du är utloggad")
    );
}

#[tokio::test]
async fn all_other_sessions_can_be_ended_from_one() {
    let site = Site::new().await;
    site.account("asa").await;
    let (mut here, mut there, mut elsewhere) = (
        site.signed_in("asa").await,
        site.signed_in("asa").await,
        site.signed_in("asa").await,
    );
    assert!(here.get("/sessioner").await.body.contains("3 inloggningar"));
    assert_eq!(
        here.post("/sessioner/avsluta-andra", &[]).await.location(),
        "/sessioner"
    );
    assert_eq!(there.get("/sessioner").await.status, StatusCode::SEE_OTHER);
    assert_eq!(elsewhere.get("/sessioner").await.status, StatusCode::SEE_OTHER);
    assert!(here.get("/sessioner").await.body.contains("En inloggning"));
}

#[tokio::test]
async fn one_own_session_can_be_ended_and_nobody_elses() {
    let site = Site::new().await;
    site.account("asa").await;
    site.account("olle").await;
    let (mut asa, mut other, mut olle) = (
        site.signed_in("asa").await,
        site.signed_in("asa").await,
        site.signed_in("olle").await,
    );
    let listed = other.get("/sessioner").await;
    let id = listed
        .hidden()
        .into_iter()
        .find(|(name, _)| name == "session")
        .unwrap()
        .1;
    assert_eq!(
        olle.post("/sessioner/avsluta", &[("session", &id)]).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(asa.get("/sessioner").await.status, StatusCode::OK);
    assert_eq!(
        other.post("/sessioner/avsluta", &[("session", &id)]).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(asa.get("/sessioner").await.status, StatusCode::SEE_OTHER);
    assert_eq!(
        other
            .post("/sessioner/avsluta", &[("session", "forged")])
            .await
            .status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_closed_account_is_out_at_once() {
    let site = Site::new().await;
    let id = site.account("asa").await;
    let mut browser = site.signed_in("asa").await;
    assert_eq!(browser.get("/sessioner").await.status, StatusCode::OK);
    let who = site.who();
    site.state
        .write(move |tx| Box::pin(async move { Ok(access::disable_account(tx, who, id).await?) }))
        .await
        .unwrap();
    assert_eq!(browser.get("/sessioner").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_same_cookie_in_two_parts_of_the_header_is_found() {
    let site = Site::new().await;
    site.account("asa").await;
    let token = site.signed_in("asa").await.cookies["ogonhojd"].clone();
    let request = Request::get("/sessioner")
        .header("cookie", "other=1")
        .header("cookie", format!("x=y; ogonhojd={token}"));
    assert_eq!(
        site.browser().send(request, Body::empty()).await.status,
        StatusCode::OK
    );
}
