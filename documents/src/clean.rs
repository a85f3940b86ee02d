//! Makes a document printable without changing what it says: texts in one Unicode form without invisible
//! characters, rectangular tables, heading levels without gaps. Every renderer starts here.

use unicode_normalization::UnicodeNormalization;

use crate::figures::FigureTable;
use crate::model::{Bar, Block, Column, Document, Inline};

/// The document as the renderers want it.
pub(crate) fn cleaned(document: &Document) -> Document {
    let mut document = document.clone();
    visit_texts(&mut document, &mut |text| *text = clean_text(text));
    let mut last_level = 0;
    for block in &mut document.blocks {
        match block {
            Block::Heading { level, .. } => {
                *level = (*level).clamp(1, last_level + 1).min(3);
                last_level = *level;
            }
            Block::Table { columns, rows, .. } => square(columns, rows),
            Block::Figures(table) => square(&mut table.columns, &mut table.rows),
            Block::Chart { rows, .. } => {
                for bar in rows
                    .iter_mut()
                    .filter(|bar| !bar.value.is_finite() || bar.value < 0.0)
                {
                    bar.value = 0.0;
                }
            }
            _ => {}
        }
    }
    document
}

/// Calls `each` with every text of the document, in reading order: title, headers, blocks.
pub(crate) fn visit_texts(document: &mut Document, each: &mut dyn FnMut(&mut String)) {
    each(&mut document.title);
    each(&mut document.header_left);
    each(&mut document.header_right);
    for block in &mut document.blocks {
        visit_block(block, each);
    }
}

fn visit_block(block: &mut Block, each: &mut dyn FnMut(&mut String)) {
    match block {
        Block::Heading { text, .. }
        | Block::Note { text }
        | Block::ReplyStrip { prompt: text, .. }
        | Block::Contents { title: text } => each(text),
        Block::Paragraph(inlines) => {
            for inline in inlines {
                let (Inline::Text(text) | Inline::Strong(text) | Inline::Emphasis(text)) = inline;
                each(text);
            }
        }
        Block::List { items: texts, .. } | Block::Signature { lines: texts } => {
            texts.iter_mut().for_each(each);
        }
        Block::KeyValues(rows) => {
            for row in rows {
                each(&mut row.key);
                each(&mut row.value);
            }
        }
        Block::Table {
            caption,
            columns,
            rows,
        } => {
            each(caption);
            for column in columns {
                each(&mut column.label);
            }
            rows.iter_mut().flatten().for_each(each);
        }
        Block::ChildsWords {
            text,
            caption: before,
        }
        | Block::Judgement { text, label: before } => {
            each(before);
            each(text);
        }
        Block::Chart {
            title,
            sentence,
            label_heading,
            value_heading,
            rows,
        } => {
            [title, sentence, label_heading, value_heading]
                .into_iter()
                .for_each(&mut *each);
            for Bar { label, shown, .. } in rows {
                each(label);
                each(shown);
            }
        }
        Block::Figures(table) => visit_figures(table, each),
        Block::PageBreak => {}
    }
}

fn visit_figures(table: &mut FigureTable, each: &mut dyn FnMut(&mut String)) {
    each(&mut table.caption);
    each(&mut table.sentence);
    for column in &mut table.columns {
        each(&mut column.label);
    }
    for cell in table.rows.iter_mut().flatten() {
        each(&mut cell.text);
    }
    each(&mut table.note);
}

/// One Unicode form (NFC), `\n` as the only line end, plain or no-break spaces as the only white space, nothing
/// invisible: no control characters, soft hyphens, zero-width characters or switches of direction.
pub(crate) fn clean_text(text: &str) -> String {
    let unified = text.replace("\r\n", "\n");
    let visible = unified.chars().filter_map(|c| match c {
        '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\u{A0}' | '\u{202F}' | '\u{2007}' => Some('\u{A0}'),
        c if is_invisible(c) => None,
        c if c.is_whitespace() => Some(' '),
        c => Some(c),
    });
    visible.nfc().collect()
}

fn is_invisible(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c,
            '\u{AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}'
            | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
}

fn square<Cell: Default>(columns: &mut Vec<Column>, rows: &mut [Vec<Cell>]) {
    let width = rows.iter().map(Vec::len).fold(columns.len(), usize::max);
    columns.resize_with(width, Column::default);
    for row in rows {
        row.resize_with(width, Cell::default);
    }
}

#[cfg(test)]
mod tests {
    use super::clean_text;

    #[test]
    fn invisible_characters_vanish_and_letters_stay() {
        assert_eq!(
            clean_text("so\u{AD}ci\u{200B}al\0tjänst\u{7}\u{FEFF}"),
            "socialtjänst"
        );
        assert_eq!(clean_text("a\u{202E}b\u{2066}c\u{200D}d"), "abcd");
    }

    #[test]
    fn composed_and_decomposed_letters_become_the_same() {
        assert_eq!(clean_text("A\u{30A}sa a\u{308}r"), "Åsa är");
    }

    #[test]
    fn every_kind_of_line_end_is_a_new_line_and_a_tab_is_a_space() {
        assert_eq!(
            clean_text("a\r\nb\rc\u{2028}d\u{B}e\tf\u{3000}g"),
            "a\nb\nc\nd\ne f g"
        );
    }

    #[test]
    fn no_break_spaces_stay_unbroken() {
        assert_eq!(clean_text("16\u{202F}000\u{A0}kr"), "16\u{A0}000\u{A0}kr");
    }
}
