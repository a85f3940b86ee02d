//! One's own account: password, recovery codes, another app; and what becomes of it from outside.

use axum::http::StatusCode;
use chrono::Duration;
use domain::access::Role;
use ogonhojd_server::assets::Assets;
use ogonhojd_server::clock::Clock as _;
use ogonhojd_server::secret::Token;
use ogonhojd_server::settings::{Lengths, Settings};
use store::access;

use crate::authenticator::{App, Connected, codes_on};
use crate::support::{PASSWORD, Site};
use crate::work::Town;

const NEW: &str = "en röd båt på ån";

async fn with_account() -> Site {
    let site = Site::new().await;
    site.account("asa").await;
    site
}

fn password_form<'a>(current: &'a str, new: &'a str) -> [(&'static str, &'a str); 3] {
    [("current", current), ("password", new), ("again", new)]
}

#[tokio::test]
async fn the_account_page_says_what_the_account_has() {
    let site = with_account().await;
    let Connected { mut browser, .. } = site.connect("asa").await;
    let page = browser.get("/konto").await;
    assert_eq!(page.status, StatusCode::OK);
    for words in [
        "asa",
        "Kopplad 2 mars 2026",
        "10 av 10 återställningskoder kvar",
        "/konto/losenord",
    ] {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
    assert!(browser.get("/sessioner").await.body.contains("href=\"/konto\""));
}

#[tokio::test]
async fn new_recovery_codes_need_a_proof_and_take_the_place_of_the_old_ones() {
    let site = with_account().await;
    let Connected {
        app,
        codes,
        mut browser,
    } = site.connect("asa").await;
    site.later(16);
    assert_eq!(
        browser.get("/konto/koder").await.location(),
        "/bekrafta?till=/konto/koder"
    );
    assert_eq!(
        browser.post("/konto/koder", &[]).await.location(),
        "/bekrafta?till=/konto/koder"
    );
    let code = app.code(site.clock.now());
    browser.post("/bekrafta", &[("code", &code)]).await;
    assert!(browser.get("/konto/koder").await.body.contains("10 av 10"));
    let shown = browser.post("/konto/koder", &[]).await;
    let new = codes_on(&shown);
    assert!(new.len() == 10 && !new.iter().any(|code| codes.contains(code)));
    for (code, status) in [
        (&codes[0], StatusCode::UNPROCESSABLE_ENTITY),
        (&new[0], StatusCode::OK),
    ] {
        let (mut other, _) = site.half_signed_in("asa").await;
        let answer = other.post("/logga-in/kod", &[("recovery", code)]).await;
        assert_eq!(answer.status, status);
    }
    assert!(browser.get("/konto").await.body.contains("9 av 10"));
}

#[tokio::test]
async fn whoever_has_few_codes_left_is_told() {
    let site = with_account().await;
    let Connected {
        codes, mut browser, ..
    } = site.connect("asa").await;
    for code in &codes[..7] {
        assert!(!browser.get("/konto").await.body.contains("håller på att ta slut"));
        let (mut other, _) = site.half_signed_in("asa").await;
        other.post("/logga-in/kod", &[("recovery", code)]).await;
    }
    let page = browser.get("/konto").await.body;
    assert!(
        page.contains("håller på att ta slut") && page.contains("3 av 10"),
        "{page}"
    );
}

#[tokio::test]
async fn a_changed_password_ends_the_other_sessions_and_the_old_one_opens_nothing() {
    let site = with_account().await;
    let Connected { app, mut browser, .. } = site.connect("asa").await;
    let mut other = site.signed_in("asa").await;
    let old = browser.cookies["ogonhojd"].clone();
    let answer = browser
        .post("/konto/losenord", &password_form(PASSWORD, NEW))
        .await;
    assert_eq!(answer.location(), "/konto?nytt=losenord");
    assert!(
        browser
            .get(answer.location())
            .await
            .body
            .contains("Lösenordet är ändrat")
    );
    assert_ne!(browser.cookies["ogonhojd"], old);
    assert_eq!(other.get("/sessioner").await.status, StatusCode::SEE_OTHER);
    let mut fresh = site.browser();
    let refused = fresh
        .post("/logga-in", &[("user_name", "asa"), ("password", PASSWORD)])
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let answer = fresh
        .post("/logga-in", &[("user_name", "asa"), ("password", NEW)])
        .await;
    assert_eq!(answer.location(), "/logga-in/kod", "the app stays");
    site.later(1);
    let code = app.code(site.clock.now());
    assert_eq!(
        fresh.post("/logga-in/kod", &[("code", &code)]).await.location(),
        "/"
    );
}

#[tokio::test]
async fn a_password_is_changed_only_by_whoever_knows_it_and_to_a_good_one() {
    let site = with_account().await;
    let mut browser = site.signed_in("asa").await;
    for (current, new, message) in [
        ("", NEW, "Skriv lösenordet du har nu."),
        (PASSWORD, "kort", "minst 12 tecken"),
        (PASSWORD, PASSWORD, "samma lösenord som du har nu"),
        ("något helt annat", NEW, "inte lösenordet du har nu"),
    ] {
        let answer = browser
            .post("/konto/losenord", &password_form(current, new))
            .await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{message}");
        assert!(answer.body.contains(message), "{message}: {}", answer.body);
        assert!(!answer.body.contains(NEW) && !answer.body.contains(PASSWORD));
    }
    let fields = [("current", PASSWORD), ("password", NEW), ("again", "något annat")];
    let answer = browser.post("/konto/losenord", &fields).await;
    assert!(answer.body.contains("Lösenorden är olika"));
    for _ in 0..4 {
        browser
            .post("/konto/losenord", &password_form("något helt annat", NEW))
            .await;
    }
    let answer = browser
        .post("/konto/losenord", &password_form(PASSWORD, NEW))
        .await;
    assert_eq!(
        answer.status,
        StatusCode::TOO_MANY_REQUESTS,
        "guessing is limited here, too"
    );
}

#[tokio::test]
async fn passwords_are_kept_in_no_page_when_the_session_or_the_proof_is_too_old() {
    let site = with_account().await;
    let mut browser = site.signed_in("asa").await;
    site.later(16);
    let answer = browser
        .post("/konto/losenord", &password_form(PASSWORD, NEW))
        .await;
    assert_eq!(answer.location(), "/bekrafta?till=/konto/losenord");
    site.later(31);
    let answer = browser
        .post("/konto/losenord", &password_form(PASSWORD, NEW))
        .await;
    assert_eq!(answer.location(), "/logga-in?till=/konto/losenord");
    assert!(!answer.body.contains(NEW));
}

#[tokio::test]
async fn a_new_app_takes_the_place_of_the_old_one() {
    let site = with_account().await;
    let Connected {
        app,
        codes,
        mut browser,
    } = site.connect("asa").await;
    let mut other = site.signed_in("asa").await;
    assert!(
        browser
            .get("/konto/app")
            .await
            .body
            .contains("Ha den nya telefonen framme")
    );
    let answer = browser.post("/konto/app", &[]).await;
    assert_eq!(answer.location(), "/logga-in/app");
    for browser in [&mut browser, &mut other] {
        assert_eq!(browser.get("/sessioner").await.status, StatusCode::SEE_OTHER);
    }
    let new = App::scan(&browser.get("/logga-in/app").await);
    let now = site.clock.now();
    assert_ne!(new.code(now), app.code(now));
    let shown = browser.post("/logga-in/app", &[("code", &new.code(now))]).await;
    assert!(!codes_on(&shown).contains(&codes[0]));
    assert_eq!(browser.get("/sessioner").await.status, StatusCode::OK);
}

#[tokio::test]
async fn whoever_has_no_app_has_no_codes_to_make() {
    let site = with_account().await;
    let mut browser = site.signed_in("asa").await;
    for path in ["/konto/koder", "/konto/app"] {
        assert_eq!(browser.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(
            browser.post(path, &[]).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_role_that_is_given_or_taken_counts_from_the_next_request_on() {
    let town = Town::new().await;
    let mut browser = town.site.signed_in("owner").await;
    let case =
        crate::work::open_case(&mut browser, &[("subject_name", "Vera Blom"), ("matter", "Hyra")]).await;
    let case = format!("/arenden/{case}");
    assert_eq!(browser.get(&case).await.status, StatusCode::OK);
    assert_eq!(browser.get("/checklistor").await.status, StatusCode::NOT_FOUND);
    let (who, id, unit) = (town.site.who(), town.account("owner"), town.units[0].id);
    let given = town.site.state.write(move |tx| {
        Box::pin(async move { Ok(access::add_grant(tx, who, id, Role::Administrator, unit).await?) })
    });
    given.await.unwrap();
    assert_eq!(browser.get("/checklistor").await.status, StatusCode::OK);
    sqlx::query("delete from role_grant where role = 'worker'")
        .execute(town.site.pool())
        .await
        .unwrap();
    assert_eq!(browser.get(&case).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn sessions_live_as_long_as_the_settings_say() {
    let settings = Settings {
        sessions: Lengths {
            idle: Duration::minutes(10),
            absolute: Duration::minutes(45),
        },
        ..Settings::default()
    };
    let site = Site::with(settings, Assets::default()).await;
    site.account("asa").await;
    let mut browser = site.signed_in("asa").await;
    for _ in 0..4 {
        site.later(9);
        assert_eq!(browser.get("/sessioner").await.status, StatusCode::OK);
    }
    assert_eq!(browser.get("/session/tid").await.body, "{\"seconds\":540}");
    site.later(9);
    assert_eq!(
        browser.get("/sessioner").await.status,
        StatusCode::SEE_OTHER,
        "45 minutes in all"
    );
    let mut browser = site.signed_in("asa").await;
    site.later(10);
    assert_eq!(
        browser.get("/sessioner").await.status,
        StatusCode::SEE_OTHER,
        "10 minutes idle"
    );
}

#[tokio::test]
async fn a_reset_link_chooses_another_password_and_never_replaces_the_app() {
    let site = with_account().await;
    let Connected { app, mut browser, .. } = site.connect("asa").await;
    let (who, token) = (site.who(), Token::random());
    let (digest, until) = (token.digest(), who.now + Duration::hours(72));
    // As `ogonhojd user reset-password` does it.
    let work = site.state.write(move |tx| {
        Box::pin(async move {
            let id = access::find_for_sign_in(tx, "asa").await?.unwrap().id;
            access::take_password(tx, who, id).await?;
            Ok(access::add_activation(tx, who, id, &digest, until).await?)
        })
    });
    work.await.unwrap();
    assert_eq!(browser.get("/sessioner").await.status, StatusCode::SEE_OTHER);
    let mut browser = site.browser();
    let sign_in = |password| [("user_name", "asa"), ("password", password)];
    let refused = browser.post("/logga-in", &sign_in(PASSWORD)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = token.text();
    let fields = [("token", text.as_str()), ("password", NEW), ("again", NEW)];
    assert_eq!(
        browser.post("/aktivera", &fields).await.location(),
        "/logga-in?nytt=aktiverad"
    );
    let answer = browser.post("/logga-in", &sign_in(NEW)).await;
    assert_eq!(answer.location(), "/logga-in/kod");
    site.later(1);
    let code = app.code(site.clock.now());
    let answer = browser.post("/logga-in/kod", &[("code", &code)]).await;
    assert_eq!(answer.location(), "/");
}
