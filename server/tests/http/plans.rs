//! Implementation plans: written by the unit, read and answered by the coordinator, followed through the year.

use axum::http::StatusCode;
use domain::access::Role;
use domain::ids::{ActivityId, GoalId};
use domain::plans::{
    ActivityText, AppointmentKind, AppointmentText, FocusArea, GoalText, MeetingText, TrainingSubject,
    TrainingText,
};
use ogonhojd_server::error::AppError;
use store::access::add_grant;
use store::{Who, plans};

use crate::support::{Answer, Browser};
use crate::work::Town;

const GOAL: [(&str, &str); 3] = [
    ("focus", "participation"),
    ("aim", "Alla barn får svar."),
    ("noticed", "De ringer och frågar."),
];
const ACTIVITY: [(&str, &str); 3] = [
    ("what", "Skriva brev"),
    ("responsible", "Samira"),
    ("due_on", "2026-06-01"),
];

fn of(town: &Town, unit: usize, rest: &str) -> String {
    format!("/planer/{}{rest}", town.units[unit].id)
}

/// A plan, a representative, a meeting and a training of the first unit, for addresses: names and values.
pub async fn planned(town: &Town) -> Vec<(&'static str, String)> {
    let unit = town.units[1].id;
    let who = Who {
        unit: Some(unit),
        ..town.site.state.who(Some(town.account("manager")))
    };
    let work = town.site.state.write(move |tx| {
        Box::pin(async move {
            // Called for several cases of a town, which share the unit.
            let plan = match plans::plan(tx, unit, 2026).await? {
                Some(plan) => plan.id,
                None => plans::begin(tx, who, unit, 2026).await?,
            };
            let goal = GoalText {
                focus: FocusArea::Participation,
                aim: "Svar".into(),
                noticed: String::new(),
            };
            let goal = plans::add_goal(tx, who, plan, &goal).await?;
            let activity = ActivityText {
                what: "Brev".into(),
                responsible: "Samira".into(),
                due_on: who.today,
            };
            let activity = plans::add_activity(tx, who, plan, goal, &activity).await?;
            let named = AppointmentText {
                kind: AppointmentKind::Representative,
                account: None,
                name: "Eva Vik".into(),
                since: who.today,
                until: None,
                weekly_minutes: None,
                trained_on: None,
            };
            let appointment = plans::add_appointment(tx, who, unit, &named).await?;
            let talk = MeetingText {
                held_on: who.today,
                talked: "Planen".into(),
                agreed: String::new(),
                present: vec![],
            };
            let meeting = plans::add_meeting(tx, who, unit, &talk).await?;
            let course = TrainingText {
                title: "Samtala".into(),
                subject: TrainingSubject::Convention,
                provider: "Kommunen".into(),
                held_on: who.today,
                minutes: 60,
            };
            let training = plans::add_training(tx, who, unit, &course, &[]).await?;
            Ok::<_, AppError>(vec![
                ("year", "2026".to_owned()),
                ("goal", goal.to_string()),
                ("activity", activity.to_string()),
                ("appointment", appointment.to_string()),
                ("meeting", meeting.to_string()),
                ("training", training.to_string()),
            ])
        })
    });
    work.await.unwrap()
}

/// The part of an address after `before`, as the page has it in its first link there.
fn id_after(page: &Answer, before: &str) -> String {
    let rest = page.body.split(before).nth(1).unwrap();
    rest.chars()
        .take_while(|c| c.is_ascii_hexdigit() || *c == '-')
        .collect()
}

/// Presses a button of the page that is a form of its own.
async fn press(browser: &mut Browser<'_>, page: &str, action: &str) -> Answer {
    let form = browser.get(page).await.form(action);
    browser.post(action, &form.fields()).await
}

/// A plan with a goal and an activity, written by the manager through the pages.
struct Written {
    plan: String,
    goal: GoalId,
    activity: ActivityId,
}

async fn write(town: &Town, manager: &mut Browser<'_>) -> Written {
    let plan = of(town, 1, "/2026");
    let begun = press(manager, &plan, &plan).await;
    begun.assert_status(StatusCode::SEE_OTHER, "begin");
    let answer = manager.post(&format!("{plan}/mal"), &GOAL).await;
    answer.assert_status(StatusCode::SEE_OTHER, "goal");
    let goal = id_after(&manager.get(&plan).await, &format!("{plan}/mal/"));
    let answer = manager
        .post(&format!("{plan}/mal/{goal}/aktivitet"), &ACTIVITY)
        .await;
    answer.assert_status(StatusCode::SEE_OTHER, "activity");
    assert_eq!(answer.location(), format!("{plan}#mal-{goal}"));
    let activity = id_after(&manager.get(&plan).await, &format!("{plan}/aktivitet/"));
    Written {
        plan,
        goal: goal.parse().unwrap(),
        activity: activity.parse().unwrap(),
    }
}

