//! Plain text for copying into another system: a memo, an e-mail, the case system.

use crate::clean::cleaned;
use crate::model::{Bar, Block, Document, Inline, Language};
use crate::shape::{contents, or, quoted};

/// The document as plain text: parts separated by a blank line, facts as "key: value", tables with one line a row
/// and cells separated by tabs. Ends with a newline unless the document is empty.
#[must_use]
pub fn plain(document: &Document) -> String {
    let document = cleaned(document);
    let headers = [&document.header_left, &document.header_right];
    let head = headers
        .into_iter()
        .filter(|text| !text.trim().is_empty())
        .cloned()
        .collect::<Vec<_>>()
        .join(" – ");
    let blocks = document.blocks.iter().map(|block| match block {
        Block::Contents { title } => contents_text(title, &document),
        block => block_text(block, document.language),
    });
    let parts: Vec<String> = [head, document.title.clone()]
        .into_iter()
        .chain(blocks)
        .map(|part| part.trim_matches('\n').to_owned())
        .filter(|part| !part.trim().is_empty())
        .collect();
    if parts.is_empty() {
        String::new()
    } else {
        parts.join("\n\n") + "\n"
    }
}

fn block_text(block: &Block, language: Language) -> String {
    let wording = language.wording();
    match block {
        Block::Heading { text, .. } | Block::Note { text } | Block::ReplyStrip { prompt: text, .. } => {
            text.clone()
        }
        Block::Paragraph(inlines) => inlines.iter().map(Inline::as_str).collect(),
        Block::List { ordered, items } => {
            let items = items.iter().filter(|item| !item.trim().is_empty()).enumerate();
            let mark = |index: usize| {
                if *ordered {
                    format!("{}.", index + 1)
                } else {
                    "–".to_owned()
                }
            };
            lines(items.map(|(index, item)| format!("{} {item}", mark(index))))
        }
        Block::KeyValues(rows) => lines(rows.iter().map(|row| format!("{}: {}", row.key, row.value))),
        Block::Table {
            caption,
            columns,
            rows,
        } => {
            let head = cells(columns.iter().map(|column| &column.label));
            lines(
                [caption.clone(), head]
                    .into_iter()
                    .chain(rows.iter().map(|row| cells(row.iter()))),
            )
        }
        Block::ChildsWords { text, caption } => {
            format!(
                "{}: {}",
                or(caption, wording.childs_words),
                quoted(text, language)
            )
        }
        Block::Judgement { label, text } => format!("{}: {text}", or(label, wording.judgement)),
        Block::Signature { lines: labels } => lines(labels.iter().cloned()),
        Block::Chart {
            title,
            sentence,
            label_heading,
            value_heading,
            rows,
        } => {
            let heads = cells([label_heading, value_heading].into_iter());
            let bars = rows
                .iter()
                .map(|Bar { label, shown, .. }| cells([label, shown].into_iter()));
            lines([title.clone(), sentence.clone(), heads].into_iter().chain(bars))
        }
        Block::Figures(table) => {
            let head = cells(table.columns.iter().map(|column| &column.label));
            let rows = table
                .rows
                .iter()
                .map(|row| cells(row.iter().map(|cell| &cell.text)));
            lines(
                [table.caption.clone(), table.sentence.clone(), head]
                    .into_iter()
                    .chain(rows)
                    .chain([table.note.clone()]),
            )
        }
        Block::Contents { .. } | Block::PageBreak => String::new(),
    }
}

fn contents_text(title: &str, document: &Document) -> String {
    let headings = contents(document)
        .into_iter()
        .map(|(_, level, text)| format!("{}– {text}", "  ".repeat(usize::from(level) - 1)));
    lines(std::iter::once(title.to_owned()).chain(headings))
}

fn lines(texts: impl Iterator<Item = String>) -> String {
    texts
        .filter(|text| !text.trim().is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

fn cells<'a>(texts: impl Iterator<Item = &'a String>) -> String {
    texts
        .map(|text| text.replace('\n', " "))
        .collect::<Vec<_>>()
        .join("\t")
}
