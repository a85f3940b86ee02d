//! Puts a report together, step by step, so that whoever waits sees how far it is.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::figures::{Indicator, Shown, median};
use domain::ids::UnitId;
use domain::reports::{DataTable, Part, Report, ReportKind, ReportState};
use store::organisation::Unit;
use store::reports::StoredReport;
use store::{Tx, figures};

use super::tables::Figures;
use super::work::{Found, Scope};
use crate::error::AppError;
use crate::figures::{FigureYears, named};

/// The most units of one table.
const MOST_UNITS: usize = 300;

/// What is done after each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Figures,
    Compared,
    OverTime,
    Monitoring,
    Plans,
    Registers,
}

impl Step {
    pub(super) const ALL: [Self; 6] = [
        Self::Figures,
        Self::Compared,
        Self::OverTime,
        Self::Monitoring,
        Self::Plans,
        Self::Registers,
    ];
}

/// A report on its way.
pub(super) struct Assembling {
    stored: StoredReport,
    years: FigureYears,
    units: BTreeMap<UnitId, Unit>,
    made_by: String,
    today: NaiveDate,
    tables: Vec<DataTable>,
    /// How units work.
    work: Vec<DataTable>,
    gaps: Vec<String>,
}

impl Assembling {
    /// Begins one.
    pub(super) async fn begin(
        tx: &mut Tx,
        stored: StoredReport,
        made_by: String,
        today: NaiveDate,
    ) -> Result<Self, AppError> {
        let from = stored
            .against
            .map_or(stored.period.year, |a| a.year)
            .min(stored.period.year - 2);
        let years = FigureYears::load(tx, (from, stored.period.year), None, today).await?;
        Ok(Self {
            units: named(tx).await?,
            stored,
            years,
            made_by,
            today,
            tables: Vec::new(),
            work: Vec::new(),
            gaps: Vec::new(),
        })
    }

