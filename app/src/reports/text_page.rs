use domain::fields::{FieldErrors, Fields};
use domain::ids::ReportId;
use domain::reports::ReportKind;
use leptos::prelude::*;

use super::{report_address, reports_title};
use crate::islands::{Autosave, SessionWatch};
use crate::ui::{
    Actions, Crumb, ErrorSummary, Help, HiddenVersion, KeyValue, Notice, SummaryList, TextFieldLong,
    use_lang, use_ui,
};

/// What somebody else saved in the meantime.
#[derive(Clone, Debug)]
pub struct TheirTexts {
    /// Who.
    pub saved_by: String,
    /// When, in words.
    pub saved_at: String,
    /// What.
    pub texts: Fields,
}

/// What the form shows.
#[derive(Clone, Debug)]
pub struct ReportTextPageData {
    /// The report.
    pub id: ReportId,
    /// What it is called.
    pub name: String,
    /// Which kind.
    pub kind: ReportKind,
    /// What is typed.
    pub fields: Fields,
    /// The version that it started from.
    pub version: i64,
    /// When it was saved last, in words.
    pub saved: String,
    /// What somebody else saved.
    pub theirs: Option<TheirTexts>,
    /// What is wrong.
    pub errors: FieldErrors,
}

/// What somebody writes in a report.
#[component]
pub fn ReportTextPage(data: ReportTextPageData) -> impl IntoView {
    let l = use_lang();
    let d = data;
    let address = report_address(d.id);
    let action = format!("{address}/text");
    let idle = use_ui().and_then(|ui| ui.person).map_or(0, |p| p.idle_seconds);
    let sections = d.kind.sections(l);
    view! {
        <div class="with-help">
            <div class="content">
                <Crumb parts=vec![(reports_title(l).into(), Some("/rapporter".into())), (d.name.clone(), Some(report_address(d.id))), (l.t("Skriv", "Write").into(), None)]/>
                <ErrorSummary errors=d.errors.clone()/>
                <h1>{l.t("Skriv i rapporten", "Write in the report")}</h1>
                {d.theirs.map(|theirs| {
                    let rows = sections.iter().map(|(field, title, _)| KeyValue {
                        key: (*title).to_owned(),
                        value: theirs.texts.text(field).to_owned(),
                        change: None,
                    }).collect::<Vec<_>>();
                    let (by, at) = (theirs.saved_by, theirs.saved_at);
                    view! {
                        <Notice kind="warn" title=l.t("Någon annan har sparat under tiden. Inget är överskrivet.", "Somebody else has saved in the meantime. Nothing has been overwritten.")>
                            <p>{l.t(
                                format!("{by} sparade det här {at}. Din text står kvar i rutorna nedanför. Ändra den så som det ska stå, och spara igen."),
                                format!("{by} saved this {at}. Your text is still in the boxes below. Change it to what is to stand, and save again."),
                            )}</p>
                            <SummaryList rows=rows/>
                        </Notice>
                    }
                })}
                <form method="post" action=action class="section-form">
                    <HiddenVersion version=d.version/>
                    {d.kind.sections(l).into_iter().map(|(field, title, hint)| {
                        let (value, error) = (d.fields.raw(field).to_owned(), d.errors.of(field).map(str::to_owned));
                        view! { <TextFieldLong name=field label=title hint=hint value=value error=error rows=5/> }
                    }).collect_view()}
                    <Autosave language=l saved=d.saved.clone()/>
                    <SessionWatch language=l seconds=idle/>
                    <Actions>
                        <button class="button">{l.t("Spara och se rapporten", "Save and see the report")}</button>
                        <a href=address>{l.t("Till rapporten", "To the report")}</a>
                    </Actions>
                </form>
            </div>
            <Help>
                <p>{l.t(
                    "Skriv inget om enskilda barn eller ärenden: rapporten lämnar enheten.",
                    "Write nothing about single children or cases: the report leaves the unit.",
                )}</p>
                <p>{l.t(
                    "Siffrorna kommer av sig själva, med det som saknas utskrivet. Här skriver du vad de betyder.",
                    "The figures come by themselves, with what is missing spelt out. Here you write what they mean.",
                )}</p>
            </Help>
        </div>
    }
}
