use store::audit;

use super::args::{Audit, Checkpoints, Stored};
use crate::backup;
use crate::checkpoints::{self, Keeper};
use crate::clock::{Clock as _, SystemClock};
use crate::keys::Keys;

/// How many rows are looked at between two words about it.
const BETWEEN_WORDS: u64 = 1_000_000;

/// Looks at the audit trail, signs where it ends, or makes another key for it.
pub(super) async fn run(command: Audit) -> Result<bool, String> {
    match command {
        Audit::Verify { stored, checkpoints } => verify(stored, checkpoints).await,
        Audit::Checkpoint { stored, checkpoints } => checkpoint(stored, checkpoints).await,
        Audit::Recovered { stored, checkpoints } => recovered(stored, checkpoints).await,
        Audit::NewKey(stored) => {
            let path = Keys::next_audit_key(&stored.keys()?)?;
            say!(
                "key made: {}; restart the server, and keep the older keys",
                path.display()
            );
            Ok(true)
        }
    }
}

async fn verify(stored: Stored, given: Checkpoints) -> Result<bool, String> {
    let known = checkpoints::read(&stored.checkpoints(&given)?)?;
    let (db, keys) = stored.open_current().await?;
    let mut told = 0;
    let looked = async {
        let mut tx = db.read().await?;
        audit::verify(&mut tx, &keys.audit, &known, &keys.checkpoint, |rows| {
            if rows / BETWEEN_WORDS > told {
                told = rows / BETWEEN_WORDS;
                eprintln!("audit: {rows} rows so far");
            }
        })
        .await
    };
    let verdict = looked
        .await
        .map_err(|e| format!("cannot read the audit trail: {e}"))?;
    db.close().await;
    for finding in &verdict.findings {
        say!("FAIL  {finding}");
    }
    if verdict.more > 0 {
        say!("FAIL  and {} more", verdict.more);
    }
    say!(
        "{} rows in {} chains, {} checkpoints: {}",
        verdict.rows,
        verdict.chains,
        verdict.checkpoints,
        if verdict.sound() {
            "nothing is wrong"
        } else {
            "something is wrong"
        }
    );
    if verdict.checkpoints == 0 {
        say!("without checkpoints nobody can tell whether the newest rows are missing");
    }
    Ok(verdict.sound())
}

async fn recovered(stored: Stored, given: Checkpoints) -> Result<bool, String> {
    let folder = stored.checkpoints(&given)?;
    let (db, keys) = stored.open_current().await?;
    let signed = backup::sign_restored(&db, &keys, &folder, SystemClock.now()).await;
    db.close().await;
    signed?;
    say!("signed: what the trail lost before now was lost in a recovery");
    Ok(true)
}

async fn checkpoint(stored: Stored, given: Checkpoints) -> Result<bool, String> {
    let folder = stored.checkpoints(&given)?;
    let (db, keys) = stored.open_current().await?;
    let signed = Keeper::new(folder.clone(), db.clone(), keys.checkpoint.clone())?
        .take(SystemClock.now())
        .await;
    db.close().await;
    if let Some(signed) = signed? {
        say!(
            "checkpoint {} of {} chains in {}; check it with the public key {}",
            signed.number,
            signed.heads.len(),
            folder.display(),
            keys.checkpoint.public()
        );
    } else {
        say!("the audit trail is empty");
    }
    Ok(true)
}
