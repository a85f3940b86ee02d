use domain::dates;
use domain::letters::{ADULT_BASES, AT_HOME, LetterStatus, WAYS};
use leptos::prelude::*;
use store::letters::Letter;

use super::letter_page::LetterPageData;
use crate::ui::{
    Actions, ChoiceField, DateField, HiddenVersion, KeyValue, PostButton, Quoted, SummaryList, TextField,
    TextFieldLong, use_lang,
};

/// Records how an approved letter was given, how understanding was checked, and what the child answered.
#[component]
pub(super) fn Give(data: LetterPageData) -> impl IntoView {
    let l = use_lang();
    let id = data.frame.assessment.id;
    let value = |name: &str| data.form.raw(name).to_owned();
    let error = |name: &str| data.errors.of(name).map(str::to_owned);
    let letter = data.letter.clone();
    let ways = data
        .ways
        .iter()
        .map(|(code, sv, en)| ((*code).to_owned(), l.t(*sv, *en).to_owned()))
        .collect::<Vec<_>>();
    let kept = letter.approval.text("at_home") == "kept";
    view! {
        <form method="post" action=format!("/bedomning/{id}/brev/{}/lamnat", letter.id)>
            <h2>{if letter.spoken { l.t("Barnet har fått svaret", "The child has had the answer") } else { l.t("Brevet är lämnat", "The letter is given") }}</h2>
            {kept.then(|| view! { <p>{l.t("Brevet är inte tryggt hemma. Läs det tillsammans med barnet, och behåll det här.", "The letter is not safe at home. Read it together with the child, and keep it here.")}</p> })}
            <HiddenVersion version=letter.version/>
            <DateField name="given_on" label=l.t("Vilken dag?", "Which day?") value=value("given_on") error=error("given_on")/>
            <ChoiceField name="how" label=l.t("Hur?", "How?") options=ways value=value("how") error=error("how")/>
            <TextField name="by" label=l.t("Av vem?", "By whom?") value=value("by") error=error("by") width="medium"/>
            <TextFieldLong name="understood" label=l.t("Hur kontrollerades att barnet förstod?", "How was it checked that the child understood?") value=value("understood") error=error("understood") rows=2/>
            <div class="childs-words">
                <TextFieldLong name="answer" label=l.t("Vad svarade barnet?", "What did the child answer?") value=value("answer") error=error("answer") rows=2
                    hint=l.t("Barnets egna ord. De blir en egen anteckning och följer med till en ny version. Lämna tomt om barnet inte sade något.", "The child's own words. They become a note of their own and go along into a new version. Leave empty if the child said nothing.")/>
            </div>
            <Actions><button class="button">{l.t("Spara", "Save")}</button></Actions>
        </form>
        <PostButton action=format!("/bedomning/{id}/brev/{}/andra-igen", letter.id) label=l.t("Ta tillbaka godkännandet och ändra", "Take the approval back and change") class="link"
            fields=vec![("version", letter.version.to_string())]/>
    }
}

/// Records that the letter is not given: why, and who decided so.
#[component]
pub(super) fn NotGiven(data: LetterPageData) -> impl IntoView {
    let l = use_lang();
    let id = data.frame.assessment.id;
    let error = |name: &str| data.errors.of(name).map(str::to_owned);
    let open = error("reason").is_some() || error("decided_by").is_some();
    view! {
        <details class="danger-zone" open=open>
            <summary>{l.t("Brevet ska inte lämnas", "The letter is not to be given")}</summary>
            <form method="post" action=format!("/bedomning/{id}/brev/{}/lamnas-inte", data.letter.id)>
                <HiddenVersion version=data.letter.version/>
                <TextFieldLong name="reason" label=l.t("Varför?", "Why?") value=data.form.raw("reason") error=error("reason") rows=2
                    hint=l.t("Barnet har rätt till information. Det ska finnas ett skäl.", "The child has a right to information. There has to be a reason.")/>
                <TextField name="decided_by" label=l.t("Vem har bestämt det?", "Who decided it?") value=data.form.raw("decided_by") error=error("decided_by") width="medium"/>
                <button class="button danger">{l.t("Spara att brevet inte lämnas", "Record that the letter is not given")}</button>
            </form>
        </details>
    }
}

/// How it was given and what the child answered, or why it was not given; and what was checked before.
#[component]
pub(super) fn Record(letter: Letter) -> impl IntoView {
    let l = use_lang();
    let Letter {
        given,
        approval,
        status,
        given_on,
        ..
    } = letter;
    let in_words = |codes: &[(&str, &str, &str)], code: &str| {
        codes
            .iter()
            .find(|(c, ..)| *c == code)
            .map(|(_, sv, en)| l.t(*sv, *en).to_owned())
            .unwrap_or_default()
    };
    let rows = if status == LetterStatus::NotGiven {
        vec![
            (
                l.t("Varför det inte lämnas", "Why it is not given"),
                given.text("reason").to_owned(),
            ),
            (
                l.t("Bestämt av", "Decided by"),
                given.text("decided_by").to_owned(),
            ),
        ]
    } else {
        vec![
            (
                l.t("Lämnat", "Given"),
                given_on.map(|d| dates::long(d, l)).unwrap_or_default(),
            ),
            (l.t("Hur", "How"), in_words(&WAYS, given.text("how"))),
            (l.t("Av", "By"), given.text("by").to_owned()),
            (
                l.t(
                    "Så kontrollerades att barnet förstod",
                    "How understanding was checked",
                ),
                given.text("understood").to_owned(),
            ),
            (
                l.t("Om en vuxens förhållanden", "Of an adult's circumstances"),
                in_words(&ADULT_BASES, approval.text("adult")),
            ),
            (
                l.t("Grunden för det", "The ground for that"),
                approval.text("adult_why").to_owned(),
            ),
            (
                l.t("Tryggt hemma", "Safe at home"),
                in_words(&AT_HOME, approval.text("at_home")),
            ),
        ]
    };
    let rows = rows
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(key, value)| KeyValue {
            key: key.to_owned(),
            value,
            change: None,
        })
        .collect::<Vec<_>>();
    let answer = given.text("answer").to_owned();
    view! {
        <h2>{if status == LetterStatus::NotGiven { l.t("Brevet lämnas inte", "The letter is not given") } else { l.t("Brevet är lämnat", "The letter is given") }}</h2>
        <SummaryList rows=rows/>
        {(!answer.is_empty()).then(|| view! { <Quoted caption=l.t("när brevet lämnades", "when the letter was given") text=answer/> })}
    }
}