#[tokio::test]
async fn a_plan_is_written_sent_returned_answered_and_noted() {
    let town = Town::new().await;
    let mut manager = town.site.signed_in("manager").await;
    let mut coordinator = town.site.signed_in("coordinator").await;
    let Written { plan, goal, .. } = write(&town, &mut manager).await;
    let sent = press(&mut manager, &plan, &format!("{plan}/skicka")).await;
    sent.assert_status(StatusCode::SEE_OTHER, "send");
    let list = coordinator.get("/planer").await;
    assert!(
        list.body.contains("Hos samordnaren (1)") && list.body.contains("Saknar plan (1)"),
        "{}",
        list.body
    );
    // Nothing is returned without a word.
    let returned = press(&mut coordinator, &plan, &format!("{plan}/aterlamna")).await;
    returned.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "without a remark");
    let remark = format!("{plan}/mal/{goal}/anmarkning");
    let answer = coordinator.post(&remark, &[("text", "Hur märks det?")]).await;
    answer.assert_status(StatusCode::SEE_OTHER, "remark");
    let returned = press(&mut coordinator, &plan, &format!("{plan}/aterlamna")).await;
    returned.assert_status(StatusCode::SEE_OTHER, "return");
    let page = manager.get(&plan).await.body;
    for shown in [
        "Hur märks det?",
        "coordinator Lindehag",
        "har lämnat tillbaka planen",
        "Svara samordnaren",
    ] {
        assert!(page.contains(shown), "{shown}");
    }
    assert!(manager.get("/").await.body.contains("Återlämnad"));
    let reply = format!("{plan}/mal/{goal}/svar");
    let answer = manager.post(&reply, &[("text", "I breven.")]).await;
    answer.assert_status(StatusCode::SEE_OTHER, "reply");
    press(&mut manager, &plan, &format!("{plan}/skicka")).await;
    assert!(coordinator.get("/").await.body.contains("Väntar på dig"));
    let noted = press(&mut coordinator, &plan, &format!("{plan}/tagit-del")).await;
    noted.assert_status(StatusCode::SEE_OTHER, "note");
    let page = town.site.signed_in("owner").await.get(&plan).await;
    page.assert_status(StatusCode::OK, "a worker reads");
    for shown in [
        "Samordnaren har tagit del",
        "I breven.",
        "0 av 1 aktiviteter genomförda",
    ] {
        assert!(page.body.contains(shown), "{shown}");
    }
    assert!(!page.body.contains("Ändra målet") && !page.body.contains("Skriv hur det går"));
    let rows =
        "select count(*) from audit where object_kind in ('plan', 'plan_goal') and unit_id is not null";
    assert_eq!(town.count(rows).await, 8);
}

#[tokio::test]
async fn how_an_activity_goes_is_said_while_the_plan_lies_with_the_coordinator() {
    let town = Town::new().await;
    let mut manager = town.site.signed_in("manager").await;
    let Written { plan, activity, goal } = write(&town, &mut manager).await;
    press(&mut manager, &plan, &format!("{plan}/skicka")).await;
    let address = format!("{plan}/aktivitet/{activity}/lage");
    let mut form = manager.get(&address).await.form(&address);
    form.set("state", "done");
    let answer = manager.post(&address, &form.fields()).await;
    answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "without a day");
    assert!(answer.summary().contains("#f-done_on"));
    form.set("done_on", "2026-03-01").set("led_to", "Fler svar.");
    let answer = manager.post(&address, &form.fields()).await;
    answer.assert_status(StatusCode::SEE_OTHER, "done");
    let page = manager.get(&plan).await.body;
    assert!(page.contains("1 av 1 aktiviteter genomförda") && page.contains("Fler svar."));
    // What was promised cannot be written now: the forms lead back, the posts are refused.
    for form in [
        format!("{plan}/mal"),
        format!("{plan}/mal/{goal}"),
        format!("{plan}/aktivitet/{activity}"),
    ] {
        assert_eq!(manager.get(&form).await.location(), plan, "{form}");
    }
    let answer = manager.post(&format!("{plan}/mal"), &GOAL).await;
    answer.assert_status(StatusCode::CONFLICT, "a goal");
    let back = press(&mut manager, &plan, &format!("{plan}/aterta")).await;
    back.assert_status(StatusCode::SEE_OTHER, "take back");
}

