use chrono::NaiveDate;

use crate::dates;
use crate::fields::Fields;

/// The most statements that are looked for; more are never stored.
const MOST_STATEMENTS: usize = 40;

/// Where a talk stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TalkState {
    /// It has not been held yet.
    Planned,
    /// It has been held.
    Held,
    /// It did not take place.
    CalledOff,
}

/// Reads from a talk's note where the talk stands: the answer where it is given. Otherwise a talk counts as held once its day has
/// come or something that the child said is written.
#[must_use]
pub fn talk_state(note: &Fields, today: NaiveDate) -> TalkState {
    match note.text("went") {
        "not_held" => TalkState::CalledOff,
        "held" => TalkState::Held,
        _ if has_statements(note) => TalkState::Held,
        _ if dates::parse(note.text("held_on")).is_some_and(|day| day <= today) => TalkState::Held,
        _ => TalkState::Planned,
    }
}

/// Whether a talk's note says that the talk did not take place; this depends on no day.
#[must_use]
pub fn is_called_off(note: &Fields) -> bool {
    note.text("went") == "not_held"
}

/// Whether something that the child said is written in a note.
#[must_use]
pub fn has_statements(note: &Fields) -> bool {
    (1..=note.highest("statement", MOST_STATEMENTS)).any(|n| note.has(&format!("statement.{n}.words")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 21).unwrap()
    }

    #[test]
    fn the_answer_decides_and_without_one_the_day_and_the_childs_words() {
        let state = |pairs: &[(&str, &str)]| talk_state(&pairs.iter().copied().collect(), today());
        for (pairs, expected) in [
            (&[][..], TalkState::Planned),
            (&[("basis", "consent")], TalkState::Planned),
            (&[("held_on", "2026-11-22")], TalkState::Planned),
            (&[("held_on", "i morgon")], TalkState::Planned),
            (&[("held_on", "2026-11-21")], TalkState::Held),
            (&[("statement.3.words", "Nej")], TalkState::Held),
            (&[("statement.1.words", "  ")], TalkState::Planned),
            (&[("statement.1.subject", "Skolan")], TalkState::Planned),
            (&[("went", "held"), ("held_on", "2026-12-24")], TalkState::Held),
            (
                &[("went", "maybe"), ("held_on", "2026-12-24")],
                TalkState::Planned,
            ),
            (
                &[
                    ("went", "not_held"),
                    ("held_on", "2026-11-01"),
                    ("statement.1.words", "Nej"),
                ],
                TalkState::CalledOff,
            ),
        ] {
            assert_eq!(state(pairs), expected, "{pairs:?}");
        }
    }
}
