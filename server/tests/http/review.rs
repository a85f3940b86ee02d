//! Two people: one writes and hands in, the other reviews, sends back, signs.

use axum::http::StatusCode;
use chrono::NaiveDate;
use domain::assessments::Status;
use ogonhojd_server::error::AppError;
use store::delegations::{self, NewDelegation};
use store::{cases, organisation};

use crate::support::Browser;
use crate::work::{Desk, Town, bytes};

const WORDS: &str = "Jag vill bo kvar hos mormor.";

/// The unit of the cases signs standard assessments by two.
async fn by_two(town: &Town) {
    let (unit, who) = (town.units[1].id, town.site.who());
    let work = town.site.state.write(move |tx| {
        Box::pin(async move {
            organisation::set_countersigns(tx, who, unit, true).await?;
            Ok::<_, AppError>(())
        })
    });
    work.await.unwrap();
}

async fn delegate(town: &Town, to: &str, since: NaiveDate, until: Option<NaiveDate>) {
    let new = NewDelegation {
        unit: town.units[1].id,
        to: town.account(to),
        since,
        until,
        reference: "SN 2026/14".into(),
    };
    let who = town.site.state.who(Some(town.account("manager")));
    let work = town.site.state.write(move |tx| {
        Box::pin(async move { Ok::<_, AppError>(delegations::grant(tx, who, &new).await?) })
    });
    work.await.unwrap();
}

/// A complete assessment that waits for review.
async fn handed_in(town: &Town) -> Desk<'_> {
    by_two(town).await;
    let mut desk = Desk::begin(town, &[("Elsa", "2016-05-05")]).await;
    desk.write_all(WORDS, false).await;
    hand_in(&mut desk, "")
        .await
        .assert_status(StatusCode::SEE_OTHER, "hand in");
    assert_eq!(town.assessment(&desk.id).await.status, Status::Submitted);
    desk
}

async fn hand_in(desk: &mut Desk<'_>, message: &str) -> crate::support::Answer {
    let page = desk.get("/granska").await;
    let mut form = page.form(&desk.at("/skicka"));
    for (name, _) in form.choices.clone() {
        form.set(&name, "yes");
    }
    form.set("message", message);
    desk.submit(&form).await
}

/// Posts the reviewer's form.
async fn decide(
    town: &Town,
    reviewer: &mut Browser<'_>,
    id: &str,
    fields: &[(&str, &str)],
) -> crate::support::Answer {
    let version = town.assessment(id).await.version.to_string();
    let mut all = vec![("version", version.as_str())];
    all.extend_from_slice(fields);
    reviewer.post(&format!("/bedomning/{id}/granskning"), &all).await
}

