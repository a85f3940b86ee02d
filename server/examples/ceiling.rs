//! What a page could cost at best, for `make bench`: handlers that run the same SQL as the case list and a step page and write
//! a plain string, and one that serves a page's bytes from memory. Reads the sessions of a running demo from its database.
//!
//! `ceiling DATABASE FILE` listens on a free port of this machine and prints its address.
//! `/list` and `/step/ID` want the demo's cookie; `/bytes` serves FILE.

use std::error::Error;
use std::fmt::{Display, Write as _};
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;
use domain::ids::AssessmentId;
use ogonhojd_server::clock::{Clock as _, SystemClock, stockholm_day};
use ogonhojd_server::sessions::session_digest;
use ogonhojd_server::settings::Settings;
use store::access::{LiveSession, live_session};
use store::audit::AuditKeys;
use store::cases::{Whose, case_of, count_cases, list_cases};
use store::{Db, StoreError, Who, assessments, letters, sections};

#[derive(Clone)]
struct Ceiling {
    db: Db,
    page: Bytes,
}

type Answer<T> = Result<T, (StatusCode, String)>;

fn failed(error: impl Display) -> (StatusCode, String) {
    (StatusCode::INTERNAL_SERVER_ERROR, error.to_string())
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let (Some(database), Some(file)) = (args.next(), args.next()) else {
        return Err("usage: ceiling sqlite:PATH|postgres://… FILE".into());
    };
    let ceiling = Ceiling {
        // Sealing costs the same with any key.
        db: Db::open(&database).await?.sealed_with(Arc::new(
            AuditKeys::new([("ceiling".to_owned(), [1; 32])]).ok_or("no key")?,
        )),
        page: Bytes::from(std::fs::read(file)?),
    };
    let app = Router::new()
        .route("/list", get(list))
        .route("/step/{id}", get(step))
        .route("/bytes", get(bytes))
        .with_state(ceiling);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("the ceiling is ready: http://{}/", listener.local_addr()?);
    axum::serve(listener, app).await?;
    Ok(())
}

/// The gate's SQL.
async fn session(db: &Db, headers: &HeaderMap) -> Answer<LiveSession> {
    let signed_out = || (StatusCode::UNAUTHORIZED, "signed out".to_owned());
    let token = session_digest(&Settings::default(), headers).ok_or_else(signed_out)?;
    let mut tx = db.read().await.map_err(failed)?;
    let live = live_session(&mut tx, &token, SystemClock.now())
        .await
        .map_err(failed)?;
    live.ok_or_else(signed_out)
}

/// The case list's SQL, with all cases within reach.
async fn list(State(ceiling): State<Ceiling>, headers: HeaderMap) -> Answer<String> {
    let live = session(&ceiling.db, &headers).await?;
    let account = live.actor.account;
    let mut tx = ceiling.db.read().await.map_err(failed)?;
    let lines = list_cases(&mut tx, account, Whose::Reachable, None)
        .await
        .map_err(failed)?;
    let total = count_cases(&mut tx, account, Whose::Reachable)
        .await
        .map_err(failed)?;
    let mut text = format!("{}, {total} cases\n", live.name);
    for line in lines {
        writeln!(
            text,
            "{} {} {} {}",
            line.number, line.subject_name, line.matter, line.updated_at
        )
        .map_err(failed)?;
    }
    Ok(text)
}

/// A step page's SQL, the audit row of the reading included.
async fn step(
    State(ceiling): State<Ceiling>,
    Path(id): Path<AssessmentId>,
    headers: HeaderMap,
) -> Answer<String> {
    let live = session(&ceiling.db, &headers).await?;
    let now = SystemClock.now();
    let today = stockholm_day(now);
    let account = Some(live.actor.account);
    ceiling
        .db
        .write(move |tx| {
            Box::pin(async move {
                let case = case_of(tx, id).await?;
                let who = Who {
                    account,
                    unit: Some(case.unit),
                    now,
                    today,
                };
                assessments::record_read(tx, who, case.id, id, "weighing").await?;
                let assessment = assessments::assessment(tx, id).await?;
                let material = assessments::material(tx, &case, &assessment, today).await?;
                let sections = sections::sections(tx, id).await?;
                let letters = letters::letters(tx, id).await?;
                let (children, sections, letters) = (material.children.len(), sections.len(), letters.len());
                Ok(format!(
                    "{}: {children} children, {sections} sections, {letters} letters\n",
                    case.number
                ))
            })
        })
        .await
        .map_err(|e: StoreError| failed(e))
}

async fn bytes(State(ceiling): State<Ceiling>) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], ceiling.page)
}
