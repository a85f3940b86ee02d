//! Who represents the units, the meetings of representatives, and training.

use domain::access::Role;
use domain::ids::{AppointmentId, MeetingId, TrainingId, UnitId};
use domain::plans::{
    AppointmentKind, AppointmentText, Attendance, FocusArea, MeetingKind, MeetingText, Saved,
    TrainingSubject, TrainingText,
};
use store::plans::{
    add_appointment, add_meeting, add_training, appointment, appointments, meeting, meetings, people,
    register, report, save_appointment, save_meeting, save_training, training, trainings,
};
use store::{Db, both_engines};
use uuid::Uuid;

use super::common::{Town, at, count, day, execute, load, refused, save, today};

fn named(name: &str, since: i64, until: Option<i64>) -> AppointmentText {
    AppointmentText {
        kind: AppointmentKind::Representative,
        account: None,
        name: name.to_owned(),
        since: day(since),
        until: until.map(day),
        weekly_minutes: Some(90),
        trained_on: Some(day(-100)),
    }
}

fn talk(held: i64, present: Vec<(UnitId, bool)>) -> MeetingText {
    MeetingText {
        held_on: day(held),
        talked: "Återkoppling\ntill barn 💬".to_owned(),
        agreed: "Vi provar breven.".to_owned(),
        present,
    }
}

fn course(title: &str, held: i64) -> TrainingText {
    TrainingText {
        title: title.to_owned(),
        subject: TrainingSubject::Focus(FocusArea::Participation),
        provider: "Länsstyrelsen".to_owned(),
        held_on: day(held),
        minutes: 180,
    }
}

fn of(unit: UnitId, took_part: i64, staff: i64) -> Attendance {
    Attendance {
        unit,
        took_part,
        staff,
    }
}

