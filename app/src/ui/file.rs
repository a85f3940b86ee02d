use leptos::prelude::*;

use super::FormField;

/// A file from one's own disk. Its form is `multipart/form-data`; a browser never fills it in again.
#[component]
pub fn FileField(
    /// Name in the form.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    label: String,
    /// What helps.
    #[prop(optional, into)]
    hint: String,
    /// What is wrong.
    #[prop(optional_no_strip)]
    error: Option<String>,
    /// Endings and media types that the browser offers, with commas between.
    #[prop(into)]
    accept: String,
) -> impl IntoView {
    let control_name = name.clone();
    let control = Box::new(move |id: String, described: Option<String>, invalid: bool| {
        view! {
            <input type="file" name=control_name id=id accept=accept
                aria-describedby=described aria-invalid=invalid.then_some("true")/>
        }
        .into_any()
    });
    view! { <FormField name=name label=label hint=hint error=error control=control/> }
}
