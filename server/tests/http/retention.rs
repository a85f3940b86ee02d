//! Retention: what officers see and do in their branch, and the purge by two of them.

use axum::http::StatusCode;
use domain::access::Role;
use domain::cases::IdentityNumber;
use ogonhojd_server::error::AppError;
use store::access::{NewAccount, add_account, add_grant, set_password};

use crate::read_back;
use crate::support::{Answer, Browser, PASSWORD, on_pool};
use crate::work::{Desk, Town, bytes, open_case};

/// Six years in minutes.
const SIX_YEARS: i64 = 6 * 366 * 24 * 60;

impl Town {
    /// Another records officer, of a unit or of everything.
    pub async fn officer(&self, user_name: &'static str, unit: usize) {
        let (unit, who) = (self.units[unit].id, self.site.who());
        let hash = self.site.state.passwords.hash(PASSWORD.into()).await.unwrap();
        let work = self.site.state.write(move |tx| {
            Box::pin(async move {
                let new = NewAccount {
                    user_name,
                    name: "Ada Arkiv",
                    title: "",
                    phone: "",
                    language: domain::language::Language::Swedish,
                };
                let id = add_account(tx, who, &new).await?;
                add_grant(tx, who, id, Role::RecordsOfficer, unit).await?;
                set_password(tx, who, id, &hash).await?;
                Ok::<_, AppError>(())
            })
        });
        work.await.unwrap();
    }
}

/// Says that nobody of the tests belongs to the sample.
pub async fn say_sample(browser: &mut Browser<'_>) {
    let fields = [("way", "birth_days"), ("days", "31"), ("decision", "Beslut 7")];
    browser
        .post("/gallring/urval", &fields)
        .await
        .assert_status(StatusCode::SEE_OTHER, "the sample");
}

/// A hold on a case, and a batch of the records officer that was taken back.
pub async fn kept(town: &Town, case: domain::ids::CaseId) -> Vec<(&'static str, String)> {
    let mut officer = town.site.signed_in("records").await;
    let of_case = format!("/gallring/arende/{case}");
    let hold = [("reason", "other"), ("text", "x")];
    officer
        .post(&format!("{of_case}/sparr"), &hold)
        .await
        .assert_status(StatusCode::SEE_OTHER, "hold");
    let page = officer.get(&of_case).await.body;
    let hold = page
        .split("/sparr/")
        .nth(1)
        .unwrap()
        .split('/')
        .next()
        .unwrap()
        .to_owned();
    let (unit, account) = (town.units[0].id, town.account("records"));
    let purge = domain::ids::PurgeId(uuid::Uuid::now_v7());
    on_pool!(town.site, |pool| {
        sqlx::query("insert into purge (id, unit_id, state, proposed_by, proposed_at) values ($1, $2, 'cancelled', $3, $4)")
            .bind(purge.0)
            .bind(unit.0)
            .bind(account.0)
            .bind(town.site.who().now)
            .execute(pool)
            .await
            .unwrap();
    });
    vec![("hold", hold), ("purge", purge.to_string())]
}

/// A town with three old cases of persons with numbers, and two officers who are signed in six years later.
struct Old<'s> {
    cases: Vec<String>,
    first: Browser<'s>,
    second: Browser<'s>,
}

async fn old(town: &Town) -> Old<'_> {
    town.officer("second", 0).await;
    let mut owner = town.site.signed_in("owner").await;
    let mut cases = Vec::new();
    for (name, eleven) in [
        ("Vera Blom", "19850412238"),
        ("Kim Berg", "19700101238"),
        ("Siv Alm", "19600203238"),
    ] {
        let number = IdentityNumber::with_check_digit(eleven).unwrap();
        let fields = [
            ("subject_name", name),
            ("subject_number", &number),
            ("matter", "Hyresskuld"),
        ];
        cases.push(open_case(&mut owner, &fields).await);
    }
    town.site.later(SIX_YEARS);
    let mut first = town.site.signed_in("records").await;
    say_sample(&mut first).await;
    let second = town.site.signed_in("second").await;
    Old { cases, first, second }
}

/// Proposes these cases.
async fn propose(browser: &mut Browser<'_>, cases: &[String], count: &str) -> Answer {
    let ticks: Vec<String> = cases.iter().map(|id| format!("case.{id}")).collect();
    let mut fields: Vec<(&str, &str)> = ticks.iter().map(|name| (name.as_str(), "yes")).collect();
    fields.extend([("count", count), ("checked", "yes")]);
    browser.post("/gallring/forslag", &fields).await
}

