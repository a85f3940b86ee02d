//! Emergency access: asking for it, what stands open, and the manager's judgement afterwards.

mod ask_page;
mod judge_page;
mod waiting;

pub use ask_page::{AskEmergencyPage, AskEmergencyPageData, OpenLine, ask_emergency_title};
pub use judge_page::{JudgeEmergencyPage, JudgeEmergencyPageData, Judged, PartLine, judge_emergency_title};
pub use waiting::{WaitingEmergencies, WaitingEmergency};
