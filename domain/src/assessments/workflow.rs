//! What may become of an assessment, as one table: from which state, by whom, under which conditions, to which state. Everything that
//! moves an assessment asks here; what is not in the table cannot be done.

use serde::{Deserialize, Serialize};

use super::{Depth, Status};
use crate::language::Language;

/// Something that moves an assessment from one state to another, or begins what follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Move {
    /// Hand it to a second person.
    Submit,
    /// Take it back before it was reviewed.
    Recall,
    /// Send it back with remarks and a reason.
    Return,
    /// Sign it as the second person, and lock it.
    Countersign,
    /// Sign it alone, and lock it.
    Sign,
    /// Go deeper without retyping anything.
    RaiseDepth,
    /// End it without a decision.
    Withdraw,
    /// Open it again after that.
    Reopen,
    /// Begin a new version from it.
    Revise,
    /// Followed up, nothing left to do.
    Close,
}

impl Move {
    /// All moves.
    pub const ALL: [Self; 10] = [
        Self::Submit,
        Self::Recall,
        Self::Return,
        Self::Countersign,
        Self::Sign,
        Self::RaiseDepth,
        Self::Withdraw,
        Self::Reopen,
        Self::Revise,
        Self::Close,
    ];
}

/// Who somebody is to an assessment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// The worker who answers for the case.
    Author,
    /// Somebody who may review in the unit, by role or delegation, and is not the author.
    Reviewer,
    /// Somebody else who may read it.
    Reader,
}

impl Part {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Author, Self::Reviewer, Self::Reader];
}

/// What has to be so for a move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Condition {
    /// Nothing that its depth demands is missing.
    Complete,
    /// No remark of the kind "must be corrected" is open.
    NothingToCorrect,
    /// One signature is enough for its depth in its unit.
    OneIsEnough,
    /// The person has written nothing in it.
    WroteNothing,
    /// A reason is given: why it is sent back, ended or deepened, or what has changed since it was sent back.
    ReasonGiven,
    /// There is a greater depth.
    CanGoDeeper,
    /// It touches a child: it is more than a screening.
    TouchesAChild,
    /// No newer version of it exists.
    IsNewest,
    /// The children are answered, the measures done, the follow-up written.
    EverythingDone,
}

impl Condition {
    /// All conditions.
    pub const ALL: [Self; 9] = [
        Self::Complete,
        Self::NothingToCorrect,
        Self::OneIsEnough,
        Self::WroteNothing,
        Self::ReasonGiven,
        Self::CanGoDeeper,
        Self::TouchesAChild,
        Self::IsNewest,
        Self::EverythingDone,
    ];

    /// What to say when it does not hold.
    #[must_use]
    pub fn message(self, l: Language) -> &'static str {
        match self {
            Self::Complete => l.t(
                "Något saknas. Öppna ”Granska och signera” och fyll i det som är kvar.",
                "Something is missing. Open “Check and sign” and fill in what is left.",
            ),
            Self::NothingToCorrect => l.t(
                "En anmärkning måste rättas först.",
                "A remark has to be corrected first.",
            ),
            Self::OneIsEnough => l.t(
                "Den här analysen ska skrivas under av en andra person. Skicka den för granskning.",
                "This assessment is signed by a second person. Send it for review.",
            ),
            Self::WroteNothing => l.t(
                "Du har själv skrivit i analysen, så någon annan behöver granska och skriva under den.",
                "You have written in the assessment yourself, so somebody else has to review and sign it.",
            ),
            Self::ReasonGiven => l.t("Skriv varför.", "Write why."),
            Self::CanGoDeeper => l.t(
                "Analysen är redan fördjupad.",
                "The assessment is thorough already.",
            ),
            Self::TouchesAChild => l.t(
                "En förprövning utan barn har inget att gå vidare med.",
                "There is nothing to go on with in a screening without children.",
            ),
            Self::IsNewest => l.t(
                "Det finns redan en nyare version.",
                "There is a newer version already.",
            ),
            Self::EverythingDone => l.t(
                "Allt är inte gjort än: svaren till barnen, åtgärderna och uppföljningen.",
                "Not everything is done yet: the answers to the children, the measures and the follow-up.",
            ),
        }
    }
}

/// What is so about an assessment and the person who wants to move it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is one condition of the table")]
pub struct Facts {
    /// See [`Condition::Complete`].
    pub complete: bool,
    /// See [`Condition::NothingToCorrect`].
    pub nothing_to_correct: bool,
    /// See [`Condition::OneIsEnough`].
    pub one_is_enough: bool,
    /// See [`Condition::WroteNothing`].
    pub wrote_nothing: bool,
    /// See [`Condition::ReasonGiven`].
    pub reason_given: bool,
    /// See [`Condition::CanGoDeeper`].
    pub can_go_deeper: bool,
    /// See [`Condition::TouchesAChild`].
    pub touches_a_child: bool,
    /// See [`Condition::IsNewest`].
    pub is_newest: bool,
    /// See [`Condition::EverythingDone`].
    pub everything_done: bool,
}

