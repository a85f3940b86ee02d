use chrono::{Datelike, NaiveDate};

use super::Sample;
use crate::cases::CaseKind;
use crate::content::{Content, GENERAL_RULE, NO_PERSON, RetentionRule};
use crate::organisation::AreaOfOperation;

/// Somebody whom a case is about: its subject, or a child in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Person {
    /// Whether it is a child of the case.
    pub child: bool,
    /// Date of birth, from the number or as given; none where neither is known.
    pub born: Option<NaiveDate>,
}

/// What a verdict is made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Whom the case is about.
    pub kind: CaseKind,
    /// The unit's area of operation.
    pub area: AreaOfOperation,
    /// Id of the rule that somebody chose; none where nobody has.
    pub chosen: Option<String>,
    /// The last entry in this tool.
    pub last_entry: NaiveDate,
    /// The last entry of the file in the case system, where somebody has said it.
    pub file_last_entry: Option<NaiveDate>,
    /// When the matter ended, where somebody has said it.
    pub ended_on: Option<NaiveDate>,
    /// Subject and children. A general decision has none.
    pub people: Vec<Person>,
    /// Last entries of the same persons' other cases.
    pub others: Vec<NaiveDate>,
    /// Whether a hold is on it.
    pub held: bool,
    /// Whether somebody has marked it as in the research sample, or as not in it.
    pub in_sample: Option<bool>,
}

/// What the rules come to for a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is not purged.
    Kept(Kept),
    /// Its time has not come.
    NotYet {
        /// The first day on which it may be purged, as far as is known today.
        due_on: NaiveDate,
        /// What it waits for.
        why: Waits,
    },
    /// It is to be purged.
    Due {
        /// The day on which the duty arose.
        since: NaiveDate,
        /// The last day on which it may be done: the end of the calendar year after.
        done_by: NaiveDate,
        /// Id of the rule.
        rule: String,
    },
    /// Somebody has to say something first; until then nothing is purged.
    NeedsAnswer(Missing),
}

/// Why a case is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// By the rule with this id.
    Rule(String),
    /// A hold is on it.
    Hold,
    /// It belongs to the research sample.
    Sample,
}

/// What a case waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waits {
    /// The years after the last entry.
    LastEntry,
    /// A child's age.
    ChildsAge,
    /// Another file of the same person.
    OtherFile,
}

/// What somebody has to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Missing {
    /// What kind of file the decision belongs to.
    Class,
    /// When the matter ended: the rule differs before and after a day.
    EndedOn,
    /// When a child was born, or which child it is about.
    Birth,
    /// How the municipality makes the research sample.
    Sample,
    /// Whether this case belongs to the sample.
    InSample,
}

/// The rule of a case for which nobody has chosen one, where it is safe to say: a general decision has no personal file; income support
/// and elderly care place no child; an adult's case without any child can be about none, unless it is family law. `None` otherwise.
#[must_use]
pub fn default_rule(kind: CaseKind, area: AreaOfOperation, has_children: bool) -> Option<&'static str> {
    match (kind, area) {
        (CaseKind::General, _) => Some(NO_PERSON),
        (CaseKind::Adult, AreaOfOperation::IncomeSupport | AreaOfOperation::Elderly) => Some(GENERAL_RULE),
        (CaseKind::Adult, AreaOfOperation::FamilyLaw) | (CaseKind::Child, _) => None,
        (CaseKind::Adult, _) => (!has_children).then_some(GENERAL_RULE),
    }
}

/// The rules that can be chosen on a day.
pub fn rules_on(content: &Content, today: NaiveDate) -> impl Iterator<Item = &RetentionRule> {
    content
        .retention()
        .iter()
        .filter(move |rule| rule.applies_from <= today)
}

/// The years of the general rule, which also say how long another file of the same person counts as running.
#[must_use]
pub fn general_years(content: &Content) -> u32 {
    content
        .retention_rule(GENERAL_RULE)
        .and_then(|rule| rule.years)
        .unwrap_or(u32::MAX)
}

/// The same day so many years later; the day after the last of February where there is no 29th. A year that no calendar has is the last
/// day that there is.
#[must_use]
pub fn later(day: NaiveDate, years: u32) -> NaiveDate {
    let year = i32::try_from(years).ok().and_then(|n| day.year().checked_add(n));
    year.and_then(|year| {
        day.with_year(year)
            .or_else(|| NaiveDate::from_ymd_opt(year, 3, 1))
    })
    .unwrap_or(NaiveDate::MAX)
}

