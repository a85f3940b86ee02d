use std::time::Duration;

use axum::extract::multipart::{Field, Multipart, MultipartError};
use axum::extract::{DefaultBodyLimit, FromRequest, Request};
use axum::http::StatusCode;
use domain::attachments::MAX_ATTACHMENT_BYTES;
use domain::fields::{Fields, MAX_FIELDS, clean};
use tokio::time::timeout;

use super::body::{DRAINED, MAX_BODY, MAX_NAME, is_of_kind, read_fields};
use crate::error::AppError;
use crate::state::AppState;

/// How long a form with a file may take to arrive: a full one, over a telephone.
const PATIENCE: Duration = Duration::from_mins(5);

/// A form with a file that was posted. Its texts are as in [`super::Posted`]; a form without a file, sent as those are, is one, too.
pub struct Upload {
    /// The texts.
    pub fields: Fields,
    /// The file, if one was chosen; of several the last.
    pub file: Option<UploadedFile>,
}

/// A file as it came. Has no `Debug`, so that it reaches no log.
pub struct UploadedFile {
    /// The name that the browser gave it. Unchecked.
    pub name: String,
    /// The bytes; `None` when there were more than [`MAX_ATTACHMENT_BYTES`]. Then they were read, so that the browser shows the
    /// answer, and thrown away.
    pub bytes: Option<Vec<u8>>,
}

impl FromRequest<AppState> for Upload {
    type Rejection = AppError;

    async fn from_request(request: Request, _: &AppState) -> Result<Self, AppError> {
        read_upload(request, MAX_ATTACHMENT_BYTES).await
    }
}

/// Reads the texts of a form of either kind. Files are thrown away.
pub(crate) async fn read_texts(request: Request) -> Result<Fields, AppError> {
    Ok(read_upload(request, 0).await?.fields)
}

async fn read_upload(request: Request, most_of_a_file: usize) -> Result<Upload, AppError> {
    if !is_of_kind(request.headers(), "multipart/form-data") {
        let fields = read_fields(request, MAX_BODY, MAX_FIELDS).await?;
        return Ok(Upload { fields, file: None });
    }
    let reading = timeout(PATIENCE, read_parts(request, most_of_a_file));
    reading.await.map_err(|_| AppError::Unreadable)?
}

async fn read_parts(mut request: Request, most_of_a_file: usize) -> Result<Upload, AppError> {
    DefaultBodyLimit::max(DRAINED).apply(&mut request);
    let mut parts = Multipart::from_request(request, &())
        .await
        .map_err(|_| AppError::Unreadable)?;
    let (mut fields, mut file) = (Fields::default(), None);
    let (mut count, mut room) = (0, MAX_BODY);
    while let Some(part) = parts.next_field().await.map_err(|e| refused(&e))? {
        count += 1;
        let name = clean(part.name().unwrap_or_default());
        if count > MAX_FIELDS {
            return Err(AppError::TooLarge);
        }
        if name.len() > MAX_NAME {
            return Err(AppError::Unreadable);
        }
        if let Some(file_name) = part.file_name().map(str::to_owned) {
            let bytes = up_to(most_of_a_file, part).await?;
            // Browsers send an empty one where none was chosen.
            if !file_name.is_empty() || bytes.as_ref().is_none_or(|b| !b.is_empty()) {
                file = Some(UploadedFile {
                    name: file_name,
                    bytes,
                });
            }
        } else {
            let text = up_to(room, part).await?.ok_or(AppError::TooLarge)?;
            room = room.saturating_sub(text.len());
            let text = String::from_utf8(text).map_err(|_| AppError::Unreadable)?;
            fields.set(name, clean(&text));
        }
    }
    Ok(Upload { fields, file })
}

/// Reads a part to its end; `None` when it has more than `most` bytes.
async fn up_to(most: usize, mut part: Field<'_>) -> Result<Option<Vec<u8>>, AppError> {
    let (mut all, mut length) = (Vec::new(), 0_usize);
    while let Some(piece) = part.chunk().await.map_err(|e| refused(&e))? {
        length = length.saturating_add(piece.len());
        if length > most {
            all = Vec::new();
        } else {
            all.extend_from_slice(&piece);
        }
    }
    Ok((length <= most).then_some(all))
}

