use app::plans::{
    FormPageData, MeetingPage, MeetingPageData, MeetingsPage, MeetingsPageData, Part, meeting_address,
    meetings_title, plans_title,
};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{Datelike, NaiveDate};
use domain::access::{Action, Role, Subject, may};
use domain::fields::{FieldErrors, Fields};
use domain::ids::{MeetingId, UnitId};
use domain::language::Language;
use domain::organisation::UnitPath;
use domain::plans::{MeetingText, Saved};
use leptos::prelude::*;
use store::plans::{self, Meeting};
use store::{Tx, Who, organisation};

use super::find;
use super::form::{self, theirs, version};
use super::goals::again;
use super::overview::{Wanted, wanted_year};
use crate::clock::{moment, stockholm_day};
use crate::error::AppError;
use crate::http::{Posted, page, see_other};
use crate::sessions::Signed;
use crate::state::AppState;

/// The first and the last day of a year.
pub(super) fn whole_year(year: i32) -> (NaiveDate, NaiveDate) {
    let day = |month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
    (day(1, 1), day(12, 31))
}

/// The meetings of a year.
pub async fn list(
    State(state): State<AppState>,
    signed: Signed,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Result<Response, AppError> {
    if !may(&signed.actor, Action::ReadMeetings, Subject::General) {
        return Err(AppError::NotFound);
    }
    let Query(wanted) = wanted.unwrap_or_default();
    let year = wanted_year(wanted.ar.as_deref(), stockholm_day(state.now()).year());
    let mut tx = state.read().await?;
    let (networks, units) = writes_about(&mut tx, &signed).await?;
    let data = MeetingsPageData {
        meetings: plans::meetings(&mut tx, signed.account(), whole_year(year)).await?,
        year,
        networks,
        units,
    };
    let title = meetings_title(signed.language);
    Ok(page(
        &signed,
        &state,
        StatusCode::OK,
        title,
        false,
        move || view! { <MeetingsPage data=data/> },
    ))
}

type Named = Vec<(UnitId, String)>;

/// The branches whose network a coordinator writes about, and the units below them.
async fn writes_about(tx: &mut Tx, signed: &Signed) -> Result<(Named, Named), AppError> {
    let (mut networks, mut units) = (Named::new(), Named::new());
    for (id, name) in plans::branches(tx, signed.account(), Role::Coordinator).await? {
        let branch = organisation::unit(tx, id).await?;
        if branch.area.is_none() {
            networks.push((id, name));
        }
        for unit in plans::units_below(tx, &branch.path).await? {
            if !units.contains(&unit) {
                units.push(unit);
            }
        }
    }
    Ok((networks, units))
}

/// A meeting as it was written down.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let mut tx = state.read().await?;
    let meeting = find_meeting(&mut tx, &signed, &id, Action::ReadMeetings).await?;
    let l = signed.language;
    let (by, at) = (&meeting.saved.by, moment(meeting.saved.at, l));
    let data = MeetingPageData {
        saved: l.t(
            format!("Skrivet av {by} {at}."),
            format!("Written by {by} on {at}."),
        ),
        units: plans::units_below(&mut tx, &meeting.branch_path).await?,
        may_keep: may(
            &signed.actor,
            Action::KeepMeetings,
            Subject::Unit(&meeting.branch_path),
        ),
        meeting,
    };
    Ok(page(
        &signed,
        &state,
        StatusCode::OK,
        l.t("Ombudsmöte", "Representatives' meeting"),
        false,
        move || view! { <MeetingPage data=data/> },
    ))
}

async fn find_meeting(tx: &mut Tx, signed: &Signed, id: &str, action: Action) -> Result<Meeting, AppError> {
    let id: MeetingId = id.parse().map_err(|_| AppError::NotFound)?;
    let meeting = plans::meeting(tx, id).await?;
    if may(&signed.actor, action, Subject::Unit(&meeting.branch_path)) {
        Ok(meeting)
    } else {
        Err(AppError::NotFound)
    }
}

fn title(l: Language) -> &'static str {
    l.t("Skriv in ett möte", "Write down a meeting")
}

/// The branch that a meeting is for, with its units.
struct Branch {
    id: UnitId,
    name: String,
    units: Named,
}

async fn branch(tx: &mut Tx, (id, path, name): (UnitId, &UnitPath, &str)) -> Result<Branch, AppError> {
    Ok(Branch {
        id,
        name: name.to_owned(),
        units: plans::units_below(tx, path).await?,
    })
}

