use domain::assessments::{Gap, NoteKind, Section, Step};
use domain::content::content;
use domain::fields::FieldErrors;
use domain::ids::{ChildId, NoteId};
use domain::language::Language;
use domain::letters::{AgeBand, LetterKind};
use domain::participation::ChildVoice;
use leptos::prelude::*;

use super::addresses::address_of;
use super::frame::{Frame, FrameData};
use super::lists::SectionState;
use crate::participation::thread_address;
use crate::ui::{Actions, ChoiceField, Empty, ErrorSummary, PostButton, Tag, TagTone, use_lang};

/// A note in the list of a child's participation.
#[derive(Clone, Debug)]
pub struct NoteLine {
    /// The note.
    pub id: NoteId,
    /// What it is, in words.
    pub kind: String,
    /// The day, in words; empty where none is written.
    pub on: String,
    /// How many things the child said.
    pub statements: usize,
}

/// A child with its notes.
#[derive(Clone, Debug)]
pub struct VoiceChild {
    /// The child.
    pub id: ChildId,
    /// What it is called.
    pub name: String,
    /// Name, number and age.
    pub label: String,
    /// What its notes come to.
    pub voice: ChildVoice,
    /// Its notes, oldest first.
    pub notes: Vec<NoteLine>,
}

/// What the page of step 4 shows.
#[derive(Clone, Debug)]
pub struct VoicePageData {
    /// The surroundings.
    pub frame: FrameData,
    /// The children in order.
    pub children: Vec<VoiceChild>,
    /// What is missing in the whole assessment.
    pub gaps: Vec<Gap>,
    /// What has to be mended in the form for a new note.
    pub errors: FieldErrors,
    /// The chosen child and kind.
    pub chosen: (String, String),
    /// The day of an earlier decision in the case, in words, where its talks can be taken over.
    pub earlier: Option<String>,
}

/// Step 4: the notes of each child's participation.
#[component]
pub fn VoicePage(data: VoicePageData) -> impl IntoView {
    let l = use_lang();
    let VoicePageData {
        frame,
        children,
        gaps,
        errors,
        chosen,
        earlier,
    } = data;
    let step = content().step(Step::Voice.code());
    let id = frame.assessment.id;
    let open = frame.writable();
    let nobody = children.is_empty();
    let options: Vec<_> = children
        .iter()
        .map(|c| (c.id.to_string(), c.label.clone()))
        .collect();
    view! {
        <Frame data=frame.clone() step=Some(Step::Voice)>
            <ErrorSummary errors=errors.clone()/>
            <h1>{step.map(|s| s.title.get(l).to_owned())}</h1>
            <p class="lead">{step.map(|s| s.lead.get(l).to_owned())}</p>
            {nobody.then(|| view! { <Empty><p>{l.t("Inget barn är inlagt än. ", "No child is entered yet. ")}
                <a href=format!("/bedomning/{id}/{}", Step::Children.slug())>{l.t("Lägg till barnen först", "Add the children first")}</a></p></Empty> })}
            {children.into_iter().map(|child| view! { <ChildNotes frame=frame.clone() gaps=gaps.clone() child=child/> }).collect_view()}
            {earlier.map(|day| view! {
                <div class="offer">
                    <PostButton action=format!("/bedomning/{id}/rost/hamta") label=l.t(format!("Hämta samtalen från beslutet {day}"), format!("Take over the talks from the decision of {day}"))/>
                    <p class="meta">{l.t("Barnens ord och det som är känt följer med. Bedömningarna gör du på nytt.", "The children's words and what is known come along. You make the judgements anew.")}</p>
                </div>
            })}
            {(open && !nobody).then(|| view! { <NewNote frame=frame.clone() options=options errors=errors chosen=chosen/> })}
            {(!open).then(|| view! { <Actions><a class="button quiet" href=format!("/bedomning/{id}/artiklar")>{l.t("Fortsätt till artiklarna", "Continue to the articles")}</a></Actions> })}
        </Frame>
    }
}

