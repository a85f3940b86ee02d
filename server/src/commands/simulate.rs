use std::time::{Duration as Wait, Instant};

use chrono::Duration;
use indicatif::{ProgressBar, ProgressStyle};
use store::{Db, access};

use super::args::{Simulate, Size};
use super::open::keep_content;
use crate::clock::{Clock as _, SystemClock};
use crate::demo::history::fill_to;
use crate::demo::larger::{Breadth, found};
use crate::demo::plan::Scale;

impl Size {
    const fn scale(self) -> (Breadth, Scale) {
        let (districts, units, cases, years) = match self {
            Self::Small => (2, 4, 300, 2),
            Self::Median => (2, 6, 3_000, 3),
            Self::HundredThousand => (5, 8, 100_000, 5),
            Self::City => (14, 9, 1_000_000, 10),
        };
        (Breadth { districts, units }, Scale { cases, years })
    }
}

/// Fills an empty, migrated database.
pub(super) async fn run(args: Simulate) -> Result<bool, String> {
    let (db, _) = args.stored.open_current().await?;
    let done = simulate(&db, &args).await;
    db.close().await;
    done
}

async fn simulate(db: &Db, args: &Simulate) -> Result<bool, String> {
    let refused = |e: store::StoreError| format!("the simulation cannot be written: {e}");
    let mut tx = db.read().await.map_err(refused)?;
    let empty = access::is_empty(&mut tx).await.map_err(refused)?;
    drop(tx);
    if !empty {
        return Err("simulate needs an empty database, and this one holds people already".to_owned());
    }
    keep_content(db).await?;
    let (breadth, scale) = args.size.scale();
    let (now, began) = (SystemClock.now(), Instant::now());
    let founded = now - Duration::days(scale.years * 365 + 30);
    let town = found(db, founded, breadth, args.seed).await.map_err(refused)?;
    // Where nobody watches (no terminal) it draws nothing.
    let bar = ProgressBar::new(u64::try_from(scale.cases).unwrap_or(0)).with_style(
        ProgressStyle::with_template("{wide_bar} {human_pos} of {human_len} cases, {eta} left")
            .unwrap_or_else(|_| ProgressStyle::default_bar()),
    );
    bar.enable_steady_tick(Wait::from_millis(500));
    let filled = fill_to(db, &town, args.seed, now, scale, |done, of| {
        bar.set_length(u64::try_from(of).unwrap_or(0));
        bar.set_position(u64::try_from(done).unwrap_or(0));
    })
    .await;
    bar.finish_and_clear();
    let filled = filled.map_err(refused)?;
    say!(
        "{} units, {} cases: {} screenings, {} drafts, {} in review, {} signed, {} closed, {} ended without a decision; {} s",
        town.teams.len(),
        filled.cases,
        filled.screenings,
        filled.drafts,
        filled.in_review,
        filled.signed,
        filled.closed,
        filled.withdrawn,
        began.elapsed().as_secs()
    );
    Ok(true)
}
