//! Leaflets on paper: nothing of them is lost, everybody can read and archive them, and the unit's words stand where they are looked for.

use documents::leaflets::{LeafletParts, leaflet};
use documents::{Block, Document, Renderer, TypstPdf, html, unprintable, words};
use domain::language::Language;
use domain::organisation::{LeafletKind, LeafletText};

use crate::common::{assert_every_word, date};
use crate::standards::assert_conforms;

fn local() -> LeafletText {
    LeafletText {
        who: "Vi är sex socialsekreterare på Ekonomiskt bistånd.\n\nBerätta gärna vad du heter.".into(),
        phone: "08-465 004 99".into(),
        hours: "Måndag till fredag 9–11".into(),
        place: "Kvarngatan 3, andra våningen".into(),
        more: "I väntrummet finns leksaker och kritor. #strong[Välkommen]".into(),
    }
}

fn of(kind: LeafletKind, language: Language, local: &LeafletText, large: bool) -> Document {
    leaflet(LeafletParts {
        kind,
        language,
        unit: "Ekonomiskt bistånd Norr",
        phone: "08-465 004 12",
        local,
        date: date(),
        large,
    })
}

/// Every leaflet in every language, with and without a unit's text, in both sizes.
fn all() -> Vec<Document> {
    let mut found = Vec::new();
    for kind in LeafletKind::ALL {
        for language in Language::ALL {
            for text in [local(), LeafletText::default()] {
                found.extend([false, true].map(|large| of(kind, language, &text, large)));
            }
        }
    }
    found
}

#[test]
fn every_word_of_every_leaflet_is_in_the_pdf() {
    for document in all() {
        let pdf = TypstPdf.render(&document).expect("a PDF");
        assert_every_word(&document, &pdf, &document.title);
    }
}

#[test]
fn every_leaflet_is_accessible_and_archivable() {
    for document in all() {
        assert_conforms(&document);
    }
}

#[test]
fn the_unit_speaks_of_itself_at_the_end_and_the_last_thing_is_how_to_reach_it() {
    let document = of(LeafletKind::Children, Language::Swedish, &local(), false);
    let headings: Vec<&str> = document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Heading { text, .. } => Some(text.as_str()),
            _ => None,
        })
        .collect();
    let last = &headings[headings.len() - 2..];
    assert_eq!(last, ["Vi på Ekonomiskt bistånd Norr", "Så når du oss"]);
    let Some(Block::KeyValues(rows)) = document.blocks.last() else {
        panic!("{:?}", document.blocks.last())
    };
    let rows: Vec<(&str, &str)> = rows.iter().map(|r| (r.key.as_str(), r.value.as_str())).collect();
    assert_eq!(
        rows,
        [
            ("Enhet", "Ekonomiskt bistånd Norr"),
            ("Telefon", "08-465 004 99"),
            ("När", "Måndag till fredag 9–11"),
            ("Var", "Kvarngatan 3, andra våningen"),
        ]
    );
}

#[test]
fn without_a_text_of_its_own_the_unit_is_named_with_its_telephone_and_nothing_else() {
    let bare = |phone| {
        leaflet(LeafletParts {
            kind: LeafletKind::Parents,
            language: Language::English,
            unit: "Ekonomiskt bistånd Norr",
            phone,
            local: &LeafletText::default(),
            date: date(),
            large: false,
        })
    };
    let rows = |document: &Document| match document.blocks.last() {
        Some(Block::KeyValues(rows)) => rows.iter().map(|r| r.value.clone()).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    assert_eq!(
        rows(&bare("08-465 004 12")),
        ["Ekonomiskt bistånd Norr", "08-465 004 12"]
    );
    assert_eq!(rows(&bare("")), ["Ekonomiskt bistånd Norr"]);
    assert!(!words(&bare("")).join(" ").contains("We at Ekonomiskt"));
}

#[test]
fn only_the_leaflet_for_children_names_no_paragraphs() {
    for kind in LeafletKind::ALL {
        let said = words(&of(kind, Language::Swedish, &local(), false)).join(" ");
        assert_eq!(
            said.contains("SoL 3 kap. 2 §"),
            kind != LeafletKind::Children,
            "{}",
            kind.code()
        );
    }
}

#[test]
fn markup_in_a_units_text_is_text_in_the_preview() {
    let nasty = LeafletText {
        who: "</p><script>alert(1)</script>".into(),
        ..local()
    };
    let preview = html::preview(&of(LeafletKind::Children, Language::Swedish, &nasty, false));
    assert!(!preview.contains("<script"), "{preview}");
    assert!(preview.contains("#strong[Välkommen]"), "{preview}");
}

#[test]
fn characters_without_a_shape_are_named_before_anything_is_printed() {
    assert_eq!(unprintable("Vi är 😀 glada 😀 汉"), ['😀', '汉']);
    assert!(unprintable("Åsa, یاسمن, Łucja\n\tOlena\u{AD}").is_empty());
}
