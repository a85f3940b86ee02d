use domain::assessments::{Gap, Section, Step};
use domain::content::content;
use domain::fields::FieldErrors;
use domain::ids::NoteId;
use leptos::prelude::*;

use super::addresses::address_of;
use super::frame::{Frame, FrameData};
use crate::ui::{Actions, ChoiceField, Empty, ErrorSummary, PostButton, Tag, TagTone, use_lang};

/// How much of a section is missing, as a mark.
#[component]
fn SectionState(data: FrameData, section: Section, gaps: Vec<Gap>) -> impl IntoView {
    let l = use_lang();
    let started = data
        .material
        .sections
        .get(&section)
        .is_some_and(|f| !f.0.is_empty());
    let left = gaps.iter().filter(|g| g.section == Some(section)).count();
    let (words, tone) = match (started, left) {
        (false, _) => (l.t("ej påbörjad", "not started").to_owned(), TagTone::Plain),
        (true, 0) => (l.t("klar", "done").to_owned(), TagTone::Good),
        (true, n) => (l.t(format!("{n} saknas"), format!("{n} missing")), TagTone::Warn),
    };
    view! { <Tag words=words tone=tone/> }
}

/// Step 2: each child on its own.
#[component]
pub fn ChildrenPage(data: FrameData, gaps: Vec<Gap>) -> impl IntoView {
    let l = use_lang();
    let step = content().step(Step::Children.code());
    let id = data.assessment.id;
    let case = data.case.id;
    let first = data
        .material
        .children
        .first()
        .map(|c| address_of(id, Section::Child(c.id)));
    let may_add = data.writable();
    view! {
        <Frame data=data.clone() step=Some(Step::Children)>
            <h1>{step.map(|s| s.title.get(l).to_owned())}</h1>
            <p class="lead">{step.map(|s| s.lead.get(l).to_owned())}</p>
            <ul class="task-list">
                {data.material.children.iter().map(|c| {
                    let section = Section::Child(c.id);
                    view! { <li><a href=address_of(id, section)>{c.full_label(l)}</a><SectionState data=data.clone() section=section gaps=gaps.clone()/></li> }
                }).collect_view()}
            </ul>
            {may_add.then(|| view! { <p><a href=format!("/arenden/{case}/barn/nytt")>{l.t("Lägg till ett barn i ärendet", "Add a child to the case")}</a></p> })}
            {first.map(|href| view! { <Actions><a class="button" href=href>{l.t("Fortsätt", "Continue")}</a></Actions> })}
        </Frame>
    }
}

/// Step 5: the articles.
#[component]
pub fn ArticlesPage(data: FrameData, gaps: Vec<Gap>) -> impl IntoView {
    let l = use_lang();
    let step = content().step(Step::Articles.code());
    let id = data.assessment.id;
    let next = data
        .material
        .articles()
        .iter()
        .find(|a| gaps.iter().any(|g| g.section == Some(Section::Article(a.number))))
        .map_or_else(
            || format!("/bedomning/{id}/avvagning"),
            |a| address_of(id, Section::Article(a.number)),
        );
    let choices = data.material.checklist.optional().next().is_some();
    let chosen = data.material.articles().iter().filter(|a| a.optional).count();
    let writable = data.writable();
    let no_alternatives = data.material.alternatives().len() < 2;
    view! {
        <Frame data=data.clone() step=Some(Step::Articles)>
            <h1>{step.map(|s| s.title.get(l).to_owned())}</h1>
            <p class="lead">{step.map(|s| s.lead.get(l).to_owned())}</p>
            {no_alternatives.then(|| view! {
                <crate::ui::Notice kind="info" title=l.t("Skriv alternativen först", "Write the alternatives first")>
                    <p><a href=format!("/bedomning/{id}/fraga")>{l.t("Gå till Frågan", "Go to The question")}</a>
                        {l.t(". Följderna jämförs sedan för varje alternativ.", ". The consequences are then compared for each alternative.")}</p>
                </crate::ui::Notice>
            })}
            <ul class="task-list">
                {data.material.articles().into_iter().map(|a| {
                    let section = Section::Article(a.number);
                    let name = l.t(format!("Artikel {}: {}", a.number, a.title.get(l)), format!("Article {}: {}", a.number, a.title.get(l)));
                    view! { <li><a href=address_of(id, section)>{name}</a><SectionState data=data.clone() section=section gaps=gaps.clone()/></li> }
                }).collect_view()}
            </ul>
            {choices.then(|| view! {
                <p><a href=address_of(id, Section::ArticleChoice)>{if writable {
                    l.t("Lägg till fler artiklar", "Add further articles")
                } else {
                    l.t("Se vilka fler artiklar som valdes", "See which further articles were chosen")
                }}</a> <span class="meta">{l.t(format!(" {chosen} valda"), format!(" {chosen} chosen"))}</span></p>
            })}
            <p><a href=format!("/bedomning/{id}/jamforelse")>{l.t("Jämför alternativen i en tabell", "Compare the alternatives in a table")}</a></p>
            <Actions><a class="button" href=next>{l.t("Fortsätt", "Continue")}</a></Actions>
        </Frame>
    }
}