#[tokio::test]
async fn what_cannot_be_kept_is_refused_with_every_character_in_place() {
    let town = Town::new().await;
    let mut manager = town.site.signed_in("manager").await;
    let Written { plan, goal, activity } = write(&town, &mut manager).await;
    let long = |n: usize| "å".repeat(n);
    for (address, good, field, bad) in [
        (format!("{plan}/mal"), GOAL, "aim", String::new()),
        (format!("{plan}/mal/{goal}"), GOAL, "aim", long(301)),
        (
            format!("{plan}/mal/{goal}"),
            GOAL,
            "noticed",
            "Om 20160229-2380".into(),
        ),
        (
            format!("{plan}/mal/{goal}/aktivitet"),
            ACTIVITY,
            "what",
            long(501),
        ),
        (
            format!("{plan}/aktivitet/{activity}"),
            ACTIVITY,
            "responsible",
            long(101),
        ),
        (
            format!("{plan}/aktivitet/{activity}"),
            ACTIVITY,
            "due_on",
            "2027-01-01".into(),
        ),
        (
            format!("{plan}/aktivitet/{activity}"),
            ACTIVITY,
            "due_on",
            "</textarea><script>".into(),
        ),
    ] {
        let words = good.map(|(name, text)| (name, if name == field { bad.as_str() } else { text }));
        let answer = manager.post(&address, &words).await;
        answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, field);
        assert!(
            answer.summary().contains(&format!("href=\"#f-{field}\"")),
            "{}",
            answer.summary()
        );
        let form = answer.form(&address);
        for (name, text) in words.iter().filter(|(name, _)| *name != "focus") {
            assert_eq!(form.value(name), *text, "{address} {name}");
        }
        assert!(!answer.body.contains("<script>"));
    }
    assert!(manager.get(&plan).await.body.contains("Alla barn får svar."));
    let empty = manager
        .post(&format!("{plan}/mal/{goal}/svar"), &[("text", " ")])
        .await;
    empty.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "an empty reply");
}

#[tokio::test]
async fn a_plan_without_goals_or_with_an_empty_goal_is_not_sent() {
    let town = Town::new().await;
    let mut manager = town.site.signed_in("manager").await;
    let plan = of(&town, 1, "/2026");
    press(&mut manager, &plan, &plan).await;
    let answer = press(&mut manager, &plan, &format!("{plan}/skicka")).await;
    answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "no goals");
    manager.post(&format!("{plan}/mal"), &GOAL).await;
    let answer = press(&mut manager, &plan, &format!("{plan}/skicka")).await;
    answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "an empty goal");
    assert!(
        answer.summary().contains("Alla barn får svar."),
        "{}",
        answer.summary()
    );
}

#[tokio::test]
async fn a_stale_form_overwrites_nothing_and_shows_both_texts() {
    let town = Town::new().await;
    let mut manager = town.site.signed_in("manager").await;
    let Written { plan, goal, activity } = write(&town, &mut manager).await;
    for (address, field, theirs, mine) in [
        (format!("{plan}/mal/{goal}"), "aim", "Deras mål.", "Mitt mål."),
        (
            format!("{plan}/aktivitet/{activity}"),
            "what",
            "Deras sak.",
            "Min sak.",
        ),
        (
            format!("{plan}/aktivitet/{activity}/lage"),
            "led_to",
            "Deras svar.",
            "Mitt svar.",
        ),
    ] {
        let mut stale = manager.get(&address).await.form(&address);
        let mut other = stale.clone();
        other.set(field, theirs);
        manager
            .post(&address, &other.fields())
            .await
            .assert_status(StatusCode::SEE_OTHER, "theirs");
        stale.set(field, mine);
        let answer = manager.post(&address, &stale.fields()).await;
        answer.assert_status(StatusCode::CONFLICT, "stale");
        for shown in [theirs, "manager Lindehag sparade det här", "Inget är överskrivet"] {
            assert!(answer.body.contains(shown), "{shown}");
        }
        let form = answer.form(&address);
        assert_eq!(form.value(field), mine);
        assert!(manager.get(&plan).await.body.contains(theirs));
        let answer = manager.post(&address, &form.fields()).await;
        answer.assert_status(StatusCode::SEE_OTHER, "again");
        assert!(manager.get(&plan).await.body.contains(mine));
    }
}

