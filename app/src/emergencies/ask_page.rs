use domain::access::EmergencyGround;
use domain::fields::{FieldErrors, Fields};
use domain::ids::{CaseId, EmergencyId};
use domain::language::Language;
use leptos::prelude::*;

use crate::ui::{
    Actions, ChoiceField, Crumb, ErrorSummary, Help, PostButton, TextField, TextFieldLong, TickField,
    use_lang,
};

/// A record that stands open to the person.
#[derive(Clone, Debug)]
pub struct OpenLine {
    /// The row.
    pub id: EmergencyId,
    /// The case.
    pub case: CaseId,
    /// Its number.
    pub number: String,
    /// The unit with its telephone.
    pub unit: String,
    /// Until when, in words.
    pub until: String,
}

/// What the page about emergency access shows.
#[derive(Clone, Debug, Default)]
pub struct AskEmergencyPageData {
    /// What stands open.
    pub open: Vec<OpenLine>,
    /// For how many hours a record is opened.
    pub hours: i64,
    /// What is typed.
    pub fields: Fields,
    /// What has to be mended.
    pub errors: FieldErrors,
}

/// The title of [`AskEmergencyPage`].
#[must_use]
pub fn ask_emergency_title(language: Language) -> &'static str {
    language.t("Akut åtkomst", "Emergency access")
}

/// What stands open, and the form that opens another record.
#[component]
pub fn AskEmergencyPage(data: AskEmergencyPageData) -> impl IntoView {
    let l = use_lang();
    let AskEmergencyPageData {
        open,
        hours,
        fields,
        errors,
    } = data;
    let title = ask_emergency_title(l);
    view! {
        <div class="with-help">
            <div class="content">
                <Crumb parts=vec![(l.t("Ärenden", "Cases").into(), Some("/arenden".into())), (title.into(), None)]/>
                <ErrorSummary errors=errors.clone()/>
                <h1>{title}</h1>
                <p class="lead">{l.t(
                    format!("När ett barn kan vara i fara och ärendet inte är ditt eller din enhets. Du får läsa i {hours} timmar, inte ändra."),
                    format!("When a child may be in danger and the case is neither yours nor your unit's. You may read for {hours} hours, not change."),
                )}</p>
                {(!open.is_empty()).then(|| view! { <OpenNow lines=open/> })}
                <AskForm fields=fields errors=errors/>
            </div>
            <Help>
                <p>{l.t(
                    "Är någon i omedelbar fara, ring 112 först.",
                    "If somebody is in immediate danger, ring 112 first.",
                )}</p>
                <p>{l.t(
                    "Skälet du skriver, tiden och allt du öppnar sparas. Chefen för enheten som har ärendet får veta det genast och bedömer det efteråt.",
                    "The reason you write, the time and everything you open are kept. The manager of the unit that has the case is told at once and judges it afterwards.",
                )}</p>
                <p>{l.t(
                    "Går det att vänta till i morgon, eller att ringa enheten, är det rätt väg.",
                    "If it can wait until tomorrow, or if you can ring the unit, that is the right way.",
                )}</p>
            </Help>
        </div>
    }
}

#[component]
fn OpenNow(lines: Vec<OpenLine>) -> impl IntoView {
    let l = use_lang();
    view! {
        <section>
            <h2>{l.t("Öppet för dig nu", "Open to you now")}" "<span class="meta">{lines.len()}</span></h2>
            <ul class="task-list">{lines.into_iter().map(|line| {
                let context = line.number.clone();
                view! { <li>
                    <div><a href=format!("/arenden/{}", line.case)>{line.number}</a><span class="meta">{line.unit}". "{line.until}</span></div>
                    <PostButton action=format!("/akut/{}/avsluta", line.id) label=l.t("Stäng nu", "Close now") context=context/>
                </li> }
            }).collect_view()}</ul>
        </section>
    }
}

#[component]
fn AskForm(fields: Fields, errors: FieldErrors) -> impl IntoView {
    let l = use_lang();
    let error = |name: &str| errors.of(name).map(str::to_owned);
    let grounds = EmergencyGround::ALL
        .iter()
        .map(|g| (g.code().to_owned(), g.name(l).to_owned()))
        .collect();
    view! {
        <form method="post" action="/akut">
            <h2>{l.t("Öppna ett ärende", "Open a case")}</h2>
            <TextField name="number" label=l.t("Ärendenummer, personnummer eller samordningsnummer", "Case number, personal number or coordination number")
                value=fields.raw("number") error=error("number") width="medium"
                hint=l.t("Hela numret. Ett personnummer öppnar alla ärenden där personen finns.", "The whole number. A personal number opens every case that the person is in.")/>
            <ChoiceField name="ground" label=l.t("Varför behöver du läsa nu?", "Why do you need to read now?") options=grounds value=fields.raw("ground") error=error("ground")/>
            <TextFieldLong name="reason" label=l.t("Vad har hänt?", "What has happened?") value=fields.raw("reason") error=error("reason") rows=4
                hint=l.t("Minst 20 och högst 2000 tecken. Chefen läser det.", "At least 20 and at most 2,000 characters. The manager reads it.")/>
            <TickField name="aware" checked=fields.ticked("aware") error=error("aware")
                label=l.t("Jag vet att det jag öppnar sparas och att enhetens chef granskar det", "I know that what I open is kept, and that the unit's manager reviews it")/>
            <Actions>
                <button class="button danger">{l.t("Öppna", "Open")}</button>
                <a href="/arenden">{l.t("Avbryt", "Cancel")}</a>
            </Actions>
        </form>
    }
}
