use domain::access::RECOVERY_CODES;
use domain::language::Language;
use leptos::prelude::*;

use super::kept::{Next, Onward};
use crate::ui::{Actions, Notice, use_lang};

/// How many codes are left, in words.
pub(super) fn left_in_words(left: i64, l: Language) -> String {
    l.t(
        format!("{left} av {RECOVERY_CODES} återställningskoder kvar"),
        format!("{left} of {RECOVERY_CODES} recovery codes left"),
    )
}

/// The title of [`RecoveryCodesPage`].
#[must_use]
pub fn recovery_codes_title(language: Language) -> &'static str {
    language.t("Dina återställningskoder", "Your recovery codes")
}

/// New recovery codes, shown this once.
#[component]
pub fn RecoveryCodesPage(
    /// The codes, as they are written down.
    codes: Vec<String>,
    /// Where to go on to.
    next: Next,
) -> impl IntoView {
    let l = use_lang();
    view! {
        <h1>{recovery_codes_title(l)}</h1>
        <Notice kind="warn" title=l.t("Koderna visas bara nu", "The codes are shown only now")>
            <p>{l.t(
                "Skriv ut sidan eller skriv av koderna, och förvara dem inlåsta, inte i telefonen.",
                "Print the page or copy the codes by hand, and keep them locked up, not on the telephone.",
            )}</p>
        </Notice>
        <p>{l.t(
            "Varje kod ersätter appen en gång, om telefonen är borta eller trasig. Siffrorna 0 och 1 och bokstäverna I, L, O och U finns inte i någon kod.",
            "Each code stands for the app once, if the telephone is lost or broken. No code holds the digits 0 and 1 or the letters I, L, O and U.",
        )}</p>
        <ol class="codes">
            {codes.into_iter().map(|code| view! { <li><code>{code}</code></li> }).collect_view()}
        </ol>
        <Onward next=next label=l.t("Jag har koderna på papper, fortsätt", "I have the codes on paper, continue")/>
    }
}

/// The title of [`RecoveryUsedPage`].
#[must_use]
pub fn recovery_used_title(language: Language) -> &'static str {
    language.t("Du använde en återställningskod", "You used a recovery code")
}

/// After a recovery code: how many are left, and what to do about it.
#[component]
pub fn RecoveryUsedPage(
    /// How many are left.
    left: i64,
    /// Where to go on to.
    next: Next,
) -> impl IntoView {
    let l = use_lang();
    view! {
        <h1>{recovery_used_title(l)}</h1>
        <Notice kind="info" title=left_in_words(left, l)>
            <p>{l.t(
                "Koden gäller inte en gång till, så stryk den på ditt papper.",
                "The code does not work once more, so cross it out on your paper.",
            )}</p>
        </Notice>
        <p>{l.t("Har du fått en ny telefon, eller är koderna på väg att ta slut? ", "Do you have a new telephone, or are the codes running out? ")}
            <a href="/konto">{l.t("Koppla en ny app eller gör nya koder", "Connect a new app or make new codes")}</a>"."</p>
        <Onward next=next label=l.t("Fortsätt", "Continue")/>
    }
}

/// The title of [`NewCodesPage`].
#[must_use]
pub fn new_codes_title(language: Language) -> &'static str {
    language.t("Gör nya återställningskoder", "Make new recovery codes")
}

/// Before new codes are made.
#[component]
pub fn NewCodesPage(
    /// How many are left.
    left: i64,
) -> impl IntoView {
    let l = use_lang();
    view! {
        <h1>{new_codes_title(l)}</h1>
        <p>{l.t("Du har ", "You have ")}{left_in_words(left, l)}"."</p>
        <p>{l.t(
            "När du gör nya slutar de gamla att gälla. De nya visas en gång, så ha papper eller en skrivare till hands.",
            "When you make new ones the old ones stop working. The new ones are shown once, so have paper or a printer at hand.",
        )}</p>
        <form method="post" action="/konto/koder">
            <Actions>
                <button class="button">{l.t("Gör nya koder", "Make new codes")}</button>
                <a href="/konto">{l.t("Behåll de gamla", "Keep the old ones")}</a>
            </Actions>
        </form>
    }
}
