//! The monthly review of the log: drawn once, judged row by row by somebody else than who opened, signed for good.

use axum::http::StatusCode;
use chrono::{DateTime, TimeZone as _, Utc};
use domain::access::Role;
use domain::audit::MAX_NOTE;
use domain::ids::{AccountId, CaseId};
use domain::language::Language;
use ogonhojd_server::error::AppError;
use store::Who;
use store::access::{NewAccount, add_account, add_grant};
use store::audit::{self, Entry};

use crate::support::{Answer, Browser};
use crate::work::{Desk, Town};

/// The month before the one in which the tests play.
const MONTH: &str = "2026-m02";
/// The child of the desk's case.
pub const CHILD: [(&str, &str); 1] = [("Elsa", "2016-05-05")];

/// A working day of that month in the morning.
fn february(day: u32, hour: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 2, day, hour, 0, 0).unwrap()
}

/// Somebody opened a case of the first unit.
async fn opened(town: &Town, account: AccountId, case: CaseId, at: DateTime<Utc>) {
    let who = Who {
        account: Some(account),
        unit: Some(town.units[1].id),
        now: at,
        today: at.date_naive(),
    };
    let work = town.site.state.write(move |tx| {
        Box::pin(async move {
            Ok::<_, AppError>(audit::record(tx, who, Entry::in_case("read", "case", case.0, case)).await?)
        })
    });
    work.await.unwrap();
}

/// Somebody more.
pub async fn hire(
    town: &Town,
    user_name: &'static str,
    name: &'static str,
    role: Role,
    unit: usize,
) -> AccountId {
    let (unit, who) = (town.units[unit].id, town.site.who());
    let work = town.site.state.write(move |tx| {
        Box::pin(async move {
            let new = NewAccount {
                user_name,
                name,
                title: "",
                phone: "",
                language: Language::Swedish,
            };
            let id = add_account(tx, who, &new).await?;
            add_grant(tx, who, id, role, unit).await?;
            Ok::<_, AppError>(id)
        })
    });
    work.await.unwrap()
}

fn months(town: &Town, unit: usize) -> String {
    format!("/loggkontroll/{}", town.units[unit].id)
}

/// A review of two rows: the colleague opened somebody else's case, and once more on a Saturday.
pub async fn drawn(town: &Town, case: CaseId) -> Vec<(&'static str, String)> {
    opened(town, town.account("colleague"), case, february(3, 9)).await;
    let mut manager = town.site.signed_in("manager").await;
    let begun = manager.post(&format!("{}/{MONTH}", months(town, 1)), &[]).await;
    begun.assert_status(StatusCode::SEE_OTHER, "draw");
    let review = begun.location().rsplit('/').next().unwrap().to_owned();
    vec![
        ("review", review),
        ("row", "1".to_owned()),
        ("month", MONTH.to_owned()),
    ]
}

struct Drawn<'s> {
    manager: Browser<'s>,
    address: String,
}

impl Drawn<'_> {
    async fn row(&mut self, position: usize) -> Answer {
        self.manager
            .get(&format!("{}/rad/{position}", self.address))
            .await
    }

    async fn judge(&mut self, position: usize, fields: &[(&str, &str)]) -> Answer {
        let address = format!("{}/rad/{position}", self.address);
        let mut form = self.manager.get(&address).await.form(&address);
        for (name, value) in fields {
            form.set(name, value);
        }
        self.manager.post(&form.action, &form.fields()).await
    }
}

/// Draws the first unit's February, in which the colleague opened a case of the owner's on a Tuesday and the owner on a Saturday night.
async fn begin<'s>(town: &'s Town, case: &str) -> Drawn<'s> {
    let case: CaseId = case.parse().unwrap();
    opened(town, town.account("colleague"), case, february(3, 9)).await;
    opened(town, town.account("owner"), case, february(7, 22)).await;
    let mut manager = town.site.signed_in("manager").await;
    let begun = manager.post(&format!("{}/{MONTH}", months(town, 1)), &[]).await;
    begun.assert_status(StatusCode::SEE_OTHER, "draw");
    Drawn {
        manager,
        address: begun.location().to_owned(),
    }
}

