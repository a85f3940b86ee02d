//! The method as data: what the loader cannot refuse by itself, and how the texts read.

use std::collections::{BTreeSet, HashSet};
use std::error::Error;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use domain::cases::CaseKind;
use domain::content::{
    Article, Audience, Content, Leaflet, LetterOutline, Localised, Question, Reference, content, verify,
};
use domain::language::Language;
use domain::letters::LetterKind;
use domain::monitoring::InstrumentKind;
use domain::organisation::AreaOfOperation;

type Tested = Result<(), Box<dyn Error>>;

const ARTICLES: [u8; 5] = [2, 3, 6, 12, 19];

#[test]
fn every_file_loads_and_the_loaded_content_is_the_one_in_use() -> Tested {
    let loaded = Content::load()?;
    assert_eq!(&loaded, verify()?);
    assert_eq!(&loaded, content());
    assert!(!content().version().is_empty());
    Ok(())
}

#[test]
fn every_file_in_the_folder_is_loaded() -> Tested {
    let names: BTreeSet<String> = files()?.into_iter().map(|(path, _)| path).collect();
    let mut expected: BTreeSet<String> = [
        "articles",
        "bases",
        "leaflets",
        "not_heard",
        "references",
        "retention",
        "steps",
    ]
    .iter()
    .map(|n| format!("{n}.toml"))
    .collect();
    expected.extend(outlines().map(|o| format!("letters/{}/{}.toml", o.kind.code(), o.band)));
    expected.extend(
        areas_with_questions()
            .iter()
            .map(|a| format!("questions/{}.toml", a.code())),
    );
    expected.insert("questions/general.toml".to_owned());
    expected.extend(
        InstrumentKind::ALL
            .iter()
            .map(|kind| format!("instruments/{}.toml", kind.code())),
    );
    expected.extend(
        Language::ALL
            .iter()
            .map(|l| format!("plain_words.{}.txt", l.code())),
    );
    assert_eq!(names, expected);
    Ok(())
}

#[test]
fn a_text_that_is_missing_or_blank_in_one_language_is_refused() {
    for text in [
        "sv = \"Hej\"",
        "sv = \"Hej\"\nen = \" \"",
        "sv = \"\"\nen = \"Hello\"",
        "sv = \"Hej\"\nen = \"Hello\"\nde = \"Hallo\"",
    ] {
        assert!(
            toml::from_str::<Localised>(text).is_err(),
            "{text:?} was accepted"
        );
    }
    assert!(toml::from_str::<Localised>("sv = \"Hej\"\nen = \"Hello\"").is_ok());
}

#[test]
fn no_english_text_is_left_in_swedish() {
    for text in all_texts() {
        assert_ne!(text.sv, text.en);
        let foreign = |c: char| "åäöÅÄÖ".contains(c);
        assert!(!text.en.contains(foreign), "{:?} looks Swedish", text.en);
    }
}

#[test]
fn the_five_articles_of_every_assessment_and_the_six_optional_ones_are_there_with_questions_and_help() {
    let numbers = |optional: bool| -> Vec<u8> {
        let list = &content().checklist().articles;
        list.iter()
            .filter(|a| a.optional == optional)
            .map(|a| a.number)
            .collect()
    };
    assert_eq!(numbers(false), ARTICLES);
    assert_eq!(numbers(true), [9, 24, 26, 27, 28, 31]);
    for article in &content().checklist().articles {
        let common = article
            .questions
            .iter()
            .filter(|q| q.is_common() && !q.general)
            .count();
        assert!(
            (2..=4).contains(&common),
            "article {} has {common} common questions",
            article.number
        );
        assert!(
            (2..=4).contains(&article.help.len()),
            "article {} has {} help paragraphs",
            article.number,
            article.help.len()
        );
        assert!(article.references.contains(&format!("crc-{}", article.number)));
        assert_eq!(
            article.optional,
            article.when.is_some(),
            "article {}",
            article.number
        );
        assert!(
            !article.optional || !article.proposed_for.is_empty(),
            "article {}",
            article.number
        );
    }
}

