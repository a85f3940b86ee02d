//! Granvattna, a municipality that does not exist, with its units and people. Names are common ones put together by chance and
//! belong to nobody; telephone numbers are from the series that is set apart for fiction.

use std::collections::BTreeSet;

use crate::clock::stockholm_day;
use chrono::{DateTime, Utc};
use domain::access::Role;
use domain::fold::fold;
use domain::ids::AccountId;
use domain::language::Language;
use domain::organisation::AreaOfOperation;
use store::access::{self, NewAccount};
use store::organisation::{NewUnit, Unit, add_unit};
use store::{Db, StoreError, Tx, Who};

/// The municipality's name.
pub const MUNICIPALITY: &str = "Granvattna kommun";

/// A unit with the people who work there.
#[derive(Clone, Debug)]
pub struct Team {
    /// The unit.
    pub unit: Unit,
    /// Its manager.
    pub manager: AccountId,
    /// The colleague who keeps the question alive; also does case work.
    pub representative: AccountId,
    /// Its social workers.
    pub workers: Vec<AccountId>,
}

/// The whole municipality.
#[derive(Clone, Debug)]
pub struct Town {
    /// The top of the tree.
    pub municipality: Unit,
    /// Norr and Söder.
    pub districts: Vec<Unit>,
    /// The eight units, in the order of the districts.
    pub teams: Vec<Team>,
    /// The coordinator of each district.
    pub coordinators: Vec<AccountId>,
    /// The records officer.
    pub records_officer: AccountId,
    /// The second records officer, because two purge.
    pub archivist: AccountId,
    /// The administrator.
    pub administrator: AccountId,
}

/// A unit to be founded, and who is to work there.
pub(super) struct TeamPlan<'a> {
    pub name: &'a str,
    pub area: AreaOfOperation,
    pub title: &'a str,
    pub manager: &'a str,
    pub representative: &'a str,
    pub workers: &'a [&'a str],
}

/// A district to be founded.
pub(super) struct DistrictPlan<'a> {
    pub name: &'a str,
    pub coordinator: &'a str,
    pub teams: &'a [TeamPlan<'a>],
}

pub(super) const SOCIAL_WORKER: &str = "socialsekreterare";
const CARE_OFFICER: &str = "biståndshandläggare";

const DISTRICTS: [DistrictPlan<'static>; 2] = [
    DistrictPlan {
        name: "Norr",
        coordinator: "Ingela Rosmark",
        teams: &[
            TeamPlan {
                name: "Ekonomiskt bistånd Norr",
                area: AreaOfOperation::IncomeSupport,
                title: SOCIAL_WORKER,
                manager: "Birgitta Hallsten",
                representative: "Samira Daoud",
                workers: &["Åsa Lindehag", "Jonas Bergfors", "Miriam Tesfai"],
            },
            TeamPlan {
                name: "Vuxen och missbruk Norr",
                area: AreaOfOperation::AdultsAddiction,
                title: SOCIAL_WORKER,
                manager: "Peter Sandmark",
                representative: "Elin Norrlid",
                workers: &["Karin Östervall", "Darko Milić", "Lena Furudal"],
            },
            TeamPlan {
                name: "Barn och unga Norr",
                area: AreaOfOperation::ChildrenAndYouth,
                title: SOCIAL_WORKER,
                manager: "Annika Stenhag",
                representative: "Tove Granlöf",
                workers: &[
                    "Hamid Karimian",
                    "Sofia Ekelid",
                    "Mattias Rönnfors",
                    "Aino Lehtovaara",
                ],
            },
            TeamPlan {
                name: "Funktionsnedsättning",
                area: AreaOfOperation::Disability,
                title: CARE_OFFICER,
                manager: "Gunilla Torsfelt",
                representative: "Oskar Hedvall",
                workers: &["Nadia Rahmani", "Per-Erik Solhed", "Malin Viklid"],
            },
        ],
    },
    DistrictPlan {
        name: "Söder",
        coordinator: "Faduma Warsan",
        teams: &[
            TeamPlan {
                name: "Ekonomiskt bistånd Söder",
                area: AreaOfOperation::IncomeSupport,
                title: SOCIAL_WORKER,
                manager: "Monika Ahlfors",
                representative: "Viktor Sjöhag",
                workers: &[
                    "Leyla Demirkol",
                    "Anders Kvistlund",
                    "Emma Brunnhed",
                    "Yusuf Abdirahim",
                ],
            },
            TeamPlan {
                name: "Vuxen och missbruk Söder",
                area: AreaOfOperation::AdultsAddiction,
                title: SOCIAL_WORKER,
                manager: "Stefan Ljungmark",
                representative: "Ida Björkfelt",
                workers: &["Marta Kowalik", "Erik Almhag", "Susanne Tallfors"],
            },
            TeamPlan {
                name: "Familjerätt",
                area: AreaOfOperation::FamilyLaw,
                title: "familjerättssekreterare",
                manager: "Helene Askvall",
                representative: "Joakim Rydfelt",
                workers: &["Zahra Nouri", "Katarina Mohed", "Linus Forsvik"],
            },
            TeamPlan {
                name: "Våld i nära relationer",
                area: AreaOfOperation::RelationshipViolence,
                title: SOCIAL_WORKER,
                manager: "Ulrika Klintfors",
                representative: "Petra Sundhag",
                workers: &["Amanda Linnvall", "Rebwar Salihi", "Cecilia Hjortmark"],
            },
        ],
    },
];

