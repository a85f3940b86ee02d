//! Versions of the checklist: read, downloaded, previewed and published by an administrator.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::content::{Checklist, Question, content, read_checklist, write_checklist};

use crate::support::{Answer, Browser};
use crate::work::Town;

const PREVIEW: &str = "/checklistor/forhandsgranska";
const PUBLISH: &str = "/checklistor/publicera";

/// The program's own, under another name, from the day of the tests on, changed.
fn changed(version: &str, change: impl FnOnce(&mut Checklist)) -> String {
    let mut list = Checklist::clone(content().checklist());
    version.clone_into(&mut list.version);
    list.effective_from = "2026-03-02".parse().unwrap();
    change(&mut list);
    write_checklist(&list).unwrap()
}

/// With one more question about article 3.
fn with_question(version: &str, text: &str) -> String {
    changed(version, |list| {
        let article = list.articles.iter_mut().find(|a| a.number == 3).unwrap();
        let mut question: Question = article.questions[0].clone();
        "3.granvattna.new".clone_into(&mut question.id);
        text.clone_into(&mut question.text.sv);
        article.questions.push(question);
    })
}

/// A form with a file, as a browser sends it; without name and content where no file was chosen.
fn form(name: &str, content: &[u8]) -> Vec<u8> {
    [
        b"------x1\r\nContent-Disposition: form-data; name=\"file\"; filename=\"".as_slice(),
        name.as_bytes(),
        b"\"\r\nContent-Type: application/octet-stream\r\n\r\n",
        content,
        b"\r\n------x1--\r\n",
    ]
    .concat()
}

async fn upload(browser: &mut Browser<'_>, content: &[u8]) -> Answer {
    let request = Request::post(PREVIEW).header(header::CONTENT_TYPE, "multipart/form-data; boundary=----x1");
    let name = if content.is_empty() { "" } else { "checklista.toml" };
    browser.send(request, Body::from(form(name, content))).await
}

/// What the preview's form would send, besides the source.
async fn publish(browser: &mut Browser<'_>, source: &str, note: &str, read: &str) -> Answer {
    browser
        .post(PUBLISH, &[("source", source), ("note", note), ("read", read)])
        .await
}

async fn stored(town: &Town) -> i64 {
    town.count("select count(*) from checklist").await
}

#[tokio::test]
async fn the_version_in_force_is_listed_can_be_read_and_its_file_read_back() {
    let town = Town::new().await;
    let mut browser = town.site.signed_in("administrator").await;
    let version = content().version();
    let page = browser.get("/checklistor").await;
    page.assert_status(StatusCode::OK, "list");
    let address = format!("/checklistor/{version}");
    assert!(page.body.contains(&format!("href=\"{address}\"")) && page.body.contains("gäller i dag"));
    assert!(page.body.contains("Följde med programmet"));
    let shown = browser.get(&address).await;
    shown.assert_status(StatusCode::OK, "show");
    let list = content().checklist();
    assert_eq!(
        shown.body.matches("<details").count(),
        list.articles.len(),
        "every article"
    );
    for question in list.articles.iter().flat_map(|a| &a.questions) {
        assert!(
            shown.body.contains(&format!("<code>{}</code>", question.id)),
            "{}",
            question.id
        );
    }
    let file = browser.get(&format!("{address}/fil")).await;
    file.assert_status(StatusCode::OK, "file");
    assert_eq!(file.header("content-type"), "text/plain; charset=utf-8");
    let name = format!("attachment; filename=\"checklista-{version}.toml\"");
    assert!(file.header("content-disposition").starts_with(&name));
    assert_eq!(read_checklist(&file.body).as_ref(), Ok(list.as_ref()));
}

