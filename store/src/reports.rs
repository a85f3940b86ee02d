//! Follow-up and status reports: what was asked for, what somebody wrote in them, and what a final one said. The figures of a draft are
//! put together when it is read.

use chrono::{DateTime, Utc};
use domain::fields::Fields;
use domain::figures::Period;
use domain::ids::{AccountId, ReportId, UnitId};
use domain::language::Language;
use domain::organisation::UnitPath;
use domain::reports::{Report, ReportKind, ReportState};
use sqlx::FromRow;
use sqlx::types::Json;
use uuid::Uuid;

use crate::audit::{self, Entry};
use crate::db::{Tx, Who, on, refusal};
use crate::error::StoreError;

/// A report as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredReport {
    /// The report.
    pub id: ReportId,
    /// Which kind.
    pub kind: ReportKind,
    /// What it is about.
    pub unit: UnitId,
    /// Its place in the tree, for `may(…)`.
    pub path: UnitPath,
    /// Its name.
    pub unit_name: String,
    /// The period.
    pub period: Period,
    /// The one that it is compared with.
    pub against: Option<Period>,
    /// The language that it is written in.
    pub language: Language,
    /// Whether it may still change.
    pub state: ReportState,
    /// What somebody wrote in it, by section.
    pub texts: Fields,
    /// What it said when it was made final.
    pub kept: Option<Report>,
    /// Optimistic version.
    pub version: i64,
    /// Who saved it last.
    pub saved_by: String,
    /// When.
    pub saved_at: DateTime<Utc>,
    /// When it was made final.
    pub final_at: Option<DateTime<Utc>>,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    kind: String,
    unit_id: Uuid,
    path: String,
    unit_name: String,
    period: String,
    against: String,
    language: String,
    state: String,
    texts: Json<Fields>,
    kept: Option<Json<Report>>,
    version: i64,
    saved_by: String,
    updated_at: DateTime<Utc>,
    final_at: Option<DateTime<Utc>>,
}

impl TryFrom<Row> for StoredReport {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: ReportId(row.id),
            kind: ReportKind::from_code(&row.kind).ok_or(StoreError::Corrupt("report.kind"))?,
            unit: UnitId(row.unit_id),
            path: UnitPath(row.path),
            unit_name: row.unit_name,
            period: Period::from_code(&row.period).ok_or(StoreError::Corrupt("report.period"))?,
            against: Period::from_code(&row.against),
            language: Language::from_code(&row.language).ok_or(StoreError::Corrupt("report.language"))?,
            state: if row.state == ReportState::Final.code() {
                ReportState::Final
            } else {
                ReportState::Draft
            },
            texts: row.texts.0,
            kept: row.kept.map(|kept| kept.0),
            version: row.version,
            saved_by: row.saved_by,
            saved_at: row.updated_at,
            final_at: row.final_at,
        })
    }
}

macro_rules! reports_where {
    ($where:literal) => {
        concat!(
            "select r.id, r.kind, r.unit_id, u.path, u.name as unit_name, r.period, r.against, r.language, r.state, r.texts, r.kept, r.version, ",
            "a.name as saved_by, r.updated_at, r.final_at from report r join unit u on u.id = r.unit_id join account a on a.id = r.updated_by where ",
            $where
        )
    };
}

/// One report. The caller asks `may(…)` about its unit.
///
/// # Errors
/// [`StoreError::NotFound`].
pub async fn report(tx: &mut Tx, id: ReportId) -> Result<StoredReport, StoreError> {
    const SQL: &str = reports_where!("r.id = $1");
    on!(tx, |c| sqlx::query_as::<_, Row>(SQL)
        .bind(id.0)
        .fetch_one(c)
        .await)?
    .try_into()
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportLine {
    /// The report.
    pub id: ReportId,
    /// Which kind.
    pub kind: ReportKind,
    /// What it is about.
    pub unit_name: String,
    /// The period.
    pub period: Period,
    /// Whether it may still change.
    pub state: ReportState,
    /// Who saved it last.
    pub saved_by: String,
    /// When.
    pub saved_at: DateTime<Utc>,
}

/// The reports about units that a person manages, represents or follows: drafts first, then the newest; and how many there are in all.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn reports(
    tx: &mut Tx,
    account: AccountId,
    most: i64,
) -> Result<(Vec<ReportLine>, i64), StoreError> {
    const SCOPE: &str = "select count(*) from report r where r.unit_id in \
        (select unit_id from reach where account_id = $1 and role in ('manager', 'representative', 'coordinator'))";
    const SQL: &str = "select r.id, r.kind, u.name, r.period, r.state, a.name as saved_by, r.updated_at from report r \
        join unit u on u.id = r.unit_id join account a on a.id = r.updated_by where r.unit_id in \
        (select unit_id from reach where account_id = $1 and role in ('manager', 'representative', 'coordinator')) \
        order by case r.state when 'draft' then 0 else 1 end, r.updated_at desc, r.id limit $2";
    type Line = (Uuid, String, String, String, String, String, DateTime<Utc>);
    let all: i64 = on!(tx, |c| sqlx::query_scalar(SCOPE)
        .bind(account.0)
        .fetch_one(c)
        .await)?;
    let rows: Vec<Line> = on!(tx, |c| sqlx::query_as(SQL)
        .bind(account.0)
        .bind(most)
        .fetch_all(c)
        .await)?;
    let line = |(id, kind, unit_name, period, state, saved_by, saved_at): Line| {
        Ok(ReportLine {
            id: ReportId(id),
            kind: ReportKind::from_code(&kind).ok_or(StoreError::Corrupt("report.kind"))?,
            unit_name,
            period: Period::from_code(&period).ok_or(StoreError::Corrupt("report.period"))?,
            state: if state == ReportState::Final.code() {
                ReportState::Final
            } else {
                ReportState::Draft
            },
            saved_by,
            saved_at,
        })
    };
    Ok((
        rows.into_iter().map(line).collect::<Result<_, StoreError>>()?,
        all,
    ))
}

