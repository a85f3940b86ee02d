//! The tables that figures from the cases come to. A report leaves the unit, so that they hold only what may be shown outside it.

use domain::figures::{Counts, Dimension, Indicator, Period, PeriodKind, Resolution, Row, Shown};
use domain::ids::UnitId;
use domain::language::Language;
use domain::reports::{ChartKind, ColumnKind, DataCell, DataColumn, DataTable};

use crate::figures::FigureYears;

/// Figures of a node in a report's periods.
pub(super) struct Figures<'a> {
    pub years: &'a FigureYears,
    pub node: UnitId,
    pub period: Period,
    pub against: Option<Period>,
    pub l: Language,
}

/// What stands in a report where a figure does not.
fn why(shown: Shown, l: Language) -> String {
    match shown {
        Shown::Counts(_) | Shown::Share(_) | Shown::Of(0) => l.t("inget att räkna", "nothing to count"),
        Shown::Of(_) | Shown::TooFew => l.t("för få för att visas", "too few to show"),
        Shown::NotYet => l.t("perioden är inte slut", "the period is not over"),
    }
    .to_owned()
}

fn column(id: &str, label: impl Into<String>, kind: ColumnKind) -> DataColumn {
    DataColumn::new(id, label, kind)
}

/// `n`, `m` and the share, each with why it is missing.
fn n_m_share(shown: Shown, l: Language) -> [DataCell; 3] {
    match shown {
        Shown::Counts(c) | Shown::Share(c) if c.of() > 0 => [
            DataCell::Count(c.yes),
            DataCell::Count(c.of()),
            c.percent()
                .map_or_else(|| DataCell::missing(why(shown, l)), DataCell::Percent),
        ],
        Shown::Of(m) if m > 0 => {
            let missing = || DataCell::missing(why(shown, l));
            [missing(), DataCell::Count(m), missing()]
        }
        other => [(); 3].map(|()| DataCell::missing(why(other, l))),
    }
}

