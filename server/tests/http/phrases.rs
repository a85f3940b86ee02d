//! A unit's phrases: facts that its people write often, added by them and taken out by the author or the manager.

use axum::http::StatusCode;
use ogonhojd_server::error::AppError;
use store::phrases::{MAX_PHRASES, NewPhrase, add_phrase};

use crate::support::{Answer, Browser};
use crate::work::{Town, forms};

const KEPT: &str = "select count(*) from phrase where removed_at is null";

fn address(town: &Town, unit: usize) -> String {
    format!("/enheter/{}/fraser", town.units[unit].id)
}

async fn add(browser: &mut Browser<'_>, address: &str, title: &str) -> Answer {
    let mut form = browser.get(address).await.form(address);
    form.set("title", title)
        .set("text", "Riksnormen bestäms varje år.")
        .set("fact", "yes");
    let fields: Vec<_> = form
        .values
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    browser.post(&form.action, &fields).await
}

/// Where the page's removal forms post to.
fn removals(page: &Answer) -> Vec<String> {
    let all = forms(&page.body).into_iter().map(|f| f.action);
    all.filter(|a| a.ends_with("/ta-bort")).collect()
}

#[tokio::test]
async fn what_one_adds_the_others_of_the_unit_read() {
    let town = Town::new().await;
    let here = address(&town, 1);
    let mut owner = town.site.signed_in("owner").await;
    let page = owner.get(&here).await.body;
    assert!(page.contains("Här finns inga fraser än"), "{page}");
    let answer = add(&mut owner, &here, "Riksnormen").await;
    answer.assert_status(StatusCode::SEE_OTHER, "add");
    assert_eq!(answer.location(), here);
    for person in ["owner", "colleague", "manager"] {
        let page = town.site.signed_in(person).await.get(&here).await;
        page.assert_status(StatusCode::OK, person);
        for shown in [
            "1 fras.",
            "Riksnormen bestäms varje år.",
            "Tillagd av owner Lindehag",
        ] {
            assert!(page.body.contains(shown), "{person}: {shown}");
        }
    }
    let rows = "select count(*) from audit where action = 'created' and object_kind = 'phrase' and case_id is null and unit_id is not null";
    assert_eq!(town.count(rows).await, 1);
}

#[tokio::test]
async fn the_author_and_the_manager_take_a_phrase_out_and_a_colleague_does_not() {
    let town = Town::new().await;
    let here = address(&town, 1);
    let mut owner = town.site.signed_in("owner").await;
    let mut colleague = town.site.signed_in("colleague").await;
    let mut manager = town.site.signed_in("manager").await;
    add(&mut owner, &here, "Ägarens").await;
    add(&mut colleague, &here, "Kollegans").await;
    assert_eq!(removals(&owner.get(&here).await).len(), 1);
    let all = removals(&manager.get(&here).await);
    assert_eq!(all.len(), 2);
    let own = removals(&owner.get(&here).await).remove(0);
    colleague
        .post(&own, &[])
        .await
        .assert_status(StatusCode::NOT_FOUND, "a colleague");
    assert_eq!(town.count(KEPT).await, 2);
    for (browser, what) in [(&mut owner, "the author"), (&mut manager, "again, the manager")] {
        let answer = browser.post(&own, &[]).await;
        answer.assert_status(StatusCode::SEE_OTHER, what);
        assert_eq!(answer.location(), here);
    }
    let other = all.into_iter().find(|a| *a != own).unwrap();
    manager
        .post(&other, &[])
        .await
        .assert_status(StatusCode::SEE_OTHER, "the manager");
    assert_eq!(town.count(KEPT).await, 0);
    let rows = "select count(*) from audit where action = 'removed' and object_kind = 'phrase'";
    assert_eq!(town.count(rows).await, 2);
}

