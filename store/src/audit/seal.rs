use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use ring::hmac::{self, Key};
use sqlx::FromRow;
use uuid::Uuid;

use super::keys::AuditKeys;
use crate::db::{Db, OpenOn, Tx, on};
use crate::error::StoreError;

/// What a seal covers begins with this, so that no other use of the key can be taken for a row of this form.
const FORM: &[u8] = b"ogonhojd audit row 1";
/// The seal before the first row of a chain.
pub(super) const BEGINNING: [u8; 32] = [0; 32];
/// The most older rows that are sealed in one transaction.
const AT_ONCE: i64 = 1_000;

/// What a row says.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub(crate) struct Draft {
    pub id: Uuid,
    pub at: DateTime<Utc>,
    #[sqlx(rename = "account_id")]
    pub account: Option<Uuid>,
    #[sqlx(rename = "unit_id")]
    pub unit: Option<Uuid>,
    pub action: String,
    #[sqlx(rename = "object_kind")]
    pub kind: String,
    #[sqlx(rename = "object_id")]
    pub object: Option<Uuid>,
    #[sqlx(rename = "case_id")]
    pub case: Option<Uuid>,
    pub detail: String,
}

impl Draft {
    /// The chain that it belongs to: its unit's, or the one of what happens outside any unit.
    fn chain(&self) -> Uuid {
        self.unit.unwrap_or(Uuid::nil())
    }
}

/// Where a row stands: its chain, its number in it from 1, and the seal of the row before.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'a> {
    pub chain: Uuid,
    pub seq: i64,
    pub prev: &'a [u8],
}

/// The seal of a row in its place.
pub(super) fn mac(key: &Key, place: Place<'_>, row: &Draft) -> hmac::Tag {
    hmac::sign(key, &attested(place, row))
}

/// Whether a seal is that of the row in its place; takes the same time whatever is wrong.
pub(super) fn holds(key: &Key, place: Place<'_>, row: &Draft, mac: &[u8]) -> bool {
    hmac::verify(key, &attested(place, row), mac).is_ok()
}

/// Everything that a seal covers, each part with its length before it, so that no two rows give the same bytes.
fn attested(place: Place<'_>, row: &Draft) -> Vec<u8> {
    let id = |id: Option<Uuid>| id.map(Uuid::into_bytes);
    let (account, unit, object, case) = (id(row.account), id(row.unit), id(row.object), id(row.case));
    // Microseconds are what both engines keep.
    let (seq, at) = (place.seq.to_be_bytes(), row.at.timestamp_micros().to_be_bytes());
    let parts: [Option<&[u8]>; 13] = [
        Some(FORM),
        Some(place.chain.as_bytes()),
        Some(&seq),
        Some(place.prev),
        Some(row.id.as_bytes()),
        Some(&at),
        account.as_ref().map(<[u8; 16]>::as_slice),
        unit.as_ref().map(<[u8; 16]>::as_slice),
        Some(row.action.as_bytes()),
        Some(row.kind.as_bytes()),
        object.as_ref().map(<[u8; 16]>::as_slice),
        case.as_ref().map(<[u8; 16]>::as_slice),
        Some(row.detail.as_bytes()),
    ];
    let mut bytes = Vec::with_capacity(256);
    for part in parts {
        match part {
            Some(part) => {
                bytes.push(1);
                bytes.extend_from_slice(&(part.len() as u64).to_be_bytes());
                bytes.extend_from_slice(part);
            }
            None => bytes.push(0),
        }
    }
    bytes
}

/// The rows that a transaction leaves, until it is committed.
#[derive(Debug, Default)]
pub(crate) struct Trail {
    keys: Option<Arc<AuditKeys>>,
    drafts: Vec<Draft>,
}

impl Trail {
    /// Of a transaction for writing.
    pub(crate) fn with(keys: Option<Arc<AuditKeys>>) -> Self {
        Self {
            keys,
            drafts: Vec::new(),
        }
    }

    pub(super) fn add(&mut self, draft: Draft) -> Result<(), StoreError> {
        if self.keys.is_none() {
            return Err(StoreError::Unusable(
                "nothing can be written without the key that seals the audit trail".into(),
            ));
        }
        self.drafts.push(draft);
        Ok(())
    }
}

