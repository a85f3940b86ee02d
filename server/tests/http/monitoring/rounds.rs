//! What a coordinator does: opening, reminding, remarking, closing, reading what it came to.

use axum::http::StatusCode;

use super::help::{HOME, answer_all, hand_in, open, opened, own, part};
use crate::work::Town;

#[tokio::test]
async fn a_coordinator_opens_a_round_and_sees_where_every_unit_stands() {
    let town = Town::new().await;
    let round = opened(&town).await;
    let mut coordinator = town.site.signed_in("coordinator").await;
    let page = coordinator.get(&round).await;
    page.assert_status(StatusCode::OK, "round");
    for shown in [
        "Egenkontroll första halvåret 2026",
        "0 av 2 har lämnat in",
        "Ekonomi Norr",
        "Vuxen Söder",
        "Svara tillsammans.",
        "30 mars 2026, om 28 dagar",
        "0 av 31",
    ] {
        assert!(page.body.contains(shown), "{shown}");
    }
    assert_eq!(page.body.matches("Inte påbörjad").count(), 2);
    let start = coordinator.get("/").await.body;
    assert!(start.contains(&format!("href=\"{round}\"")) && start.contains("0 av 2 har lämnat in"));
    let home = coordinator.get(HOME).await.body;
    assert!(home.contains(&format!("href=\"{round}\"")) && home.contains("Öppen, om 28 dagar"));
    assert_eq!(
        town.count("select count(*) from audit where action = 'opened' and object_kind = 'monitoring_round'")
            .await,
        1
    );
    town.site.later(29 * 24 * 60);
    let late = town.site.signed_in("coordinator").await.get(&round).await.body;
    assert_eq!(late.matches("Försenad").count(), 2);
}

#[tokio::test]
async fn what_cannot_be_opened_is_refused_with_everything_in_place() {
    let town = Town::new().await;
    let mut coordinator = town.site.signed_in("coordinator").await;
    let address = "/egenkontroll/ny";
    let long = "å".repeat(2_001);
    for (field, bad) in [
        ("title", ""),
        ("from", "i våras"),
        ("to", "2025-01-01"),
        ("deadline", "2026-03-01"),
        ("word", long.as_str()),
    ] {
        let answer = open(&mut coordinator, address, &[(field, bad)]).await;
        answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, field);
        assert!(
            answer.summary().contains(&format!("href=\"#f-{field}\"")),
            "{field}"
        );
        let form = answer.form(address);
        assert_eq!(form.value(field), bad);
        assert_eq!(
            form.values
                .iter()
                .filter(|(name, value)| name.starts_with("unit.") && value == "yes")
                .count(),
            2
        );
    }
    let mut form = coordinator.get(address).await.form(address);
    form.values.retain(|(name, _)| !name.starts_with("unit."));
    let answer = coordinator.post(address, &form.fields()).await;
    answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "no unit");
    assert!(answer.summary().contains("href=\"#f-units\""));
    // A district is no unit, and what is not followed cannot be chosen.
    form.set(&format!("unit.{}", town.units[0].id), "yes");
    coordinator
        .post(address, &form.fields())
        .await
        .assert_status(StatusCode::NOT_FOUND, "a node");
    assert_eq!(town.count("select count(*) from monitoring_round").await, 0);
}

#[tokio::test]
async fn a_reminder_stands_on_the_start_page_and_on_the_units_page() {
    let town = Town::new().await;
    let round = opened(&town).await;
    let mut coordinator = town.site.signed_in("coordinator").await;
    let empty = coordinator
        .post(&format!("{round}/paminn"), &[("reminder", " ")])
        .await;
    empty.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "empty");
    assert!(empty.summary().contains("href=\"#f-reminder\""));
    let number = coordinator
        .post(&format!("{round}/paminn"), &[("reminder", "Om 20160229-2380.")])
        .await;
    number.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "a number of a person");
    assert!(number.body.contains("Om 20160229-2380."), "what was typed stays");
    let to = town.units[1].id.to_string();
    let sent = coordinator
        .post(
            &format!("{round}/paminn"),
            &[("to", &to), ("reminder", "Snart är det dags.")],
        )
        .await;
    assert_eq!(
        (sent.status, sent.location()),
        (StatusCode::SEE_OTHER, round.as_str())
    );
    let page = coordinator.get(&round).await.body;
    assert!(
        page.contains("Snart är det dags.")
            && page.contains("Till Ekonomi Norr, 2 mars 2026 kl. 09.00, av coordinator Lindehag")
    );
    let mut manager = town.site.signed_in("manager").await;
    for address in ["/".to_owned(), part(&town, &round, 1)] {
        assert!(
            manager.get(&address).await.body.contains("Snart är det dags."),
            "{address}"
        );
    }
    let nobody = "ffffffff-ffff-ffff-ffff-ffffffffffff";
    for to in [nobody, "x", &town.units[0].id.to_string()] {
        let answer = coordinator
            .post(&format!("{round}/paminn"), &[("to", to), ("reminder", "Hej.")])
            .await;
        answer.assert_status(StatusCode::NOT_FOUND, to);
    }
    assert_eq!(town.count("select count(*) from monitoring_reminder").await, 1);
}

