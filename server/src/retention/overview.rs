use std::collections::BTreeSet;

use app::retention::{
    Filter, HOME, OverviewPage, OverviewPageData, RetentionLine, Tab, retention_title, rule_words,
};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{Datelike as _, NaiveDate};
use domain::access::{Action, Role, Subject, may};
use domain::fields::{FieldErrors, Fields};
use domain::ids::UnitId;
use domain::retention::{ProposalForm, Verdict};
use leptos::prelude::*;
use serde::Deserialize;
use store::organisation::{self, Unit};
use store::retention::{self, MOST_SCANNED, PurgeState, Scope, Standing};

use super::find::{officer, sample};
use crate::clock::stockholm_day;
use crate::error::AppError;
use crate::http::page;
use crate::sessions::Signed;
use crate::state::AppState;

/// Lines of one page.
const PAGE: usize = 100;

/// What the address may say. Nothing in it is about a person.
#[derive(Debug, Default, Deserialize)]
pub struct Narrowed {
    #[serde(default)]
    enhet: String,
    #[serde(default)]
    regel: String,
    #[serde(default)]
    ar: String,
    sida: Option<usize>,
}

impl Narrowed {
    fn filter(self) -> Filter {
        Filter {
            unit: self.enhet,
            rule: self.regel,
            year: self.ar,
            page: self.sida.unwrap_or(1).max(1),
        }
    }
}

/// The filter that a posted form repeats.
pub(super) fn filter_of(fields: &Fields) -> Filter {
    Narrowed {
        enhet: fields.text("enhet").to_owned(),
        regel: fields.text("regel").to_owned(),
        ar: fields.text("ar").to_owned(),
        sida: fields.text("sida").parse().ok(),
    }
    .filter()
}

/// What is typed below the list.
#[derive(Default)]
pub(super) struct Typed {
    pub form: ProposalForm,
    pub all: bool,
    pub errors: FieldErrors,
}

/// What is due.
pub async fn due(
    State(state): State<AppState>,
    signed: Signed,
    narrowed: Result<Query<Narrowed>, QueryRejection>,
) -> Result<Response, AppError> {
    let filter = narrowed.map(|Query(n)| n).unwrap_or_default().filter();
    draw(
        &state,
        &signed,
        StatusCode::OK,
        Tab::Due,
        filter,
        Typed::default(),
    )
    .await
}

/// What needs an answer.
pub async fn answers(
    State(state): State<AppState>,
    signed: Signed,
    narrowed: Result<Query<Narrowed>, QueryRejection>,
) -> Result<Response, AppError> {
    let filter = narrowed.map(|Query(n)| n).unwrap_or_default().filter();
    let typed = Typed::default();
    draw(&state, &signed, StatusCode::OK, Tab::Answers, filter, typed).await
}

pub(super) async fn draw(
    state: &AppState,
    signed: &Signed,
    status: StatusCode,
    tab: Tab,
    filter: Filter,
    typed: Typed,
) -> Result<Response, AppError> {
    officer(signed)?;
    let today = stockholm_day(state.now());
    let mut tx = state.read().await?;
    let how = sample(&mut tx).await?;
    let scope = Scope {
        account: signed.account(),
        branch: "",
    };
    let found = retention::look_through(&mut tx, scope, &how, today).await?;
    let has_second = match top(signed) {
        Some(unit) => retention::has_second(&mut tx, signed.account(), unit).await?,
        None => false,
    };
    let units: Vec<Unit> = organisation::units_reached(&mut tx, signed.account()).await?;
    let units = units
        .into_iter()
        .filter(|unit| may(&signed.actor, Action::KeepRecords, Subject::Unit(&unit.path)))
        .map(|unit| (unit.id.to_string(), unit.name))
        .collect();
    let counts = counts(&found.lines, today);
    let (rules, years) = choices(&found.lines, signed);
    let mut lines: Vec<Standing> = found
        .lines
        .into_iter()
        .filter(|line| fits(line, tab, &filter))
        .collect();
    lines.sort_by_key(|line| (done_by(line), line.last_entry_at));
    let total = lines.len();
    let start = (filter.page - 1).saturating_mul(PAGE);
    let next = (total > start.saturating_add(PAGE)).then(|| next_address(tab, &filter));
    let page_lines: Vec<RetentionLine> = lines
        .into_iter()
        .skip(start)
        .take(PAGE)
        .map(|line| as_line(line, &typed))
        .collect();
    let count = if typed.all {
        page_lines.iter().filter(|line| line.ticked).count().to_string()
    } else {
        typed.form.count
    };
    let data = OverviewPageData {
        tab,
        lines: page_lines,
        total,
        counts,
        more: found.more.then_some(MOST_SCANNED),
        filter,
        choices: [units, rules, years],
        sample: how,
        count,
        checked: typed.form.checked,
        errors: typed.errors,
        has_second,
        next,
        today,
    };
    let signed = Signed {
        path: HOME.to_owned(),
        ..signed.clone()
    };
    Ok(page(
        &signed,
        state,
        status,
        retention_title(signed.language),
        false,
        move || view! { <OverviewPage data=data/> },
    ))
}

