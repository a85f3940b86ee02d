use std::collections::BTreeMap;

use app::figures::address;
use chrono::{Datelike, NaiveDate};
use domain::access::{Action, Subject, may};
use domain::figures::{Attention, Indicator, Period, PeriodKind, Shown, attention as worth_a_talk};
use domain::ids::UnitId;
use store::Tx;
use store::organisation::Unit;

use super::load::{FigureYears, is_inside, named};
use crate::error::AppError;
use crate::sessions::Signed;

/// The most units on a start page: more than can be talked with in a week is no help.
const MOST: usize = 5;
const LOOKED_AT: [Indicator; 3] = [Indicator::Heard, Indicator::Answered, Indicator::Assessed];

/// Units with a name, where their dashboards are, and what is worth a talk.
pub(crate) type Units = Vec<(String, String, Vec<Attention>)>;

/// The units that a person follows and might talk with, the lowest share first: in the last third, or the last year where thirds are too
/// small to be shown.
pub(crate) async fn attention(
    tx: &mut Tx,
    signed: &Signed,
    today: NaiveDate,
) -> Result<(Period, Units), AppError> {
    let years = FigureYears::load(tx, (today.year() - 2, today.year()), None, today).await?;
    let units = named(tx).await?;
    let followed: Vec<&Unit> = units
        .values()
        .filter(|u| u.area.is_some() && may(&signed.actor, Action::SeeUnitFigures, Subject::Unit(&u.path)))
        .collect();
    let third = Period::last_complete(PeriodKind::Third, today);
    let (in_third, seen) = in_period(&years, signed, &followed, third);
    if seen > 0 {
        return Ok((third, in_third));
    }
    let year = Period::last_complete(PeriodKind::Year, today);
    Ok((year, in_period(&years, signed, &followed, year).0))
}

/// What is worth a talk in a period, and how many figures can be seen at all.
fn in_period(years: &FigureYears, signed: &Signed, followed: &[&Unit], period: Period) -> (Units, usize) {
    let ids: Vec<UnitId> = followed.iter().map(|u| u.id).collect();
    let mut found: BTreeMap<UnitId, Vec<Attention>> = BTreeMap::new();
    let mut seen = 0;
    for indicator in LOOKED_AT {
        let of = |period: Period| -> BTreeMap<UnitId, Shown> {
            years
                .year(period.year)
                .map(|y| y.published_of(&ids, indicator, period).into_iter().collect())
                .unwrap_or_default()
        };
        let (now, before) = (of(period), of(period.before()));
        for unit in followed {
            let counts = |shown: &BTreeMap<UnitId, Shown>, period: Period| match years.year(period.year) {
                Some(y) if is_inside(signed, unit) => Some(y.exact(unit.id, indicator, period)),
                _ => shown.get(&unit.id).and_then(|s| s.counts()),
            };
            let (now, before) = (counts(&now, period), counts(&before, period.before()));
            seen += usize::from(now.is_some_and(|c| c.of() > 0));
            found
                .entry(unit.id)
                .or_default()
                .extend(worth_a_talk(indicator, now, before));
        }
    }
    let lowest = |why: &[Attention]| why.iter().filter_map(|a| a.now.percent()).min().unwrap_or(100);
    let mut units: Vec<(&Unit, Vec<Attention>)> = followed
        .iter()
        .filter_map(|unit| Some((*unit, found.remove(&unit.id)?)))
        .filter(|(_, why)| !why.is_empty())
        .collect();
    units.sort_by_key(|(unit, why)| (lowest(why), unit.name.clone()));
    units.truncate(MOST);
    let line =
        |(unit, why): (&Unit, Vec<Attention>)| (unit.name.clone(), address(unit.id, period, None, None), why);
    (units.into_iter().map(line).collect(), seen)
}
