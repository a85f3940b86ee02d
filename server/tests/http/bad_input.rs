//! What nobody should send: too much, too long, markup, impossible days, stale forms, forged addresses.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use domain::fields::MAX_FIELDS;

use crate::work::{Desk, Town, forms, open_case};

const NASTY: &str = "</textarea><script>alert(1)</script></title><script>alert(2)</script>\"'";

async fn desk(town: &Town) -> Desk<'_> {
    Desk::begin(town, &[("Elsa", "2016-05-05")]).await
}

#[tokio::test]
async fn a_text_of_a_hundred_thousand_characters_fits_and_one_more_is_refused_and_kept() {
    let town = Town::new().await;
    let mut desk = desk(&town).await;
    let (fits, over) = ("å".repeat(100_000), "å".repeat(100_001));
    desk.write("/fakta", |form| {
        form.set("others", &fits);
    })
    .await;
    let mut form = desk.form("/fakta").await;
    assert_eq!(form.value("others"), fits);
    form.set("others", &over);
    let answer = desk.submit(&form).await;
    answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "one too many");
    assert!(
        answer.body.contains("Texten är 100001 tecken lång") && answer.body.contains("href=\"#f-others\"")
    );
    assert_eq!(
        answer.form(&desk.at("/fakta")).value("others"),
        over,
        "nothing typed is lost"
    );
    assert_eq!(
        desk.form("/fakta").await.value("others"),
        fits,
        "nothing is overwritten"
    );
}

#[tokio::test]
async fn a_line_holds_two_hundred_characters() {
    let town = Town::new().await;
    let mut desk = desk(&town).await;
    let (fits, over) = ("🙂".repeat(200), "🙂".repeat(201));
    for (page, field) in [
        ("/fakta", "fact.1.source"),
        ("/fraga", "alternative.1.text"),
        ("/beslut", "decided_on"),
    ] {
        let mut form = desk.form(page).await;
        form.set(field, &over);
        let answer = desk.submit(&form).await;
        answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, page);
        assert_eq!(answer.form(&desk.at(page)).value(field), over, "{page}");
    }
    desk.write("/fakta", |form| {
        form.set("fact.1.source", &fits);
    })
    .await;
    let child = format!("/arenden/{}/barn/nytt", desk.case);
    for field in ["name", "interpreter", "relation"] {
        let mut form = desk.browser.get(&child).await.form(&child);
        form.set("name", "Noel")
            .set("born", "2016-05-05")
            .set(field, &over);
        let answer = desk.submit(&form).await;
        answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, field);
        assert_eq!(answer.form(&child).value(field), over);
    }
    let answer = desk.browser.post("/arenden/sok", &[("text", &over)]).await;
    answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "search");
}

/// The page has no tag that came from a text, and shows the text.
fn assert_only_text(page: &str, body: &str) {
    for tag in ["<script>alert", "</title><script", "</textarea><script"] {
        assert!(
            !body.contains(tag),
            "{page}: {}",
            body.split(tag)
                .next()
                .unwrap()
                .chars()
                .rev()
                .take(200)
                .collect::<String>()
                .chars()
                .rev()
                .collect::<String>()
        );
    }
    assert!(
        body.contains("&lt;script&gt;alert(1)&lt;/script&gt;"),
        "{page} does not show the text"
    );
    assert_eq!(body.matches("</title>").count(), 1, "{page}");
}

