use leptos::prelude::*;
use store::retention::Hold;

use super::overview_page::{Tab, Tabs};
use super::{case_address, retention_title};
use crate::ui::{Empty, TableFrame, use_lang};

/// The holds that are on cases of the officer's branches, the oldest first.
#[component]
pub fn HoldsPage(holds: Vec<Hold>) -> impl IntoView {
    let l = use_lang();
    let count = holds.len();
    view! {
        <div class="content wide">
            <h1>{l.t("Spärrar", "Holds")}" "<span class="meta">{count}</span></h1>
            <p class="lead">{l.t(
                "Ett ärende med en spärr gallras inte förrän spärren är lyft.",
                "A case with a hold is not purged until the hold is lifted.",
            )}</p>
            <Tabs tab=Tab::Holds/>
            {if holds.is_empty() {
                view! { <Empty><p>{l.t(
                    format!("Ingen spärr finns. Öppna ett ärende från listan under {} för att sätta en.", retention_title(l)),
                    format!("There is no hold. Open a case from the list under {} to place one.", retention_title(l)),
                )}</p></Empty> }.into_any()
            } else {
                view! {
                    <TableFrame caption=l.t("Spärrar, den äldsta överst, högst 200", "Holds, the oldest on top, at most 200")>
                        <thead><tr>
                            <th scope="col">{l.t("Ärende", "Case")}</th>
                            <th scope="col">{l.t("Enhet", "Unit")}</th>
                            <th scope="col">{l.t("Anledning", "Reason")}</th>
                            <th scope="col">{l.t("Satt av", "Placed by")}</th>
                            <th scope="col">{l.t("Sedan", "Since")}</th>
                        </tr></thead>
                        <tbody>{holds.into_iter().map(|hold| view! { <tr>
                            <th scope="row"><a href=case_address(hold.case)>{hold.number}</a></th>
                            <td>{hold.unit_name}</td>
                            <td>{hold.reason.name(l)}": "{hold.text}</td>
                            <td>{hold.placed_by}</td>
                            <td class="nowrap">{hold.placed_at.format("%Y-%m-%d").to_string()}</td>
                        </tr> }).collect_view()}</tbody>
                    </TableFrame>
                }.into_any()
            }}
        </div>
    }
}
