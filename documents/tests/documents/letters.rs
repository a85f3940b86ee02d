//! Letters at their limits: as long as the form takes, empty, and of one endless word. Complete, or refused with a reason.

use std::fmt::Write as _;

use documents::letters::{LetterParts, Reply, letter};
use documents::{Block, Document, Renderer, TypstPdf};
use domain::content::content;
use domain::fields::{Fields, MAX_TEXT};
use domain::language::Language;
use domain::letters::{AgeBand, LetterKind};

use crate::common::{assert_every_word, date, pages, squeeze};

fn as_document(kind: LetterKind, band: AgeBand, fields: &Fields, replies: &[Reply<'_>]) -> Document {
    letter(LetterParts {
        kind,
        band,
        language: Language::Swedish,
        fields,
        replies,
        from: "Enheten Norr",
        state: "",
        date: date(),
        large: false,
    })
}

fn codes(kind: LetterKind, band: AgeBand) -> Vec<String> {
    let outline = content().letter_outline(kind, band.code()).expect("an outline");
    outline.sections.iter().map(|s| s.code.clone()).collect()
}

#[test]
fn a_letter_of_five_hundred_pages_is_complete() {
    let codes = codes(LetterKind::Feedback, AgeBand::Ten);
    // Every sentence is another one, so that a lost one is missed. Short lines make pages of it.
    let mut fields = Fields::default();
    let mut count = 0;
    for code in &codes {
        let mut text = String::new();
        while text.chars().count() < 60_000 && count < 21_000 {
            count += 1;
            let _ = writeln!(text, "Mening nummer {count}.");
        }
        fields.set(code.clone(), text.chars().take(MAX_TEXT).collect::<String>());
    }
    let document = as_document(LetterKind::Feedback, AgeBand::Ten, &fields, &[]);
    let pdf = TypstPdf.render(&document).expect("a letter of many pages");
    let pages = pages(&pdf);
    assert!(pages.len() >= 500, "{} pages", pages.len());
    let text = squeeze(&pages.concat());
    for n in 1..=count {
        assert!(
            text.contains(&squeeze(&format!("nummer {n}."))),
            "sentence {n} is lost"
        );
    }
}

#[test]
fn an_empty_letter_is_a_page_with_its_title_and_the_slip() {
    for kind in LetterKind::ALL {
        for band in AgeBand::ALL {
            let document = as_document(kind, band, &Fields::default(), &[]);
            let pdf = TypstPdf.render(&document).expect("a letter");
            assert_every_word(&document, &pdf, "typst");
            assert_eq!(pages(&pdf).len(), 1);
        }
    }
}

#[test]
fn one_word_of_ten_thousand_letters_in_each_part_is_complete() {
    let band = AgeBand::Seven;
    let word = "å".repeat(10_000);
    let fields: Fields = codes(LetterKind::Feedback, band)
        .into_iter()
        .take(2)
        .map(|code| (code, word.clone()))
        .collect();
    let replies = [
        Reply {
            words: &word,
            text: "Ja.",
        },
        Reply {
            words: "Nej.",
            text: &word,
        },
    ];
    let document = as_document(LetterKind::Feedback, band, &fields, &replies);
    let pdf = TypstPdf.render(&document).expect("a letter");
    assert_eq!(
        pages(&pdf).concat().matches('å').count(),
        40_000 + swedish_letters(&document, &word)
    );
}

/// How often the letter å stands in the rest of the letter.
fn swedish_letters(document: &Document, word: &str) -> usize {
    let all: usize = documents::words(document)
        .iter()
        .map(|w| w.matches('å').count())
        .sum();
    let long: usize = documents::words(document)
        .iter()
        .filter(|w| *w == word)
        .map(|w| w.matches('å').count())
        .sum();
    all - long
}

#[test]
fn several_answers_stand_below_the_words_that_they_answer_and_one_alone() {
    let fields: Fields = [("what_we_did", "Vi tog med det du sa.")].into_iter().collect();
    let one = [Reply {
        words: "Jag vill bo kvar.",
        text: "Så blev det.",
    }];
    let two = [
        one[0],
        Reply {
            words: "Jag vill ha hund.",
            text: "Det kan vi inte bestämma.",
        },
    ];
    let quotes = |replies: &[Reply<'_>]| {
        let document = as_document(LetterKind::Feedback, AgeBand::Ten, &fields, replies);
        document
            .blocks
            .iter()
            .filter(|b| matches!(b, Block::ChildsWords { .. }))
            .count()
    };
    assert_eq!((quotes(&one), quotes(&two)), (0, 2));
    let document = as_document(LetterKind::Feedback, AgeBand::Four, &fields, &two);
    let pdf = TypstPdf.render(&document).expect("a letter");
    assert_every_word(&document, &pdf, "typst");
}
