//! The thread from a child's words to the answer: no way leads around its two gates, the signature and the letter's approval.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may fail loudly"
)]

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate};
use domain::assessments::{
    ChildInView, Depth, Material, NoteInView, NoteKind, Place, Section, StatementInView, Status,
    ThreadAnswer, gaps, thread,
};
use domain::cases::CaseKind;
use domain::content::content;
use domain::fields::Fields;
use domain::ids::{AssessmentId, ChildId, DisclosureId, LetterId, NoteId};
use domain::language::Language;
use domain::letters::{
    LetterInView, LetterKind, LetterStatus, ReplyHow, letter_gaps, letters_against, printed, reply_field,
    reply_how, reply_how_field,
};
use domain::organisation::AreaOfOperation;
use domain::participation::{Disclosure, DisclosureOutcome, Standing, repeats, standing};
use proptest::prelude::*;
use uuid::Uuid;

const L: Language = Language::Swedish;
const WORDS: [&str; 4] = [
    "Jag vill inte byta skola igen.",
    "Pappa ska inte få veta det här.",
    "Jag vill bo hos mormor.",
    "Det är bra hemma nu.",
];

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 25).unwrap()
}

fn child(n: u128) -> ChildInView {
    ChildInView {
        id: ChildId(Uuid::from_u128(n)),
        position: usize::try_from(n).unwrap(),
        name: format!("Barn{n}"),
        born: None,
        age: Some(9),
        protected: false,
        interpreter: String::new(),
        guardians: vec![],
    }
}

/// Two children, a talk with each; nothing said yet.
fn material() -> Material {
    let note = |n: u128| NoteInView {
        id: NoteId(Uuid::from_u128(10 + n)),
        child: ChildId(Uuid::from_u128(n)),
        kind: NoteKind::Heard,
        copied_from: None,
        letter: None,
    };
    Material {
        id: AssessmentId(Uuid::from_u128(50)),
        kind: CaseKind::Adult,
        subject: "Maja".into(),
        revised: false,
        checklist: content().checklist().clone(),
        status: Status::Draft,
        depth: Depth::Standard,
        area: AreaOfOperation::IncomeSupport,
        children: vec![child(1), child(2)],
        notes: vec![note(1), note(2)],
        sections: BTreeMap::new(),
        measures: vec![],
        attachments: vec![],
    }
}

/// A case on its way.
#[derive(Clone, Debug)]
struct Case {
    material: Material,
    letters: Vec<LetterInView>,
    disclosures: Vec<Disclosure>,
}

/// What somebody tries.
#[derive(Clone, Debug)]
enum Try {
    Say(usize, usize, bool),
    Weigh(usize, &'static str),
    GiveReason(usize),
    TakeReasonBack(usize),
    Sign,
    Reply(usize, bool),
    SayItInATalk(usize),
    Quote(usize),
    Rewrite(usize),
    Assess(usize, bool),
    Approve(usize),
    Unapprove(usize),
}

fn tries() -> impl Strategy<Value = Try> {
    let n = 0..4usize;
    prop_oneof![
        2 => (0..2usize, n.clone(), any::<bool>()).prop_map(|(c, w, mark)| Try::Say(c, w, mark)),
        2 => (n.clone(), prop::sample::select(vec!["follows", "partly", "departs", "beside"])).prop_map(|(s, o)| Try::Weigh(s, o)),
        2 => n.clone().prop_map(Try::GiveReason),
        1 => n.clone().prop_map(Try::TakeReasonBack),
        2 => Just(Try::Sign),
        3 => (n.clone(), any::<bool>()).prop_map(|(s, quoting)| Try::Reply(s, quoting)),
        2 => n.clone().prop_map(Try::SayItInATalk),
        1 => n.clone().prop_map(Try::Quote),
        1 => (0..2usize).prop_map(Try::Rewrite),
        3 => (n, any::<bool>()).prop_map(|(s, d)| Try::Assess(s, d)),
        3 => (0..2usize).prop_map(Try::Approve),
        1 => (0..2usize).prop_map(Try::Unapprove),
    ]
}

impl Case {
    fn new() -> Self {
        Self {
            material: material(),
            letters: vec![],
            disclosures: vec![],
        }
    }

    fn statement(&self, n: usize) -> Option<StatementInView> {
        self.material.statements().into_iter().nth(n)
    }

    fn set(&mut self, section: Section, field: &str, text: &str) {
        self.material
            .sections
            .entry(section)
            .or_default()
            .set(field, text);
    }

