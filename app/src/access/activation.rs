use domain::fields::FieldErrors;
use domain::language::Language;
use leptos::prelude::*;

use crate::ui::{Actions, ErrorSummary, Notice, TextField, use_lang};

/// The title of [`ActivationPage`] and [`ActivationGonePage`].
#[must_use]
pub fn activation_title(language: Language) -> &'static str {
    language.t("Välj ett lösenord", "Choose a password")
}

/// Choosing the password of a new account.
#[component]
pub fn ActivationPage(
    /// The one-time token.
    token: String,
    /// The account's user name.
    user_name: String,
    /// What has to be mended.
    errors: FieldErrors,
) -> impl IntoView {
    let l = use_lang();
    let (first, again) = (
        errors.of("password").map(str::to_owned),
        errors.of("again").map(str::to_owned),
    );
    view! {
        <ErrorSummary errors=errors/>
        <h1>{activation_title(l)}</h1>
        <p>{l.t("Ditt användarnamn är ", "Your user name is ")}<strong>{user_name.clone()}</strong>"."</p>
        <form method="post" action="/aktivera">
            <input type="hidden" name="token" value=token/>
            // A password manager stores the pair under this name.
            <input type="hidden" name="user_name" value=user_name autocomplete="username"/>
            <TextField name="password" kind="password" value="" autocomplete="new-password" width="medium" error=first
                label=l.t("Nytt lösenord", "New password")
                hint=l.t("Minst 12 tecken. En hel mening är lätt att minnas.", "At least 12 characters. A whole sentence is easy to remember.")/>
            <TextField name="again" kind="password" value="" autocomplete="new-password" width="medium" error=again
                label=l.t("Samma lösenord en gång till", "The same password once more")/>
            <Actions><button class="button">{l.t("Spara lösenordet", "Save the password")}</button></Actions>
        </form>
    }
}

/// A link that no longer opens anything.
#[component]
pub fn ActivationGonePage() -> impl IntoView {
    let l = use_lang();
    view! {
        <h1>{activation_title(l)}</h1>
        <Notice kind="warn" title=l.t("Länken gäller inte längre", "The link is no longer valid")>
            <p>{l.t(
                "Den kan vara använd redan, för gammal eller ersatt av en nyare. Be den som skapade kontot om en ny länk.",
                "It may have been used already, be too old or replaced by a newer one. Ask whoever made the account for a new link.",
            )}</p>
            <p><a href="/logga-in">{l.t("Har du redan ett lösenord? Logga in", "Do you have a password already? Sign in")}</a></p>
        </Notice>
    }
}
