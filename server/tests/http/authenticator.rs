//! An authenticator app, and people who sign in with it by the pages.

use axum::http::StatusCode;
use chrono::{DateTime, Duration, Utc};
use ogonhojd_server::clock::Clock as _;

use crate::support::{Answer, Browser, PASSWORD, Site};

impl Site {
    /// A browser in which the person has given the right password and nothing else; and what came back.
    pub async fn half_signed_in(&self, user_name: &str) -> (Browser<'_>, Answer) {
        let mut browser = self.browser();
        let fields = [("user_name", user_name), ("password", PASSWORD)];
        let answer = browser.post("/logga-in", &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        (browser, answer)
    }

    /// Connects an app to the account, by the pages. Its first code is used up; a minute later it shows another.
    pub async fn connect(&self, user_name: &str) -> Connected<'_> {
        let (mut browser, answer) = self.half_signed_in(user_name).await;
        assert_eq!(answer.location(), "/logga-in/app");
        let app = App::scan(&browser.get("/logga-in/app").await);
        let shown = browser
            .post("/logga-in/app", &[("code", &app.code(self.clock.now()))])
            .await;
        assert_eq!(shown.status, StatusCode::OK, "{}", shown.body);
        Connected {
            codes: codes_on(&shown),
            app,
            browser,
        }
    }
}

/// A person with an app, recovery codes, and a browser in which they are signed in.
pub struct Connected<'s> {
    pub app: App,
    pub codes: Vec<String>,
    pub browser: Browser<'s>,
}

/// The recovery codes of the page that shows them.
pub fn codes_on(page: &Answer) -> Vec<String> {
    let list = page.body.split("<ol class=\"codes\">").nth(1).unwrap();
    let list = list.split("</ol>").next().unwrap();
    list.split("<code>")
        .skip(1)
        .map(|rest| rest.split('<').next().unwrap().to_owned())
        .collect()
}

/// An authenticator app of another maker than the server's own code: it knows the key from the page and nothing else.
pub struct App(totp_rs::Totp);

impl App {
    /// Takes the key from the page that offers it.
    pub fn scan(page: &Answer) -> Self {
        let key = page.body.split("<p class=\"secret\"><code>").nth(1);
        let key = key.unwrap_or_else(|| panic!("no key: {}", page.body));
        let key: String = key.split('<').next().unwrap().split(' ').collect();
        let secret = totp_rs::Secret::try_from_base32(&key).unwrap();
        Self(totp_rs::Builder::new().with_secret(secret).build().unwrap())
    }

    /// What it shows at a moment.
    pub fn code(&self, at: DateTime<Utc>) -> String {
        self.0.generate(at.timestamp().unsigned_abs()).to_string()
    }

    /// Six digits that it shows neither now nor next to now.
    pub fn wrong(&self, at: DateTime<Utc>) -> &'static str {
        let near: Vec<String> = (-1..=1)
            .map(|n| self.code(at + Duration::seconds(30 * n)))
            .collect();
        ["111111", "222222", "333333", "444444"]
            .into_iter()
            .find(|code| !near.iter().any(|n| n == code))
            .unwrap()
    }
}
