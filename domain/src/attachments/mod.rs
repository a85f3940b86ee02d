//! Files that are attached to an assessment: which are taken, what is wrong with the others, and how much fits. Nothing is stored here.

mod content;
mod form;
mod kind;
mod problem;
mod room;

pub use form::{AttachmentForm, attachment_name, size_in_words};
pub use kind::AttachmentKind;
pub use problem::AttachmentProblem;
pub use room::{Attached, MAX_ATTACHED_BYTES, MAX_ATTACHMENT_BYTES, MAX_ATTACHMENTS};
