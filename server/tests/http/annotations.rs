//! Corrections and objections: noted beside what is written, read by whoever may read it, printed at the end of the documents.

use axum::http::StatusCode;
use domain::ids::CaseId;
use ogonhojd_server::error::AppError;

use crate::read_back;
use crate::work::{Desk, Form, Town, bytes, forms, open_case};

const WORDS: &str = "Jag vill sova hos mormor när mamma dricker.";
const NOTED: &str = "select count(*) from annotation";

async fn desk(town: &Town) -> Desk<'_> {
    Desk::begin(town, &[("Elsa", "2016-05-05")]).await
}

async fn signed(town: &Town) -> Desk<'_> {
    let mut desk = desk(town).await;
    desk.write_all(WORDS, true).await;
    desk.sign().await;
    desk
}

async fn correction(desk: &mut Desk<'_>, section: &str, text: &str) -> Form {
    let mut form = desk.get("/rattelser").await.form(&desk.at("/rattelser/rattelse"));
    form.set("correction.section", section)
        .set("correction.text", text)
        .set("correction.right_text", "4500 kronor")
        .set("correction.decided_by", "Maria Chef");
    form
}

async fn objection(desk: &mut Desk<'_>, section: &str, text: &str) -> Form {
    let mut form = desk
        .get("/rattelser")
        .await
        .form(&desk.at("/rattelser/invandning"));
    form.set("objection.section", section)
        .set("objection.text", text)
        .set("objection.by_whom", "Vera Blom, mamma");
    form
}

/// The key of the first section of this kind that the page's list offers.
async fn offered(desk: &mut Desk<'_>, prefix: &str) -> String {
    let body = desk.get("/rattelser").await.body;
    let rest = body
        .split_once(&format!("<option value=\"{prefix}"))
        .unwrap_or_else(|| panic!("no {prefix} among the sections"))
        .1;
    format!("{prefix}{}", rest.split('"').next().unwrap())
}

#[tokio::test]
async fn a_draft_takes_objections_and_mends_its_mistakes_in_the_text() {
    let town = Town::new().await;
    let mut desk = desk(&town).await;
    let page = desk.get("/rattelser").await.body;
    assert!(page.contains("Inget är antecknat.") && page.contains("rättas ett fel direkt i texten"));
    let actions: Vec<_> = forms(&page).into_iter().map(|f| f.action).collect();
    assert!(actions.contains(&desk.at("/rattelser/invandning")), "{actions:?}");
    assert!(!actions.contains(&desk.at("/rattelser/rattelse")), "{actions:?}");
    let complete = [
        ("correction.text", "Fel"),
        ("correction.right_text", "Rätt"),
        ("correction.decided_by", "Maria"),
        ("correction.on", "2026-03-02"),
    ];
    desk.post("/rattelser/rattelse", &complete)
        .await
        .assert_status(StatusCode::CONFLICT, "a correction of a draft");
    let form = objection(&mut desk, "facts", "Vi har aldrig bott där.").await;
    assert_eq!(form.value("objection.on"), "2026-03-02", "today is offered");
    let answer = desk.submit(&form).await;
    answer.assert_status(StatusCode::SEE_OTHER, "objection");
    assert_eq!(answer.location(), desk.at("/rattelser"));
    let page = desk.get("/rattelser").await.body;
    for shown in [
        "1 antecknad, den äldsta först.",
        "Vi har aldrig bott där.",
        "2 mars 2026 av Vera Blom, mamma",
        "Antecknad 2 mars 2026 av owner Lindehag.",
    ] {
        assert!(page.contains(shown), "{shown}");
    }
    assert!(desk.get("").await.body.contains("1 antecknad"), "the overview");
    desk.submit(&form)
        .await
        .assert_status(StatusCode::SEE_OTHER, "pressed twice");
    assert_eq!(town.count(NOTED).await, 1, "and noted once");
}

#[tokio::test]
async fn a_signed_text_keeps_its_words_and_gets_the_correction_beside_it() {
    let town = Town::new().await;
    let mut desk = signed(&town).await;
    let before = desk.get("/beslut").await.body;
    let form = correction(&mut desk, "decision", "5400 kronor").await;
    desk.submit(&form)
        .await
        .assert_status(StatusCode::SEE_OTHER, "correction");
    let page = desk.get("/rattelser").await.body;
    for shown in [
        "Rättelse",
        "5400 kronor",
        "4500 kronor",
        "2 mars 2026 av Maria Chef",
    ] {
        assert!(page.contains(shown), "{shown}");
    }
    assert_eq!(
        town.count("select count(*) from section, json_each(section.fields) where instr(json_each.value, '4500 kronor')")
            .await,
        0
    );
    assert_eq!(town.assessment(&desk.id).await.version, 2, "as it was signed");
    assert!(before.contains("signerad och låst"));
}

