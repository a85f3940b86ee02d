use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Action;
use domain::assessments::Section;
use domain::dates;
use domain::fields::{FieldErrors, Fields, MAX_LINE, MAX_TEXT, too_long_message};
use domain::language::Language;
use domain::letters::{ApprovalForm, letter_gaps, ways};
use domain::participation::Disclosure;
use store::letters::{self, Letter};
use store::{disclosures, participation};

use super::drawing::{Typed, draw, is_protected};
use super::letter::find;
use crate::assessments::{Loaded, held};
use crate::error::AppError;
use crate::http::{Posted, see_other};
use crate::participation::disclosures_of;
use crate::sessions::Signed;
use crate::state::AppState;

type Params = Path<(String, String)>;

async fn find_open(
    state: &AppState,
    signed: &Signed,
    (id, letter): (String, String),
) -> Result<(Loaded, Letter), AppError> {
    let (loaded, letter) = find(state, signed, &id, &letter, Action::SignRecord).await?;
    if letter.kind.open_in(loaded.assessment.status) {
        Ok((loaded, letter))
    } else {
        Err(AppError::Conflict)
    }
}

async fn again(
    state: &AppState,
    signed: &Signed,
    loaded: &Loaded,
    letter: Letter,
    form: Fields,
    errors: FieldErrors,
) -> Result<Response, AppError> {
    let typed = Typed {
        text: None,
        form,
        errors,
    };
    draw(
        state,
        signed,
        StatusCode::UNPROCESSABLE_ENTITY,
        loaded,
        letter,
        typed,
    )
    .await
}

fn back(loaded: &Loaded, letter: &Letter) -> Response {
    see_other(&format!("/bedomning/{}/brev/{}", loaded.assessment.id, letter.id))
}

/// Approves a letter after the checks of secrecy and safety. What was assessed about disclosure is looked at once more in the very
/// transaction that approves.
pub async fn approve(
    State(state): State<AppState>,
    signed: Signed,
    path: Params,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let (loaded, letter) = find_open(&state, &signed, path.0).await?;
    let l = signed.language;
    let form = ApprovalForm::from_fields(&fields);
    let mut errors = gaps(&loaded, &letter, &disclosures_of(&state, &loaded).await?, l);
    errors.0.extend(form.check(l).0);
    if !errors.is_empty() {
        return again(&state, &signed, &loaded, letter, fields, errors).await;
    }
    let (_, text_version, _) = loaded.stored(Section::Letter(letter.id));
    let version: i64 = fields.text("version").parse().unwrap_or(0);
    let back = back(&loaded, &letter);
    let id = letter.id;
    state
        .write(move |tx| {
            Box::pin(async move {
                let now = held(tx, loaded).await?;
                let (case, assessment) = now.ids();
                let (.., stored) = now.stored(Section::Letter(id));
                let disclosures = disclosures::disclosures(tx, assessment).await?;
                if stored.is_none_or(|s| s.version != text_version)
                    || !gaps(&now, &letter, &disclosures, Language::Swedish).is_empty()
                {
                    return Err(AppError::Conflict);
                }
                Ok(letters::set_approved(tx, now.who, case, (id, version), Some(form.answers())).await?)
            })
        })
        .await?;
    Ok(back)
}

/// What keeps the stored text from being approved.
fn gaps(loaded: &Loaded, letter: &Letter, disclosures: &[Disclosure], l: Language) -> FieldErrors {
    let (text, ..) = loaded.stored(Section::Letter(letter.id));
    letter_gaps(
        &loaded.material,
        &letter.in_view(text),
        disclosures,
        &loaded.case.unit_name,
        l,
    )
}

/// Takes an approval back.
pub async fn unapprove(
    State(state): State<AppState>,
    signed: Signed,
    path: Params,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let (loaded, letter) = find_open(&state, &signed, path.0).await?;
    let version: i64 = fields.text("version").parse().unwrap_or(0);
    let ((case, _), who, id) = (loaded.ids(), loaded.who, letter.id);
    state
        .write(move |tx| {
            Box::pin(async move { Ok(letters::set_approved(tx, who, case, (id, version), None).await?) })
        })
        .await?;
    Ok(back(&loaded, &letter))
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
    let ways = ways(&letter.approval, is_protected(&loaded, &letter), letter.spoken);
    let errors = check_given(&fields, day.is_some(), &ways, l);
    let Some(day) = day.filter(|_| errors.is_empty()) else {
        return again(&state, &signed, &loaded, letter, fields, errors).await;
    };
    let kept: Fields = ["how", "by", "understood", "answer"]
        .iter()
        .map(|name| (*name, fields.text(name)))
        .collect();
    store_given(&state, &loaded, &letter, &fields, Some(day), kept).await
}

fn check_given(fields: &Fields, has_day: bool, ways: &[(&str, &str, &str)], l: Language) -> FieldErrors {
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
    if !ways.iter().any(|(code, ..)| *code == fields.text("how")) {
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
        needed(&mut errors, fields, (name, most, message), l);
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
    let mut errors = FieldErrors::default();
    for (name, most, message) in [
        (
            "reason",
            MAX_TEXT,
            l.t(
                "Skriv varför brevet inte lämnas.",
                "Write why the letter is not given.",
            ),
        ),
        (
            "decided_by",
            MAX_LINE,
            l.t("Skriv vem som har bestämt det.", "Write who decided it."),
        ),
    ] {
        needed(&mut errors, &fields, (name, most, message), l);
    }
    if !errors.is_empty() {
        return again(&state, &signed, &loaded, letter, fields, errors).await;
    }
    let kept: Fields = ["reason", "decided_by"]
        .iter()
        .map(|name| (*name, fields.text(name)))
        .collect();
    store_given(&state, &loaded, &letter, &fields, None, kept).await
}

/// A text that has to be there and has a most.
fn needed(
    errors: &mut FieldErrors,
    fields: &Fields,
    (name, most, message): (&str, usize, &str),
    l: Language,
) {
    let length = fields.text(name).chars().count();
    if length == 0 {
        errors.add(name, message);
    } else if length > most {
        errors.add(name, too_long_message(length, most, l));
    }
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
    let (ids, who, id, child) = (loaded.ids(), loaded.who, letter.id, letter.child);
    state
        .write(move |tx| {
            Box::pin(async move {
                letters::set_given(tx, who, ids.0, (id, version), day, &kept).await?;
                if let Some(day) = day.filter(|_| kept.has("answer")) {
                    let said = answer_note(day, &kept);
                    participation::add_answer(tx, who, ids, child, id, &said).await?;
                }
                Ok(())
            })
        })
        .await?;
    Ok(back(loaded, letter))
}

/// What the child answered, as a note of its own.
fn answer_note(day: chrono::NaiveDate, given: &Fields) -> Fields {
    [
        ("held_on", day.to_string()),
        ("by", given.text("by").to_owned()),
        ("statement.1.words", given.text("answer").to_owned()),
    ]
    .into_iter()
    .collect()
}
