use domain::ids::EmergencyId;
use leptos::prelude::*;

use crate::ui::{Tag, TagTone, use_lang};

/// One that waits for the manager.
#[derive(Clone, Debug)]
pub struct WaitingEmergency {
    /// The row.
    pub id: EmergencyId,
    /// The case's number.
    pub number: String,
    /// Who opened it in which unit's case, and when, in words.
    pub told: String,
}

/// What a manager is told on the start page. Nothing where nothing waits.
#[component]
pub fn WaitingEmergencies(lines: Vec<WaitingEmergency>) -> impl IntoView {
    let l = use_lang();
    (!lines.is_empty()).then(|| {
        view! {
            <section>
                <h2>{l.t("Akut åtkomst att granska", "Emergency access to review")}" "<span class="meta">{lines.len()}</span></h2>
                <ul class="task-list">{lines.into_iter().map(|line| view! { <li>
                    <div><a href=format!("/akut/{}", line.id)>{l.t("Ärende ", "Case ")}{line.number}</a><span class="meta">{line.told}</span></div>
                    <Tag words=l.t("Väntar på dig", "Waits for you") tone=TagTone::Bad/>
                </li> }).collect_view()}</ul>
            </section>
        }
    })
}
