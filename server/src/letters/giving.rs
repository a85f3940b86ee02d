use app::letters::APPROVALS;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Action;
use domain::assessments::{Section, Status};
use domain::dates;
use domain::fields::{FieldErrors, Fields, MAX_LINE, MAX_TEXT, too_long_message};
use domain::language::Language;
use store::letters::{self, Letter};
use store::{assessments, sections};

use super::letter::{draw, find};
use crate::assessments::Loaded;
use crate::error::AppError;
use crate::http::{Posted, see_other};
use crate::sessions::Signed;
use crate::state::AppState;

type Params = Path<(String, String)>;

async fn find_open(
    state: &AppState,
    signed: &Signed,
    (id, letter): (String, String),
) -> Result<(Loaded, Letter), AppError> {
    let (loaded, letter) = find(state, signed, &id, &letter, Action::SignRecord).await?;
    if loaded.assessment.status == Status::Signed {
        Ok((loaded, letter))
    } else {
        Err(AppError::Conflict)
    }
}

fn again(
    state: &AppState,
    signed: &Signed,
    loaded: &Loaded,
    letter: Letter,
    fields: Fields,
    errors: FieldErrors,
) -> Response {
    draw(
        state,
        signed,
        StatusCode::UNPROCESSABLE_ENTITY,
        loaded,
        letter,
        None,
        fields,
        errors,
    )
}

fn back(loaded: &Loaded, letter: &Letter) -> Response {
    see_other(&format!("/bedomning/{}/brev/{}", loaded.assessment.id, letter.id))
}

/// Approves a letter after the checks of secrecy and safety.
pub async fn approve(
    State(state): State<AppState>,
    signed: Signed,
    path: Params,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let (loaded, letter) = find_open(&state, &signed, path.0).await?;
    let l = signed.language;
    let mut errors = FieldErrors::default();
    for (code, ..) in APPROVALS {
        let name = format!("approve.{code}");
        if !fields.ticked(&name) {
            errors.add(
                &name,
                l.t(
                    "Kontrollera det här och kryssa i rutan.",
                    "Check this and tick the box.",
                ),
            );
        }
    }
    let (text, text_version, _) = loaded.stored(Section::Letter(letter.id));
    if text.0.values().all(|t| t.trim().is_empty()) {
        errors.add(
            "",
            l.t(
                "Brevet är tomt. Skriv det först.",
                "The letter is empty. Write it first.",
            ),
        );
    }
    for quoted in quoted_before_assessment(&loaded, &text) {
        errors.add(
            "",
            l.t(
                format!("Brevet återger något som ska prövas innan någon får läsa det: ”{quoted}”. Ta bort det ur brevet."),
                format!("The letter repeats something that has to be assessed before anybody reads it: “{quoted}”. Take it out of the letter."),
            ),
        );
    }
    if !errors.is_empty() {
        return Ok(again(&state, &signed, &loaded, letter, fields, errors));
    }
    set_approved(&state, &loaded, &letter, &fields, Some(text_version)).await
}

/// Statements awaiting their assessment, whichever child made them, that stand word for word in the letter.
fn quoted_before_assessment(loaded: &Loaded, text: &Fields) -> Vec<String> {
    let whole = words_of(&text.0.values().cloned().collect::<Vec<_>>().join("\n"));
    let statements = loaded.material.statements();
    statements
        .into_iter()
        .filter(|s| s.assess_first && whole.contains(&words_of(&s.words)))
        .map(|s| s.words.chars().take(80).collect())
        .collect()
}

/// The words with a space around each, so that neither punctuation nor line breaks hide a quotation, and "ja" is not found in "jag".
fn words_of(text: &str) -> String {
    let text = text.to_lowercase();
    let words: Vec<_> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    format!(" {} ", words.join(" "))
}

/// Takes an approval back.
pub async fn unapprove(
    State(state): State<AppState>,
    signed: Signed,
    path: Params,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let (loaded, letter) = find_open(&state, &signed, path.0).await?;
    set_approved(&state, &loaded, &letter, &fields, None).await
}

