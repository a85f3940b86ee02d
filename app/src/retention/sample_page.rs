use domain::fields::{FieldErrors, Fields};
use domain::retention::Sample;
use leptos::prelude::*;

use super::overview_page::{Tab, Tabs};
use crate::ui::{Actions, ChoiceField, ErrorSummary, Help, TextField, use_lang};

/// What the page about the research sample shows.
#[derive(Clone, Debug)]
pub struct SamplePageData {
    /// How it is made.
    pub sample: Sample,
    /// Who said so, when, and what it rests on.
    pub said: Option<String>,
    /// What is typed.
    pub fields: Fields,
    /// What has to be mended.
    pub errors: FieldErrors,
}

/// How the municipality makes the sample that is kept for research.
#[component]
pub fn SamplePage(data: SamplePageData) -> impl IntoView {
    let l = use_lang();
    let SamplePageData {
        sample,
        said,
        fields,
        errors,
    } = data;
    let text = |name: &str| fields.raw(name).to_owned();
    let error = |name: &str| errors.of(name).map(str::to_owned);
    let ways = vec![
        (
            "birth_days".to_owned(),
            l.t(
                "Personer födda vissa dagar i månaden",
                "Persons born on certain days of the month",
            )
            .to_owned(),
        ),
        (
            "marked".to_owned(),
            l.t("Varje ärende märks för hand", "Each case is marked by hand")
                .to_owned(),
        ),
        (
            "municipality".to_owned(),
            l.t(
                "Kommunen bevarar allt, inget gallras",
                "The municipality keeps everything, nothing is purged",
            )
            .to_owned(),
        ),
    ];
    view! {
        <div class="with-help">
            <div class="content">
                <ErrorSummary errors=errors.clone()/>
                <h1>{l.t("Urval för forskning", "Research sample")}</h1>
                <p class="lead">{sample.name(l)}"."</p>
                {said.map(|said| view! { <p class="meta">{said}</p> })}
                <Tabs tab=Tab::Sample/>
                <form method="post" action="/gallring/urval">
                    <ChoiceField name="way" options=ways value=text("way") error=error("way")
                        label=l.t("Hur görs urvalet i er kommun?", "How is the sample made in your municipality?")/>
                    <TextField name="days" value=text("days") error=error("days") width="medium"
                        label=l.t("Vilka dagar i månaden?", "Which days of the month?")
                        hint=l.t("Bara om urvalet går efter födelsedag. Tal från 1 till 31, med komma emellan.", "Only if the sample goes by day of birth. Numbers from 1 to 31, with commas between.")/>
                    <TextField name="decision" value=text("decision") error=error("decision")
                        label=l.t("Vad grundas urvalet på?", "What does the sample rest on?")
                        hint=l.t("Bestämmelsen eller kommunens beslut, med nummer och datum.", "The provision or the municipality's decision, with number and date.")/>
                    <Actions><button class="button">{l.t("Spara", "Save")}</button></Actions>
                </form>
            </div>
            <Help>
                <p>{l.t(
                    "SoL 16 kap. 4 § säger att ett urval bevaras: i vissa kommuner allt, i de andra handlingar om ett urval av personer. Vilka det är står inte i lagen, så verktyget antar inget.",
                    "Section 4 of chapter 16 of the Social Services Act says that a sample is kept: everything in some municipalities, in the others documents about a sample of persons. Which ones is not in the act, so the tool assumes nothing.",
                )}</p>
                <p>{l.t(
                    "Ett ärende bevaras om någon av personerna det gäller hör till urvalet: den vuxna eller något av barnen.",
                    "A case is kept if any of the persons whom it is about belongs to the sample: the adult or one of the children.",
                )}</p>
            </Help>
        </div>
    }
}
