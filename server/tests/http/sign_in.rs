use axum::http::StatusCode;
use ogonhojd_server::assets::Assets;
use ogonhojd_server::clock::Clock as _;
use ogonhojd_server::settings::Settings;
use store::access;

use crate::support::{PASSWORD, Site};

const WRONG: &str = "hör inte ihop";

#[tokio::test]
async fn the_right_password_and_code_lead_to_the_page_that_was_wanted() {
    let site = Site::new().await;
    site.account("asa").await;
    let app = site.connect("asa").await.app;
    site.later(1);
    let mut browser = site.browser();
    let sent_away = browser.get("/sessioner?x=1").await;
    assert_eq!(
        (sent_away.status, sent_away.location()),
        (StatusCode::SEE_OTHER, "/logga-in?till=/sessioner")
    );
    let page = browser.get("/logga-in?till=/sessioner").await;
    assert!(
        page.body.contains("name=\"till\" value=\"/sessioner\""),
        "{}",
        page.body
    );
    let answer = browser
        .post(
            "/logga-in",
            &[
                ("user_name", " Åsa "),
                ("password", PASSWORD),
                ("till", "/sessioner"),
            ],
        )
        .await;
    assert_eq!(
        (answer.status, answer.location()),
        (StatusCode::SEE_OTHER, "/logga-in/kod?till=/sessioner")
    );
    let page = browser.get("/logga-in/kod?till=/sessioner").await;
    let code = app.code(site.clock.now());
    let answer = browser
        .post_with_hidden("/logga-in/kod", &page, &[("code", &code)])
        .await;
    assert_eq!(
        (answer.status, answer.location()),
        (StatusCode::SEE_OTHER, "/sessioner")
    );
    let page = browser.get("/sessioner").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("Åsa Lindehag") && page.body.contains("Handläggare, Granvattna kommun"));
}

#[tokio::test]
async fn nobody_is_sent_to_another_site_after_signing_in() {
    let site = Site::new().await;
    site.account("asa").await;
    let app = site.connect("asa").await.app;
    for elsewhere in [
        "//evil.example",
        "https://evil.example/",
        "/\\evil.example",
        "/a?next=//evil",
    ] {
        site.later(1);
        let mut browser = site.browser();
        let answer = browser
            .post(
                "/logga-in",
                &[("user_name", "asa"), ("password", PASSWORD), ("till", elsewhere)],
            )
            .await;
        assert_eq!(answer.location(), "/logga-in/kod", "{elsewhere}");
        let code = app.code(site.clock.now());
        let fields = [("code", code.as_str()), ("till", elsewhere)];
        let answer = browser.post("/logga-in/kod", &fields).await;
        assert_eq!(
            (answer.status, answer.location()),
            (StatusCode::SEE_OTHER, "/"),
            "{elsewhere}"
        );
    }
}

#[tokio::test]
async fn a_wrong_password_an_unknown_name_and_a_closed_account_get_the_same_answer() {
    let site = Site::new().await;
    site.account("asa").await;
    let closed = site.account("olle").await;
    site.new_account("ny", domain::access::Role::Worker).await;
    let who = site.who();
    site.state
        .write(move |tx| Box::pin(async move { Ok(access::disable_account(tx, who, closed).await?) }))
        .await
        .unwrap();
    for (name, password) in [
        ("asa", "fel lösenord här"),
        ("nobody", PASSWORD),
        ("olle", PASSWORD),
        ("ny", PASSWORD),
    ] {
        let mut browser = site.browser();
        let answer = browser
            .post("/logga-in", &[("user_name", name), ("password", password)])
            .await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(
            answer.body.contains(WRONG) && answer.body.contains(&format!("value=\"{name}\"")),
            "{name}: {}",
            answer.body
        );
        assert!(answer.body.contains("<title>Fel: "), "{name}");
        assert!(
            !answer.body.contains(password) && browser.cookies.is_empty(),
            "{name}"
        );
    }
}

