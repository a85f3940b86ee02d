//! Versions of what self-monitoring asks: read, downloaded, previewed and published by an administrator.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::monitoring::{Instrument, InstrumentKind, own_instrument, read_instrument, write_instrument};

use crate::support::{Answer, Browser};
use crate::work::Town;

const LIST: &str = "/egenkontroll/instrument";
const PREVIEW: &str = "/egenkontroll/instrument/forhandsgranska";
const PUBLISH: &str = "/egenkontroll/instrument/publicera";

/// The program's own, under another name, from the day of the tests on, changed.
fn changed(version: &str, change: impl FnOnce(&mut Instrument)) -> String {
    let mut instrument = Instrument::clone(own_instrument(InstrumentKind::Unit).unwrap());
    version.clone_into(&mut instrument.version);
    instrument.effective_from = "2026-03-02".parse().unwrap();
    change(&mut instrument);
    write_instrument(&instrument).unwrap()
}

/// With one more item, one less, and one in other words.
fn with_news(version: &str, text: &str) -> String {
    changed(version, |instrument| {
        let mut item = instrument.areas[0].items[0].clone();
        "lead-new".clone_into(&mut item.code);
        text.clone_into(&mut item.text.sv);
        instrument.areas[0].items.push(item);
        instrument.areas[1].items.remove(0);
        instrument.areas[2].items[0].full.sv.push_str(" Och mer.");
    })
}

async fn upload(browser: &mut Browser<'_>, content: &[u8]) -> Answer {
    let request = Request::post(PREVIEW).header(header::CONTENT_TYPE, "multipart/form-data; boundary=----x1");
    let name: &[u8] = if content.is_empty() { b"" } else { b"fragor.toml" };
    let body = [
        b"------x1\r\nContent-Disposition: form-data; name=\"file\"; filename=\"".as_slice(),
        name,
        b"\"\r\nContent-Type: application/octet-stream\r\n\r\n",
        content,
        b"\r\n------x1--\r\n",
    ]
    .concat();
    browser.send(request, Body::from(body)).await
}

async fn publish(browser: &mut Browser<'_>, source: &str, note: &str, read: &str) -> Answer {
    browser
        .post(PUBLISH, &[("source", source), ("note", note), ("read", read)])
        .await
}

#[tokio::test]
async fn both_instruments_are_listed_can_be_read_and_their_files_read_back() {
    let town = Town::new().await;
    let mut browser = town.site.signed_in("administrator").await;
    let list = browser.get(LIST).await;
    list.assert_status(StatusCode::OK, "list");
    assert_eq!(list.body.matches(">gäller i dag<").count(), 2);
    for kind in InstrumentKind::ALL {
        let own = own_instrument(kind).unwrap();
        let address = format!("{LIST}/{}/{}", kind.slug(), own.version);
        assert!(list.body.contains(&format!("href=\"{address}\"")), "{address}");
        let shown = browser.get(&address).await;
        shown.assert_status(StatusCode::OK, &address);
        for item in own.items() {
            assert!(
                shown.body.contains(&format!("<code>{}</code>", item.code)),
                "{}",
                item.code
            );
        }
        let file = browser.get(&format!("{address}/fil")).await;
        assert_eq!(read_instrument(&file.body).as_ref(), Ok(own.as_ref()));
        let name = format!(
            "attachment; filename=\"egenkontroll-{}-{}.toml\"",
            kind.slug(),
            own.version
        );
        assert!(file.header("content-disposition").starts_with(&name));
    }
}

#[tokio::test]
async fn a_version_is_previewed_with_what_is_new_and_published_after_reading() {
    let town = Town::new().await;
    let mut browser = town.site.signed_in("administrator").await;
    let source = with_news("granvattna-1", "Fika med \"barn\" & <unga>.");
    let preview = upload(&mut browser, source.as_bytes()).await;
    preview.assert_status(StatusCode::OK, "preview");
    for shown in [
        "Inget är publicerat än",
        "Nya punkter <span class=\"meta\">1",
        "Borttagna punkter <span class=\"meta\">1",
        "Ändrade punkter <span class=\"meta\">1",
        "Fika med",
        "Och mer.",
    ] {
        assert!(preview.body.replace("<!>", "").contains(shown), "{shown}");
    }
    assert_eq!(
        preview.form(PUBLISH).value("source"),
        source,
        "the file goes along as it is"
    );
    let unread = publish(&mut browser, &source, "", "").await;
    unread.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "unread");
    assert!(unread.body.contains("href=\"#f-note\"") && unread.body.contains("href=\"#f-read\""));
    assert_eq!(unread.form(PUBLISH).value("source"), source);
    assert_eq!(
        town.count("select count(*) from instrument").await,
        2,
        "nothing is published yet"
    );
    let done = publish(&mut browser, &source, "Fika", "yes").await;
    assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, LIST));
    let list = browser.get(LIST).await.body;
    assert!(
        list.contains("publicerad 2026-03-02 av administrator")
            && list.contains("Ingen omgång är öppnad med den")
    );
    assert_eq!(list.matches("har gällt").count(), 1, "our own");
    let file = browser.get(&format!("{LIST}/enhet/granvattna-1/fil")).await;
    assert_eq!(file.body, source);
    assert_eq!(town.count("select count(*) from audit where action = 'published' and object_kind = 'instrument' and detail = 'unit granvattna-1'").await, 1);
    // The next round is opened with it.
    let page = town
        .site
        .signed_in("coordinator")
        .await
        .get("/egenkontroll/ny")
        .await
        .body;
    assert!(page.contains("31 punkter, version granvattna-1"));
}

