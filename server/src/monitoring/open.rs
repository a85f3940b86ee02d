use app::monitoring::{OpenPage, OpenPageData, open_address, round_address};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{Datelike, Days, NaiveDate};
use domain::access::{Action, Role, Subject, may};
use domain::fields::{FieldErrors, Fields};
use domain::ids::UnitId;
use domain::language::Language;
use domain::monitoring::{InstrumentKind, RoundForm};
use leptos::prelude::*;
use store::monitoring::{self, NewRound};
use store::organisation::{self, Unit};

use crate::clock::stockholm_day;
use crate::error::AppError;
use crate::http::{Posted, page, see_other};
use crate::sessions::Signed;
use crate::state::AppState;

type Answer = Result<Response, AppError>;

/// How long units have, unless the coordinator says otherwise.
const DAYS_TO_ANSWER: u64 = 28;

/// The page for a round of units.
pub async fn units(State(state): State<AppState>, signed: Signed) -> Answer {
    show(&state, &signed, InstrumentKind::Unit).await
}

/// The page for a round of districts and the municipality.
pub async fn nodes(State(state): State<AppState>, signed: Signed) -> Answer {
    show(&state, &signed, InstrumentKind::Municipal).await
}

/// Opens a round of units.
pub async fn open_units(State(state): State<AppState>, signed: Signed, Posted(fields): Posted) -> Answer {
    open(&state, &signed, InstrumentKind::Unit, fields).await
}

/// Opens a round of districts and the municipality.
pub async fn open_nodes(State(state): State<AppState>, signed: Signed, Posted(fields): Posted) -> Answer {
    open(&state, &signed, InstrumentKind::Municipal, fields).await
}

/// What the person may choose among.
async fn candidates(state: &AppState, signed: &Signed, kind: InstrumentKind) -> Result<Vec<Unit>, AppError> {
    if !may(&signed.actor, Action::RunRounds, Subject::General) {
        return Err(AppError::NotFound);
    }
    let above_units = kind == InstrumentKind::Municipal;
    let found = organisation::units_followed(&mut state.read().await?, signed.account(), above_units).await?;
    let followed = |unit: &Unit| may(&signed.actor, Action::RunRounds, Subject::Unit(&unit.path));
    Ok(found.into_iter().filter(followed).collect())
}

/// A proposal: the half-year that it is, four weeks, everybody.
fn proposal(kind: InstrumentKind, units: &[Unit], today: NaiveDate, l: Language) -> Fields {
    let what = match kind {
        InstrumentKind::Unit => l.t("Egenkontroll", "Self-monitoring"),
        InstrumentKind::Municipal => l.t("Matris", "Matrix"),
    };
    let year = today.year();
    let (name, from, to) = if today.month() <= 6 {
        (l.t("första halvåret", "first half of"), "01-01", "06-30")
    } else {
        (l.t("andra halvåret", "second half of"), "07-01", "12-31")
    };
    let deadline = today.checked_add_days(Days::new(DAYS_TO_ANSWER)).unwrap_or(today);
    let mut fields: Fields = [
        (
            "title",
            l.t(format!("{what} {name} {year}"), format!("{what}, {name} {year}")),
        ),
        ("from", format!("{year}-{from}")),
        ("to", format!("{year}-{to}")),
        ("deadline", deadline.to_string()),
    ]
    .into_iter()
    .collect();
    for unit in units {
        fields.set(format!("unit.{}", unit.id), "yes");
    }
    fields
}

async fn show(state: &AppState, signed: &Signed, kind: InstrumentKind) -> Answer {
    let units = candidates(state, signed, kind).await?;
    let fields = proposal(kind, &units, stockholm_day(state.now()), signed.language);
    draw(
        state,
        signed,
        StatusCode::OK,
        kind,
        units,
        fields,
        FieldErrors::default(),
    )
    .await
}

async fn draw(
    state: &AppState,
    signed: &Signed,
    status: StatusCode,
    kind: InstrumentKind,
    units: Vec<Unit>,
    fields: Fields,
    errors: FieldErrors,
) -> Answer {
    let today = stockholm_day(state.now());
    let kept = monitoring::in_force(&mut state.read().await?, kind, today).await?;
    let data = OpenPageData {
        kind,
        version: (kept.instrument.version.clone(), kept.instrument.items().count()),
        units: units.into_iter().map(|unit| (unit.id, unit.name)).collect(),
        fields,
        errors,
    };
    let signed = Signed {
        path: open_address(kind).to_owned(),
        ..signed.clone()
    };
    let title = signed.language.t("Öppna en omgång", "Open a round");
    Ok(page(
        &signed,
        state,
        status,
        title,
        false,
        move || view! { <OpenPage data=data/> },
    ))
}

/// The smallest branch that the person coordinates and that covers all these.
fn branch_of(signed: &Signed, units: &[&Unit]) -> Option<UnitId> {
    let covering = signed.grants.iter().filter(|grant| {
        grant.role == Role::Coordinator && units.iter().all(|unit| grant.path.covers(&unit.path))
    });
    covering
        .max_by_key(|grant| grant.path.0.len())
        .map(|grant| grant.unit)
}

async fn open(state: &AppState, signed: &Signed, kind: InstrumentKind, fields: Fields) -> Answer {
    let candidates = candidates(state, signed, kind).await?;
    let (who, l) = (signed.who(state), signed.language);
    let form = RoundForm::from_fields(&fields);
    let chosen: Vec<&Unit> = candidates
        .iter()
        .filter(|unit| form.units.contains(&unit.id))
        .collect();
    if chosen.len() != form.units.len() {
        return Err(AppError::NotFound);
    }
    let branch = branch_of(signed, &chosen);
    let (days, branch) = match (form.check(who.today, l), branch) {
        (Ok(days), Some(branch)) => (days, branch),
        (Err(errors), _) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return draw(state, signed, status, kind, candidates, fields, errors).await;
        }
        (Ok(_), None) => {
            let mut errors = FieldErrors::default();
            errors.add(
                "units",
                l.t(
                    "De här hör till olika delar av kommunen. Öppna en omgång för varje del.",
                    "These belong to different parts of the municipality. Open a round for each part.",
                ),
            );
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return draw(state, signed, status, kind, candidates, fields, errors).await;
        }
    };
    let round = state
        .write(move |tx| {
            Box::pin(async move {
                let instrument = monitoring::in_force(tx, kind, who.today).await?;
                let new = NewRound {
                    branch,
                    instrument,
                    title: form.title,
                    days,
                    word: form.word,
                    units: form.units,
                };
                Ok(monitoring::open(tx, who, &new).await?)
            })
        })
        .await?;
    Ok(see_other(&round_address(round)))
}
