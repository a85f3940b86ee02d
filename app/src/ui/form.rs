use domain::assessments::{Field, Group, Kind, Tone};
use domain::fields::{FieldErrors, Fields};
use leptos::prelude::*;

use super::{Quoted, TextArea, use_lang};

/// An id that is fit for HTML and for a fragment in an address.
#[must_use]
pub fn dom_id(name: &str) -> String {
    format!("f-{}", name.replace(['.', '|', ':'], "-"))
}

/// The summary of what has to be mended, at the top of the page; each line leads to its field.
#[component]
pub fn ErrorSummary(
    /// Messages by field; those without a field stand first without a link.
    errors: FieldErrors,
) -> impl IntoView {
    let l = use_lang();
    (!errors.is_empty()).then(|| {
        view! {
            <section class="error-summary" role="alert" aria-labelledby="error-title" tabindex="-1" autofocus="">
                <h2 id="error-title">{l.t("Det här behöver du rätta", "This needs to be mended")}</h2>
                <ul>
                    {errors.0.into_iter().map(|(field, message)| view! {
                        <li>{if field.is_empty() {
                            view! { <span>{message}</span> }.into_any()
                        } else {
                            view! { <a href=format!("#{}", dom_id(&field))>{message}</a> }.into_any()
                        }}</li>
                    }).collect_view()}
                </ul>
            </section>
        }
    })
}

/// Label, hint, message and room for the control.
#[component]
pub fn FormField(
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
    /// The control, given its id, the ids that describe it and whether something is wrong.
    control: Box<dyn FnOnce(String, Option<String>, bool) -> AnyView>,
) -> impl IntoView {
    let id = dom_id(&name);
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let mut described = Vec::new();
    if !hint.is_empty() {
        described.push(hint_id.clone());
    }
    if error.is_some() {
        described.push(error_id.clone());
    }
    let described = (!described.is_empty()).then(|| described.join(" "));
    let class = if error.is_some() {
        "field has-error"
    } else {
        "field"
    };
    view! {
        <div class=class>
            <label class="l" for=id.clone()>{label}</label>
            {(!hint.is_empty()).then(|| view! { <p class="hint" id=hint_id>{hint}</p> })}
            {error.clone().map(|message| view! { <p class="field-error" id=error_id>{message}</p> })}
            {control(id, described, error.is_some())}
        </div>
    }
}

/// A line of text.
#[component]
pub fn TextField(
    /// Name in the form.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    label: String,
    /// What is written.
    #[prop(into)]
    value: String,
    /// What helps.
    #[prop(optional, into)]
    hint: String,
    /// What is wrong.
    #[prop(optional_no_strip)]
    error: Option<String>,
    /// `text`, `password`, `tel` or `search`.
    #[prop(default = "text")]
    kind: &'static str,
    /// The browser's own completion: `off` wherever it is about a client.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// A class that sets the width: `short`, `medium` or empty.
    #[prop(optional)]
    width: &'static str,
    /// Which keys a telephone offers, such as `numeric`; its own choice where empty.
    #[prop(optional)]
    keys: &'static str,
) -> impl IntoView {
    let control_name = name.clone();
    let keys = (!keys.is_empty()).then_some(keys);
    let control = Box::new(move |id: String, described: Option<String>, invalid: bool| {
        view! {
            <input type=kind class=width name=control_name id=id value=value autocomplete=autocomplete inputmode=keys
                aria-describedby=described aria-invalid=invalid.then_some("true")/>
        }
        .into_any()
    });
    view! { <FormField name=name label=label hint=hint error=error control=control/> }
}

/// A longer text.
#[component]
pub fn TextFieldLong(
    /// Name in the form.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    label: String,
    /// What is written.
    #[prop(into)]
    value: String,
    /// What helps.
    #[prop(optional, into)]
    hint: String,
    /// What is wrong.
    #[prop(optional_no_strip)]
    error: Option<String>,
    /// Rows to show.
    #[prop(default = 5)]
    rows: u32,
) -> impl IntoView {
    let control_name = name.clone();
    let control = Box::new(move |id: String, described: Option<String>, invalid: bool| {
        let rows = rows.max(u32::try_from(value.len() / 70).unwrap_or(0).min(24));
        view! { <TextArea name=control_name id=id value=value rows=rows described_by=described invalid=invalid/> }.into_any()
    });
    view! { <FormField name=name label=label hint=hint error=error control=control/> }
}

