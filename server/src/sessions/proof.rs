use chrono::{DateTime, Utc};
use domain::access::OpeningReason;
use domain::ids::CaseId;
use store::access::{self, Digest};
use store::cases::Case;
use store::{Tx, Who};

use super::{RECENT, Signed};
use crate::error::AppError;
use crate::state::AppState;

/// What a session has proved of late, for the transaction that opens something.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Proof {
    session: Digest,
    recent: bool,
    reads: bool,
}

impl Proof {
    /// Lets a case with a protected identity be opened once the session has proved who uses it and the person has chosen to open it; then it
    /// stays open to the session. Saving is not opening: what somebody has typed is taken in any case, and what is shown next asks.
    ///
    /// # Errors
    /// [`AppError::ProofNeeded`], [`AppError::ChoiceNeeded`].
    pub async fn opens(self, tx: &mut Tx, case: &Case) -> Result<(), AppError> {
        if !case.protected || !self.reads {
            return Ok(());
        }
        if access::has_opened(tx, &self.session, case.id).await? {
            Ok(())
        } else if self.recent {
            Err(AppError::ChoiceNeeded(case.id))
        } else {
            Err(AppError::ProofNeeded)
        }
    }

    /// Whoever marks a case as protected, or somebody in it, has it before their eyes: it stays open to the session without another choice.
    ///
    /// # Errors
    /// As [`access::note_opened`].
    pub async fn marks(self, tx: &mut Tx, who: Who, case: CaseId) -> Result<(), AppError> {
        Ok(access::note_opened(tx, who, &self.session, case, OpeningReason::Own).await?)
    }
}

impl Signed {
    /// What the session has proved.
    pub(crate) fn proof(&self, state: &AppState) -> Proof {
        Proof {
            session: self.session,
            recent: self.is_recent(state),
            reads: self.reads,
        }
    }

    /// Whether the session has proved within the last quarter of an hour who uses it.
    pub(crate) fn is_recent(&self, state: &AppState) -> bool {
        recent(self.proved_at, state.now())
    }

    /// For pages that are shown only soon after a proof; the gate then asks for one and comes back to the page.
    ///
    /// # Errors
    /// [`AppError::ProofNeeded`].
    pub(crate) fn require_recent(&self, state: &AppState) -> Result<(), AppError> {
        if self.is_recent(state) {
            Ok(())
        } else {
            Err(AppError::ProofNeeded)
        }
    }
}

fn recent(proved_at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> bool {
    // A proof of the future is none: the clock was set back.
    proved_at.is_some_and(|at| at <= now && now - at < RECENT)
}

#[cfg(test)]
mod tests {
    use chrono::{Duration, TimeZone as _};

    use super::*;

    #[test]
    fn a_proof_holds_for_a_quarter_of_an_hour() {
        let at = Utc.with_ymd_and_hms(2026, 3, 2, 8, 0, 0).unwrap();
        assert!(recent(Some(at), at) && recent(Some(at), at + Duration::minutes(14)));
        assert!(!recent(Some(at), at + Duration::minutes(15)));
        assert!(!recent(Some(at), at - Duration::seconds(1)) && !recent(None, at));
    }
}
