//! A standard assessment from its first page to its closing, through the pages' own forms.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::assessments::Status;

use crate::read_back;
use crate::work::{Desk, Town, bytes};

const WORDS: &str = "Jag vill sova hos mormor när mamma dricker.";

#[tokio::test]
async fn what_is_missing_is_listed_on_the_check_page_and_refuses_the_signature() {
    let town = Town::new().await;
    let mut desk = Desk::begin(&town, &[("Elsa", "2016-05-05")]).await;
    let page = desk.get("/granska").await;
    for missing in [
        "saknas innan det går att signera",
        "Skriv vad Elsa har sagt",
        "Artikel 19",
        "Skriv vilken dag beslutet följs upp.",
    ] {
        assert!(page.body.contains(missing), "{missing}");
    }
    assert!(!page.body.contains("/signera"), "there is nothing to sign with");
    let ticked = [
        ("version", "1"),
        ("attest.read", "yes"),
        ("attest.own", "yes"),
        ("attest.words", "yes"),
    ];
    desk.post("/signera", &ticked)
        .await
        .assert_status(StatusCode::UNPROCESSABLE_ENTITY, "with gaps");
    desk.write_material(WORDS, false).await;
    let page = desk.get("/granska").await.body;
    assert!(
        !page.contains("Skriv vad Elsa har sagt") && page.contains("Välj vilken vikt"),
        "the list follows what is written"
    );
    assert_eq!(town.assessment(&desk.id).await.status, Status::Draft);
}

#[tokio::test]
async fn signing_wants_every_attestation_and_then_locks() {
    let town = Town::new().await;
    let mut desk = Desk::begin(
        &town,
        &[
            ("Elsa", "2016-05-05"),
            ("Noel", "2011-05-05"),
            ("Tuva", "2023-05-05"),
        ],
    )
    .await;
    desk.write_all(WORDS, false).await;
    let page = desk.get("/granska").await;
    assert!(page.body.contains("Allt som krävs är ifyllt") && page.body.contains(WORDS));
    let mut form = page.form(&desk.at("/signera"));
    assert_eq!(
        form.names(),
        ["attest.own", "attest.read", "attest.words", "version"]
    );
    form.set("attest.own", "yes").set("attest.read", "yes");
    let answer = desk.submit(&form).await;
    answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "one is missing");
    assert!(answer.body.contains("Intyga det här") && answer.body.contains("href=\"#f-attest-words\""));
    assert_eq!(town.assessment(&desk.id).await.status, Status::Draft);

    let mut stale = form.clone();
    stale.set("attest.words", "yes").set("version", "0");
    desk.submit(&stale)
        .await
        .assert_status(StatusCode::UNPROCESSABLE_ENTITY, "another version");
    let before = desk.form("/beslut").await;
    desk.sign().await;
    let signed = town.assessment(&desk.id).await;
    assert_eq!(
        (signed.status, signed.attestations.as_str()),
        (Status::Signed, "read own words")
    );

    let child = desk.children[0].clone();
    for page in [
        "/fraga",
        "/fakta",
        "/avvagning",
        "/beslut",
        "/artiklar/3",
        &format!("/barn/{child}"),
    ] {
        desk.post(page, &[("version", "1"), ("content", "annat")])
            .await
            .assert_status(StatusCode::CONFLICT, page);
        let shown = desk.get(page).await.body;
        assert!(
            shown.contains("signerad och låst") && !shown.contains("class=\"section-form\""),
            "{page}"
        );
    }
    desk.submit(&before)
        .await
        .assert_status(StatusCode::CONFLICT, "an old form");
    for (page, fields) in [
        ("/rost", vec![("child", child.as_str()), ("kind", "heard")]),
        (
            "/atgarder",
            vec![("text", "Skjuts"), ("owner", "Karin"), ("due_on", "2026-04-01")],
        ),
        (
            "/avsluta-utan-beslut",
            vec![("version", "2"), ("reason", "Ångrade mig")],
        ),
        (
            "/signera",
            vec![
                ("version", "2"),
                ("attest.read", "yes"),
                ("attest.own", "yes"),
                ("attest.words", "yes"),
            ],
        ),
    ] {
        let answer = desk.post(page, &fields).await;
        // A second press of the button that signed leads to what is signed, and changes nothing.
        let pressed_twice = page == "/signera" && answer.location() == desk.at("");
        assert!(
            pressed_twice
                || [StatusCode::CONFLICT, StatusCode::UNPROCESSABLE_ENTITY].contains(&answer.status),
            "{page}: {}",
            answer.status
        );
    }
    assert_eq!(town.assessment(&desk.id).await, signed);
    let ages: Vec<_> = town
        .letters(&desk.id)
        .await
        .iter()
        .map(|l| l.band.code())
        .collect();
    assert_eq!(
        ages,
        ["7-9", "13-17", "4-6"],
        "and words to tell a child under four"
    );
    assert!(desk.get("/svar").await.body.contains("Svar i ett samtal"));
}

