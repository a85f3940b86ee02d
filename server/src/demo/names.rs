//! Invented people. Names are drawn from lists, numbers are made from a day of birth and the serials 980–999, which are kept
//! for invented persons.

use chrono::{Datelike, Duration, NaiveDate};
use domain::cases::IdentityNumber;
use rand::RngExt;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;

use super::story::Gender;

/// Names that go together in one family.
struct Naming {
    /// How often it is drawn among those that are not Swedish.
    weight: u32,
    /// The language for an interpreter, or empty.
    language: &'static str,
    women: &'static [&'static str],
    men: &'static [&'static str],
    girls: &'static [&'static str],
    boys: &'static [&'static str],
    family: &'static [&'static str],
}

static SWEDISH: Naming = Naming {
    weight: 0,
    language: "",
    women: &[
        "Hanna", "Sofia", "Linda", "Malin", "Jenny", "Ida", "Therese", "Camilla", "Erika", "Josefin",
        "Veronica", "Annika",
    ],
    men: &[
        "Johan",
        "Mattias",
        "Patrik",
        "Daniel",
        "Robin",
        "Fredrik",
        "Tobias",
        "Martin",
        "Kristoffer",
        "Andreas",
    ],
    girls: &[
        "Elsa", "Alva", "Stina", "Tuva", "Moa", "Ebba", "Signe", "Wilma", "Freja", "Lova", "Tindra", "Juni",
    ],
    boys: &[
        "Vilgot", "Nils", "Hugo", "Melker", "Albin", "Sixten", "Loke", "Elliot", "Viggo", "Axel", "Noel",
        "Ture",
    ],
    family: &[
        "Lindqvist",
        "Berglund",
        "Sandell",
        "Holmgren",
        "Wikström",
        "Åkerlund",
        "Norén",
        "Hedman",
        "Öberg",
        "Ström",
        "Ekdahl",
        "Sjölin",
    ],
};

static OTHERS: &[Naming] = &[
    Naming {
        weight: 9,
        language: "finska",
        women: &["Päivi", "Katja", "Minna", "Sari"],
        men: &["Jari", "Mika", "Petri", "Antti"],
        girls: &["Aino", "Helmi", "Siiri"],
        boys: &["Eino", "Onni", "Väinö"],
        family: &["Koskela", "Niemi", "Lahtinen", "Hämäläinen"],
    },
    Naming {
        weight: 12,
        language: "somaliska",
        women: &["Hodan", "Ifrah", "Sahra", "Fadumo"],
        men: &["Abdirahman", "Liban", "Mahad", "Yusuf"],
        girls: &["Ayaan", "Hibo", "Idil", "Sumaya"],
        boys: &["Bilal", "Zakaria", "Ismail", "Guled"],
        family: &["Warsame", "Abdi", "Farah", "Hersi"],
    },
    Naming {
        weight: 14,
        language: "arabiska",
        women: &["Rima", "Hala", "Nour", "Samira"],
        men: &["Khaled", "Omar", "Bassel", "Ammar"],
        girls: &["Layla", "Yara", "Jana", "Maryam"],
        boys: &["Karim", "Adam", "Sami", "Tarek"],
        family: &["al-Hassan", "Darwish", "Haddad", "Khoury"],
    },
    Naming {
        weight: 7,
        language: "polska",
        women: &["Agnieszka", "Katarzyna", "Ewa"],
        men: &["Marek", "Tomasz", "Paweł"],
        girls: &["Zofia", "Hania", "Maja"],
        boys: &["Jakub", "Szymon", "Filip"],
        family: &["Wiśniewska-Lund", "Zielińska", "Mazur"],
    },
    Naming {
        weight: 8,
        language: "kurmanji",
        women: &["Rojda", "Berivan", "Nesrin"],
        men: &["Azad", "Serhat", "Dilovan"],
        girls: &["Evîn", "Rojîn", "Havin"],
        boys: &["Diyar", "Robin", "Baran"],
        family: &["Demir", "Aslan", "Rashid"],
    },
    Naming {
        weight: 4,
        language: "tigrinska",
        women: &["Selam", "Winta"],
        men: &["Yonas", "Filmon"],
        girls: &["Luwam", "Heran", "Saba"],
        boys: &["Nahom", "Abel", "Natnael"],
        family: &["Tesfay", "Gebremedhin"],
    },
];

