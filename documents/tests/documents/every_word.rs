//! Nothing that is written in a document may be lost on its way to paper.

use crate::common::{assert_every_word, date, empty, everything, pages, renderers, squeeze};
use documents::{Block, Column, Document, Inline, KeyValue, Language, Renderer, TypstPdf, words};

fn check(document: &Document) {
    for (name, renderer) in renderers() {
        let pdf = renderer
            .render(document)
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_every_word(document, &pdf, name);
    }
}

#[test]
fn every_word_of_every_kind_of_block_is_in_the_pdf() {
    check(&everything());
}

#[test]
fn every_word_is_there_in_large_type_and_in_english() {
    let mut document = everything().in_large_type();
    document.language = Language::English;
    check(&document);
}

#[test]
fn the_check_itself_notices_a_missing_word() {
    let (_, renderer) = renderers()[0];
    let pdf = renderer.render(&everything()).expect("a PDF");
    let more = everything().with(Block::paragraph("saknas"));
    let outcome = std::panic::catch_unwind(|| assert_every_word(&more, &pdf, "typst"));
    assert!(outcome.is_err());
}

#[test]
fn a_word_of_ten_thousand_letters_is_complete_wherever_it_stands() {
    for letter in ["W", "ö"] {
        let word = letter.repeat(10_000);
        check(&empty().with(Block::paragraph(format!("före {word} efter"))));
        check(&empty().with(Block::paragraph(word.clone())));
        check(&empty().with(Block::ChildsWords {
            text: word.clone(),
            caption: "Alva".into(),
        }));
        check(&empty().with(Block::List {
            ordered: false,
            items: vec![word.clone()],
        }));
        check(&empty().with(Block::KeyValues(vec![KeyValue::new("Fakta", word.clone())])));
    }
}

#[test]
fn words_of_ten_thousand_letters_side_by_side_are_complete() {
    // Side by side they run over several pages and are read in turns, so their letters are counted.
    let (first, second) = ("q".repeat(10_000), "ж".repeat(10_000));
    let facts = Block::KeyValues(vec![
        KeyValue::new(&first, &second),
        KeyValue::new(&second, &first),
    ]);
    let table = Block::Table {
        caption: "Tabell".into(),
        columns: vec![Column::text("Ord"), Column::numeric("Antal")],
        rows: vec![vec![first.clone(), second.clone()], vec![second, first]],
    };
    for block in [facts, table] {
        for (name, renderer) in renderers() {
            let pdf = renderer.render(&empty().with(block.clone())).expect("a PDF");
            let text = pages(&pdf).concat();
            for letter in ['q', 'ж'] {
                assert_eq!(text.matches(letter).count(), 20_000, "{name}: {letter}");
            }
        }
    }
}

#[test]
fn over_wide_words_in_every_place_are_complete() {
    let word = "x".repeat(300);
    let mut document = Document::new(&word, Language::Swedish, date()).with_headers(&word, &word);
    document.blocks = vec![
        Block::heading(1, &word),
        Block::heading(2, &word),
        Block::Paragraph(vec![Inline::Strong(word.clone()), Inline::Emphasis(word.clone())]),
        Block::Judgement {
            label: word.clone(),
            text: word.clone(),
        },
        Block::Note { text: word.clone() },
        Block::ReplyStrip {
            prompt: word.clone(),
            lines: 2,
        },
        Block::Signature {
            lines: vec![word.clone(), word.clone()],
        },
        Block::Table {
            caption: word.clone(),
            columns: vec![Column::text(&word); 12],
            rows: vec![vec![word.clone(); 12]],
        },
    ];
    check(&document);
}

