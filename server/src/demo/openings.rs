//! What was opened last month, so that a manager has a log to review: mostly ordinary work, and in every unit a few openings that somebody
//! ought to ask about. One of them is harmless on second thought, one is not; which, the demo does not tell.

use chrono::{DateTime, Datelike as _, Duration, NaiveDate, NaiveTime, Utc, Weekday};
use domain::cases::CaseKind;
use domain::content::content;
use domain::figures::{Period, PeriodKind};
use domain::ids::{AccountId, CaseId};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom as _;
use rand::{RngExt as _, SeedableRng as _};
use store::audit::{self, Entry};
use store::cases::{self, NewCase, Whose};
use store::{Db, StoreError, Tx, Who, access, assessments};

use super::people::{Team, Town};
use crate::clock::{stockholm_day, stockholm_midnight};

/// First names of those who happen to be called as somebody at work.
const FIRST_NAMES: [&str; 8] = [
    "Disa", "Frans", "Greta", "Henning", "Irma", "Kaj", "Lovis", "Malte",
];
/// When the case of that person was opened.
const NAMESAKE_DAYS_AGO: i64 = 70;

/// Writes the openings of the last month that is over.
///
/// # Errors
/// The database's.
pub async fn write(db: &Db, town: &Town, seed: u64, now: DateTime<Utc>) -> Result<(), StoreError> {
    let month = Period::last_complete(PeriodKind::Month, stockholm_day(now));
    for (n, team) in town.teams.iter().enumerate() {
        let (team, first) = (team.clone(), FIRST_NAMES.get(n % FIRST_NAMES.len()).copied());
        let rng = StdRng::seed_from_u64(seed.wrapping_add(n as u64));
        db.write(move |tx| {
            Box::pin(async move {
                let namesake = namesake(tx, &team, first.unwrap_or("Disa"), now).await?;
                Diary {
                    tx,
                    team: &team,
                    month,
                    rng,
                }
                .write(namesake)
                .await
            })
        })
        .await?;
    }
    Ok(())
}

/// A case about somebody with the first worker's family name, answered for by the second one.
async fn namesake(tx: &mut Tx, team: &Team, first: &str, now: DateTime<Utc>) -> Result<CaseId, StoreError> {
    let (Some(worker), Some(owner)) = (team.workers.first(), team.workers.get(1)) else {
        return Err(StoreError::NotFound);
    };
    let name = access::account(tx, *worker).await?.name;
    let family = name.split(' ').next_back().unwrap_or_default();
    let opened = now - Duration::days(NAMESAKE_DAYS_AGO);
    let who = Who {
        account: Some(*owner),
        unit: Some(team.unit.id),
        now: opened,
        today: stockholm_day(opened),
    };
    let matter = "Ansökan om busskort till sysselsättning";
    let new = NewCase {
        kind: CaseKind::Adult,
        unit: team.unit.id,
        owner: *owner,
        reference: String::new(),
        subject_name: format!("{first} {family}"),
        subject_number: String::new(),
        matter: matter.to_owned(),
        protected: false,
    };
    let case = cases::open_case(tx, who, &new).await?;
    let reason = "Bor ensam. Har inga barn och träffar inga barn regelbundet, enligt egen uppgift i mötet.";
    assessments::record_screening(tx, who, case, matter, reason, content().version()).await?;
    Ok(case)
}

/// A unit's month while it is written.
struct Diary<'a> {
    tx: &'a mut Tx,
    team: &'a Team,
    month: Period,
    rng: StdRng,
}

