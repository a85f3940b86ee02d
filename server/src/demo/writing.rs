//! Writes one planned case through the store's public functions, each change at its own moment.

use crate::clock::stockholm_day;
use chrono::{DateTime, Duration, NaiveDate, Utc};
use domain::assessments::{Depth, NoteKind, Section, Status};
use domain::cases::CaseKind;
use domain::content::content;
use domain::fields::Fields;
use domain::ids::{AssessmentId, CaseId};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use store::cases::NewCase;
use store::measures::NewMeasure;
use store::{StoreError, Tx, Who, assessments, cases, measures, participation, sections};

use super::afterwards;
use super::composing::{self, Voice};
use super::history::{Team, Worker};
use super::library::Library;
use super::names::{self, Family};
use super::opening::{Stored, open};
use super::plan::{Course, Plan, Stage, at};
use super::story::{Screening, Story};
use super::telling::Telling;

/// One case while it is written.
pub(super) struct Scribe<'a> {
    pub tx: &'a mut Tx,
    pub library: &'a Library,
    pub team: &'a Team,
    pub worker: &'a Worker,
    pub plan: &'a Plan,
    pub now: DateTime<Utc>,
    pub last: DateTime<Utc>,
    pub signed: bool,
    pub rng: StdRng,
    pub case: CaseId,
    pub assessment: AssessmentId,
}

impl Scribe<'_> {
    /// The worker at an office hour some days after the opening. Never before what was done last until the signature, and
    /// never before that afterwards.
    pub fn who(&mut self, days: i64) -> Who {
        let now = at(self.plan.opened, days, self.now, &mut self.rng).max(self.last);
        if !self.signed {
            self.last = now;
        }
        Who {
            account: Some(self.worker.account),
            unit: Some(self.team.unit),
            now,
            today: stockholm_day(now),
        }
    }

    pub async fn save(
        &mut self,
        who: Who,
        section: Section,
        version: i64,
        fields: &Fields,
    ) -> Result<(), StoreError> {
        sections::save_section(
            self.tx,
            who,
            (self.case, self.assessment),
            section,
            version,
            fields,
        )
        .await
        .map(|_| ())
    }
}

/// Writes a case and says which it became.
///
/// # Errors
/// The database's.
pub async fn write_case(
    tx: &mut Tx,
    library: &Library,
    team: &Team,
    plan: &Plan,
    now: DateTime<Utc>,
) -> Result<CaseId, StoreError> {
    let rng = StdRng::seed_from_u64(plan.seed);
    let worker = team
        .workers
        .get(plan.worker)
        .or_else(|| team.workers.first())
        .ok_or(StoreError::NotFound)?;
    let (case, assessment) = (CaseId(uuid::Uuid::nil()), AssessmentId(uuid::Uuid::nil()));
    let mut scribe = Scribe {
        tx,
        library,
        team,
        worker,
        plan,
        now,
        last: plan.opened,
        signed: false,
        rng,
        case,
        assessment,
    };
    if plan.course == Course::Screening {
        let screening = library
            .common
            .screening
            .get(plan.story)
            .ok_or(StoreError::NotFound)?;
        write_screening(&mut scribe, screening).await?;
    } else {
        let story = library.stories.get(plan.story).ok_or(StoreError::NotFound)?;
        write_story(&mut scribe, story).await?;
    }
    Ok(scribe.case)
}

/// A number in the case system; some cases have none.
pub(super) fn reference(scribe: &mut Scribe<'_>) -> String {
    let year = scribe.plan.opened.format("%Y");
    let n = scribe.rng.random_range(100..9_900);
    if scribe.rng.random_bool(0.85) {
        format!("SN {year}-{n:05}")
    } else {
        String::new()
    }
}

