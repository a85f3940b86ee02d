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
    // As the lists of what is due: what waits is found first, then the branch's part of it.
    macro_rules! counted {
        ($waiting:literal) => {
            concat!(
                "(with w as materialized (select k.unit_id from ",
                $waiting,
                ") select count(*) from w join unit u on u.id = w.unit_id where substr(u.path, 1, length($1)) = $1)"
            )
        };
    }
    const SQL: &str = concat!(
        "select ",
        counted!(
            "letter l join assessment s on s.id = l.assessment_id join case_file k on k.id = s.case_id \
             where l.status in ('draft', 'approved') and l.due_on < $2 and l.kind = 'feedback' and s.status <> 'withdrawn'"
        ),
        " as answers_late, ",
        counted!(
            "measure m join assessment s on s.id = m.assessment_id join case_file k on k.id = s.case_id \
             where m.done_on is null and m.due_on < $2 and s.status = 'signed'"
        ),
        " as measures_late, ",
        counted!(
            "assessment s join case_file k on k.id = s.case_id where s.status = 'signed' and s.follow_up_on is not null and s.follow_up_on < $2"
        ),
        " as follow_ups_late, ",
        counted!(
            "assessment s join case_file k on k.id = s.case_id where s.status in ('draft', 'submitted', 'returned') \
             and s.planned_on is not null and s.planned_on < $2"
        ),
        " as decisions_late, ",
        counted!(
            "assessment s join case_file k on k.id = s.case_id where s.status in ('draft', 'submitted', 'returned') and s.status = 'submitted'"
        ),
        " as to_review"
    );
    Ok(on!(tx, |c| sqlx::query_as(SQL)
        .bind(&branch.0)
        .bind(today)
        .fetch_one(c)
        .await)?)
}
