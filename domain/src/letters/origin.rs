use std::collections::{BTreeSet, HashMap};

use super::DraftedSentence;
use super::sentences::cut;
use crate::language::Language;

/// The most drafted sentences that may stand in one line without a full stop between them. An outline's section has fewer.
const MAX_RUN: usize = 16;

/// Where the words of a drafted sentence come from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    /// The outline's own words.
    Template,
    /// A fact of the case, by its slot; see [`crate::content::SLOT_CODES`].
    Slot(String),
}

impl Origin {
    /// The origin in words that the writer understands.
    #[must_use]
    pub fn name(&self, l: Language) -> &'static str {
        let Self::Slot(slot) = self else {
            return l.t("mallens text", "the outline's own words");
        };
        match slot.as_str() {
            "child" => l.t("ärendet: vad barnet kallas", "the case: what the child is called"),
            "worker" => l.t("ärendet: vem som handlägger", "the case: who handles it"),
            "unit" => l.t("enhetens uppgifter", "the unit's details"),
            "phone" => l.t(
                "handläggarens eller enhetens telefonnummer",
                "the worker's or the unit's telephone number",
            ),
            "date_met" => l.t(
                "samtalsanteckningen, steg 4: dagen",
                "the note of the talk, step 4: the day",
            ),
            "statements" => l.t(
                "samtalsanteckningen, steg 4: barnets ord",
                "the note of the talk, step 4: the child's words",
            ),
            "decision_plain" => l.t(
                "beslutet, steg 7: sagt till barnet",
                "the decision, step 7: as said to the child",
            ),
            "reasons_plain" => l.t(
                "beslutet, steg 7: varför, sagt till barnet",
                "the decision, step 7: why, as said to the child",
            ),
            "departing" => l.t(
                "beslutet, steg 7: varför det inte blev som barnet ville",
                "the decision, step 7: why it is not as the child wished",
            ),
            "next_step" => l.t("uppföljningen, steg 9", "the follow-up, step 9"),
            "talk_on" => l.t(
                "planeringen av samtalet, steg 4: dagen",
                "the plan for the talk, step 4: the day",
            ),
            "talk_place" => l.t(
                "planeringen av samtalet, steg 4: platsen",
                "the plan for the talk, step 4: the place",
            ),
            "talk_who" => l.t(
                "planeringen av samtalet, steg 4: vilka som är med",
                "the plan for the talk, step 4: who is there",
            ),
            "talk_about" => l.t(
                "planeringen av samtalet, steg 4: det barnet ska få veta först",
                "the plan for the talk, step 4: what the child is to know first",
            ),
            "talk_support" => l.t(
                "planeringen av samtalet, steg 4: stödet",
                "the plan for the talk, step 4: the support",
            ),
            _ => l.t("ärendet", "the case"),
        }
    }
}

/// Who wrote a sentence that stands in a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SentenceOrigin {
    /// It stands as it was drafted.
    Drafted(Vec<Origin>),
    /// The writer wrote or changed it.
    Writer,
}

/// Cuts a section's present text into its sentences and says of each whether it stands as it was drafted. `drafted` is the draft of
/// that section or of the whole letter. In order and complete: joined, the sentences are the text apart from white space between them.
///
/// A sentence that was moved is still the draft's; one in which a single character was changed is the writer's.
#[must_use]
pub fn origin_of(current: &str, drafted: &[DraftedSentence]) -> Vec<(String, SentenceOrigin)> {
    let draft = Draft::of(drafted);
    let mut found = Vec::new();
    for (_, sentence) in cut(current) {
        match draft.run(sentence) {
            Some(run) => found.extend(
                run.into_iter()
                    .map(|(text, origins)| (text.to_owned(), SentenceOrigin::Drafted(origins.to_vec()))),
            ),
            None => found.push((sentence.to_owned(), SentenceOrigin::Writer)),
        }
    }
    found
}

/// Drafted sentences by their text.
struct Draft<'a> {
    known: HashMap<&'a str, &'a [Origin]>,
    lengths: BTreeSet<usize>,
}

impl<'a> Draft<'a> {
    fn of(drafted: &'a [DraftedSentence]) -> Self {
        let mut known: HashMap<&str, &[Origin]> = HashMap::new();
        for sentence in drafted {
            known.entry(sentence.text.trim()).or_insert(&sentence.origins);
        }
        let lengths = known.keys().map(|text| text.len()).filter(|n| *n > 0).collect();
        Self { known, lengths }
    }