#[tokio::test]
async fn markup_in_texts_is_shown_as_text_on_every_page() {
    let town = Town::new().await;
    let mut desk = Desk::begin_with(&town, &[(NASTY, "2016-05-05"), (NASTY, "2011-05-05")], NASTY).await;
    let guardian = [("guardian_name", NASTY), ("guardian_role", "other")];
    let address = format!("/arenden/{}", desk.case);
    desk.browser
        .post(&format!("{address}/vardnadshavare"), &guardian)
        .await
        .assert_status(StatusCode::SEE_OTHER, "guardian");
    desk.write_all(NASTY, false).await;
    let mut measure = desk.form("/atgarder").await;
    measure
        .set("text", NASTY)
        .set("owner", NASTY)
        .set("due_on", "2026-04-01");
    desk.submit(&measure)
        .await
        .assert_status(StatusCode::SEE_OTHER, "measure");
    let children = desk.children.clone();
    let rost = desk.get("/rost").await.body;
    let notes: Vec<_> = rost
        .split("/rost/")
        .skip(1)
        .map(|part| format!("/rost/{}", part.split('"').next().unwrap()))
        .collect();
    assert!(notes.len() >= 2, "{rost}");
    let mut pages: Vec<String> = [
        "",
        "/fraga",
        "/barn",
        "/fakta",
        "/rost",
        "/artiklar",
        "/artiklar/2",
        "/avvagning",
        "/atgarder",
        "/beslut",
        "/uppfoljning",
        "/granska",
        "/svar",
        "/dokument/tjansteskrivelse",
    ]
    .iter()
    .map(|page| desk.at(page))
    .collect();
    pages.extend(
        notes
            .iter()
            .filter(|n| !n.contains("ta-bort"))
            .map(|n| desk.at(n)),
    );
    pages.push(desk.at(&format!("/barn/{}", children[0])));
    pages.extend([
        address.clone(),
        format!("{address}/andra"),
        format!("{address}/barn/{}", children[0]),
        format!("{address}/barn/nytt"),
        "/".into(),
        "/arenden".into(),
    ]);
    for page in &pages {
        assert_only_text(page, &desk.browser.get(page).await.body);
    }
    let stale = desk
        .post(
            "/fakta",
            &[("version", "0"), ("others", &format!("annat {NASTY}"))],
        )
        .await;
    stale.assert_status(StatusCode::CONFLICT, "conflict");
    assert_only_text("conflict", &stale.body);
    let over = format!("{NASTY}{}", "x".repeat(100_001));
    let refused = desk.post("/fakta", &[("version", "1"), ("others", &over)]).await;
    refused.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "too long");
    assert_only_text("too long", &refused.body);
    let found = desk.browser.post("/arenden/sok", &[("text", NASTY)]).await;
    let found = found.location().to_owned();
    assert_only_text("search", &desk.browser.get(&found).await.body);

    desk.sign().await;
    let letter = town.letters(&desk.id).await[0].id.to_string();
    let page = format!("/brev/{letter}");
    for shown in [page.as_str(), "", "/svar", "/fakta", &notes[0]] {
        assert_only_text(shown, &desk.get(shown).await.body);
    }
    let body = desk.get(&page).await.body;
    let preview = body.split("class=\"letter\"").nth(1).unwrap();
    assert!(
        preview.contains("&lt;script&gt;alert(1)"),
        "the preview shows the text"
    );
    desk.approve(&letter)
        .await
        .assert_status(StatusCode::SEE_OTHER, "approve");
    desk.give(&letter)
        .await
        .assert_status(StatusCode::SEE_OTHER, "give");
    assert_only_text("given", &desk.get(&page).await.body);
}

#[tokio::test]
async fn quotes_emoji_and_right_to_left_are_kept_and_nul_goes() {
    let town = Town::new().await;
    let mut desk = desk(&town).await;
    for (typed, kept) in [
        (
            "\"citat\" 'enkla' ”svenska” &amp; &lt;b&gt;",
            "\"citat\" 'enkla' ”svenska” &amp; &lt;b&gt;",
        ),
        ("👩‍👧 🇸🇪 é e\u{301} \u{FEFF}", "👩‍👧 🇸🇪 é e\u{301} \u{FEFF}"),
        (
            "مريم بنت علی \u{202E}baklänges\u{202C} שרה",
            "مريم بنت علی \u{202E}baklänges\u{202C} שרה",
        ),
        ("före\0efter\u{7}\u{1B}[31m", "föreefter[31m"),
        ("rad ett\r\nrad två\rrad tre", "rad ett\nrad två\nrad tre"),
        ("\nbörjar med tom rad", "\nbörjar med tom rad"),
        (
            "' or 1=1; drop table section; --",
            "' or 1=1; drop table section; --",
        ),
    ] {
        desk.write("/fakta", |form| {
            form.set("others", typed);
        })
        .await;
        assert_eq!(desk.form("/fakta").await.value("others"), kept, "{typed:?}");
    }
    desk.add_child("مريم", "2016-05-05").await;
    assert!(
        desk.browser
            .get(&format!("/arenden/{}", desk.case))
            .await
            .body
            .contains("مريم")
    );
}