#[tokio::test]
async fn an_assessment_is_sent_back_answered_handed_in_again_and_signed_by_two() {
    let town = Town::new().await;
    let mut desk = handed_in(&town).await;
    let id = desk.id.clone();
    let mut manager = town.site.signed_in("manager").await;
    assert!(manager.get("/").await.body.contains("Att granska"));
    let page = manager.get(&format!("/bedomning/{id}/granskning")).await;
    assert!(page.body.contains("Skriv under som andra person") && page.body.contains(WORDS));

    // A verdict that asks for something says what, and sending back says why. Nothing typed is lost.
    let fields = [
        ("verdict.weighing", "must_correct"),
        ("remark.facts", "Varifrån vet du det?"),
        ("then", "return"),
    ];
    let answer = decide(&town, &mut manager, &id, &fields).await;
    answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "without words");
    for words in [
        "Skriv vad som behöver ändras.",
        "Välj en bedömning.",
        "Varifrån vet du det?",
        "lämnas tillbaka",
    ] {
        assert!(answer.body.contains(words), "{words}");
    }
    assert_eq!(town.assessment(&id).await.status, Status::Submitted);
    let fields = [
        ("verdict.weighing", "must_correct"),
        ("remark.weighing", "Skriv hur Elsas ord vägdes."),
        ("verdict.facts", "can_improve"),
        ("remark.facts", "Lägg till källan."),
        ("verdict.question", "accepted"),
        ("reason", "Se anmärkningarna."),
        ("then", "return"),
    ];
    decide(&town, &mut manager, &id, &fields)
        .await
        .assert_status(StatusCode::SEE_OTHER, "return");
    assert_eq!(town.assessment(&id).await.status, Status::Returned);

    // The author sees the remark at the section, answers it, changes the text and has to say what has changed.
    let page = desk.get("/avvagning").await.body;
    assert!(page.contains("Skriv hur Elsas ord vägdes."));
    desk.post("/granskning/svar", &[("answer.weighing", "Gjort, se texten.")])
        .await
        .assert_status(StatusCode::SEE_OTHER, "answer");
    desk.write("/avvagning", |form| {
        form.set("conflicts", "Elsas och mammas behov går isär.");
    })
    .await;
    let refused = hand_in(&mut desk, "").await;
    refused.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "without a word on what changed");
    assert!(refused.body.contains("Skriv vad du har ändrat."));
    hand_in(&mut desk, "Avvägningen är omskriven.")
        .await
        .assert_status(StatusCode::SEE_OTHER, "hand in again");

    // The reviewer sees what changed, word by word, and the answer; an open remark stands in the way.
    let page = manager.get(&format!("/bedomning/{id}/granskning")).await.body;
    for words in [
        "Ändrat sedan förra omgången",
        "<ins>",
        "går isär",
        "Gjort, se texten.",
        "Avvägningen är omskriven.",
    ] {
        assert!(page.contains(words), "{words}");
    }
    let signing = [("attest.read", "yes"), ("then", "countersign")];
    let answer = decide(&town, &mut manager, &id, &signing).await;
    answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "open remark");
    assert!(answer.body.contains("En anmärkning måste rättas först."));
    let signing = [
        ("verdict.weighing", "accepted"),
        ("attest.read", "yes"),
        ("then", "countersign"),
    ];
    decide(&town, &mut manager, &id, &signing)
        .await
        .assert_status(StatusCode::SEE_OTHER, "countersign");
    let signed = town.assessment(&id).await;
    assert_eq!(signed.status, Status::Signed);
    assert_eq!(signed.signed_by.as_deref(), Some("owner Lindehag"));
    assert_eq!(signed.countersigned_by.as_deref(), Some("manager Lindehag"));
    assert_eq!(town.letters(&id).await.len(), 1);
    let (status, pdf) = bytes(&town, &desk.browser, &desk.at("/dokument/beslut-intern.pdf")).await;
    assert_eq!((status, &pdf[..5]), (StatusCode::OK, &b"%PDF-"[..]));
    let history = desk.get("/granskning").await.body;
    assert!(
        history.contains("Omgång 1")
            && history.contains("Omgång 2")
            && history.contains("Undertecknad av två")
    );
    let changes = desk.get("/andringar").await.body;
    let main = changes.split("<h1").nth(1).unwrap_or_default();
    assert!(
        main.contains("senast") && main.contains("<ins>") && main.contains("går isär"),
        "{main}"
    );
}

#[tokio::test]
async fn where_two_sign_nobody_signs_alone_and_nobody_signs_their_own() {
    let town = Town::new().await;
    by_two(&town).await;
    let mut desk = Desk::begin(&town, &[("Elsa", "2016-05-05")]).await;
    desk.write_all(WORDS, false).await;
    let version = town.assessment(&desk.id).await.version.to_string();
    let alone = [
        ("version", version.as_str()),
        ("attest.read", "yes"),
        ("attest.own", "yes"),
        ("attest.words", "yes"),
    ];
    let answer = desk.post("/signera", &alone).await;
    answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "alone");
    assert!(answer.body.contains("ska skrivas under av en andra person"));
    hand_in(&mut desk, "")
        .await
        .assert_status(StatusCode::SEE_OTHER, "hand in");
    desk.post("/granskning", &[("attest.read", "yes"), ("then", "countersign")])
        .await
        .assert_status(StatusCode::NOT_FOUND, "one's own");
    assert!(!desk.get("/granskning").await.body.contains("Skriv under"));
    // A colleague who once wrote in it and reviews by delegation is no second person either.
    let today = town.site.who().today;
    delegate(&town, "colleague", today, None).await;
    let (case, colleague, owner) = (
        desk.case.parse().unwrap(),
        town.account("colleague"),
        town.account("owner"),
    );
    let hand_over = |to| {
        let who = town.site.state.who(Some(town.account("manager")));
        town.site.state.write(move |tx| {
            Box::pin(async move { Ok::<_, AppError>(cases::assign_case(tx, who, case, to).await?) })
        })
    };
    desk.post(
        "/aterta",
        &[("version", &town.assessment(&desk.id).await.version.to_string())],
    )
    .await
    .assert_status(StatusCode::SEE_OTHER, "take back");
    hand_over(colleague).await.unwrap();
    let mut second = town.site.signed_in("colleague").await;
    let address = desk.at("/fakta");
    let mut form = second.get(&address).await.form(&address);
    form.set("fact.1.text", "Det här skrev kollegan.");
    second
        .post(&form.action, &form.fields())
        .await
        .assert_status(StatusCode::SEE_OTHER, "the colleague writes");
    hand_over(owner).await.unwrap();
    hand_in(&mut desk, "")
        .await
        .assert_status(StatusCode::SEE_OTHER, "hand in again");
    let page = second.get(&desk.at("/granskning")).await.body;
    assert!(
        page.contains("Du har själv skrivit i analysen") && !page.contains("Skriv under som andra person")
    );
    decide(
        &town,
        &mut second,
        &desk.id,
        &[("attest.read", "yes"), ("then", "countersign")],
    )
    .await
    .assert_status(StatusCode::CONFLICT, "wrote in it");
    assert_eq!(town.assessment(&desk.id).await.status, Status::Submitted);
}