#[tokio::test]
async fn a_decision_against_the_childs_words_needs_its_reason() {
    let town = Town::new().await;
    let mut desk = Desk::begin(&town, &[("Elsa", "2016-05-05")]).await;
    desk.write_material(WORDS, false).await;
    desk.write("/avvagning", |form| {
        let outcome = form.name("s.").replace(".departs_why", ".outcome");
        form.set(&outcome, "departs")
            .without(&outcome.replace(".outcome", ".departs_why"));
    })
    .await;
    desk.write("/beslut", |_| {}).await;
    desk.write("/uppfoljning", |_| {}).await;
    let page = desk.get("/granska").await.body;
    assert!(
        page.contains("annars kan det inte signeras") && page.contains("1 saknas"),
        "{page}"
    );
    let ticked = [
        ("version", "1"),
        ("attest.read", "yes"),
        ("attest.own", "yes"),
        ("attest.words", "yes"),
    ];
    desk.post("/signera", &ticked)
        .await
        .assert_status(StatusCode::UNPROCESSABLE_ENTITY, "without the reason");
    desk.write("/avvagning", |_| {}).await;
    desk.sign().await;
}

#[tokio::test]
async fn only_the_day_of_a_real_decision_is_signed() {
    let town = Town::new().await;
    let mut desk = Desk::begin(&town, &[("Elsa", "2016-05-05")]).await;
    desk.write_all(WORDS, false).await;
    for (day, message) in [
        ("2026-03-03", "ligger i framtiden"),
        ("2026-02-29", "datumet finns inte"),
    ] {
        desk.write("/beslut", |form| {
            form.set("decided_on", day);
        })
        .await;
        let page = desk.get("/granska").await.body;
        assert!(page.contains(message) && !page.contains("/signera"), "{day}");
    }
}

#[tokio::test]
async fn a_script_that_saves_is_answered_with_version_and_time_or_a_bare_status() {
    let town = Town::new().await;
    let mut desk = Desk::begin(&town, &[("Elsa", "2016-05-05")]).await;
    let too_long = "x".repeat(100_001);
    for (body, status, text) in [
        ("version=0&others=a".to_owned(), StatusCode::OK, "1 09.00"),
        ("version=1&others=b".to_owned(), StatusCode::OK, "2 09.00"),
        ("version=1&others=c".to_owned(), StatusCode::CONFLICT, ""),
        (
            format!("version=2&others={too_long}"),
            StatusCode::UNPROCESSABLE_ENTITY,
            "",
        ),
    ] {
        let request = Request::post(desk.at("/fakta"))
            .header("x-autosave", "1")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let answer = desk.browser.send(request, Body::from(body)).await;
        assert_eq!((answer.status, answer.body.as_str()), (status, text));
        assert_eq!(
            answer.header("content-type").starts_with("text/plain"),
            status == StatusCode::OK
        );
    }
    assert_eq!(desk.form("/fakta").await.value("others"), "b");
}