impl Facts {
    /// Whether a condition holds.
    #[must_use]
    pub const fn hold(&self, condition: Condition) -> bool {
        match condition {
            Condition::Complete => self.complete,
            Condition::NothingToCorrect => self.nothing_to_correct,
            Condition::OneIsEnough => self.one_is_enough,
            Condition::WroteNothing => self.wrote_nothing,
            Condition::ReasonGiven => self.reason_given,
            Condition::CanGoDeeper => self.can_go_deeper,
            Condition::TouchesAChild => self.touches_a_child,
            Condition::IsNewest => self.is_newest,
            Condition::EverythingDone => self.everything_done,
        }
    }
}

/// One row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The state before.
    pub from: Status,
    /// Who.
    pub by: Part,
    /// What.
    pub does: Move,
    /// Under which conditions.
    pub needs: &'static [Condition],
    /// The state after. A new version is a draft of its own; what it began from stays as it is.
    pub to: Status,
}

const fn row(from: Status, by: Part, does: Move, needs: &'static [Condition], to: Status) -> Rule {
    Rule {
        from,
        by,
        does,
        needs,
        to,
    }
}

/// Everything that may become of an assessment.
pub const TABLE: [Rule; 15] = {
    use Condition as C;
    use Move as M;
    use Part::{Author, Reviewer};
    use Status as S;
    [
        row(S::Draft, Author, M::Submit, &[C::Complete], S::Submitted),
        row(
            S::Draft,
            Author,
            M::Sign,
            &[C::Complete, C::OneIsEnough, C::NothingToCorrect],
            S::Signed,
        ),
        row(
            S::Draft,
            Author,
            M::RaiseDepth,
            &[C::CanGoDeeper, C::ReasonGiven],
            S::Draft,
        ),
        row(S::Draft, Author, M::Withdraw, &[C::ReasonGiven], S::Withdrawn),
        row(S::Submitted, Author, M::Recall, &[], S::Draft),
        row(
            S::Submitted,
            Reviewer,
            M::Return,
            &[C::WroteNothing, C::ReasonGiven],
            S::Returned,
        ),
        row(
            S::Submitted,
            Reviewer,
            M::Countersign,
            &[C::WroteNothing, C::Complete, C::NothingToCorrect],
            S::Signed,
        ),
        row(
            S::Returned,
            Author,
            M::Submit,
            &[C::Complete, C::ReasonGiven],
            S::Submitted,
        ),
        row(
            S::Returned,
            Author,
            M::RaiseDepth,
            &[C::CanGoDeeper, C::ReasonGiven],
            S::Returned,
        ),
        row(S::Returned, Author, M::Withdraw, &[C::ReasonGiven], S::Withdrawn),
        row(S::Withdrawn, Author, M::Reopen, &[], S::Draft),
        row(
            S::Signed,
            Author,
            M::Revise,
            &[C::TouchesAChild, C::IsNewest],
            S::Signed,
        ),
        row(
            S::Signed,
            Author,
            M::Close,
            &[C::TouchesAChild, C::EverythingDone],
            S::Closed,
        ),
        row(
            S::Closed,
            Author,
            M::Revise,
            &[C::TouchesAChild, C::IsNewest],
            S::Closed,
        ),
        // A reviewer who finds that the author has to go on alone sends it back; nothing is taken over.
        row(S::Submitted, Author, M::Withdraw, &[C::ReasonGiven], S::Withdrawn),
    ]
};

/// The row for a move, if there is one.
#[must_use]
pub fn rule(from: Status, by: Part, does: Move) -> Option<&'static Rule> {
    TABLE
        .iter()
        .find(|r| r.from == from && r.by == by && r.does == does)
}

/// The conditions of a row that do not hold.
#[must_use]
pub fn lacks(rule: &Rule, facts: &Facts) -> Vec<Condition> {
    rule.needs.iter().copied().filter(|c| !facts.hold(*c)).collect()
}

/// The state after a move, or why it cannot be made; without a word where it is not in the table at all.
///
/// # Errors
/// The conditions that do not hold.
pub fn after(from: Status, by: Part, does: Move, facts: &Facts) -> Result<Status, Vec<Condition>> {
    let rule = rule(from, by, does).ok_or_else(Vec::new)?;
    let missing = lacks(rule, facts);
    if missing.is_empty() {
        Ok(rule.to)
    } else {
        Err(missing)
    }
}

/// Whether an assessment of this depth is signed by a second person. Screening and quick never are, thorough always, and between
/// them the unit decides.
#[must_use]
pub const fn needs_second(depth: Depth, unit_countersigns: bool) -> bool {
    match depth {
        Depth::Screening | Depth::Quick => false,
        Depth::Standard => unit_countersigns,
        Depth::Thorough => true,
    }
}

/// What a reviewer finds about a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It stands.
    Accepted,
    /// It could be better; the author decides.
    CanImprove,
    /// It cannot be signed like this.
    MustCorrect,
}

impl Verdict {
    /// All verdicts, the mildest first.
    pub const ALL: [Self; 3] = [Self::Accepted, Self::CanImprove, Self::MustCorrect];

    /// The code in forms and in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::CanImprove => "can_improve",
            Self::MustCorrect => "must_correct",
        }
    }

    /// The verdict of a code, or none.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|v| v.code() == code)
    }

    /// The verdict in words.
    #[must_use]
    pub fn name(self, l: Language) -> &'static str {
        match self {
            Self::Accepted => l.t("Godtas", "Accepted"),
            Self::CanImprove => l.t("Kan förbättras", "Can be improved"),
            Self::MustCorrect => l.t("Måste rättas", "Must be corrected"),
        }
    }
}
