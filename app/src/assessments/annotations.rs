use chrono::NaiveDate;
use domain::assessments::{Annotation, AnnotationKind, Depth, Section};
use domain::dates;
use domain::fields::{FieldErrors, Fields};
use domain::language::Language;
use leptos::prelude::*;

use super::addresses::address_of;
use super::check::heading;
use super::frame::{Frame, FrameData};
use crate::ui::{
    Actions, Crumb, DateField, Empty, ErrorSummary, KeyValue, SelectField, SummaryList, Tag, TextField,
    TextFieldLong, use_lang,
};

/// What the page of corrections and objections shows.
#[derive(Clone, Debug)]
pub struct AnnotationsPageData {
    /// The surroundings.
    pub frame: FrameData,
    /// The sections that something can be about.
    pub sections: Vec<Section>,
    /// The form that was sent and needs mending; `None` when the page is only opened.
    pub posted: Option<AnnotationKind>,
    /// What was typed in it.
    pub fields: Fields,
    /// What has to be mended.
    pub errors: FieldErrors,
    /// Today.
    pub today: NaiveDate,
}

/// Corrections and objections: those that are noted, and a form for each kind that the state takes.
#[component]
pub fn AnnotationsPage(data: AnnotationsPageData) -> impl IntoView {
    let l = use_lang();
    let frame = data.frame.clone();
    let count = frame.annotations.len();
    let status = frame.assessment.status;
    let may = |kind: AnnotationKind| frame.may_edit && kind.possible_in(status);
    let (may_correct, may_object) = (may(AnnotationKind::Correction), may(AnnotationKind::Objection));
    // What is being written is changed in the text itself; the page says so where a form for corrections would be looked for.
    let not_signed = may_object && !may_correct;
    let errors = data.errors.clone();
    let told = l.t(
        format!("{}, den äldsta först.", noted_in_words(count, l)),
        format!("{}, the oldest first.", noted_in_words(count, l)),
    );
    view! {
        <Around frame=frame.clone()>
            <ErrorSummary errors=errors/>
            <h1>{l.t("Rättelser och invändningar", "Corrections and objections")}</h1>
            <p class="lead">{l.t(
                "Det som är skrivet ändras inte. Vad som är fel antecknas bredvid.",
                "What is written is not changed. What is wrong is noted beside it.",
            )}</p>
            {if count == 0 {
                view! { <Empty><p>{l.t("Inget är antecknat.", "Nothing is noted.")}</p></Empty> }.into_any()
            } else {
                view! { <p class="meta">{told}</p><Annotations frame=frame/> }.into_any()
            }}
            {may_object.then(|| view! { <ObjectionForm data=data.clone()/> })}
            {may_correct.then(|| view! { <CorrectionForm data=data/> })}
            {not_signed.then(|| view! { <p class="meta">{l.t(
                "Så länge analysen inte är signerad rättas ett fel direkt i texten.",
                "As long as the assessment is not signed, a mistake is mended in the text itself.",
            )}</p> })}
        </Around>
    }
}

/// How many are noted: `1 antecknad`, `3 antecknade`.
pub(super) fn noted_in_words(count: usize, l: Language) -> String {
    match count {
        1 => l.t("1 antecknad", "1 noted").to_owned(),
        n => l.t(format!("{n} antecknade"), format!("{n} noted")),
    }
}

/// The frame of an assessment; for a screening, which has no steps, only where the page stands.
#[component]
fn Around(frame: FrameData, children: Children) -> impl IntoView {
    let l = use_lang();
    if frame.assessment.depth == Depth::Screening {
        let parts = vec![
            (l.t("Ärenden", "Cases").into(), Some("/arenden".into())),
            (
                frame.case.number.clone(),
                Some(format!("/arenden/{}", frame.case.id)),
            ),
            (
                l.t("Förprövning", "Screening").into(),
                Some(format!("/bedomning/{}", frame.assessment.id)),
            ),
            (
                l.t("Rättelser och invändningar", "Corrections and objections")
                    .into(),
                None,
            ),
        ];
        view! { <div class="content"><Crumb parts=parts/>{children()}</div> }.into_any()
    } else {
        let help = vec![
            l.t(
                "Tycker någon som texten handlar om att något är fel ska det antecknas, även om du inte håller med.",
                "If somebody whom the text is about finds something wrong, that is noted, even if you do not agree.",
            )
            .to_owned(),
            l.t(
                "Rätta bara uppenbara misstag, som ett felskrivet belopp. Ska beslutet bli ett annat räcker inte en rättelse.",
                "Correct only plain mistakes, such as a miswritten amount. If the decision is to be another, a correction is not enough.",
            )
            .to_owned(),
        ];
        let references = vec!["sol-14-6".to_owned(), "fl-36".to_owned()];
        view! { <Frame data=frame step=None help=help references=references>{children()}</Frame> }.into_any()
    }
}