#[tokio::test]
async fn a_coordinator_does_not_take_note_of_a_plan_that_has_changed_since_it_was_read() {
    let town = Town::new().await;
    let mut manager = town.site.signed_in("manager").await;
    let mut coordinator = town.site.signed_in("coordinator").await;
    let Written { plan, .. } = write(&town, &mut manager).await;
    press(&mut manager, &plan, &format!("{plan}/skicka")).await;
    let note = format!("{plan}/tagit-del");
    let stale = coordinator.get(&plan).await.form(&note);
    press(&mut manager, &plan, &format!("{plan}/aterta")).await;
    manager
        .post(
            &format!("{plan}/mal"),
            &[("focus", "collaboration"), ("aim", "Nytt")],
        )
        .await;
    let goal = plans::goals(
        &mut town.site.state.read().await.unwrap(),
        plans::plan(&mut town.site.state.read().await.unwrap(), town.units[1].id, 2026)
            .await
            .unwrap()
            .unwrap()
            .id,
    )
    .await
    .unwrap()[1]
        .id;
    manager
        .post(&format!("{plan}/mal/{goal}/aktivitet"), &ACTIVITY)
        .await;
    press(&mut manager, &plan, &format!("{plan}/skicka"))
        .await
        .assert_status(StatusCode::SEE_OTHER, "again");
    let answer = coordinator.post(&note, &stale.fields()).await;
    answer.assert_status(StatusCode::CONFLICT, "stale");
    assert!(answer.body.contains("Planen har ändrats") && answer.body.contains("Nytt"));
    press(&mut coordinator, &plan, &note)
        .await
        .assert_status(StatusCode::SEE_OTHER, "read again");
}

#[tokio::test]
async fn nobody_takes_note_of_a_plan_that_they_sent_whatever_roles_they_have() {
    let town = Town::new().await;
    let (manager, unit, who) = (town.account("manager"), town.units[1].id, town.site.who());
    let work = town.site.state.write(move |tx| {
        Box::pin(
            async move { Ok::<_, AppError>(add_grant(tx, who, manager, Role::Coordinator, unit).await?) },
        )
    });
    work.await.unwrap();
    let mut manager = town.site.signed_in("manager").await;
    let Written { plan, .. } = write(&town, &mut manager).await;
    press(&mut manager, &plan, &format!("{plan}/skicka")).await;
    let note = format!("{plan}/tagit-del");
    let answer = press(&mut manager, &plan, &note).await;
    answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "one's own");
    assert!(
        answer.summary().contains("Du har själv skickat planen"),
        "{}",
        answer.summary()
    );
    let mut coordinator = town.site.signed_in("coordinator").await;
    let answer = press(&mut coordinator, &plan, &note).await;
    answer.assert_status(StatusCode::SEE_OTHER, "somebody else");
}

#[tokio::test]
async fn what_is_removed_is_put_back_and_goals_change_places() {
    let town = Town::new().await;
    let mut manager = town.site.signed_in("manager").await;
    let Written { plan, goal, activity } = write(&town, &mut manager).await;
    manager
        .post(
            &format!("{plan}/mal"),
            &[("focus", "participation"), ("aim", "Ett andra mål")],
        )
        .await;
    let places = |body: &str| body.find("Ett andra mål").unwrap() < body.find("Alla barn får svar.").unwrap();
    assert!(!places(&manager.get(&plan).await.body));
    let moved = manager
        .post(&format!("{plan}/mal/{goal}/flytta"), &[("at", "ner")])
        .await;
    moved.assert_status(StatusCode::SEE_OTHER, "down");
    assert!(places(&manager.get(&plan).await.body));
    for what in [format!("aktivitet/{activity}"), format!("mal/{goal}")] {
        press(&mut manager, &plan, &format!("{plan}/{what}/ta-bort"))
            .await
            .assert_status(StatusCode::SEE_OTHER, &what);
        let page = manager.get(&plan).await.body;
        assert!(
            page.contains("Borttaget (1)") && page.contains("Lägg tillbaka"),
            "{what}"
        );
        manager
            .get(&format!("{plan}/{what}"))
            .await
            .assert_status(StatusCode::NOT_FOUND, &what);
        press(&mut manager, &plan, &format!("{plan}/{what}/aterstall"))
            .await
            .assert_status(StatusCode::SEE_OTHER, &what);
    }
    let page = manager.get(&plan).await.body;
    assert!(!page.contains("Borttaget") && page.contains("Skriva brev"));
}