fn refused(error: &MultipartError) -> AppError {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        AppError::TooLarge
    } else {
        AppError::Unreadable
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::http::header;

    use super::*;

    async fn sent(body: &[u8], most: usize) -> Result<Upload, AppError> {
        let request = axum::http::Request::post("/")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=----x")
            .body(Body::from(body.to_vec()))
            .unwrap();
        read_upload(request, most).await
    }

    fn part(head: &str, content: &[u8]) -> Vec<u8> {
        let head = format!("------x\r\nContent-Disposition: form-data; {head}\r\n\r\n");
        [head.as_bytes(), content, b"\r\n"].concat()
    }

    #[tokio::test]
    async fn texts_and_a_file_are_read_as_a_browser_sends_them() {
        let body = [
            part("name=\"note\"", "Intyg\r\nfrån \0skolan".as_bytes()),
            part("name=\"empty\"", b""),
            part(
                "name=\"file\"; filename=\"Läkar intyg.pdf\"\r\nContent-Type: application/pdf",
                b"\0\r\n--\xff",
            ),
            b"------x--\r\n".to_vec(),
        ]
        .concat();
        let found = sent(&body, 100).await.unwrap();
        assert_eq!(found.fields.raw("note"), "Intyg\nfrån skolan");
        assert_eq!(found.fields.0.len(), 1);
        let file = found.file.unwrap();
        assert_eq!(file.name, "Läkar intyg.pdf");
        assert_eq!(file.bytes.unwrap(), b"\0\r\n--\xff");
    }

    #[tokio::test]
    async fn a_file_over_the_limit_is_thrown_away_and_the_texts_after_it_are_not() {
        let body = [
            part("name=\"file\"; filename=\"a.pdf\"", b"12345"),
            part("name=\"note\"", b"Intyg"),
            b"------x--".to_vec(),
        ]
        .concat();
        let found = sent(&body, 4).await.unwrap();
        assert_eq!(found.fields.raw("note"), "Intyg");
        assert!(found.file.unwrap().bytes.is_none());
        assert!(sent(&body, 5).await.unwrap().file.unwrap().bytes.is_some());
    }

    #[tokio::test]
    async fn no_chosen_file_is_no_file() {
        let body = [
            part(
                "name=\"file\"; filename=\"\"\r\nContent-Type: application/octet-stream",
                b"",
            ),
            b"------x--".to_vec(),
        ]
        .concat();
        assert!(sent(&body, 5).await.unwrap().file.is_none());
    }

    #[tokio::test]
    async fn what_is_cut_off_or_no_text_or_has_too_many_parts_is_refused() {
        let error = async |body: &[u8]| sent(body, 5).await.err();
        let whole = [part("name=\"note\"", b"Intyg"), b"------x--".to_vec()].concat();
        assert_eq!(error(&whole).await, None);
        for length in [0, 20, whole.len() - 6] {
            assert_eq!(
                error(&whole[..length]).await,
                Some(AppError::Unreadable),
                "{length}"
            );
        }
        let broken = [part("name=\"note\"", b"\xff"), b"------x--".to_vec()].concat();
        assert_eq!(error(&broken).await, Some(AppError::Unreadable));
        let many = part("name=\"note\"", b"x").repeat(MAX_FIELDS + 1);
        assert_eq!(error(&many).await, Some(AppError::TooLarge));
        let name = format!("name=\"{}\"", "n".repeat(MAX_NAME + 1));
        assert_eq!(error(&part(&name, b"x")).await, Some(AppError::Unreadable));
    }

    #[tokio::test]
    async fn more_than_is_read_at_all_is_too_large() {
        let body = part("name=\"file\"; filename=\"a.pdf\"", &vec![0; DRAINED]);
        assert_eq!(sent(&body, 5).await.err(), Some(AppError::TooLarge));
        let texts = part("name=\"note\"", &vec![b'x'; MAX_BODY + 1]);
        assert_eq!(sent(&texts, 5).await.err(), Some(AppError::TooLarge));
    }
}