/// What is noted beside one section, with a heading; without a section, everything, each with what it is about. Nothing where
/// nothing is noted.
#[component]
pub fn Annotations(
    /// The surroundings, which hold what is noted.
    frame: FrameData,
    /// The section beside which it stands.
    #[prop(optional)]
    section: Option<Section>,
) -> impl IntoView {
    let l = use_lang();
    let shown: Vec<_> = frame
        .annotations
        .iter()
        .filter(|a| section.is_none() || a.section == section)
        .cloned()
        .collect();
    (!shown.is_empty()).then(|| {
        let id = frame.assessment.id;
        view! {
            <section class="annotations">
                {section.is_some().then(|| view! {
                    <h2><a href=format!("/bedomning/{id}/rattelser")>{l.t("Rättelser och invändningar", "Corrections and objections")}</a></h2>
                })}
                <ul class="cards one-column">
                    {shown.into_iter().map(|a| {
                        let about = section.is_none().then(|| about(&frame, a.section, l));
                        let href = a.section.filter(|s| exists(&frame, *s)).map(|s| address_of(id, s));
                        view! { <AnnotationCard annotation=a about=about href=href/> }
                    }).collect_view()}
                </ul>
            </section>
        }
    })
}

#[component]
fn AnnotationCard(
    annotation: Annotation,
    /// What it is about, where that is not plain from where it stands.
    about: Option<String>,
    /// The page that it is about.
    href: Option<String>,
) -> impl IntoView {
    let l = use_lang();
    let a = annotation;
    let noted = dates::long(a.noted_on, l);
    let noted_by = a.noted_by.clone();
    let kind = a.kind.name(l);
    view! {
        <li class="card">
            <p><Tag words=kind/>" "{about.map(|words| match href {
                Some(href) => view! { <a href=href>{words}</a> }.into_any(),
                None => view! { <span>{words}</span> }.into_any(),
            })}</p>
            <SummaryList rows=rows(&a, l)/>
            <p class="meta">{l.t(format!("Antecknad {noted} av {noted_by}."), format!("Noted {noted} by {noted_by}."))}</p>
        </li>
    }
}

fn rows(a: &Annotation, l: Language) -> Vec<KeyValue> {
    let day = dates::long(a.on, l);
    let (by, decided) = (&a.by_whom, &a.decided_by);
    let rows = match a.kind {
        AnnotationKind::Correction => vec![
            (l.t("Det här är fel", "What is wrong"), a.text.clone()),
            (
                l.t("Så här ska det stå", "What it should say"),
                a.right_text.clone(),
            ),
            (
                l.t("Beslutad", "Decided"),
                l.t(format!("{day} av {decided}"), format!("{day} by {decided}")),
            ),
        ],
        AnnotationKind::Objection => vec![
            (
                l.t("Det här anser personen är fel", "What the person finds wrong"),
                a.text.clone(),
            ),
            (
                l.t("Framförd", "Put forward"),
                l.t(format!("{day} av {by}"), format!("{day} by {by}")),
            ),
        ],
    };
    rows.into_iter()
        .map(|(key, value)| KeyValue {
            key: key.to_owned(),
            value,
            change: None,
        })
        .collect()
}

/// Whether the section is still there: a note in which nothing was written can be removed from a draft.
fn exists(frame: &FrameData, section: Section) -> bool {
    match section {
        Section::Note(id) => frame.material.note(id).is_some(),
        Section::Child(id) => frame.material.child(id).is_some(),
        _ => true,
    }
}

/// What an annotation is about, in words. Of several talks with a child each says its day.
fn about(frame: &FrameData, section: Option<Section>, l: Language) -> String {
    let Some(section) = section else {
        return l.t("Hela analysen", "The whole assessment").to_owned();
    };
    if !exists(frame, section) {
        return l
            .t("En sida som är borttagen", "A page that is removed")
            .to_owned();
    }
    let title = heading(frame, section, l);
    match section {
        Section::Note(_) => match dates::parse(frame.material.section(section).text("held_on")) {
            Some(day) => format!("{title}, {}", dates::long(day, l)),
            None => title,
        },
        _ => title,
    }
}

