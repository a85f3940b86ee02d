use std::sync::Arc;

use chrono::NaiveDate;
use domain::content::Localised;
use domain::dates;
use domain::fields::FieldErrors;
use domain::language::Language;
use domain::monitoring::{Instrument, InstrumentKind, Item, figure_name};
use leptos::prelude::*;
use store::monitoring::PublishedInstrument;

use super::{HOME, INSTRUMENTS, monitoring_title, version_address};
use crate::ui::{
    Actions, Crumb, ErrorSummary, FileField, Help, KeyValue, SummaryList, Tag, TagTone, use_lang,
};

/// A version as it stands in the list.
#[derive(Clone, Debug)]
pub struct InstrumentLine {
    /// For whom.
    pub kind: InstrumentKind,
    /// What is known of it.
    pub published: PublishedInstrument,
    /// The day on which it was published.
    pub published_on: NaiveDate,
    /// Whether rounds are opened with it today.
    pub in_force: bool,
}

impl InstrumentLine {
    fn state(&self, today: NaiveDate, l: Language) -> (&'static str, TagTone) {
        if self.in_force {
            (l.t("gäller i dag", "in force today"), TagTone::Good)
        } else if self.published.effective_from > today {
            (l.t("börjar gälla senare", "begins later"), TagTone::Warn)
        } else {
            (l.t("har gällt", "was in force"), TagTone::Plain)
        }
    }

    fn origin(&self, l: Language) -> String {
        let day = self.published_on;
        match (&self.published.published_by, self.published.own) {
            (Some(name), false) => l.t(
                format!("Kommunens egen, publicerad {day} av {name}"),
                format!("The municipality's own, published {day} by {name}"),
            ),
            (None, false) => l.t(
                format!("Kommunens egen, publicerad {day}"),
                format!("The municipality's own, published {day}"),
            ),
            (_, true) => l.t(
                format!("Följde med programmet, inlagd {day}"),
                format!("Came with the program, added {day}"),
            ),
        }
    }

    fn used(&self, l: Language) -> String {
        match self.published.used {
            0 => l
                .t("Ingen omgång är öppnad med den", "No round is opened with it")
                .to_owned(),
            1 => l
                .t("1 omgång är öppnad med den", "1 round is opened with it")
                .to_owned(),
            n => l.t(
                format!("{n} omgångar är öppnade med den"),
                format!("{n} rounds are opened with it"),
            ),
        }
    }
}

/// What the list of versions shows.
#[derive(Clone, Debug)]
pub struct InstrumentsPageData {
    /// The versions of each kind, the latest first.
    pub versions: Vec<InstrumentLine>,
    /// Whether the person also has the rounds' page.
    pub has_rounds: bool,
    /// Why a file was not taken.
    pub errors: FieldErrors,
    /// What the parser or the check said about it.
    pub words: Option<String>,
    /// Today.
    pub today: NaiveDate,
}

/// The title of [`InstrumentsPage`].
#[must_use]
pub fn instruments_title(language: Language) -> &'static str {
    language.t("Egenkontrollens frågor", "What self-monitoring asks")
}

/// Every version of what is asked, and a way to publish another.
#[component]
pub fn InstrumentsPage(data: InstrumentsPageData) -> impl IntoView {
    let l = use_lang();
    let InstrumentsPageData {
        versions,
        has_rounds,
        errors,
        words,
        today,
    } = data;
    view! {
        <div class="with-help">
            <div class="content">
                {has_rounds.then(|| view! { <Crumb parts=vec![(monitoring_title(l).into(), Some(HOME.into())), (instruments_title(l).into(), None)]/> })}
                <ErrorSummary errors=errors.clone()/>
                <h1>{instruments_title(l)}</h1>
                <p class="lead">{l.t(
                    "En omgång behåller den version som den öppnades med.",
                    "A round keeps the version that it was opened with.",
                )}</p>
                {InstrumentKind::ALL.into_iter().map(|kind| {
                    let lines: Vec<InstrumentLine> = versions.iter().filter(|line| line.kind == kind).cloned().collect();
                    view! {
                        <section>
                            <h2>{kind.name(l)}" "<span class="meta">{lines.len()}</span></h2>
                            <p class="meta">{l.t("Den som gäller senast står först.", "The one that takes effect last stands first.")}</p>
                            <ul class="cards one-column">
                                {lines.into_iter().map(|line| view! { <VersionCard line=line today=today/> }).collect_view()}
                            </ul>
                        </section>
                    }
                }).collect_view()}
                <UploadForm error=errors.of("file").map(str::to_owned) words=words/>
            </div>
            <Help>
                <p>{l.t(
                    "En version ändras aldrig. Vill du rätta något publicerar du en ny.",
                    "A version never changes. To mend something, publish a new one.",
                )}</p>
                <p>{l.t(
                    "Svaren hör ihop med punktens kod. Ge aldrig en gammal kod till en ny punkt, då jämförs olika saker med varandra.",
                    "Answers belong to the item's code. Never give an old code to a new item, or different things are compared.",
                )}</p>
            </Help>
        </div>
    }
}

