use domain::audit::{DayOpenings, MAX_NOTE, Verdict};
use domain::fields::{FieldErrors, Fields};
use domain::ids::{LogReviewId, UnitId};
use leptos::prelude::*;
use store::log_reviews::ReviewRow;

use super::review_page::WhatNow;
use super::words::{case_words, subject_words, time, weekday};
use super::{LOG, log_title, months_address, review_address, row_address};
use crate::ui::{
    Actions, ChoiceField, Crumb, ErrorSummary, Help, HiddenVersion, KeyValue, Notice, SummaryList,
    TableFrame, TextFieldLong, use_lang,
};

/// What somebody else came to in the meantime.
#[derive(Clone, Debug)]
pub struct TheirVerdict {
    /// Who.
    pub saved_by: String,
    /// When, in words.
    pub saved_at: String,
    /// What, by field name.
    pub fields: Fields,
}

/// What the page of a row shows.
#[derive(Clone, Debug)]
pub struct RowPageData {
    /// The review.
    pub review: LogReviewId,
    /// The unit.
    pub unit: UnitId,
    /// Its name.
    pub unit_name: String,
    /// The month's name.
    pub month: String,
    /// The row.
    pub row: ReviewRow,
    /// How many there are.
    pub of: usize,
    /// Whether the person may judge it now.
    pub judges: bool,
    /// Whether it is the person's own opening.
    pub own: bool,
    /// When it was judged and by whom, in words.
    pub judged: Option<String>,
    /// What is typed.
    pub fields: Fields,
    /// The version that it started from.
    pub version: i64,
    /// What has to be mended.
    pub errors: FieldErrors,
    /// What somebody else has saved since.
    pub theirs: Option<TheirVerdict>,
}

/// One person and one case: what was opened when, why it is looked at, and the verdict.
#[component]
pub fn RowPage(data: RowPageData) -> impl IntoView {
    let l = use_lang();
    let d = data;
    let row = d.row.clone();
    let position = row.position;
    let title = l.t(
        format!("Rad {position} av {}", d.of),
        format!("Row {position} of {}", d.of),
    );
    let suspected = row.verdict == Some(Verdict::Suspected);
    view! {
        <div class="with-help">
            <div class="content">
                <Crumb parts=vec![
                    (log_title(l).into(), Some(LOG.into())),
                    (d.unit_name.clone(), Some(months_address(d.unit))),
                    (d.month.clone(), Some(review_address(d.review))),
                    (title.clone(), None),
                ]/>
                <ErrorSummary errors=d.errors.clone()/>
                <h1>{title}</h1>
                <Facts row=row.clone()/>
                <Reasons row=row.clone()/>
                <Days days=row.days.clone()/>
                {suspected.then(|| view! { <WhatNow/> })}
                {d.theirs.clone().map(|theirs| view! { <Other theirs=theirs/> })}
                {if d.judges {
                    view! { <Judge data=d.clone()/> }.into_any()
                } else {
                    view! { <Told data=d.clone()/> }.into_any()
                }}
            </div>
            <Help>
                <p>{l.t(
                    "”Behöver förklaras” betyder att du inte vet än. Fråga personen, skriv vad du fick veta, och ändra bedömningen när du vet.",
                    "“Needs an explanation” means that you do not know yet. Ask the person, write what you learned, and change the verdict when you know.",
                )}</p>
                <p>{l.t(
                    "Skriv inte mer om barnet eller familjen än vad som behövs för att förstå bedömningen.",
                    "Write no more about the child or the family than is needed to understand the verdict.",
                )}</p>
            </Help>
        </div>
    }
}

#[component]
fn Facts(row: ReviewRow) -> impl IntoView {
    let l = use_lang();
    let person = if row.title.is_empty() {
        row.name.clone()
    } else {
        format!("{}, {}", row.name, row.title)
    };
    let mut rows = vec![(l.t("Öppnat av", "Opened by"), person)];
    match &row.shown {
        Some(case) => rows.extend([
            (l.t("Ärende", "Case"), case.number.clone()),
            (l.t("Gäller", "About"), subject_words(row.shown.as_ref(), l)),
            (l.t("Handläggare nu", "Answered for now by"), case.owner.clone()),
        ]),
        None => rows.push((l.t("Ärende", "Case"), case_words(None, l))),
    }
    let rows: Vec<KeyValue> = rows
        .into_iter()
        .map(|(key, value)| KeyValue {
            key: key.to_owned(),
            value,
            change: None,
        })
        .collect();
    let href = row.shown.is_some().then(|| format!("/arenden/{}", row.case));
    view! {
        <SummaryList rows=rows/>
        {href.map(|href| view! { <p><a href=href>{l.t("Öppna ärendet", "Open the case")}</a>" "<span class="meta">{l.t("Det syns i loggen att du gör det.", "The log shows that you do.")}</span></p> })}
    }
}

#[component]
fn Reasons(row: ReviewRow) -> impl IntoView {
    let l = use_lang();
    let sampled = row.sampled;
    view! {
        <h2>{l.t("Varför raden är med", "Why the row is here")}</h2>
        <ul>
            {sampled.then(|| view! { <li><strong>{l.t("Stickprov", "Random sample")}</strong>". "{l.t("Slumpen valde den.", "It was chosen by lot.")}</li> })}
            {row.rules.into_iter().map(|rule| view! { <li><strong>{rule.name(l)}</strong>". "{rule.explained(l)}</li> }).collect_view()}
        </ul>
    }
}

