//! The second step of signing in: connecting an app, its codes, recovery codes, and what a password alone opens.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use ogonhojd_server::assets::Assets;
use ogonhojd_server::clock::Clock as _;
use ogonhojd_server::settings::Settings;
use store::access;

use crate::authenticator::{App, Connected, codes_on};
use crate::support::{Browser, PASSWORD, Site, form};

const WRONG: &str = "Koden stämmer inte eller är redan använd";

async fn give<'s>(site: &'s Site, field: &str, code: &str) -> (Browser<'s>, StatusCode, String) {
    let (mut browser, answer) = site.half_signed_in("asa").await;
    assert_eq!(answer.location(), "/logga-in/kod");
    let answer = browser.post("/logga-in/kod", &[(field, code)]).await;
    (browser, answer.status, answer.body)
}

async fn with_account() -> Site {
    let site = Site::new().await;
    site.account("asa").await;
    site
}

#[tokio::test]
async fn whoever_has_no_app_connects_one_before_anything_else() {
    let site = with_account().await;
    let (mut browser, answer) = site.half_signed_in("asa").await;
    assert_eq!(answer.location(), "/logga-in/app");
    assert_eq!(browser.get("/").await.location(), "/logga-in/app");
    assert_eq!(browser.get("/logga-in/kod").await.location(), "/logga-in/app");
    let page = browser.get("/logga-in/app").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.body.contains("<svg ")
            && page.body.contains("class=\"qr\"")
            && page.body.contains("role=\"img\""),
        "{}",
        page.body
    );
    assert!(
        !page.body.contains("style="),
        "the policy forbids styles in the page"
    );
    let app = App::scan(&page);
    let wrong = browser
        .post("/logga-in/app", &[("code", app.wrong(site.clock.now()))])
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains(WRONG) && wrong.body.contains("<title>Fel: "));
    let code = app.code(site.clock.now());
    assert_eq!(
        App::scan(&wrong).code(site.clock.now()),
        code,
        "the key stays the same"
    );
    let missing = browser.post("/logga-in/app", &[]).await;
    assert!(missing.body.contains("Skriv de sex siffror som appen visar."));
    let pending = browser.cookies["ogonhojd"].clone();
    let shown = browser.post("/logga-in/app", &[("code", &code)]).await;
    assert_eq!(shown.status, StatusCode::OK);
    let codes = codes_on(&shown);
    assert!(
        codes.len() == 10 && codes.iter().all(|c| c.len() == 14),
        "{codes:?}"
    );
    assert_eq!(shown.header("cache-control"), "no-store");
    assert_ne!(
        browser.cookies["ogonhojd"], pending,
        "the session has another token"
    );
    assert_eq!(browser.get("/sessioner").await.status, StatusCode::OK);
    let mut thief = site.browser();
    thief.cookies.insert("ogonhojd".into(), pending);
    assert_eq!(
        thief.get("/sessioner").await.location(),
        "/logga-in?till=/sessioner"
    );
    assert_eq!(thief.get("/logga-in/app").await.location(), "/logga-in");
    assert_eq!(browser.get("/logga-in/app").await.location(), "/");
}

