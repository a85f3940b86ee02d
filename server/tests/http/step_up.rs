//! What is asked for only soon after a proof of who uses the session: exports, and opening cases with a protected identity.

use axum::http::StatusCode;
use ogonhojd_server::assets::Assets;
use ogonhojd_server::clock::Clock as _;
use ogonhojd_server::settings::Settings;

use crate::authenticator::{App, Connected};
use crate::support::{Answer, Browser, Site};
use crate::work::{Town, open_case};

async fn confirmed(site: &Site, browser: &mut Browser<'_>, app: &App, asked: &Answer) -> Answer {
    let code = app.code(site.clock.now());
    browser
        .post_with_hidden("/bekrafta", asked, &[("code", &code)])
        .await
}

async fn draft(town: &Town, browser: &mut Browser<'_>) -> String {
    let unit = town.units[1].id.to_string();
    let fields = [
        ("kind", "follow_up"),
        ("unit", unit.as_str()),
        ("period", "2025"),
        ("against", "before"),
        ("language", "sv"),
    ];
    let answer = browser.post("/rapporter/ny", &fields).await;
    answer.assert_status(StatusCode::SEE_OTHER, "a new report");
    answer.location().to_owned()
}

#[tokio::test]
async fn an_export_after_a_quarter_asks_first_and_is_then_made_with_what_was_chosen() {
    let town = Town::new().await;
    let site = &town.site;
    let Connected { app, mut browser, .. } = site.connect("manager").await;
    let report = draft(&town, &mut browser).await;
    let export = format!("{report}/export");
    site.later(14);
    let answer = browser.post(&export, &[("format", "csv")]).await;
    answer.assert_status(StatusCode::SEE_OTHER, "within a quarter nothing is asked");
    site.later(1);
    let asked = browser.post(&export, &[("format", "xlsx")]).await;
    asked.assert_status(StatusCode::UNAUTHORIZED, "asked");
    assert!(asked.body.contains("Bekräfta att det är du"), "{}", asked.body);
    assert!(asked.hidden().contains(&("kept.format".into(), "xlsx".into())));
    assert_eq!(town.count("select count(*) from job").await, 1);
    let wrong = app.wrong(site.clock.now());
    let again = browser
        .post_with_hidden("/bekrafta", &asked, &[("code", wrong)])
        .await;
    again.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "a wrong code");
    let old = browser.cookies["ogonhojd"].clone();
    let offered = confirmed(site, &mut browser, &app, &again).await;
    offered.assert_status(StatusCode::OK, "a right code");
    assert!(offered.body.contains("Ett steg kvar"), "{}", offered.body);
    assert_ne!(browser.cookies["ogonhojd"], old, "the session has another token");
    let form = offered.form(&export);
    assert_eq!(form.value("format"), "xlsx");
    let answer = browser.post(&form.action, &form.fields()).await;
    answer.assert_status(StatusCode::SEE_OTHER, "made");
    assert_eq!(
        town.count("select count(*) from job where format = 'xlsx'").await,
        1
    );
    let mut thief = site.browser();
    thief.cookies.insert("ogonhojd".into(), old);
    assert!(thief.get("/rapporter").await.location().starts_with("/logga-in"));
}

#[tokio::test]
async fn the_code_of_a_proof_counts_once_like_any_other() {
    let town = Town::new().await;
    let site = &town.site;
    let Connected {
        app,
        codes,
        mut browser,
    } = site.connect("manager").await;
    site.later(16);
    let asked = browser.get("/bekrafta?till=/rapporter").await;
    asked.assert_status(StatusCode::OK, "asked");
    let code = app.code(site.clock.now());
    let (mut other, _) = site.half_signed_in("manager").await;
    let answer = other.post("/logga-in/kod", &[("code", &code)]).await;
    assert_eq!(answer.location(), "/");
    let answer = confirmed(site, &mut browser, &app, &asked).await;
    answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "used elsewhere");
    let answer = browser
        .post_with_hidden("/bekrafta", &asked, &[("recovery", &codes[0])])
        .await;
    assert_eq!(answer.location(), "/rapporter");
    // Nothing is asked of whoever has just proved it.
    assert_eq!(
        browser.get("/bekrafta?till=/rapporter").await.location(),
        "/rapporter"
    );
    assert_eq!(browser.get("/bekrafta?till=//evil.example").await.location(), "/");
}

