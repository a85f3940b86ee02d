use axum::http::{HeaderMap, HeaderValue};
use store::access::Digest;

use crate::http::cookie;
use crate::secret::Token;
use crate::settings::Settings;

/// Browsers accept the prefix only with `Secure`, without `Domain` and with `Path=/`; over plain http on this machine it cannot be.
fn name(settings: &Settings) -> &'static str {
    if settings.https {
        "__Host-ogonhojd"
    } else {
        "ogonhojd"
    }
}

fn header(settings: &Settings, value: &str, more: &str) -> Option<HeaderValue> {
    let secure = if settings.https { "; Secure" } else { "" };
    HeaderValue::from_str(&format!(
        "{}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{more}",
        name(settings)
    ))
    .ok()
}

/// The header that gives the browser its session. It goes when the browser is closed.
#[must_use]
pub fn session_cookie(settings: &Settings, token: &Token) -> Option<HeaderValue> {
    let mut value = header(settings, &token.text(), "")?;
    value.set_sensitive(true);
    Some(value)
}

/// The header that takes it back.
#[must_use]
pub fn clear_cookie(settings: &Settings) -> Option<HeaderValue> {
    header(settings, "", "; Max-Age=0")
}

/// The digest of the token that the browser sent.
#[must_use]
pub fn session_digest(settings: &Settings, headers: &HeaderMap) -> Option<Digest> {
    Token::parse(cookie(headers, name(settings))?).map(|token| token.digest())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn over_https_the_cookie_is_bound_to_the_host_and_over_http_it_is_not_secure() {
        let token = Token::random();
        let https = Settings {
            https: true,
            ..Settings::default()
        };
        let value = session_cookie(&https, &token).unwrap();
        let text = value.to_str().unwrap();
        assert!(
            text.starts_with("__Host-ogonhojd=")
                && text.ends_with("; Path=/; HttpOnly; SameSite=Lax; Secure"),
            "{text}"
        );
        let value = session_cookie(&Settings::default(), &token).unwrap();
        let text = value.to_str().unwrap();
        assert!(
            text.starts_with("ogonhojd=") && text.ends_with("; Path=/; HttpOnly; SameSite=Lax"),
            "{text}"
        );
    }
}
