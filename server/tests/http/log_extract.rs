//! Extracts of the log: by exactly one number that stands in no address, after another proof, and each look is a row of the trail.

use axum::http::StatusCode;
use domain::access::Role;
use domain::audit::MAX_REASON;
use domain::cases::IdentityNumber;
use domain::ids::CaseId;

use crate::log_review::CHILD;
use crate::read_back;
use crate::support::{Answer, Browser};
use crate::work::{Desk, Town, bytes};

/// What is filled in besides the number.
const REST: [(&str, &str); 3] = [
    ("recipient", "Vera Blom"),
    ("reason", "Begärt per brev den 2 mars."),
    ("shown", "names"),
];

async fn ask(browser: &mut Browser<'_>, number: &str, more: &[(&str, &str)]) -> Answer {
    let mut form = browser.get("/logguttag").await.form("/logguttag");
    form.set("number", number);
    for (name, value) in REST.iter().chain(more) {
        form.set(name, value);
    }
    browser.post("/logguttag", &form.fields()).await
}

/// An extract that the records officer made of a case.
pub async fn made(town: &Town, case: CaseId) -> Vec<(&'static str, String)> {
    let number = town.case(&case.to_string()).await.number;
    let mut officer = town.site.signed_in("records").await;
    let answer = ask(&mut officer, &number, &[]).await;
    answer.assert_status(StatusCode::SEE_OTHER, "extract");
    vec![(
        "extract",
        answer.location().rsplit('/').next().unwrap().to_owned(),
    )]
}

/// Cases are numbered from one; the first one is the desk's.
const CASE: &str = "2026-0001";

#[tokio::test]
async fn an_officer_takes_out_who_opened_a_record_on_the_page_and_as_files() {
    let town = Town::new().await;
    let desk = Desk::begin(&town, &CHILD).await;
    town.site
        .signed_in("colleague")
        .await
        .get(&format!("/arenden/{}", desk.case))
        .await;
    town.site.later(1);
    let mut officer = town.site.signed_in("records").await;
    let answer = ask(&mut officer, CASE, &[]).await;
    answer.assert_status(StatusCode::SEE_OTHER, "extract");
    let address = answer.location().to_owned();
    assert!(!address.contains(CASE), "{address}");
    let page = officer.get(&address).await;
    page.assert_status(StatusCode::OK, "page");
    for shown in [
        "2026-03-02 09.00",
        "colleague Lindehag",
        "Ekonomi Norr",
        "Öppnade",
        "Ärendet",
        "Begärt per brev den 2 mars.",
        CASE,
    ] {
        assert!(page.body.contains(shown), "{shown}: {}", page.body);
    }
    // The officer sees who, when and which part, and nothing of what it says.
    assert!(!page.body.contains("Hyresskuld"));
    let csv = officer.get(&format!("{address}/uttag.csv")).await;
    csv.assert_status(StatusCode::OK, "csv");
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
    assert!(
        csv.header("content-disposition")
            .starts_with("attachment; filename=\"logguttag-2026-03-02.csv\"")
    );
    assert!(csv.body.contains("\"2026-03-02 09.00\";\"colleague Lindehag\";\"Ekonomi Norr\";\"Öppnade\";\"Ärendet\";\"2026-0001\""), "{}", csv.body);
    let (status, pdf) = bytes(&town, &officer, &format!("{address}/uttag.pdf")).await;
    assert_eq!(status, StatusCode::OK);
    // Long words may be hyphenated, so the text is compared without spaces.
    let text: String = read_back::pages(&pdf)
        .concat()
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '\u{ad}')
        .collect();
    assert!(
        text.contains("colleagueLindehag") && text.contains("Vilkasomharöppnatuppgifterna"),
        "{text}"
    );
    for (sql, n) in [
        (
            "select count(*) from audit where action = 'extract' and object_kind = 'log_extract' and case_id is not null and unit_id is not null and detail = 'names'",
            1,
        ),
        (
            "select count(*) from audit where action = 'fetched' and detail = 'page'",
            1,
        ),
        (
            "select count(*) from audit where action = 'fetched' and detail = 'csv'",
            1,
        ),
        (
            "select count(*) from audit where action = 'fetched' and detail = 'pdf'",
            1,
        ),
    ] {
        assert_eq!(town.count(sql).await, n, "{sql}");
    }
}

