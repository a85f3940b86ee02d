use leptos::prelude::*;

/// A share as a bar beside its figure. Said by the figure, so that a reader by ear hears it once.
#[component]
pub fn ShareBar(
    /// From 0 to 100.
    percent: i64,
) -> impl IntoView {
    let width = percent.clamp(0, 100).to_string();
    view! {
        <svg class="share" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <rect class="bar-ground" width="100" height="10"/>
            <rect class="bar-yes" width=width height="10"/>
        </svg>
    }
}