/// The last day on which what became due on `since` may be purged: the end of the calendar year after.
#[must_use]
pub fn done_by(since: NaiveDate) -> NaiveDate {
    NaiveDate::from_ymd_opt(since.year().saturating_add(1), 12, 31).unwrap_or(NaiveDate::MAX)
}

/// What the rules come to for a case on a day.
#[must_use]
pub fn verdict(content: &Content, facts: &Facts, sample: &Sample, today: NaiveDate) -> Verdict {
    let rule = match rule_of(content, facts, today) {
        Ok(rule) => rule,
        Err(_) if facts.held => return Verdict::Kept(Kept::Hold),
        Err(missing) => return Verdict::NeedsAnswer(missing),
    };
    let Some(years) = rule.years else {
        return Verdict::Kept(Kept::Rule(rule.id.clone()));
    };
    if facts.held {
        return Verdict::Kept(Kept::Hold);
    }
    let (since, why) = match term(content, facts, rule, years) {
        Ok(found) => found,
        Err(missing) => return Verdict::NeedsAnswer(missing),
    };
    match in_sample(facts, sample) {
        Ok(true) => return Verdict::Kept(Kept::Sample),
        // Nobody needs to answer before it is due.
        Err(missing) if since <= today => return Verdict::NeedsAnswer(missing),
        Ok(false) | Err(_) => {}
    }
    if since > today {
        return Verdict::NotYet { due_on: since, why };
    }
    Verdict::Due {
        since,
        done_by: done_by(since),
        rule: rule.id.clone(),
    }
}

/// The rule that a case follows.
fn rule_of<'c>(content: &'c Content, facts: &Facts, today: NaiveDate) -> Result<&'c RetentionRule, Missing> {
    let has_children = facts.people.iter().any(|p| p.child);
    let id = facts
        .chosen
        .as_deref()
        .or_else(|| default_rule(facts.kind, facts.area, has_children))
        .ok_or(Missing::Class)?;
    let rule = content
        .retention_rule(id)
        .filter(|rule| rule.applies_from <= today)
        .ok_or(Missing::Class)?;
    let (Some(day), Some(other)) = (rule.not_if_ended_before, rule.else_rule.as_deref()) else {
        return Ok(rule);
    };
    let ended_before = match facts.ended_on {
        Some(ended) => ended < day,
        // Whatever is written on the day or later was written in a matter that had not ended.
        None if last_entry(facts) >= day => false,
        None => return Err(Missing::EndedOn),
    };
    if ended_before {
        content.retention_rule(other).ok_or(Missing::Class)
    } else {
        Ok(rule)
    }
}

/// The later of the last entries here and in the file.
fn last_entry(facts: &Facts) -> NaiveDate {
    facts
        .file_last_entry
        .map_or(facts.last_entry, |day| day.max(facts.last_entry))
}

/// The day on which the case may be purged, and what it waits for longest.
fn term(
    content: &Content,
    facts: &Facts,
    rule: &RetentionRule,
    years: u32,
) -> Result<(NaiveDate, Waits), Missing> {
    let mut latest = (later(last_entry(facts), years), Waits::LastEntry);
    if let Some(age) = rule.not_before_age {
        let mut children = facts.people.iter().filter(|p| p.child).peekable();
        if children.peek().is_none() {
            return Err(Missing::Birth);
        }
        for child in children {
            let day = later(child.born.ok_or(Missing::Birth)?, age);
            if day > latest.0 {
                latest = (day, Waits::ChildsAge);
            }
        }
    }
    for other in &facts.others {
        let day = later(*other, general_years(content));
        if day > latest.0 {
            latest = (day, Waits::OtherFile);
        }
    }
    Ok(latest)
}

/// Whether a case belongs to the research sample.
fn in_sample(facts: &Facts, sample: &Sample) -> Result<bool, Missing> {
    match (sample, facts.in_sample) {
        (Sample::Unanswered, _) => Err(Missing::Sample),
        (Sample::Municipality, _) => Ok(true),
        (_, Some(marked)) => Ok(marked),
        (Sample::Marked, None) => Err(Missing::InSample),
        (Sample::BirthDays(_), None) => {
            if facts
                .people
                .iter()
                .filter_map(|p| p.born)
                .any(|born| sample.keeps_birth(born))
            {
                return Ok(true);
            }
            if facts.people.iter().all(|p| p.born.is_some()) {
                Ok(false)
            } else {
                Err(Missing::InSample)
            }
        }
    }
}
