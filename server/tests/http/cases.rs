//! Cases and their children: opened, changed, protected, handed over, found.

use axum::http::StatusCode;

use crate::read_back;
use crate::work::{BEGIN, Desk, Town, bytes, forms, open_case};

const VERA: [(&str, &str); 2] = [("subject_name", "Vera Blom"), ("matter", "Hyresskuld")];

#[tokio::test]
async fn a_screening_without_a_child_is_a_signed_record_of_its_own() {
    let town = Town::new().await;
    let mut browser = town.site.signed_in("owner").await;
    let mut fields = vec![("subject_name", "Vera Blom"), ("matter", "Busskort")];
    browser
        .post("/arenden/nytt", &fields)
        .await
        .assert_status(StatusCode::UNPROCESSABLE_ENTITY, "the first question");
    fields.push(("touches", "no"));
    let answer = browser.post("/arenden/nytt", &fields).await;
    answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "no reason");
    assert!(answer.body.contains("href=\"#f-no_child_reason\""));
    fields.push(("no_child_reason", "Bor ensam, har frågat om umgänge."));
    let answer = browser.post("/arenden/nytt", &fields).await;
    answer.assert_status(StatusCode::SEE_OTHER, "with a reason");
    let address = answer.location().to_owned();
    let page = browser.get(&address).await.body;
    assert!(page.contains("Inget barn berörs"));
    let record = page
        .split("href=\"/bedomning/")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let record = format!("/bedomning/{record}");
    assert!(
        browser
            .get(&record)
            .await
            .body
            .contains("Bor ensam, har frågat om umgänge.")
    );
    assert_eq!(
        browser.get(&format!("{record}/granska")).await.status,
        StatusCode::SEE_OTHER
    );
    for page in ["fraga", "fakta", "avvagning"] {
        browser
            .post(&format!("{record}/{page}"), &[("version", "0"), ("others", "x")])
            .await
            .assert_status(StatusCode::CONFLICT, page);
    }
    browser
        .post(&format!("{record}/avsluta"), &[("version", "1")])
        .await
        .assert_status(StatusCode::UNPROCESSABLE_ENTITY, "closing");
    let child = [("name", "Elsa"), ("born", "2016-05-05")];
    let added = browser.post(&format!("{address}/barn/nytt"), &child).await;
    added.assert_status(StatusCode::SEE_OTHER, "a child that turns up later");
}

#[tokio::test]
async fn the_year_and_the_day_are_those_of_stockholm() {
    let town = Town::new().await;
    // From 08.00 UTC on 2 March to 23.30 UTC on 31 December 2026.
    town.site.later(304 * 24 * 60 + 15 * 60 + 30);
    let mut browser = town.site.signed_in("owner").await;
    let fields = [
        ("subject_name", "Vera"),
        ("matter", "Busskort"),
        ("touches", "no"),
        ("no_child_reason", "Frågat"),
    ];
    let answer = browser.post("/arenden/nytt", &fields).await;
    let case = town.case(answer.location().trim_start_matches("/arenden/")).await;
    assert_eq!(case.number, "2027-0001");
    assert_eq!(
        town.count("select count(*) from assessment where decided_on = '2027-01-01'")
            .await,
        1
    );
    let born_today = [("name", "Noel"), ("born", "2027-01-01")];
    let added = browser
        .post(&format!("/arenden/{}/barn/nytt", case.id), &born_today)
        .await;
    added.assert_status(StatusCode::SEE_OTHER, "born today");
}

#[tokio::test]
async fn a_protected_child_protects_the_whole_case() {
    let town = Town::new().await;
    let mut owner = town.site.signed_in("owner").await;
    let mut colleague = town.site.signed_in("colleague").await;
    let case = open_case(&mut owner, &VERA).await;
    let (address, change) = (format!("/arenden/{case}"), format!("/arenden/{case}/andra"));
    let child = [("name", "Elsa"), ("born", "2016-05-05")];
    owner
        .post(&format!("{address}/barn/nytt"), &child)
        .await
        .assert_status(StatusCode::SEE_OTHER, "child");
    assert_eq!(colleague.get(&address).await.status, StatusCode::OK);
    let stale = owner.get(&change).await.form(&change);

    let page = owner.get(&address).await.body;
    let id = page
        .split(&format!("\"{address}/barn/"))
        .skip(1)
        .map(|p| p.split('"').next().unwrap())
        .find(|id| *id != "nytt")
        .unwrap()
        .to_owned();
    let form_at = format!("{address}/barn/{id}");
    let mut form = owner.get(&form_at).await.form(&form_at);
    form.set("protected", "yes");
    let fields: Vec<_> = form
        .values
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    owner
        .post(&form_at, &fields)
        .await
        .assert_status(StatusCode::SEE_OTHER, "protect");
    assert!(town.case(&case).await.protected);
    assert_eq!(colleague.get(&address).await.status, StatusCode::NOT_FOUND);

    let fields: Vec<_> = stale
        .values
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    owner
        .post(&change, &fields)
        .await
        .assert_status(StatusCode::UNPROCESSABLE_ENTITY, "a form drawn before");
    let mut fresh = owner.get(&change).await.form(&change);
    fresh.without("protected");
    let fields: Vec<_> = fresh
        .values
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    owner
        .post(&change, &fields)
        .await
        .assert_status(StatusCode::SEE_OTHER, "unticked");
    assert!(
        town.case(&case).await.protected,
        "it stays protected while the child is"
    );

    let version = town.count("select max(version) from child").await.to_string();
    let removed = owner
        .post(
            &format!("{form_at}/ta-bort"),
            &[("sure", "yes"), ("version", &version)],
        )
        .await;
    removed.assert_status(StatusCode::SEE_OTHER, "taken out");
    let mut fresh = owner.get(&change).await.form(&change);
    fresh.without("protected");
    let fields: Vec<_> = fresh
        .values
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    owner
        .post(&change, &fields)
        .await
        .assert_status(StatusCode::SEE_OTHER, "unticked without the child");
    assert!(!town.case(&case).await.protected);
    owner
        .post(&format!("{form_at}/aterstall"), &[])
        .await
        .assert_status(StatusCode::SEE_OTHER, "put back");
    assert!(
        town.case(&case).await.protected,
        "the child brings its protection along"
    );
}

