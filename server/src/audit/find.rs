use domain::access::{Action, Subject, may};
use domain::audit::Part;
use domain::figures::{Period, PeriodKind};
use domain::ids::{LogReviewId, UnitId};
use store::Tx;
use store::log_reviews::{self, Review};
use store::organisation::{self, Unit};

use crate::error::AppError;
use crate::sessions::Signed;

/// A unit whose log the person reviews. Districts have no cases, and none.
pub(super) async fn unit(tx: &mut Tx, signed: &Signed, id: &str) -> Result<Unit, AppError> {
    let id: UnitId = id.parse().map_err(|_| AppError::NotFound)?;
    let unit = organisation::unit(tx, id).await?;
    if unit.area.is_none() || !reviews(signed, &unit, Part::Unit) {
        return Err(AppError::NotFound);
    }
    Ok(unit)
}

/// Whether the person reviews a part of a unit's log: that of its managers is for whoever manages what lies above.
pub(super) fn reviews(signed: &Signed, unit: &Unit, part: Part) -> bool {
    let asked = match part {
        Part::Unit => Some(unit.path.clone()),
        Part::Managers => unit.path.above(),
    };
    asked.is_some_and(|path| may(&signed.actor, Action::ReviewLog, Subject::Unit(&path)))
}

/// A review with its unit and month.
pub(super) struct Found {
    pub review: Review,
    pub unit: Unit,
    pub month: Period,
}

/// The review of an address, for somebody who reviews it.
pub(super) async fn review(tx: &mut Tx, signed: &Signed, id: &str) -> Result<Found, AppError> {
    let id: LogReviewId = id.parse().map_err(|_| AppError::NotFound)?;
    let review = log_reviews::review(tx, id).await?;
    let unit = organisation::unit(tx, review.unit).await?;
    if !reviews(signed, &unit, review.part) {
        return Err(AppError::NotFound);
    }
    let month = month(&review.month).ok_or(AppError::Internal)?;
    Ok(Found { review, unit, month })
}

/// The month of a code.
pub(super) fn month(code: &str) -> Option<Period> {
    Period::from_code(code).filter(|period| period.kind == PeriodKind::Month)
}

/// The names of those who manage what lies above a unit, without the person who asks.
pub(super) async fn above(tx: &mut Tx, signed: &Signed, unit: &Unit) -> Result<Vec<String>, AppError> {
    let Some(path) = unit.path.above() else {
        return Ok(Vec::new());
    };
    let Some(parent) = organisation::unit_at(tx, &path).await? else {
        return Ok(Vec::new());
    };
    let mut managers = log_reviews::managers(tx, parent.id).await?;
    managers.remove(&signed.account());
    let mut names: Vec<String> = managers.into_values().collect();
    names.sort();
    Ok(names)
}

/// Only records officers take out of the log who opened what; for all others there is no such page.
pub(super) fn records_officer(signed: &Signed) -> Result<(), AppError> {
    if may(&signed.actor, Action::ExtractLog, Subject::General) {
        Ok(())
    } else {
        Err(AppError::NotFound)
    }
}
