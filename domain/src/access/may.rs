pub(super) use super::actor::{Actor, Role};
use super::may_emergency::may_in_emergency;
use super::may_log::may_log;
use super::may_monitoring::may_monitor;
use super::may_records::may_keep_records;
use crate::ids::{AccountId, CaseId};
use crate::organisation::UnitPath;

/// What somebody wants to do. Whether the object's *state* allows it (signed, closed) is asked elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// See one's own start page, language and sessions.
    UseOwnPages,
    /// See lists of cases and search among them; what they hold is scoped further.
    ListCases,
    /// Open a new case in a unit.
    CreateCase,
    /// Read a case, its children, assessments, letters and documents.
    ReadRecord,
    /// Change any of these.
    EditRecord,
    /// Sign an assessment, approve a letter and record that it was given.
    SignRecord,
    /// Review an assessment as the second person: give verdicts, send it back, countersign it. Never one's own.
    ReviewRecord,
    /// Hand a case to another worker.
    AssignCase,
    /// See counts per unit, without children.
    SeeUnitFigures,
    /// See them exactly, small groups, too: only those who work there.
    SeeExactFigures,
    /// Say how a unit works: whether two sign, who reviews by delegation.
    ManageUnit,
    /// Write a follow-up or status report about a unit, make it final, export it.
    MakeReports,
    /// See units and accounts.
    Administer,
    /// Publish versions of the checklist.
    PublishChecklist,
    /// Read a unit's library of phrases.
    ReadPhrases,
    /// Add a phrase to a unit's library, or take one out.
    EditPhrases,
    /// Read and print a unit's leaflets.
    ReadLeaflets,
    /// Write what a unit says of itself in its leaflets.
    EditLeaflets,
    /// Open, follow and close rounds of self-monitoring, and remark on what units answer.
    RunRounds,
    /// Answer a round for a unit, a district or the municipality.
    AnswerMonitoring,
    /// Read the answers of a unit, a district or the municipality.
    ReadMonitoring,
    /// Read a unit's answers in rounds that are closed.
    ReadClosedMonitoring,
    /// Publish versions of the instruments of self-monitoring.
    PublishInstrument,
    /// Read a unit's implementation plans with their remarks, its representatives and its training.
    ReadPlan,
    /// Write a unit's implementation plans, say how their activities go, and answer remarks.
    EditPlan,
    /// Write remarks to a unit's plan, return it or take note of it.
    RemarkPlan,
    /// Write who represents a unit, and its training.
    KeepRegisters,
    /// Read the representatives' meetings of a branch.
    ReadMeetings,
    /// Write them.
    KeepMeetings,
    /// Open a record that is not within one's reach, because somebody may be in danger.
    OpenInEmergency,
    /// Judge afterwards whether that was needed.
    JudgeEmergency,
    /// Review who opened records in a unit (*loggkontroll*).
    ReviewLog,
    /// Take out who opened a record (*logguttag*).
    ExtractLog,
    /// Follow how long files are kept, hold them, and propose and approve what is purged.
    KeepRecords,
    /// Ask for an extract of all data about a person.
    MakeExtracts,
    /// Assess what of a unit's cases may leave in an extract.
    AssessExtracts,
}

impl Action {
    /// All actions, for the tests that go through every one of them.
    pub const ALL: [Self; 36] = [
        Self::UseOwnPages,
        Self::ListCases,
        Self::CreateCase,
        Self::ReadRecord,
        Self::EditRecord,
        Self::SignRecord,
        Self::ReviewRecord,
        Self::AssignCase,
        Self::SeeUnitFigures,
        Self::SeeExactFigures,
        Self::ManageUnit,
        Self::MakeReports,
        Self::Administer,
        Self::PublishChecklist,
        Self::ReadPhrases,
        Self::EditPhrases,
        Self::ReadLeaflets,
        Self::EditLeaflets,
        Self::RunRounds,
        Self::AnswerMonitoring,
        Self::ReadMonitoring,
        Self::ReadClosedMonitoring,
        Self::PublishInstrument,
        Self::ReadPlan,
        Self::EditPlan,
        Self::RemarkPlan,
        Self::KeepRegisters,
        Self::ReadMeetings,
        Self::KeepMeetings,
        Self::OpenInEmergency,
        Self::JudgeEmergency,
        Self::ReviewLog,
        Self::ExtractLog,
        Self::KeepRecords,
        Self::MakeExtracts,
        Self::AssessExtracts,
    ];
}

