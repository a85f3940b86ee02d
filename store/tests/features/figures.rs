//! Figures from the cases: each indicator by hand, and all of them counted again from the raw rows after histories at random.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use domain::assessments::{NoteKind, Section};
use domain::cases::ChildForm;
use domain::fields::Fields;
use domain::figures::{Counts, Dimension, Indicator, Month};
use domain::ids::{AssessmentId, CaseId, ChildId, LetterId, MeasureId, NoteId};
use store::figures::{NotYetDue, days_to_answer, not_yet_due, outline, recount, tallies};
use store::{Db, Pools, assessments, both_engines, children, letters, measures, sections};
use uuid::Uuid;

use super::common::{Town, child, day, execute, fields, load, number, save, signature};

/// The tally by dimension, value, month and indicator, of all units together, without what is zero.
async fn tally(db: &Db) -> BTreeMap<(&'static str, String, i32, &'static str), Counts> {
    let mut all = BTreeMap::new();
    for dimension in Dimension::ALL {
        let years = load!(db, |tx| tallies(tx, dimension, (2020, 2030))).unwrap();
        for (year, by_unit) in years {
            for ((value, indicator), months) in by_unit.into_values().flatten() {
                for (index, counts) in months.into_iter().enumerate() {
                    let month = year * 100 + i32::try_from(index).unwrap() + 1;
                    let key = (dimension.code(), value.clone(), month, indicator.code());
                    *all.entry(key).or_insert_with(Counts::default) += counts;
                }
            }
        }
    }
    all.retain(|_, counts| !counts.is_zero());
    all
}

fn four([yes, reason, no, outside]: [i64; 4]) -> Counts {
    Counts {
        yes,
        reason,
        no,
        outside,
    }
}

async fn write(town: &Town, ids: (CaseId, AssessmentId), section: Section, texts: Fields) {
    let who = town.at(4);
    let before = load!(town.db, |tx| sections::section(tx, ids.1, section)).unwrap();
    let version = before.map_or(0, |s| s.version);
    save!(town.db, |tx| sections::save_section(
        tx, who, ids, section, version, &texts
    ))
    .unwrap();
}

async fn answer(town: &Town, case: CaseId, letter: LetterId, on: Option<NaiveDate>) {
    let who = town.at(6);
    let mut version = 1;
    if on.is_some() {
        save!(town.db, |tx| letters::set_approved(
            tx,
            who,
            case,
            (letter, 1),
            Some(&Fields::default())
        ))
        .unwrap();
        version = 2;
    }
    save!(town.db, |tx| letters::set_given(
        tx,
        who,
        case,
        (letter, version),
        on,
        &Fields::default()
    ))
    .unwrap();
}

async fn done(town: &Town, ids: (CaseId, AssessmentId), measure: MeasureId, on: NaiveDate) {
    let who = town.at(7);
    save!(town.db, |tx| measures::finish_measure(
        tx,
        who,
        ids,
        (measure, 1),
        on,
        "Bra"
    ))
    .unwrap();
}

fn talk(words: &str) -> Fields {
    fields(&[
        ("held_on", "2026-02-20"),
        ("went", "held"),
        ("informed", "Vad som ska beslutas"),
        ("statement.1.words", words),
    ])
}

