//! Letters: drafted, written, approved, given, or not given with a reason.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use domain::letters::LetterStatus;
use store::letters::Letter;

use crate::read_back;
use crate::work::{Desk, Town, bytes, forms};

const WORDS: &str = "Jag vill sova hos mormor när mamma dricker.";

/// A signed assessment with a letter to each of two children.
async fn signed(town: &Town, assess_first: bool) -> (Desk<'_>, String) {
    let mut desk = Desk::begin(town, &[("Elsa", "2016-05-05"), ("Noel", "2011-05-05")]).await;
    desk.write_all(WORDS, assess_first).await;
    desk.sign().await;
    let letter = letter(town, &desk, 0).await.id.to_string();
    (desk, letter)
}

async fn letter(town: &Town, desk: &Desk<'_>, child: usize) -> Letter {
    let letters = town.letters(&desk.id).await;
    letters
        .into_iter()
        .find(|l| l.child.to_string() == desk.children[child])
        .unwrap()
}

async fn status(town: &Town, desk: &Desk<'_>) -> LetterStatus {
    letter(town, desk, 0).await.status
}

#[tokio::test]
async fn a_draft_rests_on_the_assessment_and_is_written_approved_and_given() {
    let town = Town::new().await;
    let (mut desk, id) = signed(&town, false).await;
    let address = format!("/brev/{id}");
    let mut form = desk.form(&address).await;
    assert!(form.value("told").contains(WORDS), "{form:?}");
    assert!(form.value("sender").contains("Elsa"));
    form.set("thanks", "Tack för att du berättade.")
        .set("questions", "Ring mig.");
    desk.submit(&form)
        .await
        .assert_status(StatusCode::SEE_OTHER, "save");
    assert!(desk.get(&address).await.body.contains("Ring mig."));

    let page = desk.get(&address).await;
    let mut approve = page.form(&desk.at(&format!("{address}/godkann")));
    let answer = desk.submit(&approve).await;
    answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "nothing checked");
    let asked = [
        "adult",
        "approve-informants",
        "approve-whereabouts",
        "approve-statements",
        "approve-understandable",
        "at_home",
    ];
    for field in asked {
        assert!(answer.body.contains(&format!("href=\"#f-{field}\"")), "{field}");
    }
    approve.set("adult", "consent").set("at_home", "safe");
    for field in asked.iter().filter(|f| f.starts_with("approve-")) {
        approve.set(&field.replace('-', "."), "yes");
    }
    let answer = desk.submit(&approve).await;
    answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "when was the consent given?");
    assert!(
        answer.body.contains("href=\"#f-adult_why\"") && status(&town, &desk).await == LetterStatus::Draft
    );
    desk.post(
        &format!("{address}/lamnat"),
        &[
            ("version", "1"),
            ("given_on", "2026-03-02"),
            ("how", "read"),
            ("by", "K"),
            ("understood", "K"),
        ],
    )
    .await
    .assert_status(StatusCode::CONFLICT, "not approved yet");
    desk.approve(&id)
        .await
        .assert_status(StatusCode::SEE_OTHER, "approve");
    let before = desk.get(&address).await.body;
    desk.submit(&form)
        .await
        .assert_status(StatusCode::CONFLICT, "an approved letter is not written");
    desk.post(&format!("{address}/utkast"), &[("version", "2"), ("sure", "yes")])
        .await
        .assert_status(StatusCode::CONFLICT, "nor drafted anew");
    assert_eq!(
        before.matches("Ring mig.").count(),
        desk.get(&address).await.body.matches("Ring mig.").count()
    );

    let at = desk.at(&format!("{address}/lamnat"));
    let mut given = desk.get(&address).await.form(&at);
    let answer = desk.submit(&given).await;
    answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "nothing filled in");
    for field in ["given_on", "how", "by", "understood"] {
        assert!(answer.body.contains(&format!("href=\"#f-{field}\"")), "{field}");
    }
    given
        .set("given_on", "2026-03-03")
        .set("how", "read")
        .set("by", "Karin")
        .set("understood", "Hon berättade med egna ord");
    let answer = desk.submit(&given).await;
    answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "given tomorrow");
    assert!(
        answer.body.contains("Hon berättade med egna ord"),
        "what was typed stays"
    );
    desk.give(&id).await.assert_status(StatusCode::SEE_OTHER, "give");
    assert_eq!(status(&town, &desk).await, LetterStatus::Given);
    for (page, fields) in [
        ("", vec![("version", "2"), ("told", "x")]),
        ("/andra-igen", vec![("version", "3")]),
        (
            "/lamnas-inte",
            vec![("version", "3"), ("reason", "x"), ("decided_by", "x")],
        ),
    ] {
        desk.post(&format!("{address}{page}"), &fields)
            .await
            .assert_status(StatusCode::CONFLICT, page);
    }
}