/// A date, typed as text: people paste dates, and a picker is slow.
#[component]
pub fn DateField(
    /// Name in the form.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    label: String,
    /// What is written.
    #[prop(into)]
    value: String,
    /// What helps.
    #[prop(optional, into)]
    hint: String,
    /// What is wrong.
    #[prop(optional_no_strip)]
    error: Option<String>,
) -> impl IntoView {
    let l = use_lang();
    let hint = if hint.is_empty() {
        l.t(
            "År-månad-dag, till exempel 2026-12-01.",
            "Year-month-day, for example 2026-12-01.",
        )
        .to_owned()
    } else {
        hint
    };
    view! { <TextField name=name label=label value=value hint=hint error=error width="short"/> }
}

/// One of several answers.
#[component]
pub fn ChoiceField(
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
    /// What is said below an answer while it is the chosen one: its code and a paragraph each.
    #[prop(optional)]
    explains: Vec<(String, Vec<String>)>,
    /// Whether it is said of the others as well.
    #[prop(optional)]
    always: bool,
) -> impl IntoView {
    let id = dom_id(&name);
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let described = match (hint.is_empty(), error.is_some()) {
        (true, false) => None,
        (false, false) => Some(hint_id.clone()),
        (true, true) => Some(error_id.clone()),
        (false, true) => Some(format!("{hint_id} {error_id}")),
    };
    // Long answers read better below one another.
    let stacked = options.iter().any(|(_, words)| words.chars().count() > 26)
        || options.len() > 6
        || !explains.is_empty();
    let class = if error.is_some() {
        "field has-error"
    } else {
        "field"
    };
    view! {
        <fieldset class=class aria-describedby=described>
            <legend>{label}</legend>
            {(!hint.is_empty()).then(|| view! { <p class="hint" id=hint_id>{hint}</p> })}
            {error.map(|message| view! { <p class="field-error" id=error_id>{message}</p> })}
            <div class=if stacked { "radio stacked" } else { "radio" }>
                {options.into_iter().enumerate().map(|(n, (code, words))| {
                    let option_id = if n == 0 { id.clone() } else { format!("{id}-{n}") };
                    let (checked, label_for) = (code == value, option_id.clone());
                    let says = explains.iter().find(|(of, _)| *of == code).map(|(_, says)| says.clone());
                    let says_id = says.as_ref().map(|_| format!("{option_id}-says"));
                    view! {
                        <label for=label_for><input type="radio" id=option_id name=name.clone() value=code checked=checked aria-describedby=says_id.clone()/><span>{words}</span></label>
                        {says.map(|says| view! { <Explained id=says_id.unwrap_or_default() says=says always=always/> })}
                    }
                }).collect_view()}
            </div>
        </fieldset>
    }
}

/// What is said of one answer. The style sheet shows it while the answer is chosen, so no script is needed.
#[component]
fn Explained(id: String, says: Vec<String>, always: bool) -> impl IntoView {
    let class = if always { "explains always" } else { "explains" };
    let one = says.len() == 1;
    view! {
        <div class=class id=id>
            {if one {
                says.into_iter().map(|p| view! { <p>{p}</p> }).collect_view().into_any()
            } else {
                view! { <ul>{says.into_iter().map(|p| view! { <li>{p}</li> }).collect_view()}</ul> }.into_any()
            }}
        </div>
    }
}

/// A tick box.
#[component]
pub fn TickField(
    /// Name in the form.
    #[prop(into)]
    name: String,
    /// What is ticked.
    #[prop(into)]
    label: String,
    /// Whether it is.
    checked: bool,
    /// What helps.
    #[prop(optional, into)]
    hint: String,
    /// What is wrong.
    #[prop(optional_no_strip)]
    error: Option<String>,
) -> impl IntoView {
    let id = dom_id(&name);
    let hint_id = format!("{id}-hint");
    let described = (!hint.is_empty()).then(|| hint_id.clone());
    let class = if error.is_some() {
        "field has-error"
    } else {
        "field"
    };
    let label_for = id.clone();
    view! {
        <div class=class>
            {error.map(|message| view! { <p class="field-error">{message}</p> })}
            <div class="radio stacked">
                <label for=label_for><input type="checkbox" id=id name=name value="yes" checked=checked aria-describedby=described/><span>{label}</span></label>
            </div>
            {(!hint.is_empty()).then(|| view! { <p class="hint" id=hint_id>{hint}</p> })}
        </div>
    }
}

