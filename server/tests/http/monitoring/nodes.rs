//! Rounds that a district or the municipality answers.

use axum::http::StatusCode;
use domain::monitoring::{InstrumentKind, own_instrument};
use ogonhojd_server::error::AppError;

use super::help::{hand_in, open, part};
use crate::work::Town;

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
