use domain::fields::FieldErrors;
use domain::language::Language;
use leptos::prelude::*;

use crate::ui::{Actions, ErrorSummary, TextField, use_lang};

/// The title of [`ChangePasswordPage`].
#[must_use]
pub fn change_password_title(language: Language) -> &'static str {
    language.t("Byt lösenord", "Change the password")
}

/// Changing one's own password.
#[component]
pub fn ChangePasswordPage(
    /// What the person types to sign in; a password manager stores the pair under it.
    user_name: String,
    /// What has to be mended.
    errors: FieldErrors,
) -> impl IntoView {
    let l = use_lang();
    let error = |name: &str| errors.of(name).map(str::to_owned);
    let (current, new, again) = (error("current"), error("password"), error("again"));
    view! {
        <ErrorSummary errors=errors.clone()/>
        <h1>{change_password_title(l)}</h1>
        <form method="post" action="/konto/losenord">
            <input type="hidden" name="user_name" value=user_name autocomplete="username"/>
            <TextField name="current" kind="password" value="" autocomplete="current-password" width="medium" error=current
                label=l.t("Lösenordet du har nu", "The password you have now")/>
            <TextField name="password" kind="password" value="" autocomplete="new-password" width="medium" error=new
                label=l.t("Nytt lösenord", "New password")
                hint=l.t("Minst 12 tecken. En hel mening är lätt att minnas.", "At least 12 characters. A whole sentence is easy to remember.")/>
            <TextField name="again" kind="password" value="" autocomplete="new-password" width="medium" error=again
                label=l.t("Samma lösenord en gång till", "The same password once more")/>
            <Actions>
                <button class="button">{l.t("Byt lösenord", "Change the password")}</button>
                <a href="/konto">{l.t("Behåll det gamla", "Keep the old one")}</a>
            </Actions>
        </form>
    }
}
