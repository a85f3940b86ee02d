//! Assessments that are with the manager, or came back with remarks.

use chrono::Duration;
use domain::assessments::{Section, Status, Verdict};
use domain::ids::ChildId;
use store::{StoreError, Who, assessments, cases, reviews};

use super::composing;
use super::opening::Stored;
use super::plan::Course;
use super::story::Story;
use super::writing::Scribe;

/// What a signer attests, by code.
const ATTESTED: &str = "read own words";
const WHY: &str =
    "Skälen håller, men det framgår inte tillräckligt tydligt vad barnens vardag blir. Se anmärkningarna.";

/// Writes the follow-up's plan and hands the assessment in; where the course says so, the manager sends it back some days later.
pub(super) async fn hand_in(
    scribe: &mut Scribe<'_>,
    story: &Story,
    stored: &Stored<'_>,
    who: Who,
) -> Result<(), StoreError> {
    let follow_on = who.now.date_naive() + Duration::days(story.follow.days);
    let plan = composing::follow_up_plan(story, &stored.telling, follow_on, &mut scribe.rng);
    scribe.save(who, Section::FollowUp, 0, &plan).await?;
    let (case, id) = (scribe.case, scribe.assessment);
    assessments::submit(scribe.tx, who, (case, id, 1), Status::Draft, ATTESTED).await?;
    let round = reviews::open_round(scribe.tx, who, case, id, "").await?;
    let owner = cases::case(scribe.tx, case).await?;
    let assessment = assessments::assessment(scribe.tx, id).await?;
    let material = assessments::material(scribe.tx, &owner, &assessment, who.today).await?;
    assessments::keep_version(scribe.tx, who, &material, round, "submitted").await?;
    if scribe.plan.course != Course::Returned {
        return Ok(());
    }
    let later = scribe.who(super::plan::Stage::Decision.day() + 6);
    let manager = Who {
        account: Some(scribe.team.manager),
        ..later
    };
    let first: Option<ChildId> = stored.children.first().map(|c| c.id);
    let mut found = vec![
        (
            Section::Weighing,
            Verdict::MustCorrect,
            "Skriv hur barnets vilja vägdes, inte bara att den vägdes in. Läs det barnet sade en gång till.",
        ),
        (
            Section::Facts,
            Verdict::CanImprove,
            "En av uppgifterna är mer en bedömning än ett faktum. Flytta den till avvägningen.",
        ),
        (Section::Question, Verdict::Accepted, ""),
    ];
    if let Some(child) = first {
        found.push((
            Section::Child(child),
            Verdict::CanImprove,
            "Bra och konkret. Lägg gärna till vem barnet själv säger är viktigast.",
        ));
    }
    for (section, verdict, text) in found {
        reviews::write_remark(scribe.tx, manager, (case, id), section, verdict, text).await?;
    }
    reviews::end_round(scribe.tx, manager, case, id, ("returned", WHY), None).await?;
    assessments::take_back(scribe.tx, manager, (case, id, 2)).await
}
