use chrono::NaiveDate;
use domain::assessments::{Annotation, Depth, Material, Status, Step, StepState};
use domain::content::content;
use domain::dates;
use domain::ids::AssessmentId;
use leptos::prelude::*;
use store::assessments::Assessment;
use store::cases::Case;
use store::reviews::{Remark, Round};

use super::addresses::quick_address;
use crate::ui::{Help, Tag, TagTone, use_lang, use_ui};

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
    /// Whether the person may review it as the second person.
    pub may_review: bool,
    /// Rounds of review, the first one first.
    pub rounds: Vec<Round>,
    /// Corrections and objections, in the order in which they were noted.
    pub annotations: Vec<Annotation>,
    /// Today in Stockholm.
    pub today: NaiveDate,
}

impl FrameData {
    /// Whether its texts can be written now.
    #[must_use]
    pub fn writable(&self) -> bool {
        self.may_edit && self.assessment.status.is_written()
    }

    /// Whether it is signed by two: by the rule, or because a second person has sent it back.
    #[must_use]
    pub fn by_two(&self) -> bool {
        self.assessment.status == Status::Returned
            || domain::assessments::needs_second(self.assessment.depth, self.case.countersigns)
    }

    /// What the reviewer of the latest ended round found about a section, if anything.
    #[must_use]
    pub fn remark(&self, section: domain::assessments::Section) -> Option<&Remark> {
        let round = self.rounds.iter().rfind(|r| !r.outcome.is_empty())?;
        round.remarks.iter().find(|m| m.section == section)
    }
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
    let kind = data.case.kind;
    let help = if help.is_empty() {
        content_step
            .map(|s| s.help_for(kind).iter().map(|h| h.get(l).to_owned()).collect())
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
    let tone = match data.assessment.status {
        Status::Draft | Status::Submitted => TagTone::Warn,
        Status::Returned => TagTone::Bad,
        Status::Signed | Status::Closed => TagTone::Good,
        Status::Withdrawn => TagTone::Plain,
    };
    let depth = data.assessment.depth.word(l);
    let series = (data.assessment.series > 1).then(|| {
        l.t(
            format!("version {}", data.assessment.series),
            format!("version {}", data.assessment.series),
        )
    });
    let groups = data.material.kind.names_children();
    view! {
        <div class="case-head">
            <p><a href=format!("/arenden/{}", case.id)>{case.number}</a>" · "{matter}" "<Tag words=state tone=tone/>" "<Tag words=depth/>{series.map(|s| view! { " " <Tag words=s/> })}</p>
            <p class="chips">
                {groups.then(|| data.material.children.iter().map(|c| view! { <span class="chip">{c.full_label(l)}</span> }).collect_view())}
                {(!groups).then(|| data.material.touched(l).into_iter().map(|t| view! { <span class="chip">{t.label}</span> }).collect_view())}
            </p>
        </div>
    }
}

#[component]
fn StepList(data: FrameData, step: Option<Step>) -> impl IntoView {
    let l = use_lang();
    let id = data.assessment.id;
    let kind = data.case.kind;
    if data.assessment.depth == Depth::Quick {
        return view! { <QuickNav id=id/> }.into_any();
    }
    let fold_title = step.map_or_else(
        || l.t("Alla steg", "All steps").to_owned(),
        |s| {
            l.t(
                format!("Steg {} av 9: {}", s.number(), s.name_for(kind, l)),
                format!("Step {} of 9: {}", s.number(), s.name_for(kind, l)),
            )
        },
    );
    let rows = move || {
        data.states
            .iter()
            .map(|state| {
                let here = Some(state.step) == step;
                let mark = if state.done { "✓" } else if here { "●" } else { "○" };
                let href = step_address(id, state.step);
                view! {
                    <li aria-current=here.then_some("step")>
                        <span class="mark" aria-hidden="true">{mark}</span>
                        <span><a href=href>{state.step.name_for(kind, l)}</a><span class="state">{state.words.clone()}</span></span>
                    </li>
                }
            })
            .collect_view()
    };
    // Several pages belong to no step; only one of them is the overview.
    let on_overview = use_ui().is_some_and(|ui| ui.path == format!("/bedomning/{id}"));
    let narrow = rows.clone();
    view! {
        <nav class="steps-nav" aria-label=l.t("Steg", "Steps")>
            <p class="steps-top"><a href=format!("/bedomning/{id}") aria-current=on_overview.then_some("page")>{l.t("Översikt", "Overview")}</a></p>
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
    .into_any()
}

/// The address of a step's page.
pub(super) fn step_address(id: AssessmentId, step: Step) -> String {
    if step == Step::Screening {
        format!("/bedomning/{id}/djup")
    } else {
        format!("/bedomning/{id}/{}", step.slug())
    }
}

/// A quick assessment has no steps: its one page, and what belongs to it.
#[component]
fn QuickNav(id: AssessmentId) -> impl IntoView {
    let l = use_lang();
    view! {
        <nav class="steps-nav" aria-label=l.t("Delar", "Parts")>
            <ul class="plain steps-top">
                <li><a href=format!("/bedomning/{id}")>{l.t("Översikt", "Overview")}</a></li>
                <li><a href=quick_address(id)>{l.t("Analysen på en sida", "The assessment on one page")}</a></li>
                <li><a href=format!("/bedomning/{id}/atgarder")>{l.t("Åtgärder", "Measures")}</a></li>
                <li><a href=format!("/bedomning/{id}/bilagor")>{l.t("Bilagor", "Attachments")}</a></li>
                <li><a href=format!("/bedomning/{id}/djup")>{l.t("Djup", "Depth")}</a></li>
                <li><a href=format!("/bedomning/{id}/svar")>{Step::Answer.name(l)}</a></li>
            </ul>
        </nav>
        <details class="steps-fold">
            <summary>{l.t("Snabb analys", "Quick assessment")}</summary>
            <nav aria-label=l.t("Delar, hopfällda", "Parts, folded")>
                <ul class="plain">
                    <li><a href=format!("/bedomning/{id}")>{l.t("Översikt", "Overview")}</a></li>
                    <li><a href=quick_address(id)>{l.t("Analysen på en sida", "The assessment on one page")}</a></li>
                    <li><a href=format!("/bedomning/{id}/bilagor")>{l.t("Bilagor", "Attachments")}</a></li>
                    <li><a href=format!("/bedomning/{id}/djup")>{l.t("Djup", "Depth")}</a></li>
                    <li><a href=format!("/bedomning/{id}/svar")>{Step::Answer.name(l)}</a></li>
                </ul>
            </nav>
        </details>
    }
}