#[tokio::test]
async fn impossible_days_are_refused_with_words_and_what_was_typed_stays() {
    let town = Town::new().await;
    let mut desk = desk(&town).await;
    let address = format!("/arenden/{}/barn/nytt", desk.case);
    for (born, message) in [
        ("2025-02-29", Some("Datumet finns inte")),
        ("2026-03-03", Some("ligger i framtiden")),
        ("2008-03-02", Some("fyllt 18 år")),
        ("i våras", Some("Datumet finns inte")),
        ("", Some("Skriv födelsedatum")),
        ("2024-02-29", None),
        ("2026-03-02", None),
        ("2008-03-03", None),
    ] {
        let mut form = desk.browser.get(&address).await.form(&address);
        form.set("name", "Noel")
            .set("born", born)
            .set("relation", "son, varannan vecka");
        let answer = desk.submit(&form).await;
        match message {
            Some(message) => {
                answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, born);
                assert!(answer.body.contains(message), "{born}: {}", answer.summary());
                assert_eq!(answer.form(&address).value("relation"), "son, varannan vecka");
            }
            None => answer.assert_status(StatusCode::SEE_OTHER, born),
        }
    }
    for (due, status) in [
        ("2026-03-01", StatusCode::UNPROCESSABLE_ENTITY),
        ("2026-02-29", StatusCode::UNPROCESSABLE_ENTITY),
        ("", StatusCode::UNPROCESSABLE_ENTITY),
        ("2026-03-02", StatusCode::SEE_OTHER),
        ("2028-02-29", StatusCode::SEE_OTHER),
    ] {
        let mut form = desk.form("/atgarder").await;
        form.set("text", "Skjuts")
            .set("owner", "Karin")
            .set("due_on", due);
        let answer = desk.submit(&form).await;
        answer.assert_status(status, due);
        if status == StatusCode::UNPROCESSABLE_ENTITY {
            assert_eq!(
                answer.form(&desk.at("/atgarder")).value("text"),
                "Skjuts",
                "{due}"
            );
        }
    }
}

#[tokio::test]
async fn a_stale_form_overwrites_nothing_shows_both_texts_and_can_be_saved_from_there() {
    let town = Town::new().await;
    let mut desk = desk(&town).await;
    desk.write("/fakta", |_| {}).await;
    let mut mine = desk.form("/fakta").await;
    let mut theirs = mine.clone();
    theirs
        .set("others", "Den andras text")
        .set("research", "Bara den andra skrev detta");
    desk.submit(&theirs)
        .await
        .assert_status(StatusCode::SEE_OTHER, "first");
    mine.set("others", "Min text");
    let answer = desk.submit(&mine).await;
    answer.assert_status(StatusCode::CONFLICT, "second");
    assert!(
        answer.body.contains("Min text")
            && answer.body.contains("Den andras text")
            && answer.body.contains("Inget är överskrivet")
    );
    let stored = desk.form("/fakta").await;
    assert_eq!(
        (stored.value("others"), stored.value("version")),
        ("Den andras text", "2")
    );
    let form = answer.form(&desk.at("/fakta"));
    assert_eq!(form.value("others"), "Min text");
    desk.submit(&form)
        .await
        .assert_status(StatusCode::SEE_OTHER, "from the page of both");
    let stored = desk.form("/fakta").await;
    assert_eq!(
        (
            stored.value("others"),
            stored.value("version"),
            stored.value("fact.1.text")
        ),
        ("Min text", "3", "Så är det.")
    );
    for version in ["", "x", "-1", "99999999999999999999"] {
        desk.post("/fakta", &[("version", version), ("others", "x")])
            .await
            .assert_status(StatusCode::CONFLICT, version);
    }
}

