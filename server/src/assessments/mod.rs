//! Assessments. Whoever may read the case may read them, and every page leaves a row in the trail in the transaction that loads it;
//! only the case's worker writes, and only what the state still takes (see `Section::open_in`).

mod annotations;
mod attachments;
mod base;
mod depth;
mod documents;
mod load;
mod measures;
mod moving;
mod offers;
mod overview;
mod quick;
mod review;
mod section;
mod sign;
mod steps;
mod versions;

use axum::Router;
use axum::routing::{get, post};
use domain::assessments::Section;

pub(crate) use documents::{as_signed, heading, pdf};
pub(crate) use load::{Loaded, load};
pub(crate) use moving::sender;
pub(crate) use sign::held;

use crate::state::AppState;

/// The feature's routes.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/bedomning/{id}", get(overview::show))
        .route("/bedomning/{id}/avsluta-utan-beslut", post(overview::withdraw))
        .route("/bedomning/{id}/ateroppna", post(overview::reopen))
        .route("/bedomning/{id}/avsluta", post(overview::close))
        .route("/bedomning/{id}/ny-version", post(versions::revise))
        .route("/bedomning/{id}/andringar", get(versions::changes))
        .route("/bedomning/{id}/jamforelse", get(versions::compare))
        .route("/bedomning/{id}/djup", get(depth::show).post(depth::raise))
        .route("/bedomning/{id}/snabb", get(quick::show).post(quick::save))
        .route("/bedomning/{id}/grupper", section::one(Section::Groups))
        .route("/bedomning/{id}/samrad", section::one(Section::Consultation))
        .route(
            "/bedomning/{id}/artiklar/val",
            section::one(Section::ArticleChoice),
        )
        .route(
            "/bedomning/{id}/svar-till-barnen",
            section::one(Section::Announcement),
        )
        .route(
            "/bedomning/{id}/granskning",
            get(review::show).post(review::review),
        )
        .route("/bedomning/{id}/granskning/svar", post(review::answer))
        .route("/bedomning/{id}/aterta", post(review::recall))
        .route("/bedomning/{id}/skicka", post(sign::submit))
        .route("/bedomning/{id}/fraga", section::one(Section::Question))
        .route("/bedomning/{id}/barn", get(steps::children))
        .route("/bedomning/{id}/barn/{child}", section::several(Section::Child))
        .route("/bedomning/{id}/fakta", section::one(Section::Facts))
        .route(
            "/bedomning/{id}/bilagor",
            get(attachments::show).post(attachments::add),
        )
        .route("/bedomning/{id}/bilagor/{attachment}", get(attachments::download))
        .route(
            "/bedomning/{id}/bilagor/{attachment}/ta-bort",
            get(attachments::ask_to_remove).post(attachments::remove),
        )
        .route("/bedomning/{id}/rost", get(steps::voice).post(steps::add_note))
        .route("/bedomning/{id}/rost/hamta", post(steps::take_over))
        .route("/bedomning/{id}/rost/{note}", section::several(Section::Note))
        .route("/bedomning/{id}/rost/{note}/ta-bort", post(steps::remove_note))
        .route("/bedomning/{id}/artiklar", get(steps::articles))
        .route(
            "/bedomning/{id}/artiklar/{number}",
            section::several(Section::Article),
        )
        .route("/bedomning/{id}/avvagning", section::one(Section::Weighing))
        .route(
            "/bedomning/{id}/atgarder",
            get(measures::show).post(measures::add),
        )
        .route(
            "/bedomning/{id}/atgarder/{measure}/ta-bort",
            post(measures::remove),
        )
        .route("/bedomning/{id}/atgarder/{measure}/gjord", post(measures::finish))
        .route("/bedomning/{id}/rattelser", get(annotations::show))
        .route("/bedomning/{id}/rattelser/rattelse", post(annotations::correct))
        .route("/bedomning/{id}/rattelser/invandning", post(annotations::object))
        .route("/bedomning/{id}/beslut", section::one(Section::Decision))
        .route("/bedomning/{id}/uppfoljning", section::one(Section::FollowUp))
        .route("/bedomning/{id}/granska", get(sign::check))
        .route("/bedomning/{id}/signera", post(sign::sign))
        .route(
            "/bedomning/{id}/dokument/beslut-intern.pdf",
            get(documents::internal),
        )
        .route("/bedomning/{id}/dokument/beslut-part.pdf", get(documents::party))
        .route(
            "/bedomning/{id}/dokument/arbetsutskrift.pdf",
            get(documents::working_print),
        )
        .route("/bedomning/{id}/dokument/tjansteskrivelse", get(documents::memo))
}