/// Approves the text of this version, or takes the approval back.
async fn set_approved(
    state: &AppState,
    loaded: &Loaded,
    letter: &Letter,
    fields: &Fields,
    checked: Option<i64>,
) -> Result<Response, AppError> {
    let version: i64 = fields.text("version").parse().unwrap_or(0);
    let ((case, assessment), who, id) = (loaded.ids(), loaded.who, letter.id);
    state
        .write(move |tx| {
            Box::pin(async move {
                assessments::hold(tx, case, assessment).await?;
                let stored = sections::section(tx, assessment, Section::Letter(id)).await?;
                if checked.is_some_and(|checked| stored.is_none_or(|s| s.version != checked)) {
                    return Err(AppError::Conflict);
                }
                Ok(letters::set_approved(tx, who, case, (id, version), checked.is_some()).await?)
            })
        })
        .await?;
    Ok(back(loaded, letter))
}

/// Records how a letter was given and what the child answered.
pub async fn given(
    State(state): State<AppState>,
    signed: Signed,
    path: Params,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let (loaded, letter) = find_open(&state, &signed, path.0).await?;
    let l = signed.language;
    let day = dates::parse(fields.text("given_on")).filter(|day| *day <= loaded.today);
    let errors = check_given(&fields, day.is_some(), l);
    let Some(day) = day.filter(|_| errors.is_empty()) else {
        return Ok(again(&state, &signed, &loaded, letter, fields, errors));
    };
    let kept: Fields = ["how", "by", "understood", "answer"]
        .iter()
        .map(|name| (*name, fields.text(name)))
        .collect();
    store_given(&state, &loaded, &letter, &fields, Some(day), kept).await
}

fn check_given(fields: &Fields, has_day: bool, l: Language) -> FieldErrors {
    let mut errors = FieldErrors::default();
    if !has_day {
        errors.add(
            "given_on",
            l.t(
                "Skriv dagen då barnet fick brevet, i dag eller tidigare.",
                "Write the day on which the child got the letter, today or before.",
            ),
        );
    }
    if !["read", "handed", "posted", "told"].contains(&fields.text("how")) {
        errors.add(
            "how",
            l.t("Välj hur brevet lämnades.", "Choose how the letter was given."),
        );
    }
    for (name, most, message) in [
        (
            "by",
            MAX_LINE,
            l.t("Skriv vem som lämnade brevet.", "Write who gave the letter."),
        ),
        (
            "understood",
            MAX_TEXT,
            l.t(
                "Skriv hur du kontrollerade att barnet förstod.",
                "Write how you checked that the child understood.",
            ),
        ),
    ] {
        let length = fields.text(name).chars().count();
        if length == 0 {
            errors.add(name, message);
        } else if length > most {
            errors.add(name, too_long_message(length, most, l));
        }
    }
    let length = fields.text("answer").chars().count();
    if length > MAX_TEXT {
        errors.add("answer", too_long_message(length, MAX_TEXT, l));
    }
    errors
}

/// Records that no letter is given, and why.
pub async fn not_given(
    State(state): State<AppState>,
    signed: Signed,
    path: Params,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let (loaded, letter) = find_open(&state, &signed, path.0).await?;
    let l = signed.language;
    let length = fields.text("reason").chars().count();
    let mut errors = FieldErrors::default();
    if length == 0 {
        errors.add(
            "reason",
            l.t(
                "Skriv varför brevet inte lämnas och vem som har bestämt det.",
                "Write why the letter is not given and who decided it.",
            ),
        );
    } else if length > MAX_TEXT {
        errors.add("reason", too_long_message(length, MAX_TEXT, l));
    }
    if !errors.is_empty() {
        return Ok(again(&state, &signed, &loaded, letter, fields, errors));
    }
    let kept: Fields = [("reason", fields.text("reason"))].into_iter().collect();
    store_given(&state, &loaded, &letter, &fields, None, kept).await
}

async fn store_given(
    state: &AppState,
    loaded: &Loaded,
    letter: &Letter,
    fields: &Fields,
    day: Option<chrono::NaiveDate>,
    kept: Fields,
) -> Result<Response, AppError> {
    let version: i64 = fields.text("version").parse().unwrap_or(0);
    let ((case, _), who, id) = (loaded.ids(), loaded.who, letter.id);
    state
        .write(move |tx| {
            Box::pin(async move { Ok(letters::set_given(tx, who, case, (id, version), day, &kept).await?) })
        })
        .await?;
    Ok(back(loaded, letter))
}
