//! A small municipality, its people, and the work that they do: cases, assessments and letters, by way of the pages' own forms.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use domain::access::Role;
use domain::ids::{AccountId, AssessmentId, CaseId};
use domain::language::Language;
use domain::organisation::AreaOfOperation;
use domain::participation::Disclosure;
use http_body_util::BodyExt as _;
use ogonhojd_server::error::AppError;
use store::access::{self, NewAccount};
use store::assessments::Assessment;
use store::cases::Case;
use store::letters::Letter;
use store::organisation::{NewUnit, Unit, add_unit};
use store::{Engine, Pools, assessments, cases, disclosures, letters};
use tower::ServiceExt as _;

use crate::support::{Answer, Browser, PASSWORD, Site};

/// Everybody: user name, role, and in which of the units `municipality`, `here`, `there`.
pub const PEOPLE: [(&str, Role, usize); 7] = [
    ("owner", Role::Worker, 1),
    ("colleague", Role::Worker, 1),
    ("other_unit", Role::Worker, 2),
    ("manager", Role::Manager, 1),
    ("coordinator", Role::Coordinator, 0),
    ("records", Role::RecordsOfficer, 0),
    ("administrator", Role::Administrator, 0),
];

/// A site with a municipality of two units.
pub struct Town {
    pub site: Site,
    pub units: Vec<Unit>,
    pub accounts: Vec<AccountId>,
}

impl Town {
    pub async fn new() -> Self {
        Self::on(Engine::Sqlite).await
    }

    pub async fn on(engine: Engine) -> Self {
        Self::in_site(Site::on(engine).await).await
    }

    pub async fn in_site(site: Site) -> Self {
        let (who, hash) = (
            site.who(),
            site.state.passwords.hash(PASSWORD.into()).await.unwrap(),
        );
        let work = site.state.write(move |tx| {
            Box::pin(async move {
                let top = NewUnit {
                    parent: None,
                    kind: "municipality",
                    area: None,
                    name: "Granvattna kommun",
                    phone: "",
                };
                let top = add_unit(tx, &top, who.now).await?;
                let mut units = vec![top.clone()];
                for (name, area) in [
                    ("Ekonomi Norr", AreaOfOperation::IncomeSupport),
                    ("Vuxen Söder", AreaOfOperation::AdultsAddiction),
                ] {
                    let new = NewUnit {
                        parent: Some(&top),
                        kind: "unit",
                        area: Some(area),
                        name,
                        phone: "08-465 004 00",
                    };
                    units.push(add_unit(tx, &new, who.now).await?);
                }
                let mut accounts = Vec::new();
                for (user_name, role, unit) in PEOPLE {
                    let name = format!("{user_name} Lindehag");
                    let new = NewAccount {
                        user_name,
                        name: &name,
                        title: "",
                        phone: "08-465 004 10",
                        language: Language::Swedish,
                    };
                    let id = access::add_account(tx, who, &new).await?;
                    access::add_grant(tx, who, id, role, units[unit].id).await?;
                    access::set_password(tx, who, id, &hash).await?;
                    accounts.push(id);
                }
                Ok::<_, AppError>((units, accounts))
            })
        });
        let (units, accounts) = work.await.unwrap();
        Self {
            site,
            units,
            accounts,
        }
    }

    pub fn account(&self, user_name: &str) -> AccountId {
        self.accounts[PEOPLE.iter().position(|(name, ..)| *name == user_name).unwrap()]
    }

    pub async fn case(&self, id: &str) -> Case {
        cases::case(
            &mut self.site.state.read().await.unwrap(),
            id.parse::<CaseId>().unwrap(),
        )
        .await
        .unwrap()
    }

    pub async fn assessment(&self, id: &str) -> Assessment {
        let id: AssessmentId = id.parse().unwrap();
        assessments::assessment(&mut self.site.state.read().await.unwrap(), id)
            .await
            .unwrap()
    }

    pub async fn letters(&self, assessment: &str) -> Vec<Letter> {
        letters::letters(
            &mut self.site.state.read().await.unwrap(),
            assessment.parse().unwrap(),
        )
        .await
        .unwrap()
    }

    /// What was assessed about disclosure.
    pub async fn disclosures(&self, assessment: &str) -> Vec<Disclosure> {
        disclosures::disclosures(
            &mut self.site.state.read().await.unwrap(),
            assessment.parse().unwrap(),
        )
        .await
        .unwrap()
    }

