use chrono::NaiveDate;
use domain::organisation::UnitPath;
use sqlx::FromRow;

use crate::db::{Tx, on};
use crate::error::StoreError;

/// What is late or waits under a branch, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromRow)]
pub struct WaitingCounts {
    /// Answers past their day.
    pub answers_late: i64,
    /// Measures past their day.
    pub measures_late: i64,
    /// Follow-ups past their day.
    pub follow_ups_late: i64,
    /// Assessments whose planned day of decision has passed without a signature.
    pub decisions_late: i64,
    /// Assessments that wait for a second person.
    pub to_review: i64,
}

/// Counts what is late or waits under a branch. Looks at what is open only.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn waiting(tx: &mut Tx, branch: &UnitPath, today: NaiveDate) -> Result<WaitingCounts, StoreError> {
    const SQL: &str = "select \
        (select count(*) from letter l join assessment s on s.id = l.assessment_id join case_file k on k.id = s.case_id \
         join unit u on u.id = k.unit_id where l.status in ('draft', 'approved') and l.due_on < $2 and l.kind = 'feedback' \
         and s.status <> 'withdrawn' and substr(u.path, 1, length($1)) = $1) as answers_late, \
        (select count(*) from measure m join assessment s on s.id = m.assessment_id join case_file k on k.id = s.case_id \
         join unit u on u.id = k.unit_id where m.done_on is null and m.due_on < $2 and s.status = 'signed' \
         and substr(u.path, 1, length($1)) = $1) as measures_late, \
        (select count(*) from assessment s join case_file k on k.id = s.case_id join unit u on u.id = k.unit_id \
         where s.status = 'signed' and s.follow_up_on < $2 and substr(u.path, 1, length($1)) = $1) as follow_ups_late, \
        (select count(*) from assessment s join case_file k on k.id = s.case_id join unit u on u.id = k.unit_id \
         where s.status in ('draft', 'submitted', 'returned') and s.planned_on is not null and s.planned_on < $2 \
         and substr(u.path, 1, length($1)) = $1) as decisions_late, \
        (select count(*) from assessment s join case_file k on k.id = s.case_id join unit u on u.id = k.unit_id \
         where s.status in ('draft', 'submitted', 'returned') and s.status = 'submitted' and substr(u.path, 1, length($1)) = $1) as to_review";
    Ok(on!(tx, |c| sqlx::query_as(SQL)
        .bind(&branch.0)
        .bind(today)
        .fetch_one(c)
        .await)?)
}
