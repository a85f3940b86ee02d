use chrono::NaiveDate;
use domain::reports::ChartKind;
use typst::layout::{Frame, FrameItem, Point};

use super::lay_out;
use crate::clean::cleaned;
use crate::figures::{FigureCell, FigureTable};
use crate::model::{Block, Column, Document, Inline, KeyValue, Language};

/// The x coordinates, in points, at which the text of a frame begins and ends.
fn text_extents(frame: &Frame, at: Point, out: &mut Vec<(f64, f64)>) {
    for (position, item) in frame.items() {
        let position = at + *position;
        match item {
            FrameItem::Group(group) => text_extents(&group.frame, position, out),
            FrameItem::Text(text) => out.push((position.x.to_pt(), (position.x + text.width()).to_pt())),
            _ => {}
        }
    }
}

#[test]
fn no_text_runs_over_the_edge_of_the_page() {
    let date = NaiveDate::from_ymd_opt(2026, 11, 14).expect("a day");
    for word in [
        "W".repeat(400),
        "a".repeat(400),
        "ÄÖ".repeat(200),
        "barnkonsekvensanalys".repeat(20),
        "@%".repeat(200),
    ] {
        for large_type in [false, true] {
            let mut document = Document::new(&word, Language::Swedish, date).with_headers(&word, &word);
            document.large_type = large_type;
            document.blocks = vec![
                Block::heading(1, &word),
                Block::heading(2, &word),
                Block::heading(3, &word),
                Block::Paragraph(vec![
                    Inline::Text(format!("ord {word}")),
                    Inline::Strong(word.clone()),
                ]),
                Block::List {
                    ordered: true,
                    items: vec![word.clone(); 12],
                },
                Block::KeyValues(vec![KeyValue::new(&word, &word)]),
                Block::ChildsWords {
                    text: word.clone(),
                    caption: word.clone(),
                },
                Block::Judgement {
                    label: word.clone(),
                    text: word.clone(),
                },
                Block::Note { text: word.clone() },
                Block::ReplyStrip {
                    prompt: word.clone(),
                    lines: 1,
                },
                Block::Signature {
                    lines: vec![word.clone(), word.clone()],
                },
                Block::Table {
                    caption: word.clone(),
                    columns: vec![Column::text(&word); 3],
                    rows: vec![vec![word.clone(); 3]],
                },
                Block::Table {
                    caption: String::new(),
                    columns: vec![Column::numeric("a"), Column::text("b")],
                    rows: vec![vec![word.clone(), word.clone()]],
                },
            ];
            assert_within_margins(&document);
        }
    }
}

/// Panics if any text stands in a margin.
fn assert_within_margins(document: &Document) {
    let pages = lay_out(&cleaned(document)).expect("pages");
    for page in pages.pages() {
        let mut extents = Vec::new();
        text_extents(&page.frame, Point::zero(), &mut extents);
        for (start, end) in extents {
            assert!(
                start >= 60.0 && end <= 535.0,
                "{start} to {end} of {}",
                document.title.chars().take(8).collect::<String>()
            );
        }
    }
}

#[test]
fn no_figure_runs_over_the_edge_of_the_page() {
    let date = NaiveDate::from_ymd_opt(2026, 11, 14).expect("a day");
    for word in ["W".repeat(70), "barnkonsekvensanalys".repeat(6), "@%".repeat(40)] {
        for large_type in [false, true] {
            let mut document = Document::new(&word, Language::Swedish, date);
            document.large_type = large_type;
            document.push(Block::Contents { title: word.clone() });
            document.push(Block::heading(1, &word));
            document.push(Block::heading(2, &word));
            document.blocks.extend(drawn(&word));
            assert_within_margins(&document);
        }
    }
}

/// A table of figures for each kind of chart, with the word in every place.
fn drawn(word: &str) -> Vec<Block> {
    let text = FigureCell {
        text: word.to_owned(),
        ..FigureCell::default()
    };
    let figure = FigureCell {
        number: Some(2),
        ..text.clone()
    };
    let missing = FigureCell {
        missing: true,
        ..text.clone()
    };
    let charts = [
        ChartKind::Bars { label: 0, value: 1 },
        ChartKind::Stacked {
            label: 0,
            parts: vec![1, 2],
        },
        ChartKind::Lines {
            label: 0,
            values: vec![1, 2],
        },
        ChartKind::HeatGrid,
    ];
    let table = |chart| {
        Block::Figures(FigureTable {
            caption: word.to_owned(),
            sentence: word.to_owned(),
            note: word.to_owned(),
            columns: vec![Column::text(word), Column::numeric(word), Column::numeric(word)],
            rows: vec![
                vec![text.clone(), figure.clone(), figure.clone()],
                vec![text.clone(), missing.clone(), figure.clone()],
            ],
            chart: Some(chart),
        })
    };
    charts.map(table).into()
}

#[test]
fn swedish_and_english_words_are_divided_by_their_own_rules() {
    let date = NaiveDate::from_ymd_opt(2026, 11, 14).expect("a day");
    let lines = |language| {
        let text = "konsekvensbeskrivningar ".repeat(30);
        let document = Document::new("", language, date).with(Block::paragraph(text));
        let pages = lay_out(&cleaned(&document)).expect("pages");
        let mut extents = Vec::new();
        for page in pages.pages() {
            text_extents(&page.frame, Point::zero(), &mut extents);
        }
        extents
            .iter()
            .map(|(_, end)| format!("{end:.0}"))
            .collect::<Vec<_>>()
    };
    assert_ne!(lines(Language::Swedish), lines(Language::English));
}