#[tokio::test]
async fn an_approval_is_taken_back_and_the_text_changed() {
    let town = Town::new().await;
    let (mut desk, id) = signed(&town, false).await;
    desk.approve(&id)
        .await
        .assert_status(StatusCode::SEE_OTHER, "approve");
    let page = desk.get(&format!("/brev/{id}")).await;
    let back = page.form(&desk.at(&format!("/brev/{id}/andra-igen")));
    desk.submit(&back)
        .await
        .assert_status(StatusCode::SEE_OTHER, "back");
    desk.submit(&back)
        .await
        .assert_status(StatusCode::CONFLICT, "a second time");
    desk.write(&format!("/brev/{id}"), |form| {
        form.set("why", "En annan mening.");
    })
    .await;
}

#[tokio::test]
async fn a_statement_that_has_to_be_assessed_first_is_in_no_draft_and_stops_every_letter_that_quotes_it() {
    let town = Town::new().await;
    let (mut desk, id) = signed(&town, true).await;
    let noel = letter(&town, &desk, 1).await.id.to_string();
    for (id, quoted) in [
        (&id, WORDS),
        (&id, "jag vill sova\nhos mormor,  när MAMMA dricker"),
        (&noel, WORDS),
    ] {
        let form = desk.form(&format!("/brev/{id}")).await;
        assert!(!form.value("told").contains("mormor"), "not by itself");
        desk.write(&format!("/brev/{id}"), |form| {
            form.set("told", quoted);
        })
        .await;
        let answer = desk.approve(id).await;
        answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, quoted);
        assert!(
            answer.body.contains("Brevet återger något som inte får stå där"),
            "{quoted}"
        );
        desk.write(&format!("/brev/{id}"), |form| {
            form.set("told", "Jag vill sova gott.");
        })
        .await;
    }
    desk.approve(&id)
        .await
        .assert_status(StatusCode::SEE_OTHER, "without it");
}

#[tokio::test]
async fn an_empty_letter_is_not_approved() {
    let town = Town::new().await;
    let (mut desk, id) = signed(&town, false).await;
    desk.post(&format!("/brev/{id}"), &[("version", "1")])
        .await
        .assert_status(StatusCode::SEE_OTHER, "emptied");
    let answer = desk.approve(&id).await;
    answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "empty");
    assert!(answer.body.contains("Brevet är tomt"));
}

#[tokio::test]
async fn no_letter_without_a_reason() {
    let town = Town::new().await;
    let (mut desk, id) = signed(&town, false).await;
    let at = desk.at(&format!("/brev/{id}/lamnas-inte"));
    let mut form = desk.get(&format!("/brev/{id}")).await.form(&at);
    let answer = desk.submit(&form).await;
    answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "no reason");
    assert!(answer.body.contains("href=\"#f-reason\"") && answer.body.contains("href=\"#f-decided_by\""));
    form.set("reason", "Barnet har flyttat utomlands.")
        .set("decided_by", "Chefen har bestämt det.");
    desk.submit(&form)
        .await
        .assert_status(StatusCode::SEE_OTHER, "with a reason");
    assert_eq!(status(&town, &desk).await, LetterStatus::NotGiven);
    assert!(
        desk.get(&format!("/brev/{id}"))
            .await
            .body
            .contains("Chefen har bestämt det.")
    );
}

