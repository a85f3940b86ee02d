use chrono::NaiveDate;
use domain::assessments::Status;
use domain::dates;
use domain::figures::Attention;
use domain::language::Language;
use leptos::prelude::*;
use store::log_reviews::DueReview;
use store::monitoring::{RoundLine, UnitLine};
use store::overview::{DraftLine, DueLine};
use store::plans::{PlanTask, TaskKind};

use crate::audit::{DueReviews, EXTRACT};
use crate::emergencies::{WaitingEmergencies, WaitingEmergency};
use crate::monitoring::{DueRounds, RunningRounds};
use crate::plans::PlanTasks;
use crate::ui::{Empty, Tag, TagTone, use_lang};

/// What a start page shows.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says whether a part of the page is there"
)]
#[derive(Clone, Debug, Default)]
pub struct StartPageData {
    /// First name, for the greeting.
    pub name: String,
    /// Whether the lists are a manager's: of the whole unit.
    pub manager: bool,
    /// Whether the person does case work at all.
    pub case_work: bool,
    /// Whether the person may open cases.
    pub may_create: bool,
    /// Whether the person follows units.
    pub follows_units: bool,
    /// Units to talk with, for whoever follows them: name, address, and why.
    pub attention: Vec<(String, String, Vec<Attention>)>,
    /// The period of these figures, in words.
    pub attention_period: String,
    /// Whether the person sees to accounts.
    pub administers: bool,
    /// Whether the person publishes versions of the checklist.
    pub publishes: bool,
    /// Letters that wait.
    pub letters: Vec<DueLine>,
    /// Measures that wait.
    pub measures: Vec<DueLine>,
    /// Follow-ups that wait.
    pub follow_ups: Vec<DueLine>,
    /// Assessments that are not signed yet.
    pub drafts: Vec<DraftLine>,
    /// Assessments that wait for the person's review.
    pub to_review: Vec<DraftLine>,
    /// Rounds of self-monitoring that wait for the person's answers.
    pub monitoring: Vec<UnitLine>,
    /// Rounds of self-monitoring that the person runs; none for those who run no rounds.
    pub rounds: Option<Vec<RoundLine>>,
    /// Emergency accesses that wait for the manager.
    pub emergencies: Vec<WaitingEmergency>,
    /// What waits about implementation plans.
    pub plans: Vec<PlanTask>,
    /// Months of units whose log nobody has reviewed; none for those who review no log.
    pub log_reviews: Option<Vec<DueReview>>,
    /// Whether the person takes out of the log who opened records.
    pub extracts: bool,
    /// What waits for a records officer: due, late, in need of an answer, proposals to review; none for others.
    pub records: Option<[usize; 4]>,
    /// Extracts that wait for the manager's assessment.
    pub extracts_to_assess: usize,
    /// Today.
    pub today: NaiveDate,
}

