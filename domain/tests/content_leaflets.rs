//! Leaflets as their readers get them: complete, honest and easy enough.

use std::error::Error;

use domain::content::{Leaflet, Localised, content};
use domain::language::Language;
use domain::organisation::{LeafletKind, LeafletText};

type Tested = Result<(), Box<dyn Error>>;

fn leaflet(kind: LeafletKind) -> Result<&'static Leaflet, String> {
    content()
        .leaflet(kind)
        .ok_or_else(|| format!("no leaflet {}", kind.code()))
}

#[test]
fn each_leaflet_keeps_within_its_goal_in_both_languages() -> Tested {
    for (kind, goal) in [
        (LeafletKind::Children, 25),
        (LeafletKind::YoungPeople, 35),
        (LeafletKind::Parents, 40),
    ] {
        let leaflet = leaflet(kind)?;
        assert_eq!(leaflet.lix_goal, goal, "{}", kind.code());
        for language in Language::ALL {
            let lix = leaflet.lix(&LeafletText::default(), language);
            assert!(
                (1..=goal).contains(&lix),
                "{} {}: LIX {lix}",
                kind.code(),
                language.code()
            );
        }
    }
    Ok(())
}

#[test]
fn a_units_hard_words_are_counted_with_the_leaflet() -> Tested {
    let leaflet = leaflet(LeafletKind::Children)?;
    let hard = LeafletText {
        who: "Handläggningsorganisationens ansvarsfördelningsprinciper. ".repeat(10),
        ..LeafletText::default()
    };
    let bare = leaflet.lix(&LeafletText::default(), Language::Swedish);
    assert!(leaflet.lix(&hard, Language::Swedish) > bare);
    Ok(())
}

#[test]
fn no_sentence_for_children_has_more_than_twenty_words_and_none_for_others_more_than_thirty() -> Tested {
    for kind in LeafletKind::ALL {
        let most = if kind == LeafletKind::Children { 20 } else { 30 };
        for text in leaflet(kind)?.texts() {
            for language in Language::ALL {
                for sentence in text.get(language).split(['.', '?', ':']) {
                    let words = sentence.split_whitespace().count();
                    assert!(words <= most, "{}: {words} words in {sentence:?}", kind.code());
                }
            }
        }
    }
    Ok(())
}

/// What every reader has to be told, by a word of it.
#[test]
fn each_leaflet_says_what_it_is_there_for() -> Tested {
    let says = |kind, word: &str| -> Result<bool, String> {
        Ok(leaflet(kind)?.texts().any(|t: &Localised| t.sv.contains(word)))
    };
    for word in [
        "barnkonventionen",
        "lag i Sverige sedan år 2020",
        "vara tyst",
        "få ett svar",
        "rätt att läsa",
        "kan inte lova",
        "116 111",
        "112",
    ] {
        assert!(says(LeafletKind::Children, word)?, "{word}");
    }
    for word in [
        "svensk lag sedan 2020",
        "15 år",
        "din egen talan",
        "kan inte lova",
    ] {
        assert!(says(LeafletKind::YoungPeople, word)?, "{word}");
    }
    for word in [
        "barnkonsekvensanalys",
        "ta tillbaka ett ja",
        "sekretess",
        "antecknar vi det",
        "överklagar",
    ] {
        assert!(says(LeafletKind::Parents, word)?, "{word}");
    }
    Ok(())
}