/// The sections to choose from, the whole first.
fn options(data: &AnnotationsPageData, l: Language) -> Vec<(String, String)> {
    let mut all = vec![(String::new(), about(&data.frame, None, l))];
    all.extend(
        data.sections
            .iter()
            .map(|s| (s.key(), about(&data.frame, Some(*s), l))),
    );
    all
}

/// The day in a form: what was typed when it was sent, today otherwise.
fn day(data: &AnnotationsPageData, kind: AnnotationKind) -> String {
    if data.posted == Some(kind) {
        data.fields.raw(&kind.field("on")).to_owned()
    } else {
        data.today.to_string()
    }
}

#[component]
fn ObjectionForm(data: AnnotationsPageData) -> impl IntoView {
    let l = use_lang();
    let kind = AnnotationKind::Objection;
    let id = data.frame.assessment.id;
    let name = |field: &str| kind.field(field);
    let text = |field: &str| data.fields.raw(&kind.field(field)).to_owned();
    let error = |field: &str| data.errors.of(&kind.field(field)).map(str::to_owned);
    let sent = data.posted == Some(kind);
    view! {
        <details open=sent>
            <summary>{l.t("Anteckna en invändning", "Note an objection")}</summary>
            <form method="post" action=format!("/bedomning/{id}/rattelser/invandning")>
                <p>{l.t(
                    "Skriv vad personen säger så nära orden som möjligt, och inte vad du själv anser.",
                    "Write what the person says as closely as possible, and not what you think yourself.",
                )}</p>
                <SelectField name=name("section") label=l.t("Vad gäller det?", "What is it about?") options=options(&data, l) value=text("section") error=error("section")/>
                <TextFieldLong name=name("text") label=l.t("Vad anser personen är fel?", "What does the person find wrong?") value=text("text") error=error("text") rows=4/>
                <TextField name=name("by_whom") label=l.t("Vem invänder?", "Who objects?") value=text("by_whom") error=error("by_whom") width="medium"
                    hint=l.t("Namn, och hur personen hör ihop med ärendet.", "Name, and how the person is connected with the case.")/>
                <DateField name=name("on") label=l.t("Vilken dag sade personen det?", "On which day did the person say so?") value=day(&data, kind) error=error("on")/>
                <Stays/>
                <Actions><button class="button">{l.t("Anteckna invändningen", "Note the objection")}</button></Actions>
            </form>
        </details>
    }
}

#[component]
fn CorrectionForm(data: AnnotationsPageData) -> impl IntoView {
    let l = use_lang();
    let kind = AnnotationKind::Correction;
    let id = data.frame.assessment.id;
    let name = |field: &str| kind.field(field);
    let text = |field: &str| data.fields.raw(&kind.field(field)).to_owned();
    let error = |field: &str| data.errors.of(&kind.field(field)).map(str::to_owned);
    let sent = data.posted == Some(kind);
    view! {
        <details open=sent>
            <summary>{l.t("Anteckna en rättelse", "Note a correction")}</summary>
            <form method="post" action=format!("/bedomning/{id}/rattelser/rattelse")>
                <SelectField name=name("section") label=l.t("Vad gäller det?", "What is it about?") options=options(&data, l) value=text("section") error=error("section")/>
                <TextFieldLong name=name("text") label=l.t("Vad är fel?", "What is wrong?") value=text("text") error=error("text") rows=3
                    hint=l.t("Skriv av stället så som det står nu.", "Copy the place as it stands now.")/>
                <TextFieldLong name=name("right_text") label=l.t("Hur ska det stå?", "What should it say?") value=text("right_text") error=error("right_text") rows=3/>
                <TextField name=name("decided_by") label=l.t("Vem har beslutat rättelsen?", "Who decided the correction?") value=text("decided_by") error=error("decided_by") width="medium"/>
                <DateField name=name("on") label=l.t("Vilken dag beslutades den?", "On which day was it decided?") value=day(&data, kind) error=error("on")/>
                <Stays/>
                <Actions><button class="button">{l.t("Anteckna rättelsen", "Note the correction")}</button></Actions>
            </form>
        </details>
    }
}

/// What is noted cannot be taken back.
#[component]
fn Stays() -> impl IntoView {
    let l = use_lang();
    view! {
        <p class="meta">{l.t(
            "Det som är antecknat går inte att ändra eller ta bort. Blir något fel antecknar du en gång till.",
            "What is noted cannot be changed or taken away. If something goes wrong, note it once more.",
        )}</p>
    }
}
