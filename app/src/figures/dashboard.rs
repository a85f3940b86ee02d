use domain::figures::{Dimension, Indicator, LEAST, Shown};
use domain::language::Language;
use leptos::prelude::*;

use super::cards::{Card, Cards, Waiting, WaitingNow, sentence};
use super::compared::{ComparedNode, ComparedTable, HeardBars};
use super::periods::{PeriodChoice, Periods, address};
use super::ratings::{RatingLine, Ratings};
use super::trend::{Trend, TrendChart};
use crate::ui::{Crumb, use_lang};

/// What a dashboard shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DashboardData {
    /// The node's name.
    pub name: String,
    /// What is above it, the nearest last, with addresses for those who may open them.
    pub above: Vec<(String, Option<String>)>,
    /// Whether the reader works there and sees exact numbers.
    pub inside: bool,
    /// The period.
    pub choice: PeriodChoice,
    /// The indicators.
    pub cards: Vec<Card>,
    /// Days that the middle child waited, now and before.
    pub days: (Option<u32>, Option<u32>),
    /// What waits now, for those who work there.
    pub waiting: Option<Waiting>,
    /// The districts directly below.
    pub districts: Vec<ComparedNode>,
    /// The units below.
    pub units: Vec<ComparedNode>,
    /// How the unit rated itself, beside what its cases show.
    pub ratings: Vec<RatingLine>,
    /// Over time.
    pub trend: Trend,
    /// What each figure can be divided by.
    pub divisions: Vec<(Indicator, Dimension)>,
    /// Where the unit's settings are, for whoever answers for it.
    pub settings: Option<String>,
}

/// The page's title.
#[must_use]
pub fn dashboard_title(l: Language) -> &'static str {
    l.t("Siffror", "Figures")
}

/// The answer in a sentence: are the children heard, and do they get an answer?
fn lead(cards: &[Card], l: Language) -> String {
    let of = |indicator: Indicator| cards.iter().find(|c| c.indicator == indicator);
    let said: Vec<String> = [Indicator::Heard, Indicator::Answered]
        .into_iter()
        .filter_map(|i| {
            let counts = of(i)?.now.counts().filter(|c| c.of() > 0)?;
            Some(sentence(i, counts, l) + ".")
        })
        .collect();
    if said.is_empty() {
        l.t(
            "Det finns inga siffror att visa för perioden.",
            "There are no figures to show for the period.",
        )
        .to_owned()
    } else {
        said.join(" ")
    }
}

/// A unit's, a district's or the municipality's dashboard.
#[component]
pub fn DashboardPage(data: DashboardData) -> impl IntoView {
    let l = use_lang();
    let d = data;
    let mut crumbs = vec![(l.t("Enheter", "Units").to_owned(), Some("/enheter".to_owned()))];
    crumbs.extend(d.above);
    crumbs.push((d.name.clone(), None));
    let is_hidden = |shown: Shown| matches!(shown, Shown::TooFew | Shown::Of(_));
    let hidden = d.cards.iter().any(|c| is_hidden(c.now))
        || d.units
            .iter()
            .chain(&d.districts)
            .any(|n| n.figures.iter().any(|(_, s)| is_hidden(*s)));
    let against = d.choice.against.name(l);
    let (node, period) = (d.choice.node, d.choice.period);
    let lead = lead(&d.cards, l);
    view! {
        <div class="content wide">
            <Crumb parts=crumbs/>
            <h1>{l.t(format!("{}: hörs barnen?", d.name), format!("{}: are the children heard?", d.name))}</h1>
            <p class="lead">{lead}</p>
            <Periods choice=d.choice divided=None/>
            {d.waiting.map(|waiting| view! { <WaitingNow waiting=waiting/> })}
            <section>
                <h2>{l.t("I korthet", "In brief")}</h2>
                <Cards cards=d.cards days=d.days against=against/>
            </section>
            {(!d.districts.is_empty()).then(|| view! { <Compared nodes=d.districts title=l.t("Distrikten", "The districts") heading=l.t("Distrikt", "District")/> })}
            {(!d.units.is_empty()).then(|| view! { <Compared nodes=d.units title=l.t("Enheterna", "The units") heading=l.t("Enhet", "Unit")/> })}
            {(!d.ratings.is_empty()).then(|| view! { <Ratings lines=d.ratings/> })}
            <TrendChart trend=d.trend/>
            {(!d.divisions.is_empty()).then(|| view! {
                <section>
                    <h2>{l.t("Dela upp en siffra", "Divide a figure")}</h2>
                    <p>{l.t("Efter en sak i taget, så att inget barn kan pekas ut.", "By one thing at a time, so that no child can be pointed out.")}</p>
                    <ul>{Indicator::ALL.into_iter().filter_map(|indicator| {
                        let by: Vec<Dimension> = d.divisions.iter().filter(|(i, _)| *i == indicator).map(|(_, by)| *by).collect();
                        (!by.is_empty()).then(|| view! { <li class="divide"><span>{indicator.name(l)}{l.t(" efter", " by")}</span>
                            {by.into_iter().map(|by| {
                                let words = by.name(l).to_lowercase();
                                let label = l.t(format!("{} efter {words}", indicator.name(l)), format!("{} by {words}", indicator.name(l)));
                                view! { <a href=address(node, period, None, Some((indicator, by))) aria-label=label>{words}</a> }
                            }).collect_view()}
                        </li> })
                    }).collect_view()}</ul>
                </section>
            })}
            {(!d.inside && hidden).then(|| view! { <p class="meta">{l.t(
                format!("Grupper under {LEAST} visas inte utanför enheten, inte heller tal som de skulle gå att räkna ut ur."),
                format!("Groups below {LEAST} are not shown outside the unit, nor are numbers from which they could be worked out."),
            )}</p> })}
            <details class="definition">
                <summary>{l.t("Så räknas siffrorna", "How the figures are counted")}</summary>
                <dl>{Indicator::CARDS.into_iter().map(|i| view! { <dt>{i.name(l)}</dt><dd>{i.definition(l)}</dd> }).collect_view()}</dl>
            </details>
            {d.settings.map(|href| view! { <p class="toolbar"><a href=href>{l.t("Enhetens inställningar", "The unit's settings")}</a></p> })}
        </div>
    }
}

#[component]
fn Compared(nodes: Vec<ComparedNode>, title: &'static str, heading: &'static str) -> impl IntoView {
    let l = use_lang();
    let caption = l.t(
        format!("{title} sida vid sida, ärendenas siffror"),
        format!("{title} side by side, figures from the cases"),
    );
    view! {
        <section>
            <h2>{title}</h2>
            <HeardBars nodes=nodes.clone() heading=heading.to_owned()/>
            <ComparedTable nodes=nodes heading=heading.to_owned() caption=caption/>
        </section>
    }
}
