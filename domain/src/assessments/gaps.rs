use chrono::NaiveDate;

use super::layout::groups;
use super::parts::MAX_FACTS;
use super::{ChildInView, Field, Kind, Material, Need, NoteInView, NoteKind, Section, Step};
use crate::dates;
use crate::fields::Fields;
use crate::ids::NoteId;
use crate::language::Language;
use crate::participation::{consent_gate, has_statements, is_called_off, repeats};

/// Something that has to be mended before the assessment can be signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The step it belongs to.
    pub step: Step,
    /// The section to open; `None` where the step's own page is the place.
    pub section: Option<Section>,
    /// The field, or empty.
    pub field: String,
    /// What is missing, said so that one knows what to do.
    pub message: String,
}

/// Everything that is missing from an assessment of its kind and depth, in the order of the steps. Empty means that it can be signed.
#[must_use]
pub fn gaps(material: &Material, today: NaiveDate, l: Language) -> Vec<Gap> {
    let mut found = section_gaps(Section::Question, material, l);
    if material.kind.names_children() {
        found.extend(children(material, l));
    } else {
        found.extend(section_gaps(Section::Groups, material, l));
    }
    found.extend(facts(material, l));
    if material.kind.names_children() {
        found.extend(voice(material, today, l));
    } else {
        found.extend(section_gaps(Section::Consultation, material, l));
    }
    for article in material.articles() {
        found.extend(section_gaps(Section::Article(article.number), material, l));
    }
    found.extend(weighing(material, l));
    found.extend(decision(material, today, l));
    found.extend(follow_up(material, l));
    found
}

/// What one section lacks by its own description.
fn section_gaps(section: Section, material: &Material, l: Language) -> Vec<Gap> {
    let fields = material.section(section);
    groups(section, material, &fields, false, l)
        .iter()
        .flat_map(|g| &g.fields)
        .filter_map(|field| field_gap(field, &fields, l))
        .map(|(field, message)| Gap {
            step: section.step(),
            section: Some(section),
            field,
            message,
        })
        .collect()
}

fn field_gap(field: &Field, fields: &Fields, l: Language) -> Option<(String, String)> {
    let text = fields.text(&field.name);
    let needed = match &field.need {
        Need::Optional => false,
        Need::Required => true,
        Need::RequiredWhen(other, codes) => codes.contains(&fields.text(other)),
    };
    let label = &field.label;
    if text.is_empty() {
        return needed.then(|| {
            let message = if field.missing.is_empty() {
                l.t(format!("Svara på ”{label}”."), format!("Answer “{label}”."))
            } else {
                field.missing.clone()
            };
            (field.name.clone(), message)
        });
    }
    let wrong = match &field.kind {
        Kind::Date => dates::parse(text).is_none().then(|| {
            l.t(
                format!("”{label}”: datumet finns inte. Skriv till exempel 2026-12-01."),
                format!("“{label}”: the date does not exist. Write for example 2026-12-01."),
            )
        }),
        Kind::Choice(options) => (!options.iter().any(|(code, _)| code == text)).then(|| {
            l.t(
                format!("”{label}”: välj ett av svaren."),
                format!("“{label}”: choose one of the answers."),
            )
        }),
        Kind::Line | Kind::Text | Kind::Tick => None,
    };
    wrong.map(|message| (field.name.clone(), message))
}

fn gap(step: Step, section: Option<Section>, field: &str, message: impl Into<String>) -> Gap {
    Gap {
        step,
        section,
        field: field.to_owned(),
        message: message.into(),
    }
}

fn children(material: &Material, l: Language) -> Vec<Gap> {
    if material.children.is_empty() {
        return vec![gap(
            Step::Children,
            None,
            "",
            l.t("Lägg till minst ett barn.", "Add at least one child."),
        )];
    }
    material
        .children
        .iter()
        .flat_map(|child| section_gaps(Section::Child(child.id), material, l))
        .collect()
}

fn facts(material: &Material, l: Language) -> Vec<Gap> {
    let mut found = section_gaps(Section::Facts, material, l);
    let fields = material.section(Section::Facts);
    for n in 2..=fields.highest("fact", MAX_FACTS) {
        let source = format!("fact.{n}.source");
        if fields.has(&format!("fact.{n}.text")) && !fields.has(&source) {
            let message = l.t(
                format!("Uppgift {n} saknar källa."),
                format!("Fact {n} has no source."),
            );
            found.push(gap(Step::Facts, Some(Section::Facts), &source, message));
        }
    }
    found
}

fn voice(material: &Material, today: NaiveDate, l: Language) -> Vec<Gap> {
    let mut found = Vec::new();
    for child in &material.children {
        let settled = material.talks(child.id).next().is_some()
            || material
                .notes
                .iter()
                .any(|n| n.child == child.id && n.kind == NoteKind::NotHeard);
        if !settled {
            let name = &child.name;
            let message = l.t(
                format!("Skriv vad {name} har sagt, eller varför barnet inte har hörts."),
                format!("Write what {name} has said, or why the child has not been heard."),
            );
            found.push(gap(Step::Voice, None, "", message));
        }
    }
    let notes = material.notes.iter();
    found.extend(notes.flat_map(|note| note_gaps(note.id, material, today, l)));
    found
}

/// What one participation note lacks.
#[must_use]
pub fn note_gaps(id: NoteId, material: &Material, today: NaiveDate, l: Language) -> Vec<Gap> {
    let section = Section::Note(id);
    let Some(note) = material.note(id) else {
        return Vec::new();
    };
    let mut found = section_gaps(section, material, l);
    match note.kind {
        NoteKind::Heard => {
            if let Some(child) = material.child(note.child) {
                found.extend(talk(section, child, material, today, l));
            }
        }
        NoteKind::NotHeard | NoteKind::Informed | NoteKind::Others | NoteKind::Request | NoteKind::Answer => {
        }
    }
    found
}