    /// Does it where the rules let it be done.
    fn go(&mut self, tried: &Try) {
        let writing = self.material.status.is_written();
        match tried {
            Try::Say(child, words, mark) if writing => self.say(*child, *words, *mark),
            Try::Weigh(n, outcome) if writing => self.weigh(*n, "outcome", outcome),
            Try::GiveReason(n) if writing => self.weigh(*n, "departs_why", "Pengarna räcker inte."),
            Try::TakeReasonBack(n) if writing => self.weigh(*n, "departs_why", ""),
            Try::Sign if writing => self.sign(),
            Try::Reply(n, quoting) => self.reply(*n, *quoting),
            Try::SayItInATalk(n) => self.write_reply(*n, &reply_how_field, ReplyHow::Talk.code()),
            Try::Quote(n) => self.quote(*n),
            Try::Rewrite(letter) => self.rewrite(*letter),
            Try::Assess(n, disclosed) => self.assess(*n, *disclosed),
            Try::Approve(letter) => self.approve(*letter),
            Try::Unapprove(letter) => {
                if let Some(letter) = self.letters.get_mut(*letter)
                    && letter.status == LetterStatus::Approved
                {
                    letter.status = LetterStatus::Draft;
                }
            }
            _ => {}
        }
    }

    fn say(&mut self, child: usize, words: usize, mark: bool) {
        let section = Section::Note(self.material.notes[child].id);
        let n = self.material.section(section).highest("statement", 40) + 1;
        self.set(section, &format!("statement.{n}.words"), WORDS[words]);
        if mark {
            self.set(section, &format!("statement.{n}.assess_first"), "yes");
        }
    }

    fn weigh(&mut self, n: usize, field: &str, text: &str) {
        let Some(said) = self.statement(n) else { return };
        for (field, text) in [
            ("weight", "great"),
            ("why", "Barnet beskriver det klart."),
            (field, text),
        ] {
            self.set(Section::Weighing, &format!("s.{}.{field}", said.key), text);
        }
    }

    /// Signing asks for more than the weighing; whatever else is missing could only refuse more.
    fn sign(&mut self) {
        let of_statements = |field: &str| field.starts_with("s.");
        if gaps(&self.material, today(), L)
            .iter()
            .any(|g| of_statements(&g.field))
        {
            return;
        }
        self.material.status = Status::Signed;
        for child in &self.material.children {
            self.letters.push(LetterInView {
                id: LetterId(Uuid::from_u128(70 + self.letters.len() as u128)),
                child: child.id,
                kind: LetterKind::Feedback,
                status: LetterStatus::Draft,
                fields: [("sender", "Hej.")].into_iter().collect(),
                not_given_why: String::new(),
            });
        }
    }

    fn letter_to(&mut self, said: &StatementInView) -> Option<&mut LetterInView> {
        let draft = |l: &&mut LetterInView| l.child == said.child && l.status == LetterStatus::Draft;
        self.letters.iter_mut().find(draft)
    }

    fn write_reply(&mut self, n: usize, name: &dyn Fn(&str) -> String, text: &str) {
        let Some(said) = self.statement(n) else { return };
        if let Some(letter) = self.letter_to(&said) {
            letter.fields.set(name(&said.key), text);
        }
    }

    fn reply(&mut self, n: usize, quoting: bool) {
        let Some(said) = self.statement(n) else { return };
        let text = if quoting {
            said.words.clone()
        } else {
            "Så blev det.".into()
        };
        self.write_reply(n, &reply_field, &text);
        self.write_reply(n, &reply_how_field, ReplyHow::Letter.code());
    }

    /// Into the letter of the other child, too: siblings read each other's.
    fn quote(&mut self, n: usize) {
        let Some(said) = self.statement(n) else { return };
        for letter in self
            .letters
            .iter_mut()
            .filter(|l| l.status == LetterStatus::Draft)
        {
            letter
                .fields
                .set("told", format!("Jag fick höra: ”{}”", said.words));
        }
    }

    fn rewrite(&mut self, n: usize) {
        if let Some(letter) = self
            .letters
            .get_mut(n)
            .filter(|l| l.status == LetterStatus::Draft)
        {
            letter.fields.set("told", "Vi lyssnade.");
        }
    }

    fn assess(&mut self, n: usize, disclosed: bool) {
        let Some(said) = self.statement(n) else { return };
        let outcome = if disclosed {
            DisclosureOutcome::Disclosed
        } else {
            DisclosureOutcome::Withheld
        };
        if !letters_against(&said, outcome, &self.letters).is_empty() {
            return;
        }
        self.disclosures.push(Disclosure {
            id: DisclosureId(Uuid::nil()),
            statement: said.key,
            recipient: "Mamman".into(),
            outcome,
            ground: String::new(),
            reasons: "Skäl".into(),
            told_instead: String::new(),
            decided_by: "Chefen".into(),
            decided_on: today(),
            noted_by: "Åsa".into(),
            noted_at: DateTime::default(),
        });
    }

    fn approve(&mut self, n: usize) {
        let Some(letter) = self.letters.get(n).filter(|l| l.status == LetterStatus::Draft) else {
            return;
        };
        if letter_gaps(&self.material, letter, &self.disclosures, "Enheten", L).is_empty() {
            self.letters[n].status = LetterStatus::Approved;
        }
    }

