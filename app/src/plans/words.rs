use domain::language::Language;
use domain::plans::{ActivityCounts, ActivityState, PlanState};

use crate::ui::TagTone;

/// The title of the pages of all plans.
#[must_use]
pub fn plans_title(l: Language) -> &'static str {
    l.t("Implementeringsplaner", "Implementation plans")
}

/// The title of a plan's page; the year is no name.
#[must_use]
pub fn plan_title(year: i32, l: Language) -> String {
    l.t(
        format!("Implementeringsplan {year}"),
        format!("Implementation plan {year}"),
    )
}

/// The title of the representatives' register.
#[must_use]
pub fn register_title(l: Language) -> &'static str {
    l.t("Barnrättsombud", "Child-rights representatives")
}

/// The title of the list of meetings.
#[must_use]
pub fn meetings_title(l: Language) -> &'static str {
    l.t("Ombudens möten", "The representatives' meetings")
}

/// The title of the training register.
#[must_use]
pub fn trainings_title(l: Language) -> &'static str {
    l.t("Utbildningar", "Training")
}

/// How a plan's state, or that there is none, is shown.
#[must_use]
pub fn state_tag(state: Option<PlanState>, l: Language) -> (&'static str, TagTone) {
    match state {
        None => (l.t("Saknar plan", "No plan"), TagTone::Bad),
        Some(state) => {
            let tone = match state {
                PlanState::Draft => TagTone::Plain,
                PlanState::Submitted => TagTone::Warn,
                PlanState::Returned => TagTone::Bad,
                PlanState::Noted => TagTone::Good,
            };
            (state.name(l), tone)
        }
    }
}

/// How an activity's state is shown.
pub(super) fn activity_tag(state: ActivityState, late: bool, l: Language) -> (&'static str, TagTone) {
    let tone = match state {
        _ if late => TagTone::Bad,
        ActivityState::Done => TagTone::Good,
        ActivityState::InProgress => TagTone::Warn,
        _ => TagTone::Plain,
    };
    (state.name(l), tone)
}

/// A plan's activities in a sentence: how many of how many are done, and what became of others.
#[must_use]
pub fn counts_in_words(counts: ActivityCounts, l: Language) -> String {
    let (done, total) = (counts.done, counts.total());
    if total == 0 {
        return l.t("Inga aktiviteter än.", "No activities yet.").to_owned();
    }
    let mut parts = vec![l.t(
        format!("{done} av {total} aktiviteter genomförda"),
        format!("{done} of {total} activities done"),
    )];
    for (n, sv, en) in [
        (counts.in_progress, "pågår", "in progress"),
        (counts.late, if counts.late == 1 { "sen" } else { "sena" }, "late"),
        (
            counts.cancelled,
            if counts.cancelled == 1 {
                "inställd"
            } else {
                "inställda"
            },
            "cancelled",
        ),
        (
            counts.carried_over,
            if counts.carried_over == 1 {
                "förd vidare"
            } else {
                "förda vidare"
            },
            "carried over",
        ),
    ] {
        if n > 0 {
            parts.push(format!("{n} {}", l.t(sv, en)));
        }
    }
    format!("{}.", parts.join(", "))
}

/// That nothing about clients is written here; beside every text of these pages.
pub(super) fn no_clients(l: Language) -> &'static str {
    l.t(
        "Skriv inget om enskilda barn, klienter eller ärenden här. Planer och register läses av fler än dem som arbetar med ärendet.",
        "Write nothing about individual children, clients or cases here. Plans and registers are read by more people than those who work with the case.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_is_told_with_its_denominator_and_only_what_there_is() {
        let counts = ActivityCounts {
            not_begun: 2,
            done: 3,
            late: 1,
            carried_over: 2,
            ..ActivityCounts::default()
        };
        let told = counts_in_words(counts, Language::Swedish);
        assert_eq!(told, "3 av 7 aktiviteter genomförda, 1 sen, 2 förda vidare.");
        let none = counts_in_words(ActivityCounts::default(), Language::English);
        assert_eq!(none, "No activities yet.");
    }
}
