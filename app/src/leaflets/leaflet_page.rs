use domain::ids::UnitId;
use domain::language::Language;
use domain::organisation::LeafletKind;
use leptos::prelude::*;

use super::{leaflet_address, leaflets_title, unit_address};
use crate::ui::{Actions, Crumb, Notice, language_name, use_lang};

/// What a leaflet's page shows.
#[derive(Clone, Debug)]
pub struct LeafletPageData {
    /// The unit.
    pub unit: UnitId,
    /// Its name.
    pub unit_name: String,
    /// For whom the leaflet is.
    pub kind: LeafletKind,
    /// In which language.
    pub language: Language,
    /// Who saved the unit's text and when, in words; none where there is no text.
    pub saved: Option<String>,
    /// Whether the person may write the unit's text.
    pub may_edit: bool,
    /// The leaflet as HTML, escaped by the document renderer.
    pub preview: String,
}

/// A leaflet as it is printed.
#[component]
pub fn LeafletPage(data: LeafletPageData) -> impl IntoView {
    let l = use_lang();
    let LeafletPageData {
        unit,
        unit_name,
        kind,
        language,
        saved,
        may_edit,
        preview,
    } = data;
    let address = leaflet_address(unit, kind, language);
    let other = language.t(Language::English, Language::Swedish);
    let pdf = format!("{address}/blad.pdf");
    view! {
        <div class="content">
            <Crumb parts=vec![
                (leaflets_title(l).into(), Some("/informationsblad".into())),
                (unit_name.clone(), Some(unit_address(unit))),
                (kind.name(l).into(), None),
            ]/>
            <h1>{kind.name(l)}</h1>
            <p class="lead">{l.t(
                format!("Informationsblad från {unit_name}, på {}.", language_name(language, l).to_lowercase()),
                format!("Leaflet from {unit_name}, in {}.", language_name(language, l)),
            )}</p>
            <Actions>
                <a class="button" href=pdf.clone()>{l.t("Öppna som PDF", "Open as PDF")}</a>
                <a href=format!("{pdf}?stor=1")>{l.t("PDF med stor text", "PDF in large type")}</a>
                <a href=leaflet_address(unit, kind, other)>{l.t(
                    format!("Samma blad på {}", language_name(other, l).to_lowercase()),
                    format!("The same leaflet in {}", language_name(other, l)),
                )}</a>
            </Actions>
            <OwnText address=address saved=saved may_edit=may_edit/>
            <h2>{l.t("Så ser bladet ut", "How the leaflet looks")}</h2>
            <div class="letter" inner_html=preview></div>
        </div>
    }
}

/// Whether the unit's text is there, and the way to write it for those who may.
#[component]
fn OwnText(address: String, saved: Option<String>, may_edit: bool) -> impl IntoView {
    let l = use_lang();
    let href = format!("{address}/text");
    match (saved, may_edit) {
        (Some(saved), true) => view! {
            <p class="meta">{saved}" "<a href=href>{l.t("Ändra enhetens text", "Change the unit's text")}</a></p>
        }
        .into_any(),
        (Some(saved), false) => view! { <p class="meta">{saved}</p> }.into_any(),
        (None, may_edit) => view! {
            <Notice title=l.t("Enhetens egen text saknas", "The unit's own text is missing")>
                <p>{l.t(
                    "Bladet går att använda som det är. Det säger det allmänna, enhetens namn och telefon.",
                    "The leaflet can be used as it is. It says what is general, the unit's name and telephone.",
                )}</p>
                {if may_edit {
                    view! { <p><a href=href>{l.t("Skriv vilka ni är och hur man når er", "Write who you are and how to reach you")}</a></p> }.into_any()
                } else {
                    view! { <p>{l.t(
                        "Enhetens chef eller barnrättsombud kan skriva vilka ni är, när ni svarar och var ni finns.",
                        "The unit's manager or child-rights representative can write who you are, when you answer and where you are.",
                    )}</p> }.into_any()
                }}
            </Notice>
        }
        .into_any(),
    }
}
