use super::check::{incomplete, known, unique};
use super::letters::slots;
use super::{
    ContentError, LetterOutline, LetterReply, LetterSentence, Localised, REPLY_OUTCOMES, REPLY_SLOTS,
    SLOT_CODES, section_codes,
};
use crate::assessments::DEPARTS;
use crate::language::Language;
use crate::letters::{AgeBand, LetterKind};

/// What the types cannot say about letters: one outline for each kind and band, complete, with slots that exist.
pub(super) fn letters(outlines: &[LetterOutline]) -> Result<(), ContentError> {
    unique("letter outline", outlines.iter().map(name))?;
    for kind in LetterKind::ALL {
        let bands: Vec<&str> = outlines
            .iter()
            .filter(|o| o.kind == kind)
            .map(|o| o.band.as_str())
            .collect();
        if bands != AgeBand::ALL.map(AgeBand::code) {
            return incomplete(
                format!("letter {}", kind.code()),
                format!(
                    "has the bands {bands:?}, not {:?}",
                    AgeBand::ALL.map(AgeBand::code)
                ),
            );
        }
    }
    outlines.iter().try_for_each(outline)
}

fn name(outline: &LetterOutline) -> String {
    format!("{}/{}", outline.kind.code(), outline.band)
}

fn outline(outline: &LetterOutline) -> Result<(), ContentError> {
    let wherein = format!("letter {}", name(outline));
    let codes: Vec<&str> = outline.sections.iter().map(|s| s.code.as_str()).collect();
    let wanted = section_codes(outline.kind);
    if codes != wanted {
        return incomplete(wherein, format!("has the sections {codes:?}, not {wanted:?}"));
    }
    for section in &outline.sections {
        let wherein = format!("{wherein} section {}", section.code);
        section.sentences.iter().try_for_each(|s| sentence(&wherein, s))?;
    }
    replies(outline, &wherein)
}

fn sentence(wherein: &str, sentence: &LetterSentence) -> Result<(), ContentError> {
    let slots = (sentence.needs.as_slice(), sentence.without.as_slice());
    template(wherein, &sentence.text, slots, &SLOT_CODES)
}

/// A template takes only slots that exist, and only those that it needs.
fn template(
    wherein: &str,
    text: &Localised,
    (needs, without): (&[String], &[String]),
    all: &[&str],
) -> Result<(), ContentError> {
    known(wherein, "slot", needs, all)?;
    known(wherein, "slot", without, all)?;
    for text in [&text.sv, &text.en] {
        let used = slots(text);
        known(wherein, "slot", &used, all)?;
        if let Some(slot) = used.iter().find(|slot| !needs.contains(slot)) {
            return incomplete(
                wherein.to_owned(),
                format!("uses the slot {slot:?} in {text:?} without needing it"),
            );
        }
    }
    Ok(())
}

/// A feedback letter answers a statement whatever the decision does with it, with and without a subject and a reason.
fn replies(outline: &LetterOutline, wherein: &str) -> Result<(), ContentError> {
    for reply in &outline.replies {
        known(
            wherein,
            "outcome",
            std::slice::from_ref(&reply.outcome),
            &REPLY_OUTCOMES,
        )?;
        let slots = (reply.needs.as_slice(), reply.without.as_slice());
        template(
            &format!("{wherein} reply {}", reply.outcome),
            &reply.text,
            slots,
            &REPLY_SLOTS,
        )?;
    }
    if outline.kind != LetterKind::Feedback {
        return if outline.replies.is_empty() {
            Ok(())
        } else {
            incomplete(
                wherein.to_owned(),
                "has replies, which only a feedback letter has".to_owned(),
            )
        };
    }
    for outcome in REPLY_OUTCOMES {
        for (subject, departing) in [("", ""), ("s", ""), ("", "d"), ("s", "d")] {
            let (subject, departing) = (Some(subject), Some(departing));
            if !answers(outline, outcome, subject, departing) {
                return incomplete(
                    wherein.to_owned(),
                    format!(
                        "has no whole reply for {outcome:?} with the subject {subject:?} and the reason {departing:?}"
                    ),
                );
            }
        }
    }
    Ok(())
}

