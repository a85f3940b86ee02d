//! Corrections and objections at the end of the decision document: beside the texts, never over them.

use domain::assessments::{Annotation, AnnotationKind, Section};
use domain::dates;
use domain::language::Language as Spoken;

use crate::assessments::Version;
use crate::model::{Block, KeyValue};

/// The last part of the decision document; nothing where nothing was noted. `titles` names a section. `hides` says that something
/// a child said must be assessed before disclosure.
///
/// An annotation may quote what it is about. A party's version therefore leaves out those about participation notes and, where
/// something has to be assessed first, those about the weighing and the whole, and says how many they are.
pub(crate) fn blocks(
    all: &[Annotation],
    version: Version,
    hides: bool,
    titles: impl Fn(Section) -> String,
    l: Spoken,
) -> Vec<Block> {
    if all.is_empty() {
        return Vec::new();
    }
    let (left_out, shown): (Vec<_>, Vec<_>) = all
        .iter()
        .partition(|a| version == Version::Party && may_quote(a.section, hides));
    let mut blocks = vec![
        Block::heading(1, l.t("Rättelser och invändningar", "Corrections and objections")),
        Block::paragraph(l.t(
            "Texten ovan är oförändrad. Det här är antecknat bredvid den.",
            "The text above is unchanged. This is noted beside it.",
        )),
    ];
    if !left_out.is_empty() {
        let n = left_out.len();
        blocks.push(Block::Note {
            text: l.t(
                format!("Partsversion. Antal rättelser och invändningar som inte är med, därför att utlämnande ska prövas först: {n}."),
                format!("Party version. Corrections and objections left out, because disclosure has to be assessed first: {n}."),
            ),
        });
    }
    for annotation in shown {
        let about = annotation.section.map_or_else(
            || l.t("Hela analysen", "The whole assessment").to_owned(),
            &titles,
        );
        blocks.push(Block::heading(2, format!("{}: {about}", annotation.kind.name(l))));
        blocks.push(Block::KeyValues(rows(annotation, l)));
    }
    blocks
}

/// Whether what is about this section may quote what has to be assessed before disclosure.
fn may_quote(section: Option<Section>, hides: bool) -> bool {
    match section {
        Some(Section::Note(_)) => true,
        Some(Section::Weighing) | None => hides,
        Some(_) => false,
    }
}

fn rows(a: &Annotation, l: Spoken) -> Vec<KeyValue> {
    let day = dates::long(a.on, l);
    let mut rows = match a.kind {
        AnnotationKind::Correction => vec![
            KeyValue::new(l.t("Det här är fel", "What is wrong"), a.text.clone()),
            KeyValue::new(
                l.t("Så här ska det stå", "What it should say"),
                a.right_text.clone(),
            ),
            KeyValue::new(
                l.t("Beslutad", "Decided"),
                l.t(
                    format!("{day} av {}", a.decided_by),
                    format!("{day} by {}", a.decided_by),
                ),
            ),
        ],
        AnnotationKind::Objection => vec![
            KeyValue::new(
                l.t("Det här anser personen är fel", "What the person finds wrong"),
                a.text.clone(),
            ),
            KeyValue::new(
                l.t("Framförd", "Put forward"),
                l.t(
                    format!("{day} av {}", a.by_whom),
                    format!("{day} by {}", a.by_whom),
                ),
            ),
        ],
    };
    let noted = dates::long(a.noted_on, l);
    rows.push(KeyValue::new(
        l.t("Antecknad", "Noted"),
        l.t(
            format!("{noted} av {}", a.noted_by),
            format!("{noted} by {}", a.noted_by),
        ),
    ));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{DateTime, NaiveDate};
    use domain::ids::{AnnotationId, NoteId};

    fn annotation(kind: AnnotationKind, section: Option<Section>, text: &str) -> Annotation {
        let day = NaiveDate::from_ymd_opt(2026, 11, 14).unwrap();
        let only = |wanted, text: &str| {
            if kind == wanted {
                text.to_owned()
            } else {
                String::new()
            }
        };
        Annotation {
            id: "00000000-0000-0000-0000-000000000001"
                .parse::<AnnotationId>()
                .unwrap(),
            kind,
            section,
            text: text.to_owned(),
            right_text: only(AnnotationKind::Correction, "4500 kronor"),
            by_whom: only(AnnotationKind::Objection, "Vera Blom"),
            decided_by: only(AnnotationKind::Correction, "Maria Chef"),
            on: day,
            noted_by: "Karin Ek".into(),
            noted_on: day.succ_opt().unwrap(),
            noted_at: DateTime::UNIX_EPOCH,
        }
    }

    fn note() -> Section {
        Section::Note("00000000-0000-0000-0000-000000000007".parse::<NoteId>().unwrap())
    }

    fn printed(all: &[Annotation], version: Version, hides: bool) -> String {
        let blocks = blocks(all, version, hides, Section::key, Spoken::Swedish);
        format!("{blocks:?}")
    }

    fn everything() -> Vec<Annotation> {
        [
            (Some(note()), "om samtalet"),
            (Some(Section::Weighing), "om vägningen"),
            (None, "om allt"),
            (Some(Section::Decision), "om beslutet"),
        ]
        .map(|(section, text)| annotation(AnnotationKind::Objection, section, text))
        .into()
    }

    #[test]
    fn a_document_without_annotations_says_nothing_of_them() {
        assert!(blocks(&[], Version::Internal, true, Section::key, Spoken::Swedish).is_empty());
    }

    #[test]
    fn a_correction_says_what_is_wrong_what_is_right_who_decided_and_who_noted_it() {
        let one = annotation(AnnotationKind::Correction, Some(Section::Decision), "5400 kronor");
        let text = printed(&[one], Version::Internal, false);
        for part in [
            "Rättelse: decision",
            "5400 kronor",
            "4500 kronor",
            "14 november 2026 av Maria Chef",
            "15 november 2026 av Karin Ek",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }

    #[test]
    fn an_objection_says_who_put_it_forward_and_may_be_about_the_whole() {
        let text = printed(
            &[annotation(AnnotationKind::Objection, None, "Så var det inte")],
            Version::Party,
            false,
        );
        for part in [
            "Invändning: Hela analysen",
            "Så var det inte",
            "14 november 2026 av Vera Blom",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert!(!text.contains("Partsversion"), "nothing is left out: {text}");
    }

    #[test]
    fn the_internal_version_has_them_all_and_the_partys_leaves_out_what_may_quote_and_says_how_many() {
        let all = everything();
        let has = |text: &str| {
            [
                "om samtalet",
                "om vägningen",
                "om allt",
                "om beslutet",
                "prövas först",
            ]
            .map(|part| text.contains(part))
        };
        let internal = printed(&all, Version::Internal, true);
        assert_eq!(has(&internal), [true, true, true, true, false], "{internal}");
        let plain = printed(&all, Version::Party, false);
        assert_eq!(has(&plain), [false, true, true, true, true], "{plain}");
        assert!(plain.contains("först: 1."), "{plain}");
        let hiding = printed(&all, Version::Party, true);
        assert_eq!(has(&hiding), [false, false, false, true, true], "{hiding}");
        assert!(hiding.contains("först: 3."), "{hiding}");
    }
}
