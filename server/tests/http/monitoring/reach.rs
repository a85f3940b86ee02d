//! Who finds what, and that texts stay texts.

use axum::http::StatusCode;

use super::help::{HOME, answer_all, hand_in, open, opened, part};
use crate::work::Town;

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