#[tokio::test]
async fn wrong_methods_unknown_routes_and_bodies_over_the_limit_have_their_status() {
    let town = Town::new().await;
    let mut desk = desk(&town).await;
    for (method, path) in [
        ("GET", desk.at("/signera")),
        ("GET", desk.at("/avsluta")),
        ("POST", desk.at("/granska")),
        ("DELETE", desk.at("/fakta")),
        ("PUT", format!("/arenden/{}", desk.case)),
        ("POST", desk.at("/dokument/tjansteskrivelse")),
        ("GET", "/arenden/sok".to_owned()),
    ] {
        let request = Request::builder()
            .method(method)
            .uri(&path)
            .header("content-type", "application/x-www-form-urlencoded");
        let answer = desk.browser.send(request, Body::empty()).await;
        answer.assert_status(StatusCode::METHOD_NOT_ALLOWED, &format!("{method} {path}"));
        assert!(
            answer.body.contains("Så kan sidan inte användas") && !answer.header("allow").is_empty(),
            "{path}"
        );
    }
    for path in [
        desk.at("/finns-inte"),
        desk.at("/dokument/x.pdf"),
        desk.at("/fraga/mer"),
        "/arenden/".into(),
        "/bedomning".into(),
    ] {
        let answer = desk.browser.get(&path).await;
        answer.assert_status(StatusCode::NOT_FOUND, &path);
        assert!(answer.body.contains("Sidan finns inte"), "{path}");
    }
    let large = format!("version=0&others={}", "x".repeat(3 * 1024 * 1024));
    let address = desk.at("/fakta");
    let answer = desk.browser.post_raw(&address, large).await;
    answer.assert_status(StatusCode::PAYLOAD_TOO_LARGE, "3 MiB");
    assert!(answer.body.contains("Det som skickades är för stort"));
    let request = Request::post(&address)
        .header("origin", "https://evil.example")
        .header("content-type", "application/x-www-form-urlencoded");
    desk.browser
        .send(request, Body::from("version=0&others=x"))
        .await
        .assert_status(StatusCode::FORBIDDEN, "another site");
    assert_eq!(
        desk.form("/fakta").await.value("version"),
        "0",
        "nothing was stored"
    );
}

#[tokio::test]
async fn fields_that_nobody_asked_for_are_not_stored() {
    let town = Town::new().await;
    let mut desk = desk(&town).await;
    let strange = [
        ("version", "0"),
        ("", "utan namn"),
        ("</textarea><script>alert(1)</script>", NASTY),
        ("fact.999999.text", "långt bort"),
        ("fact.-1.text", "negativ"),
        ("__proto__", "x"),
        ("fact[1][text]", "x"),
        ("مريم\u{202E}", "x"),
        ("others", "det som frågades"),
    ];
    desk.post("/fakta", &strange)
        .await
        .assert_status(StatusCode::SEE_OTHER, "strange names");
    let stored = town
        .count("select count(*) from section, json_each(section.fields) where section.key = 'facts'")
        .await;
    assert_eq!(stored, 1, "only the field of the page");
    let body = |count: usize| {
        (0..count)
            .map(|n| format!("f{n}=x"))
            .collect::<Vec<_>>()
            .join("&")
    };
    let address = desk.at("/fraga");
    desk.browser
        .post_raw(&address, body(MAX_FIELDS + 1))
        .await
        .assert_status(StatusCode::PAYLOAD_TOO_LARGE, "one field too many");
    let address = desk.at("/beslut");
    desk.browser
        .post_raw(&address, body(MAX_FIELDS))
        .await
        .assert_status(StatusCode::SEE_OTHER, "as many as there may be");
    desk.browser
        .post_raw(&address, format!("{}=x", "n".repeat(301)))
        .await
        .assert_status(StatusCode::BAD_REQUEST, "a long name");
}

#[tokio::test]
async fn a_case_refuses_what_it_cannot_hold_and_keeps_it_in_the_form() {
    let town = Town::new().await;
    let mut browser = town.site.signed_in("owner").await;
    let long = "x".repeat(100_001);
    for (field, text) in [
        ("subject_name", "x".repeat(201)),
        ("reference", "x".repeat(61)),
        ("matter", long),
        ("subject_number", "19121212-1213".into()),
    ] {
        let mut fields = vec![("touches", "yes"), ("subject_name", "Vera"), ("matter", "Hyra")];
        fields.retain(|(name, _)| *name != field);
        fields.push((field, &text));
        let answer = browser.post("/arenden/nytt", &fields).await;
        answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, field);
        let form = forms(&answer.body)
            .into_iter()
            .find(|f| f.action == "/arenden/nytt")
            .unwrap();
        assert_eq!(form.value(field), text);
        assert!(answer.body.contains(&format!("href=\"#f-{field}\"")), "{field}");
    }
    assert_eq!(town.count("select count(*) from case_file").await, 0);
    open_case(
        &mut browser,
        &[
            ("subject_name", &"å".repeat(200)),
            ("matter", &"å".repeat(100_000)),
        ],
    )
    .await;
}
