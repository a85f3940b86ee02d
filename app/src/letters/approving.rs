use domain::letters::{ADULT_BASES, APPROVALS, AT_HOME};
use leptos::prelude::*;

use super::letter_page::LetterPageData;
use crate::ui::{Actions, ChoiceField, HiddenVersion, Notice, TextFieldLong, TickField, dom_id, use_lang};

/// The check of secrecy and safety, in both directions, before the letter is approved.
#[component]
pub(super) fn Approve(data: LetterPageData) -> impl IntoView {
    let l = use_lang();
    let id = data.frame.assessment.id;
    let form = data.form.clone();
    let error = |name: &str| data.errors.of(name).map(str::to_owned);
    let in_words = |codes: &[(&str, &str, &str)]| {
        codes
            .iter()
            .map(|(code, sv, en)| ((*code).to_owned(), l.t(*sv, *en).to_owned()))
            .collect::<Vec<_>>()
    };
    let named = data.named.join(", ");
    view! {
        <form method="post" action=format!("/bedomning/{id}/brev/{}/godkann", data.letter.id) class="attest">
            <h2>{l.t("Godkänn brevet", "Approve the letter")}</h2>
            <HiddenVersion version=data.letter.version/>
            {(!data.gaps.is_empty()).then(|| view! {
                <Notice kind="warn" title=l.t("Det här behövs innan brevet kan godkännas", "This is needed before the letter can be approved")>
                    <ul>{data.gaps.0.iter().map(|(field, message)| if field.is_empty() {
                        view! { <li>{message.clone()}</li> }.into_any()
                    } else {
                        view! { <li><a href=format!("#{}", dom_id(field))>{message.clone()}</a></li> }.into_any()
                    }).collect_view()}</ul>
                </Notice>
            })}
            {(!named.is_empty()).then(|| view! {
                <p>{l.t(format!("Brevet nämner: {named}. Får barnet, och alla som kan läsa brevet, veta det som står om dem?"), format!("The letter names: {named}. May the child, and everybody who may read the letter, know what it says about them?"))}</p>
            })}
            <ChoiceField name="adult" label=l.t("Vad säger brevet om en vuxens förhållanden?", "What does the letter say of an adult's circumstances?") options=in_words(&ADULT_BASES) value=form.text("adult") error=error("adult")/>
            <TextFieldLong name="adult_why" label=l.t("När gavs samtycket, eller vem prövade det och varför?", "When was the consent given, or who assessed it and why?") value=form.raw("adult_why") error=error("adult_why") rows=2
                hint=l.t("Lämna tomt om brevet inte säger något nytt om en vuxen.", "Leave empty if the letter says nothing new of an adult.")/>
            {APPROVALS.into_iter().map(|(code, sv, en)| {
                let name = format!("approve.{code}");
                let checked = form.ticked(&name);
                let error = error(&name);
                view! { <TickField name=name label=l.t(sv, en) checked=checked error=error/> }
            }).collect_view()}
            <ChoiceField name="at_home" label=l.t("Är det tryggt för barnet att ha brevet hemma?", "Is it safe for the child to have the letter at home?") options=in_words(&AT_HOME) value=form.text("at_home") error=error("at_home")/>
            <Actions><button class="button">{l.t("Godkänn", "Approve")}</button></Actions>
        </form>
    }
}
