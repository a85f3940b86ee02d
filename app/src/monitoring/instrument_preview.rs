use std::sync::Arc;

use domain::dates;
use domain::fields::{FieldErrors, Fields};
use domain::monitoring::{AreaFate, Instrument, InstrumentChange, Item};
use leptos::prelude::*;

use super::INSTRUMENTS;
use super::instruments::{ItemView, Items, content_in_words, instruments_title};
use crate::ui::{
    Actions, Crumb, ErrorSummary, KeyValue, Notice, SummaryList, Tag, TagTone, TextField, TickField, use_lang,
};

/// What the preview of a version shows.
#[derive(Clone, Debug)]
pub struct InstrumentPreviewData {
    /// The version.
    pub instrument: Instrument,
    /// The version that is in force today.
    pub before: String,
    /// What is different from it.
    pub changes: Vec<InstrumentChange>,
    /// What is typed, and in `source` the file's text.
    pub fields: Fields,
    /// What has to be mended.
    pub errors: FieldErrors,
}

/// A version before it is published: what is new in it, all its items, and the button.
#[component]
pub fn InstrumentPreview(data: InstrumentPreviewData) -> impl IntoView {
    let l = use_lang();
    let InstrumentPreviewData {
        instrument,
        before,
        changes,
        fields,
        errors,
    } = data;
    let rows = [
        (l.t("För", "For"), instrument.kind.name(l).to_owned()),
        (l.t("Version", "Version"), instrument.version.clone()),
        (
            l.t("Gäller från", "In force from"),
            dates::long(instrument.effective_from, l),
        ),
        (l.t("Innehåll", "Content"), content_in_words(&instrument, l)),
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
                (instruments_title(l).into(), Some(INSTRUMENTS.into())),
                (l.t("Förhandsgranska", "Preview").into(), None),
            ]/>
            <ErrorSummary errors=errors.clone()/>
            <h1>{l.t("Förhandsgranska versionen", "Preview the version")}</h1>
            <Notice kind="info" title=l.t("Inget är publicerat än", "Nothing is published yet")>
                <p>{l.t(
                    "Publicera längst ner på sidan när du har läst igenom punkterna. En publicerad version går inte att ändra.",
                    "Publish at the end of the page when you have read the items. A published version cannot be changed.",
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
            <h2>{l.t("Alla punkter", "All items")}</h2>
            <Items instrument=Arc::new(instrument)/>
            <section>
                <h2>{l.t("Publicera", "Publish")}</h2>
                <form method="post" action=format!("{INSTRUMENTS}/publicera")>
                    <input type="hidden" name="source" value=fields.raw("source").to_owned()/>
                    <TextField name="note" value=fields.raw("note") error=errors.of("note").map(str::to_owned)
                        label=l.t("Vad är nytt i versionen?", "What is new in the version?")
                        hint=l.t("En rad. Den står i listan över versioner.", "One line. It stands in the list of versions.")/>
                    <TickField name="read" checked=fields.ticked("read") error=errors.of("read").map(str::to_owned)
                        label=l.t("Jag har läst igenom punkterna", "I have read through the items")/>
                    <Actions>
                        <button class="button">{l.t("Publicera versionen", "Publish the version")}</button>
                        <a href=INSTRUMENTS>{l.t("Avbryt", "Cancel")}</a>
                    </Actions>
                </form>
            </section>
        </div>
    }
}

#[component]
fn Change(change: InstrumentChange) -> impl IntoView {
    let l = use_lang();
    let tag = match change.fate {
        AreaFate::Added => Some((l.t("nytt område", "new area"), TagTone::Good)),
        AreaFate::Removed => Some((l.t("området är borttaget", "area removed"), TagTone::Bad)),
        AreaFate::Kept => None,
    };
    view! {
        <section>
            <h3>{change.title.get(l).to_owned()}{tag.map(|(words, tone)| view! { " "<Tag words=words tone=tone/> })}</h3>
            {change.reworded.then(|| view! { <p>{l.t("Områdets rubrik eller inledning är ändrad.", "The area's heading or introduction has changed.")}</p> })}
            {change.reordered.then(|| view! { <p>{l.t("Punkterna står i en annan ordning.", "The items stand in another order.")}</p> })}
            <Group title=l.t("Nya punkter", "New items") items=change.added/>
            <Group title=l.t("Borttagna punkter", "Items taken out") items=change.removed/>
            <Changed pairs=change.changed/>
        </section>
    }
}

#[component]
fn Group(title: &'static str, items: Vec<Item>) -> impl IntoView {
    (!items.is_empty()).then(|| view! {
        <h4>{title}" "<span class="meta">{items.len()}</span></h4>
        <ul class="cards one-column">
            {items.into_iter().map(|item| view! { <li class="card"><ItemView item=item/></li> }).collect_view()}
        </ul>
    })
}

#[component]
fn Changed(pairs: Vec<(Item, Item)>) -> impl IntoView {
    let l = use_lang();
    (!pairs.is_empty()).then(|| {
        view! {
            <h4>{l.t("Ändrade punkter", "Changed items")}" "<span class="meta">{pairs.len()}</span></h4>
            <ul class="cards one-column">
                {pairs.into_iter().map(|(before, now)| view! {
                    <li class="card">
                        <p class="meta">{l.t("Förut", "Before")}</p>
                        <ItemView item=before/>
                        <p class="meta">{l.t("Nu", "Now")}</p>
                        <ItemView item=now/>
                    </li>
                }).collect_view()}
            </ul>
        }
    })
}
