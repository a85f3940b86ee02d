//! Attachments of an assessment, as browsers send and save them.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use ogonhojd_server::clock::Clock as _;
use store::Pools;

use crate::authenticator::App;
use crate::support::{Answer, Browser, PASSWORD};
use crate::work::{Desk, Town, bytes};

const NOTE: &str = "Intyg från \"barnkliniken\" & <skolan>";

pub fn pdf(text: &str) -> Vec<u8> {
    format!("%PDF-1.7\n1 0 obj\n({text})\nendobj\ntrailer\n<< >>\nstartxref\n9\n%%EOF\n").into_bytes()
}

fn png() -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    let chunks: [(&[u8; 4], &[u8]); 3] = [(b"IHDR", &[0; 13]), (b"IDAT", &[1; 9]), (b"IEND", &[])];
    for (kind, content) in chunks {
        file.extend(u32::try_from(content.len()).unwrap().to_be_bytes());
        file.extend(kind);
        file.extend(content);
        file.extend([0; 4]);
    }
    file
}

fn jpeg() -> Vec<u8> {
    let mut file = b"\xff\xd8\xff\xe0\x00\x04JF\xff\xc0\x00\x04\x08\x00".to_vec();
    file.extend(b"\xff\xda\x00\x04\x01\x01\x12\xff\x00\x34\xff\xd9");
    file
}

/// A form as a browser sends it; without name and content where no file was chosen.
fn form(note: &str, name: &str, content: &[u8]) -> Vec<u8> {
    [
        b"------x1\r\nContent-Disposition: form-data; name=\"file\"; filename=\"".as_slice(),
        name.as_bytes(),
        b"\"\r\nContent-Type: application/octet-stream\r\n\r\n",
        content,
        b"\r\n------x1\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\n",
        note.as_bytes(),
        b"\r\n------x1--\r\n",
    ]
    .concat()
}

fn post(path: &str) -> axum::http::request::Builder {
    Request::post(path).header(header::CONTENT_TYPE, "multipart/form-data; boundary=----x1")
}

async fn send(browser: &mut Browser<'_>, path: &str, note: &str, name: &str, content: &[u8]) -> Answer {
    browser
        .send(post(path), Body::from(form(note, name, content)))
        .await
}

async fn upload(desk: &mut Desk<'_>, name: &str, file: &[u8]) -> Answer {
    let path = desk.at("/bilagor");
    send(&mut desk.browser, &path, NOTE, name, file).await
}

/// The addresses of the files in the list.
async fn listed(desk: &mut Desk<'_>) -> Vec<String> {
    let page = desk.get("/bilagor").await.body;
    let prefix = format!("href=\"{}/", desk.at("/bilagor"));
    let ends = page
        .split(&prefix)
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap());
    ends.filter(|end| !end.contains('/'))
        .map(|end| format!("/bilagor/{end}"))
        .collect()
}

/// Adds a file and says where it is.
pub async fn added(desk: &mut Desk<'_>, name: &str, file: &[u8]) -> String {
    let answer = upload(desk, name, file).await;
    answer.assert_status(StatusCode::SEE_OTHER, name);
    assert_eq!(answer.location(), desk.at("/bilagor"));
    listed(desk).await.pop().unwrap()
}

async fn desk(town: &Town) -> Desk<'_> {
    Desk::begin(town, &[("Elsa", "2016-05-05")]).await
}

