use domain::language::Language;
use leptos::prelude::*;

use super::recovery::left_in_words;
use crate::ui::{Actions, KeyValue, Notice, SummaryList, use_lang, use_ui};

/// From how few recovery codes on the page says that they run out.
const FEW: i64 = 3;

/// What has just been done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountNews {
    /// The password was changed.
    PasswordChanged,
}

/// What [`AccountPage`] shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccountPageData {
    /// What the person types to sign in.
    pub user_name: String,
    /// Whether the account has a password; in the demo it has none.
    pub has_password: bool,
    /// The day, in words, on which the app was connected, and how many recovery codes are left.
    pub app: Option<(String, i64)>,
    /// What has just been done.
    pub news: Option<AccountNews>,
}

/// The title of [`AccountPage`].
#[must_use]
pub fn account_title(language: Language) -> &'static str {
    language.t("Ditt konto", "Your account")
}

/// One's own account: password, app, codes, sessions.
#[component]
pub fn AccountPage(data: AccountPageData) -> impl IntoView {
    let l = use_lang();
    let demo = use_ui().is_some_and(|ui| ui.demo);
    let row = |key: &str, value: String, change: Option<&str>| KeyValue {
        key: key.to_owned(),
        value,
        change: change.map(str::to_owned),
    };
    let mut rows = vec![row(l.t("Användarnamn", "User name"), data.user_name, None)];
    if data.has_password {
        let hidden = l.t("Visas aldrig", "Never shown").to_owned();
        rows.push(row(l.t("Lösenord", "Password"), hidden, Some("/konto/losenord")));
    }
    let few = data.app.as_ref().is_some_and(|(_, left)| *left <= FEW);
    if let Some((since, left)) = data.app {
        let since = l.t(format!("Kopplad {since}"), format!("Connected {since}"));
        rows.push(row(
            l.t("Autentiseringsapp", "Authenticator app"),
            since,
            Some("/konto/app"),
        ));
        rows.push(row(
            l.t("Återställningskoder", "Recovery codes"),
            left_in_words(left, l),
            Some("/konto/koder"),
        ));
    }
    view! {
        <h1>{account_title(l)}</h1>
        {data.news.map(|news| view! { <News news=news/> })}
        {demo.then(|| view! {
            <p>{l.t(
                "Demon har varken lösenord eller koder. I skarp drift sköter du dem här.",
                "The demo has neither passwords nor codes. In real use you look after them here.",
            )}</p>
        })}
        {few.then(|| view! {
            <Notice kind="warn" title=l.t("Koderna håller på att ta slut", "The codes are running out")>
                <p><a href="/konto/koder">{l.t("Gör nya återställningskoder", "Make new recovery codes")}</a></p>
            </Notice>
        })}
        <SummaryList rows=rows/>
        <p><a href="/sessioner">{l.t("Var du är inloggad", "Where you are signed in")}</a></p>
    }
}

#[component]
fn News(news: AccountNews) -> impl IntoView {
    let l = use_lang();
    match news {
        AccountNews::PasswordChanged => view! {
            <Notice kind="good" title=l.t("Lösenordet är ändrat", "The password is changed")>
                <p>{l.t("Du är utloggad överallt utom här.", "You are signed out everywhere but here.")}</p>
            </Notice>
        },
    }
}

/// The title of [`NewAppPage`].
#[must_use]
pub fn new_app_title(language: Language) -> &'static str {
    language.t("Koppla en ny app", "Connect a new app")
}

/// Before the app is taken away to make room for another.
#[component]
pub fn NewAppPage() -> impl IntoView {
    let l = use_lang();
    view! {
        <h1>{new_app_title(l)}</h1>
        <p>{l.t(
            "När du kopplar en ny app slutar den gamla att gälla, och återställningskoderna också. Du loggas ut överallt utom här.",
            "When you connect a new app the old one stops working, and so do the recovery codes. You are signed out everywhere but here.",
        )}</p>
        <p>{l.t(
            "Ha den nya telefonen framme innan du går vidare. Ögonhöjd öppnas igen först när den nya appen är kopplad.",
            "Have the new telephone ready before you go on. Ögonhöjd opens again only when the new app is connected.",
        )}</p>
        <form method="post" action="/konto/app">
            <Actions>
                <button class="button">{l.t("Ta bort den gamla och koppla en ny", "Remove the old one and connect a new one")}</button>
                <a href="/konto">{l.t("Behåll den gamla", "Keep the old one")}</a>
            </Actions>
        </form>
    }
}