#[test]
fn every_area_asks_one_to_three_more_of_each_of_the_five_and_says_what_to_find_out() {
    assert_eq!(areas_with_questions(), AreaOfOperation::ALL);
    for area in AreaOfOperation::ALL {
        for article in content().checklist().articles.iter().filter(|a| !a.optional) {
            let more = article
                .questions
                .iter()
                .filter(|q| q.areas.contains(&area))
                .count();
            assert!(
                (1..=3).contains(&more),
                "{} asks {more} more of article {}",
                area.code(),
                article.number
            );
        }
        let found = content()
            .checklist()
            .find_out
            .iter()
            .filter(|f| f.area == Some(area))
            .count();
        assert!((4..=7).contains(&found), "{} has {found}", area.code());
    }
}

#[test]
fn a_general_decision_is_asked_other_questions_and_none_about_one_child() {
    for article in content().checklist().articles.iter().filter(|a| !a.optional) {
        let general: Vec<&Question> = article
            .questions_for(CaseKind::General, "income_support", "thorough")
            .collect();
        assert!((2..=4).contains(&general.len()), "article {}", article.number);
        for question in general {
            assert!(question.general);
            for kind in [CaseKind::Adult, CaseKind::Child] {
                assert!(
                    !article
                        .questions_for(kind, "income_support", "thorough")
                        .any(|q| q.id == question.id)
                );
            }
        }
    }
}

#[test]
fn common_questions_come_before_those_of_the_area_and_other_areas_questions_are_left_out() -> Tested {
    let article = content().checklist().article(3).ok_or("no article 3")?;
    let ids: Vec<&str> = article
        .questions_for(CaseKind::Adult, "income_support", "thorough")
        .map(|q| q.id.as_str())
        .collect();
    let first_additional = ids
        .iter()
        .position(|id| id.contains("income_support"))
        .ok_or("no additional question")?;
    assert!(first_additional > 0);
    assert!(
        ids.iter()
            .skip(first_additional)
            .all(|id| id.contains("income_support")),
        "{ids:?}"
    );
    assert!(!ids.iter().any(|id| id.contains("adults_addiction")), "{ids:?}");
    assert!(
        article
            .questions_for(CaseKind::Adult, "elderly", "thorough")
            .all(|q| q.is_common() || q.id.contains("elderly"))
    );
    assert!(
        article
            .questions_for(CaseKind::Adult, "nowhere", "thorough")
            .all(Question::is_common)
    );
    assert_eq!(
        article
            .questions_for(CaseKind::Adult, "income_support", "nothing")
            .count(),
        0
    );
    Ok(())
}

#[test]
fn an_assessment_grows_with_its_depth_and_stays_doable() {
    for (area, kind) in AreaOfOperation::ALL
        .into_iter()
        .flat_map(|area| CaseKind::ALL.map(|kind| (area, kind)))
    {
        let five = || content().checklist().articles.iter().filter(|a| !a.optional);
        let asked = |article: &Article, depth: &str| -> HashSet<String> {
            article
                .questions_for(kind, area.code(), depth)
                .map(|q| q.id.clone())
                .collect()
        };
        let total = |depth| five().map(|a| asked(a, depth).len()).sum::<usize>();
        for article in five() {
            let (quick, standard, thorough) = (
                asked(article, "quick"),
                asked(article, "standard"),
                asked(article, "thorough"),
            );
            assert!(
                !quick.is_empty(),
                "article {} is forgotten in a quick assessment",
                article.number
            );
            assert!(
                quick.is_subset(&standard) && standard.is_subset(&thorough),
                "article {}",
                article.number
            );
        }
        assert_eq!(total("screening"), 0);
        assert!(total("quick") <= 7, "{}: {}", area.code(), total("quick"));
        assert!(total("standard") <= 20, "{}: {}", area.code(), total("standard"));
    }
}