#[tokio::test]
async fn every_page_that_is_read_and_every_change_leaves_a_row() {
    let town = Town::new().await;
    let mut desk = Desk::begin(&town, &[("Elsa", "2016-05-05")]).await;
    let (case, child) = (desk.case.clone(), desk.children[0].clone());
    let note = desk.note(0, "heard").await;
    let at = desk.at("");
    let mut pages = vec![
        format!("/arenden/{case}"),
        format!("/arenden/{case}/andra"),
        format!("/arenden/{case}/barn/nytt"),
        format!("/arenden/{case}/barn/{child}"),
        at.clone(),
    ];
    for page in [
        "/fraga",
        "/barn",
        &format!("/barn/{child}"),
        "/fakta",
        "/rost",
        &note,
        "/artiklar",
        "/artiklar/12",
        "/avvagning",
        "/atgarder",
        "/beslut",
        "/uppfoljning",
        "/granska",
        "/svar",
        "/dokument/tjansteskrivelse",
        "/dokument/arbetsutskrift.pdf",
    ] {
        pages.push(format!("{at}{page}"));
    }
    for page in pages {
        let before = town.trail().await;
        let answer = desk.browser.get(&page).await;
        assert_eq!(answer.status, StatusCode::OK, "{page}");
        assert!(town.trail().await > before, "{page} was read without a trace");
    }
    for page in [
        "/fraga",
        "/fakta",
        &note,
        "/artiklar/12",
        "/avvagning",
        "/beslut",
        "/uppfoljning",
    ] {
        let before = town
            .count("select count(*) from audit where action = 'saved'")
            .await;
        desk.write(page, |_| {}).await;
        assert_eq!(
            town.count("select count(*) from audit where action = 'saved'")
                .await,
            before + 1,
            "{page}"
        );
    }
    assert_eq!(
        town.count("select count(*) from audit where account_id is null and case_id is not null")
            .await,
        0
    );
    assert_eq!(
        town.count("select count(*) from audit where instr(detail, 'Elsa') or instr(detail, 'Vera')")
            .await,
        0
    );
}

#[tokio::test]
async fn a_closed_assessment_has_nothing_left_to_do() {
    let town = Town::new().await;
    let mut desk = Desk::begin(&town, &[("Elsa", "2016-05-05")]).await;
    desk.write_all(WORDS, false).await;
    let mut measure = desk.form("/atgarder").await;
    measure
        .set("text", "Skjuts till skolan")
        .set("owner", "Karin")
        .set("due_on", "2026-03-20");
    desk.submit(&measure)
        .await
        .assert_status(StatusCode::SEE_OTHER, "measure");
    desk.sign().await;
    let letter = town.letters(&desk.id).await[0].id.to_string();
    let close = |page: &crate::support::Answer, at: String| page.form(&at);

    let answer = {
        let form = close(&desk.get("").await, desk.at("/avsluta"));
        desk.submit(&form).await
    };
    answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "nothing is done");
    for left in [
        "Alla barn har inte fått svar",
        "En åtgärd är inte gjord",
        "Skriv hur det blev för barnen",
    ] {
        assert!(answer.body.contains(left), "{left}");
    }
    let page = desk.get("/atgarder").await;
    let mut done = crate::work::forms(&page.body)
        .into_iter()
        .find(|f| f.action.ends_with("/gjord"))
        .unwrap();
    done.set("done_on", "2026-03-03");
    desk.submit(&done)
        .await
        .assert_status(StatusCode::UNPROCESSABLE_ENTITY, "done tomorrow");
    done.set("done_on", "2026-03-02").set("outcome", "Det hjälpte.");
    desk.submit(&done)
        .await
        .assert_status(StatusCode::SEE_OTHER, "done");
    desk.approve(&letter)
        .await
        .assert_status(StatusCode::SEE_OTHER, "approve");
    desk.give(&letter)
        .await
        .assert_status(StatusCode::SEE_OTHER, "give");
    let form = close(&desk.get("").await, desk.at("/avsluta"));
    let answer = desk.submit(&form).await;
    answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "not followed up");
    assert!(
        !answer.body.contains("Alla barn har inte fått svar")
            && !answer.body.contains("En åtgärd är inte gjord")
    );
    desk.write("/uppfoljning", |form| {
        form.set("followed_on", "2026-03-02")
            .set("result", "Elsa sover gott.");
    })
    .await;
    let form = close(&desk.get("").await, desk.at("/avsluta"));
    desk.submit(&form)
        .await
        .assert_status(StatusCode::SEE_OTHER, "close");
    assert_eq!(town.assessment(&desk.id).await.status, Status::Closed);
    for page in [
        "/uppfoljning",
        &format!("/brev/{letter}"),
        &format!("/brev/{letter}/andra-igen"),
        "/avsluta",
    ] {
        desk.post(page, &[("version", "1"), ("result", "x")])
            .await
            .assert_status(StatusCode::CONFLICT, page);
    }
}

