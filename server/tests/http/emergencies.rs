//! A case that is not within reach is opened in an emergency, and the unit's manager judges it.

use axum::http::StatusCode;
use ogonhojd_server::clock::Clock as _;
use store::access;

use crate::support::Browser;
use crate::work::{Town, open_case};

const REASON: &str = "Grannen ringer: barnen är ensamma hemma.";

fn filled(number: &str) -> [(&str, &str); 4] {
    [
        ("number", number),
        ("ground", "danger"),
        ("reason", REASON),
        ("aware", "yes"),
    ]
}

/// The owner's case: id and number.
async fn a_case(town: &Town, more: &[(&str, &str)]) -> (String, String) {
    let mut browser = town.site.signed_in("owner").await;
    let mut fields = vec![("subject_name", "Vera Blom"), ("matter", "Hyra")];
    fields.extend(more);
    let case = open_case(&mut browser, &fields).await;
    let number = town.case(&case).await.number;
    (case, number)
}

/// The address of the manager's page about it.
async fn told(manager: &mut Browser<'_>) -> String {
    let start = manager.get("/").await;
    let link = start
        .body
        .split("href=\"/akut/")
        .nth(1)
        .expect("the manager is told");
    format!("/akut/{}", link.split('"').next().unwrap())
}

#[tokio::test]
async fn a_case_is_read_for_four_hours_and_never_changed_and_the_manager_judges_it_once() {
    let town = Town::new().await;
    let (case, number) = a_case(&town, &[]).await;
    let (page, change) = (format!("/arenden/{case}"), format!("/arenden/{case}/andra"));
    let mut browser = town.site.signed_in("other_unit").await;
    browser
        .get(&page)
        .await
        .assert_status(StatusCode::NOT_FOUND, "out of reach");
    let opened = browser.post("/akut", &filled(&number)).await;
    assert_eq!(opened.location(), "/akut");
    let own = browser.get("/akut").await;
    assert!(own.body.contains(&format!("href=\"{page}\"")) && own.body.contains("Akut åtkomst pågår"));
    let read = browser.get(&page).await;
    read.assert_status(StatusCode::OK, "open");
    assert!(read.body.contains("Vera Blom"));
    browser
        .get(&change)
        .await
        .assert_status(StatusCode::NOT_FOUND, "never changed");
    assert!(
        !browser.get("/arenden?alla=1").await.body.contains(&page),
        "in no list"
    );
    town.site.later(239);
    let mut browser = town.site.signed_in("other_unit").await;
    browser
        .get(&page)
        .await
        .assert_status(StatusCode::OK, "still open");
    town.site.later(1);
    let mut browser = town.site.signed_in("other_unit").await;
    browser
        .get(&page)
        .await
        .assert_status(StatusCode::NOT_FOUND, "over");
    assert!(!browser.get("/akut").await.body.contains("Akut åtkomst pågår"));

    let mut manager = town.site.signed_in("manager").await;
    let judged = told(&mut manager).await;
    let shown = manager.get(&judged).await;
    for words in [
        "other_unit Lindehag",
        REASON,
        "Ärendets sida",
        "Ett barn kan vara i fara nu",
    ] {
        assert!(shown.body.contains(words), "{words}: {}", shown.body);
    }
    assert!(
        !shown.body.contains("Vera"),
        "the page shows who opened it, not whom it is about"
    );
    let again = manager
        .post(&judged, &[("verdict", "unclear"), ("note", "")])
        .await;
    again.assert_status(
        StatusCode::UNPROCESSABLE_ENTITY,
        "what has to be looked into is said",
    );
    let answer = manager
        .post(
            &judged,
            &[("verdict", "justified"), ("note", "Talat med socialjouren.")],
        )
        .await;
    assert_eq!(answer.location(), judged);
    assert!(
        manager
            .get(&judged)
            .await
            .body
            .contains("Talat med socialjouren.")
    );
    let twice = manager
        .post(&judged, &[("verdict", "justified"), ("note", "")])
        .await;
    twice.assert_status(StatusCode::CONFLICT, "judged already");
    assert!(!manager.get("/").await.body.contains("/akut/"));
}

