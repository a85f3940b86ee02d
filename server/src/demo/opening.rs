//! Opens a case: who the people are, what they are called, who has custody.

use domain::cases::CaseKind;
use domain::cases::{ChildForm, GuardianRole};
use domain::ids::GuardianId;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use store::cases::NewCase;
use store::{StoreError, Who, cases, children};

use super::composing::{ToldChild, Voice};
use super::names::{self, Family};
use super::plan::Curious;
use super::story::{ChildStory, Gender, Story};
use super::telling::{Telling, school_year};
use super::writing::{Scribe, reference};

const SCHOOLS: [&str; 6] = [
    "Ekbacksskolan",
    "Björkängsskolan",
    "Lindhagaskolan",
    "Kvarnskolan",
    "Norrgårdsskolan",
    "Sjöstigens skola",
];
const PRESCHOOLS: [&str; 5] = ["Trollskogen", "Solgläntan", "Humlan", "Ängsblomman", "Kotten"];

fn family_of(scribe: &mut Scribe<'_>, story: &Story) -> Family {
    let genders: Vec<_> = story.child.iter().map(|c| c.gender).collect();
    let mut family = Family::draw(story.adult, &genders, &mut scribe.rng);
    if scribe.plan.showcase {
        family = Family::showcase();
    }
    let woman = story.adult == Gender::Female;
    let (name, first) = match (scribe.plan.curious, woman) {
        (None, _) => return family,
        (Some(Curious::RightToLeft), true) => ("سلمى الحسن", "Salma"),
        (Some(Curious::RightToLeft), false) => ("سامي الحسن", "Sami"),
        (Some(Curious::Quotes), true) => ("Siobhán ”Bo” O'Connor-D'Angelo", "Siobhán"),
        (Some(Curious::Quotes), false) => ("Seán ”Bo” O'Connor-D'Angelo", "Seán"),
    };
    name.clone_into(&mut family.adult);
    first.clone_into(&mut family.adult_first);
    family
}

fn telling_of(scribe: &mut Scribe<'_>, story: &Story, family: &Family, ages: &[u32]) -> Telling {
    let first = |name: &str| name.split(' ').next().unwrap_or_default().to_owned();
    let school = SCHOOLS.choose(&mut scribe.rng).copied().unwrap_or_default();
    let preschool = PRESCHOOLS.choose(&mut scribe.rng).copied().unwrap_or_default();
    let mut telling = Telling::new(scribe.plan.opened.date_naive())
        .with("V", family.adult_first.clone())
        .with("O", family.other_first.clone())
        .with("M", first(&family.third))
        .with("W", scribe.worker.name.clone())
        .with("T", scribe.worker.title.clone())
        .with("E", scribe.team.name.clone())
        .with("S", school)
        .with("F", format!("förskolan {preschool}"));
    for (n, (name, age)) in family.children.iter().zip(ages).enumerate() {
        let n = n + 1;
        telling = telling
            .with(format!("B{n}"), name.clone())
            .with(format!("A{n}"), age.to_string())
            .with(format!("K{n}"), school_year(*age));
    }
    let row = if scribe.plan.showcase {
        story.row.first()
    } else {
        story.row.choose(&mut scribe.rng)
    };
    row.into_iter()
        .flatten()
        .fold(telling, |t, (name, word)| t.with(name.clone(), word.clone()))
}

/// The people of a story, stored.
pub(super) struct Stored<'a> {
    pub telling: Telling,
    pub children: Vec<ToldChild<'a>>,
    pub guardians: Vec<(GuardianId, String)>,
}

