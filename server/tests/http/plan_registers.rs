//! The registers beside the plans: representatives, their meetings, and training.

use axum::http::StatusCode;

use crate::support::{Answer, Browser};
use crate::work::Town;

/// Fills the form of an address and sends it. Lists to choose from are no fields of the form, so they are always given.
async fn send(browser: &mut Browser<'_>, address: &str, words: &[(&str, &str)]) -> Answer {
    let mut form = browser.get(address).await.form(address);
    for (name, text) in words {
        form.set(name, text);
    }
    browser.post(address, &form.fields()).await
}

#[tokio::test]
async fn the_manager_writes_who_represents_the_unit_and_the_gap_closes() {
    let town = Town::new().await;
    let unit = format!("/ombud/enhet/{}", town.units[1].id);
    let mut manager = town.site.signed_in("manager").await;
    let mut coordinator = town.site.signed_in("coordinator").await;
    assert!(
        coordinator
            .get("/ombud")
            .await
            .body
            .contains("0 av 2 enheter har ett barnrättsombud i dag.")
    );
    let person = town.account("colleague").to_string();
    let base = [("kind", "representative"), ("since", "2026-01-01")];
    let with = |more: &[(&'static str, &'static str)]| -> Vec<(&'static str, &'static str)> {
        base.iter().chain(more).copied().collect()
    };
    let new = format!("{unit}/ny");
    for (more, field) in [
        (with(&[("account", "none")]), "name"),
        (
            with(&[("account", "none"), ("name", "Eva"), ("until", "2025-01-01")]),
            "until",
        ),
        (
            with(&[("account", "none"), ("name", "Eva"), ("hours", "mycket")]),
            "hours",
        ),
        (with(&[("account", "none"), ("name", "20160229-2380")]), "name"),
        (with(&[("account", "x")]), "account"),
    ] {
        let answer = send(&mut manager, &new, &more).await;
        answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, field);
        assert!(
            answer.summary().contains(&format!("#f-{field}")),
            "{}",
            answer.summary()
        );
        assert_eq!(answer.form(&new).value("since"), "2026-01-01");
    }
    // Nobody from another unit is chosen.
    let stranger = town.account("other_unit").to_string();
    let answer = manager
        .post(
            &new,
            &[
                ("kind", "deputy"),
                ("since", "2026-01-01"),
                ("account", &stranger),
            ],
        )
        .await;
    answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "a stranger");
    let words = [
        ("account", person.as_str()),
        ("kind", "representative"),
        ("since", "2026-01-01"),
        ("hours", "1,5"),
    ];
    send(&mut manager, &new, &words)
        .await
        .assert_status(StatusCode::SEE_OTHER, "add");
    let list = coordinator.get("/ombud").await.body;
    for shown in [
        "1 av 2 enheter har ett barnrättsombud i dag.",
        "colleague Lindehag",
        "1,5 timmar",
        "Saknas",
    ] {
        assert!(list.contains(shown), "{shown}");
    }
    let page = town.site.signed_in("owner").await.get(&unit).await.body;
    assert!(page.contains("colleague Lindehag") && !page.contains("Ändra eller avsluta"));
}

#[tokio::test]
async fn an_appointment_ends_and_stays_as_history_and_a_stale_form_shows_both() {
    let town = Town::new().await;
    let unit = format!("/ombud/enhet/{}", town.units[1].id);
    let mut manager = town.site.signed_in("manager").await;
    let words = [
        ("kind", "representative"),
        ("account", "none"),
        ("name", "Eva Vik"),
        ("since", "2025-01-01"),
    ];
    send(&mut manager, &format!("{unit}/ny"), &words)
        .await
        .assert_status(StatusCode::SEE_OTHER, "add");
    let page = manager.get(&unit).await.body;
    let row = page
        .split(&format!("href=\"{unit}/"))
        .find(|p| !p.starts_with("ny") && p.len() > 36 && p.as_bytes()[8] == b'-')
        .unwrap();
    let row = format!("{unit}/{}", &row[..36]);
    let mut stale = manager.get(&row).await.form(&row);
    let ended = send(&mut manager, &row, &[("until", "2026-03-01")]).await;
    ended.assert_status(StatusCode::SEE_OTHER, "end");
    stale.set("hours", "2");
    let answer = manager.post(&row, &stale.fields()).await;
    answer.assert_status(StatusCode::CONFLICT, "stale");
    assert!(answer.body.contains("2026-03-01") && answer.form(&row).value("hours") == "2");
    let page = manager.get(&unit).await.body;
    assert!(
        page.contains("har inget barnrättsombud i dag")
            && page.contains("Tidigare och kommande")
            && page.contains("Eva Vik")
    );
}

