use domain::fields::FieldErrors;
use domain::language::Language;
use leptos::prelude::*;

use super::kept::{Hidden, Kept};
use crate::ui::{Actions, ErrorSummary, Notice, PostButton, TextField, use_lang};

/// What a page that asks for a code carries and shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AskCode {
    /// Where to go afterwards; empty for the start page.
    pub back: String,
    /// What was typed in a form that has to wait.
    pub kept: Option<Kept>,
    /// What has to be mended.
    pub errors: FieldErrors,
}

/// The title of [`CodePage`].
#[must_use]
pub fn code_title(language: Language) -> &'static str {
    language.t("Skriv koden från din app", "Enter the code from your app")
}

/// The second step of signing in.
#[component]
pub fn CodePage(ask: AskCode) -> impl IntoView {
    let l = use_lang();
    let AskCode { back, kept, errors } = ask;
    let waits = kept.is_some();
    view! {
        <ErrorSummary errors=errors.clone()/>
        <h1>{code_title(l)}</h1>
        {waits.then(|| view! { <Waits/> })}
        <form method="post" action="/logga-in/kod">
            <Hidden back=back kept=kept/>
            <CodeFields errors=errors/>
            <Actions><button class="button">{l.t("Logga in", "Sign in")}</button></Actions>
        </form>
        <GiveUp/>
    }
}

/// The way out between the two steps.
#[component]
pub(super) fn GiveUp() -> impl IntoView {
    let l = use_lang();
    view! { <PostButton action="/logga-ut" class="link" label=l.t("Avbryt inloggningen", "Cancel signing in")/> }
}

/// Says that what was typed is not lost.
#[component]
pub(super) fn Waits() -> impl IntoView {
    let l = use_lang();
    view! {
        <Notice kind="warn" title=l.t("Det du skrev är inte sparat ännu", "What you wrote is not saved yet")>
            <p>{l.t(
                "Det finns med här. När du är klar får du spara det.",
                "It is kept here. When you are done you can save it.",
            )}</p>
        </Notice>
    }
}

/// The field for the six digits, and folded below it the one for a recovery code.
#[component]
pub(super) fn CodeFields(errors: FieldErrors) -> impl IntoView {
    let l = use_lang();
    let (code_error, recovery_error) = (
        errors.of("code").map(str::to_owned),
        errors.of("recovery").map(str::to_owned),
    );
    let open = recovery_error.is_some();
    view! {
        <TextField name="code" value="" autocomplete="one-time-code" keys="numeric" width="short" error=code_error
            label=l.t("Sex siffror", "Six digits")
            hint=l.t(
                "Öppna autentiseringsappen och skriv siffrorna vid Ogonhojd. De byts var trettionde sekund.",
                "Open the authenticator app and enter the digits at Ogonhojd. They change every thirty seconds.",
            )/>
        <details open=open>
            <summary>{l.t("Har du inte appen till hands?", "Is the app not at hand?")}</summary>
            <p>{l.t(
                "Använd en av återställningskoderna som du fick när du kopplade appen. Varje kod fungerar en gång.",
                "Use one of the recovery codes that you were given when you connected the app. Each code works once.",
            )}</p>
            <TextField name="recovery" value="" width="medium" error=recovery_error
                label=l.t("Återställningskod", "Recovery code")
                hint=l.t(
                    "Tolv tecken. Bindestreck och små bokstäver spelar ingen roll.",
                    "Twelve characters. Hyphens and small letters make no difference.",
                )/>
            <p>{l.t(
                "Har du varken app eller koder? Vänd dig till den som sköter kontona hos er. När det är klarlagt att det är du får du koppla en ny app.",
                "Do you have neither app nor codes? Turn to whoever looks after the accounts where you work. When it is established that it is you, you may connect a new app.",
            )}</p>
        </details>
    }
}