/// A signed assessment of three children, worked out by hand: one girl heard, from whose words the decision departs with a reason; one
/// boy who did not want to be heard; one child without a number about whom nothing is written.
async fn three_children(town: &Town) -> (CaseId, AssessmentId) {
    let case = town.open("Vera Blom", 0).await;
    let of = |name: &str, eleven: &str, born: &str| ChildForm {
        number: if eleven.is_empty() {
            String::new()
        } else {
            number(eleven)
        },
        born: born.to_owned(),
        ..child(name)
    };
    let girl = town.child_as(case, of("Elsa", "20170217238", "")).await;
    let boy = town.child_as(case, of("Nils", "20130217239", "")).await;
    let third = town.child_as(case, of("Kim", "", "2024-01-01")).await;
    let id = town.begin(case, 1).await;
    let ids = (case, id);
    write(
        town,
        ids,
        Section::Question,
        fields(&[("planned_on", "2026-02-27")]),
    )
    .await;
    let heard = town.note(case, id, girl, NoteKind::Heard).await;
    write(town, ids, Section::Note(heard), talk("Jag vill bo kvar")).await;
    let not_heard = town.note(case, id, boy, NoteKind::NotHeard).await;
    let why = fields(&[("reason", "did_not_want"), ("informed", "Fick ett brev")]);
    write(town, ids, Section::Note(not_heard), why).await;
    let weighed = [
        (format!("s.{heard}.1.outcome"), "departs"),
        (format!("s.{heard}.1.departs_why"), "Huset säljs"),
    ];
    write(town, ids, Section::Weighing, weighed.into_iter().collect()).await;
    let worse = [
        (format!("short.{girl}.2"), "worse"),
        (format!("short.{girl}.1"), "better"),
    ];
    write(town, ids, Section::Article(3), worse.into_iter().collect()).await;
    write(
        town,
        ids,
        Section::Decision,
        fields(&[("chosen", "2"), ("decided_on", "2026-03-02")]),
    )
    .await;
    let in_time = town.measure(case, id, "Skolskjuts", 10).await;
    let late = town.measure(case, id, "Lägenhet", 10).await;
    town.measure(case, id, "Samtal", 40).await;
    town.sign(case, id, 5).await;
    done(town, ids, in_time, day(10)).await;
    done(town, ids, late, day(11)).await;
    let first = town.letter(case, id, girl, 14).await;
    answer(town, case, first, Some(day(9))).await;
    let second = town.letter(case, id, boy, 14).await;
    answer(town, case, second, Some(day(20))).await;
    let last = town.letter(case, id, third, 14).await;
    answer(town, case, last, None).await;
    ids
}

