//! What people see when the database is gone, slow or full, when the clock moves, and when clients dawdle: the right status, nothing half
//! written, and work again as soon as the fault is over.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use ogonhojd_server::assets::Assets;
use ogonhojd_server::listen::{Patience, serve};
use ogonhojd_server::settings::Settings;
use sqlx::Executor as _;
use store::testing::{TestDb, audit_keys};
use store::{Db, Engine, audit};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

use crate::authenticator::Connected;
use crate::support::{Answer, Site};
use crate::work::{Desk, Town, open_case};

const VERA: [(&str, &str); 2] = [("subject_name", "Vera Blom"), ("matter", "Hyra")];

/// How the wire between the program and PostgreSQL is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wire {
    Whole,
    /// Every connection is cut, and a new one is closed at once.
    Cut,
    /// Each direction waits so long before every piece.
    Slow(Duration),
}

/// A wire that can be cut and mended, and its own address.
async fn wire(to: SocketAddr) -> (watch::Sender<Wire>, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (state, told) = watch::channel(Wire::Whole);
    tokio::spawn(async move {
        while let Ok((near, _)) = listener.accept().await {
            let mut told = told.clone();
            tokio::spawn(async move {
                if *told.borrow() == Wire::Cut {
                    return;
                }
                let far = TcpStream::connect(to).await.unwrap();
                tokio::select! {
                    () = pass(near, far, told.clone()) => {},
                    _ = told.wait_for(|wire| *wire == Wire::Cut) => {},
                }
            });
        }
    });
    (state, address)
}

async fn pass(mut near: TcpStream, mut far: TcpStream, told: watch::Receiver<Wire>) {
    let Wire::Slow(pause) = *told.borrow() else {
        let _ = copy_bidirectional(&mut near, &mut far).await;
        return;
    };
    let (mut near_in, mut near_out) = near.split();
    let (mut far_in, mut far_out) = far.split();
    tokio::join!(
        slowly(&mut near_in, &mut far_out, pause),
        slowly(&mut far_in, &mut near_out, pause)
    );
}

async fn slowly<R, W>(from: &mut R, to: &mut W, pause: Duration)
where
    R: tokio::io::AsyncRead + Unpin,
    W: tokio::io::AsyncWrite + Unpin,
{
    let mut piece = [0; 4096];
    while let Ok(length) = from.read(&mut piece).await {
        if length == 0 {
            return;
        }
        tokio::time::sleep(pause).await;
        if to.write_all(&piece[..length]).await.is_err() {
            return;
        }
    }
}

/// A municipality on PostgreSQL behind a wire.
async fn far_away() -> (Town, watch::Sender<Wire>) {
    let test = TestDb::new(Engine::Postgres).await;
    let url = test.url().to_owned();
    let (before, rest) = url.split_once('@').unwrap();
    let (host, path) = rest.split_once('/').unwrap();
    let (wire, address) = wire(host.parse().unwrap()).await;
    let db = Db::open(&format!("{before}@{address}/{path}")).await.unwrap();
    let db = db.sealed_with(Arc::new(audit_keys().unwrap()));
    let site = Site::over(test, db, Settings::default(), Assets::default()).await;
    (Town::in_site(site).await, wire)
}

fn assert_busy(answer: &Answer, what: &str) {
    answer.assert_status(StatusCode::SERVICE_UNAVAILABLE, what);
    assert!(answer.body.contains("Inget är sparat"), "{what}: {}", answer.body);
    assert!(!answer.body.contains("Vera"), "{what}");
    assert_eq!(answer.header("retry-after"), "30", "{what}");
}

#[tokio::test]
async fn when_the_database_is_gone_everything_says_so_and_works_again_when_it_is_back() {
    let (town, wire) = far_away().await;
    let mut browser = town.site.signed_in("owner").await;
    let case = open_case(&mut browser, &VERA).await;
    let page = format!("/arenden/{case}");
    let change = format!("{page}/andra");
    let mut form = browser.get(&change).await.form(&change);
    form.set("matter", "Hyran i mars");
    wire.send_replace(Wire::Cut);
    assert_busy(&browser.get(&page).await, "a page");
    assert_busy(&browser.post(&change, &form.fields()).await, "a form");
    assert_busy(
        &town
            .site
            .browser()
            .post("/logga-in", &[("user_name", "owner"), ("password", "x")])
            .await,
        "signing in",
    );
    browser
        .get("/readyz")
        .await
        .assert_status(StatusCode::SERVICE_UNAVAILABLE, "not ready");
    browser
        .get("/healthz")
        .await
        .assert_status(StatusCode::OK, "alive");
    wire.send_replace(Wire::Whole);
    let shown = browser.get(&page).await;
    shown.assert_status(StatusCode::OK, "without a restart");
    assert!(
        shown.body.contains("Hyra") && !shown.body.contains("Hyran i mars"),
        "nothing was saved"
    );
    let saved = browser.post(&change, &form.fields()).await;
    assert_eq!(saved.location(), page, "the same form, sent again");
    assert_eq!(town.case(&case).await.matter, "Hyran i mars");
    browser
        .get("/readyz")
        .await
        .assert_status(StatusCode::OK, "ready");
}

