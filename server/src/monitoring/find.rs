use std::sync::Arc;

use domain::access::{Action, Subject, may};
use domain::ids::{RoundId, UnitId};
use domain::monitoring::{Answers, Instrument, InstrumentKind};
use store::Tx;
use store::monitoring::{self, Earlier, Participant, Round, StoredAnswers};

use crate::error::AppError;
use crate::sessions::Signed;

/// A round that the person runs; otherwise there is none.
pub(super) async fn run(tx: &mut Tx, signed: &Signed, id: &str) -> Result<Round, AppError> {
    let id: RoundId = id.parse().map_err(|_| AppError::NotFound)?;
    let round = monitoring::round(tx, id).await?;
    if may(
        &signed.actor,
        Action::RunRounds,
        Subject::Unit(&round.branch_path),
    ) {
        Ok(round)
    } else {
        Err(AppError::NotFound)
    }
}

/// Somebody's part in a round, with what the person may do to it.
pub(super) struct Part {
    pub round: Round,
    pub participant: Participant,
    pub instrument: Arc<Instrument>,
    pub stored: Vec<StoredAnswers>,
    /// The closed round before this one.
    pub before: Option<Earlier>,
    /// Whether the person answers for the unit.
    pub may_answer: bool,
    /// Whether the person runs the round.
    pub runs: bool,
}

/// The part of an address in a round, for somebody who may read it.
pub(super) async fn part(tx: &mut Tx, signed: &Signed, round: &str, unit: &str) -> Result<Part, AppError> {
    let id: RoundId = round.parse().map_err(|_| AppError::NotFound)?;
    let unit: UnitId = unit.parse().map_err(|_| AppError::NotFound)?;
    let round = monitoring::round(tx, id).await?;
    let participant = monitoring::participant(tx, id, unit).await?;
    let subject = match round.kind {
        InstrumentKind::Unit => Subject::Unit(&participant.path),
        InstrumentKind::Municipal => Subject::Node {
            path: &participant.path,
            managed: participant.managed,
        },
    };
    let allowed = |action| may(&signed.actor, action, subject);
    let readable =
        allowed(Action::ReadMonitoring) || round.closed.is_some() && allowed(Action::ReadClosedMonitoring);
    if !readable {
        return Err(AppError::NotFound);
    }
    let may_answer = allowed(Action::AnswerMonitoring);
    let runs = may(
        &signed.actor,
        Action::RunRounds,
        Subject::Unit(&round.branch_path),
    );
    Ok(Part {
        instrument: monitoring::instrument(tx, round.instrument).await?,
        stored: monitoring::answers(tx, id, unit).await?,
        before: monitoring::earlier(tx, &round, unit, 1).await?.into_iter().next(),
        round,
        participant,
        may_answer,
        runs,
    })
}

impl Part {
    /// Whether the round is open.
    pub fn is_open(&self) -> bool {
        self.round.closed.is_none()
    }

    /// Whether the person may write answers now.
    pub fn writable(&self) -> bool {
        self.may_answer && self.is_open() && self.participant.handed_in.is_none()
    }

    /// Whether the person may remark now: on what somebody else has handed in.
    pub fn may_remark(&self, signed: &Signed) -> bool {
        let theirs = self
            .participant
            .handed_in
            .as_ref()
            .is_some_and(|h| h.account != signed.account());
        self.runs && self.is_open() && theirs
    }

    /// Whether the person may reply to a remark now.
    pub fn may_reply(&self) -> bool {
        self.may_answer && self.is_open()
    }

    /// The answers, as the rules want them.
    pub fn answers(&self) -> Answers {
        monitoring::texts(&self.stored)
    }

    /// The two ids that every change names.
    pub fn ids(&self) -> (RoundId, UnitId) {
        (self.round.id, self.participant.unit)
    }
}
