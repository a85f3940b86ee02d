//! The embedded fonts and what they can print.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use chrono::NaiveDate;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

use crate::clean::{cleaned, visit_texts};
use crate::model::{Block, Document, Language};
use crate::render::RenderError;

/// The bytes of the fonts that working prints embed whole.
pub(crate) mod working {
    pub(crate) const REGULAR: &[u8] = include_bytes!("../fonts/WorkingPrint-Regular.ttf");
    pub(crate) const BOLD: &[u8] = include_bytes!("../fonts/WorkingPrint-Bold.ttf");
    pub(crate) const ITALIC: &[u8] = include_bytes!("../fonts/WorkingPrint-Italic.ttf");
    /// Holds a space only: stands in for a style that a document does not use.
    pub(crate) const BLANK: &[u8] = include_bytes!("../fonts/WorkingPrint-Blank.ttf");
}

const LETTER_FONTS: [&[u8]; 7] = [
    include_bytes!("../fonts/NotoSans-Regular.ttf"),
    include_bytes!("../fonts/NotoSans-Bold.ttf"),
    include_bytes!("../fonts/NotoSans-Italic.ttf"),
    include_bytes!("../fonts/NotoSansArabic-Regular.ttf"),
    include_bytes!("../fonts/NotoSansArabic-Bold.ttf"),
    include_bytes!("../fonts/NotoSansHebrew-Regular.ttf"),
    include_bytes!("../fonts/NotoSansHebrew-Bold.ttf"),
];

/// The fonts of letters, decisions and reports.
pub(crate) struct LetterFonts {
    pub fonts: Vec<Font>,
    pub book: LazyHash<FontBook>,
}

/// Parsed once for the life of the process.
pub(crate) static LETTER: LazyLock<LetterFonts> = LazyLock::new(|| {
    let fonts: Vec<Font> = LETTER_FONTS
        .iter()
        .flat_map(|data| Font::iter(Bytes::new(*data)))
        .collect();
    let book = LazyHash::new(FontBook::from_fonts(&fonts));
    LetterFonts { fonts, book }
});

/// The characters that a set of fonts can print in every style.
pub(crate) struct Coverage(BTreeSet<u32>);

/// What letters may contain: Latin, Greek, Cyrillic, Arabic and Hebrew.
pub(crate) static LETTER_COVERAGE: LazyLock<Coverage> = LazyLock::new(|| {
    Coverage(
        LETTER
            .fonts
            .iter()
            .flat_map(|font| font.info().coverage.iter())
            .collect(),
    )
});

/// What working prints may contain: Latin, modern Greek and Cyrillic.
pub(crate) static WORKING_COVERAGE: LazyLock<Coverage> = LazyLock::new(|| {
    let font = Font::iter(Bytes::new(working::REGULAR));
    Coverage(
        font.flat_map(|font| font.info().coverage.iter().collect::<Vec<_>>())
            .collect(),
    )
});

impl Coverage {
    /// Refuses a cleaned document with characters outside this coverage.
    pub(crate) fn check(&self, document: &Document) -> Result<(), RenderError> {
        let mut missing = Vec::new();
        visit_texts(&mut document.clone(), &mut |text| {
            for c in text
                .chars()
                .filter(|&c| c != '\n' && !self.0.contains(&u32::from(c)))
            {
                if !missing.contains(&c) {
                    missing.push(c);
                }
            }
        });
        if missing.is_empty() {
            Ok(())
        } else {
            Err(RenderError::MissingGlyphs(missing))
        }
    }
}

/// The characters of a text that no letter or leaflet can print, each once, in order. For asking before the text is kept: whoever
/// prints it later may not be the one who can change it.
#[must_use]
pub fn unprintable(text: &str) -> Vec<char> {
    // The day is of no matter to characters.
    let document = Document::new("", Language::Swedish, NaiveDate::default()).with(Block::paragraph(text));
    match LETTER_COVERAGE.check(&cleaned(&document)) {
        Err(RenderError::MissingGlyphs(missing)) => missing,
        _ => Vec::new(),
    }
}

/// Names for characters as a reader can find them in a text: the character itself and its number, "😀 U+1F600".
#[must_use]
pub fn glyph_names(chars: &[char]) -> Vec<String> {
    chars
        .iter()
        .map(|&c| format!("{c} U+{:04X}", u32::from(c)))
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use typst::foundations::Bytes;
    use typst::text::Font;

    use super::{LETTER, LETTER_COVERAGE, LETTER_FONTS, WORKING_COVERAGE, glyph_names, working};

    fn coverage(data: &'static [u8]) -> BTreeSet<u32> {
        Font::new(Bytes::new(data), 0)
            .expect("a font")
            .info()
            .coverage
            .iter()
            .collect()
    }

    #[test]
    fn every_style_of_a_family_covers_the_same_characters() {
        let [regular, bold, italic, arabic, arabic_bold, hebrew, hebrew_bold] = LETTER_FONTS.map(coverage);
        assert_eq!(regular, bold);
        assert_eq!(regular, italic);
        assert_eq!(arabic, arabic_bold);
        assert_eq!(hebrew, hebrew_bold);
        assert_eq!(coverage(working::REGULAR), coverage(working::BOLD));
        assert_eq!(coverage(working::REGULAR), coverage(working::ITALIC));
    }

    #[test]
    fn all_seven_fonts_are_readable() {
        assert_eq!(LETTER.fonts.len(), LETTER_FONTS.len());
    }

    #[test]
    fn names_from_many_languages_can_be_printed_in_letters() {
        for name in [
            "Åsa Öberg",
            "Łucja Żak",
            "Nguyễn Thị",
            "Γιώργος",
            "Олена Їжак",
            "محمد",
            "یاسمن پ چ گ ژ",
            "שרה",
            "Siñé Čapek",
            "Đặng",
        ] {
            for c in name.chars() {
                assert!(
                    LETTER_COVERAGE.0.contains(&u32::from(c)),
                    "{}",
                    glyph_names(&[c]).join("")
                );
            }
        }
    }

    #[test]
    fn working_prints_cover_less_than_letters() {
        assert!(WORKING_COVERAGE.0.is_subset(&LETTER_COVERAGE.0));
        for c in "Åäöé ”–…→☐Їώ".chars() {
            assert!(
                WORKING_COVERAGE.0.contains(&u32::from(c)),
                "{}",
                glyph_names(&[c]).join("")
            );
        }
        assert!(!WORKING_COVERAGE.0.contains(&u32::from('م')));
    }
}
