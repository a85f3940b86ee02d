//! What waits for whom, and what rounds come to.

use domain::access::Role;
use domain::ids::{AccountId, RoundId, UnitId};
use domain::monitoring::{InstrumentKind, Rating, UnitState};
use store::monitoring::{self, MOST_EARLIER};
use store::organisation::{Unit, units_followed};
use store::{Db, both_engines};

use super::help::{answer_all, close, days, hand_in, open, own, spring, town};
use crate::common::{at, day, load, save};

both_engines! {
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
        let found = load!(db, |tx| monitoring::earlier(tx, &round, town.unit.id, MOST_EARLIER)).unwrap();
        assert_eq!(found.iter().map(|e| e.round.id).collect::<Vec<_>>(), [closed[2], closed[1], closed[0]]);
        assert_eq!(found[0].answers["knowledge"].text("know-talks.level"), "2");
        assert_eq!(found[0].instrument.as_ref(), own(InstrumentKind::Unit));
        assert_eq!(found[0].participant.answered, own(InstrumentKind::Unit).items().count());
        let found = load!(db, |tx| monitoring::earlier(tx, &round, town.unit.id, 1)).unwrap();
        assert_eq!(found.iter().map(|e| e.round.id).collect::<Vec<_>>(), [closed[2]]);
        assert!(load!(db, |tx| monitoring::earlier(tx, &round, town.sister.id, MOST_EARLIER)).unwrap().is_empty());
        // Seen from an older round, what came after it is not earlier.
        let old = load!(db, |tx| monitoring::round(tx, closed[1])).unwrap();
        let found = load!(db, |tx| monitoring::earlier(tx, &old, town.unit.id, MOST_EARLIER)).unwrap();
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
}