#[tokio::test]
async fn what_is_no_instrument_is_refused_with_what_to_do_and_nothing_is_stored() {
    let town = Town::new().await;
    let mut browser = town.site.signed_in("administrator").await;
    let own = own_instrument(InstrumentKind::Unit).unwrap();
    let misspelt = changed("x", |_| {}).replacen("full", "fyll", 1);
    let twice = changed("x", |i| {
        i.areas[1].items[0].code = i.areas[0].items[0].code.clone();
    });
    let passed = changed("x", |i| i.effective_from = "2026-03-01".parse().unwrap());
    let dots = changed("x", |_| {}).replacen("version = \"x\"", "version = \"..\"", 1);
    let own_name = changed(&own.version, |_| {});
    let large = format!("{}{}", changed("x", |_| {}), "\n# x".repeat(100_000));
    let refused: [(&str, &[u8], &str); 9] = [
        ("no file", b"", "Välj filen"),
        ("no text", b"\xff\xfe\x00x", "ingen text i UTF-8"),
        ("no TOML", b"version = ", "TOML parse error at line 1"),
        ("a misspelt field", misspelt.as_bytes(), "unknown field `fyll`"),
        ("an item twice", twice.as_bytes(), "occurs twice"),
        ("a day that has passed", passed.as_bytes(), "har redan passerat"),
        ("a bad name", dots.as_bytes(), "Versionen behöver ett namn"),
        (
            "the name of our own",
            own_name.as_bytes(),
            "Det finns redan en version",
        ),
        ("a large file", large.as_bytes(), "högst 256 KB"),
    ];
    for (what, file, words) in refused {
        let answer = upload(&mut browser, file).await;
        answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, what);
        assert!(answer.body.contains(words), "{what}: {}", answer.summary());
        assert!(answer.body.contains("href=\"#f-file\""), "{what}");
        // The same holds for whoever changes the hidden field.
        let source = String::from_utf8_lossy(file).into_owned();
        publish(&mut browser, &source, "Nytt", "yes")
            .await
            .assert_status(StatusCode::UNPROCESSABLE_ENTITY, what);
    }
    assert_eq!(town.count("select count(*) from instrument").await, 2);
}

#[tokio::test]
async fn a_name_that_somebody_else_took_meanwhile_is_refused_and_markup_is_text() {
    const NASTY: &str = "</textarea><script>alert(1)</script>\"'&";
    let town = Town::new().await;
    let mut browser = town.site.signed_in("administrator").await;
    let source = with_news("granvattna-1", NASTY);
    let mut pages = vec![
        upload(&mut browser, source.as_bytes()).await,
        publish(&mut browser, &source, NASTY, "").await,
    ];
    publish(&mut browser, &source, NASTY, "yes")
        .await
        .assert_status(StatusCode::SEE_OTHER, "publish");
    pages.push(browser.get(LIST).await);
    pages.push(browser.get(&format!("{LIST}/enhet/granvattna-1")).await);
    for page in pages {
        assert!(!page.body.contains("<script>alert"));
        assert!(page.body.contains("&lt;script&gt;alert(1)"));
    }
    let mine = with_news("granvattna-1", "Min.");
    let answer = publish(&mut browser, &mine, "Min", "yes").await;
    answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "taken");
    assert!(
        answer
            .body
            .contains("Det finns redan en version som heter granvattna-1")
    );
    for address in [
        "enhet/x",
        "barn/granvattna-1",
        "kommun/granvattna-1",
        "enhet/..%2F..",
    ] {
        browser
            .get(&format!("{LIST}/{address}"))
            .await
            .assert_status(StatusCode::NOT_FOUND, address);
    }
}