#[tokio::test]
async fn a_remark_on_what_is_handed_in_is_replied_to_once() {
    let town = Town::new().await;
    let round = opened(&town).await;
    let here = part(&town, &round, 1);
    let area = format!("{here}/omrade/knowledge");
    let (mut coordinator, mut manager) = (
        town.site.signed_in("coordinator").await,
        town.site.signed_in("manager").await,
    );
    let early = coordinator
        .post(&format!("{area}/anmarkning"), &[("remark", "Bra.")])
        .await;
    early.assert_status(StatusCode::CONFLICT, "not handed in");
    answer_all(&mut manager, &here, "1").await;
    hand_in(&mut manager, &here)
        .await
        .assert_status(StatusCode::SEE_OTHER, "hand in");
    let empty = coordinator.post(&format!("{area}/anmarkning"), &[]).await;
    empty.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "empty");
    assert!(empty.summary().contains("href=\"#f-remark\""));
    let form = coordinator.get(&area).await.form(&format!("{area}/anmarkning"));
    assert_eq!(form.names(), ["remark"]);
    let written = coordinator
        .post(&form.action, &[("remark", "Vad har ni övat på?")])
        .await;
    assert_eq!(
        (written.status, written.location()),
        (StatusCode::SEE_OTHER, area.as_str())
    );

    assert!(
        manager
            .get("/")
            .await
            .body
            .contains("1 anmärkning väntar på svar")
    );
    assert!(
        manager
            .get(&here)
            .await
            .body
            .contains("1 anmärkning, 1 utan svar")
    );
    let page = manager.get(&area).await;
    assert!(
        page.body.contains("Vad har ni övat på?")
            && page.body.contains("coordinator Lindehag, 2 mars 2026 kl. 09.00")
    );
    let action = page
        .body
        .split("action=\"")
        .find(|a| a.contains("/svar\""))
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    let id = action.split('/').rev().nth(1).unwrap().to_owned();
    let empty = manager.post(&action, &[]).await;
    empty.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "empty reply");
    assert!(empty.summary().contains(&format!("href=\"#f-reply-{id}\"")));
    let field = format!("reply.{id}");
    manager
        .post(&action, &[(&field, "Samtal med bilder.")])
        .await
        .assert_status(StatusCode::SEE_OTHER, "reply");
    manager
        .post(&action, &[(&field, "Något annat.")])
        .await
        .assert_status(StatusCode::CONFLICT, "twice");
    assert!(coordinator.get(&area).await.body.contains("Samtal med bilder."));
    let other = action.replace("knowledge", "leadership");
    manager
        .post(&other, &[(&field, "Fel område.")])
        .await
        .assert_status(StatusCode::NOT_FOUND, "another area");
}

#[tokio::test]
async fn answers_are_given_back_until_the_round_is_closed_for_good() {
    let town = Town::new().await;
    let round = opened(&town).await;
    let here = part(&town, &round, 1);
    let area = format!("{here}/omrade/knowledge");
    let mut coordinator = town.site.signed_in("coordinator").await;
    let mut manager = town.site.signed_in("manager").await;
    answer_all(&mut manager, &here, "1").await;
    hand_in(&mut manager, &here)
        .await
        .assert_status(StatusCode::SEE_OTHER, "hand in");
    coordinator
        .post(&format!("{here}/lamna-tillbaka"), &[])
        .await
        .assert_status(StatusCode::UNPROCESSABLE_ENTITY, "no word");
    let back = coordinator
        .post(
            &format!("{here}/lamna-tillbaka"),
            &[("given_back", "Fyll på kunskap.")],
        )
        .await;
    back.assert_status(StatusCode::SEE_OTHER, "given back");
    let page = manager.get(&here).await.body;
    assert!(page.contains("Svaren är återlämnade till er") && page.contains("Fyll på kunskap."));
    assert!(manager.get("/").await.body.contains("Återlämnad till er"));
    hand_in(&mut manager, &here)
        .await
        .assert_status(StatusCode::SEE_OTHER, "again");

    let closing = coordinator.get(&format!("{round}/stang")).await.body;
    assert!(
        closing.contains("1 av 2 har inte lämnat in")
            && closing.contains("Vuxen Söder, 0 av 31 punkter besvarade")
    );
    let unsure = coordinator.post(&format!("{round}/stang"), &[]).await;
    unsure.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "unsure");
    coordinator
        .post(&format!("{round}/stang"), &[("sure", "yes")])
        .await
        .assert_status(StatusCode::SEE_OTHER, "close");
    coordinator
        .post(&format!("{round}/stang"), &[("sure", "yes")])
        .await
        .assert_status(StatusCode::CONFLICT, "twice");
    assert_eq!(coordinator.get(&format!("{round}/stang")).await.location(), round);
    let page = coordinator.get(&round).await.body;
    assert!(page.contains("Stängd") && page.contains("Inte inlämnad") && !page.contains("/paminn"));
    for (address, fields) in [
        (area.clone(), vec![("version", "1"), ("know-talks.level", "3")]),
        (format!("{here}/lamna-in"), vec![]),
    ] {
        manager
            .post(&address, &fields)
            .await
            .assert_status(StatusCode::CONFLICT, &address);
    }
    for (address, field) in [
        (format!("{area}/anmarkning"), "remark"),
        (format!("{here}/lamna-tillbaka"), "given_back"),
        (format!("{round}/paminn"), "reminder"),
    ] {
        coordinator
            .post(&address, &[(field, "Nej.")])
            .await
            .assert_status(StatusCode::CONFLICT, &address);
    }
}

