use domain::figures::{Indicator, Shown};
use leptos::prelude::*;

use super::words::cell;
use crate::ui::{TableFrame, use_lang};

/// One item of the last self-monitoring, beside the figure that it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RatingLine {
    /// What the unit was asked.
    pub item: String,
    /// What it answered, in words.
    pub rating: String,
    /// The figure.
    pub indicator: Indicator,
    /// What it shows.
    pub figure: Shown,
    /// That the figure does not bear the rating out, said kindly.
    pub against: Option<String>,
}

/// What the unit says of itself, beside what its cases show.
#[component]
pub(super) fn Ratings(lines: Vec<RatingLine>) -> impl IntoView {
    let l = use_lang();
    let differ = lines.iter().filter(|line| line.against.is_some()).count();
    let of = lines.len();
    view! {
        <section>
            <h2>{l.t("Enhetens egen bild bredvid siffrorna", "The unit's own picture beside the figures")}</h2>
            <p>{if differ == 0 {
                l.t("Skattningen och ärendena säger ungefär detsamma.", "The rating and the cases say about the same.").to_owned()
            } else {
                l.t(
                    format!("I {differ} av {of} punkter säger ärendena något annat än skattningen. Det är något att prata om, inget betyg."),
                    format!("In {differ} of {of} items the cases say something else than the rating. That is something to talk about, no grade."),
                )
            }}</p>
            <TableFrame caption=l.t("Den senaste egenkontrollen bredvid ärendenas siffror", "The last self-monitoring beside the figures from the cases")>
                <thead><tr>
                    <th scope="col">{l.t("Punkt", "Item")}</th>
                    <th scope="col">{l.t("Egen skattning", "Own rating")}</th>
                    <th scope="col" class="num">{l.t("Ärendena", "The cases")}</th>
                </tr></thead>
                <tbody>{lines.into_iter().map(|line| view! {
                    <tr>
                        <th scope="row">{line.item}</th>
                        <td>{line.rating}{line.against.map(|words| view! { <p class="mid">{words}</p> })}</td>
                        <td class="num">{line.indicator.name(l)}": "{cell(line.figure, l)}</td>
                    </tr>
                }).collect_view()}</tbody>
            </TableFrame>
        </section>
    }
}