#[tokio::test]
async fn pdf_png_and_jpeg_are_listed_and_come_back_as_they_were() {
    let town = Town::new().await;
    let mut desk = desk(&town).await;
    assert!(
        desk.get("/fakta")
            .await
            .body
            .contains(&format!("href=\"{}\"", desk.at("/bilagor")))
    );
    let empty = desk.get("/bilagor").await;
    assert!(empty.body.contains("Inga bilagor är tillagda."));
    assert_eq!(empty.form(&desk.at("/bilagor")).names(), ["file", "note"]);
    assert!(empty.body.contains("enctype=\"multipart/form-data\""));
    for (name, file, kind) in [
        ("Läkarintyg mars.pdf", pdf("Intyg"), "application/pdf"),
        ("skärm.PNG", png(), "image/png"),
        ("foto.jpeg", jpeg(), "image/jpeg"),
    ] {
        let address = added(&mut desk, name, &file).await;
        let path = desk.at(&address);
        assert_eq!(
            bytes(&town, &desk.browser, &path).await,
            (StatusCode::OK, file),
            "{name}"
        );
        let answer = desk.get(&address).await;
        for (header, value) in [
            ("content-type", kind),
            ("x-content-type-options", "nosniff"),
            ("content-security-policy", "sandbox; default-src 'none'"),
            ("cache-control", "no-store"),
        ] {
            assert_eq!(answer.header(header), value, "{name}");
        }
        assert!(
            answer
                .header("content-disposition")
                .starts_with("attachment; filename=\""),
            "{name}"
        );
    }
    let first = listed(&mut desk).await.swap_remove(0);
    assert_eq!(
        desk.get(&first).await.header("content-disposition"),
        "attachment; filename=\"Lakarintyg mars.pdf\"; filename*=UTF-8''L%C3%A4karintyg%20mars.pdf"
    );
    let page = desk.get("/bilagor").await.body;
    for part in [
        "3 av högst 20 bilagor",
        "Läkarintyg mars.pdf",
        "PNG",
        "1 kB",
        "Tillagd 2 mars 2026 kl. 09.00 av owner Lindehag",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(page.contains("&lt;skolan&gt;") && !page.contains("<skolan>"));
}

#[tokio::test]
async fn what_may_not_be_attached_is_refused_with_what_to_do_and_the_note_stays() {
    let town = Town::new().await;
    let mut desk = desk(&town).await;
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    for (name, file, message) in [
        ("bild.svg", svg.to_vec(), "SVG-bild"),
        (
            "intyg.pdf",
            b"<!doctype html><script>alert(1)</script>".to_vec(),
            "webbsida",
        ),
        ("foto.png", b"#!/bin/sh\nrm -rf".to_vec(), "skript"),
        ("foto.pdf", png(), "slutar på .png"),
        ("intyg.pdf.exe", pdf("x"), "slutar på .pdf"),
        (
            "intyg.docx",
            b"PK\x03\x04word".to_vec(),
            "varken PDF, PNG eller JPEG",
        ),
        ("intyg.pdf", b"%PDF-1.7 cut".to_vec(), "skadad eller inte hel"),
        ("intyg.pdf", pdf(") /S /JavaScript ("), "innehåller skript"),
        ("intyg.pdf", Vec::new(), "Filen är tom"),
    ] {
        let answer = upload(&mut desk, name, &file).await;
        answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, name);
        assert!(
            answer.body.contains(message) && answer.body.contains("href=\"#f-file\""),
            "{name}: {}",
            answer.summary()
        );
        assert_eq!(answer.form(&desk.at("/bilagor")).value("note"), NOTE, "{name}");
        assert!(!answer.body.contains("alert(1)"), "{name}");
    }
    assert!(
        desk.get("/bilagor")
            .await
            .body
            .contains("Inga bilagor är tillagda.")
    );
    assert_eq!(town.count("select count(*) from attachment").await, 0);
}

#[tokio::test]
async fn a_form_without_file_or_note_asks_for_what_is_missing() {
    let town = Town::new().await;
    let mut desk = desk(&town).await;
    let path = desk.at("/bilagor");
    let without_file = send(&mut desk.browser, &path, NOTE, "", b"").await;
    let as_a_plain_form = desk.post("/bilagor", &[("note", NOTE)]).await;
    for answer in [without_file, as_a_plain_form] {
        answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "no file");
        assert!(answer.body.contains("Välj en fil.") && answer.form(&path).value("note") == NOTE);
        assert!(!answer.body.contains("#f-note"));
    }
    for note in ["", " \n", &"å".repeat(201)] {
        let answer = send(&mut desk.browser, &path, note, "intyg.pdf", &pdf("x")).await;
        answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "no note");
        assert!(answer.body.contains("href=\"#f-note\"") && answer.body.contains("Välj filen igen."));
    }
    assert_eq!(town.count("select count(*) from attachment").await, 0);
}

