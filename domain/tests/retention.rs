//! Retention: what the rules of chapter 16 come to for a case on a day.

#![expect(clippy::unwrap_used, reason = "tests and their helpers may fail loudly")]

use chrono::{Datelike, Days, NaiveDate};
use domain::cases::CaseKind;
use domain::content::content;
use domain::organisation::AreaOfOperation;
use domain::retention::{
    Facts, Kept, Missing, Person, Sample, Verdict, Waits, default_rule, done_by, later, verdict,
};

fn d(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn child(born: &str) -> Person {
    Person {
        child: true,
        born: born.parse().ok(),
    }
}

/// An adult's case at income support, last written in on 10 May 2019.
fn facts() -> Facts {
    Facts {
        kind: CaseKind::Adult,
        area: AreaOfOperation::IncomeSupport,
        chosen: None,
        last_entry: d("2019-05-10"),
        file_last_entry: None,
        ended_on: None,
        people: vec![
            Person {
                child: false,
                born: Some(d("1985-04-12")),
            },
            child("2015-06-01"),
        ],
        others: vec![],
        held: false,
        in_sample: None,
    }
}

fn of_rule(rule: &str) -> Facts {
    Facts {
        chosen: Some(rule.into()),
        ..facts()
    }
}

/// Nobody of the tests is born on the 31st.
fn sample() -> Sample {
    Sample::from_parts("birth_days", "31").unwrap()
}

fn on(facts: &Facts, day: &str) -> Verdict {
    verdict(content(), facts, &sample(), d(day))
}

fn due(since: &str, by: &str, rule: &str) -> Verdict {
    Verdict::Due {
        since: d(since),
        done_by: d(by),
        rule: rule.into(),
    }
}

fn not_yet(day: &str, why: Waits) -> Verdict {
    Verdict::NotYet { due_on: d(day), why }
}

#[test]
fn five_years_after_the_last_entry_and_finished_by_the_end_of_the_year_after() {
    assert_eq!(
        on(&facts(), "2025-07-01"),
        due("2024-05-10", "2025-12-31", "five_years")
    );
    let young = Facts {
        last_entry: d("2021-03-02"),
        ..facts()
    };
    assert_eq!(on(&young, "2026-03-01"), not_yet("2026-03-02", Waits::LastEntry));
    assert_eq!(
        on(&young, "2026-03-02"),
        due("2026-03-02", "2027-12-31", "five_years")
    );
    // What was written in the file of the case system counts, if it is later.
    let file = Facts {
        file_last_entry: Some(d("2022-01-01")),
        ..young.clone()
    };
    assert_eq!(on(&file, "2026-03-02"), not_yet("2027-01-01", Waits::LastEntry));
    let earlier = Facts {
        file_last_entry: Some(d("2018-01-01")),
        ..young
    };
    assert_eq!(
        on(&earlier, "2026-03-02"),
        due("2026-03-02", "2027-12-31", "five_years")
    );
}

#[test]
fn a_leap_day_never_shortens_a_term() {
    assert_eq!(later(d("2020-02-29"), 5), d("2025-03-01"));
    assert_eq!(later(d("2020-02-29"), 4), d("2024-02-29"));
    assert_eq!(later(d("1996-02-29"), 30), d("2026-03-01"));
    assert_eq!(later(NaiveDate::MAX, 1), NaiveDate::MAX);
    assert_eq!(later(d("2020-01-01"), u32::MAX), NaiveDate::MAX);
    assert_eq!(done_by(d("2024-12-31")), d("2025-12-31"));
    assert_eq!(done_by(d("2025-01-01")), d("2026-12-31"));
    let leap = Facts {
        last_entry: d("2020-02-29"),
        ..facts()
    };
    assert_eq!(on(&leap, "2025-02-28"), Verdict::NeedsAnswer(Missing::Class));
    assert_eq!(
        on(&leap, "2025-07-01"),
        due("2025-03-01", "2026-12-31", "five_years")
    );
}

#[test]
fn some_files_are_kept_for_good() {
    for rule in ["paternity", "adoption", "placement", "no_person"] {
        let kept = Verdict::Kept(Kept::Rule(rule.into()));
        assert_eq!(on(&of_rule(rule), "2126-01-01"), kept, "{rule}");
        let held = Facts {
            held: true,
            ..of_rule(rule)
        };
        assert_eq!(on(&held, "2126-01-01"), kept, "{rule}");
    }
    let general = Facts {
        kind: CaseKind::General,
        area: AreaOfOperation::ChildrenAndYouth,
        people: vec![],
        ..facts()
    };
    assert_eq!(
        on(&general, "2026-03-02"),
        Verdict::Kept(Kept::Rule("no_person".into()))
    );
}

#[test]
fn a_child_protection_investigation_waits_until_the_youngest_child_is_thirty() {
    let two = Facts {
        people: vec![child("2015-06-01"), child("1996-02-29")],
        last_entry: d("2026-02-01"),
        ..of_rule("child_protection")
    };
    assert_eq!(on(&two, "2040-01-01"), not_yet("2045-06-01", Waits::ChildsAge));
    assert_eq!(
        on(&two, "2045-06-01"),
        due("2045-06-01", "2046-12-31", "child_protection")
    );
    let grown = Facts {
        people: vec![child("1996-02-29")],
        ..two.clone()
    };
    // Five years after the last entry are the longer term here.
    assert_eq!(on(&grown, "2030-01-01"), not_yet("2031-02-01", Waits::LastEntry));
    let unborn = Facts {
        people: vec![child("1996-02-29"), child("")],
        ..two.clone()
    };
    assert_eq!(on(&unborn, "2126-01-01"), Verdict::NeedsAnswer(Missing::Birth));
    let nobody = Facts {
        people: vec![],
        ..two
    };
    assert_eq!(on(&nobody, "2126-01-01"), Verdict::NeedsAnswer(Missing::Birth));
}

#[test]
fn matters_that_ended_before_the_rule_of_thirty_years_follow_the_general_one() {
    let old = Facts {
        last_entry: d("2019-05-10"),
        ..of_rule("child_protection")
    };
    assert_eq!(on(&old, "2026-03-02"), Verdict::NeedsAnswer(Missing::EndedOn));
    let ended = |day: &str| Facts {
        ended_on: Some(d(day)),
        ..old.clone()
    };
    assert_eq!(
        on(&ended("2026-01-14"), "2026-03-02"),
        due("2024-05-10", "2025-12-31", "five_years")
    );
    assert_eq!(
        on(&ended("2026-01-15"), "2026-03-02"),
        not_yet("2045-06-01", Waits::ChildsAge)
    );
    let written_later = Facts {
        last_entry: d("2026-01-15"),
        ..old
    };
    assert_eq!(
        on(&written_later, "2031-03-02"),
        not_yet("2045-06-01", Waits::ChildsAge)
    );
}

#[test]
fn custody_agreements_wait_for_eighteen_and_unopened_reports_for_five_years() {
    assert_eq!(
        on(&of_rule("custody_agreement"), "2026-03-02"),
        not_yet("2033-06-01", Waits::ChildsAge)
    );
    assert_eq!(
        on(&of_rule("custody_agreement"), "2033-06-01"),
        due("2033-06-01", "2034-12-31", "custody_agreement")
    );
    assert_eq!(
        on(&of_rule("unopened_report"), "2026-03-02"),
        due("2024-05-10", "2025-12-31", "unopened_report")
    );
    // The rule was not there yet.
    assert_eq!(
        on(&of_rule("unopened_report"), "2026-01-14"),
        Verdict::NeedsAnswer(Missing::Class)
    );
}

#[test]
fn another_file_of_the_same_person_keeps_this_one_while_it_runs() {
    let running = Facts {
        others: vec![d("2010-01-01"), d("2024-01-01")],
        ..facts()
    };
    assert_eq!(
        on(&running, "2026-03-02"),
        not_yet("2029-01-01", Waits::OtherFile)
    );
    let over = Facts {
        others: vec![d("2010-01-01"), d("2018-01-01")],
        ..facts()
    };
    assert_eq!(
        on(&over, "2026-03-02"),
        due("2024-05-10", "2025-12-31", "five_years")
    );
    // The duty arises when the last of them may go.
    let last = Facts {
        others: vec![d("2021-01-01")],
        ..facts()
    };
    assert_eq!(
        on(&last, "2026-03-02"),
        due("2026-01-01", "2027-12-31", "five_years")
    );
}

#[test]
fn a_hold_keeps_whatever_else_is_known() {
    let held = Facts {
        held: true,
        ..facts()
    };
    assert_eq!(on(&held, "2026-03-02"), Verdict::Kept(Kept::Hold));
    let undecided = Facts {
        area: AreaOfOperation::ChildrenAndYouth,
        ..held
    };
    assert_eq!(on(&undecided, "2026-03-02"), Verdict::Kept(Kept::Hold));
}

#[test]
fn the_research_sample_is_kept_and_nothing_goes_before_somebody_has_said_what_it_is() {
    let says = |sample: &Sample, in_sample| {
        verdict(
            content(),
            &Facts { in_sample, ..facts() },
            sample,
            d("2026-03-02"),
        )
    };
    let goes = due("2024-05-10", "2025-12-31", "five_years");
    let kept = Verdict::Kept(Kept::Sample);
    let days = |text| Sample::from_parts("birth_days", text).unwrap();
    for marked in [None, Some(true), Some(false)] {
        assert_eq!(
            says(&Sample::Unanswered, marked),
            Verdict::NeedsAnswer(Missing::Sample)
        );
        assert_eq!(says(&Sample::Municipality, marked), kept);
    }
    // The adult was born on the 12th, the child on the 1st.
    for (days, marked, expected) in [
        (days("12"), None, &kept),
        (days("1, 20"), None, &kept),
        (days("2"), None, &goes),
        (days("2"), Some(true), &kept),
        (days("12"), Some(false), &goes),
    ] {
        assert_eq!(&says(&days, marked), expected, "{days:?} {marked:?}");
    }
    assert_eq!(
        says(&Sample::Marked, None),
        Verdict::NeedsAnswer(Missing::InSample)
    );
    assert_eq!(says(&Sample::Marked, Some(false)), goes);
    // Somebody's day of birth is not known: the day cannot say that nobody is in it.
    let unknown = Facts {
        people: vec![
            Person {
                child: false,
                born: None,
            },
            child("2015-06-02"),
        ],
        ..facts()
    };
    let of = |sample: &Sample| verdict(content(), &unknown, sample, d("2026-03-02"));
    assert_eq!(of(&days("2")), kept);
    assert_eq!(of(&days("3")), Verdict::NeedsAnswer(Missing::InSample));
    // Nobody has to answer before it is due.
    let young = Facts {
        last_entry: d("2025-01-01"),
        ..unknown
    };
    let early = verdict(content(), &young, &Sample::Unanswered, d("2026-03-02"));
    assert_eq!(early, not_yet("2030-01-01", Waits::LastEntry));
}

#[test]
fn the_kind_of_file_is_taken_for_granted_only_where_that_is_safe() {
    use AreaOfOperation as Area;
    for area in Area::ALL {
        for children in [true, false] {
            assert_eq!(default_rule(CaseKind::General, area, children), Some("no_person"));
            assert_eq!(default_rule(CaseKind::Child, area, children), None, "{area:?}");
            let safe =
                matches!(area, Area::IncomeSupport | Area::Elderly) || !children && area != Area::FamilyLaw;
            assert_eq!(
                default_rule(CaseKind::Adult, area, children),
                safe.then_some("five_years"),
                "{area:?} {children}"
            );
        }
    }
    let undecided = Facts {
        area: AreaOfOperation::ChildrenAndYouth,
        ..facts()
    };
    assert_eq!(on(&undecided, "2126-01-01"), Verdict::NeedsAnswer(Missing::Class));
    assert_eq!(
        on(&of_rule("of_tomorrow"), "2126-01-01"),
        Verdict::NeedsAnswer(Missing::Class)
    );
}

/// Whatever the days are: nothing is due before five years after any entry, before a child has the age, on a hold or in the sample; and
/// what is due one day is due every day after, as long as nothing changes.
#[test]
fn nothing_is_due_too_early_and_what_is_due_stays_due() {
    let mut seed = 7_u64;
    let mut next = |below: u64| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    let day = |n: u64| d("1990-01-01").checked_add_days(Days::new(n)).unwrap();
    let rules: Vec<_> = content().retention().iter().collect();
    for _ in 0..20_000 {
        let rule = rules[usize::try_from(next(rules.len() as u64)).unwrap()];
        let facts = Facts {
            last_entry: day(next(20_000)),
            file_last_entry: (next(2) == 0).then(|| day(next(20_000))),
            ended_on: (next(2) == 0).then(|| day(next(20_000))),
            people: (0..next(4))
                .map(|_| Person {
                    child: true,
                    born: (next(9) > 0).then(|| day(next(20_000))),
                })
                .collect(),
            others: (0..next(3)).map(|_| day(next(20_000))).collect(),
            held: next(9) == 0,
            ..of_rule(&rule.id)
        };
        let today = d("2026-02-01").checked_add_days(Days::new(next(20_000))).unwrap();
        let Verdict::Due { since, done_by, rule } = verdict(content(), &facts, &sample(), today) else {
            continue;
        };
        let followed = content().retention_rule(&rule).unwrap();
        assert!(!facts.held && since <= today, "{facts:?}");
        assert_eq!(
            (done_by.year(), done_by.month(), done_by.day()),
            (since.year() + 1, 12, 31)
        );
        let entries = [Some(facts.last_entry), facts.file_last_entry];
        for entry in entries.into_iter().flatten().chain(facts.others.iter().copied()) {
            assert!(
                entry.years_since(entry).is_some() && today.years_since(entry) >= Some(5),
                "{facts:?}"
            );
        }
        for person in &facts.people {
            let born = person.born.unwrap();
            assert!(
                followed
                    .not_before_age
                    .is_none_or(|age| today.years_since(born) >= Some(age))
            );
            assert_ne!(born.day(), 31, "{facts:?}");
        }
        let after = today.checked_add_days(Days::new(next(5_000))).unwrap();
        assert_eq!(
            verdict(content(), &facts, &sample(), after),
            Verdict::Due { since, done_by, rule }
        );
    }
}
