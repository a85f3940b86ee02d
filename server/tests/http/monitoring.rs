//! Self-monitoring as browsers meet it: a coordinator opens a round, a unit answers and hands in, remarks and replies, closing.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::monitoring::{Instrument, InstrumentKind, RoundDays, own_instrument};
use ogonhojd_server::error::AppError;
use store::Who;
use store::monitoring::{self, NewRound};

use crate::support::{Answer, Browser};
use crate::work::Town;

const HOME: &str = "/egenkontroll";

/// The units' instrument that comes with the program.
pub fn own() -> &'static Instrument {
    own_instrument(InstrumentKind::Unit).unwrap()
}

fn who(town: &Town, person: &str) -> Who {
    town.site.state.who(Some(town.account(person)))
}

/// A round of the first unit whose answers were handed in, remarked on and given back, past the pages: round and remark.
pub async fn given_back(town: &Town) -> (String, String) {
    let (coordinator, manager) = (who(town, "coordinator"), who(town, "manager"));
    let (branch, unit) = (town.units[0].id, town.units[1].id);
    let work = town.site.state.write(move |tx| {
        Box::pin(async move {
            let today = coordinator.today;
            let instrument = monitoring::in_force(tx, InstrumentKind::Unit, today).await?;
            let days = RoundDays {
                from: today,
                to: today,
                deadline: today,
            };
            let new = NewRound {
                branch,
                instrument,
                title: "Prov".into(),
                days,
                word: String::new(),
                units: vec![unit],
            };
            let round = monitoring::open(tx, coordinator, &new).await?;
            monitoring::hand_in(tx, manager, (round, unit), |_| true).await?;
            let remark = monitoring::add_remark(tx, coordinator, (round, unit), "leadership", "Hur?").await?;
            monitoring::give_back(tx, coordinator, (round, unit), "Igen").await?;
            Ok::<_, AppError>((round.to_string(), remark.to_string()))
        })
    });
    work.await.unwrap()
}

/// Fills the page's own form and opens a round; its address.
async fn open(browser: &mut Browser<'_>, address: &str, changed: &[(&str, &str)]) -> Answer {
    let mut form = browser.get(address).await.form(address);
    for (name, text) in changed {
        form.set(name, text);
    }
    browser.post(address, &form.fields()).await
}

/// A round of both units, opened by the coordinator.
async fn opened(town: &Town) -> String {
    let mut coordinator = town.site.signed_in("coordinator").await;
    let address = "/egenkontroll/ny";
    let mut form = coordinator.get(address).await.form(address);
    for (name, _) in form.choices.clone() {
        form.set(&name, "yes");
    }
    form.set("word", "Svara tillsammans.");
    let answer = coordinator.post(address, &form.fields()).await;
    answer.assert_status(StatusCode::SEE_OTHER, "open");
    answer.location().to_owned()
}

fn part(town: &Town, round: &str, unit: usize) -> String {
    format!("{round}/enhet/{}", town.units[unit].id)
}

/// Answers every item of every area with a level, by way of the pages' own forms.
async fn answer_all(browser: &mut Browser<'_>, part: &str, level: &str) {
    for area in &own().areas {
        let address = format!("{part}/omrade/{}", area.code);
        let mut form = browser.get(&address).await.form(&address);
        for item in &area.items {
            form.set(&format!("{}.level", item.code), level);
            form.set(&format!("{}.evidence", item.code), "Rutinen, sidan 4");
        }
        browser
            .post(&address, &form.fields())
            .await
            .assert_status(StatusCode::SEE_OTHER, &address);
    }
}

