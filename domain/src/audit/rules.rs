use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike as _, NaiveDate, Weekday};

use super::opening::Pair;
use crate::fold::fold;
use crate::ids::AccountId;
use crate::language::Language;

/// The hour at which the night begins.
pub const NIGHT_BEGINS: u32 = 22;
/// The hour at which it ends.
pub const NIGHT_ENDS: u32 = 6;
/// Who opens more than so many different cases of a unit in a day is looked at. Somebody at a desk who works in each of the cases seldom
/// comes to more than a dozen.
pub const MANY_CASES: u32 = 20;

/// How many different cases each person opened on each day.
pub type DayCounts = BTreeMap<(AccountId, NaiveDate), u32>;

/// Why an opening is looked at. It says nothing of whether it was right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// Somebody in the case has the opener's family name.
    SameFamilyName,
    /// The opener has never had anything to do with the case.
    NoRole,
    /// The case has somebody with a protected identity.
    Protected,
    /// Opened at night.
    Night,
    /// Opened on a Saturday or Sunday.
    Weekend,
    /// The opener opened very many cases that day.
    ManyCases,
}

impl Rule {
    /// All, the gravest first.
    pub const ALL: [Self; 6] = [
        Self::SameFamilyName,
        Self::NoRole,
        Self::Protected,
        Self::Night,
        Self::Weekend,
        Self::ManyCases,
    ];

    /// The code in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::SameFamilyName => "same_name",
            Self::NoRole => "no_role",
            Self::Protected => "protected",
            Self::Night => "night",
            Self::Weekend => "weekend",
            Self::ManyCases => "many",
        }
    }

    /// The rule of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.code() == code)
    }

    /// In a few words, for a mark.
    #[must_use]
    pub fn name(self, l: Language) -> &'static str {
        match self {
            Self::SameFamilyName => l.t("Samma efternamn", "Same family name"),
            Self::NoRole => l.t("Ingen roll i ärendet", "No role in the case"),
            Self::Protected => l.t("Skyddade uppgifter", "Protected identity"),
            Self::Night => l.t("På natten", "At night"),
            Self::Weekend => l.t("På helgen", "On a weekend"),
            Self::ManyCases => l.t("Många ärenden samma dag", "Many cases in a day"),
        }
    }

    /// What the rule looks for.
    #[must_use]
    pub fn explained(self, l: Language) -> String {
        match self {
            Self::SameFamilyName => l.t(
                "Den som öppnade har samma efternamn som någon i ärendet: den det gäller, ett barn eller en vårdnadshavare. Många heter lika utan att vara släkt.",
                "Whoever opened it has the same family name as somebody in the case: the person it is about, a child or a guardian. Many share a name without being related.",
            ).to_owned(),
            Self::NoRole => l.t(
                "Den som öppnade har aldrig haft ärendet, inte skrivit i det och varken är chef eller granskar i enheten.",
                "Whoever opened it has never had the case, has not written in it and neither manages nor reviews in the unit.",
            ).to_owned(),
            Self::Protected => l.t(
                "Någon i ärendet har skyddade personuppgifter. Då tittar vi på varje öppning.",
                "Somebody in the case has a protected identity. Then every opening is looked at.",
            ).to_owned(),
            Self::Night => l.t(
                format!("Öppnat mellan klockan {NIGHT_BEGINS} och {NIGHT_ENDS:02}, svensk tid."),
                format!("Opened between {NIGHT_BEGINS}:00 and {NIGHT_ENDS:02}:00, Swedish time."),
            ),
            Self::Weekend => l.t("Öppnat en lördag eller söndag.", "Opened on a Saturday or Sunday.").to_owned(),
            Self::ManyCases => l.t(
                format!("Samma person öppnade fler än {MANY_CASES} olika ärenden i enheten den dagen."),
                format!("The same person opened more than {MANY_CASES} different cases of the unit that day."),
            ),
        }
    }
}

/// What the rules need to know of a case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaseFacts {
    /// The names of the person it is about, of the children and the guardians.
    pub names: Vec<String>,
    /// Who has or has had the case, has written in it, or reviews or manages in its unit.
    pub with_role: BTreeSet<AccountId>,
    /// Whether somebody in it has a protected identity.
    pub protected: bool,
}

