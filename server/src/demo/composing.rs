//! Turns a story into the texts of an assessment's sections, under the field names that `domain::assessments::groups` describes.

use chrono::{Duration, NaiveDate};
use domain::assessments::MAX_STATEMENTS;
use domain::cases::CaseKind;
use domain::content::content;
use domain::fields::Fields;
use domain::ids::{ChildId, GuardianId, NoteId};
use rand::rngs::StdRng;

use super::story::{ChildStory, Heard, Said, Story, Unheard};
use super::telling::Telling;

/// How a child's voice comes into the assessment.
#[derive(Clone, Copy, Debug)]
pub enum Voice<'a> {
    /// It was heard.
    Heard(&'a Heard),
    /// It was not.
    Unheard(&'a Unheard),
}

/// A child of a case with what the story says of it.
#[derive(Clone, Debug)]
pub struct ToldChild<'a> {
    /// The stored child.
    pub id: ChildId,
    /// Its age when the case was opened.
    pub age: u32,
    /// The interpreter's language, or empty.
    pub interpreter: String,
    /// What the story says.
    pub story: &'a ChildStory,
    /// The story's words with this child's name.
    pub telling: Telling,
    /// Heard or not.
    pub voice: Voice<'a>,
    /// Its participation note, once there is one.
    pub note: Option<NoteId>,
}

impl<'a> ToldChild<'a> {
    /// What it said, with the keys of the weighing.
    fn said(&self) -> Vec<(String, &'a Said)> {
        match (self.voice, self.note) {
            (Voice::Heard(heard), Some(note)) => heard
                .said
                .iter()
                .take(MAX_STATEMENTS)
                .enumerate()
                .map(|(n, said)| (format!("{note}.{}", n + 1), said))
                .collect(),
            _ => Vec::new(),
        }
    }

    fn departs(&self) -> bool {
        self.said()
            .iter()
            .any(|(_, said)| matches!(said.outcome.as_str(), "partly" | "departs"))
    }

    fn twelve(&self) -> &'a [String; 3] {
        match self.voice {
            Voice::Heard(heard) => &heard.twelve,
            Voice::Unheard(unheard) => &unheard.twelve,
        }
    }
}

/// Collects told texts under names.
struct Page<'t> {
    telling: &'t Telling,
    rng: &'t mut StdRng,
    fields: Fields,
}

impl<'t> Page<'t> {
    fn new(telling: &'t Telling, rng: &'t mut StdRng) -> Self {
        Self {
            telling,
            rng,
            fields: Fields::default(),
        }
    }

    fn tell(&mut self, name: impl Into<String>, text: &str) {
        let told = self.telling.tell(text, self.rng);
        self.fields.set(name, told);
    }

    fn child(&mut self, child: &ToldChild<'_>, name: impl Into<String>, text: &str) {
        let told = child.telling.tell(text, self.rng);
        self.fields.set(name, told);
    }

    fn day(&mut self, name: impl Into<String>, day: NaiveDate) {
        self.fields.set(name, day.to_string());
    }
}

/// Step 1. `planned` is the day on which the decision is meant to be made.
#[must_use]
pub fn question(story: &Story, telling: &Telling, planned: NaiveDate, rng: &mut StdRng) -> Fields {
    let mut page = Page::new(telling, rng);
    page.tell("matter", &story.question.matter);
    for (n, alternative) in story.question.alternatives.iter().enumerate() {
        page.tell(format!("alternative.{}.text", n + 1), alternative);
    }
    page.tell("decided_by", &story.question.decided_by);
    page.day("planned_on", planned);
    page.fields.set("legal_test", story.question.legal_test.as_str());
    page.fields
}

/// Step 2, one child.
#[must_use]
pub fn child(child: &ToldChild<'_>, rng: &mut StdRng) -> Fields {
    let mut page = Page::new(&child.telling, rng);
    page.tell("situation", &child.story.situation);
    page.tell("touched", &child.story.touched);
    page.tell("vulnerable", &child.story.vulnerable);
    page.fields
}

/// Step 3.
#[must_use]
pub fn facts(story: &Story, telling: &Telling, rng: &mut StdRng) -> Fields {
    let mut page = Page::new(telling, rng);
    for (n, [text, source]) in story.facts.known.iter().enumerate() {
        page.tell(format!("fact.{}.text", n + 1), text);
        page.tell(format!("fact.{}.source", n + 1), source);
    }
    page.tell("others", &story.facts.others);
    page.tell("informs_child", &story.facts.informs);
    page.tell("first_concern", &story.facts.concern);
    page.tell("research", &story.facts.research);
    page.fields
}

