use chrono::NaiveDate;
use domain::content::Checklist;
use domain::dates;
use domain::fields::FieldErrors;
use domain::language::Language;
use leptos::prelude::*;
use store::checklists::PublishedChecklist;

use super::questions::{Questions, questions_in_words};
use crate::ui::{
    Actions, Crumb, ErrorSummary, FileField, Help, KeyValue, SummaryList, Tag, TagTone, use_lang,
};

/// A version as it stands in the list.
#[derive(Clone, Debug)]
pub struct VersionLine {
    /// What is known of it.
    pub published: PublishedChecklist,
    /// The day on which it was published.
    pub published_on: NaiveDate,
    /// Whether assessments are begun with it today.
    pub in_force: bool,
}

impl VersionLine {
    fn state(&self, today: NaiveDate, l: Language) -> (&'static str, TagTone) {
        if self.in_force {
            (l.t("gäller i dag", "in force today"), TagTone::Good)
        } else if self.published.effective_from > today {
            (l.t("börjar gälla senare", "begins later"), TagTone::Warn)
        } else {
            (l.t("har gällt", "was in force"), TagTone::Plain)
        }
    }

    /// Whose it is, when it was published, and by whom.
    fn origin(&self, l: Language) -> String {
        let day = self.published_on;
        match (&self.published.published_by, self.published.own) {
            (_, true) => l.t(
                format!("Följde med programmet, inlagd {day}"),
                format!("Came with the program, added {day}"),
            ),
            (Some(name), false) => l.t(
                format!("Kommunens egen, publicerad {day} av {name}"),
                format!("The municipality's own, published {day} by {name}"),
            ),
            (None, false) => l.t(
                format!("Kommunens egen, publicerad {day}"),
                format!("The municipality's own, published {day}"),
            ),
        }
    }

    fn used(&self, l: Language) -> String {
        match self.published.used {
            0 => l
                .t("Ingen analys är gjord med den", "No assessment is made with it")
                .to_owned(),
            1 => l
                .t("1 analys är gjord med den", "1 assessment is made with it")
                .to_owned(),
            n => l.t(
                format!("{n} analyser är gjorda med den"),
                format!("{n} assessments are made with it"),
            ),
        }
    }
}

/// What the list of versions shows.
#[derive(Clone, Debug)]
pub struct ChecklistsPageData {
    /// The versions, the latest first.
    pub versions: Vec<VersionLine>,
    /// Why a file was not taken.
    pub errors: FieldErrors,
    /// What the parser or the check said about it.
    pub words: Option<String>,
    /// Today.
    pub today: NaiveDate,
}

/// The title of [`ChecklistsPage`].
#[must_use]
pub fn checklists_title(language: Language) -> &'static str {
    language.t("Checklistor", "Checklists")
}

/// Every version of the checklist, and a way to publish another.
#[component]
pub fn ChecklistsPage(data: ChecklistsPageData) -> impl IntoView {
    let l = use_lang();
    let ChecklistsPageData {
        versions,
        errors,
        words,
        today,
    } = data;
    let in_force = versions
        .iter()
        .find(|line| line.in_force)
        .map(|line| line.published.version.clone());
    let count = versions.len();
    view! {
        <div class="with-help">
            <div class="content">
                <ErrorSummary errors=errors.clone()/>
                <h1>{checklists_title(l)}</h1>
                <p class="lead">{l.t(
                    "Checklistan är frågorna som ställs om varje artikel. En analys behåller den version som den började med.",
                    "The checklist is the questions that are asked about each article. An assessment keeps the version that it was begun with.",
                )}</p>
                <h2>{l.t("Versionerna", "The versions")}" "<span class="meta">{count}</span></h2>
                <p class="meta">{l.t("Den som gäller senast står först.", "The one that takes effect last stands first.")}</p>
                <ul class="cards one-column">
                    {versions.into_iter().map(|line| view! { <VersionCard line=line today=today/> }).collect_view()}
                </ul>
                <UploadForm in_force=in_force error=errors.of("file").map(str::to_owned) words=words/>
            </div>
            <Help>
                <p>{l.t(
                    "En version ändras aldrig. Vill du rätta något publicerar du en ny.",
                    "A version never changes. To mend something, publish a new one.",
                )}</p>
                <p>{l.t(
                    "De fem artiklarna 2, 3, 6, 12 och 19 hör till varje analys och kan inte tas bort.",
                    "The five articles 2, 3, 6, 12 and 19 belong to every assessment and cannot be taken out.",
                )}</p>
            </Help>
        </div>
    }
}

