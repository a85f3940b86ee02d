//! Implementation plans and registers: what can be saved, where a plan may go, what is carried over, and who may do what.

#![expect(clippy::unwrap_used, reason = "a helper of a test may fail loudly")]

use chrono::{DateTime, Duration, NaiveDate, Utc};
use domain::access::{Action, Actor, Grant, Role, Subject, may};
use domain::fields::{FieldErrors, Fields};
use domain::ids::{AccountId, ActivityId, GoalId, PlanId, UnitId};
use domain::language::Language::{English, Swedish};
use domain::organisation::UnitPath;
use domain::plans::{
    Activity, ActivityState, ActivityText, AppointmentKind, AppointmentText, Attendance, FocusArea, Goal,
    GoalText, MeetingText, Plan, PlanMove, PlanState, Progress, Remark, RemarkText, Stamp, TrainingSubject,
    TrainingText, after, carried, hours_in_words, may_begin, minutes_of, note_gap, offered, return_gap,
    submit_gap,
};
use uuid::Uuid;

fn d(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn today() -> NaiveDate {
    d(2026, 3, 2)
}

fn now() -> DateTime<Utc> {
    "2026-03-02T08:00:00Z".parse().unwrap()
}

fn stamp(minutes: i64) -> Stamp {
    Stamp {
        by: "Maria Chef".into(),
        at: now() + Duration::minutes(minutes),
    }
}

fn fields(pairs: &[(&str, &str)]) -> Fields {
    pairs.iter().map(|(name, text)| (*name, *text)).collect()
}

fn names(errors: FieldErrors) -> Vec<String> {
    errors.0.into_iter().map(|(name, _)| name).collect()
}

fn activity(n: u128, state: ActivityState, due_on: NaiveDate) -> Activity {
    Activity {
        id: ActivityId(Uuid::from_u128(n)),
        text: ActivityText {
            what: format!("aktivitet {n}"),
            responsible: "ombudet".into(),
            due_on,
        },
        progress: Progress {
            state,
            reason: String::new(),
            led_to: "något".into(),
            done_on: None,
        },
        removed: false,
        from_year: None,
        to_year: None,
        version: 1,
        saved: stamp(0),
        progress_version: 1,
        progressed: stamp(0),
    }
}

fn goal(n: u128, activities: Vec<Activity>) -> Goal {
    Goal {
        id: GoalId(Uuid::from_u128(n)),
        text: GoalText {
            focus: FocusArea::Participation,
            aim: format!("mål {n}"),
            noticed: String::new(),
        },
        removed: false,
        from_year: None,
        to_year: None,
        version: 1,
        saved: stamp(0),
        activities,
        remarks: vec![],
    }
}

fn plan(state: PlanState) -> Plan {
    Plan {
        id: PlanId(Uuid::from_u128(1)),
        unit: UnitId(Uuid::from_u128(2)),
        year: 2026,
        state,
        version: 1,
        submitted: Some(stamp(10)),
        submitted_by: Some(AccountId(Uuid::from_u128(3))),
        settled: None,
    }
}

#[test]
fn a_plan_goes_between_unit_and_coordinator_in_these_ways_and_no_others() {
    use PlanMove::{Note, Reopen, Return, Submit, TakeBack};
    use PlanState::{Draft, Noted, Returned, Submitted};
    let ways = [
        (Draft, Submit, Submitted),
        (Returned, Submit, Submitted),
        (Submitted, TakeBack, Draft),
        (Submitted, Return, Returned),
        (Submitted, Note, Noted),
        (Noted, Reopen, Draft),
    ];
    for state in PlanState::ALL {
        for step in PlanMove::ALL {
            let expected = ways
                .iter()
                .find(|(from, by, _)| *from == state && *by == step)
                .map(|(.., to)| *to);
            assert_eq!(after(state, step), expected, "{state:?} {step:?}");
        }
    }
    assert_eq!(
        PlanState::ALL.map(PlanState::is_written),
        [true, false, true, false]
    );
}

#[test]
fn codes_lead_back_to_what_they_stand_for() {
    for state in PlanState::ALL {
        assert_eq!(PlanState::from_code(state.code()), Some(state));
    }
    for state in ActivityState::ALL {
        assert_eq!(ActivityState::from_code(state.code()), Some(state));
    }
    for area in FocusArea::ALL {
        assert_eq!(FocusArea::from_code(area.code()), Some(area));
    }
    for subject in TrainingSubject::all() {
        assert_eq!(TrainingSubject::from_code(&subject.code()), Some(subject));
        assert!(!subject.name(Swedish).is_empty() && !subject.name(English).is_empty());
    }
    for code in ["", "focus", "focus.x", "article.x", "article.300", "convention.1"] {
        assert_eq!(TrainingSubject::from_code(code), None, "{code}");
    }
    assert!(
        TrainingSubject::Article(12)
            .name(Swedish)
            .starts_with("Artikel 12: ")
    );
}

#[test]
fn a_plan_is_begun_for_this_year_and_the_next() {
    let years: Vec<i32> = (2024..=2029).filter(|y| may_begin(*y, today())).collect();
    assert_eq!(years, [2026, 2027]);
}

#[test]
fn a_goal_needs_an_area_and_an_aim_and_holds_no_number_of_a_person() {
    let good = [
        ("focus", "participation"),
        ("aim", "Alla barn får svar"),
        ("noticed", ""),
    ];
    let text = GoalText::read(&fields(&good), today(), Swedish).unwrap();
    assert_eq!(text.focus, FocusArea::Participation);
    assert_eq!(GoalText::read(&text.to_fields(), today(), Swedish), Ok(text));
    let read = |pairs: &[(&str, &str)]| names(GoalText::read(&fields(pairs), today(), Swedish).unwrap_err());
    assert_eq!(read(&[]), ["focus", "aim"]);
    assert_eq!(read(&[("focus", "money"), ("aim", "x")]), ["focus"]);
    let long = "å".repeat(301);
    assert_eq!(read(&[("focus", "collaboration"), ("aim", &long)]), ["aim"]);
    let number = [
        ("focus", "collaboration"),
        ("aim", "x"),
        ("noticed", "Som för 20160229-2380"),
    ];
    assert_eq!(read(&number), ["noticed"]);
}

#[test]
fn an_activity_is_due_in_the_year_of_its_plan() {
    let with = |due: &str| {
        let pairs = [
            ("what", "Bilder i väntrummet"),
            ("responsible", "Samira"),
            ("due_on", due),
        ];
        ActivityText::read(&fields(&pairs), 2026, today(), Swedish)
    };
    for due in ["2026-01-01", "2026-12-31", "20260601"] {
        assert!(with(due).is_ok(), "{due}");
    }
    for due in ["", "2025-12-31", "2027-01-01", "i juni"] {
        assert_eq!(names(with(due).unwrap_err()), ["due_on"], "{due}");
    }
    let empty = ActivityText::read(&Fields::default(), 2026, today(), Swedish).unwrap_err();
    assert_eq!(names(empty), ["what", "responsible", "due_on"]);
}

#[test]
fn progress_asks_for_a_day_of_what_is_done_and_a_reason_for_what_is_cancelled() {
    let read = |pairs: &[(&str, &str)]| Progress::read(&fields(pairs), today(), Swedish);
    assert_eq!(names(read(&[]).unwrap_err()), ["state"]);
    assert_eq!(names(read(&[("state", "carried_over")]).unwrap_err()), ["state"]);
    assert_eq!(names(read(&[("state", "done")]).unwrap_err()), ["done_on"]);
    let tomorrow = [("state", "done"), ("done_on", "2026-03-03")];
    assert_eq!(names(read(&tomorrow).unwrap_err()), ["done_on"]);
    assert_eq!(names(read(&[("state", "cancelled")]).unwrap_err()), ["reason"]);
    let done = read(&[
        ("state", "done"),
        ("done_on", "2026-03-02"),
        ("led_to", "Fler svar"),
        ("reason", "x"),
    ])
    .unwrap();
    assert_eq!((done.done_on, done.reason.as_str()), (Some(today()), ""));
    assert_eq!(Progress::read(&done.to_fields(), today(), Swedish), Ok(done));
    let begun = read(&[("state", "in_progress"), ("done_on", "2026-03-02")]).unwrap();
    assert_eq!(begun.done_on, None);
    let cancelled = read(&[("state", "cancelled"), ("reason", "Lokalen stängdes")]).unwrap();
    assert_eq!(cancelled.reason, "Lokalen stängdes");
}

#[test]
fn a_remark_and_a_reply_say_something_and_not_too_much() {
    for reply in [false, true] {
        let read = |text: &str| RemarkText::read(&fields(&[("text", text)]), reply, today(), Swedish);
        assert_eq!(read("Bra mål."), Ok(RemarkText("Bra mål.".into())));
        for bad in [String::new(), "å".repeat(2_001), "Se 160229-2380".into()] {
            assert_eq!(names(read(&bad).unwrap_err()), ["text"]);
        }
    }
}

#[test]
fn activities_are_counted_by_state_and_late_is_only_what_is_open() {
    let (before, later) = (d(2026, 2, 1), d(2026, 3, 2));
    let mut gone = activity(9, ActivityState::NotBegun, before);
    gone.removed = true;
    let of = goal(
        1,
        vec![
            activity(1, ActivityState::NotBegun, before),
            activity(2, ActivityState::InProgress, later),
            activity(3, ActivityState::Done, before),
            activity(4, ActivityState::Cancelled, before),
            activity(5, ActivityState::CarriedOver, before),
            gone,
        ],
    );
    let counts = of.counts(today());
    assert_eq!((counts.not_begun, counts.in_progress, counts.done), (1, 1, 1));
    assert_eq!((counts.cancelled, counts.carried_over, counts.late), (1, 1, 1));
    assert_eq!((counts.total(), counts.and(counts).total()), (5, 10));
    let mut removed = of;
    removed.removed = true;
    assert_eq!(removed.counts(today()).total(), 0);
}

#[test]
fn a_plan_is_handed_in_when_every_goal_has_something_to_do() {
    let full = || goal(1, vec![activity(1, ActivityState::NotBegun, today())]);
    let (mut gone, empty) = (goal(2, vec![]), goal(3, vec![]));
    gone.removed = true;
    assert!(submit_gap(&[], Swedish).unwrap().contains("inga mål"));
    assert!(
        submit_gap(std::slice::from_ref(&gone), Swedish)
            .unwrap()
            .contains("inga mål")
    );
    assert_eq!(submit_gap(&[full(), gone], Swedish), None);
    assert!(submit_gap(&[full(), empty], Swedish).unwrap().contains("mål 3"));
}

#[test]
fn a_plan_is_sent_back_only_with_a_remark_of_this_round() {
    let with = |reply: bool, minute: i64| {
        let mut one = goal(1, vec![]);
        one.remarks.push(Remark {
            reply,
            text: "x".into(),
            stamp: stamp(minute),
        });
        return_gap(&plan(PlanState::Submitted), &[one], Swedish)
    };
    assert!(with(false, 11).is_none() && with(false, 10).is_none());
    // Of an earlier round, or the unit's own.
    assert!(with(false, 9).is_some() && with(true, 11).is_some());
    assert!(return_gap(&plan(PlanState::Submitted), &[goal(1, vec![])], English).is_some());
}

#[test]
fn nobody_takes_note_of_a_plan_that_they_sent() {
    let [sender, other] = [3, 4].map(|n| AccountId(Uuid::from_u128(n)));
    assert!(note_gap(&plan(PlanState::Submitted), sender, Swedish).is_some());
    assert_eq!(note_gap(&plan(PlanState::Submitted), other, Swedish), None);
}

#[test]
fn what_is_unfinished_is_offered_and_nothing_else() {
    let mut gone = goal(4, vec![activity(41, ActivityState::NotBegun, today())]);
    gone.removed = true;
    let mut went = goal(6, vec![]);
    went.to_year = Some(2027);
    let mut out = activity(12, ActivityState::InProgress, today());
    out.removed = true;
    let goals = [
        goal(
            1,
            vec![
                activity(11, ActivityState::NotBegun, today()),
                out,
                activity(13, ActivityState::Done, today()),
            ],
        ),
        goal(2, vec![activity(21, ActivityState::Done, today())]),
        goal(3, vec![]),
        gone,
        goal(5, vec![activity(51, ActivityState::CarriedOver, today())]),
        went,
    ];
    let ids: Vec<u128> = offered(&goals).iter().map(|g| g.id.0.as_u128()).collect();
    assert_eq!(ids, [1, 3]);
    // Everything is ticked, also what is not offered.
    let mut all = Fields::default();
    for goal in &goals {
        all.set(format!("goal.{}", goal.id), "yes");
        for activity in &goal.activities {
            all.set(format!("activity.{}", activity.id), "yes");
        }
    }
    let taken: Vec<(u128, Vec<u128>)> = carried(&goals, &all, 2027)
        .into_iter()
        .map(|c| {
            (
                c.goal.0.as_u128(),
                c.activities.iter().map(|(id, ..)| id.0.as_u128()).collect(),
            )
        })
        .collect();
    assert_eq!(taken, [(1, vec![11]), (3, vec![])]);
    assert!(carried(&goals, &Fields::default(), 2027).is_empty());
}

#[test]
fn an_activity_takes_its_goal_along_keeps_its_place_in_the_year_and_leaves_its_results() {
    let goals = [goal(
        1,
        vec![
            activity(11, ActivityState::InProgress, d(2028, 2, 29)),
            activity(12, ActivityState::NotBegun, d(2028, 11, 5)),
        ],
    )];
    let ticked = |n: u128| fields(&[(&format!("activity.{}", Uuid::from_u128(n)), "yes")]);
    let one = carried(&goals, &ticked(11), 2029).remove(0);
    let (_, text, progress) = &one.activities[0];
    assert_eq!((one.activities.len(), text.due_on), (1, d(2029, 2, 28)));
    assert_eq!(
        (progress.state, progress.led_to.as_str()),
        (ActivityState::InProgress, "")
    );
    let other = carried(&goals, &ticked(12), 2029).remove(0);
    assert_eq!(other.activities[0].1.due_on, d(2029, 11, 5));
}

#[test]
fn a_representative_is_somebody_with_an_account_or_a_name() {
    let person = AccountId(Uuid::from_u128(7));
    let people = [(person, "Samira Daoud".to_owned())];
    let id = person.to_string();
    let read = |pairs: &[(&str, &str)]| AppointmentText::read(&fields(pairs), &people, today(), Swedish);
    let base = [("kind", "representative"), ("since", "2026-01-01")];
    let with = |more: &[(&'static str, &str)]| {
        let pairs: Vec<(&str, &str)> = base.iter().copied().chain(more.iter().copied()).collect();
        read(&pairs)
    };
    let chosen = with(&[("account", &id), ("hours", "1,5"), ("trained_on", "2025-05-06")]).unwrap();
    assert_eq!((chosen.account, chosen.weekly_minutes), (Some(person), Some(90)));
    assert_eq!(chosen.kind, AppointmentKind::Representative);
    let again = AppointmentText::read(&chosen.to_fields(Swedish), &people, today(), Swedish);
    assert_eq!(again, Ok(chosen.clone()));
    assert!(chosen.holds_on(d(2026, 1, 1)) && !chosen.holds_on(d(2025, 12, 31)));
    let named = with(&[("account", "none"), ("name", "Eva Vik"), ("until", "2026-01-31")]).unwrap();
    assert!(named.holds_on(d(2026, 1, 31)) && !named.holds_on(d(2026, 2, 1)));
    for (more, wrong) in [
        (vec![("account", "none")], "name"),
        (vec![("account", id.as_str()), ("name", "Eva")], "name"),
        (vec![("account", "x")], "account"),
        (vec![("account", id.as_str()), ("until", "2025-12-31")], "until"),
        (vec![("account", id.as_str()), ("hours", "en")], "hours"),
        (vec![("account", id.as_str()), ("hours", "41")], "hours"),
        (vec![("account", id.as_str()), ("hours", "0")], "hours"),
        (
            vec![("account", id.as_str()), ("trained_on", "förra året")],
            "trained_on",
        ),
    ] {
        assert_eq!(names(with(&more).unwrap_err()), [wrong]);
    }
    assert_eq!(names(read(&[]).unwrap_err()), ["kind", "account", "since"]);
}

#[test]
fn a_meeting_says_of_each_unit_whether_its_representative_was_there() {
    let units: Vec<(UnitId, String)> = (1..=3)
        .map(|n| (UnitId(Uuid::from_u128(n)), format!("Enhet {n}")))
        .collect();
    let name = |n: usize| format!("present.{}", units[n].0);
    let foreign = format!("present.{}", Uuid::max());
    let pairs = [
        ("held_on", "2026-02-10"),
        ("talked", "Återkoppling"),
        (&name(0), "yes"),
        (&name(1), "no"),
        (&foreign, "yes"),
    ];
    let read = MeetingText::read(&fields(&pairs), &units, today(), Swedish).unwrap();
    assert_eq!(read.present, [(units[0].0, true), (units[1].0, false)]);
    assert_eq!(
        MeetingText::read(&read.to_fields(), &units, today(), Swedish),
        Ok(read)
    );
    let bad = MeetingText::read(
        &fields(&[(&name(2), "maybe"), ("agreed", "om 160229-2380")]),
        &units,
        today(),
        Swedish,
    );
    assert_eq!(names(bad.unwrap_err()), ["held_on", "talked", "agreed", &name(2)]);
}

#[test]
fn a_training_counts_and_names_nobody() {
    let units = vec![
        (UnitId(Uuid::from_u128(1)), "Norr".to_owned()),
        (UnitId(Uuid::from_u128(2)), "Söder".to_owned()),
    ];
    let (took, staff) = (format!("took.{}", units[0].0), format!("staff.{}", units[0].0));
    let read = |a: &str, b: &str| Attendance::read(&fields(&[(&took, a), (&staff, b)]), &units, Swedish);
    let one = Attendance {
        unit: units[0].0,
        took_part: 4,
        staff: 6,
    };
    assert_eq!(read("4", "6"), Ok(vec![one]));
    assert_eq!(read("0", "6").unwrap()[0].took_part, 0);
    assert_eq!(read("", ""), Ok(vec![]));
    for (a, b, wrong) in [
        ("7", "6", &took),
        ("", "6", &took),
        ("x", "6", &took),
        ("-1", "6", &took),
        ("4", "", &staff),
        ("0", "0", &staff),
        ("4", "2001", &staff),
    ] {
        assert_eq!(names(read(a, b).unwrap_err()), [wrong.as_str()], "{a} of {b}");
    }
    let good = [
        ("title", "Samtala med barn"),
        ("subject", "article.12"),
        ("provider", "Barnrättscentrum"),
        ("held_on", "2026-02-10"),
        ("hours", "3,5"),
    ];
    let text = TrainingText::read(&fields(&good), today(), Swedish).unwrap();
    assert_eq!(text.minutes, 210);
    for l in [Swedish, English] {
        assert_eq!(
            TrainingText::read(&text.to_fields(l), today(), l).as_ref(),
            Ok(&text)
        );
    }
    let empty = TrainingText::read(&Fields::default(), today(), Swedish).unwrap_err();
    assert_eq!(names(empty), ["title", "subject", "provider", "held_on", "hours"]);
    let long = good.map(|(name, text)| (name, if name == "hours" { "401" } else { text }));
    assert_eq!(
        names(TrainingText::read(&fields(&long), today(), Swedish).unwrap_err()),
        ["hours"]
    );
}

#[test]
fn hours_are_read_as_people_write_them() {
    for (text, minutes) in [("2", 120), ("1,5", 90), ("0.25", 15), ("0,1", 6), ("400", 24_000)] {
        assert_eq!(minutes_of(text), Some(minutes), "{text}");
    }
    for text in ["", ",5", "1,", "en", "-1", "1,555", "1 5", "99999", "½"] {
        assert_eq!(minutes_of(text), None, "{text}");
    }
    assert_eq!(hours_in_words(60, Swedish), "1 timme");
    assert_eq!(hours_in_words(90, Swedish), "1,5 timmar");
    assert_eq!(hours_in_words(105, English), "1.75 hours");
}

fn actor(role: Role, branch: &str) -> Actor {
    Actor {
        account: AccountId(Uuid::from_u128(1)),
        grants: vec![Grant {
            role,
            branch: UnitPath(branch.into()),
        }],
        reviews: vec![],
        emergencies: vec![],
    }
}

/// Role × action over one's own unit and another.
#[test]
fn the_table_of_roles_and_plans_holds() {
    let (here, there) = (UnitPath("/m/d/u/".into()), UnitPath("/m/d/v/".into()));
    for role in Role::ALL {
        let a = actor(role, "/m/d/u/");
        let asked = |action| [&here, &there].map(|unit| may(&a, action, Subject::Unit(unit)));
        let reads = matches!(
            role,
            Role::Worker | Role::Representative | Role::Manager | Role::Coordinator
        );
        let (manager, coordinator) = (role == Role::Manager, role == Role::Coordinator);
        let writes = manager || role == Role::Representative;
        for (action, allowed) in [
            (Action::ReadPlan, reads),
            (Action::EditPlan, writes),
            (Action::RemarkPlan, coordinator),
            (Action::KeepRegisters, manager || coordinator),
            (Action::ReadMeetings, writes || coordinator),
            (Action::KeepMeetings, coordinator),
        ] {
            assert_eq!(asked(action), [allowed, false], "{role:?} {action:?}");
        }
        assert_eq!(may(&a, Action::ReadPlan, Subject::General), reads, "{role:?}");
        assert_eq!(
            may(&a, Action::ReadMeetings, Subject::General),
            writes || coordinator,
            "{role:?}"
        );
        for action in [
            Action::EditPlan,
            Action::RemarkPlan,
            Action::KeepRegisters,
            Action::KeepMeetings,
        ] {
            assert!(!may(&a, action, Subject::General), "{role:?} {action:?}");
        }
    }
}

#[test]
fn a_meeting_is_read_from_above_and_below_and_written_only_by_who_holds_all_of_its_branch() {
    let (district, beside) = (UnitPath("/m/d/".into()), UnitPath("/m/e/".into()));
    let representative = actor(Role::Representative, "/m/d/u/");
    assert!(may(
        &representative,
        Action::ReadMeetings,
        Subject::Unit(&district)
    ));
    assert!(!may(
        &representative,
        Action::ReadMeetings,
        Subject::Unit(&beside)
    ));
    assert!(!may(
        &representative,
        Action::KeepMeetings,
        Subject::Unit(&district)
    ));
    let coordinator = actor(Role::Coordinator, "/m/d/");
    assert!(may(&coordinator, Action::KeepMeetings, Subject::Unit(&district)));
    let municipality = UnitPath("/m/".into());
    assert!(may(
        &coordinator,
        Action::ReadMeetings,
        Subject::Unit(&municipality)
    ));
    assert!(!may(
        &coordinator,
        Action::KeepMeetings,
        Subject::Unit(&municipality)
    ));
}
