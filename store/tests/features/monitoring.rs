//! Self-monitoring: instruments, rounds, answers, remarks, and what they come to.

use chrono::NaiveDate;
use domain::access::Role;
use domain::fields::Fields;
use domain::ids::{AccountId, RemarkId, RoundId, UnitId};
use domain::monitoring::{
    Instrument, InstrumentKind, Rating, RoundDays, UnitState, own_instrument, read_instrument,
    write_instrument,
};
use store::monitoring::{self, NewRound, Saved, StoredAnswers};
use store::organisation::{Unit, units_followed};
use store::testing::TestDb;
use store::{Db, Engine, StoreError, Who, both_engines};
use uuid::Uuid;

use super::common::{Town, at, count, day, execute, fields, load, refused, save, texts, today};

fn program() -> Who {
    Who {
        account: None,
        unit: None,
        now: at(0),
        today: today(),
    }
}

fn own(kind: InstrumentKind) -> &'static Instrument {
    own_instrument(kind).unwrap()
}

/// A version of the units' instrument with one item reworded, in force so many days from the day of the tests.
fn version(name: &str, days: i64) -> Instrument {
    let mut instrument = own(InstrumentKind::Unit).clone();
    name.clone_into(&mut instrument.version);
    instrument.effective_from = day(days);
    name.clone_into(&mut instrument.areas[0].items[0].text.sv);
    instrument
}