#[tokio::test]
async fn what_is_missing_is_said_at_its_field_and_nothing_typed_is_lost() {
    let town = Town::new().await;
    let mut desk = signed(&town).await;
    for (kind, address, fields) in [
        (
            "correction",
            "/rattelser/rattelse",
            ["text", "right_text", "decided_by", "on"].as_slice(),
        ),
        (
            "objection",
            "/rattelser/invandning",
            ["text", "by_whom", "on"].as_slice(),
        ),
    ] {
        let answer = desk.post(address, &[]).await;
        answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, kind);
        for field in fields {
            assert!(
                answer.body.contains(&format!("href=\"#f-{kind}-{field}\"")),
                "{kind} {field}"
            );
            assert!(
                answer.body.contains(&format!("id=\"f-{kind}-{field}\"")),
                "{kind} {field} can be reached"
            );
        }
        assert_eq!(
            answer.body.matches("<details open").count(),
            1,
            "{kind}: the form that was sent stands open"
        );
    }
    let long = "å".repeat(201);
    for (field, value) in [
        ("correction.on", "2026-03-03"),
        ("correction.on", "2026-02-29"),
        ("correction.decided_by", long.as_str()),
        ("correction.section", "note:ffffffff-ffff-ffff-ffff-ffffffffffff"),
        ("correction.section", "letter"),
    ] {
        let mut form = correction(&mut desk, "facts", "Ett fel").await;
        form.set(field, value);
        let answer = desk.submit(&form).await;
        answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, field);
        let again = answer.form(&form.action);
        assert_eq!(again.value("correction.text"), "Ett fel", "{field} {value}");
        if !field.ends_with("section") {
            assert_eq!(again.value(field), value);
        }
    }
    assert_eq!(town.count(NOTED).await, 0);
}

#[tokio::test]
async fn a_chosen_section_is_still_chosen_when_something_else_is_mended() {
    let town = Town::new().await;
    let mut desk = signed(&town).await;
    let key = offered(&mut desk, "child:").await;
    let form = objection(&mut desk, &key, "").await;
    let answer = desk.submit(&form).await;
    answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "no text");
    let option = answer
        .body
        .split(&format!("<option value=\"{key}\""))
        .find(|rest| rest.split('>').next().unwrap().contains("selected"));
    assert!(option.is_some(), "{key} is not chosen");
}

#[tokio::test]
async fn colleagues_and_the_manager_read_and_only_the_cases_worker_writes() {
    let town = Town::new().await;
    let mut desk = signed(&town).await;
    let form = objection(&mut desk, "", "Det stämmer inte.").await;
    desk.submit(&form)
        .await
        .assert_status(StatusCode::SEE_OTHER, "objection");
    let address = desk.at("/rattelser");
    for person in ["colleague", "manager"] {
        let mut browser = town.site.signed_in(person).await;
        let page = browser.get(&address).await;
        page.assert_status(StatusCode::OK, person);
        assert!(page.body.contains("Det stämmer inte."), "{person}");
        assert!(
            !forms(&page.body).iter().any(|f| f.action.contains("/rattelser/")),
            "{person} has no form"
        );
        for end in ["rattelse", "invandning"] {
            browser
                .post(&format!("{address}/{end}"), &[("objection.text", "x")])
                .await
                .assert_status(StatusCode::NOT_FOUND, person);
        }
    }
    assert_eq!(town.count(NOTED).await, 1);
}

#[tokio::test]
async fn what_ended_without_a_decision_takes_nothing_more_and_still_shows_what_was_noted() {
    let town = Town::new().await;
    let mut desk = desk(&town).await;
    let form = objection(&mut desk, "", "Det stämmer inte.").await;
    desk.submit(&form)
        .await
        .assert_status(StatusCode::SEE_OTHER, "in the draft");
    let mut end = desk.get("").await.form(&desk.at("/avsluta-utan-beslut"));
    end.set("reason", "Ansökan är återtagen");
    desk.submit(&end)
        .await
        .assert_status(StatusCode::SEE_OTHER, "withdraw");
    let mut other = form.clone();
    other.set("objection.text", "Något annat");
    desk.submit(&other)
        .await
        .assert_status(StatusCode::CONFLICT, "withdrawn");
    let page = desk.get("/rattelser").await.body;
    assert!(
        page.contains("Det stämmer inte.") && !page.contains("<form method=\"post\" action=\"/bedomning")
    );
}

