use std::sync::Arc;

use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveTime, Utc};
use domain::ids::{AccountId, RoundId, UnitId};
use domain::monitoring::{Instrument, InstrumentKind, RoundDays};
use store::monitoring::{self, NewRound};
use store::{Db, StoreError, Tx, Who};

use super::words::{Words, answers, load};
use crate::clock::stockholm_day;
use crate::demo::people::{Team, Town};

/// The teams of one district; the people module makes them in the order of the districts.
const OF_DISTRICT: usize = 4;

/// A half-year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct HalfYear {
    from: NaiveDate,
    to: NaiveDate,
}

impl HalfYear {
    /// The one that a day lies in.
    fn of(day: NaiveDate) -> Self {
        let first = day.month() <= 6;
        let date = |month, d| NaiveDate::from_ymd_opt(day.year(), month, d).unwrap_or(day);
        if first {
            Self {
                from: date(1, 1),
                to: date(6, 30),
            }
        } else {
            Self {
                from: date(7, 1),
                to: date(12, 31),
            }
        }
    }

    fn before(self) -> Self {
        Self::of(self.from - Duration::days(1))
    }

    fn title(self) -> String {
        let half = if self.from.month() == 1 {
            "första"
        } else {
            "andra"
        };
        format!("Egenkontroll {half} halvåret {}", self.from.year())
    }
}

/// Where a unit is left in a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// Nothing is answered.
    NotBegun,
    /// Some areas are answered.
    Begun(usize),
    /// Handed in, with a remark that waits for its reply or has it.
    HandedIn { replied: bool },
    /// Handed in and given back.
    GivenBack,
}

/// How a round is told: which people, which days, and where each unit is left.
struct Plan {
    coordinator: AccountId,
    branch: UnitId,
    teams: Vec<(usize, Team)>,
    half: HalfYear,
    deadline: NaiveDate,
    opened: NaiveDate,
    closed: Option<NaiveDate>,
    /// Which of the rounds it is, the oldest first.
    nth: usize,
    ends: [End; OF_DISTRICT],
    reminder: Option<NaiveDate>,
}

/// Writes everything.
///
/// # Errors
/// [`StoreError::Corrupt`] when the texts cannot be read; otherwise the database's.
pub async fn write(db: &Db, town: &Town, now: DateTime<Utc>) -> Result<(), StoreError> {
    let words = Arc::new(load()?);
    let program = Who {
        account: None,
        unit: None,
        now,
        today: stockholm_day(now),
    };
    db.write(move |tx| Box::pin(async move { monitoring::keep_own(tx, program).await }))
        .await?;
    let mut plans = Vec::new();
    for (district, coordinator) in town.coordinators.iter().enumerate() {
        plans.extend(rounds_of(town, district, *coordinator, stockholm_day(now)));
    }
    for plan in plans {
        let words = Arc::clone(&words);
        db.write(move |tx| Box::pin(async move { tell(tx, &plan, &words).await }))
            .await?;
    }
    let (town, words) = (town.clone(), Arc::clone(&words));
    db.write(move |tx| Box::pin(async move { matrix(tx, &town, &words, stockholm_day(now)).await }))
        .await
}

/// The three rounds of a district.
fn rounds_of(town: &Town, district: usize, coordinator: AccountId, today: NaiveDate) -> Vec<Plan> {
    let Some(branch) = town.districts.get(district).map(|d| d.id) else {
        return Vec::new();
    };
    let teams: Vec<(usize, Team)> = town
        .teams
        .iter()
        .cloned()
        .enumerate()
        .skip(district * OF_DISTRICT)
        .take(OF_DISTRICT)
        .collect();
    let now = HalfYear::of(today);
    let done = End::HandedIn { replied: true };
    let closed = |nth: usize, half: HalfYear, ends| Plan {
        coordinator,
        branch,
        teams: teams.clone(),
        half,
        deadline: half.to - Duration::days(14),
        opened: half.to - Duration::days(50),
        closed: Some(half.to - Duration::days(4)),
        nth,
        ends,
        reminder: Some(half.to - Duration::days(12)),
    };
    // In the north there is time left; in the south the day has passed, and two units are late.
    let (left, ends) = if district == 0 {
        (
            12,
            [
                End::Begun(3),
                End::HandedIn { replied: false },
                done,
                End::NotBegun,
            ],
        )
    } else {
        (-3, [End::NotBegun, End::Begun(4), done, End::GivenBack])
    };
    let open = Plan {
        deadline: today + Duration::days(left),
        opened: today - Duration::days(20),
        closed: None,
        reminder: Some(today - Duration::days(1)),
        ..closed(2, now, ends)
    };
    vec![
        closed(0, now.before().before(), [done, done, End::Begun(4), done]),
        closed(
            1,
            now.before(),
            [
                done,
                done,
                done,
                End::HandedIn {
                    replied: district == 0,
                },
            ],
        ),
        open,
    ]
}

fn at(day: NaiveDate, hour: u32) -> DateTime<Utc> {
    let time = NaiveTime::from_hms_opt(hour, 20, 0).unwrap_or_default();
    day.and_time(time).and_utc()
}

fn who(account: AccountId, unit: UnitId, day: NaiveDate, hour: u32) -> Who {
    Who {
        account: Some(account),
        unit: Some(unit),
        now: at(day, hour),
        today: day,
    }
}

