use std::time::Duration;

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use tokio::time::timeout;

use super::body::is_of_kind;
use crate::error::AppError;

/// For a page or a form: longer than a form may take to arrive.
const USUAL: Duration = Duration::from_secs(90);
/// For a form with a file: longer than it may take to arrive.
const WITH_A_FILE: Duration = Duration::from_mins(6);

/// Answers in any case, also when the database has stopped answering in the middle. What is being written goes on by itself, so nobody can
/// say whether it was saved.
pub async fn deadline(request: Request, next: Next) -> Response {
    let with_a_file = is_of_kind(request.headers(), "multipart/form-data");
    let most = if with_a_file { WITH_A_FILE } else { USUAL };
    timeout(most, next.run(request)).await.unwrap_or_else(|_| {
        tracing::error!("a request took too long and was given up");
        AppError::Unsure.into_response()
    })
}