#[tokio::test]
async fn a_letter_is_drafted_anew_for_another_age_and_language_once_that_is_wanted() {
    let town = Town::new().await;
    let (mut desk, id) = signed(&town, false).await;
    let at = desk.at(&format!("/brev/{id}/utkast"));
    let mut form = desk.get(&format!("/brev/{id}")).await.form(&at);
    form.set("band", "13-17").set("language", "en");
    desk.submit(&form)
        .await
        .assert_status(StatusCode::UNPROCESSABLE_ENTITY, "not sure");
    form.set("sure", "yes");
    desk.submit(&form)
        .await
        .assert_status(StatusCode::SEE_OTHER, "sure");
    let found = letter(&town, &desk, 0).await;
    assert_eq!((found.band.code(), found.language.code()), ("13-17", "en"));
    assert!(
        desk.form(&format!("/brev/{id}"))
            .await
            .value("sender")
            .contains("Hello Elsa.")
    );
    desk.submit(&form)
        .await
        .assert_status(StatusCode::CONFLICT, "a stale form");
}

#[tokio::test]
async fn one_letter_a_child_and_a_talk_with_a_child_under_four() {
    let town = Town::new().await;
    let mut desk = Desk::begin(&town, &[("Elsa", "2016-05-05"), ("Tuva", "2023-05-05")]).await;
    let (elsa, tuva) = (desk.children[0].clone(), desk.children[1].clone());
    desk.post("/svar", &[("child", &elsa), ("kind", "feedback")])
        .await
        .assert_status(StatusCode::CONFLICT, "before signing");
    let invitation = desk
        .post("/svar", &[("child", &elsa), ("kind", "invitation")])
        .await;
    invitation.assert_status(StatusCode::SEE_OTHER, "an invitation, though");
    assert!(
        desk.browser
            .get(invitation.location())
            .await
            .body
            .contains("Hej Elsa")
    );
    desk.write_all(WORDS, false).await;
    desk.sign().await;
    for (child, status) in [
        (elsa.as_str(), StatusCode::CONFLICT),
        (tuva.as_str(), StatusCode::CONFLICT),
        ("x", StatusCode::NOT_FOUND),
    ] {
        desk.post("/svar", &[("child", child), ("kind", "feedback")])
            .await
            .assert_status(status, child);
    }
    desk.post("/svar", &[("child", &elsa), ("kind", "x")])
        .await
        .assert_status(StatusCode::NOT_FOUND, "an unknown kind");
    let information = desk
        .post("/svar", &[("child", &elsa), ("kind", "information")])
        .await;
    information.assert_status(StatusCode::SEE_OTHER, "about the parent's support");
    desk.post("/svar", &[("child", &elsa), ("kind", "information")])
        .await
        .assert_status(StatusCode::CONFLICT, "once");
    let letters = town.letters(&desk.id).await;
    let found: Vec<_> = letters
        .iter()
        .map(|l| (l.kind.code(), l.spoken, l.due_on.is_some()))
        .collect();
    assert_eq!(
        found,
        [
            ("invitation", false, false),
            ("feedback", false, true),
            ("feedback", true, true),
            ("information", false, false)
        ]
    );
    let talk = letters[2].id.to_string();
    desk.approve(&talk)
        .await
        .assert_status(StatusCode::SEE_OTHER, "approve what is said");
    desk.give(&talk)
        .await
        .assert_status(StatusCode::UNPROCESSABLE_ENTITY, "it is told, not read");
}

