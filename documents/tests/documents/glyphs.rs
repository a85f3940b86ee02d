//! Characters that the fonts lack are refused by name and never replaced by others.

use crate::common::{empty, everything, renderers};
use documents::{Block, Column, KeyValue, RenderError, Renderer, WorkingPrint, glyph_names};

#[test]
fn emoji_are_refused_by_name_by_both_renderers() {
    for (name, renderer) in renderers() {
        let document = everything().with(Block::paragraph("Jag är glad 😀 och 👩‍👧 och 😀"));
        let refused = renderer.render(&document);
        assert_eq!(
            refused,
            Err(RenderError::MissingGlyphs(vec!['😀', '👩', '👧'])),
            "{name}"
        );
    }
}

#[test]
fn missing_characters_are_found_in_every_kind_of_text() {
    let hidden = |text: &str| {
        let text = text.to_owned();
        vec![
            Block::heading(1, &text),
            Block::Judgement {
                label: text.clone(),
                text: String::new(),
            },
            Block::ChildsWords {
                text: String::new(),
                caption: text.clone(),
            },
            Block::KeyValues(vec![KeyValue::new("", &text)]),
            Block::Table {
                caption: String::new(),
                columns: vec![Column::text("")],
                rows: vec![vec![text.clone()]],
            },
            Block::Signature {
                lines: vec![text.clone()],
            },
            Block::ReplyStrip {
                prompt: text,
                lines: 1,
            },
        ]
    };
    for (name, renderer) in renderers() {
        for block in hidden("中") {
            let refused = renderer.render(&empty().with(block.clone()));
            assert_eq!(
                refused,
                Err(RenderError::MissingGlyphs(vec!['中'])),
                "{name}: {block:?}"
            );
        }
    }
}

#[test]
fn missing_characters_are_named_with_their_number() {
    assert_eq!(glyph_names(&['😀', '中']), ["😀 U+1F600", "中 U+4E2D"]);
    let error = RenderError::MissingGlyphs(vec!['😀']);
    assert_eq!(error.to_string(), "the fonts lack 😀 U+1F600");
}

#[test]
fn working_prints_refuse_letters_that_they_cannot_join() {
    let refused = WorkingPrint.render(&empty().with(Block::paragraph("علي")));
    assert_eq!(refused, Err(RenderError::MissingGlyphs(vec!['ع', 'ل', 'ي'])));
}

#[test]
fn invisible_characters_are_no_reason_to_refuse() {
    let document = empty().with(Block::paragraph(
        "a\0b\u{AD}c\u{200B}d\u{FEFF}e\u{202E}f\tg\r\nh\u{FE0F}",
    ));
    for (name, renderer) in renderers() {
        let pdf = renderer
            .render(&document)
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        crate::common::assert_every_word(&document, &pdf, name);
    }
}
