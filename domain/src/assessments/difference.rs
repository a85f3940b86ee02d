//! What has changed between two states of an assessment, word by word, question by question.

use std::time::Duration;

use similar::{ChangeTag, TextDiff};

use super::{Material, Section, groups, written_sections};
use crate::fields::Fields;
use crate::language::Language;

/// The longest that two texts are compared; after that the whole text counts as replaced.
const PATIENCE: Duration = Duration::from_millis(200);

/// A part of a text that changed, or did not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// In both.
    Same(String),
    /// Only before.
    Removed(String),
    /// Only now.
    Added(String),
}

/// One question whose answer changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Where it stands.
    pub section: Section,
    /// The question.
    pub label: String,
    /// The heading that the question stands under; may be empty.
    pub heading: String,
    /// The answer before and now, woven together.
    pub pieces: Vec<Piece>,
}

/// Every question whose answer is another than before, in the order of the steps. Sections that are gone stand last.
#[must_use]
pub fn differences(before: &Material, now: &Material, l: Language) -> Vec<Change> {
    let mut sections = written_sections(now);
    for gone in written_sections(before) {
        if !sections.contains(&gone) {
            sections.push(gone);
        }
    }
    sections
        .into_iter()
        .flat_map(|section| section_changes(section, before, now, l))
        .collect()
}

fn section_changes(section: Section, before: &Material, now: &Material, l: Language) -> Vec<Change> {
    let (old, new) = (before.section(section), now.section(section));
    if old == new {
        return Vec::new();
    }
    let mut both = old.clone();
    both.0.extend(new.0.clone());
    let described = match groups(section, now, &both, false, l) {
        found if found.is_empty() => groups(section, before, &both, false, l),
        found => found,
    };
    let mut changes = Vec::new();
    for group in &described {
        for field in &group.fields {
            let said = |fields: &Fields| match field.kind {
                super::Kind::Tick if fields.ticked(&field.name) => l.t("Ja", "Yes").to_owned(),
                _ => field.in_words(fields.text(&field.name)),
            };
            let (old, new) = (said(&old), said(&new));
            if old != new {
                changes.push(Change {
                    section,
                    label: field.label.clone(),
                    heading: group.heading.clone(),
                    pieces: woven(&old, &new),
                });
            }
        }
    }
    changes
}

/// Two texts woven together word by word.
fn woven(old: &str, new: &str) -> Vec<Piece> {
    let difference = TextDiff::configure().timeout(PATIENCE).diff_words(old, new);
    let mut pieces: Vec<Piece> = Vec::new();
    for change in difference.iter_all_changes() {
        let word = change.value();
        match (change.tag(), pieces.last_mut()) {
            (ChangeTag::Equal, Some(Piece::Same(text)))
            | (ChangeTag::Delete, Some(Piece::Removed(text)))
            | (ChangeTag::Insert, Some(Piece::Added(text))) => text.push_str(word),
            (ChangeTag::Equal, _) => pieces.push(Piece::Same(word.to_owned())),
            (ChangeTag::Delete, _) => pieces.push(Piece::Removed(word.to_owned())),
            (ChangeTag::Insert, _) => pieces.push(Piece::Added(word.to_owned())),
        }
    }
    whole_phrases(pieces)
}

/// Folds a space that happens to be in both texts into the changes around it, so that a changed phrase reads as one.
fn whole_phrases(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut whole: Vec<Piece> = Vec::new();
    let mut changed: Option<(String, String)> = None;
    let mut space = String::new();
    let close = |whole: &mut Vec<Piece>, changed: &mut Option<(String, String)>| {
        if let Some((old, new)) = changed.take() {
            if !old.is_empty() {
                whole.push(Piece::Removed(old));
            }
            if !new.is_empty() {
                whole.push(Piece::Added(new));
            }
        }
    };
    for piece in pieces {
        match piece {
            Piece::Same(text) if changed.is_some() && text.chars().all(|c| c == ' ') => space = text,
            Piece::Same(text) => {
                close(&mut whole, &mut changed);
                whole.push(Piece::Same(std::mem::take(&mut space) + &text));
            }
            Piece::Removed(text) => {
                let (old, new) = changed.get_or_insert_default();
                old.push_str(&space);
                new.push_str(&space);
                space.clear();
                old.push_str(&text);
            }
            Piece::Added(text) => {
                let (old, new) = changed.get_or_insert_default();
                old.push_str(&space);
                new.push_str(&space);
                space.clear();
                new.push_str(&text);
            }
        }
    }
    close(&mut whole, &mut changed);
    if !space.is_empty() {
        whole.push(Piece::Same(space));
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    fn side(pieces: &[Piece], new: bool) -> String {
        pieces
            .iter()
            .filter_map(|p| match p {
                Piece::Same(t) => Some(t),
                Piece::Added(t) if new => Some(t),
                Piece::Removed(t) if !new => Some(t),
                _ => None,
            })
            .cloned()
            .collect()
    }

    #[test]
    fn one_changed_word_is_shown_between_the_words_that_stayed() {
        assert_eq!(
            woven("Elsa bor hos mamma", "Elsa bor hos pappa"),
            [
                Piece::Same("Elsa bor hos ".into()),
                Piece::Removed("mamma".into()),
                Piece::Added("pappa".into()),
            ]
        );
    }

    #[test]
    fn a_changed_phrase_reads_as_one() {
        assert_eq!(
            woven("Så är det.", "Elsas behov går isär."),
            [
                Piece::Removed("Så är det.".into()),
                Piece::Added("Elsas behov går isär.".into()),
            ]
        );
    }

    #[test]
    fn both_texts_can_be_read_back_from_what_is_woven() {
        for (old, new) in [
            ("", "ny text"),
            ("bort", ""),
            ("a b c\nd", "a x c\n\nd e"),
            ("å ä ö", "å ö"),
        ] {
            let pieces = woven(old, new);
            assert_eq!(side(&pieces, false), old);
            assert_eq!(side(&pieces, true), new);
        }
    }

    #[test]
    fn a_hundred_thousand_words_are_compared_within_patience() {
        let old = "ett ord till ".repeat(8_000);
        let new = "annat ord så ".repeat(8_000);
        let pieces = woven(&old, &new);
        assert_eq!(side(&pieces, false), old);
        assert_eq!(side(&pieces, true), new);
    }
}
