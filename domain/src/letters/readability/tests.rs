//! Texts counted by hand: the counting stands beside each.

use std::fmt::Write;

use super::officialese::{forms, lines, source};
use super::*;
use crate::language::Language::{self, English, Swedish};

/// Words, sentences, long words, LIX.
fn counted(text: &str) -> (usize, usize, usize, u32) {
    counted_in(text, Swedish)
}

fn counted_in(text: &str, language: Language) -> (usize, usize, usize, u32) {
    let found = readability(text, language);
    (found.words, found.sentences, found.long_words, found.lix)
}

#[test]
fn two_sentences() {
    // Hej lilla Elsa idag (4). Du berättade om den stora skolgården (6). Long: berättade, skolgården. 10/2 + 100·2/10 = 25.
    let found = readability(
        "Hej lilla Elsa idag. Du berättade om den stora skolgården.",
        Swedish,
    );
    assert_eq!(
        (found.words, found.sentences, found.long_words, found.lix),
        (10, 2, 2, 25)
    );
    assert_eq!(found.longest_sentence, "Du berättade om den stora skolgården.");
    assert_eq!(found.longest_words, ["skolgården", "berättade"]);
}

#[test]
fn nothing_counts_nothing() {
    assert_eq!(readability("", Swedish), Readability::default());
    assert_eq!(
        readability(" \n – … •\n\u{a0}?!", Swedish),
        Readability::default()
    );
}

#[test]
fn names_and_initials_in_mid_sentence_end_nothing() {
    // Du träffade K. Ek och Anna Lind från Kriscentrum i Västerås (11). Sedan åkte mamma och Elsa hem (6).
    // Long: träffade (8), Kriscentrum (11), Västerås (8). 17/2 + 300/17 = 8.5 + 17.6 = 26.1.
    assert_eq!(
        counted(
            "Du träffade K. Ek och Anna Lind från Kriscentrum i Västerås. Sedan åkte mamma och Elsa hem."
        ),
        (17, 2, 3, 26)
    );
    // Läraren J. R. R. Berg (5) kom (6). A letter that names a thing ends its sentence: Du går i grupp B (5). Vi ses (2).
    assert_eq!(counted("Läraren J. R. R. Berg kom.").1, 1);
    assert_eq!(counted("Du går i grupp B. Vi ses."), (7, 2, 0, 4));
    assert_eq!(counted("Du går i klass 3 B. Vi ses.").1, 2);
}

#[test]
fn times_after_an_abbreviation() {
    // Vi ses kl. 14.30 hos mig (6). Det tar ca. 30 min (5), och sedan åker du hem (5), all one sentence of 10. 16/2 = 8, no long word.
    assert_eq!(
        counted("Vi ses kl. 14.30 hos mig. Det tar ca. 30 min, och sedan åker du hem."),
        (16, 2, 0, 8)
    );
    // kl. (1) 14:30 (1), kl (1) 9–11 (1), klockan (7 letters, long) 9.
    assert_eq!(counted("kl. 14:30, kl 9–11, klockan 9"), (6, 1, 1, 23));
}

#[test]
fn dates() {
    // Vi ses den 14 november 2026 (6) i Falun (8): november is long, 8/1 + 100/8 = 20.5, rounded up.
    assert_eq!(counted("Vi ses den 14 november 2026 i Falun."), (8, 1, 1, 21));
    // Beslutet (long) togs 2026-11-14 (3). Du är 9 år (4). 14/11 är en dag (4). 11/3 + 100/11 = 3.67 + 9.09 = 12.8.
    assert_eq!(
        counted("Beslutet togs 2026-11-14. Du är 9 år. 14/11 är en dag."),
        (11, 3, 1, 13)
    );
    // A day at the end is an end: Vi ses den 14 (4). Då äter vi (3).
    assert_eq!(counted("Vi ses den 14. Då äter vi."), (7, 2, 0, 4));
}

#[test]
fn telephone_numbers_and_amounts_are_one_word_each() {
    // Ring mig på tel. 070-174 06 05 (5) eller 116 111 (7) eller +46 70 174 06 05 (9) eller 112 (11).
    assert_eq!(
        counted("Ring mig på tel. 070-174 06 05 eller 116 111 eller +46 70 174 06 05 eller 112."),
        (11, 1, 0, 11)
    );
    // Du får 14 200 kronor (4; kronor has six letters) och 1 000 000 kramar (7) år 2026 (9).
    assert_eq!(
        counted("Du får 14 200 kronor och 1 000 000 kramar år 2026."),
        (9, 1, 0, 9)
    );
    // Two numbers that are not one: Rum 2026 200 stolar (4); 3 12 (2).
    assert_eq!(counted("Rum 2026 200 stolar, 3 12").0, 6);
    // 50 (1) kr (1), 7,5 (1) timmar (1); a sign is no word.
    assert_eq!(counted("50 kr, 7,5 timmar & 50 %").0, 5);
}

