use leptos::prelude::*;

use super::FormField;

/// One of many answers, where buttons would fill the page.
#[component]
pub fn SelectField(
    /// Name in the form.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    label: String,
    /// Codes with their words.
    options: Vec<(String, String)>,
    /// The chosen code.
    #[prop(into)]
    value: String,
    /// What helps.
    #[prop(optional, into)]
    hint: String,
    /// What is wrong.
    #[prop(optional_no_strip)]
    error: Option<String>,
) -> impl IntoView {
    let control_name = name.clone();
    let control = Box::new(move |id: String, described: Option<String>, invalid: bool| {
        view! {
            <select name=control_name id=id aria-describedby=described aria-invalid=invalid.then_some("true")>
                {options.into_iter().map(|(code, words)| {
                    let chosen = code == value;
                    view! { <option value=code selected=chosen>{words}</option> }
                }).collect_view()}
            </select>
        }
        .into_any()
    });
    view! { <FormField name=name label=label hint=hint error=error control=control/> }
}
