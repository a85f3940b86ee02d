//! Two years of an invented municipality: about 300 cases in every state, told from the stories, the same for the same seed.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::ids::{AccountId, CaseId, UnitId};
use domain::organisation::AreaOfOperation;
use store::{Db, StoreError, access, figures};

use super::library::Library;
use super::people::Town;
use super::plan::{Course, Plan, Scale, plan};
use super::writing::write_case;

/// A person whom cases can be given to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worker {
    /// The account.
    pub account: AccountId,
    /// The name that letters are signed with.
    pub name: String,
    /// The title at work.
    pub title: String,
    /// The telephone that letters name.
    pub phone: String,
}

/// A unit with those who do its case work; the first one owns the showcases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Team {
    /// The unit.
    pub unit: UnitId,
    /// Its area of operation.
    pub area: AreaOfOperation,
    /// Its name.
    pub name: String,
    /// Its manager, who reviews.
    pub manager: AccountId,
    /// At least one.
    pub workers: Vec<Worker>,
    /// How it tends to work.
    pub habits: Habits,
}

/// Units differ: in how often they hear children, and how soon they answer and do what they promised. In percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Habits {
    /// Of the children whom a story lets stay unheard, those who do.
    pub silent: u32,
    /// Answers that come late.
    pub slow: u32,
    /// Measures that are done late.
    pub late: u32,
}

impl Habits {
    /// Of the nth unit: the same each time.
    const fn of(n: usize) -> Self {
        let [silent, slow, late] = match n % 6 {
            0 => [20, 8, 5],
            1 => [60, 30, 20],
            2 => [25, 14, 8],
            3 => [40, 6, 12],
            4 => [30, 22, 4],
            _ => [50, 12, 15],
        };
        Self { silent, slow, late }
    }
}

async fn teams_of(db: &Db, town: &Town) -> Result<Vec<Team>, StoreError> {
    let mut tx = db.read().await?;
    let mut teams = Vec::new();
    for (n, team) in town.teams.iter().enumerate() {
        let Some(area) = team.unit.area else { continue };
        let mut workers = Vec::new();
        for id in team.workers.iter().chain([&team.representative]) {
            let account = access::account(&mut tx, *id).await?;
            workers.push(Worker {
                account: *id,
                name: account.name,
                title: account.title,
                phone: account.phone,
            });
        }
        teams.push(Team {
            unit: team.unit.id,
            area,
            name: team.unit.name.clone(),
            manager: team.manager,
            workers,
            habits: Habits::of(n),
        });
    }
    Ok(teams)
}

/// What the history holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    /// Every case.
    pub cases: usize,
    /// Records that no child is touched.
    pub screenings: usize,
    /// Assessments being written.
    pub drafts: usize,
    /// Ended without a decision.
    pub withdrawn: usize,
    /// Handed in for review, or sent back.
    pub in_review: usize,
    /// Signed, with something left to do.
    pub signed: usize,
    /// Followed up and closed.
    pub closed: usize,
    /// The draft that a visitor finishes by hand.
    pub showcase: Option<CaseId>,
}

impl Filled {
    fn count(&mut self, plan: &Plan, case: CaseId) {
        self.cases += 1;
        *match plan.course {
            Course::Screening => &mut self.screenings,
            Course::Draft(_) => &mut self.drafts,
            Course::Withdrawn(_) => &mut self.withdrawn,
            Course::Submitted | Course::Returned => &mut self.in_review,
            Course::Signed => &mut self.signed,
            Course::Closed => &mut self.closed,
        } += 1;
        if plan.showcase {
            self.showcase = Some(case);
        }
    }
}

/// Cases of one transaction: many, because each commit waits for the disk.
const TOGETHER: usize = 100;

/// Fills a migrated database in which the town's units and people stand already. Uses the store's public functions only, so that every
/// change has its audit row at its own moment.
///
/// # Errors
/// [`StoreError::Corrupt`] when a story cannot be read; otherwise the database's.
pub async fn fill(db: &Db, town: &Town, seed: u64, now: DateTime<Utc>) -> Result<Filled, StoreError> {
    fill_to(db, town, seed, now, Scale::DEMO, |_, _| {}).await
}

/// As [`fill`], to a scale. `progress` is told how many cases of how many are written.
///
/// # Errors
/// As [`fill`].
pub async fn fill_to(
    db: &Db,
    town: &Town,
    seed: u64,
    now: DateTime<Utc>,
    scale: Scale,
    progress: impl Fn(usize, usize),
) -> Result<Filled, StoreError> {
    let library = Arc::new(Library::load().map_err(|_| StoreError::Corrupt("demo story"))?);
    let teams: Arc<[Team]> = teams_of(db, town).await?.into();
    let plans = plan(&library, &teams, seed, now, scale);
    let mut filled = Filled::default();
    for together in plans.chunks(TOGETHER) {
        let (batch, library, teams) = (together.to_vec(), Arc::clone(&library), Arc::clone(&teams));
        let cases: Vec<CaseId> = db
            .write(move |tx| {
                Box::pin(async move {
                    let mut cases = Vec::with_capacity(batch.len());
                    for plan in &batch {
                        if let Some(team) = teams.get(plan.team) {
                            let written = figures::count_later(write_case(tx, &library, team, plan, now));
                            cases.push(written.await?);
                        }
                    }
                    Ok::<_, StoreError>(cases)
                })
            })
            .await?;
        for (plan, case) in together.iter().zip(cases) {
            filled.count(plan, case);
        }
        progress(filled.cases, plans.len());
    }
    // Once for each, instead of at every letter and measure.
    figures::recount(db, |_| {}).await?;
    Ok(filled)
}