#[tokio::test]
async fn a_version_is_previewed_with_what_is_new_and_published_after_reading() {
    let town = Town::new().await;
    let mut browser = town.site.signed_in("administrator").await;
    let source = with_question("granvattna-2026.1", "Vad säger \"skolan\" & <fritids>?");
    let before = stored(&town).await;
    let preview = upload(&mut browser, source.as_bytes()).await;
    preview.assert_status(StatusCode::OK, "preview");
    for shown in [
        "Inget är publicerat än",
        "Artikel 3: Barnets bästa",
        "Nya frågor",
        "Vad säger",
        "<code>3.granvattna.new</code>",
    ] {
        assert!(preview.body.contains(shown), "{shown}");
    }
    assert!(!preview.body.contains("Borttagna frågor") && !preview.body.contains("Ändrade frågor"));
    let mut form = preview.form(PUBLISH);
    assert_eq!(form.value("source"), source, "the file goes along as it is");
    assert_eq!(stored(&town).await, before, "nothing is published yet");

    // Unread and without a note it is shown again, with everything in it.
    let answer = publish(&mut browser, &source, "", "").await;
    answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "unread");
    assert!(answer.body.contains("href=\"#f-note\"") && answer.body.contains("href=\"#f-read\""));
    assert_eq!(answer.form(PUBLISH).value("source"), source);
    let long = "å".repeat(201);
    let answer = publish(&mut browser, &source, &long, "yes").await;
    answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "a long note");
    assert_eq!(answer.form(PUBLISH).value("note"), long);
    assert_eq!(stored(&town).await, before);

    form.set("note", "En fråga om skolan").set("read", "yes");
    let fields: Vec<_> = form
        .values
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    let answer = browser.post(PUBLISH, &fields).await;
    answer.assert_status(StatusCode::SEE_OTHER, "publish");
    assert_eq!(answer.location(), "/checklistor");
    let page = browser.get("/checklistor").await.body;
    assert!(page.contains("En fråga om skolan") && page.contains("publicerad 2026-03-02 av administrator"));
    let (new, own) = (
        page.find("granvattna-2026.1").unwrap(),
        page.find("Följde med programmet").unwrap(),
    );
    assert!(new < own, "the new one stands first");
    assert_eq!(page.matches("har gällt").count(), 1, "our own");
    assert!(!page.contains("börjar gälla senare"));
    let rows = "select count(*) from audit where action = 'published' and detail = 'granvattna-2026.1'";
    assert_eq!(town.count(rows).await, 1);
    let file = browser.get("/checklistor/granvattna-2026.1/fil").await;
    assert_eq!(file.body, source);
}

#[tokio::test]
async fn a_version_for_a_later_day_waits_for_it() {
    let town = Town::new().await;
    let mut browser = town.site.signed_in("administrator").await;
    let source = changed("later", |list| {
        list.effective_from = "2026-03-04".parse().unwrap();
        list.articles[0].questions.swap(0, 1);
    });
    let preview = upload(&mut browser, source.as_bytes()).await;
    assert!(preview.body.contains("Frågorna står i en annan ordning"));
    publish(&mut browser, &source, "En annan ordning", "yes")
        .await
        .assert_status(StatusCode::SEE_OTHER, "publish");
    assert!(
        browser
            .get("/checklistor/later")
            .await
            .body
            .contains("börjar gälla senare")
    );
    town.site.later(2 * 24 * 60);
    let mut browser = town.site.signed_in("administrator").await;
    assert!(
        browser
            .get("/checklistor/later")
            .await
            .body
            .contains("gäller i dag")
    );
}

#[tokio::test]
async fn what_is_no_checklist_is_refused_with_what_to_do_and_nothing_is_stored() {
    let town = Town::new().await;
    let mut browser = town.site.signed_in("administrator").await;
    let before = stored(&town).await;
    let without_twelve = changed("x", |list| list.articles.retain(|a| a.number != 12));
    let misspelt = changed("x", |_| {}).replacen("hint", "hynt", 1);
    let passed = changed("x", |list| list.effective_from = "2026-03-01".parse().unwrap());
    let dots = changed("x", |_| {}).replacen("version = \"x\"", "version = \"..\"", 1);
    let page_of_its_own = changed("publicera", |_| {});
    let own_name = changed(content().version(), |_| {});
    let large = format!("{}{}", changed("x", |_| {}), "\n# x".repeat(200_000));
    let refused: [(&str, &[u8], &str); 10] = [
        ("no file", b"", "Välj filen"),
        ("no text", b"\xff\xfe\x00x", "ingen text i UTF-8"),
        ("no TOML", b"version = ", "TOML parse error at line 1"),
        ("a misspelt field", misspelt.as_bytes(), "unknown field `hynt`"),
        ("no article 12", without_twelve.as_bytes(), "article 12"),
        ("a day that has passed", passed.as_bytes(), "har redan passerat"),
        ("a bad name", dots.as_bytes(), "Versionen behöver ett namn"),
        (
            "an address",
            page_of_its_own.as_bytes(),
            "Det finns redan en version",
        ),
        (
            "the name of our own",
            own_name.as_bytes(),
            "Det finns redan en version",
        ),
        ("a large file", large.as_bytes(), "högst 512 KB"),
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
    // A form without a file, as it comes back after a new sign-in.
    let answer = browser.post(PREVIEW, &[]).await;
    answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "no form with a file");
    assert!(answer.body.contains("Välj filen"));
    assert_eq!(stored(&town).await, before);
    assert_eq!(
        town.count("select count(*) from audit where action = 'published'")
            .await,
        0
    );
}