/// What should I do now?
#[component]
pub fn StartPage(data: StartPageData) -> impl IntoView {
    let l = use_lang();
    let d = data;
    let today = d.today;
    let unreviewed = d.log_reviews.as_deref().unwrap_or_default();
    let nothing = d.letters.is_empty()
        && d.measures.is_empty()
        && d.follow_ups.is_empty()
        && d.drafts.is_empty()
        && d.to_review.is_empty()
        && d.emergencies.is_empty()
        && d.monitoring.is_empty()
        && unreviewed.is_empty()
        && d.plans.is_empty();
    let late = d
        .letters
        .iter()
        .chain(&d.measures)
        .chain(&d.follow_ups)
        .filter(|line| line.due_on < today)
        .count()
        + d.monitoring
            .iter()
            .filter(|line| line.state.is_late(line.deadline, today))
            .count()
        + unreviewed.iter().filter(|line| line.months.len() > 1).count()
        + d.plans.iter().filter(|task| is_late(task, today)).count();
    let lead = match (nothing, late) {
        (true, _) => l
            .t("Inget väntar på dig just nu.", "Nothing waits for you right now.")
            .to_owned(),
        (false, 0) => l.t("Inget är försenat.", "Nothing is late.").to_owned(),
        (false, 1) => l.t("1 sak är försenad.", "1 thing is late.").to_owned(),
        (false, n) => l.t(
            format!("{n} saker är försenade."),
            format!("{n} things are late."),
        ),
    };
    view! {
        <div class="content wide">
            <h1>{l.t("Att göra", "To do")}</h1>
            {d.case_work.then(|| view! {
                <p class="lead">{lead}</p>
                {d.may_create.then(|| view! { <p><a class="button" href="/arenden/nytt">{l.t("Nytt ärende", "New case")}</a></p> })}
                <WaitingEmergencies lines=d.emergencies/>
                {(d.manager || !d.to_review.is_empty()).then(|| view! { <ToReview lines=d.to_review/> })}
                <DueList title=l.t("Barn som väntar på svar", "Children who wait for an answer") lines=d.letters slug="svar" manager=d.manager today=today
                    empty=l.t("Alla barn har fått sitt svar.", "All children have had their answer.")/>
                {(d.extracts_to_assess > 0).then(|| view! { <Extracts count=d.extracts_to_assess/> })}
                <DueRounds lines=d.monitoring.clone() today=today/>
                <Drafts lines=d.drafts manager=d.manager/>
                <DueList title=l.t("Åtgärder", "Measures") lines=d.measures slug="atgarder" manager=d.manager today=today
                    empty=l.t("Inga åtgärder väntar.", "No measures wait.")/>
                <DueList title=l.t("Uppföljningar", "Follow-ups") lines=d.follow_ups slug="uppfoljning" manager=d.manager today=today
                    empty=l.t("Inga uppföljningar väntar.", "No follow-ups wait.")/>
            })}
            {(!d.case_work).then(|| view! { <DueRounds lines=d.monitoring.clone() today=today/> })}
            {d.rounds.map(|lines| view! { <RunningRounds lines=lines today=today/> })}
            <PlanTasks tasks=d.plans today=today/>
            {d.log_reviews.map(|lines| view! { <DueReviews lines=lines today=today/> })}
            {d.extracts.then(|| view! {
                <section><h2>{l.t("Logguttag", "Log extract")}</h2>
                    <p><a href=EXTRACT>{l.t("Ta fram vilka som har öppnat en persons uppgifter", "Take out who has opened a person's records")}</a></p></section>
            })}
            {d.follows_units.then(|| view! { <Follow units=d.attention period=d.attention_period own=d.case_work/> })}
            {d.administers.then(|| view! {
                <section><h2>{l.t("Konton", "Accounts")}</h2>
                    <p>{l.t(
                        "Konton läggs upp med kommandot ”ogonhojd user add” på servern. Du ser inga ärenden här.",
                        "Accounts are made with the command “ogonhojd user add” on the server. You see no cases here.",
                    )}</p></section>
            })}
            {d.publishes.then(|| view! {
                <section><h2>{l.t("Checklistor", "Checklists")}</h2>
                    <p><a href="/checklistor">{l.t("Se och publicera versioner av checklistan", "See and publish versions of the checklist")}</a></p></section>
                <section><h2>{l.t("Egenkontroll", "Self-monitoring")}</h2>
                    <p><a href="/egenkontroll/instrument">{l.t("Se och publicera versioner av egenkontrollens frågor", "See and publish versions of what self-monitoring asks")}</a></p></section>
            })}
            {d.records.map(|counts| view! { <Records counts=counts/> })}
            {(!d.case_work && !d.follows_units && !d.administers && !d.publishes && !d.extracts && d.records.is_none()).then(|| view! {
                <Empty><p>{l.t("Din roll har inga uppgifter här än.", "Your role has no tasks here yet.")}</p></Empty>
            })}
        </div>
    }
}

/// What a line of a list says of a case: nothing where somebody in it is protected.
fn shown(matter: &str, l: Language) -> String {
    if matter.is_empty() {
        return l.t("Skyddade personuppgifter", "Protected identity").to_owned();
    }
    matter.chars().take(90).collect()
}

