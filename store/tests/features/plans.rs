//! Implementation plans: what is written, moved, taken out, carried over and counted.

use domain::fields::Fields;
use domain::ids::{ActivityId, GoalId, PlanId, UnitId};
use domain::plans::{
    ActivityState, ActivityText, FocusArea, Goal, GoalText, Plan, PlanMove, PlanState, Progress, RemarkText,
    Saved,
};
use store::plans::{
    MAX_ACTIVITIES, MAX_GOALS, MAX_REMARKS, TaskKind, add_activity, add_goal, add_remark, begin, branches,
    carry, goals, move_activity, move_goal, move_plan, overview, plan, plans_of, report, save_activity,
    save_goal, save_progress, set_activity_removed, set_goal_removed, tasks, units_below,
};
use store::{Db, Who, both_engines};
use uuid::Uuid;

use super::common::{Town, at, count, day, load, refused, save, texts, today};
use chrono::Datelike;
use domain::access::Role;

const YEAR: i32 = 2026;

fn aim(aim: &str) -> GoalText {
    GoalText {
        focus: FocusArea::Participation,
        aim: aim.to_owned(),
        noticed: "Rad ett \"citat\"\n💬".to_owned(),
    }
}

fn task(what: &str, days: i64) -> ActivityText {
    ActivityText {
        what: what.to_owned(),
        responsible: "Samira".to_owned(),
        due_on: day(days),
    }
}

fn done(days: i64) -> Progress {
    Progress {
        state: ActivityState::Done,
        reason: String::new(),
        led_to: "Fler barn får svar.".to_owned(),
        done_on: Some(day(days)),
    }
}

/// A plan of the unit, and who writes in it.
struct Desk {
    town: Town,
    db: Db,
    plan: PlanId,
    who: Who,
}

impl Desk {
    async fn begin(db: &Db) -> Self {
        let town = Town::build(db).await;
        let (unit, who) = (town.unit.id, town.as_at(town.manager, 1));
        let plan = save!(db, |tx| begin(tx, who, unit, YEAR)).unwrap();
        Self {
            town,
            db: db.clone(),
            plan,
            who,
        }
    }

    async fn goal(&self, text: &str) -> GoalId {
        let (plan, who, new) = (self.plan, self.who, aim(text));
        save!(self.db, |tx| add_goal(tx, who, plan, &new)).unwrap()
    }

    async fn activity(&self, goal: GoalId, what: &str, days: i64) -> ActivityId {
        let (plan, who, new) = (self.plan, self.who, task(what, days));
        save!(self.db, |tx| add_activity(tx, who, plan, goal, &new)).unwrap()
    }

    async fn goals(&self) -> Vec<Goal> {
        load!(self.db, |tx| goals(tx, self.plan)).unwrap()
    }

    async fn read(&self) -> Plan {
        load!(self.db, |tx| plan(tx, self.town.unit.id, YEAR))
            .unwrap()
            .unwrap()
    }

    async fn step(&self, step: PlanMove) -> PlanState {
        let (plan, version) = (self.plan, self.read().await.version);
        let who = match step {
            PlanMove::Return | PlanMove::Note => self.town.as_at(self.town.coordinator, 30),
            _ => self.town.as_at(self.town.manager, 20),
        };
        save!(self.db, |tx| move_plan(tx, who, plan, version, step)).unwrap()
    }

    async fn progress(&self, activity: ActivityId, new: Progress) {
        let (plan, who) = (self.plan, self.who);
        let version = self.progress_version(activity).await;
        let saved = save!(self.db, |tx| save_progress(
            tx, who, plan, activity, version, &new
        ))
        .unwrap();
        assert!(matches!(saved, Saved::Stored(_)), "{saved:?}");
    }

    async fn progress_version(&self, activity: ActivityId) -> i64 {
        let all = self.goals().await;
        let found = all.iter().flat_map(|g| &g.activities).find(|a| a.id == activity);
        found.unwrap().progress_version
    }

