//! A site with a database of its own and a clock that tests set, and browsers that visit it.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex, Once};

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use chrono::{DateTime, Duration, TimeZone as _, Utc};
use domain::access::Role;
use domain::ids::AccountId;
use domain::language::Language;
use http_body_util::BodyExt as _;
use ogonhojd_server::assets::Assets;
use ogonhojd_server::clock::Clock;
use ogonhojd_server::keys::Keys;
use ogonhojd_server::passwords::Passwords;
use ogonhojd_server::router::router;
use ogonhojd_server::secret::Token;
use ogonhojd_server::sessions;
use ogonhojd_server::settings::Settings;
use ogonhojd_server::state::AppState;
use store::access::{self, NewAccount};
use store::organisation::{NewUnit, add_unit};
use store::testing::TestDb;
use store::{Engine, Who};
use tempfile::TempDir;
use tower::ServiceExt as _;

/// The password of everybody.
pub const PASSWORD: &str = "en gul båt på sjön";

/// Runs what no function of the store offers, on the connections that may write of either engine.
macro_rules! on_pool {
    ($site:expr, |$pool:ident| $body:expr) => {
        match $site.state.db.pools() {
            store::Pools::Sqlite { write: $pool, .. } => $body,
            store::Pools::Postgres($pool) => $body,
        }
    };
}
pub(crate) use on_pool;

/// A clock that stands until it is set.
pub struct TestClock(Mutex<DateTime<Utc>>);

impl Clock for TestClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap()
    }
}

/// A site. Dropping it removes its folder; its database goes with it.
pub struct Site {
    pub router: Router,
    pub state: AppState,
    pub clock: Arc<TestClock>,
    _test: TestDb,
    _keys: TempDir,
}

impl Site {
    /// A plain site at 08.00 UTC on 2 March 2026.
    pub async fn new() -> Self {
        Self::on(Engine::Sqlite).await
    }

    /// Likewise, on this engine.
    pub async fn on(engine: Engine) -> Self {
        Self::build(engine, Settings::default(), Assets::default()).await
    }

    pub async fn with(settings: Settings, assets: Assets) -> Self {
        Self::build(Engine::Sqlite, settings, assets).await
    }

    async fn build(engine: Engine, settings: Settings, assets: Assets) -> Self {
        let test = TestDb::new(engine).await;
        let db = test.db.clone();
        Self::over(test, db, settings, assets).await
    }

    /// Over a database that may be reached in a way of its own.
    pub async fn over(test: TestDb, db: store::Db, settings: Settings, assets: Assets) -> Self {
        keep_log();
        let keys = tempfile::tempdir().unwrap();
        Keys::make(keys.path()).unwrap();
        let clock = Arc::new(TestClock(Mutex::new(
            Utc.with_ymd_and_hms(2026, 3, 2, 8, 0, 0).unwrap(),
        )));
        let state = AppState {
            db,
            clock: clock.clone(),
            settings: Arc::new(settings),
            assets,
            keys: Keys::read(keys.path()).unwrap(),
            passwords: Passwords::new().unwrap(),
            pdf: documents::PdfService::new(),
            work: Arc::default(),
            working: Arc::default(),
        };
        // As `migrate` does.
        let who = state.who(None);
        let kept = state.write(move |tx| {
            Box::pin(async move {
                store::checklists::keep_own(tx, who).await?;
                Ok(store::monitoring::keep_own(tx, who).await?)
            })
        });
        kept.await.unwrap();
        Self {
            router: router(state.clone()).unwrap(),
            state,
            clock,
            _test: test,
            _keys: keys,
        }
    }

    pub fn later(&self, minutes: i64) {
        *self.clock.0.lock().unwrap() += Duration::minutes(minutes);
    }

    pub fn who(&self) -> Who {
        self.state.who(None)
    }

    /// An account without a password in a unit of its own.
    pub async fn new_account(&self, user_name: &'static str, role: Role) -> AccountId {
        let who = self.who();
        let work = self.state.write(move |tx| {
            Box::pin(async move {
                let unit = NewUnit {
                    parent: None,
                    kind: "municipality",
                    area: None,
                    name: "Granvattna kommun",
                    phone: "",
                };
                let unit = add_unit(tx, &unit, who.now).await?.id;
                let new = NewAccount {
                    user_name,
                    name: "Åsa Lindehag",
                    title: "",
                    phone: "",
                    language: Language::Swedish,
                };
                let id = access::add_account(tx, who, &new).await?;
                access::add_grant(tx, who, id, role, unit).await?;
                Ok(id)
            })
        });
        work.await.unwrap()
    }

    /// An account that can sign in with [`PASSWORD`].
    pub async fn account(&self, user_name: &'static str) -> AccountId {
        let id = self.new_account(user_name, Role::Worker).await;
        let (who, hash) = (
            self.who(),
            self.state.passwords.hash(PASSWORD.into()).await.unwrap(),
        );
        let work = self
            .state
            .write(move |tx| Box::pin(async move { Ok(access::set_password(tx, who, id, &hash).await?) }));
        work.await.unwrap();
        id
    }

