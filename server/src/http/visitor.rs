use std::convert::Infallible;

use app::ui::Ui;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use domain::language::Language;

use super::Nonce;
use crate::clock::{stockholm_day, stockholm_time};
use crate::state::AppState;

/// The cookie that remembers the language where nobody is signed in.
pub const LANGUAGE_COOKIE: &str = "ogonhojd_sprak";

/// Somebody of whom nothing is known but the language.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// From the cookie, or what the browser asks for, or Swedish.
    pub language: Language,
    /// The response's nonce.
    pub nonce: Nonce,
}

impl Visitor {
    /// Reads the request's headers and what the layers left.
    #[must_use]
    pub fn of(headers: &HeaderMap, nonce: Option<&Nonce>) -> Self {
        let chosen = cookie(headers, LANGUAGE_COOKIE).and_then(Language::from_code);
        let language = chosen.unwrap_or_else(|| accepted(headers));
        Self {
            language,
            nonce: nonce.cloned().unwrap_or_default(),
        }
    }

    /// What a page needs to know where nobody is signed in. `path` is where the language switch leads back to.
    #[must_use]
    pub fn ui(&self, state: &AppState, path: &str) -> Ui {
        let now = state.now();
        Ui {
            language: self.language,
            nonce: self.nonce.0.clone(),
            person: None,
            nav: Vec::new(),
            path: path.to_owned(),
            demo: state.settings.demo,
            today: stockholm_day(now),
            time: stockholm_time(now),
            assets: state.assets.names.clone(),
        }
    }
}

impl FromRequestParts<AppState> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.headers, parts.extensions.get::<Nonce>()))
    }
}

/// English for those whose browser names English before Swedish, otherwise Swedish.
fn accepted(headers: &HeaderMap) -> Language {
    let wanted = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|v| v.to_str().ok())
        .unwrap_or("");
    let primary = |part: &str| Language::from_code(part.trim().split(['-', ';']).next()?);
    wanted.split(',').find_map(primary).unwrap_or_default()
}

/// The value of a cookie.
#[must_use]
pub fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let lines = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|v| v.to_str().ok());
    lines
        .flat_map(|line| line.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

/// The header that makes a browser remember a language for a year.
#[must_use]
pub fn language_cookie(language: Language, https: bool) -> HeaderValue {
    match (language, https) {
        (Language::Swedish, false) => {
            HeaderValue::from_static("ogonhojd_sprak=sv; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax")
        }
        (Language::English, false) => {
            HeaderValue::from_static("ogonhojd_sprak=en; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax")
        }
        (Language::Swedish, true) => HeaderValue::from_static(
            "ogonhojd_sprak=sv; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax; Secure",
        ),
        (Language::English, true) => HeaderValue::from_static(
            "ogonhojd_sprak=en; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax; Secure",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(name: header::HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_static(value))])
    }

    #[test]
    fn the_browsers_language_counts_until_one_is_chosen() {
        let language = |h: HeaderMap| Visitor::of(&h, None).language;
        assert_eq!(language(HeaderMap::new()), Language::Swedish);
        assert_eq!(
            language(headers(header::ACCEPT_LANGUAGE, "en-GB,en;q=0.9,sv;q=0.8")),
            Language::English
        );
        assert_eq!(
            language(headers(header::ACCEPT_LANGUAGE, "fi,sv;q=0.8,en;q=0.7")),
            Language::Swedish
        );
        let mut both = headers(header::ACCEPT_LANGUAGE, "en");
        both.insert(
            header::COOKIE,
            HeaderValue::from_static("other=1; ogonhojd_sprak=sv"),
        );
        assert_eq!(language(both), Language::Swedish);
    }

    #[test]
    fn a_cookie_whose_name_only_begins_alike_is_another_one() {
        assert_eq!(
            cookie(&headers(header::COOKIE, "ogonhojd_sprak2=en"), LANGUAGE_COOKIE),
            None
        );
    }
}