    fn check(&self) {
        let weighing = self.material.section(Section::Weighing);
        let said = self.material.statements();
        if self.material.status.is_signed() {
            for s in &said {
                let field = |name: &str| weighing.text(&format!("s.{}.{name}", s.key)).to_owned();
                let departs = ["partly", "departs"].contains(&field("outcome").as_str());
                assert!(
                    !departs || !field("departs_why").is_empty(),
                    "signed without a reason: {s:?}"
                );
            }
        }
        for letter in self.letters.iter().filter(|l| l.status == LetterStatus::Approved) {
            for s in said
                .iter()
                .filter(|s| !standing(s, &self.disclosures).may_be_read())
            {
                let linked = letter.fields.has(&reply_field(&s.key))
                    && reply_how(&letter.fields, &s.key) == ReplyHow::Letter;
                assert!(!linked, "an approved letter answers what may not be read: {s:?}");
                let quoted = printed(&letter.fields).any(|(_, text)| repeats(text, &s.words));
                assert!(!quoted, "an approved letter repeats what may not be read: {s:?}");
            }
            let lines = thread(&self.material, letter.child, &self.letters, &self.disclosures, L);
            assert!(
                lines.iter().all(|line| line.answer != ThreadAnswer::None),
                "an approved letter leaves something unanswered"
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn no_sequence_of_allowed_actions_gets_around_the_two_gates(steps in prop::collection::vec(tries(), 1..60)) {
        let mut case = Case::new();
        for step in &steps {
            case.go(step);
            case.check();
        }
    }
}

/// A signed case in which one child said two things, the second of them to be assessed first.
fn signed() -> Case {
    let mut case = Case::new();
    case.say(0, 0, false);
    case.say(0, 1, true);
    for n in 0..2 {
        case.weigh(n, "outcome", "follows");
    }
    case.sign();
    assert_eq!(case.material.status, Status::Signed);
    case
}

fn places(case: &Case) -> Vec<Vec<Place>> {
    let child = case.material.children[0].id;
    thread(&case.material, child, &case.letters, &case.disclosures, L)
        .into_iter()
        .map(|line| line.gaps.into_iter().map(|g| g.place).collect())
        .collect()
}

#[test]
fn the_gates_can_be_passed() {
    let mut case = signed();
    case.reply(0, true);
    case.reply(1, false);
    case.approve(0);
    assert_eq!(
        case.letters[0].status,
        LetterStatus::Draft,
        "the second awaits its assessment"
    );
    case.assess(1, true);
    case.approve(0);
    assert_eq!(case.letters[0].status, LetterStatus::Approved);
    case.check();
    case.assess(1, false);
    let said = case.statement(1).unwrap();
    assert_eq!(
        standing(&said, &case.disclosures),
        Standing::Disclosed,
        "the approval has to be taken back first"
    );
}

#[test]
fn each_gap_of_a_thread_says_where_it_is_closed() {
    let mut case = Case::new();
    case.say(0, 1, true);
    let key = case.statement(0).unwrap().key;
    let weighing = |name: &str| Place::Section(Section::Weighing, format!("s.{key}.{name}"));
    let awaits = Place::Disclosure(key.clone());
    assert_eq!(
        places(&case),
        [vec![weighing("weight"), weighing("outcome"), awaits.clone()]]
    );
    case.weigh(0, "outcome", "departs");
    assert_eq!(places(&case), [vec![weighing("departs_why"), awaits.clone()]]);
    case.weigh(0, "departs_why", "Pengarna räcker inte.");
    assert_eq!(places(&case), [vec![awaits.clone()]]);
    case.sign();
    let letter = case.letters[0].id;
    assert_eq!(
        places(&case),
        [vec![awaits, Place::Letter(letter, reply_field(&key))]]
    );
    case.assess(0, false);
    case.reply(0, false);
    case.write_reply(0, &reply_how_field, "talk");
    assert_eq!(places(&case), [vec![]]);
}

#[test]
fn a_sibling_gets_its_own_answer_and_nothing_of_the_others() {
    let case = signed();
    let sibling = case.material.children[1].id;
    assert!(thread(&case.material, sibling, &case.letters, &case.disclosures, L).is_empty());
    assert!(letter_gaps(&case.material, &case.letters[1], &case.disclosures, "Enheten", L).is_empty());
    let mut quoting = case;
    quoting.quote(1);
    let errors = letter_gaps(
        &quoting.material,
        &quoting.letters[1],
        &quoting.disclosures,
        "Enheten",
        L,
    );
    assert_eq!(errors.0.len(), 1, "{errors:?}");
    assert_eq!(errors.0[0].0, "told");
}

#[test]
fn an_empty_letter_and_a_protected_childs_unit_are_refused() {
    let mut case = signed();
    case.letters[1].fields = Fields::default();
    let said = |case: &Case| letter_gaps(&case.material, &case.letters[1], &[], "Enheten Norr", L).0;
    assert_eq!(said(&case).len(), 1);
    case.letters[1]
        .fields
        .set("sender", "Jag jobbar på enheten norr.");
    assert!(said(&case).is_empty());
    case.material.children[1].protected = true;
    assert_eq!(said(&case)[0].0, "sender");
}
