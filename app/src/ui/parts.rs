use domain::language::Language;
use leptos::prelude::*;

use super::use_lang;

/// Where the page stands: parts with or without a link.
#[component]
pub fn Crumb(
    /// Words and, for all but the last, an address.
    parts: Vec<(String, Option<String>)>,
) -> impl IntoView {
    let l = use_lang();
    view! {
        <nav class="crumb" aria-label=l.t("Var du är", "Where you are")>
            <ol>
                {parts.into_iter().map(|(words, href)| view! {
                    <li>{match href {
                        Some(href) => view! { <a href=href>{words}</a> }.into_any(),
                        None => view! { <span>{words}</span> }.into_any(),
                    }}</li>
                }).collect_view()}
            </ol>
        </nav>
    }
}

/// Help beside the question; below it on a narrow screen.
#[component]
pub fn Help(children: Children) -> impl IntoView {
    let l = use_lang();
    view! { <aside class="help" aria-label=l.t("Till hjälp", "Help")><h2>{l.t("Till hjälp", "Help")}</h2>{children()}</aside> }
}

/// The child's words. Nothing else is amber.
#[component]
pub fn Quoted(
    /// Who and when.
    #[prop(into)]
    caption: String,
    /// The words.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    let l = use_lang();
    let caption = l.t(
        format!("Barnets ord: {caption}"),
        format!("The child's words: {caption}"),
    );
    view! { <figure class="words"><figcaption class="cap">{caption}</figcaption><blockquote><q>{text}</q></blockquote></figure> }
}

/// What a tag says by colour as well.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TagTone {
    /// Nothing special.
    #[default]
    Plain,
    /// Done.
    Good,
    /// Needs something.
    Warn,
    /// Late or wrong.
    Bad,
}

/// A state in words.
#[component]
pub fn Tag(
    /// The state.
    #[prop(into)]
    words: String,
    /// How it stands out.
    #[prop(optional)]
    tone: TagTone,
) -> impl IntoView {
    let class = match tone {
        TagTone::Plain => "tag",
        TagTone::Good => "tag ok",
        TagTone::Warn => "tag mid",
        TagTone::Bad => "tag late",
    };
    view! { <span class=class>{words}</span> }
}

/// A boxed message. `kind` is `info`, `good`, `warn` or `bad`.
#[component]
pub fn Notice(
    /// How it stands out.
    #[prop(default = "info")]
    kind: &'static str,
    /// Heading.
    #[prop(into)]
    title: String,
    /// Text below.
    children: Children,
) -> impl IntoView {
    view! { <section class=format!("notice {kind}")><h2>{title}</h2>{children()}</section> }
}

/// What an empty list means and how to begin.
#[component]
pub fn Empty(children: Children) -> impl IntoView {
    view! { <div class="empty">{children()}</div> }
}

/// The end of a form: one primary action, then others.
#[component]
pub fn Actions(children: Children) -> impl IntoView {
    view! { <div class="actions">{children()}</div> }
}

/// One row of a [`SummaryList`].
#[derive(Clone, Debug)]
pub struct KeyValue {
    /// What.
    pub key: String,
    /// Its value; line breaks are kept.
    pub value: String,
    /// Where to change it.
    pub change: Option<String>,
}

/// Keys and values, each with a way to change it.
#[component]
pub fn SummaryList(rows: Vec<KeyValue>) -> impl IntoView {
    let l = use_lang();
    view! {
        <dl class="summary">
            {rows.into_iter().map(|row| {
                let key = row.key.clone();
                view! {
                    <div>
                        <dt>{row.key}</dt>
                        <dd class="pre">{if row.value.is_empty() { "–".to_owned() } else { row.value }}</dd>
                        {row.change.map(|href| view! {
                            <dd class="change"><a href=href>{l.t("Ändra", "Change")}<span class="hidden">" " {key}</span></a></dd>
                        })}
                    </div>
                }
            }).collect_view()}
        </dl>
    }
}

/// A data table in a box of its own that scrolls, by keyboard as well. The caption states what it shows.
#[component]
pub fn TableFrame(
    /// States what the table shows.
    #[prop(into)]
    caption: String,
    /// A class for the table.
    #[prop(optional)]
    class: &'static str,
    /// Head and body.
    children: Children,
) -> impl IntoView {
    let label = caption.clone();
    view! {
        <div class="table-wrap" role="region" aria-label=label tabindex="0">
            <table class=class><caption>{caption}</caption>{children()}</table>
        </div>
    }
}

/// How many there are and the way to the next page.
#[component]
pub fn Pager(
    /// How many are shown here.
    shown: usize,
    /// How many there are in all; more than `most` are not counted.
    total: i64,
    /// How far they are counted.
    most: i64,
    /// Address of the next page.
    next: Option<String>,
    /// Address of the first page, when this is another.
    first: Option<String>,
) -> impl IntoView {
    let l = use_lang();
    let count = if total > most {
        l.t(
            format!("Visar {shown} av fler än {most}."),
            format!("Showing {shown} of more than {most}."),
        )
    } else {
        l.t(
            format!("Visar {shown} av {total}."),
            format!("Showing {shown} of {total}."),
        )
    };
    view! {
        <nav class="pager" aria-label=l.t("Sidor", "Pages")>
            <span>{count}</span>
            {first.map(|href| view! { <a href=href>{l.t("Till början", "To the start")}</a> })}
            {next.map(|href| view! { <a href=href rel="next">{l.t("Nästa sida", "Next page")}</a> })}
        </nav>
    }
}

/// A button that is a form of its own.
#[component]
pub fn PostButton(
    /// Where it posts to.
    #[prop(into)]
    action: String,
    /// Words.
    #[prop(into)]
    label: String,
    /// Said after the words to those who do not see the row.
    #[prop(optional, into)]
    context: String,
    /// `button`, `button quiet`, `button danger` or `link`.
    #[prop(default = "button quiet")]
    class: &'static str,
    /// Fields that go along.
    #[prop(optional)]
    fields: Vec<(&'static str, String)>,
) -> impl IntoView {
    view! {
        <form method="post" action=action class="inline">
            {fields.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view()}
            <button class=class>{label}{(!context.is_empty()).then(|| view! { <span class="hidden">" " {context}</span> })}</button>
        </form>
    }
}

/// Used by pages that name a language in the other one.
#[must_use]
pub fn language_name(language: Language, in_language: Language) -> &'static str {
    match language {
        Language::Swedish => in_language.t("Svenska", "Swedish"),
        Language::English => in_language.t("Engelska", "English"),
    }
}
