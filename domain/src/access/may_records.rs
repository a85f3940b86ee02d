use super::may::{Action, Actor, Role, Subject};

/// The rows of the table that are about retention and extracts. A records officer follows what is kept and purged in a branch and asks
/// for extracts, but opens no assessment; what of a unit's cases may leave in an extract is assessed by the unit's manager. That nobody
/// approves a purge they proposed is [`crate::retention::approval_gap`].
pub(super) fn may_keep_records(actor: &Actor, action: Action, subject: Subject<'_>) -> bool {
    match (action, subject) {
        (Action::KeepRecords | Action::MakeExtracts, Subject::General) => actor.has(Role::RecordsOfficer),
        (Action::KeepRecords | Action::MakeExtracts, Subject::Unit(unit)) => {
            actor.has_for(Role::RecordsOfficer, unit)
        }
        (Action::AssessExtracts, Subject::General) => actor.has(Role::Manager),
        (Action::AssessExtracts, Subject::Unit(unit)) => actor.has_for(Role::Manager, unit),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::super::Grant;
    use super::super::may::{Action, Actor, Role, Subject, may};
    use crate::ids::AccountId;
    use crate::organisation::UnitPath;

    /// Role × action: in general, in a unit below, in the branch itself, beside it.
    #[test]
    fn the_table_of_roles_and_retention_holds() {
        let (below, branch, beside) = (
            UnitPath("/m/d/u/".into()),
            UnitPath("/m/d/".into()),
            UnitPath("/m/e/".into()),
        );
        let subjects = [
            Subject::General,
            Subject::Unit(&below),
            Subject::Unit(&branch),
            Subject::Unit(&beside),
        ];
        for role in Role::ALL {
            let actor = Actor {
                account: AccountId(Uuid::from_u128(1)),
                grants: vec![Grant {
                    role,
                    branch: branch.clone(),
                }],
                reviews: vec![],
                emergencies: vec![],
            };
            for (action, who) in [
                (Action::KeepRecords, Role::RecordsOfficer),
                (Action::MakeExtracts, Role::RecordsOfficer),
                (Action::AssessExtracts, Role::Manager),
            ] {
                let mine = role == who;
                assert_eq!(
                    subjects.map(|s| may(&actor, action, s)),
                    [mine, mine, mine, false],
                    "{role:?} {action:?}"
                );
            }
        }
    }
}
