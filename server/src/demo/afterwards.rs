//! What happens after a decision: the signature, the letters, the measures, the follow-up.

use chrono::{Duration, NaiveDate};
use domain::assessments::{Measure, Section};
use domain::fields::Fields;
use domain::language::Language;
use domain::letters::{APPROVALS, AgeBand, LetterKind, first_draft};
use rand::RngExt;
use rand::seq::IndexedRandom;
use store::assessments::DAYS_TO_ANSWER;
use store::assessments::Signature;
use store::letters::NewLetter;
use store::{StoreError, Who, assessments, cases, letters, measures};

use super::composing::{self, ToldChild};
use super::opening::Stored;
use super::plan::Course;
use super::story::{Given, Story};
use super::writing::Scribe;

/// What a signer attests, by code.
const ATTESTED: &str = "read own words";

/// How far a letter gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// Nobody has begun it.
    NotBegun,
    Draft,
    Approved,
    /// Given this many days after the decision.
    Given(i64),
    NotGiven,
}

/// Signs the assessment and tells what came after, as far as it has come by `now`.
pub(super) async fn sign_and_follow(
    scribe: &mut Scribe<'_>,
    story: &Story,
    stored: &Stored<'_>,
    who: Who,
) -> Result<(), StoreError> {
    let decided = who.now.date_naive();
    let follow_on = weekday(decided + Duration::days(story.follow.days + scribe.rng.random_range(0..7)));
    let plan = composing::follow_up_plan(story, &stored.telling, follow_on, &mut scribe.rng);
    scribe.save(who, Section::FollowUp, 0, &plan).await?;
    assessments::sign(
        scribe.tx,
        who,
        (scribe.case, scribe.assessment, 1),
        Signature {
            decided_on: decided,
            follow_up_on: Some(follow_on),
            attestations: ATTESTED,
        },
    )
    .await?;
    scribe.signed = true;
    write_letters(scribe, story, stored, who).await?;
    finish_measures(scribe, story, stored).await?;
    follow_up(scribe, story, stored, (plan, follow_on)).await
}

fn weekday(day: NaiveDate) -> NaiveDate {
    use chrono::{Datelike, Weekday};
    match day.weekday() {
        Weekday::Sat => day + Duration::days(2),
        Weekday::Sun => day + Duration::days(1),
        _ => day,
    }
}

/// The worker on a day, a little later than the last thing that was done.
fn on_day(scribe: &mut Scribe<'_>, day: NaiveDate) -> Who {
    let days = (day - scribe.plan.opened.date_naive()).num_days();
    scribe.who(days)
}

async fn write_letters(
    scribe: &mut Scribe<'_>,
    story: &Story,
    stored: &Stored<'_>,
    signed: Who,
) -> Result<(), StoreError> {
    let case = cases::case(scribe.tx, scribe.case).await?;
    let assessment = assessments::assessment(scribe.tx, scribe.assessment).await?;
    let decided = signed.now.date_naive();
    let material = assessments::material(scribe.tx, &case, &assessment, decided).await?;
    assessments::keep_version(scribe.tx, signed, &material, 0, "signed").await?;
    let since = (scribe.now.date_naive() - decided).num_days();
    for child in &stored.children {
        let Some(view) = material.child(child.id) else {
            continue;
        };
        let Some((band, spoken)) = view.age.and_then(AgeBand::for_answer) else {
            continue;
        };
        let fate = fate(scribe, since);
        if fate == Fate::NotBegun {
            continue;
        }
        let who = on_day(scribe, decided + Duration::days(1));
        let due = decided + Duration::days(DAYS_TO_ANSWER);
        let of = (scribe.case, scribe.assessment);
        let new = NewLetter {
            child: child.id,
            kind: LetterKind::Feedback,
            spoken,
            band,
            language: Language::Swedish,
            due_on: Some(due),
        };
        let letter = letters::add_letter(scribe.tx, who, of, new).await?;
        let worker = (
            scribe.worker.name.as_str(),
            scribe.team.name.as_str(),
            scribe.worker.phone.as_str(),
        );
        let text = first_draft(&material, view, (new.kind, band), worker, Language::Swedish);
        scribe.save(who, Section::Letter(letter), 0, &text).await?;
        if matches!(fate, Fate::Approved | Fate::Given(_)) {
            let who = on_day(scribe, decided + Duration::days(2));
            letters::set_approved(
                scribe.tx,
                who,
                scribe.case,
                (letter, 1),
                Some(&checked(story.protected)),
            )
            .await?;
        }
        match fate {
            Fate::Given(days) => {
                let who = on_day(scribe, decided + Duration::days(days));
                let form = given(scribe, child, story.protected);
                letters::set_given(
                    scribe.tx,
                    who,
                    scribe.case,
                    (letter, 2),
                    Some(who.now.date_naive()),
                    &form,
                )
                .await?;
            }
            Fate::NotGiven => {
                let who = on_day(scribe, decided + Duration::days(5));
                let form = not_given(scribe, child);
                letters::set_given(scribe.tx, who, scribe.case, (letter, 1), None, &form).await?;
            }
            Fate::NotBegun | Fate::Draft | Fate::Approved => {}
        }
    }
    Ok(())
}

/// What was checked when a letter was approved.
fn checked(protected: bool) -> Fields {
    let ticked = APPROVALS
        .iter()
        .map(|(code, ..)| (format!("approve.{code}"), "yes"));
    let mut answers: Fields = ticked.collect();
    answers.set("adult", "nothing");
    answers.set("at_home", if protected { "kept" } else { "safe" });
    answers
}

