use super::{Checklist, ContentError, check, content};
use crate::language::Language;

/// The most bytes of a checklist's source.
pub const MAX_SOURCE: usize = 512 * 1024;
/// The most questions of all articles together.
const MAX_QUESTIONS: usize = 600;
/// The most characters of a question, a hint or an example.
const MAX_WORDS: usize = 2_000;
/// The most characters of a version's name.
const MAX_VERSION: usize = 40;

/// Why a checklist cannot be published. What the parser or the check says is in English, with the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PublishProblem {
    /// Longer than [`MAX_SOURCE`].
    TooLong,
    /// Not readable as TOML of this shape; the parser's words with line and column.
    Unreadable(String),
    /// Readable, but not a whole checklist; what is wrong where.
    Unsound(String),
    /// The name of the version is empty, too long, has other signs than letters, digits, `.`, `-` and `_`, or begins with a sign.
    BadVersion,
}

impl PublishProblem {
    /// What is wrong, for whoever wants to publish it.
    #[must_use]
    pub fn message(&self, language: Language) -> &'static str {
        match self {
            Self::TooLong => language.t(
                "Filen är för stor. En checklista får vara högst 512 KB.",
                "The file is too large. A checklist may be at most 512 KB.",
            ),
            Self::Unreadable(_) => language.t(
                "Filen går inte att läsa som en checklista. Här nedanför står på engelska var det tar stopp.",
                "The file cannot be read as a checklist. Where it stops is said below.",
            ),
            Self::Unsound(_) => language.t(
                "Filen går att läsa, men checklistan är inte hel. Här nedanför står på engelska vad som är fel.",
                "The file can be read, but the checklist is not whole. What is wrong is said below.",
            ),
            Self::BadVersion => language.t(
                "Versionen behöver ett namn på högst 40 tecken som börjar med en bokstav eller siffra. Använd a–z, siffror, punkt, bindestreck och understreck.",
                "The version needs a name of at most 40 characters that begins with a letter or digit. Use a–z, digits, full stops, hyphens and underscores.",
            ),
        }
    }

    /// What the parser or the check says, with the place.
    #[must_use]
    pub fn details(&self) -> Option<&str> {
        match self {
            Self::Unreadable(words) | Self::Unsound(words) => Some(words),
            Self::TooLong | Self::BadVersion => None,
        }
    }
}

/// Reads a checklist that a municipality wrote (the format of `docs/checklists.md`) and checks it as strictly as our own.
///
/// # Errors
/// A [`PublishProblem`]; nothing of the source is kept then.
pub fn read_checklist(source: &str) -> Result<Checklist, PublishProblem> {
    if source.len() > MAX_SOURCE {
        return Err(PublishProblem::TooLong);
    }
    let list: Checklist =
        toml::from_str(source).map_err(|error| PublishProblem::Unreadable(error.to_string()))?;
    let sound = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    // The name stands in addresses, where `..` would lead elsewhere.
    let begins = list.version.starts_with(|c: char| c.is_ascii_alphanumeric());
    if !begins || list.version.len() > MAX_VERSION || !list.version.chars().all(sound) {
        return Err(PublishProblem::BadVersion);
    }
    check::checklist(&list, &|id| content().reference(id).is_some())
        .and_then(|()| modest(&list))
        .map_err(|error| PublishProblem::Unsound(error.to_string()))?;
    Ok(list)
}

/// A checklist as TOML, to be kept, downloaded and edited; [`read_checklist`] reads it back the same.
///
/// # Errors
/// The serialiser's words; not seen for a checklist that was read.
pub fn write_checklist(list: &Checklist) -> Result<String, String> {
    toml::to_string_pretty(list).map_err(|error| error.to_string())
}

fn modest(list: &Checklist) -> Result<(), ContentError> {
    let too_much = |wherein: &str, problem: String| {
        Err(ContentError::Incomplete {
            wherein: wherein.to_owned(),
            problem,
        })
    };
    let questions = || list.articles.iter().flat_map(|a| &a.questions);
    if questions().count() > MAX_QUESTIONS {
        return too_much(
            "the checklist",
            format!("has more than {MAX_QUESTIONS} questions"),
        );
    }
    for question in questions() {
        let texts = [
            Some(&question.text),
            Some(&question.hint),
            question.example.as_ref(),
        ];
        let longest = texts
            .into_iter()
            .flatten()
            .flat_map(|t| [t.sv.chars().count(), t.en.chars().count()])
            .max();
        if longest.is_some_and(|length| length > MAX_WORDS) {
            return too_much(
                &format!("question {}", question.id),
                format!("has a text of more than {MAX_WORDS} characters"),
            );
        }
        let sound = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
        if question.id.len() > 100 || !question.id.chars().all(sound) {
            return too_much(
                &format!("question {}", question.id),
                "has an id of other signs than letters, digits, '.', '-' and '_', or a very long one"
                    .to_owned(),
            );
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own() -> String {
        write_checklist(content().checklist()).unwrap()
    }

    #[test]
    fn our_own_checklist_is_written_and_read_back_the_same() {
        assert_eq!(
            read_checklist(&own()).as_ref(),
            Ok(content().checklist().as_ref())
        );
    }

    #[test]
    fn what_is_no_checklist_is_refused_with_the_place() {
        assert!(matches!(
            read_checklist("version = 3"),
            Err(PublishProblem::Unreadable(_))
        ));
        assert!(matches!(
            read_checklist(&"x".repeat(MAX_SOURCE + 1)),
            Err(PublishProblem::TooLong)
        ));
        let without_twelve = {
            let mut list = Checklist::clone(content().checklist());
            list.articles.retain(|a| a.number != 12);
            write_checklist(&list).unwrap()
        };
        match read_checklist(&without_twelve) {
            Err(PublishProblem::Unsound(words)) => assert!(words.contains("article 12"), "{words}"),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_version_is_a_short_plain_name() {
        for version in ["", "2026 höst", "a/b", "..", ".2026", "-1", &"x".repeat(41)] {
            let list = Checklist {
                version: version.to_owned(),
                ..Checklist::clone(content().checklist())
            };
            assert_eq!(
                read_checklist(&write_checklist(&list).unwrap()),
                Err(PublishProblem::BadVersion),
                "{version}"
            );
        }
    }

    #[test]
    fn a_question_with_an_endless_text_or_a_strange_id_is_refused() {
        for spoil in [
            (|q| q.text.sv = "x".repeat(2_001)) as fn(&mut crate::content::Question),
            |q| q.id = "2.<script>".to_owned(),
        ] {
            let mut list = Checklist::clone(content().checklist());
            spoil(&mut list.articles[0].questions[0]);
            assert!(matches!(
                read_checklist(&write_checklist(&list).unwrap()),
                Err(PublishProblem::Unsound(_))
            ));
        }
    }
}