#[tokio::test]
async fn without_names_only_the_function_stands_there() {
    let town = Town::new().await;
    Desk::begin(&town, &CHILD).await;
    town.site.later(1);
    let mut officer = town.site.signed_in("records").await;
    let answer = ask(&mut officer, CASE, &[("shown", "function")]).await;
    let address = answer.location().to_owned();
    for path in [address.clone(), format!("{address}/uttag.csv")] {
        let body = officer.get(&path).await.body;
        assert!(
            body.contains("Medarbetare") && !body.contains("owner Lindehag"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_childs_number_covers_only_the_cases_in_which_it_is_and_stands_in_no_log() {
    let town = Town::new().await;
    let number = IdentityNumber::with_check_digit("20160217980").unwrap();
    let mut desk = Desk::begin(&town, &CHILD).await;
    let address = format!("/arenden/{}/barn/nytt", desk.case);
    let mut form = desk.browser.get(&address).await.form(&address);
    form.set("name", "Siri").set("number", &number);
    desk.submit(&form)
        .await
        .assert_status(StatusCode::SEE_OTHER, "child");
    Desk::begin_with(&town, &CHILD, "Annat ärende.").await;
    town.site.later(1);
    let mut officer = town.site.signed_in("records").await;
    let answer = ask(&mut officer, &number, &[]).await;
    answer.assert_status(StatusCode::SEE_OTHER, "extract");
    let page = officer.get(answer.location()).await.body;
    assert!(page.contains(CASE) && !page.contains("2026-0002"));
    assert!(!crate::support::log().contains(&number));
    assert!(!page.contains(&number) && !page.contains("Siri"));
}

#[tokio::test]
async fn what_cannot_be_looked_for_comes_back_with_every_character() {
    let town = Town::new().await;
    let mut officer = town.site.signed_in("records").await;
    let empty = officer.post("/logguttag", &[]).await;
    empty.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "empty");
    for field in ["number", "recipient", "reason", "shown"] {
        assert!(empty.body.contains(&format!("href=\"#f-{field}\"")), "{field}");
    }
    let unknown = ask(&mut officer, "2026-0999", &[("since", "2026-03-01")]).await;
    unknown.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "unknown");
    for kept in [
        "2026-0999",
        "Vera Blom",
        "Begärt per brev den 2 mars.",
        "2026-03-01",
        "Det finns inget ärende med det numret",
    ] {
        assert!(unknown.body.contains(kept), "{kept}");
    }
    assert_eq!(
        town.count(
            "select count(*) from audit where action = 'extract' and detail = 'nothing' and case_id is null"
        )
        .await,
        1
    );
    let long = "å".repeat(MAX_REASON + 1);
    for more in [
        ("reason", long.as_str()),
        ("until", "i går"),
        ("until", "2026-02-01"),
    ] {
        let answer = ask(&mut officer, CASE, &[("since", "2026-03-01"), more]).await;
        answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, more.0);
    }
    assert_eq!(town.count("select count(*) from log_extract").await, 0);
}

#[tokio::test]
async fn it_takes_another_proof_and_what_was_typed_is_not_lost() {
    let town = Town::new().await;
    Desk::begin(&town, &CHILD).await;
    let mut officer = town.site.signed_in("records").await;
    let made = ask(&mut officer, CASE, &[]).await.location().to_owned();
    town.site.later(16);
    for path in ["/logguttag", made.as_str()] {
        let answer = officer.get(path).await;
        assert_eq!(answer.status, 303, "{path}");
        assert!(
            answer.location().starts_with("/bekrafta?till=/logguttag"),
            "{}",
            answer.location()
        );
    }
    let answer = officer
        .post(
            "/logguttag",
            &[
                ("number", CASE),
                ("recipient", "Vera Blom"),
                ("reason", "Brev"),
                ("shown", "names"),
            ],
        )
        .await;
    assert_eq!(answer.status, 401);
    assert!(
        answer
            .hidden()
            .contains(&("kept.number".to_owned(), CASE.to_owned()))
            || answer.body.contains(CASE)
    );
    assert_eq!(town.count("select count(*) from log_extract").await, 1);
}

#[tokio::test]
async fn an_officer_of_another_branch_finds_nothing_and_opens_nobody_elses_extract() {
    let town = Town::new().await;
    let desk = Desk::begin(&town, &CHILD).await;
    let mut officer = town.site.signed_in("records").await;
    let made = ask(&mut officer, CASE, &[]).await.location().to_owned();
    crate::log_review::hire(&town, "there", "Siv Arkiv", Role::RecordsOfficer, 2).await;
    let mut there = town.site.signed_in("there").await;
    let answer = ask(&mut there, CASE, &[]).await;
    answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "elsewhere");
    for path in [
        made.clone(),
        format!("{made}/uttag.pdf"),
        format!("{made}/uttag.csv"),
        "/logguttag/x".to_owned(),
    ] {
        assert_eq!(there.get(&path).await.status, 404, "{path}");
    }
    assert_eq!(
        officer.get(&format!("/arenden/{}", desk.case)).await.status,
        404,
        "opens no case"
    );
}