/// The rules that a pair meets, in the order of [`Rule::ALL`]. Of a case that is purged (`facts` is `None`) nothing is known but the
/// times.
#[must_use]
pub fn hits(pair: &Pair, name: &str, facts: Option<&CaseFacts>) -> Vec<Rule> {
    Rule::ALL
        .into_iter()
        .filter(|rule| match rule {
            Rule::SameFamilyName => {
                facts.is_some_and(|f| f.names.iter().any(|other| same_family_name(name, other)))
            }
            Rule::NoRole => facts.is_some_and(|f| !f.with_role.contains(&pair.account)),
            Rule::Protected => facts.is_some_and(|f| f.protected),
            Rule::Night => pair.days.iter().any(|day| day.night > 0),
            Rule::Weekend => pair
                .days
                .iter()
                .any(|day| matches!(day.day.weekday(), Weekday::Sat | Weekday::Sun)),
            Rule::ManyCases => pair.days.iter().any(|day| day.cases > MANY_CASES),
        })
        .collect()
}

/// Whether two people have a family name in common. A double name counts as both; case, accents and hyphens do not matter, as when a
/// name is searched for.
#[must_use]
pub fn same_family_name(one: &str, other: &str) -> bool {
    let (one, other) = (family_names(one), family_names(other));
    one.iter().any(|name| other.contains(name))
}

/// The family names in a whole name: the parts of its last word. One word alone is a first name.
fn family_names(name: &str) -> Vec<String> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let Some((last, before)) = words.split_last() else {
        return Vec::new();
    };
    if before.is_empty() {
        return Vec::new();
    }
    fold(last)
        .split(' ')
        // The article before a name with a hyphen, as in al-Hassan, is no name.
        .filter(|part| !matches!(*part, "al" | "el" | "ul"))
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::super::opening::DayOpenings;
    use super::*;
    use crate::ids::CaseId;

    fn pair(day: &str, night: u32, cases: u32) -> Pair {
        Pair {
            account: AccountId(Uuid::from_u128(1)),
            case: CaseId(Uuid::from_u128(9)),
            days: vec![DayOpenings {
                day: day.parse().unwrap(),
                count: 1,
                first: "09:00:00".parse().unwrap(),
                last: "09:00:00".parse().unwrap(),
                night,
                cases,
            }],
        }
    }

    fn facts(names: &[&str], role: u128, protected: bool) -> CaseFacts {
        CaseFacts {
            names: names.iter().map(|n| (*n).to_owned()).collect(),
            with_role: BTreeSet::from([AccountId(Uuid::from_u128(role))]),
            protected,
        }
    }

    #[test]
    fn family_names_are_compared_as_names_are_searched_for() {
        for (one, other) in [
            ("Åsa Öberg", "Vera oberg"),
            ("Karin Ekdahl-Ström", "Nils Ström"),
            ("Rima al-Hassan", "Adam Hassan"),
            ("Eva von Essen", "Per Essen"),
        ] {
            assert!(same_family_name(one, other), "{one} {other}");
        }
        for (one, other) in [
            ("Åsa Öberg", "Öberg"),
            ("Åsa Öberg", "Åsa Ek"),
            ("Rima al-Hassan", "Yara al-Khoury"),
            ("", ""),
            ("Vera", "Vera"),
            ("Nils Berg", "Nils Bergman"),
        ] {
            assert!(!same_family_name(one, other), "{one} {other}");
        }
    }

    #[test]
    fn an_opening_by_the_worker_on_an_ordinary_day_meets_no_rule() {
        let (monday, facts) = (pair("2026-10-05", 0, 3), facts(&["Vera Blom"], 1, false));
        assert_eq!(hits(&monday, "Karin Ek", Some(&facts)), []);
    }

    #[test]
    fn each_rule_is_met_by_what_it_looks_for() {
        let ordinary = facts(&["Vera Blom", "Elsa Ek"], 1, false);
        let monday = pair("2026-10-05", 0, MANY_CASES);
        assert_eq!(hits(&monday, "Karin Ek", Some(&ordinary)), [Rule::SameFamilyName]);
        let others = facts(&[], 2, true);
        assert_eq!(
            hits(&monday, "Karin Ek", Some(&others)),
            [Rule::NoRole, Rule::Protected]
        );
        let saturday = pair("2026-10-03", 1, MANY_CASES + 1);
        assert_eq!(
            hits(&saturday, "Karin Ek", Some(&facts(&[], 1, false))),
            [Rule::Night, Rule::Weekend, Rule::ManyCases]
        );
    }

    #[test]
    fn of_a_purged_case_only_the_times_are_known() {
        let sunday = pair("2026-10-04", 0, 1);
        assert_eq!(hits(&sunday, "Karin Ek", None), [Rule::Weekend]);
    }

    #[test]
    fn every_rule_has_a_code_of_its_own() {
        for rule in Rule::ALL {
            assert_eq!(Rule::from_code(rule.code()), Some(rule));
        }
    }
}
