use std::collections::BTreeMap;

use app::figures::PeriodChoice;
use chrono::{Datelike, NaiveDate};
use domain::access::{Action, Subject, may};
use domain::figures::{ByUnit, Dimension, Outline, Period, PeriodKind, YearFigures};
use domain::ids::UnitId;
use store::organisation::{self, Unit};
use store::{Tx, figures};

use crate::error::AppError;
use crate::sessions::Signed;
use crate::state::AppState;

/// How many years back periods are offered.
const YEARS_BACK: i32 = 4;

/// A node whose figures the person may see; otherwise there is none.
pub(super) async fn find(tx: &mut Tx, signed: &Signed, id: &str) -> Result<Unit, AppError> {
    let id: UnitId = id.parse().map_err(|_| AppError::NotFound)?;
    let unit = organisation::unit(tx, id).await?;
    if may(&signed.actor, Action::SeeUnitFigures, Subject::Unit(&unit.path)) {
        Ok(unit)
    } else {
        Err(AppError::NotFound)
    }
}

/// A period out of an address.
pub(super) fn named_period(code: &str) -> Result<Period, AppError> {
    Period::from_code(code).ok_or(AppError::NotFound)
}

/// The periods that can be chosen, the newest first. Outside only those that are over.
pub(super) fn choice(
    node: UnitId,
    period: Period,
    against: Period,
    inside: bool,
    today: NaiveDate,
) -> PeriodChoice {
    let of = |kind: PeriodKind| {
        let most = match kind {
            PeriodKind::Year => 4,
            PeriodKind::Half | PeriodKind::Third => 6,
            PeriodKind::Month => 12,
        };
        let first = if inside {
            Period::of(kind, today)
        } else {
            Period::last_complete(kind, today)
        };
        let all = std::iter::successors(Some(first), |p| Some(p.before()));
        all.take_while(|p| p.year > today.year() - YEARS_BACK)
            .take(most)
            .collect()
    };
    PeriodChoice {
        node,
        period,
        against,
        running: !period.is_complete(today),
        others: PeriodKind::ALL.into_iter().map(|kind| (kind, of(kind))).collect(),
    }
}

/// Refuses a period that has not begun, or, outside, one that is not over.
pub(super) fn may_show(period: Period, inside: bool, today: NaiveDate) -> Result<(), AppError> {
    let shown = if inside {
        period.first_day() <= today
    } else {
        period.is_complete(today)
    };
    if shown { Ok(()) } else { Err(AppError::NotFound) }
}

/// The figures of some years, over the whole tree.
#[derive(Clone, Debug)]
pub(crate) struct FigureYears {
    years: BTreeMap<i32, YearFigures>,
    /// The tree.
    pub outline: Outline,
}

impl FigureYears {
    /// Reads the years from `from` to `to`, divided by a dimension if one is named.
    pub(crate) async fn load(
        tx: &mut Tx,
        (from, to): (i32, i32),
        dimension: Option<Dimension>,
        today: NaiveDate,
    ) -> Result<Self, AppError> {
        let outline = figures::outline(tx).await?;
        let whole = figures::tallies(tx, Dimension::Whole, (from, to)).await?;
        let mut divided = match dimension {
            Some(dimension) => figures::tallies(tx, dimension, (from, to)).await?,
            None => BTreeMap::new(),
        };
        let years = whole
            .into_iter()
            .map(|(year, whole)| {
                let divided: ByUnit = divided.remove(&year).unwrap_or_default();
                let complete = YearFigures::complete_months(year, today);
                (
                    year,
                    YearFigures::new(year, outline.clone(), complete, &whole, &divided),
                )
            })
            .collect();
        Ok(Self { years, outline })
    }

    /// One year.
    pub(crate) fn year(&self, year: i32) -> Option<&YearFigures> {
        self.years.get(&year)
    }
}

/// Nodes by id with name and path.
pub(crate) async fn named(tx: &mut Tx) -> Result<BTreeMap<UnitId, Unit>, AppError> {
    let all = organisation::units(tx).await?;
    Ok(all.into_iter().map(|unit| (unit.id, unit)).collect())
}

/// Whether the person works there and sees exact numbers.
pub(super) fn is_inside(signed: &Signed, unit: &Unit) -> bool {
    may(&signed.actor, Action::SeeExactFigures, Subject::Unit(&unit.path))
}

/// Today, and a read transaction.
pub(super) async fn begin(state: &AppState) -> Result<(NaiveDate, Tx), AppError> {
    Ok((crate::clock::stockholm_day(state.now()), state.read().await?))
}