#[tokio::test]
async fn two_windows_connect_one_app_and_not_two() {
    let site = with_account().await;
    let (mut one, _) = site.half_signed_in("asa").await;
    let (mut two, _) = site.half_signed_in("asa").await;
    let app = App::scan(&one.get("/logga-in/app").await);
    let other = App::scan(&two.get("/logga-in/app").await);
    let now = site.clock.now();
    assert_ne!(app.code(now), other.code(now));
    assert_eq!(
        one.post("/logga-in/app", &[("code", &app.code(now))])
            .await
            .status,
        StatusCode::OK
    );
    // The other one is asked for a code of the first.
    let answer = two.post("/logga-in/app", &[("code", &other.code(now))]).await;
    assert!(answer.status == StatusCode::OK && answer.body.contains("action=\"/logga-in/kod\""));
    assert_eq!(two.get("/sessioner").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_code_signs_in_once() {
    let site = with_account().await;
    let Connected { app, .. } = site.connect("asa").await;
    let used = app.code(site.clock.now());
    let (_, status, body) = give(&site, "code", &used).await;
    assert_eq!(
        status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "it was used to connect the app"
    );
    assert!(body.contains(WRONG) && !body.contains(&used));
    site.later(1);
    let code = app.code(site.clock.now());
    let (mut browser, status, _) = give(&site, "code", &code).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert_eq!(browser.get("/sessioner").await.status, StatusCode::OK);
    let (_, status, _) = give(&site, "code", &code).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_code_counts_half_a_minute_late_but_not_after_a_later_one() {
    let site = with_account().await;
    let Connected { app, .. } = site.connect("asa").await;
    site.later(1);
    let late = app.code(site.clock.now() - chrono::Duration::seconds(30));
    let early = app.code(site.clock.now() + chrono::Duration::seconds(30));
    let (_, status, _) = give(&site, "code", &late).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let (_, status, _) = give(&site, "code", &early).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let (_, status, _) = give(&site, "code", &app.code(site.clock.now())).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "a later one was used");
}

#[tokio::test]
async fn one_code_given_in_three_windows_at_once_signs_in_once() {
    let site = with_account().await;
    let Connected { app, .. } = site.connect("asa").await;
    site.later(1);
    let code = app.code(site.clock.now());
    let (mut a, mut b, mut c) = (
        site.half_signed_in("asa").await.0,
        site.half_signed_in("asa").await.0,
        site.half_signed_in("asa").await.0,
    );
    let fields = [("code", code.as_str())];
    let answers = tokio::join!(
        a.post("/logga-in/kod", &fields),
        b.post("/logga-in/kod", &fields),
        c.post("/logga-in/kod", &fields),
    );
    let answers = [answers.0.status, answers.1.status, answers.2.status];
    let done = answers.iter().filter(|s| **s == StatusCode::SEE_OTHER).count();
    assert_eq!(done, 1, "{answers:?}");
}

#[tokio::test]
async fn a_recovery_code_signs_in_once_and_the_page_says_how_many_are_left() {
    let site = with_account().await;
    let Connected { codes, .. } = site.connect("asa").await;
    let (mut browser, status, body) = give(&site, "recovery", &codes[3].to_lowercase()).await;
    assert_eq!(status, StatusCode::OK);
    assert!(body.contains("9 av 10 återställningskoder kvar"), "{body}");
    assert_eq!(browser.get("/sessioner").await.status, StatusCode::OK);
    let (_, status, body) = give(&site, "recovery", &codes[3]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        body.contains("ta nästa kod på papperet") && body.contains("<details open"),
        "{body}"
    );
    let (_, status, body) = give(&site, "recovery", "ABCD").await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && body.contains("tolv tecken"));
}

#[tokio::test]
async fn five_wrong_codes_close_the_second_step_for_a_quarter_in_every_browser() {
    let site = with_account().await;
    let Connected { app, codes, .. } = site.connect("asa").await;
    site.later(1);
    for n in 0..5 {
        let wrong = app.wrong(site.clock.now());
        let (field, code) = if n % 2 == 0 {
            ("code", wrong)
        } else {
            ("recovery", "ABCDEFGH2345")
        };
        let (_, status, _) = give(&site, field, code).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "attempt {n}");
    }
    let (_, status, body) = give(&site, "code", &app.code(site.clock.now())).await;
    assert_eq!(status, StatusCode::TOO_MANY_REQUESTS);
    assert!(body.contains("Försök igen klockan 09.17"), "{body}");
    let (_, status, _) = give(&site, "recovery", &codes[0]).await;
    assert_eq!(status, StatusCode::TOO_MANY_REQUESTS);
    site.later(15);
    let (_, status, _) = give(&site, "code", &app.code(site.clock.now())).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn what_is_no_code_counts_as_no_attempt() {
    let site = with_account().await;
    let Connected { app, .. } = site.connect("asa").await;
    site.later(1);
    for code in ["", "12345", "hejsan", "1234567"] {
        for _ in 0..2 {
            let (_, status, body) = give(&site, "code", code).await;
            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{code}");
            assert!(body.contains("Skriv de sex siffror"), "{code}");
        }
    }
    let (_, status, _) = give(&site, "code", &app.code(site.clock.now())).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_password_waits_ten_minutes_for_the_code_and_what_was_typed_waits_on() {
    let site = with_account().await;
    let Connected { app, .. } = site.connect("asa").await;
    let (mut browser, _) = site.half_signed_in("asa").await;
    site.later(9);
    let asked = browser
        .post("/sessioner/avsluta", &[("session", "Det jag skrev")])
        .await;
    assert_eq!(asked.status, StatusCode::UNAUTHORIZED);
    assert!(
        asked
            .hidden()
            .contains(&("kept.session".into(), "Det jag skrev".into()))
    );
    site.later(1);
    let late = browser
        .post_with_hidden("/logga-in/kod", &asked, &[("code", &app.code(site.clock.now()))])
        .await;
    assert_eq!(late.status, StatusCode::UNAUTHORIZED);
    assert!(late.body.contains("type=\"password\""));
    assert!(
        late.hidden()
            .contains(&("kept.session".into(), "Det jag skrev".into()))
    );
    assert_eq!(browser.get("/logga-in/kod").await.location(), "/logga-in");
}

#[tokio::test]
async fn scripts_of_a_half_signed_in_browser_get_data_and_no_page() {
    let site = with_account().await;
    let (mut browser, _) = site.half_signed_in("asa").await;
    let request = Request::post("/sessioner/avsluta")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("x-autosave", "1");
    let answer = browser.send(request, Body::from(form(&[("session", "x")]))).await;
    assert_eq!(
        (answer.status, answer.body.as_str()),
        (StatusCode::UNAUTHORIZED, "{\"error\":\"signed_out\"}")
    );
    assert_eq!(browser.get("/session/tid").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(
        browser.post("/session/forlang", &[]).await.status,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn between_the_steps_one_can_switch_the_language_and_sign_out() {
    let site = with_account().await;
    let (mut browser, _) = site.half_signed_in("asa").await;
    let back = browser
        .post("/sprak", &[("language", "en"), ("back", "/logga-in/app")])
        .await;
    assert_eq!(back.location(), "/logga-in/app");
    let page = browser.get("/logga-in/app").await.body;
    assert!(page.contains("<html lang=\"en\">") && page.contains("Connect an app to your account"));
    assert!(!page.contains("Åsa Lindehag"), "one factor shows nobody's name");
    assert_eq!(
        browser.post("/logga-ut", &[]).await.location(),
        "/logga-in?nytt=utloggad"
    );
    assert_eq!(browser.get("/logga-in/app").await.location(), "/logga-in");
}

#[tokio::test]
async fn a_reset_ends_every_session_and_another_app_is_connected() {
    let site = with_account().await;
    let Connected {
        app,
        codes,
        mut browser,
    } = site.connect("asa").await;
    let (who, id) = (site.who(), {
        let mut tx = site.state.read().await.unwrap();
        access::find_for_sign_in(&mut tx, "asa")
            .await
            .unwrap()
            .unwrap()
            .id
    });
    let work = site
        .state
        .write(move |tx| Box::pin(async move { Ok(access::reset_factor(tx, who, id).await?) }));
    work.await.unwrap();
    assert_eq!(browser.get("/sessioner").await.status, StatusCode::SEE_OTHER);
    site.later(1);
    let (mut browser, answer) = site.half_signed_in("asa").await;
    assert_eq!(answer.location(), "/logga-in/app");
    let now = site.clock.now();
    for (field, code) in [("code", app.code(now)), ("recovery", codes[0].clone())] {
        let answer = browser.post("/logga-in/kod", &[(field, &code)]).await;
        assert!(answer.body.contains("action=\"/logga-in/app\""), "{field}");
        assert_eq!(
            browser.get("/sessioner").await.status,
            StatusCode::SEE_OTHER,
            "{field}"
        );
    }
}

#[tokio::test]
async fn neither_the_key_nor_a_code_stands_in_the_database_or_the_log() {
    let site = with_account().await;
    let (mut browser, _) = site.half_signed_in("asa").await;
    let page = browser.get("/logga-in/app").await;
    let key = page.body.split("<p class=\"secret\"><code>").nth(1).unwrap();
    let key: String = key.split('<').next().unwrap().split(' ').collect();
    let raw = totp_rs::Secret::try_from_base32(&key)
        .unwrap()
        .as_bytes()
        .to_vec();
    let code = App::scan(&page).code(site.clock.now());
    let shown = browser.post("/logga-in/app", &[("code", &code)]).await;
    let codes = codes_on(&shown);
    let write = site.pool();
    sqlx::query("pragma wal_checkpoint(truncate)")
        .execute(write)
        .await
        .unwrap();
    let file: String = sqlx::query_scalar("select file from pragma_database_list where name = 'main'")
        .fetch_one(write)
        .await
        .unwrap();
    let stored = std::fs::read(file).unwrap();
    let holds = |what: &[u8]| stored.windows(what.len()).any(|w| w == what);
    assert!(!holds(&raw) && !holds(key.as_bytes()) && !holds(codes[0].as_bytes()));
    assert!(!holds(codes[0].replace('-', "").as_bytes()));
    assert!(holds(b"Granvattna kommun"), "the file is the database");
    let log = crate::support::log();
    assert!(!log.contains(&key) && !log.contains(&codes[0]));
}

#[tokio::test]
async fn the_demo_asks_for_no_second_step() {
    let settings = Settings {
        demo: true,
        ..Settings::default()
    };
    let site = Site::with(settings, Assets::default()).await;
    site.account("asa").await;
    let mut browser = site.browser();
    let answer = browser
        .post("/logga-in", &[("user_name", "asa"), ("password", PASSWORD)])
        .await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/"));
    assert_eq!(browser.get("/logga-in/kod").await.status, StatusCode::NOT_FOUND);
    assert_eq!(browser.get("/sessioner").await.status, StatusCode::OK);
}