#[component]
fn Days(days: Vec<DayOpenings>) -> impl IntoView {
    let l = use_lang();
    view! {
        <h2>{l.t("Vad som öppnades", "What was opened")}</h2>
        <TableFrame caption=l.t("Dag för dag, i svensk tid", "Day by day, in Swedish time")>
            <thead><tr>
                <th scope="col">{l.t("Dag", "Day")}</th>
                <th scope="col" class="num">{l.t("Öppningar", "Openings")}</th>
                <th scope="col">{l.t("Första och sista", "First and last")}</th>
                <th scope="col" class="num">{l.t("På natten", "At night")}</th>
                <th scope="col" class="num">{l.t("Ärenden den dagen", "Cases that day")}</th>
            </tr></thead>
            <tbody>{days.into_iter().map(|day| {
                let times = if day.first == day.last { time(day.first) } else { format!("{} – {}", time(day.first), time(day.last)) };
                view! { <tr>
                    <th scope="row">{day.day.to_string()}" "{weekday(&day, l)}</th>
                    <td class="num">{day.count}</td>
                    <td>{times}</td>
                    <td class="num">{day.night}</td>
                    <td class="num">{day.cases}</td>
                </tr> }
            }).collect_view()}</tbody>
        </TableFrame>
    }
}

#[component]
fn Judge(data: RowPageData) -> impl IntoView {
    let l = use_lang();
    let d = data;
    let text = |name: &str| d.fields.raw(name).to_owned();
    let error = |name: &str| d.errors.of(name).map(str::to_owned);
    let options = Verdict::ALL
        .into_iter()
        .map(|verdict| (verdict.code().to_owned(), verdict.name(l).to_owned()))
        .collect::<Vec<_>>();
    view! {
        <form method="post" action=row_address(d.review, d.row.position)>
            <h2>{l.t("Din bedömning", "Your verdict")}</h2>
            <HiddenVersion version=d.version/>
            <ChoiceField name="verdict" label=l.t("Vad kommer du fram till?", "What do you come to?") options=options value=text("verdict") error=error("verdict")/>
            <TextFieldLong name="note" label=l.t("Anteckning", "Note") value=text("note") error=error("note") rows=3
                hint=l.t(format!("Behövs om det inte är i sin ordning. Högst {MAX_NOTE} tecken."), format!("Needed where it is not in order. At most {MAX_NOTE} characters."))/>
            <TextFieldLong name="asked" label=l.t("Har du frågat personen? Skriv frågan och svaret", "Have you asked the person? Write the question and the answer") value=text("asked") error=error("asked") rows=3
                hint=l.t(format!("Frivilligt. Högst {MAX_NOTE} tecken. Frågan skickas inte härifrån."), format!("Optional. At most {MAX_NOTE} characters. The question is not sent from here."))/>
            {d.judged.map(|judged| view! { <p class="meta">{judged}</p> })}
            <Actions>
                <button class="button">{l.t("Spara och visa nästa", "Save and show the next")}</button>
                <a href=review_address(d.review)>{l.t("Till alla rader", "To all rows")}</a>
            </Actions>
        </form>
    }
}

/// The verdict where the reader may not change it.
#[component]
fn Told(data: RowPageData) -> impl IntoView {
    let l = use_lang();
    let d = data;
    let row = d.row;
    let rows = vec![
        KeyValue {
            key: l.t("Bedömning", "Verdict").to_owned(),
            value: row
                .verdict
                .map_or_else(|| l.t("Inte bedömd", "Not judged"), |v| v.name(l))
                .to_owned(),
            change: None,
        },
        KeyValue {
            key: l.t("Anteckning", "Note").to_owned(),
            value: row.note,
            change: None,
        },
        KeyValue {
            key: l.t("Fråga och svar", "Question and answer").to_owned(),
            value: row.asked,
            change: None,
        },
    ];
    view! {
        {d.own.then(|| view! { <Notice kind="info" title=l.t("Det här är din egen öppning", "This is your own opening")>
            <p>{l.t("Någon annan bedömer den.", "Somebody else judges it.")}</p>
        </Notice> })}
        <h2>{l.t("Bedömning", "Verdict")}</h2>
        <SummaryList rows=rows/>
        {d.judged.map(|judged| view! { <p class="meta">{judged}</p> })}
        <p><a href=review_address(d.review)>{l.t("Till alla rader", "To all rows")}</a></p>
    }
}

#[component]
fn Other(theirs: TheirVerdict) -> impl IntoView {
    let l = use_lang();
    let TheirVerdict {
        saved_by,
        saved_at,
        fields,
    } = theirs;
    let verdict = Verdict::from_code(fields.text("verdict")).map_or("–", |v| v.name(l));
    let rows = vec![
        (l.t("Bedömning", "Verdict"), verdict.to_owned()),
        (l.t("Anteckning", "Note"), fields.text("note").to_owned()),
        (
            l.t("Fråga och svar", "Question and answer"),
            fields.text("asked").to_owned(),
        ),
    ]
    .into_iter()
    .map(|(key, value)| KeyValue {
        key: key.to_owned(),
        value,
        change: None,
    })
    .collect::<Vec<_>>();
    view! {
        <Notice kind="warn" title=l.t("Någon annan har bedömt raden under tiden. Inget är överskrivet.", "Somebody else has judged the row in the meantime. Nothing has been overwritten.")>
            <p>{l.t(
                format!("{saved_by} sparade det här {saved_at}. Det du skrev står kvar nedanför. Ändra det så som det ska stå, och spara igen."),
                format!("{saved_by} saved this {saved_at}. What you wrote is still below. Change it to what is to stand, and save again."),
            )}</p>
            <SummaryList rows=rows/>
        </Notice>
    }
}
