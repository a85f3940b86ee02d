//! Drafts ten letters for invented cases, over the four age bands and the three kinds, as PDF with the figures of their readability: to
//! read aloud after a change of the outlines. `cargo run -p documents --example letters -- FOLDER`

use std::error::Error;
use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;
use documents::letters::{LetterParts, Reply, letter};
use documents::{Renderer, TypstPdf, text};
use domain::assessments::{ChildInView, Depth, Material, NoteInView, NoteKind, Section, Status};
use domain::cases::CaseKind;
use domain::content::content;
use domain::fields::Fields;
use domain::ids::{AssessmentId, ChildId, NoteId};
use domain::language::Language;
use domain::letters::{AgeBand, LetterKind, first_draft, readability, reply_field, to_answer};
use domain::organisation::AreaOfOperation;
use uuid::Uuid;

/// One invented case: a child, what it said, what was decided and how it is told.
struct Case {
    name: &'static str,
    kind: LetterKind,
    age: u32,
    child: &'static str,
    /// Words, subject, and what the decision does with them.
    said: &'static [(&'static str, &'static str, &'static str)],
    plain: &'static str,
    why: &'static str,
    departs: &'static str,
}

const fn case(
    name: &'static str,
    (kind, age, child): (LetterKind, u32, &'static str),
    said: &'static [(&'static str, &'static str, &'static str)],
    [plain, why, departs]: [&'static str; 3],
) -> Case {
    Case {
        name,
        kind,
        age,
        child,
        said,
        plain,
        why,
        departs,
    }
}

use LetterKind::{Feedback, Information, Invitation};

const CASES: [Case; 10] = [
    case(
        "01-rent",
        (Feedback, 5, "Milo"),
        &[("Jag vill sova i mitt rum.", "var du bor", "follows")],
        ["Ni får bo kvar i lägenheten.", "Du ska få ha kvar ditt rum.", ""],
    ),
    case(
        "02-rent-not-heard",
        (Feedback, 6, "Ines"),
        &[],
        ["Ni får hjälp med hyran.", "Alla barn ska ha ett hem.", ""],
    ),
    case(
        "03-moving",
        (Feedback, 8, "Lova"),
        &[
            ("Jag vill bo kvar hos mina kompisar.", "flytten", "departs"),
            ("Jag vill ta med min katt.", "katten", "follows"),
        ],
        [
            "Ni får hjälp att flytta till en annan stad.",
            "Mamma har fått ett jobb där.",
            "Mamma har fått ett jobb i en annan stad, och resan är för lång varje dag.",
        ],
    ),
    case(
        "04-mornings",
        (Feedback, 9, "Nils"),
        &[("Jag vill att någon väcker mig.", "morgnarna", "partly")],
        [
            "En person kommer hem till er tre morgnar i veckan.",
            "Mamma behöver stöd på morgnarna just nu.",
            "Vi har inte folk nog för fler dagar än tre.",
        ],
    ),
    case(
        "05-treatment",
        (Feedback, 11, "Sam"),
        &[
            ("Pappa ska sluta dricka.", "pappas drickande", "beside"),
            (
                "Jag vill inte bo hos farmor hela hösten.",
                "var du ska bo",
                "follows",
            ),
        ],
        [
            "Pappa får behandling på dagarna och sover hemma.",
            "Då kan du bo hemma och gå kvar i din skola.",
            "",
        ],
    ),
    case(
        "06-contact",
        (Feedback, 12, "Alva"),
        &[(
            "Jag vill inte sova över hos pappa.",
            "nätterna hos pappa",
            "departs",
        )],
        [
            "Du träffar pappa varannan lördag, med en vuxen som stöd.",
            "Du och pappa behöver ses lugnt och tryggt först.",
            "Domstolen har bestämt att ni ska träffas.",
        ],
    ),
    case(
        "07-housing",
        (Feedback, 15, "Yusuf"),
        &[
            ("Jag vill bo själv.", "eget boende", "departs"),
            ("Jag vill jobba extra på helgerna.", "arbetet", "follows"),
        ],
        [
            "Du får plats i ett stödboende från den 1 februari.",
            "Du klarar mycket själv, men behöver någon att fråga på kvällarna.",
            "Det finns inget eget boende för den som är under 18 år.",
        ],
    ),
    case(
        "08-support",
        (Information, 7, "Tove"),
        &[],
        [
            "Mamma får träffa en person som hjälper henne att må bättre.",
            "Mamma har varit ledsen länge.",
            "",
        ],
    ),
    case(
        "09-support",
        (Information, 14, "Elis"),
        &[],
        [
            "Pappa börjar en behandling på tisdagar och torsdagar.",
            "Han vill sluta spela om pengar.",
            "",
        ],
    ),
    case("10-talk", (Invitation, 10, "Freja"), &[], ["", "", ""]),
];

