use domain::audit::{MANY_CASES, MANY_SHOWN, MOST_DRAWN, Part, Rule, SAMPLE, Verdict};
use domain::fields::FieldErrors;
use leptos::prelude::*;
use store::log_reviews::{Review, ReviewRow};

use super::words::{case_words, days_words, reasons, subject_words, verdict_tag};
use super::{LOG, log_title, months_address, review_address, row_address};
use crate::ui::{Actions, Crumb, Empty, ErrorSummary, Help, Notice, Tag, TagTone, TickField, use_lang};

/// What the page of a review shows.
#[derive(Clone, Debug)]
pub struct ReviewPageData {
    /// The review.
    pub review: Review,
    /// The unit's name.
    pub unit_name: String,
    /// The month's name.
    pub month: String,
    /// When it was drawn, in words.
    pub drawn: String,
    /// When it was signed, in words.
    pub signed: Option<String>,
    /// Its rows.
    pub rows: Vec<ReviewRow>,
    /// How many of them are the person's own openings.
    pub own: usize,
    /// The names of those who manage what lies above.
    pub above: Vec<String>,
    /// What has to be mended.
    pub errors: FieldErrors,
}

/// The rows of a review, what is left, and its signature.
#[component]
pub fn ReviewPage(data: ReviewPageData) -> impl IntoView {
    let l = use_lang();
    let d = data;
    let review = d.review.clone();
    let signed = d.signed.clone();
    let (of, judged) = (
        d.rows.len(),
        d.rows.iter().filter(|row| row.verdict.is_some()).count(),
    );
    let suspected = d
        .rows
        .iter()
        .filter(|row| row.verdict == Some(Verdict::Suspected))
        .count();
    let whose = match review.part {
        Part::Unit => l.t("Medarbetarnas öppningar", "The employees' openings"),
        Part::Managers => l.t("Chefers öppningar", "Managers' openings"),
    };
    let counts = l.t(
        format!(
            "{} öppningar av {} personer, sammanlagt {} par av person och ärende.",
            review.openings, review.people, review.pairs
        ),
        format!(
            "{} openings by {} people, {} pairs of person and case in all.",
            review.openings, review.people, review.pairs
        ),
    );
    let left_out = review.left_out;
    view! {
        <div class="with-help">
            <div class="content">
                <Crumb parts=vec![
                    (log_title(l).into(), Some(LOG.into())),
                    (d.unit_name.clone(), Some(months_address(review.unit))),
                    (format!("{}, {}", d.month, whose.to_lowercase()), None),
                ]/>
                <ErrorSummary errors=d.errors.clone()/>
                <h1>{log_title(l)}", "{d.month.clone()}</h1>
                <p class="lead">{whose}", "{d.unit_name.clone()}</p>
                <p>{match &signed {
                    Some(when) => view! { <Tag words=l.t("Signerad", "Signed") tone=TagTone::Good/>" "<span class="meta">{when.clone()}</span> }.into_any(),
                    None => view! { <span>{l.t(format!("{judged} av {of} rader bedömda."), format!("{judged} of {of} rows judged."))}</span> }.into_any(),
                }}</p>
                <p class="meta">{counts}</p>
                {(suspected > 0).then(|| view! { <WhatNow/> })}
                {(d.own > 0 && signed.is_none()).then(|| view! { <Own count=d.own above=d.above.clone()/> })}
                {if of == 0 {
                    view! { <Empty><p>{l.t(
                        "Det finns inga öppningar att titta på. Signera, så är månaden klar.",
                        "There are no openings to look at. Sign, and the month is done.",
                    )}</p></Empty> }.into_any()
                } else {
                    view! { <Rows review=review.clone() rows=d.rows.clone()/> }.into_any()
                }}
                {(left_out > 0).then(|| view! { <p class="meta">{l.t(
                    format!("Reglerna träffade {left_out} rader till. Högst {MOST_DRAWN} visas, de med flest träffar."),
                    format!("The rules pointed at {left_out} more rows. At most {MOST_DRAWN} are shown, those with most hits."),
                )}</p> })}
                {signed.is_none().then(|| view! { <Sign review=review.clone() missing=of - judged errors=d.errors.clone()/> })}
                <HowDrawn review=review drawn=d.drawn.clone()/>
            </div>
            <Help>
                <p>{l.t(
                    "Fråga dig: behövde personen det här för sitt arbete den dagen? Fråga personen om du inte vet.",
                    "Ask yourself: did the person need this for their work that day? Ask the person if you do not know.",
                )}</p>
                <p>{l.t(
                    "En träff på en regel är en fråga, inget svar.",
                    "A hit of a rule is a question, not an answer.",
                )}</p>
                <p>{l.t(
                    "Att du öppnar den här sidan står också i loggen.",
                    "That you open this page stands in the log, too.",
                )}</p>
            </Help>
        </div>
    }
}

