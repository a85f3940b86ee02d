use std::collections::BTreeMap;

use sqlx::FromRow;
use uuid::Uuid;

use super::checkpoint::{Checkpoint, CheckpointKey, Head, heads};
use super::keys::AuditKeys;
use super::seal::{BEGINNING, Draft, Place, holds};
use super::verdict::{Cause, Verdict};
use crate::db::{Tx, on};
use crate::error::StoreError;

/// The most rows without a right seal of a chain that are compared with each other.
const COMPARED: usize = 200;
/// The most rows that are in memory at once.
const PAGE: i64 = 5_000;

/// Looks at every row of every chain, and at the checkpoints (each list is one file's), in one reading of the database.
/// `progress` is told how many rows have been looked at.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn verify(
    tx: &mut Tx,
    keys: &AuditKeys,
    checkpoints: &[Vec<Checkpoint>],
    signer: &CheckpointKey,
    mut progress: impl FnMut(u64),
) -> Result<Verdict, StoreError> {
    const UNSEALED: &str = "select count(*) from audit where mac is null";
    const CHAINS: &str = "select distinct chain from audit where seq is not null order by chain";
    let mut verdict = Verdict {
        checkpoints: checkpoints.iter().map(Vec::len).sum(),
        ..Verdict::default()
    };
    let unsealed: i64 = on!(tx, |c| sqlx::query_scalar(UNSEALED).fetch_one(c).await)?;
    if unsealed > 0 {
        verdict.tell(None, 0, Cause::Unsealed(unsealed));
    }
    for file in checkpoints {
        look_at_checkpoints(file, signer, &mut verdict);
    }
    let heads: BTreeMap<Uuid, Head> = heads(tx)
        .await?
        .into_iter()
        .map(|head| (head.chain, head))
        .collect();
    let found: Vec<Uuid> = on!(tx, |c| sqlx::query_scalar(CHAINS).fetch_all(c).await)?;
    let mut seen = seen_by(checkpoints.iter().flatten().filter(|c| signer.signed(c)));
    // A chain whose rows are all gone is still known to its head or to a checkpoint.
    let mut chains: Vec<Uuid> = found
        .into_iter()
        .chain(heads.keys().copied())
        .chain(seen.keys().copied())
        .collect();
    chains.sort_unstable();
    chains.dedup();
    verdict.chains = chains.len();
    for chain in chains {
        let mut look = ChainLook::new(chain, seen.remove(&chain).unwrap_or_default());
        loop {
            let page = rows_after(tx, chain, look.last, look.last_id).await?;
            if page.is_empty() {
                break;
            }
            for row in page {
                look.take(row, keys, &mut verdict);
                verdict.rows += 1;
            }
            progress(verdict.rows);
        }
        look.end(tx, heads.get(&chain), keys, &mut verdict).await?;
    }
    Ok(verdict)
}

/// What checkpoints saw of each chain, without what is known to be lost since.
fn seen_by<'a>(checkpoints: impl Iterator<Item = &'a Checkpoint>) -> BTreeMap<Uuid, Vec<(u64, &'a Head)>> {
    let mut in_time: Vec<&Checkpoint> = checkpoints.collect();
    in_time.sort_by_key(|checkpoint| (checkpoint.at, checkpoint.number));
    let mut seen: BTreeMap<Uuid, Vec<(u64, &Head)>> = BTreeMap::new();
    for checkpoint in in_time {
        if checkpoint.restored {
            let kept: BTreeMap<Uuid, i64> = checkpoint
                .heads
                .iter()
                .map(|head| (head.chain, head.seq))
                .collect();
            for (chain, heads) in &mut seen {
                let reached = kept.get(chain).copied().unwrap_or(0);
                heads.retain(|(_, head)| head.seq <= reached);
            }
        }
        for head in &checkpoint.heads {
            seen.entry(head.chain)
                .or_default()
                .push((checkpoint.number, head));
        }
    }
    seen
}

fn look_at_checkpoints(checkpoints: &[Checkpoint], signer: &CheckpointKey, verdict: &mut Verdict) {
    let mut before: Option<&Checkpoint> = None;
    for checkpoint in checkpoints {
        let at = i64::try_from(checkpoint.number).unwrap_or(i64::MAX);
        if !signer.signed(checkpoint) {
            verdict.tell(None, at, Cause::CheckpointModified);
        }
        let follows = before.map_or(checkpoint.number == 1, |before| {
            checkpoint.number == before.number + 1 && checkpoint.previous == before.digest()
        });
        if !follows {
            verdict.tell(None, at, Cause::CheckpointMissing);
        }
        if before.is_some_and(|before| checkpoint.at < before.at) {
            verdict.tell(None, at, Cause::ClockBack);
        }
        before = Some(checkpoint);
    }
}

#[derive(Debug, FromRow)]
struct Sealed {
    seq: i64,
    key_id: String,
    prev: Vec<u8>,
    mac: Vec<u8>,
    #[sqlx(flatten)]
    row: Draft,
}

/// The next rows of a chain. A number that stands twice, which the index forbids, is still seen twice.
async fn rows_after(tx: &mut Tx, chain: Uuid, seq: i64, id: Uuid) -> Result<Vec<Sealed>, StoreError> {
    const SQL: &str = "select id, at, account_id, unit_id, action, object_kind, object_id, case_id, detail, seq, key_id, prev, mac \
        from audit where chain = $1 and seq is not null and seq >= $2 and (seq > $2 or id > $3) order by seq, id limit $4";
    Ok(on!(tx, |c| sqlx::query_as(SQL)
        .bind(chain)
        .bind(seq)
        .bind(id)
        .bind(PAGE)
        .fetch_all(c)
        .await)?)
}

