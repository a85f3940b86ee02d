//! A municipality of any size, to measure with. Names of units come from a list of directions, names of people from common ones put
//! together by chance.

use chrono::{DateTime, Utc};
use domain::language::Language;
use domain::organisation::AreaOfOperation;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use store::{Db, StoreError};

use super::people::{DistrictPlan, SOCIAL_WORKER, TeamPlan, Town, town};

const FIRST: [&str; 24] = [
    "Agneta",
    "Bo",
    "Carina",
    "Dragan",
    "Elisabet",
    "Farid",
    "Gun",
    "Henrik",
    "Irina",
    "Jakob",
    "Kerstin",
    "Lars",
    "Mona",
    "Niklas",
    "Olga",
    "Pia",
    "Ragnar",
    "Siv",
    "Torbjörn",
    "Ulla",
    "Viveka",
    "Xenia",
    "Yngve",
    "Åke",
];
const FAMILY: [&str; 24] = [
    "Almstad",
    "Björkheden",
    "Cederfall",
    "Dalhamn",
    "Ekfors",
    "Forsmark",
    "Granelid",
    "Hagström",
    "Idhult",
    "Järnhed",
    "Kvarnlid",
    "Lövdal",
    "Mosskär",
    "Nyhamre",
    "Ovansjö",
    "Pilfors",
    "Rosendahl",
    "Skoghem",
    "Tallgren",
    "Uddmark",
    "Vikhult",
    "Ystborn",
    "Ängslid",
    "Ödmark",
];
const DISTRICTS: [&str; 14] = [
    "Norr", "Söder", "Öster", "Väster", "Centrum", "Ås", "Strand", "Skogen", "Hamnen", "Berga", "Sjövik",
    "Lunda", "Fälten", "Backa",
];

/// How many districts, and units in each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Breadth {
    /// Districts, at most 14.
    pub districts: usize,
    /// Units in each.
    pub units: usize,
}

struct OwnedTeam {
    name: String,
    area: AreaOfOperation,
    people: Vec<String>,
}

fn person(rng: &mut StdRng) -> String {
    let first = FIRST.choose(rng).copied().unwrap_or_default();
    let family = FAMILY.choose(rng).copied().unwrap_or_default();
    format!("{first} {family}")
}

fn teams_of(district: &str, units: usize, rng: &mut StdRng) -> Vec<OwnedTeam> {
    let areas = AreaOfOperation::ALL.into_iter().cycle().enumerate().take(units);
    areas
        .map(|(n, area)| {
            let round = n / AreaOfOperation::ALL.len() + 1;
            let number = if round > 1 {
                format!(" {round}")
            } else {
                String::new()
            };
            OwnedTeam {
                name: format!("{} {district}{number}", area.name(Language::Swedish)),
                area,
                people: (0..rng.random_range(8..14)).map(|_| person(rng)).collect(),
            }
        })
        .collect()
}

/// Makes units, accounts and roles.
///
/// # Errors
/// [`StoreError::Exists`] when some of them are there already.
pub async fn found(db: &Db, now: DateTime<Utc>, breadth: Breadth, seed: u64) -> Result<Town, StoreError> {
    db.write(move |tx| {
        Box::pin(async move {
            let mut rng = StdRng::seed_from_u64(seed);
            let names = DISTRICTS.into_iter().take(breadth.districts);
            let owned: Vec<(&str, String, Vec<OwnedTeam>)> = names
                .map(|name| (name, person(&mut rng), teams_of(name, breadth.units, &mut rng)))
                .collect();
            let people: Vec<Vec<Vec<&str>>> = owned
                .iter()
                .map(|(.., teams)| {
                    teams
                        .iter()
                        .map(|t| t.people.iter().map(String::as_str).collect())
                        .collect()
                })
                .collect();
            let teams: Vec<Vec<TeamPlan<'_>>> = owned
                .iter()
                .zip(&people)
                .map(|((.., teams), people)| teams.iter().zip(people).filter_map(team).collect())
                .collect();
            let plans: Vec<DistrictPlan<'_>> = owned
                .iter()
                .zip(&teams)
                .map(|((name, coordinator, _), teams)| DistrictPlan {
                    name,
                    coordinator,
                    teams,
                })
                .collect();
            town(tx, now, &plans).await
        })
    })
    .await
}

/// The first is the manager, the second the representative.
fn team<'a>((owned, people): (&'a OwnedTeam, &'a Vec<&'a str>)) -> Option<TeamPlan<'a>> {
    let [manager, representative, workers @ ..] = people.as_slice() else {
        return None;
    };
    Some(TeamPlan {
        name: &owned.name,
        area: owned.area,
        title: SOCIAL_WORKER,
        manager,
        representative,
        workers,
    })
}
