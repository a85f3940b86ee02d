use domain::assessments::Kind;
use domain::fields::{FieldErrors, Fields};
use domain::plans::Asked;
use leptos::prelude::*;

use super::words::no_clients;
use crate::ui::{
    Actions, Crumb, ErrorSummary, FieldView, Help, HiddenVersion, KeyValue, Notice, SelectField, SummaryList,
    TextField, use_lang,
};

/// More answers than this are chosen from a list, because buttons would fill the page.
const MOST_BUTTONS: usize = 8;
/// Lines of at most so many characters are numbers, and get a box that says so.
const SHORT: usize = 10;

/// Fields under a heading.
#[derive(Clone, Debug)]
pub struct Part {
    /// The heading; empty for the first.
    pub heading: String,
    /// A sentence below it; may be empty.
    pub lead: String,
    /// The fields.
    pub asked: Vec<Asked>,
}

impl Part {
    /// Fields without a heading.
    #[must_use]
    pub fn plain(asked: Vec<Asked>) -> Self {
        Self {
            heading: String::new(),
            lead: String::new(),
            asked,
        }
    }
}

/// What somebody else has saved in the meantime.
#[derive(Clone, Debug)]
pub struct OthersText {
    /// Who.
    pub saved_by: String,
    /// When, in words.
    pub saved_at: String,
    /// What, by field name.
    pub fields: Fields,
}

/// A form that stands on a page of its own.
#[derive(Clone, Debug)]
pub struct FormPageData {
    /// Where the page stands.
    pub crumbs: Vec<(String, Option<String>)>,
    /// The heading, also the page's title: catalogue text only.
    pub title: String,
    /// A sentence below it; may be empty.
    pub lead: String,
    /// What is there to be read beside the form; may be empty.
    pub context: Vec<KeyValue>,
    /// Where the form posts to.
    pub action: String,
    /// What is asked.
    pub parts: Vec<Part>,
    /// What is typed.
    pub fields: Fields,
    /// What has to be mended.
    pub errors: FieldErrors,
    /// The version that the form started from; none for something new.
    pub version: Option<i64>,
    /// What somebody else has saved since.
    pub theirs: Option<OthersText>,
    /// Words on the button.
    pub button: &'static str,
    /// Where one goes without saving.
    pub back: String,
    /// Paragraphs that help.
    pub help: Vec<&'static str>,
}

/// One form, drawn from the same description that checks it.
#[component]
pub fn FormPage(data: FormPageData) -> impl IntoView {
    let l = use_lang();
    let FormPageData {
        crumbs,
        title,
        lead,
        context,
        action,
        parts,
        fields,
        errors,
        version,
        theirs,
        button,
        back,
        help,
    } = data;
    let asked: Vec<Asked> = parts.iter().flat_map(|p| p.asked.clone()).collect();
    view! {
        <div class="with-help">
            <div class="content">
                <Crumb parts=crumbs/>
                <ErrorSummary errors=errors.clone()/>
                <h1>{title}</h1>
                {(!lead.is_empty()).then(|| view! { <p class="lead">{lead}</p> })}
                {(!context.is_empty()).then(|| view! { <SummaryList rows=context/> })}
                {theirs.map(|theirs| view! { <Other theirs=theirs asked=asked/> })}
                <form method="post" action=action>
                    {version.map(|version| view! { <HiddenVersion version=version/> })}
                    {parts.into_iter().map(|part| view! { <PartView part=part fields=fields.clone() errors=errors.clone()/> }).collect_view()}
                    <Actions>
                        <button class="button">{button}</button>
                        <a href=back>{l.t("Tillbaka utan att spara", "Back without saving")}</a>
                    </Actions>
                </form>
            </div>
            <Help>
                {help.into_iter().map(|words| view! { <p>{words}</p> }).collect_view()}
                <p>{no_clients(l)}</p>
            </Help>
        </div>
    }
}

#[component]
fn PartView(part: Part, fields: Fields, errors: FieldErrors) -> impl IntoView {
    let Part { heading, lead, asked } = part;
    view! {
        <section class="group">
            {(!heading.is_empty()).then(|| view! { <h2>{heading}</h2> })}
            {(!lead.is_empty()).then(|| view! { <p>{lead}</p> })}
            {asked.into_iter().map(|one| {
                let value = fields.raw(&one.field.name).to_owned();
                let error = errors.of(&one.field.name).map(str::to_owned);
                view! { <AskedView asked=one value=value error=error/> }
            }).collect_view()}
        </section>
    }
}

#[component]
fn AskedView(asked: Asked, value: String, error: Option<String>) -> impl IntoView {
    let l = use_lang();
    let field = asked.field;
    match field.kind {
        Kind::Choice(ref options) if options.len() > MOST_BUTTONS => {
            let mut all = vec![(
                String::new(),
                l.t("Välj i listan", "Choose from the list").to_owned(),
            )];
            all.extend(options.iter().cloned());
            view! { <SelectField name=field.name label=field.label options=all value=value hint=field.hint error=error/> }
                .into_any()
        }
        Kind::Line if asked.most <= SHORT => {
            view! { <TextField name=field.name label=field.label value=value hint=field.hint error=error width="short"/> }
                .into_any()
        }
        _ => view! { <FieldView field=field value=value error=error rows=3/> }.into_any(),
    }
}

/// What the other saved, above the form that still holds what this person typed.
#[component]
fn Other(theirs: OthersText, asked: Vec<Asked>) -> impl IntoView {
    let l = use_lang();
    let OthersText {
        saved_by,
        saved_at,
        fields,
    } = theirs;
    let rows: Vec<KeyValue> = asked
        .into_iter()
        .map(|one| KeyValue {
            value: one.field.in_words(fields.text(&one.field.name)),
            key: one.field.label,
            change: None,
        })
        .collect();
    view! {
        <Notice kind="warn" title=l.t("Någon annan har sparat under tiden. Inget är överskrivet.", "Somebody else has saved in the meantime. Nothing has been overwritten.")>
            <p>{l.t(
                format!("{saved_by} sparade det här {saved_at}. Det du skrev står kvar i rutorna nedanför. Ändra det så som det ska stå, och spara igen."),
                format!("{saved_by} saved this {saved_at}. What you wrote is still in the boxes below. Change it to what is to stand, and save again."),
            )}</p>
            <SummaryList rows=rows/>
        </Notice>
    }
}