#[test]
fn swedish_abbreviations_are_one_word_and_end_nothing() {
    // Du kan t.ex. ringa bl.a. mig dvs. Elsa (8), m.a.o. den s.k. boven (12). Nobody is long: 12.
    assert_eq!(
        counted("Du kan t.ex. ringa bl.a. mig dvs. Elsa, m.a.o. den s.k. boven."),
        (12, 1, 0, 12)
    );
    // With spaces each letter counts: Du kan t. ex. ringa (5).
    assert_eq!(counted("Du kan t. ex. ringa."), (5, 1, 0, 5));
}

#[test]
fn abbreviations_that_close_a_list_end_a_sentence_if_a_capital_follows() {
    // Ta med skor, mat osv. (5) Vi åker (2). Ta med skor m.m. (4) och (5) mat (6) nr 5 (8).
    assert_eq!(counted("Ta med skor, mat osv. Vi åker."), (7, 2, 0, 4));
    assert_eq!(counted("Ta med skor m.m. och mat nr. 5."), (8, 1, 0, 8));
    assert_eq!(counted("Ta med skor m.m. Sedan åker vi."), (7, 2, 0, 4));
    assert_eq!(counted("Det kostar 50 kr. 30 av dem är dina."), (9, 1, 0, 9));
}

#[test]
fn english_abbreviations() {
    // Mr. Berg and Dr. Ek (5) meet you e.g. on Monday (10) at 3 p.m. (13). Then I. (2) Bring shoes, food etc. (4) We go (2).
    assert_eq!(
        counted_in(
            "Mr. Berg and Dr. Ek meet you e.g. on Monday at 3 p.m. Then you and I. Bring shoes, food etc. We go.",
            English
        ),
        (23, 4, 0, 6)
    );
    // I don't know (3): an apostrophe holds a word together.
    assert_eq!(
        counted_in("I don’t know, i.e. I can't say.", English),
        (7, 1, 0, 7)
    );
}

#[test]
fn items_of_a_list_are_sentences_and_their_markers_no_words() {
    // Det här händer nu: (4) / du flyttar hem (3) / vi ringer (2) / Skolan börjar (2) / du ritar (2) / en dag till (3).
    // Long: flyttar (7); börjar and ringer have six letters. 16 words, 6 sentences: 16/6 + 100/16 = 2.67 + 6.25 = 8.9.
    let text =
        "Det här händer nu:\n- du flyttar hem\n• vi ringer\n1. Skolan börjar\n2) du ritar\na) en dag till";
    assert_eq!(counted(text), (16, 6, 1, 9));
}

#[test]
fn a_heading_and_a_greeting_are_sentences() {
    // Varför (1) / Hej Elsa (2) / Vi har bestämt (3; bestämt has seven letters) / Hälsningar (1, long) Åsa (2), one line.
    // 8 words, 4 sentences, 2 long: 2 + 25 = 27.
    assert_eq!(
        counted("Varför\n\nHej Elsa,\nVi har bestämt.\n\nHälsningar Åsa"),
        (8, 4, 2, 27)
    );
}

#[test]
fn a_sentence_broken_by_hand_is_one() {
    // Du sa att du vill bo (6) hos mormor (8) en tid (10), for t.ex. (1) at the end of its line does not end it either.
    assert_eq!(
        counted("Du sa att du vill bo\nhos mormor t.ex.\nen tid."),
        (11, 1, 0, 11)
    );
    // Vi ses kl. (3) 14 (4).
    assert_eq!(counted("Vi ses kl.\n14 på fredag.").1, 1);
    // A small letter after a full stop begins a new one: vi åt (2). du log (2).
    assert_eq!(counted("vi åt.\ndu log.\r\nvi gick"), (6, 3, 0, 2));
}

