use chrono::NaiveDate;
use domain::dates;
use domain::language::Language;
use domain::monitoring::UnitState;
use leptos::prelude::*;
use store::monitoring::{RoundLine, UnitLine};

use super::{HOME, part_address, round_address, urgency};
use crate::ui::{Tag, TagTone, use_lang};

/// On the start page of whoever answers for a unit: open rounds, with the deadline, what is missing and the last reminder.
#[component]
pub fn DueRounds(
    /// What waits.
    lines: Vec<UnitLine>,
    /// Today.
    today: NaiveDate,
) -> impl IntoView {
    let l = use_lang();
    (!lines.is_empty()).then(|| {
        view! {
            <section>
                <h2>{l.t("Egenkontroll", "Self-monitoring")}" "<span class="meta">{lines.len()}</span></h2>
                <ul class="task-list">
                    {lines.into_iter().map(|line| view! { <DueLine line=line today=today/> }).collect_view()}
                </ul>
            </section>
        }
    })
}

#[component]
fn DueLine(line: UnitLine, today: NaiveDate) -> impl IntoView {
    let l = use_lang();
    let (words, tone) = match line.state {
        UnitState::HandedIn => (
            l.t("Svara på anmärkning", "Reply to a remark").to_owned(),
            TagTone::Warn,
        ),
        _ => (
            dates::due_in_words(line.deadline, today, l),
            urgency(line.deadline, today),
        ),
    };
    let title = format!("{}: {}", line.unit_name, line.title);
    view! {
        <li>
            <div><a href=part_address(line.round, line.unit)>{title}</a>
                <span class="meta">{waits(&line, l)}</span>
                {line.reminded.map(|(word, _)| view! { <span class="meta">{l.t("Påminnelse: ", "Reminder: ")}{word}</span> })}
            </div>
            <Tag words=words tone=tone/>
        </li>
    }
}

/// What is left to do in a round, in words.
fn waits(line: &UnitLine, l: Language) -> String {
    let deadline = line.deadline;
    let state = line.state.name(l);
    match line.state {
        UnitState::HandedIn => match line.unreplied {
            1 => l
                .t("1 anmärkning väntar på svar", "1 remark waits for a reply")
                .to_owned(),
            n => l.t(
                format!("{n} anmärkningar väntar på svar"),
                format!("{n} remarks wait for a reply"),
            ),
        },
        _ if line.given_back => l.t(
            format!("Återlämnad till er, lämna in igen senast {deadline}. {state}."),
            format!("Given back to you, hand in again by {deadline}. {state}."),
        ),
        _ => l.t(
            format!("Lämna in senast {deadline}. {state}."),
            format!("Hand in by {deadline}. {state}."),
        ),
    }
}

/// On the start page of a coordinator: the open rounds, with how many have handed in.
#[component]
pub fn RunningRounds(
    /// The rounds that the person runs.
    lines: Vec<RoundLine>,
    /// Today.
    today: NaiveDate,
) -> impl IntoView {
    let l = use_lang();
    let open: Vec<RoundLine> = lines
        .into_iter()
        .filter(|line| line.closed_at.is_none())
        .collect();
    view! {
        <section>
            <h2>{l.t("Egenkontroll", "Self-monitoring")}" "<span class="meta">{open.len()}</span></h2>
            {if open.is_empty() {
                view! { <p class="meta">{l.t("Ingen omgång är öppen. ", "No round is open. ")}<a href=HOME>{l.t("Till egenkontrollen", "To self-monitoring")}</a></p> }.into_any()
            } else {
                view! { <ul class="task-list">
                    {open.into_iter().map(|line| {
                        let (handed_in, of, deadline) = (line.handed_in, line.of, line.deadline);
                        view! { <li>
                            <div><a href=round_address(line.id)>{line.title}</a>
                                <span class="meta">{l.t(
                                    format!("{handed_in} av {of} har lämnat in, sista dag {deadline}"),
                                    format!("{handed_in} of {of} have handed in, last day {deadline}"),
                                )}</span></div>
                            <Tag words=dates::due_in_words(deadline, today, l) tone=urgency(deadline, today)/>
                        </li> }
                    }).collect_view()}
                </ul> }.into_any()
            }}
        </section>
    }
}
