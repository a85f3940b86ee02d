//! Addresses and fields that name what belongs to another case, or nothing at all.

use axum::http::StatusCode;

use crate::work::{Desk, Town};

/// What belongs to another case of the same worker: everything that a parameter may name.
struct Foreign {
    child: String,
    note: String,
    measure: String,
    letter: String,
}

async fn desk(town: &Town) -> Desk<'_> {
    Desk::begin(town, &[("Elsa", "2016-05-05")]).await
}

async fn foreign(town: &Town) -> Foreign {
    let mut other = desk(town).await;
    let mut measure = other.form("/atgarder").await;
    measure
        .set("text", "Skjuts")
        .set("owner", "Karin")
        .set("due_on", "2026-04-01");
    other
        .submit(&measure)
        .await
        .assert_status(StatusCode::SEE_OTHER, "measure");
    let page = other.get("/atgarder").await.body;
    let measure = page
        .split("/atgarder/")
        .nth(1)
        .unwrap()
        .split('/')
        .next()
        .unwrap()
        .to_owned();
    other.write_all("Jag vill bo kvar.", false).await;
    let page = other.get("/rost").await.body;
    let note = page
        .split("/rost/")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    other.sign().await;
    let letter = town.letters(&other.id).await[0].id.to_string();
    let child = other.children[0].clone();
    Foreign {
        child,
        note,
        measure,
        letter,
    }
}

#[tokio::test]
async fn pages_of_another_cases_things_and_of_nonsense_are_not_there() {
    let town = Town::new().await;
    let Foreign {
        child, note, letter, ..
    } = foreign(&town).await;
    let mut own = desk(&town).await;
    let (case, id) = (own.case.clone(), own.id.clone());
    let maximum = "ffffffff-ffff-ffff-ffff-ffffffffffff".to_owned();
    let nonsense = [
        "x".to_owned(),
        maximum,
        "%00".into(),
        "1%27or%271".into(),
        "..%2F..".into(),
        "%F0%9F%99%82".into(),
    ];
    let mut paths = Vec::new();
    let mut both = |forged: &str, pattern: &str| {
        for bad in nonsense
            .iter()
            .map(String::as_str)
            .chain((!forged.is_empty()).then_some(forged))
        {
            paths.push(pattern.replace("{}", bad));
        }
    };
    for pattern in [
        "/arenden/{}",
        "/arenden/{}/andra",
        "/arenden/{}/barn/nytt",
        "/arenden/sok/{}",
        "/bedomning/{}",
        "/bedomning/{}/fraga",
        "/bedomning/{}/svar",
        "/bedomning/{}/granska",
        "/bedomning/{}/dokument/tjansteskrivelse",
    ] {
        both("", pattern);
    }
    both(&child, &format!("/arenden/{case}/barn/{{}}"));
    both(&child, &format!("/bedomning/{id}/barn/{{}}"));
    both(&child, &format!("/bedomning/{id}/trad/{{}}"));
    both(&format!("{note}.1"), &format!("/bedomning/{id}/utlamnande/{{}}"));
    both(&note, &format!("/bedomning/{id}/rost/{{}}"));
    both("99", &format!("/bedomning/{id}/artiklar/{{}}"));
    both("300", &format!("/bedomning/{id}/artiklar/{{}}"));
    both("-1", &format!("/bedomning/{id}/artiklar/{{}}"));
    both(&letter, &format!("/bedomning/{id}/brev/{{}}"));
    both(&letter, &format!("/bedomning/{id}/brev/{{}}/brev.pdf"));
    for path in &paths {
        own.browser
            .get(path)
            .await
            .assert_status(StatusCode::NOT_FOUND, path);
    }
}

#[tokio::test]
async fn nothing_of_another_case_is_changed_by_way_of_ones_own() {
    let town = Town::new().await;
    let Foreign {
        child,
        note,
        measure,
        letter,
    } = foreign(&town).await;
    let mut own = desk(&town).await;
    let (case, id) = (own.case.clone(), own.id.clone());
    let reason = [
        ("version", "1"),
        ("reason", "x"),
        ("sure", "yes"),
        ("done_on", "2026-03-02"),
        ("name", "Noel"),
        ("born", "2016-05-05"),
        ("told", "x"),
    ];
    let mut posts = vec![
        format!("/arenden/{case}/barn/{child}"),
        format!("/arenden/{case}/barn/{child}/ta-bort"),
        format!("/arenden/{case}/barn/{child}/aterstall"),
        format!("/bedomning/{id}/barn/{child}"),
        format!("/bedomning/{id}/rost/{note}"),
        format!("/bedomning/{id}/rost/{note}/ta-bort"),
        format!("/bedomning/{id}/atgarder/{measure}/ta-bort"),
        format!("/bedomning/{id}/atgarder/{measure}/gjord"),
        format!("/bedomning/{id}/brev/{letter}"),
        format!("/bedomning/{id}/artiklar/99"),
    ];
    posts.extend(
        ["utkast", "godkann", "andra-igen", "lamnat", "lamnas-inte"]
            .map(|end| format!("/bedomning/{id}/brev/{letter}/{end}")),
    );
    let before = town
        .count("select count(*) from audit where action <> 'read'")
        .await;
    for path in &posts {
        own.browser
            .post(path, &reason)
            .await
            .assert_status(StatusCode::NOT_FOUND, path);
    }
    assert_eq!(
        town.count("select count(*) from audit where action <> 'read'")
            .await,
        before,
        "nothing was changed"
    );
}

#[tokio::test]
async fn a_form_that_names_another_cases_child_is_refused() {
    let town = Town::new().await;
    let Foreign { child, .. } = foreign(&town).await;
    let mut own = desk(&town).await;
    let id = own.id.clone();
    let before = town
        .count("select count(*) from audit where action <> 'read'")
        .await;
    let forged = [
        ("child", child.as_str()),
        ("text", "Skjuts"),
        ("owner", "Karin"),
        ("due_on", "2026-04-01"),
        ("kind", "heard"),
    ];
    own.browser
        .post(&format!("/bedomning/{id}/atgarder"), &forged)
        .await
        .assert_status(StatusCode::NOT_FOUND, "a measure for another case's child");
    let invitation = forged.map(|(name, text)| (name, if name == "kind" { "invitation" } else { text }));
    own.browser
        .post(&format!("/bedomning/{id}/svar"), &invitation)
        .await
        .assert_status(StatusCode::NOT_FOUND, "a letter to another case's child");
    let answer = own.browser.post(&format!("/bedomning/{id}/rost"), &forged).await;
    answer.assert_status(
        StatusCode::UNPROCESSABLE_ENTITY,
        "a note about another case's child",
    );
    assert_eq!(
        town.count("select count(*) from audit where action <> 'read'")
            .await,
        before,
        "nothing was changed"
    );
}