both_engines! {
    async fn every_indicator_counts_what_a_hand_counts(db: Db) {
        let town = Town::build(&db).await;
        three_children(&town).await;
        // A second decision, planned for a day that passed, without a signature.
        let other = town.open("Leo Blad", 0).await;
        let draft = town.begin(other, 1).await;
        write(&town, (other, draft), Section::Question, fields(&[("planned_on", "2026-03-01")])).await;
        let all = tally(&db).await;
        let whole = |month, indicator: Indicator| {
            all.get(&("whole", String::new(), month, indicator.code())).copied().unwrap_or_default()
        };
        assert_eq!(whole(202_603, Indicator::Assessed), four([1, 0, 1, 0]));
        assert_eq!(whole(202_603, Indicator::Heard), four([1, 1, 1, 0]));
        assert_eq!(whole(202_603, Indicator::Informed), four([2, 0, 1, 0]));
        assert_eq!(whole(202_603, Indicator::Reasoned), four([1, 0, 0, 2]));
        assert_eq!(whole(202_603, Indicator::Answered), four([1, 1, 1, 0]));
        assert_eq!(whole(202_603, Indicator::Measures), four([1, 0, 1, 0]));
        assert_eq!(whole(202_604, Indicator::Measures), four([0, 0, 1, 0]));
        let by = |dimension: Dimension, value: &str, indicator: Indicator| {
            all.get(&(dimension.code(), value.to_owned(), 202_603, indicator.code())).copied().unwrap_or_default()
        };
        assert_eq!(by(Dimension::Sex, "girl", Indicator::Heard), four([1, 0, 0, 0]));
        assert_eq!(by(Dimension::Sex, "boy", Indicator::Heard), four([0, 1, 0, 0]));
        assert_eq!(by(Dimension::Sex, "unknown", Indicator::Heard), four([0, 0, 1, 0]));
        assert_eq!(by(Dimension::Age, "7-9", Indicator::Answered), four([0, 0, 0, 0]) + four([1, 0, 0, 0]));
        assert_eq!(by(Dimension::Age, "13-17", Indicator::Answered), four([0, 0, 1, 0]));
        assert_eq!(by(Dimension::Age, "0-3", Indicator::Answered), four([0, 1, 0, 0]));
        assert_eq!(by(Dimension::Touch, "indirect", Indicator::Assessed), four([1, 0, 1, 0]));
        assert_eq!(by(Dimension::Reason, "did_not_want", Indicator::Heard), four([0, 1, 0, 0]));
        assert_eq!(by(Dimension::Reason, "none", Indicator::Heard), four([0, 0, 1, 0]));
        assert_eq!(by(Dimension::Article, "3", Indicator::Consequences), four([1, 0, 0, 0]));
        assert_eq!(by(Dimension::Article, "12", Indicator::Consequences), four([0, 0, 1, 0]));
        let months = (Month(202_603), Month(202_603));
        let path = town.municipality.path.clone();
        assert_eq!(load!(db, |tx| days_to_answer(tx, &path, months)).unwrap(), [(20, 1), (9, 1)]);
    }

    async fn what_is_taken_back_corrected_or_ended_counts_as_it_is_now(db: Db) {
        let town = Town::build(&db).await;
        let (case, id) = three_children(&town).await;
        let girl = load!(db, |tx| children::children(tx, case)).unwrap().remove(0);
        // The number was wrong: the child is a boy of five.
        let form = ChildForm { number: number("20210217239"), ..girl.form.clone() };
        let who = town.at(9);
        save!(db, |tx| children::change_child(tx, who, case, girl.id, girl.version, &form)).unwrap();
        let all = tally(&db).await;
        assert_eq!(all.get(&("sex", "girl".to_owned(), 202_603, "heard")), None);
        assert_eq!(all[&("sex", "boy".to_owned(), 202_603, "heard")], four([1, 1, 0, 0]));
        assert_eq!(all[&("age", "4-6".to_owned(), 202_603, "heard")], four([1, 0, 0, 0]));
        // A draft moves to another month, and then ends without a decision.
        let draft = town.begin(case, 10).await;
        for planned in ["2026-05-05", "2026-06-05"] {
            write(&town, (case, draft), Section::Question, fields(&[("planned_on", planned)])).await;
        }
        let all = tally(&db).await;
        assert_eq!(all.get(&("whole", String::new(), 202_605, "assessed")), None);
        assert_eq!(all[&("whole", String::new(), 202_606, "assessed")], four([0, 0, 1, 0]));
        town.withdraw(case, draft, 11).await;
        let all = tally(&db).await;
        assert_eq!(all.get(&("whole", String::new(), 202_606, "assessed")), None);
        assert_eq!(load!(db, |tx| assessments::assessment(tx, id)).unwrap().id, id);
    }

    async fn a_child_that_comes_into_the_case_later_is_not_counted_in_the_decision_before(db: Db) {
        let town = Town::build(&db).await;
        let (case, _) = three_children(&town).await;
        let before = tally(&db).await;
        let (who, form) = (town.at(30), child("Lo"));
        save!(db, |tx| children::add_child(tx, who, case, &form)).unwrap();
        // Something that counts the assessment again.
        let first = load!(db, |tx| children::children(tx, case)).unwrap().remove(0);
        let unchanged = first.form.clone();
        save!(db, |tx| children::change_child(tx, who, case, first.id, first.version, &unchanged)).unwrap();
        assert_eq!(tally(&db).await, before);
        // In the next decision it is.
        let next = town.begin(case, 31).await;
        let version = town.version(next).await;
        let signed = town.at(32);
        save!(db, |tx| assessments::sign(tx, signed, (case, next, version), signature(0, None))).unwrap();
        let heard = tally(&db).await[&("whole", String::new(), 202_603, "heard")];
        assert_eq!(heard.of(), 3 + 4);
    }

    async fn what_is_due_later_is_told_apart_from_what_is_late(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let kid = town.child(case, "Elsa").await;
        let id = town.begin(case, 1).await;
        town.measure(case, id, "Snart", 3).await;
        town.measure(case, id, "Sedan", 300).await;
        town.sign(case, id, 2).await;
        town.letter(case, id, kid, 14).await;
        let draft = town.begin(case, 3).await;
        write(&town, (case, draft), Section::Question, fields(&[("planned_on", "2026-03-09")])).await;
        let ask = |branch: domain::organisation::UnitPath, from: i64| {
            let db = db.clone();
            async move { load!(db, |tx| not_yet_due(tx, &branch, (day(from), day(100)))).unwrap() }
        };
        let all = NotYetDue { assessed: 1, answered: 1, measures: 1 };
        assert_eq!(ask(town.unit.path.clone(), 0).await, all);
        assert_eq!(ask(town.municipality.path.clone(), 0).await, all);
        assert_eq!(ask(town.unit.path.clone(), 15).await, NotYetDue::default());
        assert_eq!(ask(town.sister.path.clone(), 0).await, NotYetDue::default());
        let left = all.without(Indicator::Answered, four([2, 0, 3, 0]));
        assert_eq!(left, four([2, 0, 2, 0]));
        assert_eq!(all.without(Indicator::Heard, four([2, 0, 3, 0])), four([2, 0, 3, 0]));
    }

    async fn an_older_programs_assessments_are_counted_once(db: Db) {
        let town = Town::build(&db).await;
        three_children(&town).await;
        let before = tally(&db).await;
        execute(&db, "delete from counted").await.unwrap();
        execute(&db, "delete from tally").await.unwrap();
        let mut seen = 0;
        let first = recount(&db, |n| seen = n).await.unwrap();
        assert_eq!((first, seen), (1, 1));
        assert_eq!(tally(&db).await, before);
        assert_eq!(recount(&db, |_| {}).await.unwrap(), 0);
        assert_eq!(tally(&db).await, before);
    }

    async fn the_outline_holds_every_unit_under_its_parent(db: Db) {
        let town = Town::build(&db).await;
        let outline = load!(db, |tx| outline(tx)).unwrap();
        assert_eq!(outline.nodes.len(), 6);
        assert_eq!(outline.upwards(town.unit.id), [town.unit.id, town.north.id, town.municipality.id]);
        let mut leaves = outline.leaves(town.north.id);
        leaves.sort();
        let mut expected = vec![town.unit.id, town.sister.id];
        expected.sort();
        assert_eq!(leaves, expected);
    }

    async fn after_any_history_the_tally_is_what_the_raw_rows_come_to(db: Db) {
        let town = Town::build(&db).await;
        for seed in 1..=4_u64 {
            history(&town, seed).await;
            assert_eq!(tally(&db).await, counted_again(&db).await, "seed {seed}");
        }
    }
}

