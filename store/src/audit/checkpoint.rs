use std::fmt;

use chrono::{DateTime, SubsecRound as _, Utc};
use ring::digest::{SHA256, digest};
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use uuid::Uuid;

use crate::db::{Tx, on};
use crate::error::StoreError;

/// What a signature covers begins with this.
const FORM: &[u8] = b"ogonhojd audit checkpoint 1";

/// Where a chain ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromRow)]
pub struct Head {
    /// The chain: a unit's id, or the zero id.
    pub chain: Uuid,
    /// The number of its last row.
    pub seq: i64,
    /// That row's seal.
    #[serde(with = "hex")]
    pub mac: Vec<u8>,
}

/// The ends of all chains at one time, signed, to be kept where nobody who can write in the database can write.
/// Each names the one before it, so that one that is taken away is missed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkpoint {
    /// From 1, without gaps.
    pub number: u64,
    /// When, to the second.
    pub at: DateTime<Utc>,
    /// Where the chains ended; those that had not moved since the one before are left out.
    pub heads: Vec<Head>,
    /// Whether the database was restored from a copy just before. Then `heads` holds every chain, and what earlier checkpoints
    /// saw beyond is known to be lost.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub restored: bool,
    /// SHA-256 of the signature before; 32 zeros in the first.
    #[serde(with = "hex")]
    pub previous: Vec<u8>,
    /// Ed25519 over all of it, 64 bytes.
    #[serde(with = "hex")]
    pub signature: Vec<u8>,
}

/// The key that signs checkpoints.
pub struct CheckpointKey(Ed25519KeyPair);

impl CheckpointKey {
    /// From its 32 secret bytes; `None` when they make no key.
    #[must_use]
    pub fn new(seed: &[u8; 32]) -> Option<Self> {
        Ed25519KeyPair::from_seed_unchecked(seed).ok().map(Self)
    }

    /// The public half, with which anybody can check a signature, in hexadecimal.
    #[must_use]
    pub fn public(&self) -> String {
        hex::words(self.0.public_key().as_ref())
    }

    /// Signs the ends of the chains after the checkpoint `last`.
    #[must_use]
    pub fn sign(&self, heads: Vec<Head>, last: Option<&Checkpoint>, at: DateTime<Utc>) -> Checkpoint {
        self.sign_after(heads, last, at, false)
    }

    /// Signs the ends of all chains of a database that was `restored` from a copy.
    #[must_use]
    pub fn sign_after(
        &self,
        heads: Vec<Head>,
        last: Option<&Checkpoint>,
        at: DateTime<Utc>,
        restored: bool,
    ) -> Checkpoint {
        let mut made = Checkpoint {
            number: last.map_or(1, |last| last.number + 1),
            at: at.trunc_subsecs(0),
            heads,
            restored,
            previous: last.map_or_else(|| vec![0; 32], Checkpoint::digest),
            signature: Vec::new(),
        };
        made.signature = self.0.sign(&made.signed()).as_ref().to_vec();
        made
    }

    /// Whether a checkpoint was signed with this key and is whole.
    #[must_use]
    pub fn signed(&self, checkpoint: &Checkpoint) -> bool {
        UnparsedPublicKey::new(&ED25519, self.0.public_key().as_ref())
            .verify(&checkpoint.signed(), &checkpoint.signature)
            .is_ok()
    }
}

impl fmt::Debug for CheckpointKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CheckpointKey")
    }
}

impl Checkpoint {
    /// What the next one names.
    pub(super) fn digest(&self) -> Vec<u8> {
        digest(&SHA256, &self.signature).as_ref().to_vec()
    }

    fn signed(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(128 + self.heads.len() * 64);
        bytes.extend_from_slice(FORM);
        bytes.extend_from_slice(&self.number.to_be_bytes());
        bytes.extend_from_slice(&self.at.timestamp().to_be_bytes());
        bytes.push(u8::from(self.restored));
        bytes.extend_from_slice(&self.previous);
        for head in &self.heads {
            bytes.extend_from_slice(head.chain.as_bytes());
            bytes.extend_from_slice(&head.seq.to_be_bytes());
            bytes.extend_from_slice(&(head.mac.len() as u64).to_be_bytes());
            bytes.extend_from_slice(&head.mac);
        }
        bytes
    }
}

/// Where all chains end, in the order of their ids.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn heads(tx: &mut Tx) -> Result<Vec<Head>, StoreError> {
    const SQL: &str = "select chain, seq, mac from audit_head where seq > 0 order by chain";
    Ok(on!(tx, |c| sqlx::query_as(SQL).fetch_all(c).await)?)
}

/// Bytes as hexadecimal text.
mod hex {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn words(bytes: &[u8]) -> String {
        use std::fmt::Write as _;
        bytes.iter().fold(String::new(), |mut text, byte| {
            // Writing into a text cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
    }

    pub(super) fn serialize<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&words(bytes))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
        let text = String::deserialize(from)?;
        if text.len() > 256 || !text.len().is_multiple_of(2) || !text.is_ascii() {
            return Err(D::Error::custom("not hexadecimal"));
        }
        (0..text.len())
            .step_by(2)
            .map(|at| {
                text.get(at..at + 2)
                    .and_then(|two| u8::from_str_radix(two, 16).ok())
            })
            .collect::<Option<_>>()
            .ok_or_else(|| D::Error::custom("not hexadecimal"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone as _;

    fn head(seq: i64) -> Head {
        Head {
            chain: Uuid::nil(),
            seq,
            mac: vec![7; 32],
        }
    }

    #[test]
    fn a_checkpoint_survives_its_text_and_no_change_of_it() {
        let key = CheckpointKey::new(&[1; 32]).unwrap();
        let at = Utc.with_ymd_and_hms(2026, 11, 26, 12, 0, 0).unwrap();
        let first = key.sign(vec![head(3)], None, at);
        let second = key.sign(vec![head(4)], Some(&first), at);
        let text = serde_json::to_string(&second).unwrap();
        let read: Checkpoint = serde_json::from_str(&text).unwrap();
        assert_eq!(read, second);
        assert!(key.signed(&read) && key.signed(&first));
        assert_eq!((read.number, &read.previous), (2, &first.digest()));
        let changed = [
            Checkpoint {
                number: 3,
                ..read.clone()
            },
            Checkpoint {
                at: at + chrono::Duration::seconds(1),
                ..read.clone()
            },
            Checkpoint {
                heads: vec![head(3)],
                ..read.clone()
            },
            Checkpoint {
                previous: vec![0; 32],
                ..read.clone()
            },
            Checkpoint {
                restored: true,
                ..read.clone()
            },
        ];
        for changed in changed {
            assert!(!key.signed(&changed), "{changed:?}");
        }
        assert!(!CheckpointKey::new(&[2; 32]).unwrap().signed(&read));
    }

    #[test]
    fn text_that_is_not_hexadecimal_is_refused() {
        for wrong in ["0", "zz", "åä", &"00".repeat(200)] {
            let text = format!(r#"{{"chain":"{}","seq":1,"mac":"{wrong}"}}"#, Uuid::nil());
            assert!(serde_json::from_str::<Head>(&text).is_err(), "{wrong}");
        }
    }
}