#[tokio::test]
async fn a_month_is_drawn_judged_and_signed_and_each_step_is_a_row_of_the_trail() {
    let town = Town::new().await;
    let desk = Desk::begin(&town, &CHILD).await;
    let mut drawn = begin(&town, &desk.case).await;
    let page = drawn.manager.get(&drawn.address.clone()).await;
    page.assert_status(StatusCode::OK, "review");
    for shown in [
        "februari 2026",
        "0 av 2 rader bedömda",
        "colleague Lindehag, ärende 2026-0001",
        "Ingen roll i ärendet",
        "owner Lindehag, ärende 2026-0001",
        "Stickprov · På natten · På helgen",
        "Vera Blom",
    ] {
        assert!(page.body.contains(shown), "{shown}: {}", page.body);
    }
    // The owner's row has two rules and stands first.
    let row = drawn.row(1).await;
    for shown in [
        "Rad 1 av 2",
        "2026-02-07",
        "23.00",
        "lör",
        "owner Lindehag",
        "Öppnat mellan klockan 22 och 06",
    ] {
        assert!(row.body.contains(shown), "{shown}: {}", row.body);
    }
    let judged = drawn.judge(1, &[("verdict", "in_order")]).await;
    judged.assert_status(StatusCode::SEE_OTHER, "judge");
    assert_eq!(
        judged.location(),
        format!("{}/rad/2", drawn.address),
        "the next one"
    );
    let sign = format!("{}/signera", drawn.address);
    let early = drawn.manager.post(&sign, &[("sure", "yes")]).await;
    early.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "one is left");
    assert!(early.body.contains("kan inte signeras än: 1 rad är inte bedömd"));
    let judged = drawn
        .judge(
            2,
            &[
                ("verdict", "suspected"),
                ("note", "Varför den dagen?"),
                ("asked", "Minns inte."),
            ],
        )
        .await;
    assert_eq!(judged.location(), drawn.address, "none is left");
    let page = drawn.manager.get(&drawn.address.clone()).await;
    assert!(page.body.contains("dataskyddsombudet") && page.body.contains("72 timmar"));
    let without = drawn.manager.post(&sign, &[]).await;
    without.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "without the tick");
    assert!(without.body.contains("href=\"#f-sure\""));
    let signed = drawn.manager.post(&sign, &[("sure", "yes")]).await;
    signed.assert_status(StatusCode::SEE_OTHER, "sign");
    assert!(
        drawn
            .manager
            .get(signed.location())
            .await
            .body
            .contains("Signerad")
    );
    // From now on it is only read.
    let row = drawn.row(2).await;
    assert!(row.body.contains("Varför den dagen?") && !row.body.contains("Spara och visa nästa"));
    let late = drawn
        .manager
        .post(
            &format!("{}/rad/2", drawn.address),
            &[("verdict", "in_order"), ("version", "1")],
        )
        .await;
    late.assert_status(StatusCode::CONFLICT, "after the signature");
    assert!(
        !drawn
            .manager
            .get(&drawn.address.clone())
            .await
            .body
            .contains("/signera\"")
    );
    for (sql, n) in [
        (
            "select count(*) from audit where object_kind = 'log_review' and action = 'created' and unit_id is not null",
            1,
        ),
        (
            "select count(*) from audit where object_kind = 'log_review' and action = 'judged'",
            2,
        ),
        (
            "select count(*) from audit where object_kind = 'log_review' and action = 'signed'",
            1,
        ),
    ] {
        assert_eq!(town.count(sql).await, n, "{sql}");
    }
    assert!(town.count("select count(*) from audit where object_kind = 'log_review' and action = 'read' and case_id is null").await > 5);
}

#[tokio::test]
async fn a_verdict_that_cannot_be_kept_comes_back_with_every_character() {
    let town = Town::new().await;
    let desk = Desk::begin(&town, &CHILD).await;
    let mut drawn = begin(&town, &desk.case).await;
    let nothing = drawn.judge(1, &[("note", "Så här.")]).await;
    nothing.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "no verdict");
    assert!(nothing.body.contains("Välj en bedömning.") && nothing.body.contains(">\nSå här.<"));
    let unsaid = drawn
        .judge(1, &[("verdict", "suspected"), ("asked", "Frågan.")])
        .await;
    unsaid.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "no words");
    assert!(unsaid.body.contains("href=\"#f-note\"") && unsaid.body.contains("Frågan."));
    let long = "å".repeat(MAX_NOTE + 1);
    let answer = drawn.judge(1, &[("verdict", "in_order"), ("note", &long)]).await;
    answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "too long");
    assert!(answer.body.contains(&long) && answer.body.contains("2001 tecken"));
    assert_eq!(
        town.count("select count(*) from log_review_row where version > 0")
            .await,
        0
    );
}

