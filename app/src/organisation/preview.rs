use domain::content::{ArticleChange, ArticleFate, Checklist, Question};
use domain::dates;
use domain::fields::{FieldErrors, Fields};
use leptos::prelude::*;

use super::checklists::checklists_title;
use super::questions::{QuestionView, Questions, questions_in_words};
use crate::ui::{
    Actions, Crumb, ErrorSummary, KeyValue, Notice, SummaryList, Tag, TagTone, TextField, TickField, use_lang,
};

/// What the preview of a version shows.
#[derive(Clone, Debug)]
pub struct PreviewPageData {
    /// The version.
    pub list: Checklist,
    /// The version that is in force today.
    pub before: String,
    /// What is different from it.
    pub changes: Vec<ArticleChange>,
    /// What is typed, and in `source` the file's text.
    pub fields: Fields,
    /// What has to be mended.
    pub errors: FieldErrors,
}

/// A version before it is published: what is new in it, all its questions, and the button.
#[component]
pub fn PreviewPage(data: PreviewPageData) -> impl IntoView {
    let l = use_lang();
    let PreviewPageData {
        list,
        before,
        changes,
        fields,
        errors,
    } = data;
    let version = list.version.clone();
    let count: usize = list.articles.iter().map(|a| a.questions.len()).sum();
    let from = dates::long(list.effective_from, l);
    let rows = [
        (l.t("Version", "Version"), version),
        (l.t("Gäller från", "In force from"), from),
        (l.t("Innehåll", "Content"), questions_in_words(count, l)),
        (
            l.t("Jämförs med", "Compared with"),
            l.t(
                format!("{before}, som gäller i dag"),
                format!("{before}, in force today"),
            ),
        ),
    ]
    .map(|(key, value)| KeyValue {
        key: key.to_owned(),
        value,
        change: None,
    });
    view! {
        <div class="content">
            <Crumb parts=vec![
                (checklists_title(l).into(), Some("/checklistor".into())),
                (l.t("Förhandsgranska", "Preview").into(), None),
            ]/>
            <ErrorSummary errors=errors.clone()/>
            <h1>{l.t("Förhandsgranska versionen", "Preview the version")}</h1>
            <Notice kind="info" title=l.t("Inget är publicerat än", "Nothing is published yet")>
                <p>{l.t(
                    "Publicera längst ner på sidan när du har läst igenom frågorna. En publicerad version går inte att ändra.",
                    "Publish at the end of the page when you have read the questions. A published version cannot be changed.",
                )}</p>
            </Notice>
            <SummaryList rows=Vec::from(rows)/>
            <h2>{l.t("Det här är nytt", "What is new")}</h2>
            {if changes.is_empty() {
                view! { <p>{l.t(
                    "Inget utom versionens namn och dagen då den börjar gälla.",
                    "Nothing but the version's name and the day from which it is in force.",
                )}</p> }.into_any()
            } else {
                changes.into_iter().map(|change| view! { <Change change=change/> }).collect_view().into_any()
            }}
            <h2>{l.t("Alla frågor", "All questions")}</h2>
            <Questions list=list/>
            <section>
                <h2>{l.t("Publicera", "Publish")}</h2>
                <form method="post" action="/checklistor/publicera">
                    <input type="hidden" name="source" value=fields.raw("source").to_owned()/>
                    <TextField name="note" value=fields.raw("note") error=errors.of("note").map(str::to_owned)
                        label=l.t("Vad är nytt i versionen?", "What is new in the version?")
                        hint=l.t("En rad. Den står i listan över versioner.", "One line. It stands in the list of versions.")/>
                    <TickField name="read" checked=fields.ticked("read") error=errors.of("read").map(str::to_owned)
                        label=l.t("Jag har läst igenom frågorna", "I have read through the questions")/>
                    <Actions>
                        <button class="button">{l.t("Publicera versionen", "Publish the version")}</button>
                        <a href="/checklistor">{l.t("Avbryt", "Cancel")}</a>
                    </Actions>
                </form>
            </section>
        </div>
    }
}

/// What is different about one article.
#[component]
fn Change(change: ArticleChange) -> impl IntoView {
    let l = use_lang();
    let (number, title) = (change.number, change.title.get(l).to_owned());
    let tag = match change.fate {
        ArticleFate::Added => Some((l.t("ny artikel", "new article"), TagTone::Good)),
        ArticleFate::Removed => Some((l.t("artikeln är borttagen", "article removed"), TagTone::Bad)),
        ArticleFate::Kept => None,
    };
    let told = [
        (
            change.reworded,
            l.t(
                "Artikelns egna texter, hänvisningar eller när den väljs är ändrade.",
                "The article's own texts, its references or when it is chosen have changed.",
            ),
        ),
        (
            change.reordered,
            l.t(
                "Frågorna står i en annan ordning.",
                "The questions stand in another order.",
            ),
        ),
        (
            change.find_out,
            l.t(
                "Vad som ska tas reda på är ändrat.",
                "What is to be found out has changed.",
            ),
        ),
    ]
    .into_iter()
    .filter_map(|(is_so, words)| is_so.then_some(words))
    .collect::<Vec<_>>();
    view! {
        <section>
            <h3>{l.t(format!("Artikel {number}: {title}"), format!("Article {number}: {title}"))}
                {tag.map(|(words, tone)| view! { " "<Tag words=words tone=tone/> })}</h3>
            {(!told.is_empty()).then(|| view! {
                <ul>{told.into_iter().map(|words| view! { <li>{words}</li> }).collect_view()}</ul>
            })}
            <Group title=l.t("Nya frågor", "New questions") questions=change.added/>
            <Group title=l.t("Borttagna frågor", "Questions taken out") questions=change.removed/>
            <Changed pairs=change.changed/>
        </section>
    }
}

#[component]
fn Group(#[prop(into)] title: String, questions: Vec<Question>) -> impl IntoView {
    let count = questions.len();
    (count > 0).then(|| {
        view! {
            <h4>{title}" "<span class="meta">{count}</span></h4>
            <ul class="cards one-column">
                {questions.into_iter().map(|question| view! { <li class="card"><QuestionView question=question/></li> }).collect_view()}
            </ul>
        }
    })
}

/// Questions as they were and as they are.
#[component]
fn Changed(pairs: Vec<(Question, Question)>) -> impl IntoView {
    let l = use_lang();
    let count = pairs.len();
    (count > 0).then(|| {
        view! {
            <h4>{l.t("Ändrade frågor", "Changed questions")}" "<span class="meta">{count}</span></h4>
            <ul class="cards one-column">
                {pairs.into_iter().map(|(before, now)| view! {
                    <li class="card">
                        <p class="meta">{l.t("Förut", "Before")}</p>
                        <QuestionView question=before/>
                        <p class="meta">{l.t("Nu", "Now")}</p>
                        <QuestionView question=now/>
                    </li>
                }).collect_view()}
            </ul>
        }
    })
}