    /// Rows of the trail.
    pub async fn trail(&self) -> i64 {
        self.count("select count(*) from audit").await
    }

    pub async fn count(&self, sql: &'static str) -> i64 {
        match self.site.state.db.pools() {
            Pools::Sqlite { read, .. } => sqlx::query_scalar(sql).fetch_one(read).await.unwrap(),
            Pools::Postgres(pool) => sqlx::query_scalar(sql).fetch_one(pool).await.unwrap(),
        }
    }
}

/// A form of a page, as a browser has it.
#[derive(Clone, Debug)]
pub struct Form {
    pub action: String,
    /// Hidden fields, lines, texts and ticked boxes, by name, in order.
    pub values: Vec<(String, String)>,
    /// Radio buttons and boxes: name and every value.
    pub choices: Vec<(String, Vec<String>)>,
}

impl Form {
    pub fn set(&mut self, name: &str, value: &str) -> &mut Self {
        self.values.retain(|(n, _)| n != name);
        self.values.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Takes a field out, as an unticked box is.
    pub fn without(&mut self, name: &str) -> &mut Self {
        self.values.retain(|(n, _)| n != name);
        self
    }

    pub fn value(&self, name: &str) -> &str {
        self.values.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v)
    }

    /// The names of everything that can be filled in.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<_> = self.values.iter().map(|(n, _)| n.clone()).collect();
        names.extend(self.choices.iter().map(|(n, _)| n.clone()));
        names.sort();
        names.dedup();
        names
    }

    /// The first name that begins so.
    pub fn name(&self, prefix: &str) -> String {
        self.names()
            .into_iter()
            .find(|n| n.starts_with(prefix))
            .unwrap_or_else(|| panic!("no field {prefix}"))
    }

    pub fn fields(&self) -> Vec<(&str, &str)> {
        self.values
            .iter()
            .map(|(n, v)| (n.as_str(), v.as_str()))
            .collect()
    }

    /// Fills what is empty: dates with days, texts with `text`, questions with the calmest answer.
    pub fn fill(&mut self, text: &str) -> &mut Self {
        for (name, value) in &mut self.values {
            let only_later = ["followed_on", "result", "no_measures_why", "number"].contains(&name.as_str());
            if !value.is_empty() || only_later || name == "version" {
                continue;
            }
            *value = match name.split('.').next().unwrap() {
                "decided_on" => "2026-03-02".into(),
                "held_on" | "consent_on" | "said_on" | "asked_on" | "answered_on" | "instrument_on" => {
                    "2026-03-01".into()
                }
                "planned_on" | "follow_on" => "2026-06-01".into(),
                "matter" | "decided_by" => "Bistånd till hyresskuld".into(),
                _ => text.to_owned(),
            };
        }
        for (name, options) in self.choices.clone() {
            if self.values.iter().any(|(n, _)| *n == name) || options == ["yes"] || name == "worked" {
                continue;
            }
            let wanted = match name.split('.').next().unwrap() {
                "basis" => "consent",
                "consent" => "given",
                "short" | "long" => "none",
                "against" => "no",
                "s" if name.ends_with("outcome") => "follows",
                _ => options[0].as_str(),
            };
            assert!(
                options.iter().any(|o| o == wanted),
                "{name} has no {wanted} in {options:?}"
            );
            self.values.push((name, wanted.to_owned()));
        }
        self
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let rest = tag.split_once(&format!(" {name}=\""))?.1;
    Some(unescape(rest.split('"').next()?))
}