#[tokio::test]
async fn what_a_signed_document_says_of_people_stands() {
    let town = Town::new().await;
    let mut desk = Desk::begin(&town, &[("Elsa", "2016-05-05")]).await;
    desk.write_all("Jag vill bo kvar.", false).await;
    desk.sign().await;
    let internal = desk.at("/dokument/beslut-intern.pdf");
    let text = |pdf: Vec<u8>| read_back::pages(&pdf).join("\n");
    let before = text(bytes(&town, &desk.browser, &internal).await.1);

    // The case goes on: another child is born, names and guardians change. The document says what was signed.
    let (case, child) = (desk.case.clone(), desk.children[0].clone());
    let add = format!("/arenden/{case}/barn/nytt");
    desk.browser
        .post(&add, &[("name", "Noel"), ("born", "2016-05-05")])
        .await
        .assert_status(StatusCode::SEE_OTHER, "another child");
    let address = format!("/arenden/{case}/barn/{child}");
    let mut form = desk.browser.get(&address).await.form(&address);
    let guardian = form.name("guardian.");
    form.set("name", "Ella")
        .set("born", "2015-05-05")
        .set("interpreter", "arabiska")
        .set("protected", "yes")
        .without(&guardian);
    desk.submit(&form)
        .await
        .assert_status(StatusCode::SEE_OTHER, "the child's details");
    let change = format!("/arenden/{case}/andra");
    let mut form = desk.browser.get(&change).await.form(&change);
    form.set("subject_name", "Vera Ek");
    desk.submit(&form)
        .await
        .assert_status(StatusCode::SEE_OTHER, "the adult's name");
    desk.browser
        .post(&format!("{address}/ta-bort"), &[("sure", "yes")])
        .await
        .assert_status(StatusCode::UNPROCESSABLE_ENTITY, "taken out");
    let mut manager = town.site.signed_in("manager").await;
    let to = town.account("colleague").to_string();
    manager
        .post(&format!("/arenden/{case}/handlaggare"), &[("worker", &to)])
        .await
        .assert_status(StatusCode::SEE_OTHER, "handed over");
    let mut colleague = town.site.signed_in("colleague").await;
    colleague.choose(&case).await;
    assert_eq!(colleague.get(&internal).await.status, StatusCode::OK);
    assert_eq!(text(bytes(&town, &colleague, &internal).await.1), before);
}

#[tokio::test]
async fn a_case_holds_twenty_children_and_twenty_guardians() {
    let town = Town::new().await;
    let mut owner = town.site.signed_in("owner").await;
    let case = open_case(&mut owner, &VERA).await;
    let address = format!("/arenden/{case}");
    for n in 0..21 {
        let expected = if n < 20 {
            StatusCode::SEE_OTHER
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        };
        let child = owner
            .post(
                &format!("{address}/barn/nytt"),
                &[("name", "Elsa"), ("born", "2016-05-05")],
            )
            .await;
        child.assert_status(expected, "child");
        assert!(n < 20 || child.body.contains("högst 20 barn"));
        // The adult is a guardian already.
        let expected = if n < 19 {
            StatusCode::SEE_OTHER
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        };
        let guardian = owner
            .post(
                &format!("{address}/vardnadshavare"),
                &[("guardian_name", "Nils"), ("guardian_role", "other")],
            )
            .await;
        guardian.assert_status(expected, "guardian");
        assert!(n < 19 || guardian.body.contains("högst 20 vårdnadshavare"));
    }
    assert_eq!(town.count("select count(*) from guardian").await, 20);
}

