use app::audit::{
    EventLine, ExtractFormData, ExtractFormPage, ExtractPage, ExtractPageData, extract_address, extract_title,
};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{DateTime, Utc};
use domain::audit::{ExtractForm, Shown, event_words, object_words};
use domain::ids::LogExtractId;
use domain::language::Language;
use leptos::prelude::*;
use store::log_extracts::{self, Event, Extract, NewExtract};

use super::find::records_officer;
use crate::access::ask_first;
use crate::clock::{stockholm_day, stockholm_midnight, stockholm_moment, stockholm_time};
use crate::error::AppError;
use crate::http::{Posted, page, see_other};
use crate::sessions::Signed;
use crate::state::AppState;

/// How many events the page shows; the files have all of them.
const ON_THE_PAGE: usize = 100;

/// The empty form: only soon after a proof of who asks.
pub async fn form(State(state): State<AppState>, signed: Signed) -> Result<Response, AppError> {
    records_officer(&signed)?;
    signed.require_recent(&state)?;
    Ok(draw_form(
        &state,
        &signed,
        StatusCode::OK,
        ExtractFormData::default(),
    ))
}

fn draw_form(state: &AppState, signed: &Signed, status: StatusCode, data: ExtractFormData) -> Response {
    let title = extract_title(signed.language);
    page(signed, state, status, title, false, move || {
        view! { <ExtractFormPage data=data/> }
    })
}

/// Looks for the cases, keeps what was asked for, and redirects to an address that does not tell it.
pub async fn make(
    State(state): State<AppState>,
    signed: Signed,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    records_officer(&signed)?;
    if let Some(page) = ask_first(&state, &signed, &fields) {
        return Ok(page);
    }
    let (l, today) = (signed.language, stockholm_day(state.now()));
    let typed = ExtractForm::from_fields(&fields);
    let mut errors = typed.check(today, l);
    let asked = typed.sought(today).zip(typed.shown());
    let Some((sought, shown)) = asked.filter(|_| errors.is_empty()) else {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(draw_form(
            &state,
            &signed,
            status,
            ExtractFormData { fields, errors },
        ));
    };
    let (who, account) = (signed.who(&state), signed.account());
    let made = state
        .write(move |tx| {
            Box::pin(async move {
                let cases = log_extracts::find(tx, account, &sought).await?;
                if cases.is_empty() {
                    log_extracts::note_nothing(tx, who).await?;
                    return Ok(None);
                }
                let new = NewExtract {
                    days: typed.days(),
                    recipient: typed.recipient,
                    reason: typed.reason,
                    shown,
                    cases,
                };
                Ok(Some(log_extracts::keep(tx, who, &new).await?))
            })
        })
        .await?;
    if let Some(id) = made {
        return Ok(see_other(&extract_address(id)));
    }
    errors.add(
        "number",
        l.t(
            "Det finns inget ärende med det numret inom ditt område. Kontrollera siffrorna.",
            "There is no case with that number within your area. Check the digits.",
        ),
    );
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(draw_form(
        &state,
        &signed,
        status,
        ExtractFormData { fields, errors },
    ))
}

/// An extract with its events.
pub(super) struct Read {
    pub extract: Extract,
    pub events: Vec<Event>,
    pub more: bool,
}

/// One's own extract, told to the trail; `how` says whether on the page or as which file. Only soon after a proof of who asks.
pub(super) async fn read(state: &AppState, signed: &Signed, id: &str, how: &str) -> Result<Read, AppError> {
    records_officer(signed)?;
    let id: LogExtractId = id.parse().map_err(|_| AppError::NotFound)?;
    let account = signed.account();
    // Whether there is such an extract is asked before the proof, so that a stranger's address asks nobody for a code.
    log_extracts::extract(&mut state.read().await?, account, id).await?;
    signed.require_recent(state)?;
    let (who, how) = (signed.who(state), how.to_owned());
    state
        .write(move |tx| {
            Box::pin(async move {
                let extract = log_extracts::extract(tx, account, id).await?;
                log_extracts::note_fetched(tx, who, account, id, &how).await?;
                let period = bounds(&extract);
                let (events, more) = log_extracts::events(tx, account, &extract, period).await?;
                Ok(Read {
                    extract,
                    events,
                    more,
                })
            })
        })
        .await
}

/// The extract's period in UTC; without days, from the beginning until it was made.
fn bounds(extract: &Extract) -> (DateTime<Utc>, DateTime<Utc>) {
    let (since, until) = extract.days;
    let end = until.and_then(|day| day.succ_opt()).map(stockholm_midnight);
    (
        since.map_or(DateTime::UNIX_EPOCH, stockholm_midnight),
        end.unwrap_or(extract.made_at),
    )
}

/// The extract's page.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let l = signed.language;
    let found = read(&state, &signed, &id, "page").await?;
    let data = ExtractPageData {
        id: found.extract.id,
        facts: facts(&found.extract, l),
        lines: found
            .events
            .iter()
            .take(ON_THE_PAGE)
            .map(|event| line(event, found.extract.shown, l))
            .collect(),
        of: found.events.len(),
        more: found.more,
        several: found.extract.numbers.len() > 1,
    };
    let title = extract_title(l);
    Ok(page(&signed, &state, StatusCode::OK, title, false, move || {
        view! { <ExtractPage data=data/> }
    }))
}

/// What the extract is, for whom and why.
pub(super) fn facts(extract: &Extract, l: Language) -> Vec<(String, String)> {
    let (since, until) = extract.days;
    let period = match (since, until) {
        (None, None) => l.t("Hela tiden", "All the time").to_owned(),
        (Some(since), None) => l.t(format!("Från {since}"), format!("From {since}")),
        (None, Some(until)) => l.t(format!("Till och med {until}"), format!("Until {until}")),
        (Some(since), Some(until)) => format!("{since} – {until}"),
    };
    [
        (l.t("Ärenden", "Cases"), extract.numbers.join(", ")),
        (l.t("Period", "Period"), period),
        (l.t("Uttaget är till", "For"), extract.recipient.clone()),
        (l.t("Varför", "Why"), extract.reason.clone()),
        (l.t("Medarbetare", "Employees"), extract.shown.name(l).to_owned()),
        (l.t("Gjort", "Made"), stockholm_moment(extract.made_at, l)),
    ]
    .into_iter()
    .map(|(key, value)| (key.to_owned(), value))
    .collect()
}

/// An event in words.
pub(super) fn line(event: &Event, shown: Shown, l: Language) -> EventLine {
    let function = event.title.clone().filter(|title| !title.is_empty());
    let who = match (&event.name, shown, function) {
        (None, ..) => l.t("Programmet", "The program").to_owned(),
        (Some(_), Shown::Function, Some(title)) => title,
        (Some(_), Shown::Function, None) => l.t("Medarbetare", "Employee").to_owned(),
        (Some(name), Shown::Names, Some(title)) => format!("{name}, {title}"),
        (Some(name), Shown::Names, None) => name.clone(),
    };
    EventLine {
        at: format!("{} {}", stockholm_day(event.at), stockholm_time(event.at)),
        number: event.number.clone(),
        who,
        unit: event.unit.clone().unwrap_or_default(),
        what: event_words(&event.action, l).to_owned(),
        part: object_words(&event.object_kind, &event.detail, l).to_owned(),
    }
}