#[tokio::test]
async fn too_large_a_file_is_refused_with_413() {
    let town = Town::new().await;
    let mut desk = desk(&town).await;
    let mut photo = jpeg();
    photo.resize(10 * 1024 * 1024, 0);
    added(&mut desk, "foto.jpg", &photo).await;
    photo.push(0);
    let answer = upload(&mut desk, "foto.jpg", &photo).await;
    answer.assert_status(StatusCode::PAYLOAD_TOO_LARGE, "one byte more");
    assert!(answer.body.contains("större än 10 MB") && answer.body.contains("<title>Fel"));
    assert_eq!(answer.form(&desk.at("/bilagor")).value("note"), NOTE);
    photo.resize(33 * 1024 * 1024, 0);
    let answer = upload(&mut desk, "foto.jpg", &photo).await;
    answer.assert_status(StatusCode::PAYLOAD_TOO_LARGE, "more than is read");
    assert!(
        answer.body.contains("Det som skickades är för stort") && answer.body.contains("en bilaga högst 10")
    );
    assert_eq!(listed(&mut desk).await.len(), 1);
}

#[tokio::test]
async fn the_same_file_is_taken_once_and_the_twenty_first_not_at_all() {
    let town = Town::new().await;
    let mut desk = desk(&town).await;
    for number in 0..20 {
        let file = pdf(&number.to_string());
        upload(&mut desk, "intyg.pdf", &file)
            .await
            .assert_status(StatusCode::SEE_OTHER, "one of twenty");
        if number == 0 {
            let answer = upload(&mut desk, "kopia.pdf", &file).await;
            answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "the same");
            assert!(answer.body.contains("Samma fil finns redan"));
        }
    }
    let answer = upload(&mut desk, "intyg.pdf", &pdf("en till")).await;
    answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "the twenty-first");
    assert!(answer.body.contains("Det ryms högst 20 bilagor"));
    assert_eq!(listed(&mut desk).await.len(), 20);
}

#[tokio::test]
async fn a_name_is_shown_without_folders_and_runs_nothing() {
    let town = Town::new().await;
    let mut desk = desk(&town).await;
    let name = "C:\\Users\\Karin\\<img src=x onerror=alert(1)>\u{202e}.pdf";
    let address = added(&mut desk, name, &pdf("x")).await;
    let page = desk.get("/bilagor").await.body;
    assert!(page.contains("&lt;img src=x onerror=alert(1)&gt;.pdf"), "{page}");
    assert!(!page.contains("<img") && !page.contains("Users") && !page.contains('\u{202e}'));
    let answer = desk.get(&address).await;
    assert!(!answer.header("content-disposition").contains(['<', '\\']));
}

#[tokio::test]
async fn a_stranger_finds_nothing_and_keeps_what_was_written_through_signing_in() {
    let town = Town::new().await;
    let mut desk = desk(&town).await;
    let address = added(&mut desk, "intyg.pdf", &pdf("x")).await;
    let (list, file) = (desk.at("/bilagor"), desk.at(&address));
    let mut other = town.site.signed_in("other_unit").await;
    for path in [&list, &file, &format!("{file}/ta-bort")] {
        other.get(path).await.assert_status(StatusCode::NOT_FOUND, path);
    }
    send(&mut other, &list, NOTE, "intyg.pdf", &pdf("y"))
        .await
        .assert_status(StatusCode::NOT_FOUND, "add");
    other
        .post(&format!("{file}/ta-bort"), &[])
        .await
        .assert_status(StatusCode::NOT_FOUND, "remove");

    let mut stranger = town.site.browser();
    assert!(stranger.get(&file).await.location().starts_with("/logga-in"));
    let answer = send(&mut stranger, &list, NOTE, "intyg.pdf", &pdf("y")).await;
    answer.assert_status(StatusCode::UNAUTHORIZED, "signed out");
    let kept = answer.hidden();
    assert!(kept.contains(&("kept.note".into(), NOTE.into())));
    assert!(!answer.body.contains("kept.file"));
    let mut fields: Vec<(&str, &str)> = kept.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    fields.extend([("user_name", "owner"), ("password", PASSWORD)]);
    let asked = stranger.post("/logga-in", &fields).await;
    let code = App::scan(&asked).code(town.site.clock.now());
    let offered = stranger
        .post_with_hidden("/logga-in/app", &asked, &[("code", &code)])
        .await;
    offered.assert_status(StatusCode::OK, "signed in");
    assert_eq!(offered.form(&list).value("note"), NOTE);
    let again = stranger.post(&list, &[("note", NOTE)]).await;
    again.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "the file is chosen again");
    assert_eq!(again.form(&list).value("note"), NOTE);
    assert_eq!(town.count("select count(*) from attachment").await, 1);
}

