//! Short ways to a round and its answers, by way of the pages' own forms.

use axum::http::StatusCode;
use domain::monitoring::{Instrument, InstrumentKind, RoundDays, own_instrument};
use ogonhojd_server::error::AppError;
use store::Who;
use store::monitoring::{self, NewRound};

use crate::support::{Answer, Browser};
use crate::work::Town;

pub const HOME: &str = "/egenkontroll";

/// The units' instrument that comes with the program.
pub fn own() -> &'static Instrument {
    own_instrument(InstrumentKind::Unit).unwrap()
}

pub fn who(town: &Town, person: &str) -> Who {
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
pub async fn open(browser: &mut Browser<'_>, address: &str, changed: &[(&str, &str)]) -> Answer {
    let mut form = browser.get(address).await.form(address);
    for (name, text) in changed {
        form.set(name, text);
    }
    browser.post(address, &form.fields()).await
}

/// A round of both units, opened by the coordinator.
pub async fn opened(town: &Town) -> String {
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

pub fn part(town: &Town, round: &str, unit: usize) -> String {
    format!("{round}/enhet/{}", town.units[unit].id)
}

/// Answers every item of every area with a level, by way of the pages' own forms.
pub async fn answer_all(browser: &mut Browser<'_>, part: &str, level: &str) {
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

pub async fn hand_in(browser: &mut Browser<'_>, part: &str) -> Answer {
    browser.post(&format!("{part}/lamna-in"), &[]).await
}
