//! Letters drafted from the outlines, as a child would get them: complete, short and easy enough for the age.

use std::error::Error;

use domain::content::{LetterOutline, LetterSituation, SECTION_CODES, content};
use domain::language::Language;
use domain::letters::readability;

type Tested = Result<(), Box<dyn Error>>;

/// Stands for the writer's own sentences, which are not the outline's to answer for.
const WRITERS: &str = "¤";

const HEARD: LetterSituation = LetterSituation {
    heard: true,
    party_15: false,
};
const NOT_HEARD: LetterSituation = LetterSituation {
    heard: false,
    party_15: false,
};
const PARTY: LetterSituation = LetterSituation {
    heard: true,
    party_15: true,
};

/// Everything known; what a case lacks is named in `missing`.
fn value(slot: &str, missing: &[&str]) -> Option<&'static str> {
    if missing.contains(&slot) {
        return None;
    }
    match slot {
        "child" => Some("Alva"),
        "worker" => Some("Kim Ek"),
        "unit" => Some("Vuxenenheten"),
        "phone" => Some("08-12345"),
        "date_met" => Some("3 maj 2026"),
        _ => Some(WRITERS),
    }
}

/// The draft's paragraphs, each with the code of its section.
fn draft(
    outline: &LetterOutline,
    language: Language,
    situation: LetterSituation,
    missing: &[&str],
) -> Vec<(String, String)> {
    let mut paragraphs: Vec<(String, String)> = Vec::new();
    for section in &outline.sections {
        let sentences: Vec<String> = section
            .sentences
            .iter()
            .filter_map(|s| s.fill(language, situation, |slot| value(slot, missing)))
            .collect();
        if sentences.is_empty() {
            continue;
        }
        let text = sentences.join(" ");
        match paragraphs.last_mut() {
            Some((_, last)) if section.joins_previous => {
                last.push(' ');
                last.push_str(&text);
            }
            _ => paragraphs.push((section.code.clone(), text)),
        }
    }
    paragraphs
}