#[component]
fn VersionCard(line: VersionLine, today: NaiveDate) -> impl IntoView {
    let l = use_lang();
    let (words, tone) = line.state(today, l);
    let (origin, used) = (line.origin(l), line.used(l));
    let PublishedChecklist {
        version,
        effective_from,
        note,
        ..
    } = line.published;
    let from = dates::long(effective_from, l);
    view! {
        <li class="card">
            <h3>{version.clone()}" "<Tag words=words tone=tone/></h3>
            <p>{l.t(format!("Gäller från {from}"), format!("In force from {from}"))}</p>
            {(!note.is_empty()).then(|| view! { <p>{note}</p> })}
            <p class="meta">{origin}" · "{used}</p>
            <Actions>
                <a href=format!("/checklistor/{version}")>{l.t("Läs frågorna", "Read the questions")}<span class="hidden">" " {version.clone()}</span></a>
                <a href=format!("/checklistor/{version}/fil")>{l.t("Hämta filen", "Get the file")}<span class="hidden">" " {version.clone()}</span></a>
            </Actions>
        </li>
    }
}

#[component]
fn UploadForm(
    /// The version that is in force today.
    in_force: Option<String>,
    error: Option<String>,
    words: Option<String>,
) -> impl IntoView {
    let l = use_lang();
    view! {
        <section>
            <h2>{l.t("Publicera en ny version", "Publish a new version")}</h2>
            <ol>
                <li>{l.t("Hämta filen för den version som gäller i dag", "Get the file of the version that is in force today")}
                    {in_force.map(|version| view! { ": "<a href=format!("/checklistor/{version}/fil")>{version.clone()}</a> })}"."</li>
                <li>{l.t(
                    "Ändra i den med ett program för ren text. Ge versionen ett nytt namn och en dag då den börjar gälla.",
                    "Change it with a program for plain text. Give the version a new name and a day from which it is in force.",
                )}</li>
                <li>{l.t(
                    "Välj filen här. Du får läsa igenom allt innan något publiceras.",
                    "Choose the file here. You can read through everything before anything is published.",
                )}</li>
            </ol>
            {words.map(|words| view! {
                <p class="meta">{l.t("Så här står det om filen:", "This is what is said about the file:")}</p>
                <pre class="pre" lang="en">{words}</pre>
            })}
            <form method="post" action="/checklistor/forhandsgranska" enctype="multipart/form-data">
                <FileField name="file" accept=".toml,.txt,text/plain" error=error
                    label=l.t("Vilken fil?", "Which file?")
                    hint=l.t("En textfil i formatet TOML, sparad som UTF-8, högst 512 KB.", "A text file in the format TOML, saved as UTF-8, at most 512 KB.")/>
                <Actions><button class="button">{l.t("Förhandsgranska", "Preview")}</button></Actions>
            </form>
        </section>
    }
}

/// What the page of one version shows.
#[derive(Clone, Debug)]
pub struct ChecklistPageData {
    /// What is known of it.
    pub line: VersionLine,
    /// Its questions.
    pub list: Checklist,
    /// Today.
    pub today: NaiveDate,
}

/// All questions of one version.
#[component]
pub fn ChecklistPage(data: ChecklistPageData) -> impl IntoView {
    let l = use_lang();
    let ChecklistPageData { line, list, today } = data;
    let (words, tone) = line.state(today, l);
    let (origin, used) = (line.origin(l), line.used(l));
    let PublishedChecklist {
        version,
        effective_from,
        note,
        ..
    } = line.published;
    let count: usize = list.articles.iter().map(|a| a.questions.len()).sum();
    let rows = [
        (
            l.t("Gäller från", "In force from"),
            dates::long(effective_from, l),
        ),
        (l.t("Nytt i den", "What is new in it"), note),
        (l.t("Varifrån", "Where from"), origin),
        (l.t("Används", "Used"), used),
        (l.t("Innehåll", "Content"), questions_in_words(count, l)),
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
                (version.clone(), None),
            ]/>
            <h1>{l.t("Version", "Version")}" "{version.clone()}" "<Tag words=words tone=tone/></h1>
            <SummaryList rows=Vec::from(rows)/>
            <p><a href=format!("/checklistor/{version}/fil")>{l.t("Hämta filen", "Get the file")}</a></p>
            <h2>{l.t("Frågorna", "The questions")}</h2>
            <Questions list=list/>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    #[test]
    fn the_version_in_force_is_told_from_those_before_and_after_it() {
        let day = |d: u32| NaiveDate::from_ymd_opt(2026, 3, d).unwrap();
        let line = |from: u32, in_force: bool| VersionLine {
            published: PublishedChecklist {
                version: "2026.2".into(),
                effective_from: day(from),
                own: false,
                note: String::new(),
                published_by: None,
                published_at: DateTime::UNIX_EPOCH,
                used: 0,
            },
            published_on: day(1),
            in_force,
        };
        let l = Language::Swedish;
        assert_eq!(line(2, true).state(day(2), l).0, "gäller i dag");
        assert_eq!(line(3, false).state(day(2), l).0, "börjar gälla senare");
        assert_eq!(line(2, false).state(day(2), l).0, "har gällt");
    }
}