/// What is known of a chain while its rows are read in order.
struct ChainLook<'a> {
    chain: Uuid,
    /// Number, id and seal of the row before; `None` after a row without a right seal, which says nothing of what follows it.
    last: i64,
    last_id: Uuid,
    last_mac: Option<Vec<u8>>,
    /// What checkpoints saw of it and has not been come to yet, the lowest number last.
    seen: Vec<(u64, &'a Head)>,
    /// Rows without a right seal, to be compared with each other.
    wrong: Vec<Sealed>,
}

impl<'a> ChainLook<'a> {
    fn new(chain: Uuid, mut seen: Vec<(u64, &'a Head)>) -> Self {
        seen.sort_by_key(|(number, head)| std::cmp::Reverse((head.seq, *number)));
        Self {
            chain,
            last: 0,
            last_id: Uuid::nil(),
            last_mac: Some(BEGINNING.to_vec()),
            seen,
            wrong: Vec::new(),
        }
    }

    fn place<'p>(&self, seq: i64, prev: &'p [u8]) -> Place<'p> {
        Place {
            chain: self.chain,
            seq,
            prev,
        }
    }

    fn take(&mut self, found: Sealed, keys: &AuditKeys, verdict: &mut Verdict) {
        let seq = found.seq;
        if seq > self.last + 1 {
            let cause = Cause::Missing {
                from: self.last + 1,
                to: seq - 1,
            };
            verdict.tell(Some(self.chain), seq, cause);
        } else if seq == self.last {
            verdict.tell(Some(self.chain), seq, Cause::Duplicate);
        }
        self.compare_with_checkpoints(&found, verdict);
        let follows = seq != self.last + 1 || self.last_mac.as_ref().is_none_or(|mac| *mac == found.prev);
        (self.last, self.last_id, self.last_mac) = (seq, found.row.id, None);
        match keys.named(&found.key_id) {
            None => verdict.tell(Some(self.chain), seq, Cause::UnknownKey(found.key_id)),
            Some(key) if holds(key, self.place(seq, &found.prev), &found.row, &found.mac) => {
                if !follows {
                    verdict.tell(Some(self.chain), seq, Cause::Fork);
                }
                self.last_mac = Some(found.mac);
            }
            Some(_) if self.wrong.len() < COMPARED => self.wrong.push(found),
            Some(_) => verdict.tell(Some(self.chain), seq, Cause::Modified),
        }
    }

    fn compare_with_checkpoints(&mut self, found: &Sealed, verdict: &mut Verdict) {
        while let Some((number, head)) = self
            .seen
            .last()
            .copied()
            .filter(|(_, head)| head.seq <= found.seq)
        {
            self.seen.pop();
            if head.seq == found.seq && head.mac != found.mac {
                verdict.tell(
                    Some(self.chain),
                    found.seq,
                    Cause::Rewritten { checkpoint: number },
                );
            }
        }
    }

    async fn end(
        mut self,
        tx: &mut Tx,
        head: Option<&Head>,
        keys: &AuditKeys,
        verdict: &mut Verdict,
    ) -> Result<(), StoreError> {
        self.explain(tx, keys, verdict).await?;
        let beyond = self.seen.first().filter(|(_, seen)| seen.seq > self.last);
        if let Some((number, seen)) = beyond {
            let cause = Cause::Truncated {
                reached: seen.seq,
                checkpoint: Some(*number),
            };
            verdict.tell(Some(self.chain), self.last, cause);
        } else if let Some(head) = head.filter(|head| head.seq > self.last) {
            let cause = Cause::Truncated {
                reached: head.seq,
                checkpoint: None,
            };
            verdict.tell(Some(self.chain), self.last, cause);
        } else if head.is_none_or(|head| {
            head.seq != self.last || self.last_mac.as_ref().is_some_and(|mac| *mac != head.mac)
        }) {
            verdict.tell(Some(self.chain), self.last, Cause::Head);
        }
        Ok(())
    }

    /// Why the rows without a right seal have none: they stand in each other's places, are copies, or say something else.
    async fn explain(
        &mut self,
        tx: &mut Tx,
        keys: &AuditKeys,
        verdict: &mut Verdict,
    ) -> Result<(), StoreError> {
        let wrong = std::mem::take(&mut self.wrong);
        for row in &wrong {
            let cause = if self.reordered(row, &wrong, keys) {
                Cause::Reordered
            } else if copied(tx, self.chain, row).await? {
                Cause::Duplicate
            } else {
                Cause::Modified
            };
            verdict.tell(Some(self.chain), row.seq, cause);
        }
        Ok(())
    }

    /// Whether a row's numbers, or everything but its number and seal, stand at another row.
    fn reordered(&self, a: &Sealed, wrong: &[Sealed], keys: &AuditKeys) -> bool {
        let Some(key) = keys.named(&a.key_id) else {
            return false;
        };
        wrong.iter().filter(|b| b.seq != a.seq).any(|b| {
            holds(key, self.place(b.seq, &a.prev), &a.row, &a.mac)
                || holds(key, self.place(a.seq, &a.prev), &b.row, &a.mac)
        })
    }
}

/// Whether another row has the same seal: somebody wrote an old row again.
async fn copied(tx: &mut Tx, chain: Uuid, row: &Sealed) -> Result<bool, StoreError> {
    const SQL: &str = "select count(*) from audit where chain = $1 and mac = $2 and seq <> $3";
    let others: i64 = on!(tx, |c| sqlx::query_scalar(SQL)
        .bind(chain)
        .bind(&row.mac)
        .bind(row.seq)
        .fetch_one(c)
        .await)?;
    Ok(others > 0)
}