#[tokio::test]
async fn two_officers_purge_and_the_worker_finds_nothing_any_more() {
    let town = Town::new().await;
    let mut old = old(&town).await;
    let list = old.first.get("/gallring").await;
    list.assert_status(StatusCode::OK, "the list");
    assert!(list.body.contains("3 ärenden ska gallras. Försenade: 0."));
    for hidden in ["Vera", "Hyresskuld", "19850412"] {
        assert!(!list.body.contains(hidden), "{hidden}");
    }
    let all = old.first.post("/gallring/forslag", &[("all", "yes")]).await;
    let ticked = all.form("/gallring/forslag");
    assert_eq!(
        (
            ticked.value("count"),
            ticked
                .values
                .iter()
                .filter(|(n, _)| n.starts_with("case."))
                .count()
        ),
        ("3", 3)
    );
    let answer = propose(&mut old.first, &old.cases[..2], "2").await;
    answer.assert_status(StatusCode::SEE_OTHER, "proposed");
    let address = answer.location().to_owned();
    let approve = format!("{address}/godkann");
    let own = old.first.get(&address).await;
    assert!(own.body.contains("En annan registrator granskar") && !own.body.contains(&approve));
    old.first
        .post(&approve, &[("count", "2")])
        .await
        .assert_status(StatusCode::CONFLICT, "never the same person");
    let start = old.second.get("/").await;
    assert!(start.body.contains("Förslag att granska"));
    let again = old.second.post(&approve, &[("count", "3")]).await;
    again.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "a wrong count");
    assert_eq!(again.form(&approve).value("count"), "3");
    assert_eq!(town.count("select count(*) from case_file").await, 3);
    let done = old.second.post(&approve, &[("count", "2")]).await;
    done.assert_status(StatusCode::SEE_OTHER, "approved");
    let record = old.second.get(&address).await;
    for shown in [
        "Gallringsprotokoll",
        "2 av 2 rader stämmer",
        "records Lindehag",
        "Ada Arkiv",
        "2026-0001",
        "SoL 16 kap. 1 §, gäller sedan 1 juli 2025",
    ] {
        assert!(record.body.contains(shown), "{shown}");
    }
    assert_eq!(town.count("select count(*) from case_file").await, 1);
    let (status, pdf) = bytes(&town, &old.second, &format!("{address}/protokoll.pdf")).await;
    assert_eq!(status, StatusCode::OK);
    let text = read_back::pages(&pdf).join("\n");
    assert!(
        text.contains("2026-0001") && text.contains("2026-0002") && !text.contains("2026-0003"),
        "{text}"
    );
    let mut owner = town.site.signed_in("owner").await;
    owner
        .get(&format!("/arenden/{}", old.cases[0]))
        .await
        .assert_status(StatusCode::NOT_FOUND, "gone");
    let found = owner.post("/arenden/sok", &[("text", "Vera")]).await;
    assert!(!owner.get(found.location()).await.body.contains(&old.cases[0]));
    for (what, path) in [
        ("again", approve.clone()),
        ("go on", format!("{address}/fortsatt")),
        ("take back", format!("{address}/ta-tillbaka")),
    ] {
        let answer = old.second.post(&path, &[("count", "2")]).await;
        answer.assert_status(StatusCode::CONFLICT, what);
    }
    assert_eq!(
        town.count("select count(*) from audit where action = 'purged'")
            .await,
        2
    );
}

#[tokio::test]
async fn approving_asks_for_a_proof_and_keeps_what_was_typed() {
    let town = Town::new().await;
    let mut old = old(&town).await;
    let answer = propose(&mut old.first, &old.cases[..1], "1").await;
    let approve = format!("{}/godkann", answer.location());
    town.site.later(16);
    let asked = old.second.post(&approve, &[("count", "1")]).await;
    asked.assert_status(StatusCode::UNAUTHORIZED, "a proof");
    assert!(asked.hidden().contains(&("kept_path".into(), approve.clone())));
    assert_eq!(town.count("select count(*) from case_file").await, 3);
}