/// A note that only plans the talk: the basis is chosen and nobody is asked yet.
#[must_use]
pub fn planned_talk(story: &Story, guardians: &[(GuardianId, String)]) -> Fields {
    let mut fields = plan();
    fields.set("basis", story.basis.as_str());
    for (guardian, _) in guardians {
        fields.set(format!("consent.{guardian}"), "not_yet");
    }
    fields
}

/// What is thought out before a talk.
fn plan() -> Fields {
    [
        ("plan_who", "Jag som skriver. Vi har träffats en gång."),
        ("plan_where", "På kontoret, i rummet med soffan"),
        ("plan_choice", "Plats, tid och om någon ska vara med"),
        (
            "plan_first",
            "Jag vill veta hur du har det och vad du tycker. Du får låta bli att svara, och inget du säger är fel. Sedan berättar jag för dig vad det blev.",
        ),
        ("better_placed", "no"),
    ]
    .into_iter()
    .collect()
}

/// Why a guardian is not asked, where the state of the consent says that none is needed or that asking is dangerous.
fn not_asked_why(state: &str) -> &'static str {
    match state {
        "sole_custody" => "Ensam vårdnad enligt registret",
        "danger" => "Se den sekretessmarkerade bedömningen i ärendet",
        _ => "",
    }
}

/// The basis of a talk and its reference. A talk from before the law that the story's basis rests on keeps the reference of its time.
fn basis_on(story: &Story, held: NaiveDate) -> (&str, &str) {
    match content().basis(&story.basis) {
        Some(basis) if !basis.is_valid_on(held) => {
            ("other", "Den bestämmelse som utredningen inleddes med stöd av")
        }
        _ => (&story.basis, &story.basis_reference),
    }
}

/// Step 4, one child. `guardians` holds each guardian with the state of the consent.
#[must_use]
pub fn voice(
    story: &Story,
    child: &ToldChild<'_>,
    guardians: &[(GuardianId, String)],
    held: NaiveDate,
    rng: &mut StdRng,
) -> Fields {
    let mut page = Page::new(&child.telling, rng);
    match child.voice {
        Voice::Heard(heard) => {
            page.fields = plan();
            let (basis, reference) = basis_on(story, held);
            page.fields.set("basis", basis);
            page.tell("basis_reference", reference);
            for (guardian, state) in guardians {
                page.fields.set(format!("consent.{guardian}"), state.as_str());
                if state == "given" {
                    page.day(format!("consent_on.{guardian}"), held - Duration::days(3));
                }
                page.fields
                    .set(format!("consent_why.{guardian}"), not_asked_why(state));
            }
            page.day("held_on", held);
            talk(heard, &child.interpreter, &mut page);
        }
        Voice::Unheard(unheard) => {
            page.fields.set("reason", unheard.reason.as_str());
            page.tell("reason_text", &unheard.text);
            page.tell("known_view", &unheard.view);
            page.tell("informed", &unheard.informed);
        }
    }
    page.fields
}

fn talk(heard: &Heard, interpreter: &str, page: &mut Page<'_>) {
    page.tell("place", &heard.place);
    let also = if interpreter.is_empty() {
        ""
    } else {
        ". Tolk närvarade"
    };
    page.tell("present", &format!("{}{also}", heard.present));
    page.fields.set("form", heard.form.as_str());
    page.tell("support", &heard.support);
    if !interpreter.is_empty() {
        page.fields.set(
            "interpreter_used",
            format!("Auktoriserad tolk i {interpreter}, på plats"),
        );
    }
    page.tell("informed", &heard.informed);
    page.tell("understanding", &heard.understanding);
    for (n, said) in heard.said.iter().enumerate() {
        let n = n + 1;
        page.tell(format!("statement.{n}.words"), &said.words);
        page.tell(format!("statement.{n}.subject"), &said.about);
        if said.first {
            page.fields.set(format!("statement.{n}.assess_first"), "yes");
        }
    }
    page.tell("wants", &heard.wants);
    page.fields.set("answer_wanted", heard.answer.as_str());
}

/// What is answered where a story has no sentence for a question.
const NOT_THIS_TIME: &str = "Frågan har ställts. Inget har kommit fram som är av betydelse för beslutet.";