#[tokio::test]
async fn two_texts_of_a_letter_are_both_kept_in_sight() {
    let town = Town::new().await;
    let (mut desk, id) = signed(&town, false).await;
    let at = desk.at(&format!("/brev/{id}"));
    let mut mine = desk.form(&format!("/brev/{id}")).await;
    let mut theirs = mine.clone();
    theirs.set("why", "Den andras mening.");
    desk.submit(&theirs)
        .await
        .assert_status(StatusCode::SEE_OTHER, "first");
    mine.set("why", "Min mening.");
    let answer = desk.submit(&mine).await;
    answer.assert_status(StatusCode::CONFLICT, "second");
    assert!(answer.body.contains("Den andras mening.") && answer.body.contains("Min mening."));
    assert_eq!(
        desk.form(&format!("/brev/{id}")).await.value("why"),
        "Den andras mening."
    );
    let again = answer.form(&at);
    assert_eq!(again.value("why"), "Min mening.");
    desk.submit(&again)
        .await
        .assert_status(StatusCode::SEE_OTHER, "saved from it");
    assert_eq!(
        desk.form(&format!("/brev/{id}")).await.value("why"),
        "Min mening."
    );
}

#[tokio::test]
async fn a_script_that_saves_a_letter_reads_version_and_time() {
    let town = Town::new().await;
    let (mut desk, id) = signed(&town, false).await;
    let too_long = format!("version=2&why={}", "x".repeat(100_001));
    for (body, expected) in [
        ("version=1&why=a", (StatusCode::OK, "2 09.00")),
        ("version=1&why=b", (StatusCode::CONFLICT, "")),
        (too_long.as_str(), (StatusCode::UNPROCESSABLE_ENTITY, "")),
    ] {
        let request = Request::post(desk.at(&format!("/brev/{id}")))
            .header("x-autosave", "1")
            .header("content-type", "application/x-www-form-urlencoded");
        let answer = desk.browser.send(request, Body::from(body.to_owned())).await;
        assert_eq!((answer.status, answer.body.as_str()), expected);
    }
}

#[tokio::test]
async fn the_letters_pdf_holds_its_words_and_refuses_what_cannot_be_printed() {
    let town = Town::new().await;
    let (mut desk, id) = signed(&town, false).await;
    desk.write(&format!("/brev/{id}"), |form| {
        form.set("why", "Sommarlovet börjar snart.");
    })
    .await;
    let path = desk.at(&format!("/brev/{id}/brev.pdf"));
    let (code, pdf) = bytes(&town, &desk.browser, &path).await;
    assert_eq!(code, StatusCode::OK);
    let text = read_back::pages(&pdf).join("\n");
    assert!(text.contains("Sommarlovet"), "{text}");
    assert_eq!(
        desk.browser
            .get(&format!("{path}?stor=1"))
            .await
            .header("content-type"),
        "application/pdf"
    );
    desk.write(&format!("/brev/{id}"), |form| {
        form.set("why", "Hurra 🙂");
    })
    .await;
    let answer = desk.browser.get(&path).await;
    answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "emoji");
    assert!(answer.body.contains("🙂 U+1F642"));
}

#[tokio::test]
async fn a_letter_in_a_protected_case_does_not_say_which_unit_sends_it() {
    let town = Town::new().await;
    let (mut desk, id) = signed(&town, false).await;
    let unit_in_preview = |body: &str| {
        body.split("class=\"letter\"")
            .nth(1)
            .unwrap()
            .split("brev.pdf")
            .next()
            .unwrap()
            .contains("Ekonomi Norr</")
    };
    let before = desk.get(&format!("/brev/{id}")).await.body;
    let child = desk.children[0].clone();
    let address = format!("/arenden/{}/barn/{child}", desk.case);
    let mut form = desk.browser.get(&address).await.form(&address);
    form.set("protected", "yes");
    desk.submit(&form)
        .await
        .assert_status(StatusCode::SEE_OTHER, "protect");
    let after = desk.get(&format!("/brev/{id}")).await.body;
    assert!(unit_in_preview(&before) && !unit_in_preview(&after), "{before}");
    assert!(forms(&after).len() > 1);
}