#[tokio::test]
async fn a_hold_and_a_new_entry_between_proposal_and_purge_keep_the_case() {
    let town = Town::new().await;
    let mut old = old(&town).await;
    let answer = propose(&mut old.first, &old.cases, "3").await;
    let address = answer.location().to_owned();
    let of_case = format!("/gallring/arende/{}", old.cases[0]);
    let hold = [("reason", "proceedings"), ("text", "Mål 12-26")];
    let placed = old.first.post(&format!("{of_case}/sparr"), &hold).await;
    assert_eq!(placed.location(), of_case);
    let mut owner = town.site.signed_in("owner").await;
    let change = format!("/arenden/{}/andra", old.cases[1]);
    let form = owner.get(&change).await.form(&change);
    owner
        .post(&change, &form.fields())
        .await
        .assert_status(StatusCode::SEE_OTHER, "changed");
    old.second
        .post(&format!("{address}/godkann"), &[("count", "3")])
        .await
        .assert_status(StatusCode::SEE_OTHER, "approved");
    let record = old.second.get(&address).await;
    for shown in [
        "Kvar: en spärr eller ett registerutdrag",
        "Kvar: något skrevs i ärendet",
        "1 av 1 rader stämmer",
        "1 av 3",
    ] {
        assert!(record.body.contains(shown), "{shown}");
    }
    assert_eq!(town.count("select count(*) from case_file").await, 2);
    let list = old.first.get("/gallring/sparrar").await;
    assert!(list.body.contains("Mål 12-26") && list.body.contains("2026-0001"));
}

#[tokio::test]
async fn what_is_typed_wrongly_stays_and_changes_nothing() {
    let town = Town::new().await;
    let mut old = old(&town).await;
    // A count that is wrong, and the case system not looked into.
    let field = format!("case.{}", old.cases[1]);
    let answer = old
        .first
        .post("/gallring/forslag", &[(field.as_str(), "yes"), ("count", "7")])
        .await;
    answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "a wrong count");
    let form = answer.form("/gallring/forslag");
    assert_eq!((form.value("count"), form.value(&field)), ("7", "yes"));
    let summary = answer.summary();
    assert!(
        summary.contains("#f-count") && summary.contains("#f-checked"),
        "{summary}"
    );
    // A hold without a reason.
    let of_case = format!("/gallring/arende/{}", old.cases[0]);
    let hold = format!("{of_case}/sparr");
    let answer = old.first.post(&hold, &[("text", "Rör 20160229-2380")]).await;
    answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "no reason");
    assert!(answer.summary().contains("#f-reason") && answer.summary().contains("#f-text"));
    assert_eq!(answer.form(&hold).value("text"), "Rör 20160229-2380");
    // A choice of something that is none.
    let answer = old
        .first
        .post(
            &of_case,
            &[("class", "x"), ("ended_on", "i mars"), ("version", "0")],
        )
        .await;
    answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "no rule");
    assert_eq!(answer.form(&of_case).value("ended_on"), "i mars");
    let answer = old
        .first
        .post("/gallring/urval", &[("way", "birth_days"), ("days", "40")])
        .await;
    answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "no day");
    assert_eq!(answer.form("/gallring/urval").value("days"), "40");
    for table in ["purge", "retention_hold", "case_retention"] {
        let sql: &'static str = match table {
            "purge" => "select count(*) from purge",
            "retention_hold" => "select count(*) from retention_hold",
            _ => "select count(*) from case_retention",
        };
        assert_eq!(town.count(sql).await, 0, "{table}");
    }
}

#[tokio::test]
async fn worker_and_officer_answer_and_see_each_others_answer_when_they_meet() {
    let town = Town::new().await;
    let desk = Desk::begin(&town, &[("Elsa", "2016-05-05")]).await;
    let case = desk.case.clone();
    let (of_worker, of_officer) = (
        format!("/arenden/{case}/gallring"),
        format!("/gallring/arende/{case}"),
    );
    let mut owner = town.site.signed_in("owner").await;
    let page = owner.get(&of_worker).await;
    assert!(
        page.body.contains("Tidigast 2 mars 2031"),
        "income support is safe to say"
    );
    let stale = page.form(&of_worker);
    let mut officer = town.site.signed_in("records").await;
    let mut form = officer.get(&of_officer).await.form(&of_officer);
    form.set("class", "placement");
    officer
        .post(&of_officer, &form.fields())
        .await
        .assert_status(StatusCode::SEE_OTHER, "the officer");
    let mut stale = stale;
    stale.set("class", "child_protection");
    let answer = owner.post(&of_worker, &stale.fields()).await;
    answer.assert_status(StatusCode::CONFLICT, "stale");
    for shown in [
        "Någon annan har valt under tiden",
        "records Lindehag sparade",
        "Ett barn har placerats",
    ] {
        assert!(answer.body.contains(shown), "{shown}");
    }
    let form = answer.form(&of_worker);
    assert_eq!(form.value("class"), "child_protection");
    owner
        .post(&of_worker, &form.fields())
        .await
        .assert_status(StatusCode::SEE_OTHER, "again");
    let page = owner.get(&of_worker).await;
    assert!(
        page.body
            .contains("Tidigast 5 maj 2046. Det väntar på barnets ålder"),
        "{}",
        page.body
    );
    let seen = officer.get(&of_officer).await;
    assert!(!seen.body.contains("Elsa") && !seen.body.contains("Vera"));
    // Only the case's own worker answers there.
    for person in ["colleague", "manager", "other_unit", "coordinator"] {
        let mut browser = town.site.signed_in(person).await;
        for address in [&of_worker, &of_officer] {
            browser
                .get(address)
                .await
                .assert_status(StatusCode::NOT_FOUND, person);
            browser
                .post(address, &[("class", "placement")])
                .await
                .assert_status(StatusCode::NOT_FOUND, person);
        }
    }
}