/// What it is done to.
#[derive(Clone, Copy, Debug)]
pub enum Subject<'a> {
    /// Nothing in particular.
    General,
    /// A unit.
    Unit(&'a UnitPath),
    /// A case and all that hangs on it.
    Record {
        /// The case.
        case: CaseId,
        /// The unit that owns the case.
        unit: &'a UnitPath,
        /// The worker who answers for the case.
        owner: AccountId,
        /// Whether somebody in the case has a protected identity.
        protected: bool,
    },
    /// A phrase of a unit's library.
    Phrase {
        /// The unit whose library it is.
        unit: &'a UnitPath,
        /// Who added it.
        added_by: AccountId,
    },
    /// A district or the municipality, which answers a round for itself.
    Node {
        /// Its place in the tree.
        path: &'a UnitPath,
        /// Whether somebody manages it.
        managed: bool,
    },
}

/// Whether `actor` may do `action` to `subject`.
///
/// A worker edits and signs their own cases and may read colleagues' cases in the same unit, which is logged; a case with a
/// protected identity is open only to its worker and the manager (`SoLPuL` 10 §: access by need). Whatever stands open by emergency
/// access is read, never changed. A phrase is taken out by whoever
/// added it, while working there, or by the manager. Leaflets are made to be handed out: whoever has a role in the unit prints them. In
/// them the unit speaks of itself, so its manager and its representative write that. Self-monitoring is the unit's own picture: its
/// manager and its representative answer, the coordinator runs the rounds, the unit's workers read what is closed. A district or the
/// municipality answers through whoever manages it; only where nobody does, through its coordinator. A unit's plan is written by its
/// manager and its
/// representative and remarked upon by its coordinator (that nobody takes note of a plan they sent is `plans::note_gap`). A meeting
/// belongs to a branch: it is read from every branch above it and below it, and written by the coordinator who holds all of it.
#[must_use]
pub fn may(actor: &Actor, action: Action, subject: Subject<'_>) -> bool {
    match (action, subject) {
        (Action::UseOwnPages, Subject::General) => true,
        (Action::ListCases, Subject::General) => actor.does_case_work(),
        (Action::CreateCase, Subject::General) => actor.has(Role::Worker) || actor.has(Role::Representative),
        (Action::CreateCase, Subject::Unit(unit)) => actor.works_in(unit),
        (
            Action::ReadRecord,
            Subject::Record {
                case,
                unit,
                owner,
                protected,
            },
        ) => {
            actor.reviews_in(unit)
                || actor.works_in(unit) && (owner == actor.account || !protected)
                || actor.emergencies.contains(&case)
        }
        (Action::EditRecord | Action::SignRecord, Subject::Record { unit, owner, .. }) => {
            owner == actor.account && actor.works_in(unit)
        }
        (Action::ReviewRecord, Subject::Record { unit, owner, .. }) => {
            owner != actor.account && actor.reviews_in(unit)
        }
        (Action::AssignCase, Subject::Record { unit, .. }) | (Action::ManageUnit, Subject::Unit(unit)) => {
            actor.has_for(Role::Manager, unit)
        }
        (Action::ManageUnit, Subject::General) => actor.has(Role::Manager),
        (Action::SeeUnitFigures, Subject::General) => {
            actor.has(Role::Manager) || actor.has(Role::Coordinator) || actor.has(Role::Representative)
        }
        (Action::SeeUnitFigures, Subject::Unit(unit)) => {
            actor.has_for(Role::Manager, unit)
                || actor.has_for(Role::Coordinator, unit)
                || actor.has_for(Role::Representative, unit)
        }
        (Action::MakeReports, Subject::General) => actor.has(Role::Manager) || actor.has(Role::Coordinator),
        (Action::MakeReports | Action::KeepRegisters, Subject::Unit(unit)) => {
            actor.has_for(Role::Manager, unit) || actor.has_for(Role::Coordinator, unit)
        }
        (Action::Administer | Action::PublishChecklist | Action::PublishInstrument, Subject::General) => {
            actor.has(Role::Administrator)
        }
        (Action::ReadPhrases | Action::EditPhrases, Subject::Unit(unit)) => {
            actor.works_in(unit) || actor.has_for(Role::Manager, unit)
        }
        (Action::EditPhrases, Subject::Phrase { unit, added_by }) => {
            actor.has_for(Role::Manager, unit) || added_by == actor.account && actor.works_in(unit)
        }
        (Action::ReadLeaflets, Subject::General) => !actor.grants.is_empty(),
        (Action::ReadLeaflets, Subject::Unit(unit)) => actor.has_any_role_for(unit),
        (Action::SeeExactFigures | Action::EditLeaflets | Action::EditPlan, Subject::Unit(unit)) => {
            actor.has_for(Role::Manager, unit) || actor.has_for(Role::Representative, unit)
        }
        (Action::ReadPlan, Subject::General) => actor.does_case_work() || actor.has(Role::Coordinator),
        (Action::ReadPlan, Subject::Unit(unit)) => {
            actor.works_in(unit)
                || actor.has_for(Role::Manager, unit)
                || actor.has_for(Role::Coordinator, unit)
        }
        (Action::RemarkPlan | Action::KeepMeetings, Subject::Unit(unit)) => {
            actor.has_for(Role::Coordinator, unit)
        }
        (Action::ReadMeetings, Subject::General) => actor.grants.iter().any(|g| meets(g.role)),
        (Action::ReadMeetings, Subject::Unit(branch)) => actor
            .grants
            .iter()
            .any(|g| meets(g.role) && (g.branch.covers(branch) || branch.covers(&g.branch))),
        (action @ (Action::ReviewLog | Action::ExtractLog), subject) => may_log(actor, action, subject),
        (action @ (Action::OpenInEmergency | Action::JudgeEmergency), subject) => {
            may_in_emergency(actor, action, subject)
        }
        (action, subject) => may_monitor(actor, action, subject) || may_keep_records(actor, action, subject),
    }
}

