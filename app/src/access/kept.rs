use domain::fields::Fields;
use domain::language::Language;
use leptos::prelude::*;

use crate::ui::{Actions, Notice, use_lang};

/// What somebody had typed when their session ended, and where it was going.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The address that it was posted to.
    pub path: String,
    /// What was typed.
    pub fields: Fields,
}

impl Kept {
    /// The prefix that keeps these fields apart from those of the sign-in form.
    pub const PREFIX: &'static str = "kept.";
    /// The field that holds the address.
    pub const PATH: &'static str = "kept_path";
}

/// What a form on the way carries: where to go afterwards, and what was typed before.
#[component]
pub(super) fn Hidden(
    /// Where to; empty for the start page.
    back: String,
    /// What was typed.
    kept: Option<Kept>,
) -> impl IntoView {
    view! {
        {(!back.is_empty()).then(|| view! { <input type="hidden" name="till" value=back/> })}
        {kept.map(|kept| view! { <HiddenKept kept=kept/> })}
    }
}

/// The kept fields as hidden ones of a form.
#[component]
fn HiddenKept(kept: Kept) -> impl IntoView {
    view! {
        <input type="hidden" name=Kept::PATH value=kept.path/>
        {kept.fields.0.into_iter().map(|(name, value)| {
            let name = format!("{}{name}", Kept::PREFIX);
            view! { <input type="hidden" name=name value=value/> }
        }).collect_view()}
    }
}

/// Where somebody goes on to who had to stop on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// To a page.
    Go(String),
    /// To where a form was going, with what was typed in it.
    Send(Kept),
}

/// The button that goes on.
#[component]
pub(super) fn Onward(
    /// Where to.
    next: Next,
    /// Words on the button.
    label: &'static str,
) -> impl IntoView {
    match next {
        Next::Go(address) => {
            view! { <Actions><a class="button" href=address>{label}</a></Actions> }.into_any()
        }
        Next::Send(kept) => view! { <SendKept kept=kept label=label/> }.into_any(),
    }
}

/// One button sends what was typed to where it was going.
#[component]
pub(crate) fn SendKept(
    /// What and where.
    kept: Kept,
    /// Words on the button.
    label: &'static str,
) -> impl IntoView {
    let l = use_lang();
    view! {
        <form method="post" action=kept.path>
            {kept.fields.0.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view()}
            <Actions>
                <button class="button">{label}</button>
                <a href="/">{l.t("Kasta det och gå till startsidan", "Discard it and go to the start page")}</a>
            </Actions>
        </form>
    }
}

/// The title of [`KeptPage`].
#[must_use]
pub fn kept_title(language: Language) -> &'static str {
    language.t("Det du skrev finns kvar", "What you wrote is still here")
}

/// After signing in again: one button sends what was typed to where it was going.
#[component]
pub fn KeptPage(kept: Kept) -> impl IntoView {
    let l = use_lang();
    view! {
        <h1>{kept_title(l)}</h1>
        <Notice kind="info" title=l.t("Du är inloggad igen", "You are signed in again")>
            <p>{l.t(
                "Sessionen hade tagit slut när du sparade. Inget är sparat ännu, men allt du skrev finns med här. Spara det nu, så kommer du tillbaka till sidan.",
                "The session had ended when you saved. Nothing is saved yet, but everything you wrote is here. Save it now and you come back to the page.",
            )}</p>
        </Notice>
        <SendKept kept=kept label=l.t("Spara det jag skrev", "Save what I wrote")/>
    }
}