async fn hand_in(browser: &mut Browser<'_>, part: &str) -> Answer {
    browser.post(&format!("{part}/lamna-in"), &[]).await
}

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
async fn remarks_are_replied_to_and_answers_given_back_until_the_round_is_closed_for_good() {
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

#[tokio::test]
async fn the_municipality_answers_through_its_coordinator_where_nobody_manages_it() {
    let town = Town::new().await;
    let mut coordinator = town.site.signed_in("coordinator").await;
    let address = "/egenkontroll/ny/kommun";
    let node = format!("unit.{}", town.units[0].id);
    let round = open(&mut coordinator, address, &[(&node, "yes")]).await;
    round.assert_status(StatusCode::SEE_OTHER, "open");
    let there = part(&town, round.location(), 0);
    assert!(
        coordinator
            .get("/")
            .await
            .body
            .contains(&format!("href=\"{there}\"")),
        "it waits for the coordinator"
    );
    let area = format!("{there}/omrade/goals");
    let answer = coordinator
        .post(
            &area,
            &[("version", "0"), ("goal-decision.level", "2"), ("then", "stay")],
        )
        .await;
    answer.assert_status(StatusCode::SEE_OTHER, "answer");
    let mut manager = town.site.signed_in("manager").await;
    for path in [there.clone(), area.clone()] {
        manager
            .get(&path)
            .await
            .assert_status(StatusCode::NOT_FOUND, "a unit's manager");
    }
    // Once somebody manages the municipality, that person answers.
    let (who, account, unit) = (town.site.who(), town.account("records"), town.units[0].id);
    let grant = town.site.state.write(move |tx| {
        Box::pin(async move {
            Ok::<_, AppError>(
                store::access::add_grant(tx, who, account, domain::access::Role::Manager, unit).await?,
            )
        })
    });
    grant.await.unwrap();
    let mut head = town.site.signed_in("records").await;
    let form = head.get(&area).await.form(&area);
    assert_eq!(form.value("goal-decision.level"), "2");
    head.post(&area, &form.fields())
        .await
        .assert_status(StatusCode::SEE_OTHER, "the head");
    assert!(coordinator.get(&area).await.body.contains("Delvis på plats"));
    coordinator
        .post(&area, &form.fields())
        .await
        .assert_status(StatusCode::NOT_FOUND, "the coordinator reads");
    assert!(
        !coordinator
            .get("/")
            .await
            .body
            .contains(&format!("href=\"{there}\""))
    );
}

#[tokio::test]
async fn whoever_handed_in_does_not_remark_on_it() {
    let town = Town::new().await;
    let mut coordinator = town.site.signed_in("coordinator").await;
    let address = "/egenkontroll/ny/kommun";
    let round = open(
        &mut coordinator,
        address,
        &[(&format!("unit.{}", town.units[0].id), "yes")],
    )
    .await
    .location()
    .to_owned();
    let there = part(&town, &round, 0);
    for area in &own_instrument(InstrumentKind::Municipal).unwrap().areas {
        let texts: Vec<_> = area
            .items
            .iter()
            .map(|i| (format!("{}.level", i.code), "1"))
            .collect();
        let mut fields: Vec<(&str, &str)> = texts
            .iter()
            .map(|(name, level)| (name.as_str(), *level))
            .collect();
        fields.push(("version", "0"));
        coordinator
            .post(&format!("{there}/omrade/{}", area.code), &fields)
            .await
            .assert_status(StatusCode::SEE_OTHER, &area.code);
    }
    hand_in(&mut coordinator, &there)
        .await
        .assert_status(StatusCode::SEE_OTHER, "hand in");
    let area = format!("{there}/omrade/goals");
    assert!(!coordinator.get(&area).await.body.contains("Skicka anmärkningen"));
    coordinator
        .post(&format!("{area}/anmarkning"), &[("remark", "Bra.")])
        .await
        .assert_status(StatusCode::NOT_FOUND, "own answers");
}

#[tokio::test]
async fn what_does_not_exist_is_not_there() {
    let town = Town::new().await;
    let round = opened(&town).await;
    let mut coordinator = town.site.signed_in("coordinator").await;
    let nobody = "ffffffff-ffff-ffff-ffff-ffffffffffff";
    let here = part(&town, &round, 1);
    for address in [
        format!("{HOME}/x"),
        format!("{HOME}/{nobody}"),
        format!("{HOME}/{nobody}/resultat"),
        format!("{round}/enhet/x"),
        format!("{round}/enhet/{nobody}"),
        part(&town, &round, 0),
        format!("{here}/omrade/x"),
        format!("{here}/omrade/%00"),
        format!("{here}/omrade/goals"),
    ] {
        coordinator
            .get(&address)
            .await
            .assert_status(StatusCode::NOT_FOUND, &address);
    }
}

#[tokio::test]
async fn another_units_answers_are_neither_read_nor_written() {
    let town = Town::new().await;
    let round = opened(&town).await;
    let theirs = part(&town, &round, 2);
    let mut manager = town.site.signed_in("manager").await;
    for path in ["", "/jamfor", "/omrade/leadership"] {
        let answer = manager.get(&format!("{theirs}{path}")).await;
        answer.assert_status(StatusCode::NOT_FOUND, path);
    }
    for path in [
        "/lamna-in",
        "/lamna-tillbaka",
        "/omrade/leadership",
        "/omrade/leadership/anmarkning",
    ] {
        let fields = [
            ("version", "0"),
            ("lead-goal.level", "3"),
            ("remark", "x"),
            ("given_back", "x"),
        ];
        let answer = manager.post(&format!("{theirs}{path}"), &fields).await;
        answer.assert_status(StatusCode::NOT_FOUND, path);
    }
    assert_eq!(town.count("select count(*) from monitoring_answer").await, 0);
}

#[tokio::test]
async fn markup_is_shown_as_text_everywhere() {
    const NASTY: &str = "</textarea><script>alert(1)</script>\"'";
    let town = Town::new().await;
    let mut coordinator = town.site.signed_in("coordinator").await;
    let mut manager = town.site.signed_in("manager").await;
    let unit = format!("unit.{}", town.units[1].id);
    let round = open(
        &mut coordinator,
        "/egenkontroll/ny",
        &[("title", NASTY), ("word", NASTY), (&unit, "yes")],
    )
    .await;
    let round = round.location().to_owned();
    let here = part(&town, &round, 1);
    coordinator
        .post(&format!("{round}/paminn"), &[("reminder", NASTY)])
        .await;
    let area = format!("{here}/omrade/leadership");
    answer_all(&mut manager, &here, "1").await;
    let mut form = manager.get(&area).await.form(&area);
    for part in ["why", "evidence"] {
        form.set(&format!("lead-goal.{part}"), NASTY);
    }
    manager
        .post(&area, &form.fields())
        .await
        .assert_status(StatusCode::SEE_OTHER, "save");
    let mut pages = vec![
        manager.get("/").await,
        manager.get(&area).await,
        coordinator.get(&round).await,
    ];
    hand_in(&mut manager, &here)
        .await
        .assert_status(StatusCode::SEE_OTHER, "hand in");
    coordinator
        .post(&format!("{area}/anmarkning"), &[("remark", NASTY)])
        .await
        .assert_status(StatusCode::SEE_OTHER, "remark");
    for address in [
        &here,
        &area,
        &round,
        &format!("{round}/resultat"),
        &format!("{round}/stang"),
        &format!("{here}/jamfor"),
    ] {
        pages.push(coordinator.get(address).await);
    }
    for page in pages {
        assert!(!page.body.contains("<script>alert"), "{}", page.body);
        assert!(page.body.contains("&lt;script&gt;alert(1)"));
        assert_eq!(page.body.matches("</title>").count(), 1);
    }
}

#[tokio::test]
async fn the_menu_names_self_monitoring_to_those_who_may_open_it() {
    let town = Town::new().await;
    for (person, href) in [
        ("coordinator", Some(HOME)),
        ("manager", Some(HOME)),
        ("owner", Some(HOME)),
        ("administrator", Some("/egenkontroll/instrument")),
        ("records", None),
    ] {
        let mut browser = town.site.signed_in(person).await;
        let page = browser.get("/").await.body;
        let menu = page
            .split("<nav")
            .nth(1)
            .unwrap()
            .split("</nav>")
            .next()
            .unwrap()
            .to_owned();
        match href {
            Some(href) => {
                assert!(menu.contains(&format!("href=\"{href}\"")), "{person}: {menu}");
                browser.get(href).await.assert_status(StatusCode::OK, person);
            }
            None => assert!(!menu.contains("/egenkontroll"), "{person}"),
        }
    }
}

#[tokio::test]
async fn every_page_is_whole_in_english() {
    let town = Town::new().await;
    let round = opened(&town).await;
    let here = part(&town, &round, 1);
    let mut coordinator = town.site.signed_in("coordinator").await;
    coordinator
        .post("/sprak", &[("language", "en"), ("back", "/")])
        .await;
    for (address, words) in [
        (HOME.to_owned(), "Rounds that you run"),
        ("/egenkontroll/ny".to_owned(), "Which units are to answer?"),
        (round.clone(), "0 of 2 have handed in"),
        (format!("{round}/resultat"), "There is no overall score"),
        (format!("{round}/stang"), "2 of 2 have not handed in"),
        (here.clone(), "Leadership and steering"),
        (format!("{here}/omrade/leadership"), "Fully in place: "),
        (format!("{here}/jamfor"), "There is no earlier closed round"),
    ] {
        let page = coordinator.get(&address).await;
        page.assert_status(StatusCode::OK, &address);
        assert!(
            page.body.contains(words) && page.body.contains("<html lang=\"en\">"),
            "{address}"
        );
        for swedish in ["Omgång", "Punkt ", "Enhetens", "Öppna"] {
            assert!(!page.body.contains(swedish), "{address}: {swedish}");
        }
    }
}
