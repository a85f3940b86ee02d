//! Step 4 through the pages' own forms: every kind of note, the gate before a talk, and what a party's document leaves out.

use axum::http::StatusCode;
use domain::assessments::NoteKind;

use crate::read_back;
use crate::work::{Desk, Town, bytes};

const CHILD: [(&str, &str); 1] = [("Elsa", "2016-05-05")];

#[tokio::test]
async fn every_kind_of_note_is_begun_filled_saved_and_listed() {
    let town = Town::new().await;
    let mut desk = Desk::begin(&town, &CHILD).await;
    let page = desk.get("/rost").await.body;
    assert!(page.contains("Inget är skrivet om Elsa ännu") && page.contains("inget skrivet"));
    for (kind, title, listed) in [
        (
            "others",
            "Vad andra säger att Elsa tycker",
            "Vad andra säger om barnets syn",
        ),
        ("informed", "Information till Elsa", "Information till barnet"),
        (
            "request",
            "Fråga till en annan enhet om Elsa",
            "Fråga till en annan enhet",
        ),
        ("not_heard", "Elsa har inte hörts", "Inte hörd ("),
        ("heard", "Samtal med Elsa", "Samtal"),
    ] {
        let offered = NoteKind::begun(kind)
            .unwrap()
            .offer(domain::language::Language::Swedish);
        assert!(page.contains(offered.0) && page.contains(offered.1), "{kind}");
        let note = desk.note(0, kind).await;
        let drawn = desk.get(&note).await.body;
        assert!(drawn.contains(&format!("<h1>{title}</h1>")), "{kind}");
        desk.write(&note, |_| {}).await;
        let page = desk.get("/rost").await.body;
        let link = format!("/bedomning/{}{note}\">{listed}", desk.id);
        assert!(page.contains(&link), "{link}: {page}");
    }
    let page = desk.get("/rost").await.body;
    assert!(page.contains(">hörd<"), "{page}");
}

#[tokio::test]
async fn a_kind_that_nobody_begins_is_asked_again() {
    let town = Town::new().await;
    let mut desk = Desk::begin(&town, &CHILD).await;
    let child = desk.children[0].clone();
    for kind in ["", "answer", "listened", "HEARD"] {
        let answer = desk.post("/rost", &[("child", &child), ("kind", kind)]).await;
        answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, kind);
        assert!(answer.body.contains("Välj vad du vill skriva."), "{kind}");
    }
    let stranger = uuid::Uuid::now_v7().to_string();
    let answer = desk
        .post("/rost", &[("child", &stranger), ("kind", "others")])
        .await;
    answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "another child");
    let answer = desk.get(&format!("/rost/{stranger}")).await;
    answer.assert_status(StatusCode::NOT_FOUND, "no such note");
    assert_eq!(town.count("select count(*) from participation_note").await, 0);
}

#[tokio::test]
async fn the_gate_stands_above_a_talk_until_it_was_called_off_and_the_child_is_still_to_be_heard() {
    let town = Town::new().await;
    let mut desk = Desk::begin(&town, &CHILD).await;
    let note = desk.note(0, "heard").await;
    let guardian = desk.form(&note).await.name("consent.").replace("consent.", "");
    let says = async |desk: &mut Desk<'_>, pairs: &[(&str, &str)]| {
        let mut form = desk.form(&note).await;
        for (name, value) in pairs {
            form.set(&name.replace("{g}", &guardian), value);
        }
        desk.submit(&form)
            .await
            .assert_status(StatusCode::SEE_OTHER, "saved");
        desk.get(&note).await.body
    };
    let page = desk.get(&note).await.body;
    assert!(page.contains("Prata inte med barnet än") && page.contains("Välj vilken grund samtalet har."));
    // Every basis says its conditions, and one that rests on a paragraph names it.
    assert!(
        page.contains("En sådan utredning är inledd för det här barnet.") && page.contains("SoL 20 kap. 7 §")
    );
    let page = says(
        &mut desk,
        &[
            ("basis", "consent"),
            ("consent.{g}", "given"),
            ("consent_on.{g}", "2026-02-20"),
        ],
    )
    .await;
    assert!(page.contains("Grunden för samtalet är klar"), "{page}");
    let page = says(
        &mut desk,
        &[("consent.{g}", "withdrawn"), ("consent_on.{g}", "2026-02-27")],
    )
    .await;
    assert!(page.contains("Håll inte samtalet") && page.contains("har tagit tillbaka sitt samtycke"));
    let page = says(
        &mut desk,
        &[
            ("went", "not_held"),
            ("called_off_why", "Samtycket togs tillbaka."),
        ],
    )
    .await;
    assert!(page.contains("Samtalet blev inte av") && page.contains("Skriv varför Elsa inte hörs"));
    assert!(!page.contains("Håll inte samtalet") && !page.contains("statement.1.words"));
    let page = desk.get("/rost").await.body;
    assert!(page.contains("Samtal som inte blev av") && page.contains("inte hörd än"));
    let page = desk.get("/granska").await.body;
    assert!(page.contains("Skriv vad Elsa har sagt, eller varför barnet inte har hörts."));
    assert!(!page.contains("har tagit tillbaka sitt samtycke."));
    // Held after all: everything is asked for again.
    let page = says(&mut desk, &[("went", "held")]).await;
    assert!(page.contains("statement.1.words") && page.contains("Grunden för samtalet räcker inte"));
}