    fn figures(&self) -> Figures<'_> {
        Figures {
            years: &self.years,
            node: self.stored.unit,
            period: self.stored.period,
            against: self.stored.against,
            l: self.stored.language,
        }
    }

    /// Does one step.
    pub(super) async fn step(&mut self, tx: &mut Tx, step: Step) -> Result<(), AppError> {
        match step {
            Step::Figures => {
                let days = self.days(tx).await?;
                let tables = self.figures().indicators(days);
                self.tables.extend(tables);
                let gaps = self.figures().gaps();
                self.gaps.extend(gaps);
            }
            Step::Compared => {
                let l = self.stored.language;
                let districts = self.below(false);
                let units = self.below(true);
                let of_districts =
                    self.figures()
                        .compared("districts", l.t("Distrikten", "The districts"), &districts);
                let of_units = self
                    .figures()
                    .compared("units", l.t("Enheterna", "The units"), &units);
                self.tables.extend(of_districts.into_iter().chain(of_units));
                let reasons = self.divided(tx).await?;
                self.tables.extend(reasons);
            }
            Step::OverTime => {
                let trend = self.figures().trend();
                self.tables.extend(trend);
            }
            Step::Monitoring | Step::Plans | Step::Registers => {
                let found = self.worked(tx, step).await?;
                self.work.extend(found.tables);
                self.gaps.extend(found.gaps);
            }
        }
        Ok(())
    }

    /// How units work. Registers are the coordinator's, and stand in the yearly report alone.
    async fn worked(&self, tx: &mut Tx, step: Step) -> Result<Found, AppError> {
        let period = self.stored.period;
        let scope = Scope {
            branch: &self.stored.path,
            days: (period.first_day(), period.last_day()),
            l: self.stored.language,
        };
        match step {
            Step::Monitoring => scope.monitoring(tx).await,
            Step::Plans => scope.plans(tx).await,
            Step::Registers if self.stored.kind == ReportKind::Status => scope.registers(tx).await,
            _ => Ok(Found::default()),
        }
    }

    /// Why children were not heard needs the figures divided by it.
    async fn divided(&self, tx: &mut Tx) -> Result<Option<DataTable>, AppError> {
        let year = self.stored.period.year;
        let dimension = domain::figures::Dimension::Reason;
        let years = FigureYears::load(tx, (year, year), Some(dimension), self.today).await?;
        let figures = Figures {
            years: &years,
            ..self.figures()
        };
        Ok(figures.reasons())
    }

    async fn days(&self, tx: &mut Tx) -> Result<[Option<u32>; 2], AppError> {
        let mut days = [None, None];
        let Some(unit) = self.units.get(&self.stored.unit) else {
            return Ok(days);
        };
        let periods = [Some(self.stored.period), self.stored.against];
        for (days, period) in days.iter_mut().zip(periods) {
            let Some(period) = period else { continue };
            let shown = self.figures().shown(unit.id, Indicator::Answered, period);
            if matches!(shown, Shown::Counts(_) | Shown::Share(_)) {
                *days = median(&figures::days_to_answer(tx, &unit.path, period.month_range()).await?);
            }
        }
        Ok(days)
    }

    /// The districts directly below, or all units, by name.
    fn below(&self, units: bool) -> Vec<(UnitId, String)> {
        let ids: Vec<UnitId> = if units {
            let leaves = self.years.outline.leaves(self.stored.unit);
            leaves.into_iter().filter(|id| *id != self.stored.unit).collect()
        } else {
            self.years.outline.below(self.stored.unit).collect()
        };
        let mut found: Vec<(UnitId, String)> = ids
            .into_iter()
            .filter_map(|id| self.units.get(&id))
            .filter(|unit| units == unit.area.is_some())
            .map(|unit| (unit.id, unit.name.clone()))
            .collect();
        found.sort_by(|a, b| a.1.cmp(&b.1));
        found.truncate(MOST_UNITS);
        found
    }

    /// What it came to.
    pub(super) fn finish(self, state: ReportState) -> Report {
        let (stored, l) = (&self.stored, self.stored.language);
        let mut parts = Vec::new();
        let heading = |text: &str| Part::Heading {
            level: 1,
            text: text.to_owned(),
        };
        let mut written = stored.kind.sections(l).into_iter();
        let text_of = |field: &str| {
            let text = stored.texts.text(field);
            if text.is_empty() {
                Part::Note(
                    l.t("Inget är skrivet här.", "Nothing is written here.")
                        .to_owned(),
                )
            } else {
                Part::Text(text.to_owned())
            }
        };
        if let Some((field, title, _)) = written.next() {
            parts.extend([heading(title), text_of(field)]);
        }
        parts.push(heading(l.t("Siffror", "Figures")));
        parts.extend(self.tables.into_iter().map(Part::Table));
        if !self.work.is_empty() {
            parts.push(heading(l.t("Så arbetar enheterna", "How the units work")));
            parts.extend(self.work.into_iter().map(Part::Table));
        }
        parts.push(heading(l.t("Det som saknas", "What is missing")));
        if self.gaps.is_empty() {
            parts.push(Part::Text(
                l.t(
                    "Inget av det som rapporten bygger på saknas.",
                    "Nothing that the report builds on is missing.",
                )
                .to_owned(),
            ));
        } else {
            parts.extend(self.gaps.into_iter().map(Part::Text));
        }
        for (field, title, _) in written {
            parts.extend([heading(title), text_of(field)]);
        }
        parts.push(heading(l.t("Så räknas siffrorna", "How the figures are counted")));
        for indicator in Indicator::CARDS {
            parts.push(Part::Heading {
                level: 2,
                text: indicator.name(l).to_owned(),
            });
            parts.push(Part::Text(indicator.definition(l).to_owned()));
        }
        let title = match stored.kind {
            ReportKind::FollowUp => l.t(
                "Uppföljning av barnets rättigheter",
                "Follow-up of the child's rights",
            ),
            ReportKind::Status => l.t(
                "Statusrapport om barnets rättigheter",
                "Status report on the child's rights",
            ),
        };
        Report {
            title: title.to_owned(),
            scope: stored.unit_name.clone(),
            period: stored.period.name(l),
            against: stored.against.map(|p| p.name(l)).unwrap_or_default(),
            language: l,
            made_on: self.today,
            made_by: self.made_by,
            state,
            parts,
        }
    }
}

/// The whole report at once, as a page shows it.
pub(super) async fn assemble(
    tx: &mut Tx,
    stored: StoredReport,
    made_by: String,
    today: NaiveDate,
    state: ReportState,
) -> Result<Report, AppError> {
    let mut assembling = Assembling::begin(tx, stored, made_by, today).await?;
    for step in Step::ALL {
        assembling.step(tx, step).await?;
    }
    Ok(assembling.finish(state))
}
