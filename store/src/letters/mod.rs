//! Letters to children: drafted, approved, given, or not given with a reason. The text is a section of the assessment.

mod versions;

use chrono::{DateTime, NaiveDate, Utc};
use domain::fields::Fields;
use domain::ids::{AssessmentId, CaseId, ChildId, LetterId};
use domain::language::Language;
use domain::letters::{AgeBand, LetterInView, LetterKind, LetterStatus};
use sqlx::FromRow;
use sqlx::types::Json;
use uuid::Uuid;

use crate::assessments::hold;
use crate::audit::{self, Entry};
use crate::db::{Tx, Who, on, refusal};
use crate::error::StoreError;
use crate::figures;

use versions::keep_version;
pub use versions::{LetterVersion, letter_versions};

/// A letter without its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The letter.
    pub id: LetterId,
    /// Its assessment.
    pub assessment: AssessmentId,
    /// To whom.
    pub child: ChildId,
    /// What it is for.
    pub kind: LetterKind,
    /// Whether it is said in a talk; its text is then the writer's support.
    pub spoken: bool,
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
    /// What was checked when it was approved.
    pub approval: Fields,
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
    kind: String,
    spoken: bool,
    band: String,
    language: String,
    status: String,
    due_on: Option<NaiveDate>,
    approved_at: Option<DateTime<Utc>>,
    approved_by: Option<String>,
    approval: Option<Json<Fields>>,
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
            kind: LetterKind::from_code(&row.kind).ok_or(StoreError::Corrupt("letter.kind"))?,
            spoken: row.spoken,
            band: AgeBand::from_code(&row.band).ok_or(StoreError::Corrupt("letter.band"))?,
            language: Language::from_code(&row.language).ok_or(StoreError::Corrupt("letter.language"))?,
            status: LetterStatus::from_code(&row.status).ok_or(StoreError::Corrupt("letter.status"))?,
            due_on: row.due_on,
            approved_at: row.approved_at,
            approved_by: row.approved_by,
            approval: row.approval.map(|f| f.0).unwrap_or_default(),
            given_on: row.given_on,
            given: row.given_form.map(|f| f.0).unwrap_or_default(),
            version: row.version,
        })
    }
}

impl Letter {
    /// The letter as the rules see it, with its text.
    #[must_use]
    pub fn in_view(&self, fields: Fields) -> LetterInView {
        LetterInView {
            id: self.id,
            child: self.child,
            kind: self.kind,
            status: self.status,
            fields,
            not_given_why: if self.status == LetterStatus::NotGiven {
                self.given.text("reason").to_owned()
            } else {
                String::new()
            },
        }
    }
}

