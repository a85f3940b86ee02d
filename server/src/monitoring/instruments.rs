use app::monitoring::{
    INSTRUMENTS, InstrumentLine, InstrumentPage, InstrumentPageData, InstrumentPreview,
    InstrumentPreviewData, InstrumentsPage, InstrumentsPageData, instruments_title,
};
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::access::{Action, Subject, may};
use domain::content::PublishProblem;
use domain::fields::{FieldErrors, Fields, clean};
use domain::language::Language;
use domain::monitoring::{
    Instrument, InstrumentKind, MAX_INSTRUMENT, compare_instruments, instrument_problem, own_instrument,
    read_instrument,
};
use domain::organisation::PublicationForm;
use leptos::prelude::*;
use store::monitoring;
use store::{StoreError, Tx};

use crate::clock::stockholm_day;
use crate::error::AppError;
use crate::http::{Posted, Upload, UploadedFile, page, saved_as, see_other};
use crate::sessions::Signed;
use crate::state::AppState;

/// How much of what a parser says is shown. It repeats the line on which it stopped, and a line can be very long.
const MOST_WORDS: usize = 2_000;

fn allowed(signed: &Signed) -> Result<(), AppError> {
    if may(&signed.actor, Action::PublishInstrument, Subject::General) {
        Ok(())
    } else {
        Err(AppError::NotFound)
    }
}

/// The person on the list's page: from an address that only takes forms, the language switch leads there.
fn at_home(signed: &Signed) -> Signed {
    Signed {
        path: INSTRUMENTS.to_owned(),
        ..signed.clone()
    }
}

/// Why a file is not taken: a message, and the parser's own words.
struct Refusal {
    message: String,
    words: Option<String>,
}

impl Refusal {
    fn because(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            words: None,
        }
    }

    fn of(problem: &PublishProblem, l: Language) -> Self {
        let beginning = |words: &str| -> String { words.chars().take(MOST_WORDS).collect() };
        Self {
            message: instrument_problem(problem, l).to_owned(),
            words: problem.details().map(beginning),
        }
    }

    fn taken(version: &str, l: Language) -> Self {
        Self::because(l.t(
            format!("Det finns redan en version som heter {version}. Ge den nya ett annat namn."),
            format!("There is already a version called {version}. Give the new one another name."),
        ))
    }
}

async fn lines(tx: &mut Tx, state: &AppState, kind: InstrumentKind) -> Result<Vec<InstrumentLine>, AppError> {
    let today = stockholm_day(state.now());
    let in_force = monitoring::in_force(tx, kind, today).await?.instrument;
    let found = monitoring::versions(tx, kind).await?.into_iter();
    Ok(found
        .map(|published| InstrumentLine {
            kind,
            published_on: stockholm_day(published.published_at),
            in_force: published.version == in_force.version,
            published,
        })
        .collect())
}

/// The versions.
pub async fn list(State(state): State<AppState>, signed: Signed) -> Result<Response, AppError> {
    allowed(&signed)?;
    draw_list(&state, &signed, None).await
}

async fn draw_list(
    state: &AppState,
    signed: &Signed,
    refusal: Option<Refusal>,
) -> Result<Response, AppError> {
    let mut tx = state.read().await?;
    let mut versions = Vec::new();
    for kind in InstrumentKind::ALL {
        versions.extend(lines(&mut tx, state, kind).await?);
    }
    let (mut status, mut errors, mut words) = (StatusCode::OK, FieldErrors::default(), None);
    if let Some(refusal) = refusal {
        status = StatusCode::UNPROCESSABLE_ENTITY;
        errors.add("file", refusal.message);
        words = refusal.words;
    }
    let data = InstrumentsPageData {
        versions,
        has_rounds: may(&signed.actor, Action::ReadMonitoring, Subject::General),
        errors,
        words,
        today: stockholm_day(state.now()),
    };
    let title = instruments_title(signed.language);
    Ok(page(
        &at_home(signed),
        state,
        status,
        title,
        false,
        move || view! { <InstrumentsPage data=data/> },
    ))
}

/// A stored version; its name is then one that was checked when it was published.
async fn stored(
    tx: &mut Tx,
    state: &AppState,
    (kind, version): &(String, String),
) -> Result<InstrumentLine, AppError> {
    let kind = InstrumentKind::from_slug(kind).ok_or(AppError::NotFound)?;
    let found = lines(tx, state, kind).await?;
    let same = |line: &InstrumentLine| line.published.version == *version;
    found.into_iter().find(same).ok_or(AppError::NotFound)
}

/// All items of a version.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path(address): Path<(String, String)>,
) -> Result<Response, AppError> {
    allowed(&signed)?;
    let mut tx = state.read().await?;
    let line = stored(&mut tx, &state, &address).await?;
    let source = monitoring::source(&mut tx, line.kind, &line.published.version).await?;
    let instrument = read_instrument(&source).map_err(|_| StoreError::Corrupt("instrument.source"))?;
    let data = InstrumentPageData {
        line,
        instrument: instrument.into(),
        today: stockholm_day(state.now()),
    };
    let title = signed.language.t(
        "Version av egenkontrollens frågor",
        "Version of what self-monitoring asks",
    );
    Ok(page(
        &signed,
        &state,
        StatusCode::OK,
        title,
        false,
        move || view! { <InstrumentPage data=data/> },
    ))
}