#[tokio::test]
async fn an_officer_reaches_only_the_own_branch() {
    let town = Town::new().await;
    let mut old = old(&town).await;
    town.officer("elsewhere", 2).await;
    town.officer("within", 1).await;
    let answer = propose(&mut old.first, &old.cases[..1], "1").await;
    let address = answer.location().to_owned();
    let mut elsewhere = town.site.signed_in("elsewhere").await;
    let list = elsewhere.get("/gallring").await;
    assert!(list.body.contains("0 ärenden ska gallras") && !list.body.contains("2026-0001"));
    let of_case = format!("/gallring/arende/{}", old.cases[1]);
    // The batch is of the whole municipality, which an officer of one unit does not hold.
    let mut within = town.site.signed_in("within").await;
    assert!(within.get("/gallring").await.body.contains("2026-0001"));
    for browser in [&mut elsewhere, &mut within] {
        browser
            .get(&address)
            .await
            .assert_status(StatusCode::NOT_FOUND, "the batch");
        browser
            .post(&format!("{address}/godkann"), &[("count", "1")])
            .await
            .assert_status(StatusCode::NOT_FOUND, "approve");
    }
    elsewhere
        .get(&of_case)
        .await
        .assert_status(StatusCode::NOT_FOUND, "the case");
    let hold = [("reason", "other"), ("text", "x")];
    elsewhere
        .post(&format!("{of_case}/sparr"), &hold)
        .await
        .assert_status(StatusCode::NOT_FOUND, "hold");
    propose(&mut elsewhere, &old.cases[1..2], "1")
        .await
        .assert_status(StatusCode::NOT_FOUND, "propose");
    within
        .post(&format!("{of_case}/sparr"), &hold)
        .await
        .assert_status(StatusCode::SEE_OTHER, "hold");
    // What is held or waits already is not proposed.
    let answer = propose(&mut old.first, &old.cases, "3").await;
    answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "not due");
    assert!(
        answer.body.contains("kan inte gallras nu: 2026-0001, 2026-0002."),
        "{}",
        answer.summary()
    );
    old.first
        .post(&format!("{address}/ta-tillbaka"), &[])
        .await
        .assert_status(StatusCode::SEE_OTHER, "taken back");
    assert!(old.first.get(&address).await.body.contains("Inget gallrades."));
}

#[tokio::test]
async fn nothing_goes_before_somebody_has_said_how_the_sample_is_made() {
    let town = Town::new().await;
    let mut owner = town.site.signed_in("owner").await;
    open_case(&mut owner, &[("subject_name", "Vera Blom"), ("matter", "Hyra")]).await;
    town.site.later(SIX_YEARS);
    let mut officer = town.site.signed_in("records").await;
    let list = officer.get("/gallring").await;
    assert!(
        list.body.contains("0 ärenden ska gallras")
            && list.body.contains("Urvalet för forskningen är inte bestämt")
    );
    assert!(list.body.contains("Ingen annan registrator") || list.body.contains("Inget ärende ska gallras"));
    let open = officer.get("/gallring/svar").await;
    assert!(open.body.contains("Hur görs urvalet för forskningen?"));
    say_sample(&mut officer).await;
    // Without a number nobody can say on which day somebody was born.
    let open = officer.get("/gallring/svar").await;
    assert!(open.body.contains("Hör ärendet till urvalet för forskningen?"));
}
