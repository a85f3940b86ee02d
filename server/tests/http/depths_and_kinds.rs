//! Quick assessments on one page, going deeper, and the three kinds of cases.

use axum::http::StatusCode;
use domain::assessments::{Depth, Status};
use domain::cases::CaseKind;

use crate::support::Browser;
use crate::work::{BEGIN, Desk, Town};

/// A case with a child and a quick assessment of it; gives back the assessment's id and the child's.
async fn quick(town: &Town) -> (Browser<'_>, String, String) {
    let mut desk = Desk::begin(town, &[("Elsa", "2016-05-05")]).await;
    let version = town.assessment(&desk.id).await.version.to_string();
    desk.post(
        "/avsluta-utan-beslut",
        &[("version", &version), ("reason", "Fel djup.")],
    )
    .await
    .assert_status(StatusCode::SEE_OTHER, "withdraw");
    let begun = [("then", "begin"), ("chosen", "quick"), ("why", "Litet.")];
    let answer = desk
        .browser
        .post(&format!("/arenden/{}/bedomning", desk.case), &begun)
        .await;
    let id = answer.location().split('/').nth(2).unwrap().to_owned();
    assert_eq!(answer.location(), format!("/bedomning/{id}/snabb"));
    (desk.browser, id, desk.children.remove(0))
}

#[tokio::test]
async fn a_depth_is_proposed_with_its_reason_and_chosen_with_one() {
    let town = Town::new().await;
    let mut desk = Desk::begin(&town, &[("Elsa", "2016-05-05")]).await;
    let version = town.assessment(&desk.id).await.version.to_string();
    desk.post(
        "/avsluta-utan-beslut",
        &[("version", &version), ("reason", "Fel djup.")],
    )
    .await;
    let address = format!("/arenden/{}/bedomning", desk.case);
    assert!(!desk.browser.get(&address).await.body.contains("Förslag:"));
    let page = desk
        .browser
        .post(&address, &[("violence", "yes"), ("then", "propose")])
        .await;
    page.assert_status(StatusCode::OK, "propose");
    assert!(page.body.contains("Förslag: fördjupad") && page.body.contains("Det finns våld"));
    let page = desk
        .browser
        .post(
            &address,
            &[("violence", "yes"), ("then", "begin"), ("chosen", "deepest")],
        )
        .await;
    page.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "no depth, no reason");
    assert!(page.body.contains("Välj ett djup.") && page.body.contains("Skriv varför du väljer det djupet."));
    let page = desk
        .browser
        .post(
            &address,
            &[
                ("violence", "yes"),
                ("then", "begin"),
                ("chosen", "standard"),
                ("why", "Våldet är utrett."),
            ],
        )
        .await;
    let id = page.location().split('/').nth(2).unwrap().to_owned();
    assert_eq!(town.assessment(&id).await.depth, Depth::Standard);
    let page = desk.browser.get(&format!("/bedomning/{id}/djup")).await.body;
    assert!(page.contains("Våldet är utrett.") && page.contains("fördjupad"));
}

#[tokio::test]
async fn one_page_saves_every_section_and_going_deeper_keeps_every_text() {
    let town = Town::new().await;
    let (mut browser, id, child) = quick(&town).await;
    let address = format!("/bedomning/{id}/snabb");
    let mut form = browser.get(&address).await.form(&address);
    let names: Vec<String> = form.choices.iter().map(|(name, _)| name.clone()).collect();
    assert!(names.iter().any(|n| n.starts_with("question|")), "{names:?}");
    form.fill("Så är det.");
    form.set("question|alternative.1.text", "Bevilja");
    browser
        .post(&form.action, &form.fields())
        .await
        .assert_status(StatusCode::SEE_OTHER, "save");
    let mut form = browser.get(&address).await.form(&address);
    form.set("note", &format!("not_heard:{child}"));
    let answer = browser.post(&form.action, &form.fields()).await;
    assert_eq!(answer.location(), format!("{address}#rost"));
    let page = browser.get(&address).await;
    assert!(
        page.body.contains("Varför har Elsa inte hörts?"),
        "the note's questions"
    );
    assert!(
        page.body.contains("Bevilja"),
        "{:?}",
        page.form(&address).fields()
    );
    for (to, texts) in [
        ("standard", "Hur har Elsa det i dag?"),
        ("thorough", "Vilka vuxna är viktiga för Elsa"),
    ] {
        let version = town.assessment(&id).await.version.to_string();
        browser
            .post(
                &format!("/bedomning/{id}/djup"),
                &[("version", &version), ("to", to), ("why", "Mer står på spel.")],
            )
            .await
            .assert_status(StatusCode::SEE_OTHER, to);
        let page = browser.get(&format!("/bedomning/{id}/barn/{child}")).await.body;
        assert!(page.contains(texts) && page.contains("Så är det."), "{to}");
    }
    assert_eq!(town.assessment(&id).await.depth, Depth::Thorough);
    assert_eq!(browser.get(&address).await.status, StatusCode::SEE_OTHER);
    browser
        .post(
            &format!("/bedomning/{id}/djup"),
            &[("version", "9"), ("to", "quick"), ("why", "Enklare.")],
        )
        .await
        .assert_status(StatusCode::UNPROCESSABLE_ENTITY, "never shallower");
}