#[tokio::test]
async fn the_coordinator_writes_a_meeting_and_managers_read_it() {
    let town = Town::new().await;
    let mut coordinator = town.site.signed_in("coordinator").await;
    let new = format!("/ombud/moten/nytt/{}", town.units[0].id);
    let list = coordinator.get("/ombud/moten").await.body;
    assert!(list.contains(&format!("href=\"{new}\"")), "{list}");
    let answer = send(&mut coordinator, &new, &[("talked", "Om 20160229-2380")]).await;
    answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "no day, and a number");
    assert!(answer.summary().contains("#f-held_on") && answer.summary().contains("#f-talked"));
    let (here, there) = (
        format!("present.{}", town.units[1].id),
        format!("present.{}", town.units[2].id),
    );
    let words = [
        ("held_on", "2026-02-10"),
        ("talked", "Återkoppling"),
        ("agreed", "Vi provar."),
        (&here, "yes"),
        (&there, "no"),
    ];
    let answer = send(&mut coordinator, &new, &words).await;
    answer.assert_status(StatusCode::SEE_OTHER, "add");
    let meeting = answer.location().to_owned();
    let page = town.site.signed_in("manager").await.get(&meeting).await;
    page.assert_status(StatusCode::OK, "a manager reads");
    for shown in ["ombud från 1 av 2 enheter", "Vi provar.", "Nätverksträff"] {
        assert!(page.body.contains(shown), "{shown}");
    }
    assert!(!page.body.contains("Ändra mötet"));
    town.site
        .signed_in("owner")
        .await
        .get(&meeting)
        .await
        .assert_status(StatusCode::NOT_FOUND, "a worker");
    let edit = format!("{meeting}/andra");
    let mut stale = coordinator.get(&edit).await.form(&edit);
    send(&mut coordinator, &edit, &[("agreed", "Vi väntar.")])
        .await
        .assert_status(StatusCode::SEE_OTHER, "save");
    stale.set("agreed", "Vi skyndar.");
    let answer = coordinator.post(&edit, &stale.fields()).await;
    answer.assert_status(StatusCode::CONFLICT, "stale");
    assert!(answer.body.contains("Vi väntar.") && answer.form(&edit).value("agreed") == "Vi skyndar.");
    let old = coordinator.get("/ombud/moten?ar=2025").await.body;
    assert!(old.contains("0 möten 2025") && !old.contains("2026-02-10"));
}

#[tokio::test]
async fn a_training_is_written_for_the_branch_and_each_manager_writes_the_units_own_numbers() {
    let town = Town::new().await;
    let mut coordinator = town.site.signed_in("coordinator").await;
    let mut manager = town.site.signed_in("manager").await;
    let new = format!("/utbildning/ny/{}", town.units[0].id);
    let [took, staff] = ["took", "staff"].map(|name| format!("{name}.{}", town.units[1].id));
    let [took_there, staff_there] = ["took", "staff"].map(|name| format!("{name}.{}", town.units[2].id));
    let words = [
        ("title", "Samtala med barn"),
        ("subject", "article.12"),
        ("provider", "Regionen"),
        ("held_on", "2026-02-10"),
        ("hours", "1,5"),
        (took_there.as_str(), "2"),
        (staff_there.as_str(), "5"),
    ];
    let wrong = words.map(|(name, text)| (name, if name == staff_there { "1" } else { text }));
    let answer = send(&mut coordinator, &new, &wrong).await;
    answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "more than there are");
    send(&mut coordinator, &new, &words)
        .await
        .assert_status(StatusCode::SEE_OTHER, "add");
    let list = manager.get("/utbildning").await.body;
    assert!(
        list.contains("Samtala med barn") && !list.contains("2 av 5"),
        "{list}"
    );
    let training = list
        .split("href=\"/utbildning/")
        .find(|p| p.len() > 36 && p.as_bytes()[8] == b'-')
        .unwrap();
    let training = format!("/utbildning/{}", &training[..36]);
    let form = manager.get(&training).await.form(&training);
    assert!(
        form.names().contains(&took)
            && !form.names().contains(&took_there)
            && !form.names().contains(&"title".to_owned())
    );
    let forged = [
        (took.as_str(), "4"),
        (staff.as_str(), "6"),
        (took_there.as_str(), "5"),
        ("title", "Kapad"),
    ];
    send(&mut manager, &training, &forged)
        .await
        .assert_status(StatusCode::SEE_OTHER, "own numbers");
    let list = coordinator.get("/utbildning").await.body;
    for shown in [
        "Samtala med barn",
        "Ekonomi Norr: 4 av 6",
        "Vuxen Söder: 2 av 5",
        "1,5 timmar",
    ] {
        assert!(list.contains(shown), "{shown}");
    }
    assert!(!list.contains("Kapad"));
    let own = format!("/utbildning/ny/{}", town.units[2].id);
    manager
        .get(&own)
        .await
        .assert_status(StatusCode::NOT_FOUND, "another unit");
    manager
        .get(&new)
        .await
        .assert_status(StatusCode::NOT_FOUND, "the whole municipality");
}