/// Text as it was before it was escaped.
pub fn unescape(text: &str) -> String {
    text.replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

/// The page's forms.
pub fn forms(page: &str) -> Vec<Form> {
    page.split("<form ")
        .skip(1)
        .map(|part| form(part.split("</form>").next().unwrap()))
        .collect()
}

fn form(part: &str) -> Form {
    let action = attribute(&format!(" {part}"), "action").unwrap_or_default();
    let mut form = Form {
        action,
        values: Vec::new(),
        choices: Vec::new(),
    };
    for piece in part.split('<').skip(1) {
        let (tag, rest) = piece.split_once('>').unwrap();
        let Some(name) = attribute(tag, "name") else {
            continue;
        };
        if tag.starts_with("textarea") {
            form.values
                .push((name, unescape(rest.strip_prefix('\n').unwrap_or(rest))));
        } else if tag.starts_with("input") {
            let value = attribute(tag, "value").unwrap_or_default();
            if ["radio", "checkbox"].contains(&attribute(tag, "type").unwrap_or_default().as_str()) {
                match form.choices.iter_mut().find(|(n, _)| *n == name) {
                    Some((_, values)) => values.push(value.clone()),
                    None => form.choices.push((name.clone(), vec![value.clone()])),
                }
                if tag.contains(" checked") {
                    form.values.push((name, value));
                }
            } else {
                form.values.push((name, value));
            }
        }
    }
    form
}

impl Answer {
    /// The form that posts to this address.
    pub fn form(&self, action: &str) -> Form {
        forms(&self.body)
            .into_iter()
            .find(|f| f.action == action)
            .unwrap_or_else(|| panic!("{} and no form to {action}: {}", self.status, self.body))
    }

    /// The page's visible alarm, for messages of failing tests.
    pub fn summary(&self) -> String {
        self.body
            .split("error-summary")
            .nth(1)
            .map_or(String::new(), |s| s.chars().take(600).collect())
    }

    pub fn assert_status(&self, status: StatusCode, what: &str) {
        assert_eq!(self.status, status, "{what}: {}", self.summary());
    }
}

/// The form that begins a standard assessment.
pub const BEGIN: [(&str, &str); 3] = [
    ("then", "begin"),
    ("chosen", "standard"),
    ("why", "Som det föreslås."),
];

/// The worker at a desk, with one case and its assessment.
pub struct Desk<'s> {
    pub browser: Browser<'s>,
    pub case: String,
    pub id: String,
    pub children: Vec<String>,
    /// What is written wherever something may be written.
    pub text: String,
}

fn last(address: &str) -> String {
    address.rsplit('/').next().unwrap().to_owned()
}

impl<'s> Desk<'s> {
    /// Opens a case with these children, name and birth, and begins an assessment.
    pub async fn begin(town: &'s Town, children: &[(&str, &str)]) -> Self {
        Self::begin_with(town, children, "Så är det.").await
    }

    pub async fn begin_with(town: &'s Town, children: &[(&str, &str)], text: &str) -> Self {
        let mut browser = town.site.signed_in("owner").await;
        let case = open_case(
            &mut browser,
            &[
                ("subject_name", &format!("Vera Blom {text}")),
                ("matter", &format!("Hyresskuld {text}")),
            ],
        )
        .await;
        let mut desk = Self {
            browser,
            case,
            id: String::new(),
            children: Vec::new(),
            text: text.to_owned(),
        };
        for (name, born) in children {
            desk.add_child(name, born).await;
        }
        let answer = desk
            .browser
            .post(&format!("/arenden/{}/bedomning", desk.case), &BEGIN)
            .await;
        answer.assert_status(StatusCode::SEE_OTHER, "begin");
        answer
            .location()
            .split('/')
            .nth(2)
            .unwrap()
            .clone_into(&mut desk.id);
        desk
    }

    pub async fn add_child(&mut self, name: &str, born: &str) {
        let address = format!("/arenden/{}/barn/nytt", self.case);
        let mut form = self.browser.get(&address).await.form(&address);
        form.set("name", name).set("born", born);
        self.submit(&form)
            .await
            .assert_status(StatusCode::SEE_OTHER, "add child");
        let page = self.browser.get(&format!("/arenden/{}", self.case)).await.body;
        let prefix = format!("\"/arenden/{}/barn/", self.case);
        for part in page.split(&prefix).skip(1) {
            let id = part.split('"').next().unwrap().to_owned();
            if id != "nytt" && !self.children.contains(&id) {
                self.children.push(id);
            }
        }
    }

    pub fn at(&self, rest: &str) -> String {
        format!("/bedomning/{}{rest}", self.id)
    }

    pub async fn get(&mut self, rest: &str) -> Answer {
        let address = self.at(rest);
        self.browser.get(&address).await
    }

    pub async fn post(&mut self, rest: &str, fields: &[(&str, &str)]) -> Answer {
        let address = self.at(rest);
        self.browser.post(&address, fields).await
    }

    pub async fn submit(&mut self, form: &Form) -> Answer {
        self.browser.post(&form.action, &form.fields()).await
    }

    /// The form of a page of the assessment.
    pub async fn form(&mut self, rest: &str) -> Form {
        let address = self.at(rest);
        self.browser.get(&address).await.form(&address)
    }

    /// Fills a page's form, changes it, and saves it.
    pub async fn write(&mut self, rest: &str, change: impl FnOnce(&mut Form)) {
        let mut form = self.form(rest).await;
        let text = self.text.clone();
        form.fill(&text);
        change(&mut form);
        self.submit(&form)
            .await
            .assert_status(StatusCode::SEE_OTHER, rest);
    }