#[tokio::test]
async fn a_section_that_somebody_else_saved_is_asked_about_and_the_others_are_saved() {
    let town = Town::new().await;
    let (mut browser, id, child) = quick(&town).await;
    let address = format!("/bedomning/{id}/snabb");
    let save = |version: String, matter: &'static str, touched: &'static str| {
        vec![
            ("version".to_owned(), version),
            ("question|matter".to_owned(), matter.to_owned()),
            (format!("child:{child}|touched"), touched.to_owned()),
        ]
    };
    let old = browser
        .get(&address)
        .await
        .form(&address)
        .value("version")
        .to_owned();
    let post = async |browser: &mut Browser<'_>, fields: Vec<(String, String)>| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect();
        browser.post(&address, &fields).await
    };
    post(&mut browser, save(old.clone(), "Den enas fråga", ""))
        .await
        .assert_status(StatusCode::SEE_OTHER, "first");
    let answer = post(&mut browser, save(old, "Den andras fråga", "Elsa flyttar.")).await;
    answer.assert_status(StatusCode::CONFLICT, "second");
    assert!(answer.body.contains("Den enas fråga") && answer.body.contains("Den andras fråga"));
    let page = browser.get(&address).await.body;
    assert!(page.contains("Elsa flyttar.") && page.contains("Den enas fråga"));
}

#[tokio::test]
async fn a_text_that_is_too_long_on_the_one_page_is_kept_and_named() {
    let town = Town::new().await;
    let (mut browser, id, _) = quick(&town).await;
    let address = format!("/bedomning/{id}/snabb");
    let version = browser
        .get(&address)
        .await
        .form(&address)
        .value("version")
        .to_owned();
    let long = "å".repeat(100_001);
    let answer = browser
        .post(
            &address,
            &[
                ("version", &version),
                ("question|matter", &long),
                ("facts|fact.1.text", "Skuld"),
            ],
        )
        .await;
    answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "too long");
    assert!(answer.body.contains(&long) && answer.body.contains("Skuld"));
    assert_eq!(answer.form(&address).value("version"), version);
}

#[tokio::test]
async fn a_childs_own_case_begins_with_the_child_and_is_never_proposed_as_quick() {
    let town = Town::new().await;
    let mut owner = town.site.signed_in("owner").await;
    let answer = owner
        .post(
            "/arenden/nytt/barn",
            &[("subject_name", "Noel Blom"), ("matter", "Kontaktfamilj")],
        )
        .await;
    answer.assert_status(StatusCode::SEE_OTHER, "open");
    let case = answer.location().split('/').nth(2).unwrap().to_owned();
    assert!(answer.location().starts_with(&format!("/arenden/{case}/barn/")));
    assert_eq!(town.case(&case).await.kind, CaseKind::Child);
    assert!(owner.get(answer.location()).await.body.contains("Noel Blom"));
    let page = owner
        .post(&format!("/arenden/{case}/bedomning"), &[("then", "propose")])
        .await
        .body;
    assert!(page.contains("Förslag: normal") && page.contains("barnets eget"));
}

