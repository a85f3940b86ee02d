//! The answer to the child: the letters of an assessment, writing one, approving it, giving it.

mod answer_page;
mod letter_page;
mod readability_panel;

pub use answer_page::{AnswerPage, AnswerPageData, LetterLine};
pub use letter_page::{APPROVALS, LetterPage, LetterPageData};