#[tokio::test]
async fn a_file_from_another_system_may_have_a_mark_at_its_start_and_other_line_ends() {
    let town = Town::new().await;
    let mut browser = town.site.signed_in("administrator").await;
    let source = with_question("windows-1", "Vad säger skolan?");
    let file = format!("\u{feff}{}", source.replace('\n', "\r\n"));
    let preview = upload(&mut browser, file.as_bytes()).await;
    preview.assert_status(StatusCode::OK, "preview");
    assert_eq!(preview.form(PUBLISH).value("source"), source);
}

#[tokio::test]
async fn a_name_that_somebody_else_took_meanwhile_is_refused() {
    let town = Town::new().await;
    let mut browser = town.site.signed_in("administrator").await;
    let (mine, theirs) = (
        with_question("granvattna-1", "Min?"),
        with_question("granvattna-1", "Deras?"),
    );
    upload(&mut browser, mine.as_bytes())
        .await
        .assert_status(StatusCode::OK, "preview");
    publish(&mut browser, &theirs, "Deras", "yes")
        .await
        .assert_status(StatusCode::SEE_OTHER, "theirs");
    let answer = publish(&mut browser, &mine, "Min", "yes").await;
    answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "mine");
    assert!(
        answer
            .body
            .contains("Det finns redan en version som heter granvattna-1")
    );
    assert_eq!(
        browser.get("/checklistor/granvattna-1/fil").await.body,
        theirs,
        "a version never changes"
    );
}

#[tokio::test]
async fn a_day_that_passes_between_preview_and_publishing_is_noticed() {
    let town = Town::new().await;
    let mut browser = town.site.signed_in("administrator").await;
    let source = with_question("granvattna-1", "Vad säger skolan?");
    upload(&mut browser, source.as_bytes())
        .await
        .assert_status(StatusCode::OK, "preview");
    town.site.later(24 * 60);
    let mut browser = town.site.signed_in("administrator").await;
    let answer = publish(&mut browser, &source, "Nytt", "yes").await;
    answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "the next day");
    assert!(answer.body.contains("har redan passerat"));
}

#[tokio::test]
async fn markup_in_a_file_is_shown_as_text_everywhere() {
    const NASTY: &str = "</textarea><script>alert(1)</script></title>\"'&";
    let town = Town::new().await;
    let mut browser = town.site.signed_in("administrator").await;
    let source = with_question("granvattna-1", NASTY);
    let broken = format!("<script>alert(1)</script> = {NASTY}");
    let mut pages = vec![
        ("broken", upload(&mut browser, broken.as_bytes()).await),
        ("preview", upload(&mut browser, source.as_bytes()).await),
        ("unread", publish(&mut browser, &source, NASTY, "").await),
    ];
    assert_eq!(pages[1].1.form(PUBLISH).value("source"), source);
    publish(&mut browser, &source, NASTY, "yes")
        .await
        .assert_status(StatusCode::SEE_OTHER, "publish");
    pages.push(("list", browser.get("/checklistor").await));
    pages.push(("version", browser.get("/checklistor/granvattna-1").await));
    for (what, page) in &pages {
        assert!(!page.body.contains("<script>alert"), "{what}");
        assert!(page.body.contains("&lt;script&gt;alert(1)"), "{what}");
        assert_eq!(page.body.matches("</title>").count(), 1, "{what}");
    }
}

#[tokio::test]
async fn versions_that_do_not_exist_are_not_there() {
    let town = Town::new().await;
    let mut browser = town.site.signed_in("administrator").await;
    for version in ["x", "%00", "..%2F..", "1%27or%271", "2026.1%20"] {
        for path in [
            format!("/checklistor/{version}"),
            format!("/checklistor/{version}/fil"),
        ] {
            browser
                .get(&path)
                .await
                .assert_status(StatusCode::NOT_FOUND, &path);
        }
    }
}

#[tokio::test]
async fn only_administrators_find_the_checklists_in_the_menu_and_on_their_start_page() {
    let town = Town::new().await;
    for (person, links) in [("administrator", 2), ("manager", 0), ("owner", 0)] {
        let page = town.site.signed_in(person).await.get("/").await.body;
        assert_eq!(page.matches("href=\"/checklistor\"").count(), links, "{person}");
    }
}
