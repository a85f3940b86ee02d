//! Cases that have rested for more than five years: what two records officers purge in the demo, one that a hold keeps, and one about
//! which somebody has to say something first.

use chrono::{DateTime, Datelike as _, Duration, NaiveDate, Utc};
use domain::assessments::{Depth, Status};
use domain::cases::{CaseKind, ChildForm};
use domain::content::content;
use domain::fields::Fields;
use domain::ids::CaseId;
use domain::retention::{HoldReason, Sample};
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use store::cases::NewCase;
use store::{Db, StoreError, Tx, Who, assessments, cases, children, figures, retention};

use super::names;
use super::people::{Team, Town};
use super::story::Gender;
use crate::clock::stockholm_day;

/// A rested case: whose team it is of, who it is about, when that person was born, for how many days it has rested, and its matter.
type Rested = (usize, &'static str, (i32, u32, u32), i64, &'static str);

/// Nobody here is born on the 31st, which is the day of the demo's research sample.
const RESTED: [Rested; 6] = [
    (
        0,
        "Gunnel Åkerlid",
        (1961, 3, 14),
        2_460,
        "Ansökan om bistånd till glasögon",
    ),
    (
        0,
        "Tage Blomdahl",
        (1974, 11, 2),
        2_300,
        "Ansökan om bistånd till flyttkostnader",
    ),
    (
        0,
        "Ritva Salmela",
        (1958, 6, 25),
        2_150,
        "Ansökan om bistånd till tandvård",
    ),
    (
        0,
        "Farhad Naderi",
        (1983, 1, 9),
        1_990,
        "Ansökan om bistånd till möbler",
    ),
    (
        4,
        "Solveig Hedmark",
        (1969, 8, 21),
        2_400,
        "Ansökan om bistånd till hyra i juli",
    ),
    (
        4,
        "Marek Zielinski",
        (1990, 4, 17),
        1_950,
        "Ansökan om bistånd till busskort",
    ),
];
/// The case of [`RESTED`] that a hold keeps.
const HELD: usize = 3;
const REASON: &str = "Bor ensam och har inga barn. Frågat om umgänge och om någon väntar barn: nej.";

/// Writes them, and how the research sample is made.
///
/// # Errors
/// The database's.
pub async fn write(db: &Db, town: &Town, now: DateTime<Utc>) -> Result<(), StoreError> {
    let town = town.clone();
    db.write(move |tx| {
        // They are older than the figures, which tell of the last two years.
        Box::pin(figures::count_later(async move { all(tx, &town, now).await }))
    })
    .await
}

async fn all(tx: &mut Tx, town: &Town, now: DateTime<Utc>) -> Result<(), StoreError> {
    let mut rng = StdRng::seed_from_u64(19);
    let archivist = Who {
        account: Some(town.archivist),
        ..at(now, 400)
    };
    retention::set_sample(
        tx,
        archivist,
        &Sample::from_parts("birth_days", "31").unwrap_or_default(),
        "Påhittat för demon",
    )
    .await?;
    for (n, (team, name, born, days, matter)) in RESTED.into_iter().enumerate() {
        let Some(team) = town.teams.get(team) else {
            continue;
        };
        let (year, month, day) = born;
        let born = NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
        let new = NewCase {
            subject_number: names::number(born, Gender::Female, false, &mut rng),
            reference: format!("SN {}-{:05}", at(now, days).today.year(), 311 + 97 * n),
            ..case_of(team, name, matter)
        };
        let who = worker_of(team, at(now, days));
        let case = cases::open_case(tx, who, &new).await?;
        assessments::record_screening(tx, who, case, matter, REASON, content().version()).await?;
        if n == HELD {
            let who = Who {
                account: Some(town.records_officer),
                unit: Some(team.unit.id),
                ..at(now, 30)
            };
            retention::place_hold(
                tx,
                who,
                case,
                HoldReason::Proceedings,
                "Mål 1873-26 i förvaltningsrätten.",
            )
            .await?;
        }
    }
    undecided(tx, town, now).await
}

/// An adult's case with a child in it: nobody can know what kind of file it is but whoever worked with it.
async fn undecided(tx: &mut Tx, town: &Town, now: DateTime<Utc>) -> Result<(), StoreError> {
    const MATTER: &str = "Ansökan om stöd efter behandling";
    let Some(team) = town.teams.get(1) else {
        return Ok(());
    };
    let who = worker_of(team, at(now, 2_050));
    let case: CaseId = cases::open_case(tx, who, &case_of(team, "Lasse Fernlund", MATTER)).await?;
    let child = ChildForm {
        name: "Wilma Fernlund".to_owned(),
        born: "2014-10-05".to_owned(),
        relation: "dotter".to_owned(),
        ..ChildForm::default()
    };
    children::add_child(tx, who, case, &child).await?;
    let version = content().version();
    let id = assessments::begin(
        tx,
        who,
        case,
        Depth::Standard,
        MATTER,
        version,
        &Fields::default(),
    )
    .await?;
    let reason = Some("Ansökan togs tillbaka.");
    assessments::set_withdrawn(tx, who, (case, id, 1), Status::Draft, reason).await
}

fn case_of(team: &Team, name: &str, matter: &str) -> NewCase {
    NewCase {
        kind: CaseKind::Adult,
        unit: team.unit.id,
        owner: team.workers.first().copied().unwrap_or(team.representative),
        reference: String::new(),
        subject_name: name.to_owned(),
        subject_number: String::new(),
        matter: matter.to_owned(),
        protected: false,
    }
}

fn at(now: DateTime<Utc>, days: i64) -> Who {
    let now = now - Duration::days(days);
    Who {
        account: None,
        unit: None,
        now,
        today: stockholm_day(now),
    }
}

fn worker_of(team: &Team, who: Who) -> Who {
    Who {
        account: Some(team.workers.first().copied().unwrap_or(team.representative)),
        unit: Some(team.unit.id),
        ..who
    }
}
