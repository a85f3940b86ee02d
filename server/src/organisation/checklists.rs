use app::organisation::{
    ChecklistPage, ChecklistPageData, ChecklistsPage, ChecklistsPageData, PreviewPage, PreviewPageData,
    VersionLine, checklists_title,
};
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::access::{Action, Subject, may};
use domain::content::{Checklist, PublishProblem, compare, content, read_checklist};
use domain::fields::{FieldErrors, Fields, clean};
use domain::language::Language;
use domain::organisation::PublicationForm;
use leptos::prelude::*;
use store::checklists::{self, PublishedChecklist};
use store::{StoreError, Tx};

use crate::clock::stockholm_day;
use crate::error::AppError;
use crate::http::{Posted, Upload, UploadedFile, page, saved_as, see_other};
use crate::sessions::Signed;
use crate::state::AppState;

const HOME: &str = "/checklistor";
/// How much of what a parser says is shown. It repeats the line on which it stopped, and a line can be very long.
const MOST_WORDS: usize = 2_000;
/// Addresses of this feature, which no version can have as its name.
const TAKEN: [&str; 2] = ["forhandsgranska", "publicera"];

fn allowed(signed: &Signed) -> Result<(), AppError> {
    if may(&signed.actor, Action::PublishChecklist, Subject::General) {
        Ok(())
    } else {
        Err(AppError::NotFound)
    }
}

/// The person on the list's page: from an address that only takes forms, the language switch leads there.
fn at_home(signed: &Signed) -> Signed {
    Signed {
        path: HOME.to_owned(),
        ..signed.clone()
    }
}

/// Why a file is not taken.
struct Refusal {
    message: String,
    /// The parser's own words.
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
            message: problem.message(l).to_owned(),
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

async fn lines(tx: &mut Tx, in_force: &str) -> Result<Vec<VersionLine>, AppError> {
    let line = |published: PublishedChecklist| VersionLine {
        published_on: stockholm_day(published.published_at),
        in_force: published.version == in_force,
        published,
    };
    Ok(checklists::versions(tx).await?.into_iter().map(line).collect())
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
    let today = stockholm_day(state.now());
    let mut tx = state.read().await?;
    let in_force = checklists::in_force(&mut tx, today).await?;
    let versions = lines(&mut tx, &in_force.version).await?;
    let (mut status, mut errors, mut words) = (StatusCode::OK, FieldErrors::default(), None);
    if let Some(refusal) = refusal {
        status = StatusCode::UNPROCESSABLE_ENTITY;
        errors.add("file", refusal.message);
        words = refusal.words;
    }
    let data = ChecklistsPageData {
        versions,
        errors,
        words,
        today,
    };
    Ok(page(
        &at_home(signed),
        state,
        status,
        checklists_title(signed.language),
        false,
        move || view! { <ChecklistsPage data=data/> },
    ))
}

/// A stored version; its name is then one that was checked when it was published.
async fn stored(tx: &mut Tx, version: &str, in_force: &str) -> Result<VersionLine, AppError> {
    let versions = lines(tx, in_force).await?;
    let found = versions.into_iter().find(|v| v.published.version == version);
    found.ok_or(AppError::NotFound)
}

/// All questions of a version.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path(version): Path<String>,
) -> Result<Response, AppError> {
    allowed(&signed)?;
    let today = stockholm_day(state.now());
    let mut tx = state.read().await?;
    let in_force = checklists::in_force(&mut tx, today).await?;
    let line = stored(&mut tx, &version, &in_force.version).await?;
    let list = checklists::of_version(&mut tx, &line.published.version).await?;
    let data = ChecklistPageData {
        line,
        list: Checklist::clone(&list),
        today,
    };
    let title = signed
        .language
        .t("Version av checklistan", "Version of the checklist");
    Ok(page(
        &signed,
        &state,
        StatusCode::OK,
        title,
        false,
        move || view! { <ChecklistPage data=data/> },
    ))
}

/// A version as a file, to edit.
pub async fn file(
    State(state): State<AppState>,
    signed: Signed,
    Path(version): Path<String>,
) -> Result<Response, AppError> {
    allowed(&signed)?;
    let mut tx = state.read().await?;
    let version = stored(&mut tx, &version, "").await?.published.version;
    let source = checklists::source(&mut tx, &version).await?;
    let kind = HeaderValue::from_static("text/plain; charset=utf-8");
    Ok((
        StatusCode::OK,
        [
            (header::CONTENT_TYPE, kind),
            (
                header::CONTENT_DISPOSITION,
                saved_as(&format!("checklista-{version}.toml")),
            ),
        ],
        source,
    )
        .into_response())
}

