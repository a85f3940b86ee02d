use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use domain::assessments::Section;
use domain::dates;
use domain::figures::{Counts, FactLetter, Sex, Sources, facts};
use domain::ids::{AssessmentId, CaseId, ChildId, UnitId};
use domain::letters::LetterStatus;
use sqlx::types::Json;
use uuid::Uuid;

use crate::db::{Db, OpenOn, Tx, on};
use crate::error::StoreError;
use crate::{assessments, cases, children, sections};

/// Dimension, month, indicator, value.
type Key = (String, i32, String, String);
/// A key with its counts, as it is kept: dimension, month, indicator, value, yes, reason, no, outside.
type Increment = (String, i32, String, String, i64, i64, i64, i64);

fn increment((key, counts): (Key, Counts)) -> Increment {
    let (dimension, month, indicator, value) = key;
    let [yes, reason, no, outside] = counts.groups();
    (dimension, month, indicator, value, yes, reason, no, outside)
}

fn counts((dimension, month, indicator, value, yes, reason, no, outside): Increment) -> (Key, Counts) {
    let counts = Counts {
        yes,
        reason,
        no,
        outside,
    };
    ((dimension, month, indicator, value), counts)
}

tokio::task_local! {
    /// Set while many assessments are written at once.
    static LATER: ();
}

/// Runs `work` without counting: for whoever writes many assessments into an empty database and calls [`recount`] afterwards. Until then
/// the figures lack them.
pub async fn count_later<F: Future>(work: F) -> F::Output {
    LATER.scope((), work).await
}

/// What an assessment comes to, from its rows as they are now.
async fn counted_now(
    tx: &mut Tx,
    id: AssessmentId,
) -> Result<(UnitId, Option<NaiveDate>, BTreeMap<Key, Counts>), StoreError> {
    let case = cases::case_of(tx, id).await?;
    let assessment = assessments::assessment(tx, id).await?;
    let stored = sections::sections(tx, id).await?;
    // The day matters only for ages, and these are worked out from the day of the decision.
    let today = assessment.decided_on.unwrap_or_default();
    let mut material = assessments::material_of(tx, &case, &assessment, today, &stored).await?;
    if let Some(signed_at) = assessment.signed_at {
        // A child that came into the case afterwards is not one that the decision was about.
        let of_then = children_at(tx, case.id, signed_at).await?;
        material.children.retain(|child| of_then.contains(&child.id));
    }
    let sexes: BTreeMap<ChildId, Sex> = children::children(tx, case.id)
        .await?
        .into_iter()
        .map(|child| {
            (
                child.id,
                Sex::of_number(&child.form.number, assessment.created_at.date_naive()),
            )
        })
        .collect();
    let letters = owed(tx, id).await?;
    let mut all: BTreeMap<Key, Counts> = BTreeMap::new();
    let found = facts(&Sources {
        material: &material,
        decided_on: assessment.decided_on,
        sexes: &sexes,
        letters: &letters,
    });
    for fact in &found {
        for (dimension, value, counts) in fact.increments() {
            let key = (
                dimension.code().to_owned(),
                fact.month().0,
                fact.indicator.code().to_owned(),
                value.to_owned(),
            );
            *all.entry(key).or_default() += counts;
        }
    }
    let planned = material.section(Section::Question);
    Ok((case.unit, dates::parse(planned.text("planned_on")), all))
}

/// The children that were in a case at a moment.
async fn children_at(
    tx: &mut Tx,
    case: CaseId,
    moment: DateTime<Utc>,
) -> Result<BTreeSet<ChildId>, StoreError> {
    const SQL: &str = "select id from child where case_id = $1 and created_at <= $2 limit 100";
    let ids: Vec<Uuid> = on!(tx, |c| sqlx::query_scalar(SQL)
        .bind(case.0)
        .bind(moment)
        .fetch_all(c)
        .await)?;
    Ok(ids.into_iter().map(ChildId).collect())
}

/// The answers that an assessment's children are owed.
async fn owed(tx: &mut Tx, id: AssessmentId) -> Result<Vec<FactLetter>, StoreError> {
    const SQL: &str = "select child_id, status, due_on, given_on from letter \
        where assessment_id = $1 and kind = 'feedback' and due_on is not null order by id limit 60";
    let rows: Vec<(Uuid, String, NaiveDate, Option<NaiveDate>)> =
        on!(tx, |c| sqlx::query_as(SQL).bind(id.0).fetch_all(c).await)?;
    rows.into_iter()
        .map(|(child, status, due_on, given_on)| {
            Ok(FactLetter {
                child: ChildId(child),
                status: LetterStatus::from_code(&status).ok_or(StoreError::Corrupt("letter.status"))?,
                due_on,
                given_on,
            })
        })
        .collect()
}

async fn counted_before(tx: &mut Tx, id: AssessmentId) -> Result<BTreeMap<Key, Counts>, StoreError> {
    const SQL: &str = "select increments from counted where assessment_id = $1";
    let row: Option<Json<Vec<Increment>>> =
        on!(tx, |c| sqlx::query_scalar(SQL).bind(id.0).fetch_optional(c).await)?;
    Ok(row.map_or_else(BTreeMap::new, |row| row.0.into_iter().map(counts).collect()))
}

