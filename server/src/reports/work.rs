//! The tables about how units work: what they say of themselves, their plans, their representatives, meetings and training; and what of
//! it is missing. These are about units, never about children, so that nothing is hidden.

use chrono::{Datelike as _, NaiveDate};
use domain::language::Language;
use domain::monitoring::{InstrumentKind, results};
use domain::organisation::UnitPath;
use domain::reports::{ChartKind, ColumnKind, DataCell, DataColumn, DataTable};
use store::monitoring::{self, RoundResults};
use store::{Tx, plans};

use crate::error::AppError;

/// The most rounds of a report, the latest.
const MOST_ROUNDS: usize = 4;

/// The node and the days that a report is about.
pub(super) struct Scope<'a> {
    pub branch: &'a UnitPath,
    pub days: (NaiveDate, NaiveDate),
    pub l: Language,
}

/// Tables with what is missing.
#[derive(Default)]
pub(super) struct Found {
    pub tables: Vec<DataTable>,
    pub gaps: Vec<String>,
}

fn column(id: impl Into<String>, label: impl Into<String>, kind: ColumnKind) -> DataColumn {
    DataColumn::new(id, label, kind)
}

impl Scope<'_> {
    /// What units said of themselves in rounds that were closed, by area: one grid a round.
    pub(super) async fn monitoring(&self, tx: &mut Tx) -> Result<Found, AppError> {
        let l = self.l;
        let mut found = Found::default();
        for kind in [InstrumentKind::Unit, InstrumentKind::Municipal] {
            let mut rounds = monitoring::results_within(tx, self.branch, kind, self.days).await?;
            let earlier = rounds.len().saturating_sub(MOST_ROUNDS);
            rounds.drain(..earlier);
            if rounds.is_empty() && kind == InstrumentKind::Unit {
                found.gaps.push(
                    l.t(
                        "Ingen omgång av egenkontrollen blev klar under perioden.",
                        "No round of self-monitoring was closed in the period.",
                    )
                    .to_owned(),
                );
            }
            for (n, round) in rounds.iter().enumerate() {
                self.round(
                    &mut found,
                    round,
                    &format!("monitoring_{}_{}", kind.code(), n + 1),
                );
            }
        }
        Ok(found)
    }

    fn round(&self, found: &mut Found, round: &RoundResults, id: &str) {
        let l = self.l;
        let mut columns = vec![column("unit", l.t("Enhet", "Unit"), ColumnKind::Text)];
        let areas = round.instrument.areas.iter();
        columns.extend(areas.map(|area| column(area.code.clone(), area.title.get(l), ColumnKind::Count)));
        let mut late = Vec::new();
        let mut rows = Vec::new();
        for one in &round.answers {
            if one.participant.handed_in.is_none() {
                late.push(one.participant.name.clone());
            }
            let mut row = vec![DataCell::text(one.participant.name.clone())];
            row.extend(results(&round.instrument, &one.answers).into_iter().map(
                |result| match result.level {
                    Some(level) => DataCell::Count(i64::from(level.digit())),
                    None => DataCell::missing(result.name(l).to_lowercase()),
                },
            ));
            rows.push(row);
        }
        let (title, of) = (&round.round.title, round.answers.len());
        let handed = of - late.len();
        if !late.is_empty() {
            let names = late.join(", ");
            found.gaps.push(l.t(
                format!("{title}: lämnades inte in av {names}."),
                format!("{title}: not handed in by {names}."),
            ));
        }
        found.tables.push(DataTable {
            id: id.to_owned(),
            title: l.t(format!("Egenkontroll: {title}"), format!("Self-monitoring: {title}")),
            sentence: l.t(
                format!("{handed} av {of} lämnade in sina svar. Siffran är den nivå som minst hälften av områdets punkter når."),
                format!("{handed} of {of} handed in their answers. The figure is the level that at least half of the area's items reach."),
            ),
            note: l
                .t(
                    "Enheternas egen bild. Den läggs aldrig ihop till ett betyg.",
                    "The units' own picture. It is never added up to a grade.",
                )
                .to_owned(),
            columns,
            rows,
            chart: Some(ChartKind::HeatGrid),
        });
    }

    /// The plans of a year, with units that have none.
    pub(super) async fn plans(&self, tx: &mut Tx) -> Result<Found, AppError> {
        let l = self.l;
        let year = self.days.1.year();
        let units = plans::report::plans(tx, self.branch, year, self.days.1).await?;
        let mut found = Found::default();
        let without: Vec<&str> = units
            .iter()
            .filter(|u| u.state.is_none())
            .map(|u| u.name.as_str())
            .collect();
        if !without.is_empty() {
            let names = without.join(", ");
            found.gaps.push(l.t(
                format!("Ingen plan för {year}: {names}."),
                format!("No plan for {year}: {names}."),
            ));
        }
        let (mut done, mut all) = (0, 0);
        let rows = units
            .iter()
            .map(|unit| {
                let total = unit.total();
                done += total.done;
                all += total.total();
                let state = match unit.state {
                    Some(state) => DataCell::text(state.name(l)),
                    None => DataCell::missing(l.t("ingen plan", "no plan")),
                };
                let mut row = vec![DataCell::text(unit.name.clone()), state];
                if unit.state.is_some() {
                    row.extend(
                        [total.total(), total.done, total.in_progress, total.late].map(DataCell::Count),
                    );
                } else {
                    row.extend([(); 4].map(|()| DataCell::missing(l.t("ingen plan", "no plan"))));
                }
                row
            })
            .collect();
        found.tables.push(DataTable {
            id: "plans".into(),
            title: l.t(format!("Planer för {year}"), format!("Plans for {year}")),
            sentence: l.t(
                format!("{done} av {all} aktiviteter är gjorda."),
                format!("{done} of {all} activities are done."),
            ),
            note: String::new(),
            columns: vec![
                column("unit", l.t("Enhet", "Unit"), ColumnKind::Text),
                column("state", l.t("Planen", "The plan"), ColumnKind::Text),
                column("activities", l.t("Aktiviteter", "Activities"), ColumnKind::Count),
                column("done", l.t("Gjorda", "Done"), ColumnKind::Count),
                column("in_progress", l.t("Pågår", "In progress"), ColumnKind::Count),
                column("late", l.t("Försenade", "Late"), ColumnKind::Count),
            ],
            rows,
            chart: None,
        });
        Ok(found)
    }

    /// Representatives, meetings and training.
    pub(super) async fn registers(&self, tx: &mut Tx) -> Result<Found, AppError> {
        let mut found = Found::default();
        self.representatives(tx, &mut found).await?;
        self.meetings(tx, &mut found).await?;
        self.trainings(tx, &mut found).await?;
        Ok(found)
    }

    async fn representatives(&self, tx: &mut Tx, found: &mut Found) -> Result<(), AppError> {
        let l = self.l;
        let units = plans::report::representatives(tx, self.branch, self.days.1).await?;
        let without: Vec<&str> = units
            .iter()
            .filter(|u| u.representatives.is_empty())
            .map(|u| u.name.as_str())
            .collect();
        if !without.is_empty() {
            let names = without.join(", ");
            found.gaps.push(l.t(
                format!("Inget barnrättsombud vid periodens slut: {names}."),
                format!("No child-rights representative at the end of the period: {names}."),
            ));
        }
        let (with, of) = (units.len() - without.len(), units.len());
        let number = |n: usize| DataCell::Count(i64::try_from(n).unwrap_or(0));
        found.tables.push(DataTable {
            id: "representatives".into(),
            title: l.t("Barnrättsombud", "Child-rights representatives").into(),
            sentence: l.t(
                format!("{with} av {of} enheter har ett ombud vid periodens slut."),
                format!("{with} of {of} units have a representative at the end of the period."),
            ),
            note: String::new(),
            columns: vec![
                column("unit", l.t("Enhet", "Unit"), ColumnKind::Text),
                column(
                    "representatives",
                    l.t("Ombud", "Representatives"),
                    ColumnKind::Count,
                ),
                column("deputies", l.t("Ersättare", "Deputies"), ColumnKind::Count),
            ],
            rows: units
                .iter()
                .map(|u| {
                    vec![
                        DataCell::text(u.name.clone()),
                        number(u.representatives.len()),
                        number(u.deputies.len()),
                    ]
                })
                .collect(),
            chart: None,
        });
        Ok(())
    }

    async fn meetings(&self, tx: &mut Tx, found: &mut Found) -> Result<(), AppError> {
        let l = self.l;
        let meetings = plans::report::meetings(tx, self.branch, self.days).await?;
        if meetings.is_empty() {
            found.gaps.push(
                l.t(
                    "Inga träffar med ombuden är noterade under perioden.",
                    "No meetings with the representatives are recorded in the period.",
                )
                .to_owned(),
            );
            return Ok(());
        }
        let number = |n: usize| DataCell::Count(i64::try_from(n).unwrap_or(0));
        let held = meetings.len();
        found.tables.push(DataTable {
            id: "meetings".into(),
            title: l.t("Träffar", "Meetings").into(),
            sentence: l.t(
                format!("{held} träffar hölls."),
                format!("{held} meetings were held."),
            ),
            note: String::new(),
            columns: vec![
                column("held_on", l.t("Dag", "Day"), ColumnKind::Date),
                column("kind", l.t("Träff", "Meeting"), ColumnKind::Text),
                column("of", l.t("För", "For"), ColumnKind::Text),
                column(
                    "present",
                    l.t("Enheter på plats", "Units present"),
                    ColumnKind::Count,
                ),
                column("units", l.t("Av", "Of"), ColumnKind::Count),
            ],
            rows: meetings
                .into_iter()
                .map(|m| {
                    vec![
                        DataCell::Date(m.held_on),
                        DataCell::text(m.kind.name(l)),
                        DataCell::text(m.branch_name),
                        number(m.present),
                        number(m.of),
                    ]
                })
                .collect(),
            chart: None,
        });
        Ok(())
    }

    async fn trainings(&self, tx: &mut Tx, found: &mut Found) -> Result<(), AppError> {
        let l = self.l;
        let trainings = plans::report::trainings(tx, self.branch, self.days).await?;
        if trainings.is_empty() {
            found.gaps.push(
                l.t(
                    "Ingen utbildning är noterad under perioden.",
                    "No training is recorded in the period.",
                )
                .to_owned(),
            );
            return Ok(());
        }
        let held = trainings.len();
        found.tables.push(DataTable {
            id: "trainings".into(),
            title: l.t("Utbildning", "Training").into(),
            sentence: l.t(
                format!("{held} utbildningar hölls."),
                format!("{held} trainings were held."),
            ),
            note: String::new(),
            columns: vec![
                column("held_on", l.t("Dag", "Day"), ColumnKind::Date),
                column("title", l.t("Utbildning", "Training"), ColumnKind::Text),
                column("subject", l.t("Om", "About"), ColumnKind::Text),
                column("took_part", l.t("Deltog", "Took part"), ColumnKind::Count),
                column("staff", l.t("Av", "Of"), ColumnKind::Count),
            ],
            rows: trainings
                .into_iter()
                .map(|t| {
                    let (took, of) = t.coverage();
                    vec![
                        DataCell::Date(t.held_on),
                        DataCell::text(t.title),
                        DataCell::text(t.subject.name(l)),
                        DataCell::Count(took),
                        DataCell::Count(of),
                    ]
                })
                .collect(),
            chart: None,
        });
        Ok(())
    }
}