/// Opens the case with its children and guardians.
pub(super) async fn open<'a>(scribe: &mut Scribe<'a>, story: &'a Story) -> Result<Stored<'a>, StoreError> {
    let day = scribe.plan.opened.date_naive();
    let family = family_of(scribe, story);
    let ages: Vec<u32> = story
        .child
        .iter()
        .map(|c| {
            if scribe.plan.showcase {
                c.age[0].midpoint(c.age[1])
            } else {
                scribe.rng.random_range(c.age[0]..=c.age[1])
            }
        })
        .collect();
    let telling = telling_of(scribe, story, &family, &ages);
    let adult_age = scribe.rng.random_range(story.adult_age[0]..=story.adult_age[1]);
    let adult_born = names::born(adult_age, day, &mut scribe.rng);
    let subject_number = if scribe.rng.random_bool(0.95) {
        names::number(
            adult_born,
            story.adult,
            scribe.plan.seed.is_multiple_of(19),
            &mut scribe.rng,
        )
    } else {
        String::new()
    };
    let new = NewCase {
        kind: CaseKind::Adult,
        unit: scribe.team.unit,
        owner: scribe.worker.account,
        reference: reference(scribe),
        subject_name: family.adult.clone(),
        subject_number,
        // The same draw as the assessment's, so that both say the same.
        matter: telling.tell(&story.matter, &mut StdRng::seed_from_u64(scribe.plan.seed)),
        protected: story.protected,
    };
    let who = scribe.who(0);
    scribe.case = cases::open_case(scribe.tx, who, &new).await?;
    let mut guardians = Vec::new();
    for guardian in &story.guardian {
        let (name, role) = match guardian.who.as_str() {
            "V" => (&family.adult, GuardianRole::Party),
            "O" => (&family.other, GuardianRole::Other),
            _ => (&family.third, GuardianRole::Other),
        };
        guardians.push((
            children::add_guardian(scribe.tx, who, scribe.case, name, role).await?,
            guardian.consent.clone(),
        ));
    }
    let children = open_children(scribe, story, &family, &ages, &telling, &guardians, who).await?;
    Ok(Stored {
        telling,
        children,
        guardians,
    })
}

async fn open_children<'a>(
    scribe: &mut Scribe<'a>,
    story: &'a Story,
    family: &Family,
    ages: &[u32],
    telling: &Telling,
    guardians: &[(GuardianId, String)],
    who: Who,
) -> Result<Vec<ToldChild<'a>>, StoreError> {
    let ids: Vec<GuardianId> = guardians.iter().map(|(id, _)| *id).collect();
    let interpreter = if story.newcomers && scribe.rng.random_bool(0.7) {
        family.language
    } else {
        ""
    };
    let mut told = Vec::new();
    for ((child, name), age) in story.child.iter().zip(&family.children).zip(ages) {
        let born = names::born(*age, who.now.date_naive(), &mut scribe.rng);
        let without_number = scribe.rng.random_bool(0.06);
        let coordination = scribe.rng.random_bool(0.05);
        let form = ChildForm {
            name: name.clone(),
            number: if without_number {
                String::new()
            } else {
                names::number(born, child.gender, coordination, &mut scribe.rng)
            },
            born: if without_number {
                born.to_string()
            } else {
                String::new()
            },
            needs: child.needs.clone(),
            needs_note: child.needs_note.clone(),
            interpreter: interpreter.to_owned(),
            protected: story.protected,
            relation: telling.tell(&child.relation, &mut scribe.rng),
        };
        let id = children::add_child(scribe.tx, who, scribe.case, &form).await?;
        children::set_guardians(scribe.tx, who, scribe.case, id, &ids).await?;
        told.push(ToldChild {
            id,
            age: *age,
            interpreter: interpreter.to_owned(),
            story: child,
            telling: telling
                .clone()
                .with("B", name.clone())
                .with("A", age.to_string())
                .with("K", school_year(*age)),
            voice: voice_of(scribe, child, *age)?,
            note: None,
        });
    }
    Ok(told)
}

/// A child whom the story lets speak stays unheard now and then, for one of the shared reasons.
fn voice_of<'a>(scribe: &mut Scribe<'a>, child: &'a ChildStory, age: u32) -> Result<Voice<'a>, StoreError> {
    let library = scribe.library;
    let silent = child.may_be_unheard
        && !scribe.plan.showcase
        && scribe.rng.random_ratio(scribe.team.habits.silent, 100);
    let fitting: Vec<_> = library
        .common
        .unheard
        .iter()
        .filter(|u| u.from_age <= age)
        .collect();
    let own = child
        .heard
        .as_ref()
        .map(Voice::Heard)
        .or(child.unheard.as_ref().map(Voice::Unheard));
    let shared = fitting.choose(&mut scribe.rng).map(|u| Voice::Unheard(u));
    if silent { shared.or(own) } else { own.or(shared) }.ok_or(StoreError::Corrupt("demo voice"))
}
