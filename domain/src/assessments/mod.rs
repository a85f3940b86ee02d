//! One assessment: its sections, what each asks, what is still missing, and what its state allows.

mod annotation;
#[cfg(not(target_arch = "wasm32"))]
mod articles;
#[cfg(not(target_arch = "wasm32"))]
mod decision;
#[cfg(not(target_arch = "wasm32"))]
mod early_steps;
mod form;
#[cfg(not(target_arch = "wasm32"))]
mod gaps;
#[cfg(not(target_arch = "wasm32"))]
mod layout;
mod material;
mod measure;
#[cfg(not(target_arch = "wasm32"))]
mod parts;
mod section;
#[cfg(not(target_arch = "wasm32"))]
mod steps;
#[cfg(not(target_arch = "wasm32"))]
mod voice;
#[cfg(not(target_arch = "wasm32"))]
mod weighing;

pub use annotation::{Annotation, AnnotationForm, AnnotationKind};
pub use form::{Field, Group, Kind, Need, Quote, Tone};
#[cfg(not(target_arch = "wasm32"))]
pub use gaps::{Gap, gaps, note_gaps};
#[cfg(not(target_arch = "wasm32"))]
pub use layout::{groups, line_fields};
pub use material::{Alternative, ChildInView, Material, NoteInView, NoteKind, StatementInView};
pub use measure::{Measure, MeasureForm};
#[cfg(not(target_arch = "wasm32"))]
pub use parts::{MAX_ALTERNATIVES, MAX_FACTS, MAX_STATEMENTS};
pub use section::{Depth, Section, Status, Step};
#[cfg(not(target_arch = "wasm32"))]
pub use steps::{StepState, step_states};
