use std::fmt;

use uuid::Uuid;

/// The most findings that are told; what is beyond is only counted.
const MOST: usize = 1_000;

/// What is wrong with the trail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// A row says something else than when it was sealed, or was put there without the key.
    Modified,
    /// Rows from this number to that one are gone.
    Missing {
        /// The first.
        from: i64,
        /// The last.
        to: i64,
    },
    /// A row is there twice.
    Duplicate,
    /// Rows stand in each other's places.
    Reordered,
    /// A row is sealed, but not onto the row before it: two chains have grown from one, or one was put together of two.
    Fork,
    /// The last rows are gone: the chain once reached this number.
    Truncated {
        /// The number of the row that it reached.
        reached: i64,
        /// The checkpoint that saw it; `None` when the head of the chain says so.
        checkpoint: Option<u64>,
    },
    /// The chain is whole but not the one that a checkpoint saw: it was sealed anew from this row or before.
    Rewritten {
        /// The checkpoint.
        checkpoint: u64,
    },
    /// The head of the chain, which the program moves with every row, is not its last row.
    Head,
    /// The key of this name is not in the folder of keys.
    UnknownKey(String),
    /// Rows without a seal, so many.
    Unsealed(i64),
    /// A checkpoint was changed, or signed with another key.
    CheckpointModified,
    /// Checkpoints before this one are gone.
    CheckpointMissing,
    /// A checkpoint is older than the one before it: the clock was moved back.
    ClockBack,
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Modified => write!(f, "modified: not what was sealed"),
            Self::Missing { from, to } if from == to => write!(f, "missing: row {from}"),
            Self::Missing { from, to } => write!(f, "missing: rows {from} to {to}"),
            Self::Duplicate => write!(f, "duplicate: the row is there twice"),
            Self::Reordered => write!(f, "reordered: rows stand in each other's places"),
            Self::Fork => write!(f, "forked: not sealed onto the row before it"),
            Self::Truncated {
                reached,
                checkpoint: Some(n),
            } => write!(f, "truncated: checkpoint {n} saw row {reached}"),
            Self::Truncated { reached, .. } => write!(f, "truncated: the chain's head says row {reached}"),
            Self::Rewritten { checkpoint } => write!(f, "rewritten: checkpoint {checkpoint} saw another row"),
            Self::Head => write!(f, "head: the last row is not the one that the program wrote last"),
            Self::UnknownKey(name) => write!(f, "unknown key: {name} is not in the folder of keys"),
            Self::Unsealed(1) => write!(
                f,
                "unsealed: 1 row; run ogonhojd migrate if an older program wrote it"
            ),
            Self::Unsealed(n) => write!(
                f,
                "unsealed: {n} rows; run ogonhojd migrate if an older program wrote them"
            ),
            Self::CheckpointModified => write!(f, "checkpoint modified, or signed with another key"),
            Self::CheckpointMissing => write!(f, "checkpoints before it are missing"),
            Self::ClockBack => write!(f, "the clock was moved back"),
        }
    }
}

/// One thing that is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The chain; `None` where no chain is meant.
    pub chain: Option<Uuid>,
    /// The row's number in it, or the checkpoint's.
    pub at: i64,
    /// What.
    pub cause: Cause,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { chain, at, cause } = self;
        match (chain, cause) {
            (Some(chain), _) => write!(f, "chain {chain}, row {at}: {cause}"),
            (None, Cause::Unsealed(_)) => write!(f, "{cause}"),
            (None, _) => write!(f, "checkpoint {at}: {cause}"),
        }
    }
}

/// What a look at the whole trail found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Rows that were looked at.
    pub rows: u64,
    /// Chains.
    pub chains: usize,
    /// Checkpoints.
    pub checkpoints: usize,
    /// What is wrong, at most 1,000.
    pub findings: Vec<Finding>,
    /// How many more things are wrong.
    pub more: u64,
}

impl Verdict {
    /// Whether nothing is wrong.
    #[must_use]
    pub fn sound(&self) -> bool {
        self.findings.is_empty()
    }

    pub(super) fn tell(&mut self, chain: Option<Uuid>, at: i64, cause: Cause) {
        if self.findings.len() < MOST {
            self.findings.push(Finding { chain, at, cause });
        } else {
            self.more += 1;
        }
    }
}