#[tokio::test]
async fn a_general_decision_names_groups_and_no_child() {
    let town = Town::new().await;
    let mut owner = town.site.signed_in("owner").await;
    let opening = [
        ("subject_name", "Stängning av Kometen"),
        ("matter", "Stänga fritidsgården"),
        ("touches", "yes"),
    ];
    let answer = owner.post("/arenden/nytt/generellt", &opening).await;
    let begin = answer.location().to_owned();
    let answer = owner
        .post(
            &begin,
            &[("then", "begin"), ("chosen", "standard"), ("why", "Många barn.")],
        )
        .await;
    let id = answer.location().split('/').nth(2).unwrap().to_owned();
    for (step, page) in [
        ("barn", "grupper"),
        ("rost", "samrad"),
        ("svar", "svar-till-barnen"),
    ] {
        let answer = owner.get(&format!("/bedomning/{id}/{step}")).await;
        assert_eq!(answer.location(), format!("/bedomning/{id}/{page}"));
        owner
            .get(answer.location())
            .await
            .assert_status(StatusCode::OK, page);
    }
    let mut desk = Desk {
        browser: owner,
        case: begin.split('/').nth(2).unwrap().to_owned(),
        id,
        children: Vec::new(),
        text: "Så är det.".to_owned(),
    };
    desk.write("/fraga", |form| {
        form.set("alternative.1.text", "Stänga")
            .set("alternative.2.text", "Behålla");
    })
    .await;
    for page in ["/grupper", "/fakta", "/samrad"] {
        desk.write(page, |_| {}).await;
    }
    for number in [2, 3, 6, 12, 19] {
        desk.write(&format!("/artiklar/{number}"), |_| {}).await;
    }
    for page in ["/avvagning", "/beslut", "/uppfoljning"] {
        desk.write(page, |_| {}).await;
    }
    let page = desk.get("/granska").await;
    let mut form = page.form(&desk.at("/signera"));
    for (name, _) in form.choices.clone() {
        form.set(&name, "yes");
    }
    let answer = desk.submit(&form).await;
    assert_eq!(answer.location(), desk.at("/svar-till-barnen"));
    assert_eq!(town.assessment(&desk.id).await.status, Status::Signed);
    assert!(town.letters(&desk.id).await.is_empty());
    desk.get("/dokument/beslut-intern.pdf")
        .await
        .assert_status(StatusCode::OK, "document");
    assert!(desk.get("/jamforelse").await.body.contains("Behålla"));
}

#[tokio::test]
async fn a_new_version_asks_what_has_changed_and_shows_the_former_judgements() {
    let town = Town::new().await;
    let mut desk = Desk::begin(&town, &[("Elsa", "2016-05-05")]).await;
    desk.write_all("Jag vill bo kvar.", false).await;
    desk.sign().await;
    let version = town.assessment(&desk.id).await.version.to_string();
    let answer = desk.post("/ny-version", &[("version", &version)]).await;
    answer.assert_status(StatusCode::SEE_OTHER, "revise");
    let first = desk.id.clone();
    desk.id = answer.location().split('/').nth(2).unwrap().to_owned();
    let again = desk
        .browser
        .post(&format!("/bedomning/{first}/ny-version"), &[])
        .await;
    assert_eq!(again.location(), desk.at(""), "pressed twice");
    let child = desk.children[0].clone();
    let page = desk.get(&format!("/barn/{child}")).await.body;
    assert!(page.contains("Vad har ändrats för Elsa sedan förra versionen?") && page.contains("Så är det."));
    assert!(page.contains("Så stod det i förra versionen"));
    let form = desk.form("/avvagning").await;
    assert_eq!(
        form.value(&format!("best.{child}")),
        "",
        "a judgement is made anew"
    );
    assert!(desk.get("/rost").await.body.contains("Samtal"));
    assert!(desk.get("/andringar").await.body.contains("<del>"));
    assert!(
        desk.browser
            .get(&format!("/bedomning/{first}"))
            .await
            .body
            .contains("Det finns en nyare version")
    );
}

#[tokio::test]
async fn the_next_question_of_a_case_takes_facts_and_talks_over_but_no_judgement() {
    let town = Town::new().await;
    let mut desk = Desk::begin(&town, &[("Elsa", "2016-05-05")]).await;
    desk.write_all("Jag vill bo kvar.", false).await;
    desk.sign().await;
    let answer = desk
        .browser
        .post(&format!("/arenden/{}/bedomning", desk.case), &BEGIN)
        .await;
    desk.id = answer.location().split('/').nth(2).unwrap().to_owned();
    let child = desk.children[0].clone();
    for page in ["/fakta".to_owned(), format!("/barn/{child}")] {
        assert!(desk.get(&page).await.body.contains("Hämta fakta från beslutet"));
        let version = desk.form(&page).await.value("version").to_owned();
        desk.post(&page, &[("version", &version), ("earlier", "yes")])
            .await
            .assert_status(StatusCode::SEE_OTHER, &page);
    }
    assert_eq!(desk.form("/fakta").await.value("fact.1.text"), "Så är det.");
    let form = desk.form(&format!("/barn/{child}")).await;
    assert_eq!(
        (form.value("situation"), form.value("vulnerable")),
        ("Så är det.", "")
    );
    assert!(
        desk.get("/rost")
            .await
            .body
            .contains("Hämta samtalen från beslutet")
    );
    desk.post("/rost/hamta", &[])
        .await
        .assert_status(StatusCode::SEE_OTHER, "the talks");
    let page = desk.get("/rost").await.body;
    assert!(page.contains("Samtal") && !page.contains("Hämta samtalen"));
    assert!(desk.get("/avvagning").await.body.contains("Jag vill bo kvar."));
}
