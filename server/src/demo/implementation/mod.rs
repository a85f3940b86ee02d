//! Last year's and this year's plans of the units, who represents them, their meetings and their training.

mod registers;
mod told;

use chrono::{DateTime, Datelike, Duration, NaiveDate, TimeZone as _, Utc};
use domain::fields::Fields;
use domain::ids::{AccountId, GoalId, PlanId, UnitId};
use domain::plans::{
    ActivityState, ActivityText, GoalText, Plan, PlanMove, PlanState, Progress, RemarkText, Saved,
};
use store::{Db, StoreError, Tx, Who, plans};

use self::told::{ToldActivity, ToldGoal, ToldPlan, UNREADABLE, load};
use super::people::{Team, Town};
use crate::clock::stockholm_day;

/// Writes them, all in one transaction.
///
/// # Errors
/// [`StoreError::Corrupt`] when they cannot be read, [`StoreError::NotFound`] for a unit that the town lacks; otherwise the database's.
pub async fn write(db: &Db, town: &Town, now: DateTime<Utc>) -> Result<(), StoreError> {
    let (file, town) = (load()?, town.clone());
    db.write(move |tx| {
        Box::pin(async move {
            let teller = Teller { town, now };
            for plan in &file.plan {
                teller.plan(tx, plan).await?;
            }
            for appointment in &file.appointment {
                teller.appointment(tx, appointment).await?;
            }
            for meeting in &file.meeting {
                teller.meeting(tx, meeting).await?;
            }
            for training in &file.training {
                teller.training(tx, training).await?;
            }
            Ok(())
        })
    })
    .await
}

struct Teller {
    town: Town,
    now: DateTime<Utc>,
}

impl Teller {
    fn today(&self) -> NaiveDate {
        stockholm_day(self.now)
    }

    fn ago(&self, days: i64) -> NaiveDate {
        self.today() - Duration::days(days)
    }

    /// A team with the coordinator of its district.
    fn team(&self, unit: &str) -> Result<(&Team, AccountId), StoreError> {
        let place = self.town.teams.iter().position(|team| team.unit.name == unit);
        let place = place.ok_or(StoreError::NotFound)?;
        let half = self.town.teams.len() / self.town.coordinators.len().max(1);
        let team = self.town.teams.get(place).ok_or(StoreError::NotFound)?;
        let coordinator = self.town.coordinators.get(place / half.max(1));
        Ok((team, *coordinator.ok_or(StoreError::NotFound)?))
    }

    /// A unit or a district by name, with the coordinator who holds it.
    fn branch(&self, name: &str) -> Result<(UnitId, AccountId), StoreError> {
        let district = self.town.districts.iter().zip(&self.town.coordinators);
        match district.into_iter().find(|(district, _)| district.name == name) {
            Some((district, coordinator)) => Ok((district.id, *coordinator)),
            None => self
                .team(name)
                .map(|(team, coordinator)| (team.unit.id, coordinator)),
        }
    }

    fn who(&self, account: AccountId, unit: UnitId, at: DateTime<Utc>) -> Who {
        Who {
            account: Some(account),
            unit: Some(unit),
            now: at.min(self.now),
            today: stockholm_day(at.min(self.now)),
        }
    }

    /// A morning of a plan's year, but not one that is still to come.
    fn morning(&self, year: i32, month: u32, day: u32) -> DateTime<Utc> {
        let day = Utc.with_ymd_and_hms(year, month, day, 9, 10, 0).single();
        day.unwrap_or(self.now).min(self.now - Duration::days(20))
    }

    /// The morning of a day so many days ago.
    fn days_ago(&self, days: i64) -> DateTime<Utc> {
        let at = self.ago(days).and_hms_opt(8, 40, 0).map(|at| at.and_utc());
        at.unwrap_or(self.now).min(self.now)
    }

    async fn plan(&self, tx: &mut Tx, told: &ToldPlan) -> Result<(), StoreError> {
        let (team, coordinator) = self.team(&told.unit)?;
        let (unit, year) = (team.unit.id, self.today().year() + told.year);
        let writes = self.who(team.representative, unit, self.morning(year, 1, 15));
        let plan = match plans::plan(tx, unit, year).await? {
            // Carried over into already.
            Some(plan) => plan.id,
            None => plans::begin(tx, writes, unit, year).await?,
        };
        for goal in &told.goal {
            self.goal(tx, (writes, coordinator), (plan, year), goal, told.state)
                .await?;
        }
        self.settle(tx, (team, coordinator), (unit, year), told).await?;
        if told.goal.iter().flat_map(|g| &g.activity).any(|a| a.carry) {
            self.carry_over(tx, team, (unit, year), told).await?;
        }
        Ok(())
    }