macro_rules! letters_where {
    ($where:literal) => {
        concat!(
            "select l.id, l.assessment_id, l.child_id, l.kind, l.spoken, l.band, l.language, l.status, l.due_on, l.approved_at, ",
            "a.name as approved_by, l.approval, l.given_on, l.given_form, l.version from letter l left join account a on a.id = l.approved_by where ",
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

/// The most letters of one assessment.
pub const MAX_LETTERS: i64 = 60;

/// A letter to be begun.
#[derive(Clone, Copy, Debug)]
pub struct NewLetter {
    /// To whom.
    pub child: ChildId,
    /// What it is for.
    pub kind: LetterKind,
    /// Whether it is said in a talk.
    pub spoken: bool,
    /// For which age.
    pub band: AgeBand,
    /// In which language.
    pub language: Language,
    /// When the child should have it.
    pub due_on: Option<NaiveDate>,
}

/// Begins a letter to a child.
///
/// # Errors
/// [`StoreError::NotFound`] for a child or an assessment of another case; [`StoreError::State`] when the assessment's state does not take
/// a letter of this kind, or there are [`MAX_LETTERS`].
pub async fn add_letter(
    tx: &mut Tx,
    who: Who,
    (case, assessment): (CaseId, AssessmentId),
    new: NewLetter,
) -> Result<LetterId, StoreError> {
    const COUNT: &str = "select count(*) from letter where assessment_id = $1";
    const SQL: &str = "insert into letter (id, assessment_id, child_id, kind, spoken, band, language, status, due_on, created_at) \
        select $1, s.id, c.id, $4, $5, $6, $7, 'draft', $8, $9 from assessment s join child c on c.case_id = s.case_id \
        where s.id = $2 and c.id = $3 and s.case_id = $10 and c.removed_at is null";
    let status = hold(tx, case, assessment).await?;
    let count: i64 = on!(tx, |c| sqlx::query_scalar(COUNT)
        .bind(assessment.0)
        .fetch_one(c)
        .await)?;
    if !new.kind.open_in(status) || count >= MAX_LETTERS {
        return Err(StoreError::State);
    }
    let id = LetterId(Uuid::now_v7());
    let added = on!(tx, |c| sqlx::query(SQL)
        .bind(id.0)
        .bind(assessment.0)
        .bind(new.child.0)
        .bind(new.kind.code())
        .bind(new.spoken)
        .bind(new.band.code())
        .bind(new.language.code())
        .bind(new.due_on)
        .bind(who.now)
        .bind(case.0)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if added == 0 {
        return Err(StoreError::NotFound);
    }
    audit::record(tx, who, Entry::in_case("created", "letter", id.0, case)).await?;
    figures::refresh(tx, assessment).await?;
    Ok(id)
}

/// Keeps everybody else from changing a letter, its text and its assessment until the transaction ends. A letter changes only while the
/// assessment's state takes its kind.
async fn hold_letter(tx: &mut Tx, case: CaseId, id: LetterId) -> Result<AssessmentId, StoreError> {
    const SQL: &str = "select assessment_id, kind from letter where id = $1";
    let (assessment, kind): (Uuid, String) = on!(tx, |c| sqlx::query_as(SQL).bind(id.0).fetch_one(c).await)?;
    let kind = LetterKind::from_code(&kind).ok_or(StoreError::Corrupt("letter.kind"))?;
    let assessment = AssessmentId(assessment);
    if kind.open_in(hold(tx, case, assessment).await?) {
        Ok(assessment)
    } else {
        Err(StoreError::State)
    }
}

/// Changes a letter's age band or language while it is a draft.
///
/// # Errors
/// [`StoreError::NotFound`] for a letter of another case; [`StoreError::Stale`] when it is no draft or `version` is not the stored one;
/// [`StoreError::State`] when the assessment's state no longer takes this kind of letter.
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

/// Approves a draft, with what was checked, or takes the approval back before the letter is given (`None`). Each approved text is kept.
///
/// # Errors
/// [`StoreError::NotFound`] for a letter of another case; [`StoreError::Stale`] when the state is another than expected or `version` is not the stored one;
/// [`StoreError::State`] when the assessment's state no longer takes this kind of letter.
pub async fn set_approved(
    tx: &mut Tx,
    who: Who,
    case: CaseId,
    (id, version): (LetterId, i64),
    approval: Option<&Fields>,
) -> Result<(), StoreError> {
    const SQL: &str = "update letter set status = $3, approved_at = $4, approved_by = $5, approval = $8, version = version + 1 \
        where id = $1 and version = $2 and status = $6 and assessment_id in (select id from assessment where case_id = $7)";
    hold_letter(tx, case, id).await?;
    let approved = approval.is_some();
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
        .bind(approval.map(Json))
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
    .await?;
    match approval {
        Some(approval) => keep_version(tx, who, id, approval).await,
        None => Ok(()),
    }
}

/// Records that an approved letter was given, or that no letter is given and why.
///
/// # Errors
/// [`StoreError::NotFound`] for a letter of another case; [`StoreError::Stale`] when the state is another than expected or `version` is not the stored one;
/// [`StoreError::State`] when the assessment's state no longer takes this kind of letter.
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
    let assessment = hold_letter(tx, case, id).await?;
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
    .await?;
    figures::refresh(tx, assessment).await
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
