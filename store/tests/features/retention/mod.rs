//! How long cases are kept, what holds them, and their purge by two records officers.

mod filled;
mod purging;
mod standing;
mod tables;

use chrono::NaiveDate;
use domain::access::Role;
use domain::ids::{AccountId, CaseId, PurgeId};
use domain::retention::Sample;
use store::retention::{self, Outcome, Proposal, Standing};
use store::{Db, StoreError, Who};

use super::common::{Town, at, load, save};

/// Minutes of so many years after the day of the tests, and a bit.
pub fn years(n: i64) -> i64 {
    n * 366 * 24 * 60
}

pub fn that_day(minute: i64) -> NaiveDate {
    at(minute).date_naive()
}

/// Nobody of the tests is born on the 31st.
pub fn nobody() -> Sample {
    Sample::from_parts("birth_days", "31").unwrap()
}

/// A town with two records officers of everything, who have said how the sample is made.
pub struct Archive {
    pub town: Town,
    pub first: AccountId,
    pub second: AccountId,
}

impl Archive {
    pub async fn build(db: &Db) -> Self {
        let town = Town::build(db).await;
        let top = town.municipality.clone();
        let first = town.person("Ada Arkiv", Role::RecordsOfficer, &top).await;
        let second = town.person("Bo Bevara", Role::RecordsOfficer, &top).await;
        let who = town.as_at(first, 0);
        save!(db, |tx| retention::set_sample(tx, who, &nobody(), "Beslut 7")).unwrap();
        Self { town, first, second }
    }

    pub fn at(&self, account: AccountId, minute: i64) -> Who {
        self.town.as_at(account, minute)
    }

    pub async fn standing(&self, case: CaseId, minute: i64) -> Standing {
        load!(self.town.db, |tx| retention::standing(
            tx,
            case,
            &nobody(),
            that_day(minute)
        ))
        .unwrap()
    }

    pub async fn propose(&self, cases: &[CaseId], minute: i64) -> Result<Proposal, StoreError> {
        let (who, unit, cases) = (
            self.at(self.first, minute),
            self.town.municipality.id,
            cases.to_vec(),
        );
        save!(self.town.db, |tx| retention::propose(
            tx,
            who,
            unit,
            &cases,
            &nobody()
        ))
    }

    pub async fn proposed(&self, cases: &[CaseId], minute: i64) -> PurgeId {
        match self.propose(cases, minute).await.unwrap() {
            Proposal::Made(id) => id,
            Proposal::NotDue(numbers) => panic!("{numbers:?} are not due"),
        }
    }

    pub async fn approve(&self, account: AccountId, id: PurgeId, minute: i64) -> Result<(), StoreError> {
        let who = self.at(account, minute);
        save!(self.town.db, |tx| retention::approve(tx, who, id))
    }

    pub async fn carry_out(&self, id: PurgeId, case: CaseId, minute: i64) -> Result<Outcome, StoreError> {
        let who = self.at(self.second, minute);
        save!(self.town.db, |tx| retention::carry_out(tx, who, id, case))
    }
}