/// A small generator, so that a failure can be repeated from its seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(n).unwrap()).unwrap()
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        if of.is_empty() {
            None
        } else {
            of.get(self.below(of.len()))
        }
    }
}

/// Some cases in which forty things happen in any order; what is refused is refused.
#[expect(clippy::too_many_lines, reason = "one table of what may happen")]
async fn history(town: &Town, seed: u64) {
    let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let mut running: Vec<(CaseId, AssessmentId, Vec<ChildId>)> = Vec::new();
    let mut notes: Vec<(AssessmentId, NoteId)> = Vec::new();
    let mut owed: Vec<(CaseId, LetterId)> = Vec::new();
    let mut open: Vec<(CaseId, AssessmentId, MeasureId)> = Vec::new();
    for _ in 0..60 {
        let chosen = dice.one(&running).cloned();
        match (dice.below(12), chosen) {
            (0 | 1, _) | (_, None) => {
                let case = town.open("Vera Blom", 0).await;
                let mut kids = Vec::new();
                for n in 0..=dice.below(3) {
                    let eleven = ["20170217238", "20130217239", ""][dice.below(3)];
                    let form = ChildForm {
                        number: if eleven.is_empty() {
                            String::new()
                        } else {
                            number(eleven)
                        },
                        born: if eleven.is_empty() {
                            "2020-05-05".to_owned()
                        } else {
                            String::new()
                        },
                        ..child(&format!("Barn {n}"))
                    };
                    kids.push(town.child_as(case, form).await);
                }
                running.push((case, town.begin(case, 1).await, kids));
            }
            (2 | 3, Some((case, id, family))) => {
                if town.assessment(id).await.status.is_written() {
                    let kid = family[dice.below(family.len())];
                    let about = [NoteKind::Heard, NoteKind::NotHeard, NoteKind::Informed][dice.below(3)];
                    let note = town.note(case, id, kid, about).await;
                    let texts = match about {
                        NoteKind::Heard if dice.below(4) == 0 => fields(&[("went", "not_held")]),
                        NoteKind::Heard => talk("Jag vill"),
                        NoteKind::NotHeard => {
                            fields(&[("reason", ["did_not_want", "not_reached", "x"][dice.below(3)])])
                        }
                        _ => fields(&[("informed", "Det som ska hända"), ("held_on", "2026-02-01")]),
                    };
                    write(town, (case, id), Section::Note(note), texts).await;
                    notes.push((id, note));
                }
            }
            (4, Some((case, id, _))) => {
                if town.assessment(id).await.status.is_written() {
                    let planned = ["2026-01-15", "2026-03-30", "", "strax"][dice.below(4)];
                    write(
                        town,
                        (case, id),
                        Section::Question,
                        fields(&[("planned_on", planned), ("matter", "x")]),
                    )
                    .await;
                }
            }
            (5, Some((case, id, _))) => {
                if town.assessment(id).await.status.is_written() {
                    open.push((
                        case,
                        id,
                        town.measure(case, id, "Något", i64::try_from(dice.below(60)).unwrap())
                            .await,
                    ));
                }
            }
            (6 | 7, Some((case, id, kids))) => {
                if town.assessment(id).await.status.is_written() {
                    sign(town, &mut dice, (case, id), &kids, &notes).await;
                    for kid in kids {
                        owed.push((case, town.letter(case, id, kid, 14).await));
                    }
                }
            }
            (8, _) => {
                if let Some(at) = (!owed.is_empty()).then(|| dice.below(owed.len())) {
                    let (case, letter) = owed.remove(at);
                    let on = [None, Some(day(5)), Some(day(30))][dice.below(3)];
                    answer(town, case, letter, on).await;
                }
            }
            (9, _) => {
                if let Some(at) = (!open.is_empty()).then(|| dice.below(open.len())) {
                    let (case, id, measure) = open.remove(at);
                    if town.assessment(id).await.status.is_open()
                        || town.assessment(id).await.status.is_signed()
                    {
                        let on = day(i64::try_from(dice.below(60)).unwrap());
                        let who = town.at(7);
                        let _ = save!(town.db, |tx| measures::finish_measure(
                            tx,
                            who,
                            (case, id),
                            (measure, 1),
                            on,
                            "Bra"
                        ));
                    }
                }
            }
            (10, Some((case, id, _))) => {
                if town.assessment(id).await.status.is_open() {
                    town.withdraw(case, id, 8).await;
                }
            }
            (_, Some((case, _, _))) => {
                let first = load!(town.db, |tx| children::children(tx, case))
                    .unwrap()
                    .remove(0);
                let form = ChildForm {
                    born: "2012-12-12".to_owned(),
                    number: String::new(),
                    ..first.form.clone()
                };
                let who = town.at(9);
                save!(town.db, |tx| children::change_child(
                    tx,
                    who,
                    case,
                    first.id,
                    first.version,
                    &form
                ))
                .unwrap();
            }
        }
    }
}