/// The file's text, as a form would send it back.
fn text_of(file: Option<UploadedFile>, l: Language) -> Result<String, Refusal> {
    let Some(file) = file else {
        return Err(Refusal::because(l.t(
            "Välj filen med checklistan.",
            "Choose the file with the checklist.",
        )));
    };
    let bytes = file
        .bytes
        .ok_or_else(|| Refusal::of(&PublishProblem::TooLong, l))?;
    let text = String::from_utf8(bytes).map_err(|_| {
        Refusal::because(l.t(
            "Filen är ingen text i UTF-8. Spara den som ren text med kodningen UTF-8.",
            "The file is no text in UTF-8. Save it as plain text with the encoding UTF-8.",
        ))
    })?;
    // Some programs begin a file with a mark that TOML does not know.
    Ok(clean(text.trim_start_matches('\u{feff}')))
}

/// Reads a checklist and says why it cannot be published today, if it cannot.
async fn examine(
    state: &AppState,
    l: Language,
    source: &str,
) -> Result<Result<Checklist, Refusal>, AppError> {
    let list = match read_checklist(source) {
        Ok(list) if TAKEN.contains(&list.version.as_str()) => {
            return Ok(Err(Refusal::taken(&list.version, l)));
        }
        Ok(list) => list,
        Err(problem) => return Ok(Err(Refusal::of(&problem, l))),
    };
    let day = list.effective_from;
    if day < stockholm_day(state.now()) {
        return Ok(Err(Refusal::because(l.t(
            format!("Versionen börjar gälla {day}, och den dagen har redan passerat. Skriv i dag eller en senare dag vid effective_from."),
            format!("The version takes effect on {day}, which has passed. Write today or a later day at effective_from."),
        ))));
    }
    let known = checklists::source(&mut state.read().await?, &list.version).await;
    Ok(match known {
        Err(StoreError::NotFound) if list.version != content().version() => Ok(list),
        Ok(_) | Err(StoreError::NotFound) => Err(Refusal::taken(&list.version, l)),
        Err(error) => return Err(error.into()),
    })
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
        Ok(list) => {
            let fields: Fields = [("source", source)].into_iter().collect();
            draw_preview(
                &state,
                &signed,
                StatusCode::OK,
                list,
                fields,
                FieldErrors::default(),
            )
            .await
        }
        Err(refusal) => draw_list(&state, &signed, Some(refusal)).await,
    }
}

async fn draw_preview(
    state: &AppState,
    signed: &Signed,
    status: StatusCode,
    list: Checklist,
    fields: Fields,
    errors: FieldErrors,
) -> Result<Response, AppError> {
    let today = stockholm_day(state.now());
    let before = checklists::in_force(&mut state.read().await?, today).await?;
    let data = PreviewPageData {
        changes: compare(&before, &list),
        before: before.version.clone(),
        list,
        fields,
        errors,
    };
    let title = signed
        .language
        .t("Förhandsgranska checklistan", "Preview of the checklist");
    Ok(page(
        &at_home(signed),
        state,
        status,
        title,
        false,
        move || view! { <PreviewPage data=data/> },
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
    let list = match examine(&state, l, &source).await? {
        Ok(list) => list,
        Err(refusal) => return draw_list(&state, &signed, Some(refusal)).await,
    };
    let form = PublicationForm::from_fields(&fields);
    let errors = form.check(l);
    if !errors.is_empty() {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return draw_preview(&state, &signed, status, list, fields, errors).await;
    }
    let (who, version) = (signed.who(&state), list.version.clone());
    let published = state
        .write(move |tx| {
            Box::pin(async move {
                match checklists::publish(tx, who, &list, &source, &form.note).await {
                    Ok(()) => Ok(true),
                    Err(StoreError::State) => Ok(false),
                    Err(error) => Err(error.into()),
                }
            })
        })
        .await?;
    if published {
        Ok(see_other(HOME))
    } else {
        draw_list(&state, &signed, Some(Refusal::taken(&version, l))).await
    }
}