async fn write_screening(scribe: &mut Scribe<'_>, screening: &Screening) -> Result<(), StoreError> {
    let family = Family::draw(screening.adult, &[], &mut scribe.rng);
    let opened = scribe.plan.opened;
    let telling = Telling::new(opened.date_naive())
        .with("V", family.adult_first)
        .with("E", scribe.team.name.clone());
    let age = scribe.rng.random_range(screening.age[0]..=screening.age[1]);
    let born = names::born(age, opened.date_naive(), &mut scribe.rng);
    let matter = telling.tell(&screening.matter, &mut scribe.rng);
    let new = NewCase {
        kind: CaseKind::Adult,
        unit: scribe.team.unit,
        owner: scribe.worker.account,
        reference: reference(scribe),
        subject_name: family.adult,
        subject_number: names::number(born, screening.adult, false, &mut scribe.rng),
        matter: matter.clone(),
        protected: false,
    };
    let who = scribe.who(0);
    scribe.case = cases::open_case(scribe.tx, who, &new).await?;
    let reason = telling.tell(&screening.reason, &mut scribe.rng);
    assessments::record_screening(scribe.tx, who, scribe.case, &matter, &reason, content().version())
        .await
        .map(|_| ())
}

async fn write_story<'a>(scribe: &mut Scribe<'a>, story: &'a Story) -> Result<(), StoreError> {
    let mut stored = open(scribe, story).await?;
    let who = scribe.who(0);
    let matter = stored
        .telling
        .tell(&story.matter, &mut StdRng::seed_from_u64(scribe.plan.seed));
    scribe.assessment = assessments::begin(
        scribe.tx,
        who,
        scribe.case,
        Depth::Standard,
        &matter,
        content().version(),
        &Fields::default(),
    )
    .await?;
    let stage = match scribe.plan.course {
        Course::Draft(stage) | Course::Withdrawn(stage) => stage,
        Course::Screening | Course::Submitted | Course::Returned | Course::Signed | Course::Closed => {
            Stage::Decision
        }
    };
    write_early_steps(scribe, story, &mut stored, stage).await?;
    let decided = write_late_steps(scribe, story, &stored, stage).await?;
    match (scribe.plan.course, decided) {
        (Course::Withdrawn(stage), _) => {
            let days = stage.day() + scribe.rng.random_range(4..20);
            let who = scribe.who(days);
            let reason = scribe
                .library
                .common
                .withdrawn
                .choose(&mut scribe.rng)
                .cloned()
                .unwrap_or_default();
            assessments::set_withdrawn(
                scribe.tx,
                who,
                (scribe.case, scribe.assessment, 1),
                Status::Draft,
                Some(&stored.telling.tell(&reason, &mut scribe.rng)),
            )
            .await
        }
        (Course::Submitted | Course::Returned, Some(who)) => {
            super::reviewing::hand_in(scribe, story, &stored, who).await
        }
        (Course::Signed | Course::Closed, Some(who)) => {
            afterwards::sign_and_follow(scribe, story, &stored, who).await
        }
        _ => Ok(()),
    }
}

/// Steps 1 to 4, as far as the stage goes.
async fn write_early_steps<'a>(
    scribe: &mut Scribe<'a>,
    story: &'a Story,
    stored: &mut Stored<'a>,
    stage: Stage,
) -> Result<(), StoreError> {
    if stage >= Stage::Question {
        let who = scribe.who(Stage::Question.day());
        let planned = who.now.date_naive() + Duration::days(18);
        let fields = composing::question(story, &stored.telling, planned, &mut scribe.rng);
        scribe.save(who, Section::Question, 0, &fields).await?;
    }
    let told = if stage >= Stage::Children {
        stored.children.len()
    } else {
        usize::from(stage == Stage::FirstChild)
    };
    for child in stored.children.iter().take(told) {
        let who = scribe.who(Stage::FirstChild.day());
        let fields = composing::child(child, &mut scribe.rng);
        scribe.save(who, Section::Child(child.id), 0, &fields).await?;
    }
    if stage >= Stage::Facts {
        let who = scribe.who(Stage::Facts.day());
        let fields = composing::facts(story, &stored.telling, &mut scribe.rng);
        scribe.save(who, Section::Facts, 0, &fields).await?;
    }
    if stage >= Stage::Consent {
        write_notes(scribe, story, stored, stage).await?;
    }
    Ok(())
}

