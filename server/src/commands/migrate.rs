use std::path::Path;

use store::{Db, audit, figures};

use super::args::Stored;
use super::open::{keep_content, open};
use crate::keys::Keys;

/// Makes or updates the tables and makes missing keys.
pub(super) async fn run(stored: Stored) -> Result<bool, String> {
    let db = open(stored.address()?).await?;
    let folder = stored.keys()?;
    db.migrate().await.map_err(|e| e.to_string())?;
    let made = Keys::make(&folder)?;
    let db = db.sealed_with(Keys::read(&folder)?.audit);
    let sealed = audit::seal_older(&db)
        .await
        .map_err(|e| format!("cannot seal the audit trail: {e}"))?;
    keep_content(&db).await?;
    let counted = count_figures(&db).await?;
    let (applied, _) = db.migration_state().await.map_err(|e| e.to_string())?;
    db.close().await;
    say!("database: {} migrations applied", applied.len());
    if counted > 0 {
        say!("figures: {counted} assessments counted");
    }
    if sealed > 0 {
        say!("audit: {sealed} rows of an older program sealed");
    }
    for path in made {
        say!("key made: {}", path.display());
    }
    say!("keys: {}", shown(&folder));
    Ok(true)
}

/// Counts what a program without figures wrote; nothing where everything is counted.
async fn count_figures(db: &Db) -> Result<u64, String> {
    let counted = figures::recount(db, |n| {
        if n.is_multiple_of(10_000) {
            eprintln!("figures: {n} assessments counted so far");
        }
    });
    counted
        .await
        .map_err(|e| format!("cannot count the figures: {e}"))
}

fn shown(folder: &Path) -> String {
    folder.display().to_string()
}
