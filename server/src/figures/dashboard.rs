use std::collections::BTreeMap;

use app::figures::{
    Card, ComparedNode, DashboardData, DashboardPage, Trend, Waiting, address, dashboard_title,
};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{Datelike, NaiveDate};
use domain::access::{Action, Subject, may};
use domain::figures::{Indicator, Period, PeriodKind, Shown, median};
use domain::ids::UnitId;
use leptos::prelude::*;
use store::figures::NotYetDue;
use store::organisation::Unit;
use store::{Tx, figures};

use super::load::{FigureYears, begin, choice, find, is_inside, may_show, named, named_period};
use super::ratings::{Ratings, lines, put_beside, ratings};
use crate::error::AppError;
use crate::http::page;
use crate::sessions::Signed;
use crate::state::AppState;

/// The most units that are compared on one page.
const MOST_COMPARED: usize = 200;

/// The dashboard in the period that is shown first.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path(unit): Path<String>,
) -> Result<Response, AppError> {
    draw(&state, &signed, &unit, None, None).await
}

/// In a period, against the one before.
pub async fn show_period(
    State(state): State<AppState>,
    signed: Signed,
    Path((unit, period)): Path<(String, String)>,
) -> Result<Response, AppError> {
    draw(&state, &signed, &unit, Some(named_period(&period)?), None).await
}

/// In a period, against another of the same length.
pub async fn show_against(
    State(state): State<AppState>,
    signed: Signed,
    Path((unit, period, against)): Path<(String, String, String)>,
) -> Result<Response, AppError> {
    let (period, against) = (named_period(&period)?, named_period(&against)?);
    if against.kind != period.kind || against >= period {
        return Err(AppError::NotFound);
    }
    draw(&state, &signed, &unit, Some(period), Some(against)).await
}

async fn draw(
    state: &AppState,
    signed: &Signed,
    unit: &str,
    period: Option<Period>,
    against: Option<Period>,
) -> Result<Response, AppError> {
    let (today, mut tx) = begin(state).await?;
    let unit = find(&mut tx, signed, unit).await?;
    let inside = is_inside(signed, &unit);
    let (period, years) = match period {
        Some(period) => (period, None),
        None if inside => (Period::of(PeriodKind::Third, today), None),
        None => {
            let (period, years) = first_shown(&mut tx, &unit, today).await?;
            (period, Some(years))
        }
    };
    let against = against.unwrap_or_else(|| period.before());
    may_show(period, inside, today)?;
    let loaded = Loaded::read(&mut tx, signed, unit, (period, against), years, inside, today).await?;
    let data = loaded.data(&mut tx).await?;
    drop(tx);
    let title = dashboard_title(signed.language);
    Ok(page(signed, state, StatusCode::OK, title, false, move || {
        view! { <DashboardPage data=data/> }
    }))
}

/// What is shown first outside the unit: the last third that is over, or the year where the third has too few children. With the figures,
/// from as far back as the dashboard of either needs them.
async fn first_shown(tx: &mut Tx, unit: &Unit, today: NaiveDate) -> Result<(Period, FigureYears), AppError> {
    let periods = [PeriodKind::Third, PeriodKind::Year].map(|kind| Period::last_complete(kind, today));
    let years = FigureYears::load(tx, (today.year() - 3, today.year()), None, today).await?;
    let is_shown = |period: &Period| {
        let year = years.year(period.year);
        year.is_some_and(|y| y.published(unit.id, Indicator::Heard, *period).counts().is_some())
    };
    let [third, _] = periods;
    let period = periods.into_iter().find(is_shown).unwrap_or(third);
    Ok((period, years))
}

/// Everything that a dashboard is put together from.
struct Loaded<'a> {
    signed: &'a Signed,
    unit: Unit,
    units: BTreeMap<UnitId, Unit>,
    years: FigureYears,
    period: Period,
    against: Period,
    inside: bool,
    not_yet_due: NotYetDue,
    ratings: Ratings,
    today: NaiveDate,
}