/// The cases that letters are written for, with the slots that each lacks.
fn cases() -> [(&'static str, LetterSituation, &'static [&'static str]); 6] {
    [
        ("heard and followed", HEARD, &["departing"]),
        ("heard and departed from", HEARD, &[]),
        (
            "heard, but the words are not for the letter",
            HEARD,
            &["statements", "departing"],
        ),
        ("not heard", NOT_HEARD, &["statements", "departing", "date_met"]),
        ("protected whereabouts", HEARD, &["unit", "phone", "departing"]),
        ("party of fifteen or more", PARTY, &["departing"]),
    ]
}

#[test]
fn every_outline_has_every_section_in_order() {
    let bands: Vec<&str> = content()
        .letter_outlines()
        .iter()
        .map(|o| o.band.as_str())
        .collect();
    assert_eq!(bands, ["4-6", "7-9", "10-12", "13-17"]);
    for outline in content().letter_outlines() {
        let codes: Vec<&str> = outline.sections.iter().map(|s| s.code.as_str()).collect();
        assert_eq!(codes, SECTION_CODES, "{}", outline.band);
        assert!(
            outline.sections.iter().all(|s| !s.sentences.is_empty()),
            "{}",
            outline.band
        );
        let headed = outline.sections.iter().filter(|s| s.heading.is_some()).count();
        assert_eq!(
            headed,
            if outline.band == "4-6" {
                0
            } else {
                SECTION_CODES.len()
            }
        );
    }
}

#[test]
fn each_age_from_four_to_seventeen_has_one_outline_and_others_have_none() {
    for age in 0..=30 {
        let fitting = content()
            .letter_outlines()
            .iter()
            .filter(|o| (o.age_from..=o.age_to).contains(&age))
            .count();
        assert_eq!(fitting, usize::from((4..=17).contains(&age)), "age {age}");
        assert_eq!(content().letter_outline_for_age(age).is_some(), fitting == 1);
    }
}

#[test]
fn every_case_gets_a_letter_with_every_section_said_in_both_languages() {
    for outline in content().letter_outlines().iter().filter(|o| o.band != "4-6") {
        for (case, situation, missing) in cases() {
            if situation.party_15 && outline.age_to < 15 {
                continue;
            }
            for language in Language::ALL {
                let said: Vec<String> = draft(outline, language, situation, missing)
                    .into_iter()
                    .map(|(code, _)| code)
                    .collect();
                assert_eq!(said, SECTION_CODES, "{} {case}", outline.band);
            }
        }
    }
}

#[test]
fn no_slot_is_left_unfilled() {
    for outline in content().letter_outlines() {
        for (case, situation, missing) in cases() {
            for language in Language::ALL {
                for (_, text) in draft(outline, language, situation, missing) {
                    assert!(!text.contains(['{', '}']), "{} {case}: {text:?}", outline.band);
                }
            }
        }
    }
}

#[test]
fn the_letter_for_the_youngest_has_three_to_six_lines() -> Tested {
    let outline = content().letter_outline("4-6").ok_or("no outline 4-6")?;
    for (case, situation, missing) in cases() {
        let lines = draft(outline, Language::Swedish, situation, missing).len();
        assert!((3..=6).contains(&lines), "{case}: {lines} lines");
    }
    Ok(())
}

#[test]
fn the_outlines_own_swedish_sentences_keep_within_the_goals_of_their_band() {
    for outline in content().letter_outlines() {
        for (case, situation, missing) in cases() {
            let letter = draft(outline, Language::Swedish, situation, missing);
            let text: String = letter
                .iter()
                .map(|(_, p)| p.replace(WRITERS, ""))
                .collect::<Vec<_>>()
                .join(" ");
            let measured = lix(&text);
            assert!(
                measured <= f64::from(outline.lix_goal),
                "{} {case}: LIX {measured:.1} in {text:?}",
                outline.band
            );
            for sentence in sentences(&text) {
                let length = words(sentence).count();
                assert!(
                    length <= usize::from(outline.longest_sentence),
                    "{} {case}: {length} words in {sentence:?}",
                    outline.band
                );
            }
        }
    }
}

#[test]
fn a_child_whose_whereabouts_are_protected_is_told_who_writes_but_not_from_where() {
    for outline in content().letter_outlines() {
        for language in Language::ALL {
            let all = draft(outline, language, HEARD, &["unit", "phone"])
                .into_iter()
                .map(|(_, t)| t)
                .collect::<String>();
            assert!(all.contains("Kim Ek"), "{}: {all}", outline.band);
            assert!(
                !all.contains("Vuxenenheten") && !all.contains("08-12345"),
                "{}: {all}",
                outline.band
            );
        }
    }
}

#[test]
fn a_child_that_was_not_heard_is_never_said_to_have_spoken() {
    let spoken = |slot: &str| {
        if slot == "statements" {
            Some("STATEMENTS")
        } else {
            value(slot, &["departing"])
        }
    };
    for outline in content().letter_outlines() {
        for sentence in outline.sections.iter().flat_map(|s| &s.sentences) {
            let said = sentence
                .fill(Language::Swedish, NOT_HEARD, spoken)
                .unwrap_or_default();
            for claim in [
                "du sa",
                "Du sa",
                "du berättade",
                "du fick",
                "Du har fått",
                "STATEMENTS",
            ] {
                assert!(!said.contains(claim), "{}: {said:?}", outline.band);
            }
        }
    }
}

#[test]
fn the_reason_for_departing_from_the_childs_wish_is_in_every_letter_that_has_one() {
    for outline in content().letter_outlines() {
        for language in Language::ALL {
            let departing = |slot: &str| {
                if slot == "departing" {
                    Some("DEPARTING")
                } else {
                    value(slot, &[])
                }
            };
            let said = |situation| {
                outline
                    .sections
                    .iter()
                    .flat_map(|s| &s.sentences)
                    .filter_map(|s| s.fill(language, situation, departing))
                    .any(|t| t.contains("DEPARTING"))
            };
            assert!(said(HEARD) && said(PARTY), "{}", outline.band);
        }
    }
}

#[test]
fn a_value_with_braces_is_put_in_as_it_is_and_a_blank_one_counts_as_none() -> Tested {
    let outline = content().letter_outline("7-9").ok_or("no outline 7-9")?;
    let hello = outline
        .sections
        .iter()
        .flat_map(|s| &s.sentences)
        .find(|s| s.text.sv == "Hej {child}.")
        .ok_or("no greeting")?;
    let filled =
        |name: &'static str| hello.fill(Language::Swedish, HEARD, |slot| (slot == "child").then_some(name));
    assert_eq!(filled("{worker}").as_deref(), Some("Hej {worker}."));
    assert_eq!(filled("}{").as_deref(), Some("Hej }{."));
    assert_eq!(filled("  "), None);
    assert_eq!(filled(" Alva ").as_deref(), Some("Hej Alva."));
    Ok(())
}

/// Words per sentence plus the percentage of words with more than six letters.
fn lix(text: &str) -> f64 {
    let count = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    let total = words(text).count();
    let long = words(text)
        .filter(|w| w.chars().filter(|c| c.is_alphabetic()).count() > 6)
        .count();
    count(total) / count(sentences(text).count()) + 100.0 * count(long) / count(total)
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace()
        .filter(|w| w.chars().any(char::is_alphanumeric))
}

fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split(['.', '?', ':']).filter(|s| words(s).next().is_some())
}

#[test]
fn the_outlines_own_sentences_use_no_officialese() {
    for outline in content().letter_outlines() {
        for sentence in outline.sections.iter().flat_map(|s| &s.sentences) {
            for language in Language::ALL {
                let text = sentence.text.get(language);
                assert_eq!(readability(text, language).officialese, [], "{text}");
            }
        }
    }
}