impl Figures<'_> {
    pub(super) fn shown(&self, node: UnitId, indicator: Indicator, period: Period) -> Shown {
        self.years
            .year(period.year)
            .map_or(Shown::NotYet, |year| year.published(node, indicator, period))
    }

    /// Every indicator, against the earlier period.
    pub(super) fn indicators(&self, days: [Option<u32>; 2]) -> Vec<DataTable> {
        let l = self.l;
        let mut columns = vec![
            column("indicator", l.t("Siffra", "Figure"), ColumnKind::Text),
            column("n", l.t("Antal", "Number"), ColumnKind::Count),
            column("m", l.t("Av", "Of"), ColumnKind::Count),
            column("share", l.t("Andel", "Share"), ColumnKind::Percent),
        ];
        if let Some(against) = self.against {
            let label = l.t(
                format!("Andel {}", against.name(l)),
                format!("Share {}", against.name(l)),
            );
            columns.push(column("share_before", label, ColumnKind::Percent));
        }
        let rows = Indicator::CARDS
            .into_iter()
            .map(|indicator| {
                let mut row = vec![DataCell::text(indicator.name(l))];
                row.extend(n_m_share(self.shown(self.node, indicator, self.period), l));
                if let Some(against) = self.against {
                    let [.., share] = n_m_share(self.shown(self.node, indicator, against), l);
                    row.push(share);
                }
                row
            })
            .collect();
        let heard = self.shown(self.node, Indicator::Heard, self.period);
        let sentence = match heard.counts().filter(|c| c.of() > 0) {
            Some(c) => {
                let (n, m, counted) = (c.yes, c.of(), Indicator::Heard.counted(l));
                l.t(format!("{n} av {m} {counted}."), format!("{n} of {m} {counted}."))
            }
            None => l.t(
                "Hur många barn som hördes kan inte visas för perioden.".to_owned(),
                "How many children were heard cannot be shown for the period.".to_owned(),
            ),
        };
        let figures = DataTable {
            id: "indicators".into(),
            title: l.t("Siffror från ärendena", "Figures from the cases").into(),
            sentence,
            note: l
                .t(
                    "Grupper under fem visas inte utanför enheten, inte heller tal som de skulle gå att räkna ut ur.",
                    "Groups below five are not shown outside the unit, nor are numbers from which they could be worked out.",
                )
                .into(),
            columns,
            rows,
            chart: Some(ChartKind::Bars { label: 0, value: 3 }),
        };
        vec![figures, self.days(days)]
    }

    fn days(&self, [now, before]: [Option<u32>; 2]) -> DataTable {
        let l = self.l;
        let cell = |days: Option<u32>, period: Period| {
            days.map_or_else(
                || DataCell::missing(why(self.shown(self.node, Indicator::Answered, period), l)),
                DataCell::Days,
            )
        };
        let mut rows = vec![vec![DataCell::text(self.period.name(l)), cell(now, self.period)]];
        if let Some(against) = self.against {
            rows.push(vec![DataCell::text(against.name(l)), cell(before, against)]);
        }
        let sentence = match now {
            Some(days) => l.t(
                format!("Barnet i mitten fick sitt svar {days} dagar efter beslutet."),
                format!("The child in the middle had its answer {days} days after the decision."),
            ),
            None => l.t(
                "Hur länge barnen väntade på svar kan inte visas.".to_owned(),
                "How long children waited for their answer cannot be shown.".to_owned(),
            ),
        };
        DataTable {
            id: "days_to_answer".into(),
            title: l
                .t(
                    "Dagar från beslut till svar",
                    "Days from the decision to the answer",
                )
                .into(),
            sentence,
            note: String::new(),
            columns: vec![
                column("period", l.t("Period", "Period"), ColumnKind::Text),
                column("days", l.t("Dagar (median)", "Days (median)"), ColumnKind::Days),
            ],
            rows,
            chart: None,
        }
    }

    /// Nodes side by side: who heard the children, and who answered them.
    pub(super) fn compared(&self, id: &str, title: &str, nodes: &[(UnitId, String)]) -> Option<DataTable> {
        if nodes.is_empty() {
            return None;
        }
        let l = self.l;
        let ids: Vec<UnitId> = nodes.iter().map(|(id, _)| *id).collect();
        let of = |indicator| match self.years.year(self.period.year) {
            Some(year) => year.published_of(&ids, indicator, self.period),
            None => ids.iter().map(|id| (*id, Shown::NotYet)).collect(),
        };
        let (heard, answered, assessed) = (
            of(Indicator::Heard),
            of(Indicator::Answered),
            of(Indicator::Assessed),
        );
        let mut best: Option<(i64, &str)> = None;
        let rows = nodes
            .iter()
            .zip(heard.iter().zip(answered.iter().zip(&assessed)))
            .map(|((_, name), ((_, heard), ((_, answered), (_, assessed))))| {
                if let Some(percent) = heard.counts().and_then(Counts::percent)
                    && best.is_none_or(|(most, _)| percent > most)
                {
                    best = Some((percent, name));
                }
                let not = match heard.counts().filter(|c| c.of() > 0) {
                    Some(c) => DataCell::Count(c.of() - c.yes),
                    None => DataCell::missing(why(*heard, l)),
                };
                let [n, m, share] = n_m_share(*heard, l);
                let [.., answered] = n_m_share(*answered, l);
                let [.., assessed] = n_m_share(*assessed, l);
                vec![DataCell::text(name), n, not, m, share, answered, assessed]
            })
            .collect();
        let sentence = match best {
            Some((percent, name)) => l.t(
                format!("Störst andel barn hördes i {name}: {percent} procent."),
                format!("The largest share of children was heard in {name}: {percent} percent."),
            ),
            None => l.t(
                "Antalen är för små för att visas för var och en.".to_owned(),
                "The numbers are too small to be shown for each.".to_owned(),
            ),
        };
        Some(DataTable {
            id: id.into(),
            title: title.into(),
            sentence,
            note: String::new(),
            columns: vec![
                column("unit", l.t("Enhet", "Unit"), ColumnKind::Text),
                column("heard", l.t("Barn hörda", "Children heard"), ColumnKind::Count),
                column("not_heard", l.t("Inte hörda", "Not heard"), ColumnKind::Count),
                column("children", l.t("Barn", "Children"), ColumnKind::Count),
                column(
                    "heard_share",
                    l.t("Andel hörda", "Share heard"),
                    ColumnKind::Percent,
                ),
                column(
                    "answered_share",
                    l.t("Svar i tid", "Answers in time"),
                    ColumnKind::Percent,
                ),
                column(
                    "assessed_share",
                    l.t("Med analys", "With an assessment"),
                    ColumnKind::Percent,
                ),
            ],
            rows,
            chart: Some(ChartKind::Stacked {
                label: 0,
                parts: vec![1, 2],
            }),
        })
    }

    /// Over time, in thirds or, where these are too small, in years.
    pub(super) fn trend(&self) -> Option<DataTable> {
        let l = self.l;
        let of = |kind: PeriodKind, count: usize| {
            let last = Period::of(kind, self.period.last_day());
            let mut periods: Vec<Period> = std::iter::successors(Some(last), |p| Some(p.before()))
                .take_while(|p| self.years.year(p.year).is_some())
                .take(count)
                .collect();
            periods.reverse();
            let rows: Vec<Vec<DataCell>> = periods
                .iter()
                .map(|p| {
                    let share = |indicator| {
                        let [.., share] = n_m_share(self.shown(self.node, indicator, *p), l);
                        share
                    };
                    vec![
                        DataCell::text(p.name(l)),
                        share(Indicator::Heard),
                        share(Indicator::Answered),
                    ]
                })
                .collect();
            rows
        };
        let shown = |rows: &[Vec<DataCell>]| {
            let has_share =
                |row: &&Vec<DataCell>| row.iter().any(|cell| matches!(cell, DataCell::Percent(_)));
            rows.iter().filter(has_share).count()
        };
        let (thirds, years) = (of(PeriodKind::Third, 6), of(PeriodKind::Year, 3));
        let rows = if shown(&thirds) * 2 > thirds.len() {
            thirds
        } else {
            years
        };
        if shown(&rows) < 2 {
            return None;
        }
        Some(DataTable {
            id: "trend".into(),
            title: l.t("Över tid", "Over time").into(),
            sentence: l
                .t(
                    "Andelen barn som hördes och andelen som fick sitt svar i tid.",
                    "The share of children who were heard and the share who had their answer in time.",
                )
                .into(),
            note: String::new(),
            columns: vec![
                column("period", l.t("Period", "Period"), ColumnKind::Text),
                column(
                    "heard_share",
                    l.t("Andel hörda", "Share heard"),
                    ColumnKind::Percent,
                ),
                column(
                    "answered_share",
                    l.t("Svar i tid", "Answers in time"),
                    ColumnKind::Percent,
                ),
            ],
            rows,
            chart: Some(ChartKind::Lines {
                label: 0,
                values: vec![1, 2],
            }),
        })
    }

    /// Why children were not heard. Only of a district or the municipality, and where no group is too small.
    pub(super) fn reasons(&self) -> Option<DataTable> {
        let l = self.l;
        let year = self.years.year(self.period.year)?;
        let (resolution, rows) =
            year.published_by_value(self.node, Indicator::Heard, Dimension::Reason, self.period)?;
        if rows.is_empty() {
            return None;
        }
        let name = |row: &Row| match row.values.as_slice() {
            [one] => Dimension::Reason.value_name(one, l),
            _ => l.t("Små grupper tillsammans", "Small groups together").to_owned(),
        };
        let most = rows
            .iter()
            .max_by_key(|row| row.counts.of())
            .map(&name)
            .unwrap_or_default();
        let split = resolution == Resolution::Full;
        let mut columns = vec![
            column("reason", l.t("Skäl", "Reason"), ColumnKind::Text),
            column("children", l.t("Barn", "Children"), ColumnKind::Count),
        ];
        if split {
            columns.push(column(
                "shortcoming",
                l.t("Varav brist hos oss", "Of these a shortcoming of ours"),
                ColumnKind::Count,
            ));
        }
        let cells = rows
            .iter()
            .map(|row| {
                let mut cells = vec![DataCell::text(name(row)), DataCell::Count(row.counts.of())];
                if split {
                    cells.push(DataCell::Count(row.counts.no));
                }
                cells
            })
            .collect();
        Some(DataTable {
            id: "not_heard_reasons".into(),
            title: l
                .t("Varför barn inte hördes", "Why children were not heard")
                .into(),
            sentence: l.t(
                format!("Det vanligaste skälet: {most}."),
                format!("The commonest reason: {most}."),
            ),
            note: String::new(),
            columns,
            rows: cells,
            chart: Some(ChartKind::Bars { label: 0, value: 1 }),
        })
    }

    /// What there is no figure for, and what the figures lack.
    pub(super) fn gaps(&self) -> Vec<String> {
        let l = self.l;
        let mut gaps = Vec::new();
        for indicator in Indicator::CARDS {
            let shown = self.shown(self.node, indicator, self.period);
            if shown.counts().is_none_or(|c| c.of() == 0) {
                let (name, why) = (indicator.name(l), why(shown, l));
                gaps.push(l.t(
                    format!("Ingen siffra för ”{name}”: {why}."),
                    format!("No figure for “{name}”: {why}."),
                ));
            }
        }
        let lacking = |indicator: Indicator| {
            let counts = self.shown(self.node, indicator, self.period).counts()?;
            let missing = counts.of() - counts.yes;
            (missing > 0).then(|| (missing, counts.of()))
        };
        if let Some((n, m)) = lacking(Indicator::Assessed) {
            gaps.push(l.t(
                format!("{n} av {m} beslut som rör barn saknar en signerad analys, så vad barnen sade i dem räknas inte här."),
                format!("{n} of {m} decisions that touch children lack a signed assessment, so that what children said in them does not count here."),
            ));
        }
        if let Some((n, m)) = lacking(Indicator::Informed) {
            gaps.push(l.t(
                format!("För {n} av {m} barn står det inte vad de fick veta."),
                format!("For {n} of {m} children it is not recorded what they were told."),
            ));
        }
        gaps
    }
}
