use chrono::NaiveDate;
use serde::Deserialize;

use super::check::{incomplete, unique};
use super::{Content, ContentError, Localised};

/// How long a kind of file is kept, as dated content.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RetentionRule {
    /// Id; stored with cases and with what was purged.
    pub id: String,
    /// The kind of file.
    pub text: Localised,
    /// What it covers and what becomes of it.
    pub covers: Localised,
    /// Id of a [`super::Reference`]; none where no paragraph about personal files applies.
    #[serde(default)]
    pub reference: Option<String>,
    /// First day on which the rule applied as it stands.
    pub applies_from: NaiveDate,
    /// Whole years after the last entry; none where the file is kept for good.
    #[serde(default)]
    pub years: Option<u32>,
    /// Age in whole years that every child of the file has reached before it may be purged.
    #[serde(default)]
    pub not_before_age: Option<u32>,
    /// Matters that ended before this day follow `else_rule`.
    #[serde(default)]
    pub not_if_ended_before: Option<NaiveDate>,
    /// Id of the rule for those.
    #[serde(default)]
    pub else_rule: Option<String>,
}

/// `retention.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RetentionFile {
    pub rule: Vec<RetentionRule>,
}

/// The rule that everything without a special one follows.
pub(crate) const GENERAL_RULE: &str = "five_years";
/// The rule of general decisions.
pub(crate) const NO_PERSON: &str = "no_person";

/// Unique ids, references that exist and apply, sensible terms, and the two rules that the program names itself.
pub(super) fn check(content: &Content) -> Result<(), ContentError> {
    unique(
        "rule of retention",
        content.retention.iter().map(|r| r.id.clone()),
    )?;
    for (id, kept) in [(GENERAL_RULE, false), (NO_PERSON, true)] {
        if content
            .retention_rule(id)
            .is_none_or(|r| r.years.is_none() != kept)
        {
            let problem = format!("lacks the rule {id:?}, or it has the wrong term");
            return incomplete("retention.toml".to_owned(), problem);
        }
    }
    content.retention.iter().try_for_each(|r| rule(content, r))
}

fn rule(content: &Content, rule: &RetentionRule) -> Result<(), ContentError> {
    let wherein = format!("rule of retention {}", rule.id);
    if let Some(id) = &rule.reference {
        let Some(reference) = content.reference(id) else {
            return Err(ContentError::Unknown {
                wherein,
                kind: "reference",
                id: id.clone(),
            });
        };
        if rule.applies_from < reference.in_force_from {
            return incomplete(wherein, format!("applies before {id:?} was in force"));
        }
    }
    if rule.years.is_some_and(|n| !(1..=100).contains(&n))
        || rule.not_before_age.is_some_and(|n| !(1..=100).contains(&n))
    {
        return incomplete(wherein, "has a term that is not 1 to 100 years".to_owned());
    }
    if rule.not_before_age.is_some() && rule.years.is_none() {
        return incomplete(wherein, "names an age but is never purged".to_owned());
    }
    let other = rule.else_rule.as_deref().map(|id| content.retention_rule(id));
    match (rule.not_if_ended_before, other) {
        (None, None) => Ok(()),
        // One step and no further, so that no rule leads back to itself.
        (Some(_), Some(Some(other))) if other.else_rule.is_none() => Ok(()),
        _ => incomplete(
            wherein,
            "names a day without another rule for older matters, or the other way round".to_owned(),
        ),
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::super::{Content, ContentError};

    fn spoilt(spoil: impl FnOnce(&mut Content)) -> String {
        let mut content = Content::load().expect("the real content is sound");
        spoil(&mut content);
        super::check(&content)
            .as_ref()
            .map_or_else(ContentError::to_string, |()| "nothing".to_owned())
    }

    #[test]
    fn what_is_wrong_with_a_rule_is_named() {
        assert_eq!(spoilt(|_| ()), "nothing");
        let said = spoilt(|c| c.retention.push(c.retention[0].clone()));
        assert!(said.contains("\"five_years\" occurs twice"), "{said}");
        let said = spoilt(|c| c.retention[0].reference = Some("sol-99-9".into()));
        assert!(
            said.contains("rule of retention five_years names the unknown reference"),
            "{said}"
        );
        let said = spoilt(|c| c.retention[0].applies_from = NaiveDate::from_ymd_opt(2025, 6, 30).unwrap());
        assert!(said.contains("applies before"), "{said}");
        let said = spoilt(|c| c.retention[0].years = Some(0));
        assert!(said.contains("not 1 to 100 years"), "{said}");
        let said = spoilt(|c| c.retention[1].else_rule = Some("child_protection".into()));
        assert!(said.contains("without another rule"), "{said}");
        let said = spoilt(|c| c.retention.retain(|r| r.id != "no_person"));
        assert!(said.contains("lacks the rule"), "{said}");
        let said = spoilt(|c| c.retention[4].not_before_age = Some(18));
        assert!(said.contains("never purged"), "{said}");
    }
}