/// What a talk lacks besides its answers: its ground, its day, what it contradicts, and the request that it speaks of.
fn talk(
    section: Section,
    child: &ChildInView,
    material: &Material,
    today: NaiveDate,
    l: Language,
) -> Vec<Gap> {
    let fields = material.section(section);
    let name = &child.name;
    let here = |field: &str, message: String| gap(Step::Voice, Some(section), field, message);
    let mut found = Vec::new();
    if is_called_off(&fields) {
        // Nobody was contacted, so nothing of it needs a ground.
        if has_statements(&fields) {
            found.push(here(
                "went",
                l.t(
                    format!("Samtalet med {name} blev inte av, men det står vad barnet sade. Rätta det ena eller det andra."),
                    format!("The talk with {name} did not take place, yet it says what the child said. Mend the one or the other."),
                ),
            ));
        }
    } else {
        let gate = consent_gate(child, &fields, today, l);
        found.extend(gate.reasons().iter().map(|reason| {
            let message = l.t(
                format!("Samtal med {name}: {reason}"),
                format!("Talk with {name}: {reason}"),
            );
            here("basis", message)
        }));
        if dates::parse(fields.text("held_on")).is_some_and(|day| day > today) {
            found.push(here(
                "held_on",
                l.t(
                    format!("Samtalet med {name} har inte varit än."),
                    format!("The talk with {name} has not taken place yet."),
                ),
            ));
        }
    }
    let is_asked = |n: &&NoteInView| n.child == child.id && n.kind == NoteKind::Request;
    if fields.text("better_placed") == "yes" && !material.notes.iter().any(|n| is_asked(&n)) {
        found.push(here(
            "better_placed",
            l.t(
                format!("Någon annan är bättre placerad att prata med {name}. Skriv en anteckning om vad du frågade och vad svaret blev."),
                format!("Somebody else is better placed to talk with {name}. Write a note of what you asked and what the answer was."),
            ),
        ));
    }
    found
}

fn weighing(material: &Material, l: Language) -> Vec<Gap> {
    let mut found = section_gaps(Section::Weighing, material, l);
    let chosen = material
        .section(Section::Decision)
        .text("chosen")
        .parse()
        .unwrap_or(0);
    let unanswered =
        material.measures.is_empty() && !material.section(Section::Weighing).has("no_measures_why");
    if unanswered && material.has_negative_consequence(chosen) {
        found.push(gap(
            Step::Weighing,
            Some(Section::Weighing),
            "no_measures_why",
            l.t(
                "Beslutet gör något sämre för ett barn. Lägg till en åtgärd, eller skriv varför inget görs.",
                "The decision makes something worse for a child. Add a measure, or write why nothing is done.",
            ),
        ));
    }
    found
}

fn decision(material: &Material, today: NaiveDate, l: Language) -> Vec<Gap> {
    let mut found = section_gaps(Section::Decision, material, l);
    if material.best_interests_decide() {
        let fields = material.section(Section::Decision);
        for touched in material.touched(l) {
            let name = format!("against.{}", touched.key);
            if fields.text(&name) == "yes" {
                found.push(gap(
                    Step::Decision,
                    Some(Section::Decision),
                    &name,
                    l.t(
                        format!("Barnets bästa är avgörande här, så beslutet kan inte gå emot det som är bäst för {}. Ändra beslutet, eller svaret på vilken prövning som gäller.", touched.name),
                        format!("The child's best interests decide here, so the decision cannot go against what is best for {}. Change the decision, or the answer about the legal test.", touched.name),
                    ),
                ));
            }
        }
    }
    found.extend(disclosed_in_reasons(material, l));
    if material.decided_on().is_some_and(|day| day > today) {
        found.push(gap(
            Step::Decision,
            Some(Section::Decision),
            "decided_on",
            l.t(
                "Beslutsdagen ligger i framtiden. Signera när beslutet är fattat.",
                "The day of the decision lies in the future. Sign when the decision is made.",
            ),
        ));
    }
    found
}

/// A party may always read the decision with its reasons (OSL 10 kap. 3 §), so nothing that awaits an assessment of disclosure may be
/// repeated there.
fn disclosed_in_reasons(material: &Material, l: Language) -> Vec<Gap> {
    let fields = material.section(Section::Decision);
    let awaiting: Vec<_> = material
        .statements()
        .into_iter()
        .filter(|s| s.assess_first)
        .collect();
    ["content", "reasons"]
        .into_iter()
        .filter(|name| awaiting.iter().any(|s| repeats(fields.text(name), &s.words)))
        .map(|name| {
            gap(
                Step::Decision,
                Some(Section::Decision),
                name,
                l.t(
                    "Beslutet återger något som ett barn har sagt och som ska prövas innan någon får läsa det. En part får alltid läsa beslutet (OSL 10 kap. 3 §). Skriv om det utan barnets ord.",
                    "The decision repeats something that a child said and that has to be assessed before anybody may read it. A party may always read the decision (OSL, chapter 10, section 3). Write it without the child's words.",
                ),
            )
        })
        .collect()
}

fn follow_up(material: &Material, l: Language) -> Vec<Gap> {
    let mut found = section_gaps(Section::FollowUp, material, l);
    if let (Some(follow), Some(decided)) = (material.follow_up_on(), material.decided_on())
        && follow < decided
    {
        found.push(gap(
            Step::FollowUp,
            Some(Section::FollowUp),
            "follow_on",
            l.t(
                "Uppföljningen ligger före beslutet. Välj en senare dag.",
                "The follow-up lies before the decision. Choose a later day.",
            ),
        ));
    }
    found
}
