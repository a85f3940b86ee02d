//! Letters to children: drafted, approved, given, or not given with a reason. The text is a section of the assessment.

use chrono::{DateTime, NaiveDate, Utc};
use domain::assessments::Status;
use domain::fields::Fields;
use domain::ids::{AssessmentId, CaseId, ChildId, LetterId};
use domain::language::Language;
use domain::letters::{AgeBand, LetterStatus};
use sqlx::FromRow;
use sqlx::types::Json;
use uuid::Uuid;

use crate::assessments::hold;
use crate::audit::{self, Entry};
use crate::db::{Tx, Who, on, refusal};
use crate::error::StoreError;

/// A letter without its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The letter.
    pub id: LetterId,
    /// Its assessment.
    pub assessment: AssessmentId,
    /// To whom.
    pub child: ChildId,
    /// For which age.
    pub band: AgeBand,
    /// In which language.
    pub language: Language,
    /// Its state.
    pub status: LetterStatus,
    /// When the child should have it.
    pub due_on: Option<NaiveDate>,
    /// When it was approved.
    pub approved_at: Option<DateTime<Utc>>,
    /// By whom.
    pub approved_by: Option<String>,
    /// When it was given.
    pub given_on: Option<NaiveDate>,
    /// How it was given and what the child answered, or why it was not given.
    pub given: Fields,
    /// Optimistic version.
    pub version: i64,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    assessment_id: Uuid,
    child_id: Uuid,
    band: String,
    language: String,
    status: String,
    due_on: Option<NaiveDate>,
    approved_at: Option<DateTime<Utc>>,
    approved_by: Option<String>,
    given_on: Option<NaiveDate>,
    given_form: Option<Json<Fields>>,
    version: i64,
}

impl TryFrom<Row> for Letter {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: LetterId(row.id),
            assessment: AssessmentId(row.assessment_id),
            child: ChildId(row.child_id),
            band: AgeBand::from_code(&row.band).ok_or(StoreError::Corrupt("letter.band"))?,
            language: Language::from_code(&row.language).ok_or(StoreError::Corrupt("letter.language"))?,
            status: LetterStatus::from_code(&row.status).ok_or(StoreError::Corrupt("letter.status"))?,
            due_on: row.due_on,
            approved_at: row.approved_at,
            approved_by: row.approved_by,
            given_on: row.given_on,
            given: row.given_form.map(|f| f.0).unwrap_or_default(),
            version: row.version,
        })
    }
}

macro_rules! letters_where {
    ($where:literal) => {
        concat!(
            "select l.id, l.assessment_id, l.child_id, l.band, l.language, l.status, l.due_on, l.approved_at, a.name as approved_by, ",
            "l.given_on, l.given_form, l.version from letter l left join account a on a.id = l.approved_by where ",
            $where
        )
    };
}

/// The letters of an assessment, oldest first.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn letters(tx: &mut Tx, assessment: AssessmentId) -> Result<Vec<Letter>, StoreError> {
    const SQL: &str = letters_where!("l.assessment_id = $1 order by l.created_at, l.id limit 60");
    on!(tx, |c| sqlx::query_as::<_, Row>(SQL)
        .bind(assessment.0)
        .fetch_all(c)
        .await)?
    .into_iter()
    .map(Letter::try_from)
    .collect()
}

/// One letter of an assessment.
///
/// # Errors
/// [`StoreError::NotFound`].
pub async fn letter(tx: &mut Tx, assessment: AssessmentId, id: LetterId) -> Result<Letter, StoreError> {
    const SQL: &str = letters_where!("l.assessment_id = $1 and l.id = $2");
    on!(tx, |c| sqlx::query_as::<_, Row>(SQL)
        .bind(assessment.0)
        .bind(id.0)
        .fetch_one(c)
        .await)?
    .try_into()
}

/// Begins a letter to a child.
///
/// # Errors
/// [`StoreError::NotFound`] for a child or an assessment of another case; [`StoreError::State`] unless the assessment is signed and not closed.
pub async fn add_letter(
    tx: &mut Tx,
    who: Who,
    (case, assessment): (CaseId, AssessmentId),
    child: ChildId,
    (band, language): (AgeBand, Language),
    due_on: Option<NaiveDate>,
) -> Result<LetterId, StoreError> {
    const SQL: &str = "insert into letter (id, assessment_id, child_id, band, language, status, due_on, created_at) \
        select $1, s.id, c.id, $4, $5, 'draft', $6, $7 from assessment s join child c on c.case_id = s.case_id \
        where s.id = $2 and c.id = $3 and s.case_id = $8 and c.removed_at is null";
    if hold(tx, case, assessment).await? != Status::Signed {
        return Err(StoreError::State);
    }
    let id = LetterId(Uuid::now_v7());
    let added = on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(assessment.0)
        .bind(child.0)
        .bind(band.code())
        .bind(language.code())
        .bind(due_on)
        .bind(who.now)
        .bind(case.0)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if added == 0 {
        return Err(StoreError::NotFound);
    }
    audit::record(tx, who, Entry::in_case("created", "letter", id.0, case)).await?;
    Ok(id)
}