async fn write_notes<'a>(
    scribe: &mut Scribe<'a>,
    story: &'a Story,
    stored: &mut Stored<'a>,
    stage: Stage,
) -> Result<(), StoreError> {
    for child in &mut stored.children {
        let kind = match child.voice {
            Voice::Heard(_) => NoteKind::Heard,
            Voice::Unheard(_) if stage == Stage::Consent => continue,
            Voice::Unheard(_) => NoteKind::NotHeard,
        };
        let who = scribe.who(Stage::Consent.day());
        let note =
            participation::add_note(scribe.tx, who, scribe.case, scribe.assessment, child.id, kind).await?;
        child.note = Some(note);
        if stage == Stage::Consent {
            scribe
                .save(
                    who,
                    Section::Note(note),
                    0,
                    &composing::planned_talk(story, &stored.guardians),
                )
                .await?;
        } else {
            let who = scribe.who(Stage::Voice.day());
            let fields = composing::voice(
                story,
                child,
                &stored.guardians,
                who.now.date_naive(),
                &mut scribe.rng,
            );
            scribe.save(who, Section::Note(note), 0, &fields).await?;
        }
    }
    Ok(())
}

/// Steps 5 to 7; gives back who decided and when, once there is a decision.
async fn write_late_steps(
    scribe: &mut Scribe<'_>,
    story: &Story,
    stored: &Stored<'_>,
    stage: Stage,
) -> Result<Option<Who>, StoreError> {
    let articles = match stage {
        s if s >= Stage::Articles => usize::MAX,
        Stage::SomeArticles => 2,
        _ => 0,
    };
    let asked = content().checklist().articles.iter().filter(|a| !a.optional);
    for article in asked.take(articles) {
        let who = scribe.who(Stage::Articles.day());
        let fields = composing::article(
            article.number,
            story,
            &stored.telling,
            &stored.children,
            scribe.team.area.code(),
            &mut scribe.rng,
        );
        scribe
            .save(who, Section::Article(article.number), 0, &fields)
            .await?;
    }
    if stage < Stage::Weighing {
        return Ok(None);
    }
    let decision_day = Stage::Decision.day() + scribe.rng.random_range(0..4);
    let who = scribe.who(Stage::Weighing.day());
    let fields = composing::weighing(story, &stored.telling, &stored.children, &mut scribe.rng);
    scribe.save(who, Section::Weighing, 0, &fields).await?;
    write_measures(scribe, story, stored, who, decision_day).await?;
    if stage < Stage::Decision {
        return Ok(None);
    }
    let who = scribe.who(decision_day);
    let fields = composing::decision(
        story,
        &stored.telling,
        &stored.children,
        who.now.date_naive(),
        &mut scribe.rng,
    );
    scribe.save(who, Section::Decision, 0, &fields).await?;
    Ok(Some(who))
}

async fn write_measures(
    scribe: &mut Scribe<'_>,
    story: &Story,
    stored: &Stored<'_>,
    who: Who,
    decision_day: i64,
) -> Result<(), StoreError> {
    let decided: NaiveDate = scribe.plan.opened.date_naive() + Duration::days(decision_day);
    for measure in &story.measure {
        let new = NewMeasure {
            child: measure
                .child
                .checked_sub(1)
                .and_then(|n| stored.children.get(n))
                .map(|c| c.id),
            text: stored.telling.tell(&measure.text, &mut scribe.rng),
            owner: stored.telling.tell(&measure.owner, &mut scribe.rng),
            due_on: decided + Duration::days(measure.days),
        };
        measures::add_measure(scribe.tx, who, scribe.case, scribe.assessment, &new).await?;
    }
    Ok(())
}