async fn sign(
    town: &Town,
    dice: &mut Dice,
    ids: (CaseId, AssessmentId),
    kids: &[ChildId],
    notes: &[(AssessmentId, NoteId)],
) {
    let mut weighed = Fields::default();
    for (_, note) in notes.iter().filter(|(of, _)| *of == ids.1) {
        let outcome = ["follows", "departs", "partly", "beside"][dice.below(4)];
        weighed.set(format!("s.{note}.1.outcome"), outcome);
        if dice.below(3) > 0 {
            weighed.set(format!("s.{note}.1.departs_why"), "Därför");
        }
    }
    write(town, ids, Section::Weighing, weighed).await;
    let direction = ["much_worse", "none"][dice.below(2)];
    let article: Fields = [(format!("long.{}.1", kids[0]), direction)].into_iter().collect();
    write(town, ids, Section::Article(12), article).await;
    write(
        town,
        ids,
        Section::Decision,
        fields(&[("chosen", ["1", "2"][dice.below(2)])]),
    )
    .await;
    let who = town.at(5);
    let version = town.version(ids.1).await;
    let decided = signature(i64::try_from(dice.below(40)).unwrap(), None);
    save!(town.db, |tx| assessments::sign(
        tx,
        who,
        (ids.0, ids.1, version),
        decided
    ))
    .unwrap();
}