#[tokio::test]
async fn a_case_with_a_protected_identity_is_opened_soon_after_a_proof_and_stays_open_to_the_session() {
    let town = Town::new().await;
    let site = &town.site;
    let Connected { app, mut browser, .. } = site.connect("owner").await;
    let vera = [("subject_name", "Vera Blom"), ("matter", "Hyra")];
    let plain = open_case(&mut browser, &vera).await;
    let mut shut = Vec::new();
    for _ in 0..2 {
        let protected = [vera[0], vera[1], ("protected", "yes")];
        // Opened in another browser, for in this one they would stay open.
        shut.push(open_case(&mut site.signed_in("owner").await, &protected).await);
    }
    let (first, second) = (format!("/arenden/{}", shut[0]), format!("/arenden/{}", shut[1]));
    site.later(16);
    browser
        .get(&format!("/arenden/{plain}"))
        .await
        .assert_status(StatusCode::OK, "an ordinary case");
    let read = "select count(*) from audit where action = 'read' and object_kind = 'case'";
    let before = town.count(read).await;
    let sent = browser.get(&first).await;
    assert_eq!(sent.location(), format!("/bekrafta?till={first}"));
    assert!(!sent.body.contains("Vera"));
    assert_eq!(
        town.count(read).await,
        before,
        "nothing was shown, so nothing was read"
    );
    let asked = browser.get(sent.location()).await;
    let answer = confirmed(site, &mut browser, &app, &asked).await;
    assert_eq!(answer.location(), first);
    let choice = format!("{first}/skyddat");
    let asks = browser.get(&first).await;
    assert_eq!(asks.location(), format!("{choice}?till={first}"));
    let page = browser.get(asks.location()).await;
    page.assert_status(StatusCode::OK, "asked whether to open it");
    assert!(
        page.body.contains("Skyddade personuppgifter") && !page.body.contains("Vera"),
        "{}",
        page.body
    );
    let again = browser.post_with_hidden(&choice, &page, &[]).await;
    again.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "without a reason");
    assert_eq!(town.count(read).await, before, "still nothing was read");
    let opened = browser
        .post_with_hidden(&choice, &again, &[("reason", "own")])
        .await;
    assert_eq!(opened.location(), first);
    let told = "select count(*) from audit where action = 'opened_protected' and detail = 'own' and case_id is not null";
    // Whoever opens a protected case has it before them.
    assert_eq!(town.count(told).await, 2 + 1);
    browser.get(&first).await.assert_status(StatusCode::OK, "opened");
    site.later(16);
    browser
        .get(&first)
        .await
        .assert_status(StatusCode::OK, "open to this session");
    assert_eq!(
        browser.get(&second).await.location(),
        format!("/bekrafta?till={second}")
    );
    let mut elsewhere = site.signed_in("owner").await;
    site.later(16);
    assert_eq!(
        elsewhere.get(&first).await.location(),
        format!("/bekrafta?till={first}")
    );
}

#[tokio::test]
async fn what_was_typed_in_a_protected_case_is_saved_without_a_proof() {
    let town = Town::new().await;
    let mut browser = town.site.signed_in("owner").await;
    let fields = [
        ("subject_name", "Vera Blom"),
        ("matter", "Hyra"),
        ("protected", "yes"),
    ];
    let case = open_case(&mut browser, &fields).await;
    let change = format!("/arenden/{case}/andra");
    let mut form = browser.get(&change).await.form(&change);
    form.set("matter", "Hyran i mars");
    let mut other = town.site.signed_in("owner").await;
    town.site.later(16);
    let saved = other.post(&change, &form.fields()).await;
    assert_eq!(saved.location(), format!("/arenden/{case}"));
    assert_eq!(town.case(&case).await.matter, "Hyran i mars");
    assert_eq!(
        other.get(saved.location()).await.location(),
        format!("/bekrafta?till=/arenden/{case}")
    );
}

#[tokio::test]
async fn whoever_may_not_open_a_case_is_asked_for_nothing() {
    let town = Town::new().await;
    let mut owner = town.site.signed_in("owner").await;
    let fields = [
        ("subject_name", "Vera Blom"),
        ("matter", "Hyra"),
        ("protected", "yes"),
    ];
    let case = open_case(&mut owner, &fields).await;
    let mut colleague = town.site.signed_in("colleague").await;
    town.site.later(16);
    let answer = colleague.get(&format!("/arenden/{case}")).await;
    answer.assert_status(StatusCode::NOT_FOUND, "there is no such case");
}

#[tokio::test]
async fn in_the_demo_one_button_stands_for_the_code() {
    let settings = Settings {
        demo: true,
        ..Settings::default()
    };
    let site = Site::with(settings, Assets::default()).await;
    site.account("asa").await;
    let mut browser = site.signed_in("asa").await;
    site.later(16);
    let asked = browser.get("/bekrafta?till=/sessioner").await;
    assert!(asked.body.contains("I demon räcker det") && !asked.body.contains("name=\"code\""));
    let answer = browser.post_with_hidden("/bekrafta", &asked, &[]).await;
    assert_eq!(answer.location(), "/sessioner");
    assert_eq!(browser.get("/bekrafta").await.location(), "/", "it is proved now");
}
