use domain::reports::JobState;
use leptos::prelude::*;
use store::jobs::{Job, KEPT_DAYS};

use super::{export_address, report_address, reports_title};
use crate::ui::{Crumb, PostButton, use_lang};

/// How far an export is, and the file once it is done.
#[component]
pub fn ExportPage(job: Job) -> impl IntoView {
    let l = use_lang();
    let address = export_address(job.id);
    let (done, of) = (job.done, job.of);
    let back = report_address(job.report);
    let what = match job.state {
        JobState::Queued => l.t("Den väntar på sin tur. Du kan stänga sidan, den görs ändå.", "It waits for its turn. You may close the page; it is made all the same.").to_owned(),
        JobState::Running => l.t(
            format!("Steg {done} av {of}. Du kan stänga sidan, den görs ändå."),
            format!("Step {done} of {of}. You may close the page; it is made all the same."),
        ),
        JobState::Done => l.t(
            format!("Filen finns kvar i {KEPT_DAYS} dagar."),
            format!("The file is kept for {KEPT_DAYS} days."),
        ),
        JobState::Failed => l.t(
            "Den gick inte att göra. Försök igen; händer det en gång till, säg till den som sköter systemet.",
            "It could not be made. Try again; if it happens once more, tell whoever runs the system.",
        ).to_owned(),
        JobState::Cancelled => l.t("Den blev avbruten, och inget sparades.", "It was cancelled, and nothing was kept.").to_owned(),
    };
    view! {
        <div class="content">
            <Crumb parts=vec![(reports_title(l).into(), Some("/rapporter".into())), (l.t("Rapporten", "The report").into(), Some(back.clone())), (l.t("Hämtning", "Export").into(), None)]/>
            <h1>{job.format.name(l)}": "{job.state.name(l)}</h1>
            {(job.state == JobState::Running).then(|| view! {
                <progress max=of.to_string() value=done.to_string() aria-label=l.t("Hur långt den har kommit", "How far it is")></progress>
            })}
            <p>{what}</p>
            {(job.state == JobState::Done).then(|| view! { <p><a class="button" href=format!("{address}/fil") download="">{l.t(format!("Hämta {}", job.file_name), format!("Fetch {}", job.file_name))}</a></p> })}
            {job.state.is_open().then(|| view! {
                <div class="toolbar">
                    <a class="button" href=address.clone()>{l.t("Se hur långt den har kommit", "See how far it is")}</a>
                    <PostButton action=format!("{address}/avbryt") label=l.t("Avbryt", "Cancel")/>
                </div>
            })}
            <p><a href=back>{l.t("Tillbaka till rapporten", "Back to the report")}</a></p>
        </div>
    }
}
