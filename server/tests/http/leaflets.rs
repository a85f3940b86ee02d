//! Leaflets: read and printed by whoever has a role in the unit, with what its manager or representative says of it.

use axum::http::StatusCode;
use domain::access::Role;
use domain::language::Language;
use domain::organisation::LeafletKind;
use ogonhojd_server::error::AppError;
use store::access::{NewAccount, add_account, add_grant, set_password};

use crate::read_back;
use crate::support::{Answer, Browser, PASSWORD};
use crate::work::{Town, bytes};

const WORDS: [(&str, &str); 5] = [
    ("who", "Vi är sex socialsekreterare."),
    ("phone", "08-465 004 99"),
    ("hours", "Måndag till torsdag 9–11"),
    ("place", "Kvarngatan 3"),
    ("more", "I väntrummet finns kritor.\n\nDu får rita."),
];

fn leaflet(town: &Town, unit: usize, which: &str) -> String {
    format!("/informationsblad/{}/{which}", town.units[unit].id)
}

/// Fills the page's own form and sends it.
async fn write(browser: &mut Browser<'_>, leaflet: &str, words: &[(&str, &str)]) -> Answer {
    let address = format!("{leaflet}/text");
    let mut form = browser.get(&address).await.form(&address);
    for (name, text) in words {
        form.set(name, text);
    }
    browser.post(&form.action, &form.fields()).await
}

impl Town {
    /// A representative of the first unit, who can sign in.
    pub async fn representative(&self) {
        let (unit, who) = (self.units[1].id, self.site.who());
        let hash = self.site.state.passwords.hash(PASSWORD.into()).await.unwrap();
        let work = self.site.state.write(move |tx| {
            Box::pin(async move {
                let new = NewAccount {
                    user_name: "representative",
                    name: "Samira Lindehag",
                    title: "",
                    phone: "",
                    language: Language::Swedish,
                };
                let id = add_account(tx, who, &new).await?;
                add_grant(tx, who, id, Role::Representative, unit).await?;
                set_password(tx, who, id, &hash).await?;
                Ok::<_, AppError>(())
            })
        });
        work.await.unwrap();
    }
}

#[tokio::test]
async fn what_the_manager_writes_the_worker_reads_and_prints() {
    let town = Town::new().await;
    let here = leaflet(&town, 1, "barn/sv");
    let mut manager = town.site.signed_in("manager").await;
    let answer = write(&mut manager, &here, &WORDS).await;
    answer.assert_status(StatusCode::SEE_OTHER, "save");
    assert_eq!(answer.location(), here);
    let mut owner = town.site.signed_in("owner").await;
    let page = owner.get(&here).await;
    page.assert_status(StatusCode::OK, "the leaflet");
    for shown in [
        "Vi på Ekonomi Norr",
        "Vi är sex socialsekreterare.",
        "08-465 004 99",
        "Kvarngatan 3",
        "<p>Du får rita.</p>",
        "sparades av manager Lindehag",
    ] {
        assert!(page.body.contains(shown), "{shown}");
    }
    assert!(!page.body.contains("egen text saknas") && !page.body.contains("Ändra enhetens text"));
    for size in ["", "?stor=1"] {
        let (status, pdf) = bytes(&town, &owner, &format!("{here}/blad.pdf{size}")).await;
        assert_eq!(status, StatusCode::OK);
        let text = read_back::pages(&pdf).join("\n");
        assert!(text.contains("Vi är sex socialsekreterare.") && text.contains("08-465 004 99"));
    }
    let answer = owner.get(&format!("{here}/blad.pdf")).await;
    assert_eq!(answer.header("content-type"), "application/pdf");
    assert_eq!(
        answer.header("content-disposition"),
        "inline; filename=\"informationsblad-barn-sv.pdf\""
    );
    let rows = "select count(*) from audit where action = 'saved' and object_kind = 'leaflet_text' and detail = 'children sv' \
        and case_id is null and unit_id = object_id";
    assert_eq!(town.count(rows).await, 1);
}

#[tokio::test]
async fn without_a_text_the_leaflet_has_the_units_telephone_and_says_who_can_write_one() {
    let town = Town::new().await;
    for kind in LeafletKind::ALL {
        for language in Language::ALL {
            let here = leaflet(&town, 1, &format!("{}/{}", kind.slug(), language.code()));
            let worker = town.site.signed_in("owner").await.get(&here).await;
            worker.assert_status(StatusCode::OK, &here);
            for shown in [
                "Ekonomi Norr",
                "08-465 004 00",
                "Enhetens chef eller barnrättsombud kan skriva",
            ] {
                assert!(worker.body.contains(shown), "{here}: {shown}");
            }
            let manager = town.site.signed_in("manager").await.get(&here).await;
            assert!(manager.body.contains(&format!("href=\"{here}/text\"")), "{here}");
        }
    }
}

