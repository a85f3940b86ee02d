use domain::access::{Action, Subject, may};
use domain::ids::{CaseId, PurgeId};
use domain::retention::Sample;
use store::cases::Case;
use store::retention::{self, Chosen, Purge};
use store::{Tx, Who, cases};

use crate::clock::stockholm_moment;
use crate::error::AppError;
use crate::sessions::Signed;
use crate::state::AppState;

/// That the person is a records officer somewhere.
pub(super) fn officer(signed: &Signed) -> Result<(), AppError> {
    if may(&signed.actor, Action::KeepRecords, Subject::General) {
        Ok(())
    } else {
        Err(AppError::NotFound)
    }
}

/// A case of the officer's branch. Only what says nothing of anybody may be shown of it.
pub(super) async fn case(tx: &mut Tx, signed: &Signed, id: &str) -> Result<Case, AppError> {
    let id: CaseId = id.parse().map_err(|_| AppError::NotFound)?;
    let case = cases::case(tx, id).await?;
    if may(&signed.actor, Action::KeepRecords, Subject::Unit(&case.unit_path)) {
        Ok(case)
    } else {
        Err(AppError::NotFound)
    }
}

/// A batch of the officer's branch.
pub(super) async fn purge(tx: &mut Tx, signed: &Signed, id: &str) -> Result<Purge, AppError> {
    let id: PurgeId = id.parse().map_err(|_| AppError::NotFound)?;
    let found = retention::purge(tx, id).await?;
    if may(&signed.actor, Action::KeepRecords, Subject::Unit(&found.branch)) {
        Ok(found)
    } else {
        Err(AppError::NotFound)
    }
}

/// How the municipality makes the research sample.
pub(super) async fn sample(tx: &mut Tx) -> Result<Sample, AppError> {
    Ok(retention::sample(tx)
        .await?
        .map(|said| said.sample())
        .unwrap_or_default())
}

/// Who does something in a case's unit.
pub(super) fn who_in(state: &AppState, signed: &Signed, case: &Case) -> Who {
    Who {
        unit: Some(case.unit),
        ..signed.who(state)
    }
}

/// Who chose the kind of file, and when, in words.
pub(super) fn saved_words(chosen: Option<&Chosen>, signed: &Signed) -> Option<String> {
    let l = signed.language;
    chosen.map(|chosen| {
        let (by, at) = (&chosen.by, stockholm_moment(chosen.at, l));
        l.t(
            format!("{by} svarade den {at}."),
            format!("{by} answered on {at}."),
        )
    })
}
