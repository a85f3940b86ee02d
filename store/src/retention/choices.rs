use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::CaseId;
use domain::retention::Sample;
use sqlx::FromRow;
use uuid::Uuid;

use crate::audit::{self, Entry};
use crate::db::{Tx, Who, on};
use crate::error::StoreError;

/// What kind of file a case belongs to, with what else its term depends on. Everything is checked by then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Id of the rule.
    pub class: String,
    /// The last entry of the file in the case system.
    pub file_last_entry: Option<NaiveDate>,
    /// When the matter ended.
    pub ended_on: Option<NaiveDate>,
    /// Whether it belongs to the research sample, where somebody has said so.
    pub in_sample: Option<bool>,
}

/// A choice as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// What was chosen.
    pub choice: Choice,
    /// Optimistic version, from 1.
    pub version: i64,
    /// Who chose it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// What became of saving a choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saved {
    /// It stands.
    Stored,
    /// Somebody else has chosen since; nothing was changed.
    Conflict(Chosen),
}

#[derive(FromRow)]
struct Row {
    class: String,
    file_last_entry: Option<NaiveDate>,
    ended_on: Option<NaiveDate>,
    in_sample: String,
    version: i64,
    by_name: String,
    decided_at: DateTime<Utc>,
}

impl From<Row> for Chosen {
    fn from(row: Row) -> Self {
        Self {
            choice: Choice {
                class: row.class,
                file_last_entry: row.file_last_entry,
                ended_on: row.ended_on,
                in_sample: match row.in_sample.as_str() {
                    "in" => Some(true),
                    "out" => Some(false),
                    _ => None,
                },
            },
            version: row.version,
            by: row.by_name,
            at: row.decided_at,
        }
    }
}

/// What somebody has chosen for a case; none where nobody has.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn chosen(tx: &mut Tx, case: CaseId) -> Result<Option<Chosen>, StoreError> {
    const SQL: &str = "select r.class, r.file_last_entry, r.ended_on, r.in_sample, r.version, a.name as by_name, r.decided_at \
        from case_retention r join account a on a.id = r.decided_by where r.case_id = $1";
    let row: Option<Row> = on!(tx, |c| sqlx::query_as(SQL).bind(case.0).fetch_optional(c).await)?;
    Ok(row.map(Chosen::from))
}

/// Stores a choice over the one of `version`; 0 where there was none. It is no entry in the case, so the case is not touched.
///
/// # Errors
/// [`StoreError::NotFound`] for an unknown case.
pub async fn choose(
    tx: &mut Tx,
    who: Who,
    case: CaseId,
    version: i64,
    choice: &Choice,
) -> Result<Saved, StoreError> {
    const ADD: &str = "insert into case_retention (case_id, class, file_last_entry, ended_on, in_sample, decided_by, decided_at) \
        values ($1, $2, $3, $4, $5, $6, $7)";
    const CHANGE: &str = "update case_retention set class = $2, file_last_entry = $3, ended_on = $4, in_sample = $5, decided_by = $6, \
        decided_at = $7, version = version + 1 where case_id = $1 and version = $8";
    let by = who.account.ok_or(StoreError::State)?;
    // Holds the case, so that nobody purges it at the same moment and two who choose do not meet.
    crate::cases::hold(tx, case).await?;
    if let Some(theirs) = chosen(tx, case).await?
        && theirs.version != version
    {
        return Ok(Saved::Conflict(theirs));
    }
    let in_sample = match choice.in_sample {
        Some(true) => "in",
        Some(false) => "out",
        None => "",
    };
    macro_rules! bound {
        ($sql:expr) => {
            sqlx::query($sql)
                .bind(case.0)
                .bind(&choice.class)
                .bind(choice.file_last_entry)
                .bind(choice.ended_on)
                .bind(in_sample)
                .bind(by.0)
                .bind(who.now)
        };
    }
    if version == 0 {
        on!(tx, |c| bound!(ADD).execute(c).await.map(|_| ()))?;
    } else {
        let changed = on!(tx, |c| bound!(CHANGE)
            .bind(version)
            .execute(c)
            .await
            .map(|r| r.rows_affected()))?;
        if changed == 0 {
            return Err(StoreError::Stale);
        }
    }
    let entry = Entry::in_case("saved", "retention", case.0, case).detail(&choice.class);
    audit::record(tx, who, entry).await?;
    Ok(Saved::Stored)
}

/// How the research sample is made, with who said so.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct SaidSample {
    /// Code of a [`Sample`].
    pub way: String,
    /// Days, where it goes by them.
    pub days: String,
    /// What it rests on.
    pub decision: String,
    /// Who said it.
    pub by_name: String,
    /// When.
    pub said_at: DateTime<Utc>,
}

impl SaidSample {
    /// What it says.
    #[must_use]
    pub fn sample(&self) -> Sample {
        Sample::from_parts(&self.way, &self.days).unwrap_or_default()
    }
}

/// How the research sample is made; none while nobody has said it.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn sample(tx: &mut Tx) -> Result<Option<SaidSample>, StoreError> {
    const SQL: &str = "select s.way, s.days, s.decision, a.name as by_name, s.said_at from research_sample s \
        join account a on a.id = s.said_by order by s.said_at desc, s.id desc limit 1";
    Ok(on!(tx, |c| sqlx::query_as(SQL).fetch_optional(c).await)?)
}

/// Says how the research sample is made. Earlier answers stay.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn set_sample(tx: &mut Tx, who: Who, sample: &Sample, decision: &str) -> Result<(), StoreError> {
    const SQL: &str = "insert into research_sample (id, way, days, decision, said_by, said_at) values ($1, $2, $3, $4, $5, $6)";
    let by = who.account.ok_or(StoreError::State)?;
    let id = Uuid::now_v7();
    on!(tx, |c| sqlx::query(SQL)
        .bind(id)
        .bind(sample.code())
        .bind(sample.days())
        .bind(decision)
        .bind(by.0)
        .bind(who.now)
        .execute(c)
        .await
        .map(|_| ()))?;
    let entry = Entry::about("saved", "research_sample", Some(id)).detail(sample.code());
    audit::record(tx, who, entry).await
}
