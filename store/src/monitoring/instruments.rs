use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::InstrumentId;
use domain::monitoring::{Instrument, InstrumentKind, own_instrument, read_instrument, write_instrument};
use sqlx::FromRow;
use uuid::Uuid;

use crate::audit::{self, Entry};
use crate::db::{Tx, Who, on};
use crate::error::StoreError;

/// The most versions of a kind that are listed.
const MOST: i64 = 200;
/// The most that are kept parsed.
const MOST_PARSED: usize = 50;

/// Parsed instruments by row. Rows never change, so what was parsed once stays right.
static PARSED: LazyLock<Mutex<HashMap<Uuid, Arc<Instrument>>>> = LazyLock::new(Mutex::default);

/// A version as it stands in the list.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct PublishedInstrument {
    /// Its name.
    pub version: String,
    /// First day on which rounds are opened with it.
    pub effective_from: NaiveDate,
    /// Whether it came with the program.
    pub own: bool,
    /// What is new in it, in the publisher's words.
    pub note: String,
    /// Who published it.
    pub published_by: Option<String>,
    /// When.
    pub published_at: DateTime<Utc>,
    /// How many rounds are opened with it.
    pub used: i64,
}

/// A stored instrument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptInstrument {
    /// Its row.
    pub id: InstrumentId,
    /// The instrument.
    pub instrument: Arc<Instrument>,
}

/// Puts the program's own instruments among the versions, those that are not there yet: a later program brings others, and rounds that
/// were opened with these keep them.
///
/// # Errors
/// [`StoreError::Database`]; [`StoreError::Corrupt`] when one of them is not whole.
pub async fn keep_own(tx: &mut Tx, who: Who) -> Result<(), StoreError> {
    const KNOWN: &str = "select count(*) from instrument where kind = $1 and version = $2";
    for kind in InstrumentKind::ALL {
        let own = own_instrument(kind).ok_or(StoreError::Corrupt("instrument"))?;
        let known: i64 = on!(tx, |c| sqlx::query_scalar(KNOWN)
            .bind(kind.code())
            .bind(&own.version)
            .fetch_one(c)
            .await)?;
        if known > 0 {
            continue;
        }
        let source = write_instrument(own).map_err(|_| StoreError::Corrupt("instrument"))?;
        match insert(tx, who, own, &source, true, "").await {
            // Another instance that starts at the same moment was quicker.
            Ok(_) | Err(StoreError::State) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

async fn insert(
    tx: &mut Tx,
    who: Who,
    instrument: &Instrument,
    source: &str,
    own: bool,
    note: &str,
) -> Result<Uuid, StoreError> {
    const SQL: &str = "insert into instrument (id, kind, version, effective_from, source, own, note, published_by, published_at) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (kind, version) do nothing";
    let id = Uuid::now_v7();
    let made = on!(tx, |c| sqlx::query(SQL)
        .bind(id)
        .bind(instrument.kind.code())
        .bind(&instrument.version)
        .bind(instrument.effective_from)
        .bind(source)
        .bind(own)
        .bind(note)
        .bind(who.account.map(|a| a.0))
        .bind(who.now)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if made == 0 {
        return Err(StoreError::State);
    }
    Ok(id)
}

/// Publishes a version. The caller has read `source` with [`read_instrument`] and got `instrument`.
///
/// # Errors
/// [`StoreError::State`] when a version of this kind and name exists.
pub async fn publish(
    tx: &mut Tx,
    who: Who,
    instrument: &Instrument,
    source: &str,
    note: &str,
) -> Result<(), StoreError> {
    let id = insert(tx, who, instrument, source, false, note).await?;
    let detail = format!("{} {}", instrument.kind.code(), instrument.version);
    audit::record(
        tx,
        who,
        Entry::about("published", "instrument", Some(id)).detail(&detail),
    )
    .await
}

/// Every version of a kind, the one that takes effect last first.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn versions(tx: &mut Tx, kind: InstrumentKind) -> Result<Vec<PublishedInstrument>, StoreError> {
    const SQL: &str = "select i.version, i.effective_from, i.own, i.note, a.name as published_by, i.published_at, \
        (select count(*) from monitoring_round r where r.instrument_id = i.id) as used \
        from instrument i left join account a on a.id = i.published_by where i.kind = $1 \
        order by i.effective_from desc, i.published_at desc, i.id desc limit $2";
    Ok(on!(tx, |c| sqlx::query_as(SQL)
        .bind(kind.code())
        .bind(MOST)
        .fetch_all(c)
        .await)?)
}

/// The source of a version, to download and edit.
///
/// # Errors
/// [`StoreError::NotFound`].
pub async fn source(tx: &mut Tx, kind: InstrumentKind, version: &str) -> Result<String, StoreError> {
    const SQL: &str = "select source from instrument where kind = $1 and version = $2";
    Ok(on!(tx, |c| sqlx::query_scalar(SQL)
        .bind(kind.code())
        .bind(version)
        .fetch_one(c)
        .await)?)
}

/// The instrument with which rounds are opened on a day: the one that came into force last; where none is in force yet, the program's own.
///
/// # Errors
/// [`StoreError::NotFound`] in a database that was never migrated by the program; [`StoreError::Corrupt`] when it cannot be read.
pub async fn in_force(
    tx: &mut Tx,
    kind: InstrumentKind,
    today: NaiveDate,
) -> Result<KeptInstrument, StoreError> {
    const SQL: &str = "select id from instrument where kind = $1 and effective_from <= $2 \
        order by effective_from desc, published_at desc, id desc limit 1";
    const OWN: &str =
        "select id from instrument where kind = $1 and own order by published_at desc, id desc limit 1";
    let id: Option<Uuid> = on!(tx, |c| sqlx::query_scalar(SQL)
        .bind(kind.code())
        .bind(today)
        .fetch_optional(c)
        .await)?;
    let id = match id {
        Some(id) => id,
        None => on!(tx, |c| sqlx::query_scalar(OWN)
            .bind(kind.code())
            .fetch_one(c)
            .await)?,
    };
    let id = InstrumentId(id);
    Ok(KeptInstrument {
        id,
        instrument: instrument(tx, id).await?,
    })
}

/// A stored instrument.
///
/// # Errors
/// [`StoreError::NotFound`]; [`StoreError::Corrupt`] when it cannot be read any more.
pub async fn instrument(tx: &mut Tx, id: InstrumentId) -> Result<Arc<Instrument>, StoreError> {
    const SQL: &str = "select source from instrument where id = $1";
    if let Some(found) = parsed().get(&id.0) {
        return Ok(Arc::clone(found));
    }
    let text: String = on!(tx, |c| sqlx::query_scalar(SQL).bind(id.0).fetch_one(c).await)?;
    let found = Arc::new(read_instrument(&text).map_err(|_| StoreError::Corrupt("instrument.source"))?);
    let mut parsed = parsed();
    if parsed.len() >= MOST_PARSED {
        parsed.clear();
    }
    parsed.insert(id.0, Arc::clone(&found));
    Ok(found)
}

fn parsed() -> MutexGuard<'static, HashMap<Uuid, Arc<Instrument>>> {
    PARSED.lock().unwrap_or_else(PoisonError::into_inner)
}