#[tokio::test]
async fn each_leaflet_and_language_has_its_own_text_and_the_list_says_which_are_written() {
    let town = Town::new().await;
    let mut manager = town.site.signed_in("manager").await;
    for (which, says) in [("barn/sv", "Hej barn."), ("foraldrar/en", "Hello parents.")] {
        let answer = write(&mut manager, &leaflet(&town, 1, which), &[("who", says)]).await;
        answer.assert_status(StatusCode::SEE_OTHER, which);
    }
    for (which, barn, parents) in [
        ("barn/sv", true, false),
        ("barn/en", false, false),
        ("foraldrar/en", false, true),
    ] {
        let page = manager.get(&leaflet(&town, 1, which)).await.body;
        assert_eq!(
            (page.contains("Hej barn."), page.contains("Hello parents.")),
            (barn, parents),
            "{which}"
        );
    }
    let list = manager.get("/informationsblad").await.body;
    assert!(list.contains("i 2 av 6 blad"), "{list}");
    assert_eq!(list.matches("enhetens text finns").count(), 2);
    assert_eq!(list.matches("enhetens text saknas").count(), 4);
}

#[tokio::test]
async fn whoever_reaches_several_units_chooses_one_and_whoever_reaches_one_need_not() {
    let town = Town::new().await;
    let of = |unit: usize| format!("href=\"/informationsblad/{}\"", town.units[unit].id);
    let choice = town
        .site
        .signed_in("coordinator")
        .await
        .get("/informationsblad")
        .await;
    assert!(choice.body.contains(&of(1)) && choice.body.contains(&of(2)) && !choice.body.contains(&of(0)));
    let own = town.site.signed_in("owner").await.get("/informationsblad").await;
    let first = format!("href=\"{}\"", leaflet(&town, 1, "barn/sv"));
    assert!(own.body.contains(&first) && !own.body.contains(&town.units[2].id.to_string()));
}

#[tokio::test]
async fn a_representative_writes_and_a_worker_of_the_unit_does_not() {
    let town = Town::new().await;
    town.representative().await;
    let here = leaflet(&town, 1, "unga/sv");
    let mut representative = town.site.signed_in("representative").await;
    let answer = write(&mut representative, &here, &WORDS).await;
    answer.assert_status(StatusCode::SEE_OTHER, "representative");
    for person in ["owner", "coordinator", "administrator", "records"] {
        let mut browser = town.site.signed_in(person).await;
        browser.get(&here).await.assert_status(StatusCode::OK, person);
        let form = format!("{here}/text");
        browser
            .get(&form)
            .await
            .assert_status(StatusCode::NOT_FOUND, person);
        for address in [form.clone(), format!("{form}/ta-bort")] {
            let answer = browser.post(&address, &[("who", "X"), ("version", "1")]).await;
            answer.assert_status(StatusCode::NOT_FOUND, person);
        }
    }
    let kept = "select count(*) from leaflet_text where who = 'Vi är sex socialsekreterare.' and version = 1";
    assert_eq!(town.count(kept).await, 1);
}

#[tokio::test]
async fn what_cannot_be_kept_is_refused_with_every_character_in_place() {
    let town = Town::new().await;
    let here = leaflet(&town, 1, "barn/sv");
    let address = format!("{here}/text");
    let mut manager = town.site.signed_in("manager").await;
    let long = |n: usize| "å".repeat(n);
    for (field, bad) in [
        ("who", String::new()),
        ("who", long(601)),
        ("phone", long(101)),
        ("hours", long(201)),
        ("place", long(201)),
        ("more", long(1_501)),
        ("more", "Fråga om 20160229-2380.".to_owned()),
        ("who", "Vi är glada 😀".to_owned()),
        ("place", "汉字".to_owned()),
    ] {
        let words: Vec<_> = WORDS
            .iter()
            .map(|(name, text)| (*name, if *name == field { bad.as_str() } else { text }))
            .collect();
        let answer = write(&mut manager, &here, &words).await;
        answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, field);
        let summary = answer.summary();
        assert!(
            summary.contains(&format!("href=\"#f-{field}\"")),
            "{field}: {summary}"
        );
        assert!(!summary.split("</section>").next().unwrap().contains("2380"));
        let form = answer.form(&address);
        for (name, text) in words {
            assert_eq!(form.value(name), text, "{field}: {name}");
        }
    }
    assert_eq!(town.count("select count(*) from leaflet_text").await, 0);
    let most = [("who", long(600)), ("phone", long(100)), ("more", long(1_500))];
    let most: Vec<_> = most.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let answer = write(&mut manager, &here, &most).await;
    answer.assert_status(StatusCode::SEE_OTHER, "as much as fits");
}