    async fn goal(
        &self,
        tx: &mut Tx,
        (writes, coordinator): (Who, AccountId),
        (plan, year): (PlanId, i32),
        told: &ToldGoal,
        state: PlanState,
    ) -> Result<(), StoreError> {
        let text = GoalText {
            focus: told.focus,
            aim: told.aim.clone(),
            noticed: told.noticed.clone(),
        };
        let goal = plans::add_goal(tx, writes, plan, &text).await?;
        for activity in &told.activity {
            self.activity(tx, writes, (plan, goal, year), activity).await?;
        }
        // A remark on a plan that was returned belongs to that round.
        let (said, answered) = match state {
            PlanState::Returned => (self.days_ago(5), self.days_ago(4)),
            _ => (writes.now + Duration::days(9), writes.now + Duration::days(12)),
        };
        let unit = writes.unit.ok_or(StoreError::NotFound)?;
        if let Some(text) = &told.remark {
            let who = self.who(coordinator, unit, said);
            plans::add_remark(tx, who, plan, goal, false, &RemarkText(text.clone())).await?;
        }
        if let Some(text) = &told.reply {
            let who = Who {
                now: answered.min(self.now),
                ..writes
            };
            plans::add_remark(tx, who, plan, goal, true, &RemarkText(text.clone())).await?;
        }
        Ok(())
    }

    async fn activity(
        &self,
        tx: &mut Tx,
        writes: Who,
        (plan, goal, year): (PlanId, GoalId, i32),
        told: &ToldActivity,
    ) -> Result<(), StoreError> {
        let due_on = self.due(told, year)?;
        let text = ActivityText {
            what: told.what.clone(),
            responsible: told.who.clone(),
            due_on,
        };
        let id = plans::add_activity(tx, writes, plan, goal, &text).await?;
        let done_on = (told.state == ActivityState::Done).then(|| due_on.min(self.ago(3)));
        let progress = Progress {
            state: told.state,
            reason: told.reason.clone(),
            led_to: told.led_to.clone(),
            done_on,
        };
        if progress == Progress::not_begun() {
            return Ok(());
        }
        let day = done_on.unwrap_or(due_on);
        let at = self.morning(day.year(), day.month(), day.day()).max(writes.now);
        let says = Who { now: at, ..writes };
        match plans::save_progress(tx, says, plan, id, 1, &progress).await? {
            Saved::Stored(_) => Ok(()),
            Saved::Conflict(_) => Err(StoreError::Stale),
        }
    }

    fn due(&self, told: &ToldActivity, year: i32) -> Result<NaiveDate, StoreError> {
        let day = match (&told.due, told.due_in) {
            (Some(day), _) => NaiveDate::parse_from_str(&format!("{year}-{day}"), "%Y-%m-%d").ok(),
            (None, Some(days)) => self.today().checked_add_signed(Duration::days(days)),
            (None, None) => None,
        };
        let first = NaiveDate::from_ymd_opt(year, 1, 1).ok_or(UNREADABLE)?;
        let last = NaiveDate::from_ymd_opt(year, 12, 31).ok_or(UNREADABLE)?;
        Ok(day.ok_or(UNREADABLE)?.clamp(first, last))
    }

    /// Brings a plan to the state that is told.
    async fn settle(
        &self,
        tx: &mut Tx,
        (team, coordinator): (&Team, AccountId),
        (unit, year): (UnitId, i32),
        told: &ToldPlan,
    ) -> Result<(), StoreError> {
        let days = |days| self.days_ago(days);
        let morning = |month, day| self.morning(year, month, day);
        let steps = match told.state {
            PlanState::Draft => vec![],
            PlanState::Submitted => vec![(PlanMove::Submit, days(6))],
            PlanState::Returned => vec![(PlanMove::Submit, days(12)), (PlanMove::Return, days(4))],
            PlanState::Noted => vec![
                (PlanMove::Submit, morning(1, 22)),
                (PlanMove::Note, morning(2, 9)),
            ],
        };
        for (step, at) in steps {
            let account = match step {
                PlanMove::Submit | PlanMove::TakeBack | PlanMove::Reopen => team.manager,
                PlanMove::Return | PlanMove::Note => coordinator,
            };
            let plan = self.read(tx, unit, year).await?;
            plans::move_plan(tx, self.who(account, unit, at), plan.id, plan.version, step).await?;
        }
        Ok(())
    }