/// Seals and writes what a transaction has left, chain by chain, always in the same order of chains. Comes last before the
/// commit, because a chain's head is locked from here on.
pub(crate) async fn seal(tx: &mut Tx) -> Result<(), StoreError> {
    let drafts = std::mem::take(&mut tx.trail.drafts);
    let Some(keys) = tx.trail.keys.clone().filter(|_| !drafts.is_empty()) else {
        return Ok(());
    };
    let Some((key_id, key)) = keys.newest() else {
        return Err(StoreError::Unusable("there is no key for the audit trail".into()));
    };
    let mut chains: BTreeMap<Uuid, Vec<Draft>> = BTreeMap::new();
    for draft in drafts {
        chains.entry(draft.chain()).or_default().push(draft);
    }
    for (chain, rows) in chains {
        let (mut seq, mut prev) = lock_head(tx, chain).await?;
        for row in &rows {
            seq += 1;
            let place = Place {
                chain,
                seq,
                prev: &prev,
            };
            let sealed = mac(key, place, row);
            insert(tx, place, key_id, sealed.as_ref(), row).await?;
            prev = sealed.as_ref().to_vec();
        }
        move_head(tx, chain, seq, &prev).await?;
    }
    Ok(())
}

/// The number and seal of a chain's last row, locked until the transaction ends.
async fn lock_head(tx: &mut Tx, chain: Uuid) -> Result<(i64, Vec<u8>), StoreError> {
    const BEGIN: &str = "insert into audit_head (chain, seq, mac) values ($1, 0, $2) on conflict do nothing";
    // SQLite has one writer.
    const READ: [&str; 2] = [
        "select seq, mac from audit_head where chain = $1",
        "select seq, mac from audit_head where chain = $1 for update",
    ];
    let sql = match tx.on {
        OpenOn::Sqlite(_) => READ[0],
        OpenOn::Postgres(_) => READ[1],
    };
    loop {
        let head: Option<(i64, Vec<u8>)> =
            on!(tx, |c| sqlx::query_as(sql).bind(chain).fetch_optional(c).await)?;
        if let Some(head) = head {
            return Ok(head);
        }
        on!(tx, |c| sqlx::query(BEGIN)
            .bind(chain)
            .bind(BEGINNING.as_slice())
            .execute(c)
            .await
            .map(|_| ()))?;
    }
}

async fn move_head(tx: &mut Tx, chain: Uuid, seq: i64, mac: &[u8]) -> Result<(), StoreError> {
    const SQL: &str = "update audit_head set seq = $2, mac = $3 where chain = $1";
    on!(tx, |c| sqlx::query(SQL)
        .bind(chain)
        .bind(seq)
        .bind(mac)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

async fn insert(
    tx: &mut Tx,
    place: Place<'_>,
    key_id: &str,
    mac: &[u8],
    row: &Draft,
) -> Result<(), StoreError> {
    const SQL: &str = "insert into audit (id, at, account_id, unit_id, action, object_kind, object_id, case_id, detail, \
        chain, seq, key_id, prev, mac) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    on!(tx, |c| sqlx::query(SQL)
        .bind(row.id)
        .bind(row.at)
        .bind(row.account)
        .bind(row.unit)
        .bind(&row.action)
        .bind(&row.kind)
        .bind(row.object)
        .bind(row.case)
        .bind(&row.detail)
        .bind(place.chain)
        .bind(place.seq)
        .bind(key_id)
        .bind(place.prev)
        .bind(mac)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Seals the rows that a program without seals left, in the order in which they were written. Returns how many.
///
/// # Errors
/// [`StoreError::Database`]; what has been sealed by then stays sealed.
pub async fn seal_older(db: &Db) -> Result<u64, StoreError> {
    let mut sealed = 0;
    loop {
        let done = db
            .write(|tx| Box::pin(async move { seal_some(tx).await }))
            .await?;
        if done == 0 {
            return Ok(sealed);
        }
        sealed += done;
    }
}

async fn seal_some(tx: &mut Tx) -> Result<u64, StoreError> {
    const OLDER: &str = "select id, at, account_id, unit_id, action, object_kind, object_id, case_id, detail from audit \
        where mac is null order by id limit $1";
    const SQL: &str = "update audit set chain = $2, seq = $3, key_id = $4, prev = $5, mac = $6 where id = $1";
    let rows: Vec<Draft> = on!(tx, |c| sqlx::query_as(OLDER).bind(AT_ONCE).fetch_all(c).await)?;
    let Some(keys) = tx.trail.keys.clone().filter(|_| !rows.is_empty()) else {
        return Ok(0);
    };
    let Some((key_id, key)) = keys.newest() else {
        return Ok(0);
    };
    for row in &rows {
        let chain = row.chain();
        let (seq, prev) = lock_head(tx, chain).await?;
        let place = Place {
            chain,
            seq: seq + 1,
            prev: &prev,
        };
        let sealed = mac(key, place, row);
        on!(tx, |c| sqlx::query(SQL)
            .bind(row.id)
            .bind(chain)
            .bind(place.seq)
            .bind(key_id)
            .bind(prev.as_slice())
            .bind(sealed.as_ref())
            .execute(c)
            .await
            .map(|_| ()))?;
        move_head(tx, chain, place.seq, sealed.as_ref()).await?;
    }
    Ok(rows.len() as u64)
}
