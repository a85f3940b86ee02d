//! The one error of every handler. It carries no text: what a person reads is drawn at the edge, what went wrong goes to the log.

use std::borrow::Cow;

use app::errors::Problem;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::ids::CaseId;
use store::StoreError;

/// What a handler may end with. Becomes a translated page with the right status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AppError {
    /// 404: there is nothing, or nothing that this person may know of.
    NotFound,
    /// 400: what was sent cannot be read.
    Unreadable,
    /// 413: what was sent is larger than what is accepted.
    TooLarge,
    /// 409: the object's state no longer allows the change.
    Conflict,
    /// 500: the program or the database failed; the log says how.
    Internal,
    /// 503: the database does not answer or cannot take more, or too much is going on. Nothing was saved.
    Busy,
    /// 504: no answer came in time; nobody knows whether it was saved.
    Unsure,
    /// 401: only soon after a proof of who uses the session. The gate sends the person there.
    ProofNeeded,
    /// 403: a case with a protected identity, which the person has to choose to open. The gate sends the person there.
    ChoiceNeeded(CaseId),
}

/// What a response carries when a handler ended with [`AppError::ProofNeeded`].
#[derive(Clone, Copy, Debug)]
pub struct ProofNeeded;

/// What a response carries when a handler ended with [`AppError::ChoiceNeeded`].
#[derive(Clone, Copy, Debug)]
pub struct ChoiceNeeded(pub CaseId);

impl AppError {
    /// The status of the response.
    #[must_use]
    pub fn status(self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Unreadable => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Conflict => StatusCode::CONFLICT,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Unsure => StatusCode::GATEWAY_TIMEOUT,
            Self::ProofNeeded => StatusCode::UNAUTHORIZED,
            Self::ChoiceNeeded(_) => StatusCode::FORBIDDEN,
        }
    }
}

/// What the page for a status says.
#[must_use]
pub fn problem(status: StatusCode) -> Problem {
    match status {
        StatusCode::NOT_FOUND => Problem::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => Problem::WrongMethod,
        StatusCode::FORBIDDEN => Problem::ForeignOrigin,
        StatusCode::PAYLOAD_TOO_LARGE => Problem::TooLarge,
        StatusCode::CONFLICT => Problem::Conflict,
        StatusCode::SERVICE_UNAVAILABLE => Problem::Busy,
        status if status.is_client_error() => Problem::Unreadable,
        _ => Problem::Internal,
    }
}

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        // Without a body: the layer at the edge knows the language and draws the page.
        let mut response = self.status().into_response();
        if self == Self::Busy {
            let again = HeaderValue::from_static("30");
            response.headers_mut().insert(header::RETRY_AFTER, again);
        }
        match self {
            Self::ProofNeeded => {
                response.extensions_mut().insert(ProofNeeded);
            }
            Self::ChoiceNeeded(case) => {
                response.extensions_mut().insert(ChoiceNeeded(case));
            }
            _ => {}
        }
        response
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match &error {
            StoreError::NotFound => Self::NotFound,
            StoreError::Stale | StoreError::State | StoreError::Exists => Self::Conflict,
            StoreError::Corrupt(_) | StoreError::Unusable(_) => {
                tracing::error!(error = %error, "store");
                Self::Internal
            }
            StoreError::Database(cause) => {
                log(cause, "database");
                Self::Internal
            }
            StoreError::Away(cause) => {
                log(cause, "the database is away");
                Self::Busy
            }
            StoreError::Unsure(cause) => {
                log(cause, "the answer to a commit was lost");
                Self::Unsure
            }
        }
    }
}

/// A driver's own words may repeat values; its code and kind do not.
fn log(cause: &store::DriverError, what: &'static str) {
    let code = cause
        .as_database_error()
        .and_then(|e| e.code().map(Cow::into_owned))
        .unwrap_or_default();
    let debug = format!("{cause:?}");
    let kind: String = debug.chars().take_while(char::is_ascii_alphanumeric).collect();
    tracing::error!(kind, code, what);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_store_says_becomes_the_right_status() {
        assert_eq!(
            AppError::from(StoreError::NotFound).status(),
            StatusCode::NOT_FOUND
        );
        assert_eq!(AppError::from(StoreError::Stale).status(), StatusCode::CONFLICT);
        assert_eq!(
            AppError::from(StoreError::Corrupt("a.b")).status(),
            StatusCode::INTERNAL_SERVER_ERROR
        );
    }
}
