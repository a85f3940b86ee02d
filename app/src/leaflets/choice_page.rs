use domain::ids::UnitId;
use domain::language::Language;
use domain::organisation::LeafletKind;
use leptos::prelude::*;

use super::{leaflet_address, unit_address};
use crate::ui::{Crumb, Empty, Help, Tag, TagTone, language_name, use_lang};

/// The title of [`ChoicePage`] and [`UnitChoicePage`].
#[must_use]
pub fn leaflets_title(language: Language) -> &'static str {
    language.t("Informationsblad", "Leaflets")
}

/// For whoever has a role in several units: which unit's leaflets?
#[component]
pub fn ChoicePage(
    /// The units with their names, by name.
    units: Vec<(UnitId, String)>,
) -> impl IntoView {
    let l = use_lang();
    let count = units.len();
    view! {
        <div class="content">
            <h1>{leaflets_title(l)}</h1>
            <p class="lead">{l.t(
                "Välj vilken enhets blad du vill läsa eller skriva ut.",
                "Choose the unit whose leaflets you want to read or print.",
            )}</p>
            {if units.is_empty() {
                view! { <Empty><p>{l.t(
                    "Du har ingen roll i någon enhet än. Din administratör kan ge dig en.",
                    "You have no role in any unit yet. Your administrator can give you one.",
                )}</p></Empty> }.into_any()
            } else {
                view! {
                    <p class="meta">{l.t(format!("{count} enheter i bokstavsordning."), format!("{count} units in alphabetical order."))}</p>
                    <ul class="plain">
                        {units.into_iter().map(|(unit, name)| view! { <li><a href=unit_address(unit)>{name}</a></li> }).collect_view()}
                    </ul>
                }.into_any()
            }}
        </div>
    }
}

/// A unit's leaflets: for whom, and in which language.
#[component]
pub fn UnitChoicePage(
    /// The unit.
    unit: UnitId,
    /// Its name.
    name: String,
    /// Where the unit says something of itself.
    written: Vec<(LeafletKind, Language)>,
    /// Whether the person may write that.
    may_edit: bool,
    /// Whether there are other units to choose from.
    others: bool,
) -> impl IntoView {
    let l = use_lang();
    let all = LeafletKind::ALL.len() * Language::ALL.len();
    let count = written.len();
    let first = if others {
        Some("/informationsblad".to_owned())
    } else {
        None
    };
    view! {
        <div class="with-help">
            <div class="content">
                <Crumb parts=vec![(leaflets_title(l).into(), first), (name.clone(), None)]/>
                <h1>{leaflets_title(l)}</h1>
                <p class="lead">{l.t(
                    "Att ge till barn, unga och föräldrar innan ni pratar. Välj vem som ska läsa och på vilket språk.",
                    "To give to children, young people and parents before you talk. Choose who is to read and in which language.",
                )}</p>
                <p class="meta">{l.t(
                    format!("{name} har skrivit sin egen text i {count} av {all} blad."),
                    format!("{name} has written its own text in {count} of {all} leaflets."),
                )}</p>
                <ul class="cards one-column">
                    {LeafletKind::ALL.into_iter().map(|kind| {
                        let written = written.clone();
                        view! { <li class="card">
                            <h2>{kind.name(l)}</h2>
                            <ul class="plain">
                                {Language::ALL.into_iter().map(|language| {
                                    let has = written.contains(&(kind, language));
                                    view! { <Version unit=unit kind=kind language=language has=has/> }
                                }).collect_view()}
                            </ul>
                        </li> }
                    }).collect_view()}
                </ul>
            </div>
            <Help>
                <p>{l.t(
                    "Det allmänna i bladen är lika för alla enheter. Sist i varje blad står vilka ni är och hur man når er.",
                    "What is general in the leaflets is the same for all units. At the end of each stands who you are and how to reach you.",
                )}</p>
                <p>{if may_edit {
                    l.t(
                        "Du kan skriva enhetens text. Öppna ett blad och välj det där.",
                        "You can write the unit's text. Open a leaflet and choose it there.",
                    )
                } else {
                    l.t(
                        "Enhetens text skrivs av chefen eller barnrättsombudet.",
                        "The unit's text is written by the manager or the child-rights representative.",
                    )
                }}</p>
            </Help>
        </div>
    }
}

#[component]
fn Version(unit: UnitId, kind: LeafletKind, language: Language, has: bool) -> impl IntoView {
    let l = use_lang();
    let (words, tone) = if has {
        (
            l.t("enhetens text finns", "the unit's text is there"),
            TagTone::Good,
        )
    } else {
        (
            l.t("enhetens text saknas", "the unit's text is missing"),
            TagTone::Plain,
        )
    };
    view! {
        <li>
            <a href=leaflet_address(unit, kind, language)>{language_name(language, l)}<span class="hidden">" "{kind.name(l)}</span></a>
            " "<Tag words=words tone=tone/>
        </li>
    }
}
