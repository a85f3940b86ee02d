//! From a child's words to the answer, and who may read what was said.

use axum::http::StatusCode;
use domain::letters::LetterStatus;
use domain::participation::DisclosureOutcome;

use crate::read_back;
use crate::work::{Desk, Town, bytes};

const WORDS: &str = "Jag vill sova hos mormor när mamma dricker.";

/// An assessment about one child; what the child said has to be assessed first.
async fn marked(town: &Town) -> Desk<'_> {
    let mut desk = Desk::begin(town, &[("Elsa", "2016-05-05")]).await;
    desk.write_all(WORDS, true).await;
    desk
}

/// The address of the first statement's disclosure, from the list.
async fn statement(desk: &mut Desk<'_>) -> String {
    let list = desk.get("/utlamnande").await.body;
    let (_, rest) = list.split_once("/utlamnande/").unwrap();
    format!("/utlamnande/{}", rest.split('"').next().unwrap())
}

async fn assess(desk: &mut Desk<'_>, outcome: &str) -> StatusCode {
    let address = statement(desk).await;
    let mut form = desk.form(&address).await;
    form.set("recipient", "Mamman, som är part")
        .set("outcome", outcome)
        .set("ground", "osl-10-3")
        .set("reasons", "Hemliga skäl om barnets rädsla")
        .set("told_instead", "Barnet har berättat var det sover.")
        .set("decided_by", "Maria Chef");
    desk.submit(&form).await.status
}