async fn publish(town: &Town, instrument: &Instrument, minute: i64) -> Result<(), StoreError> {
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

async fn town(db: &Db) -> Town {
    let town = Town::build(db).await;
    save!(db, |tx| monitoring::keep_own(tx, program())).unwrap();
    town
}

fn days(from: i64, to: i64, deadline: i64) -> RoundDays {
    RoundDays {
        from: day(from),
        to: day(to),
        deadline: day(deadline),
    }
}

/// Opens a round of the coordinator's with the instrument of the day.
async fn open(town: &Town, kind: InstrumentKind, days: RoundDays, units: &[&Unit], minute: i64) -> RoundId {
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

async fn spring(town: &Town) -> RoundId {
    open(
        town,
        InstrumentKind::Unit,
        days(-60, 120, 30),
        &[&town.unit, &town.far],
        1,
    )
    .await
}

async fn answer(
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
async fn answer_all(town: &Town, (round, unit): (RoundId, UnitId), level: &str, minute: i64) {
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

async fn hand_in(town: &Town, round: RoundId, unit: UnitId, minute: i64) -> Result<bool, StoreError> {
    let who = town.as_at(town.manager, minute);
    save!(town.db, |tx| monitoring::hand_in(tx, who, (round, unit), |_| {
        true
    }))
}

async fn close(town: &Town, round: RoundId, minute: i64) -> Result<(), StoreError> {
    let who = town.as_at(town.coordinator, minute);
    save!(town.db, |tx| monitoring::close(tx, who, round))
}

async fn trail(db: &Db) -> Vec<String> {
    texts(
        db,
        "select action || ' ' || object_kind || ' ' || detail from audit where object_kind like 'monitoring%' or object_kind = 'instrument' order by at, id",
    )
    .await
}

fn conflict(saved: Saved) -> StoredAnswers {
    match saved {
        Saved::Conflict(theirs) => theirs,
        Saved::Stored(version) => panic!("stored as version {version}"),
    }
}

both_engines! {
    async fn the_programs_own_instruments_are_kept_once_and_read_back(db: Db) {
        for _ in 0..2 {
            save!(db, |tx| monitoring::keep_own(tx, program())).unwrap();
        }
        for kind in InstrumentKind::ALL {
            let found = load!(db, |tx| monitoring::versions(tx, kind)).unwrap();
            assert_eq!(found.len(), 1);
            assert!(found[0].own && found[0].published_by.is_none() && found[0].used == 0);
            assert_eq!((found[0].version.as_str(), found[0].published_at), (own(kind).version.as_str(), at(0)));
            let source = load!(db, |tx| monitoring::source(tx, kind, &own(kind).version)).unwrap();
            assert_eq!(&read_instrument(&source).unwrap(), own(kind));
            let kept = load!(db, |tx| monitoring::in_force(tx, kind, today())).unwrap();
            assert_eq!(kept.instrument.as_ref(), own(kind));
            assert_eq!(load!(db, |tx| monitoring::instrument(tx, kept.id)).unwrap(), kept.instrument);
            // Before the first day of all of them, the program's own.
            let early = NaiveDate::from_ymd_opt(2001, 1, 1).unwrap();
            assert_eq!(load!(db, |tx| monitoring::in_force(tx, kind, early)).unwrap(), kept);
        }
        refused!(load!(db, |tx| monitoring::source(tx, InstrumentKind::Unit, "x")), NotFound);
        refused!(load!(db, |tx| monitoring::instrument(tx, Uuid::max().into())), NotFound);
    }

    async fn a_round_keeps_the_version_that_it_was_opened_with(db: Db) {
        let town = town(&db).await;
        let round = spring(&town).await;
        publish(&town, &version("kommunen.2", 10), 5).await.unwrap();
        publish(&town, &version("kommunen.1", 0), 6).await.unwrap();
        refused!(publish(&town, &version("kommunen.1", 20), 7).await, State);
        for (days, expected) in [(-1, own(InstrumentKind::Unit).version.as_str()), (0, "kommunen.1"), (9, "kommunen.1"), (10, "kommunen.2")] {
            let kept = load!(db, |tx| monitoring::in_force(tx, InstrumentKind::Unit, day(days))).unwrap();
            assert_eq!(kept.instrument.version, expected, "{days}");
        }
        // The other kind has versions of its own.
        let other = load!(db, |tx| monitoring::in_force(tx, InstrumentKind::Municipal, day(10))).unwrap();
        assert_eq!(other.instrument.as_ref(), own(InstrumentKind::Municipal));
        let found = load!(db, |tx| monitoring::round(tx, round)).unwrap();
        assert_eq!(load!(db, |tx| monitoring::instrument(tx, found.instrument)).unwrap().as_ref(), own(InstrumentKind::Unit));
        let listed = load!(db, |tx| monitoring::versions(tx, InstrumentKind::Unit)).unwrap();
        assert_eq!(listed.iter().map(|v| (v.version.as_str(), v.used)).collect::<Vec<_>>(), [
            ("kommunen.2", 0), ("kommunen.1", 0), (own(InstrumentKind::Unit).version.as_str(), 1),
        ]);
        assert_eq!((listed[0].note.as_str(), listed[0].published_by.as_deref()), ("En \"ny\" punkt 💬", Some("Cora Kommun")));
        assert_eq!(trail(&db).await, ["opened monitoring_round unit", "published instrument unit kommunen.2", "published instrument unit kommunen.1"]);
    }

    async fn a_stored_instrument_is_neither_changed_nor_deleted(db: Db) {
        save!(db, |tx| monitoring::keep_own(tx, program())).unwrap();
        for sql in ["update instrument set source = 'forged'", "delete from instrument"] {
            let why = execute(&db, sql).await.unwrap_err().to_string();
            assert!(why.contains("an instrument is never"), "{why}");
        }
        assert_eq!(count(&db, "select count(*) from instrument").await, 2);
    }

    async fn a_round_is_read_back_with_its_participants_and_where_they_stand(db: Db) {
        let town = town(&db).await;
        let id = spring(&town).await;
        let round = load!(db, |tx| monitoring::round(tx, id)).unwrap();
        assert_eq!((round.title.as_str(), round.word.as_str(), round.kind), ("Våren \"2026\"", "Svara ihop.", InstrumentKind::Unit));
        assert_eq!((round.branch, round.branch_name.as_str(), &round.branch_path), (town.municipality.id, "Kommunen", &town.municipality.path));
        assert_eq!((round.days, round.items), (days(-60, 120, 30), own(InstrumentKind::Unit).items().count()));
        assert_eq!((round.opened_by.as_str(), round.opened_at, &round.closed), ("Cora Kommun", at(1), &None));
        let all = load!(db, |tx| monitoring::participants(tx, id)).unwrap();
        assert_eq!(all.iter().map(|p| (p.name.as_str(), p.managed, p.state(&round))).collect::<Vec<_>>(), [
            ("Ekonomi norr", true, UnitState::NotBegun), ("Ekonomi söder", false, UnitState::NotBegun),
        ]);
        answer(&town, (id, town.unit.id), "knowledge", 0, &[("know-basics.level", "2"), ("know-talks.level", "na")], town.at(2)).await.unwrap();
        let one = load!(db, |tx| monitoring::participant(tx, id, town.unit.id)).unwrap();
        assert_eq!(one.state(&round), UnitState::Begun { answered: 2, of: round.items });
        refused!(load!(db, |tx| monitoring::participant(tx, id, town.sister.id)), NotFound);
        refused!(load!(db, |tx| monitoring::round(tx, Uuid::max().into())), NotFound);
        refused!(save!(db, |tx| async {
            let instrument = monitoring::in_force(tx, InstrumentKind::Unit, today()).await?;
            let new = NewRound { branch: town.north.id, instrument, title: "x".into(), days: days(0, 1, 1), word: String::new(), units: vec![town.unit.id; 2] };
            monitoring::open(tx, town.at(1), &new).await
        }), Exists);
    }

    async fn answers_are_saved_area_by_area_and_a_stale_save_shows_the_others_texts(db: Db) {
        let town = town(&db).await;
        let round = spring(&town).await;
        let at_home = (round, town.unit.id);
        let (manager, colleague) = (town.as_at(town.manager, 3), town.as_at(town.colleague, 9));
        let first = [("lead-goal.level", "1"), ("lead-goal.evidence", "Rad ett\n\"två\" 💬")];
        assert_eq!(answer(&town, at_home, "leadership", 0, &first, manager).await.unwrap(), Saved::Stored(1));
        let second = [("lead-goal.level", "3")];
        assert_eq!(answer(&town, at_home, "leadership", 1, &second, colleague).await.unwrap(), Saved::Stored(2));
        let rows = count(&db, "select count(*) from audit").await;
        for stale in [0, 1, 3, -1] {
            let theirs = conflict(answer(&town, at_home, "leadership", stale, &first, manager).await.unwrap());
            assert_eq!((theirs.version, theirs.saved_by.as_str(), theirs.saved_at), (2, "Åsa Öberg", at(9)));
            assert_eq!(theirs.fields, fields(&second));
        }
        // The very same texts are no conflict.
        assert_eq!(answer(&town, at_home, "leadership", 1, &second, manager).await.unwrap(), Saved::Stored(2));
        assert_eq!(count(&db, "select count(*) from audit").await, rows);
        answer(&town, at_home, "knowledge", 0, &first, manager).await.unwrap();
        let stored = load!(db, |tx| monitoring::answers(tx, round, town.unit.id)).unwrap();
        assert_eq!(stored.iter().map(|s| (s.area.as_str(), s.version)).collect::<Vec<_>>(), [("knowledge", 1), ("leadership", 2)]);
        assert_eq!(monitoring::texts(&stored)["leadership"], fields(&second));
        assert!(load!(db, |tx| monitoring::answers(tx, round, town.far.id)).unwrap().is_empty());
        refused!(answer(&town, (round, town.sister.id), "knowledge", 0, &first, manager).await, NotFound);
        refused!(answer(&town, (Uuid::max().into(), town.unit.id), "knowledge", 0, &first, manager).await, NotFound);
        let units = texts(&db, "select u.name from audit t join unit u on u.id = t.unit_id where t.object_kind = 'monitoring_answer'").await;
        assert_eq!(units, ["Ekonomi norr"; 3]);
    }

    async fn what_is_handed_in_is_locked_until_it_is_given_back(db: Db) {
        let town = town(&db).await;
        let round = spring(&town).await;
        let at_home = (round, town.unit.id);
        answer_all(&town, at_home, "2", 2).await;
        let who = town.as_at(town.manager, 3);
        let refused_whole = save!(db, |tx| monitoring::hand_in(tx, who, at_home, |answers| answers.len() > 99));
        assert!(!refused_whole.unwrap());
        assert!(hand_in(&town, round, town.unit.id, 4).await.unwrap());
        refused!(hand_in(&town, round, town.unit.id, 5).await, State);
        refused!(answer(&town, at_home, "knowledge", 1, &[("know-talks.level", "3")], town.at(5)).await, State);
        let one = load!(db, |tx| monitoring::participant(tx, round, town.unit.id)).unwrap();
        let handed = one.handed_in.unwrap();
        assert_eq!((handed.account, handed.by.as_str(), handed.at), (town.manager, "Maria Chef", at(4)));
        let coordinator = town.as_at(town.coordinator, 6);
        save!(db, |tx| monitoring::give_back(tx, coordinator, at_home, "Fyll på.")).unwrap();
        refused!(save!(db, |tx| monitoring::give_back(tx, coordinator, at_home, "Igen.")), State);
        let one = load!(db, |tx| monitoring::participant(tx, round, town.unit.id)).unwrap();
        assert_eq!((one.handed_in, one.given_back), (None, Some(("Cora Kommun".into(), at(6), "Fyll på.".into()))));
        answer(&town, at_home, "knowledge", 1, &[("know-talks.level", "3")], town.at(7)).await.unwrap();
        assert!(hand_in(&town, round, town.unit.id, 8).await.unwrap());
        let told = trail(&db).await;
        assert_eq!(&told[told.len() - 4..], ["handed_in monitoring_answer ", "given_back monitoring_answer ", "saved monitoring_answer knowledge", "handed_in monitoring_answer "]);
    }

    async fn closing_is_final_and_what_is_unanswered_stays_so(db: Db) {
        let town = town(&db).await;
        let id = spring(&town).await;
        answer(&town, (id, town.far.id), "knowledge", 0, &[("know-talks.level", "3")], town.at(2)).await.unwrap();
        answer_all(&town, (id, town.unit.id), "1", 3).await;
        hand_in(&town, id, town.unit.id, 4).await.unwrap();
        close(&town, id, 5).await.unwrap();
        refused!(close(&town, id, 6).await, State);
        let round = load!(db, |tx| monitoring::round(tx, id)).unwrap();
        assert_eq!(round.closed, Some(("Cora Kommun".into(), at(5))));
        let states: Vec<_> = load!(db, |tx| monitoring::participants(tx, id)).unwrap().iter().map(|p| p.state(&round)).collect();
        assert_eq!(states, [UnitState::HandedIn, UnitState::NeverHandedIn { answered: 1, of: round.items }]);
        let who = town.as_at(town.coordinator, 7);
        refused!(answer(&town, (id, town.far.id), "knowledge", 1, &[("know-talks.level", "0")], who).await, State);
        refused!(hand_in(&town, id, town.far.id, 7).await, State);
        refused!(save!(db, |tx| monitoring::give_back(tx, who, (id, town.unit.id), "Nej")), State);
        refused!(save!(db, |tx| monitoring::remind(tx, who, id, None, "Nej")), State);
        refused!(save!(db, |tx| monitoring::add_remark(tx, who, (id, town.unit.id), "knowledge", "Nej")), State);
        refused!(save!(db, |tx| monitoring::close(tx, who, Uuid::max().into())), NotFound);
        assert_eq!(trail(&db).await.last().unwrap(), "closed monitoring_round ");
    }

    async fn reminders_go_to_those_who_have_not_handed_in_and_stay_with_date_and_word(db: Db) {
        let town = town(&db).await;
        let round = spring(&town).await;
        answer_all(&town, (round, town.unit.id), "1", 2).await;
        hand_in(&town, round, town.unit.id, 3).await.unwrap();
        let who = town.as_at(town.coordinator, 4);
        assert_eq!(save!(db, |tx| monitoring::remind(tx, who, round, None, "Snart dags.")).unwrap(), 1);
        assert_eq!(save!(db, |tx| monitoring::remind(tx, who, round, Some(town.unit.id), "Du är klar.")).unwrap(), 0);
        let later = town.as_at(town.coordinator, 5);
        assert_eq!(save!(db, |tx| monitoring::remind(tx, later, round, Some(town.far.id), "En gång till.")).unwrap(), 1);
        refused!(save!(db, |tx| monitoring::remind(tx, later, round, Some(town.sister.id), "Fel.")), NotFound);
        let all = load!(db, |tx| monitoring::reminders(tx, round, None)).unwrap();
        assert_eq!(all.iter().map(|r| (r.unit.as_str(), r.word.as_str(), r.sent_by.as_str(), r.sent_at)).collect::<Vec<_>>(), [
            ("Ekonomi söder", "En gång till.", "Cora Kommun", at(5)), ("Ekonomi söder", "Snart dags.", "Cora Kommun", at(4)),
        ]);
        assert_eq!(load!(db, |tx| monitoring::reminders(tx, round, Some(town.far.id))).unwrap(), all);
        assert!(load!(db, |tx| monitoring::reminders(tx, round, Some(town.unit.id))).unwrap().is_empty());
        assert_eq!(trail(&db).await.iter().filter(|row| row.starts_with("reminded")).count(), 2);
    }

    async fn a_remark_is_written_on_what_is_handed_in_and_replied_to_once(db: Db) {
        let town = town(&db).await;
        let round = spring(&town).await;
        let at_home = (round, town.unit.id);
        let (coordinator, manager) = (town.as_at(town.coordinator, 5), town.as_at(town.manager, 6));
        answer_all(&town, at_home, "1", 2).await;
        refused!(save!(db, |tx| monitoring::add_remark(tx, coordinator, at_home, "knowledge", "För tidigt")), State);
        hand_in(&town, round, town.unit.id, 3).await.unwrap();
        let id = save!(db, |tx| monitoring::add_remark(tx, coordinator, at_home, "knowledge", "Vad har ni övat?")).unwrap();
        let found = load!(db, |tx| monitoring::remarks(tx, round, town.unit.id)).unwrap();
        assert_eq!((found[0].id, found[0].area.as_str(), found[0].text.as_str(), found[0].written_by.as_str(), found[0].written_at), (id, "knowledge", "Vad har ni övat?", "Cora Kommun", at(5)));
        assert_eq!(found[0].reply, None);
        refused!(save!(db, |tx| monitoring::reply(tx, manager, (round, town.far.id), id, "Fel enhet")), NotFound);
        refused!(save!(db, |tx| monitoring::reply(tx, manager, at_home, RemarkId(Uuid::max()), "Fel")), NotFound);
        assert_eq!(load!(db, |tx| monitoring::unreplied(tx, round)).unwrap(), 1);
        save!(db, |tx| monitoring::reply(tx, manager, at_home, id, "Samtal med bilder.")).unwrap();
        assert_eq!(load!(db, |tx| monitoring::unreplied(tx, round)).unwrap(), 0);
        refused!(save!(db, |tx| monitoring::reply(tx, manager, at_home, id, "Ändrat mig.")), State);
        let found = load!(db, |tx| monitoring::remarks(tx, round, town.unit.id)).unwrap();
        assert_eq!(found[0].reply, Some(("Samtal med bilder.".into(), "Maria Chef".into(), at(6))));
        assert!(load!(db, |tx| monitoring::remarks(tx, round, town.far.id)).unwrap().is_empty());
        let told = trail(&db).await;
        assert_eq!(&told[told.len() - 2..], ["created monitoring_remark knowledge", "replied monitoring_remark "]);
    }

    async fn remarks_end_at_their_limit(db: Db) {
        let town = town(&db).await;
        let round = spring(&town).await;
        let at_home = (round, town.unit.id);
        hand_in(&town, round, town.unit.id, 3).await.unwrap();
        let who = town.as_at(town.coordinator, 5);
        save!(db, |tx| async {
            for _ in 0..monitoring::MAX_REMARKS {
                monitoring::add_remark(tx, who, at_home, "knowledge", "Bra.").await?;
            }
            Ok::<_, StoreError>(())
        }).unwrap();
        refused!(save!(db, |tx| monitoring::add_remark(tx, who, at_home, "knowledge", "En till.")), State);
    }

    async fn everybody_sees_what_waits_for_them(db: Db) {
        let town = town(&db).await;
        let representative = town.person("Rut Ombud", Role::Representative, &town.unit).await;
        let round = spring(&town).await;
        let matrix = open(&town, InstrumentKind::Municipal, days(-60, 120, 40), &[&town.north, &town.south], 2).await;
        let due = async |account: AccountId| -> Vec<String> {
            let found = load!(db, |tx| monitoring::due(tx, account)).unwrap();
            found.into_iter().map(|l| format!("{} {}", l.unit_name, l.kind.code())).collect()
        };
        assert_eq!(due(town.manager).await, ["Ekonomi norr unit"]);
        assert_eq!(due(representative).await, ["Ekonomi norr unit"]);
        assert_eq!(due(town.head).await, ["Ekonomi norr unit", "Norr municipal"]);
        // Nobody manages the south, so its coordinator answers for it; the north has its manager.
        assert_eq!(due(town.coordinator).await, ["Söder municipal"]);
        for account in [town.worker, town.neighbour, town.stranger] {
            assert_eq!(due(account).await, [""; 0]);
        }
        let coordinator = town.as_at(town.coordinator, 4);
        save!(db, |tx| monitoring::remind(tx, coordinator, round, None, "Ett")).unwrap();
        let later = town.as_at(town.coordinator, 5);
        save!(db, |tx| monitoring::remind(tx, later, round, Some(town.unit.id), "Två")).unwrap();
        answer_all(&town, (round, town.unit.id), "1", 6).await;
        let line = load!(db, |tx| monitoring::due(tx, town.manager)).unwrap().remove(0);
        assert_eq!((line.round, line.unit, line.reminded, line.unreplied, line.given_back), (round, town.unit.id, Some(("Två".into(), at(5))), 0, false));
        assert_eq!((line.deadline, line.period, line.title.as_str()), (day(30), (day(-60), day(120)), "Våren \"2026\""));
        assert!(matches!(line.state, UnitState::Begun { answered, of } if answered == of));
        hand_in(&town, round, town.unit.id, 7).await.unwrap();
        assert_eq!(due(town.manager).await, [""; 0]);
        save!(db, |tx| monitoring::add_remark(tx, coordinator, (round, town.unit.id), "knowledge", "Bra.")).unwrap();
        let line = load!(db, |tx| monitoring::due(tx, town.manager)).unwrap().remove(0);
        assert_eq!((line.state, line.unreplied), (UnitState::HandedIn, 1));
        save!(db, |tx| monitoring::give_back(tx, coordinator, (round, town.unit.id), "Mer.")).unwrap();
        assert!(load!(db, |tx| monitoring::due(tx, town.manager)).unwrap()[0].given_back);
        let run = load!(db, |tx| monitoring::rounds_run(tx, town.coordinator)).unwrap();
        assert_eq!(run.iter().map(|r| (r.id, r.handed_in, r.of)).collect::<Vec<_>>(), [(round, 0, 2), (matrix, 0, 2)]);
        close(&town, round, 8).await.unwrap();
        assert_eq!(due(town.manager).await, [""; 0]);
        let run = load!(db, |tx| monitoring::rounds_run(tx, town.coordinator)).unwrap();
        assert_eq!(run.iter().map(|r| (r.id, r.closed_at)).collect::<Vec<_>>(), [(matrix, None), (round, Some(at(8)))]);
        assert!(load!(db, |tx| monitoring::rounds_run(tx, town.manager)).unwrap().is_empty());
    }

    async fn workers_find_only_their_units_closed_rounds(db: Db) {
        let town = town(&db).await;
        let representative = town.person("Rut Ombud", Role::Representative, &town.unit).await;
        let old = open(&town, InstrumentKind::Unit, days(-300, -120, 10), &[&town.unit, &town.far], 1).await;
        close(&town, old, 2).await.unwrap();
        let new = open(&town, InstrumentKind::Unit, days(-100, 80, 30), &[&town.unit], 3).await;
        let found = async |account: AccountId| -> Vec<(RoundId, String)> {
            let lines = load!(db, |tx| monitoring::rounds_of_units(tx, account)).unwrap();
            lines.into_iter().map(|l| (l.round, l.unit_name)).collect()
        };
        let home = "Ekonomi norr".to_owned();
        assert_eq!(found(town.worker).await, [(old, home.clone())]);
        for account in [town.manager, representative, town.head] {
            assert_eq!(found(account).await, [(new, home.clone()), (old, home.clone())]);
        }
        assert_eq!(found(town.stranger).await, [(old, "Ekonomi söder".to_owned())]);
        for account in [town.neighbour, town.coordinator] {
            assert_eq!(found(account).await, []);
        }
    }

    async fn a_coordinator_chooses_among_what_they_follow(db: Db) {
        let town = town(&db).await;
        let northern = town.person("Nora Norr", Role::Coordinator, &town.north).await;
        let followed = async |account: AccountId, above: bool| -> Vec<String> {
            let found = load!(db, |tx| units_followed(tx, account, above)).unwrap();
            found.into_iter().map(|u| u.name).collect()
        };
        assert_eq!(followed(town.coordinator, false).await, ["Ekonomi norr", "Ekonomi söder", "Vuxen norr"]);
        assert_eq!(followed(town.coordinator, true).await, ["Kommunen", "Norr", "Söder"]);
        assert_eq!(followed(northern, false).await, ["Ekonomi norr", "Vuxen norr"]);
        assert_eq!(followed(northern, true).await, ["Norr"]);
        for account in [town.manager, town.head, town.worker] {
            assert!(followed(account, false).await.is_empty() && followed(account, true).await.is_empty());
        }
    }

    async fn earlier_rounds_stand_beside_this_one_the_latest_first(db: Db) {
        let town = town(&db).await;
        let mut closed = Vec::new();
        for (n, level) in [(3, "0"), (2, "1"), (1, "2")] {
            let round = open(&town, InstrumentKind::Unit, days(-180 * n - 180, -180 * n, 10), &[&town.unit, &town.far], n).await;
            answer_all(&town, (round, town.unit.id), level, 10).await;
            close(&town, round, 20 - n).await.unwrap();
            closed.push(round);
        }
        let open_one = open(&town, InstrumentKind::Unit, days(-200, -10, 10), &[&town.unit], 30).await;
        let now = open(&town, InstrumentKind::Unit, days(-100, 80, 30), &[&town.unit, &town.sister], 40).await;
        let round = load!(db, |tx| monitoring::round(tx, now)).unwrap();
        let found = load!(db, |tx| monitoring::earlier(tx, &round, town.unit.id)).unwrap();
        assert_eq!(found.iter().map(|e| e.round.id).collect::<Vec<_>>(), [closed[2], closed[1], closed[0]]);
        assert_eq!(found[0].answers["knowledge"].text("know-talks.level"), "2");
        assert_eq!(found[0].instrument.as_ref(), own(InstrumentKind::Unit));
        assert_eq!(found[0].participant.answered, own(InstrumentKind::Unit).items().count());
        assert!(load!(db, |tx| monitoring::earlier(tx, &round, town.sister.id)).unwrap().is_empty());
        // Seen from an older round, what came after it is not earlier.
        let old = load!(db, |tx| monitoring::round(tx, closed[1])).unwrap();
        let found = load!(db, |tx| monitoring::earlier(tx, &old, town.unit.id)).unwrap();
        assert_eq!(found.iter().map(|e| e.round.id).collect::<Vec<_>>(), [closed[0]]);
        assert!(open_one != now);
    }

    async fn figures_are_linked_to_the_last_answers_that_count(db: Db) {
        let town = town(&db).await;
        let old = open(&town, InstrumentKind::Unit, days(-400, -220, 10), &[&town.unit, &town.far], 1).await;
        answer_all(&town, (old, town.unit.id), "1", 2).await;
        close(&town, old, 3).await.unwrap();
        let new = open(&town, InstrumentKind::Unit, days(-200, -20, 10), &[&town.unit], 4).await;
        answer_all(&town, (new, town.unit.id), "2", 5).await;
        let levels = async |account: AccountId, unit: Option<UnitId>| {
            let found = load!(db, |tx| monitoring::ratings_with_figures(tx, account, unit)).unwrap();
            found.into_iter().map(|r| (r.unit, r.figure, r.rating.map(Rating::code), r.period.1)).collect::<Vec<_>>()
        };
        let linked = own(InstrumentKind::Unit).items().filter(|i| i.figure.is_some()).count();
        let of_home = levels(town.manager, None).await;
        assert_eq!(of_home.len(), linked);
        assert!(of_home.iter().all(|(unit, _, code, to)| (*unit, *code, *to) == (town.unit.id, Some("1"), day(-220))), "not handed in yet");
        hand_in(&town, new, town.unit.id, 6).await.unwrap();
        assert!(levels(town.manager, Some(town.unit.id)).await.iter().all(|(.., code, to)| (*code, *to) == (Some("2"), day(-20))));
        assert_eq!(levels(town.manager, Some(town.far.id)).await, []);
        // Left unanswered when the round was closed.
        let all = levels(town.coordinator, None).await;
        assert_eq!(all.len(), 2 * linked);
        assert!(all.iter().any(|(unit, figure, code, _)| *unit == town.far.id && figure == "heard" && code.is_none()));
        assert_eq!(levels(town.worker, None).await, []);
    }

    async fn a_report_gets_the_closed_rounds_of_its_period_and_branch(db: Db) {
        let town = town(&db).await;
        let mut rounds = Vec::new();
        for (n, units) in [(2, vec![&town.unit, &town.far]), (1, vec![&town.far])] {
            let round = open(&town, InstrumentKind::Unit, days(-180 * n - 180, -180 * n, 10), &units, n).await;
            answer_all(&town, (round, town.far.id), "1", 10).await;
            rounds.push(round);
        }
        close(&town, rounds[0], 20).await.unwrap();
        let within = async |unit: &Unit, from: i64, to: i64| {
            let found = load!(db, |tx| monitoring::results_within(tx, &unit.path, InstrumentKind::Unit, (day(from), day(to)))).unwrap();
            found.into_iter().map(|r| (r.round.id, r.answers.into_iter().map(|a| (a.participant.name, a.answers.len())).collect::<Vec<_>>())).collect::<Vec<_>>()
        };
        let areas = own(InstrumentKind::Unit).areas.len();
        let (north, south) = (("Ekonomi norr".to_owned(), 0), ("Ekonomi söder".to_owned(), areas));
        assert_eq!(within(&town.municipality, -400, 0).await, [(rounds[0], vec![north.clone(), south.clone()])]);
        assert_eq!(within(&town.south, -360, -360).await, [(rounds[0], vec![south.clone()])]);
        assert_eq!(within(&town.unit, -400, 0).await, [(rounds[0], vec![north])]);
        assert_eq!(within(&town.municipality, -359, 0).await, []);
        close(&town, rounds[1], 21).await.unwrap();
        assert_eq!(within(&town.south, -400, 0).await.len(), 2);
        assert_eq!(within(&town.sister, -400, 0).await, []);
        let answered = load!(db, |tx| monitoring::round_answers(tx, rounds[1])).unwrap();
        assert_eq!(answered.len(), 1);
        assert_eq!(answered[0].answers["knowledge"].text("know-talks.level"), "1");
    }

    async fn a_save_and_a_closing_at_once_leave_no_answer_after_the_closing(db: Db) {
        let town = town(&db).await;
        let round = spring(&town).await;
        let writer = db.clone();
        let (coordinator, unit) = (town.as_at(town.coordinator, 5), town.unit.id);
        let (entered, wait) = tokio::sync::oneshot::channel();
        let closing = tokio::spawn(async move {
            save!(writer, |tx| async {
                monitoring::close(tx, coordinator, round).await?;
                entered.send(()).unwrap();
                tokio::time::sleep(std::time::Duration::from_millis(150)).await;
                Ok::<_, StoreError>(())
            })
        });
        wait.await.unwrap();
        refused!(answer(&town, (round, unit), "knowledge", 0, &[("know-talks.level", "3")], town.at(6)).await, State);
        closing.await.unwrap().unwrap();
        assert_eq!(count(&db, "select count(*) from monitoring_answer").await, 0);
    }
}

/// Only PostgreSQL has `truncate`; SQLite empties a table with `delete`.
#[tokio::test]
async fn the_instruments_are_never_emptied_at_once() {
    let test = TestDb::new(Engine::Postgres).await;
    let why = execute(&test.db, "truncate instrument cascade")
        .await
        .unwrap_err()
        .to_string();
    assert!(why.contains("an instrument is never"), "{why}");
    test.remove().await;
}
