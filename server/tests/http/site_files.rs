use std::fs;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use ogonhojd_server::assets::Assets;
use ogonhojd_server::settings::Settings;

use crate::support::Site;

async fn site() -> Site {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("pkg/fonts")).unwrap();
    fs::write(
        folder.path().join("manifest.txt"),
        "js ogonhojd-1.js\nwasm ogonhojd-1_bg.wasm\ncss ogonhojd-1.css\n",
    )
    .unwrap();
    for (name, content) in [
        ("ogonhojd-1.js", "plain"),
        ("ogonhojd-1.js.br", "brotli"),
        ("ogonhojd-1.js.gz", "gzip"),
        ("ogonhojd-1_bg.wasm", "wasm"),
        ("ogonhojd-1.css", "css"),
        ("fonts/a-2.woff2", "font"),
    ] {
        fs::write(folder.path().join("pkg").join(name), content).unwrap();
    }
    Site::with(Settings::default(), Assets::read(folder.path()).unwrap()).await
}

#[tokio::test]
async fn files_are_served_for_ever_in_the_encoding_that_the_browser_knows() {
    let site = site().await;
    for (accepted, encoding, body) in [
        ("gzip, br", "br", "brotli"),
        ("gzip", "gzip", "gzip"),
        ("identity", "", "plain"),
    ] {
        let request = Request::get("/pkg/ogonhojd-1.js").header("accept-encoding", accepted);
        let answer = site.browser().send(request, Body::empty()).await;
        assert_eq!(
            (answer.status, answer.body.as_str()),
            (StatusCode::OK, body),
            "{accepted}"
        );
        assert_eq!(answer.header("content-encoding"), encoding);
        assert_eq!(
            answer.header("cache-control"),
            "public, max-age=31536000, immutable"
        );
        assert_eq!(answer.header("content-type"), "text/javascript; charset=utf-8");
        assert_eq!(answer.header("vary"), "accept-encoding");
    }
    assert_eq!(
        site.browser()
            .get("/pkg/ogonhojd-1_bg.wasm")
            .await
            .header("content-type"),
        "application/wasm"
    );
    assert_eq!(
        site.browser()
            .get("/pkg/fonts/a-2.woff2")
            .await
            .header("content-type"),
        "font/woff2"
    );
}

#[tokio::test]
async fn an_unchanged_file_is_not_sent_again() {
    let site = site().await;
    let tag = site
        .browser()
        .get("/pkg/ogonhojd-1.css")
        .await
        .header("etag")
        .to_owned();
    assert!(!tag.is_empty());
    let again = site
        .browser()
        .send(
            Request::get("/pkg/ogonhojd-1.css").header("if-none-match", &tag),
            Body::empty(),
        )
        .await;
    assert_eq!(
        (again.status, again.body.as_str()),
        (StatusCode::NOT_MODIFIED, "")
    );
}

#[tokio::test]
async fn nothing_outside_the_folder_is_served() {
    let site = site().await;
    for path in [
        "/pkg/x.js",
        "/pkg/../manifest.txt",
        "/pkg/%2e%2e/manifest.txt",
        "/pkg/ogonhojd-1.js.br",
    ] {
        assert_eq!(
            site.browser().get(path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_page_to_read_loads_the_style_and_no_script() {
    let page = site().await.browser().get("/logga-in").await.body;
    assert!(
        page.contains("/pkg/ogonhojd-1.css") && !page.contains("<script") && !page.contains(".wasm"),
        "{page}"
    );
}
