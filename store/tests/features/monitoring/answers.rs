//! A round from its opening to its closing.

use domain::ids::RemarkId;
use domain::monitoring::{InstrumentKind, UnitState};
use store::monitoring::{self, NewRound, Saved};
use store::{Db, StoreError, both_engines};
use uuid::Uuid;

use super::help::{answer, answer_all, close, conflict, days, hand_in, own, spring, town, trail};
use crate::common::{at, count, fields, load, refused, save, texts, today};

both_engines! {
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
