//! Short ways to a round and its answers.

use domain::fields::Fields;
use domain::ids::{RoundId, UnitId};
use domain::monitoring::{
    Instrument, InstrumentKind, RoundDays, own_instrument, read_instrument, write_instrument,
};
use store::monitoring::{self, NewRound, Saved, StoredAnswers};
use store::organisation::Unit;
use store::{Db, StoreError, Who};

use crate::common::{Town, at, day, fields, save, texts, today};

pub fn program() -> Who {
    Who {
        account: None,
        unit: None,
        now: at(0),
        today: today(),
    }
}

pub fn own(kind: InstrumentKind) -> &'static Instrument {
    own_instrument(kind).unwrap()
}

/// A version of the units' instrument with one item reworded, in force so many days from the day of the tests.
pub fn version(name: &str, days: i64) -> Instrument {
    let mut instrument = own(InstrumentKind::Unit).clone();
    name.clone_into(&mut instrument.version);
    instrument.effective_from = day(days);
    name.clone_into(&mut instrument.areas[0].items[0].text.sv);
    instrument
}

pub async fn publish(town: &Town, instrument: &Instrument, minute: i64) -> Result<(), StoreError> {
    let (who, source) = (
        town.as_at(town.coordinator, minute),
        write_instrument(instrument).unwrap(),
    );
    let read = read_instrument(&source).unwrap();
    save!(town.db, |tx| monitoring::publish(
        tx,
        who,
        &read,
        &source,
        "En \"ny\" punkt 💬"
    ))
}

pub async fn town(db: &Db) -> Town {
    let town = Town::build(db).await;
    save!(db, |tx| monitoring::keep_own(tx, program())).unwrap();
    town
}

pub fn days(from: i64, to: i64, deadline: i64) -> RoundDays {
    RoundDays {
        from: day(from),
        to: day(to),
        deadline: day(deadline),
    }
}

/// Opens a round of the coordinator's with the instrument of the day.
pub async fn open(
    town: &Town,
    kind: InstrumentKind,
    days: RoundDays,
    units: &[&Unit],
    minute: i64,
) -> RoundId {
    let who = town.as_at(town.coordinator, minute);
    let (branch, units) = (town.municipality.id, units.iter().map(|u| u.id).collect());
    save!(town.db, |tx| async {
        let instrument = monitoring::in_force(tx, kind, who.today).await?;
        let new = NewRound {
            branch,
            instrument,
            title: "Våren \"2026\"".into(),
            days,
            word: "Svara ihop.".into(),
            units,
        };
        monitoring::open(tx, who, &new).await
    })
    .unwrap()
}

pub async fn spring(town: &Town) -> RoundId {
    open(
        town,
        InstrumentKind::Unit,
        days(-60, 120, 30),
        &[&town.unit, &town.far],
        1,
    )
    .await
}

pub async fn answer(
    town: &Town,
    (round, unit): (RoundId, UnitId),
    area: &str,
    version: i64,
    texts: &[(&str, &str)],
    who: Who,
) -> Result<Saved, StoreError> {
    let area = own(InstrumentKind::Unit).area(area).unwrap();
    let texts = fields(texts);
    save!(town.db, |tx| monitoring::save_answers(
        tx,
        who,
        (round, unit),
        area,
        version,
        &texts
    ))
}

/// Every item of every area with the same level.
pub async fn answer_all(town: &Town, (round, unit): (RoundId, UnitId), level: &str, minute: i64) {
    for area in &own(InstrumentKind::Unit).areas {
        let who = town.as_at(town.manager, minute);
        let texts: Fields = area
            .items
            .iter()
            .map(|i| (format!("{}.level", i.code), level))
            .collect();
        let saved = save!(town.db, |tx| monitoring::save_answers(
            tx,
            who,
            (round, unit),
            area,
            0,
            &texts
        ));
        assert_eq!(saved.unwrap(), Saved::Stored(1));
    }
}

pub async fn hand_in(town: &Town, round: RoundId, unit: UnitId, minute: i64) -> Result<bool, StoreError> {
    let who = town.as_at(town.manager, minute);
    save!(town.db, |tx| monitoring::hand_in(tx, who, (round, unit), |_| {
        true
    }))
}

pub async fn close(town: &Town, round: RoundId, minute: i64) -> Result<(), StoreError> {
    let who = town.as_at(town.coordinator, minute);
    save!(town.db, |tx| monitoring::close(tx, who, round))
}

pub async fn trail(db: &Db) -> Vec<String> {
    texts(
        db,
        "select action || ' ' || object_kind || ' ' || detail from audit where object_kind like 'monitoring%' or object_kind = 'instrument' order by at, id",
    )
    .await
}

pub fn conflict(saved: Saved) -> StoredAnswers {
    match saved {
        Saved::Conflict(theirs) => theirs,
        Saved::Stored(version) => panic!("stored as version {version}"),
    }
}