#[test]
fn question_ids_name_their_article_and_area() {
    for article in &content().checklist().articles {
        for question in &article.questions {
            let prefix = match question.areas.first() {
                None if question.general => format!("{}.general.", article.number),
                Some(area) => format!("{}.{}.", article.number, area.code()),
                None => format!("{}.", article.number),
            };
            assert!(
                question.id.starts_with(&prefix),
                "{} does not begin with {prefix}",
                question.id
            );
            assert_eq!(content().checklist().question(&question.id), Some(question));
            assert!(
                question.text.sv.ends_with('?') && question.text.en.ends_with('?'),
                "{} asks nothing",
                question.id
            );
        }
    }
}

#[test]
fn the_steps_are_numbered_from_nought_and_each_lead_is_one_question() {
    let numbers: Vec<u8> = content().steps().iter().map(|s| s.number).collect();
    assert_eq!(numbers, (0..10).collect::<Vec<u8>>());
    for step in content().steps() {
        assert_eq!(content().step(&step.code), Some(step));
        assert!(!step.help.is_empty(), "{}", step.code);
        for lead in [&step.lead.sv, &step.lead.en] {
            assert!(
                lead.ends_with('?') && lead.matches(['.', '?']).count() == 1,
                "{lead:?}"
            );
        }
    }
    assert!(content().step("nothing").is_none());
}

#[test]
fn laws_that_have_not_been_read_are_never_cited() -> Tested {
    for (path, text) in files()? {
        for law in ["LSS", "1993:387", "öräldrabalk", "1949:381", "2001:453"] {
            assert!(!text.contains(law), "{path} names {law}");
        }
    }
    let read = [
        "SFS 2025:400",
        "SFS 2017:900",
        "SFS 2009:400",
        "SFS 2001:454",
        "SFS 2018:1197",
    ];
    for reference in content().references() {
        assert!(
            read.contains(&reference.law.as_str()),
            "{} cites {}",
            reference.id,
            reference.law
        );
    }
    Ok(())
}

#[test]
fn a_reference_applies_from_its_first_to_its_last_day() -> Tested {
    let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).ok_or("no such day");
    let mut reference: Reference = content().reference("sol-3-1").ok_or("no sol-3-1")?.clone();
    assert!(!reference.applies_on(day(2025, 6, 30)?));
    assert!(reference.applies_on(day(2025, 7, 1)?));
    reference.in_force_to = Some(day(2027, 12, 31)?);
    assert!(reference.applies_on(day(2027, 12, 31)?));
    assert!(!reference.applies_on(day(2028, 1, 1)?));
    Ok(())
}

#[test]
fn every_basis_is_consent_a_cited_paragraph_or_one_that_the_worker_enters() -> Tested {
    for basis in content().bases() {
        let ways = [
            basis.needs_consent,
            basis.reference.is_some(),
            basis.reference_entered_by_worker,
        ];
        assert_eq!(ways.iter().filter(|w| **w).count(), 1, "{}", basis.id);
        assert!(!basis.conditions.is_empty(), "{}", basis.id);
        if let (Some(first), Some(id)) = (basis.valid_from, &basis.reference) {
            let reference = content().reference(id).ok_or("unknown reference")?;
            assert!(
                reference.applies_on(first),
                "{} can be chosen before {id} applied",
                basis.id
            );
        }
    }
    let cited = |id: &str| content().basis(id).and_then(|b| b.reference.as_deref());
    assert_eq!(cited("investigation"), Some("sol-20-7"));
    assert_eq!(cited("follow_up"), Some("sol-23-4"));
    assert_eq!(cited("family_law"), None);
    let before = NaiveDate::from_ymd_opt(2025, 6, 30).ok_or("no such day")?;
    assert!(
        !content()
            .basis("investigation")
            .ok_or("no investigation")?
            .is_valid_on(before)
    );
    assert!(
        content()
            .basis("consent")
            .ok_or("no consent")?
            .is_valid_on(before)
    );
    Ok(())
}

#[test]
fn every_reason_for_not_hearing_a_child_is_explained_and_lack_of_time_is_ours() -> Tested {
    assert!(content().not_heard_reasons().iter().all(|r| r.needs_explanation));
    assert!(
        content()
            .not_heard_reason("no_time")
            .ok_or("no_time is missing")?
            .shortcoming
    );
    assert!(
        !content()
            .not_heard_reason("did_not_want")
            .ok_or("did_not_want is missing")?
            .shortcoming
    );
    Ok(())
}

