//! The pages that hold texts: drawn, saved, saved by script, in conflict. All sections go through the same few functions.

use std::str::FromStr;

use app::assessments::{
    ConflictPage, ConflictPageData, SectionPage, SectionPageData, address_of, next_address,
};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get};
use domain::access::Action;
use domain::assessments::{Depth, Kind, Section, Step, groups, line_fields};
use domain::dates;
use domain::fields::{FieldErrors, Fields};
use domain::language::Language;
use leptos::prelude::*;
use store::sections::{self, Saved, StoredSection};

use super::base::{BASE, Base, base_of};
use super::offers::{Offers, offers, with_offer};
use super::{Loaded, load};
use crate::clock::{stockholm_day, stockholm_time};
use crate::error::AppError;
use crate::http::{Posted, page, see_other};
use crate::sessions::{AUTOSAVE, Signed};
use crate::state::AppState;

type Answer = Result<Response, AppError>;

/// Fields of the form that are not texts of the section.
const CONTROL: [&str; 6] = ["version", "then", "more", "phrase", "earlier", BASE];

/// The page and the saving of a section of which there is one.
pub fn one(section: Section) -> MethodRouter<AppState> {
    get(
        async move |State(state): State<AppState>, signed: Signed, Path(id): Path<String>| {
            show(&state, &signed, &id, section).await
        },
    )
    .post(
        async move |State(state): State<AppState>,
                    signed: Signed,
                    Path(id): Path<String>,
                    headers: HeaderMap,
                    Posted(posted): Posted| {
            save(&state, &signed, &id, section, &headers, posted).await
        },
    )
}

/// The page and the saving of a section of which there are several; the address's last part names which.
pub fn several<T>(section: fn(T) -> Section) -> MethodRouter<AppState>
where
    T: FromStr + Send + 'static,
{
    get(
        async move |State(state): State<AppState>,
                    signed: Signed,
                    Path((id, name)): Path<(String, String)>| {
            show(&state, &signed, &id, section(parsed(&name)?)).await
        },
    )
    .post(
        async move |State(state): State<AppState>,
                    signed: Signed,
                    Path((id, name)): Path<(String, String)>,
                    headers: HeaderMap,
                    Posted(posted): Posted| {
            save(&state, &signed, &id, section(parsed(&name)?), &headers, posted).await
        },
    )
}

fn parsed<T: FromStr>(text: &str) -> Result<T, AppError> {
    text.parse().map_err(|_| AppError::NotFound)
}

/// Whether the section belongs to this assessment at all.
fn exists(loaded: &Loaded, section: Section) -> bool {
    match section {
        Section::Child(id) => loaded.material.child(id).is_some(),
        Section::Note(id) => loaded.material.note(id).is_some(),
        Section::Article(number) => loaded.material.article(number).is_some(),
        Section::Groups | Section::Consultation | Section::Announcement => {
            !loaded.material.kind.names_children()
        }
        Section::ArticleChoice => loaded.material.depth > Depth::Quick,
        _ => true,
    }
}

async fn show(state: &AppState, signed: &Signed, id: &str, section: Section) -> Answer {
    let loaded = load(state, signed, id, Action::ReadRecord, &section.key()).await?;
    if !exists(&loaded, section) {
        return Err(AppError::NotFound);
    }
    let offers = offers(state, &loaded, section).await?;
    Ok(draw(
        state,
        signed,
        StatusCode::OK,
        &loaded,
        section,
        Shown::stored(&loaded, section, offers),
    ))
}

/// What a page shows besides what is loaded.
struct Shown {
    fields: Fields,
    version: i64,
    one_more: bool,
    errors: FieldErrors,
    offers: Offers,
}

impl Shown {
    /// What is stored.
    fn stored(loaded: &Loaded, section: Section, offers: Offers) -> Self {
        let (fields, version, _) = loaded.stored(section);
        Self {
            fields,
            version,
            one_more: false,
            errors: FieldErrors::default(),
            offers,
        }
    }
}

pub(super) fn saved_in_words(
    stored: Option<&StoredSection>,
    today: chrono::NaiveDate,
    l: Language,
) -> String {
    let Some(stored) = stored else {
        return l.t("Inget sparat än", "Nothing saved yet").to_owned();
    };
    let time = stockholm_time(stored.saved_at);
    let day = stockholm_day(stored.saved_at);
    if day == today {
        l.t(format!("Sparat {time}"), format!("Saved {time}"))
    } else {
        let day = dates::long(day, l);
        l.t(format!("Sparat {day} {time}"), format!("Saved {day} {time}"))
    }
}

fn draw(
    state: &AppState,
    signed: &Signed,
    status: StatusCode,
    loaded: &Loaded,
    section: Section,
    shown: Shown,
) -> Response {
    let l = signed.language;
    let Shown {
        fields,
        version,
        one_more,
        errors,
        offers,
    } = shown;
    let missing = loaded
        .gaps(l)
        .into_iter()
        .filter(|g| g.section == Some(section))
        .map(|g| g.message)
        .collect();
    let data = SectionPageData {
        frame: loaded.frame(l),
        section,
        groups: loaded.groups(section, &fields, one_more, l),
        fields,
        errors,
        version,
        base: base_of(&loaded.stored(section).0),
        saved: saved_in_words(loaded.stored(section).2, loaded.today, l),
        missing,
        earlier: offers.earlier_in_words(l),
        phrases: offers.phrases,
        action: address_of(loaded.assessment.id, section),
    };
    let island = loaded.may_edit && section.open_in(loaded.assessment.status);
    page(
        signed,
        state,
        status,
        title(section, loaded, l),
        island,
        move || view! { <SectionPage data=data/> },
    )
}

