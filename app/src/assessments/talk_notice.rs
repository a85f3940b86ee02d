use domain::assessments::NoteKind;
use domain::fields::Fields;
use domain::ids::NoteId;
use domain::participation::{Gate, TalkState, child_voice, consent_gate, talk_state};
use leptos::prelude::*;

use super::frame::FrameData;
use crate::ui::{Notice, use_lang};

/// What has to be seen before a talk's questions: whether it has its ground, or that it did not take place. Nothing above notes of
/// other kinds.
#[component]
pub(super) fn TalkNotice(
    /// The surroundings.
    data: FrameData,
    /// The note.
    note: NoteId,
    /// Its texts.
    fields: Fields,
    /// Whether it is said, too, that nothing is missing.
    #[prop(default = true)]
    also_good: bool,
) -> impl IntoView {
    let l = use_lang();
    let material = &data.material;
    let child = material
        .note(note)
        .filter(|n| n.kind == NoteKind::Heard)
        .and_then(|n| material.child(n.child))?;
    let state = talk_state(&fields, data.today);
    let voice = format!("/bedomning/{}/rost", data.assessment.id);
    let name = child.name.clone();
    if state == TalkState::CalledOff {
        let settled = child_voice(material, child.id, data.today).is_settled();
        return Some(
            view! {
                <Notice kind="info" title=l.t("Samtalet blev inte av", "The talk did not take place")>
                    <p>{l.t("Inget mer frågas om det här samtalet.", "Nothing more is asked about this talk.")}</p>
                    {(!settled).then(|| view! { <p><a href=voice>{l.t(format!("Skriv varför {name} inte hörs, eller ett nytt samtal"), format!("Write why {name} is not heard, or another talk"))}</a></p> })}
                </Notice>
            }
            .into_any(),
        );
    }
    let planned = state == TalkState::Planned;
    let list = |reasons: Vec<String>| view! { <ul>{reasons.into_iter().map(|m| view! { <li>{m}</li> }).collect_view()}</ul> };
    Some(match consent_gate(child, &fields, data.today, l) {
        Gate::Open(_) if !also_good => return None,
        Gate::Open(ground) => view! {
            <Notice kind="good" title=l.t("Grunden för samtalet är klar", "The basis for the talk is clear")><p>{ground}</p></Notice>
        }
        .into_any(),
        Gate::Stopped(reasons) if planned => view! {
            <Notice kind="bad" title=l.t("Håll inte samtalet", "Do not hold the talk")>
                {list(reasons)}
                <p>{l.t(
                    "Svara längre ner att samtalet inte blev av, och varför, och spara. Skriv sedan en ny anteckning om varför barnet inte hörs. Finns det en annan grund väljer du den i stället.",
                    "Answer further down that the talk did not take place, and why, and save. Then write a new note of why the child is not heard. If there is another basis, choose that one instead.",
                )}</p>
                <p><a href=voice>{l.t(format!("Till anteckningarna om {name}"), format!("To the notes about {name}"))}</a></p>
            </Notice>
        }
        .into_any(),
        Gate::Missing(reasons) if planned => view! {
            <Notice kind="warn" title=l.t("Prata inte med barnet än", "Do not talk with the child yet")>
                {list(reasons)}
                <p>{l.t("Fyll i och spara, så ser du här om något mer behövs.", "Fill in and save; you then see here whether anything more is needed.")}</p>
            </Notice>
        }
        .into_any(),
        Gate::Missing(reasons) | Gate::Stopped(reasons) => view! {
            <Notice kind="warn" title=l.t("Grunden för samtalet räcker inte", "The basis for the talk is not enough")>
                {list(reasons)}
            </Notice>
        }
        .into_any(),
    })
}
