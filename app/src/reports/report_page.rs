use domain::fields::FieldErrors;
use domain::ids::ReportId;
use domain::reports::{ReportFormat, ReportState};
use leptos::prelude::*;
use store::jobs::Job;

use super::{export_address, report_address, reports_title};
use crate::ui::{Crumb, ErrorSummary, Notice, PostButton, Tag, TagTone, use_lang};

/// What a report's page shows.
#[derive(Clone, Debug)]
pub struct ReportPageData {
    /// The report.
    pub id: ReportId,
    /// What it is called.
    pub name: String,
    /// Whether it may still change.
    pub state: ReportState,
    /// When it was made final, in words.
    pub final_on: Option<String>,
    /// The report as HTML, made from data and escaped.
    pub preview: String,
    /// Optimistic version.
    pub version: i64,
    /// Whether the person may write in it, make it final, export it.
    pub may_make: bool,
    /// The person's exports, the newest first, with the time of each.
    pub jobs: Vec<(Job, String)>,
    /// What is wrong.
    pub errors: FieldErrors,
}

/// What a report says, and what can be done with it.
#[component]
pub fn ReportPage(data: ReportPageData) -> impl IntoView {
    let l = use_lang();
    let d = data;
    let address = report_address(d.id);
    let draft = d.state == ReportState::Draft;
    let tone = if draft { TagTone::Warn } else { TagTone::Good };
    view! {
        <div class="content wide">
            <Crumb parts=vec![(reports_title(l).into(), Some("/rapporter".into())), (d.name.clone(), None)]/>
            <ErrorSummary errors=d.errors/>
            <h1>{d.name.clone()}</h1>
            <p><Tag words=d.state.name(l) tone=tone/></p>
            {match d.final_on {
                Some(day) => view! { <p class="lead">{l.t(format!("Fastställd {day}. Siffrorna är den dagens och ändras inte."), format!("Made final {day}. The figures are those of that day and do not change."))}</p> }.into_any(),
                None => view! { <p class="lead">{l.t("Utkast. Siffrorna räknas om varje gång du öppnar det, tills du fastställer rapporten.", "Draft. The figures are counted anew each time you open it, until you make the report final.")}</p> }.into_any(),
            }}
            {(d.may_make && draft).then(|| view! {
                <p class="toolbar"><a class="button" href=format!("{address}/text")>{l.t("Skriv i rapporten", "Write in the report")}</a></p>
            })}
            {d.may_make.then(|| view! { <Exports id=d.id jobs=d.jobs.clone()/> })}
            <div class="letter report" inner_html=d.preview></div>
            {(d.may_make && draft).then(|| view! { <Ending id=d.id version=d.version/> })}
        </div>
    }
}

#[component]
fn Exports(id: ReportId, jobs: Vec<(Job, String)>) -> impl IntoView {
    let l = use_lang();
    let action = format!("{}/export", report_address(id));
    view! {
        <section class="exports">
            <h2>{l.t("Hämta rapporten", "Fetch the report")}</h2>
            <div class="toolbar">{ReportFormat::ALL.into_iter().map(|format| view! {
                <PostButton action=action.clone() label=format.name(l) fields=vec![("format", format.code().to_owned())]/>
            }).collect_view()}</div>
            {(!jobs.is_empty()).then(|| view! {
                <details><summary>{l.t("Dina senaste hämtningar", "Your latest exports")}</summary>
                    <ul>{jobs.into_iter().map(|(job, time)| view! {
                        <li><a href=export_address(job.id)>{job.format.name(l)}</a>", "{time}": "{job.state.name(l)}</li>
                    }).collect_view()}</ul>
                </details>
            })}
        </section>
    }
}

/// What cannot be undone, each with a question first.
#[component]
fn Ending(id: ReportId, version: i64) -> impl IntoView {
    let l = use_lang();
    let address = report_address(id);
    view! {
        <section>
            <h2>{l.t("När rapporten är klar", "When the report is done")}</h2>
            <details>
                <summary>{l.t("Fastställ rapporten", "Make the report final")}</summary>
                <p>{l.t(
                    "Rapporten låses med dagens siffror och det som är skrivet. Det går inte att ångra. Behöver något rättas skriver du en ny.",
                    "The report is locked with today's figures and what is written. It cannot be undone. If something has to be corrected, you write a new one.",
                )}</p>
                <PostButton action=format!("{address}/faststall") label=l.t("Ja, fastställ rapporten", "Yes, make the report final") class="button"
                    fields=vec![("version", version.to_string())]/>
            </details>
            <details>
                <summary>{l.t("Ta bort utkastet", "Remove the draft")}</summary>
                <Notice kind="warn" title=l.t("Det som är skrivet försvinner", "What is written goes")>
                    <p>{l.t("Siffrorna finns kvar och kan hämtas i en ny rapport.", "The figures stay and can be fetched in a new report.")}</p>
                    <PostButton action=format!("{address}/ta-bort") label=l.t("Ja, ta bort utkastet", "Yes, remove the draft") class="button danger"
                        fields=vec![("sure", "yes".to_owned())]/>
                </Notice>
            </details>
        </section>
    }
}