impl Diary<'_> {
    async fn write(mut self, namesake: CaseId) -> Result<(), StoreError> {
        let mut desks = Vec::new();
        for worker in self.team.workers.iter().chain([&self.team.representative]) {
            desks.push((*worker, self.cases_of(*worker).await?));
        }
        let days: Vec<NaiveDate> = self
            .month
            .first_day()
            .iter_days()
            .take_while(|day| *day <= self.month.last_day())
            .collect();
        for (n, day) in days.iter().enumerate().filter(|(_, day)| !is_weekend(**day)) {
            for (m, (worker, own)) in desks.iter().enumerate() {
                if (n + m) % 3 == 0
                    && let Some(case) = own.choose(&mut self.rng).copied()
                {
                    let pages = self.rng.random_range(2..5);
                    self.open(*worker, case, *day, (8, 16), pages).await?;
                }
            }
        }
        self.odd(&desks, namesake, &days).await
    }

    /// What the rules point at: a namesake, a case that is somebody else's, a night, a weekend, and the manager's own reading.
    async fn odd(
        &mut self,
        desks: &[(AccountId, Vec<CaseId>)],
        namesake: CaseId,
        days: &[NaiveDate],
    ) -> Result<(), StoreError> {
        let workday = |from: usize| days.iter().skip(from).find(|day| !is_weekend(**day)).copied();
        let saturday = days.iter().find(|day| day.weekday() == Weekday::Sat).copied();
        let ([first, second, ..], Some(third)) = (desks, desks.get(2)) else {
            return Ok(());
        };
        let (Some(early), Some(middle), Some(late), Some(saturday)) =
            (workday(4), workday(11), workday(17), saturday)
        else {
            return Ok(());
        };
        self.open(first.0, namesake, middle, (12, 13), 2).await?;
        if let Some(case) = first.1.first() {
            self.open(third.0, *case, early, (9, 11), 3).await?;
            self.open(third.0, *case, late, (15, 16), 1).await?;
            self.open(self.team.manager, *case, late, (10, 11), 2).await?;
        }
        if let Some(case) = second.1.first() {
            self.open(second.0, *case, middle, (22, 23), 2).await?;
        }
        if let Some(case) = third.1.first() {
            self.open(third.0, *case, saturday, (10, 12), 3).await?;
            self.open(self.team.manager, *case, middle, (10, 11), 1).await?;
        }
        Ok(())
    }

    /// Somebody's own cases that were there before the month, the one that changed last first.
    async fn cases_of(&mut self, worker: AccountId) -> Result<Vec<CaseId>, StoreError> {
        let begins = stockholm_midnight(self.month.first_day());
        let lines = cases::list_cases(self.tx, worker, Whose::Mine, None).await?;
        Ok(lines
            .into_iter()
            .filter(|line| line.updated_at < begins)
            .map(|line| line.id)
            .collect())
    }

    /// Some pages of a case, one soon after another, at some time between two hours.
    async fn open(
        &mut self,
        account: AccountId,
        case: CaseId,
        day: NaiveDate,
        (from, until): (u32, u32),
        pages: u32,
    ) -> Result<(), StoreError> {
        let hour = self.rng.random_range(from..until);
        let minute = self.rng.random_range(0..40);
        let time = NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default();
        let begins = stockholm_midnight(day) + (time - NaiveTime::MIN);
        for page in 0..pages {
            let who = Who {
                account: Some(account),
                unit: Some(self.team.unit.id),
                now: begins + Duration::minutes(i64::from(page) * 3),
                today: day,
            };
            audit::record(self.tx, who, Entry::in_case("read", "case", case.0, case)).await?;
        }
        Ok(())
    }
}

fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::audit::{Opening, Rule, hits, pairs};
    use store::Engine;
    use store::log_reviews;
    use store::testing::TestDb;

    use super::*;
    use crate::clock::{Clock as _, SystemClock, stockholm_clock};
    use crate::demo;

    #[tokio::test]
    async fn every_unit_has_a_month_to_review_with_something_for_most_rules() {
        let test = TestDb::new(Engine::Sqlite).await;
        let now = SystemClock.now();
        demo::begin(&test.db, now).await.unwrap();
        let month = Period::last_complete(PeriodKind::Month, stockholm_day(now));
        let (first, last) = (month.first_day(), month.last_day());
        let bounds = (
            stockholm_midnight(first),
            stockholm_midnight(last.succ_opt().unwrap()),
        );
        let mut tx = test.db.read().await.unwrap();
        for unit in store::organisation::units(&mut tx).await.unwrap() {
            if unit.area.is_none() {
                continue;
            }
            let opened = log_reviews::openings(&mut tx, unit.id, bounds).await.unwrap();
            assert!(opened.len() > 50, "{}: {}", unit.name, opened.len());
            let openings: Vec<Opening> = opened
                .iter()
                .map(|o| Opening {
                    account: o.account,
                    case: o.case,
                    at: stockholm_clock(o.at),
                })
                .collect();
            let reviewers = log_reviews::reviewers(&mut tx, unit.id, (first, last))
                .await
                .unwrap();
            let mut met = BTreeSet::new();
            for pair in pairs(&openings) {
                let name = access::account(&mut tx, pair.account).await.unwrap().name;
                let facts = log_reviews::case_facts(&mut tx, pair.case, &reviewers)
                    .await
                    .unwrap();
                met.extend(hits(&pair, &name, facts.as_ref()));
            }
            for rule in [Rule::SameFamilyName, Rule::NoRole, Rule::Night, Rule::Weekend] {
                assert!(met.contains(&rule), "{}: {rule:?}", unit.name);
            }
        }
        drop(tx);
        test.remove().await;
    }
}
