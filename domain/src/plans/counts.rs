use super::ActivityState;

/// How many activities are in which state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ActivityCounts {
    /// Not begun.
    pub not_begun: i64,
    /// In progress.
    pub in_progress: i64,
    /// Done.
    pub done: i64,
    /// Cancelled.
    pub cancelled: i64,
    /// Carried over into the next year's plan.
    pub carried_over: i64,
    /// Of those not begun or in progress: how many should have been done.
    pub late: i64,
}

impl ActivityCounts {
    /// Counts one more; `overdue` says whether its day has passed.
    pub fn add(&mut self, state: ActivityState, overdue: bool) {
        self.add_many(state, 1, i64::from(overdue));
    }

    /// Counts `count` more in a state, of which the day of `overdue` has passed.
    pub fn add_many(&mut self, state: ActivityState, count: i64, overdue: i64) {
        match state {
            ActivityState::NotBegun => self.not_begun += count,
            ActivityState::InProgress => self.in_progress += count,
            ActivityState::Done => self.done += count,
            ActivityState::Cancelled => self.cancelled += count,
            ActivityState::CarriedOver => self.carried_over += count,
        }
        if state.is_open() {
            self.late += overdue;
        }
    }

    /// All together, also those that were cancelled or carried over: what was promised stays in the denominator.
    #[must_use]
    pub const fn total(self) -> i64 {
        self.not_begun + self.in_progress + self.done + self.cancelled + self.carried_over
    }

    /// The counts of both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self {
            not_begun: self.not_begun + other.not_begun,
            in_progress: self.in_progress + other.in_progress,
            done: self.done + other.done,
            cancelled: self.cancelled + other.cancelled,
            carried_over: self.carried_over + other.carried_over,
            late: self.late + other.late,
        }
    }
}
