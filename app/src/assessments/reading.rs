use domain::assessments::{Group, Kind, Tone};
use domain::dates;
use domain::fields::Fields;
use domain::ids::AssessmentId;
use leptos::prelude::*;

use crate::ui::{Crumb, Quoted, use_lang};

/// A section's answers to read: facts plain, the child's words quoted, judgements with their rule.
#[component]
pub fn SectionReading(
    /// What was asked.
    groups: Vec<Group>,
    /// What was answered.
    fields: Fields,
    /// Whether it stands below a heading of its own, so that its headings are one level lower.
    #[prop(optional)]
    below: bool,
) -> impl IntoView {
    let l = use_lang();
    groups
        .into_iter()
        .map(|group| {
            let answers: Vec<_> = group
                .fields
                .iter()
                .filter(|f| fields.has(&f.name))
                .map(|f| {
                    let text = fields.text(&f.name);
                    let shown = match &f.kind {
                        Kind::Date => dates::parse(text).map_or_else(|| text.to_owned(), |d| dates::long(d, l)),
                        Kind::Tick => l.t("Ja", "Yes").to_owned(),
                        _ => f.in_words(text),
                    };
                    (f.tone, f.label.clone(), shown)
                })
                .collect();
            let nothing = answers.is_empty();
            view! {
                <section class="group reading">
                    {(!group.heading.is_empty()).then(|| if below {
                        view! { <h3>{group.heading.clone()}</h3> }.into_any()
                    } else {
                        view! { <h2>{group.heading.clone()}</h2> }.into_any()
                    })}
                    {group.quotes.into_iter().map(|q| view! { <Quoted caption=q.caption text=q.text/> }).collect_view()}
                    {nothing.then(|| view! { <p class="meta">{l.t("Inget skrivet.", "Nothing written.")}</p> })}
                    {answers.into_iter().map(|(tone, label, text)| match tone {
                        Tone::Words => view! { <Quoted caption=label text=text/> }.into_any(),
                        Tone::Judgement => view! { <div class="judge"><p class="cap">{label}" "<span class="kind-of-text">{l.t("(bedömning)", "(judgement)")}</span></p><p class="pre">{text}</p></div> }.into_any(),
                        Tone::Fact => view! { <div class="fact"><p class="cap">{label}</p><p class="pre">{text}</p></div> }.into_any(),
                    }).collect_view()}
                </section>
            }
        })
        .collect_view()
}

/// A short summary to copy into a committee memo.
#[component]
pub fn MemoPage(
    /// The assessment.
    id: AssessmentId,
    /// The case's number.
    number: String,
    /// The text.
    text: String,
) -> impl IntoView {
    let l = use_lang();
    let rows = u32::try_from(text.lines().count() + text.len() / 90)
        .unwrap_or(20)
        .clamp(12, 40);
    view! {
        <div class="content">
            <Crumb parts=vec![
                (number, None),
                (l.t("Bedömning", "Assessment").into(), Some(format!("/bedomning/{id}"))),
                (l.t("Till tjänsteskrivelsen", "For the memo").into(), None),
            ]/>
            <h1>{l.t("Sammanfattning till tjänsteskrivelsen", "Summary for the committee memo")}</h1>
            <p class="lead">{l.t(
                "Markera texten och kopiera den. Uttalanden som ska prövas före utlämnande är inte med.",
                "Select the text and copy it. Statements that have to be assessed before disclosure are left out.",
            )}</p>
            <div class="copy-box">
                <label class="l" for="memo">{l.t("Text att kopiera", "Text to copy")}</label>
                <crate::ui::TextArea name="memo" id="memo" value=text rows=rows/>
            </div>
            <p><a href=format!("/bedomning/{id}")>{l.t("Tillbaka till bedömningen", "Back to the assessment")}</a></p>
        </div>
    }
}
