use std::collections::{BTreeMap, BTreeSet};

use app::audit::{months_address, review_address};
use axum::extract::{Path, State};
use axum::response::Response;
use domain::audit::{CaseFacts, Opening, Pair, Part, draw, hits, pairs};
use domain::figures::Period;
use domain::ids::{AccountId, CaseId, LogReviewId};
use store::log_reviews::{self, NewReview};
use store::organisation::Unit;
use store::{StoreError, Tx};

use super::find::{month, unit};
use super::months::searched;
use crate::clock::{stockholm_clock, stockholm_day};
use crate::error::AppError;
use crate::http::see_other;
use crate::sessions::Signed;
use crate::state::AppState;

/// Draws a month, or goes to where it was drawn before: nobody draws twice.
pub async fn begin(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, code)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let mut tx = state.read().await?;
    let unit = unit(&mut tx, &signed, &id).await?;
    let month = month(&code).ok_or(AppError::NotFound)?;
    if !month.is_complete(stockholm_day(state.now())) {
        return Err(AppError::Conflict);
    }
    if let Some(drawn) = drawn_before(&mut tx, &unit, month).await? {
        return Ok(see_other(&review_address(drawn)));
    }
    let (id, who) = (unit.id, signed.who(&state));
    let reviews = put_together(&mut tx, unit, month).await?;
    drop(tx);
    let begun = state
        .write(move |tx| Box::pin(async move { Ok(keep(tx, who, &reviews).await?) }))
        .await;
    match begun {
        Ok(Some(review)) => Ok(see_other(&review_address(review))),
        // Somebody else has drawn it this very moment.
        Ok(None) | Err(AppError::Conflict) => Ok(see_other(&months_address(id))),
        Err(error) => Err(error),
    }
}

async fn drawn_before(tx: &mut Tx, unit: &Unit, month: Period) -> Result<Option<LogReviewId>, StoreError> {
    let states = log_reviews::months(tx, unit.id, &[searched(month)]).await?;
    let mut reviews = states.into_iter().flat_map(|state| state.reviews);
    Ok(reviews
        .find(|review| review.part == Part::Unit)
        .map(|review| review.id))
}

async fn keep(
    tx: &mut Tx,
    who: store::Who,
    reviews: &[NewReview],
) -> Result<Option<LogReviewId>, StoreError> {
    let mut first = None;
    for review in reviews {
        let id = log_reviews::begin(tx, who, review).await?;
        first = first.or(Some(id));
    }
    Ok(first)
}

/// Reads what was opened and draws from it: one review of the employees' openings, and one of the managers' where there are any. The month
/// is over, so what is read does not change before it is kept.
async fn put_together(tx: &mut Tx, unit: Unit, month: Period) -> Result<Vec<NewReview>, StoreError> {
    let (code, since, until) = searched(month);
    let opened = log_reviews::openings(tx, unit.id, (since, until)).await?;
    let openings: Vec<Opening> = opened
        .into_iter()
        .map(|o| Opening {
            account: o.account,
            case: o.case,
            at: stockholm_clock(o.at),
        })
        .collect();
    let managers: BTreeSet<AccountId> = log_reviews::managers(tx, unit.id).await?.into_keys().collect();
    let found = pairs(&openings);
    let days = (month.first_day(), month.last_day());
    let facts = facts_of(tx, &unit, &found, days).await?;
    let people: BTreeSet<AccountId> = found.iter().map(|pair| pair.account).collect();
    let names = log_reviews::names(tx, &people).await?;
    let (of_managers, of_others): (Vec<Pair>, Vec<Pair>) = found
        .into_iter()
        .partition(|pair| managers.contains(&pair.account));
    let part = |part: Part, pairs: &[Pair]| {
        let seed: i64 = rand::random();
        let drawing = draw(seed, pairs, |pair| {
            let name = names.get(&pair.account).map_or("", String::as_str);
            hits(pair, name, facts.get(&pair.case))
        });
        let people: BTreeSet<AccountId> = pairs.iter().map(|pair| pair.account).collect();
        let openings: i64 = pairs
            .iter()
            .flat_map(|pair| &pair.days)
            .map(|day| i64::from(day.count))
            .sum();
        NewReview {
            unit: unit.id,
            month: code.clone(),
            part,
            seed,
            openings,
            pairs: counted(pairs.len()),
            people: counted(people.len()),
            left_out: counted(drawing.left_out),
            rows: drawing.rows,
        }
    };
    let mut reviews = vec![part(Part::Unit, &of_others)];
    if !of_managers.is_empty() {
        reviews.push(part(Part::Managers, &of_managers));
    }
    Ok(reviews)
}

fn counted(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// What the rules need to know of each case that was opened; purged ones are not in it.
async fn facts_of(
    tx: &mut Tx,
    unit: &Unit,
    pairs: &[Pair],
    days: (chrono::NaiveDate, chrono::NaiveDate),
) -> Result<BTreeMap<CaseId, CaseFacts>, StoreError> {
    let reviewers = log_reviews::reviewers(tx, unit.id, days).await?;
    let cases: BTreeSet<CaseId> = pairs.iter().map(|pair| pair.case).collect();
    let mut facts = BTreeMap::new();
    for case in cases {
        let found = log_reviews::case_facts(tx, case, &reviewers).await?;
        facts.extend(found.map(|found| (case, found)));
    }
    Ok(facts)
}