#[component]
fn Rows(review: Review, rows: Vec<ReviewRow>) -> impl IntoView {
    let l = use_lang();
    let next = rows
        .iter()
        .find(|row| row.verdict.is_none())
        .map(|row| row.position);
    let begin = next.filter(|_| review.signed_at.is_none());
    view! {
        <h2>{l.t("Rader", "Rows")}" "<span class="meta">{rows.len()}</span></h2>
        {begin.map(|position| view! { <p><a class="button" href=row_address(review.id, position)>{l.t("Bedöm nästa rad", "Judge the next row")}</a></p> })}
        <p class="meta">{l.t("De rader som flest regler pekar på står först.", "The rows that most rules point at stand first.")}</p>
        <ul class="task-list">
            {rows.into_iter().map(|row| {
                let (words, tone) = verdict_tag(row.verdict, l);
                let title = format!("{}, {}", row.name, case_words(row.shown.as_ref(), l));
                let subject = row.shown.as_ref().map(|_| format!(" · {}", subject_words(row.shown.as_ref(), l)));
                view! { <li>
                    <div><a href=row_address(review.id, row.position)>{title}</a>
                        <span class="meta">{reasons(&row, l)}</span>
                        <span class="meta">{days_words(&row.days, l)}{subject}</span></div>
                    <Tag words=words tone=tone/>
                </li> }
            }).collect_view()}
        </ul>
    }
}

/// What a suspicion leads to.
#[component]
pub(super) fn WhatNow() -> impl IntoView {
    let l = use_lang();
    view! {
        <Notice kind="warn" title=l.t("Du har markerat en öppning som misstänkt obehörig", "You have marked an opening as suspected unauthorised")>
            <p>{l.t(
                "Följ kommunens rutin. Det vanliga är att du genast berättar för den som är säkerhetsansvarig och för dataskyddsombudet, och att de bestämmer hur det utreds. Utred det inte själv.",
                "Follow the municipality's routine. What is usual is that you at once tell whoever is responsible for security and the data protection officer, and that they decide how it is looked into. Do not investigate it yourself.",
            )}</p>
            <p>{l.t(
                "Om det är en personuppgiftsincident kan kommunen behöva anmäla den inom 72 timmar från att den blev känd. Vänta därför inte till slutet av granskningen.",
                "If it is a personal data breach, the municipality may have to report it within 72 hours of becoming aware of it. So do not wait until the review is done.",
            )}</p>
        </Notice>
    }
}

/// Rows that are the reader's own.
#[component]
fn Own(count: usize, above: Vec<String>) -> impl IntoView {
    let l = use_lang();
    let who = if above.is_empty() {
        l.t(
            "Ingen är i dag chef över dig här i verktyget. Granskningen kan inte signeras förrän någon får den rollen och har bedömt dem.",
            "Nobody manages what lies above you here in the tool today. The review cannot be signed until somebody gets that role and has judged them.",
        ).to_owned()
    } else {
        let names = above.join(", ");
        l.t(
            format!("Någon annan behöver bedöma dem: {names}."),
            format!("Somebody else has to judge them: {names}."),
        )
    };
    let title = match count {
        1 => l
            .t("1 rad är din egen öppning", "1 row is your own opening")
            .to_owned(),
        n => l.t(
            format!("{n} rader är dina egna öppningar"),
            format!("{n} rows are your own openings"),
        ),
    };
    view! { <Notice kind="info" title=title><p>{who}</p></Notice> }
}

#[component]
fn Sign(review: Review, missing: usize, errors: FieldErrors) -> impl IntoView {
    let l = use_lang();
    let left = match missing {
        0 => l.t("Alla rader är bedömda.", "All rows are judged.").to_owned(),
        1 => l
            .t(
                "1 rad är inte bedömd. Den behöver en bedömning först.",
                "1 row is not judged. It needs a verdict first.",
            )
            .to_owned(),
        n => l.t(
            format!("{n} rader är inte bedömda. De behöver en bedömning först."),
            format!("{n} rows are not judged. They need a verdict first."),
        ),
    };
    let error = errors.of("sure").map(str::to_owned);
    view! {
        <section>
            <h2>{l.t("Signera granskningen", "Sign the review")}</h2>
            <p>{left}</p>
            <form method="post" action=format!("{}/signera", review_address(review.id))>
                <TickField name="sure" checked=false error=error
                    label=l.t("Jag har gått igenom raderna och vet att granskningen inte kan ändras efteråt", "I have gone through the rows and know that the review cannot be changed afterwards")/>
                <Actions><button class="button">{l.t("Signera", "Sign")}</button></Actions>
            </form>
        </section>
    }
}

/// How the rows were found, for whoever checks the check.
#[component]
fn HowDrawn(review: Review, drawn: String) -> impl IntoView {
    let l = use_lang();
    let seed = review.seed;
    view! {
        <details>
            <summary>{l.t("Så är raderna valda", "How the rows were chosen")}</summary>
            <p>{l.t(
                format!("Ett stickprov på högst {SAMPLE} par av person och ärende, draget med slumptalet {seed}. Samma tal ger samma stickprov, så det går att visa i efterhand att ingen har valt det."),
                format!("A sample of at most {SAMPLE} pairs of person and case, drawn with the random number {seed}. The same number gives the same sample, so it can be shown afterwards that nobody chose it."),
            )}</p>
            <p>{l.t("Dessutom de öppningar som en regel pekar på:", "Besides, the openings that a rule points at:")}</p>
            <dl class="summary">
                {Rule::ALL.into_iter().map(|rule| view! { <div><dt>{rule.name(l)}</dt><dd>{rule.explained(l)}</dd></div> }).collect_view()}
            </dl>
            <p>{l.t(
                format!("Den som en dag har öppnat fler än {MANY_CASES} ärenden får högst {MANY_SHOWN} av dem i urvalet för just den regeln."),
                format!("Of somebody who opened more than {MANY_CASES} cases in a day, at most {MANY_SHOWN} are chosen for that rule alone."),
            )}</p>
            <p class="meta">{drawn}</p>
        </details>
    }
}
