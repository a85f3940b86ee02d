use std::sync::{Arc, LazyLock};

use chrono::NaiveDate;
use serde::de::DeserializeOwned;

use super::articles::QuestionsFile;
use super::bases::{BasesFile, NotHeardFile};
use super::leaflets::LeafletsFile;
use super::references::ReferencesFile;
use super::retention::RetentionFile;
use super::steps::StepsFile;
use super::{
    Checklist, ContentError, Leaflet, LegalBasis, LetterOutline, NotHeardReason, Reference, RetentionRule,
    Step, check,
};
use crate::cases::CaseKind;
use crate::letters::LetterKind;
use crate::organisation::LeafletKind;

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
const LEAFLETS: File = file!("leaflets.toml");
const RETENTION: File = file!("retention.toml");
const QUESTIONS: [File; 9] = [
    file!("questions/children_and_youth.toml"),
    file!("questions/income_support.toml"),
    file!("questions/adults_addiction.toml"),
    file!("questions/disability.toml"),
    file!("questions/family_law.toml"),
    file!("questions/unaccompanied_children.toml"),
    file!("questions/relationship_violence.toml"),
    file!("questions/elderly.toml"),
    file!("questions/general.toml"),
];
const LETTERS: [File; 12] = [
    file!("letters/feedback/4-6.toml"),
    file!("letters/feedback/7-9.toml"),
    file!("letters/feedback/10-12.toml"),
    file!("letters/feedback/13-17.toml"),
    file!("letters/information/4-6.toml"),
    file!("letters/information/7-9.toml"),
    file!("letters/information/10-12.toml"),
    file!("letters/information/13-17.toml"),
    file!("letters/invitation/4-6.toml"),
    file!("letters/invitation/7-9.toml"),
    file!("letters/invitation/10-12.toml"),
    file!("letters/invitation/13-17.toml"),
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
    pub(super) law_read_as_of: NaiveDate,
    pub(super) checklist: Arc<Checklist>,
    pub(super) references: Vec<Reference>,
    pub(super) steps: Vec<Step>,
    pub(super) letters: Vec<LetterOutline>,
    pub(super) bases: Vec<LegalBasis>,
    pub(super) not_heard: Vec<NotHeardReason>,
    pub(super) leaflets: Vec<Leaflet>,
    pub(super) retention: Vec<RetentionRule>,
}

impl Content {
    /// Reads and checks the compiled-in files.
    ///
    /// # Errors
    ///
    /// A [`ContentError`] that names the file or the entry: invalid TOML, a text missing in one language, an id used
    /// twice, an unknown reference, area, depth, step, section, slot or outcome, a kind of letter without one of its bands, a letter
    /// or leaflet without one of its sections, a feedback letter without a reply to one of the outcomes.
    pub fn load() -> Result<Self, ContentError> {
        let mut checklist: Checklist = parse(ARTICLES)?;
        for file in QUESTIONS {
            add_questions(&mut checklist, parse(file)?)?;
        }
        let references: ReferencesFile = parse(REFERENCES)?;
        let content = Self {
            law_read_as_of: references.read_as_of,
            checklist: Arc::new(checklist),
            references: references.reference,
            steps: parse::<StepsFile>(STEPS)?.step,
            letters: LETTERS.into_iter().map(parse).collect::<Result<_, _>>()?,
            bases: parse::<BasesFile>(BASES)?.basis,
            not_heard: parse::<NotHeardFile>(NOT_HEARD)?.reason,
            leaflets: parse::<LeafletsFile>(LEAFLETS)?.leaflet,
            retention: parse::<RetentionFile>(RETENTION)?.rule,
        };
        check::check(&content)?;
        Ok(content)
    }

    /// The checklist that comes with the program.
    #[must_use]
    pub fn checklist(&self) -> &Arc<Checklist> {
        &self.checklist
    }

    /// The version of the checklist that comes with the program.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.checklist.version
    }

    /// The day as of which the statutes behind [`Content::references`] were read.
    #[must_use]
    pub fn law_read_as_of(&self) -> NaiveDate {
        self.law_read_as_of
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

    /// The letter outlines of this kind, youngest band first.
    pub fn letter_outlines(&self, kind: LetterKind) -> impl Iterator<Item = &LetterOutline> {
        self.letters.iter().filter(move |o| o.kind == kind)
    }

    /// The outline of this kind and band, such as `7-9`.
    #[must_use]
    pub fn letter_outline(&self, kind: LetterKind, band: &str) -> Option<&LetterOutline> {
        self.letter_outlines(kind).find(|o| o.band == band)
    }

    /// The outline for a child of this age in whole years; none under 4, where a talk takes the letter's place, and from 18.
    #[must_use]
    pub fn letter_outline_for_age(&self, kind: LetterKind, years: u8) -> Option<&LetterOutline> {
        self.letter_outlines(kind)
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

    /// The rules of retention.
    #[must_use]
    pub fn retention(&self) -> &[RetentionRule] {
        &self.retention
    }

    /// The rule of retention with this id.
    #[must_use]
    pub fn retention_rule(&self, id: &str) -> Option<&RetentionRule> {
        self.retention.iter().find(|r| r.id == id)
    }

    /// The leaflets, in the order of [`LeafletKind::ALL`].
    #[must_use]
    pub fn leaflets(&self) -> &[Leaflet] {
        &self.leaflets
    }

    /// The leaflet for these readers.
    #[must_use]
    pub fn leaflet(&self, kind: LeafletKind) -> Option<&Leaflet> {
        self.leaflets.iter().find(|leaflet| leaflet.kind == kind)
    }
}

fn add_questions(checklist: &mut Checklist, file: QuestionsFile) -> Result<(), ContentError> {
    let wherein = file.name();
    if file.area.is_some() == (file.kind == Some(CaseKind::General)) {
        return Err(ContentError::Incomplete {
            wherein,
            problem: "is neither of one area nor of general decisions".to_owned(),
        });
    }
    for question in &file.ask {
        let number = question.article;
        if !file.articles.contains(&number) {
            let problem = format!(
                "has the question {:?} but does not claim article {number}",
                question.id
            );
            return Err(ContentError::Incomplete { wherein, problem });
        }
        let Some(article) = checklist.articles.iter_mut().find(|a| a.number == number) else {
            return Err(ContentError::Unknown {
                wherein,
                kind: "article",
                id: number.to_string(),
            });
        };
        article.questions.push(question.clone().into_question(file.area));
    }
    for number in &file.articles {
        if !checklist
            .article(*number)
            .is_some_and(|a| a.questions.iter().any(|q| file.holds(q)))
        {
            return Err(ContentError::Incomplete {
                wherein,
                problem: format!("claims article {number} without a question"),
            });
        }
    }
    let area = file.area;
    checklist
        .find_out
        .extend(file.find_out.into_iter().map(|found| super::FindOut {
            area: found.area.or(area),
            ..found
        }));
    Ok(())
}

fn parse<T: DeserializeOwned>((file, text): File) -> Result<T, ContentError> {
    toml::from_str(text).map_err(|error| ContentError::Parse {
        file,
        message: error.to_string(),
    })
}
