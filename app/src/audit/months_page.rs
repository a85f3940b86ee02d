use domain::audit::Part;
use domain::ids::{LogReviewId, UnitId};
use domain::language::Language;
use leptos::prelude::*;

use super::{LOG, months_address, review_address};
use crate::ui::{Crumb, Empty, Help, PostButton, Tag, TagTone, use_lang};

/// The title of the pages on which a review is chosen.
#[must_use]
pub fn log_title(language: Language) -> &'static str {
    language.t("Loggkontroll", "Review of the log")
}

/// Which unit's log?
#[component]
pub fn UnitsPage(
    /// The units that the person answers for: id, name, and how many months wait.
    units: Vec<(UnitId, String, usize)>,
) -> impl IntoView {
    let l = use_lang();
    view! {
        <div class="with-help">
            <div class="content">
                <h1>{log_title(l)}</h1>
                <p class="lead">{l.t("Vilken enhets logg vill du granska?", "Which unit's log do you want to review?")}</p>
                {if units.is_empty() {
                    view! { <Empty><p>{l.t("Du är inte chef för någon enhet som har ärenden.", "You manage no unit that has cases.")}</p></Empty> }.into_any()
                } else {
                    view! {
                        <p class="meta">{l.t(format!("{} enheter i bokstavsordning.", units.len()), format!("{} units in alphabetical order.", units.len()))}</p>
                        <ul class="task-list">
                            {units.into_iter().map(|(id, name, waiting)| {
                                let (words, tone) = match waiting {
                                    0 => (l.t("Inget väntar", "Nothing waits").to_owned(), TagTone::Good),
                                    1 => (l.t("1 månad väntar", "1 month waits").to_owned(), TagTone::Warn),
                                    n => (l.t(format!("{n} månader väntar"), format!("{n} months wait")), TagTone::Warn),
                                };
                                view! { <li><div><a href=months_address(id)>{name}</a></div><Tag words=words tone=tone/></li> }
                            }).collect_view()}
                        </ul>
                    }.into_any()
                }}
            </div>
            <Help><Why/></Help>
        </div>
    }
}

/// Why there is such a review.
#[component]
fn Why() -> impl IntoView {
    let l = use_lang();
    view! {
        <p>{l.t(
            "Den som är ansvarig för personuppgifterna ska kontrollera, systematiskt och återkommande, om någon obehörig kommer åt dem (lag 2001:454, 10 §).",
            "Whoever is responsible for the personal data has to check, systematically and recurrently, whether anybody unauthorised gets at them (Act 2001:454, section 10).",
        )}</p>
        <p>{l.t(
            "En rad i urvalet betyder inte att någon har gjort fel. De flesta öppningar hör till arbetet.",
            "A row in the selection does not mean that somebody did wrong. Most openings belong to the work.",
        )}</p>
    }
}

/// A month of a unit.
#[derive(Clone, Debug)]
pub struct MonthLine {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// From when on it can be reviewed, in words; none once it is over.
    pub runs_until: Option<String>,
    /// Its reviews.
    pub parts: Vec<PartLine>,
}

/// A review of a month.
#[derive(Clone, Debug)]
pub struct PartLine {
    /// Whose openings.
    pub part: Part,
    /// The review.
    pub id: LogReviewId,
    /// Rows.
    pub of: i64,
    /// Rows with a verdict.
    pub judged: i64,
    /// When it was signed, in words.
    pub signed: Option<String>,
    /// Whether the person reviews it.
    pub mine: bool,
}

/// What the page of a unit's months shows.
#[derive(Clone, Debug)]
pub struct MonthsPageData {
    /// The unit.
    pub unit: UnitId,
    /// Its name.
    pub unit_name: String,
    /// This month and those that have something to review, the latest first.
    pub months: Vec<MonthLine>,
    /// The names of those who manage what lies above.
    pub above: Vec<String>,
    /// Whether the person reaches several units.
    pub others: bool,
}