#[component]
fn VersionCard(line: InstrumentLine, today: NaiveDate) -> impl IntoView {
    let l = use_lang();
    let (words, tone) = line.state(today, l);
    let (origin, used) = (line.origin(l), line.used(l));
    let PublishedInstrument {
        version,
        effective_from,
        note,
        ..
    } = line.published;
    let from = dates::long(effective_from, l);
    let address = version_address(line.kind, &version);
    let which = format!("{}, {version}", line.kind.name(l));
    view! {
        <li class="card">
            <h3>{version}" "<Tag words=words tone=tone/></h3>
            <p>{l.t(format!("Gäller från {from}"), format!("In force from {from}"))}</p>
            {(!note.is_empty()).then(|| view! { <p>{note}</p> })}
            <p class="meta">{origin}" · "{used}</p>
            <Actions>
                <a href=address.clone()>{l.t("Läs punkterna", "Read the items")}<span class="hidden">" " {which.clone()}</span></a>
                <a href=format!("{address}/fil")>{l.t("Hämta filen", "Get the file")}<span class="hidden">" " {which}</span></a>
            </Actions>
        </li>
    }
}

#[component]
fn UploadForm(error: Option<String>, words: Option<String>) -> impl IntoView {
    let l = use_lang();
    view! {
        <section>
            <h2>{l.t("Publicera en ny version", "Publish a new version")}</h2>
            <ol>
                <li>{l.t("Hämta filen för den version som gäller i dag.", "Get the file of the version that is in force today.")}</li>
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
            <form method="post" action=format!("{INSTRUMENTS}/forhandsgranska") enctype="multipart/form-data">
                <FileField name="file" accept=".toml,.txt,text/plain" error=error
                    label=l.t("Vilken fil?", "Which file?")
                    hint=l.t("En textfil i formatet TOML, sparad som UTF-8, högst 256 KB.", "A text file in the format TOML, saved as UTF-8, at most 256 KB.")/>
                <Actions><button class="button">{l.t("Förhandsgranska", "Preview")}</button></Actions>
            </form>
        </section>
    }
}

/// What the page of one version shows.
#[derive(Clone, Debug)]
pub struct InstrumentPageData {
    /// What is known of it.
    pub line: InstrumentLine,
    /// What it asks.
    pub instrument: Arc<Instrument>,
    /// Today.
    pub today: NaiveDate,
}

/// All items of one version.
#[component]
pub fn InstrumentPage(data: InstrumentPageData) -> impl IntoView {
    let l = use_lang();
    let InstrumentPageData {
        line,
        instrument,
        today,
    } = data;
    let (words, tone) = line.state(today, l);
    let (origin, used) = (line.origin(l), line.used(l));
    let address = version_address(line.kind, &line.published.version);
    let rows = [
        (l.t("För", "For"), line.kind.name(l).to_owned()),
        (
            l.t("Gäller från", "In force from"),
            dates::long(line.published.effective_from, l),
        ),
        (
            l.t("Nytt i den", "What is new in it"),
            line.published.note.clone(),
        ),
        (l.t("Varifrån", "Where from"), origin),
        (l.t("Används", "Used"), used),
        (l.t("Innehåll", "Content"), content_in_words(&instrument, l)),
    ]
    .map(|(key, value)| KeyValue {
        key: key.to_owned(),
        value,
        change: None,
    });
    view! {
        <div class="content">
            <Crumb parts=vec![
                (instruments_title(l).into(), Some(INSTRUMENTS.into())),
                (line.published.version.clone(), None),
            ]/>
            <h1>{l.t("Version", "Version")}" "{line.published.version.clone()}" "<Tag words=words tone=tone/></h1>
            <SummaryList rows=Vec::from(rows)/>
            <p><a href=format!("{address}/fil")>{l.t("Hämta filen", "Get the file")}</a></p>
            <h2>{l.t("Punkterna", "The items")}</h2>
            <Items instrument=instrument/>
        </div>
    }
}

/// `7 områden, 31 punkter`.
pub(super) fn content_in_words(instrument: &Instrument, l: Language) -> String {
    let (areas, items) = (instrument.areas.len(), instrument.items().count());
    l.t(
        format!("{areas} områden, {items} punkter"),
        format!("{areas} areas, {items} items"),
    )
}

/// Everything that an instrument asks, in both languages.
#[component]
pub(super) fn Items(instrument: Arc<Instrument>) -> impl IntoView {
    let l = use_lang();
    instrument
        .areas
        .clone()
        .into_iter()
        .map(|area| {
            let title = format!("{} ({})", area.title.get(l), area.items.len());
            view! {
                <details>
                    <summary>{title}</summary>
                    <Both text=area.lead/>
                    <ul class="cards one-column">
                        {area.items.into_iter().map(|item| view! { <li class="card"><ItemView item=item/></li> }).collect_view()}
                    </ul>
                </details>
            }
        })
        .collect_view()
}

/// One item with what belongs to it.
#[component]
pub(super) fn ItemView(item: Item) -> impl IntoView {
    let l = use_lang();
    let figure = item.figure.as_deref().map(|code| figure_name(code, l));
    view! {
        <Both text=item.text strong=true/>
        <p class="meta">{l.t("Helt på plats", "Fully in place")}</p>
        <Both text=item.full/>
        {figure.map(|name| view! { <p class="meta">{l.t("Visas bredvid: ", "Shown beside: ")}{name}</p> })}
        <p class="meta"><code>{item.code}</code></p>
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