#[tokio::test]
async fn a_slow_database_makes_everything_slow_and_nothing_wrong() {
    let (town, wire) = far_away().await;
    // New connections are slow; the old ones go first.
    wire.send_replace(Wire::Cut);
    wire.send_replace(Wire::Slow(Duration::from_millis(15)));
    let mut browser = town.site.signed_in("owner").await;
    let case = open_case(&mut browser, &VERA).await;
    let mut desk = Desk::begin(&town, &[("Elsa", "2016-05-05")]).await;
    desk.get("/fakta").await.assert_status(StatusCode::OK, "a page");
    browser
        .get(&format!("/arenden/{case}"))
        .await
        .assert_status(StatusCode::OK, "another");
    wire.send_replace(Wire::Whole);
}

#[tokio::test]
async fn a_full_disk_takes_nothing_by_halves_and_is_written_to_again_once_there_is_room() {
    let town = Town::new().await;
    let mut desk = Desk::begin(&town, &[("Elsa", "2016-05-05")]).await;
    let address = desk.at("/fakta");
    let long = "Ett långt stycke om vad som har hänt. ".repeat(2_000);
    let mut form = desk.get("/fakta").await.form(&address);
    form.set("fact.1.text", &long);
    let pages: i64 = sqlx::query_scalar("pragma page_count")
        .fetch_one(town.site.pool())
        .await
        .unwrap();
    let limit = |pages: i64| sqlx::AssertSqlSafe(format!("pragma max_page_count = {pages}"));
    town.site.pool().execute(limit(pages)).await.unwrap();
    // A little still fits: that the page was opened for writing. A reading that could not be told would not be shown.
    let told = "select count(*) from audit where action <> 'read'";
    let before = town.count(told).await;
    assert_busy(&desk.submit(&form).await, "a form");
    // The connection that failed is thrown away, and the limit with it.
    town.site.pool().execute(limit(pages)).await.unwrap();
    let request = Request::post(&address)
        .header("content-type", "application/x-www-form-urlencoded")
        .header("x-autosave", "1");
    let by_itself = desk
        .browser
        .send(request, Body::from(crate::support::form(&form.fields())))
        .await;
    by_itself.assert_status(StatusCode::SERVICE_UNAVAILABLE, "a save by the page itself");
    assert_eq!(town.count(told).await, before, "neither text nor trail");
    town.site.pool().execute(limit(1_000_000)).await.unwrap();
    let shown = desk.get("/fakta").await;
    assert!(!shown.body.contains("Ett långt stycke"), "nothing was saved");
    desk.submit(&form)
        .await
        .assert_status(StatusCode::SEE_OTHER, "with room");
    assert!(desk.get("/fakta").await.body.contains("Ett långt stycke"));
    assert_trail_is_whole(&town.site).await;
}

