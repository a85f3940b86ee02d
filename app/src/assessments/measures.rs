use chrono::NaiveDate;
use domain::assessments::{Measure, Status, Step};
use domain::dates;
use domain::fields::{FieldErrors, Fields};
use leptos::prelude::*;

use super::frame::{Frame, FrameData};
use crate::ui::{
    Actions, ChoiceField, DateField, Empty, ErrorSummary, HiddenVersion, PostButton, Tag, TagTone, TextField,
    TextFieldLong, use_lang,
};

/// What the page of measures shows.
#[derive(Clone, Debug)]
pub struct MeasuresPageData {
    /// The surroundings.
    pub frame: FrameData,
    /// What is typed in the form for a new one.
    pub fields: Fields,
    /// What has to be mended.
    pub errors: FieldErrors,
    /// Today.
    pub today: NaiveDate,
}

/// Measures that soften a negative consequence: added in the draft, done after the decision.
#[component]
pub fn MeasuresPage(data: MeasuresPageData) -> impl IntoView {
    let l = use_lang();
    let MeasuresPageData {
        frame,
        fields,
        errors,
        today,
    } = data;
    let id = frame.assessment.id;
    let status = frame.assessment.status;
    let may_add = frame.writable();
    let may_finish = frame.may_edit && status == Status::Signed;
    let measures = frame.material.measures.clone();
    let mut children: Vec<_> = vec![(
        String::new(),
        l.t("Alla barn i ärendet", "All children of the case").to_owned(),
    )];
    children.extend(
        frame
            .material
            .children
            .iter()
            .map(|c| (c.id.to_string(), c.full_label(l))),
    );
    let error = |name: &str| errors.of(name).map(str::to_owned);
    let (text_error, owner_error, due_error) = (error("text"), error("owner"), error("due_on"));
    view! {
        <Frame data=frame.clone() step=Some(Step::Weighing)>
            <ErrorSummary errors=errors/>
            <h1>{l.t("Åtgärder", "Measures")}</h1>
            <p class="lead">{l.t("Vad görs för att mildra det som blir sämre för ett barn?", "What is done to soften what becomes worse for a child?")}</p>
            {if measures.is_empty() {
                view! { <Empty><p>{l.t("Inga åtgärder är tillagda.", "No measures are added.")}</p></Empty> }.into_any()
            } else {
                view! { <ul class="cards one-column">
                    {measures.into_iter().map(|m| view! { <MeasureCard frame=frame.clone() measure=m today=today may_remove=may_add may_finish=may_finish/> }).collect_view()}
                </ul> }.into_any()
            }}
            {may_add.then(|| view! {
                <form method="post" action=format!("/bedomning/{id}/atgarder")>
                    <h2>{l.t("Lägg till en åtgärd", "Add a measure")}</h2>
                    <ChoiceField name="child" label=l.t("För vem?", "For whom?") options=children value=fields.raw("child")/>
                    <TextFieldLong name="text" label=l.t("Vad ska göras?", "What is to be done?") value=fields.raw("text") error=text_error rows=2/>
                    <TextField name="owner" label=l.t("Vem ser till att det blir gjort?", "Who sees to it?") value=fields.raw("owner") error=owner_error width="medium"/>
                    <DateField name="due_on" label=l.t("När ska det vara klart?", "When is it to be done?") value=fields.raw("due_on") error=due_error/>
                    <Actions><button class="button">{l.t("Lägg till åtgärden", "Add the measure")}</button>
                        <a href=format!("/bedomning/{id}/avvagning")>{l.t("Tillbaka till avvägningen", "Back to the weighing")}</a></Actions>
                </form>
            })}
        </Frame>
    }
}

#[component]
fn MeasureCard(
    frame: FrameData,
    measure: Measure,
    today: NaiveDate,
    may_remove: bool,
    may_finish: bool,
) -> impl IntoView {
    let l = use_lang();
    let id = frame.assessment.id;
    let m = measure;
    let who = m.child.and_then(|c| frame.material.child(c)).map_or_else(
        || l.t("Alla barn", "All children").to_owned(),
        |c| c.full_label(l),
    );
    let (words, tone) = match m.done_on {
        Some(day) => (l.t(format!("gjord {day}"), format!("done {day}")), TagTone::Good),
        None if m.due_on < today => (dates::due_in_words(m.due_on, today, l), TagTone::Bad),
        None => (dates::due_in_words(m.due_on, today, l), TagTone::Warn),
    };
    let open = m.done_on.is_none();
    let text = m.text.clone();
    view! {
        <li class="card">
            <p class="pre"><strong>{m.text}</strong></p>
            <p class="meta">{who}" · "{m.owner}" · "{dates::long(m.due_on, l)}" "<Tag words=words tone=tone/></p>
            {(!m.outcome.is_empty()).then(|| view! { <p class="pre">{m.outcome.clone()}</p> })}
            {may_remove.then(|| view! { <PostButton action=format!("/bedomning/{id}/atgarder/{}/ta-bort", m.id) label=l.t("Ta bort", "Remove") context=text class="link"/> })}
            {(may_finish && open).then(|| view! {
                <details>
                    <summary>{l.t("Markera som gjord", "Mark as done")}</summary>
                    <form method="post" action=format!("/bedomning/{id}/atgarder/{}/gjord", m.id)>
                        <HiddenVersion version=m.version/>
                        <DateField name="done_on" label=l.t("Vilken dag blev det gjort?", "On which day was it done?") value=today.to_string()/>
                        <TextFieldLong name="outcome" label=l.t("Hjälpte det? Hur vet du det?", "Did it help? How do you know?") value="" rows=2/>
                        <button class="button quiet">{l.t("Spara", "Save")}</button>
                    </form>
                </details>
            })}
        </li>
    }
}