#[test]
fn quotations() {
    // ”Jag vill inte.” sa du (5). Sedan gick vi (3).
    assert_eq!(counted("”Jag vill inte.” sa du. Sedan gick vi."), (8, 2, 0, 4));
    // ”Vill du?” undrade jag (4; undrade is long). – Nej! svarade du (3; svarade is long). 7/2 + 200/7 = 3.5 + 28.6 = 32.1.
    assert_eq!(
        counted("”Vill du?” undrade jag.\n– Nej! svarade du."),
        (7, 2, 2, 32)
    );
    // Du sa: (2) ”Jag vill inte. (3) Jag vill bo kvar.” (4) Vi hör dig (3).
    let found = readability("Du sa: ”Jag vill inte. Jag vill bo kvar.” Vi hör dig.", Swedish);
    assert_eq!((found.words, found.sentences, found.lix), (12, 4, 3));
    assert_eq!(found.longest_sentence, "Jag vill bo kvar.”");
    // Du sa: jag vill inte (5): small letters after the colon go on.
    assert_eq!(counted("Du sa: jag vill inte."), (5, 1, 0, 5));
    assert_eq!(
        readability("Hej. (Du vet det.) Bra.", Swedish).longest_sentence,
        "(Du vet det.)"
    );
}

#[test]
fn ellipses_questions_and_exclamations() {
    // Jag … jag vet inte (4). Sen... (1) Vad gör vi?! (3) Ja! (1). 9/4 = 2.25.
    assert_eq!(
        counted("Jag … jag vet inte. Sen... Vad gör vi?! Ja!"),
        (9, 4, 0, 2)
    );
    // A forgotten space: Det är slut. (3) Nu åker vi. (3)
    assert_eq!(counted("Det är slut.Nu åker vi."), (6, 2, 0, 3));
}

#[test]
fn compounds_and_addresses() {
    // LVU-ansökan (10 letters, long), 1990-talet (5), EU:s (3), för (1) och (1) nackdelar (long): 6 words, 2 long. 6 + 33.3 = 39.3.
    assert_eq!(
        counted("LVU-ansökan, 1990-talet, EU:s, för- och nackdelar"),
        (6, 1, 2, 39)
    );
    // Skriv till elsa.ek@kommun.se (3) eller se www.kommun.se/barn (3 more, and what follows the slash: 7).
    assert_eq!(
        counted("Skriv till elsa.ek@kommun.se eller se www.kommun.se/barn."),
        (7, 1, 0, 7)
    );
    // A decomposed å is a letter of its word: förälder written so has eight.
    assert_eq!(counted("en fo\u{308}ra\u{308}lder").2, 1);
}

#[test]
fn a_whole_letter() {
    // Hej Mohammed! (2)
    // Jag heter Åsa Ek och jag arbetar på socialtjänsten i Falun. (11; arbetar, socialtjänsten)
    // Den 3 mars 2026 kl. 9.15 träffade jag dig och din storebror på skolan. (14; träffade, storebror)
    // Du sa: (2) ”Jag vill bo hos mormor.” (5)
    // Vi har bestämt två saker: (5; bestämt)
    // Du bor hos mormor t.o.m. juni. (6)
    // Pappa får hälsa på. (4)
    // Ring mig på 023-830 00. (4)
    // Words 2+11+14+2+5+5+6+4+4 = 53, and Mohammed is long: 6 long words in 9 sentences. 53/9 + 600/53 = 5.9 + 11.3 = 17.2.
    let text = "Hej Mohammed!\n\nJag heter Åsa Ek och jag arbetar på socialtjänsten i Falun. \
        Den 3 mars 2026 kl. 9.15 träffade jag dig och din storebror på skolan. Du sa: ”Jag vill bo hos mormor.”\n\n\
        Vi har bestämt två saker:\n- Du bor hos mormor t.o.m. juni.\n- Pappa får hälsa på.\n\nRing mig på 023-830 00.";
    let found = readability(text, Swedish);
    assert_eq!(
        (found.words, found.sentences, found.long_words, found.lix),
        (53, 9, 6, 17)
    );
    assert_eq!(
        found.longest_sentence,
        "Den 3 mars 2026 kl. 9.15 träffade jag dig och din storebror på skolan."
    );
    assert_eq!(
        found.longest_words,
        [
            "socialtjänsten",
            "storebror",
            "Mohammed",
            "träffade",
            "arbetar",
            "bestämt"
        ]
    );
    assert_eq!(found.officialese, []);
}