/// Who takes part in the representatives' network, or answers for those who do.
const fn meets(role: Role) -> bool {
    matches!(role, Role::Representative | Role::Manager | Role::Coordinator)
}

#[cfg(test)]
mod tests {
    use super::super::Grant;
    use super::*;
    use uuid::Uuid;

    fn actor(id: u128, role: Role, branch: &str) -> Actor {
        Actor {
            account: AccountId(Uuid::from_u128(id)),
            grants: vec![Grant {
                role,
                branch: UnitPath(branch.into()),
            }],
            reviews: vec![],
            emergencies: vec![],
        }
    }

    fn record(unit: &UnitPath, owner: u128, protected: bool) -> Subject<'_> {
        Subject::Record {
            case: CaseId(Uuid::from_u128(7)),
            unit,
            owner: AccountId(Uuid::from_u128(owner)),
            protected,
        }
    }

    /// Role × action over a record: own, colleague's, colleague's protected, other unit's.
    #[test]
    fn the_table_of_roles_and_records_holds() {
        let here = UnitPath("/m/d/u/".into());
        let there = UnitPath("/m/d/v/".into());
        let cases = [
            record(&here, 1, false),
            record(&here, 2, false),
            record(&here, 2, true),
            record(&there, 2, false),
        ];
        let expect = |role, action| -> [bool; 4] {
            match (role, action) {
                (Role::Worker | Role::Representative, Action::ReadRecord) => [true, true, false, false],
                (Role::Worker | Role::Representative, Action::EditRecord | Action::SignRecord) => {
                    [true, false, false, false]
                }
                (Role::Manager, Action::ReadRecord | Action::AssignCase | Action::JudgeEmergency) => {
                    [true, true, true, false]
                }
                // A manager who answers for a case does not review it.
                (Role::Manager, Action::ReviewRecord) => [false, true, true, false],
                _ => [false; 4],
            }
        };
        for role in Role::ALL {
            for action in Action::ALL {
                let a = actor(1, role, "/m/d/u/");
                assert_eq!(
                    cases.map(|c| may(&a, action, c)),
                    expect(role, action),
                    "{role:?} {action:?}"
                );
            }
        }
    }

    /// Role × action over a unit's library: here, elsewhere; a phrase of one's own, a colleague's, one's own elsewhere.
    #[test]
    fn the_table_of_roles_and_phrases_holds() {
        let (here, there) = (UnitPath("/m/d/u/".into()), UnitPath("/m/d/v/".into()));
        let phrase = |unit, by: u128| Subject::Phrase {
            unit,
            added_by: AccountId(Uuid::from_u128(by)),
        };
        let libraries = [Subject::Unit(&here), Subject::Unit(&there)];
        let phrases = [phrase(&here, 1), phrase(&here, 2), phrase(&there, 1)];
        for role in Role::ALL {
            let a = actor(1, role, "/m/d/u/");
            let works = matches!(role, Role::Worker | Role::Representative);
            let manages = role == Role::Manager;
            for action in Action::ALL {
                if [Action::ReadPhrases, Action::EditPhrases].contains(&action) {
                    let found = libraries.map(|s| may(&a, action, s));
                    assert_eq!(found, [works || manages, false], "{role:?} {action:?}");
                }
                let expected = if action == Action::EditPhrases {
                    [works || manages, manages, false]
                } else {
                    [false; 3]
                };
                assert_eq!(
                    phrases.map(|s| may(&a, action, s)),
                    expected,
                    "{role:?} {action:?}"
                );
            }
        }
    }

    /// Role × action over a unit's leaflets: here, elsewhere.
    #[test]
    fn every_role_prints_the_leaflets_of_its_units_and_manager_and_representative_write_in_them() {
        let (here, there) = (UnitPath("/m/d/u/".into()), UnitPath("/m/d/v/".into()));
        for role in Role::ALL {
            let a = actor(1, role, "/m/d/u/");
            let asked = |action| [&here, &there].map(|unit| may(&a, action, Subject::Unit(unit)));
            let writes = matches!(role, Role::Manager | Role::Representative);
            assert_eq!(asked(Action::ReadLeaflets), [true, false], "{role:?}");
            assert_eq!(asked(Action::EditLeaflets), [writes, false], "{role:?}");
            assert!(may(&a, Action::ReadLeaflets, Subject::General), "{role:?}");
            assert!(!may(&a, Action::EditLeaflets, Subject::General), "{role:?}");
        }
    }

    /// Role × action over a unit's figures: here, elsewhere. A coordinator follows units and works in none of them.
    #[test]
    fn figures_are_seen_by_whoever_answers_for_a_unit_and_exactly_only_from_inside() {
        let (here, there) = (UnitPath("/m/d/u/".into()), UnitPath("/m/d/v/".into()));
        for role in Role::ALL {
            let a = actor(1, role, "/m/d/u/");
            let asked = |action| [&here, &there].map(|unit| may(&a, action, Subject::Unit(unit)));
            let inside = matches!(role, Role::Manager | Role::Representative);
            assert_eq!(asked(Action::SeeExactFigures), [inside, false], "{role:?}");
            let sees = inside || role == Role::Coordinator;
            assert_eq!(asked(Action::SeeUnitFigures), [sees, false], "{role:?}");
            let reports = matches!(role, Role::Manager | Role::Coordinator);
            assert_eq!(asked(Action::MakeReports), [reports, false], "{role:?}");
        }
    }

    #[test]
    fn a_district_manager_reaches_every_unit_below_and_none_beside() {
        let a = actor(1, Role::Manager, "/m/d/");
        assert!(may(
            &a,
            Action::ReadRecord,
            record(&UnitPath("/m/d/u/".into()), 2, true)
        ));
        assert!(!may(
            &a,
            Action::ReadRecord,
            record(&UnitPath("/m/d2/u/".into()), 2, false)
        ));
    }

    #[test]
    fn somebody_without_a_role_reaches_only_their_own_pages() {
        let a = Actor {
            account: AccountId(Uuid::from_u128(1)),
            grants: vec![],
            reviews: vec![],
            emergencies: vec![],
        };
        let here = UnitPath("/m/".into());
        for action in Action::ALL {
            let own_phrase = Subject::Phrase {
                unit: &here,
                added_by: a.account,
            };
            for subject in [
                Subject::General,
                Subject::Unit(&here),
                record(&here, 1, false),
                own_phrase,
            ] {
                let own = action == Action::UseOwnPages && matches!(subject, Subject::General);
                assert_eq!(may(&a, action, subject), own, "{action:?} {subject:?}");
            }
        }
    }

    #[test]
    fn a_delegation_lets_a_worker_review_colleagues_cases_in_that_unit_and_never_their_own() {
        let here = UnitPath("/m/d/u/".into());
        let there = UnitPath("/m/d/v/".into());
        let mut a = actor(1, Role::Worker, "/m/d/u/");
        a.reviews.push(here.clone());
        let cases = [
            record(&here, 1, false),
            record(&here, 2, false),
            record(&here, 2, true),
            record(&there, 2, false),
        ];
        assert_eq!(
            cases.map(|c| may(&a, Action::ReviewRecord, c)),
            [false, true, true, false]
        );
        assert_eq!(
            cases.map(|c| may(&a, Action::ReadRecord, c)),
            [true, true, true, false]
        );
        assert!(!may(&a, Action::ManageUnit, Subject::Unit(&here)));
    }

    /// Case work of any kind, anywhere, and for reading that one case.
    #[test]
    fn what_stands_open_in_an_emergency_is_read_and_nothing_else() {
        let there = UnitPath("/m/d/v/".into());
        for role in Role::ALL {
            let mut a = actor(1, role, "/m/d/u/");
            let case_work = matches!(role, Role::Worker | Role::Representative | Role::Manager);
            assert_eq!(
                may(&a, Action::OpenInEmergency, Subject::General),
                case_work,
                "{role:?}"
            );
            a.emergencies.push(CaseId(Uuid::from_u128(7)));
            for action in Action::ALL {
                let reads = action == Action::ReadRecord;
                assert_eq!(
                    may(&a, action, record(&there, 2, true)),
                    reads,
                    "{role:?} {action:?}"
                );
            }
            a.emergencies = vec![CaseId(Uuid::from_u128(8))];
            assert!(!may(&a, Action::ReadRecord, record(&there, 2, false)), "{role:?}");
        }
    }

    #[test]
    fn an_owner_who_left_the_unit_no_longer_reaches_the_case() {
        let a = actor(1, Role::Worker, "/m/d/v/");
        assert!(!may(
            &a,
            Action::ReadRecord,
            record(&UnitPath("/m/d/u/".into()), 1, false)
        ));
    }
}
