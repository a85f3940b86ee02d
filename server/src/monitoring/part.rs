use app::monitoring::{UnitPage, UnitPageData, part_address};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::fields::{FieldErrors, Fields};
use domain::language::Language;
use domain::monitoring::{WordForm, gaps};
use leptos::prelude::*;
use store::Tx;
use store::monitoring::{self, Remark};

use super::find::{Part, part};
use crate::clock::{stockholm_day, stockholm_moment};
use crate::error::AppError;
use crate::http::{Posted, page, see_other};
use crate::sessions::Signed;
use crate::state::AppState;

type Answer = Result<Response, AppError>;
type Address = (String, String);

/// A unit's part in a round.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path((round, unit)): Path<Address>,
) -> Answer {
    let mut tx = state.read().await?;
    let found = part(&mut tx, &signed, &round, &unit).await?;
    draw(&state, &signed, &mut tx, StatusCode::OK, found, Shown::default()).await
}

/// What the page shows besides what is stored.
#[derive(Default)]
struct Shown {
    refused: bool,
    fields: Fields,
    errors: FieldErrors,
}

/// How many remarks each area has, and how many without reply.
fn counted(remarks: &[Remark]) -> Vec<(String, usize, usize)> {
    let mut counts: Vec<(String, usize, usize)> = Vec::new();
    for remark in remarks {
        let open = usize::from(remark.reply.is_none());
        match counts.iter_mut().find(|(area, ..)| *area == remark.area) {
            Some((_, all, without)) => {
                *all += 1;
                *without += open;
            }
            None => counts.push((remark.area.clone(), 1, open)),
        }
    }
    counts
}

/// When and by whom something was done.
fn done((by, at): (&str, chrono::DateTime<chrono::Utc>), l: Language) -> String {
    let at = stockholm_moment(at, l);
    l.t(format!("{at}, av {by}"), format!("{at}, by {by}"))
}

async fn draw(
    state: &AppState,
    signed: &Signed,
    tx: &mut Tx,
    status: StatusCode,
    found: Part,
    shown: Shown,
) -> Answer {
    let l = signed.language;
    let (round, unit) = found.ids();
    let reminders = monitoring::reminders(tx, round, Some(unit)).await?.into_iter();
    let one = &found.participant;
    let data = UnitPageData {
        remarks: counted(&monitoring::remarks(tx, round, unit).await?),
        reminders: reminders
            .map(|reminder| {
                let moment = stockholm_moment(reminder.sent_at, l);
                (reminder, moment)
            })
            .collect(),
        handed_in: one.handed_in.as_ref().map(|h| done((&h.by, h.at), l)),
        given_back: one.given_back.as_ref().map(|(by, at, _)| done((by, *at), l)),
        closed: found.round.closed.as_ref().map(|(by, at)| done((by, *at), l)),
        writable: found.writable(),
        runs: found.runs,
        may_give_back: found.runs && found.is_open() && one.handed_in.is_some(),
        refused: shown.refused,
        fields: shown.fields,
        errors: shown.errors,
        today: stockholm_day(state.now()),
        answers: found.answers(),
        before: found.before,
        instrument: found.instrument,
        participant: found.participant,
        round: found.round,
    };
    // A form may have been posted to an address that cannot be opened; the language switch leads back to the page.
    let signed = Signed {
        path: part_address(round, unit),
        ..signed.clone()
    };
    let title = l.t("Enhetens egenkontroll", "The unit's self-monitoring");
    Ok(page(
        &signed,
        state,
        status,
        title,
        false,
        move || view! { <UnitPage data=data/> },
    ))
}

/// Hands the answers in, unless something is missing.
pub async fn hand_in(
    State(state): State<AppState>,
    signed: Signed,
    Path((round, unit)): Path<Address>,
) -> Answer {
    let found = part(&mut state.read().await?, &signed, &round, &unit).await?;
    if !found.may_answer {
        return Err(AppError::NotFound);
    }
    let (who, ids, instrument) = (signed.who(&state), found.ids(), found.instrument);
    let whole = state
        .write(move |tx| {
            Box::pin(async move {
                let nothing_missing =
                    |answers: &_| gaps(&instrument, answers, who.today, Language::Swedish).is_empty();
                Ok(monitoring::hand_in(tx, who, ids, nothing_missing).await?)
            })
        })
        .await?;
    if whole {
        return Ok(see_other(&part_address(ids.0, ids.1)));
    }
    let mut tx = state.read().await?;
    let found = part(&mut tx, &signed, &round, &unit).await?;
    let shown = Shown {
        refused: true,
        ..Shown::default()
    };
    draw(
        &state,
        &signed,
        &mut tx,
        StatusCode::UNPROCESSABLE_ENTITY,
        found,
        shown,
    )
    .await
}

/// Gives handed-in answers back to the unit.
pub async fn give_back(
    State(state): State<AppState>,
    signed: Signed,
    Path((round, unit)): Path<Address>,
    Posted(fields): Posted,
) -> Answer {
    let (who, l) = (signed.who(&state), signed.language);
    let mut tx = state.read().await?;
    let found = part(&mut tx, &signed, &round, &unit).await?;
    if !found.runs {
        return Err(AppError::NotFound);
    }
    let form = WordForm::from_fields(&fields, "given_back");
    let empty = l.t(
        "Skriv varför du lämnar tillbaka svaren.",
        "Write why you give the answers back.",
    );
    let errors = form.check(empty, who.today, l);
    if !errors.is_empty() {
        let shown = Shown {
            fields,
            errors,
            ..Shown::default()
        };
        return draw(
            &state,
            &signed,
            &mut tx,
            StatusCode::UNPROCESSABLE_ENTITY,
            found,
            shown,
        )
        .await;
    }
    drop(tx);
    let ids = found.ids();
    state
        .write(move |tx| Box::pin(async move { Ok(monitoring::give_back(tx, who, ids, &form.text).await?) }))
        .await?;
    Ok(see_other(&part_address(ids.0, ids.1)))
}
