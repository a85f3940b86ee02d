//! Identifiers. Each kind of thing has its own type, so that a child's id cannot be used where a case's is meant.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::try_parse(text).map(Self)
            }
        }
    )+};
}

ids! {
    /// A unit, district or the municipality itself.
    UnitId,
    /// A person who signs in.
    AccountId,
    /// A case file in this tool.
    CaseId,
    /// A child in one case. The same child in two cases has two ids.
    ChildId,
    /// A guardian named in one case.
    GuardianId,
    /// What one decision means for a child's rights.
    AssessmentId,
    /// One occasion at which a child was heard or informed, or why not.
    NoteId,
    /// A compensating measure.
    MeasureId,
    /// A file that is attached to an assessment.
    AttachmentId,
    /// A correction or an objection beside an assessment.
    AnnotationId,
    /// An assessment of whether a statement may be disclosed.
    DisclosureId,
    /// A phrase of a unit's library.
    PhraseId,
    /// A letter to one child.
    LetterId,
    /// A delegation to review in a unit.
    DelegationId,
    /// A stored search, so that what was searched for stands in no address.
    SearchId,
    /// A round of self-monitoring.
    RoundId,
    /// A version of an instrument of self-monitoring.
    InstrumentId,
    /// A coordinator's remark on a unit's answers.
    RemarkId,
    /// A unit's implementation plan for one year.
    PlanId,
    /// A goal of a plan.
    GoalId,
    /// An activity of a goal.
    ActivityId,
    /// Who was a unit's representative or deputy, and when.
    AppointmentId,
    /// A meeting of representatives.
    MeetingId,
    /// A training in the register.
    TrainingId,
    /// A follow-up or status report.
    ReportId,
    /// An export that is made in the background.
    JobId,
    /// One record that was opened in an emergency.
    EmergencyId,
    /// A review of the log of one unit and month.
    LogReviewId,
    /// An extract of who opened a record.
    LogExtractId,
    /// A hold that keeps a case from being purged.
    HoldId,
    /// A batch of cases that is purged together.
    PurgeId,
    /// An extract of all data about a person.
    ExtractId,
}