    /// The drafted sentences that a sentence consists of, or none if anything in it is not drafted. More than one where a drafted
    /// sentence lacks its full stop or a small letter follows: a reader's eye finds no end there, and neither does [`cut`].
    fn run<'t>(&self, sentence: &'t str) -> Option<Vec<(&'t str, &'a [Origin])>> {
        let mut found = Vec::new();
        let mut rest = sentence;
        for _ in 0..MAX_RUN {
            if let Some(origins) = self.known.get(rest) {
                found.push((rest, *origins));
                return Some(found);
            }
            let (head, origins, tail) = self.head(rest)?;
            found.push((head, origins));
            rest = tail;
        }
        None
    }

    /// The longest drafted sentence with which a text begins, and what follows it. Looked up by length, because there are fewer
    /// lengths than sentences: a text of 100,000 characters cannot hold more than about 450 different ones.
    fn head<'t>(&self, text: &'t str) -> Option<(&'t str, &'a [Origin], &'t str)> {
        self.lengths.range(..text.len()).rev().find_map(|length| {
            let (head, tail) = text.split_at_checked(*length)?;
            if !tail.starts_with(char::is_whitespace) {
                return None;
            }
            let origins = self.known.get(head)?;
            Some((head, *origins, tail.trim_start()))
        })
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use proptest::prelude::*;

    use super::*;
    use crate::content::SLOT_CODES;
    use crate::letters::{AgeBand, LetterFacts, LetterKind, draft, drafted};

    fn facts() -> LetterFacts {
        LetterFacts {
            child: "Elsa".into(),
            worker: "Karin".into(),
            unit: "Enheten".into(),
            statements: "”Jag vill bo kvar.” ”Jag saknar pappa”".into(),
            decision_plain: "Ni får bo kvar till sommaren".into(),
            reasons_plain: "skolan är viktig".into(),
            departing: "3 av er flyttar.\nSedan ses vi".into(),
            heard: true,
            ..LetterFacts::default()
        }
    }

    fn bare(text: &str) -> String {
        text.split_whitespace().collect()
    }

    fn one(text: &str, origin: Origin) -> DraftedSentence {
        DraftedSentence {
            section: "told".into(),
            text: text.into(),
            origins: vec![origin],
        }
    }

    #[test]
    fn an_untouched_draft_is_drafted_throughout() {
        for kind in LetterKind::ALL {
            for band in AgeBand::ALL {
                for l in Language::ALL {
                    let sentences = drafted(kind, band, &facts(), l);
                    for (code, text) in draft(kind, band, &facts(), l).0 {
                        let found = origin_of(&text, &sentences);
                        let expected: Vec<_> = sentences
                            .iter()
                            .filter(|s| s.section == code)
                            .map(|s| (s.text.clone(), SentenceOrigin::Drafted(s.origins.clone())))
                            .collect();
                        assert_eq!(found, expected, "{kind:?} {band:?} {code}");
                    }
                }
            }
        }
    }

    #[test]
    fn an_edited_sentence_is_the_writers_and_its_neighbours_stay_the_drafts() {
        let own = || Origin::Template;
        let draft = [
            one("Hej Elsa.", own()),
            one("Det blev så här.", Origin::Slot("departing".into())),
        ];
        let found = origin_of("Hej Elsa. Det blev inte så här.  Hälsningar", &draft);
        assert_eq!(
            found,
            [
                ("Hej Elsa.".to_owned(), SentenceOrigin::Drafted(vec![own()])),
                ("Det blev inte så här.".to_owned(), SentenceOrigin::Writer),
                ("Hälsningar".to_owned(), SentenceOrigin::Writer),
            ]
        );
        for edited in ["Hej Elsa och Otto.", "Kära vän, Hej Elsa.", "hej Elsa."] {
            assert_eq!(
                origin_of(edited, &draft),
                [(edited.to_owned(), SentenceOrigin::Writer)]
            );
        }
    }

    #[test]
    fn a_drafted_sentence_without_a_full_stop_is_told_from_the_next_but_not_from_an_addition() {
        let draft = [
            one("Ni får bo kvar", Origin::Slot("decision_plain".into())),
            one("Vet du varför?", Origin::Template),
        ];
        assert_eq!(origin_of("Ni får bo kvar Vet du varför?", &draft).len(), 2);
        assert_eq!(
            origin_of("Ni får bo kvar till våren. Vet du varför?", &draft)
                .into_iter()
                .map(|(_, origin)| origin == SentenceOrigin::Writer)
                .collect::<Vec<_>>(),
            [true, false]
        );
    }

    #[test]
    fn a_moved_sentence_is_still_the_drafts_and_an_empty_text_has_none() {
        let draft = [
            one("A.", Origin::Template),
            one("B.", Origin::Slot("child".into())),
        ];
        let found = origin_of("B.\n\nA.", &draft);
        assert!(found.iter().all(|(_, origin)| *origin != SentenceOrigin::Writer));
        assert_eq!(found[0].0, "B.");
        assert_eq!(origin_of(" \n ", &draft), []);
        assert_eq!(origin_of("B.", &[]), [("B.".to_owned(), SentenceOrigin::Writer)]);
    }

    #[test]
    fn every_slot_has_a_name_of_its_own_in_both_languages() {
        for l in Language::ALL {
            let mut names: Vec<&str> = SLOT_CODES
                .iter()
                .map(|code| Origin::Slot((*code).to_owned()).name(l))
                .collect();
            names.push(Origin::Template.name(l));
            names.push(Origin::Slot("unheard of".into()).name(l));
            let all = names.len();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), all);
        }
    }

    /// Texts made to be hard: one sentence a hundred thousand characters long, thousands of tiny ones, runs that nearly fit.
    #[test]
    fn a_hundred_thousand_characters_are_cut_without_delay() {
        let tiny = "a. B. ".repeat(16_000);
        let runs = "a a a a a a a a a a a a a a a a a a B. ".repeat(2_500);
        let lines = (0..20_000).map(|n| n.to_string()).collect::<Vec<_>>().join("\n");
        let growing = (1..440)
            .map(|n| "a ".repeat(n / 2))
            .collect::<Vec<_>>()
            .join(".\n");
        for drafted_from in [&tiny, &runs, &lines, &growing] {
            let draft: Vec<DraftedSentence> = cut(drafted_from)
                .into_iter()
                .map(|(_, text)| one(text, Origin::Template))
                .chain([one("a", Origin::Template)])
                .collect();
            for text in [&tiny, &runs, &lines, &growing, &"a ".repeat(50_000)] {
                let start = Instant::now();
                let found = origin_of(text, &draft);
                assert!(start.elapsed() < Duration::from_secs(5));
                let joined: String = found.iter().map(|(t, _)| t.as_str()).collect();
                assert_eq!(bare(&joined), bare(text));
            }
        }
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_the_order_is_kept(text in "([Aa]|Hej Elsa|[.?”]|[ \n]|[0-9ö]){0,60}", pieces in prop::collection::vec("[Aa ]{1,3}[.?]?", 0..6)) {
            let draft: Vec<_> = pieces
                .iter()
                .map(|p| one(p, Origin::Template))
                .chain([one("Hej Elsa.", Origin::Template)])
                .collect();
            let found = origin_of(&text, &draft);
            let joined: String = found.iter().map(|(t, _)| t.as_str()).collect();
            prop_assert_eq!(bare(&joined), bare(&text));
            for (sentence, origin) in &found {
                prop_assert_eq!(sentence.trim(), sentence);
                let drafted = draft.iter().any(|d| d.text.trim() == sentence);
                // What is called drafted is; a drafted text inside a longer sentence may be the writer's.
                prop_assert!(drafted || *origin == SentenceOrigin::Writer);
            }
        }

        #[test]
        fn what_the_writer_adds_or_takes_leaves_the_rest_drafted(gone in 0_usize..4, added in "[A-Z][a-z]{1,9}\\.") {
            let sentences = ["Hej Elsa.", "Vi ses snart.", "Hur mår du?", "Tack."];
            let draft: Vec<_> = sentences.iter().map(|s| one(s, Origin::Template)).collect();
            let mut text: Vec<&str> = sentences.to_vec();
            text[gone] = &added;
            prop_assume!(!sentences.contains(&added.as_str()));
            let found = origin_of(&text.join(" "), &draft);
            let writers: Vec<usize> = (0..found.len()).filter(|n| found[*n].1 == SentenceOrigin::Writer).collect();
            prop_assert_eq!(writers, [gone]);
            prop_assert_eq!(found.len(), 4);
        }
    }
}
