use domain::language::Language;
use leptos::prelude::*;

use super::code::{AskCode, GiveUp, Waits};
use super::kept::Hidden;
use crate::ui::{Actions, ErrorSummary, TextField, use_lang};

/// A QR code as one path in a square.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Qr {
    /// The width and height of the square, border included.
    pub size: usize,
    /// The dark squares.
    pub path: String,
}

/// What [`EnrolPage`] shows. Has no `Debug`, so that the secret reaches no log.
#[derive(Clone)]
pub struct EnrolPageData {
    /// The secret for typing, in groups of four.
    pub secret: String,
    /// The same for scanning.
    pub qr: Option<Qr>,
    /// What the form carries.
    pub ask: AskCode,
}

/// The title of [`EnrolPage`].
#[must_use]
pub fn enrol_title(language: Language) -> &'static str {
    language.t("Koppla en app till ditt konto", "Connect an app to your account")
}

/// Connecting an authenticator app, before anything else.
#[component]
pub fn EnrolPage(data: EnrolPageData) -> impl IntoView {
    let l = use_lang();
    let EnrolPageData { secret, qr, ask } = data;
    let AskCode { back, kept, errors } = ask;
    let waits = kept.is_some();
    let code_error = errors.of("code").map(str::to_owned);
    view! {
        <ErrorSummary errors=errors/>
        <h1>{enrol_title(l)}</h1>
        {waits.then(|| view! { <Waits/> })}
        <p>{l.t(
            "Här finns uppgifter om barn. Därför loggar du in med två saker: ditt lösenord och en kod från en app i din telefon. Kopplingen gör du en gång.",
            "There are details about children here. That is why you sign in with two things: your password and a code from an app on your telephone. You connect it once.",
        )}</p>
        <h2>{l.t("1. Öppna en autentiseringsapp", "1. Open an authenticator app")}</h2>
        <p>{l.t(
            "Har du ingen, fråga er it-avdelning vilken ni använder. Alla vanliga autentiseringsappar fungerar.",
            "If you have none, ask your IT department which one you use. All common authenticator apps work.",
        )}</p>
        <h2>{l.t("2. Lägg till kontot i appen", "2. Add the account in the app")}</h2>
        {qr.map(|qr| view! {
            <p>{l.t("Välj i appen att lägga till ett konto och skanna rutan.", "Choose to add an account in the app and scan the square.")}</p>
            <Square qr=qr/>
        })}
        <p>{l.t("Går det inte att skanna? Skriv in nyckeln i stället:", "Can it not be scanned? Type the key instead:")}</p>
        <p class="secret"><code>{secret}</code></p>
        <h2>{l.t("3. Visa att det fungerar", "3. Show that it works")}</h2>
        <form method="post" action="/logga-in/app">
            <Hidden back=back kept=kept/>
            <TextField name="code" value="" autocomplete="one-time-code" keys="numeric" width="short" error=code_error
                label=l.t("De sex siffror som appen visar nu", "The six digits that the app shows now")/>
            <Actions><button class="button">{l.t("Koppla appen", "Connect the app")}</button></Actions>
        </form>
        <GiveUp/>
    }
}

#[component]
fn Square(qr: Qr) -> impl IntoView {
    let l = use_lang();
    let box_of = format!("0 0 {0} {0}", qr.size);
    let label = l.t(
        "QR-kod med samma nyckel som står nedanför",
        "QR code with the same key as stands below",
    );
    view! {
        <svg class="qr" viewBox=box_of role="img" aria-label=label focusable="false" shape-rendering="crispEdges">
            <rect width="100%" height="100%" fill="#fff"/>
            <path d=qr.path fill="#000"/>
        </svg>
    }
}
