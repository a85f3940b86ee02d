//! Extracts: asked for by an officer, assessed by the unit's manager, handed out as a file.

use axum::http::StatusCode;
use domain::cases::IdentityNumber;
use domain::ids::CaseId;

use crate::read_back;
use crate::support::{Browser, on_pool};
use crate::work::{Desk, Town, bytes};

fn digits() -> String {
    IdentityNumber::with_check_digit("19850412238").unwrap()
}

/// Gives the case its person's number.
async fn numbered(town: &Town, case: &str) {
    let id: CaseId = case.parse().unwrap();
    on_pool!(town.site, |pool| {
        sqlx::query("update case_file set subject_number = $2 where id = $1")
            .bind(id.0)
            .bind(digits())
            .execute(pool)
            .await
            .unwrap();
    });
}

/// A request for the case's person, and one that is closed.
pub async fn asked(town: &Town, case: CaseId) -> Vec<(&'static str, String)> {
    numbered(town, &case.to_string()).await;
    let mut officer = town.site.signed_in("records").await;
    let (open, closed) = (ask(&mut officer).await, ask(&mut officer).await);
    officer
        .post(&format!("{closed}/stang"), &[])
        .await
        .assert_status(StatusCode::SEE_OTHER, "closed");
    let id = |address: &str| address.rsplit('/').next().unwrap().to_owned();
    vec![("persons", id(&open)), ("closed", id(&closed))]
}

async fn ask(officer: &mut Browser<'_>) -> String {
    let answer = officer
        .post(
            "/registerutdrag",
            &[("number", &digits()), ("purpose", "Dnr 12-26")],
        )
        .await;
    answer.assert_status(StatusCode::SEE_OTHER, "asked");
    answer.location().to_owned()
}

#[tokio::test]
async fn an_officer_sees_kinds_the_manager_reads_and_what_is_kept_back_does_not_leave() {
    let town = Town::new().await;
    let mut desk = Desk::begin_with(&town, &[("Elsa", "2016-05-05")], "Flugsnappare").await;
    desk.write("/fakta", |form| {
        form.set("fact.1.text", "Hemligt om grannen");
    })
    .await;
    let case = desk.case.clone();
    numbered(&town, &case).await;
    let mut officer = town.site.signed_in("records").await;
    let address = ask(&mut officer).await;
    assert!(!address.contains("1985"));
    let overview = officer.get(&address).await;
    for shown in [
        "19850412",
        "Ekonomi Norr",
        "1 prövningar av barnets bästa",
        "Väntar på enhetens chef",
    ] {
        assert!(overview.body.contains(shown), "{shown}");
    }
    for hidden in ["Flugsnappare", "Elsa", "Vera", "grannen"] {
        assert!(!overview.body.contains(hidden), "{hidden}");
    }
    let of_case = format!("{address}/arende/{case}");
    let file = format!("{of_case}/utdrag.pdf");
    officer
        .get(&file)
        .await
        .assert_status(StatusCode::NOT_FOUND, "not assessed");
    officer
        .get(&of_case)
        .await
        .assert_status(StatusCode::NOT_FOUND, "an officer opens nothing");
    let mut manager = town.site.signed_in("manager").await;
    assert!(manager.get("/").await.body.contains("Registerutdrag att pröva"));
    assert!(manager.get("/registerutdrag").await.body.contains(&of_case));
    let page = manager.get(&of_case).await;
    for shown in ["Flugsnappare", "Hemligt om grannen", "Barn: Elsa"] {
        assert!(page.body.contains(shown), "{shown}");
    }
    let (status, pdf) = bytes(&town, &manager, &format!("{of_case}/utkast.pdf")).await;
    assert_eq!(status, StatusCode::OK);
    assert!(read_back::pages(&pdf).join("\n").contains("Hemligt om grannen"));
    // Without a reason nothing is kept back.
    let mut form = page.form(&of_case);
    let part = page
        .body
        .split("<details class=\"extract-part\">")
        .skip(1)
        .position(|p| p.contains("Hemligt om grannen"))
        .unwrap();
    let tick = format!("part.{part}");
    form.set("outcome", "part").set(&tick, "yes");
    let again = manager.post(&of_case, &form.fields()).await;
    again.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "no reason");
    assert!(again.summary().contains("#f-reasons"));
    let mut form = again.form(&of_case);
    assert_eq!((form.value("outcome"), form.value(&tick)), ("part", "yes"));
    form.set("reasons", "Om en annan person, OSL 26 kap. 1 §.");
    // Something is written in between: what was read is not what would leave.
    desk.write("/fakta", |form| {
        form.set("fact.1.text", "Hemligt om grannen och hans bil");
    })
    .await;
    let changed = manager.post(&of_case, &form.fields()).await;
    changed.assert_status(StatusCode::CONFLICT, "changed");
    let form = changed.form(&of_case);
    assert_eq!(form.value("reasons"), "Om en annan person, OSL 26 kap. 1 §.");
    manager
        .post(&of_case, &form.fields())
        .await
        .assert_status(StatusCode::SEE_OTHER, "assessed");
    let (status, pdf) = bytes(&town, &officer, &file).await;
    assert_eq!(status, StatusCode::OK);
    let text = read_back::pages(&pdf).join("\n");
    assert!(
        text.contains("Flugsnappare") && text.contains("lämnas inte ut") && !text.contains("grannen"),
        "{text}"
    );
    assert!(!text.contains("annan person"), "the reasons stay");
    officer
        .post(&format!("{address}/stang"), &[])
        .await
        .assert_status(StatusCode::SEE_OTHER, "closed");
    officer
        .get(&file)
        .await
        .assert_status(StatusCode::NOT_FOUND, "the file is gone");
    assert!(!officer.get(&address).await.body.contains("19850412"));
    manager
        .get(&of_case)
        .await
        .assert_status(StatusCode::NOT_FOUND, "closed");
}

#[tokio::test]
async fn a_request_needs_a_whole_number_a_purpose_and_a_proof() {
    let town = Town::new().await;
    let mut officer = town.site.signed_in("records").await;
    let answer = officer
        .post("/registerutdrag", &[("number", "Vera Blom"), ("purpose", "")])
        .await;
    answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "no number");
    assert!(answer.summary().contains("#f-number") && answer.summary().contains("#f-purpose"));
    assert_eq!(answer.form("/registerutdrag").value("number"), "Vera Blom");
    let address = ask(&mut officer).await;
    assert!(
        officer
            .get(&address)
            .await
            .body
            .contains("Verktyget har inget ärende")
    );
    town.site.later(16);
    let asked = officer
        .post(
            "/registerutdrag",
            &[("number", &digits()), ("purpose", "Dnr 13-26")],
        )
        .await;
    asked.assert_status(StatusCode::UNAUTHORIZED, "a proof");
    assert_eq!(
        officer.get(&address).await.location(),
        format!("/bekrafta?till={address}")
    );
    assert_eq!(town.count("select count(*) from person_extract").await, 1);
}
