//! Reports from the draft to the file: what is asked, kept, made final and exported; and what a restart or a change of mind does to it.

use axum::http::{StatusCode, header};
use domain::reports::JobState;
use ogonhojd_server::reports::run_next;
use store::jobs;

use crate::support::Browser;
use crate::work::{Town, bytes};

/// A draft about the first unit's last year, and where it is.
async fn draft(town: &Town, browser: &mut Browser<'_>, unit: usize) -> String {
    let id = town.units[unit].id.to_string();
    let fields = [
        ("kind", "follow_up"),
        ("unit", id.as_str()),
        ("period", "2025"),
        ("against", "before"),
        ("language", "sv"),
    ];
    let answer = browser.post("/rapporter/ny", &fields).await;
    answer.assert_status(StatusCode::SEE_OTHER, "a new report");
    answer.headers[header::LOCATION].to_str().unwrap().to_owned()
}

/// A report of the manager's about the own unit, with an export that waits: what stands in their addresses.
pub async fn begun(town: &Town) -> Vec<(&'static str, String)> {
    let mut manager = town.site.signed_in("manager").await;
    let report = draft(town, &mut manager, 1).await;
    let export = ask(&mut manager, &report, "csv").await;
    let last = |address: &str| address.rsplit('/').next().unwrap().to_owned();
    vec![("report", last(&report)), ("job", last(&export))]
}

async fn ask(browser: &mut Browser<'_>, report: &str, format: &str) -> String {
    let answer = browser
        .post(&format!("{report}/export"), &[("format", format)])
        .await;
    answer.assert_status(StatusCode::SEE_OTHER, format);
    answer.headers[header::LOCATION].to_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_draft_says_what_is_missing_and_keeps_what_is_written() {
    let town = Town::new().await;
    let mut manager = town.site.signed_in("manager").await;
    let report = draft(&town, &mut manager, 1).await;
    let page = manager.get(&report).await.body;
    assert!(
        page.contains("Utkast") && page.contains("Det som saknas"),
        "{page}"
    );
    assert!(page.contains("Ingen siffra för"));
    let text = format!("{report}/text");
    let saved = manager
        .post(
            &text,
            &[("version", "1"), ("summary", "Vi <b>hör</b> fler barn.")],
        )
        .await;
    saved.assert_status(StatusCode::SEE_OTHER, "saved");
    let page = manager.get(&report).await.body;
    assert!(page.contains("Vi &lt;b&gt;hör&lt;/b&gt; fler barn."), "{page}");
    // Somebody with an old form sees both texts and loses nothing.
    let stale = manager
        .post(&text, &[("version", "1"), ("summary", "Min text")])
        .await;
    stale.assert_status(StatusCode::CONFLICT, "stale");
    assert!(
        stale.body.contains("Min text")
            && stale.body.contains("hör")
            && stale.body.contains("manager Lindehag")
    );
    let long = "å".repeat(20_001);
    let refused = manager.post(&text, &[("version", "2"), ("summary", &long)]).await;
    refused.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "too long");
    assert!(refused.body.contains("20001"));
}

#[tokio::test]
async fn what_cannot_be_reported_on_is_refused_beside_the_field() {
    let town = Town::new().await;
    let mut manager = town.site.signed_in("manager").await;
    let (own, other) = (town.units[1].id.to_string(), town.units[2].id.to_string());
    let good = [
        ("kind", "follow_up"),
        ("unit", own.as_str()),
        ("period", "2025"),
        ("against", "none"),
        ("language", "sv"),
    ];
    for (field, bad, says) in [
        ("kind", "", "Välj vilken rapport det är."),
        ("unit", other.as_str(), "Välj vad rapporten handlar om."),
        ("unit", "x", "Välj vad rapporten handlar om."),
        ("period", "2026", "Välj en period som är slut."),
        ("period", "1999", "Välj en period som är slut."),
        ("against", "x", "Välj vad perioden jämförs med."),
        ("language", "de", "Välj språk."),
    ] {
        let fields: Vec<_> = good
            .iter()
            .map(|(name, value)| (*name, if *name == field { bad } else { value }))
            .collect();
        let answer = manager.post("/rapporter/ny", &fields).await;
        answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, field);
        assert!(answer.body.contains(says), "{field} {bad}");
    }
    let status = [
        ("kind", "status"),
        ("unit", own.as_str()),
        ("period", "2025-t3"),
        ("against", "none"),
        ("language", "sv"),
    ];
    assert!(
        manager
            .post("/rapporter/ny", &status)
            .await
            .body
            .contains("Välj ett år.")
    );
    assert_eq!(town.count("select count(*) from report").await, 0);
}

