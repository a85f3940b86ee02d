use domain::assessments::{Change, Piece};
use leptos::prelude::*;

use super::check::heading;
use super::frame::{Frame, FrameData};
use crate::ui::{Empty, use_lang};

/// What the page of changes shows.
#[derive(Clone, Debug)]
pub struct ChangesPageData {
    /// The surroundings.
    pub frame: FrameData,
    /// What the assessment is compared with, in words: a sentence.
    pub against: String,
    /// What differs.
    pub changes: Vec<Change>,
    /// Other things to compare with: address and words.
    pub others: Vec<(String, String)>,
}

/// What has changed, word by word.
#[component]
pub fn ChangesPage(data: ChangesPageData) -> impl IntoView {
    let l = use_lang();
    let ChangesPageData {
        frame,
        against,
        changes,
        others,
    } = data;
    view! {
        <Frame data=frame.clone() step=None>
            <h1>{l.t("Vad som har ändrats", "What has changed")}</h1>
            <p class="lead">{against}</p>
            {(!others.is_empty()).then(|| view! {
                <ul class="plain">{others.into_iter().map(|(href, words)| view! { <li><a href=href>{words}</a></li> }).collect_view()}</ul>
            })}
            {(!changes.is_empty()).then(|| view! { <h2>{l.t("Svar för svar", "Answer by answer")}</h2> })}
            <Changes frame=frame changes=changes/>
        </Frame>
    }
}

/// Changed answers, each with its question; what was taken out is struck through, what came is underlined, and both are said.
#[component]
pub fn Changes(
    /// The surroundings.
    frame: FrameData,
    /// What differs.
    changes: Vec<Change>,
) -> impl IntoView {
    let l = use_lang();
    if changes.is_empty() {
        return view! { <Empty><p>{l.t("Inget svar har ändrats.", "No answer has changed.")}</p></Empty> }
            .into_any();
    }
    let count = changes.len();
    view! {
        <p class="meta">{l.t(
            format!("{count} ändrade svar. Överstruket är borttaget, understruket är nytt."),
            format!("{count} changed answers. Struck through was removed, underlined is new."),
        )}</p>
        {changes.into_iter().map(|change| {
            let place = heading(&frame, change.section, l);
            let below = (!change.heading.is_empty()).then(|| format!(" · {}", change.heading));
            view! {
                <section class="change">
                    <h3>{place}{below}</h3>
                    <p class="cap">{change.label}</p>
                    <p class="pre diff">{change.pieces.into_iter().map(piece).collect_view()}</p>
                </section>
            }
        }).collect_view()}
    }
    .into_any()
}

fn piece(piece: Piece) -> impl IntoView {
    let l = use_lang();
    match piece {
        Piece::Same(text) => view! { <span>{text}</span> }.into_any(),
        Piece::Removed(text) => {
            view! { <del><span class="hidden">{l.t("borttaget: ", "removed: ")}</span>{text}</del> }
                .into_any()
        }
        Piece::Added(text) => {
            view! { <ins><span class="hidden">{l.t("nytt: ", "new: ")}</span>{text}</ins> }.into_any()
        }
    }
}