#[tokio::test]
async fn the_button_pressed_twice_begins_one_assessment() {
    let town = Town::new().await;
    let mut desk = Desk::begin(&town, &[("Elsa", "2016-05-05")]).await;
    let again = desk
        .browser
        .post(&format!("/arenden/{}/bedomning", desk.case), &BEGIN)
        .await;
    assert_eq!(again.location(), desk.at("/fraga"));
    assert_eq!(town.count("select count(*) from assessment").await, 1);
    assert!(
        desk.form("/fraga")
            .await
            .value("matter")
            .starts_with("Hyresskuld"),
        "the matter is not asked twice"
    );
}

#[tokio::test]
async fn a_case_is_handed_over_within_its_unit() {
    let town = Town::new().await;
    let mut owner = town.site.signed_in("owner").await;
    let case = open_case(&mut owner, &VERA).await;
    let address = format!("/arenden/{case}");
    let mut manager = town.site.signed_in("manager").await;
    for (to, status) in [
        ("other_unit", StatusCode::NOT_FOUND),
        ("administrator", StatusCode::NOT_FOUND),
        ("colleague", StatusCode::SEE_OTHER),
    ] {
        let to = town.account(to).to_string();
        manager
            .post(&format!("{address}/handlaggare"), &[("worker", &to)])
            .await
            .assert_status(status, &to);
    }
    for to in ["", "x", "00000000-0000-0000-0000-000000000000"] {
        manager
            .post(&format!("{address}/handlaggare"), &[("worker", to)])
            .await
            .assert_status(StatusCode::NOT_FOUND, to);
    }
    let mut colleague = town.site.signed_in("colleague").await;
    assert_eq!(
        colleague.get(&format!("{address}/andra")).await.status,
        StatusCode::OK
    );
    assert_eq!(
        owner.get(&address).await.status,
        StatusCode::OK,
        "a colleague reads"
    );
    assert_eq!(
        owner.get(&format!("{address}/andra")).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_stale_form_of_a_case_or_a_child_changes_nothing_and_keeps_what_was_typed() {
    let town = Town::new().await;
    let mut desk = Desk::begin(&town, &[("Elsa", "2016-05-05")]).await;
    for (address, field) in [
        (format!("/arenden/{}/andra", desk.case), "reference"),
        (
            format!("/arenden/{}/barn/{}", desk.case, desk.children[0]),
            "relation",
        ),
    ] {
        let mut first = desk.browser.get(&address).await.form(&address);
        let mut second = first.clone();
        first.set(field, "den första");
        second.set(field, "den andra");
        desk.submit(&first)
            .await
            .assert_status(StatusCode::SEE_OTHER, field);
        let answer = desk.submit(&second).await;
        answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, field);
        let again = answer.form(&address);
        assert_eq!(again.value(field), "den andra");
        assert_eq!(
            desk.browser.get(&address).await.form(&address).value(field),
            "den första"
        );
    }
}

#[tokio::test]
async fn a_child_is_taken_out_once_that_is_sure_and_put_back() {
    let town = Town::new().await;
    let mut desk = Desk::begin(&town, &[("Elsa", "2016-05-05")]).await;
    let at = format!("/arenden/{}/barn/{}", desk.case, desk.children[0]);
    desk.browser
        .post(&format!("{at}/ta-bort"), &[])
        .await
        .assert_status(StatusCode::UNPROCESSABLE_ENTITY, "not sure");
    let answer = desk
        .browser
        .post(&format!("{at}/ta-bort"), &[("sure", "yes")])
        .await;
    answer.assert_status(StatusCode::SEE_OTHER, "sure");
    assert_eq!(desk.browser.get(&at).await.status, StatusCode::NOT_FOUND);
    let page = desk.browser.get(answer.location()).await;
    let undo = forms(&page.body)
        .into_iter()
        .find(|f| f.action.ends_with("/aterstall"))
        .unwrap();
    desk.submit(&undo)
        .await
        .assert_status(StatusCode::SEE_OTHER, "undo");
    assert_eq!(desk.browser.get(&at).await.status, StatusCode::OK);
}

#[tokio::test]
async fn names_and_whole_numbers_find_a_case_and_words_in_texts_do_not() {
    let town = Town::new().await;
    let mut desk = Desk::begin(&town, &[("Élsa Björk", "2016-05-05")]).await;
    desk.write("/fakta", |form| {
        form.set("others", "Hemligheten");
    })
    .await;
    let number = town.case(&desk.case).await.number;
    for (text, found) in [
        ("vera", true),
        ("elsa bjork", true),
        (number.as_str(), true),
        ("Hemligheten", false),
        ("Hyresskuld", false),
        ("%", false),
        ("_", false),
    ] {
        let answer = desk.browser.post("/arenden/sok", &[("text", text)]).await;
        answer.assert_status(StatusCode::SEE_OTHER, text);
        let page = desk.browser.get(answer.location()).await.body;
        assert_eq!(
            page.contains(&format!("href=\"/arenden/{}\"", desk.case)),
            found,
            "{text}"
        );
    }
}