#[tokio::test]
async fn a_clock_that_moves_loses_no_text_and_lets_no_code_count_twice() {
    let town = Town::new().await;
    let site = &town.site;
    let Connected {
        app,
        codes,
        mut browser,
    } = site.connect("owner").await;
    let case = open_case(&mut browser, &VERA).await;
    let change = format!("/arenden/{case}/andra");
    let mut form = browser.get(&change).await.form(&change);
    form.set("matter", "Hyran i mars");
    // Back by an hour: the session lives, the save counts, the case is shown.
    site.later(-60);
    let saved = browser.post(&change, &form.fields()).await;
    assert_eq!(saved.location(), format!("/arenden/{case}"));
    browser
        .get(saved.location())
        .await
        .assert_status(StatusCode::OK, "shown");
    // A code of then was used, or could have been seen: only the codes on paper sign in until the clock has caught up.
    let (mut again, page) = site.half_signed_in("owner").await;
    let code = app.code(ogonhojd_server::clock::Clock::now(&*site.clock));
    let refused = again
        .post_with_hidden("/logga-in/kod", &page, &[("code", &code)])
        .await;
    refused.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "a code of a step that is over");
    let answer = again
        .post_with_hidden("/logga-in/kod", &page, &[("recovery", &codes[0])])
        .await;
    answer.assert_status(StatusCode::OK, "a code on paper");
    again
        .get("/arenden")
        .await
        .assert_status(StatusCode::OK, "signed in");
    // Ahead by two days: the session is over, and what was typed is kept at the sign-in.
    let mut form = browser.get(&change).await.form(&change);
    form.set("matter", "Hyran i april");
    site.later(2 * 24 * 60);
    let kept = browser.post(&change, &form.fields()).await;
    kept.assert_status(StatusCode::UNAUTHORIZED, "over");
    assert!(
        kept.hidden()
            .contains(&("kept.matter".into(), "Hyran i april".into()))
    );
    assert_trail_is_whole(site).await;
}

async fn assert_trail_is_whole(site: &Site) {
    let mut tx = site.state.read().await.unwrap();
    let (keys, signer) = (audit_keys().unwrap(), &site.state.keys.checkpoint);
    let verdict = audit::verify(&mut tx, &keys, &[], signer, |_| {}).await.unwrap();
    assert!(verdict.sound() && verdict.rows > 0, "{verdict:?}");
}

/// A site at an address of its own, with little patience.
async fn listening(site: &Site, patience: Patience) -> (SocketAddr, watch::Sender<bool>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopping) = watch::channel(false);
    tokio::spawn(serve(listener, site.router.clone(), patience, stopping));
    (address, stop)
}

async fn answer(client: &mut TcpStream) -> String {
    let mut all = Vec::new();
    let reading = tokio::time::timeout(Duration::from_secs(20), client.read_to_end(&mut all));
    let _ = reading.await.expect("the server ends the connection");
    String::from_utf8_lossy(&all).into_owned()
}

#[tokio::test]
async fn whoever_dawdles_over_headers_is_let_go_and_holds_up_nobody() {
    let site = Site::new().await;
    let patience = Patience {
        headers: Duration::from_millis(400),
        connections: 3,
        ..Patience::default()
    };
    let (address, stop) = listening(&site, patience).await;
    // All places are taken by clients that say little or nothing.
    let mut dawdlers = Vec::new();
    for begun in [
        "",
        "GET / HTTP/1.1\r\n",
        "POST /logga-in HTTP/1.1\r\nhost: x\r\nx-a: ",
    ] {
        let mut client = TcpStream::connect(address).await.unwrap();
        client.write_all(begun.as_bytes()).await.unwrap();
        dawdlers.push(client);
    }
    let mut client = TcpStream::connect(address).await.unwrap();
    client
        .write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
        .await
        .unwrap();
    let served = answer(&mut client).await;
    assert!(served.starts_with("HTTP/1.1 200"), "{served}");
    for mut dawdler in dawdlers {
        let told = answer(&mut dawdler).await;
        assert!(told.is_empty() || told.starts_with("HTTP/1.1 408"), "{told}");
    }
    stop.send_replace(true);
}

#[tokio::test]
async fn a_client_that_leaves_in_the_middle_of_a_form_leaves_nothing_behind() {
    let town = Town::new().await;
    let (address, stop) = listening(&town.site, Patience::default()).await;
    let cookie = town.site.signed_in("owner").await.cookies["ogonhojd"].clone();
    let before = town.trail().await;
    for part in ["", "subject_name=Vera", "subject_name=Vera+Blom&matter=Hy"] {
        let mut client = TcpStream::connect(address).await.unwrap();
        let head = format!(
            "POST /arenden/nytt HTTP/1.1\r\nhost: x\r\ncookie: ogonhojd={cookie}\r\ncontent-type: application/x-www-form-urlencoded\r\n\
             content-length: 500\r\n\r\n{part}"
        );
        client.write_all(head.as_bytes()).await.unwrap();
        drop(client);
    }
    stop.send_replace(true);
    let mut browser = town.site.signed_in("owner").await;
    browser
        .get("/arenden")
        .await
        .assert_status(StatusCode::OK, "served");
    assert_eq!(town.count("select count(*) from case_file").await, 0);
    // Signing in again and looking at the list is all that the trail tells of.
    assert_eq!(town.trail().await, before + 2);
}
