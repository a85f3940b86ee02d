//! What a unit does: answering area by area, and handing in.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};

use super::help::{answer_all, hand_in, opened, part};
use crate::support::Browser;
use crate::work::Town;

#[tokio::test]
async fn manager_and_representative_answer_together_and_hand_in_when_nothing_is_missing() {
    let town = Town::new().await;
    town.representative().await;
    let round = opened(&town).await;
    let here = part(&town, &round, 1);
    let mut manager = town.site.signed_in("manager").await;
    let start = manager.get("/").await.body;
    assert!(
        start.contains(&format!("href=\"{here}\"")) && start.contains("Lämna in senast 2026-03-30"),
        "{start}"
    );
    let page = manager.get(&here).await;
    page.assert_status(StatusCode::OK, "part");
    assert!(page.body.contains("31 saker saknas"));

    let refused = hand_in(&mut manager, &here).await;
    refused.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "too early");
    let gap = format!("href=\"{here}/omrade/leadership#f-lead-goal-level\"");
    assert!(refused.body.contains(&gap) && refused.body.contains("Punkt 1: välj hur långt ni har kommit."));
    assert!(refused.body.contains("31 saker saknas innan ni kan lämna in"));

    let mut representative = town.site.signed_in("representative").await;
    answer_all(&mut representative, &here, "2").await;
    let address = format!("{here}/omrade/knowledge");
    let mut form = manager.get(&address).await.form(&address);
    assert_eq!(form.value("know-talks.level"), "2");
    form.set("know-talks.level", "na")
        .set("know-basics.level", "3")
        .set("know-basics.evidence", "");
    manager
        .post(&address, &form.fields())
        .await
        .assert_status(StatusCode::SEE_OTHER, "save");
    let refused = hand_in(&mut manager, &here).await;
    refused.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "gaps");
    for field in ["know-talks-why", "know-basics-evidence"] {
        assert!(refused.body.contains(&format!("{address}#f-{field}")), "{field}");
    }
    form = manager.get(&address).await.form(&address);
    form.set("know-talks.why", "Vi träffar inga barn själva.")
        .set("know-basics.evidence", "Utbildningslistan.");
    manager
        .post(&address, &form.fields())
        .await
        .assert_status(StatusCode::SEE_OTHER, "save");
    let done = hand_in(&mut manager, &here).await;
    done.assert_status(StatusCode::SEE_OTHER, "hand in");
    assert_eq!(done.location(), here);
    let page = manager.get(&here).await.body;
    assert!(
        page.contains("Inlämnad")
            && !page.contains("Lämna in svaren")
            && page.contains("av manager Lindehag")
    );
    // What is handed in is read, not written.
    manager
        .post(&address, &form.fields())
        .await
        .assert_status(StatusCode::CONFLICT, "locked");
    let area = manager.get(&address).await.body;
    assert!(area.contains("Vi träffar inga barn själva.") && !area.contains("<textarea"));
    hand_in(&mut manager, &here)
        .await
        .assert_status(StatusCode::CONFLICT, "twice");
    assert!(
        !manager.get("/").await.body.contains(&format!("href=\"{here}\"")),
        "nothing waits any more"
    );
}

