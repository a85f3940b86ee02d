use validator::Validate;

use crate::fields::{FieldErrors, Fields, MAX_LINE};
use crate::language::Language;

/// The form for an attachment, without the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Validate)]
pub struct AttachmentForm {
    /// What the file is.
    #[validate(length(min = 1, max = 200, message = "note"))]
    pub note: String,
}

impl AttachmentForm {
    /// Reads a posted form. The note becomes one line.
    #[must_use]
    pub fn from_fields(fields: &Fields) -> Self {
        let words: Vec<_> = fields.text("note").split_whitespace().collect();
        Self {
            note: words.join(" "),
        }
    }

    /// What has to be mended before the file can be attached.
    #[must_use]
    pub fn check(&self, language: Language) -> FieldErrors {
        let mut errors = FieldErrors::default();
        if let Err(found) = self.validate() {
            errors.take_over(&found, |_| {
                language
                    .t(
                        "Skriv vad filen är, högst 200 tecken.",
                        "Write what the file is, at most 200 characters.",
                    )
                    .to_owned()
            });
        }
        errors
    }
}

/// A file's name as it is kept and shown: without folders and without characters that nobody sees, some of which turn the rest of
/// the line around. Of a name with more than [`MAX_LINE`] characters the end stays, because it says the kind.
#[must_use]
pub fn attachment_name(raw: &str) -> String {
    let last = raw.rsplit(['/', '\\']).next().unwrap_or_default();
    let seen: String = last
        .chars()
        .filter(|c| !c.is_control() && !is_invisible(*c))
        .collect();
    let name = seen.trim();
    let (stem, end) = match name.rsplit_once('.') {
        Some((stem, end)) if end.chars().count() < 10 => (stem, format!(".{end}")),
        _ => (name, String::new()),
    };
    let stem: String = stem.chars().take(MAX_LINE - end.chars().count()).collect();
    (stem + &end).trim().to_owned()
}

/// Soft hyphens, marks of direction, joiners, separators and marks of byte order.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
    )
}

/// A number of bytes as people read it: `8 kB`, `1,2 MB`.
#[must_use]
pub fn size_in_words(bytes: i64, language: Language) -> String {
    let bytes = bytes.max(0);
    if bytes < 1024 * 1024 {
        // Rounded up, so that no file seems empty.
        let kilobytes = bytes.saturating_add(1023) / 1024;
        return format!("{kilobytes} kB");
    }
    let tenths = bytes.saturating_mul(10) / (1024 * 1024);
    let point = language.t(',', '.');
    format!("{}{point}{} MB", tenths / 10, tenths % 10)
}
