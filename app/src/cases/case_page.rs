use chrono::NaiveDate;
use domain::assessments::{Depth, Status};
use domain::cases::{CaseKind, Guardian};
use domain::fields::{FieldErrors, Fields};
use leptos::prelude::*;
use store::assessments::Assessment;
use store::cases::Case;
use store::children::Child;

use super::lines::birth_in_words;
use crate::ui::{
    Actions, ChoiceField, Crumb, Empty, ErrorSummary, KeyValue, Notice, PostButton, SummaryList, Tag,
    TagTone, TextField, use_lang,
};

/// What a case's page shows.
#[derive(Clone, Debug)]
pub struct CasePageData {
    /// The case.
    pub case: Case,
    /// Its children.
    pub children: Vec<Child>,
    /// Its guardians.
    pub guardians: Vec<Guardian>,
    /// Its assessments, the newest first.
    pub assessments: Vec<Assessment>,
    /// Whether the person may change it.
    pub may_edit: bool,
    /// Workers to whom it can be handed, where the person may do that.
    pub workers: Vec<(String, String)>,
    /// A child that was just taken out and can be put back.
    pub removed_child: Option<String>,
    /// Texts of the guardian form.
    pub fields: Fields,
    /// What has to be mended.
    pub errors: FieldErrors,
    /// Today.
    pub today: NaiveDate,
}

/// The case: what it is about, its children, its assessments.
#[component]
pub fn CasePage(data: CasePageData) -> impl IntoView {
    let l = use_lang();
    let case = data.case.clone();
    let id = case.id;
    let may_edit = data.may_edit;
    let change = may_edit.then(|| format!("/arenden/{id}/andra"));
    let number = domain::cases::IdentityNumber::parse(&case.subject_number, data.today)
        .map(|n| n.shown())
        .unwrap_or_default();
    let rows = [
        (l.t("Slag", "Kind"), case.kind.name(l).to_owned()),
        (
            match case.kind {
                CaseKind::Adult => l.t("Vuxen", "Adult"),
                CaseKind::Child => l.t("Barn", "Child"),
                CaseKind::General => l.t("Beslutet kallas", "The decision is called"),
            },
            case.subject_name.clone(),
        ),
        (l.t("Nummer", "Number"), number),
        (
            l.t("Ärendenummer i verksamhetssystemet", "Number in the case system"),
            case.reference.clone(),
        ),
        (l.t("Gäller", "About"), case.matter.clone()),
        (l.t("Enhet", "Unit"), case.unit_name.clone()),
        (l.t("Handläggare", "Worker"), case.owner_name.clone()),
    ]
    .into_iter()
    .filter(|(key, _)| case.kind != CaseKind::General || *key != l.t("Nummer", "Number"))
    .map(|(key, value)| KeyValue {
        key: key.to_owned(),
        value,
        change: None,
    })
    .collect::<Vec<_>>();
    view! {
        <div class="content">
            <Crumb parts=vec![(l.t("Ärenden", "Cases").into(), Some("/arenden".into())), (case.number.clone(), None)]/>
            <ErrorSummary errors=data.errors.clone()/>
            <h1>{l.t("Ärende", "Case")} " " {case.number.clone()}</h1>
            {case.protected.then(|| view! {
                <Notice kind="warn" title=l.t("Skyddade personuppgifter", "Protected identity")>
                    <p>{l.t("Skriv inget som röjer var någon bor, går i skola eller vistas.", "Write nothing that reveals where somebody lives, goes to school or stays.")}</p>
                </Notice>
            })}
            {data.removed_child.clone().map(|child| view! {
                <Notice kind="info" title=l.t("Barnet är borttaget ur ärendet", "The child has been taken out of the case")>
                    <PostButton action=format!("/arenden/{id}/barn/{child}/aterstall") label=l.t("Ångra", "Undo")/>
                </Notice>
            })}
            <SummaryList rows=rows/>
            {change.map(|href| view! { <p class="toolbar">
                <a href=href>{l.t("Ändra uppgifterna", "Change the details")}</a>
                <a href=format!("/arenden/{id}/gallring")>{l.t("Hur länge bevaras ärendet?", "How long is the case kept?")}</a>
            </p> })}

            <Assessments data=data.clone()/>
            {case.kind.names_children().then(|| view! {
                <Children data=data.clone()/>
                <Guardians data=data.clone()/>
            })}

            {(!data.workers.is_empty()).then(|| view! {
                <section>
                    <h2>{l.t("Byt handläggare", "Change worker")}</h2>
                    <form method="post" action=format!("/arenden/{id}/handlaggare")>
                        <ChoiceField name="worker" label=l.t("Vem tar över ärendet?", "Who takes over the case?") options=data.workers.clone() value=case.owner.to_string()/>
                        <Actions><button class="button quiet">{l.t("Lämna över", "Hand over")}</button></Actions>
                    </form>
                </section>
            })}
        </div>
    }
}

#[component]
fn Assessments(data: CasePageData) -> impl IntoView {
    let l = use_lang();
    let id = data.case.id;
    let no_children = data.children.is_empty() && data.case.kind.names_children();
    let has_draft = data.assessments.iter().any(|a| a.status.is_open());
    view! {
        <section>
            <h2>{l.t("Prövningar av barnets bästa", "Assessments of the child's best")}</h2>
            {if data.assessments.is_empty() {
                view! { <Empty><p>{if no_children {
                    l.t("Lägg till barnen nedanför. Sedan kan du börja en barnkonsekvensanalys.", "Add the children below. Then you can begin an assessment.")
                } else {
                    l.t("Ingen analys är påbörjad.", "No assessment has been begun.")
                }}</p></Empty> }.into_any()
            } else {
                view! { <ul class="task-list">
                    {data.assessments.iter().map(|a| view! { <AssessmentLine assessment=a.clone()/> }).collect_view()}
                </ul> }.into_any()
            }}
            {(data.may_edit && !has_draft && !no_children).then(|| view! {
                <p><a class="button" href=format!("/arenden/{id}/bedomning")>{l.t("Börja en barnkonsekvensanalys", "Begin an assessment")}</a></p>
            })}
        </section>
    }
}

