use app::plans::{FormPage, FormPageData, OthersText, Part, plan_address, plans_title, unit_address};
use axum::http::StatusCode;
use axum::response::Response;
use domain::fields::{FieldErrors, Fields};
use domain::language::Language;
use domain::plans::Versioned;
use leptos::prelude::*;

use super::find::Found;
use crate::clock::moment;
use crate::http::page;
use crate::sessions::Signed;
use crate::state::AppState;

/// Draws a form; the language switch leads back to it. Its heading is the page's title, and so never holds what somebody wrote.
pub(super) fn draw(state: &AppState, signed: &Signed, status: StatusCode, data: FormPageData) -> Response {
    let title = data.title.clone();
    let signed = Signed {
        path: data.action.clone(),
        ..signed.clone()
    };
    page(
        &signed,
        state,
        status,
        &title,
        false,
        move || view! { <FormPage data=data/> },
    )
}

/// A form of a plan, empty.
pub(super) fn in_plan(found: &Found, title: &'static str, part: Part, l: Language) -> FormPageData {
    let address = plan_address(found.unit.id, found.plan.year);
    FormPageData {
        crumbs: vec![
            (plans_title(l).into(), Some("/planer".into())),
            (found.unit.name.clone(), Some(unit_address(found.unit.id))),
            (found.plan.year.to_string(), Some(address.clone())),
            (title.into(), None),
        ],
        title: title.into(),
        lead: String::new(),
        context: Vec::new(),
        action: address.clone(),
        parts: vec![part],
        fields: Fields::default(),
        errors: FieldErrors::default(),
        version: None,
        theirs: None,
        button: l.t("Spara", "Save"),
        back: address,
        help: Vec::new(),
    }
}

/// The version that a form says it started from.
pub(super) fn version(fields: &Fields) -> i64 {
    fields.text("version").parse().unwrap_or(0)
}

/// What somebody else has saved, with its version for the next try.
pub(super) fn theirs<T>(
    conflict: Versioned<T>,
    to_fields: impl Fn(&T) -> Fields,
    l: Language,
) -> (i64, OthersText) {
    let text = OthersText {
        saved_by: conflict.saved.by,
        saved_at: moment(conflict.saved.at, l),
        fields: to_fields(&conflict.text),
    };
    (conflict.version, text)
}
