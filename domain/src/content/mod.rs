//! The method as data: articles and their questions, steps, references, letter outlines, legal bases and the reasons
//! why a child was not heard. Read from `domain/content/*.toml`, which people who do not program can edit.
//!
//! Server only: pages hand plain texts to the browser, so the wasm carries no catalogue.
//!
//! The files are compiled in. The server calls [`verify`] before it listens and refuses to start on an error; the same
//! check runs in the tests. After that [`content`] is all that anybody needs:
//!
//! ```
//! use domain::{content::content, language::Language};
//! let article = content().article(3).ok_or("no article 3")?;
//! assert_eq!(article.title.get(Language::Swedish), "Barnets bästa");
//! for question in article.questions_for("income_support", "standard") {
//!     println!("{}: {}", question.id, question.text.get(Language::English));
//! }
//! # Ok::<(), &str>(())
//! ```
//!
//! # Files and types
//!
//! | file | type | looked up by |
//! |---|---|---|
//! | `articles.toml` (also the version of the whole folder) | [`Article`] with common [`Question`]s | [`Content::articles`], [`Content::article`] |
//! | `questions/<area>.toml` | additional [`Question`]s of one area of operation | [`Article::questions_for`] |
//! | `references.toml` | [`Reference`] | [`Content::reference`] |
//! | `steps.toml` | [`Step`], 0 to 9 | [`Content::steps`], [`Content::step`] |
//! | `letters/<band>.toml` | [`LetterOutline`] → [`LetterSection`] → [`LetterSentence`] | [`Content::letter_outline`], [`Content::letter_outline_for_age`] |
//! | `bases.toml` | [`LegalBasis`] | [`Content::bases`], [`Content::basis`] |
//! | `not_heard.toml` | [`NotHeardReason`] | [`Content::not_heard_reasons`], [`Content::not_heard_reason`] |
//!
//! # Keeping it
//!
//! Question ids are stored with answers: never give an old id to a new question. Raise `version` in `articles.toml` with
//! every change of meaning, in whichever file. A question for a further area is one file and one line in `load.rs`.

mod articles;
mod bases;
mod check;
mod error;
mod letters;
mod load;
mod localised;
mod references;
mod steps;

pub use articles::{Article, DEPTH_CODES, Question};
pub use bases::{LegalBasis, NotHeardReason};
pub use error::ContentError;
pub use letters::{
    Audience, LetterOutline, LetterSection, LetterSentence, LetterSituation, SECTION_CODES, SLOT_CODES,
};
pub use load::{Content, content, verify};
pub use localised::Localised;
pub use references::Reference;
pub use steps::{STEP_CODES, Step};