/// The page's title, without names.
fn title(section: Section, loaded: &Loaded, l: Language) -> &'static str {
    match section {
        Section::Note(id) => loaded
            .material
            .note(id)
            .map_or(Step::Voice.name(l), |n| n.kind.page_title(l)),
        _ => section.step().name_for(loaded.case.kind, l),
    }
}

/// The section's texts from a posted form: tick boxes that are not sent are unticked, everything that the page did not ask for
/// stays as it was stored.
pub(super) fn typed(posted: &Fields, stored: &Fields, asked: &[domain::assessments::Group]) -> Fields {
    let mut fields = stored.clone();
    for field in asked.iter().flat_map(|g| &g.fields) {
        let text = posted.raw(&field.name).to_owned();
        if field.kind == Kind::Tick
            || posted.0.contains_key(&field.name)
            || !text.is_empty()
            || stored.0.contains_key(&field.name)
        {
            fields.set(field.name.clone(), text);
        }
    }
    fields
}

async fn save(
    state: &AppState,
    signed: &Signed,
    id: &str,
    section: Section,
    headers: &HeaderMap,
    posted: Fields,
) -> Answer {
    let loaded = load(state, signed, id, Action::EditRecord, &section.key()).await?;
    if !exists(&loaded, section) {
        return Err(AppError::NotFound);
    }
    let l = signed.language;
    let by_script = headers.contains_key(AUTOSAVE);
    let (stored, ..) = loaded.stored(section);
    let version: i64 = posted.text("version").parse().unwrap_or(0);
    let one_more = posted.ticked("more");
    let offered = posted.ticked("earlier") || posted.0.contains_key("phrase");
    let stay = one_more || offered || posted.text("then") == "stay";
    // The page that was posted may have had more rows than are stored; what it sent decides how many are asked for.
    let asked = groups(section, &loaded.material, &rows_of(&posted, &stored), true, l);
    let mut fields = typed(&without_control(posted.clone()), &stored, &asked);
    if offered && !by_script {
        let offers = offers(state, &loaded, section).await?;
        fields = with_offer(&loaded, &offers, section, &posted, fields);
    }
    let lines = line_fields(&asked);
    let errors = fields.too_long(|name| lines.contains(&name), l);
    if !errors.is_empty() {
        if by_script {
            return Ok(StatusCode::UNPROCESSABLE_ENTITY.into_response());
        }
        let shown = Shown {
            fields,
            version,
            one_more: false,
            errors,
            offers: offers(state, &loaded, section).await?,
        };
        return Ok(draw(
            state,
            signed,
            StatusCode::UNPROCESSABLE_ENTITY,
            &loaded,
            section,
            shown,
        ));
    }
    let (ids, who, kept) = (loaded.ids(), loaded.who, fields.clone());
    let saved = state
        .write(move |tx| {
            Box::pin(async move { Ok(sections::save_section(tx, who, ids, section, version, &kept).await?) })
        })
        .await?;
    match saved {
        Saved::Stored(version) if by_script => {
            Ok(format!("{version} {}", stockholm_time(state.now())).into_response())
        }
        Saved::Stored(_) if one_more => {
            let loaded = load(state, signed, id, Action::EditRecord, &section.key()).await?;
            let offers = offers(state, &loaded, section).await?;
            let shown = Shown {
                one_more: true,
                ..Shown::stored(&loaded, section, offers)
            };
            Ok(draw(state, signed, StatusCode::OK, &loaded, section, shown))
        }
        Saved::Stored(_) if stay => Ok(see_other(&address_of(loaded.assessment.id, section))),
        Saved::Stored(_) => {
            let mut now = loaded.material.clone();
            now.sections.insert(section, fields);
            Ok(see_other(&next_address(&now, section)))
        }
        Saved::Conflict(_) if by_script => Ok(StatusCode::CONFLICT.into_response()),
        Saved::Conflict(theirs) => {
            let mine = Base::read(&posted).merged(fields, &theirs.fields, str::to_owned);
            if mine == theirs.fields {
                // Nothing was touched here: what the other wrote stands.
                return Ok(see_other(&address_of(loaded.assessment.id, section)));
            }
            Ok(conflict(state, signed, &loaded, section, mine, theirs))
        }
    }
}

pub(super) fn rows_of(posted: &Fields, stored: &Fields) -> Fields {
    let mut all = stored.clone();
    all.0.extend(posted.0.clone());
    all
}

fn without_control(mut posted: Fields) -> Fields {
    posted.0.retain(|name, _| !CONTROL.contains(&name.as_str()));
    posted
}

fn conflict(
    state: &AppState,
    signed: &Signed,
    loaded: &Loaded,
    section: Section,
    mine: Fields,
    theirs: StoredSection,
) -> Response {
    let l = signed.language;
    let data = ConflictPageData {
        frame: loaded.frame(l),
        section,
        groups: groups(
            section,
            &loaded.material,
            &rows_of(&mine, &theirs.fields),
            false,
            l,
        ),
        mine,
        version: theirs.version,
        saved_by: theirs.saved_by,
        saved_at: format!(
            "{} {}",
            dates::long(stockholm_day(theirs.saved_at), l),
            stockholm_time(theirs.saved_at)
        ),
        theirs: theirs.fields,
        action: address_of(loaded.assessment.id, section),
    };
    let title = l.t(
        "Samma sida har sparats någon annanstans",
        "The same page has been saved elsewhere",
    );
    page(
        signed,
        state,
        StatusCode::CONFLICT,
        title,
        false,
        move || view! { <ConflictPage data=data/> },
    )
}