/// Brings the figures up to date with one assessment. Whatever changes what it counts for calls this in the same transaction, after the
/// change.
///
/// # Errors
/// [`StoreError::NotFound`] for an unknown assessment.
pub async fn refresh(tx: &mut Tx, id: AssessmentId) -> Result<(), StoreError> {
    // First, so that whoever counts the same assessment at the same moment waits and then sees this change.
    const HOLD: &str = "update assessment set planned_on = planned_on where id = $1";
    const PLANNED: &str = "update assessment set planned_on = $2 where id = $1";
    const KEEP: &str = "insert into counted (assessment_id, increments) values ($1, $2) \
        on conflict (assessment_id) do update set increments = excluded.increments";
    if LATER.try_with(|()| ()).is_ok() {
        return Ok(());
    }
    on!(tx, |c| sqlx::query(HOLD).bind(id.0).execute(c).await.map(|_| ()))?;
    let (unit, planned, now) = counted_now(tx, id).await?;
    on!(tx, |c| sqlx::query(PLANNED)
        .bind(id.0)
        .bind(planned)
        .execute(c)
        .await
        .map(|_| ()))?;
    let before = counted_before(tx, id).await?;
    if before == now {
        return Ok(());
    }
    let keys: BTreeSet<&Key> = now.keys().chain(before.keys()).collect();
    let of = |all: &BTreeMap<Key, Counts>, key: &Key| all.get(key).copied().unwrap_or_default();
    let changes: Vec<(Key, Counts)> = keys
        .into_iter()
        .map(|key| (key.clone(), of(&now, key) - of(&before, key)))
        .filter(|(_, counts)| !counts.is_zero())
        .collect();
    add(tx, unit, changes).await?;
    let kept: Vec<Increment> = now.into_iter().map(increment).collect();
    on!(tx, |c| sqlx::query(KEEP)
        .bind(id.0)
        .bind(Json(&kept))
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// The same for every signed assessment of a case: something about one of its children was corrected.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn refresh_case(tx: &mut Tx, case: CaseId) -> Result<(), StoreError> {
    const SQL: &str = "select id from assessment where case_id = $1 and status in ('signed', 'closed') order by id limit 100";
    let ids: Vec<Uuid> = on!(tx, |c| sqlx::query_scalar(SQL).bind(case.0).fetch_all(c).await)?;
    for id in ids {
        refresh(tx, AssessmentId(id)).await?;
    }
    Ok(())
}

macro_rules! add_from {
    ($elements:literal) => {
        concat!(
            "insert into tally (unit_id, dimension, month, indicator, value, yes, reason, no, outside) ",
            "select $2, j.value->>0, cast(j.value->>1 as bigint), j.value->>2, j.value->>3, cast(j.value->>4 as bigint), ",
            "cast(j.value->>5 as bigint), cast(j.value->>6 as bigint), cast(j.value->>7 as bigint) from ",
            $elements,
            " where true on conflict (dimension, month, unit_id, indicator, value) do update set yes = tally.yes + excluded.yes, ",
            "reason = tally.reason + excluded.reason, no = tally.no + excluded.no, outside = tally.outside + excluded.outside"
        )
    };
}

/// Adds to the tally, all in one statement, always in the same order of rows, so that two who add do not wait for each other for ever.
async fn add(tx: &mut Tx, unit: UnitId, changes: Vec<(Key, Counts)>) -> Result<(), StoreError> {
    let changes: Vec<Increment> = changes.into_iter().map(increment).collect();
    match &mut tx.on {
        OpenOn::Sqlite(c) => {
            const SQL: &str = add_from!("json_each($1) j");
            sqlx::query(SQL)
                .bind(Json(&changes))
                .bind(unit.0)
                .execute(&mut **c)
                .await?;
        }
        OpenOn::Postgres(c) => {
            const SQL: &str = add_from!("jsonb_array_elements($1) as j(value)");
            sqlx::query(SQL)
                .bind(Json(&changes))
                .bind(unit.0)
                .execute(&mut **c)
                .await?;
        }
    }
    Ok(())
}

/// Assessments of one transaction of a recount.
const TOGETHER: i64 = 200;

/// Counts every assessment that was never counted: those that an older program wrote. `progress` is told how many are done.
///
/// # Errors
/// [`StoreError::Database`]; what was counted by then stays counted, and a second call goes on.
pub async fn recount(db: &Db, mut progress: impl FnMut(u64)) -> Result<u64, StoreError> {
    // From where the last round ended, or each round would look at everything again.
    const MISSING: &str = "select s.id from assessment s where s.id > $2 \
        and not exists (select 1 from counted n where n.assessment_id = s.id) order by s.id limit $1";
    let mut done = 0;
    let mut after = Uuid::nil();
    loop {
        let (last, counted) = db
            .write(move |tx| {
                Box::pin(async move {
                    let ids: Vec<Uuid> = on!(tx, |c| sqlx::query_scalar(MISSING)
                        .bind(TOGETHER)
                        .bind(after)
                        .fetch_all(c)
                        .await)
                    .map_err(StoreError::from)?;
                    for id in &ids {
                        refresh(tx, AssessmentId(*id)).await?;
                        mark(tx, AssessmentId(*id)).await?;
                    }
                    Ok::<_, StoreError>((ids.last().copied(), u64::try_from(ids.len()).unwrap_or(0)))
                })
            })
            .await?;
        let Some(last) = last else {
            return Ok(done);
        };
        after = last;
        done += counted;
        progress(done);
    }
}

/// Remembers that an assessment was looked at, also where it counts for nothing.
async fn mark(tx: &mut Tx, id: AssessmentId) -> Result<(), StoreError> {
    const SQL: &str = "insert into counted (assessment_id, increments) values ($1, $2) on conflict (assessment_id) do nothing";
    on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(Json(Vec::<Increment>::new()))
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}
