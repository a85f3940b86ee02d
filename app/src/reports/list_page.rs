use chrono::NaiveDate;
use domain::reports::ReportState;
use leptos::prelude::*;
use store::reports::ReportLine;

use super::{report_address, reports_title};
use crate::ui::{Empty, Tag, TagTone, use_lang};

/// What the list shows.
#[derive(Clone, Debug)]
pub struct ReportsPageData {
    /// Drafts first, then the newest; with the day of the last change.
    pub lines: Vec<(ReportLine, NaiveDate)>,
    /// How many there are in all.
    pub total: i64,
    /// Whether the person may begin one.
    pub may_make: bool,
}

/// The reports about the units that a person follows or answers for.
#[component]
pub fn ReportsPage(data: ReportsPageData) -> impl IntoView {
    let l = use_lang();
    let ReportsPageData {
        lines,
        total,
        may_make,
    } = data;
    let shown = lines.len();
    view! {
        <div class="content wide">
            <h1>{reports_title(l)}</h1>
            <p class="lead">{l.t("Till nämnden, till ledningen, och till er själva nästa år.", "For the committee, for the management, and for yourselves next year.")}</p>
            {may_make.then(|| view! { <p><a class="button" href="/rapporter/ny">{l.t("Ny rapport", "New report")}</a></p> })}
            {if lines.is_empty() {
                view! { <Empty><p>{l.t(
                    "Här finns inga rapporter än. En rapport börjar som utkast och hämtar siffrorna åt dig.",
                    "There are no reports here yet. A report begins as a draft and fetches the figures for you.",
                )}</p></Empty> }.into_any()
            } else {
                view! {
                    <p class="meta">{l.t(
                        format!("Visar {shown} av {total}. Utkast först, sedan den senaste."),
                        format!("Showing {shown} of {total}. Drafts first, then the newest."),
                    )}</p>
                    <ul class="task-list">{lines.into_iter().map(|(line, day)| {
                        let name = format!("{}: {}, {}", line.kind.name(l), line.unit_name, line.period.name(l));
                        let tone = if line.state == ReportState::Final { TagTone::Good } else { TagTone::Warn };
                        let saved = l.t(format!("{} ändrade {day}", line.saved_by), format!("{} changed it {day}", line.saved_by));
                        view! { <li><div><a href=report_address(line.id)>{name}</a><span class="meta">{saved}</span></div><Tag words=line.state.name(l) tone=tone/></li> }
                    }).collect_view()}</ul>
                }.into_any()
            }}
        </div>
    }
}