impl<'a> Loaded<'a> {
    async fn read(
        tx: &mut Tx,
        signed: &'a Signed,
        unit: Unit,
        (period, against): (Period, Period),
        years: Option<FigureYears>,
        inside: bool,
        today: NaiveDate,
    ) -> Result<Self, AppError> {
        let from = (period.year - 2).min(against.year);
        let years = match years {
            Some(years) => years,
            None => FigureYears::load(tx, (from, period.year), None, today).await?,
        };
        let not_yet_due = if period.is_complete(today) {
            NotYetDue::default()
        } else {
            figures::not_yet_due(tx, &unit.path, (today, period.last_day())).await?
        };
        let ratings = ratings(tx, signed, &unit).await?;
        Ok(Self {
            signed,
            ratings,
            units: named(tx).await?,
            unit,
            years,
            period,
            against,
            inside,
            not_yet_due,
            today,
        })
    }

    /// A figure of a node as this reader may see it.
    fn shown(&self, node: UnitId, indicator: Indicator, period: Period) -> Shown {
        let Some(year) = self.years.year(period.year) else {
            return Shown::NotYet;
        };
        if !self.inside {
            return year.published(node, indicator, period);
        }
        let counts = year.exact(node, indicator, period);
        if period == self.period && node == self.unit.id {
            Shown::Counts(self.not_yet_due.without(indicator, counts))
        } else {
            Shown::Counts(counts)
        }
    }

    fn cards(&self) -> Vec<Card> {
        let card = |indicator| Card {
            indicator,
            now: self.shown(self.unit.id, indicator, self.period),
            before: self.shown(self.unit.id, indicator, self.against),
        };
        Indicator::CARDS.into_iter().map(card).collect()
    }

    /// The median is shown where the answers themselves are.
    async fn days(&self, tx: &mut Tx, period: Period) -> Result<Option<u32>, AppError> {
        let shown = self.shown(self.unit.id, Indicator::Answered, period);
        if shown.counts().is_none_or(|c| c.of() == 0) {
            return Ok(None);
        }
        let found = figures::days_to_answer(tx, &self.unit.path, period.month_range()).await?;
        Ok(median(&found))
    }

    /// Nodes under this one: the districts directly below, or the units anywhere below.
    fn below(&self, units: bool) -> Vec<ComparedNode> {
        let mut nodes: Vec<&Unit> = if units {
            let leaves = self.years.outline.leaves(self.unit.id);
            leaves
                .iter()
                .filter(|id| **id != self.unit.id)
                .filter_map(|id| self.units.get(id))
                .collect()
        } else {
            let below = self.years.outline.below(self.unit.id);
            below
                .filter_map(|id| self.units.get(&id))
                .filter(|u| u.area.is_none())
                .collect()
        };
        nodes.sort_by(|a, b| a.name.cmp(&b.name));
        nodes.truncate(MOST_COMPARED);
        let ids: Vec<UnitId> = nodes.iter().map(|u| u.id).collect();
        let mut figures: BTreeMap<UnitId, Vec<(Indicator, Shown)>> = BTreeMap::new();
        for indicator in Indicator::CARDS {
            for (id, shown) in self.shown_of(&ids, indicator) {
                figures.entry(id).or_default().push((indicator, shown));
            }
        }
        nodes
            .into_iter()
            .map(|unit| ComparedNode {
                id: unit.id,
                name: unit.name.clone(),
                href: self
                    .may_open(unit)
                    .then(|| address(unit.id, self.period, Some(self.against), None)),
                figures: figures.remove(&unit.id).unwrap_or_default(),
                ratings: Vec::new(),
            })
            .collect()
    }

    fn shown_of(&self, ids: &[UnitId], indicator: Indicator) -> Vec<(UnitId, Shown)> {
        if self.inside {
            return ids
                .iter()
                .map(|id| (*id, self.shown(*id, indicator, self.period)))
                .collect();
        }
        match self.years.year(self.period.year) {
            Some(year) => year.published_of(ids, indicator, self.period),
            None => ids.iter().map(|id| (*id, Shown::NotYet)).collect(),
        }
    }