    /// Begins a note about a child and says where its page is.
    pub async fn note(&mut self, child: usize, kind: &str) -> String {
        let child = self.children[child].clone();
        let answer = self.post("/rost", &[("child", &child), ("kind", kind)]).await;
        answer.assert_status(StatusCode::SEE_OTHER, "note");
        format!("/rost/{}", last(answer.location()))
    }

    /// Everything before the weighing: the first child heard, the others not.
    pub async fn write_material(&mut self, words: &str, assess_first: bool) {
        self.write_material_with(words, |form| {
            if assess_first {
                form.set("statement.1.assess_first", "yes");
            }
        })
        .await;
    }

    /// The same with the first child's talk changed.
    pub async fn write_material_with(&mut self, words: &str, talk: impl FnOnce(&mut Form)) {
        self.write("/fraga", |form| {
            form.set("alternative.1.text", "Bevilja")
                .set("alternative.2.text", "Avslå");
        })
        .await;
        for child in self.children.clone() {
            self.write(&format!("/barn/{child}"), |_| {}).await;
        }
        self.write("/fakta", |_| {}).await;
        let note = self.note(0, "heard").await;
        self.write(&note, |form| {
            form.set("statement.1.words", words);
            talk(form);
        })
        .await;
        for child in 1..self.children.len() {
            let note = self.note(child, "not_heard").await;
            self.write(&note, |_| {}).await;
        }
        for number in [2, 3, 6, 12, 19] {
            self.write(&format!("/artiklar/{number}"), |_| {}).await;
        }
    }

    /// Everything that is asked before signing.
    pub async fn write_all(&mut self, words: &str, assess_first: bool) {
        self.write_material(words, assess_first).await;
        self.write("/avvagning", |_| {}).await;
        self.write("/beslut", |_| {}).await;
        self.write("/uppfoljning", |_| {}).await;
    }

    /// Signs as the check page's form does.
    pub async fn sign(&mut self) {
        let page = self.get("/granska").await;
        let mut form = page.form(&self.at("/signera"));
        for (name, _) in form.choices.clone() {
            form.set(&name, "yes");
        }
        let answer = self.submit(&form).await;
        answer.assert_status(StatusCode::SEE_OTHER, "sign");
        assert_eq!(answer.location(), self.at("/svar"));
    }

    /// Ticks every box of a letter's form and sends it.
    pub async fn approve(&mut self, letter: &str) -> Answer {
        let page = self.get(&format!("/brev/{letter}")).await;
        let mut form = page.form(&self.at(&format!("/brev/{letter}/godkann")));
        for (name, _) in form.choices.clone() {
            if name.starts_with("approve.") {
                form.set(&name, "yes");
            }
        }
        form.set("adult", "nothing").set("at_home", "safe");
        self.submit(&form).await
    }

    /// Fills the form that says how the letter was given.
    pub async fn give(&mut self, letter: &str) -> Answer {
        let page = self.get(&format!("/brev/{letter}")).await;
        let mut form = page.form(&self.at(&format!("/brev/{letter}/lamnat")));
        form.set("given_on", "2026-03-02")
            .set("how", "read")
            .set("by", "Karin")
            .set("understood", &self.text)
            .set("answer", &self.text);
        self.submit(&form).await
    }
}

/// Opens a case in which a child is touched.
pub async fn open_case(browser: &mut Browser<'_>, fields: &[(&str, &str)]) -> String {
    let mut all = vec![("touches", "yes")];
    all.extend_from_slice(fields);
    let answer = browser.post("/arenden/nytt", &all).await;
    answer.assert_status(StatusCode::SEE_OTHER, "open case");
    answer.location().split('/').nth(2).unwrap().to_owned()
}

/// The bytes that a page sends, and its status.
pub async fn bytes(town: &Town, browser: &Browser<'_>, path: &str) -> (StatusCode, Vec<u8>) {
    let cookies: Vec<_> = browser
        .cookies
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let request = Request::get(path)
        .header("host", "ogonhojd.test")
        .header("cookie", cookies.join("; "));
    let response = town
        .site
        .router
        .clone()
        .oneshot(request.body(Body::empty()).unwrap())
        .await
        .unwrap();
    (
        response.status(),
        response.into_body().collect().await.unwrap().to_bytes().to_vec(),
    )
}
