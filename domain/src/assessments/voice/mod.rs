//! Step 4: the child's voice. One file a kind of note.

mod answer;
mod before;
mod informed;
mod not_heard;
mod others;
mod planning;
mod request;
mod talk;

use super::{ChildInView, Depth, Field, Group, Kind, Material, NoteKind, Tone};
use crate::fields::Fields;
use crate::ids::NoteId;
use crate::language::Language;

pub(super) fn note(
    id: NoteId,
    material: &Material,
    fields: &Fields,
    one_more: bool,
    l: Language,
) -> Vec<Group> {
    let Some(note) = material.note(id) else {
        return Vec::new();
    };
    let Some(child) = material.child(note.child) else {
        return Vec::new();
    };
    match note.kind {
        NoteKind::Heard => talk::talk(child, material, fields, one_more, l),
        NoteKind::NotHeard => not_heard::not_heard(child, material.depth == Depth::Thorough, l),
        NoteKind::Informed => informed::informed(child, l),
        NoteKind::Others => others::others(child, l),
        NoteKind::Request => request::request(child, material.depth >= Depth::Standard, l),
        NoteKind::Answer => answer::answer(child, l),
    }
}

/// The mark of a whole note. Statements have one each.
fn assess_first(l: Language) -> Field {
    Field::new(
        "assess_first",
        Kind::Tick,
        Tone::Fact,
        l.t(
            "Ska prövas innan någon får läsa det",
            "Assess before anybody may read it",
        ),
    )
    .hint(l.t(
        "Märkningen avgör inget. Den betyder att utlämnande prövas först, och att texten inte är med i partsversionen.",
        "The mark decides nothing. It means that disclosure is assessed first, and that the text is left out of the party version.",
    ))
}