#[tokio::test]
async fn unfinished_activities_are_offered_and_copied_into_the_next_plan() {
    let town = Town::new().await;
    let mut manager = town.site.signed_in("manager").await;
    let Written { plan, activity, .. } = write(&town, &mut manager).await;
    let next = of(&town, 1, "/2027");
    press(&mut manager, &next, &next)
        .await
        .assert_status(StatusCode::SEE_OTHER, "begin");
    assert!(
        manager
            .get(&next)
            .await
            .body
            .contains("finns 1 aktivitet som inte är klar")
    );
    let address = format!("{next}/for-vidare");
    let answer = manager.post(&address, &[]).await;
    answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "nothing ticked");
    let answer = manager
        .post(&address, &[(&format!("activity.{activity}"), "yes")])
        .await;
    answer.assert_status(StatusCode::SEE_OTHER, "carried");
    let page = manager.get(&next).await.body;
    assert!(
        page.contains("Skriva brev") && page.contains("Från planen för 2026.") && page.contains("2027-06-01")
    );
    let old = manager.get(&plan).await.body;
    assert!(old.contains("Förd vidare") && old.contains("Går vidare i planen för 2027."));
    let progress = format!("{plan}/aktivitet/{activity}/lage");
    assert_eq!(manager.get(&progress).await.location(), plan);
    assert!(
        manager
            .get(&address)
            .await
            .body
            .contains("är klart, inställt eller redan fört vidare")
    );
}

#[tokio::test]
async fn other_units_other_years_and_nonsense_have_no_plans() {
    let town = Town::new().await;
    let mut manager = town.site.signed_in("manager").await;
    let Written { plan, goal, activity } = write(&town, &mut manager).await;
    for address in [
        of(&town, 2, ""),
        of(&town, 2, "/2026"),
        of(&town, 0, ""),
        of(&town, 0, "/2026"),
        of(&town, 1, "/26"),
        of(&town, 1, "/9999"),
        of(&town, 1, "/+2026"),
        of(&town, 1, "/2026/mal/x"),
        of(&town, 1, &format!("/2025/mal/{goal}")),
        of(&town, 1, &format!("/2025/aktivitet/{activity}/lage")),
        format!("{plan}/mal/{activity}"),
        format!("{plan}/aktivitet/{goal}"),
        "/planer/x".to_owned(),
        "/planer/ffffffff-ffff-ffff-ffff-ffffffffffff/2026".to_owned(),
    ] {
        manager
            .get(&address)
            .await
            .assert_status(StatusCode::NOT_FOUND, &address);
    }
    // A year without a plan says so; only this year's and the next are begun.
    let page = manager.get(&of(&town, 1, "/2025")).await;
    assert!(page.body.contains("Enheten har ingen plan för 2025.") && !page.body.contains("Börja planen"));
    let answer = manager.post(&of(&town, 1, "/2025"), &[]).await;
    answer.assert_status(StatusCode::CONFLICT, "2025");
    let forged = manager
        .post(&of(&town, 1, &format!("/2026/mal/{activity}/ta-bort")), &[])
        .await;
    forged.assert_status(StatusCode::NOT_FOUND, "a goal that is an activity");
    let odd = manager.get("/planer?ar=x&lage=y").await;
    odd.assert_status(StatusCode::OK, "odd wishes");
}

#[tokio::test]
async fn the_menu_leads_to_plans_for_those_who_read_them() {
    let town = Town::new().await;
    for (person, shown) in [
        ("owner", true),
        ("manager", true),
        ("coordinator", true),
        ("records", false),
        ("administrator", false),
    ] {
        let page = town.site.signed_in(person).await.get("/").await.body;
        assert_eq!(page.contains("href=\"/planer\""), shown, "{person}");
    }
    // Whoever follows several units filters them, whoever reads one sees that one.
    let list = town
        .site
        .signed_in("coordinator")
        .await
        .get("/planer?lage=missing")
        .await
        .body;
    assert!(list.contains("0 av 2 enheter har en plan för 2026.") && list.contains("Vuxen Söder"));
    let own = town.site.signed_in("owner").await.get("/planer").await.body;
    assert!(
        own.contains("Ekonomi Norr")
            && !own.contains("Vuxen Söder")
            && own.contains("har inget barnrättsombud")
    );
}
