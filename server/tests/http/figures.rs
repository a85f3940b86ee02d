//! Dashboards: exact for those who work in the unit, with nothing small outside it, and never a way to a case.

use axum::http::StatusCode;
use domain::access::Role;
use store::Pools;
use uuid::Uuid;

use crate::work::Town;

/// Adds counts of a month to a unit: of children heard by age, and in all.
async fn heard(town: &Town, unit: usize, month: i64, by_age: &[(&str, [i64; 3])]) {
    const SQL: &str = "insert into tally (dimension, month, unit_id, indicator, value, yes, reason, no, outside) \
        values ($1, $2, $3, 'heard', $4, $5, $6, $7, 0)";
    let Pools::Sqlite { write, .. } = town.site.state.db.pools() else {
        panic!("these tests run on SQLite")
    };
    let unit: Uuid = town.units[unit].id.0;
    let all = by_age.iter().fold([0; 3], |mut sum, (_, counts)| {
        for (a, b) in sum.iter_mut().zip(counts) {
            *a += b;
        }
        sum
    });
    let rows = by_age
        .iter()
        .map(|(age, counts)| ("age", *age, *counts))
        .chain([("whole", "", all)]);
    for (dimension, value, counts) in rows {
        sqlx::query(SQL)
            .bind(dimension)
            .bind(month)
            .bind(unit)
            .bind(value)
            .bind(counts[0])
            .bind(counts[1])
            .bind(counts[2])
            .execute(write)
            .await
            .unwrap();
    }
}

/// September to December 2025 is the last third that is over on the day of the tests. Here 24 of 27 are heard, there 30 of 40.
async fn figures() -> Town {
    let town = Town::new().await;
    heard(&town, 1, 202_510, &[("7-9", [14, 2, 0]), ("13-17", [10, 0, 1])]).await;
    heard(&town, 2, 202_511, &[("7-9", [12, 5, 0]), ("13-17", [18, 0, 5])]).await;
    town
}

fn at(town: &Town, unit: usize, rest: &str) -> String {
    format!("/enheter/{}/siffror{rest}", town.units[unit].id)
}

#[tokio::test]
async fn whoever_works_in_the_unit_sees_its_figures_to_the_last_child() {
    let town = figures().await;
    let mut manager = town.site.signed_in("manager").await;
    let page = manager.get(&at(&town, 1, "/2025-t3")).await;
    page.assert_status(StatusCode::OK, "the unit's dashboard");
    assert!(
        page.body.contains("24 av 27 barn hördes före beslutet"),
        "{}",
        page.body
    );
    assert!(page.body.contains("Väntar just nu"));
    let divided = manager.get(&at(&town, 1, "/2025-t3/heard/age")).await.body;
    assert!(divided.contains("13–17 år") && divided.contains(">1<"));
    let running = manager.get(&at(&town, 1, "")).await.body;
    assert!(running.contains("januari–april 2026") && running.contains("Perioden pågår"));
}

#[tokio::test]
async fn outside_the_unit_a_small_group_is_hidden_and_what_would_give_it_away_with_it() {
    let town = figures().await;
    let mut coordinator = town.site.signed_in("coordinator").await;
    // Three of the one unit were not heard, so neither unit's share is shown; together they may be.
    for unit in [1, 2] {
        let page = coordinator.get(&at(&town, unit, "/2025-t3")).await.body;
        assert!(!page.contains("24 av 27") && !page.contains("30 av 40"), "{page}");
        assert!(page.contains("delas inte upp"));
        assert!(!page.contains("Väntar just nu"));
    }
    let top = coordinator.get(&at(&town, 0, "/2025-t3")).await.body;
    assert!(top.contains("54 av 67 barn hördes före beslutet"), "{top}");
    assert!(!top.contains("24 av 27") && top.contains("27 i allt"));
    let list = coordinator.get("/enheter").await.body;
    assert!(list.contains("54 av 67") && !list.contains("24 av 27"));
    // A unit is never divided further outside, the municipality is.
    coordinator
        .get(&at(&town, 1, "/2025-t3/heard/age"))
        .await
        .assert_status(StatusCode::NOT_FOUND, "a unit divided");
    let divided = coordinator.get(&at(&town, 0, "/2025-t3/heard/age")).await.body;
    assert!(
        divided.contains("7–9 år") && divided.contains("13–17 år"),
        "{divided}"
    );
}

#[tokio::test]
async fn only_fixed_periods_are_shown_and_outside_only_those_that_are_over() {
    let town = figures().await;
    let (mut manager, mut coordinator) = (
        town.site.signed_in("manager").await,
        town.site.signed_in("coordinator").await,
    );
    for (period, inside, outside) in [
        ("/2025", 200, 200),
        ("/2025-m10", 200, 200),
        ("/2026-t1", 200, 404),
        ("/2026", 200, 404),
        ("/2026-t2", 404, 404),
        ("/2025-w40", 404, 404),
        ("/2025-10-01", 404, 404),
        ("/2025-t3/mot/2024-t3", 200, 200),
        ("/2025-t3/mot/2024", 404, 404),
        ("/2025-t3/mot/2026-t1", 404, 404),
        ("/2025-t3/heard/article", 404, 404),
        ("/2025-t3/heard/days", 404, 404),
        ("/2025-t3/nothing/age", 404, 404),
    ] {
        let address = at(&town, 1, period);
        assert_eq!(
            manager.get(&address).await.status.as_u16(),
            inside,
            "manager {period}"
        );
        let of_all = at(&town, 0, period);
        assert_eq!(
            coordinator.get(&of_all).await.status.as_u16(),
            outside,
            "coordinator {period}"
        );
    }
}

#[tokio::test]
async fn no_figure_leads_to_a_case_and_every_bar_has_its_numbers() {
    let town = figures().await;
    for (who, unit) in [("manager", 1), ("coordinator", 0)] {
        let mut browser = town.site.signed_in(who).await;
        for rest in ["", "/2025-t3", "/2025/heard/age"] {
            let page = browser.get(&at(&town, unit, rest)).await.body;
            let main = page.split("<main").nth(1).unwrap_or_default();
            assert!(
                !main.contains("/bedomning/") && !main.contains("/arenden/"),
                "{who} {rest}"
            );
            for svg in main.split("<svg").skip(1) {
                assert!(
                    svg.split('>').next().unwrap_or_default().contains("focusable"),
                    "{who} {rest}"
                );
            }
        }
    }
}

#[tokio::test]
async fn the_representative_sees_the_own_units_figures_and_no_other() {
    let town = figures().await;
    let (who, account, unit) = (town.site.who(), town.account("colleague"), town.units[1].id);
    let granted = town.site.state.write(move |tx| {
        Box::pin(
            async move { Ok(store::access::add_grant(tx, who, account, Role::Representative, unit).await?) },
        )
    });
    granted.await.unwrap();
    let mut browser = town.site.signed_in("colleague").await;
    assert!(
        browser
            .get(&at(&town, 1, "/2025-t3"))
            .await
            .body
            .contains("24 av 27")
    );
    for unit in [0, 2] {
        browser
            .get(&at(&town, unit, "/2025-t3"))
            .await
            .assert_status(StatusCode::NOT_FOUND, "another's");
    }
}
