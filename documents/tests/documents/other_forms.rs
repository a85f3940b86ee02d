//! The preview for a page and the text for copying.

use crate::common::{empty, everything};
use documents::{Block, Column, Document, Inline, KeyValue, html, text, words};

fn unescaped(html: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => text.push(c),
            _ => {}
        }
    }
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

fn assert_contains_words(document: &Document, rendering: &str) {
    for word in words(document) {
        assert!(rendering.contains(&word), "{word} is missing in {rendering}");
    }
}

#[test]
fn every_word_is_in_the_preview_and_in_the_plain_text() {
    assert_contains_words(&everything(), &unescaped(&html::preview(&everything())));
    assert_contains_words(&everything(), &text::plain(&everything()));
}

#[test]
fn the_preview_escapes_every_text() {
    let attack = "</p><script>alert(1)</script>\"'&";
    let mut document = Document::new(attack, documents::Language::English, crate::common::date())
        .with_headers(attack, attack);
    document.blocks = vec![
        Block::heading(1, attack),
        Block::Paragraph(vec![
            Inline::Text(attack.into()),
            Inline::Strong(attack.into()),
            Inline::Emphasis(attack.into()),
        ]),
        Block::List {
            ordered: true,
            items: vec![attack.into()],
        },
        Block::KeyValues(vec![KeyValue::new(attack, attack)]),
        Block::Table {
            caption: attack.into(),
            columns: vec![Column::text(attack)],
            rows: vec![vec![attack.into()]],
        },
        Block::ChildsWords {
            text: attack.into(),
            caption: attack.into(),
        },
        Block::Judgement {
            label: attack.into(),
            text: attack.into(),
        },
        Block::Note { text: attack.into() },
        Block::ReplyStrip {
            prompt: attack.into(),
            lines: 1,
        },
        Block::Signature {
            lines: vec![attack.into()],
        },
    ];
    let preview = html::preview(&document);
    assert!(!preview.contains("<script"), "{preview}");
    assert!(!preview.contains("\"'"), "{preview}");
    assert_contains_words(&document, &unescaped(&preview));
}

#[test]
fn the_preview_marks_the_three_kinds_of_text() {
    let preview = html::preview(&everything());
    for class in [
        "class=\"doc\"",
        "doc-words",
        "doc-judgement",
        "doc-note",
        "doc-kv",
        "doc-table",
        "doc-reply",
    ] {
        assert!(preview.contains(class), "{class}");
    }
    assert!(preview.contains("<blockquote><p>”Jag vill bo kvar"), "{preview}");
    assert!(html::preview(&everything().in_large_type()).contains("class=\"doc doc-large\" lang=\"sv\""));
}

#[test]
fn new_lines_and_blank_lines_are_kept_in_every_form() {
    let document = empty().with(Block::paragraph("ett\ntvå\n\ntre"));
    assert!(html::preview(&document).contains("<p>ett<br>två</p><p>tre</p>"));
    assert_eq!(text::plain(&document), "ett\ntvå\n\ntre\n");
}

#[test]
fn plain_text_names_facts_and_numbers_lists() {
    let document = empty()
        .with(Block::KeyValues(vec![
            KeyValue::new("Ärende", "7"),
            KeyValue::new("Datum", "2026-11-14"),
        ]))
        .with(Block::List {
            ordered: true,
            items: vec!["först".into(), "sedan".into()],
        })
        .with(Block::ChildsWords {
            text: "Jag vill.".into(),
            caption: String::new(),
        });
    assert_eq!(
        text::plain(&document),
        "Ärende: 7\nDatum: 2026-11-14\n\n1. först\n2. sedan\n\nBarnets ord: ”Jag vill.”\n"
    );
}

#[test]
fn an_empty_document_is_empty_text() {
    assert_eq!(text::plain(&empty()), "");
}
