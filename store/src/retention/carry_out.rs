use std::fmt::Write as _;

use chrono::Duration;
use domain::ids::{CaseId, PurgeId};
use domain::retention::{Kept, Verdict};
use ring::digest::{SHA256, digest};
use sqlx::types::Json;
use uuid::Uuid;

use super::batches::{Item, ItemState, Purge, PurgeState, items, purge};
use super::choices::sample;
use super::facts::standing;
use crate::audit::{self, Entry};
use crate::db::{Db, Pools, Tx, Who, on};
use crate::error::StoreError;

/// Removes the rows of the case's assessments.
macro_rules! in_assessments {
    ($table:literal) => {
        concat!(
            "delete from ",
            $table,
            " where assessment_id in (select a.id from assessment a where a.case_id = $1)"
        )
    };
}

/// Removes the rows of the case itself.
macro_rules! in_case {
    ($table:literal) => {
        concat!("delete from ", $table, " where case_id = $1")
    };
}

/// Everything of a case, table by table, what points at others first. A test compares with the foreign keys of both engines.
const REMOVED: &[(&str, &str)] = &[
    (
        "remark",
        "delete from remark where review_id in (select r.id from review r join assessment a on a.id = r.assessment_id where a.case_id = $1)",
    ),
    ("review", in_assessments!("review")),
    ("kept_version", in_assessments!("kept_version")),
    ("annotation", in_assessments!("annotation")),
    ("disclosure", in_assessments!("disclosure")),
    ("attachment", in_assessments!("attachment")),
    ("counted", in_assessments!("counted")),
    ("participation_note", in_assessments!("participation_note")),
    (
        "letter_version",
        "delete from letter_version where letter_id in (select l.id from letter l join assessment a on a.id = l.assessment_id where a.case_id = $1)",
    ),
    ("letter", in_assessments!("letter")),
    ("measure", in_assessments!("measure")),
    ("section", in_assessments!("section")),
    ("assessment", in_case!("assessment")),
    (
        "child_guardian",
        "delete from child_guardian where child_id in (select b.id from child b where b.case_id = $1) \
         or guardian_id in (select g.id from guardian g where g.case_id = $1)",
    ),
    ("guardian", in_case!("guardian")),
    ("child", in_case!("child")),
    ("name_word", in_case!("name_word")),
    ("opened_case", in_case!("opened_case")),
    ("emergency_access", in_case!("emergency_access")),
    ("retention_hold", in_case!("retention_hold")),
    ("case_retention", in_case!("case_retention")),
    ("extract_case", in_case!("extract_case")),
    ("case_file", "delete from case_file where id = $1"),
];

/// The tables that a purge empties of a case.
pub fn purged_tables() -> impl Iterator<Item = &'static str> {
    REMOVED.iter().map(|(table, _)| *table)
}

/// Why a case of an approved batch was kept all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeptBecause {
    /// A hold was placed since.
    Held,
    /// Something was written in it since.
    Changed,
    /// It is not due any more, for any other reason.
    NotDue,
    /// It is gone.
    Gone,
}

impl KeptBecause {
    /// The code in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Changed => "changed",
            Self::NotDue => "not_due",
            Self::Gone => "gone",
        }
    }

    /// The reason of a code, or none.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Held, Self::Changed, Self::NotDue, Self::Gone]
            .into_iter()
            .find(|r| r.code() == code)
    }
}

/// What became of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is gone, with so many rows.
    Purged(i64),
    /// It was kept.
    Kept(KeptBecause),
}

/// Purges one case of an approved batch: looks at it anew, and removes every row of it, or says why it is kept. One transaction a case,
/// so that a batch that is interrupted goes on where it was.
///
/// # Errors
/// [`StoreError::State`] when the batch is not approved; [`StoreError::NotFound`] when the case does not wait in it.
pub async fn carry_out(tx: &mut Tx, who: Who, id: PurgeId, case: CaseId) -> Result<Outcome, StoreError> {
    let batch = purge(tx, id).await?;
    if batch.state != PurgeState::Approved {
        return Err(StoreError::State);
    }
    let item = items(tx, id)
        .await?
        .into_iter()
        .find(|item| item.case == case && item.state == ItemState::Waiting)
        .ok_or(StoreError::NotFound)?;
    let outcome = match obstacle(tx, who, &item).await? {
        Some(reason) => {
            keep(tx, who, id, &item, reason).await?;
            Outcome::Kept(reason)
        }
        None => Outcome::Purged(remove(tx, who, &batch, item).await?),
    };
    Ok(outcome)
}

/// What has come between the proposal and now.
async fn obstacle(tx: &mut Tx, who: Who, item: &Item) -> Result<Option<KeptBecause>, StoreError> {
    match crate::cases::hold(tx, item.case).await {
        Err(StoreError::NotFound) => return Ok(Some(KeptBecause::Gone)),
        other => other?,
    }
    let how = sample(tx).await?.map(|said| said.sample()).unwrap_or_default();
    let found = standing(tx, item.case, &how, who.today).await?;
    Ok(match found.verdict {
        Verdict::Kept(Kept::Hold) => Some(KeptBecause::Held),
        _ if found.last_entry_at != item.last_entry_at => Some(KeptBecause::Changed),
        Verdict::Due { rule, since, .. } if rule == item.rule && since == item.due_since => None,
        _ => Some(KeptBecause::NotDue),
    })
}