macro_rules! rows {
    ($db:expr, $row:ty, $sql:literal) => {
        match $db.pools() {
            Pools::Sqlite { read, .. } => sqlx::query_as::<_, $row>($sql).fetch_all(read).await.unwrap(),
            Pools::Postgres(pool) => sqlx::query_as::<_, $row>($sql).fetch_all(pool).await.unwrap(),
        }
    };
}

type Texts = BTreeMap<(Uuid, String), Fields>;

struct Again {
    all: BTreeMap<(&'static str, String, i32, &'static str), Counts>,
}

impl Again {
    fn add(
        &mut self,
        dimension: &'static str,
        value: &str,
        on: NaiveDate,
        indicator: &'static str,
        group: usize,
    ) {
        let month = on.year() * 100 + i32::try_from(on.month()).unwrap();
        let mut groups = [0; 4];
        groups[group] = 1;
        *self
            .all
            .entry((dimension, value.to_owned(), month, indicator))
            .or_default() += four(groups);
    }

    fn child(&mut self, kid: &Kid, on: NaiveDate, decided: NaiveDate, indicator: &'static str, group: usize) {
        self.add("whole", "", on, indicator, group);
        self.add("touch", "indirect", on, indicator, group);
        let years = kid.born.and_then(|born| decided.years_since(born));
        let age = match years {
            Some(y) if y < 4 => "0-3",
            Some(y) if y < 7 => "4-6",
            Some(y) if y < 10 => "7-9",
            Some(y) if y < 13 => "10-12",
            Some(y) if y < 18 => "13-17",
            _ => "unknown",
        };
        self.add("age", age, on, indicator, group);
        let digit = kid
            .number
            .as_bytes()
            .get(kid.number.len().wrapping_sub(2))
            .map(|b| (b - b'0') % 2);
        let sex = match digit {
            None => "unknown",
            Some(0) => "girl",
            Some(_) => "boy",
        };
        self.add("sex", sex, on, indicator, group);
    }
}

struct Kid {
    id: Uuid,
    born: Option<NaiveDate>,
    number: String,
}

