use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use domain::fields::Fields;
use domain::ids::{AccountId, InstrumentId, RoundId, UnitId};
use domain::monitoring::{Answers, Instrument, InstrumentKind, Item, ItemAnswer, Rating};
use domain::organisation::UnitPath;
use sqlx::FromRow;
use sqlx::types::Json;
use uuid::Uuid;

use super::answers::{answers, texts};
use super::instruments::instrument;
use super::rounds::{Participant, Round, participant, participants, round};
use crate::db::{Tx, on};
use crate::error::StoreError;

/// The most earlier rounds that are shown beside one.
pub const MOST_EARLIER: i64 = 4;
/// The most rows of answers that are read at once: two hundred units with twelve areas each.
const MOST_ROWS: i64 = 2_400;
/// The most rounds of a report.
const MOST_ROUNDS: i64 = 50;

/// What one participant answered in a round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoundAnswers {
    /// Who.
    pub participant: Participant,
    /// What, by the area's code.
    pub answers: Answers,
}

/// What everybody has answered in a round, by name.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn round_answers(tx: &mut Tx, round: RoundId) -> Result<Vec<RoundAnswers>, StoreError> {
    const SQL: &str = "select unit_id, area, fields from monitoring_answer where round_id = $1 order by unit_id, area limit $2";
    let rows: Vec<(Uuid, String, Json<Fields>)> = on!(tx, |c| sqlx::query_as(SQL)
        .bind(round.0)
        .bind(MOST_ROWS)
        .fetch_all(c)
        .await)?;
    let mut by_unit: BTreeMap<UnitId, Answers> = BTreeMap::new();
    for (unit, area, fields) in rows {
        by_unit.entry(UnitId(unit)).or_default().insert(area, fields.0);
    }
    let all = participants(tx, round).await?.into_iter();
    Ok(all
        .map(|participant| RoundAnswers {
            answers: by_unit.remove(&participant.unit).unwrap_or_default(),
            participant,
        })
        .collect())
}

/// What a participant answered in an earlier round, which is closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// The round.
    pub round: Round,
    /// What was asked.
    pub instrument: Arc<Instrument>,
    /// Who answered, and whether it was handed in.
    pub participant: Participant,
    /// What was answered.
    pub answers: Answers,
}

/// The closed rounds of the same kind that a unit answered before this one, the latest first; at most `most`.
///
/// # Errors
/// [`StoreError::Corrupt`] when an instrument cannot be read any more.
pub async fn earlier(
    tx: &mut Tx,
    before: &Round,
    unit: UnitId,
    most: i64,
) -> Result<Vec<Earlier>, StoreError> {
    const SQL: &str = "select r.id from monitoring_round r join monitoring_participant p on p.round_id = r.id \
        where p.unit_id = $1 and r.kind = $2 and r.closed_at is not null and r.id <> $3 and r.period_to < $4 \
        order by r.period_to desc, r.closed_at desc, r.id desc limit $5";
    let ids: Vec<Uuid> = on!(tx, |c| sqlx::query_scalar(SQL)
        .bind(unit.0)
        .bind(before.kind.code())
        .bind(before.id.0)
        .bind(before.days.to)
        .bind(most)
        .fetch_all(c)
        .await)?;
    let mut found = Vec::new();
    for id in ids.into_iter().map(RoundId) {
        let round = round(tx, id).await?;
        found.push(Earlier {
            instrument: instrument(tx, round.instrument).await?,
            participant: participant(tx, id, unit).await?,
            answers: texts(&answers(tx, id, unit).await?),
            round,
        });
    }
    Ok(found)
}

/// How a unit rated an item that a figure from the cases can be shown beside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureRating {
    /// The unit.
    pub unit: UnitId,
    /// The figure's code, one of [`domain::monitoring::FIGURES`].
    pub figure: String,
    /// The item.
    pub item: Item,
    /// The unit's answer; none where the item was left unanswered when the round was closed.
    pub rating: Option<Rating>,
    /// The round.
    pub round: RoundId,
    /// First and last day of its period.
    pub period: (NaiveDate, NaiveDate),
}

#[derive(FromRow)]
struct LatestRow {
    unit_id: Uuid,
    round_id: Uuid,
    instrument_id: Uuid,
    period_from: NaiveDate,
    period_to: NaiveDate,
    area: Option<String>,
    fields: Option<Json<Fields>>,
}

