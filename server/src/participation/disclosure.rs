use app::participation::{DisclosureFormPage, DisclosureFormPageData, DisclosureLine, DisclosuresPage};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Action;
use domain::assessments::{StatementInView, Status};
use domain::fields::{FieldErrors, Fields};
use domain::language::Language;
use domain::letters::letters_against;
use domain::participation::{Disclosure, DisclosureForm, DisclosureOutcome, Standing, standing};
use leptos::prelude::*;
use store::StoreError;
use store::disclosures::{self, NewDisclosure};

use super::{disclosures_of, letters_in_view};
use crate::assessments::{Loaded, held, load};
use crate::error::AppError;
use crate::http::{Posted, page, see_other};
use crate::sessions::Signed;
use crate::state::AppState;

fn line(loaded: &Loaded, said: StatementInView, disclosures: &[Disclosure], l: Language) -> DisclosureLine {
    let child = loaded.material.child(said.child);
    DisclosureLine {
        child: child.map(|c| c.full_label(l)).unwrap_or_default(),
        standing: standing(&said, disclosures),
        assessed: disclosures
            .iter()
            .filter(|d| d.statement == said.key)
            .cloned()
            .collect(),
        statement: said,
    }
}

/// Every statement with its standing.
pub async fn list(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let l = signed.language;
    let loaded = load(&state, &signed, &id, Action::ReadRecord, "disclosures").await?;
    let disclosures = disclosures_of(&state, &loaded).await?;
    let said = loaded.material.statements();
    let mut lines: Vec<_> = said
        .into_iter()
        .map(|said| line(&loaded, said, &disclosures, l))
        .collect();
    lines.sort_by_key(|line| line.standing != Standing::Awaits);
    let mut frame = loaded.frame(l);
    frame.may_edit &= loaded.assessment.status != Status::Withdrawn;
    Ok(page(
        &signed,
        &state,
        StatusCode::OK,
        l.t(
            "Vem får läsa det barnen har sagt?",
            "Who may read what the children said?",
        ),
        false,
        move || view! { <DisclosuresPage data=frame lines=lines/> },
    ))
}

async fn find(
    state: &AppState,
    signed: &Signed,
    id: &str,
    key: &str,
) -> Result<(Loaded, StatementInView), AppError> {
    let loaded = load(state, signed, id, Action::EditRecord, "disclosure").await?;
    if loaded.assessment.status == Status::Withdrawn {
        return Err(AppError::Conflict);
    }
    let said = statement(&loaded, key).ok_or(AppError::NotFound)?;
    Ok((loaded, said))
}

fn statement(loaded: &Loaded, key: &str) -> Option<StatementInView> {
    loaded.material.statements().into_iter().find(|s| s.key == key)
}

async fn draw(
    state: &AppState,
    signed: &Signed,
    status: StatusCode,
    (loaded, said): (Loaded, StatementInView),
    fields: Fields,
    errors: FieldErrors,
) -> Result<Response, AppError> {
    let l = signed.language;
    let disclosures = disclosures_of(state, &loaded).await?;
    let data = DisclosureFormPageData {
        frame: loaded.frame(l),
        line: line(&loaded, said, &disclosures, l),
        fields,
        errors,
        today: loaded.today,
    };
    Ok(page(
        signed,
        state,
        status,
        l.t("Pröva utlämnandet", "Assess the disclosure"),
        false,
        move || view! { <DisclosureFormPage data=data/> },
    ))
}

/// The form about one statement.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, key)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let found = find(&state, &signed, &id, &key).await?;
    draw(
        &state,
        &signed,
        StatusCode::OK,
        found,
        Fields::default(),
        FieldErrors::default(),
    )
    .await
}

/// What became of an assessment of disclosure.
enum Noted {
    Done,
    /// An approved letter answers or repeats what would be withheld.
    Against,
    /// The assessment's state has changed, or there is no room.
    Refused,
}

/// Notes an assessment of disclosure.
pub async fn add(
    State(state): State<AppState>,
    signed: Signed,
    Path((id, key)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let (loaded, said) = find(&state, &signed, &id, &key).await?;
    let l = signed.language;
    let form = DisclosureForm::from_fields(&fields);
    let mut errors = form.check(loaded.today, l);
    if let Some((outcome, decided_on)) = form.decided(loaded.today).filter(|_| errors.is_empty()) {
        let new = NewDisclosure {
            statement: said.key.clone(),
            recipient: form.recipient,
            outcome,
            ground: if outcome == DisclosureOutcome::Withheld {
                form.ground
            } else {
                String::new()
            },
            reasons: form.reasons,
            told_instead: form.told_instead,
            decided_by: form.decided_by,
            decided_on,
        };
        let assessment = loaded.assessment.id;
        match note(&state, loaded, new).await? {
            Noted::Done => return Ok(see_other(&format!("/bedomning/{assessment}/utlamnande"))),
            Noted::Against => errors.add(
                "outcome",
                l.t(
                    "Ett godkänt brev svarar på det här eller återger det. Ta tillbaka godkännandet av brevet först.",
                    "An approved letter answers this or repeats it. Take the letter's approval back first.",
                ),
            ),
            Noted::Refused => errors.add(
                "",
                l.t(
                    "Det gick inte att spara prövningen. Analysen har ändrats under tiden, eller så finns här redan 200 prövningar.",
                    "The assessment of disclosure could not be saved. The record has changed meanwhile, or there are 200 here already.",
                ),
            ),
        }
        let found = find(&state, &signed, &id, &key).await?;
        return draw(
            &state,
            &signed,
            StatusCode::UNPROCESSABLE_ENTITY,
            found,
            fields,
            errors,
        )
        .await;
    }
    draw(
        &state,
        &signed,
        StatusCode::UNPROCESSABLE_ENTITY,
        (loaded, said),
        fields,
        errors,
    )
    .await
}

async fn note(state: &AppState, loaded: Loaded, new: NewDisclosure) -> Result<Noted, AppError> {
    state
        .write(move |tx| {
            Box::pin(async move {
                // Held and read again, so that no letter is approved in between.
                let now = held(tx, loaded).await?;
                let Some(said) = statement(&now, &new.statement) else {
                    return Ok(Noted::Refused);
                };
                if !letters_against(&said, new.outcome, &letters_in_view(&now)).is_empty() {
                    return Ok(Noted::Against);
                }
                match disclosures::add_disclosure(tx, now.who, now.ids(), &new).await {
                    Ok(_) => Ok(Noted::Done),
                    Err(StoreError::State) => Ok(Noted::Refused),
                    Err(error) => Err(error.into()),
                }
            })
        })
        .await
}