async fn party_version(town: &Town, desk: &Desk<'_>) -> String {
    let (code, pdf) = bytes(town, &desk.browser, &desk.at("/dokument/beslut-part.pdf")).await;
    assert_eq!(code, StatusCode::OK);
    read_back::pages(&pdf)
        .join(" ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

#[tokio::test]
async fn a_thread_shows_its_gaps_until_they_are_closed() {
    let town = Town::new().await;
    let mut desk = marked(&town).await;
    let address = format!("/trad/{}", desk.children[0]);
    let page = desk.get(&address).await.body;
    for shown in [WORDS, "Utlämnandet är inte prövat", "Kommer efter beslutet"] {
        assert!(page.contains(shown), "{shown}");
    }
    desk.sign().await;
    let letter = town.letters(&desk.id).await[0].id.to_string();
    assert!(
        desk.get(&address)
            .await
            .body
            .contains("I ett samtal, inte i brevet"),
        "drafted for a talk"
    );
    desk.write(&format!("/brev/{letter}"), |form| {
        for name in form.names() {
            if name.starts_with("reply.") {
                form.set(&name, "");
            }
        }
    })
    .await;
    let page = desk.get(&address).await.body;
    assert!(page.contains("Barnet har inte fått svar på det"), "{page}");
    let answer = desk.approve(&letter).await;
    answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "unanswered");
    assert!(answer.body.contains("Svara på det barnet sade"));
    assert_eq!(desk.get("/trad/x").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_statement_is_assessed_and_then_stands_in_the_partys_version_or_does_not() {
    let town = Town::new().await;
    let mut desk = marked(&town).await;
    desk.sign().await;
    let before = party_version(&town, &desk).await;
    assert!(
        !before.contains("mormor") && before.contains("utlämnande ska prövas först"),
        "{before}"
    );

    assert_eq!(assess(&mut desk, "withheld").await, StatusCode::SEE_OTHER);
    let withheld = party_version(&town, &desk).await;
    for (shown, is) in [
        ("mormor", false),
        ("Hemliga skäl", false),
        ("Barnet har berättat var det sover.", true),
        ("OSL 10 kap. 3 §", true),
    ] {
        assert_eq!(withheld.contains(shown), is, "{shown}: {withheld}");
    }
    let (_, pdf) = bytes(&town, &desk.browser, &desk.at("/dokument/beslut-intern.pdf")).await;
    let internal = read_back::pages(&pdf).join(" ");
    assert!(
        internal.contains("mormor") && internal.contains("Hemliga"),
        "{internal}"
    );

    assert_eq!(assess(&mut desk, "disclosed").await, StatusCode::SEE_OTHER);
    assert!(
        party_version(&town, &desk).await.contains("mormor"),
        "the latest counts"
    );
    let list = desk.get("/utlamnande").await.body;
    assert!(
        list.contains("Lämnas inte ut") && list.contains("Får lämnas ut"),
        "both remain"
    );
}

#[tokio::test]
async fn what_is_missing_in_an_assessment_of_disclosure_is_asked_for_and_what_was_typed_stays() {
    let town = Town::new().await;
    let mut desk = marked(&town).await;
    let address = statement(&mut desk).await;
    let mut form = desk.form(&address).await;
    form.set("outcome", "withheld")
        .set("reasons", "Ett skäl som står kvar");
    let answer = desk.submit(&form).await;
    answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "incomplete");
    for field in ["recipient", "ground", "decided_by"] {
        assert!(answer.body.contains(&format!("href=\"#f-{field}\"")), "{field}");
    }
    assert!(answer.body.contains("Ett skäl som står kvar"));
    form.set("recipient", &"x".repeat(201));
    assert!(desk.submit(&form).await.body.contains("201 tecken"));
    for unknown in [
        "/utlamnande/x",
        "/utlamnande/00000000-0000-0000-0000-000000000000.1",
    ] {
        assert_eq!(desk.get(unknown).await.status, StatusCode::NOT_FOUND, "{unknown}");
        assert_eq!(
            desk.post(unknown, &[]).await.status,
            StatusCode::NOT_FOUND,
            "{unknown}"
        );
    }
}

#[tokio::test]
async fn what_an_approved_letter_answers_is_not_withheld_before_the_approval_is_taken_back() {
    let town = Town::new().await;
    let mut desk = marked(&town).await;
    desk.sign().await;
    let letter = town.letters(&desk.id).await[0].id.to_string();
    let into_the_letter = |form: &mut crate::work::Form| {
        for name in form.names() {
            if name.starts_with("reply_how.") {
                form.set(&name, "letter");
            }
        }
    };
    desk.write(&format!("/brev/{letter}"), into_the_letter).await;
    let answer = desk.approve(&letter).await;
    answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "it awaits its assessment");
    assert!(answer.body.contains("ska prövas innan någon får läsa om det"));
    assert_eq!(assess(&mut desk, "disclosed").await, StatusCode::SEE_OTHER);
    desk.approve(&letter)
        .await
        .assert_status(StatusCode::SEE_OTHER, "assessed");
    assert_eq!(
        assess(&mut desk, "withheld").await,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let disclosures = town.disclosures(&desk.id).await;
    assert_eq!(
        disclosures.iter().map(|d| d.outcome).collect::<Vec<_>>(),
        [DisclosureOutcome::Disclosed]
    );
    let page = desk.get(&format!("/brev/{letter}")).await;
    let back = page.form(&desk.at(&format!("/brev/{letter}/andra-igen")));
    desk.submit(&back)
        .await
        .assert_status(StatusCode::SEE_OTHER, "taken back");
    assert_eq!(assess(&mut desk, "withheld").await, StatusCode::SEE_OTHER);
    assert_eq!(town.letters(&desk.id).await[0].status, LetterStatus::Draft);
    desk.approve(&letter)
        .await
        .assert_status(StatusCode::UNPROCESSABLE_ENTITY, "withheld");
}

#[tokio::test]
async fn what_has_to_be_assessed_stands_in_no_decision() {
    let town = Town::new().await;
    let mut desk = marked(&town).await;
    desk.write("/beslut", |form| {
        form.set(
            "reasons",
            "Barnet säger: jag vill sova hos mormor, när mamma dricker.",
        );
    })
    .await;
    let page = desk.get("/granska").await.body;
    assert!(page.contains("En part får alltid läsa beslutet"), "{page}");
}

#[tokio::test]
async fn what_the_child_answers_is_a_note_of_its_own_and_ends_the_thread() {
    let town = Town::new().await;
    let mut desk = Desk::begin(&town, &[("Elsa", "2016-05-05")]).await;
    desk.write_all(WORDS, false).await;
    desk.sign().await;
    let letter = town.letters(&desk.id).await[0].id.to_string();
    desk.approve(&letter)
        .await
        .assert_status(StatusCode::SEE_OTHER, "approve");
    let page = desk.get(&format!("/brev/{letter}")).await;
    let mut form = page.form(&desk.at(&format!("/brev/{letter}/lamnat")));
    form.set("given_on", "2026-03-02")
        .set("how", "read")
        .set("by", "Karin")
        .set("understood", "Elsa berättade med egna ord.")
        .set("answer", "Då får jag ta med mig katten.");
    desk.submit(&form)
        .await
        .assert_status(StatusCode::SEE_OTHER, "given");
    let thread = desk.get(&format!("/trad/{}", desk.children[0])).await.body;
    assert!(
        thread.contains("Det barnet svarade") && thread.contains("ta med mig katten"),
        "{thread}"
    );
}
