//! The fictional municipality of the demo: its people, and two years of their work.

mod afterwards;
mod archived;
mod composing;
pub mod history;
mod implementation;
pub mod larger;
mod leaflets;
mod library;
mod monitoring;
mod names;
mod opening;
mod openings;
pub mod people;
pub mod plan;
mod reviewing;
mod story;
mod telling;
mod writing;

use chrono::{DateTime, Duration, Utc};
use store::{Db, access};

/// The same seed tells the same history. Which one it is does not matter.
const SEED: u64 = 7;
/// The town is older than its oldest case.
const FOUNDED_DAYS_AGO: i64 = 760;
/// When the units last went through their leaflets.
const LEAFLETS_DAYS_AGO: i64 = 75;

/// Fills an empty, migrated database.
///
/// # Errors
/// One line when the database is not empty or refuses.
pub async fn begin(db: &Db, now: DateTime<Utc>) -> Result<(), String> {
    let refused = |e: store::StoreError| format!("the demo's data cannot be written: {e}");
    let empty = access::is_empty(&mut db.read().await.map_err(refused)?)
        .await
        .map_err(refused)?;
    if !empty {
        return Err("the demo needs an empty database, and this one is not".to_owned());
    }
    let town = people::found(db, now - Duration::days(FOUNDED_DAYS_AGO))
        .await
        .map_err(refused)?;
    history::fill(db, &town, SEED, now).await.map_err(refused)?;
    archived::write(db, &town, now).await.map_err(refused)?;
    // Long enough ago that nobody wonders who was here today.
    leaflets::write(db, &town, now - Duration::days(LEAFLETS_DAYS_AGO))
        .await
        .map_err(refused)?;
    monitoring::write(db, &town, now).await.map_err(refused)?;
    implementation::write(db, &town, now).await.map_err(refused)?;
    openings::write(db, &town, SEED, now).await.map_err(refused)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{Clock as _, SystemClock};
    use store::Engine;
    use store::testing::TestDb;

    #[tokio::test]
    async fn a_database_with_people_in_it_is_refused() {
        let test = TestDb::new(Engine::Sqlite).await;
        let now = SystemClock.now();
        begin(&test.db, now).await.unwrap();
        assert!(begin(&test.db, now).await.unwrap_err().contains("empty"));
        test.remove().await;
    }
}