/// Keeps everybody else from changing a letter, its text and its assessment until the transaction ends. Letters change only while the
/// assessment is signed and not closed.
async fn hold_letter(tx: &mut Tx, case: CaseId, id: LetterId) -> Result<(), StoreError> {
    const SQL: &str = "select assessment_id from letter where id = $1";
    let assessment: Uuid = on!(tx, |c| sqlx::query_scalar(SQL).bind(id.0).fetch_one(c).await)?;
    if hold(tx, case, AssessmentId(assessment)).await? == Status::Signed {
        Ok(())
    } else {
        Err(StoreError::State)
    }
}

/// Changes a letter's age band or language while it is a draft.
///
/// # Errors
/// [`StoreError::NotFound`] for a letter of another case; [`StoreError::Stale`] when it is no draft or `version` is not the stored one;
/// [`StoreError::State`] unless the assessment is signed and not closed.
pub async fn change_letter(
    tx: &mut Tx,
    who: Who,
    case: CaseId,
    (id, version): (LetterId, i64),
    band: AgeBand,
    language: Language,
) -> Result<(), StoreError> {
    const SQL: &str = "update letter set band = $3, language = $4, version = version + 1 \
        where id = $1 and version = $2 and status = 'draft' and assessment_id in (select id from assessment where case_id = $5)";
    hold_letter(tx, case, id).await?;
    let changed = on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(version)
        .bind(band.code())
        .bind(language.code())
        .bind(case.0)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    done(tx, who, case, id, changed, "changed").await
}

/// Approves a draft, or takes the approval back before the letter is given.
///
/// # Errors
/// [`StoreError::NotFound`] for a letter of another case; [`StoreError::Stale`] when the state is another than expected or `version` is not the stored one;
/// [`StoreError::State`] unless the assessment is signed and not closed.
pub async fn set_approved(
    tx: &mut Tx,
    who: Who,
    case: CaseId,
    (id, version): (LetterId, i64),
    approved: bool,
) -> Result<(), StoreError> {
    const SQL: &str = "update letter set status = $3, approved_at = $4, approved_by = $5, version = version + 1 \
        where id = $1 and version = $2 and status = $6 and assessment_id in (select id from assessment where case_id = $7)";
    hold_letter(tx, case, id).await?;
    let (to, from) = if approved {
        (LetterStatus::Approved, LetterStatus::Draft)
    } else {
        (LetterStatus::Draft, LetterStatus::Approved)
    };
    let changed = on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(version)
        .bind(to.code())
        .bind(approved.then_some(who.now))
        .bind(if approved { who.account.map(|a| a.0) } else { None })
        .bind(from.code())
        .bind(case.0)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    done(
        tx,
        who,
        case,
        id,
        changed,
        if approved { "approved" } else { "unapproved" },
    )
    .await
}

/// Records that an approved letter was given, or that no letter is given and why.
///
/// # Errors
/// [`StoreError::NotFound`] for a letter of another case; [`StoreError::Stale`] when the state is another than expected or `version` is not the stored one;
/// [`StoreError::State`] unless the assessment is signed and not closed.
pub async fn set_given(
    tx: &mut Tx,
    who: Who,
    case: CaseId,
    (id, version): (LetterId, i64),
    given_on: Option<NaiveDate>,
    form: &Fields,
) -> Result<(), StoreError> {
    const GIVEN: &str = "update letter set status = 'given', given_on = $3, given_form = $4, version = version + 1 \
        where id = $1 and version = $2 and status = 'approved' and assessment_id in (select id from assessment where case_id = $5)";
    const NOT_GIVEN: &str = "update letter set status = 'not_given', given_on = $3, given_form = $4, version = version + 1 \
        where id = $1 and version = $2 and status in ('draft', 'approved') and assessment_id in (select id from assessment where case_id = $5)";
    hold_letter(tx, case, id).await?;
    let sql = if given_on.is_some() { GIVEN } else { NOT_GIVEN };
    let changed = on!(tx, |c| sqlx::query(sql)
        .bind(id.0)
        .bind(version)
        .bind(given_on)
        .bind(Json(form))
        .bind(case.0)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    done(
        tx,
        who,
        case,
        id,
        changed,
        if given_on.is_some() { "given" } else { "not_given" },
    )
    .await
}

async fn done(
    tx: &mut Tx,
    who: Who,
    case: CaseId,
    id: LetterId,
    changed: u64,
    action: &str,
) -> Result<(), StoreError> {
    const IN_CASE: &str = "select count(*) from letter l join assessment s on s.id = l.assessment_id where l.id = $1 and s.case_id = $2";
    if changed == 0 {
        return Err(refusal(tx, IN_CASE, [id.0, case.0], StoreError::Stale).await);
    }
    audit::record(tx, who, Entry::in_case(action, "letter", id.0, case)).await
}
