use std::time::Duration;

use app::access::Kept;
use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};
use domain::fields::{Fields, MAX_FIELDS, clean};
use http_body_util::BodyExt as _;
use percent_encoding::percent_decode;
use tokio::time::timeout;

use crate::error::AppError;
use crate::http::{Typed, local_path};
use crate::state::AppState;

/// The most bytes of one form, as sent.
pub const MAX_BODY: usize = 3 * 1024 * 1024;
/// How much of a form that is too large is still read, so that the browser shows the answer instead of a broken connection.
pub(super) const DRAINED: usize = 32 * 1024 * 1024;
/// How long a form may take to arrive.
const PATIENCE: Duration = Duration::from_mins(1);
/// What the sign-in form may add to a form that it keeps: names with a prefix, user name, password.
const SIGN_IN_EXTRA: usize = 64 * 1024;
const SIGN_IN_FIELDS: usize = 10;
/// The most bytes of a field's name.
pub(super) const MAX_NAME: usize = 300;

/// A form that was posted: every text cleaned, empty ones left out; of a name that comes twice the last text counts.
#[derive(Clone, Debug)]
pub struct Posted(pub Fields);

impl FromRequest<AppState> for Posted {
    type Rejection = AppError;

    async fn from_request(request: Request, _: &AppState) -> Result<Self, AppError> {
        let typed = request.extensions().get::<Typed>().cloned();
        let fields = read_fields(request, MAX_BODY, MAX_FIELDS).await?;
        if let Some(typed) = typed {
            typed.keep(&fields);
        }
        Ok(Self(fields))
    }
}

/// A form of the sign-in page, which may carry what was typed when the session ended.
#[derive(Clone, Debug)]
pub struct PostedWithKept {
    /// The sign-in form's own fields.
    pub fields: Fields,
    /// What was typed before.
    pub kept: Option<Kept>,
}

impl FromRequest<AppState> for PostedWithKept {
    type Rejection = AppError;

    async fn from_request(request: Request, _: &AppState) -> Result<Self, AppError> {
        let all = read_fields(request, MAX_BODY + SIGN_IN_EXTRA, MAX_FIELDS + SIGN_IN_FIELDS).await?;
        let path = local_path(all.raw(Kept::PATH)).map(str::to_owned);
        let (mut fields, mut kept) = (Fields::default(), Fields::default());
        for (name, text) in all.0 {
            match name.strip_prefix(Kept::PREFIX) {
                Some(name) => kept.set(name, text),
                None => fields.set(name, text),
            }
        }
        Ok(Self {
            fields,
            kept: path.map(|path| Kept { path, fields: kept }),
        })
    }
}

/// Reads a form.
pub(super) async fn read_fields(
    request: Request,
    most_bytes: usize,
    most_fields: usize,
) -> Result<Fields, AppError> {
    if !is_of_kind(request.headers(), "application/x-www-form-urlencoded") {
        return Err(AppError::Unreadable);
    }
    let reading = timeout(PATIENCE, read(request.into_body(), most_bytes));
    let body = reading.await.map_err(|_| AppError::Unreadable)??;
    parse(&body, most_fields)
}

/// Whether the body says that it is of this media type.
pub(super) fn is_of_kind(headers: &HeaderMap, media_type: &str) -> bool {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|v| v.to_str().ok())
        .unwrap_or("");
    kind.split(';')
        .next()
        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case(media_type))
}

async fn read(mut body: Body, most: usize) -> Result<Bytes, AppError> {
    let mut all = Vec::new();
    let mut length = 0_usize;
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.map_err(|_| AppError::Unreadable)?.into_data() else {
            continue;
        };
        length = length.saturating_add(data.len());
        if length > DRAINED {
            return Err(AppError::TooLarge);
        }
        if length > most {
            all = Vec::new();
        } else {
            all.extend_from_slice(&data);
        }
    }
    if length > most {
        Err(AppError::TooLarge)
    } else {
        Ok(all.into())
    }
}

fn parse(body: &[u8], most_fields: usize) -> Result<Fields, AppError> {
    let mut fields = Fields::default();
    for (count, pair) in body
        .split(|b| *b == b'&')
        .filter(|pair| !pair.is_empty())
        .enumerate()
    {
        if count >= most_fields {
            return Err(AppError::TooLarge);
        }
        let mut halves = pair.splitn(2, |b| *b == b'=');
        let (name, text) = (
            halves.next().unwrap_or_default(),
            halves.next().unwrap_or_default(),
        );
        let (name, text) = (decode(name)?, decode(text)?);
        if name.len() > MAX_NAME {
            return Err(AppError::Unreadable);
        }
        fields.set(name, text);
    }
    Ok(fields)
}

/// Percent-decodes and cleans. What a browser would never send is refused instead of guessed at.
fn decode(part: &[u8]) -> Result<String, AppError> {
    let spaced: Vec<u8> = part.iter().map(|b| if *b == b'+' { b' ' } else { *b }).collect();
    let digits_follow = |n: usize| {
        spaced
            .get(n + 1..n + 3)
            .is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit))
    };
    if spaced
        .iter()
        .enumerate()
        .any(|(n, b)| *b == b'%' && !digits_follow(n))
    {
        return Err(AppError::Unreadable);
    }
    let text = percent_decode(&spaced)
        .decode_utf8()
        .map_err(|_| AppError::Unreadable)?;
    Ok(clean(&text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_browser_sends_is_read_as_it_was_typed() {
        let fields = parse("a=%C3%85sa+%26+co&b=x%0D%0Ay&c=&a=sist&%C3%A5=1".as_bytes(), 600).unwrap();
        assert_eq!(fields.raw("a"), "sist");
        assert_eq!(fields.raw("b"), "x\ny");
        assert_eq!(fields.raw("å"), "1");
        assert_eq!(fields.0.len(), 3);
    }

    #[test]
    fn nul_vanishes_and_broken_encoding_is_refused() {
        assert_eq!(parse(b"a=x%00y", 600).unwrap().raw("a"), "xy");
        for broken in ["a=%C3", "a=%", "a=%4", "a=%zz", "a=%FF%FE", "%80=x"] {
            assert_eq!(
                parse(broken.as_bytes(), 600),
                Err(AppError::Unreadable),
                "{broken}"
            );
        }
    }

    #[test]
    fn too_many_fields_and_too_long_names_are_refused() {
        let many = (0..=MAX_FIELDS)
            .map(|n| format!("f{n}=x"))
            .collect::<Vec<_>>()
            .join("&");
        assert_eq!(parse(many.as_bytes(), MAX_FIELDS), Err(AppError::TooLarge));
        let long = format!("{}=x", "n".repeat(MAX_NAME + 1));
        assert_eq!(parse(long.as_bytes(), MAX_FIELDS), Err(AppError::Unreadable));
    }
}