/// A report to be begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewReport {
    /// Which kind.
    pub kind: ReportKind,
    /// About what.
    pub unit: UnitId,
    /// The period.
    pub period: Period,
    /// The one that it is compared with.
    pub against: Option<Period>,
    /// The language that it is written in.
    pub language: Language,
}

/// Begins a draft.
///
/// # Errors
/// [`StoreError::NotFound`] for an unknown unit.
pub async fn begin(tx: &mut Tx, who: Who, new: &NewReport) -> Result<ReportId, StoreError> {
    const SQL: &str = "insert into report (id, kind, unit_id, period, against, language, texts, made_by, made_at, updated_by, updated_at) \
        select $1, $2, u.id, $4, $5, $6, $7, $8, $9, $8, $9 from unit u where u.id = $3";
    let id = ReportId(Uuid::now_v7());
    let added = on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(new.kind.code())
        .bind(new.unit.0)
        .bind(new.period.code())
        .bind(new.against.map(Period::code).unwrap_or_default())
        .bind(new.language.code())
        .bind(Json(Fields::default()))
        .bind(who.account.map_or_else(Uuid::nil, |a| a.0))
        .bind(who.now)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if added == 0 {
        return Err(StoreError::NotFound);
    }
    record(tx, who, new.unit, "created", id).await?;
    Ok(id)
}

async fn record(tx: &mut Tx, who: Who, unit: UnitId, action: &str, id: ReportId) -> Result<(), StoreError> {
    let who = Who {
        unit: Some(unit),
        ..who
    };
    audit::record(tx, who, Entry::about(action, "report", Some(id.0))).await
}

/// What became of a save.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saved {
    /// Stored; the new version.
    Stored(i64),
    /// Somebody else saved since; the report as they left it. Nothing was changed.
    Conflict(Box<StoredReport>),
}

/// Saves what somebody wrote if nobody else has saved since `version`. Saving the very same texts again is no change and no conflict.
///
/// # Errors
/// [`StoreError::NotFound`]; [`StoreError::State`] when the report is final.
pub async fn save_texts(
    tx: &mut Tx,
    who: Who,
    id: ReportId,
    version: i64,
    texts: &Fields,
) -> Result<Saved, StoreError> {
    const SQL: &str = "update report set texts = $3, updated_by = $4, updated_at = $5, version = version + 1 \
        where id = $1 and version = $2 and state = 'draft'";
    let current = report(tx, id).await?;
    if current.state == ReportState::Final {
        return Err(StoreError::State);
    }
    if current.texts == *texts {
        return Ok(Saved::Stored(current.version));
    }
    let changed = on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(version)
        .bind(Json(texts))
        .bind(who.account.map_or_else(Uuid::nil, |a| a.0))
        .bind(who.now)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if changed == 0 {
        return Ok(Saved::Conflict(Box::new(report(tx, id).await?)));
    }
    record(tx, who, current.unit, "saved", id).await?;
    Ok(Saved::Stored(version + 1))
}

/// Makes a draft final, with all that it says on this day.
///
/// # Errors
/// [`StoreError::NotFound`]; [`StoreError::Stale`] when it is final already or `version` is not the stored one.
pub async fn make_final(
    tx: &mut Tx,
    who: Who,
    (id, version): (ReportId, i64),
    kept: &Report,
) -> Result<(), StoreError> {
    const SQL: &str = "update report set state = 'final', kept = $3, final_by = $4, final_at = $5, updated_by = $4, updated_at = $5, \
        version = version + 1 where id = $1 and version = $2 and state = 'draft'";
    const THERE: &str = "select count(*) from report where id = $1 and id <> $2";
    let unit = report(tx, id).await?.unit;
    let changed = on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(version)
        .bind(Json(kept))
        .bind(who.account.map_or_else(Uuid::nil, |a| a.0))
        .bind(who.now)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if changed == 0 {
        return Err(refusal(tx, THERE, [id.0, Uuid::nil()], StoreError::Stale).await);
    }
    record(tx, who, unit, "finalised", id).await
}

/// Removes a draft with its exports.
///
/// # Errors
/// [`StoreError::NotFound`]; [`StoreError::State`] when it is final.
pub async fn remove(tx: &mut Tx, who: Who, id: ReportId) -> Result<(), StoreError> {
    const SQL: &str = "delete from report where id = $1 and state = 'draft'";
    let unit = report(tx, id).await?.unit;
    let removed = on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if removed == 0 {
        return Err(StoreError::State);
    }
    record(tx, who, unit, "removed", id).await
}