#[test]
fn officialese_is_found_with_something_plainer() {
    let found = readability(
        "I enlighet med lagen erhåller du ekonomiskt\nbistånd. Du kan dock avstå. Erhåller du bistånd, så är det ej fel.",
        Swedish,
    );
    let shown = found
        .officialese
        .iter()
        .map(|o| (o.found.as_str(), o.plainer.as_str(), o.times));
    assert_eq!(
        shown.collect::<Vec<_>>(),
        [
            ("i enlighet med", "enligt", 1),
            ("erhåller", "får", 2),
            // The longer wording counts, not the shorter inside it.
            ("ekonomiskt bistånd", "hjälp med pengar", 1),
            ("dock", "ändå", 1),
            ("bistånd", "hjälp", 1),
            ("ej", "inte", 1),
        ]
    );
    // Whole words, and words that stand together.
    assert_eq!(
        readability("Sejdeln, docka och i enlighet, med.", Swedish).officialese,
        []
    );
    // Each language has its own list.
    assert_eq!(readability("dock ej", English).officialese, []);
    assert_eq!(readability("prior to", English).officialese.len(), 1);
}

#[test]
fn long_words_are_told_once_each_and_lists_have_an_end() {
    let mut text = String::from("Skolgården skolgården SKOLGÅRDEN. ");
    for letter in 'a'..='z' {
        let _ = write!(text, "{}. ", String::from(letter).repeat(8));
    }
    let found = readability(&text, Swedish);
    assert_eq!((found.long_words, found.longest_words.len()), (29, 12));
    assert_eq!(
        found.longest_words.first().map(String::as_str),
        Some("Skolgården")
    );
    assert_eq!(found.longest_words.last().map(String::as_str), Some("kkkkkkkk"));
    let all = lines(source(Swedish))
        .flat_map(forms)
        .map(|(form, _)| [form, ". "].concat())
        .collect::<String>();
    assert_eq!(readability(&all, Swedish).officialese.len(), 20);
}

#[test]
fn what_is_shown_has_an_end() {
    // 1 word, 1 sentence, 1 long: 1 + 100.
    let found = readability(&"a".repeat(10_000), Swedish);
    assert_eq!((found.words, found.long_words, found.lix), (1, 1, 101));
    assert_eq!(found.longest_words, [format!("{}…", "a".repeat(60))]);
    assert_eq!(found.longest_sentence, format!("{}…", "a".repeat(600)));
}

#[test]
fn two_million_characters_are_counted() {
    // What looks ahead or back could cost the square of a length.
    for piece in [
        "i enlighet i med. ",
        "0 00 000 0-00 00. ",
        ".............\n- a)",
        "”””””””””””””””””",
        "aaaaaaaaaaaaaaaaa",
    ] {
        let text = piece.repeat(400_000 / piece.len());
        let found = readability(&text, Swedish);
        assert!(found.words <= text.len(), "{piece}");
    }
    // 18 characters with 4 words, of which enlighet is long, in 1 sentence: 4 + 25 = 29.
    let text = "i enlighet i med. ".repeat(111_112);
    assert_eq!(counted(&text), (444_448, 111_112, 111_112, 29));
}

#[test]
fn any_text_is_counted_and_a_blank_line_adds_texts() {
    // A small generator (xorshift), the same every time, that likes what the rules look at.
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = move |below: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % below
    };
    let liked: Vec<char> =
        "aåÄöeXI014 \u{a0}\n\r\t.…:;,!?-–•*()[]”'’@/&_%§+\u{308}\u{ad}\u{200d}ßİ١中🙂\u{2028}"
            .chars()
            .collect();
    let mut text = || {
        let length = next(40);
        (0..length)
            .filter_map(|_| {
                let wild = u32::try_from(next(0x0011_0000)).ok().and_then(char::from_u32);
                let liked = liked
                    .get(usize::try_from(next(liked.len() as u64)).unwrap_or(0))
                    .copied();
                if next(8) == 0 { wild } else { liked }
            })
            .collect::<String>()
    };
    for _ in 0..4_000 {
        let (one, two) = (text(), text());
        for language in Language::ALL {
            let (a, b) = (readability(&one, language), readability(&two, language));
            let both = readability(&format!("{one}\n\n{two}"), language);
            assert_eq!(
                (both.words, both.sentences, both.long_words),
                (
                    a.words + b.words,
                    a.sentences + b.sentences,
                    a.long_words + b.long_words
                ),
                "{one:?} and {two:?}"
            );
            assert!(a.sentences <= a.words && a.long_words <= a.words, "{one:?}");
        }
    }
}
