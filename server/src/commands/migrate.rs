use std::path::Path;

use super::args::Stored;
use super::open::{keep_content, open};
use crate::keys::Keys;

/// Makes or updates the tables and makes missing keys.
pub(super) async fn run(stored: Stored) -> Result<bool, String> {
    let db = open(stored.address()?).await?;
    let folder = stored.keys()?;
    db.migrate().await.map_err(|e| e.to_string())?;
    keep_content(&db).await?;
    let (applied, _) = db.migration_state().await.map_err(|e| e.to_string())?;
    db.close().await;
    println!("database: {} migrations applied", applied.len());
    for path in Keys::make(&folder)? {
        println!("key made: {}", path.display());
    }
    println!("keys: {}", shown(&folder));
    Ok(true)
}

fn shown(folder: &Path) -> String {
    folder.display().to_string()
}