    /// The connection that writes, for what no function of the store offers.
    pub fn pool(&self) -> &sqlx::SqlitePool {
        let store::Pools::Sqlite { write, .. } = self.state.db.pools() else {
            panic!("these tests run on SQLite")
        };
        write
    }

    pub fn browser(&self) -> Browser<'_> {
        Browser {
            site: self,
            cookies: BTreeMap::new(),
        }
    }

    /// A browser in which the person has signed in, with everything that it takes. The session is begun as the pages do it after both
    /// steps, because a code counts only once in half a minute.
    pub async fn signed_in(&self, user_name: &str) -> Browser<'_> {
        let mut tx = self.state.read().await.unwrap();
        let found = access::find_for_sign_in(&mut tx, user_name).await.unwrap();
        let account = found.expect("an account").id;
        drop(tx);
        let (who, lengths) = (self.state.who(Some(account)), self.state.settings.sessions);
        let work = self.state.write(move |tx| {
            Box::pin(async move {
                let token = Token::random();
                sessions::begin(tx, who, lengths, account, None, &token).await?;
                Ok(token)
            })
        });
        let token = work.await.unwrap();
        let cookie = sessions::session_cookie(&self.state.settings, &token).unwrap();
        let mut browser = self.browser();
        browser.take(cookie.to_str().unwrap());
        browser
    }
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |v| v.to_str().unwrap())
    }

    pub fn cookies(&self) -> Vec<&str> {
        self.headers
            .get_all(header::SET_COOKIE)
            .iter()
            .map(|v| v.to_str().unwrap())
            .collect()
    }

    pub fn location(&self) -> &str {
        self.header("location")
    }

    /// The hidden fields of the page's forms, as a browser would send them back.
    pub fn hidden(&self) -> Vec<(String, String)> {
        let mut found = Vec::new();
        for tag in self.body.split("<input type=\"hidden\" ").skip(1) {
            let value = |name: &str| {
                let rest = tag
                    .split_once(&format!("{name}=\""))
                    .map_or("\"", |(_, rest)| rest);
                unescape(rest.split('"').next().unwrap())
            };
            found.push((value("name"), value("value")));
        }
        found
    }
}

fn unescape(text: &str) -> String {
    text.replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

/// A browser: it keeps cookies and follows nothing by itself.
pub struct Browser<'s> {
    site: &'s Site,
    pub cookies: BTreeMap<String, String>,
}

impl Browser<'_> {
    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(Request::get(path), Body::empty()).await
    }

    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.post_raw(path, form(fields)).await
    }

    pub async fn post_raw(&mut self, path: &str, body: String) -> Answer {
        self.send(
            Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded"),
            Body::from(body),
        )
        .await
    }

    pub async fn send(&mut self, request: axum::http::request::Builder, body: Body) -> Answer {
        let cookies = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect::<Vec<_>>()
            .join("; ");
        let mut request = request.header(header::HOST, "ogonhojd.test");
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies);
        }
        let answer = ask(&self.site.router, request.body(body).unwrap()).await;
        for cookie in answer.cookies() {
            self.take(cookie);
        }
        answer
    }

    /// Takes a cookie as a header sets it.
    fn take(&mut self, cookie: &str) {
        let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
        if value.is_empty() {
            self.cookies.remove(name);
        } else {
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
    }

    /// Chooses to open a case with a protected identity; without effect for others.
    pub async fn choose(&mut self, case: &str) -> Answer {
        self.post(&format!("/arenden/{case}/skyddat"), &[("reason", "own")])
            .await
    }

    /// Sends the hidden fields of a page with more, as its form would.
    pub async fn post_with_hidden(&mut self, path: &str, page: &Answer, more: &[(&str, &str)]) -> Answer {
        let hidden = page.hidden();
        let mut fields: Vec<(&str, &str)> = hidden
            .iter()
            .filter(|(n, _)| !matches!(n.as_str(), "language" | "back"))
            .map(|(n, v)| (n.as_str(), v.as_str()))
            .collect();
        fields.extend(more);
        self.post(path, &fields).await
    }
}

pub async fn ask(router: &Router, request: Request<Body>) -> Answer {
    let response = router.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    Answer {
        status: parts.status,
        headers: parts.headers,
        body: String::from_utf8_lossy(&bytes).into_owned(),
    }
}

pub fn form(fields: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish()
}

static LOG: Mutex<Vec<u8>> = Mutex::new(Vec::new());

struct Log;

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        LOG.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// One log for all tests of this program, because the tracing library knows one reader a process.
fn keep_log() {
    static BEGIN: Once = Once::new();
    BEGIN.call_once(|| {
        tracing_subscriber::fmt()
            .with_ansi(false)
            .with_max_level(tracing::Level::DEBUG)
            .with_writer(|| Log)
            .init();
    });
}

/// Everything that was logged so far, by whichever test.
pub fn log() -> String {
    String::from_utf8_lossy(&LOG.lock().unwrap()).into_owned()
}
