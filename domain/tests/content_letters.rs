//! Letters drafted from the outlines, as a child would get them: complete, short and easy enough for the age.

mod readable;

use std::error::Error;

use domain::content::{LetterOutline, LetterSituation, content, section_codes};
use domain::language::Language;
use domain::letters::{AgeBand, LetterKind, readability};

use readable::too_hard;

type Tested = Result<(), Box<dyn Error>>;

/// Stands for the writer's own sentences, which are not the outline's to answer for.
const WRITERS: &str = "¤";

const NOT_HEARD: LetterSituation = LetterSituation {
    heard: false,
    reason_in_reply: false,
    party_15: false,
};
const HEARD: LetterSituation = LetterSituation {
    heard: true,
    ..NOT_HEARD
};
const REPLIED: LetterSituation = LetterSituation {
    reason_in_reply: true,
    ..HEARD
};
const PARTY: LetterSituation = LetterSituation {
    party_15: true,
    ..HEARD
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
        "date_met" | "talk_on" => Some("3 maj 2026"),
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

/// What it is called, the situation, and the slots that it lacks.
type Case = (&'static str, LetterSituation, &'static [&'static str]);

/// The cases that letters of a kind are written for.
fn cases(kind: LetterKind) -> &'static [Case] {
    match kind {
        LetterKind::Feedback => &[
            ("heard and followed", HEARD, &["departing"]),
            ("heard and departed from, told in a reply", REPLIED, &[]),
            (
                "heard and departed from, the words not for the letter",
                HEARD,
                &["statements"],
            ),
            (
                "heard, but the words are not for the letter",
                HEARD,
                &["statements", "departing"],
            ),
            ("not heard", NOT_HEARD, &["statements", "departing", "date_met"]),
            ("protected whereabouts", HEARD, &["unit", "phone", "departing"]),
            ("party of fifteen or more", PARTY, &["departing"]),
        ],
        LetterKind::Information => &[
            ("all known", NOT_HEARD, &[]),
            (
                "no reasons and no next step",
                HEARD,
                &["reasons_plain", "next_step"],
            ),
            ("protected whereabouts", NOT_HEARD, &["unit", "phone"]),
        ],
        LetterKind::Invitation => &[
            ("all planned", NOT_HEARD, &[]),
            (
                "nothing planned",
                NOT_HEARD,
                &["talk_on", "talk_place", "talk_who", "talk_about", "talk_support"],
            ),
            ("heard before", HEARD, &["talk_support"]),
            (
                "protected whereabouts",
                NOT_HEARD,
                &["unit", "phone", "talk_place"],
            ),
            ("party of fifteen or more", PARTY, &[]),
        ],
    }
}

/// Every outline in both languages in every case that it is for, with the name of all that.
fn every_letter() -> Vec<(String, &'static LetterOutline, Language, Case)> {
    let mut all = Vec::new();
    for kind in LetterKind::ALL {
        for outline in content().letter_outlines(kind) {
            for language in Language::ALL {
                for case in cases(kind) {
                    if case.1.party_15 && outline.age_to < 15 {
                        continue;
                    }
                    let code = language.code();
                    let name = format!("{}/{} {code}, {}", kind.code(), outline.band, case.0);
                    all.push((name, outline, language, *case));
                }
            }
        }
    }
    all
}

fn outlines() -> impl Iterator<Item = &'static LetterOutline> {
    LetterKind::ALL
        .into_iter()
        .flat_map(|kind| content().letter_outlines(kind))
}

#[test]
fn every_outline_has_every_section_of_its_kind_in_order() {
    for kind in LetterKind::ALL {
        let bands: Vec<&str> = content().letter_outlines(kind).map(|o| o.band.as_str()).collect();
        assert_eq!(bands, ["4-6", "7-9", "10-12", "13-17"]);
    }
    for outline in outlines() {
        let name = format!("{}/{}", outline.kind.code(), outline.band);
        let wanted = section_codes(outline.kind);
        let codes: Vec<&str> = outline.sections.iter().map(|s| s.code.as_str()).collect();
        assert_eq!(codes, wanted, "{name}");
        assert!(outline.sections.iter().all(|s| !s.sentences.is_empty()), "{name}");
        let headed = outline.sections.iter().filter(|s| s.heading.is_some()).count();
        assert_eq!(
            headed,
            if outline.band == "4-6" { 0 } else { wanted.len() },
            "{name}"
        );
    }
}

#[test]
fn an_outlines_ages_and_goal_are_those_of_its_band() {
    for outline in outlines() {
        let band = AgeBand::from_code(&outline.band);
        for age in 0..=30 {
            let within = (outline.age_from..=outline.age_to).contains(&age);
            assert_eq!(within, band == AgeBand::for_age(u32::from(age)), "{age}");
        }
        assert_eq!(
            band.map(AgeBand::lix_goal),
            Some(u32::from(outline.lix_goal)),
            "{}",
            outline.band
        );
    }
}

#[test]
fn each_age_from_four_to_seventeen_has_one_outline_of_each_kind_and_others_have_none() {
    for kind in LetterKind::ALL {
        for age in 0..=30 {
            let fitting = content()
                .letter_outlines(kind)
                .filter(|o| (o.age_from..=o.age_to).contains(&age))
                .count();
            assert_eq!(fitting, usize::from((4..=17).contains(&age)), "age {age}");
            assert_eq!(
                content().letter_outline_for_age(kind, age).is_some(),
                fitting == 1
            );
        }
    }
}

#[test]
fn every_case_gets_a_letter_with_every_section_said_in_both_languages() {
    for (name, outline, language, (_, situation, missing)) in every_letter() {
        let said: Vec<String> = draft(outline, language, situation, missing)
            .into_iter()
            .map(|(code, _)| code)
            .collect();
        let wanted: Vec<&str> = outline
            .sections
            .iter()
            .filter(|s| !s.joins_previous)
            .map(|s| s.code.as_str())
            // For the youngest, what happens next is left out where nobody knows it.
            .filter(|code| !(outline.band == "4-6" && *code == "next" && missing.contains(&"next_step")))
            .collect();
        assert_eq!(said, wanted, "{name}");
    }
}

#[test]
fn no_slot_is_left_unfilled_and_no_space_is_doubled() {
    for (name, outline, language, (_, situation, missing)) in every_letter() {
        for (_, text) in draft(outline, language, situation, missing) {
            assert!(!text.contains(['{', '}']), "{name}: {text:?}");
            assert!(!text.contains("  ") && !text.contains(".."), "{name}: {text:?}");
            assert_eq!(text.trim(), text, "{name}");
        }
    }
}

#[test]
fn the_letters_for_the_youngest_have_three_to_six_lines() {
    for (name, outline, language, (_, situation, missing)) in every_letter() {
        if outline.band == "4-6" {
            let lines = draft(outline, language, situation, missing).len();
            assert!((3..=6).contains(&lines), "{name}: {lines} lines");
        }
    }
}

#[test]
fn the_outlines_own_sentences_keep_within_the_goals_of_their_band() {
    let mut hard = Vec::new();
    for (name, outline, language, (_, situation, missing)) in every_letter() {
        let text: String = draft(outline, language, situation, missing)
            .iter()
            .map(|(_, p)| p.replace(WRITERS, ""))
            .collect::<Vec<_>>()
            .join(" ");
        hard.extend(too_hard(&name, outline, &text));
    }
    assert!(hard.is_empty(), "{}", hard.join("\n"));
}

#[test]
fn a_child_whose_whereabouts_are_protected_is_told_who_writes_but_not_from_where() {
    for (name, outline, language, (case, situation, missing)) in every_letter() {
        if case != "protected whereabouts" {
            continue;
        }
        let all = draft(outline, language, situation, missing)
            .into_iter()
            .map(|(_, t)| t)
            .collect::<String>();
        assert!(all.contains("Kim Ek"), "{name}: {all}");
        assert!(
            !all.contains("Vuxenenheten") && !all.contains("08-12345"),
            "{name}: {all}"
        );
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
    for outline in outlines() {
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
fn the_reason_for_departing_stands_in_the_letter_unless_a_reply_gives_it() {
    let departing = |slot: &str| {
        if slot == "departing" {
            Some("DEPARTING")
        } else {
            value(slot, &[])
        }
    };
    for outline in content().letter_outlines(LetterKind::Feedback) {
        for language in Language::ALL {
            let said = |situation| {
                outline
                    .sections
                    .iter()
                    .flat_map(|s| &s.sentences)
                    .filter_map(|s| s.fill(language, situation, departing))
                    .filter(|t| t.contains("DEPARTING"))
                    .count()
            };
            assert_eq!(
                (said(HEARD), said(PARTY), said(NOT_HEARD), said(REPLIED)),
                (1, 1, 1, 0),
                "{}",
                outline.band
            );
            let what_we_did = draft(outline, language, REPLIED, &[])
                .into_iter()
                .find(|(code, _)| code == "what_we_did");
            let comfort = language.t("inte ditt fel", "not your fault");
            assert!(
                what_we_did.is_some_and(|(_, text)| text.contains(comfort)),
                "{}",
                outline.band
            );
        }
    }
}

#[test]
fn an_information_letter_says_that_it_is_not_the_childs_fault_nor_task() {
    for outline in content().letter_outlines(LetterKind::Information) {
        let said = draft(outline, Language::Swedish, NOT_HEARD, &[])
            .into_iter()
            .map(|(_, text)| text)
            .collect::<String>();
        assert!(said.contains("ditt fel") && said.contains("vuxna"), "{said}");
    }
}

#[test]
fn an_invitation_says_that_the_child_may_choose_refuse_and_bring_somebody() {
    for outline in content().letter_outlines(LetterKind::Invitation) {
        let said = draft(outline, Language::Swedish, NOT_HEARD, &["talk_support"])
            .into_iter()
            .map(|(_, text)| text)
            .collect::<Vec<_>>()
            .join(" ");
        for needed in [
            "välj",
            "säga nej",
            "ändra dig",
            "ta med någon",
            "tolk",
            "bilder",
            "läsa",
            "får du veta hur det blev",
        ] {
            assert!(said.contains(needed), "{}: {needed:?} in {said}", outline.band);
        }
    }
}

#[test]
fn a_value_with_braces_is_put_in_as_it_is_and_a_blank_one_counts_as_none() -> Tested {
    let outline = content()
        .letter_outline(LetterKind::Feedback, "7-9")
        .ok_or("no outline 7-9")?;
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

#[test]
fn the_outlines_own_sentences_use_no_officialese() {
    for outline in LetterKind::ALL
        .iter()
        .flat_map(|kind| content().letter_outlines(*kind))
    {
        let sentences = outline
            .sections
            .iter()
            .flat_map(|s| &s.sentences)
            .map(|s| &s.text);
        for text in sentences.chain(outline.replies.iter().map(|r| &r.text)) {
            for language in Language::ALL {
                let text = text.get(language);
                let found = readability(text, language).officialese;
                assert_eq!(found, [], "{} {}: {text}", outline.kind.code(), outline.band);
            }
        }
    }
}