/// What waits for an officer: cases that are due, those of them that are late, those that need an answer, and proposals of others.
pub(crate) async fn waiting_for(
    state: &AppState,
    signed: &Signed,
    today: NaiveDate,
) -> Result<[usize; 4], AppError> {
    officer(signed)?;
    let mut tx = state.read().await?;
    let how = sample(&mut tx).await?;
    let scope = Scope {
        account: signed.account(),
        branch: "",
    };
    let found = retention::look_through(&mut tx, scope, &how, today).await?;
    let (due, late, open) = counts(&found.lines, today);
    let purges = retention::purges(&mut tx, signed.account()).await?;
    let to_review = purges
        .iter()
        .filter(|p| p.state == PurgeState::Proposed && p.proposed_by != signed.account());
    Ok([due, late, open, to_review.count()])
}

/// The officer's first branch.
fn top(signed: &Signed) -> Option<UnitId> {
    signed
        .grants
        .iter()
        .find(|grant| grant.role == Role::RecordsOfficer)
        .map(|grant| grant.unit)
}

fn done_by(line: &Standing) -> NaiveDate {
    match line.verdict {
        Verdict::Due { done_by, .. } => done_by,
        _ => NaiveDate::MAX,
    }
}

/// How many are due, how many of them late, and how many need an answer.
fn counts(lines: &[Standing], today: NaiveDate) -> (usize, usize, usize) {
    let due = lines
        .iter()
        .filter(|line| matches!(line.verdict, Verdict::Due { .. }));
    let late = due.clone().filter(|line| done_by(line) < today).count();
    let due = due.count();
    (due, late, lines.len() - due)
}

/// Codes with their words.
type Options = Vec<(String, String)>;

/// The rules and years that there are to narrow the list to.
fn choices(lines: &[Standing], signed: &Signed) -> (Options, Options) {
    let (mut rules, mut years) = (BTreeSet::new(), BTreeSet::new());
    for line in lines {
        if let Verdict::Due { rule, done_by, .. } = &line.verdict {
            rules.insert(rule.clone());
            years.insert(done_by.year());
        }
    }
    let rules = rules
        .into_iter()
        .map(|rule| {
            let words = rule_words(&rule, signed.language);
            (rule, words)
        })
        .collect();
    let years = years
        .into_iter()
        .map(|year| (year.to_string(), year.to_string()))
        .collect();
    (rules, years)
}

fn fits(line: &Standing, tab: Tab, filter: &Filter) -> bool {
    let in_tab = match &line.verdict {
        Verdict::Due { rule, done_by, .. } => {
            tab == Tab::Due
                && (filter.rule.is_empty() || *rule == filter.rule)
                && (filter.year.is_empty() || done_by.year().to_string() == filter.year)
        }
        _ => tab == Tab::Answers,
    };
    in_tab && (filter.unit.is_empty() || line.unit.to_string() == filter.unit)
}

fn next_address(tab: Tab, filter: &Filter) -> String {
    let home = if tab == Tab::Due {
        HOME.to_owned()
    } else {
        format!("{HOME}/svar")
    };
    // Ids, codes and years alone: what is none of these narrows nothing and is not repeated.
    let plain = |text: &str| -> String {
        text.chars()
            .filter(|c| c.is_ascii_alphanumeric() || "-_".contains(*c))
            .take(40)
            .collect()
    };
    let query = format!(
        "enhet={}&regel={}&ar={}&sida={}",
        plain(&filter.unit),
        plain(&filter.rule),
        plain(&filter.year),
        filter.page.saturating_add(1)
    );
    format!("{home}?{query}")
}

fn as_line(line: Standing, typed: &Typed) -> RetentionLine {
    let id = line.case.to_string();
    RetentionLine {
        ticked: !line.proposed && (typed.all || typed.form.cases.contains(&id)),
        case: line.case,
        number: line.number,
        reference: line.reference,
        unit: line.unit_name,
        kind: line.kind,
        last_entry: stockholm_day(line.last_entry_at),
        proposed: line.proposed,
        verdict: line.verdict,
    }
}