/// Makes units, accounts and roles in one transaction.
///
/// # Errors
/// [`StoreError::Exists`] when some of the people are there already.
pub async fn found(db: &Db, now: DateTime<Utc>) -> Result<Town, StoreError> {
    db.write(move |tx| Box::pin(async move { town(tx, now, &DISTRICTS).await }))
        .await
}

pub(super) async fn town(
    tx: &mut Tx,
    now: DateTime<Utc>,
    plans: &[DistrictPlan<'_>],
) -> Result<Town, StoreError> {
    let mut phones = Phones(10);
    let new = NewUnit {
        parent: None,
        kind: "municipality",
        area: None,
        name: MUNICIPALITY,
        phone: &phones.next(),
    };
    let municipality = add_unit(tx, &new, now).await?;
    let mut hire = Hire {
        now,
        phones,
        taken: BTreeSet::new(),
    };
    let administrator = hire
        .person(
            tx,
            "Rolf Dahlmark",
            "systemadministratör",
            Role::Administrator,
            &municipality,
        )
        .await?;
    let records_officer = hire
        .person(
            tx,
            "Maj-Britt Olhag",
            "registrator",
            Role::RecordsOfficer,
            &municipality,
        )
        .await?;
    let (mut districts, mut teams, mut coordinators) = (Vec::new(), Vec::new(), Vec::new());
    for plan in plans {
        let phone = hire.phones.next();
        let new = NewUnit {
            parent: Some(&municipality),
            kind: "district",
            area: None,
            name: plan.name,
            phone: &phone,
        };
        let district = add_unit(tx, &new, now).await?;
        coordinators.push(
            hire.person(
                tx,
                plan.coordinator,
                "barnrättssamordnare",
                Role::Coordinator,
                &district,
            )
            .await?,
        );
        for plan in plan.teams {
            teams.push(team(tx, &mut hire, &district, plan).await?);
        }
        districts.push(district);
    }
    // Last, so that everybody else keeps their telephone.
    let archivist = hire
        .person(
            tx,
            "Torgny Vallmark",
            "arkivarie",
            Role::RecordsOfficer,
            &municipality,
        )
        .await?;
    Ok(Town {
        municipality,
        districts,
        teams,
        coordinators,
        records_officer,
        archivist,
        administrator,
    })
}

async fn team(
    tx: &mut Tx,
    hire: &mut Hire,
    district: &Unit,
    plan: &TeamPlan<'_>,
) -> Result<Team, StoreError> {
    let phone = hire.phones.next();
    let new = NewUnit {
        parent: Some(district),
        kind: "unit",
        area: Some(plan.area),
        name: plan.name,
        phone: &phone,
    };
    let unit = add_unit(tx, &new, hire.now).await?;
    let manager = hire
        .person(tx, plan.manager, "enhetschef", Role::Manager, &unit)
        .await?;
    let representative = hire
        .person(tx, plan.representative, plan.title, Role::Representative, &unit)
        .await?;
    let mut workers = Vec::new();
    for name in plan.workers {
        workers.push(hire.person(tx, name, plan.title, Role::Worker, &unit).await?);
    }
    Ok(Team {
        unit,
        manager,
        representative,
        workers,
    })
}

struct Hire {
    now: DateTime<Utc>,
    phones: Phones,
    /// User names, so that two people of one name can both sign in.
    taken: BTreeSet<String>,
}

impl Hire {
    async fn person(
        &mut self,
        tx: &mut Tx,
        name: &str,
        title: &str,
        role: Role,
        unit: &Unit,
    ) -> Result<AccountId, StoreError> {
        let who = Who {
            account: None,
            unit: Some(unit.id),
            now: self.now,
            today: stockholm_day(self.now),
        };
        let plain = fold(name).replace(' ', ".");
        let mut user_name = plain.clone();
        for n in 2.. {
            if self.taken.insert(user_name.clone()) {
                break;
            }
            user_name = format!("{plain}.{n}");
        }
        let phone = self.phones.next();
        let new = NewAccount {
            user_name: &user_name,
            name,
            title,
            phone: &phone,
            language: Language::Swedish,
        };
        let account = access::add_account(tx, who, &new).await?;
        access::add_grant(tx, who, account, role, unit.id).await?;
        Ok(account)
    }
}

/// Numbers 08-465 004 00 to 08-465 004 99, which no subscriber has.
struct Phones(u32);

impl Phones {
    fn next(&mut self) -> String {
        let number = self.0 % 100;
        self.0 += 1;
        format!("08-465 004 {number:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{Clock as _, SystemClock};
    use store::Engine;
    use store::testing::TestDb;

    #[tokio::test]
    async fn the_municipality_has_two_districts_eight_units_in_six_areas_and_all_roles() {
        let test = TestDb::new(Engine::Sqlite).await;
        let town = found(&test.db, SystemClock.now()).await.unwrap();
        assert_eq!((town.districts.len(), town.teams.len()), (2, 8));
        let areas: BTreeSet<&str> = town
            .teams
            .iter()
            .filter_map(|t| t.unit.area)
            .map(AreaOfOperation::code)
            .collect();
        assert_eq!(areas.len(), 6);
        assert!(town.teams.iter().all(|t| (3..=4).contains(&t.workers.len())));
        let mut tx = test.db.read().await.unwrap();
        let mut roles = BTreeSet::new();
        for account in access::accounts(&mut tx).await.unwrap() {
            assert!(account.phone.starts_with("08-465 004 "), "{}", account.phone);
            let grants = access::grants(&mut tx, account.id).await.unwrap();
            roles.extend(grants.iter().map(|g| g.role.code()));
        }
        assert_eq!(roles.len(), Role::ALL.len());
        drop(tx);
        test.remove().await;
    }
}