/// The months of a unit and how far each has come.
#[component]
pub fn MonthsPage(data: MonthsPageData) -> impl IntoView {
    let l = use_lang();
    let MonthsPageData {
        unit,
        unit_name,
        months,
        above,
        others,
    } = data;
    let first = others.then(|| LOG.to_owned());
    let who = if above.is_empty() {
        l.t(
            "Ingen är i dag chef över enhetens chef här i verktyget. Raderna ligger kvar tills någon får den rollen.",
            "Nobody manages what lies above the unit here in the tool today. The rows stay until somebody gets that role.",
        )
        .to_owned()
    } else {
        let names = above.join(", ");
        l.t(
            format!("De granskas av den som är chef närmast över: {names}."),
            format!("They are reviewed by whoever manages what lies above: {names}."),
        )
    };
    view! {
        <div class="with-help">
            <div class="content">
                <Crumb parts=vec![(log_title(l).into(), first), (unit_name.clone(), None)]/>
                <h1>{log_title(l)}</h1>
                <p class="lead">{unit_name}</p>
                <p class="meta">{l.t(
                    "Den här månaden och de senaste tolv som har öppningar, den senaste först.",
                    "This month and those of the last twelve that have openings, the latest first.",
                )}</p>
                <ul class="cards one-column">
                    {months.into_iter().map(|month| view! { <MonthCard unit=unit month=month/> }).collect_view()}
                </ul>
            </div>
            <Help>
                <Why/>
                <p>{l.t("Ingen granskar sina egna öppningar. Chefers öppningar är därför en egen granskning. ", "Nobody reviews their own openings. Managers' openings are therefore a review of their own. ")}{who}</p>
                <p>{l.t(
                    "Urvalet dras en gång per månad och går inte att dra om.",
                    "The selection is drawn once a month and cannot be drawn again.",
                )}</p>
            </Help>
        </div>
    }
}

#[component]
fn MonthCard(unit: UnitId, month: MonthLine) -> impl IntoView {
    let l = use_lang();
    let MonthLine {
        code,
        name,
        runs_until,
        parts,
    } = month;
    let begun = !parts.is_empty();
    // What others review is told, but is not this person's to finish.
    let signed = begun
        && parts
            .iter()
            .filter(|part| part.mine)
            .all(|part| part.signed.is_some());
    let (words, tone) = match (&runs_until, begun, signed) {
        (Some(_), ..) => (l.t("Pågår", "Under way"), TagTone::Plain),
        (None, true, true) => (l.t("Signerad", "Signed"), TagTone::Good),
        (None, true, false) => (l.t("Påbörjad", "Begun"), TagTone::Warn),
        (None, false, ..) => (l.t("Inte granskad", "Not reviewed"), TagTone::Bad),
    };
    let draws = runs_until.is_none() && !begun;
    view! {
        <li class="card">
            <h2>{name.clone()}" "<Tag words=words tone=tone/></h2>
            {runs_until.map(|day| view! { <p class="meta">{l.t(format!("Kan granskas från {day}."), format!("Can be reviewed from {day}."))}</p> })}
            {draws.then(|| view! {
                <PostButton action=format!("{}/{code}", months_address(unit)) label=l.t("Dra urvalet och börja", "Draw the selection and begin")
                    context=name class="button"/>
            })}
            {parts.into_iter().map(|part| view! { <PartView part=part/> }).collect_view()}
        </li>
    }
}

#[component]
fn PartView(part: PartLine) -> impl IntoView {
    let l = use_lang();
    let words = match part.part {
        Part::Unit => l.t("Medarbetarnas öppningar", "The employees' openings"),
        Part::Managers => l.t("Chefers öppningar", "Managers' openings"),
    };
    let (judged, of) = (part.judged, part.of);
    let far = part.signed.unwrap_or_else(|| {
        l.t(
            format!("{judged} av {of} rader bedömda"),
            format!("{judged} of {of} rows judged"),
        )
    });
    view! {
        <p>{if part.mine {
            view! { <a href=review_address(part.id)>{words}</a> }.into_any()
        } else {
            view! { <span>{words}</span> }.into_any()
        }}<span class="meta">" "{far}</span></p>
    }
}
