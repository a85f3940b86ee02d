//! Letters to children: the list of who has an answer, and each letter from draft to the child's answer.

mod answer_page;
mod approving;
mod giving;
mod letter_page;
mod readability_panel;
mod writing;

pub use answer_page::{AnswerPage, AnswerPageData, ChildAnswers};
pub use letter_page::{LetterPage, LetterPageData, SaidLine, VersionLine};