#[tokio::test]
async fn a_judgement_a_number_and_too_much_are_refused_and_kept_in_the_form() {
    let town = Town::new().await;
    let here = address(&town, 1);
    let mut browser = town.site.signed_in("owner").await;
    let (fits, over, line) = ("å".repeat(2_000), "å".repeat(2_001), "å".repeat(201));
    for (title, text, fact, field) in [
        ("Riksnormen", "Bestäms varje år.", "", "fact"),
        ("Riksnormen", "Gäller 20160229-2380.", "yes", "text"),
        ("Om 160229-2380", "Bestäms varje år.", "yes", "title"),
        ("Riksnormen", over.as_str(), "yes", "text"),
        (line.as_str(), "Bestäms varje år.", "yes", "title"),
        ("", "Bestäms varje år.", "yes", "title"),
        ("Riksnormen", "", "yes", "text"),
    ] {
        let fields = [("title", title), ("text", text), ("fact", fact)];
        let answer = browser.post(&here, &fields).await;
        answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, field);
        assert!(
            answer.body.contains(&format!("href=\"#f-{field}\"")),
            "{field}: {}",
            answer.summary()
        );
        let told = answer.summary();
        let told = told.split("</section>").next().unwrap();
        assert!(!told.contains("2380"), "the number is not repeated: {told}");
        let form = answer.form(&here);
        assert_eq!(
            (form.value("title"), form.value("text"), form.value("fact")),
            (title, text, fact)
        );
    }
    assert_eq!(town.count(KEPT).await, 0);
    let fields = [("title", "Lång"), ("text", fits.as_str()), ("fact", "yes")];
    browser
        .post(&here, &fields)
        .await
        .assert_status(StatusCode::SEE_OTHER, "2,000");
}

#[tokio::test]
async fn other_units_districts_and_nonsense_have_no_library() {
    let town = Town::new().await;
    let here = address(&town, 1);
    let mut owner = town.site.signed_in("owner").await;
    add(&mut owner, &here, "Riksnormen").await;
    let own = removals(&owner.get(&here).await).remove(0);
    let phrase = own.split('/').nth(4).unwrap().to_owned();
    let fields = [("title", "x"), ("text", "x"), ("fact", "yes")];
    for unit in [
        address(&town, 0),
        address(&town, 2),
        "/enheter/x/fraser".into(),
        "/enheter/ffffffff-ffff-ffff-ffff-ffffffffffff/fraser".into(),
    ] {
        owner.get(&unit).await.assert_status(StatusCode::NOT_FOUND, &unit);
        owner
            .post(&unit, &fields)
            .await
            .assert_status(StatusCode::NOT_FOUND, &unit);
        owner
            .post(&format!("{unit}/{phrase}/ta-bort"), &[])
            .await
            .assert_status(StatusCode::NOT_FOUND, &unit);
    }
    for forged in ["x", "ffffffff-ffff-ffff-ffff-ffffffffffff"] {
        owner
            .post(&format!("{here}/{forged}/ta-bort"), &[])
            .await
            .assert_status(StatusCode::NOT_FOUND, forged);
    }
    let mut other = town.site.signed_in("other_unit").await;
    other
        .post(&own, &[])
        .await
        .assert_status(StatusCode::NOT_FOUND, "another unit's worker");
    assert_eq!(town.count(KEPT).await, 1);
}

#[tokio::test]
async fn a_hundred_fit_and_the_next_is_refused_with_words() {
    let town = Town::new().await;
    let here = address(&town, 1);
    let (unit, who) = (town.units[1].id, town.site.state.who(Some(town.account("owner"))));
    let work = town.site.state.write(move |tx| {
        Box::pin(async move {
            for n in 0..MAX_PHRASES {
                let new = NewPhrase {
                    title: format!("Fras {n}"),
                    text: "Fakta".into(),
                };
                add_phrase(tx, who, unit, &new).await?;
            }
            Ok::<_, AppError>(())
        })
    });
    work.await.unwrap();
    let mut owner = town.site.signed_in("owner").await;
    let answer = add(&mut owner, &here, "En till").await;
    answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "full");
    assert!(answer.summary().contains("100 fraser"), "{}", answer.summary());
    assert_eq!(answer.form(&here).value("title"), "En till");
    assert_eq!(town.count(KEPT).await, 100);
}

#[tokio::test]
async fn markup_in_a_phrase_is_shown_as_text() {
    const NASTY: &str = "</textarea><script>alert(1)</script>\"'";
    let town = Town::new().await;
    let here = address(&town, 1);
    let mut owner = town.site.signed_in("owner").await;
    let fields = [("title", NASTY), ("text", NASTY), ("fact", "yes")];
    owner
        .post(&here, &fields)
        .await
        .assert_status(StatusCode::SEE_OTHER, "add");
    let refused = owner.post(&here, &[("title", NASTY), ("text", NASTY)]).await;
    refused.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "no tick");
    for body in [&refused.body, &owner.get(&here).await.body] {
        assert!(!body.contains("<script>alert"), "{body}");
        assert!(body.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    }
}
