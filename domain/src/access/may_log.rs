use super::may::{Action, Actor, Role, Subject};

/// The rows of the table that are about the log of who opened what. Whoever answers for a unit reviews its log; that nobody reviews their
/// own openings is asked of each opening (`audit::may_judge`). A records officer takes out who opened a record in their branch, and opens
/// none. Nobody else sees that there is such a log: neither the coordinator nor the administrator.
pub(super) fn may_log(actor: &Actor, action: Action, subject: Subject<'_>) -> bool {
    let role = match action {
        Action::ReviewLog => Role::Manager,
        Action::ExtractLog => Role::RecordsOfficer,
        _ => return false,
    };
    match subject {
        Subject::General => actor.has(role),
        Subject::Unit(unit) => actor.has_for(role, unit),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::super::Grant;
    use super::super::may::may;
    use super::*;
    use crate::ids::AccountId;
    use crate::organisation::UnitPath;

    fn actor(role: Role, branch: &str) -> Actor {
        Actor {
            account: AccountId(Uuid::from_u128(1)),
            grants: vec![Grant {
                role,
                branch: UnitPath(branch.into()),
            }],
            reviews: vec![],
            emergencies: vec![],
        }
    }

    /// Role × action: in general, here, elsewhere, above, as a node of self-monitoring.
    #[test]
    fn the_table_of_roles_and_the_log_holds() {
        let (here, there, above) = (
            UnitPath("/m/d/u/".into()),
            UnitPath("/m/d/v/".into()),
            UnitPath("/m/d/".into()),
        );
        for role in Role::ALL {
            let a = actor(role, "/m/d/u/");
            for (action, whose) in [
                (Action::ReviewLog, Role::Manager),
                (Action::ExtractLog, Role::RecordsOfficer),
            ] {
                let subjects = [
                    Subject::General,
                    Subject::Unit(&here),
                    Subject::Unit(&there),
                    Subject::Unit(&above),
                    Subject::Node {
                        path: &here,
                        managed: true,
                    },
                ];
                let yes = role == whose;
                assert_eq!(
                    subjects.map(|s| may(&a, action, s)),
                    [yes, yes, false, false, false],
                    "{role:?} {action:?}"
                );
            }
        }
    }

    #[test]
    fn whoever_manages_the_district_reviews_the_log_of_its_units() {
        let a = actor(Role::Manager, "/m/d/");
        let unit = UnitPath("/m/d/u/".into());
        assert!(may(&a, Action::ReviewLog, Subject::Unit(&unit)));
    }
}