#[tokio::test]
async fn a_delegation_in_force_lets_a_colleague_sign_and_is_named() {
    let town = Town::new().await;
    let desk = handed_in(&town).await;
    let today = town.site.who().today;
    let mut colleague = town.site.signed_in("colleague").await;
    let sign = [("attest.read", "yes"), ("then", "countersign")];
    decide(&town, &mut colleague, &desk.id, &sign)
        .await
        .assert_status(StatusCode::NOT_FOUND, "without a delegation");
    let yesterday = today.pred_opt().unwrap();
    delegate(&town, "colleague", yesterday.pred_opt().unwrap(), Some(yesterday)).await;
    decide(&town, &mut colleague, &desk.id, &sign)
        .await
        .assert_status(StatusCode::NOT_FOUND, "with one that has ended");
    delegate(&town, "colleague", today, Some(today)).await;
    decide(&town, &mut colleague, &desk.id, &sign)
        .await
        .assert_status(StatusCode::SEE_OTHER, "with one in force");
    assert!(
        colleague
            .get(&desk.at("/granskning"))
            .await
            .body
            .contains("på delegation: SN 2026/14")
    );
}

#[tokio::test]
async fn nobody_writes_while_it_is_reviewed_until_it_is_taken_back() {
    let town = Town::new().await;
    let mut desk = handed_in(&town).await;
    desk.post("/fakta", &[("version", "1"), ("fact.1.text", "Nytt")])
        .await
        .assert_status(StatusCode::CONFLICT, "a text");
    desk.post(
        "/djup",
        &[("version", "2"), ("to", "thorough"), ("why", "Mer står på spel.")],
    )
    .await
    .assert_status(StatusCode::CONFLICT, "the depth");
    assert!(desk.get("/fakta").await.body.contains("lämnad för granskning"));
    let version = town.assessment(&desk.id).await.version.to_string();
    desk.post("/aterta", &[("version", &version)])
        .await
        .assert_status(StatusCode::SEE_OTHER, "take back");
    assert_eq!(town.assessment(&desk.id).await.status, Status::Draft);
    desk.write("/fakta", |form| {
        form.set("fact.1.text", "Nytt");
    })
    .await;
}

#[tokio::test]
async fn a_stale_page_of_the_reviewer_signs_nothing() {
    let town = Town::new().await;
    let mut desk = handed_in(&town).await;
    let old = town.assessment(&desk.id).await.version.to_string();
    desk.post("/aterta", &[("version", &old)])
        .await
        .assert_status(StatusCode::SEE_OTHER, "take back");
    hand_in(&mut desk, "")
        .await
        .assert_status(StatusCode::SEE_OTHER, "hand in again");
    let mut manager = town.site.signed_in("manager").await;
    let answer = manager
        .post(
            &desk.at("/granskning"),
            &[("version", &old), ("attest.read", "yes"), ("then", "countersign")],
        )
        .await;
    answer.assert_status(StatusCode::CONFLICT, "stale");
    assert_eq!(town.assessment(&desk.id).await.status, Status::Submitted);
}