async fn keep(
    tx: &mut Tx,
    who: Who,
    id: PurgeId,
    item: &Item,
    reason: KeptBecause,
) -> Result<(), StoreError> {
    const SQL: &str = "update purge_item set state = 'kept', reason = $3, ended_at = $4 where purge_id = $1 and case_id = $2";
    on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(item.case.0)
        .bind(reason.code())
        .bind(who.now)
        .execute(c)
        .await
        .map(|_| ()))?;
    let who = Who {
        unit: Some(item.unit),
        ..who
    };
    let entry = Entry::in_case("kept", "purge", id.0, item.case).detail(reason.code());
    audit::record(tx, who, entry).await
}

async fn remove(tx: &mut Tx, who: Who, batch: &Purge, mut item: Item) -> Result<i64, StoreError> {
    const BEGIN: &str = "insert into purge_under_way (case_id, purge_id) values ($1, $2)";
    const END: &str = "delete from purge_under_way where case_id = $1";
    const SQL: &str = "update purge_item set state = 'purged', ended_at = $3, counts = $4, digest = $5 where purge_id = $1 and case_id = $2";
    let case = item.case;
    on!(tx, |c| sqlx::query(BEGIN)
        .bind(case.0)
        .bind(batch.id.0)
        .execute(c)
        .await
        .map(|_| ()))?;
    item.counts = Vec::with_capacity(REMOVED.len());
    for (table, sql) in REMOVED {
        let rows = on!(tx, |c| sqlx::query(*sql)
            .bind(case.0)
            .execute(c)
            .await
            .map(|r| r.rows_affected()))?;
        item.counts
            .push(((*table).to_owned(), i64::try_from(rows).unwrap_or(i64::MAX)));
    }
    on!(tx, |c| sqlx::query(END).bind(case.0).execute(c).await.map(|_| ()))?;
    forget_searches(tx, who).await?;
    item.ended_at = Some(who.now);
    let rows: i64 = item.counts.iter().map(|(_, n)| n).sum();
    let sum = fingerprint(batch, &item);
    on!(tx, |c| sqlx::query(SQL)
        .bind(batch.id.0)
        .bind(case.0)
        .bind(who.now)
        .bind(Json(&item.counts))
        .bind(sum.as_slice())
        .execute(c)
        .await
        .map(|_| ()))?;
    let who = Who {
        unit: Some(item.unit),
        ..who
    };
    let detail = format!("{} rows={rows} sha256={}", item.rule, hex(&sum));
    let entry = Entry::in_case("purged", "purge", batch.id.0, case).detail(&detail);
    audit::record(tx, who, entry).await?;
    Ok(rows)
}

/// What people searched for may be the name of somebody who is purged; a search is of use for hours at most.
async fn forget_searches(tx: &mut Tx, who: Who) -> Result<(), StoreError> {
    const SQL: &str = "delete from search where created_at < $1";
    let old = who.now - Duration::hours(12);
    on!(tx, |c| sqlx::query(SQL).bind(old).execute(c).await.map(|_| ()))?;
    Ok(())
}

/// SHA-256 over everything that a row of a batch says of a purged case.
fn fingerprint(batch: &Purge, item: &Item) -> Vec<u8> {
    // Microseconds are what both engines keep.
    let micros = |at: Option<chrono::DateTime<chrono::Utc>>| at.map_or(0, |at| at.timestamp_micros());
    let approved = batch.approved_by.map(|a| a.to_string()).unwrap_or_default();
    let mut text = format!(
        "ogonhojd purge 1\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{approved}\n",
        batch.id,
        item.case,
        item.number,
        item.unit,
        item.kind.code(),
        item.rule,
        micros(Some(item.last_entry_at)),
        item.due_since,
        item.done_by,
        micros(item.ended_at),
        batch.proposed_by,
    );
    for (table, rows) in &item.counts {
        // Writing to a string does not fail.
        let _ = writeln!(text, "{table}={rows}");
    }
    digest(&SHA256, text.as_bytes()).as_ref().to_vec()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// How many purged cases of a batch are as the sealed trail says, of how many. What is different was changed afterwards.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn vouched(tx: &mut Tx, batch: &Purge, items: &[Item]) -> Result<(usize, usize), StoreError> {
    const SQL: &str = "select case_id, detail from audit where object_kind = 'purge' and object_id = $1 and action = 'purged' \
        and case_id in (select case_id from purge_item where purge_id = $1)";
    let rows: Vec<(Uuid, String)> = on!(tx, |c| sqlx::query_as(SQL).bind(batch.id.0).fetch_all(c).await)?;
    let purged = items.iter().filter(|item| item.state == ItemState::Purged);
    let (mut right, mut all) = (0, 0);
    for item in purged {
        all += 1;
        let end = format!("sha256={}", hex(&fingerprint(batch, item)));
        if rows
            .iter()
            .any(|(case, detail)| *case == item.case.0 && detail.ends_with(&end))
        {
            right += 1;
        }
    }
    Ok((right, all))
}

/// After a batch: on SQLite, what the write-ahead log still holds of the removed rows goes into the file and the log is emptied.
/// PostgreSQL overwrites removed rows when it vacuums, in its own time.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn settle(db: &Db) -> Result<(), StoreError> {
    match db.pools() {
        Pools::Sqlite { write, .. } => {
            sqlx::query("pragma wal_checkpoint(truncate)")
                .execute(write)
                .await?;
        }
        Pools::Postgres(_) => {}
    }
    Ok(())
}