#[test]
fn a_table_of_two_hundred_rows_is_complete_and_repeats_its_headings() {
    let document = Document::new("Lista", Language::Swedish, date()).with(Block::Table {
        caption: "Åtgärder i tur och ordning".into(),
        columns: vec![
            Column::text("Nummer"),
            Column::text("Åtgärdsbeskrivning"),
            Column::numeric("Dagar"),
        ],
        rows: (0..200)
            .map(|n| {
                vec![
                    format!("rad{n:04}x"),
                    format!("Skolan och enheten följer upp umgänget tillsammans, del{n:04}y."),
                    format!("{n}"),
                ]
            })
            .collect(),
    });
    for (name, renderer) in renderers() {
        let pdf = renderer.render(&document).expect("a PDF");
        assert_every_word(&document, &pdf, name);
        let pages = pages(&pdf);
        assert!(pages.len() > 3, "{name}: {} pages", pages.len());
        for page in &pages {
            assert!(
                squeeze(page).contains("NummerÅtgärdsbeskrivningDagar"),
                "{name}: {page}"
            );
        }
    }
}

#[test]
fn a_row_that_is_higher_than_a_page_is_complete() {
    let cell = (0..3_000)
        .map(|n| format!("ord{n:05}x"))
        .collect::<Vec<_>>()
        .join(" ");
    check(&empty().with(Block::Table {
        caption: String::new(),
        columns: vec![Column::text("Kort"), Column::text("Lång")],
        rows: vec![vec!["ett".into(), cell.clone()], vec![cell, "två".into()]],
    }));
}

#[test]
fn headings_of_a_table_that_fill_pages_are_complete() {
    let label = (0..2_000)
        .map(|n| format!("ord{n:05}x"))
        .collect::<Vec<_>>()
        .join(" ");
    check(&empty().with(Block::Table {
        caption: "Tabell".into(),
        columns: vec![Column::text(label), Column::text("Svar")],
        rows: vec![vec!["ja".into(), "nej".into()]; 5],
    }));
}

#[test]
fn a_letter_of_a_hundred_pages_is_complete() {
    let mut document =
        Document::new("Ett långt brev", Language::Swedish, date()).with_headers("Enheten", "Signerad");
    for n in 0..600 {
        let text = (0..80)
            .map(|m| format!("ord{:05}x", n * 80 + m))
            .collect::<Vec<_>>()
            .join(" ");
        document.push(Block::paragraph(text));
    }
    for (name, renderer) in renderers() {
        let pdf = renderer.render(&document).expect("a PDF");
        assert_every_word(&document, &pdf, name);
        assert!(pages(&pdf).len() >= 100, "{name}: {} pages", pages(&pdf).len());
    }
}

#[test]
fn a_field_of_a_hundred_thousand_characters_is_complete() {
    check(&empty().with(Block::Judgement {
        label: "Skäl".into(),
        text: "barnets bästa väger tungt ".repeat(4_000),
    }));
}

#[test]
fn text_that_looks_like_markup_stays_text() {
    let texts = [
        "#strong[x] #set page(width: 1pt) #import \"@preview/a:1.0.0\" #panic()",
        "$x^2$ \\ @ref <label> *stjärna* _streck_ `kod` = Rubrik - lista + nummer / term: x // kommentar /* kommentar */",
        "~ -- --- ... \\u{1F600} \\n http://exempel.se/a?b=c&d=e ``` ' \" [ ] { } ( ) & &amp; % </p><script>alert(1)</script>",
        "= Inte en rubrik",
        "- inte en lista",
        "{\"json\": [1, 2]} \"}]}",
    ];
    let mut document =
        Document::new("#title[x] $a$ \\", Language::Swedish, date()).with_headers("#left *a*", "<right> @b");
    for text in texts {
        document.push(Block::heading(1, text));
        document.push(Block::paragraph(text));
        document.push(Block::ChildsWords {
            text: text.into(),
            caption: text.into(),
        });
        document.push(Block::KeyValues(vec![KeyValue::new(text, text)]));
        document.push(Block::List {
            ordered: true,
            items: vec![text.into()],
        });
        document.push(Block::Table {
            caption: text.into(),
            columns: vec![Column::text(text)],
            rows: vec![vec![text.into()]],
        });
    }
    check(&document);
}

