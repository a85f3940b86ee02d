use domain::access::Role;
use domain::assessments::Depth;
use domain::cases::CaseKind;
use domain::content::content;
use domain::fields::Fields;
use domain::ids::{AccountId, AssessmentId};
use domain::language::Language;
use domain::organisation::AreaOfOperation;
use ogonhojd_server::clock::{Clock as _, SystemClock, stockholm_day};
use ogonhojd_server::secret::Token;
use ogonhojd_server::sessions;
use ogonhojd_server::settings::Settings;
use store::access::{self, NewAccount};
use store::cases::{self, NewCase};
use store::organisation::{NewUnit, Unit, add_unit};
use store::{Db, StoreError, Tx, Who, assessments};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::Outcome;

/// Somebody's browser.
#[derive(Clone, Debug)]
pub(crate) struct Session {
    pub(crate) name: &'static str,
    cookie: String,
}

/// Two people of one unit, and assessments for the first of them to write in.
pub(crate) struct People {
    pub(crate) worker: Session,
    pub(crate) stranger: Session,
    pub(crate) assessments: Vec<AssessmentId>,
}

impl People {
    pub(crate) async fn settle(db: &Db, assessments: usize) -> Outcome<Self> {
        let now = SystemClock.now();
        let who = Who {
            account: None,
            unit: None,
            now,
            today: stockholm_day(now),
        };
        let made = db.write(move |tx| Box::pin(async move { people(tx, who, assessments).await }));
        Ok(made.await?)
    }
}

async fn people(tx: &mut Tx, who: Who, count: usize) -> Result<People, StoreError> {
    let top = NewUnit {
        parent: None,
        kind: "municipality",
        area: None,
        name: "Granvattna kommun",
        phone: "",
    };
    let top = add_unit(tx, &top, who.now).await?;
    let unit = NewUnit {
        parent: Some(&top),
        kind: "unit",
        area: Some(AreaOfOperation::IncomeSupport),
        name: "Ekonomiskt bistånd",
        phone: "",
    };
    let unit = add_unit(tx, &unit, who.now).await?;
    let (owner, worker) = person(tx, who, &unit, "samira", "Samira Daoud").await?;
    let (_, stranger) = person(tx, who, &unit, "jonas", "Jonas Bergfors").await?;
    let who = Who {
        account: Some(owner),
        unit: Some(unit.id),
        ..who
    };
    let mut made = Vec::new();
    for _ in 0..count {
        let new = NewCase {
            kind: CaseKind::Adult,
            unit: unit.id,
            owner,
            reference: String::new(),
            subject_name: "Vera Blom".to_owned(),
            subject_number: String::new(),
            matter: "Hyra".to_owned(),
            protected: false,
        };
        let case = cases::open_case(tx, who, &new).await?;
        let id = assessments::begin(
            tx,
            who,
            case,
            Depth::Standard,
            "Hyra",
            content().version(),
            &Fields::default(),
        )
        .await?;
        made.push(id);
    }
    Ok(People {
        worker,
        stranger,
        assessments: made,
    })
}

async fn person(
    tx: &mut Tx,
    who: Who,
    unit: &Unit,
    user_name: &str,
    name: &'static str,
) -> Result<(AccountId, Session), StoreError> {
    let new = NewAccount {
        user_name,
        name,
        title: "",
        phone: "",
        language: Language::Swedish,
    };
    let id = access::add_account(tx, who, &new).await?;
    access::add_grant(tx, who, id, Role::Worker, unit.id).await?;
    let (settings, token) = (Settings::default(), Token::random());
    let own = Who {
        account: Some(id),
        ..who
    };
    sessions::begin(tx, own, settings.sessions, id, None, &token).await?;
    let cookie = sessions::session_cookie(&settings, &token)
        .and_then(|value| value.to_str().ok()?.split(';').next().map(str::to_owned))
        .ok_or_else(|| StoreError::Unusable("no cookie can be made".into()))?;
    Ok((id, Session { name, cookie }))
}

/// How a save was answered.
#[derive(Debug)]
pub(crate) enum Answer {
    /// Saved, as this version.
    Saved(i64),
    /// With this line instead.
    Refused(String),
    /// Not at all.
    Gone,
}

/// Saves a number as the text of a fact, as the page's script does.
pub(crate) async fn save(
    port: u16,
    session: &Session,
    assessment: AssessmentId,
    version: i64,
    number: u64,
) -> Outcome<Answer> {
    let body = format!("version={version}&fact.1.text={number}");
    let answer = post(port, session, &format!("/bedomning/{assessment}/fakta"), &body).await?;
    let Some((head, body)) = answer.split_once("\r\n\r\n") else {
        return Ok(Answer::Gone);
    };
    let status = head.lines().next().unwrap_or_default();
    let saved = body
        .split(|c: char| !c.is_ascii_digit())
        .find(|part| !part.is_empty());
    match saved.and_then(|version| version.parse().ok()) {
        Some(version) if status.contains(" 200 ") => Ok(Answer::Saved(version)),
        _ => Ok(Answer::Refused(status.to_owned())),
    }
}

/// Searches for a number, which writes whatever anybody else does.
pub(crate) async fn search(port: u16, session: &Session, number: u32) -> Outcome<String> {
    post(port, session, "/arenden/sok", &format!("text={number}")).await
}

async fn post(port: u16, session: &Session, path: &str, body: &str) -> Outcome<String> {
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n\
         Sec-Fetch-Site: same-origin\r\nCookie: {}\r\nX-Autosave: 1\r\nContent-Type: application/x-www-form-urlencoded\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
        session.cookie,
        body.len()
    );
    ask(port, &request).await
}

/// Reads a page.
pub(crate) async fn get(port: u16, session: &Session, path: &str) -> Outcome<String> {
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {}\r\nConnection: close\r\n\r\n",
        session.cookie
    );
    ask(port, &request).await
}

async fn ask(port: u16, request: &str) -> Outcome<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await?;
    stream.write_all(request.as_bytes()).await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}
