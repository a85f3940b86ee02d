use domain::assessments::{Annotation, Material, Status, Step, StepState};
use domain::content::content;
use domain::dates;
use leptos::prelude::*;
use store::assessments::Assessment;
use store::cases::Case;

use crate::ui::{Help, Tag, TagTone, use_lang};

/// What stands around every page of an assessment.
#[derive(Clone, Debug)]
pub struct FrameData {
    /// The case.
    pub case: Case,
    /// The assessment.
    pub assessment: Assessment,
    /// All its texts.
    pub material: Material,
    /// The state of each step.
    pub states: Vec<StepState>,
    /// Whether the person may write in it at all.
    pub may_edit: bool,
    /// Corrections and objections, in the order in which they were noted.
    pub annotations: Vec<Annotation>,
}

/// The steps, the case and the children in sight, and help beside the question.
#[component]
pub fn Frame(
    /// The surroundings.
    data: FrameData,
    /// The step that the page belongs to.
    step: Option<Step>,
    /// Help paragraphs; empty takes the step's own.
    #[prop(optional)]
    help: Vec<String>,
    /// Ids of references; empty takes the step's own.
    #[prop(optional)]
    references: Vec<String>,
    /// The page.
    children: Children,
) -> impl IntoView {
    let l = use_lang();
    let content_step = step.and_then(|s| content().step(s.code()));
    let help = if help.is_empty() {
        content_step
            .map(|s| s.help.iter().map(|h| h.get(l).to_owned()).collect())
            .unwrap_or_default()
    } else {
        help
    };
    let references = if references.is_empty() {
        content_step.map(|s| s.references.clone()).unwrap_or_default()
    } else {
        references
    };
    view! {
        <div class="with-steps">
            <StepList data=data.clone() step=step/>
            <div class="content">
                <CaseHead data=data/>
                {children()}
            </div>
            <StepHelp help=help references=references/>
        </div>
    }
}

#[component]
fn StepHelp(help: Vec<String>, references: Vec<String>) -> impl IntoView {
    let l = use_lang();
    (!help.is_empty()).then(|| {
        view! {
            <Help>
                {help.into_iter().map(|p| view! { <p>{p}</p> }).collect_view()}
                {(!references.is_empty()).then(|| view! {
                    <details>
                        <summary>{l.t("Det här säger lagen", "What the law says")}</summary>
                        <ul>
                            {references.iter().filter_map(|id| content().reference(id)).map(|r| view! {
                                <li><strong>{r.short.get(l).to_owned()}</strong>" "{r.title.get(l).to_owned()}
                                    <span class="meta">{l.t(format!(" I kraft från {}.", r.in_force_from), format!(" In force from {}.", r.in_force_from))}</span></li>
                            }).collect_view()}
                        </ul>
                    </details>
                })}
            </Help>
        }
    })
}

/// The case and its children, always in sight.
#[component]
fn CaseHead(data: FrameData) -> impl IntoView {
    let l = use_lang();
    let case = data.case;
    let matter: String = data.assessment.matter.chars().take(110).collect();
    let state = match (data.assessment.status, data.assessment.decided_on) {
        (Status::Signed, Some(day)) => l.t(
            format!("Signerad, beslut {}", dates::long(day, l)),
            format!("Signed, decided {}", dates::long(day, l)),
        ),
        (status, _) => status.name(l).to_owned(),
    };
    let tone = if data.assessment.status == Status::Draft {
        TagTone::Warn
    } else {
        TagTone::Good
    };
    view! {
        <div class="case-head">
            <p><a href=format!("/arenden/{}", case.id)>{case.number}</a>" · "{matter}" "<Tag words=state tone=tone/></p>
            <p class="chips">
                {data.material.children.iter().map(|c| view! { <span class="chip">{c.full_label(l)}</span> }).collect_view()}
            </p>
        </div>
    }
}

#[component]
fn StepList(data: FrameData, step: Option<Step>) -> impl IntoView {
    let l = use_lang();
    let id = data.assessment.id;
    let case = data.case.id;
    let fold_title = step.map_or_else(
        || l.t("Alla steg", "All steps").to_owned(),
        |s| {
            l.t(
                format!("Steg {} av 9: {}", s.number(), s.name(l)),
                format!("Step {} of 9: {}", s.number(), s.name(l)),
            )
        },
    );
    let rows = move || {
        data.states
            .iter()
            .map(|state| {
                let here = Some(state.step) == step;
                let mark = if state.done { "✓" } else if here { "●" } else { "○" };
                let href = if state.step == Step::Screening { format!("/arenden/{case}") } else { format!("/bedomning/{id}/{}", state.step.slug()) };
                view! {
                    <li aria-current=here.then_some("step")>
                        <span class="mark" aria-hidden="true">{mark}</span>
                        <span><a href=href>{state.step.name(l)}</a><span class="state">{state.words.clone()}</span></span>
                    </li>
                }
            })
            .collect_view()
    };
    let narrow = rows.clone();
    view! {
        <nav class="steps-nav" aria-label=l.t("Steg", "Steps")>
            <p class="steps-top"><a href=format!("/bedomning/{id}") aria-current=step.is_none().then_some("page")>{l.t("Översikt", "Overview")}</a></p>
            <ol class="steps">{rows()}</ol>
        </nav>
        <details class="steps-fold">
            <summary>{fold_title}</summary>
            <nav aria-label=l.t("Steg, hopfällda", "Steps, folded")>
                <p><a href=format!("/bedomning/{id}")>{l.t("Översikt", "Overview")}</a></p>
                <ol class="steps">{narrow()}</ol>
            </nav>
        </details>
    }
}
