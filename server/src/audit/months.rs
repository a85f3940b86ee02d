use app::audit::{MonthLine, MonthsPage, MonthsPageData, PartLine, UnitsPage, log_title};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use chrono::NaiveDate;
use domain::access::{Action, Subject, may};
use domain::dates;
use domain::figures::{Period, PeriodKind};
use domain::ids::AccountId;
use leptos::prelude::*;
use store::log_reviews::{self, DueReview, MonthState, SearchedMonth};
use store::organisation::{self, Unit};
use store::{StoreError, Tx};

use super::find::{above, month, reviews, unit};
use crate::clock::{stockholm_day, stockholm_midnight, stockholm_moment};
use crate::error::AppError;
use crate::http::page;
use crate::sessions::Signed;
use crate::state::AppState;

/// How many months that are over can be reviewed.
const MONTHS: usize = 12;

/// A month with its beginning and its end in UTC.
pub(super) fn searched(month: Period) -> SearchedMonth {
    let end = month.last_day().succ_opt().unwrap_or(month.last_day());
    (
        month.code(),
        stockholm_midnight(month.first_day()),
        stockholm_midnight(end),
    )
}

/// The last months that are over, the latest first.
fn over(today: NaiveDate) -> Vec<Period> {
    let last = Period::last_complete(PeriodKind::Month, today);
    std::iter::successors(Some(last), |month| Some(month.before()))
        .take(MONTHS)
        .collect()
}

/// What waits for a manager.
pub(crate) async fn due(
    tx: &mut Tx,
    account: AccountId,
    today: NaiveDate,
) -> Result<Vec<DueReview>, StoreError> {
    let months: Vec<SearchedMonth> = over(today).into_iter().map(searched).collect();
    log_reviews::due(tx, account, &months).await
}

/// Which unit's log? Whoever manages one unit sees that unit's.
pub async fn units(State(state): State<AppState>, signed: Signed) -> Result<Response, AppError> {
    if !may(&signed.actor, Action::ReviewLog, Subject::General) {
        return Err(AppError::NotFound);
    }
    let mut tx = state.read().await?;
    let mut units = mine(&mut tx, &signed).await?;
    if units.len() == 1
        && let Some(unit) = units.pop()
    {
        return draw(&state, &signed, &mut tx, unit, false).await;
    }
    let due = due(&mut tx, signed.account(), stockholm_day(state.now())).await?;
    let waiting = |unit: &Unit| {
        due.iter()
            .find(|d| d.unit == unit.id)
            .map_or(0, |d| d.months.len())
    };
    let units = units
        .into_iter()
        .map(|unit| {
            let waiting = waiting(&unit);
            (unit.id, unit.name, waiting)
        })
        .collect();
    let title = log_title(signed.language);
    Ok(page(&signed, &state, StatusCode::OK, title, false, move || {
        view! { <UnitsPage units=units/> }
    }))
}

async fn mine(tx: &mut Tx, signed: &Signed) -> Result<Vec<Unit>, AppError> {
    let managed = organisation::units_managed(tx, signed.account()).await?;
    let mine = |unit: &Unit| unit.area.is_some() && reviews(signed, unit, domain::audit::Part::Unit);
    Ok(managed.into_iter().filter(mine).collect())
}

/// A unit's months.
pub async fn of_unit(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let mut tx = state.read().await?;
    let unit = unit(&mut tx, &signed, &id).await?;
    let others = mine(&mut tx, &signed).await?.len() > 1;
    draw(&state, &signed, &mut tx, unit, others).await
}

async fn draw(
    state: &AppState,
    signed: &Signed,
    tx: &mut Tx,
    unit: Unit,
    others: bool,
) -> Result<Response, AppError> {
    let today = stockholm_day(state.now());
    let running = Period::of(PeriodKind::Month, today);
    let months: Vec<SearchedMonth> = std::iter::once(running)
        .chain(over(today))
        .map(searched)
        .collect();
    let states = log_reviews::months(tx, unit.id, &months).await?;
    let data = MonthsPageData {
        above: above(tx, signed, &unit).await?,
        months: states
            .into_iter()
            .filter_map(|state| line(signed, &unit, state, today))
            .collect(),
        unit: unit.id,
        unit_name: unit.name,
        others,
    };
    let title = log_title(signed.language);
    Ok(page(signed, state, StatusCode::OK, title, false, move || {
        view! { <MonthsPage data=data/> }
    }))
}

fn line(signed: &Signed, unit: &Unit, state: MonthState, today: NaiveDate) -> Option<MonthLine> {
    let l = signed.language;
    let month = month(&state.month)?;
    let next = month.last_day().succ_opt()?;
    // Of a month without openings there is nothing to say.
    if month.is_complete(today) && !state.opened && state.reviews.is_empty() {
        return None;
    }
    Some(MonthLine {
        name: month.name(l),
        code: state.month,
        runs_until: (!month.is_complete(today)).then(|| dates::long(next, l)),
        parts: state
            .reviews
            .into_iter()
            .map(|review| PartLine {
                part: review.part,
                id: review.id,
                of: review.of,
                judged: review.judged,
                signed: review.signed_at.map(|at| {
                    let at = stockholm_moment(at, l);
                    l.t(format!("signerad {at}"), format!("signed {at}"))
                }),
                mine: reviews(signed, unit, review.part),
            })
            .collect(),
    })
}