/// Tells a round from its opening to where it is now.
async fn tell(tx: &mut Tx, plan: &Plan, words: &Words) -> Result<(), StoreError> {
    let coordinator = |day, hour| who(plan.coordinator, plan.branch, day, hour);
    let kept = monitoring::in_force(tx, InstrumentKind::Unit, plan.opened).await?;
    let instrument = Arc::clone(&kept.instrument);
    let new = NewRound {
        branch: plan.branch,
        instrument: kept,
        title: plan.half.title(),
        days: RoundDays { from: plan.half.from, to: plan.half.to, deadline: plan.deadline },
        word: "Gå igenom områdena tillsammans, chef och ombud. Det är bättre med få punkter som ni kan visa än många som ni hoppas på. Hör av er om något är oklart.".to_owned(),
        units: plan.teams.iter().map(|(_, team)| team.unit.id).collect(),
    };
    let round = monitoring::open(tx, coordinator(plan.opened, 8), &new).await?;
    for ((place, team), end) in plan.teams.iter().zip(plan.ends) {
        part(tx, plan, words, &instrument, (round, *place, team, end)).await?;
    }
    if let Some(day) = plan.reminder {
        let word =
            "Det är inte många dagar kvar. Lämna in det ni har, också om några punkter är på nivå noll.";
        monitoring::remind(tx, coordinator(day, 9), round, None, word).await?;
    }
    match plan.closed {
        Some(day) => monitoring::close(tx, coordinator(day, 13), round).await,
        None => Ok(()),
    }
}

/// One unit's part in a round.
async fn part(
    tx: &mut Tx,
    plan: &Plan,
    words: &Words,
    instrument: &Instrument,
    (round, place, team, end): (RoundId, usize, &Team, End),
) -> Result<(), StoreError> {
    let unit = team.unit.id;
    let areas = match end {
        End::NotBegun => 0,
        End::Begun(areas) => areas,
        _ => instrument.areas.len(),
    };
    let mut number = 0;
    for (n, area) in instrument.areas.iter().enumerate().take(areas) {
        // The manager and the representative take turns.
        let account = if n % 2 == 0 {
            team.representative
        } else {
            team.manager
        };
        let day = plan.opened + Duration::days(3 + i64::try_from(n).unwrap_or(0));
        let fields = answers(words, area, number, (place, plan.nth), plan.opened);
        number += area.items.len();
        monitoring::save_answers(tx, who(account, unit, day, 10), (round, unit), area, 0, &fields).await?;
    }
    let handed = plan.opened + Duration::days(14);
    let waits_for_reply = match end {
        End::HandedIn { replied } => !replied,
        End::GivenBack => false,
        End::NotBegun | End::Begun(_) => return Ok(()),
    };
    monitoring::hand_in(tx, who(team.manager, unit, handed, 14), (round, unit), |_| true).await?;
    let later = |days: i64, hour| who(plan.coordinator, unit, handed + Duration::days(days), hour);
    let said = words
        .remark
        .iter()
        .cycle()
        .skip(place + plan.nth)
        .step_by(3)
        .take(2);
    for (n, remark) in said.enumerate() {
        let id = monitoring::add_remark(tx, later(2, 9), (round, unit), &remark.area, &remark.text).await?;
        if n == 0 || !waits_for_reply {
            let by = who(team.manager, unit, handed + Duration::days(3), 11);
            monitoring::reply(tx, by, (round, unit), id, &remark.reply).await?;
        }
    }
    if end == End::GivenBack {
        let word = "Ni har skrivit samma underlag under flera punkter i Delaktighet. Skriv för varje punkt vad som visar just den, och lämna in igen.";
        monitoring::give_back(tx, later(4, 15), (round, unit), word).await?;
    }
    Ok(())
}

/// The matrix of the north, answered by its coordinator, because nobody manages the district; closed.
async fn matrix(tx: &mut Tx, town: &Town, words: &Words, today: NaiveDate) -> Result<(), StoreError> {
    let (Some(north), Some(coordinator)) = (town.districts.first(), town.coordinators.first()) else {
        return Ok(());
    };
    let half = HalfYear::of(today).before();
    let opened = half.to - Duration::days(60);
    let by = |day, hour| who(*coordinator, north.id, day, hour);
    let kept = monitoring::in_force(tx, InstrumentKind::Municipal, opened).await?;
    let instrument = Arc::clone(&kept.instrument);
    let new = NewRound {
        branch: north.id,
        instrument: kept,
        title: format!("Stadsdelens matris {}", half.from.year()),
        days: RoundDays {
            from: half.from,
            to: half.to,
            deadline: half.to - Duration::days(20),
        },
        word: String::new(),
        units: vec![north.id],
    };
    let round = monitoring::open(tx, by(opened, 8), &new).await?;
    let mut number = 0;
    for area in &instrument.areas {
        let fields = answers(words, area, number, (20, 1), opened);
        number += area.items.len();
        monitoring::save_answers(tx, by(opened, 9), (round, north.id), area, 0, &fields).await?;
    }
    monitoring::hand_in(tx, by(opened, 10), (round, north.id), |_| true).await?;
    monitoring::close(tx, by(half.to - Duration::days(19), 10), round).await
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
