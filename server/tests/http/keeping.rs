//! Nothing that was typed is lost when a session has ended.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};

use ogonhojd_server::clock::Clock as _;

use crate::authenticator::App;
use crate::support::{PASSWORD, Site, form};

const NASTY: &str = "Rad ett\n\"citat\" & </textarea><script>alert(1)</script> 🙂 مريم";

#[tokio::test]
async fn what_was_typed_survives_an_expired_session_and_can_be_saved_afterwards() {
    let site = Site::new().await;
    site.account("asa").await;
    let app = site.connect("asa").await.app;
    let mut browser = site.signed_in("asa").await;
    let mut victim = site.signed_in("asa").await;
    site.later(31);
    let long = "å".repeat(100_000);
    let answer = browser
        .post("/sessioner/avsluta", &[("session", NASTY), ("facts", &long)])
        .await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert!(answer.body.contains("Du var inte längre inloggad") && !answer.body.contains("<script>alert"));
    let kept = answer.hidden();
    assert!(
        kept.contains(&("kept.session".into(), NASTY.into())),
        "the text is in the page"
    );
    assert!(kept.contains(&("kept.facts".into(), long.clone())));
    assert!(kept.contains(&("kept_path".into(), "/sessioner/avsluta".into())));

    // A mistyped password keeps it as well.
    let mut fields: Vec<(&str, &str)> = kept.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    fields.extend([("user_name", "asa"), ("password", "fel")]);
    let again = browser.post("/logga-in", &fields).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.hidden().contains(&("kept.facts".into(), long.clone())));

    fields.pop();
    fields.push(("password", PASSWORD));
    let asked = browser.post("/logga-in", &fields).await;
    assert_eq!(asked.status, StatusCode::OK);
    assert!(asked.body.contains("Det du skrev är inte sparat ännu"));
    // So does a mistyped code.
    let now = site.clock.now();
    let again = browser
        .post_with_hidden("/logga-in/kod", &asked, &[("code", app.wrong(now))])
        .await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    let offered = browser
        .post_with_hidden("/logga-in/kod", &again, &[("code", &app.code(now))])
        .await;
    assert_eq!(offered.status, StatusCode::OK);
    assert!(
        offered.body.contains("Det du skrev finns kvar")
            && offered.body.contains("action=\"/sessioner/avsluta\"")
    );
    assert!(
        offered.hidden().contains(&("session".into(), NASTY.into()))
            && offered.hidden().contains(&("facts".into(), long))
    );
    // The target decides by itself: this is no session, so there is nothing to end.
    let target = browser.post("/sessioner/avsluta", &[("session", NASTY)]).await;
    assert_eq!(target.status, StatusCode::NOT_FOUND);
    assert_eq!(victim.get("/sessioner").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_script_that_saves_by_itself_gets_data_and_no_page() {
    let site = Site::new().await;
    let request = Request::post("/sessioner/avsluta")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("x-autosave", "1");
    let answer = site
        .browser()
        .send(request, Body::from(form(&[("session", "x")])))
        .await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert_eq!(answer.body, "{\"error\":\"signed_out\"}");
}

#[tokio::test]
async fn a_kept_form_cannot_be_aimed_at_another_site() {
    let site = Site::new().await;
    site.account("asa").await;
    let fields = [
        ("user_name", "asa"),
        ("password", PASSWORD),
        ("kept_path", "https://evil.example/x"),
        ("kept.a", "b"),
    ];
    let answer = site.browser().post("/logga-in", &fields).await;
    assert_eq!(
        (answer.status, answer.location()),
        (StatusCode::SEE_OTHER, "/logga-in/app")
    );
    assert!(!answer.body.contains("evil"));
    let (mut browser, _) = site.half_signed_in("asa").await;
    let code = App::scan(&browser.get("/logga-in/app").await).code(site.clock.now());
    let fields = [
        ("code", code.as_str()),
        ("kept_path", "https://evil.example/x"),
        ("kept.a", "b"),
    ];
    let answer = browser.post("/logga-in/app", &fields).await;
    assert!(answer.status == StatusCode::OK && !answer.body.contains("evil"));
}

#[tokio::test]
async fn a_form_of_almost_three_megabytes_is_kept_through_signing_in() {
    let site = Site::new().await;
    site.account("asa").await;
    let long = "x".repeat(1_000_000);
    let answer = site
        .browser()
        .post("/sessioner/avsluta", &[("a", &long), ("b", &long), ("c", &long)])
        .await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    let kept = answer.hidden();
    let mut fields: Vec<(&str, &str)> = kept.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    fields.extend([("user_name", "asa"), ("password", PASSWORD)]);
    let mut browser = site.browser();
    let asked = browser.post("/logga-in", &fields).await;
    assert_eq!(asked.status, StatusCode::OK);
    let code = App::scan(&asked).code(site.clock.now());
    let offered = browser
        .post_with_hidden("/logga-in/app", &asked, &[("code", &code)])
        .await;
    assert_eq!(offered.status, StatusCode::OK);
    assert!(offered.hidden().contains(&("c".into(), long)));
}

#[tokio::test]
async fn the_page_of_an_error_gives_back_what_was_typed() {
    let site = Site::new().await;
    site.account("asa").await;
    let mut browser = site.signed_in("asa").await;
    let gone = "/bedomning/01890000-0000-7000-8000-000000000000/fakta";
    let typed = [("version", "1"), ("fact.1.text", NASTY)];
    let answer = browser.post(gone, &typed).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(answer.body.contains("Det du skrev") && answer.body.contains("مريم"));
    assert!(!answer.body.contains("<script>alert"));
    // A page that was only asked for has nothing to give back.
    let answer = browser.get(gone).await;
    assert!(answer.status == StatusCode::NOT_FOUND && !answer.body.contains("Det du skrev"));
}
