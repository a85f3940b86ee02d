use chrono::{DateTime, Utc};
use domain::audit::{DayOpenings, Rule, Verdict, VerdictForm};
use domain::ids::{AccountId, CaseId, LogReviewId};
use sqlx::FromRow;
use uuid::Uuid;

use super::{Review, Row, in_unit, rules_of};
use crate::audit::{self, Entry};
use crate::db::{Tx, Who, on};
use crate::error::StoreError;

/// A row of a review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewRow {
    /// Its number in the review, from 1.
    pub position: i64,
    /// Who opened.
    pub account: AccountId,
    /// That person's name.
    pub name: String,
    /// That person's title at work.
    pub title: String,
    /// Which case.
    pub case: CaseId,
    /// What may be shown of it; `None` where it is purged.
    pub shown: Option<CaseShown>,
    /// Day by day.
    pub days: Vec<DayOpenings>,
    /// Whether it is in the random sample.
    pub sampled: bool,
    /// The rules that point at it.
    pub rules: Vec<Rule>,
    /// What the reviewer came to; no verdict where nobody has.
    pub verdict: Option<Verdict>,
    /// The reviewer's note.
    pub note: String,
    /// What the person was asked and answered.
    pub asked: String,
    /// Who judged it.
    pub judged_by: String,
    /// When.
    pub judged_at: Option<DateTime<Utc>>,
    /// Optimistic version, 0 until somebody judges.
    pub version: i64,
}

impl ReviewRow {
    /// The verdict as it stands in the form.
    #[must_use]
    pub fn form(&self) -> VerdictForm {
        VerdictForm {
            verdict: self.verdict.map_or("", Verdict::code).to_owned(),
            note: self.note.clone(),
            asked: self.asked.clone(),
        }
    }
}

/// What a review shows of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseShown {
    /// Its number.
    pub number: String,
    /// The name of whom it is about; `None` where somebody in it has a protected identity.
    pub subject: Option<String>,
    /// Who answers for it now.
    pub owner: String,
}

#[derive(FromRow)]
struct Stored {
    position: i64,
    account_id: Uuid,
    name: String,
    title: String,
    case_id: Uuid,
    number: Option<String>,
    subject_name: Option<String>,
    protected: Option<bool>,
    owner_name: Option<String>,
    days: String,
    sampled: bool,
    rules: String,
    verdict: Option<String>,
    note: String,
    asked: String,
    judged_by: Option<String>,
    judged_at: Option<DateTime<Utc>>,
    version: i64,
}

impl TryFrom<Stored> for ReviewRow {
    type Error = StoreError;

    fn try_from(row: Stored) -> Result<Self, StoreError> {
        let shown = row.number.map(|number| CaseShown {
            number,
            subject: row.subject_name.filter(|_| row.protected == Some(false)),
            owner: row.owner_name.unwrap_or_default(),
        });
        Ok(Self {
            position: row.position,
            account: AccountId(row.account_id),
            name: row.name,
            title: row.title,
            case: CaseId(row.case_id),
            shown,
            days: serde_json::from_str(&row.days).map_err(|_| StoreError::Corrupt("log_review_row.days"))?,
            sampled: row.sampled,
            rules: rules_of(&row.rules),
            verdict: row.verdict.as_deref().and_then(Verdict::from_code),
            note: row.note,
            asked: row.asked,
            judged_by: row.judged_by.unwrap_or_default(),
            judged_at: row.judged_at,
            version: row.version,
        })
    }
}

/// A review. The caller asks `may(…)` about its unit, or about what lies above for the managers' part.
///
/// # Errors
/// [`StoreError::NotFound`].
pub async fn review(tx: &mut Tx, id: LogReviewId) -> Result<Review, StoreError> {
    const SQL: &str = "select v.id, v.unit_id, v.month, v.part, v.seed, v.openings, v.pairs, v.people, v.left_out, \
        d.name as drawn_by, v.drawn_at, s.name as signed_by, v.signed_at from log_review v \
        join account d on d.id = v.drawn_by left join account s on s.id = v.signed_by where v.id = $1";
    on!(tx, |c| sqlx::query_as::<_, Row>(SQL)
        .bind(id.0)
        .fetch_one(c)
        .await)?
    .try_into()
}

/// Tells the trail that somebody read a review: reading the log is logged, too.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn note_opened(tx: &mut Tx, who: Who, review: &Review) -> Result<(), StoreError> {
    let entry = Entry::about("read", "log_review", Some(review.id.0));
    audit::record(tx, in_unit(who, review.unit), entry).await
}

/// The rows of a review, in order.
///
/// # Errors
/// [`StoreError::Corrupt`] where the days cannot be read.
pub async fn rows(tx: &mut Tx, id: LogReviewId) -> Result<Vec<ReviewRow>, StoreError> {
    const SQL: &str = "select w.position, w.account_id, a.name, a.title, w.case_id, k.number, k.subject_name, k.protected, \
        o.name as owner_name, w.days, w.sampled, w.rules, w.verdict, w.note, w.asked, j.name as judged_by, w.judged_at, w.version \
        from log_review_row w join account a on a.id = w.account_id left join account j on j.id = w.judged_by \
        left join case_file k on k.id = w.case_id left join account o on o.id = k.owner_id \
        where w.review_id = $1 order by w.position limit 200";
    let found: Vec<Stored> = on!(tx, |c| sqlx::query_as(SQL).bind(id.0).fetch_all(c).await)?;
    found.into_iter().map(ReviewRow::try_from).collect()
}
