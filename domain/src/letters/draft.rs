use super::sentences::{as_sentence, cut};
use super::{AgeBand, LetterFacts, LetterKind, Origin};
use crate::content::{LetterOutline, content};
use crate::fields::Fields;
use crate::language::Language;

/// One sentence of a draft and where its words come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftedSentence {
    /// The code of its section.
    pub section: String,
    /// The sentence.
    pub text: String,
    /// Where its words come from, each once: the outline's own words first, then the facts in the order in which they stand.
    pub origins: Vec<Origin>,
}

/// An outline sentence that fits the case, in pieces: the slot that each was taken from, or none for the outline's own words.
type Filled<'a> = Vec<(Option<&'a str>, &'a str)>;

/// The letter's sections by code, drafted from the facts. Every sentence is the writer's to change.
#[must_use]
pub fn draft(kind: LetterKind, band: AgeBand, facts: &LetterFacts, l: Language) -> Fields {
    let Some(outline) = content().letter_outline(kind, band.code()) else {
        return Fields::default();
    };
    filled(outline, facts, l)
        .into_iter()
        .map(|(section, sentences)| {
            let texts: Vec<String> = sentences.iter().map(whole).collect();
            (section, texts.join(" "))
        })
        .collect()
}

/// The sentences of the same draft in order, each with its origins. An outline's entry that holds several sentences, or a fact that
/// does, gives several: so the outline's own sentence beside a fact is told from the fact. Joined by section they are the draft, apart
/// from white space.
#[must_use]
pub fn drafted(kind: LetterKind, band: AgeBand, facts: &LetterFacts, l: Language) -> Vec<DraftedSentence> {
    let Some(outline) = content().letter_outline(kind, band.code()) else {
        return Vec::new();
    };
    filled(outline, facts, l)
        .into_iter()
        .flat_map(|(section, sentences)| {
            sentences
                .into_iter()
                .flat_map(move |pieces| cut_with_origins(section, &pieces))
        })
        .collect()
}

/// The answer to one statement of the child, for under the child's own words: `outcome` as in the weighing (`follows`, `partly`,
/// `departs`, `beside`), `subject` what the statement is about, `departing` why the decision is not as the child said, in words for
/// the child; both may be empty. Empty for an unknown outcome.
#[must_use]
pub fn draft_reply(band: AgeBand, outcome: &str, subject: &str, departing: &str, l: Language) -> String {
    let Some(outline) = content().letter_outline(LetterKind::Feedback, band.code()) else {
        return String::new();
    };
    // A subject stands inside a sentence.
    let subject = subject.trim().trim_end_matches(['.', ':', ',']);
    let departing = as_sentence(departing);
    let value = |slot: &str| match slot {
        "subject" => Some(subject),
        "departing" => Some(departing.as_str()),
        _ => None,
    };
    let replies: Vec<String> = outline
        .replies
        .iter()
        .filter(|r| r.outcome == outcome)
        .filter_map(|r| r.fill(l, value))
        .collect();
    replies.join(" ")
}

/// What of an outline fits the facts, by section.
fn filled<'a>(
    outline: &'a LetterOutline,
    facts: &'a LetterFacts,
    l: Language,
) -> Vec<(&'a str, Vec<Filled<'a>>)> {
    outline
        .sections
        .iter()
        .map(|section| {
            let sentences = section
                .sentences
                .iter()
                .filter_map(|s| s.fill_pieces(l, facts.situation(), |slot| facts.slot(slot)))
                .collect();
            (section.code.as_str(), sentences)
        })
        .collect()
}

fn whole(pieces: &Filled<'_>) -> String {
    pieces.iter().map(|(_, text)| *text).collect()
}

fn cut_with_origins(section: &str, pieces: &Filled<'_>) -> Vec<DraftedSentence> {
    cut(&whole(pieces))
        .into_iter()
        .map(|(start, text)| DraftedSentence {
            section: section.to_owned(),
            text: text.to_owned(),
            origins: origins(pieces, start, start + text.len()),
        })
        .collect()
}