fn sheet(branch: &Branch, meeting: Option<&Meeting>, l: Language) -> FormPageData {
    let units = Part {
        heading: l.t("Vilka var med?", "Who was there?").to_owned(),
        lead: l
            .t(
                "Enheternas ombud. Lämna tomt där du inte vet.",
                "The units' representatives. Leave empty where you do not know.",
            )
            .to_owned(),
        asked: branch
            .units
            .iter()
            .map(|(id, name)| MeetingText::asked_of(*id, name, l))
            .collect(),
    };
    FormPageData {
        crumbs: vec![
            (plans_title(l).into(), Some("/planer".into())),
            (meetings_title(l).into(), Some("/ombud/moten".into())),
            (title(l).into(), None),
        ],
        title: title(l).into(),
        lead: branch.name.clone(),
        context: Vec::new(),
        action: meeting.map_or_else(
            || format!("/ombud/moten/nytt/{}", branch.id),
            |m| format!("{}/andra", meeting_address(m.id)),
        ),
        parts: vec![Part::plain(MeetingText::asked(l)), units],
        fields: meeting.map_or_else(Fields::default, |m| m.text.to_fields()),
        errors: FieldErrors::default(),
        version: meeting.map(|m| m.version),
        theirs: None,
        button: l.t("Spara mötet", "Save the meeting"),
        back: meeting.map_or_else(|| "/ombud/moten".to_owned(), |m| meeting_address(m.id)),
        help: vec![l.t(
            "Barnrättsombud och chefer i samma del av kommunen läser det du skriver.",
            "Representatives and managers in the same part of the municipality read what you write.",
        )],
    }
}

fn who(state: &AppState, signed: &Signed, branch: UnitId) -> Who {
    Who {
        unit: Some(branch),
        ..signed.who(state)
    }
}

/// The form for a new meeting of a branch.
pub async fn new(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let mut tx = state.read().await?;
    let unit = find::branch(&mut tx, &signed, &id, Action::KeepMeetings).await?;
    let branch = branch(&mut tx, (unit.id, &unit.path, &unit.name)).await?;
    let l = signed.language;
    Ok(form::draw(
        &state,
        &signed,
        StatusCode::OK,
        sheet(&branch, None, l),
    ))
}

/// Writes a meeting down.
pub async fn add(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let mut tx = state.read().await?;
    let unit = find::branch(&mut tx, &signed, &id, Action::KeepMeetings).await?;
    let branch = branch(&mut tx, (unit.id, &unit.path, &unit.name)).await?;
    drop(tx);
    let l = signed.language;
    match MeetingText::read(&fields, &branch.units, stockholm_day(state.now()), l) {
        Ok(new) => {
            let who = who(&state, &signed, branch.id);
            let id = state
                .write(move |tx| {
                    Box::pin(async move { Ok(plans::add_meeting(tx, who, branch.id, &new).await?) })
                })
                .await?;
            Ok(see_other(&meeting_address(id)))
        }
        Err(errors) => Ok(again(&state, &signed, sheet(&branch, None, l), fields, errors)),
    }
}

/// The form for a meeting that is written down.
pub async fn edit(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let mut tx = state.read().await?;
    let meeting = find_meeting(&mut tx, &signed, &id, Action::KeepMeetings).await?;
    let branch = branch(
        &mut tx,
        (meeting.branch, &meeting.branch_path, &meeting.branch_name),
    )
    .await?;
    let l = signed.language;
    let data = sheet(&branch, Some(&meeting), l);
    Ok(form::draw(&state, &signed, StatusCode::OK, data))
}

/// Saves it.
pub async fn save(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, AppError> {
    let mut tx = state.read().await?;
    let meeting = find_meeting(&mut tx, &signed, &id, Action::KeepMeetings).await?;
    let branch = branch(
        &mut tx,
        (meeting.branch, &meeting.branch_path, &meeting.branch_name),
    )
    .await?;
    drop(tx);
    let (l, started) = (signed.language, version(&fields));
    let mut data = sheet(&branch, Some(&meeting), l);
    let new = match MeetingText::read(&fields, &branch.units, stockholm_day(state.now()), l) {
        Ok(new) => new,
        Err(errors) => return Ok(again(&state, &signed, data, fields, errors)),
    };
    let (who, id) = (who(&state, &signed, branch.id), meeting.id);
    let saved = state
        .write(move |tx| Box::pin(async move { Ok(plans::save_meeting(tx, who, id, started, &new).await?) }))
        .await?;
    match saved {
        Saved::Stored(_) => Ok(see_other(&meeting_address(id))),
        Saved::Conflict(conflict) => {
            let (version, text) = theirs(*conflict, MeetingText::to_fields, l);
            (data.version, data.theirs, data.fields) = (Some(version), Some(text), fields);
            Ok(form::draw(&state, &signed, StatusCode::CONFLICT, data))
        }
    }
}