/// How units rated the items that figures from the cases can be shown beside: for each unit that the person manages, represents or follows,
/// or only for `unit` if it is one of these, those of the last unit round that it handed in or that is closed.
///
/// # Errors
/// [`StoreError::Corrupt`] when an instrument cannot be read any more.
pub async fn ratings_with_figures(
    tx: &mut Tx,
    account: AccountId,
    unit: Option<UnitId>,
) -> Result<Vec<FigureRating>, StoreError> {
    const SQL: &str = "select t.unit_id, t.round_id, t.instrument_id, t.period_from, t.period_to, a.area, a.fields from \
        (select p.unit_id, r.id as round_id, r.instrument_id, r.period_from, r.period_to, \
         row_number() over (partition by p.unit_id order by r.period_to desc, r.opened_at desc, r.id desc) as place \
         from monitoring_participant p join monitoring_round r on r.id = p.round_id \
         where r.kind = 'unit' and (p.handed_in_at is not null or r.closed_at is not null) and (p.unit_id = $2 or $3) \
         and p.unit_id in (select unit_id from reach where account_id = $1 and role in ('manager', 'representative', 'coordinator'))) t \
        left join monitoring_answer a on a.round_id = t.round_id and a.unit_id = t.unit_id where t.place = 1 order by t.unit_id, a.area limit $4";
    let rows: Vec<LatestRow> = on!(tx, |c| sqlx::query_as(SQL)
        .bind(account.0)
        .bind(unit.map_or_else(Uuid::nil, |u| u.0))
        .bind(unit.is_none())
        .bind(MOST_ROWS)
        .fetch_all(c)
        .await)?;
    let mut by_unit: BTreeMap<Uuid, (LatestRow, Answers)> = BTreeMap::new();
    for mut row in rows {
        let texts = row.area.take().zip(row.fields.take());
        let (_, answers) = by_unit
            .entry(row.unit_id)
            .or_insert_with(|| (row, Answers::new()));
        answers.extend(texts.map(|(area, fields)| (area, fields.0)));
    }
    let mut found = Vec::new();
    for (row, answers) in by_unit.into_values() {
        let instrument = instrument(tx, InstrumentId(row.instrument_id)).await?;
        found.extend(linked(&row, &instrument, &answers));
    }
    Ok(found)
}

fn linked(row: &LatestRow, instrument: &Instrument, answers: &Answers) -> Vec<FigureRating> {
    let nothing = Fields::default();
    let mut found = Vec::new();
    for area in &instrument.areas {
        let fields = answers.get(&area.code).unwrap_or(&nothing);
        for item in &area.items {
            let Some(figure) = &item.figure else { continue };
            found.push(FigureRating {
                unit: UnitId(row.unit_id),
                figure: figure.clone(),
                item: item.clone(),
                rating: ItemAnswer::of(&item.code, fields).rating,
                round: RoundId(row.round_id),
                period: (row.period_from, row.period_to),
            });
        }
    }
    found
}

/// A closed round, with what was asked and what those below a node answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoundResults {
    /// The round.
    pub round: Round,
    /// What was asked.
    pub instrument: Arc<Instrument>,
    /// Answers, by the name of whoever answered.
    pub answers: Vec<RoundAnswers>,
}

/// The closed rounds of a kind whose period ended within `from` and `to` and that a node, or something below it, answered; the earliest
/// first, each with the answers of these alone. For reports about the node; the caller asks `may(…)`.
///
/// # Errors
/// [`StoreError::Corrupt`] when an instrument cannot be read any more.
pub async fn results_within(
    tx: &mut Tx,
    node: &UnitPath,
    kind: InstrumentKind,
    (from, to): (NaiveDate, NaiveDate),
) -> Result<Vec<RoundResults>, StoreError> {
    const SQL: &str = "select r.id from monitoring_round r where r.kind = $1 and r.closed_at is not null and r.period_to >= $2 and r.period_to <= $3 \
        and exists (select 1 from monitoring_participant p join unit u on u.id = p.unit_id where p.round_id = r.id and substr(u.path, 1, length($4)) = $4) \
        order by r.period_to, r.closed_at, r.id limit $5";
    let ids: Vec<Uuid> = on!(tx, |c| sqlx::query_scalar(SQL)
        .bind(kind.code())
        .bind(from)
        .bind(to)
        .bind(&node.0)
        .bind(MOST_ROUNDS)
        .fetch_all(c)
        .await)?;
    let mut found = Vec::new();
    for id in ids.into_iter().map(RoundId) {
        let round = round(tx, id).await?;
        let mut answers = round_answers(tx, id).await?;
        answers.retain(|one| node.covers(&one.participant.path));
        found.push(RoundResults {
            instrument: instrument(tx, round.instrument).await?,
            round,
            answers,
        });
    }
    Ok(found)
}
