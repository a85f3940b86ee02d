//! Where a word may be broken that is wider than its line. Typst hyphenates words of a known language; it lets
//! anything else run over the edge of the page.

use std::collections::HashMap;
use std::sync::LazyLock;

use hypher::Lang;
use typst::layout::Abs;
use typst::text::{FontVariant, FontVariations, FontWeight};
use unicode_normalization::char::is_combining_mark;

use crate::glyphs::LETTER;
use crate::model::Language;

/// A line's width and how its words may be hyphenated.
#[derive(Clone, Copy)]
pub(super) struct Measure {
    /// Width of the narrowest line, in em.
    pub em: f64,
    /// The language to hyphenate in; none means no hyphenation.
    pub hyphenate: Option<Language>,
}

impl Measure {
    /// The text in pieces between which a line may end; one piece if its words fit by themselves.
    pub(super) fn pieces(self, text: &str) -> Vec<String> {
        let mut pieces = Vec::new();
        let mut current = String::new();
        for word in text.split_inclusive(' ') {
            let bare = word.trim_end_matches(' ');
            if !self.is_too_wide(bare) {
                current.push_str(word);
                continue;
            }
            // Small pieces in relation to the line, so that every line but the last is nearly full.
            let limit = (self.em / 10.0).max(0.1);
            let mut width = 0.0;
            for c in word.chars() {
                let advance = char_em(c);
                if width + advance > limit && !current.is_empty() && !is_combining_mark(c) && c != ' ' {
                    pieces.push(std::mem::take(&mut current));
                    width = 0.0;
                }
                current.push(c);
                width += advance;
            }
        }
        pieces.push(current);
        pieces
    }

    /// Whether no word of the text has to be divided.
    pub(super) fn fits(self, text: &str) -> bool {
        text.split_whitespace().all(|word| text_em(word) <= self.em)
    }

    fn is_too_wide(self, word: &str) -> bool {
        if text_em(word) <= self.em {
            return false;
        }
        let language = match self.hyphenate {
            Some(Language::Swedish) => Lang::Swedish,
            Some(Language::English) => Lang::English,
            None => return true,
        };
        // Every syllable needs room for itself and a hyphen.
        hypher::hyphenate(word, language).any(|syllable| text_em(syllable) + 0.4 > self.em)
    }
}

/// Width in em, set in bold, which is never narrower than the other styles.
fn text_em(text: &str) -> f64 {
    text.chars().map(char_em).sum()
}

/// An accent stands above its letter; an unknown letter is taken for a wide one.
fn char_em(c: char) -> f64 {
    BOLD_WIDTHS.get(&c).copied().unwrap_or(1.2)
}

/// Width in em of every character of the bold style.
static BOLD_WIDTHS: LazyLock<HashMap<char, f64>> = LazyLock::new(|| {
    let Some(font) = LETTER
        .fonts
        .iter()
        .find(|font| font.info().variant.weight == FontWeight::BOLD)
    else {
        return HashMap::new();
    };
    let font_at_rest =
        font.clone()
            .instantiate(FontVariant::default(), Abs::pt(10.0), &FontVariations::default());
    let width = |c| {
        let glyph = font_at_rest.ttf().glyph_index(c)?;
        Some((c, font_at_rest.x_advance(glyph.0)?.get()))
    };
    font.info()
        .coverage
        .iter()
        .filter_map(char::from_u32)
        .filter_map(width)
        .collect()
});

#[cfg(test)]
mod tests {
    use super::Measure;
    use crate::model::Language;

    const LINE: Measure = Measure {
        em: 20.0,
        hyphenate: Some(Language::Swedish),
    };

    #[test]
    fn ordinary_text_stays_in_one_piece() {
        let text = "Socialnämnden har beslutat om barnkonsekvensanalys.";
        assert_eq!(LINE.pieces(text), [text]);
    }

    #[test]
    fn a_word_wider_than_the_line_is_cut_and_nothing_is_lost() {
        let text = format!("först {} sist", "W".repeat(10_000));
        let pieces = LINE.pieces(&text);
        assert!(pieces.len() > 1_000);
        assert_eq!(pieces.concat(), text);
    }

    #[test]
    fn a_long_word_with_syllables_is_left_to_hyphenation() {
        let word = "barnkonventionsinkorporeringsutredningsbetänkande";
        let narrow = Measure { em: 8.0, ..LINE };
        assert_eq!(narrow.pieces(word), [word]);
        assert!(
            Measure {
                hyphenate: None,
                ..narrow
            }
            .pieces(word)
            .len()
                > 1
        );
    }

    #[test]
    fn a_text_fits_if_its_longest_word_does() {
        assert!(LINE.fits(&"barnets bästa ".repeat(50)));
        assert!(!LINE.fits("en barnkonventionsinkorporeringsutredning"));
    }

    #[test]
    fn no_accent_is_torn_from_its_letter() {
        let text = "x\u{30A}\u{323}".repeat(500);
        for piece in LINE.pieces(&text) {
            assert!(piece.starts_with('x'), "{piece}");
        }
    }
}