#[tokio::test]
async fn a_final_report_is_locked_with_what_it_said() {
    let town = Town::new().await;
    let mut coordinator = town.site.signed_in("coordinator").await;
    let report = draft(&town, &mut coordinator, 0).await;
    let stale = coordinator
        .post(&format!("{report}/faststall"), &[("version", "9")])
        .await;
    stale.assert_status(StatusCode::CONFLICT, "stale");
    let done = coordinator
        .post(&format!("{report}/faststall"), &[("version", "1")])
        .await;
    done.assert_status(StatusCode::SEE_OTHER, "final");
    let page = coordinator.get(&report).await.body;
    assert!(
        page.contains("Fastställd") && !page.contains("Skriv i rapporten"),
        "{page}"
    );
    for (path, fields) in [
        ("text", &[("version", "2"), ("summary", "x")][..]),
        ("faststall", &[("version", "2")]),
        ("ta-bort", &[]),
    ] {
        let answer = coordinator.post(&format!("{report}/{path}"), fields).await;
        answer.assert_status(StatusCode::CONFLICT, path);
    }
    // The manager of a unit below does not read the municipality's report.
    let mut manager = town.site.signed_in("manager").await;
    manager
        .get(&report)
        .await
        .assert_status(StatusCode::NOT_FOUND, "another's report");
}

#[tokio::test]
async fn every_format_is_made_and_fetched_by_whoever_asked_and_nobody_else() {
    let town = Town::new().await;
    let mut manager = town.site.signed_in("manager").await;
    let mut coordinator = town.site.signed_in("coordinator").await;
    let report = draft(&town, &mut manager, 1).await;
    for (format, kind, begins) in [
        ("pdf", "application/pdf", &b"%PDF"[..]),
        (
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            b"PK",
        ),
        ("csv", "text/csv; charset=utf-8", b"\xEF\xBB\xBF"),
        ("json", "application/json", b"{"),
    ] {
        let export = ask(&mut manager, &report, format).await;
        assert!(manager.get(&export).await.body.contains("Väntar på sin tur"));
        manager
            .get(&format!("{export}/fil"))
            .await
            .assert_status(StatusCode::NOT_FOUND, "not done");
        assert!(run_next(&town.site.state).await.unwrap());
        assert!(manager.get(&export).await.body.contains("Klar"));
        let file = format!("{export}/fil");
        let headers = manager.get(&file).await.headers;
        assert_eq!(headers[header::CONTENT_TYPE], kind);
        assert!(
            headers[header::CONTENT_DISPOSITION]
                .to_str()
                .unwrap()
                .contains(&format!(".{format}\""))
        );
        let (status, content) = bytes(&town, &manager, &file).await;
        assert_eq!(status, StatusCode::OK);
        assert!(content.starts_with(begins), "{format}");
        for path in [export.clone(), format!("{export}/fil")] {
            coordinator
                .get(&path)
                .await
                .assert_status(StatusCode::NOT_FOUND, "another's export");
        }
    }
    assert!(!run_next(&town.site.state).await.unwrap());
    let refused = manager
        .post(&format!("{report}/export"), &[("format", "exe")])
        .await;
    refused.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "a format");
    assert_eq!(
        town.count("select count(*) from audit where action = 'exported'")
            .await,
        4
    );
}

#[tokio::test]
async fn an_export_is_cancelled_before_it_is_made_and_another_goes_on_after_a_restart() {
    let town = Town::new().await;
    let mut manager = town.site.signed_in("manager").await;
    let report = draft(&town, &mut manager, 1).await;
    let unwanted = ask(&mut manager, &report, "csv").await;
    manager
        .post(&format!("{unwanted}/avbryt"), &[])
        .await
        .assert_status(StatusCode::SEE_OTHER, "cancel");
    assert!(manager.get(&unwanted).await.body.contains("Avbruten"));
    assert!(!run_next(&town.site.state).await.unwrap());
    let wanted = ask(&mut manager, &report, "json").await;
    // The process dies while it is at it: the row says that it runs, and nobody does.
    let now = town.site.state.now();
    let claimed = town
        .site
        .state
        .write(move |tx| Box::pin(async move { Ok(jobs::claim(tx, now).await?) }))
        .await
        .unwrap();
    assert_eq!(claimed.unwrap().state, JobState::Running);
    assert!(!run_next(&town.site.state).await.unwrap());
    town.site
        .state
        .write(|tx| Box::pin(async move { Ok(jobs::requeue(tx).await?) }))
        .await
        .unwrap();
    assert!(run_next(&town.site.state).await.unwrap());
    assert!(manager.get(&wanted).await.body.contains("Klar"));
    // Pressed too late, cancelling does no harm.
    manager
        .post(&format!("{wanted}/avbryt"), &[])
        .await
        .assert_status(StatusCode::SEE_OTHER, "too late");
    assert!(manager.get(&wanted).await.body.contains("Klar"));
}

#[tokio::test]
async fn a_draft_goes_only_once_that_is_confirmed() {
    let town = Town::new().await;
    let mut manager = town.site.signed_in("manager").await;
    let report = draft(&town, &mut manager, 1).await;
    let asked = manager.post(&format!("{report}/ta-bort"), &[]).await;
    asked.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "not confirmed");
    let gone = manager
        .post(&format!("{report}/ta-bort"), &[("sure", "yes")])
        .await;
    gone.assert_status(StatusCode::SEE_OTHER, "confirmed");
    manager
        .get(&report)
        .await
        .assert_status(StatusCode::NOT_FOUND, "gone");
    assert_eq!(
        town.count("select count(*) from audit where object_kind = 'report' and action = 'removed'")
            .await,
        1
    );
}
