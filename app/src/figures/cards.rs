use domain::figures::{Indicator, Shown};
use domain::language::Language;
use leptos::prelude::*;

use super::words::{change, instead};
use crate::charts::ShareBar;
use crate::ui::use_lang;

/// One indicator in a period, and in the one that it is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Card {
    /// What is counted.
    pub indicator: Indicator,
    /// In the period.
    pub now: Shown,
    /// In the other one.
    pub before: Shown,
}

/// What waits in a unit, in numbers; the lists are on the start page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Answers past their day.
    pub answers_late: i64,
    /// Measures past their day.
    pub measures_late: i64,
    /// Follow-ups past their day.
    pub follow_ups_late: i64,
    /// Assessments whose planned day of decision has passed without a signature.
    pub decisions_late: i64,
    /// Assessments that wait for a second person.
    pub to_review: i64,
}

/// The indicators side by side.
#[component]
pub(super) fn Cards(
    cards: Vec<Card>,
    /// Days that the middle child waited for its answer, now and before.
    days: (Option<u32>, Option<u32>),
    /// What the period is compared with, in words.
    against: String,
) -> impl IntoView {
    let l = use_lang();
    let since = l.t(format!("sedan {against}"), format!("since {against}"));
    view! {
        <div class="cards figures">
            {cards.into_iter().map(|card| {
                let counts = card.now.counts().filter(|c| c.of() > 0);
                let changed = change(card.now, card.before, l);
                let since = since.clone();
                view! { <div class="card">
                    <h3 class="card-title">{card.indicator.name(l)}</h3>
                    {match counts {
                        Some(c) => view! {
                            <p class="n">{c.percent()}" %"</p>
                            <ShareBar percent=c.percent().unwrap_or_default()/>
                            <p class="of">{sentence(card.indicator, c, l)}</p>
                        }.into_any(),
                        None => view! { <p class="of">{instead(card.now, l)}</p> }.into_any(),
                    }}
                    {changed.map(|(words, class)| view! { <p class=class>{words}" "{since}</p> })}
                </div> }
            }).collect_view()}
            {days.0.map(|now| view! { <div class="card">
                <h3 class="card-title">{l.t("Dagar till svar", "Days to the answer")}</h3>
                <p class="n">{now}</p>
                <p class="of">{l.t("dagar från beslut till svar för barnet i mitten (median)", "days from the decision to the answer for the child in the middle (median)")}</p>
                {days.1.map(|before| view! { <p class="meta">{l.t(format!("{before} dagar {since}"), format!("{before} days {since}"))}</p> })}
            </div> })}
        </div>
    }
}

/// `22 av 31 barn hördes före beslutet`.
pub(super) fn sentence(indicator: Indicator, counts: domain::figures::Counts, l: Language) -> String {
    let (n, m, counted) = (counts.yes, counts.of(), indicator.counted(l));
    l.t(format!("{n} av {m} {counted}"), format!("{n} of {m} {counted}"))
}

/// What waits now. Only inside the unit.
#[component]
pub(super) fn WaitingNow(waiting: Waiting) -> impl IntoView {
    let l = use_lang();
    let w = waiting;
    let lines = [
        (
            w.answers_late,
            l.t("svar till barn är försenade", "answers to children are late"),
        ),
        (w.measures_late, l.t("åtgärder är försenade", "measures are late")),
        (
            w.follow_ups_late,
            l.t("uppföljningar är försenade", "follow-ups are late"),
        ),
        (
            w.decisions_late,
            l.t(
                "analyser saknar underskrift fast beslutsdagen har passerat",
                "assessments lack a signature although the day of the decision has passed",
            ),
        ),
        (
            w.to_review,
            l.t("analyser väntar på granskning", "assessments wait for review"),
        ),
    ];
    let nothing = lines.iter().all(|(n, _)| *n == 0);
    view! {
        <section>
            <h2>{l.t("Väntar just nu", "Waiting right now")}</h2>
            {if nothing {
                view! { <p class="ok">{l.t("Inget är försenat och inget väntar på granskning.", "Nothing is late and nothing waits for review.")}</p> }.into_any()
            } else {
                view! {
                    <ul>{lines.into_iter().filter(|(n, _)| *n > 0).map(|(n, words)| view! { <li><strong>{n}</strong>" "{words}</li> }).collect_view()}</ul>
                    <p class="toolbar"><a href="/">{l.t("Gå till listorna", "Go to the lists")}</a></p>
                }.into_any()
            }}
        </section>
    }
}
