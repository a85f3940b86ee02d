//! Emergency access: somebody reads a record that is not theirs for a few hours, says why, and the unit's manager judges it afterwards.

mod ask;
mod judge;

use app::emergencies::WaitingEmergency;
use axum::Router;
use axum::routing::{get, post};
use store::{Tx, access};

use crate::clock::stockholm_moment;
use crate::error::AppError;
use crate::sessions::Signed;
use crate::state::AppState;

/// The feature's routes.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/akut", get(ask::show).post(ask::open))
        .route("/akut/{emergency}", get(judge::show).post(judge::judge))
        .route("/akut/{emergency}/avsluta", post(ask::end))
}

/// What waits for the judgement of a manager, for the start page.
///
/// # Errors
/// As [`access::emergencies_to_judge`].
pub(crate) async fn waiting(tx: &mut Tx, signed: &Signed) -> Result<Vec<WaitingEmergency>, AppError> {
    let l = signed.language;
    let lines = access::emergencies_to_judge(tx, signed.account()).await?;
    Ok(lines
        .into_iter()
        .map(|line| {
            let when = stockholm_moment(line.opened_at, l);
            WaitingEmergency {
                id: line.id,
                number: line.number,
                told: l.t(
                    format!("{}. Öppnat av {} {when}", line.unit_name, line.account_name),
                    format!("{}. Opened by {} {when}", line.unit_name, line.account_name),
                ),
            }
        })
        .collect())
}