#[tokio::test]
async fn a_screening_is_objected_to_as_a_whole() {
    let town = Town::new().await;
    let mut browser = town.site.signed_in("owner").await;
    let case = open_case(
        &mut browser,
        &[
            ("touches", "no"),
            ("subject_name", "Vera"),
            ("matter", "Hyra"),
            ("no_child_reason", "Frågat"),
        ],
    )
    .await;
    let case: CaseId = case.parse().unwrap();
    let found = store::assessments::assessments(&mut town.site.state.read().await.unwrap(), case).await;
    let id = found.unwrap()[0].id;
    let address = format!("/bedomning/{id}/rattelser");
    assert!(
        browser
            .get(&format!("/bedomning/{id}"))
            .await
            .body
            .contains(&address)
    );
    let page = browser.get(&address).await;
    page.assert_status(StatusCode::OK, "screening");
    assert_eq!(
        page.body.matches("<option").count(),
        2,
        "the whole, in both forms"
    );
    let fields = [
        ("objection.text", "Min dotterdotter bor här."),
        ("objection.by_whom", "Vera"),
        ("objection.on", "2026-03-01"),
    ];
    browser
        .post(&format!("{address}/invandning"), &fields)
        .await
        .assert_status(StatusCode::SEE_OTHER, "objection");
    assert!(
        browser
            .get(&address)
            .await
            .body
            .contains("Min dotterdotter bor här.")
    );
}

#[tokio::test]
async fn documents_end_with_what_is_noted_and_the_partys_says_how_many_are_left_out() {
    let town = Town::new().await;
    let mut desk = signed(&town).await;
    let note = offered(&mut desk, "note:").await;
    let about_the_talk = format!("Hon sade inte: {WORDS}");
    for form in [
        objection(&mut desk, &note, &about_the_talk).await,
        correction(&mut desk, "facts", "Skolan heter fel").await,
    ] {
        desk.submit(&form)
            .await
            .assert_status(StatusCode::SEE_OTHER, "noted");
    }
    let flat = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    for (document, internal) in [("beslut-intern", true), ("beslut-part", false)] {
        let path = desk.at(&format!("/dokument/{document}.pdf"));
        let (status, pdf) = bytes(&town, &desk.browser, &path).await;
        assert_eq!(status, StatusCode::OK, "{document}");
        let text = flat(&read_back::pages(&pdf).concat());
        for (part, there) in [
            ("Rättelser och invändningar", true),
            ("Skolan heter fel", true),
            ("4500 kronor", true),
            (WORDS, internal),
            ("Hon sade inte", internal),
            ("som inte är med", !internal),
        ] {
            assert_eq!(text.contains(&flat(part)), there, "{document}: {part}");
        }
    }
}

#[tokio::test]
async fn the_two_hundred_and_first_is_refused_with_words_and_kept_in_the_form() {
    let town = Town::new().await;
    let mut desk = desk(&town).await;
    let (case, id): (CaseId, domain::ids::AssessmentId) =
        (desk.case.parse().unwrap(), desk.id.parse().unwrap());
    let who = town.site.state.who(Some(town.account("owner")));
    let work = town.site.state.write(move |tx| {
        Box::pin(async move {
            for n in 0..store::annotations::MAX_ANNOTATIONS {
                let new = store::annotations::NewAnnotation {
                    kind: domain::assessments::AnnotationKind::Objection,
                    section: None,
                    text: format!("Nummer {n}"),
                    right_text: String::new(),
                    by_whom: "Vera".into(),
                    decided_by: String::new(),
                    on: who.today,
                };
                store::annotations::add_annotation(tx, who, (case, id), &new).await?;
            }
            Ok::<_, AppError>(())
        })
    });
    work.await.unwrap();
    let form = objection(&mut desk, "", "Ännu en").await;
    let answer = desk.submit(&form).await;
    answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "full");
    assert!(answer.summary().contains("redan 200"), "{}", answer.summary());
    assert_eq!(answer.form(&form.action).value("objection.text"), "Ännu en");
    assert_eq!(town.count(NOTED).await, 200);
}

#[tokio::test]
async fn markup_is_shown_as_text_and_the_trail_holds_none_of_the_words() {
    const NASTY: &str = "</textarea><script>alert(1)</script></option></select>Zebrafink\"'";
    let town = Town::new().await;
    let mut desk = Desk::begin_with(&town, &[(NASTY, "2016-05-05")], "Så är det.").await;
    let before = town.trail().await;
    let mut form = objection(&mut desk, "", NASTY).await;
    form.set("objection.by_whom", NASTY);
    desk.submit(&form)
        .await
        .assert_status(StatusCode::SEE_OTHER, "objection");
    assert!(town.trail().await > before);
    let mut wrong = form.clone();
    wrong.set("objection.on", "");
    let refused = desk.submit(&wrong).await;
    refused.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "no day");
    for body in [&refused.body, &desk.get("/rattelser").await.body] {
        assert!(
            !body.contains("<script>alert") && !body.contains("</select>Zebrafink"),
            "{body}"
        );
        assert!(body.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    }
    let rows = "select count(*) from audit where action = 'created' and object_kind = 'annotation' and detail = 'objection'";
    assert_eq!(town.count(rows).await, 1);
    let words = "select count(*) from audit where instr(detail, 'Zebrafink') or instr(action, 'Zebrafink')";
    assert_eq!(town.count(words).await, 0);
}
