//! The method as data: articles and their questions, steps, references, letter outlines, leaflets, legal bases and the reasons
//! why a child was not heard. Read from `domain/content/*.toml`, which people who do not program can edit.
//!
//! Server only: pages hand plain texts to the browser, so the wasm carries no catalogue.
//!
//! The files are compiled in. The server calls [`verify`] before it listens and refuses to start on an error; the same
//! check runs in the tests. After that [`content`] is all that anybody needs:
//!
//! ```
//! use domain::{cases::CaseKind, content::content, language::Language};
//! let article = content().checklist().article(3).ok_or("no article 3")?;
//! assert_eq!(article.title.get(Language::Swedish), "Barnets bästa");
//! for question in article.questions_for(CaseKind::Adult, "income_support", "standard") {
//!     println!("{}: {}", question.id, question.text.get(Language::English));
//! }
//! # Ok::<(), &str>(())
//! ```
//!
//! # Files and types
//!
//! | file | type | looked up by |
//! |---|---|---|
//! | `articles.toml` (also the version of the checklist) | [`Checklist`] of [`Article`]s with common [`Question`]s | [`Content::checklist`] |
//! | `questions/<area>.toml` | additional [`Question`]s of one area of operation, and what to [`FindOut`] | [`Article::questions_for`], [`Checklist::find_out`] |
//! | `questions/general.toml` | the [`Question`]s of general decisions | [`Article::questions_for`] |
//! | `references.toml` | [`Reference`] | [`Content::reference`] |
//! | `steps.toml` | [`Step`], 0 to 9 | [`Content::steps`], [`Content::step`] |
//! | `letters/<kind>/<band>.toml` | [`LetterOutline`] → [`LetterSection`] → [`LetterSentence`], and [`LetterReply`] | [`Content::letter_outline`], [`Content::letter_outline_for_age`] |
//! | `bases.toml` | [`LegalBasis`] | [`Content::bases`], [`Content::basis`] |
//! | `not_heard.toml` | [`NotHeardReason`] | [`Content::not_heard_reasons`], [`Content::not_heard_reason`] |
//! | `retention.toml` | [`RetentionRule`] | [`Content::retention`], [`Content::retention_rule`] |
//! | `leaflets.toml` | [`Leaflet`] → [`LeafletSection`] | [`Content::leaflets`], [`Content::leaflet`] |
//! | `instruments/<kind>.toml` | [`crate::monitoring::Instrument`] | [`crate::monitoring::own_instrument`] |
//!
//! # Keeping it
//!
//! A municipality may publish a checklist of its own ([`read_checklist`], format in `docs/checklists.md`). Every assessment keeps the
//! checklist that it was begun with, so pages get it from the assessment's material and never from here.
//!
//! Question ids are stored with answers: never give an old id to a new question. Raise `version` in `articles.toml` with
//! every change of meaning, in whichever file. Questions of a further area are one file and one line in `load.rs`.

mod articles;
mod bases;
mod check;
mod check_letters;
mod compare;
mod error;
mod leaflets;
mod letters;
mod load;
mod localised;
mod publish;
mod references;
mod retention;
mod steps;

pub use articles::{Article, Checklist, DEPTH_CODES, FindOut, Question};
pub use bases::{LegalBasis, NotHeardReason};
pub use compare::{ArticleChange, ArticleFate, compare};
pub use error::ContentError;
pub use leaflets::{Leaflet, LeafletSection};
pub use letters::{
    Audience, LetterOutline, LetterReply, LetterSection, LetterSentence, LetterSituation, REPLY_OUTCOMES,
    REPLY_SLOTS, SLOT_CODES, section_codes,
};
pub use load::{Content, content, verify};
pub use localised::Localised;
pub use publish::{MAX_SOURCE, PublishProblem, read_checklist, write_checklist};
pub use references::Reference;
pub use retention::RetentionRule;
pub(crate) use retention::{GENERAL_RULE, NO_PERSON};
pub use steps::{STEP_CODES, Step};