/// A version as a file, to edit.
pub async fn file(
    State(state): State<AppState>,
    signed: Signed,
    Path(address): Path<(String, String)>,
) -> Result<Response, AppError> {
    allowed(&signed)?;
    let mut tx = state.read().await?;
    let line = stored(&mut tx, &state, &address).await?;
    let version = line.published.version;
    let source = monitoring::source(&mut tx, line.kind, &version).await?;
    let kind = HeaderValue::from_static("text/plain; charset=utf-8");
    let name = saved_as(&format!("egenkontroll-{}-{version}.toml", line.kind.slug()));
    Ok((
        StatusCode::OK,
        [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)],
        source,
    )
        .into_response())
}

/// The file's text, as a form would send it back.
fn text_of(file: Option<UploadedFile>, l: Language) -> Result<String, Refusal> {
    let Some(file) = file else {
        return Err(Refusal::because(
            l.t("Välj filen med frågorna.", "Choose the file with what is asked."),
        ));
    };
    let fits = |bytes: &Vec<u8>| bytes.len() <= MAX_INSTRUMENT;
    let Some(bytes) = file.bytes.filter(fits) else {
        return Err(Refusal::of(&PublishProblem::TooLong, l));
    };
    let text = String::from_utf8(bytes).map_err(|_| {
        Refusal::because(l.t(
            "Filen är ingen text i UTF-8. Spara den som ren text med kodningen UTF-8.",
            "The file is no text in UTF-8. Save it as plain text with the encoding UTF-8.",
        ))
    })?;
    // Some programs begin a file with a mark that TOML does not know.
    Ok(clean(text.trim_start_matches('\u{feff}')))
}

/// Reads an instrument and says why it cannot be published today, if it cannot.
async fn examine(
    state: &AppState,
    l: Language,
    source: &str,
) -> Result<Result<Instrument, Refusal>, AppError> {
    let instrument = match read_instrument(source) {
        Ok(instrument) => instrument,
        Err(problem) => return Ok(Err(Refusal::of(&problem, l))),
    };
    let day = instrument.effective_from;
    if day < stockholm_day(state.now()) {
        return Ok(Err(Refusal::because(l.t(
            format!("Versionen börjar gälla {day}, och den dagen har redan passerat. Skriv i dag eller en senare dag vid effective_from."),
            format!("The version takes effect on {day}, which has passed. Write today or a later day at effective_from."),
        ))));
    }
    let (kind, version) = (instrument.kind, &instrument.version);
    // The name of the program's own belongs to it even where it is not stored yet.
    let is_own = own_instrument(kind).is_some_and(|own| own.version == *version);
    match monitoring::source(&mut state.read().await?, kind, version).await {
        Err(StoreError::NotFound) if !is_own => Ok(Ok(instrument)),
        Ok(_) | Err(StoreError::NotFound) => Ok(Err(Refusal::taken(version, l))),
        Err(error) => Err(error.into()),
    }
}

/// What would be published, and how it differs from what is in force.
pub async fn preview(
    State(state): State<AppState>,
    signed: Signed,
    Upload { file, .. }: Upload,
) -> Result<Response, AppError> {
    allowed(&signed)?;
    let l = signed.language;
    let source = match text_of(file, l) {
        Ok(source) => source,
        Err(refusal) => return draw_list(&state, &signed, Some(refusal)).await,
    };
    match examine(&state, l, &source).await? {
        Ok(instrument) => {
            let fields: Fields = [("source", source)].into_iter().collect();
            let errors = FieldErrors::default();
            draw_preview(&state, &signed, StatusCode::OK, instrument, fields, errors).await
        }
        Err(refusal) => draw_list(&state, &signed, Some(refusal)).await,
    }
}

async fn draw_preview(
    state: &AppState,
    signed: &Signed,
    status: StatusCode,
    instrument: Instrument,
    fields: Fields,
    errors: FieldErrors,
) -> Result<Response, AppError> {
    let today = stockholm_day(state.now());
    let before = monitoring::in_force(&mut state.read().await?, instrument.kind, today)
        .await?
        .instrument;
    let data = InstrumentPreviewData {
        changes: compare_instruments(&before, &instrument),
        before: before.version.clone(),
        instrument,
        fields,
        errors,
    };
    let title = signed
        .language
        .t("Förhandsgranska frågorna", "Preview of what is asked");
    Ok(page(
        &at_home(signed),
        state,
        status,
        title,
        false,
        move || view! { <InstrumentPreview data=data/> },
    ))
}

/// Publishes a version that was previewed. Everything is read and checked again, because a hidden field can be changed and days pass.
pub async fn publish(
    State(state): State<AppState>,
    signed: Signed,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    allowed(&signed)?;
    let l = signed.language;
    let source = fields.raw("source").to_owned();
    let instrument = match examine(&state, l, &source).await? {
        Ok(instrument) => instrument,
        Err(refusal) => return draw_list(&state, &signed, Some(refusal)).await,
    };
    let form = PublicationForm::from_fields(&fields);
    let errors = form.check(l);
    if !errors.is_empty() {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return draw_preview(&state, &signed, status, instrument, fields, errors).await;
    }
    let (who, version) = (signed.who(&state), instrument.version.clone());
    let published = state
        .write(move |tx| {
            Box::pin(async move {
                match monitoring::publish(tx, who, &instrument, &source, &form.note).await {
                    Ok(()) => Ok(true),
                    Err(StoreError::State) => Ok(false),
                    Err(error) => Err(error.into()),
                }
            })
        })
        .await?;
    if published {
        Ok(see_other(INSTRUMENTS))
    } else {
        draw_list(&state, &signed, Some(Refusal::taken(&version, l))).await
    }
}
