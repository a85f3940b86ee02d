//! Reviews of the log: who opened what in a unit in a month, what the rules pointed at, and what a manager came to. A review is drawn
//! once, judged row by row, and signed; from then on nothing of it changes. Drawing, opening, judging and signing are rows of the trail
//! themselves.

mod due;
mod facts;
mod judging;
mod openings;
mod reading;

use chrono::{DateTime, Utc};
use domain::audit::{Drawn, Part, Rule};
use domain::ids::{LogReviewId, UnitId};
use sqlx::FromRow;
use uuid::Uuid;

use crate::audit::{self, Entry};
use crate::db::{Tx, Who, on};
use crate::error::StoreError;

pub use due::{BegunReview, DueReview, MonthState, SearchedMonth, due, months};
pub use facts::{case_facts, managers, names, reviewers};
pub use judging::{Judged, Signing, StoredVerdict, judge, sign};
pub use openings::{MOST_OPENINGS, Opened, openings};
pub use reading::{CaseShown, ReviewRow, note_opened, review, rows};

/// A review, without its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// The review.
    pub id: LogReviewId,
    /// Whose records were opened.
    pub unit: UnitId,
    /// The month, as `domain::figures::Period::code` writes it.
    pub month: String,
    /// Whose openings.
    pub part: Part,
    /// What the sample was drawn with.
    pub seed: i64,
    /// How many pages and documents were opened.
    pub openings: i64,
    /// How many pairs of person and case.
    pub pairs: i64,
    /// By how many people.
    pub people: i64,
    /// How many rows that rules point at found no room.
    pub left_out: i64,
    /// Who drew it.
    pub drawn_by: String,
    /// When.
    pub drawn_at: DateTime<Utc>,
    /// Who signed it.
    pub signed_by: Option<String>,
    /// When.
    pub signed_at: Option<DateTime<Utc>>,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    unit_id: Uuid,
    month: String,
    part: String,
    seed: i64,
    openings: i64,
    pairs: i64,
    people: i64,
    left_out: i64,
    drawn_by: String,
    drawn_at: DateTime<Utc>,
    signed_by: Option<String>,
    signed_at: Option<DateTime<Utc>>,
}

impl TryFrom<Row> for Review {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: LogReviewId(row.id),
            unit: UnitId(row.unit_id),
            month: row.month,
            part: Part::from_code(&row.part).ok_or(StoreError::Corrupt("log_review.part"))?,
            seed: row.seed,
            openings: row.openings,
            pairs: row.pairs,
            people: row.people,
            left_out: row.left_out,
            drawn_by: row.drawn_by,
            drawn_at: row.drawn_at,
            signed_by: row.signed_by,
            signed_at: row.signed_at,
        })
    }
}

/// A review to be drawn.
#[derive(Clone, Debug)]
pub struct NewReview {
    /// Whose records were opened.
    pub unit: UnitId,
    /// The month's code.
    pub month: String,
    /// Whose openings.
    pub part: Part,
    /// What the sample was drawn with.
    pub seed: i64,
    /// How many pages and documents were opened.
    pub openings: i64,
    /// How many pairs of person and case.
    pub pairs: i64,
    /// By how many people.
    pub people: i64,
    /// How many rows that rules point at found no room.
    pub left_out: i64,
    /// What is to be looked at, in order.
    pub rows: Vec<Drawn>,
}

/// Keeps a review as it was drawn.
///
/// # Errors
/// [`StoreError::Exists`] where the unit's month is drawn already: nobody draws again.
pub async fn begin(tx: &mut Tx, who: Who, new: &NewReview) -> Result<LogReviewId, StoreError> {
    const SQL: &str = "insert into log_review (id, unit_id, month, part, seed, openings, pairs, people, left_out, drawn_by, drawn_at) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (unit_id, month, part) do nothing";
    let id = LogReviewId(Uuid::now_v7());
    let by = who.account.ok_or(StoreError::State)?;
    let added = on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(new.unit.0)
        .bind(&new.month)
        .bind(new.part.code())
        .bind(new.seed)
        .bind(new.openings)
        .bind(new.pairs)
        .bind(new.people)
        .bind(new.left_out)
        .bind(by.0)
        .bind(who.now)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if added == 0 {
        return Err(StoreError::Exists);
    }
    for (position, row) in (1_i64..).zip(&new.rows) {
        add_row(tx, id, position, row).await?;
    }
    let detail = format!("{} {}", new.month, new.part.code());
    let entry = Entry::about("created", "log_review", Some(id.0)).detail(&detail);
    audit::record(tx, in_unit(who, new.unit), entry).await?;
    Ok(id)
}

async fn add_row(tx: &mut Tx, review: LogReviewId, position: i64, row: &Drawn) -> Result<(), StoreError> {
    const SQL: &str = "insert into log_review_row (review_id, position, account_id, case_id, days, sampled, rules) \
        values ($1, $2, $3, $4, $5, $6, $7)";
    let days = serde_json::to_string(&row.days).map_err(|_| StoreError::Corrupt("log_review_row.days"))?;
    let rules = row.rules.iter().map(|rule| rule.code()).collect::<Vec<_>>();
    on!(tx, |c| sqlx::query(SQL)
        .bind(review.0)
        .bind(position)
        .bind(row.account.0)
        .bind(row.case.0)
        .bind(&days)
        .bind(row.sampled)
        .bind(rules.join(" "))
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

fn rules_of(codes: &str) -> Vec<Rule> {
    codes.split(' ').filter_map(Rule::from_code).collect()
}

fn in_unit(who: Who, unit: UnitId) -> Who {
    Who {
        unit: Some(unit),
        ..who
    }
}