/// The version that the form was drawn from, so that a stale save is noticed.
#[component]
pub fn HiddenVersion(version: i64) -> impl IntoView {
    view! { <input type="hidden" name="version" value=version.to_string()/> }
}

/// A field of the method, drawn by its kind and its kind of text.
#[component]
pub fn FieldView(
    /// What is asked.
    field: Field,
    /// What is written.
    #[prop(into)]
    value: String,
    /// What is wrong.
    error: Option<String>,
    /// Rows of a longer text.
    #[prop(default = 5)]
    rows: u32,
) -> impl IntoView {
    let Field {
        name,
        kind,
        tone,
        label,
        hint,
        example,
        former,
        explains,
        ..
    } = field;
    let l = use_lang();
    let control = match kind {
        Kind::Line => {
            view! { <TextField name=name label=label value=value hint=hint error=error/> }.into_any()
        }
        Kind::Text => {
            view! { <TextFieldLong name=name label=label value=value hint=hint error=error rows=rows/> }
                .into_any()
        }
        Kind::Date => {
            view! { <DateField name=name label=label value=value hint=hint error=error/> }.into_any()
        }
        Kind::Choice(options) => {
            view! { <ChoiceField name=name label=label options=options value=value hint=hint error=error explains=explains/> }
                .into_any()
        }
        Kind::Tick => {
            let checked = value == "yes";
            view! { <TickField name=name label=label checked=checked hint=hint error=error/> }.into_any()
        }
    };
    let class = match tone {
        Tone::Fact => "fact",
        Tone::Words => "childs-words",
        Tone::Judgement => "judge",
    };
    view! {
        <div class=class>
            {control}
            {(!example.is_empty()).then(|| view! {
                <details class="example"><summary>{l.t("Ett påhittat exempel", "An invented example")}</summary><p>{example}</p></details>
            })}
            {(!former.is_empty()).then(|| view! {
                <details class="former"><summary>{l.t("Så stod det i förra versionen", "What the version before said")}</summary><p class="pre">{former}</p></details>
            })}
        </div>
    }
}

/// A group of the method with its quotes and its button for one more.
#[component]
pub fn GroupView(
    /// What is asked.
    group: Group,
    /// What is written.
    fields: Fields,
    /// What is wrong.
    errors: FieldErrors,
    /// What the button for one more sends: the section's key on a page that holds several sections.
    #[prop(default = "yes".to_owned())]
    more_value: String,
    /// Whether the heading stands below one of its own.
    #[prop(optional)]
    below: bool,
    /// Rows of longer texts.
    #[prop(default = 5)]
    rows: u32,
) -> impl IntoView {
    let l = use_lang();
    let Group {
        heading,
        lead,
        quotes,
        fields: asked,
        more,
        folded,
    } = group;
    let judged = asked.iter().all(|f| f.tone == Tone::Judgement) && !asked.is_empty();
    let in_use = asked
        .iter()
        .any(|f| fields.has(&f.name) || errors.of(&f.name).is_some());
    let title = (!folded && !heading.is_empty()).then(|| {
        let heading = heading.clone();
        if below {
            view! { <h3>{heading}</h3> }.into_any()
        } else {
            view! { <h2>{heading}</h2> }.into_any()
        }
    });
    let inside = view! {
        {(!lead.is_empty()).then(|| view! { <p>{lead}</p> })}
        {quotes.into_iter().map(|q| view! { <Quoted caption=q.caption text=q.text/> }).collect_view()}
        {judged.then(|| view! { <p class="kind-of-text">{l.t("Din bedömning", "Your judgement")}</p> })}
        {asked.into_iter().map(|field| {
            let value = fields.raw(&field.name).to_owned();
            let error = errors.of(&field.name).map(str::to_owned);
            view! { <FieldView field=field value=value error=error rows=rows/> }
        }).collect_view()}
        {more.map(|words| view! { <p><button class="button quiet" name="more" value=more_value>{words}</button></p> })}
    };
    view! {
        <section class="group">
            {title}
            {if folded {
                view! { <details open=in_use><summary>{heading}</summary>{inside}</details> }.into_any()
            } else {
                inside.into_any()
            }}
        </section>
    }
}