    async fn read(&self, tx: &mut Tx, unit: UnitId, year: i32) -> Result<Plan, StoreError> {
        plans::plan(tx, unit, year).await?.ok_or(StoreError::NotFound)
    }

    /// Takes along what is told to go on, in January of the next year.
    async fn carry_over(
        &self,
        tx: &mut Tx,
        team: &Team,
        (unit, year): (UnitId, i32),
        told: &ToldPlan,
    ) -> Result<(), StoreError> {
        let goes_on = |what: &str| {
            told.goal
                .iter()
                .flat_map(|g| &g.activity)
                .any(|a| a.carry && a.what == what)
        };
        let plan = self.read(tx, unit, year).await?;
        let mut ticked = Fields::default();
        for goal in plans::goals(tx, plan.id).await? {
            for activity in goal.activities.iter().filter(|a| goes_on(&a.text.what)) {
                ticked.set(format!("activity.{}", activity.id), "yes");
            }
        }
        let who = self.who(team.representative, unit, self.morning(year + 1, 1, 14));
        plans::carry(tx, who, &plan, &ticked).await.map(|_| ())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::people::found;
    use domain::language::Language;
    use std::time::Instant;
    use store::Engine;
    use store::plans::{overview, register, report};
    use store::testing::TestDb;

    /// Also on the first days of a year and on its last.
    #[tokio::test]
    async fn plans_are_in_every_state_and_could_have_been_saved_on_any_day() {
        for now in [
            "2026-11-26T12:00:00Z",
            "2027-01-02T12:00:00Z",
            "2027-12-31T12:00:00Z",
        ] {
            let now: DateTime<Utc> = now.parse().unwrap();
            let test = TestDb::new(Engine::Sqlite).await;
            let town = found(&test.db, now - Duration::days(760)).await.unwrap();
            let begun = Instant::now();
            write(&test.db, &town, now).await.unwrap();
            assert!(begun.elapsed().as_millis() < 3_000, "{:?}", begun.elapsed());
            let today = stockholm_day(now);
            let mut tx = test.db.read().await.unwrap();
            let mut states = Vec::new();
            for coordinator in &town.coordinators {
                let units = overview(&mut tx, *coordinator, today.year(), today)
                    .await
                    .unwrap();
                states.extend(units.into_iter().map(|u| u.state));
            }
            for state in [None].into_iter().chain(PlanState::ALL.map(Some)) {
                assert!(states.contains(&state), "{now} {state:?}");
            }
            let top = &town.municipality.path;
            let last = report::plans(&mut tx, top, today.year() - 1, today)
                .await
                .unwrap();
            assert!(last.iter().all(|p| p.state == Some(PlanState::Noted)));
            assert!(last.iter().any(|p| p.total().carried_over > 0));
            let gaps = register(&mut tx, town.coordinators[0], today).await.unwrap();
            assert_eq!(gaps.iter().filter(|u| u.representatives.is_empty()).count(), 1);
            drop(tx);
            test.remove().await;
        }
    }

    #[test]
    fn every_text_could_have_been_typed_in_its_form() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 26).unwrap();
        let l = Language::Swedish;
        for goal in load().unwrap().plan.iter().flat_map(|p| &p.goal) {
            let text = GoalText {
                focus: goal.focus,
                aim: goal.aim.clone(),
                noticed: goal.noticed.clone(),
            };
            assert_eq!(GoalText::read(&text.to_fields(), today, l), Ok(text));
            for activity in &goal.activity {
                let text = ActivityText {
                    what: activity.what.clone(),
                    responsible: activity.who.clone(),
                    due_on: today,
                };
                assert_eq!(ActivityText::read(&text.to_fields(), 2026, today, l), Ok(text));
            }
        }
    }
}