#[tokio::test]
async fn a_stale_verdict_is_answered_with_both() {
    let town = Town::new().await;
    let desk = Desk::begin(&town, &CHILD).await;
    hire(&town, "head", "Hedda Norr", Role::Manager, 0).await;
    let mut drawn = begin(&town, &desk.case).await;
    let address = format!("{}/rad/1", drawn.address);
    let mut stale = drawn.row(1).await.form(&address);
    let mut head = town.site.signed_in("head").await;
    let mut theirs = head.get(&address).await.form(&address);
    theirs
        .set("verdict", "needs_explanation")
        .set("note", "Ringer i morgon.");
    head.post(&address, &theirs.fields())
        .await
        .assert_status(StatusCode::SEE_OTHER, "the head's");
    stale.set("verdict", "in_order").set("note", "Jour den helgen.");
    let answer = drawn.manager.post(&address, &stale.fields()).await;
    answer.assert_status(StatusCode::CONFLICT, "stale");
    for shown in [
        "Hedda Norr",
        "Ringer i morgon.",
        "Jour den helgen.",
        "Inget är överskrivet",
    ] {
        assert!(answer.body.contains(shown), "{shown}");
    }
    let form = answer.form(&address);
    let again = drawn.manager.post(&address, &form.fields()).await;
    again.assert_status(StatusCode::SEE_OTHER, "again");
    assert_eq!(
        town.count("select count(*) from log_review_row where note = 'Jour den helgen.' and version = 2")
            .await,
        1
    );
}

#[tokio::test]
async fn a_managers_own_openings_are_for_whoever_is_above_and_the_page_says_where_nobody_is() {
    let town = Town::new().await;
    let desk = Desk::begin(&town, &CHILD).await;
    let case: CaseId = desk.case.parse().unwrap();
    opened(&town, town.account("manager"), case, february(3, 9)).await;
    let mut drawn = begin(&town, &desk.case).await;
    let page = drawn.manager.get(&drawn.address.clone()).await;
    assert!(
        !page.body.contains("manager Lindehag, ärende"),
        "not in the employees' part"
    );
    let list = drawn.manager.get(&months(&town, 1)).await;
    assert!(list.body.contains("Chefers öppningar") && list.body.contains("Ingen är i dag chef över"));
    let id = town
        .count("select count(*) from log_review where part = 'managers'")
        .await;
    assert_eq!(id, 1);
    let hidden: String = sqlx::query_scalar("select lower(hex(id)) from log_review where part = 'managers'")
        .fetch_one(town.site.pool())
        .await
        .unwrap();
    let hidden = format!("/loggkontroll/granskning/{hidden}");
    assert_eq!(drawn.manager.get(&hidden).await.status, 404);
    hire(&town, "head", "Hedda Norr", Role::Manager, 0).await;
    assert!(
        drawn
            .manager
            .get(&months(&town, 1))
            .await
            .body
            .contains("Hedda Norr")
    );
    let mut head = town.site.signed_in("head").await;
    let page = head.get(&hidden).await;
    page.assert_status(StatusCode::OK, "above");
    assert!(page.body.contains("manager Lindehag, ärende 2026-0001"));
    assert!(head.get("/").await.body.contains("Loggkontroll"));
}

#[tokio::test]
async fn what_one_has_opened_oneself_can_be_read_and_not_judged() {
    let town = Town::new().await;
    let desk = Desk::begin(&town, &CHILD).await;
    let mut drawn = begin(&town, &desk.case).await;
    // Who opened as a worker is the manager now.
    let (colleague, unit, who) = (town.account("colleague"), town.units[1].id, town.site.who());
    let work = town.site.state.write(move |tx| {
        Box::pin(async move { Ok::<_, AppError>(add_grant(tx, who, colleague, Role::Manager, unit).await?) })
    });
    work.await.unwrap();
    drawn.manager = town.site.signed_in("colleague").await;
    let page = drawn.manager.get(&drawn.address.clone()).await;
    assert!(page.body.contains("1 rad är din egen öppning"), "{}", page.body);
    let row = drawn.row(2).await;
    assert!(row.body.contains("Det här är din egen öppning") && !row.body.contains("Spara och visa nästa"));
    let answer = drawn
        .manager
        .post(
            &format!("{}/rad/2", drawn.address),
            &[("verdict", "in_order"), ("version", "0")],
        )
        .await;
    answer.assert_status(StatusCode::CONFLICT, "own");
}

