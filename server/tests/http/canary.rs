//! A name, a number and a sentence that belong to nobody are sent through every form, every address and many headers, by everybody, also
//! while the database fails. They must be found in no log, no address, no cookie and no row of the trail.

use std::collections::{BTreeMap, BTreeSet};

use axum::body::Body;
use axum::http::Request;
use sqlx::Executor as _;

use crate::permissions::{ROUTES, Relation, object};
use crate::support::{Answer, Browser, form, log};
use crate::work::{Form, PEOPLE, Town, forms};

/// In the log of this program, which other tests write to as well, these words are this test's alone.
const NAME: &str = "Kanarina Zeisig";
const SENTENCE: &str = "gulfjädrad hemlighet bakom skåpet";

struct Canary {
    number: String,
    tokens: BTreeSet<String>,
}

impl Canary {
    /// Everything that must not be found, as it may be written.
    fn words(&self) -> Vec<String> {
        let short = self.number[2..].to_owned();
        let mut words = vec![
            "Kanarina".to_owned(),
            "Zeisig".to_owned(),
            "gulfj".to_owned(),
            self.number.clone(),
            format!("{}-{}", &self.number[..8], &self.number[8..]),
            short,
        ];
        words.extend(self.tokens.iter().cloned());
        words
    }

    fn assert_absent(&self, text: &str, place: &str) {
        let folded = text.to_lowercase();
        for word in self.words() {
            assert!(
                !folded.contains(&word.to_lowercase()),
                "{word} is in {place}: {text}"
            );
        }
    }

    /// Nothing of it stands where others may read it on the way.
    fn assert_clean(&self, answer: &Answer, place: &str) {
        for (name, value) in &answer.headers {
            // A session's cookie is how the browser gets its token.
            if name != "set-cookie" {
                self.assert_absent(value.to_str().unwrap(), &format!("{name} of {place}"));
            }
        }
    }
}

fn fill(form: &Form, text: &str) -> Vec<(String, String)> {
    let mut names: BTreeSet<String> = form.names().into_iter().collect();
    names.extend(form.choices.iter().map(|(name, _)| name.clone()));
    let keep = ["version", "language"];
    names
        .into_iter()
        .map(|name| match form.choices.iter().find(|(n, _)| *n == name) {
            Some((_, values)) if !values.is_empty() => (name, values[0].clone()),
            _ if keep.contains(&name.as_str()) => (name.clone(), form.value(&name).to_owned()),
            _ => (name, text.to_owned()),
        })
        .collect()
}

async fn send_all(browser: &mut Browser<'_>, canary: &Canary, found: &BTreeMap<String, Form>) -> usize {
    let mut sent = 0;
    for text in [NAME, &canary.number, SENTENCE] {
        for (action, form_found) in found {
            if [
                "/logga-ut",
                "/sprak",
                "/sessioner/avsluta",
                "/sessioner/avsluta-andra",
            ]
            .contains(&action.as_str())
            {
                continue;
            }
            let fields = fill(form_found, text);
            let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
            let answer = browser.post(action, &fields).await;
            canary.assert_clean(&answer, action);
            let by_itself = Request::post(action)
                .header("content-type", "application/x-www-form-urlencoded")
                .header("x-autosave", "1");
            let answer = browser.send(by_itself, Body::from(form(&fields))).await;
            canary.assert_clean(&answer, action);
            sent += 2;
        }
    }
    sent
}

async fn ask_addresses(browser: &mut Browser<'_>, canary: &Canary) {
    for text in ["Kanarina", canary.number.as_str()] {
        for (method, pattern, ..) in ROUTES {
            let parts = pattern
                .split('/')
                .map(|part| if part.starts_with('{') { text } else { part });
            let path = parts.collect::<Vec<_>>().join("/");
            let request = Request::builder()
                .method(*method)
                .uri(format!("{path}?till={text}&efter={text}"))
                .header("content-type", "application/x-www-form-urlencoded")
                .header("user-agent", text)
                .header("x-forwarded-for", text)
                .header("referer", format!("https://ogonhojd.test/{text}"));
            browser.send(request, Body::from(format!("{text}={text}"))).await;
        }
    }
}

/// The forms of every page that the person may open, by action.
async fn forms_of(browser: &mut Browser<'_>, paths: &[String]) -> BTreeMap<String, Form> {
    let mut found = BTreeMap::new();
    for path in paths {
        for form in forms(&browser.get(path).await.body) {
            if form.action.starts_with('/') {
                found.insert(form.action.clone(), form);
            }
        }
    }
    found
}

#[tokio::test]
async fn what_people_write_is_in_no_log_no_address_and_no_row_of_the_trail() {
    let town = Town::new().await;
    let object = object(&town, Relation::Ordinary).await;
    let mut canary = Canary {
        number: domain::cases::IdentityNumber::with_check_digit("19870312239").unwrap(),
        tokens: BTreeSet::new(),
    };
    let paths: Vec<String> = ROUTES
        .iter()
        .filter(|(method, ..)| *method == "GET")
        .map(|(_, pattern, ..)| object.filled(pattern, pattern))
        .chain(
            [
                "/konto/losenord",
                "/konto/koder",
                "/konto/app",
                "/sessioner",
                "/bekrafta",
            ]
            .map(str::to_owned),
        )
        .collect();
    let mut browsers = Vec::new();
    for (person, ..) in PEOPLE {
        let browser = town.site.signed_in(person).await;
        canary.tokens.insert(browser.cookies["ogonhojd"].clone());
        browsers.push(browser);
    }
    let mut sent = 0;
    for browser in &mut browsers {
        let found = forms_of(browser, &paths).await;
        sent += send_all(browser, &canary, &found).await;
        ask_addresses(browser, &canary).await;
    }
    // Signing in: wrong names, and the token in place of the link's.
    let mut stranger = town.site.browser();
    for text in [NAME, &canary.number] {
        let answer = stranger
            .post("/logga-in", &[("user_name", text), ("password", text)])
            .await;
        canary.assert_clean(&answer, "signing in");
        stranger
            .post(
                "/aktivera",
                &[("token", text), ("password", text), ("again", text)],
            )
            .await;
    }
    assert!(sent > 300, "only {sent} forms were sent");
    let kept = town
        .count("select count(*) from section where fields like '%Zei' || 'sig%'")
        .await;
    assert!(
        kept > 0,
        "what was sent was never saved, so this test shows nothing"
    );

    // The same while the database fails in the middle: what drivers say may hold values.
    let write = town.site.pool();
    for table in [
        "section",
        "letter",
        "child",
        "case_file",
        "search",
        "measure",
        "participation_note",
    ] {
        let broken = format!(
            "create trigger broken_{table} before insert on {table} begin select raise(abort, 'broken'); end"
        );
        write.execute(sqlx::AssertSqlSafe(broken)).await.unwrap();
        let broken = format!(
            "create trigger broken_too_{table} before update on {table} begin select raise(abort, 'broken'); end"
        );
        write.execute(sqlx::AssertSqlSafe(broken)).await.unwrap();
    }
    let mut owner = town.site.signed_in("owner").await;
    let found = forms_of(&mut owner, &paths).await;
    send_all(&mut owner, &canary, &found).await;
    assert!(log().contains("code=\"1811\""), "nothing failed");

    canary.assert_absent(&log(), "the log");
    for column in ["action", "object_kind", "detail"] {
        let sql = format!("select coalesce(group_concat(distinct {column}), '') from audit");
        let all: String = sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
            .fetch_one(town.site.pool())
            .await
            .unwrap();
        canary.assert_absent(&all, column);
    }
}