#[tokio::test]
async fn a_colleague_reads_and_neither_adds_nor_removes() {
    let town = Town::new().await;
    let mut desk = desk(&town).await;
    let file = pdf("x");
    let address = added(&mut desk, "intyg.pdf", &file).await;
    let (list, path) = (desk.at("/bilagor"), desk.at(&address));
    let mut colleague = town.site.signed_in("colleague").await;
    let page = colleague.get(&list).await;
    page.assert_status(StatusCode::OK, "list");
    assert!(
        page.body.contains("intyg.pdf") && page.body.contains("Det är ärendets handläggare som lägger till")
    );
    assert!(!page.body.contains("multipart/form-data") && !page.body.contains("ta-bort"));
    assert!(
        colleague
            .get(&desk.at("/fakta"))
            .await
            .body
            .contains(&format!("href=\"{list}\""))
    );
    assert_eq!(bytes(&town, &colleague, &path).await, (StatusCode::OK, file));
    send(&mut colleague, &list, NOTE, "mer.pdf", &pdf("y"))
        .await
        .assert_status(StatusCode::NOT_FOUND, "add");
    let remove = format!("{path}/ta-bort");
    colleague
        .get(&remove)
        .await
        .assert_status(StatusCode::NOT_FOUND, "ask to remove");
    colleague
        .post(&remove, &[])
        .await
        .assert_status(StatusCode::NOT_FOUND, "remove");
    assert_eq!(listed(&mut desk).await, [address]);
}

#[tokio::test]
async fn a_file_is_removed_after_a_question_and_is_then_gone() {
    let town = Town::new().await;
    let mut desk = desk(&town).await;
    let address = added(&mut desk, "intyg.pdf", &pdf("x")).await;
    let remove = format!("{address}/ta-bort");
    let asked = desk.get(&remove).await;
    asked.assert_status(StatusCode::OK, "asked");
    assert!(asked.body.contains("Ta bort bilagan?") && asked.body.contains("intyg.pdf"));
    assert_eq!(
        listed(&mut desk).await,
        std::slice::from_ref(&address),
        "asking removes nothing"
    );
    let form = asked.form(&desk.at(&remove));
    let answer = desk.submit(&form).await;
    answer.assert_status(StatusCode::SEE_OTHER, "removed");
    assert_eq!(answer.location(), desk.at("/bilagor"));
    assert!(
        desk.get("/bilagor")
            .await
            .body
            .contains("Inga bilagor är tillagda.")
    );
    for path in [&address, &remove] {
        desk.get(path).await.assert_status(StatusCode::NOT_FOUND, path);
    }
    desk.post(&remove, &[])
        .await
        .assert_status(StatusCode::NOT_FOUND, "again");
    let left = "select count(*) from attachment where length(bytes) = 0 and length(digest) = 32 and removed_by is not null";
    assert_eq!(town.count(left).await, 1);
    added(&mut desk, "intyg.pdf", &pdf("x")).await;
}

#[tokio::test]
async fn a_signed_assessment_keeps_its_attachments_as_they_are() {
    let town = Town::new().await;
    let mut desk = desk(&town).await;
    let file = pdf("x");
    let address = added(&mut desk, "intyg.pdf", &file).await;
    desk.write_all("Jag vill bo kvar.", false).await;
    desk.sign().await;
    let page = desk.get("/bilagor").await;
    page.assert_status(StatusCode::OK, "list");
    assert!(page.body.contains("signerad och låst") && !page.body.contains("multipart/form-data"));
    assert!(!page.body.contains("ta-bort"));
    upload(&mut desk, "mer.pdf", &pdf("y"))
        .await
        .assert_status(StatusCode::CONFLICT, "add");
    let remove = format!("{address}/ta-bort");
    desk.get(&remove)
        .await
        .assert_status(StatusCode::CONFLICT, "ask to remove");
    desk.post(&remove, &[])
        .await
        .assert_status(StatusCode::CONFLICT, "remove");
    let path = desk.at(&address);
    assert_eq!(bytes(&town, &desk.browser, &path).await, (StatusCode::OK, file));
}

