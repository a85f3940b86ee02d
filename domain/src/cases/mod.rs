//! Case files about adults, and the children whom a decision about the adult touches.

mod child;
mod number;
mod opening;

pub use child::{ChildForm, CommunicationNeed, Guardian, GuardianForm, GuardianRole};
pub use number::{IdentityNumber, NumberKind, NumberProblem};
pub use opening::{CaseForm, Touches};
