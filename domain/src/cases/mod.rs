//! Case files: about an adult, about a child itself, or about a general decision; and the children whom they touch.

mod child;
mod kind;
mod number;
mod opening;

pub use child::{ChildForm, CommunicationNeed, Guardian, GuardianForm, GuardianRole};
pub use kind::CaseKind;
pub use number::{IdentityNumber, NumberKind, NumberProblem};
pub use opening::{CaseForm, Touches};
