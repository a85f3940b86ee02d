//! One assessment: its sections, what each asks, what is still missing, and what its state allows.

mod annotation;
#[cfg(not(target_arch = "wasm32"))]
mod articles;
#[cfg(not(target_arch = "wasm32"))]
mod comparison;
#[cfg(not(target_arch = "wasm32"))]
mod decision;
#[cfg(not(target_arch = "wasm32"))]
mod depth;
#[cfg(not(target_arch = "wasm32"))]
mod difference;
#[cfg(not(target_arch = "wasm32"))]
mod early_steps;
mod form;
#[cfg(not(target_arch = "wasm32"))]
mod gaps;
#[cfg(not(target_arch = "wasm32"))]
mod general;
#[cfg(not(target_arch = "wasm32"))]
mod layout;
#[cfg(not(target_arch = "wasm32"))]
mod material;
mod measure;
#[cfg(not(target_arch = "wasm32"))]
mod note;
#[cfg(not(target_arch = "wasm32"))]
mod offer;
#[cfg(not(target_arch = "wasm32"))]
mod parts;
#[cfg(not(target_arch = "wasm32"))]
mod revision;
mod section;
#[cfg(not(target_arch = "wasm32"))]
mod steps;
#[cfg(not(target_arch = "wasm32"))]
mod thread;
#[cfg(not(target_arch = "wasm32"))]
mod voice;
#[cfg(not(target_arch = "wasm32"))]
mod weighing;
mod workflow;

pub use annotation::{Annotation, AnnotationForm, AnnotationKind};
#[cfg(not(target_arch = "wasm32"))]
pub use comparison::{Cell, Comparison, comparison};
#[cfg(not(target_arch = "wasm32"))]
pub use depth::{DEPTH_QUESTIONS, Proposal, depth_options, propose};
#[cfg(not(target_arch = "wasm32"))]
pub use difference::{Change, Piece, differences};
pub use form::{Field, Group, Kind, Need, Quote, Tone, groups_on_page, name_on_page, section_and_name};
#[cfg(not(target_arch = "wasm32"))]
pub use gaps::{Gap, gaps, note_gaps};
#[cfg(not(target_arch = "wasm32"))]
pub use layout::{groups, line_fields, remember, written_sections};
#[cfg(not(target_arch = "wasm32"))]
pub use material::{Alternative, AttachedInView, ChildInView, Material, StatementInView, Touched, View};
pub use measure::{Measure, MeasureForm};
#[cfg(not(target_arch = "wasm32"))]
pub use note::{NoteInView, NoteKind};
#[cfg(not(target_arch = "wasm32"))]
pub use offer::{add_fact, with_earlier};
#[cfg(not(target_arch = "wasm32"))]
pub use parts::{MAX_ALTERNATIVES, MAX_FACTS, MAX_GROUPS, MAX_STATEMENTS, MAX_VIEWS};
#[cfg(not(target_arch = "wasm32"))]
pub use revision::{carried_over, former};
pub use section::{Depth, Section, Status, Step};
#[cfg(not(target_arch = "wasm32"))]
pub use steps::{StepState, step_states};
#[cfg(not(target_arch = "wasm32"))]
pub use thread::{Place, ThreadAnswer, ThreadGap, ThreadLine, outcome_in_words, thread, weight_in_words};
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use weighing::DEPARTS;
pub use workflow::{Condition, Facts, Move, Part, Rule, TABLE, Verdict, after, lacks, needs_second, rule};