#[tokio::test]
async fn the_log_of_another_unit_and_of_a_running_month_cannot_be_reviewed() {
    let town = Town::new().await;
    let desk = Desk::begin(&town, &CHILD).await;
    let drawn = begin(&town, &desk.case).await;
    hire(&town, "other_manager", "Olle Chef", Role::Manager, 2).await;
    let mut other = town.site.signed_in("other_manager").await;
    for path in [
        months(&town, 1),
        drawn.address.clone(),
        format!("{}/rad/1", drawn.address),
        months(&town, 0),
        "/loggkontroll/granskning/0".to_owned(),
    ] {
        let answer = other.get(&path).await;
        assert_eq!(answer.status, 404, "{path}");
        assert!(!answer.body.contains("Vera Blom"));
    }
    for path in [
        format!("{}/{MONTH}", months(&town, 1)),
        format!("{}/rad/1", drawn.address),
        format!("{}/signera", drawn.address),
    ] {
        assert_eq!(
            other
                .post(&path, &[("sure", "yes"), ("verdict", "in_order")])
                .await
                .status,
            404,
            "{path}"
        );
    }
    let mut manager = drawn.manager;
    for (month, status) in [("2026-m03", 409), ("2027-m01", 409), ("2026", 404), ("x", 404)] {
        let answer = manager.post(&format!("{}/{month}", months(&town, 1)), &[]).await;
        assert_eq!(answer.status, status, "{month}");
    }
    for row in ["0", "3", "x", "-1"] {
        assert_eq!(
            manager.get(&format!("{}/rad/{row}", drawn.address)).await.status,
            404,
            "{row}"
        );
    }
}

#[tokio::test]
async fn nobody_draws_again_and_the_start_page_tells_what_waits_to_managers_alone() {
    let town = Town::new().await;
    let desk = Desk::begin(&town, &CHILD).await;
    let case: CaseId = desk.case.parse().unwrap();
    let waits = "februari 2026 är inte granskad och signerad";
    let mut manager = town.site.signed_in("manager").await;
    assert!(!manager.get("/").await.body.contains(waits), "nothing was opened");
    opened(&town, town.account("colleague"), case, february(3, 9)).await;
    assert!(manager.get("/").await.body.contains(waits));
    for person in ["owner", "coordinator", "administrator", "records"] {
        let page = town.site.signed_in(person).await.get("/").await;
        assert!(
            !page.body.contains(waits) && !page.body.contains("oggkontroll"),
            "{person}"
        );
    }
    let draw = format!("{}/{MONTH}", months(&town, 1));
    let first = manager.post(&draw, &[]).await.location().to_owned();
    let seed = "select seed from log_review";
    let before = town.count(seed).await;
    assert_eq!(manager.post(&draw, &[]).await.location(), first);
    assert_eq!(
        (
            town.count(seed).await,
            town.count("select count(*) from log_review").await
        ),
        (before, 1)
    );
}

#[tokio::test]
async fn a_protected_case_shows_no_name_and_a_purged_one_only_that_it_is_gone() {
    let town = Town::new().await;
    let mut desk = Desk::begin(&town, &CHILD).await;
    let address = format!("/arenden/{}/andra", desk.case);
    let mut form = desk.browser.get(&address).await.form(&address);
    form.set("protected", "yes");
    assert_eq!(desk.submit(&form).await.status, 303);
    let gone = CaseId(uuid::Uuid::from_u128(7));
    opened(&town, town.account("owner"), gone, february(4, 9)).await;
    let mut drawn = begin(&town, &desk.case).await;
    let page = drawn.manager.get(&drawn.address.clone()).await;
    for shown in ["Skyddad", "Skyddade uppgifter", "gallrat ärende"] {
        assert!(page.body.contains(shown), "{shown}");
    }
    assert!(!page.body.contains("Vera Blom"));
    for row in 1..=3 {
        let page = drawn.row(row).await;
        page.assert_status(StatusCode::OK, "row");
        assert!(!page.body.contains("Vera Blom"));
    }
}
