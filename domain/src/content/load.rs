use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::de::DeserializeOwned;

use super::articles::{AreaFile, ArticlesFile};
use super::bases::{BasesFile, NotHeardFile};
use super::references::ReferencesFile;
use super::steps::StepsFile;
use super::{
    Article, ContentError, LegalBasis, LetterOutline, NotHeardReason, Question, Reference, Step, check,
};

/// A file below `domain/content/`: its name there and its text, compiled in.
type File = (&'static str, &'static str);

macro_rules! file {
    ($name:literal) => {
        ($name, include_str!(concat!("../../content/", $name)))
    };
}

const ARTICLES: File = file!("articles.toml");
const REFERENCES: File = file!("references.toml");
const STEPS: File = file!("steps.toml");
const BASES: File = file!("bases.toml");
const NOT_HEARD: File = file!("not_heard.toml");
const AREAS: [File; 2] = [
    file!("questions/income_support.toml"),
    file!("questions/adults_addiction.toml"),
];
const LETTERS: [File; 4] = [
    file!("letters/4-6.toml"),
    file!("letters/7-9.toml"),
    file!("letters/10-12.toml"),
    file!("letters/13-17.toml"),
];

static CONTENT: LazyLock<Result<Content, ContentError>> = LazyLock::new(Content::load);
static EMPTY: LazyLock<Content> = LazyLock::new(Content::default);

/// The content. Empty, with an empty version, if the files are wrong; a server that has called [`verify`] never sees that.
#[must_use]
pub fn content() -> &'static Content {
    CONTENT.as_ref().unwrap_or(&EMPTY)
}

/// The content, or why it cannot be used. Called at start-up, and a server that gets an error does not start.
///
/// # Errors
///
/// See [`Content::load`].
pub fn verify() -> Result<&'static Content, &'static ContentError> {
    CONTENT.as_ref()
}

/// All content files, read and checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Content {
    pub(super) version: String,
    pub(super) effective_from: NaiveDate,
    pub(super) law_read_as_of: NaiveDate,
    pub(super) articles: Vec<Article>,
    pub(super) references: Vec<Reference>,
    pub(super) steps: Vec<Step>,
    pub(super) letters: Vec<LetterOutline>,
    pub(super) bases: Vec<LegalBasis>,
    pub(super) not_heard: Vec<NotHeardReason>,
}

impl Content {
    /// Reads and checks the compiled-in files.
    ///
    /// # Errors
    ///
    /// A [`ContentError`] that names the file or the entry: invalid TOML, a text missing in one language, an id used
    /// twice, an unknown reference, area, depth, step, section or slot, a letter without one of its sections.
    pub fn load() -> Result<Self, ContentError> {
        let articles: ArticlesFile = parse(ARTICLES)?;
        let references: ReferencesFile = parse(REFERENCES)?;
        let mut content = Self {
            version: articles.version,
            effective_from: articles.effective_from,
            law_read_as_of: references.read_as_of,
            articles: articles.article,
            references: references.reference,
            steps: parse::<StepsFile>(STEPS)?.step,
            letters: LETTERS.into_iter().map(parse).collect::<Result<_, _>>()?,
            bases: parse::<BasesFile>(BASES)?.basis,
            not_heard: parse::<NotHeardFile>(NOT_HEARD)?.reason,
        };
        for file in AREAS {
            content.add_area(parse(file)?)?;
        }
        check::check(&content)?;
        Ok(content)
    }

    fn add_area(&mut self, file: AreaFile) -> Result<(), ContentError> {
        let wherein = format!("the file of area {}", file.area.code());
        for question in file.ask {
            let number = question.article;
            if !file.articles.contains(&number) {
                let problem = format!(
                    "has the question {:?} but does not claim article {number}",
                    question.id
                );
                return Err(ContentError::Incomplete { wherein, problem });
            }
            let Some(article) = self.articles.iter_mut().find(|a| a.number == number) else {
                return Err(ContentError::Unknown {
                    wherein,
                    kind: "article",
                    id: number.to_string(),
                });
            };
            article.questions.push(question.into_question(file.area));
        }
        let asks = |a: &Article| a.questions.iter().any(|q| q.areas.contains(&file.area));
        for number in file.articles {
            if !self.article(number).is_some_and(asks) {
                return Err(ContentError::Incomplete {
                    wherein,
                    problem: format!("claims article {number} without a question"),
                });
            }
        }
        Ok(())
    }

    /// The version of the method; an assessment remembers the one that it was made with.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// First day on which this version is used.
    #[must_use]
    pub fn effective_from(&self) -> NaiveDate {
        self.effective_from
    }

    /// The day as of which the statutes behind [`Content::references`] were read.
    #[must_use]
    pub fn law_read_as_of(&self) -> NaiveDate {
        self.law_read_as_of
    }

    /// The articles, by number.
    #[must_use]
    pub fn articles(&self) -> &[Article] {
        &self.articles
    }

    /// The article with this number.
    #[must_use]
    pub fn article(&self, number: u8) -> Option<&Article> {
        self.articles.iter().find(|a| a.number == number)
    }

    /// The question with this id, in whichever article.
    #[must_use]
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.articles.iter().find_map(|a| a.question_with_id(id))
    }

    /// The references.
    #[must_use]
    pub fn references(&self) -> &[Reference] {
        &self.references
    }

    /// The reference with this id.
    #[must_use]
    pub fn reference(&self, id: &str) -> Option<&Reference> {
        self.references.iter().find(|r| r.id == id)
    }

    /// The steps, 0 to 9.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The step with this code.
    #[must_use]
    pub fn step(&self, code: &str) -> Option<&Step> {
        self.steps.iter().find(|s| s.code == code)
    }

    /// The letter outlines, youngest band first.
    #[must_use]
    pub fn letter_outlines(&self) -> &[LetterOutline] {
        &self.letters
    }

    /// The outline of this band, such as `7-9`.
    #[must_use]
    pub fn letter_outline(&self, band: &str) -> Option<&LetterOutline> {
        self.letters.iter().find(|o| o.band == band)
    }

    /// The outline for a child of this age in whole years; none under 4, where a talk takes the letter's place, and from 18.
    #[must_use]
    pub fn letter_outline_for_age(&self, years: u8) -> Option<&LetterOutline> {
        self.letters
            .iter()
            .find(|o| (o.age_from..=o.age_to).contains(&years))
    }

    /// The legal bases for talking with a child.
    #[must_use]
    pub fn bases(&self) -> &[LegalBasis] {
        &self.bases
    }

    /// The legal basis with this id.
    #[must_use]
    pub fn basis(&self, id: &str) -> Option<&LegalBasis> {
        self.bases.iter().find(|b| b.id == id)
    }

    /// The reasons why a child was not heard.
    #[must_use]
    pub fn not_heard_reasons(&self) -> &[NotHeardReason] {
        &self.not_heard
    }

    /// The reason with this id.
    #[must_use]
    pub fn not_heard_reason(&self, id: &str) -> Option<&NotHeardReason> {
        self.not_heard.iter().find(|r| r.id == id)
    }
}

fn parse<T: DeserializeOwned>((file, text): File) -> Result<T, ContentError> {
    toml::from_str(text).map_err(|error| ContentError::Parse {
        file,
        message: error.to_string(),
    })
}
