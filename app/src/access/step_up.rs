use domain::language::Language;
use leptos::prelude::*;

use super::code::{AskCode, CodeFields};
use super::kept::{Hidden, Kept, SendKept};
use crate::ui::{Actions, ErrorSummary, use_lang, use_ui};

/// The title of [`ConfirmPage`].
#[must_use]
pub fn confirm_title(language: Language) -> &'static str {
    language.t("Bekräfta att det är du", "Confirm that it is you")
}

/// Asks a signed-in person for another code. In the demo, which has none, one button stands for it.
#[component]
pub fn ConfirmPage(ask: AskCode) -> impl IntoView {
    let l = use_lang();
    let demo = use_ui().is_some_and(|ui| ui.demo);
    let AskCode { back, kept, errors } = ask;
    let waits = kept.is_some();
    view! {
        <ErrorSummary errors=errors.clone()/>
        <h1>{confirm_title(l)}</h1>
        <p>{l.t(
            "Det här är extra känsligt. Därför frågar vi om det fortfarande är du som sitter här. Sedan frågar vi inte igen på en kvart.",
            "This is particularly sensitive. That is why we ask whether it is still you who sits here. After that we do not ask again for a quarter of an hour.",
        )}</p>
        {waits.then(|| view! {
            <p>{l.t("Det du skickade är inte gjort ännu, men finns med här.", "What you sent is not done yet, but is kept here.")}</p>
        })}
        {demo.then(|| view! {
            <p>{l.t(
                "I demon räcker det att trycka på knappen. I skarp drift skriver du en kod från din app.",
                "In the demo it is enough to press the button. In real use you enter a code from your app.",
            )}</p>
        })}
        <form method="post" action="/bekrafta">
            <Hidden back=back kept=kept/>
            {(!demo).then(|| view! { <CodeFields errors=errors/> })}
            <Actions>
                <button class="button">{l.t("Ja, det är jag", "Yes, it is me")}</button>
                <a href="/">{l.t("Avbryt och gå till startsidan", "Cancel and go to the start page")}</a>
            </Actions>
        </form>
    }
}

/// The title of [`ConfirmedPage`].
#[must_use]
pub fn confirmed_title(language: Language) -> &'static str {
    language.t("Ett steg kvar", "One step left")
}

/// After the code: one button sends what had to wait.
#[component]
pub fn ConfirmedPage(kept: Kept) -> impl IntoView {
    let l = use_lang();
    view! {
        <h1>{confirmed_title(l)}</h1>
        <p>{l.t(
            "Tack, nu vet vi att det är du. Fortsätt, så görs det du bad om.",
            "Thank you, now we know that it is you. Continue, and what you asked for is done.",
        )}</p>
        <SendKept kept=kept label=l.t("Fortsätt", "Continue")/>
    }
}
