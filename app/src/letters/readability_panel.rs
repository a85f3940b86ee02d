use domain::letters::{AgeBand, Readability};
use leptos::prelude::*;

/// Stands in until the real one is merged.
#[component]
pub(super) fn ReadabilityPanel(readability: Readability, band: AgeBand) -> impl IntoView {
    view! { <p>{readability.lix}" "{band.lix_goal()}</p> }
}
