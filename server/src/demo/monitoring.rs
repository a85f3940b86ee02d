//! Self-monitoring in Granvattna: in each district two closed half-years and one open round, and the matrix of the north. The levels are
//! drawn from the places of unit and item, so that they are the same each time, and rise a little from round to round.

use std::sync::Arc;

use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveTime, Utc};
use domain::fields::Fields;
use domain::ids::{AccountId, RoundId, UnitId};
use domain::monitoring::{Area, Instrument, InstrumentKind, Item, RoundDays};
use serde::Deserialize;
use store::monitoring::{self, NewRound};
use store::{Db, StoreError, Tx, Who};

use super::people::{Team, Town};
use crate::clock::stockholm_day;

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    item: Vec<ItemWords>,
    remark: Vec<RemarkWords>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ItemWords {
    code: String,
    some: Vec<String>,
    full: Vec<String>,
    /// Why the item does not apply to the unit that says so.
    na: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RemarkWords {
    area: String,
    text: String,
    reply: String,
}

fn load() -> Result<Words, StoreError> {
    toml::from_str(include_str!("monitoring.toml")).map_err(|_| StoreError::Corrupt("monitoring of the demo"))
}

/// The teams of one district; the people module makes them in the order of the districts.
const OF_DISTRICT: usize = 4;
/// The unit that meets no children itself, by its place in the town.
const MEETS_NO_CHILDREN: usize = 1;

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

/// A number below a hundred that depends on all of these and on nothing else.
fn drawn(parts: [usize; 3]) -> usize {
    let mixed = parts.into_iter().fold(0x9e37_79b9_u32, |sum, part| {
        let sum = (sum ^ u32::try_from(part).unwrap_or(0)).wrapping_mul(0x85eb_ca6b);
        (sum ^ (sum >> 13)).wrapping_mul(0xc2b2_ae35)
    });
    usize::try_from((mixed ^ (mixed >> 16)) % 100).unwrap_or(0)
}

/// The level of an item in a unit's nth round, 0 to 3.
fn level(unit: usize, item: usize, nth: usize) -> usize {
    let first = match drawn([unit, item, 0]) {
        0..14 => 0,
        14..52 => 1,
        52..84 => 2,
        _ => 3,
    };
    let risen = (1..=nth).filter(|round| drawn([item, unit, *round]) < 34).count();
    (first + risen).min(3)
}

/// The texts of an area; `first` is the place of its first item in the instrument.
fn answers(
    words: &Words,
    area: &Area,
    first: usize,
    (unit, nth): (usize, usize),
    opened: NaiveDate,
) -> Fields {
    let mut fields = Fields::default();
    for (n, item) in area.items.iter().enumerate() {
        answer(words, item, (unit, first + n, nth), opened, &mut fields);
    }
    fields
}

fn answer(
    words: &Words,
    item: &Item,
    (unit, place, nth): (usize, usize, usize),
    opened: NaiveDate,
    fields: &mut Fields,
) {
    let code = &item.code;
    let Some(says) = words.item.iter().find(|words| words.code == *code) else {
        return;
    };
    if unit == MEETS_NO_CHILDREN
        && let Some(why) = &says.na
    {
        fields.set(format!("{code}.level"), "na");
        fields.set(format!("{code}.why"), why.as_str());
        return;
    }
    let level = level(unit, place, nth);
    fields.set(format!("{code}.level"), level.to_string());
    let texts = if level == 3 { &says.full } else { &says.some };
    let Some(text) = texts.iter().cycle().nth((unit + nth) % 2).filter(|_| level > 0) else {
        return;
    };
    let days = 5 + i64::try_from(drawn([unit, place, nth + 9])).unwrap_or(0);
    fields.set(format!("{code}.evidence"), text.as_str());
    fields.set(format!("{code}.on"), (opened - Duration::days(days)).to_string());
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
mod tests {
    use domain::language::Language;
    use domain::monitoring::{WordForm, gaps, own_instrument};
    use store::Engine;
    use store::testing::TestDb;

    use super::*;
    use crate::demo::people::found;

    fn now() -> DateTime<Utc> {
        "2026-11-26T12:00:00Z".parse().unwrap()
    }

    async fn told(now: DateTime<Utc>) -> (TestDb, Town) {
        let test = TestDb::new(Engine::Sqlite).await;
        let town = found(&test.db, now - Duration::days(800)).await.unwrap();
        write(&test.db, &town, now).await.unwrap();
        (test, town)
    }

    #[tokio::test]
    async fn each_district_has_two_closed_half_years_and_an_open_one_with_units_late_in_the_south() {
        let (test, town) = told(now()).await;
        let mut tx = test.db.read().await.unwrap();
        let today = stockholm_day(now());
        for (district, coordinator) in town.coordinators.iter().enumerate() {
            let rounds = monitoring::rounds_run(&mut tx, *coordinator).await.unwrap();
            let (open, closed): (Vec<_>, Vec<_>) = rounds.into_iter().partition(|r| r.closed_at.is_none());
            assert_eq!((open.len(), closed.len()), (1, if district == 0 { 3 } else { 2 }));
            assert_eq!(open[0].title, "Egenkontroll andra halvåret 2026");
            assert_eq!(open[0].deadline > today, district == 0);
            let round = monitoring::round(&mut tx, open[0].id).await.unwrap();
            let all = monitoring::participants(&mut tx, round.id).await.unwrap();
            let late = all
                .iter()
                .filter(|p| p.state(&round).is_late(round.days.deadline, today))
                .count();
            assert_eq!(late, if district == 0 { 0 } else { 3 });
        }
        drop(tx);
        test.remove().await;
    }

    #[tokio::test]
    async fn what_is_handed_in_could_have_been_and_levels_rise_and_differ() {
        let (test, town) = told(now()).await;
        let mut tx = test.db.read().await.unwrap();
        let mut sums = [0, 0];
        for coordinator in &town.coordinators {
            for line in monitoring::rounds_run(&mut tx, *coordinator).await.unwrap() {
                let round = monitoring::round(&mut tx, line.id).await.unwrap();
                let instrument = monitoring::instrument(&mut tx, round.instrument).await.unwrap();
                for one in monitoring::round_answers(&mut tx, round.id).await.unwrap() {
                    let Some(handed) = &one.participant.handed_in else {
                        continue;
                    };
                    let missing = gaps(
                        &instrument,
                        &one.answers,
                        stockholm_day(handed.at),
                        Language::Swedish,
                    );
                    assert_eq!(missing, [], "{} {}", round.title, one.participant.name);
                    if round.kind == InstrumentKind::Unit && round.closed.is_some() {
                        let half = usize::from(round.days.from.year() == 2026);
                        let levels = one
                            .answers
                            .values()
                            .flat_map(|f| f.0.iter().filter(|(n, _)| n.ends_with(".level")));
                        sums[half] += levels
                            .filter_map(|(_, level)| level.parse::<usize>().ok())
                            .sum::<usize>()
                            * 100
                            / 31;
                    }
                }
            }
        }
        // Per unit: six handed in the year before, eight this year.
        assert!(sums[0] / 6 < sums[1] / 8, "{sums:?}");
        let drawn: Vec<usize> = (0..31).map(|item| level(0, item, 1)).collect();
        assert!((0..4).all(|wanted| drawn.contains(&wanted)), "{drawn:?}");
        drop(tx);
        test.remove().await;
    }

    #[tokio::test]
    async fn nothing_happens_in_the_future_whatever_day_it_is() {
        for day in [
            "2027-01-01T09:00:00Z",
            "2026-06-30T09:00:00Z",
            "2026-07-01T09:00:00Z",
        ] {
            let now: DateTime<Utc> = day.parse().unwrap();
            let (test, town) = told(now).await;
            let mut tx = test.db.read().await.unwrap();
            for coordinator in &town.coordinators {
                for line in monitoring::rounds_run(&mut tx, *coordinator).await.unwrap() {
                    let round = monitoring::round(&mut tx, line.id).await.unwrap();
                    assert!(
                        round.opened_at < now && round.closed.is_none_or(|(_, at)| at < now),
                        "{day}"
                    );
                    for reminder in monitoring::reminders(&mut tx, line.id, None).await.unwrap() {
                        assert!(reminder.sent_at < now, "{day}");
                    }
                    for team in &town.teams {
                        for remark in monitoring::remarks(&mut tx, line.id, team.unit.id).await.unwrap() {
                            assert!(
                                remark.written_at < now && remark.reply.is_none_or(|(_, _, at)| at < now),
                                "{day}"
                            );
                        }
                    }
                }
            }
            drop(tx);
            test.remove().await;
        }
    }

    #[test]
    fn every_item_has_its_words_and_nothing_of_them_is_too_long_or_about_a_person() {
        let words = load().unwrap();
        let today = stockholm_day(now());
        for kind in InstrumentKind::ALL {
            for item in own_instrument(kind).unwrap().items() {
                assert!(words.item.iter().any(|w| w.code == item.code), "{}", item.code);
            }
        }
        for says in &words.item {
            assert!(!says.some.is_empty() && !says.full.is_empty(), "{}", says.code);
        }
        for remark in &words.remark {
            for text in [&remark.text, &remark.reply] {
                let form = WordForm {
                    field: "x".into(),
                    text: text.clone(),
                };
                assert!(form.check("", today, Language::Swedish).is_empty(), "{text}");
                assert!(!text.contains('!'), "{text}");
            }
            assert!(
                own_instrument(InstrumentKind::Unit)
                    .unwrap()
                    .area(&remark.area)
                    .is_some()
            );
        }
    }
}