#[test]
fn an_empty_document_is_one_page() {
    let mut hollow = empty();
    hollow.blocks = vec![
        Block::heading(2, " \n"),
        Block::paragraph("\n\n"),
        Block::Paragraph(Vec::new()),
        Block::List {
            ordered: true,
            items: vec![String::new()],
        },
        Block::KeyValues(Vec::new()),
        Block::Table {
            caption: String::new(),
            columns: Vec::new(),
            rows: Vec::new(),
        },
        Block::ChildsWords {
            text: String::new(),
            caption: String::new(),
        },
        Block::Signature { lines: Vec::new() },
        Block::ReplyStrip {
            prompt: String::new(),
            lines: 0,
        },
    ];
    for (name, renderer) in renderers() {
        for document in [&empty(), &hollow] {
            let pdf = renderer
                .render(document)
                .unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(pages(&pdf).len(), 1, "{name}");
        }
    }
}

#[test]
fn page_breaks_at_the_edges_do_no_harm() {
    let document = empty()
        .with(Block::PageBreak)
        .with(Block::PageBreak)
        .with(Block::paragraph("mitten"))
        .with(Block::PageBreak);
    check(&document);
}

#[test]
fn ragged_tables_keep_every_cell() {
    check(&empty().with(Block::Table {
        caption: "Ojämn".into(),
        columns: vec![Column::text("ett")],
        rows: vec![
            vec!["a1".into(), "b2".into(), "c3".into()],
            vec![],
            vec!["d4".into()],
        ],
    }));
}

#[test]
fn pages_are_numbered_with_their_total() {
    let document = everything();
    for (name, renderer) in renderers() {
        let pdf = renderer.render(&document).expect("a PDF");
        let pages = pages(&pdf);
        for (index, page) in pages.iter().enumerate() {
            let text = squeeze(page);
            assert!(
                text.contains(&format!("Sida{}av{}", index + 1, pages.len())),
                "{name}: {text}"
            );
            assert!(
                text.contains("Arbetsmaterial") && text.contains("vuxenenheten"),
                "{name}: {text}"
            );
        }
    }
    let mut english = empty();
    english.language = Language::English;
    for (name, renderer) in renderers() {
        let text = squeeze(&pages(&renderer.render(&english).expect("a PDF")).concat());
        assert!(text.contains("Page1of1"), "{name}: {text}");
    }
}

#[test]
fn the_words_of_a_document_are_listed_in_reading_order() {
    let document = Document::new("Brev  till\u{AD} dig", Language::Swedish, date())
        .with(Block::heading(1, "A\u{30A}sa"))
        .with(Block::paragraph("rad ett\nrad två"));
    assert_eq!(
        words(&document),
        ["Brev", "till", "dig", "Åsa", "rad", "ett", "rad", "två"]
    );
}

#[test]
fn names_in_other_scripts_reach_a_letter() {
    let document = empty().with(Block::paragraph("Łucja Nguyễn Γιώργος Олена och ett namn till"));
    let pdf = TypstPdf.render(&document).expect("a PDF");
    assert_every_word(&document, &pdf, "typst");
    let right_to_left = empty().with(Block::paragraph("محمد och שרה"));
    let pdf = TypstPdf.render(&right_to_left).expect("a PDF");
    // Such letters stand in the file as on the paper, from right to left; readers turn them.
    let text = pages(&pdf).concat();
    for name in ["محمد", "שרה"] {
        let turned: String = name.chars().rev().collect();
        assert!(text.contains(&turned), "{text}");
    }
}

#[test]
fn a_word_of_a_hundred_thousand_letters_is_complete() {
    let document = empty().with(Block::Note {
        text: "ж".repeat(100_000),
    });
    for (name, renderer) in renderers() {
        let pdf = renderer.render(&document).expect("a PDF");
        assert_eq!(pages(&pdf).concat().matches('ж').count(), 100_000, "{name}");
    }
}
