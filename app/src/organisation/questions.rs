use domain::assessments::Depth;
use domain::content::{Article, Checklist, FindOut, Localised, Question};
use domain::language::Language;
use leptos::prelude::*;

use crate::ui::use_lang;

/// Everything that a checklist asks, an article at a time, in both languages.
#[component]
pub(super) fn Questions(list: Checklist) -> impl IntoView {
    let Checklist {
        articles, find_out, ..
    } = list;
    articles
        .into_iter()
        .map(|article| {
            let of_article = |f: &&FindOut| f.article == article.number;
            let find_out: Vec<FindOut> = find_out.iter().filter(of_article).cloned().collect();
            view! { <ArticleView article=article find_out=find_out/> }
        })
        .collect_view()
}

#[component]
fn ArticleView(article: Article, find_out: Vec<FindOut>) -> impl IntoView {
    let l = use_lang();
    let (number, title, count) = (
        article.number,
        article.title.get(l).to_owned(),
        article.questions.len(),
    );
    let areas: Vec<&str> = article.proposed_for.iter().map(|area| area.name(l)).collect();
    let areas = areas.join(", ");
    view! {
        <details>
            <summary>{l.t(
                format!("Artikel {number}: {title}, {}", questions_in_words(count, l)),
                format!("Article {number}: {title}, {}", questions_in_words(count, l)),
            )}</summary>
            <p class="meta">{if article.optional {
                l.t("Kan väljas till.", "Can be chosen.")
            } else {
                l.t("Gås alltid igenom.", "Always gone through.")
            }}</p>
            {article.when.map(|when| view! { <Both text=when/> })}
            {(!areas.is_empty()).then(|| view! { <p>{l.t(
                format!("Föreslås för: {areas}."),
                format!("Proposed for: {areas}."),
            )}</p> })}
            <p class="meta">{l.t("Rubrik på sidan", "Heading of the page")}</p>
            <Both text=article.question/>
            {(!article.help.is_empty()).then(|| view! {
                <p class="meta">{l.t("Till hjälp", "Help")}</p>
                {article.help.into_iter().map(|text| view! { <Both text=text/> }).collect_view()}
            })}
            <ul class="cards one-column">
                {article.questions.into_iter().map(|question| view! { <li class="card"><QuestionView question=question/></li> }).collect_view()}
            </ul>
            {(!find_out.is_empty()).then(|| view! {
                <p class="meta">{l.t("Att ta reda på", "To find out")}</p>
                <ul class="cards one-column">
                    {find_out.into_iter().map(|found| view! { <li class="card"><FindOutView found=found/></li> }).collect_view()}
                </ul>
            })}
        </details>
    }
}

/// One question with what belongs to it.
#[component]
pub(super) fn QuestionView(question: Question) -> impl IntoView {
    let l = use_lang();
    let audience = asked_of(&question, l);
    let Question {
        id,
        text,
        hint,
        example,
        ..
    } = question;
    view! {
        <Both text=text strong=true/>
        <Both text=hint/>
        {example.map(|example| view! {
            <p class="meta">{l.t("Exempel", "Example")}</p>
            <Both text=example/>
        })}
        <p class="meta">{audience}" · "<code>{id}</code></p>
    }
}

#[component]
fn FindOutView(found: FindOut) -> impl IntoView {
    let l = use_lang();
    let area = found
        .area
        .map_or(l.t("Alla verksamhetsområden", "All areas"), |area| area.name(l));
    view! {
        <Both text=found.what strong=true/>
        <Both text=found.how/>
        <p class="meta">{area}</p>
    }
}

/// A text in the page's language and, below, in the other one: both are published.
#[component]
fn Both(
    text: Localised,
    /// Whether it is what the entry is about.
    #[prop(optional)]
    strong: bool,
) -> impl IntoView {
    let l = use_lang();
    let other = l.t(Language::English, Language::Swedish);
    let (here, there) = (text.get(l).to_owned(), text.get(other).to_owned());
    view! {
        {if strong {
            view! { <p><strong>{here}</strong></p> }.into_any()
        } else {
            view! { <p>{here}</p> }.into_any()
        }}
        <p class="meta" lang=other.code()>{there}</p>
    }
}

/// `3 frågor`.
pub(super) fn questions_in_words(count: usize, l: Language) -> String {
    match count {
        1 => l.t("1 fråga", "1 question").to_owned(),
        n => l.t(format!("{n} frågor"), format!("{n} questions")),
    }
}

/// Where a question is asked: of which cases, in which areas, at which depths.
fn asked_of(question: &Question, l: Language) -> String {
    let areas: Vec<&str> = question.areas.iter().map(|area| area.name(l)).collect();
    let whom = match (question.general, areas.is_empty()) {
        (true, _) => l.t("Generella beslut", "General decisions").to_owned(),
        (false, true) => l.t("Alla verksamhetsområden", "All areas").to_owned(),
        (false, false) => areas.join(", "),
    };
    let depths: Vec<&str> = question
        .depths
        .iter()
        .filter_map(|code| Depth::from_code(code))
        .map(|depth| depth.word(l))
        .collect();
    format!("{whom} · {}", depths.join(", "))
}

#[cfg(test)]
mod tests {
    use domain::organisation::AreaOfOperation;

    use super::*;

    #[test]
    fn where_a_question_is_asked_stands_in_words() {
        let text = || Localised {
            sv: "Vad?".into(),
            en: "What?".into(),
        };
        let mut question = Question {
            id: "3.what".into(),
            text: text(),
            hint: text(),
            areas: vec![],
            general: false,
            depths: vec!["standard".into(), "thorough".into()],
            example: None,
        };
        let l = Language::Swedish;
        assert_eq!(
            asked_of(&question, l),
            "Alla verksamhetsområden · normal, fördjupad"
        );
        question.areas = vec![AreaOfOperation::Elderly, AreaOfOperation::Disability];
        assert_eq!(
            asked_of(&question, l),
            "Äldre, Funktionsnedsättning · normal, fördjupad"
        );
        question.general = true;
        assert_eq!(asked_of(&question, l), "Generella beslut · normal, fördjupad");
    }
}