/// The definitions once more, straight from the tables.
#[expect(
    clippy::too_many_lines,
    reason = "all definitions in one place, to be read beside `facts`"
)]
async fn counted_again(db: &Db) -> BTreeMap<(&'static str, String, i32, &'static str), Counts> {
    let mut again = Again { all: BTreeMap::new() };
    let texts: Texts = rows!(
        db,
        (Uuid, String, sqlx::types::Json<Fields>),
        "select assessment_id, key, fields from section"
    )
    .into_iter()
    .map(|(id, key, fields)| ((id, key), fields.0))
    .collect();
    let all = rows!(
        db,
        (Uuid, Uuid, String, Option<NaiveDate>),
        "select id, case_id, status, decided_on from assessment where depth <> 'screening'"
    );
    for (id, case, status, decided) in all {
        let of = |section: Section| texts.get(&(id, section.key())).cloned().unwrap_or_default();
        if ["draft", "submitted", "returned"].contains(&status.as_str()) {
            if let Ok(on) = NaiveDate::parse_from_str(of(Section::Question).text("planned_on"), "%Y-%m-%d") {
                again.add("whole", "", on, "assessed", 2);
                again.add("touch", "indirect", on, "assessed", 2);
            }
            continue;
        }
        let (true, Some(decided)) = (status == "signed" || status == "closed", decided) else {
            continue;
        };
        again.add("whole", "", decided, "assessed", 0);
        again.add("touch", "indirect", decided, "assessed", 0);
        let kids: Vec<Kid> = rows!(
            db,
            (Uuid, Uuid, Option<NaiveDate>, String),
            "select id, case_id, born_on, number from child where removed_at is null"
        )
        .into_iter()
        .filter(|(_, of, ..)| *of == case)
        .map(|(id, _, born, number)| Kid { id, born, number })
        .collect();
        let notes: Vec<(Uuid, Uuid, String)> = rows!(
            db,
            (Uuid, Uuid, Uuid, String),
            "select assessment_id, id, child_id, kind from participation_note order by created_at, id"
        )
        .into_iter()
        .filter(|(of, ..)| *of == id)
        .map(|(_, note, child, kind)| (note, child, kind))
        .collect();
        participation(&mut again, &kids, &notes, decided, &of);
        for (of_assessment, child, status, due, given) in rows!(
            db,
            (Uuid, Uuid, String, NaiveDate, Option<NaiveDate>),
            "select assessment_id, child_id, status, due_on, given_on from letter where kind = 'feedback' and due_on is not null"
        ) {
            let Some(kid) = kids
                .iter()
                .find(|k| k.id == child)
                .filter(|_| of_assessment == id)
            else {
                continue;
            };
            let group = match (status.as_str(), given) {
                ("given", Some(on)) if on <= due => 0,
                ("not_given", _) => 1,
                _ => 2,
            };
            again.child(kid, due, decided, "answered", group);
            if let (Some(on), "given") = (given, status.as_str()) {
                again.add(
                    "days",
                    &(on - decided).num_days().max(0).to_string(),
                    due,
                    "answered",
                    group,
                );
            }
        }
        for (of_assessment, due, finished) in rows!(
            db,
            (Uuid, NaiveDate, Option<NaiveDate>),
            "select assessment_id, due_on, done_on from measure"
        ) {
            if of_assessment == id {
                let in_time = finished.is_some_and(|on| on <= due);
                again.add("whole", "", due, "measures", if in_time { 0 } else { 2 });
            }
        }
        for article in &domain::content::content().checklist().articles {
            let chosen = of(Section::Decision).text("chosen").to_owned();
            let worse = of(Section::Article(article.number)).0.iter().any(|(name, code)| {
                (name.starts_with("long") || name.starts_with("short"))
                    && name.ends_with(&format!(".{chosen}"))
                    && code.ends_with("worse")
            });
            let group = if article.optional {
                3
            } else if worse {
                0
            } else {
                2
            };
            again.add(
                "article",
                &article.number.to_string(),
                decided,
                "consequences",
                group,
            );
        }
    }
    again.all.retain(|_, counts| !counts.is_zero());
    again.all
}

fn participation(
    again: &mut Again,
    kids: &[Kid],
    notes: &[(Uuid, Uuid, String)],
    decided: NaiveDate,
    of: &dyn Fn(Section) -> Fields,
) {
    let weighing = of(Section::Weighing);
    for kid in kids {
        let (mut heard, mut informed, mut departs, mut with_reason, mut reason) =
            (false, false, false, true, None);
        for (note, _, kind) in notes.iter().filter(|(_, child, _)| *child == kid.id) {
            let texts = of(Section::Note(NoteId(*note)));
            let held = kind == "heard" && texts.text("went") == "held";
            heard |= held;
            informed |= texts.has("informed") && (held || kind != "heard");
            if kind == "not_heard" && texts.has("reason") {
                reason = Some(texts.text("reason").to_owned());
            }
            let outcome = weighing.text(&format!("s.{note}.1.outcome"));
            if kind == "heard"
                && texts.has("statement.1.words")
                && (outcome == "departs" || outcome == "partly")
            {
                departs = true;
                with_reason &= weighing.has(&format!("s.{note}.1.departs_why"));
            }
        }
        let (group, code) = match reason.as_deref() {
            _ if heard => (0, None),
            Some("did_not_want") => (1, Some("did_not_want")),
            Some("not_reached") => (2, Some("not_reached")),
            _ => (2, Some("none")),
        };
        again.child(kid, decided, decided, "heard", group);
        if let Some(code) = code {
            again.add("reason", code, decided, "heard", group);
        }
        again.child(kid, decided, decided, "informed", if informed { 0 } else { 2 });
        let group = if !departs {
            3
        } else if with_reason {
            0
        } else {
            2
        };
        again.child(kid, decided, decided, "reasoned", group);
    }
}