/// Whether something is said, what there is of a subject is named, and a reason for departing is given.
fn answers(outline: &LetterOutline, outcome: &str, subject: Option<&str>, departing: Option<&str>) -> bool {
    let value = |slot: &str| if slot == "subject" { subject } else { departing };
    let fitting: Vec<&LetterReply> = outline
        .replies
        .iter()
        .filter(|r| r.outcome == outcome && r.fill(Language::Swedish, value).is_some())
        .collect();
    let takes = |slot: &str| fitting.iter().any(|r| r.needs.iter().any(|n| n == slot));
    let is_given = |value: Option<&str>| value.is_some_and(|v| !v.is_empty());
    let departs = DEPARTS.contains(&outcome);
    !fitting.is_empty()
        && takes("subject") == is_given(subject)
        && takes("departing") == (departs && is_given(departing))
}

#[cfg(test)]
mod tests {
    use super::letters;
    use crate::content::{Content, ContentError, LetterOutline};

    /// Loads the real outlines, spoils them, and returns what the check says. The second is the feedback letter for 7–9.
    fn spoilt(spoil: impl FnOnce(&mut Vec<LetterOutline>)) -> String {
        let mut outlines = Content::load().expect("the real content is sound").letters;
        assert_eq!(letters(&outlines), Ok(()));
        spoil(&mut outlines);
        letters(&outlines)
            .as_ref()
            .map_or_else(ContentError::to_string, |()| "nothing".to_owned())
    }

    #[test]
    fn a_kind_without_one_of_its_bands_is_named() {
        let said = spoilt(|all| drop(all.remove(5)));
        assert!(said.contains("letter information has the bands"), "{said}");
        let said = spoilt(|all| all.push(all[11].clone()));
        assert!(said.contains("\"invitation/13-17\" occurs twice"), "{said}");
    }

    #[test]
    fn a_section_that_is_missing_or_misplaced_is_named() {
        let wanted = "letter feedback/7-9 has the sections";
        assert!(spoilt(|all| drop(all[1].sections.pop())).contains(wanted));
        assert!(spoilt(|all| all[1].sections.swap(0, 1)).contains(wanted));
        assert!(spoilt(|all| drop(all[8].sections.pop())).contains("letter invitation/4-6 has the sections"));
    }

    #[test]
    fn a_slot_that_is_unknown_or_not_needed_is_named() {
        let said = spoilt(|all| all[1].sections[0].sentences[0].text.en.push_str("{school}"));
        assert!(
            said.contains("letter feedback/7-9 section sender names the unknown slot \"school\""),
            "{said}"
        );
        let said = spoilt(|all| all[1].sections[0].sentences[0].needs.clear());
        assert!(said.contains("without needing it"), "{said}");
    }

    #[test]
    fn a_statement_that_would_get_no_reply_is_named() {
        for outcome in super::REPLY_OUTCOMES {
            let said = spoilt(|all| all[3].replies.retain(|r| r.outcome != outcome));
            assert!(
                said.contains("letter feedback/13-17 has no whole reply") && said.contains(outcome),
                "{said}"
            );
        }
        let said = spoilt(|all| {
            all[0]
                .replies
                .retain(|r| !(r.outcome == "departs" && r.needs.contains(&"departing".to_owned())));
        });
        assert!(said.contains("letter feedback/4-6"), "{said}");
    }

    #[test]
    fn a_reply_with_an_unknown_outcome_or_slot_or_in_another_letter_is_named() {
        let said = spoilt(|all| all[0].replies[0].outcome = "ignores".to_owned());
        assert!(said.contains("unknown outcome \"ignores\""), "{said}");
        let said = spoilt(|all| all[0].replies[0].text.sv.push_str("{child}"));
        assert!(said.contains("unknown slot \"child\""), "{said}");
        let said = spoilt(|all| {
            all[0].replies[0].needs.push("departing".to_owned());
            all[0].replies[0].without.clear();
        });
        assert!(said.contains("no whole reply for \"follows\""), "{said}");
        let said = spoilt(|all| all[4].replies = all[0].replies.clone());
        assert!(said.contains("which only a feedback letter has"), "{said}");
    }
}