/// One child: what its notes come to, and each of them.
#[component]
fn ChildNotes(frame: FrameData, gaps: Vec<Gap>, child: VoiceChild) -> impl IntoView {
    let l = use_lang();
    let VoiceChild {
        id: child_id,
        name,
        label,
        voice,
        notes,
    } = child;
    let id = frame.assessment.id;
    let open = frame.writable();
    let tone = match voice {
        ChildVoice::Heard => TagTone::Good,
        ChildVoice::NotHeard => TagTone::Plain,
        ChildVoice::Planned | ChildVoice::Asked | ChildVoice::Waiting | ChildVoice::Nothing => TagTone::Warn,
    };
    let nothing = notes.is_empty();
    let age = frame.material.child(child_id).and_then(|c| c.age);
    // Under four a child is asked in person.
    let may_invite = open && age.is_none_or(|age| AgeBand::for_age(age).is_some());
    let invited = name.clone();
    let empty = if open {
        l.t(
            format!("Inget är skrivet om {name} ännu. Börja nedanför: planera ett samtal, eller skriv varför {name} inte hörs."),
            format!("Nothing is written about {name} yet. Begin below: plan a talk, or write why {name} is not heard."),
        )
    } else {
        l.t(
            format!("Inget är skrivet om {name}."),
            format!("Nothing is written about {name}."),
        )
    };
    let wanted = l.t(
        format!("Skriv vad {name} har sagt, eller varför barnet inte har hörts."),
        format!("Write what {name} has said, or why the child has not been heard."),
    );
    view! {
        <section class="voice-child">
            <div class="check-head"><h2>{label}</h2><Tag words=voice.words(l) tone=tone/></div>
            <p><a href=thread_address(id, child_id)>{l.t("Från barnets ord till svaret", "From the child's words to the answer")}<span class="hidden">" ("{name.clone()}")"</span></a></p>
            {nothing.then(|| view! { <Empty><p>{empty}</p></Empty> })}
            {(!nothing).then(|| view! { <ul class="task-list">
                {notes.into_iter().map(|n| {
                    let section = Section::Note(n.id);
                    let about = [n.on, statements_in_words(n.statements, l)].into_iter().filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" · ");
                    view! { <li>
                        <div><a href=address_of(id, section)>{n.kind}<span class="hidden">" ("{name.clone()}")"</span></a><span class="meta">{about}</span></div>
                        <SectionState data=frame.clone() section=section gaps=gaps.clone()/>
                    </li> }
                }).collect_view()}
            </ul> })}
            {may_invite.then(|| view! {
                <PostButton action=format!("/bedomning/{id}/svar") label=l.t("Bjud in till ett samtal", "Invite to a talk") context=invited class="link"
                    fields=vec![("child", child_id.to_string()), ("kind", LetterKind::Invitation.code().to_owned())]/>
            })}
            {(!nothing && open && !voice.is_begun()).then(|| view! { <ul class="gap"><li>{wanted}</li></ul> })}
        </section>
    }
}

fn statements_in_words(count: usize, l: Language) -> String {
    match count {
        0 => String::new(),
        1 => l.t("1 uttalande", "1 statement").to_owned(),
        n => l.t(format!("{n} uttalanden"), format!("{n} statements")),
    }
}

/// The form that begins a note.
#[component]
fn NewNote(
    frame: FrameData,
    /// The children: id and label.
    options: Vec<(String, String)>,
    errors: FieldErrors,
    /// The chosen child and kind.
    chosen: (String, String),
) -> impl IntoView {
    let l = use_lang();
    let id = frame.assessment.id;
    let child = match options.as_slice() {
        [(only, _)] => only.clone(),
        _ => chosen.0,
    };
    let offers = NoteKind::BEGUN.map(|kind| (kind.code().to_owned(), kind.offer(l)));
    let kinds: Vec<_> = offers
        .iter()
        .map(|(code, (words, _))| (code.clone(), (*words).to_owned()))
        .collect();
    let says: Vec<_> = offers
        .iter()
        .map(|(code, (_, says))| (code.clone(), vec![(*says).to_owned()]))
        .collect();
    view! {
        <form method="post" action=format!("/bedomning/{id}/rost")>
            <h2>{l.t("Ny anteckning", "New note")}</h2>
            <ChoiceField name="child" label=l.t("Vilket barn?", "Which child?") options=options value=child error=errors.of("child").map(str::to_owned)/>
            <ChoiceField name="kind" label=l.t("Vad vill du skriva?", "What do you want to write?") options=kinds value=chosen.1 error=errors.of("kind").map(str::to_owned) explains=says always=true/>
            <Actions><button class="button">{l.t("Skapa anteckning", "Create note")}</button>
                <a href=format!("/bedomning/{id}/artiklar")>{l.t("Fortsätt till artiklarna", "Continue to the articles")}</a></Actions>
        </form>
    }
}