both_engines! {
    async fn an_appointment_is_read_back_and_history_is_kept(db: Db) {
        let town = Town::build(&db).await;
        let (unit, who) = (town.unit.id, town.as_at(town.coordinator, 4));
        let (old, deputy) = (named("Eva Vik", -400, Some(-30)), AppointmentText { kind: AppointmentKind::Deputy, ..named("Bo Ek", -10, None) });
        let now = AppointmentText { account: Some(town.colleague), name: String::new(), weekly_minutes: None, trained_on: None, ..named("", -29, None) };
        for new in [old.clone(), now.clone(), deputy] {
            save!(db, |tx| add_appointment(tx, who, unit, &new)).unwrap();
        }
        let rows = load!(db, |tx| appointments(tx, unit)).unwrap();
        let told: Vec<_> = rows.iter().map(|a| a.person.as_str()).collect();
        assert_eq!(told, ["Bo Ek", "Åsa Öberg", "Eva Vik"]);
        assert_eq!((&rows[2].text, &rows[1].text, rows[1].version), (&old, &now, 1));
        assert_eq!((rows[1].saved.by.as_str(), rows[1].saved.at), ("Cora Kommun", at(4)));
        assert_eq!(load!(db, |tx| appointment(tx, unit, rows[0].id)).unwrap(), rows[0]);
        refused!(load!(db, |tx| appointment(tx, town.sister.id, rows[0].id)), NotFound);
        refused!(load!(db, |tx| appointment(tx, unit, AppointmentId(Uuid::max()))), NotFound);
    }

    async fn only_somebody_who_works_there_is_chosen_and_whoever_left_stays_in_the_row(db: Db) {
        let town = Town::build(&db).await;
        let (unit, who) = (town.unit.id, town.as_at(town.manager, 4));
        let names: Vec<_> = load!(db, |tx| people(tx, unit)).unwrap().into_iter().map(|(_, n)| n).collect();
        assert_eq!(names.len(), 4);
        assert!(names.contains(&"Hedda Norr".to_owned()) && !names.contains(&"Cora Kommun".to_owned()), "{names:?}");
        let of_account = |account| AppointmentText { account: Some(account), name: String::new(), ..named("", 0, None) };
        let (stranger, colleague) = (of_account(town.stranger), of_account(town.colleague));
        { let stranger = stranger.clone(); refused!(save!(db, |tx| add_appointment(tx, who, unit, &stranger)), NotFound); }
        let id = { let new = colleague.clone(); save!(db, |tx| add_appointment(tx, who, unit, &new)).unwrap() };
        refused!(save!(db, |tx| save_appointment(tx, who, unit, id, 1, &stranger)), NotFound);
        execute(&db, "delete from role_grant where role = 'representative'").await.unwrap();
        let ended = AppointmentText { until: Some(day(0)), ..colleague };
        assert_eq!(save!(db, |tx| save_appointment(tx, who, unit, id, 1, &ended)).unwrap(), Saved::Stored(2));
        let new = named("X", 0, None);
        refused!(save!(db, |tx| add_appointment(tx, who, UnitId(Uuid::max()), &new)), NotFound);
        let (new, district) = (named("X", 0, None), town.north.id);
        refused!(save!(db, |tx| add_appointment(tx, who, district, &new)), NotFound);
    }

    async fn a_stale_save_of_an_appointment_shows_what_the_other_wrote(db: Db) {
        let town = Town::build(&db).await;
        let (unit, sister, who, other) = (town.unit.id, town.sister.id, town.as_at(town.manager, 4), town.as_at(town.coordinator, 9));
        let new = named("Eva Vik", -5, None);
        let id = save!(db, |tx| add_appointment(tx, who, unit, &new)).unwrap();
        let (theirs, mine) = (named("Eva Vik", -6, None), named("Eva Vik", -7, None));
        { let new = theirs.clone(); assert_eq!(save!(db, |tx| save_appointment(tx, other, unit, id, 1, &new)).unwrap(), Saved::Stored(2)); }
        { let new = mine.clone();
          let Saved::Conflict(found) = save!(db, |tx| save_appointment(tx, who, unit, id, 1, &new)).unwrap() else { panic!("overwritten") };
          assert_eq!((found.text, found.version, found.saved.by.as_str()), (theirs.clone(), 2, "Cora Kommun")); }
        assert_eq!(save!(db, |tx| save_appointment(tx, who, unit, id, 1, &theirs)).unwrap(), Saved::Stored(2));
        refused!(save!(db, |tx| save_appointment(tx, who, sister, id, 2, &mine)), NotFound);
        assert_eq!(count(&db, "select count(*) from audit where object_kind = 'appointment'").await, 2);
    }

    async fn the_register_shows_who_represents_which_unit_today_and_the_gaps(db: Db) {
        let town = Town::build(&db).await;
        let who = town.as_at(town.coordinator, 4);
        for (unit, new) in [
            (town.unit.id, named("Slutade", -50, Some(-1))),
            (town.unit.id, named("Sista dagen", -50, Some(0))),
            (town.unit.id, AppointmentText { kind: AppointmentKind::Deputy, ..named("Ersättare", 0, None) }),
            (town.far.id, named("Börjar i morgon", 1, None)),
        ] {
            save!(db, |tx| add_appointment(tx, who, unit, &new)).unwrap();
        }
        let told = |units: Vec<store::plans::UnitAppointments>| -> Vec<(String, Vec<String>, usize)> {
            units.into_iter().map(|u| (u.name, u.representatives.into_iter().map(|a| a.person).collect(), u.deputies.len())).collect()
        };
        let all = told(load!(db, |tx| register(tx, town.coordinator, today())).unwrap());
        assert_eq!(all, [
            ("Ekonomi norr".to_owned(), vec!["Sista dagen".to_owned()], 1),
            ("Ekonomi söder".to_owned(), vec![], 0),
            ("Vuxen norr".to_owned(), vec![], 0),
        ]);
        assert_eq!(told(load!(db, |tx| register(tx, town.worker, today())).unwrap()), all[..1]);
        assert_eq!(told(load!(db, |tx| report::representatives(tx, &town.municipality.path, today())).unwrap()), all);
        let north = told(load!(db, |tx| report::representatives(tx, &town.north.path, today())).unwrap());
        assert_eq!(north.len(), 2);
    }

    async fn meetings_are_read_from_above_and_below_their_branch(db: Db) {
        let town = Town::build(&db).await;
        let who = town.as_at(town.coordinator, 4);
        let mut ids = Vec::new();
        for (branch, new) in [
            (town.north.id, talk(-3, vec![(town.unit.id, true), (town.sister.id, false)])),
            (town.unit.id, talk(-2, vec![(town.unit.id, true)])),
            (town.south.id, talk(-1, vec![])),
        ] {
            ids.push(save!(db, |tx| add_meeting(tx, who, branch, &new)).unwrap());
        }
        let rep_of_sister = town.person("Rut Ombud", Role::Representative, &town.sister).await;
        for (account, expected) in [
            (town.coordinator, vec![ids[2], ids[1], ids[0]]),
            (town.head, vec![ids[1], ids[0]]),
            (town.manager, vec![ids[1], ids[0]]),
            (town.colleague, vec![ids[1], ids[0]]),
            (rep_of_sister, vec![ids[0]]),
            (town.worker, vec![]),
        ] {
            let found = load!(db, |tx| meetings(tx, account, (day(-30), day(0)))).unwrap();
            assert_eq!(found.iter().map(|m| m.id).collect::<Vec<_>>(), expected);
        }
        let found = load!(db, |tx| meetings(tx, town.coordinator, (day(-2), day(-2)))).unwrap();
        assert_eq!((found.len(), found[0].kind, found[0].branch_name.as_str()), (1, MeetingKind::Management, "Ekonomi norr"));
        let found = load!(db, |tx| meeting(tx, ids[0])).unwrap();
        assert_eq!((found.kind, &found.text), (MeetingKind::Network, &talk(-3, vec![(town.unit.id, true), (town.sister.id, false)])));
        let told = load!(db, |tx| report::meetings(tx, &town.north.path, (day(-30), day(0)))).unwrap();
        let told: Vec<_> = told.iter().map(|m| (m.id, m.kind, m.present, m.of)).collect();
        assert_eq!(told, [(ids[1], MeetingKind::Management, 1, 1), (ids[0], MeetingKind::Network, 1, 2)]);
        refused!(load!(db, |tx| meeting(tx, MeetingId(Uuid::max()))), NotFound);
    }

    async fn a_meeting_is_saved_with_its_units_and_names_none_outside_its_branch(db: Db) {
        let town = Town::build(&db).await;
        let (who, north, far) = (town.as_at(town.coordinator, 4), town.north.id, town.far.id);
        let new = talk(-3, vec![(far, true)]);
        refused!(save!(db, |tx| add_meeting(tx, who, north, &new)), NotFound);
        assert_eq!(count(&db, "select count(*) from meeting").await, 0);
        let new = talk(-3, vec![(town.unit.id, true)]);
        let id = save!(db, |tx| add_meeting(tx, who, north, &new)).unwrap();
        let (changed, kept) = (talk(-4, vec![(town.unit.id, false), (town.sister.id, true)]), talk(-4, vec![(town.unit.id, false), (town.sister.id, true)]));
        assert_eq!(save!(db, |tx| save_meeting(tx, who, id, 1, &changed)).unwrap(), Saved::Stored(2));
        let mine = talk(-5, vec![]);
        let Saved::Conflict(theirs) = save!(db, |tx| save_meeting(tx, who, id, 1, &mine)).unwrap() else { panic!("overwritten") };
        assert_eq!((&theirs.text, theirs.version), (&kept, 2));
        assert_eq!(save!(db, |tx| save_meeting(tx, who, id, 1, &kept)).unwrap(), Saved::Stored(2));
        let outside = talk(-4, vec![(far, true)]);
        refused!(save!(db, |tx| save_meeting(tx, who, id, 2, &outside)), NotFound);
        assert_eq!(load!(db, |tx| meeting(tx, id)).unwrap().version, 2);
        let mine = talk(-5, vec![]);
        refused!(save!(db, |tx| save_meeting(tx, who, MeetingId(Uuid::max()), 1, &mine)), NotFound);
        let mine = talk(-5, vec![]);
        refused!(save!(db, |tx| add_meeting(tx, who, UnitId(Uuid::max()), &mine)), NotFound);
    }

    async fn trainings_show_the_numbers_of_the_units_in_reach(db: Db) {
        let town = Town::build(&db).await;
        let who = town.as_at(town.coordinator, 4);
        let (north, own) = (course("Samtala", -9), course("Egen", -2));
        let numbers = vec![of(town.unit.id, 4, 6), of(town.sister.id, 2, 5)];
        let (branch, unit, far) = (town.north.id, town.unit.id, town.far.id);
        let first = { let numbers = numbers.clone(); save!(db, |tx| add_training(tx, who, branch, &north, &numbers)).unwrap() };
        let second = save!(db, |tx| add_training(tx, who, unit, &own, &[of(unit, 6, 6)])).unwrap();
        let found = load!(db, |tx| training(tx, first)).unwrap();
        assert_eq!((found.text, found.attendance, found.branch, found.version), (course("Samtala", -9), numbers, branch, 1));
        for (account, expected) in [
            (town.coordinator, vec![(second, 1), (first, 2)]),
            (town.worker, vec![(second, 1), (first, 1)]),
            (town.neighbour, vec![(first, 1)]),
            (town.stranger, vec![]),
        ] {
            let found = load!(db, |tx| trainings(tx, account, (day(-30), day(0)))).unwrap();
            assert_eq!(found.iter().map(|t| (t.id, t.attendance.len())).collect::<Vec<_>>(), expected);
        }
        let told = load!(db, |tx| report::trainings(tx, &town.unit.path, (day(-30), day(0)))).unwrap();
        assert_eq!(told.iter().map(|t| (t.title.as_str(), t.coverage())).collect::<Vec<_>>(), [("Egen", (6, 6)), ("Samtala", (4, 6))]);
        let told = load!(db, |tx| report::trainings(tx, &town.north.path, (day(-30), day(-5)))).unwrap();
        assert_eq!(told.iter().map(report::TrainingFigures::coverage).collect::<Vec<_>>(), [(6, 11)]);
        assert!(load!(db, |tx| report::trainings(tx, &town.south.path, (day(-30), day(0)))).unwrap().is_empty());
        let new = course("X", 0);
        refused!(save!(db, |tx| add_training(tx, who, branch, &new, &[of(far, 1, 2)])), NotFound);
        let new = course("X", 0);
        refused!(save!(db, |tx| add_training(tx, who, UnitId(Uuid::max()), &new, &[])), NotFound);
        refused!(load!(db, |tx| training(tx, TrainingId(Uuid::max()))), NotFound);
    }

    async fn a_manager_changes_the_units_own_numbers_in_a_common_training(db: Db) {
        let town = Town::build(&db).await;
        let (who, manager) = (town.as_at(town.coordinator, 4), town.as_at(town.manager, 8));
        let (branch, unit, sister, far) = (town.north.id, town.unit.id, town.sister.id, town.far.id);
        let new = course("Samtala", -9);
        let id = save!(db, |tx| add_training(tx, who, branch, &new, &[of(sister, 2, 5)])).unwrap();
        let text = course("Samtala", -9);
        assert_eq!(save!(db, |tx| save_training(tx, manager, (id, 1), &[unit], &text, &[of(unit, 5, 6)])).unwrap(), Saved::Stored(2));
        let both = vec![of(unit, 5, 6), of(sister, 2, 5)];
        assert_eq!(load!(db, |tx| training(tx, id)).unwrap().attendance, both);
        let text = course("Samtala mer", -9);
        let Saved::Conflict(theirs) = save!(db, |tx| save_training(tx, who, (id, 1), &[unit, sister], &text, &[])).unwrap() else { panic!("overwritten") };
        assert_eq!((theirs.text.1, theirs.version, theirs.saved.by.as_str()), (both, 2, "Maria Chef"));
        let text = course("Samtala", -9);
        assert_eq!(save!(db, |tx| save_training(tx, manager, (id, 1), &[unit], &text, &[of(unit, 5, 6)])).unwrap(), Saved::Stored(2));
        let text = course("Samtala", -9);
        assert_eq!(save!(db, |tx| save_training(tx, manager, (id, 2), &[unit], &text, &[])).unwrap(), Saved::Stored(3));
        assert_eq!(load!(db, |tx| training(tx, id)).unwrap().attendance, [of(sister, 2, 5)]);
        let text = course("Annat", -9);
        refused!(save!(db, |tx| save_training(tx, who, (id, 3), &[far], &text, &[of(far, 1, 2)])), NotFound);
        assert_eq!(count(&db, "select count(*) from audit where object_kind = 'training'").await, 3);
    }
}