    /// The aims of the goals that stand, in order.
    async fn aims(&self) -> Vec<String> {
        let goals = self.goals().await;
        goals
            .into_iter()
            .filter(|g| !g.removed)
            .map(|g| g.text.aim)
            .collect()
    }

    /// What stands to be done in the first goal, in order.
    async fn whats(&self) -> Vec<String> {
        self.goals().await[0]
            .standing()
            .map(|a| a.text.what.clone())
            .collect()
    }
}

both_engines! {
    async fn a_plan_is_begun_once_a_year_in_a_unit_and_never_in_a_district(db: Db) {
        let desk = Desk::begin(&db).await;
        let (unit, district, who) = (desk.town.unit.id, desk.town.north.id, desk.who);
        let found = desk.read().await;
        assert_eq!((found.id, found.unit, found.year, found.state, found.version), (desk.plan, unit, YEAR, PlanState::Draft, 1));
        assert_eq!((found.submitted, found.settled), (None, None));
        refused!(save!(db, |tx| begin(tx, who, unit, YEAR)), Exists);
        refused!(save!(db, |tx| begin(tx, who, district, YEAR)), NotFound);
        refused!(save!(db, |tx| begin(tx, who, UnitId(Uuid::max()), YEAR)), NotFound);
        assert_eq!(load!(db, |tx| plan(tx, unit, YEAR + 1)).unwrap(), None);
        assert_eq!(load!(db, |tx| plan(tx, desk.town.sister.id, YEAR)).unwrap(), None);
        save!(db, |tx| begin(tx, who, unit, YEAR - 1)).unwrap();
        let years: Vec<i32> = load!(db, |tx| plans_of(tx, unit, today())).unwrap().into_iter().map(|l| l.year).collect();
        assert_eq!(years, [YEAR, YEAR - 1]);
    }

    async fn goals_and_activities_are_read_back_as_they_were_written_and_in_order(db: Db) {
        let desk = Desk::begin(&db).await;
        let (first, second) = (desk.goal("ett").await, desk.goal("två").await);
        let a = desk.activity(first, "bilder", 10).await;
        desk.activity(first, "brev", -3).await;
        let all = desk.goals().await;
        assert_eq!(all.iter().map(|g| g.id).collect::<Vec<_>>(), [first, second]);
        assert_eq!((&all[0].text, all[0].version, all[0].removed), (&aim("ett"), 1, false));
        assert_eq!((all[0].saved.by.as_str(), all[0].saved.at), ("Maria Chef", at(1)));
        let activity = &all[0].activities[0];
        assert_eq!((activity.id, &activity.text, &activity.progress), (a, &task("bilder", 10), &Progress::not_begun()));
        assert_eq!((activity.version, activity.progress_version), (1, 1));
        assert_eq!(desk.whats().await, ["bilder", "brev"]);
        assert!(all[1].activities.is_empty() && all[1].remarks.is_empty());
        // The coordinator looks at another plan with each of these.
        assert_eq!(desk.read().await.version, 5);
    }

    async fn a_stale_save_of_a_goal_changes_nothing_and_shows_what_the_other_wrote(db: Db) {
        let desk = Desk::begin(&db).await;
        let (plan, goal) = (desk.plan, desk.goal("ett").await);
        let (manager, colleague) = (desk.who, desk.town.as_at(desk.town.colleague, 9));
        let (new, kept, mine) = (aim("två"), aim("två"), aim("tre"));
        assert_eq!(save!(db, |tx| save_goal(tx, colleague, plan, goal, 1, &new)).unwrap(), Saved::Stored(2));
        let version = desk.read().await.version;
        let Saved::Conflict(theirs) = save!(db, |tx| save_goal(tx, manager, plan, goal, 1, &mine)).unwrap() else { panic!("overwritten") };
        assert_eq!((theirs.text.aim.as_str(), theirs.version, theirs.saved.by.as_str(), theirs.saved.at), ("två", 2, "Åsa Öberg", at(9)));
        assert_eq!(save!(db, |tx| save_goal(tx, manager, plan, goal, 1, &kept)).unwrap(), Saved::Stored(2));
        assert_eq!(desk.read().await.version, version);
        let mine = aim("tre");
        assert_eq!(save!(db, |tx| save_goal(tx, manager, plan, goal, 2, &mine)).unwrap(), Saved::Stored(3));
        assert_eq!(desk.aims().await, ["tre"]);
    }

    async fn what_an_activity_is_and_how_it_goes_are_no_conflict_with_each_other(db: Db) {
        let desk = Desk::begin(&db).await;
        let goal = desk.goal("ett").await;
        let (plan, id, who, other) = (desk.plan, desk.activity(goal, "bilder", 10).await, desk.who, desk.town.as_at(desk.town.colleague, 8));
        desk.progress(id, done(0)).await;
        let (new, again) = (task("bilder och ljud", 20), task("annat", 20));
        assert_eq!(save!(db, |tx| save_activity(tx, other, plan, id, 1, &new)).unwrap(), Saved::Stored(2));
        let Saved::Conflict(theirs) = save!(db, |tx| save_activity(tx, who, plan, id, 1, &again)).unwrap() else { panic!("overwritten") };
        assert_eq!((theirs.text.what.as_str(), theirs.version, theirs.saved.by.as_str()), ("bilder och ljud", 2, "Åsa Öberg"));
        let late = Progress { led_to: "annat".to_owned(), ..done(0) };
        let Saved::Conflict(theirs) = save!(db, |tx| save_progress(tx, who, plan, id, 1, &late)).unwrap() else { panic!("overwritten") };
        assert_eq!((&theirs.text, theirs.version), (&done(0), 2));
        let found = &desk.goals().await[0].activities[0];
        assert_eq!((&found.text, &found.progress, found.version, found.progress_version), (&task("bilder och ljud", 20), &done(0), 2, 2));
    }

    async fn goals_and_activities_move_among_their_own_and_stay_at_the_ends(db: Db) {
        let desk = Desk::begin(&db).await;
        desk.goal("a").await;
        let (b, c) = (desk.goal("b").await, desk.goal("c").await);
        let (plan, who) = (desk.plan, desk.who);
        for (goal, up, expected) in [
            (c, true, ["a", "c", "b"]),
            (c, true, ["c", "a", "b"]),
            (c, true, ["c", "a", "b"]),
            (b, false, ["c", "a", "b"]),
            (c, false, ["a", "c", "b"]),
        ] {
            save!(db, |tx| move_goal(tx, who, plan, goal, up)).unwrap();
            assert_eq!(desk.aims().await, expected);
        }
        // A goal of another area is no neighbour.
        let other = GoalText { focus: FocusArea::Collaboration, ..aim("c") };
        save!(db, |tx| save_goal(tx, who, plan, c, 1, &other)).unwrap();
        save!(db, |tx| move_goal(tx, who, plan, b, true)).unwrap();
        let order: Vec<String> = desk.goals().await.into_iter().filter(|g| g.text.focus == FocusArea::Participation).map(|g| g.text.aim).collect();
        assert_eq!(order, ["b", "a"]);
        refused!(save!(db, |tx| move_goal(tx, who, plan, GoalId(Uuid::max()), true)), NotFound);
        let first = desk.goals().await[0].id;
        let (x, y) = (desk.activity(first, "x", 1).await, desk.activity(first, "y", 2).await);
        save!(db, |tx| move_activity(tx, who, plan, y, true)).unwrap();
        assert_eq!(desk.whats().await, ["y", "x"]);
        for (id, up) in [(y, true), (x, false)] {
            save!(db, |tx| move_activity(tx, who, plan, id, up)).unwrap();
        }
        assert_eq!(desk.whats().await, ["y", "x"]);
    }

    async fn what_is_taken_out_can_be_put_back_with_everything_in_it(db: Db) {
        let desk = Desk::begin(&db).await;
        let (plan, who) = (desk.plan, desk.who);
        let goal = desk.goal("ett").await;
        let (x, y) = (desk.activity(goal, "x", 1).await, desk.activity(goal, "y", 2).await);
        for _ in 0..2 {
            save!(db, |tx| set_activity_removed(tx, who, plan, x, true)).unwrap();
        }
        assert_eq!(desk.whats().await, ["y"]);
        let new = task("z", 1);
        refused!(save!(db, |tx| save_activity(tx, who, plan, x, 1, &new)), NotFound);
        let new = done(0);
        refused!(save!(db, |tx| save_progress(tx, who, plan, x, 1, &new)), NotFound);
        refused!(save!(db, |tx| move_activity(tx, who, plan, x, true)), NotFound);
        save!(db, |tx| set_activity_removed(tx, who, plan, x, false)).unwrap();
        assert_eq!(desk.whats().await, ["x", "y"]);
        save!(db, |tx| set_goal_removed(tx, who, plan, goal, true)).unwrap();
        assert!(desk.aims().await.is_empty());
        assert!(desk.goals().await[0].removed);
        let (new, text) = (task("z", 1), RemarkText("x".to_owned()));
        refused!(save!(db, |tx| add_activity(tx, who, plan, goal, &new)), NotFound);
        refused!(save!(db, |tx| add_remark(tx, who, plan, goal, true, &text)), NotFound);
        let new = aim("x");
        refused!(save!(db, |tx| save_goal(tx, who, plan, goal, 1, &new)), NotFound);
        refused!(save!(db, |tx| move_goal(tx, who, plan, goal, true)), NotFound);
        let new = done(0);
        refused!(save!(db, |tx| save_progress(tx, who, plan, y, 1, &new)), NotFound);
        save!(db, |tx| set_goal_removed(tx, who, plan, goal, false)).unwrap();
        assert_eq!((desk.aims().await, desk.whats().await), (vec!["ett".to_owned()], vec!["x".to_owned(), "y".to_owned()]));
        let rows = texts(&db, "select action || ' ' || object_kind from audit where action in ('removed', 'restored') order by id").await;
        assert_eq!(rows, ["removed plan_activity", "restored plan_activity", "removed plan_goal", "restored plan_goal"]);
    }

    async fn nothing_is_reached_through_another_plan(db: Db) {
        let desk = Desk::begin(&db).await;
        let (who, sister) = (desk.who, desk.town.sister.id);
        let goal = desk.goal("ett").await;
        let id = desk.activity(goal, "x", 1).await;
        let foreign = save!(db, |tx| begin(tx, who, sister, YEAR)).unwrap();
        let rows = count(&db, "select count(*) from audit").await;
        let (text, what, how, said) = (aim("x"), task("x", 1), done(0), RemarkText("x".to_owned()));
        { let text = text.clone(); refused!(save!(db, |tx| save_goal(tx, who, foreign, goal, 1, &text)), NotFound); }
        { let what = what.clone(); refused!(save!(db, |tx| add_activity(tx, who, foreign, goal, &what)), NotFound); }
        refused!(save!(db, |tx| save_activity(tx, who, foreign, id, 1, &what)), NotFound);
        refused!(save!(db, |tx| save_progress(tx, who, foreign, id, 1, &how)), NotFound);
        refused!(save!(db, |tx| add_remark(tx, who, foreign, goal, false, &said)), NotFound);
        for up in [true, false] {
            refused!(save!(db, |tx| move_goal(tx, who, foreign, goal, up)), NotFound);
            refused!(save!(db, |tx| move_activity(tx, who, foreign, id, up)), NotFound);
            refused!(save!(db, |tx| set_goal_removed(tx, who, foreign, goal, up)), NotFound);
            refused!(save!(db, |tx| set_activity_removed(tx, who, foreign, id, up)), NotFound);
        }
        let nowhere = PlanId(Uuid::max());
        refused!(save!(db, |tx| add_goal(tx, who, nowhere, &text)), NotFound);
        refused!(save!(db, |tx| move_plan(tx, who, nowhere, 1, PlanMove::Submit)), NotFound);
        assert_eq!(count(&db, "select count(*) from audit").await, rows);
    }

    async fn a_plan_goes_to_the_coordinator_and_back_and_says_who_and_when(db: Db) {
        let desk = Desk::begin(&db).await;
        let goal = desk.goal("ett").await;
        let id = desk.activity(goal, "x", 1).await;
        let (plan, who) = (desk.plan, desk.who);
        assert_eq!(desk.step(PlanMove::Submit).await, PlanState::Submitted);
        let stamp = desk.read().await.submitted.unwrap();
        assert_eq!((stamp.by.as_str(), stamp.at), ("Maria Chef", at(20)));
        // Nothing is written while the coordinator reads, but how it goes is.
        let (text, what) = (aim("x"), task("x", 1));
        { let text = text.clone(); refused!(save!(db, |tx| add_goal(tx, who, plan, &text)), State); }
        refused!(save!(db, |tx| save_goal(tx, who, plan, goal, 1, &text)), State);
        { let what = what.clone(); refused!(save!(db, |tx| add_activity(tx, who, plan, goal, &what)), State); }
        refused!(save!(db, |tx| save_activity(tx, who, plan, id, 1, &what)), State);
        refused!(save!(db, |tx| move_goal(tx, who, plan, goal, true)), State);
        refused!(save!(db, |tx| move_activity(tx, who, plan, id, true)), State);
        refused!(save!(db, |tx| set_goal_removed(tx, who, plan, goal, true)), State);
        refused!(save!(db, |tx| set_activity_removed(tx, who, plan, id, true)), State);
        desk.progress(id, done(0)).await;
        let version = desk.read().await.version;
        refused!(save!(db, |tx| move_plan(tx, who, plan, version - 1, PlanMove::TakeBack)), Stale);
        refused!(save!(db, |tx| move_plan(tx, who, plan, version, PlanMove::Submit)), State);
        assert_eq!(desk.step(PlanMove::Return).await, PlanState::Returned);
        let stamp = desk.read().await.settled.unwrap();
        assert_eq!((stamp.by.as_str(), stamp.at), ("Cora Kommun", at(30)));
        for (step, state) in [
            (PlanMove::Submit, PlanState::Submitted),
            (PlanMove::TakeBack, PlanState::Draft),
            (PlanMove::Submit, PlanState::Submitted),
            (PlanMove::Note, PlanState::Noted),
            (PlanMove::Reopen, PlanState::Draft),
        ] {
            assert_eq!(desk.step(step).await, state);
        }
        let rows = texts(&db, "select action from audit where object_kind = 'plan' and unit_id is not null order by id").await;
        assert_eq!(rows, ["created", "submitted", "returned", "submitted", "taken_back", "submitted", "noted", "reopened"]);
    }

    async fn remarks_and_replies_stand_in_order_with_their_names(db: Db) {
        let desk = Desk::begin(&db).await;
        let (plan, goal) = (desk.plan, desk.goal("ett").await);
        let version = desk.read().await.version;
        for (who, reply, words) in [
            (desk.town.as_at(desk.town.coordinator, 5), false, "Hur märks det?"),
            (desk.town.as_at(desk.town.manager, 6), true, "I breven."),
        ] {
            let text = RemarkText(words.to_owned());
            save!(db, |tx| add_remark(tx, who, plan, goal, reply, &text)).unwrap();
        }
        let said: Vec<(bool, String, String)> = desk.goals().await.remove(0).remarks.into_iter().map(|r| (r.reply, r.text, r.stamp.by)).collect();
        assert_eq!(said, [
            (false, "Hur märks det?".to_owned(), "Cora Kommun".to_owned()),
            (true, "I breven.".to_owned(), "Maria Chef".to_owned()),
        ]);
        assert_eq!(desk.read().await.version, version);
        let rows = texts(&db, "select action from audit where action in ('remarked', 'replied') order by id").await;
        assert_eq!(rows, ["remarked", "replied"]);
        assert_eq!(count(&db, "select count(*) from audit where detail like '%breven%'").await, 0);
    }

    async fn a_plan_a_goal_and_a_thread_have_room_for_so_much_and_no_more(db: Db) {
        let desk = Desk::begin(&db).await;
        let (plan, who) = (desk.plan, desk.who);
        let goal = desk.goal("ett").await;
        save!(db, |tx| async {
            for n in 1..MAX_GOALS {
                add_goal(tx, who, plan, &aim(&n.to_string())).await?;
            }
            for n in 0..MAX_ACTIVITIES {
                add_activity(tx, who, plan, goal, &task(&n.to_string(), 1)).await?;
            }
            for n in 0..MAX_REMARKS {
                add_remark(tx, who, plan, goal, n % 2 == 0, &RemarkText(n.to_string())).await?;
            }
            Ok::<_, store::StoreError>(())
        }).unwrap();
        let (text, what, said) = (aim("x"), task("x", 1), RemarkText("x".to_owned()));
        refused!(save!(db, |tx| add_goal(tx, who, plan, &text)), State);
        refused!(save!(db, |tx| add_activity(tx, who, plan, goal, &what)), State);
        refused!(save!(db, |tx| add_remark(tx, who, plan, goal, true, &said)), State);
        let all = desk.goals().await;
        assert_eq!((all.len(), all[0].activities.len(), all[0].remarks.len()), (40, 40, 100));
    }

    async fn what_is_carried_over_is_copied_once_and_both_plans_say_so(db: Db) {
        let desk = Desk::begin(&db).await;
        let who = desk.who;
        let (goal, other) = (desk.goal("ett").await, desk.goal("två").await);
        let (x, y, z) = (desk.activity(goal, "x", 1).await, desk.activity(goal, "y", 2).await, desk.activity(goal, "z", 3).await);
        desk.progress(y, Progress { state: ActivityState::InProgress, led_to: "halvvägs".to_owned(), ..Progress::not_begun() }).await;
        desk.progress(z, done(0)).await;
        let from = desk.read().await;
        let tick = |names: &[String]| -> Fields { names.iter().map(|n| (n.clone(), "yes")).collect() };
        let first = tick(&[format!("activity.{y}"), format!("activity.{z}"), format!("goal.{other}")]);
        { let from = from.clone(); assert_eq!(save!(db, |tx| carry(tx, who, &from, &first)).unwrap(), 1); }
        let next = load!(db, |tx| plan(tx, from.unit, YEAR + 1)).unwrap().unwrap();
        let copies = load!(db, |tx| goals(tx, next.id)).unwrap();
        let told: Vec<_> = copies.iter().map(|g| (g.text.aim.as_str(), g.from_year, g.activities.len())).collect();
        assert_eq!(told, [("ett", Some(YEAR), 1), ("två", Some(YEAR), 0)]);
        let copy = &copies[0].activities[0];
        assert_eq!((copy.text.what.as_str(), copy.text.due_on.year(), copy.from_year), ("y", YEAR + 1, Some(YEAR)));
        assert_eq!((copy.progress.state, copy.progress.led_to.as_str()), (ActivityState::InProgress, ""));
        let old = desk.goals().await;
        assert_eq!((old[0].to_year, old[1].to_year), (Some(YEAR + 1), Some(YEAR + 1)));
        let states: Vec<_> = old[0].activities.iter().map(|a| (a.id, a.progress.state, a.to_year)).collect();
        assert_eq!(states, [
            (x, ActivityState::NotBegun, None),
            (y, ActivityState::CarriedOver, Some(YEAR + 1)),
            (z, ActivityState::Done, None),
        ]);
        // What it led to stays in the old plan, which says no more about it.
        assert_eq!(old[0].activities[1].progress.led_to, "halvvägs");
        let (plan_id, version, new) = (desk.plan, desk.progress_version(y).await, done(0));
        refused!(save!(db, |tx| save_progress(tx, who, plan_id, y, version, &new)), State);
        // The rest of the goal follows into the same copy; what went already is not copied twice.
        let second = tick(&[format!("activity.{x}"), format!("activity.{y}"), format!("goal.{other}")]);
        { let from = from.clone(); assert_eq!(save!(db, |tx| carry(tx, who, &from, &second)).unwrap(), 1); }
        let copies = load!(db, |tx| goals(tx, next.id)).unwrap();
        assert_eq!(copies.iter().map(|g| g.activities.len()).collect::<Vec<_>>(), [2, 0]);
        assert_eq!(count(&db, "select count(*) from audit where action = 'carried'").await, 3);
    }

    async fn nothing_is_carried_into_a_plan_that_lies_with_the_coordinator(db: Db) {
        let desk = Desk::begin(&db).await;
        let (who, unit) = (desk.who, desk.town.unit.id);
        let goal = desk.goal("ett").await;
        let x = desk.activity(goal, "x", 1).await;
        let next = save!(db, |tx| begin(tx, who, unit, YEAR + 1)).unwrap();
        save!(db, |tx| move_plan(tx, who, next, 1, PlanMove::Submit)).unwrap();
        let (from, ticked): (Plan, Fields) = (desk.read().await, [(format!("activity.{x}"), "yes")].into_iter().collect());
        refused!(save!(db, |tx| carry(tx, who, &from, &ticked)), State);
        assert_eq!(desk.goals().await[0].activities[0].progress.state, ActivityState::NotBegun);
    }

    async fn the_overview_shows_every_unit_in_reach_with_its_plan_or_without(db: Db) {
        let desk = Desk::begin(&db).await;
        let goal = desk.goal("ett").await;
        desk.activity(goal, "a", -5).await;
        let b = desk.activity(goal, "b", 5).await;
        desk.progress(b, done(0)).await;
        let gone = desk.activity(goal, "c", -5).await;
        let (plan, who) = (desk.plan, desk.who);
        save!(db, |tx| set_activity_removed(tx, who, plan, gone, true)).unwrap();
        let archivist = desk.town.person("Rolf Arkiv", Role::RecordsOfficer, &desk.town.municipality).await;
        for (account, expected) in [
            (desk.town.worker, vec!["Ekonomi norr"]),
            (desk.town.colleague, vec!["Ekonomi norr"]),
            (desk.town.neighbour, vec!["Vuxen norr"]),
            (desk.town.head, vec!["Ekonomi norr", "Vuxen norr"]),
            (desk.town.coordinator, vec!["Ekonomi norr", "Ekonomi söder", "Vuxen norr"]),
            (archivist, vec![]),
        ] {
            let found = load!(db, |tx| overview(tx, account, YEAR, today())).unwrap();
            assert_eq!(found.iter().map(|u| u.name.as_str()).collect::<Vec<_>>(), expected);
        }
        let found = load!(db, |tx| overview(tx, desk.town.coordinator, YEAR, today())).unwrap();
        assert_eq!((found[0].state, found[0].counts.total(), found[0].counts.done, found[0].counts.late), (Some(PlanState::Draft), 2, 1, 1));
        assert_eq!((found[1].state, found[1].counts.total()), (None, 0));
        let lines = load!(db, |tx| plans_of(tx, desk.town.unit.id, today())).unwrap();
        assert_eq!((lines.len(), lines[0].counts), (1, found[0].counts));
    }

    async fn the_start_page_tells_the_unit_what_is_due_and_the_coordinator_what_waits(db: Db) {
        let desk = Desk::begin(&db).await;
        let goal = desk.goal("ett").await;
        let (late, soon) = (desk.activity(goal, "sen", -1).await, desk.activity(goal, "snart", 14).await);
        desk.activity(goal, "senare", 15).await;
        let finished = desk.activity(goal, "klar", -1).await;
        desk.progress(finished, done(0)).await;
        let kinds = |account| { let db = db.clone(); async move {
            load!(db, |tx| tasks(tx, account, today())).unwrap().into_iter().map(|t| (t.unit_name, t.kind)).collect::<Vec<_>>()
        } };
        let unit = "Ekonomi norr".to_owned();
        let due = |id, what: &str, days| (unit.clone(), TaskKind::Due { id, what: what.to_owned(), due_on: day(days) });
        assert_eq!(kinds(desk.town.manager).await, [due(late, "sen", -1), due(soon, "snart", 14)]);
        assert_eq!(kinds(desk.town.colleague).await, [due(late, "sen", -1), due(soon, "snart", 14)]);
        assert_eq!(kinds(desk.town.worker).await, []);
        assert_eq!(kinds(desk.town.coordinator).await, []);
        assert_eq!(kinds(desk.town.head).await[0], ("Vuxen norr".to_owned(), TaskKind::Missing));
        desk.step(PlanMove::Submit).await;
        assert_eq!(kinds(desk.town.coordinator).await, [(unit.clone(), TaskKind::Waiting { since: at(20) })]);
        desk.step(PlanMove::Return).await;
        assert_eq!(kinds(desk.town.coordinator).await, []);
        assert_eq!(kinds(desk.town.manager).await[0], (unit.clone(), TaskKind::Returned));
    }

    async fn the_report_counts_by_unit_area_and_state_and_shows_who_has_no_plan(db: Db) {
        let desk = Desk::begin(&db).await;
        let goal = desk.goal("ett").await;
        desk.activity(goal, "a", -5).await;
        let b = desk.activity(goal, "b", 5).await;
        desk.progress(b, done(0)).await;
        let (plan, who) = (desk.plan, desk.who);
        let other = GoalText { focus: FocusArea::Collaboration, ..aim("två") };
        let second = save!(db, |tx| add_goal(tx, who, plan, &other)).unwrap();
        desk.activity(second, "c", 5).await;
        let found = load!(db, |tx| report::plans(tx, &desk.town.north.path, YEAR, today())).unwrap();
        let told: Vec<_> = found.iter().map(|f| (f.name.as_str(), f.state, f.total().total())).collect();
        assert_eq!(told, [("Ekonomi norr", Some(PlanState::Draft), 3), ("Vuxen norr", None, 0)]);
        let by: Vec<_> = found[0].by_focus.iter().map(|(area, c)| (*area, c.total(), c.done, c.late)).collect();
        assert_eq!(by, [
            (FocusArea::Participation, 2, 1, 1),
            (FocusArea::BestInterests, 0, 0, 0),
            (FocusArea::Collaboration, 1, 0, 0),
        ]);
        let south = load!(db, |tx| report::plans(tx, &desk.town.south.path, YEAR, today())).unwrap();
        assert_eq!((south.len(), south[0].state), (1, None));
    }

    async fn a_branch_knows_its_units_and_a_person_the_branches_of_a_role(db: Db) {
        let town = Town::build(&db).await;
        let below = |path| { let db = db.clone(); async move { load!(db, |tx| units_below(tx, &path)).unwrap().into_iter().map(|(_, n)| n).collect::<Vec<_>>() } };
        assert_eq!(below(town.north.path.clone()).await, ["Ekonomi norr", "Vuxen norr"]);
        assert_eq!(below(town.unit.path.clone()).await, ["Ekonomi norr"]);
        assert_eq!(below(town.municipality.path.clone()).await.len(), 3);
        let tops = load!(db, |tx| branches(tx, town.coordinator, Role::Coordinator)).unwrap();
        assert_eq!(tops, [(town.municipality.id, "Kommunen".to_owned())]);
        assert!(load!(db, |tx| branches(tx, town.coordinator, Role::Manager)).unwrap().is_empty());
    }
}
