use domain::language::Language;
use domain::monitoring::{WordForm, gaps, own_instrument};
use store::Engine;
use store::testing::TestDb;

use super::super::words::level;
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
                        .flat_map(|f| f.0.iter().filter(|(n, _)| n.rsplit('.').next() == Some("level")));
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
    let drawn: Vec<usize> = (0..8)
        .flat_map(|unit| (0..31).map(move |item| level(unit, item, 1)))
        .collect();
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