/// Step 5, one article: an answer to every question that the area asks, and a consequence per child and alternative.
#[must_use]
pub fn article(
    number: u8,
    story: &Story,
    telling: &Telling,
    children: &[ToldChild<'_>],
    area: &str,
    rng: &mut StdRng,
) -> Fields {
    let (Some(told), Some(article)) = (story.article(number), content().checklist().article(number)) else {
        return Fields::default();
    };
    let mut page = Page::new(telling, rng);
    for question in article.questions_for(CaseKind::Adult, area, "standard") {
        let last = question.id.rsplit('.').next().unwrap_or_default();
        let name = format!("q.{}", question.id);
        let of_children = ["informed", "chance", "influence"]
            .iter()
            .position(|q| number == 12 && *q == last);
        match of_children {
            Some(n) => {
                let answers: Vec<String> = children
                    .iter()
                    .filter_map(|c| c.twelve().get(n).map(|text| c.telling.tell(text, page.rng)))
                    .collect();
                page.fields.set(name, answers.join(" "));
            }
            None => page.tell(name, told.answers.get(last).map_or(NOT_THIS_TIME, String::as_str)),
        }
    }
    for (position, child) in children.iter().enumerate() {
        if number == 12 && matches!(child.voice, Voice::Unheard(_)) {
            unheard_consequences(child, story.question.alternatives.len(), &mut page);
            continue;
        }
        let consequences = if position == 1 && !told.alt2.is_empty() {
            &told.alt2
        } else {
            &told.alt
        };
        for (n, [short, long, why]) in consequences.iter().enumerate() {
            let key = format!("{}.{}", child.id, n + 1);
            page.fields.set(format!("short.{key}"), short.as_str());
            page.fields.set(format!("long.{key}"), long.as_str());
            page.child(child, format!("why.{key}"), why);
        }
    }
    page.fields
}

/// What an alternative does to the influence of a child whose view nobody knows, cannot be said.
fn unheard_consequences(child: &ToldChild<'_>, alternatives: usize, page: &mut Page<'_>) {
    for n in 1..=alternatives {
        let key = format!("{}.{n}", child.id);
        page.fields.set(format!("short.{key}"), "unknown");
        page.fields.set(format!("long.{key}"), "unknown");
        page.child(child, format!("why.{key}"), "{B:s} egen åsikt är inte känd.");
    }
}

/// Step 6.
#[must_use]
pub fn weighing(story: &Story, telling: &Telling, children: &[ToldChild<'_>], rng: &mut StdRng) -> Fields {
    let mut page = Page::new(telling, rng);
    for child in children {
        page.child(child, format!("best.{}", child.id), &child.story.best);
        page.child(child, format!("weight.{}", child.id), &child.story.weight);
        for (key, said) in child.said() {
            page.fields.set(format!("s.{key}.weight"), said.weight.as_str());
            page.child(child, format!("s.{key}.why"), &said.why);
            page.fields.set(format!("s.{key}.outcome"), said.outcome.as_str());
            page.child(child, format!("s.{key}.departs_why"), &said.departs_why);
        }
    }
    page.tell("other_interests", &story.weighing.other);
    page.tell("conflicts", &story.weighing.conflicts);
    page.tell("no_measures_why", &story.weighing.no_measures);
    page.fields
}

/// Step 7.
#[must_use]
pub fn decision(
    story: &Story,
    telling: &Telling,
    children: &[ToldChild<'_>],
    decided: NaiveDate,
    rng: &mut StdRng,
) -> Fields {
    let mut page = Page::new(telling, rng);
    page.fields.set("chosen", story.decision.chosen.to_string());
    page.tell("content", &story.decision.content);
    page.tell("reasons", &story.decision.reasons);
    page.day("decided_on", decided);
    page.tell("decided_by", &story.question.decided_by);
    if !story.question.decided_by.contains("{W}") {
        page.tell("presented_by", "{W}, {T}");
    }
    for child in children {
        let id = child.id;
        page.fields
            .set(format!("against.{id}"), child.story.against.as_str());
        page.child(child, format!("against_why.{id}"), &child.story.against_why);
        page.child(child, format!("plain.{id}"), &child.story.plain);
        page.child(child, format!("plain_why.{id}"), &child.story.plain_why);
        if child.departs() {
            page.child(child, format!("plain_departs.{id}"), &child.story.plain_departs);
        }
    }
    page.fields
}

/// Step 9 before the follow-up is made.
#[must_use]
pub fn follow_up_plan(story: &Story, telling: &Telling, follow_on: NaiveDate, rng: &mut StdRng) -> Fields {
    let mut page = Page::new(telling, rng);
    page.day("follow_on", follow_on);
    page.tell("follow_what", &story.follow.what);
    page.fields
}