#[component]
fn AssessmentLine(assessment: Assessment) -> impl IntoView {
    let l = use_lang();
    let a = assessment;
    let tone = match a.status {
        Status::Draft | Status::Submitted => TagTone::Warn,
        Status::Returned => TagTone::Bad,
        Status::Signed | Status::Closed => TagTone::Good,
        Status::Withdrawn => TagTone::Plain,
    };
    let when = a.decided_on.map_or_else(
        || {
            l.t(
                format!("påbörjad {}", a.created_at.format("%Y-%m-%d")),
                format!("begun {}", a.created_at.format("%Y-%m-%d")),
            )
        },
        |day| l.t(format!("beslut {day}"), format!("decided {day}")),
    );
    let version = (a.series > 1).then(|| {
        l.t(
            format!("version {}, ", a.series),
            format!("version {}, ", a.series),
        )
    });
    let state = if a.depth == Depth::Screening {
        l.t("Inget barn berörs", "No child is touched")
    } else {
        a.status.name(l)
    };
    view! {
        <li>
            <div><a href=format!("/bedomning/{}", a.id)>{a.depth.name(l)}</a><span class="meta">{version}{when}</span></div>
            <Tag words=state tone=tone/>
        </li>
    }
}

#[component]
fn Children(data: CasePageData) -> impl IntoView {
    let l = use_lang();
    let id = data.case.id;
    let today = data.today;
    let may_edit = data.may_edit;
    view! {
        <section>
            <h2>{l.t("Barnen", "The children")}</h2>
            {if data.children.is_empty() {
                view! { <Empty><p>{l.t("Inga barn är inlagda.", "No children are entered.")}</p></Empty> }.into_any()
            } else {
                view! { <ul class="cards">
                    {data.children.into_iter().map(|child| {
                        let f = child.form.clone();
                        let name = f.name.clone();
                        let guardians = child.guardians.iter().map(|g| g.name.clone()).collect::<Vec<_>>().join(", ");
                        view! { <li class="card">
                            <h3>{f.name}{f.protected.then(|| view! { " " <span class="tag mid">{l.t("Skyddad", "Protected")}</span> })}</h3>
                            <p class="meta">{birth_in_words(child.born_on, today, l)}</p>
                            {(!f.interpreter.is_empty()).then(|| view! { <p>{l.t("Tolk: ", "Interpreter: ")}{f.interpreter.clone()}</p> })}
                            <p>{if guardians.is_empty() {
                                l.t("Inga vårdnadshavare inlagda", "No guardians entered").to_owned()
                            } else {
                                l.t(format!("Vårdnadshavare: {guardians}"), format!("Guardians: {guardians}"))
                            }}</p>
                            {may_edit.then(|| view! { <p><a href=format!("/arenden/{id}/barn/{}", child.id)>{l.t("Ändra", "Change")}<span class="hidden">" "{name}</span></a></p> })}
                        </li> }
                    }).collect_view()}
                </ul> }.into_any()
            }}
            {may_edit.then(|| view! { <p><a class="button quiet" href=format!("/arenden/{id}/barn/nytt")>{l.t("Lägg till ett barn", "Add a child")}</a></p> })}
        </section>
    }
}

#[component]
fn Guardians(data: CasePageData) -> impl IntoView {
    let l = use_lang();
    let id = data.case.id;
    let roles = vec![
        (
            "party".to_owned(),
            l.t("Den ärendet gäller", "The person the case is about")
                .to_owned(),
        ),
        (
            "other".to_owned(),
            l.t("Annan vårdnadshavare", "Other guardian").to_owned(),
        ),
    ];
    let role = if data.fields.has("guardian_role") {
        data.fields.raw("guardian_role").to_owned()
    } else {
        "other".to_owned()
    };
    // In a child's own case no guardian is the one that it is about.
    let of_adult = data.case.kind == CaseKind::Adult;
    view! {
        <section>
            <h2>{l.t("Vårdnadshavare", "Guardians")}</h2>
            {if data.guardians.is_empty() {
                view! { <Empty><p>{l.t(
                    "Lägg till vårdnadshavarna här och knyt dem sedan till varje barn. Samtycke till samtal frågas av var och en.",
                    "Add the guardians here and then connect them with each child. Consent to a talk is asked of each.",
                )}</p></Empty> }.into_any()
            } else {
                view! { <ul>{data.guardians.into_iter().map(|g| view! { <li>{g.name}{of_adult.then(|| view! { <span class="meta">" " {g.role.name(l)}</span> })}</li> }).collect_view()}</ul> }.into_any()
            }}
            {data.may_edit.then(|| view! {
                <details open=!data.errors.is_empty()>
                    <summary>{l.t("Lägg till en vårdnadshavare", "Add a guardian")}</summary>
                    <form method="post" action=format!("/arenden/{id}/vardnadshavare")>
                        <TextField name="guardian_name" label=l.t("Namn", "Name") value=data.fields.raw("guardian_name") error=data.errors.of("guardian_name").map(str::to_owned)/>
                        {of_adult.then(|| view! { <ChoiceField name="guardian_role" label=l.t("Vem är det?", "Who is it?") options=roles value=role/> })}
                        <Actions><button class="button quiet">{l.t("Lägg till", "Add")}</button></Actions>
                    </form>
                </details>
            })}
        </section>
    }
}
