use domain::ids::UnitId;
use domain::language::Language;
use leptos::prelude::*;
use store::overview::UnitCounts;

use crate::ui::{Empty, use_lang};

/// Counts below this are not shown outside the unit: they could point to a child.
const SMALL: i64 = 5;

/// Counts per unit. No totals stand below the columns, so that no suppressed figure can be worked out.
#[component]
pub fn UnitsPage(
    /// The units.
    units: Vec<UnitCounts>,
    /// Whether small numbers are hidden: for everybody but the unit's own manager.
    suppress: bool,
    /// The units whose settings the person answers for.
    managed: Vec<UnitId>,
) -> impl IntoView {
    let l = use_lang();
    let has_units = !managed.is_empty();
    view! {
        <div class="content wide">
            <h1>{l.t("Enheterna", "The units")}</h1>
            <p class="lead">{l.t("Blir barnen hörda, och får de svar?", "Are the children heard, and do they get an answer?")}</p>
            {if units.is_empty() {
                view! { <Empty><p>{l.t("Du följer inga enheter.", "You follow no units.")}</p></Empty> }.into_any()
            } else {
                let caption = l.t("Enheterna i bokstavsordning, alla år", "The units in alphabetical order, all years");
                view! { <div class="table-wrap" role="region" aria-label=caption tabindex="0"><table>
                    <caption>{caption}</caption>
                    <thead><tr>
                        <th scope="col">{l.t("Enhet", "Unit")}</th>
                        <th scope="col" class="num">{l.t("Signerade analyser", "Signed assessments")}</th>
                        <th scope="col" class="num">{l.t("Inget barn berört", "No child touched")}</th>
                        <th scope="col" class="num">{l.t("Barn hörda", "Children heard")}</th>
                        <th scope="col" class="num">{l.t("Barn som fått brev", "Children with a letter")}</th>
                        <th scope="col" class="num">{l.t("Brev försenade", "Letters late")}</th>
                        {has_units.then(|| view! { <th scope="col">{l.t("Så arbetar enheten", "How the unit works")}</th> })}
                    </tr></thead>
                    <tbody>
                        {units.into_iter().map(|u| view! { <tr>
                            <th scope="row">{u.name.clone()}</th>
                            <td class="num">{count(u.assessed, suppress, l)}</td>
                            <td class="num">{count(u.screened, suppress, l)}</td>
                            <td class="num">{share(u.heard, u.children, suppress, l)}</td>
                            <td class="num">{share(u.given, u.letters, suppress, l)}</td>
                            <td class="num">{count(u.late, suppress, l)}</td>
                            {has_units.then(|| view! { <td>{managed.contains(&u.id).then(|| view! {
                                <a href=format!("/enheter/{}/installningar", u.id)>{l.t("Enhetens inställningar", "The unit's settings")}<span class="hidden">" " {u.name.clone()}</span></a>
                            })}</td> })}
                        </tr> }).collect_view()}
                    </tbody>
                </table></div>
                {suppress.then(|| view! { <p class="meta">{l.t(
                    "Antal under 5 visas inte, så att inget barn kan pekas ut.",
                    "Counts below 5 are not shown, so that no child can be pointed out.",
                )}</p> })} }.into_any()
            }}
        </div>
    }
}

fn count(n: i64, suppress: bool, l: Language) -> String {
    if suppress && (1..SMALL).contains(&n) {
        l.t("färre än 5", "fewer than 5").to_owned()
    } else {
        n.to_string()
    }
}

/// `n av m`, hidden when either side, or what lies between them, is small.
fn share(n: i64, of: i64, suppress: bool, l: Language) -> String {
    let small = |x: i64| (1..SMALL).contains(&x);
    if suppress && (small(n) || small(of) || small(of - n)) {
        return l.t("färre än 5", "fewer than 5").to_owned();
    }
    l.t(format!("{n} av {of}"), format!("{n} of {of}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_count_cannot_be_worked_out_from_a_share() {
        let l = Language::Swedish;
        for (n, of) in [(3, 20), (18, 20), (2, 3)] {
            assert_eq!(share(n, of, true, l), "färre än 5", "{n} of {of}");
        }
        assert_eq!(share(15, 20, true, l), "15 av 20");
        assert_eq!(share(20, 20, true, l), "20 av 20");
        assert_eq!(count(0, true, l), "0");
        assert_eq!(count(4, false, l), "4");
    }
}
