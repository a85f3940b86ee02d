use std::time::Instant;

use store::Db;

use super::args::{Backup, BackupKey, Checkpoints, Restore, Stored};
use crate::backup::{self, Identity, Maker, Recipient};
use crate::clock::{Clock as _, SystemClock};
use crate::keys::{BACKUP_IDENTITY, Keys};

/// What makes backups of a database.
pub(super) fn maker(
    stored: &Stored,
    checkpoints: &Checkpoints,
    key: &BackupKey,
    db: &Db,
    keys: &Keys,
) -> Result<Maker, String> {
    let recipient = match &key.backup_recipient {
        Some(text) => Recipient::read(text)?,
        None => Identity::read(&stored.keys()?.join(BACKUP_IDENTITY))?.recipient(),
    };
    Ok(Maker {
        address: stored.address()?.to_owned(),
        db: db.clone(),
        keys: keys.clone(),
        checkpoints: stored.checkpoints(checkpoints)?,
        recipient,
    })
}

/// Makes a backup and says what is in it; exit 1 when what was copied is not whole.
pub(super) async fn make(args: Backup) -> Result<bool, String> {
    let (db, keys) = args.stored.open_current().await?;
    let maker = maker(&args.stored, &args.checkpoints, &args.key, &db, &keys)?;
    let began = Instant::now();
    let made = maker.make(&args.file, SystemClock.now()).await;
    db.close().await;
    let made = made?;
    for line in &made.wrong {
        say!("FAIL  {line}");
    }
    say!(
        "{}: {} bytes, {} rows of the audit trail, {:.1} s",
        args.file.display(),
        made.bytes,
        made.rows,
        began.elapsed().as_secs_f64()
    );
    if args.key.backup_recipient.is_none() {
        say!(
            "encrypted with {BACKUP_IDENTITY} of the folder of keys: whoever has both can read it, so keep them apart"
        );
    }
    say!(
        "{}",
        if made.wrong.is_empty() {
            "the copy was checked: nothing is wrong"
        } else {
            "the backup stands, but something is wrong with the database; keep older backups"
        }
    );
    Ok(made.wrong.is_empty())
}

/// Puts a backup into an empty database.
pub(super) async fn restore(args: Restore) -> Result<bool, String> {
    let folder = args.stored.keys()?;
    let keys = Keys::read(&folder)?;
    let identity = Identity::read(&args.identity.unwrap_or_else(|| folder.join(BACKUP_IDENTITY)))?;
    let checkpoints = args.stored.checkpoints(&args.checkpoints)?;
    let began = Instant::now();
    let restored = backup::restore(
        &args.file,
        &identity,
        args.stored.address()?,
        &keys,
        &checkpoints,
        SystemClock.now(),
    )
    .await?;
    say!(
        "restored as it was at {} UTC: {} rows of the audit trail, checked, {:.1} s",
        restored.made_at.format("%Y-%m-%d %H:%M:%S"),
        restored.rows,
        began.elapsed().as_secs_f64()
    );
    if restored.lost > 0 {
        say!(
            "{} later rows of the audit trail, which checkpoints had seen, are not in the backup: what they tell of is lost",
            restored.lost
        );
    }
    Ok(true)
}