#[tokio::test]
async fn files_of_another_case_and_made_up_ids_are_not_there() {
    let town = Town::new().await;
    let mut theirs = desk(&town).await;
    let address = added(&mut theirs, "intyg.pdf", &pdf("x")).await;
    let mut own = desk(&town).await;
    let before = town
        .count("select count(*) from audit where action <> 'read'")
        .await;
    for forged in [
        address.as_str(),
        "/bilagor/x",
        "/bilagor/ffffffff-ffff-ffff-ffff-ffffffffffff",
        "/bilagor/..%2F..",
    ] {
        own.get(forged).await.assert_status(StatusCode::NOT_FOUND, forged);
        let remove = format!("{forged}/ta-bort");
        own.get(&remove)
            .await
            .assert_status(StatusCode::NOT_FOUND, forged);
        own.post(&remove, &[])
            .await
            .assert_status(StatusCode::NOT_FOUND, forged);
    }
    assert_eq!(
        town.count("select count(*) from audit where action <> 'read'")
            .await,
        before
    );
    assert_eq!(listed(&mut theirs).await, [address]);
}

#[tokio::test]
async fn every_reading_and_every_change_leaves_a_row_and_none_repeats_a_name() {
    let town = Town::new().await;
    let mut desk = desk(&town).await;
    let rows = "select count(*) from audit where object_kind = 'attachment'";
    let address = added(&mut desk, "Sidensvans.pdf", &pdf("x")).await;
    assert_eq!(town.count(rows).await, 1);
    desk.get(&address).await.assert_status(StatusCode::OK, "read");
    desk.get(&address)
        .await
        .assert_status(StatusCode::OK, "read again");
    assert_eq!(town.count(rows).await, 3);
    let before = town.trail().await;
    desk.get("/bilagor").await.assert_status(StatusCode::OK, "list");
    desk.get(&format!("{address}/ta-bort"))
        .await
        .assert_status(StatusCode::OK, "ask");
    assert_eq!(town.trail().await, before + 2);
    desk.post(&format!("{address}/ta-bort"), &[])
        .await
        .assert_status(StatusCode::SEE_OTHER, "remove");
    assert_eq!(town.count(rows).await, 4);
    assert_eq!(
        town.count("select count(*) from audit where instr(detail, 'Siden' || 'svans')")
            .await,
        0
    );
    let log = crate::support::log();
    let told: Vec<&str> = log.lines().filter(|line| line.contains("Sidensvans")).collect();
    assert!(told.is_empty(), "{told:?}");
}

#[tokio::test]
async fn a_file_that_was_changed_behind_the_programs_back_is_not_sent() {
    let town = Town::new().await;
    let mut desk = desk(&town).await;
    let address = added(&mut desk, "intyg.pdf", &pdf("tio")).await;
    let Pools::Sqlite { write, .. } = town.site.state.db.pools() else {
        panic!("these tests run on SQLite")
    };
    let forged = sqlx::query("update attachment set bytes = x'736a75'");
    assert_eq!(forged.execute(write).await.unwrap().rows_affected(), 1);
    let answer = desk.get(&address).await;
    answer.assert_status(StatusCode::INTERNAL_SERVER_ERROR, "changed");
    assert!(!answer.body.contains("sju") && answer.header("content-type").starts_with("text/html"));
}

#[tokio::test]
async fn a_file_from_another_site_and_a_broken_one_are_refused() {
    let town = Town::new().await;
    let mut desk = desk(&town).await;
    let path = desk.at("/bilagor");
    let whole = form(NOTE, "intyg.pdf", &pdf("x"));
    let foreign = post(&path).header("origin", "https://evil.example");
    let answer = desk.browser.send(foreign, Body::from(whole.clone())).await;
    answer.assert_status(StatusCode::FORBIDDEN, "another site");
    for length in [0, 30, whole.len() - 10] {
        let cut = Body::from(whole[..length].to_vec());
        let answer = desk.browser.send(post(&path), cut).await;
        answer.assert_status(StatusCode::BAD_REQUEST, "cut off");
        assert!(answer.body.contains("Det som skickades går inte att läsa"));
    }
    assert_eq!(town.count("select count(*) from attachment").await, 0);
}