#[tokio::test]
async fn results_are_words_with_what_they_rest_on_and_never_a_sum() {
    let town = Town::new().await;
    let round = opened(&town).await;
    let here = part(&town, &round, 1);
    let mut manager = town.site.signed_in("manager").await;
    answer_all(&mut manager, &here, "1").await;
    let address = format!("{here}/omrade/knowledge");
    let mut form = manager.get(&address).await.form(&address);
    for item in &own().area("knowledge").unwrap().items {
        form.set(&format!("{}.level", item.code), "3");
    }
    manager.post(&address, &form.fields()).await;
    let mut coordinator = town.site.signed_in("coordinator").await;
    let page = coordinator.get(&format!("{round}/resultat")).await;
    page.assert_status(StatusCode::OK, "results");
    let count = |words: &str| page.body.matches(words).count();
    assert_eq!(
        (
            count(">Påbörjat<"),
            count(">Helt på plats<"),
            count(">Inte besvarat<")
        ),
        (6, 1, 7)
    );
    assert_eq!(
        (
            count("4 av 4 besvarade"),
            count("0 av 5 besvarade"),
            count("inte inlämnad")
        ),
        (4, 3, 2)
    );
    assert!(page.body.contains("Det finns inget totalbetyg"));
    assert!(page.body.contains("1 av 1"), "items furthest behind");
    // Everything is printed: nothing of it hides in a closed fold.
    assert!(!page.body.contains("<details"));
}

#[tokio::test]
async fn a_unit_reads_last_time_beside_now_and_its_workers_read_what_is_closed() {
    let town = Town::new().await;
    let first = opened(&town).await;
    let mut manager = town.site.signed_in("manager").await;
    let mut coordinator = town.site.signed_in("coordinator").await;
    answer_all(&mut manager, &part(&town, &first, 1), "1").await;
    hand_in(&mut manager, &part(&town, &first, 1)).await;
    let mut owner = town.site.signed_in("owner").await;
    owner
        .get(&part(&town, &first, 1))
        .await
        .assert_status(StatusCode::NOT_FOUND, "open");
    assert!(!owner.get(HOME).await.body.contains(&first));
    coordinator
        .post(&format!("{first}/stang"), &[("sure", "yes")])
        .await
        .assert_status(StatusCode::SEE_OTHER, "close");
    for address in [
        HOME.to_owned(),
        part(&town, &first, 1),
        format!("{}/jamfor", part(&town, &first, 1)),
        format!("{}/omrade/knowledge", part(&town, &first, 1)),
    ] {
        let page = owner.get(&address).await;
        page.assert_status(StatusCode::OK, &address);
        assert!(
            !page.body.contains("<form method=\"post\" action=\"/egenkontroll"),
            "{address}: a worker writes nothing"
        );
    }
    for address in [first.clone(), format!("{first}/resultat"), part(&town, &first, 2)] {
        owner
            .get(&address)
            .await
            .assert_status(StatusCode::NOT_FOUND, &address);
    }
    owner
        .post(&format!("{}/lamna-in", part(&town, &first, 1)), &[])
        .await
        .assert_status(StatusCode::NOT_FOUND, "a worker hands nothing in");

    let changed = [
        ("title", "Hösten 2026"),
        ("from", "2026-07-01"),
        ("to", "2026-12-31"),
        (&format!("unit.{}", town.units[1].id), "yes"),
    ];
    let second = open(&mut coordinator, "/egenkontroll/ny", &changed).await;
    second.assert_status(StatusCode::SEE_OTHER, "second");
    let here = part(&town, second.location(), 1);
    let page = manager.get(&format!("{here}/omrade/knowledge")).await.body;
    assert!(
        page.contains("Förra gången, Egenkontroll första halvåret 2026") && page.contains("Rutinen, sidan 4")
    );
    assert!(manager.get(&here).await.body.contains("Förra gången: påbörjat"));
    answer_all(&mut manager, &here, "2").await;
    let compared = manager
        .get(&format!("{here}/jamfor"))
        .await
        .body
        .replace("<!>", "");
    assert!(compared.contains("Hösten 2026") && compared.contains("Egenkontroll första halvåret 2026"));
    assert!(
        compared.contains("<h2>Det här har ändrats <span class=\"meta\">31"),
        "every item moved"
    );
    hand_in(&mut manager, &here).await;
    let read = coordinator.get(&format!("{here}/omrade/knowledge")).await.body;
    assert!(read.contains("högre än förra gången"));
}
