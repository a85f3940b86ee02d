use app::reports::{NewReportPage, NewReportPageData, report_address};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{Datelike, NaiveDate};
use domain::access::{Action, Subject, may};
use domain::fields::{FieldErrors, Fields};
use domain::figures::{Period, PeriodKind};
use domain::ids::UnitId;
use domain::language::Language;
use domain::reports::ReportKind;
use leptos::prelude::*;
use store::organisation::{self, Unit};
use store::reports::{self, NewReport};

use crate::clock::stockholm_day;
use crate::error::AppError;
use crate::http::{Posted, page, see_other};
use crate::sessions::Signed;
use crate::state::AppState;

/// How many years back a report may reach.
const YEARS_BACK: i32 = 6;

fn allowed(signed: &Signed) -> Result<(), AppError> {
    if may(&signed.actor, Action::MakeReports, Subject::General) {
        Ok(())
    } else {
        Err(AppError::NotFound)
    }
}

/// The periods that are over, years first.
fn periods(today: NaiveDate) -> Vec<Period> {
    let of = |kind: PeriodKind| {
        let last = Period::last_complete(kind, today);
        let most = if kind == PeriodKind::Year {
            5
        } else {
            2 * kind.in_a_year()
        };
        let all = std::iter::successors(Some(last), |p| Some(p.before()));
        all.take(usize::try_from(most).unwrap_or(5)).collect::<Vec<_>>()
    };
    PeriodKind::ALL.into_iter().flat_map(of).collect()
}

/// What the person may report on, by name.
async fn units(state: &AppState, signed: &Signed) -> Result<Vec<Unit>, AppError> {
    let mut all = organisation::units(&mut state.read().await?).await?;
    all.retain(|unit| may(&signed.actor, Action::MakeReports, Subject::Unit(&unit.path)));
    // The widest first: a coordinator reports on the district more often than on a unit.
    all.sort_by_key(|unit| (unit.area.is_some(), unit.path.0.len(), unit.name.clone()));
    Ok(all)
}

async fn draw(
    state: &AppState,
    signed: &Signed,
    status: StatusCode,
    fields: Fields,
    errors: FieldErrors,
) -> Result<Response, AppError> {
    let l = signed.language;
    let today = stockholm_day(state.now());
    let data = NewReportPageData {
        units: units(state, signed)
            .await?
            .into_iter()
            .map(|unit| (unit.id.to_string(), unit.name))
            .collect(),
        periods: periods(today)
            .into_iter()
            .map(|p| (p.code(), p.name(l)))
            .collect(),
        fields,
        errors,
    };
    let title = l.t("Ny rapport", "New report");
    Ok(page(signed, state, status, title, false, move || {
        view! { <NewReportPage data=data/> }
    }))
}

/// The form, with what is commonest chosen already.
pub async fn show(State(state): State<AppState>, signed: Signed) -> Result<Response, AppError> {
    allowed(&signed)?;
    let third = Period::last_complete(PeriodKind::Third, stockholm_day(state.now()));
    let fields: Fields = [
        ("kind", ReportKind::FollowUp.code().to_owned()),
        ("period", third.code()),
        ("against", "before".to_owned()),
        ("language", signed.language.code().to_owned()),
    ]
    .into_iter()
    .collect();
    draw(&state, &signed, StatusCode::OK, fields, FieldErrors::default()).await
}

/// What is chosen, or what has to be mended.
fn read(
    fields: &Fields,
    today: NaiveDate,
    l: Language,
) -> Result<(ReportKind, Period, Option<Period>, Language), FieldErrors> {
    let mut errors = FieldErrors::default();
    let kind = ReportKind::from_code(fields.text("kind"));
    if kind.is_none() {
        errors.add(
            "kind",
            l.t("Välj vilken rapport det är.", "Choose which report it is."),
        );
    }
    let period = Period::from_code(fields.text("period"))
        .filter(|p| p.is_complete(today) && p.year >= today.year() - YEARS_BACK);
    match period {
        None => errors.add(
            "period",
            l.t("Välj en period som är slut.", "Choose a period that is over."),
        ),
        Some(p) if kind == Some(ReportKind::Status) && p.kind != PeriodKind::Year => errors.add(
            "period",
            l.t(
                "En statusrapport gäller ett helt år. Välj ett år.",
                "A status report is about a whole year. Choose a year.",
            ),
        ),
        Some(_) => {}
    }
    let against = match (fields.text("against"), period) {
        ("before", Some(p)) => Some(Some(p.before())),
        ("year", Some(p)) => Some(Some(p.a_year_before())),
        ("none", _) | (_, None) => Some(None),
        _ => None,
    };
    if against.is_none() {
        errors.add(
            "against",
            l.t(
                "Välj vad perioden jämförs med.",
                "Choose what the period is compared with.",
            ),
        );
    }
    let language = Language::from_code(fields.text("language"));
    if language.is_none() {
        errors.add("language", l.t("Välj språk.", "Choose a language."));
    }
    match (kind, period, against, language) {
        (Some(kind), Some(period), Some(against), Some(language)) if errors.is_empty() => {
            Ok((kind, period, against, language))
        }
        _ => Err(errors),
    }
}

/// Begins a draft.
pub async fn create(
    State(state): State<AppState>,
    signed: Signed,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    allowed(&signed)?;
    let l = signed.language;
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    let chosen = match read(&fields, stockholm_day(state.now()), l) {
        Ok(chosen) => chosen,
        Err(errors) => return draw(&state, &signed, status, fields, errors).await,
    };
    let (kind, period, against, language) = chosen;
    let id: Option<UnitId> = fields.text("unit").parse().ok();
    let unit = units(&state, &signed)
        .await?
        .into_iter()
        .find(|unit| Some(unit.id) == id);
    let Some(unit) = unit else {
        let mut errors = FieldErrors::default();
        errors.add(
            "unit",
            l.t(
                "Välj vad rapporten handlar om.",
                "Choose what the report is about.",
            ),
        );
        return draw(&state, &signed, status, fields, errors).await;
    };
    let new = NewReport {
        kind,
        unit: unit.id,
        period,
        against,
        language,
    };
    let who = signed.who(&state);
    let id = state
        .write(move |tx| Box::pin(async move { Ok(reports::begin(tx, who, &new).await?) }))
        .await?;
    Ok(see_other(&report_address(id)))
}
