//! What the tests share: sample documents, both renderers, and reading a PDF back.

mod read_back;

use std::collections::HashMap;

use chrono::NaiveDate;
use documents::{
    Bar, Block, Column, Document, Inline, KeyValue, Language, Renderer, TypstPdf, WorkingPrint, words,
};

pub fn date() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 14).expect("a day")
}

pub fn empty() -> Document {
    Document::new("", Language::Swedish, date())
}

pub fn renderers() -> [(&'static str, &'static dyn Renderer); 2] {
    [("typst", &TypstPdf), ("genpdf", &WorkingPrint)]
}

pub use read_back::pages;

/// A document with every kind of block.
pub fn everything() -> Document {
    Document::new("Barnkonsekvensanalys för Alva, 9 år", Language::Swedish, date())
        .with_headers("Björkvikens kommun, vuxenenheten", "Arbetsmaterial")
        .with(Block::KeyValues(vec![
            KeyValue::new("Ärende", "2026-0417"),
            KeyValue::new("Beslutsdatum", "14 november 2026"),
            KeyValue::new("Handläggare", "Karin Holm, socialsekreterare"),
        ]))
        .with(Block::heading(1, "Frågan"))
        .with(Block::Paragraph(vec![
            Inline::Text("Pappan ansöker om ekonomiskt bistånd till ".into()),
            Inline::Strong("hyresskuld".into()),
            Inline::Text(" för oktober. Beslutet rör ".into()),
            Inline::Emphasis("indirekt".into()),
            Inline::Text(" två barn.\n\nAlternativen är att bevilja eller att avslå.".into()),
        ]))
        .with(Block::heading(3, "Alternativ"))
        .with(Block::List {
            ordered: true,
            items: vec!["Bevilja hela skulden.".into(), "Bevilja en del av den.".into(), "Avslå ansökan.".into()],
        })
        .with(Block::List { ordered: false, items: vec!["skolan".into(), "bostaden".into()] })
        .with(Block::heading(1, "Barnets röst"))
        .with(Block::ChildsWords {
            text: "Jag vill bo kvar så att jag kan gå till skolan själv. Annars får jag byta klass igen.".into(),
            caption: "Alva, samtal den 3 november 2026".into(),
        })
        .with(Block::Judgement {
            label: "Handläggarens bedömning".into(),
            text: "Alvas önskan väger tungt, eftersom ett uppbrott mitt i läsåret bryter de vuxna relationer som bär henne.".into(),
        })
        .with(Block::Note { text: "Det här är arbetsmaterial tills det är registrerat i ärendehanteringssystemet.".into() })
        .with(Block::Table {
            caption: "Konsekvenser per artikel och alternativ".into(),
            columns: vec![Column::text("Artikel"), Column::text("Konsekvens på kort sikt"), Column::numeric("Antal barn")],
            rows: (1..=4).map(|n| vec![format!("Artikel {n}"), "Hon behåller skolan, kompisarna och fritidsgården.".into(), n.to_string()]).collect(),
        })
        .with(Block::Chart {
            title: "Barn som har fått komma till tals, per kvartal".into(),
            sentence: "Andelen har stigit från 4 av 12 till 9 av 12 barn.".into(),
            label_heading: "Kvartal".into(),
            value_heading: "Hörda barn".into(),
            rows: vec![
                Bar { label: "Första".into(), value: 4.0, shown: "4 av 12".into() },
                Bar { label: "Andra".into(), value: 9.0, shown: "9 av 12".into() },
            ],
        })
        .with(Block::PageBreak)
        .with(Block::heading(1, "Svar"))
        .with(Block::ReplyStrip { prompt: "Vad vill du fråga om?".into(), lines: 4 })
        .with(Block::Signature { lines: vec!["Karin Holm, socialsekreterare".into(), "Per Lund, enhetschef".into()] })
}

/// The text without white space and soft hyphens.
pub fn squeeze(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && *c != '\u{AD}')
        .collect()
}

/// What stands at the head and foot of pages, so that a word that runs over a page can be read in one.
fn running_texts(document: &Document, page: usize, pages: usize) -> Vec<String> {
    let short = |text: &str| match text.char_indices().nth(70) {
        Some((end, _)) => squeeze(&format!("{}…", &text[..end])),
        None => squeeze(text),
    };
    let (word, of, untitled) = match document.language {
        Language::Swedish => ("Sida", "av", "Dokument utan titel"),
        Language::English => ("Page", "of", "Untitled document"),
    };
    let title = short(if document.title.is_empty() {
        untitled
    } else {
        &document.title
    });
    let head = short(&document.header_left) + &short(&document.header_right);
    let foot = format!("{title}{word}{page}{of}{pages}");
    vec![format!("{head}{foot}"), foot, head]
}

/// Panics unless every word of the document stands in the PDF, in the order of the document or at least as often.
pub fn assert_every_word(document: &Document, pdf: &[u8], renderer: &str) {
    let pages: Vec<String> = pages(pdf).iter().map(|page| squeeze(page)).collect();
    let mut bare = pages.clone();
    for (index, page) in bare.iter_mut().enumerate() {
        // The head of the first page may be the only place that holds its words.
        let fewest = if index == 0 { 1..2 } else { 0..3 };
        let running = &running_texts(document, index + 1, pages.len())[fewest];
        for running in running.iter().filter(|text| !text.is_empty()) {
            *page = page.replacen(running, "", 1);
        }
    }
    let texts = [pages.concat(), bare.concat()];
    let mut cursors = [0; 2];
    let mut odd: HashMap<String, usize> = HashMap::new();
    for word in words(document) {
        let mut found = false;
        for (text, cursor) in texts.iter().zip(&mut cursors) {
            // In order and near: a word far ahead is another one.
            let end = text.ceil_char_boundary(*cursor + word.len() + 2_000);
            if let Some(at) = text[*cursor..end].find(&word) {
                *cursor += at + word.len();
                found = true;
            }
        }
        if !found {
            *odd.entry(word).or_default() += 1;
        }
    }
    let missing: Vec<&String> = odd
        .iter()
        .filter(|(word, count)| {
            !texts
                .iter()
                .any(|text| text.matches(word.as_str()).count() >= **count)
        })
        .map(|(word, _)| word)
        .collect();
    let shown: Vec<String> = missing
        .iter()
        .take(10)
        .map(|word| word.chars().take(60).collect())
        .collect();
    assert!(
        missing.is_empty(),
        "{renderer}: {} words are missing, such as {shown:?}",
        missing.len()
    );
}