#[tokio::test]
async fn it_is_closed_before_its_time_by_whoever_opened_it() {
    let town = Town::new().await;
    let (case, number) = a_case(&town, &[]).await;
    let mut browser = town.site.signed_in("other_unit").await;
    browser.post("/akut", &filled(&number)).await;
    let own = browser.get("/akut").await;
    let end = own
        .body
        .split("action=\"/akut/")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let end = format!("/akut/{end}");
    let mut other = town.site.signed_in("colleague").await;
    other
        .post(&end, &[])
        .await
        .assert_status(StatusCode::NOT_FOUND, "not theirs");
    assert_eq!(browser.post(&end, &[]).await.location(), "/akut");
    browser
        .get(&format!("/arenden/{case}"))
        .await
        .assert_status(StatusCode::NOT_FOUND, "closed");
}

#[tokio::test]
async fn a_protected_case_is_chosen_as_well() {
    let town = Town::new().await;
    let (case, number) = a_case(&town, &[("protected", "yes")]).await;
    let page = format!("/arenden/{case}");
    let mut browser = town.site.signed_in("other_unit").await;
    browser.post("/akut", &filled(&number)).await;
    assert_eq!(
        browser.get(&page).await.location(),
        format!("{page}/skyddat?till={page}")
    );
    browser.choose(&case).await;
    browser.get(&page).await.assert_status(StatusCode::OK, "chosen");
}

#[tokio::test]
async fn a_number_that_nothing_bears_is_said_and_counted_and_what_was_typed_stays() {
    let town = Town::new().await;
    a_case(&town, &[]).await;
    let mut browser = town.site.signed_in("other_unit").await;
    let empty = browser.post("/akut", &[("reason", "Kort.")]).await;
    empty.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "gaps");
    for field in ["number", "ground", "reason", "aware"] {
        assert!(empty.body.contains(&format!("href=\"#f-{field}\"")), "{field}");
    }
    for _ in 0..5 {
        let answer = browser.post("/akut", &filled("2026-9999")).await;
        answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "nothing bears it");
        assert!(answer.body.contains("2026-9999") && answer.body.contains(REASON));
        town.site.later(1);
    }
    let answer = browser.post("/akut", &filled("2026-9999")).await;
    answer.assert_status(StatusCode::TOO_MANY_REQUESTS, "often enough");
    assert!(answer.body.contains(REASON));
    town.site.later(24 * 60);
    let mut browser = town.site.signed_in("other_unit").await;
    let answer = browser.post("/akut", &filled("2026-9999")).await;
    answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "another day");
}

#[tokio::test]
async fn a_proof_comes_first_and_nothing_that_was_typed_is_lost() {
    let town = Town::new().await;
    let (_, number) = a_case(&town, &[]).await;
    let mut browser = town.site.signed_in("other_unit").await;
    town.site.later(16);
    let asked = browser.post("/akut", &filled(&number)).await;
    asked.assert_status(StatusCode::UNAUTHORIZED, "asked");
    assert!(asked.hidden().contains(&("kept.reason".into(), REASON.into())));
    assert_eq!(town.count("select count(*) from emergency_access").await, 0);
}

#[tokio::test]
async fn nobody_judges_their_own() {
    let town = Town::new().await;
    let (_, number) = a_case(&town, &[]).await;
    let mut manager = town.site.signed_in("manager").await;
    manager.post("/akut", &filled(&number)).await;
    assert!(
        !manager.get("/").await.body.contains("href=\"/akut/"),
        "another manager is told"
    );
    let mut tx = town.site.state.read().await.unwrap();
    let own = access::own_emergencies(&mut tx, town.account("manager"), town.site.clock.now()).await;
    let id = own.unwrap()[0].id;
    drop(tx);
    let page = manager.get(&format!("/akut/{id}")).await;
    page.assert_status(StatusCode::OK, "read");
    assert!(page.body.contains("Du öppnade det själv") && !page.body.contains("name=\"verdict\""));
    let answer = manager
        .post(&format!("/akut/{id}"), &[("verdict", "justified"), ("note", "")])
        .await;
    answer.assert_status(StatusCode::CONFLICT, "not one's own");
}