/// Extracts that a manager assesses.
#[component]
fn Extracts(count: usize) -> impl IntoView {
    let l = use_lang();
    view! {
        <section>
            <h2>{l.t("Registerutdrag att pröva", "Extracts to assess")}" "<span class="meta">{count}</span></h2>
            <p class="toolbar"><a href="/registerutdrag">{l.t("Läs och pröva", "Read and assess")}</a></p>
        </section>
    }
}

/// What waits for a records officer.
#[component]
fn Records(counts: [usize; 4]) -> impl IntoView {
    let l = use_lang();
    let [due, late, open, to_review] = counts;
    let tone = if late > 0 { TagTone::Bad } else { TagTone::Plain };
    let lines = [
        (
            "/gallring/forslag",
            l.t("Förslag att granska", "Proposals to review"),
            to_review.to_string(),
            TagTone::Plain,
        ),
        (
            "/gallring",
            l.t("Ärenden att gallra", "Cases to purge"),
            l.t(
                format!("{due}, varav {late} försenade"),
                format!("{due}, {late} of them late"),
            ),
            tone,
        ),
        (
            "/gallring/svar",
            l.t("Gamla ärenden som behöver svar", "Old cases that need an answer"),
            open.to_string(),
            TagTone::Plain,
        ),
    ];
    view! {
        <section>
            <h2>{l.t("Gallring", "Purging")}</h2>
            <ul class="task-list">{lines.into_iter().map(|(href, words, says, tone)| view! {
                <li><div><a href=href>{words}</a></div><Tag words=says tone=tone/></li>
            }).collect_view()}</ul>
        </section>
    }
}

fn is_late(task: &PlanTask, today: NaiveDate) -> bool {
    matches!(task.kind, TaskKind::Due { due_on, .. } if due_on < today)
}

/// Which units to talk with, and the way to all of them.
#[component]
fn Follow(units: Vec<(String, String, Vec<Attention>)>, period: String, own: bool) -> impl IntoView {
    let l = use_lang();
    // Whoever works there looks at the unit's own figures; whoever follows units talks with them.
    let title = if own {
        l.t("Siffror att titta på", "Figures to look at")
    } else {
        l.t("Enheter att prata med", "Units to talk with")
    };
    let all = if own {
        l.t("Se enhetens siffror", "See the unit's figures")
    } else {
        l.t("Se hur det går för enheterna", "See how the units are doing")
    };
    let said = |a: &Attention| {
        let (n, m, counted) = (a.now.yes, a.now.of(), a.indicator.counted(l));
        let figure = l.t(format!("{n} av {m} {counted}"), format!("{n} of {m} {counted}"));
        match a.fell {
            Some(points) => l.t(
                format!("{figure}, ned {points} procentenheter"),
                format!("{figure}, down {points} percentage points"),
            ),
            None => figure,
        }
    };
    view! {
        <section>
            <h2>{title}" "<span class="meta">{units.len()}</span></h2>
            {if units.is_empty() {
                view! { <p class="meta">{l.t(
                    format!("Ingen siffra som visas är låg eller har sjunkit under {period}."),
                    format!("No figure that is shown is low or has fallen in {period}."),
                )}</p> }.into_any()
            } else {
                view! {
                    <p class="meta">{l.t(format!("Låga siffror, eller siffror som har sjunkit, {period}."), format!("Figures that are low or have fallen, {period}."))}</p>
                    <ul class="task-list">{units.into_iter().map(|(name, href, why)| {
                        let why = why.iter().map(said).collect::<Vec<_>>().join(". ");
                        view! { <li><div><a href=href>{name}</a><span class="meta">{why}</span></div></li> }
                    }).collect_view()}</ul>
                }.into_any()
            }}
            <p class="toolbar"><a href="/enheter">{all}</a></p>
        </section>
    }
}

