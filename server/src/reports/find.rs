use domain::access::{Action, Subject, may};
use domain::ids::ReportId;
use store::Tx;
use store::reports::{self, StoredReport};

use crate::error::AppError;
use crate::sessions::Signed;

/// A report that the person may read (`SeeUnitFigures`) or write (`MakeReports`); otherwise there is none.
pub(super) async fn find(
    tx: &mut Tx,
    signed: &Signed,
    id: &str,
    action: Action,
) -> Result<StoredReport, AppError> {
    let id: ReportId = id.parse().map_err(|_| AppError::NotFound)?;
    let report = reports::report(tx, id).await?;
    if may(&signed.actor, action, Subject::Unit(&report.path)) {
        Ok(report)
    } else {
        Err(AppError::NotFound)
    }
}

/// What a report is called on its pages.
pub(super) fn name(report: &StoredReport, l: domain::language::Language) -> String {
    format!(
        "{}: {}, {}",
        report.kind.name(l),
        report.unit_name,
        report.period.name(l)
    )
}
