use domain::fields::FieldErrors;
use domain::language::Language;
use leptos::prelude::*;

use super::kept::{Hidden, Kept};
use crate::ui::{Actions, ErrorSummary, Notice, TextField, use_lang};

/// Why somebody sees the sign-in page, where there is a reason to tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInNews {
    /// They signed out.
    SignedOut,
    /// They chose a password.
    Activated,
}

/// A person of the demo municipality.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoPerson {
    /// The account.
    pub id: String,
    /// The name.
    pub name: String,
    /// The unit.
    pub unit: String,
}

/// The demo's people with one role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoGroup {
    /// The role's name.
    pub role: String,
    /// The people.
    pub people: Vec<DemoPerson>,
}

/// What the sign-in page shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SignIn {
    /// The user name that was typed.
    pub user_name: String,
    /// What has to be mended.
    pub errors: FieldErrors,
    /// What to tell.
    pub news: Option<SignInNews>,
    /// Where to go afterwards; empty for the start page.
    pub back: String,
    /// What was typed when the session ended.
    pub kept: Option<Kept>,
    /// Whom the demo offers; empty outside the demo.
    pub demo: Vec<DemoGroup>,
}

/// The title of [`SignInPage`].
#[must_use]
pub fn sign_in_title(language: Language) -> &'static str {
    language.t("Logga in", "Sign in")
}

/// Signing in, with whatever must not get lost meanwhile.
#[component]
pub fn SignInPage(shown: SignIn) -> impl IntoView {
    let l = use_lang();
    let SignIn {
        user_name,
        errors,
        news,
        back,
        kept,
        demo,
    } = shown;
    let form = if demo.is_empty() {
        let (name_error, password_error) = (
            errors.of("user_name").map(str::to_owned),
            errors.of("password").map(str::to_owned),
        );
        view! {
            <form method="post" action="/logga-in">
                <Hidden back=back kept=kept.clone()/>
                <TextField name="user_name" label=l.t("Användarnamn", "User name") value=user_name error=name_error autocomplete="username" width="medium"/>
                <TextField name="password" kind="password" label=l.t("Lösenord", "Password") value="" error=password_error autocomplete="current-password" width="medium"/>
                <Actions><button class="button">{l.t("Logga in", "Sign in")}</button></Actions>
            </form>
        }
        .into_any()
    } else {
        view! { <Demo groups=demo back=back kept=kept.clone()/> }.into_any()
    };
    view! {
        <ErrorSummary errors=errors/>
        <h1>{sign_in_title(l)}</h1>
        {news.map(|news| view! { <News news=news/> })}
        {kept.is_some().then(|| view! {
            <Notice kind="warn" title=l.t("Du var inte längre inloggad", "You were no longer signed in")>
                <p>{l.t(
                    "Det du skrev är inte sparat ännu, men det finns med här. Logga in, så får du spara det.",
                    "What you wrote is not saved yet, but it is kept here. Sign in and you can save it.",
                )}</p>
            </Notice>
        })}
        {form}
    }
}

#[component]
fn News(news: SignInNews) -> impl IntoView {
    let l = use_lang();
    let (title, text) = match news {
        SignInNews::SignedOut => (
            l.t("Du är utloggad", "You are signed out"),
            l.t(
                "Stäng webbläsaren om fler använder datorn.",
                "Close the browser if others use the computer.",
            ),
        ),
        SignInNews::Activated => (
            l.t("Lösenordet är valt", "The password is chosen"),
            l.t("Nu kan du logga in med det.", "You can sign in with it now."),
        ),
    };
    view! { <Notice kind="good" title=title><p>{text}</p></Notice> }
}

/// One form for everybody, so that kept text stands in the page once.
#[component]
fn Demo(groups: Vec<DemoGroup>, back: String, kept: Option<Kept>) -> impl IntoView {
    let l = use_lang();
    view! {
        <p>{l.t(
            "I demon behövs inget lösenord. Välj vem du vill vara.",
            "The demo needs no password. Choose who you want to be.",
        )}</p>
        <form method="post" action="/logga-in/demo" class="demo-people">
            <Hidden back=back kept=kept/>
            {groups.into_iter().map(|group| view! {
                <section>
                    <h2>{group.role}</h2>
                    <ul class="plain">
                        {group.people.into_iter().map(|person| view! {
                            <li>
                                <button class="button quiet" name="account" value=person.id>{person.name}", "{person.unit}</button>
                            </li>
                        }).collect_view()}
                    </ul>
                </section>
            }).collect_view()}
        </form>
    }
}