fn day() -> Result<NaiveDate, Box<dyn Error>> {
    NaiveDate::from_ymd_opt(2026, 11, 14).ok_or_else(|| "no such day".into())
}

fn material(case: &Case, child: &ChildInView) -> Material {
    let note = NoteId(Uuid::from_u128(11));
    let mut sections = std::collections::BTreeMap::new();
    let mut talk: Fields = [
        ("held_on", "2026-11-02"),
        ("place", "skolan"),
        ("plan_who", "Karin, som du har träffat"),
        ("plan_first", "Din mamma har bett om hjälp med hyran."),
    ]
    .into_iter()
    .collect();
    let mut weighing = Fields::default();
    for (n, (words, subject, outcome)) in (1..).zip(case.said) {
        talk.set(format!("statement.{n}.words"), *words);
        talk.set(format!("statement.{n}.subject"), *subject);
        weighing.set(format!("s.{note}.{n}.outcome"), *outcome);
    }
    let mut decision = Fields::default();
    decision.set(format!("plain.{}", child.id), case.plain);
    decision.set(format!("plain_why.{}", child.id), case.why);
    decision.set(format!("plain_departs.{}", child.id), case.departs);
    sections.insert(Section::Note(note), talk);
    sections.insert(Section::Weighing, weighing);
    sections.insert(Section::Decision, decision);
    sections.insert(
        Section::FollowUp,
        [("follow_on", "2026-12-14")].into_iter().collect(),
    );
    let heard = !case.said.is_empty() || case.kind == Invitation;
    Material {
        id: AssessmentId(Uuid::from_u128(50)),
        kind: CaseKind::Adult,
        subject: "En förälder".into(),
        revised: false,
        checklist: Arc::clone(content().checklist()),
        status: Status::Signed,
        depth: Depth::Standard,
        area: AreaOfOperation::IncomeSupport,
        children: vec![child.clone()],
        notes: vec![NoteInView {
            id: note,
            child: child.id,
            kind: if heard {
                NoteKind::Heard
            } else {
                NoteKind::NotHeard
            },
            copied_from: None,
            letter: None,
        }],
        sections,
        measures: vec![],
        attachments: vec![],
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("say into which folder")?;
    std::fs::create_dir_all(&folder)?;
    let l = Language::Swedish;
    for case in &CASES {
        let child = ChildInView {
            id: ChildId(Uuid::from_u128(1)),
            position: 1,
            name: case.child.into(),
            born: None,
            age: Some(case.age),
            protected: false,
            interpreter: String::new(),
            guardians: vec![],
        };
        let material = material(case, &child);
        let band = AgeBand::for_age(case.age).ok_or("no letter at that age")?;
        let sender = ("Karin Ek", "Ekonomiskt bistånd Norr", "010-123 45 67");
        let fields = first_draft(&material, &child, (case.kind, band), sender, l);
        let said = to_answer(&material, child.id);
        let replies: Vec<Reply<'_>> = said
            .iter()
            .map(|s| Reply {
                words: &s.words,
                text: fields.text(&reply_field(&s.key)),
            })
            .collect();
        let document = letter(LetterParts {
            kind: case.kind,
            band,
            language: l,
            fields: &fields,
            replies: &replies,
            from: sender.1,
            state: "",
            date: day()?,
            large: false,
        });
        let figures = readability(&fields.0.values().cloned().collect::<Vec<_>>().join("\n\n"), l);
        println!(
            "== {}: {}, {} år, LIX {} (mål {}), längsta meningen {} ord",
            case.name,
            case.kind.name(l),
            case.age,
            figures.lix,
            band.lix_goal(),
            figures.longest_sentence.split_whitespace().count()
        );
        println!("{}\n", text::plain(&document));
        std::fs::write(
            Path::new(&folder).join(format!("{}.pdf", case.name)),
            TypstPdf.render(&document)?,
        )?;
    }
    Ok(())
}