#[tokio::test]
async fn a_stale_form_overwrites_nothing_and_shows_both_texts() {
    let town = Town::new().await;
    town.representative().await;
    let here = leaflet(&town, 1, "barn/sv");
    let address = format!("{here}/text");
    let mut manager = town.site.signed_in("manager").await;
    let mut representative = town.site.signed_in("representative").await;
    let mut stale = manager.get(&address).await.form(&address);
    write(&mut representative, &here, &[("who", "Ombudets text.")]).await;
    stale.set("who", "Chefens text.");
    let answer = manager.post(&address, &stale.fields()).await;
    answer.assert_status(StatusCode::CONFLICT, "stale");
    for shown in [
        "Ombudets text.",
        "Samira Lindehag sparade",
        "Inget är överskrivet",
    ] {
        assert!(answer.body.contains(shown), "{shown}");
    }
    let form = answer.form(&address);
    assert_eq!(form.value("who"), "Chefens text.");
    assert!(manager.get(&here).await.body.contains("Ombudets text."));
    // Having seen the other text, the manager decides.
    let answer = manager.post(&address, &form.fields()).await;
    answer.assert_status(StatusCode::SEE_OTHER, "again");
    assert!(manager.get(&here).await.body.contains("Chefens text."));
}

#[tokio::test]
async fn a_text_is_taken_out_unless_somebody_has_changed_it_since() {
    let town = Town::new().await;
    let here = leaflet(&town, 1, "barn/sv");
    let (address, out) = (format!("{here}/text"), format!("{here}/text/ta-bort"));
    let mut manager = town.site.signed_in("manager").await;
    write(&mut manager, &here, &WORDS).await;
    let old = manager.get(&address).await.form(&out);
    write(&mut manager, &here, &[("who", "En ny text.")]).await;
    let answer = manager.post(&out, &old.fields()).await;
    answer.assert_status(StatusCode::CONFLICT, "changed since");
    assert!(manager.get(&here).await.body.contains("En ny text."));
    let form = manager.get(&address).await.form(&out);
    for what in ["once", "twice"] {
        let answer = manager.post(&out, &form.fields()).await;
        answer.assert_status(StatusCode::SEE_OTHER, what);
        assert_eq!(answer.location(), here);
    }
    let page = manager.get(&here).await.body;
    assert!(page.contains("egen text saknas") && !page.contains("En ny text."));
    let rows = "select count(*) from audit where action = 'removed' and object_kind = 'leaflet_text'";
    assert_eq!(town.count(rows).await, 1);
}

#[tokio::test]
async fn other_units_districts_and_nonsense_have_no_leaflets() {
    let town = Town::new().await;
    let mut manager = town.site.signed_in("manager").await;
    let nobody = "ffffffff-ffff-ffff-ffff-ffffffffffff";
    for address in [
        leaflet(&town, 2, "barn/sv"),
        leaflet(&town, 0, "barn/sv"),
        leaflet(&town, 1, "children/sv"),
        leaflet(&town, 1, "barn/de"),
        "/informationsblad/x/barn/sv".to_owned(),
        format!("/informationsblad/{nobody}/barn/sv"),
    ] {
        for page in ["", "/blad.pdf", "/text"] {
            let answer = manager.get(&format!("{address}{page}")).await;
            answer.assert_status(StatusCode::NOT_FOUND, &address);
        }
        for form in ["/text", "/text/ta-bort"] {
            let answer = manager.post(&format!("{address}{form}"), &WORDS).await;
            answer.assert_status(StatusCode::NOT_FOUND, &address);
        }
    }
    for unit in [
        town.units[0].id.to_string(),
        town.units[2].id.to_string(),
        nobody.to_owned(),
    ] {
        let answer = manager.get(&format!("/informationsblad/{unit}")).await;
        answer.assert_status(StatusCode::NOT_FOUND, &unit);
    }
    assert_eq!(town.count("select count(*) from leaflet_text").await, 0);
}

#[tokio::test]
async fn markup_in_a_units_text_is_shown_as_text() {
    const NASTY: &str = "</textarea><script>alert(1)</script>\"'";
    let town = Town::new().await;
    let here = leaflet(&town, 1, "foraldrar/sv");
    let mut manager = town.site.signed_in("manager").await;
    let words = ["who", "phone", "hours", "place", "more"].map(|name| (name, NASTY));
    let answer = write(&mut manager, &here, &words).await;
    answer.assert_status(StatusCode::SEE_OTHER, "save");
    for page in [here.clone(), format!("{here}/text")] {
        let body = manager.get(&page).await.body;
        assert!(!body.contains("<script>alert"), "{page}");
        assert!(body.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "{page}");
    }
}
