//! Every header of every class of response, over https, beside a list of what they have to be: `headers.txt`. Whoever changes one on
//! purpose writes the list anew with `OGONHOJD_WRITE_LISTS=1` and reads the difference.

use std::fmt::Write as _;
use std::path::Path;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use axum::routing::get;
use ogonhojd_server::assets::Assets;
use ogonhojd_server::error::AppError;
use ogonhojd_server::reports::run_next;
use ogonhojd_server::router::with_layers;
use ogonhojd_server::settings::Settings;
use ogonhojd_server::state::AppState;

use crate::support::{Answer, Browser, PASSWORD, Site, ask};
use crate::work::{Desk, Town};

const FORM: &str = "application/x-www-form-urlencoded";

/// The list as it has to be.
const EXPECTED: &str = include_str!("headers.txt");

#[derive(Default)]
struct List(String);

impl List {
    /// Adds an answer; what differs from one to the next is named instead.
    fn add(&mut self, class: &str, answer: &Answer) {
        let mut lines: Vec<String> = answer
            .headers
            .iter()
            .filter(|(name, _)| **name != header::CONTENT_LENGTH)
            .map(|(name, value)| {
                let value = value.to_str().unwrap();
                let value = match name.as_str() {
                    "x-request-id" if value.len() == 32 => "ID".to_owned(),
                    "content-security-policy" => without_nonce(value),
                    "set-cookie" => without_token(value),
                    "location" => without_ids(value),
                    "content-disposition" => value.split(';').next().unwrap().to_owned(),
                    _ => value.to_owned(),
                };
                format!("  {name}: {value}")
            })
            .collect();
        lines.sort();
        writeln!(
            self.0,
            "{class}: {}\n{}",
            answer.status.as_u16(),
            lines.join("\n")
        )
        .unwrap();
    }
}

fn without_nonce(policy: &str) -> String {
    match policy.split_once("'nonce-") {
        Some((before, rest)) => {
            let (nonce, after) = rest.split_once('\'').unwrap();
            assert!(nonce.len() >= 22, "{nonce}");
            format!("{before}'nonce-NONCE'{after}")
        }
        None => policy.to_owned(),
    }
}

fn without_token(cookie: &str) -> String {
    let (pair, rest) = cookie.split_once(';').unwrap();
    let (name, value) = pair.split_once('=').unwrap();
    let value = if value.len() > 20 { "TOKEN" } else { value };
    format!("{name}={value};{rest}")
}

