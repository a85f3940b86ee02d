use super::may::{Action, Actor, Role, Subject};

/// The rows of the table that are about emergency access. Whoever does case work anywhere may need to read in an emergency; the unit's
/// manager judges it. That nobody judges their own is asked where the judgement is written.
pub(super) fn may_in_emergency(actor: &Actor, action: Action, subject: Subject<'_>) -> bool {
    match (action, subject) {
        (Action::OpenInEmergency, Subject::General) => actor.does_case_work(),
        (Action::JudgeEmergency, Subject::General) => actor.has(Role::Manager),
        (Action::JudgeEmergency, Subject::Record { unit, .. }) => actor.has_for(Role::Manager, unit),
        _ => false,
    }
}