/// The people of one case.
#[derive(Clone, Debug)]
pub struct Family {
    /// The adult's full name.
    pub adult: String,
    /// What the adult is called in the texts.
    pub adult_first: String,
    /// The other parent's full name.
    pub other: String,
    /// What the other parent is called in the texts.
    pub other_first: String,
    /// A third person with custody, in full.
    pub third: String,
    /// The children's names, none twice.
    pub children: Vec<String>,
    /// The language of the family besides Swedish, or empty.
    pub language: &'static str,
}

fn pick(list: &'static [&'static str], rng: &mut StdRng) -> &'static str {
    list.choose(rng).copied().unwrap_or_default()
}

impl Family {
    /// The family of the case that a visitor finishes by hand.
    #[must_use]
    pub fn showcase() -> Self {
        let own = str::to_owned;
        Self {
            adult: own("Hanna Lindqvist"),
            adult_first: own("Hanna"),
            other: own("Johan Sandell"),
            other_first: own("Johan"),
            third: own("Malin Sandell"),
            children: vec![own("Elsa"), own("Nils")],
            language: "",
        }
    }

    /// Draws a family. The other parent is of the other gender.
    #[must_use]
    pub fn draw(adult: Gender, children: &[Gender], rng: &mut StdRng) -> Self {
        let naming = if rng.random_bool(0.46) {
            &SWEDISH
        } else {
            OTHERS.choose_weighted(rng, |n| n.weight).unwrap_or(&SWEDISH)
        };
        let surname = pick(naming.family, rng);
        let (first, second) = match adult {
            Gender::Female => (naming.women, naming.men),
            Gender::Male => (naming.men, naming.women),
        };
        let (adult_first, other_first) = (pick(first, rng), pick(second, rng));
        let mut third_first = pick(naming.women, rng);
        while [adult_first, other_first].contains(&third_first) {
            third_first = pick(naming.women, rng);
        }
        let mut names: Vec<String> = Vec::new();
        for gender in children {
            let pool = if *gender == Gender::Female {
                naming.girls
            } else {
                naming.boys
            };
            let mut name = pick(pool, rng);
            while names.iter().any(|n| n == name) {
                name = pick(pool, rng);
            }
            names.push(name.to_owned());
        }
        // A third of the parents live apart and have kept their own names.
        let other_surname = if rng.random_bool(0.4) {
            pick(naming.family, rng)
        } else {
            surname
        };
        Self {
            adult: format!("{adult_first} {surname}"),
            adult_first: adult_first.to_owned(),
            other: format!("{other_first} {other_surname}"),
            other_first: other_first.to_owned(),
            third: format!("{third_first} {other_surname}"),
            children: names,
            language: naming.language,
        }
    }
}

/// A day of birth for somebody who has this age on `day` and for the next two months.
#[must_use]
pub fn born(age: u32, day: NaiveDate, rng: &mut StdRng) -> NaiveDate {
    let year = day.year() - i32::try_from(age).unwrap_or_default();
    let birthday = NaiveDate::from_ymd_opt(year, day.month(), day.day().min(28)).unwrap_or(day);
    birthday - Duration::days(rng.random_range(1..=290))
}

/// Twelve digits of an invented person, or of one with a coordination number.
#[must_use]
pub fn number(born: NaiveDate, gender: Gender, coordination: bool, rng: &mut StdRng) -> String {
    let even = 980 + 2 * rng.random_range(0..10);
    let serial = if gender == Gender::Female { even } else { even + 1 };
    let day = born.day() + if coordination { 60 } else { 0 };
    IdentityNumber::with_check_digit(&format!("{}{day:02}{serial}", born.format("%Y%m"))).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;

    #[test]
    fn invented_numbers_are_right_and_keep_to_their_serials() {
        let mut rng = StdRng::seed_from_u64(3);
        let day = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
        for age in 0..85 {
            for coordination in [false, true] {
                let born = born(age, day, &mut rng);
                assert_eq!(domain::dates::age_on(born, day), Some(age));
                let number = number(born, Gender::Male, coordination, &mut rng);
                let read = IdentityNumber::parse(&number, day).unwrap();
                assert_eq!(read.born(), born);
                assert!((980..=999).contains(&number[8..11].parse::<u32>().unwrap()));
            }
        }
    }

    #[test]
    fn siblings_have_different_names() {
        let mut rng = StdRng::seed_from_u64(4);
        for _ in 0..200 {
            let family = Family::draw(
                Gender::Female,
                &[Gender::Male, Gender::Male, Gender::Female],
                &mut rng,
            );
            assert_ne!(family.children[0], family.children[1]);
        }
    }
}