fn without_ids(address: &str) -> String {
    let parts = address.split('/').map(|part| match part.split_once('?') {
        _ if part.len() == 36 => "ID".to_owned(),
        _ => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("/")
}

fn https() -> Settings {
    Settings {
        https: true,
        public_origin: Some("https://ogonhojd.test".into()),
        ..Settings::default()
    }
}

fn assets() -> Assets {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("pkg")).unwrap();
    let manifest = "js ogonhojd-1.js\nwasm ogonhojd-1_bg.wasm\ncss ogonhojd-1.css\n";
    std::fs::write(folder.path().join("manifest.txt"), manifest).unwrap();
    for name in ["ogonhojd-1.js", "ogonhojd-1_bg.wasm", "ogonhojd-1.css"] {
        std::fs::write(folder.path().join("pkg").join(name), "x").unwrap();
    }
    Assets::read(folder.path()).unwrap()
}

/// Handlers that end as a handler must not.
fn failing(state: &AppState) -> Router {
    let routes: Router<AppState> = Router::new()
        .route("/sprick", get(async || -> &'static str { panic!("hemligt") }))
        .route("/fel", get(async || AppError::Internal))
        .route("/upptaget", get(async || AppError::Busy))
        .route("/krock", get(async || AppError::Conflict));
    with_layers(routes, state).unwrap().with_state(state.clone())
}

async fn of_strangers(list: &mut List, site: &Site) {
    let mut stranger = site.browser();
    list.add("page of a stranger", &stranger.get("/logga-in").await);
    list.add("sent to sign in", &stranger.get("/sessioner").await);
    list.add(
        "form kept at sign-in",
        &stranger.post("/sessioner/avsluta", &[]).await,
    );
    list.add("asked again", &stranger.post("/logga-in", &[]).await);
    list.add(
        "used link",
        &stranger.get(&format!("/aktivera/{}", "c".repeat(64))).await,
    );
    list.add("unknown address", &stranger.get("/finns-inte").await);
    let wrong = stranger.send(Request::delete("/logga-in"), Body::empty()).await;
    list.add("wrong method", &wrong);
    let foreign = Request::post("/sprak")
        .header("origin", "https://evil.example")
        .header(header::CONTENT_TYPE, FORM);
    list.add("foreign origin", &stranger.send(foreign, Body::empty()).await);
    list.add(
        "broken form",
        &stranger.post_raw("/logga-in", "a=%FF".into()).await,
    );
    let large = format!("a={}", "x".repeat(4_000_000));
    list.add("large form", &stranger.post_raw("/logga-in", large).await);
    list.add("language", &stranger.post("/sprak", &[("language", "en")]).await);
    for file in [
        "ogonhojd-1.js",
        "ogonhojd-1_bg.wasm",
        "ogonhojd-1.css",
        "finns-inte.js",
    ] {
        list.add(
            &format!("file {file}"),
            &stranger.get(&format!("/pkg/{file}")).await,
        );
    }
    list.add("health", &stranger.get("/healthz").await);
    list.add("readiness", &stranger.get("/readyz").await);
    let script = Request::post("/sessioner/avsluta").header("x-autosave", "1");
    list.add(
        "script without a session",
        &stranger.send(script, Body::empty()).await,
    );
    for path in ["/sprick", "/fel", "/upptaget", "/krock"] {
        let request = Request::get(path).body(Body::empty()).unwrap();
        list.add(
            &format!("failing {path}"),
            &ask(&failing(&site.state), request).await,
        );
    }
}

async fn of_people(list: &mut List, town: &Town) {
    let mut browser = town.site.browser();
    let signing_in = [("user_name", "owner"), ("password", PASSWORD)];
    list.add("signing in", &browser.post("/logga-in", &signing_in).await);
    for _ in 0..6 {
        town.site
            .browser()
            .post("/logga-in", &[("user_name", "colleague"), ("password", "fel")])
            .await;
    }
    let often = [("user_name", "colleague"), ("password", PASSWORD)];
    list.add("too often", &town.site.browser().post("/logga-in", &often).await);
    let mut browser = town.site.signed_in("owner").await;
    list.add("page", &browser.get("/arenden").await);
    list.add("page out of reach", &browser.get("/checklistor").await);
    list.add("form to be mended", &browser.post("/arenden/nytt", &[]).await);
    list.add("data for a script", &browser.get("/session/tid").await);
    let mut desk = Desk::begin(town, &[("Elsa", "2016-05-05")]).await;
    list.add("page with scripts", &desk.get("/fakta").await);
    crate::attachments::added(&mut desk, "intyg.pdf", &crate::attachments::pdf("x")).await;
    let listed = desk.get("/bilagor").await;
    list.add(
        "attachment",
        &desk.browser.get(&linked(&listed, "/bilagor/0")).await,
    );
    list.add("document", &desk.get("/dokument/arbetsutskrift.pdf").await);
    export(list, town).await;
    list.add("signing out", &desk.browser.post("/logga-ut", &[]).await);
}

/// The first address of the page that holds this.
fn linked(page: &Answer, part: &str) -> String {
    let found = page
        .body
        .split("href=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap());
    found
        .into_iter()
        .find(|href| href.contains(part))
        .unwrap()
        .to_owned()
}

async fn export(list: &mut List, town: &Town) {
    let parameters = crate::reports::begun(town).await;
    let job = &parameters.iter().find(|(name, _)| *name == "job").unwrap().1;
    while run_next(&town.site.state).await.unwrap() {}
    let mut manager: Browser<'_> = town.site.signed_in("manager").await;
    list.add(
        "exported file",
        &manager.get(&format!("/rapporter/export/{job}/fil")).await,
    );
}

#[tokio::test]
async fn every_class_of_response_has_the_headers_that_the_list_says() {
    let mut list = List::default();
    let town = Town::in_site(Site::with(https(), assets()).await).await;
    of_strangers(&mut list, &town.site).await;
    of_people(&mut list, &town).await;
    if std::env::var_os("OGONHOJD_WRITE_LISTS").is_some() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/http/headers.txt");
        std::fs::write(file, &list.0).unwrap();
        return;
    }
    for (found, expected) in list.0.lines().zip(EXPECTED.lines()) {
        assert_eq!(found, expected, "the list of headers: see the top of this file");
    }
    assert_eq!(list.0.lines().count(), EXPECTED.lines().count());
}

#[tokio::test]
async fn over_plain_http_only_the_promise_of_https_is_missing() {
    let site = Site::new().await;
    let answer = site.browser().get("/logga-in").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("strict-transport-security"), "");
    assert!(
        answer
            .header("content-security-policy")
            .starts_with("default-src 'none'")
    );
}
