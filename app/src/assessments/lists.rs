use domain::assessments::{Gap, Section, Step};
use domain::content::content;
use leptos::prelude::*;

use super::addresses::address_of;
use super::frame::{Frame, FrameData};
use crate::ui::{Actions, Tag, TagTone, use_lang};

/// How much of a section is missing, as a mark.
#[component]
pub(super) fn SectionState(data: FrameData, section: Section, gaps: Vec<Gap>) -> impl IntoView {
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
            <p class="lead">{step.map(|s| s.lead_for(data.case.kind, l).to_owned())}</p>
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
            <p class="lead">{step.map(|s| s.lead_for(data.case.kind, l).to_owned())}</p>
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
