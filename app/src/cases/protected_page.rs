use domain::access::OpeningReason;
use domain::fields::FieldErrors;
use domain::ids::CaseId;
use domain::language::Language;
use leptos::prelude::*;

use crate::ui::{Actions, ChoiceField, ErrorSummary, use_lang};

/// What is asked before a case with a protected identity is shown.
#[derive(Clone, Debug)]
pub struct ProtectedPageData {
    /// The case.
    pub case: CaseId,
    /// Its number.
    pub number: String,
    /// The page that is opened then; empty for the case's own.
    pub back: String,
    /// What has to be mended.
    pub errors: FieldErrors,
}

/// The title of [`ProtectedPage`].
#[must_use]
pub fn protected_title(language: Language) -> &'static str {
    language.t("Skyddade personuppgifter", "Protected identity")
}

/// An active choice before anything of the case is shown.
#[component]
pub fn ProtectedPage(data: ProtectedPageData) -> impl IntoView {
    let l = use_lang();
    let reasons = OpeningReason::ALL
        .iter()
        .map(|r| (r.code().to_owned(), r.name(l).to_owned()))
        .collect();
    let error = data.errors.of("reason").map(str::to_owned);
    view! {
        <ErrorSummary errors=data.errors/>
        <h1>{protected_title(l)}</h1>
        <p class="lead">{l.t(
            format!("Någon i ärende {} har skyddade personuppgifter. Inget visas förrän du väljer att öppna det.", data.number),
            format!("Somebody in case {} has a protected identity. Nothing is shown before you choose to open it.", data.number),
        )}</p>
        <p>{l.t(
            "Se till att ingen annan ser skärmen. Att du öppnar sparas, med skälet, och granskas.",
            "See to it that nobody else sees the screen. That you open it is kept, with the reason, and reviewed.",
        )}</p>
        <form method="post" action=format!("/arenden/{}/skyddat", data.case)>
            <input type="hidden" name="till" value=data.back/>
            <ChoiceField name="reason" label=l.t("Varför öppnar du ärendet?", "Why do you open the case?") options=reasons value="" error=error/>
            <Actions>
                <button class="button">{l.t("Öppna", "Open")}</button>
                <a href="/arenden">{l.t("Avbryt", "Cancel")}</a>
            </Actions>
        </form>
    }
}
