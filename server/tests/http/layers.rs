use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use axum::routing::get;
use ogonhojd_server::assets::Assets;
use ogonhojd_server::router::with_layers;
use ogonhojd_server::settings::Settings;
use ogonhojd_server::state::AppState;

use crate::support::{Answer, PASSWORD, Site, ask, log};

const FORM: &str = "application/x-www-form-urlencoded";

fn assert_guarded(answer: &Answer, what: &str) {
    let policy = answer.header("content-security-policy");
    for part in [
        "default-src 'none'",
        "'strict-dynamic' 'wasm-unsafe-eval'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ] {
        assert!(policy.contains(part), "{what}: {policy}");
    }
    assert!(!policy.contains("unsafe-inline"), "{what}");
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        assert_eq!(answer.header(name), value, "{what}: {name}");
    }
    assert!(
        answer.header("permissions-policy").contains("camera=()"),
        "{what}"
    );
    assert_eq!(answer.header("cache-control"), "no-store", "{what}");
    assert_eq!(answer.header("x-request-id").len(), 32, "{what}");
}

#[tokio::test]
async fn every_class_of_response_carries_the_protective_headers() {
    let site = Site::new().await;
    site.account("asa").await;
    let mut browser = site.signed_in("asa").await;
    let mut stranger = site.browser();
    let foreign = Request::post("/sprak")
        .header("origin", "https://evil.example")
        .header(header::CONTENT_TYPE, FORM);
    let answers = [
        ("page", browser.get("/sessioner").await, StatusCode::OK),
        (
            "redirect",
            stranger.get("/sessioner").await,
            StatusCode::SEE_OTHER,
        ),
        (
            "kept form",
            stranger.post("/sessioner/avsluta", &[]).await,
            StatusCode::UNAUTHORIZED,
        ),
        (
            "asked again",
            stranger.post("/logga-in", &[]).await,
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        (
            "unknown route",
            stranger.get("/finns-inte").await,
            StatusCode::NOT_FOUND,
        ),
        (
            "wrong method",
            stranger.send(Request::delete("/logga-in"), Body::empty()).await,
            StatusCode::METHOD_NOT_ALLOWED,
        ),
        (
            "foreign origin",
            stranger.send(foreign, Body::empty()).await,
            StatusCode::FORBIDDEN,
        ),
        (
            "broken form",
            stranger.post_raw("/logga-in", "a=%FF".into()).await,
            StatusCode::BAD_REQUEST,
        ),
        (
            "large form",
            stranger
                .post_raw("/logga-in", format!("a={}", "x".repeat(4_000_000)))
                .await,
            StatusCode::PAYLOAD_TOO_LARGE,
        ),
        (
            "missing file",
            stranger.get("/pkg/x.js").await,
            StatusCode::NOT_FOUND,
        ),
        ("health", stranger.get("/healthz").await, StatusCode::OK),
        ("readiness", stranger.get("/readyz").await, StatusCode::OK),
        (
            "signing in",
            stranger
                .post("/logga-in", &[("user_name", "asa"), ("password", PASSWORD)])
                .await,
            StatusCode::SEE_OTHER,
        ),
    ];
    for (what, answer, status) in &answers {
        assert_eq!(answer.status, *status, "{what}");
        assert_guarded(answer, what);
    }
}

#[tokio::test]
async fn the_nonce_is_another_one_in_every_response() {
    let site = Site::new().await;
    let policy = |answer: &Answer| answer.header("content-security-policy").to_owned();
    let (a, b) = (
        site.browser().get("/logga-in").await,
        site.browser().get("/logga-in").await,
    );
    assert_ne!(policy(&a), policy(&b));
}

#[tokio::test]
async fn a_form_from_another_site_is_refused_and_one_from_here_is_not() {
    let site = Site::new().await;
    let post = || Request::post("/sprak").header(header::CONTENT_TYPE, FORM);
    for foreign in [
        post().header("origin", "https://evil.example"),
        post().header("origin", "null"),
        post().header("sec-fetch-site", "cross-site"),
        post().header("sec-fetch-site", "same-site"),
    ] {
        let answer = site.browser().send(foreign, Body::from("language=en")).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        assert!(answer.body.contains("Formuläret kom från en annan webbplats"));
        assert!(answer.cookies().is_empty());
    }
    for own in [
        post().header("origin", "http://ogonhojd.test"),
        post().header("sec-fetch-site", "same-origin"),
        post(),
    ] {
        let answer = site.browser().send(own, Body::from("language=en")).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn the_public_origin_is_trusted_when_a_proxy_changes_the_host() {
    let settings = Settings {
        public_origin: Some("https://ogonhojd.example.se".into()),
        ..Settings::default()
    };
    let site = Site::with(settings, Assets::default()).await;
    let request = Request::post("/sprak")
        .header(header::CONTENT_TYPE, FORM)
        .header("origin", "https://ogonhojd.example.se");
    assert_eq!(
        site.browser().send(request, Body::empty()).await.status,
        StatusCode::SEE_OTHER
    );
}

#[tokio::test]
async fn a_form_over_the_limit_is_refused_with_what_to_do() {
    let site = Site::new().await;
    let mut browser = site.browser();
    let answer = browser
        .post_raw("/sprak", format!("a={}", "x".repeat(3 * 1024 * 1024)))
        .await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(answer.body.contains("3 megabyte") && answer.body.contains("dela upp texten"));
    let many = (0..=domain::fields::MAX_FIELDS)
        .map(|n| format!("f{n}=x"))
        .collect::<Vec<_>>()
        .join("&");
    assert_eq!(
        browser.post_raw("/sprak", many).await.status,
        StatusCode::PAYLOAD_TOO_LARGE
    );
    let fits = browser
        .post_raw(
            "/sprak",
            format!("language=en&a={}", "x".repeat(3 * 1024 * 1024 - 100)),
        )
        .await;
    assert_eq!(fits.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_form_that_cannot_be_read_is_refused() {
    let site = Site::new().await;
    for body in ["language=%C3", "language=%zz", "%FF=x"] {
        let answer = site.browser().post_raw("/sprak", body.into()).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{body}");
        assert!(answer.body.contains("Det som skickades går inte att läsa"));
    }
    let json = Request::post("/sprak").header(header::CONTENT_TYPE, "application/json");
    assert_eq!(
        site.browser().send(json, Body::from("{}")).await.status,
        StatusCode::BAD_REQUEST
    );
}

#[tokio::test]
async fn an_unknown_address_and_a_wrong_method_have_pages_of_their_own() {
    let site = Site::new().await;
    let mut browser = site.browser();
    let unknown = browser.get("/arende/%3Cscript%3Ealert(1)%3C/script%3E").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    assert!(unknown.body.contains("Sidan finns inte") && !unknown.body.contains("alert"));
    let wrong = browser.send(Request::delete("/logga-in"), Body::empty()).await;
    assert_eq!(wrong.status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(wrong.body.contains("Så kan sidan inte användas") && wrong.header("allow").contains("POST"));
}

#[tokio::test]
async fn a_panic_becomes_a_page_with_a_number_and_nothing_internal() {
    let site = Site::new().await;
    let cracked: Router<AppState> = Router::new().route("/sprick", get(sprick));
    let router = with_layers(cracked, &site.state)
        .unwrap()
        .with_state(site.state.clone());
    let answer = ask(&router, Request::get("/sprick").body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(
        answer.body.contains("Något gick fel hos oss") && answer.body.contains(answer.header("x-request-id"))
    );
    assert!(!answer.body.contains("hemligt"));
    assert_guarded(&answer, "panic");
}

async fn sprick() -> &'static str {
    assert!(std::env::args().count() == 0, "hemligt");
    ""
}

#[tokio::test]
async fn pages_are_compressed_for_those_who_ask() {
    let site = Site::new().await;
    for (encoding, answer) in [
        (
            "br",
            site.browser()
                .send(
                    Request::get("/logga-in").header("accept-encoding", "gzip, br"),
                    Body::empty(),
                )
                .await,
        ),
        (
            "gzip",
            site.browser()
                .send(
                    Request::get("/logga-in").header("accept-encoding", "gzip"),
                    Body::empty(),
                )
                .await,
        ),
        ("", site.browser().get("/logga-in").await),
        (
            "",
            site.browser()
                .send(
                    Request::get("/healthz").header("accept-encoding", "br"),
                    Body::empty(),
                )
                .await,
        ),
    ] {
        assert_eq!(
            (answer.status, answer.header("content-encoding")),
            (StatusCode::OK, encoding)
        );
    }
}

#[tokio::test]
async fn the_log_names_routes_and_neither_paths_nor_people() {
    let site = Site::new().await;
    site.account("asa.hemlig").await;
    let mut browser = site.signed_in("asa.hemlig").await;
    browser.get("/sessioner?fraga=hemlig").await;
    browser.get(&format!("/aktivera/{}", "c".repeat(64))).await;
    browser.get("/hemlig/adress").await;
    let log = log();
    assert!(
        log.lines()
            .any(|line| line.contains("route=\"/aktivera/{token}\" status=410")),
        "{log}"
    );
    assert!(
        log.lines()
            .any(|line| line.contains("route=\"/sessioner\" status=200")),
        "{log}"
    );
    assert!(
        log.lines().any(|line| line.contains("route=\"-\" status=404")),
        "{log}"
    );
    for secret in [
        "hemlig",
        &"c".repeat(64),
        "Lindehag",
        browser.cookies["ogonhojd"].as_str(),
    ] {
        assert!(!log.contains(secret), "{secret} is in {log}");
    }
}