#[tokio::test]
async fn an_area_leads_to_the_next_or_stays_and_is_saved_by_script_as_well() {
    let town = Town::new().await;
    let round = opened(&town).await;
    let here = part(&town, &round, 1);
    let mut manager = town.site.signed_in("manager").await;
    let address = format!("{here}/omrade/leadership");
    let fields = [
        ("version", "0"),
        ("lead-goal.level", "1"),
        ("lead-goal.score", "9"),
        ("then", "next"),
    ];
    let answer = manager.post(&address, &fields).await;
    assert_eq!(answer.location(), format!("{here}/omrade/knowledge"));
    let answer = manager
        .post(
            &address,
            &[("version", "1"), ("lead-goal.level", "2"), ("then", "stay")],
        )
        .await;
    assert_eq!(answer.location(), address);
    let last = format!("{here}/omrade/follow_up");
    assert_eq!(
        manager
            .post(&last, &[("version", "0"), ("then", "next")])
            .await
            .location(),
        here
    );
    let script = async |manager: &mut Browser<'_>, body: &str| {
        let request = Request::post(&address)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("x-autosave", "1");
        manager.send(request, Body::from(body.to_owned())).await
    };
    let answer = script(&mut manager, "version=2&lead-goal.level=3").await;
    answer.assert_status(StatusCode::OK, "script");
    assert_eq!(answer.body, "3 09.00");
    script(&mut manager, "version=1&lead-goal.level=0")
        .await
        .assert_status(StatusCode::CONFLICT, "stale script");
    let long = format!("version=3&lead-goal.evidence={}", "x".repeat(4_001));
    script(&mut manager, &long)
        .await
        .assert_status(StatusCode::UNPROCESSABLE_ENTITY, "long script");
    let form = manager.get(&address).await.form(&address);
    assert_eq!((form.value("lead-goal.level"), form.value("version")), ("3", "3"));
    assert_eq!(
        town.count("select count(*) from monitoring_answer where fields like '%score%'")
            .await,
        0
    );
}

#[tokio::test]
async fn a_text_that_is_too_long_is_refused_at_its_field_with_every_character_in_place() {
    let town = Town::new().await;
    let round = opened(&town).await;
    let address = format!("{}/omrade/leadership", part(&town, &round, 1));
    let mut manager = town.site.signed_in("manager").await;
    let long = "å".repeat(4_001);
    let answer = manager
        .post(
            &address,
            &[
                ("version", "0"),
                ("lead-goal.level", "2"),
                ("lead-goal.evidence", &long),
            ],
        )
        .await;
    answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "long");
    assert!(answer.summary().contains("href=\"#f-lead-goal-evidence\""));
    let form = answer.form(&address);
    assert_eq!(
        (form.value("lead-goal.evidence"), form.value("lead-goal.level")),
        (long.as_str(), "2")
    );
    assert_eq!(town.count("select count(*) from monitoring_answer").await, 0);
}

#[tokio::test]
async fn a_stale_page_overwrites_nothing_and_shows_both_texts() {
    let town = Town::new().await;
    town.representative().await;
    let round = opened(&town).await;
    let address = format!("{}/omrade/leadership", part(&town, &round, 1));
    let mut manager = town.site.signed_in("manager").await;
    let mut representative = town.site.signed_in("representative").await;
    let mut stale = manager.get(&address).await.form(&address);
    let theirs = [
        ("version", "0"),
        ("lead-goal.level", "3"),
        ("lead-goal.evidence", "Ombudets text."),
    ];
    representative
        .post(&address, &theirs)
        .await
        .assert_status(StatusCode::SEE_OTHER, "first");
    stale
        .set("lead-goal.level", "1")
        .set("lead-goal.evidence", "Chefens text.");
    let answer = manager.post(&address, &stale.fields()).await;
    answer.assert_status(StatusCode::CONFLICT, "stale");
    for shown in [
        "Ombudets text.",
        "Samira Lindehag sparade",
        "Inget är överskrivet",
        "Punkt 1, nivå",
        "Helt på plats",
    ] {
        assert!(answer.body.contains(shown), "{shown}");
    }
    let form = answer.form(&address);
    assert_eq!(
        (form.value("lead-goal.evidence"), form.value("lead-goal.level")),
        ("Chefens text.", "1")
    );
    assert_eq!(
        representative
            .get(&address)
            .await
            .form(&address)
            .value("lead-goal.evidence"),
        "Ombudets text."
    );
    // Having seen the other text, the manager decides.
    manager
        .post(&address, &form.fields())
        .await
        .assert_status(StatusCode::SEE_OTHER, "again");
    assert_eq!(
        manager
            .get(&address)
            .await
            .form(&address)
            .value("lead-goal.evidence"),
        "Chefens text."
    );
}
