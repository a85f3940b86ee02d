use super::may::{Action, Actor, Role, Subject};

/// The rows of the table that are about self-monitoring.
pub(super) fn may_monitor(actor: &Actor, action: Action, subject: Subject<'_>) -> bool {
    match (action, subject) {
        (Action::RunRounds, Subject::General) => actor.has(Role::Coordinator),
        (Action::RunRounds, Subject::Unit(unit)) => actor.has_for(Role::Coordinator, unit),
        (Action::AnswerMonitoring, Subject::Unit(unit)) => {
            actor.has_for(Role::Manager, unit) || actor.has_for(Role::Representative, unit)
        }
        (Action::AnswerMonitoring, Subject::Node { path, managed }) => {
            actor.has_for(Role::Manager, path) || !managed && actor.has_for(Role::Coordinator, path)
        }
        (Action::ReadMonitoring, Subject::General) => actor.does_case_work() || actor.has(Role::Coordinator),
        (Action::ReadMonitoring, Subject::Unit(unit)) => {
            actor.has_for(Role::Manager, unit)
                || actor.has_for(Role::Representative, unit)
                || actor.has_for(Role::Coordinator, unit)
        }
        (Action::ReadClosedMonitoring, Subject::Unit(unit)) => {
            actor.works_in(unit)
                || actor.has_for(Role::Manager, unit)
                || actor.has_for(Role::Coordinator, unit)
        }
        (Action::ReadMonitoring | Action::ReadClosedMonitoring, Subject::Node { path, .. }) => {
            actor.has_for(Role::Manager, path) || actor.has_for(Role::Coordinator, path)
        }
        _ => false,
    }
}
