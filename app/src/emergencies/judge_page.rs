use domain::access::EmergencyVerdict;
use domain::fields::{FieldErrors, Fields};
use domain::ids::{CaseId, EmergencyId};
use domain::language::Language;
use leptos::prelude::*;

use crate::ui::{
    Actions, ChoiceField, Crumb, ErrorSummary, KeyValue, SummaryList, TableFrame, TextFieldLong, use_lang,
};

/// Something that was opened meanwhile.
#[derive(Clone, Debug)]
pub struct PartLine {
    /// What, in words.
    pub what: String,
    /// How often.
    pub times: i64,
    /// From when to when, in words.
    pub when: String,
}

/// What the manager found.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The verdict.
    pub verdict: EmergencyVerdict,
    /// What was written.
    pub note: String,
    /// Who and when, in words.
    pub by: String,
}

/// What the page of one emergency access shows.
#[derive(Clone, Debug)]
pub struct JudgeEmergencyPageData {
    /// The row.
    pub id: EmergencyId,
    /// The case.
    pub case: CaseId,
    /// Its number.
    pub number: String,
    /// Who opened it, with title.
    pub by: String,
    /// The roles that person has now, in words.
    pub roles: String,
    /// From when to when, in words.
    pub when: String,
    /// The ground, in words.
    pub ground: String,
    /// What had happened.
    pub reason: String,
    /// What was opened.
    pub parts: Vec<PartLine>,
    /// What the manager found.
    pub judged: Option<Judged>,
    /// Whether the reader may judge it: nobody judges their own.
    pub own: bool,
    /// What is typed.
    pub fields: Fields,
    /// What has to be mended.
    pub errors: FieldErrors,
}

/// The title of [`JudgeEmergencyPage`].
#[must_use]
pub fn judge_emergency_title(language: Language) -> &'static str {
    language.t("Granska akut åtkomst", "Review emergency access")
}

/// Who opened what and why, and what the manager makes of it.
#[component]
pub fn JudgeEmergencyPage(data: JudgeEmergencyPageData) -> impl IntoView {
    let l = use_lang();
    let d = data;
    let row = |key: &str, value: String| KeyValue {
        key: key.to_owned(),
        value,
        change: None,
    };
    let rows = vec![
        row(l.t("Vem", "Who"), d.by),
        row(l.t("Roller i dag", "Roles today"), d.roles),
        row(l.t("När", "When"), d.when),
        row(l.t("Skäl", "Reason"), d.ground),
        row(l.t("Vad hade hänt?", "What had happened?"), d.reason),
    ];
    let title = judge_emergency_title(l);
    view! {
        <div class="content">
            <Crumb parts=vec![
                (l.t("Ärende ", "Case ").to_owned() + &d.number, Some(format!("/arenden/{}", d.case))),
                (title.into(), None),
            ]/>
            <ErrorSummary errors=d.errors.clone()/>
            <h1>{title}</h1>
            <SummaryList rows=rows/>
            <section>
                <h2>{l.t("Vad öppnades?", "What was opened?")}</h2>
                <Parts lines=d.parts/>
            </section>
            {match (d.judged, d.own) {
                (Some(judged), _) => view! { <Found judged=judged/> }.into_any(),
                (None, true) => view! { <p class="meta">{l.t(
                    "Du öppnade det själv. Därför bedöms det av en annan chef för enheten eller av chefen över dig.",
                    "You opened it yourself. That is why another manager of the unit, or the manager above you, judges it.",
                )}</p> }.into_any(),
                (None, false) => view! { <JudgeForm id=d.id fields=d.fields errors=d.errors/> }.into_any(),
            }}
        </div>
    }
}

#[component]
fn Parts(lines: Vec<PartLine>) -> impl IntoView {
    let l = use_lang();
    if lines.is_empty() {
        return view! { <p class="meta">{l.t("Ingenting har öppnats.", "Nothing has been opened.")}</p> }
            .into_any();
    }
    view! {
        <TableFrame caption=l.t("Det som öppnades i ärendet, i ordning", "What was opened in the case, in order")>
            <thead><tr>
                <th scope="col">{l.t("Vad", "What")}</th>
                <th scope="col" class="num">{l.t("Gånger", "Times")}</th>
                <th scope="col">{l.t("När", "When")}</th>
            </tr></thead>
            <tbody>{lines.into_iter().map(|line| view! {
                <tr><th scope="row">{line.what}</th><td class="num">{line.times}</td><td>{line.when}</td></tr>
            }).collect_view()}</tbody>
        </TableFrame>
    }
    .into_any()
}

#[component]
fn Found(judged: Judged) -> impl IntoView {
    let l = use_lang();
    view! {
        <section>
            <h2>{l.t("Bedömning", "Judgement")}</h2>
            <p><strong>{judged.verdict.name(l)}</strong></p>
            {(!judged.note.is_empty()).then(|| view! { <p class="pre">{judged.note}</p> })}
            <p class="meta">{judged.by}</p>
        </section>
    }
}

#[component]
fn JudgeForm(id: EmergencyId, fields: Fields, errors: FieldErrors) -> impl IntoView {
    let l = use_lang();
    let error = |name: &str| errors.of(name).map(str::to_owned);
    let verdicts = EmergencyVerdict::ALL
        .iter()
        .map(|v| (v.code().to_owned(), v.name(l).to_owned()))
        .collect();
    view! {
        <form method="post" action=format!("/akut/{id}")>
            <h2>{l.t("Din bedömning", "Your judgement")}</h2>
            <p>{l.t(
                "Fråga den som öppnade om något är oklart. Bedömningen kan inte ändras efteråt.",
                "Ask whoever opened it if something is unclear. The judgement cannot be changed afterwards.",
            )}</p>
            <ChoiceField name="verdict" label=l.t("Vad kommer du fram till?", "What do you find?") options=verdicts value=fields.raw("verdict") error=error("verdict")/>
            <TextFieldLong name="note" label=l.t("Anteckning", "Note") value=fields.raw("note") error=error("note") rows=4
                hint=l.t(
                    "Behövs om det ska utredas: vad, och vem som gör det. Kan uppgifter ha kommit fel person till del, kontakta dataskyddsombudet samma dag.",
                    "Needed if it has to be looked into: what, and who does so. If information may have reached the wrong person, contact the data protection officer the same day.",
                )/>
            <Actions><button class="button">{l.t("Spara bedömningen", "Save the judgement")}</button></Actions>
        </form>
    }
}