/// A note in the list of the child's voice.
#[derive(Clone, Debug)]
pub struct NoteLine {
    /// The note.
    pub id: NoteId,
    /// The child's label.
    pub child: String,
    /// What it is, in words.
    pub kind: String,
    /// The day, in words; empty where none is written.
    pub on: String,
    /// How many things the child said.
    pub statements: usize,
}

/// What the page of step 4 shows.
#[derive(Clone, Debug)]
pub struct VoicePageData {
    /// The surroundings.
    pub frame: FrameData,
    /// The notes.
    pub notes: Vec<NoteLine>,
    /// What is missing in the whole assessment.
    pub gaps: Vec<Gap>,
    /// What has to be mended in the form for a new note.
    pub errors: FieldErrors,
    /// The chosen child and kind.
    pub chosen: (String, String),
    /// The day of an earlier decision in the case, in words, where its talks can be taken over.
    pub earlier: Option<String>,
}

/// Step 4: the notes of each child's participation.
#[component]
pub fn VoicePage(data: VoicePageData) -> impl IntoView {
    let l = use_lang();
    let VoicePageData {
        frame,
        notes,
        gaps,
        errors,
        chosen,
        earlier,
    } = data;
    let step = content().step(Step::Voice.code());
    let id = frame.assessment.id;
    let open = frame.writable();
    let children: Vec<_> = frame
        .material
        .children
        .iter()
        .map(|c| (c.id.to_string(), c.full_label(l)))
        .collect();
    let kinds = vec![
        (
            "heard".to_owned(),
            l.t("Planera eller skriv ner ett samtal", "Plan or write down a talk")
                .to_owned(),
        ),
        (
            "not_heard".to_owned(),
            l.t(
                "Skriv varför barnet inte har hörts",
                "Write why the child has not been heard",
            )
            .to_owned(),
        ),
    ];
    let waiting: Vec<_> = gaps
        .iter()
        .filter(|g| g.step == Step::Voice && g.section.is_none())
        .map(|g| g.message.clone())
        .collect();
    let child_value = if children.len() == 1 {
        children.first().map(|c| c.0.clone()).unwrap_or_default()
    } else {
        chosen.0
    };
    view! {
        <Frame data=frame.clone() step=Some(Step::Voice)>
            <ErrorSummary errors=errors.clone()/>
            <h1>{step.map(|s| s.title.get(l).to_owned())}</h1>
            <p class="lead">{step.map(|s| s.lead.get(l).to_owned())}</p>
            {if notes.is_empty() {
                view! { <Empty><p>{l.t(
                    "Inget är skrivet ännu. Varje barn ska antingen höras, eller så ska det stå varför det inte har hörts.",
                    "Nothing is written yet. Each child is either heard, or it is written why it has not been heard.",
                )}</p></Empty> }.into_any()
            } else {
                view! { <ul class="task-list">
                    {notes.into_iter().map(|n| {
                        let section = Section::Note(n.id);
                        let statements = (n.statements > 0).then(|| l.t(format!("{} uttalanden", n.statements), format!("{} statements", n.statements)));
                        view! { <li>
                            <div><a href=address_of(id, section)>{n.kind}": "{n.child}</a><span class="meta">{n.on}" "{statements}</span></div>
                            <SectionState data=frame.clone() section=section gaps=gaps.clone()/>
                        </li> }
                    }).collect_view()}
                </ul> }.into_any()
            }}
            {(!waiting.is_empty()).then(|| view! { <ul class="gap">{waiting.into_iter().map(|m| view! { <li>{m}</li> }).collect_view()}</ul> })}
            {earlier.map(|day| view! {
                <div class="offer">
                    <PostButton action=format!("/bedomning/{id}/rost/hamta") label=l.t(format!("Hämta samtalen från beslutet {day}"), format!("Take over the talks from the decision of {day}"))/>
                    <p class="meta">{l.t("Barnens ord och det som är känt följer med. Bedömningarna gör du på nytt.", "The children's words and what is known come along. You make the judgements anew.")}</p>
                </div>
            })}
            {open.then(|| view! {
                <form method="post" action=format!("/bedomning/{id}/rost")>
                    <h2>{l.t("Ny anteckning", "New note")}</h2>
                    <ChoiceField name="child" label=l.t("Vilket barn?", "Which child?") options=children value=child_value error=errors.of("child").map(str::to_owned)/>
                    <ChoiceField name="kind" label=l.t("Vad vill du skriva?", "What do you want to write?") options=kinds value=chosen.1 error=errors.of("kind").map(str::to_owned)/>
                    <Actions><button class="button">{l.t("Skapa anteckning", "Create note")}</button>
                        <a href=format!("/bedomning/{id}/artiklar")>{l.t("Fortsätt till artiklarna", "Continue to the articles")}</a></Actions>
                </form>
            })}
        </Frame>
    }
}
