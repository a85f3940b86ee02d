//! Replies to single statements of a child: there is one for each, true whatever the child said, and easy enough for the age.

mod readable;

use domain::content::{REPLY_OUTCOMES, content};
use domain::language::Language;
use domain::letters::{AgeBand, LetterKind, draft_reply};

use readable::too_hard;

/// Stands for the writer's own reason, which is not the outline's to answer for.
const WRITERS: &str = "¤";

#[test]
fn replies_keep_within_the_goals_of_their_band() {
    for outline in content().letter_outlines(LetterKind::Feedback) {
        for language in Language::ALL {
            let Some(band) = AgeBand::from_code(&outline.band) else {
                panic!("{} is no band", outline.band);
            };
            let subject = language.t("skolan", "school");
            let all: Vec<String> = REPLY_OUTCOMES
                .iter()
                .flat_map(|outcome| {
                    [("", ""), (subject, ""), ("", WRITERS), (subject, WRITERS)].map(
                        |(subject, departing)| {
                            draft_reply(band, outcome, subject, departing, language).replace("¤.", "")
                        },
                    )
                })
                .collect();
            let name = format!("replies {} {}", outline.band, language.code());
            let hard = too_hard(&name, outline, &all.join(" "));
            assert!(hard.is_empty(), "{}", hard.join("\n"));
        }
    }
}

#[test]
fn a_statement_gets_a_reply_whatever_the_decision_does_with_it() {
    for band in AgeBand::ALL {
        for language in Language::ALL {
            for outcome in REPLY_OUTCOMES {
                for (subject, departing) in [("", ""), ("SUBJECT", ""), ("", "WHY"), ("SUBJECT", "WHY.")] {
                    let said = draft_reply(band, outcome, subject, departing, language);
                    let name = format!("{band:?} {language:?} {outcome} {subject:?} {departing:?}: {said:?}");
                    assert!(said.ends_with(['.', '?']) && !said.contains("  "), "{name}");
                    assert!(!said.contains(['{', '}']), "{name}");
                    assert_eq!(said.contains("SUBJECT"), !subject.is_empty(), "{name}");
                    let gives_reason = matches!(outcome, "partly" | "departs") && !departing.is_empty();
                    assert_eq!(said.contains("WHY."), gives_reason, "{name}");
                }
            }
            assert_eq!(draft_reply(band, "", "", "", language), "");
            assert_eq!(draft_reply(band, "unknown", "x", "y", language), "");
        }
    }
}

/// A reply stands under words that nobody knows beforehand: a wish, a fear, something that happened.
#[test]
fn a_reply_never_says_that_things_became_as_the_child_said_or_wished() {
    for outline in content().letter_outlines(LetterKind::Feedback) {
        for reply in &outline.replies {
            for claim in [
                "som du ville",
                "Så blev det",
                "som du sa",
                "as you wished",
                "as you said",
            ] {
                assert!(
                    !reply.text.sv.contains(claim) && !reply.text.en.contains(claim),
                    "{}: {:?}",
                    outline.band,
                    reply.text.sv
                );
            }
        }
    }
}