/// `since` is the number of days since the decision.
fn fate(scribe: &mut Scribe<'_>, since: i64) -> Fate {
    let draw = scribe.rng.random_range(0..100);
    if scribe.plan.course == Course::Closed {
        return match draw {
            0..=5 => Fate::NotGiven,
            late if late <= 5 + scribe.team.habits.slow => Fate::Given(scribe.rng.random_range(15..34)),
            _ => Fate::Given(scribe.rng.random_range(2..14)),
        };
    }
    let given = Fate::Given(scribe.rng.random_range(2..12));
    // Most of what should have been answered long ago has been.
    let limits = if since > DAYS_TO_ANSWER + 3 {
        [7, 13, 23, 29]
    } else {
        [16, 38, 66, 70]
    };
    match limits.iter().position(|limit| draw < *limit) {
        Some(0) => Fate::NotBegun,
        Some(1) => Fate::Draft,
        Some(2) => Fate::Approved,
        Some(_) if since > 5 => Fate::NotGiven,
        _ if since > 12 => given,
        _ => Fate::Approved,
    }
}

/// A child with a protected identity is told; its letter stays here.
fn given(scribe: &mut Scribe<'_>, child: &ToldChild<'_>, protected: bool) -> Fields {
    let fits = |g: &&Given| (g.age[0]..=g.age[1]).contains(&child.age) && (!protected || g.how == "told");
    let ways: Vec<_> = scribe.library.common.given.iter().filter(fits).collect();
    let Some(way) = ways.choose(&mut scribe.rng) else {
        return Fields::default();
    };
    let by = scribe.worker.name.clone();
    let mut tell = |text: &str| child.telling.tell(text, &mut scribe.rng);
    [
        ("how", way.how.clone()),
        ("by", by),
        ("understood", tell(&way.understood)),
        ("answer", tell(&way.answer)),
    ]
    .into_iter()
    .collect()
}

fn not_given(scribe: &mut Scribe<'_>, child: &ToldChild<'_>) -> Fields {
    let reason = scribe
        .library
        .common
        .not_given
        .choose(&mut scribe.rng)
        .cloned()
        .unwrap_or_default();
    let reason = child.telling.tell(&reason, &mut scribe.rng);
    [("reason", reason), ("decided_by", scribe.worker.name.clone())]
        .into_iter()
        .collect()
}

/// Measures whose day has passed are done, nearly all of them; some are done before their day.
async fn finish_measures(
    scribe: &mut Scribe<'_>,
    story: &Story,
    stored: &Stored<'_>,
) -> Result<(), StoreError> {
    let today = scribe.now.date_naive();
    let closed = scribe.plan.course == Course::Closed;
    for measure in measures::measures(scribe.tx, scribe.assessment).await? {
        let past = measure.due_on < today;
        if !(closed || past && scribe.rng.random_bool(0.8)) {
            continue;
        }
        let late = scribe.rng.random_ratio(scribe.team.habits.late, 100);
        let days = if late {
            -scribe.rng.random_range(2..20)
        } else {
            scribe.rng.random_range(0..5)
        };
        let done = measure.due_on - Duration::days(days);
        if done > today {
            continue;
        }
        let who = on_day(scribe, done);
        let outcome = outcome_of(story, stored, &measure, scribe);
        let of = (scribe.case, scribe.assessment);
        measures::finish_measure(
            scribe.tx,
            who,
            of,
            (measure.id, measure.version),
            who.now.date_naive(),
            &outcome,
        )
        .await?;
    }
    Ok(())
}

/// The story's outcome of the measure with this text. Measures hold no choices (`[a|b]`), so the text comes out the same again.
fn outcome_of(story: &Story, stored: &Stored<'_>, measure: &Measure, scribe: &mut Scribe<'_>) -> String {
    let child = measure
        .child
        .and_then(|id| stored.children.iter().position(|c| c.id == id))
        .map_or(0, |n| n + 1);
    story
        .measure
        .iter()
        .find(|m| m.child == child && stored.telling.tell(&m.text, &mut scribe.rng) == measure.text)
        .map(|m| stored.telling.tell(&m.outcome, &mut scribe.rng))
        .unwrap_or_default()
}

/// The follow-up, where its day has come: always in a closed case, mostly in others.
async fn follow_up(
    scribe: &mut Scribe<'_>,
    story: &Story,
    stored: &Stored<'_>,
    (mut fields, on): (Fields, NaiveDate),
) -> Result<(), StoreError> {
    let closed = scribe.plan.course == Course::Closed;
    if on >= scribe.now.date_naive() || !(closed || scribe.rng.random_bool(0.7)) {
        return Ok(());
    }
    let on = weekday(on + Duration::days(scribe.rng.random_range(0..4)));
    let who = on_day(scribe, on);
    if let Some([result, worked]) = story.follow.results.choose(&mut scribe.rng) {
        let result = stored.telling.tell(result, &mut scribe.rng);
        fields.set("followed_on", who.now.date_naive().to_string());
        fields.set("result", result);
        fields.set("worked", worked.as_str());
        scribe.save(who, Section::FollowUp, 1, &fields).await?;
    }
    if closed {
        assessments::close(scribe.tx, who, (scribe.case, scribe.assessment, 2)).await?;
    }
    Ok(())
}