    fn may_open(&self, unit: &Unit) -> bool {
        may(
            &self.signed.actor,
            Action::SeeUnitFigures,
            Subject::Unit(&unit.path),
        )
    }

    /// Inside by months; outside by the shortest periods of which most may be shown.
    fn trend(&self) -> Trend {
        let line = |kind: PeriodKind, count: usize| {
            // Up to the end of what is looked at; a period that still runs says nothing yet.
            let at = Period::of(kind, self.period.last_day().min(self.today));
            let last = if at.is_complete(self.today) {
                at
            } else {
                at.before()
            };
            let mut periods: Vec<Period> = std::iter::successors(Some(last), |p| Some(p.before()))
                .take_while(|p| self.years.year(p.year).is_some())
                .take(count)
                .collect();
            periods.reverse();
            let of = |indicator| {
                let figures = periods.iter().map(|p| self.shown(self.unit.id, indicator, *p));
                (indicator, figures.collect::<Vec<_>>())
            };
            let lines = vec![of(Indicator::Heard), of(Indicator::Answered)];
            Trend { periods, lines }
        };
        if self.inside {
            return line(PeriodKind::Month, 12);
        }
        let candidates = [
            (PeriodKind::Month, 12),
            (PeriodKind::Third, 6),
            (PeriodKind::Year, 3),
        ];
        let trends = candidates.map(|(kind, count)| line(kind, count));
        let is_full = |t: &&Trend| {
            let all = t.lines.iter().flat_map(|(_, figures)| figures);
            let (shown, missing): (Vec<&Shown>, Vec<&Shown>) = all.partition(|s| s.counts().is_some());
            shown.len() > missing.len()
        };
        let chosen = trends.iter().find(is_full).or(trends.last());
        chosen.cloned().unwrap_or_default()
    }

    async fn data(&self, tx: &mut Tx) -> Result<DashboardData, AppError> {
        let is_unit = self.unit.area.is_some();
        let waiting = if self.inside {
            Some(waiting_now(tx, &self.unit, self.today).await?)
        } else {
            None
        };
        let above: Vec<(String, Option<String>)> = self
            .years
            .outline
            .upwards(self.unit.id)
            .into_iter()
            .skip(1)
            .filter_map(|id| self.units.get(&id))
            .map(|unit| {
                let open = self.may_open(unit);
                (
                    unit.name.clone(),
                    open.then(|| address(unit.id, self.period, None, None)),
                )
            })
            .rev()
            .collect();
        let divisions = if is_unit && !self.inside {
            Vec::new()
        } else {
            Indicator::ALL
                .into_iter()
                .flat_map(|i| i.dimensions().iter().map(move |d| (i, *d)))
                .collect()
        };
        let l = self.signed.language;
        let mut units = if is_unit { Vec::new() } else { self.below(true) };
        put_beside(&mut units, &self.ratings, l);
        let own = match self.ratings.get(&self.unit.id) {
            Some(rated) if is_unit => lines(rated, |i| self.shown(self.unit.id, i, self.period), l),
            _ => Vec::new(),
        };
        let settings = may(
            &self.signed.actor,
            Action::ManageUnit,
            Subject::Unit(&self.unit.path),
        ) && is_unit;
        Ok(DashboardData {
            name: self.unit.name.clone(),
            above,
            inside: self.inside,
            choice: choice(self.unit.id, self.period, self.against, self.inside, self.today),
            cards: self.cards(),
            days: (
                self.days(tx, self.period).await?,
                self.days(tx, self.against).await?,
            ),
            waiting,
            districts: self.below(false),
            units,
            ratings: own,
            trend: self.trend(),
            divisions,
            settings: settings.then(|| format!("/enheter/{}/installningar", self.unit.id)),
        })
    }
}

async fn waiting_now(tx: &mut Tx, unit: &Unit, today: NaiveDate) -> Result<Waiting, AppError> {
    let found = figures::waiting(tx, &unit.path, today).await?;
    Ok(Waiting {
        answers_late: found.answers_late,
        measures_late: found.measures_late,
        follow_ups_late: found.follow_ups_late,
        decisions_late: found.decisions_late,
        to_review: found.to_review,
    })
}
