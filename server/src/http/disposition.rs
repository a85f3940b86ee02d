use axum::http::HeaderValue;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What RFC 5987 lets stand unencoded in `filename*`, and a little less.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// `Content-Disposition` of a file that is saved instead of shown. The name stands there twice: in plain letters for old
/// programs, and as it is for the others.
#[must_use]
pub fn saved_as(name: &str) -> HeaderValue {
    let (plain, whole) = (plain(name), utf8_percent_encode(name, ENCODED));
    HeaderValue::from_str(&format!(
        "attachment; filename=\"{plain}\"; filename*=UTF-8''{whole}"
    ))
    .unwrap_or(HeaderValue::from_static("attachment"))
}

/// The name in ASCII letters, digits and a few marks that mean nothing anywhere.
fn plain(name: &str) -> String {
    let letters: String = name
        .chars()
        .map(|c| match c {
            'å' | 'ä' => 'a',
            'Å' | 'Ä' => 'A',
            'ö' => 'o',
            'Ö' => 'O',
            'é' => 'e',
            c if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ') => c,
            _ => '_',
        })
        .collect();
    letters.trim_start_matches(['.', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stands_in_plain_letters_and_as_it_is() {
        assert_eq!(
            saved_as("Läkarintyg mars.pdf"),
            "attachment; filename=\"Lakarintyg mars.pdf\"; filename*=UTF-8''L%C3%A4karintyg%20mars.pdf"
        );
    }

    #[test]
    fn nothing_in_a_name_can_end_the_header_or_become_a_folder() {
        for name in [
            "a\"; filename=\"b.exe",
            "a\r\nSet-Cookie: x=1",
            "..\\..\\a.pdf",
            "../a",
            "مريم.pdf",
            "a'b%00;*.pdf",
            "",
        ] {
            let header = saved_as(name);
            let text = header.to_str().unwrap();
            let (plain, whole) = text
                .strip_prefix("attachment; filename=\"")
                .and_then(|rest| rest.split_once("\"; filename*=UTF-8''"))
                .unwrap();
            assert!(
                !plain.starts_with('.') && !plain.contains(['"', '\\', '/', '%']),
                "{text}"
            );
            assert!(
                whole
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b"%-._~".contains(&b)),
                "{text}"
            );
        }
    }
}