fn due(line: &DueLine, today: NaiveDate, l: Language) -> (String, TagTone) {
    let tone = if line.due_on < today {
        TagTone::Bad
    } else {
        TagTone::Warn
    };
    (dates::due_in_words(line.due_on, today, l), tone)
}

#[component]
fn DueList(
    #[prop(into)] title: String,
    lines: Vec<DueLine>,
    slug: &'static str,
    manager: bool,
    today: NaiveDate,
    #[prop(into)] empty: String,
) -> impl IntoView {
    let l = use_lang();
    view! {
        <section>
            <h2>{title}" "<span class="meta">{lines.len()}</span></h2>
            {if lines.is_empty() {
                view! { <p class="meta">{empty}</p> }.into_any()
            } else {
                view! { <ul class="task-list">
                    {lines.into_iter().map(|line| {
                        let (words, tone) = due(&line, today, l);
                        let matter = shown(&line.matter, l);
                        let by = manager.then(|| line.owner_name.clone());
                        view! { <li>
                            <div><a href=format!("/bedomning/{}/{slug}", line.id)>{line.number}": "{matter}</a><span class="meta">{line.due_on.to_string()}{by.map(|n| format!(" · {n}"))}</span></div>
                            <Tag words=words tone=tone/>
                        </li> }
                    }).collect_view()}
                </ul> }.into_any()
            }}
        </section>
    }
}

/// What waits for a second person.
#[component]
fn ToReview(lines: Vec<DraftLine>) -> impl IntoView {
    let l = use_lang();
    view! {
        <section>
            <h2>{l.t("Att granska", "To review")}" "<span class="meta">{lines.len()}</span></h2>
            {if lines.is_empty() {
                view! { <p class="meta">{l.t("Ingen analys väntar på granskning.", "No assessment waits for review.")}</p> }.into_any()
            } else {
                view! { <ul class="task-list">
                    {lines.into_iter().map(|line| {
                        let matter = shown(&line.matter, l);
                        let since = line.updated_at.format("%Y-%m-%d").to_string();
                        view! { <li>
                            <div><a href=format!("/bedomning/{}/granskning", line.id)>{line.number}": "{matter}</a>
                                <span class="meta">{line.owner_name}{l.t(format!(", lämnad {since}"), format!(", handed in {since}"))}</span></div>
                            <Tag words=l.t("Väntar på dig", "Waits for you") tone=TagTone::Warn/>
                        </li> }
                    }).collect_view()}
                </ul> }.into_any()
            }}
        </section>
    }
}

#[component]
fn Drafts(lines: Vec<DraftLine>, manager: bool) -> impl IntoView {
    let l = use_lang();
    let title = if manager {
        l.t("Enhetens pågående analyser", "The unit's unfinished assessments")
    } else {
        l.t("Mina pågående analyser", "My unfinished assessments")
    };
    view! {
        <section>
            <h2>{title}" "<span class="meta">{lines.len()}</span></h2>
            {if lines.is_empty() {
                view! { <p class="meta">{l.t("Inga påbörjade analyser.", "No assessments are begun.")}</p> }.into_any()
            } else {
                view! { <ul class="task-list">
                    {lines.into_iter().map(|line| {
                        let matter = shown(&line.matter, l);
                        let by = manager.then(|| line.owner_name.clone());
                        let state = Status::from_code(&line.state).map_or(("", TagTone::Plain), |s| (s.name(l), if s == Status::Returned { TagTone::Bad } else { TagTone::Warn }));
                        let changed = line.updated_at.format("%Y-%m-%d").to_string();
                        view! { <li>
                            <div><a href=format!("/bedomning/{}", line.id)>{line.number}": "{matter}</a>
                                <span class="meta">{l.t(format!("ändrat {changed}"), format!("changed {changed}"))}{by.map(|n| format!(" · {n}"))}</span></div>
                            <Tag words=state.0 tone=state.1/>
                        </li> }
                    }).collect_view()}
                </ul> }.into_any()
            }}
        </section>
    }
}