/// Where the bytes from `start` to `end` of the filled sentence come from. A full stop or a quotation mark is nobody's words.
fn origins(pieces: &Filled<'_>, start: usize, end: usize) -> Vec<Origin> {
    let mut own = false;
    let mut found = Vec::new();
    let mut at = 0;
    for (slot, text) in pieces {
        let (from, to) = (start.max(at), end.min(at + text.len()));
        let part = from
            .checked_sub(at)
            .zip(to.checked_sub(at))
            .and_then(|(from, to)| text.get(from..to))
            .unwrap_or_default();
        at += text.len();
        if !part.chars().any(char::is_alphanumeric) {
            continue;
        }
        match slot {
            None => own = true,
            Some(slot) => {
                let origin = Origin::Slot((*slot).to_owned());
                if !found.contains(&origin) {
                    found.push(origin);
                }
            }
        }
    }
    if own || found.is_empty() {
        found.insert(0, Origin::Template);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts() -> LetterFacts {
        LetterFacts {
            child: "Elsa".into(),
            worker: "Karin".into(),
            unit: "Ekonomiskt bistånd Norr".into(),
            phone: "070-174 06 05".into(),
            date_met: "14 november 2026".into(),
            statements: "”Jag vill inte flytta.”".into(),
            decision_plain: "Ni får bo kvar till sommaren.".into(),
            reasons_plain: "Du ska kunna gå klart året i din skola.".into(),
            heard: true,
            ..LetterFacts::default()
        }
    }

    fn feedback(band: AgeBand, facts: &LetterFacts, l: Language) -> Fields {
        draft(LetterKind::Feedback, band, facts, l)
    }

    #[test]
    fn the_childs_words_and_the_decision_are_in_every_band() {
        for band in AgeBand::ALL {
            for l in Language::ALL {
                let text: String = feedback(band, &facts(), l)
                    .0
                    .into_values()
                    .collect::<Vec<_>>()
                    .join("\n");
                for needed in ["Elsa", "Jag vill inte flytta.", "Ni får bo kvar till sommaren."] {
                    assert!(text.contains(needed), "{band:?} {l:?}: {text}");
                }
            }
        }
    }

    #[test]
    fn a_decision_against_the_childs_wish_says_why_unless_a_reply_does() {
        let mut facts = facts();
        facts.departing = "Pengarna räcker inte till det du ville.".into();
        for band in AgeBand::ALL {
            let text = |facts: &LetterFacts| {
                feedback(band, facts, Language::Swedish)
                    .text("what_we_did")
                    .to_owned()
            };
            assert!(text(&facts).contains("Pengarna räcker inte"), "{band:?}");
            let replied = LetterFacts {
                reason_in_reply: true,
                ..facts.clone()
            };
            assert!(!text(&replied).contains("Pengarna"), "{band:?}");
            assert!(text(&replied).contains("inte ditt fel"), "{band:?}");
            let reply = draft_reply(band, "departs", "", &facts.departing, Language::Swedish);
            assert!(
                reply.contains("Pengarna räcker inte till det du ville."),
                "{reply}"
            );
        }
    }

    #[test]
    fn braces_in_a_childs_words_are_not_filled_in() {
        let mut facts = facts();
        facts.statements = "”{phone}”".into();
        assert!(
            feedback(AgeBand::Seven, &facts, Language::Swedish)
                .text("told")
                .contains("{phone}")
        );
        let reply = draft_reply(AgeBand::Seven, "follows", "{departing}", "x", Language::Swedish);
        assert!(reply.contains("{departing}"), "{reply}");
    }

    #[test]
    fn each_drafted_sentence_names_where_its_words_come_from() {
        let mut facts = facts();
        facts.departing = "Huset säljs. Därför går det inte.".into();
        let found: Vec<_> = drafted(LetterKind::Feedback, AgeBand::Seven, &facts, Language::Swedish)
            .into_iter()
            .filter(|s| matches!(s.section.as_str(), "sender" | "told" | "what_we_did"))
            .map(|s| (s.text, s.origins))
            .collect();
        let slot = |code: &str| Origin::Slot(code.to_owned());
        let expected = [
            ("Hej Elsa.", vec![Origin::Template, slot("child")]),
            (
                "Jag heter Karin och jobbar på Ekonomiskt bistånd Norr.",
                vec![Origin::Template, slot("worker"), slot("unit")],
            ),
            (
                "Du sa så här: ”Jag vill inte flytta.”",
                vec![Origin::Template, slot("statements")],
            ),
            ("Det blev inte som du ville.", vec![Origin::Template]),
            ("Du ska få veta varför.", vec![Origin::Template]),
            ("Huset säljs.", vec![slot("departing")]),
            ("Därför går det inte.", vec![slot("departing")]),
            ("Det är inte ditt fel.", vec![Origin::Template]),
            ("Det är okej att bli arg eller ledsen.", vec![Origin::Template]),
        ]
        .map(|(text, origins)| (text.to_owned(), origins));
        assert_eq!(found, expected);
    }

    #[test]
    fn the_drafted_sentences_joined_are_the_draft() {
        let mut facts = facts();
        facts.decision_plain = "Rad ett\nrad två. 3 saker till ".into();
        facts.talk_about = "inget".into();
        let bare = |text: &str| text.split_whitespace().collect::<String>();
        for kind in LetterKind::ALL {
            for band in AgeBand::ALL {
                for l in Language::ALL {
                    let fields = draft(kind, band, &facts, l);
                    let mut joined = Fields::default();
                    for sentence in drafted(kind, band, &facts, l) {
                        let so_far = format!("{} {}", joined.text(&sentence.section), sentence.text);
                        joined.set(sentence.section, so_far);
                    }
                    assert_eq!(fields.0.len(), joined.0.len());
                    for (code, text) in &fields.0 {
                        assert_eq!(bare(text), bare(joined.text(code)), "{kind:?} {band:?} {code}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_subject_typed_with_a_full_stop_does_not_end_the_sentence_twice() {
        let reply = draft_reply(AgeBand::Ten, "follows", " skolan. ", "", Language::Swedish);
        assert_eq!(reply, "När vi bestämde gick vi efter det du sa om skolan.");
    }
}