#[tokio::test]
async fn a_draft_ends_without_a_decision_and_opens_again() {
    let town = Town::new().await;
    let mut desk = Desk::begin(&town, &[("Elsa", "2016-05-05")]).await;
    desk.write("/fakta", |_| {}).await;
    desk.post("/avsluta-utan-beslut", &[("version", "1")])
        .await
        .assert_status(StatusCode::UNPROCESSABLE_ENTITY, "no reason");
    let mut form = desk.get("").await.form(&desk.at("/avsluta-utan-beslut"));
    form.set("reason", "Ansökan är återtagen");
    desk.submit(&form)
        .await
        .assert_status(StatusCode::SEE_OTHER, "withdraw");
    desk.post("/fakta", &[("version", "1"), ("others", "x")])
        .await
        .assert_status(StatusCode::CONFLICT, "withdrawn");
    let page = desk.get("").await;
    assert!(page.body.contains("Ansökan är återtagen"));
    let form = page.form(&desk.at("/ateroppna"));
    desk.submit(&form)
        .await
        .assert_status(StatusCode::SEE_OTHER, "reopen");
    desk.submit(&form)
        .await
        .assert_status(StatusCode::CONFLICT, "reopen again");
    assert_eq!(desk.form("/fakta").await.value("fact.1.text"), "Så är det.");
}

#[tokio::test]
async fn one_more_row_is_offered_after_saving_what_was_typed() {
    let town = Town::new().await;
    let mut desk = Desk::begin(&town, &[("Elsa", "2016-05-05")]).await;
    let mut form = desk.form("/fakta").await;
    form.set("fact.1.text", "Går i tredje klass").set("more", "yes");
    let answer = desk.submit(&form).await;
    answer.assert_status(StatusCode::OK, "more");
    let next = answer.form(&desk.at("/fakta"));
    assert_eq!(
        (next.value("fact.1.text"), next.value("version")),
        ("Går i tredje klass", "1")
    );
    assert!(next.names().contains(&"fact.2.text".to_owned()));
}

#[tokio::test]
async fn documents_are_pdfs_and_exist_once_the_assessment_is_signed() {
    let town = Town::new().await;
    let mut desk = Desk::begin(&town, &[("Elsa", "2016-05-05")]).await;
    desk.write_all(WORDS, true).await;
    for document in ["beslut-intern", "beslut-part"] {
        desk.get(&format!("/dokument/{document}.pdf"))
            .await
            .assert_status(StatusCode::NOT_FOUND, document);
    }
    assert!(
        !desk.get("/dokument/tjansteskrivelse").await.body.contains(WORDS),
        "the memo leaves out what is assessed first"
    );
    desk.sign().await;
    for document in ["beslut-intern", "beslut-part", "arbetsutskrift"] {
        let answer = desk.get(&format!("/dokument/{document}.pdf")).await;
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (StatusCode::OK, "application/pdf"),
            "{document}"
        );
        assert!(
            answer.body.starts_with("%PDF-") && answer.header("content-disposition").contains(".pdf"),
            "{document}"
        );
    }
}

#[tokio::test]
async fn the_partys_document_leaves_out_what_has_to_be_assessed_first_and_the_internal_one_has_it() {
    let town = Town::new().await;
    let mut desk = Desk::begin(&town, &[("Elsa", "2016-05-05")]).await;
    desk.write_all(WORDS, true).await;
    desk.sign().await;
    for (document, has_it) in [("beslut-intern", true), ("beslut-part", false)] {
        let path = desk.at(&format!("/dokument/{document}.pdf"));
        let (status, pdf) = bytes(&town, &desk.browser, &path).await;
        assert_eq!(status, StatusCode::OK, "{document}");
        let text = read_back::pages(&pdf).join(
            "
",
        );
        let flat = |t: &str| t.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        assert!(
            flat(&text).contains(&flat("Bistånd till hyresskuld")),
            "{document} is not read rightly: {text}"
        );
        assert_eq!(flat(&text).contains(&flat(WORDS)), has_it, "{document}");
        assert_eq!(
            flat(&text).contains(&flat("utlämnande ska prövas först")),
            !has_it,
            "{document}"
        );
    }
}

#[tokio::test]
async fn a_character_that_cannot_be_printed_is_named() {
    let town = Town::new().await;
    let mut desk = Desk::begin(&town, &[("Elsa", "2016-05-05")]).await;
    desk.write("/fakta", |form| {
        form.set("others", "Skolan är glad 🙂");
    })
    .await;
    let answer = desk.get("/dokument/arbetsutskrift.pdf").await;
    answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "emoji");
    assert!(answer.body.contains("🙂 U+1F642") && answer.header("content-type").starts_with("text/html"));
}