#[tokio::test]
async fn what_is_missing_is_asked_for_and_counts_as_no_attempt() {
    let site = Site::new().await;
    site.account("asa").await;
    let mut browser = site.browser();
    for _ in 0..8 {
        let answer = browser.post("/logga-in", &[("user_name", "asa")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains("Skriv ditt lösenord."));
    }
    assert_eq!(
        browser
            .post("/logga-in", &[("user_name", "asa"), ("password", PASSWORD)])
            .await
            .status,
        StatusCode::SEE_OTHER
    );
}

#[tokio::test]
async fn five_failures_close_an_account_for_a_quarter_and_say_until_when() {
    let site = Site::new().await;
    site.account("asa").await;
    let mut browser = site.browser();
    for _ in 0..5 {
        let answer = browser
            .post("/logga-in", &[("user_name", "asa"), ("password", "fel")])
            .await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let answer = browser
        .post("/logga-in", &[("user_name", "ASA"), ("password", PASSWORD)])
        .await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(
        answer.body.contains("Försök igen klockan 09.16"),
        "{}",
        answer.body
    );
    site.later(14);
    let answer = browser
        .post("/logga-in", &[("user_name", "asa"), ("password", PASSWORD)])
        .await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    site.later(1);
    let answer = browser
        .post("/logga-in", &[("user_name", "asa"), ("password", PASSWORD)])
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn an_unknown_name_is_limited_like_a_known_one() {
    let site = Site::new().await;
    let mut browser = site.browser();
    for n in 0..6 {
        let answer = browser
            .post("/logga-in", &[("user_name", "nobody"), ("password", "fel")])
            .await;
        let expected = if n < 5 {
            StatusCode::UNPROCESSABLE_ENTITY
        } else {
            StatusCode::TOO_MANY_REQUESTS
        };
        assert_eq!(answer.status, expected, "attempt {n}");
    }
}

#[tokio::test]
async fn a_right_password_lets_the_account_begin_anew() {
    let site = Site::new().await;
    site.account("asa").await;
    let mut browser = site.browser();
    for _ in 0..3 {
        for _ in 0..4 {
            browser
                .post("/logga-in", &[("user_name", "asa"), ("password", "fel")])
                .await;
        }
        let answer = browser
            .post("/logga-in", &[("user_name", "asa"), ("password", PASSWORD)])
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn fifty_failures_from_one_address_close_it_for_every_account() {
    let site = Site::new().await;
    site.account("asa").await;
    let mut browser = site.browser();
    for n in 0..50 {
        let name = format!("name{n}");
        let answer = browser
            .post("/logga-in", &[("user_name", &name), ("password", "fel")])
            .await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "attempt {n}");
    }
    let answer = browser
        .post("/logga-in", &[("user_name", "asa"), ("password", PASSWORD)])
        .await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn the_cookie_is_hidden_from_scripts_and_secure_over_https() {
    let plain = Site::new().await;
    plain.account("asa").await;
    let answer = plain
        .browser()
        .post("/logga-in", &[("user_name", "asa"), ("password", PASSWORD)])
        .await;
    let cookie = answer
        .cookies()
        .into_iter()
        .find(|c| c.starts_with("ogonhojd="))
        .unwrap()
        .to_owned();
    assert!(cookie.ends_with("; Path=/; HttpOnly; SameSite=Lax"), "{cookie}");
    assert_eq!(answer.header("strict-transport-security"), "");
    let https = Site::with(
        Settings {
            https: true,
            ..Settings::default()
        },
        Assets::default(),
    )
    .await;
    https.account("asa").await;
    let answer = https
        .browser()
        .post("/logga-in", &[("user_name", "asa"), ("password", PASSWORD)])
        .await;
    let cookie = answer
        .cookies()
        .into_iter()
        .find(|c| c.starts_with("__Host-ogonhojd="))
        .unwrap()
        .to_owned();
    assert!(
        cookie.ends_with("; Path=/; HttpOnly; SameSite=Lax; Secure"),
        "{cookie}"
    );
    assert!(answer.header("strict-transport-security").starts_with("max-age="));
}

#[tokio::test]
async fn signing_in_again_makes_a_new_session_and_ends_the_old_one() {
    let site = Site::new().await;
    site.account("asa").await;
    let mut browser = site.signed_in("asa").await;
    let old = browser.cookies["ogonhojd"].clone();
    browser
        .post("/logga-in", &[("user_name", "asa"), ("password", PASSWORD)])
        .await;
    assert_ne!(browser.cookies["ogonhojd"], old);
    let mut thief = site.browser();
    thief.cookies.insert("ogonhojd".into(), old);
    assert_eq!(
        thief.get("/sessioner").await.location(),
        "/logga-in?till=/sessioner"
    );
    assert_eq!(
        browser.get("/sessioner").await.location(),
        "/logga-in/app?till=/sessioner"
    );
}

#[tokio::test]
async fn a_planted_cookie_is_never_taken_over() {
    let site = Site::new().await;
    site.account("asa").await;
    let mut browser = site.browser();
    browser.cookies.insert("ogonhojd".into(), "ab".repeat(32));
    browser
        .post("/logga-in", &[("user_name", "asa"), ("password", PASSWORD)])
        .await;
    assert_ne!(browser.cookies["ogonhojd"], "ab".repeat(32));
}