#[test]
fn only_a_party_of_fifteen_reads_of_appeal() {
    for outline in outlines() {
        for sentence in outline.sections.iter().flat_map(|s| &s.sentences) {
            let appeal = sentence.text.sv.contains("överklag") || sentence.text.en.contains("appeal");
            assert!(
                !appeal || sentence.audience == Audience::Party15,
                "{}: {:?}",
                outline.band,
                sentence.text.sv
            );
            assert!(
                sentence.audience != Audience::Party15 || outline.age_to >= 15,
                "{}: {:?}",
                outline.band,
                sentence.text.sv
            );
        }
    }
}

#[test]
fn the_texts_are_calm() -> Tested {
    for (path, text) in files()? {
        assert!(!text.contains('\u{2014}'), "{path} has an em dash");
    }
    for text in all_texts() {
        assert!(
            !text.sv.contains('!') && !text.en.contains('!'),
            "{:?} shouts",
            text.sv
        );
        assert!(
            !text.sv.contains(" – "),
            "{:?} has a dash where a full stop would do",
            text.sv
        );
        for word in [
            "klienten",
            "brukaren",
            "erhålla",
            "avseende",
            "beträffande",
            "ovanstående",
            "t.ex.",
            "m.m.",
            "dvs",
        ] {
            assert!(
                !text.sv.to_lowercase().contains(word),
                "{:?} says {word}",
                text.sv
            );
        }
        for language in Language::ALL {
            assert_eq!(text.get(language).trim(), text.get(language));
            assert!(!text.get(language).contains("  "), "{:?}", text.get(language));
        }
    }
    Ok(())
}

fn areas_with_questions() -> Vec<AreaOfOperation> {
    let asks = |area: &AreaOfOperation| {
        content()
            .checklist()
            .articles
            .iter()
            .flat_map(|a| &a.questions)
            .any(|q| q.areas.contains(area))
    };
    AreaOfOperation::ALL.into_iter().filter(asks).collect()
}

/// Every text of the content, letters included.
fn outlines() -> impl Iterator<Item = &'static LetterOutline> {
    LetterKind::ALL
        .into_iter()
        .flat_map(|kind| content().letter_outlines(kind))
}

fn all_texts() -> Vec<&'static Localised> {
    let c = content();
    let mut all: Vec<&Localised> = Vec::new();
    for a in &c.checklist().articles {
        all.extend([&a.title, &a.question].into_iter().chain(&a.help).chain(&a.when));
        all.extend(
            a.questions
                .iter()
                .flat_map(|q| [&q.text, &q.hint].into_iter().chain(&q.example)),
        );
    }
    all.extend(c.checklist().find_out.iter().flat_map(|f| [&f.what, &f.how]));
    all.extend(c.references().iter().flat_map(|r| [&r.short, &r.title]));
    all.extend(
        c.steps()
            .iter()
            .flat_map(|s| [&s.title, &s.lead].into_iter().chain(&s.help)),
    );
    all.extend(
        c.bases()
            .iter()
            .flat_map(|b| std::iter::once(&b.text).chain(&b.conditions)),
    );
    all.extend(c.not_heard_reasons().iter().flat_map(|r| [&r.text, &r.hint]));
    all.extend(c.leaflets().iter().flat_map(Leaflet::texts));
    for outline in outlines() {
        all.push(&outline.advice);
        all.extend(outline.replies.iter().map(|r| &r.text));
        all.extend(
            outline
                .sections
                .iter()
                .flat_map(|s| s.heading.iter().chain(s.sentences.iter().map(|x| &x.text))),
        );
    }
    all
}

/// Path below the content folder, with slashes, and text of each file there.
fn files() -> Result<Vec<(String, String)>, Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let mut folders: Vec<PathBuf> = vec![root.clone()];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push((
                    path.strip_prefix(&root)?.to_string_lossy().replace('\\', "/"),
                    std::fs::read_to_string(&path)?,
                ));
            }
        }
    }
    Ok(found)
}