#[tokio::test]
async fn a_partys_document_leaves_out_marked_notes_and_what_is_dangerous() {
    const OTHERS: &str = "Mormor menar att Elsa är rädd.";
    const REQUEST: &str = "Barnmottagningen känner Elsa sedan i våras.";
    const DANGER: &str = "Hot har förekommit mot familjen.";
    const INFORMED: &str = "Elsa fick se filmen om hur det går till.";
    let town = Town::new().await;
    let mut desk = Desk::begin(&town, &CHILD).await;
    let add = [("guardian_name", "Nils Blom"), ("guardian_role", "other")];
    let address = format!("/arenden/{}/vardnadshavare", desk.case);
    desk.browser
        .post(&address, &add)
        .await
        .assert_status(StatusCode::SEE_OTHER, "guardian");
    let child = format!("/arenden/{}/barn/{}", desk.case, desk.children[0]);
    let mut form = desk.browser.get(&child).await.form(&child);
    for name in form.names().into_iter().filter(|n| n.starts_with("guardian.")) {
        form.set(&name, "yes");
    }
    desk.submit(&form)
        .await
        .assert_status(StatusCode::SEE_OTHER, "both guardians");
    for (kind, field, text, marked) in [
        ("others", "said", OTHERS, true),
        ("request", "why", REQUEST, true),
        ("informed", "informed", INFORMED, false),
    ] {
        let note = desk.note(0, kind).await;
        desk.write(&note, |form| {
            form.set(field, text);
            if marked {
                form.set("assess_first", "yes");
            }
        })
        .await;
    }
    let mut dangerous = false;
    desk.write_material_with("Jag vill sova hos mormor.", |form| {
        form.set("basis", "other");
        let guardians: Vec<_> = form
            .names()
            .into_iter()
            .filter(|n| n.starts_with("consent."))
            .collect();
        let last = guardians.last().unwrap().clone();
        form.set(&last, "danger")
            .set(&last.replace("consent.", "consent_why."), DANGER);
        dangerous = guardians.len() == 2;
    })
    .await;
    assert!(dangerous, "the child has two guardians");
    for page in ["/avvagning", "/beslut", "/uppfoljning"] {
        desk.write(page, |_| {}).await;
    }
    desk.sign().await;
    let flat = |t: &str| t.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    for (document, internal) in [("beslut-intern", true), ("beslut-part", false)] {
        let path = desk.at(&format!("/dokument/{document}.pdf"));
        let (status, pdf) = bytes(&town, &desk.browser, &path).await;
        assert_eq!(status, StatusCode::OK, "{document}");
        let text = flat(&read_back::pages(&pdf).join("\n"));
        let has = |t: &str| text.contains(&flat(t));
        for hidden in [OTHERS, REQUEST, DANGER, "att fråga skulle utsätta någon för fara"] {
            assert_eq!(has(hidden), internal, "{document}: {hidden}");
        }
        assert!(
            has(INFORMED) && has("Vad andra säger att Elsa tycker"),
            "{document}"
        );
        assert_eq!(has("Det ersätter inte vad Elsa själv säger"), internal);
        assert_eq!(
            has("En uppgift om hur ett barn har fått delta är inte med"),
            !internal,
            "{document}"
        );
    }
}
