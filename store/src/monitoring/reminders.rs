use chrono::{DateTime, Utc};
use domain::ids::{RoundId, UnitId};
use sqlx::FromRow;
use uuid::Uuid;

use super::rounds::{Participant, at, by, hold, participant, participants};
use crate::audit::{self, Entry};
use crate::db::{Tx, Who, on};
use crate::error::StoreError;

/// The most reminders that are shown.
const MOST_REMINDERS: i64 = 100;

/// A reminder.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Reminder {
    /// To whom.
    #[sqlx(try_from = "Uuid")]
    pub unit_id: UnitId,
    /// That unit's name.
    pub unit: String,
    /// What it says.
    pub word: String,
    /// Who sent it.
    pub sent_by: String,
    /// When.
    pub sent_at: DateTime<Utc>,
}

/// Reminds those of a round that have not handed in: all of them, or only `unit`. How many that were; nothing is sent anywhere, the
/// reminder stands on their pages.
///
/// # Errors
/// [`StoreError::NotFound`] for a unit that does not answer the round; [`StoreError::State`] when the round is closed.
pub async fn remind(
    tx: &mut Tx,
    who: Who,
    round: RoundId,
    unit: Option<UnitId>,
    word: &str,
) -> Result<usize, StoreError> {
    const SQL: &str = "insert into monitoring_reminder (id, round_id, unit_id, word, sent_by, sent_at) values ($1, $2, $3, $4, $5, $6)";
    hold(tx, round).await?;
    let all = match unit {
        Some(unit) => vec![participant(tx, round, unit).await?],
        None => participants(tx, round).await?,
    };
    let waiting: Vec<Participant> = all.into_iter().filter(|p| p.handed_in.is_none()).collect();
    for one in &waiting {
        let id = Uuid::now_v7();
        on!(tx, |c| sqlx::query(SQL)
            .bind(id)
            .bind(round.0)
            .bind(one.unit.0)
            .bind(word)
            .bind(by(who))
            .bind(who.now)
            .execute(c)
            .await
            .map(|_| ()))?;
        let entry = Entry::about("reminded", "monitoring_round", Some(round.0));
        audit::record(tx, at(who, one.unit), entry).await?;
    }
    Ok(waiting.len())
}

/// The reminders of a round, the newest first: all, or those to one unit.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn reminders(
    tx: &mut Tx,
    round: RoundId,
    unit: Option<UnitId>,
) -> Result<Vec<Reminder>, StoreError> {
    const SQL: &str = "select m.unit_id, u.name as unit, m.word, a.name as sent_by, m.sent_at from monitoring_reminder m \
        join unit u on u.id = m.unit_id join account a on a.id = m.sent_by \
        where m.round_id = $1 and ($2 = m.unit_id or $3) order by m.sent_at desc, u.name, m.id limit $4";
    Ok(on!(tx, |c| sqlx::query_as(SQL)
        .bind(round.0)
        .bind(unit.map_or_else(Uuid::nil, |u| u.0))
        .bind(unit.is_none())
        .bind(MOST_REMINDERS)
        .fetch_all(c)
        .await)?)
}
