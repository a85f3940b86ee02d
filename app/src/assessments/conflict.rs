use domain::assessments::{Field, Group, Section};
use domain::fields::Fields;
use leptos::prelude::*;

use super::frame::{Frame, FrameData};
use crate::ui::{Actions, FieldView, HiddenVersion, Notice, use_lang};

/// What the conflict page shows.
#[derive(Clone, Debug)]
pub struct ConflictPageData {
    /// The surroundings.
    pub frame: FrameData,
    /// Which section.
    pub section: Section,
    /// What it asks.
    pub groups: Vec<Group>,
    /// What this person typed.
    pub mine: Fields,
    /// What the other saved.
    pub theirs: Fields,
    /// The other's version.
    pub version: i64,
    /// Who saved it.
    pub saved_by: String,
    /// When, in words.
    pub saved_at: String,
    /// Where the form posts to.
    pub action: String,
}

/// Both texts side by side. Nothing has been overwritten; the person says what is to stand.
#[component]
pub fn ConflictPage(data: ConflictPageData) -> impl IntoView {
    let l = use_lang();
    let ConflictPageData {
        frame,
        section,
        groups,
        mine,
        theirs,
        version,
        saved_by,
        saved_at,
        action,
    } = data;
    let (differ, same): (Vec<Field>, Vec<Field>) = groups
        .into_iter()
        .flat_map(|g| g.fields)
        .partition(|f| mine.raw(&f.name) != theirs.raw(&f.name));
    let asked: Vec<String> = differ.iter().chain(&same).map(|f| f.name.clone()).collect();
    // Texts of rows that the page does not ask for any more go along, so that none is lost.
    let rest: Vec<(String, String)> = theirs
        .0
        .iter()
        .filter(|(name, _)| !asked.contains(name))
        .map(|(n, t)| (n.clone(), t.clone()))
        .collect();
    let told = l.t(
        format!("{saved_by} sparade {saved_at}. Nedanför ser du båda texterna. Ändra i din ruta så som det ska stå, och spara."),
        format!("{saved_by} saved {saved_at}. Both texts are below. Change your box to what is to stand, and save."),
    );
    view! {
        <Frame data=frame step=Some(section.step())>
            <h1>{l.t("Samma sida har sparats någon annanstans", "The same page has been saved elsewhere")}</h1>
            <Notice kind="warn" title=l.t("Inget är överskrivet", "Nothing has been overwritten")>
                <p>{told}</p>
            </Notice>
            <form method="post" action=action>
                <HiddenVersion version=version/>
                {rest.into_iter().map(|(name, text)| view! { <input type="hidden" name=name value=text/> }).collect_view()}
                {same.into_iter().map(|f| { let text = theirs.raw(&f.name).to_owned(); view! { <input type="hidden" name=f.name value=text/> } }).collect_view()}
                {differ.into_iter().map(|field| {
                    let my_text = mine.raw(&field.name).to_owned();
                    let shown = field.in_words(theirs.raw(&field.name));
                    let shown = if shown.is_empty() { l.t("(tomt)", "(empty)").to_owned() } else { shown };
                    let by = saved_by.clone();
                    view! {
                        <div class="columns-2">
                            <div class="mine"><FieldView field=field value=my_text error=None/></div>
                            <div class="theirs"><p class="cap">{l.t(format!("Sparat av {by}"), format!("Saved by {by}"))}</p><p class="pre">{shown}</p></div>
                        </div>
                    }
                }).collect_view()}
                <Actions>
                    <button class="button" name="then" value="stay">{l.t("Spara min text", "Save my text")}</button>
                </Actions>
            </form>
        </Frame>
    }
}
