use std::collections::HashSet;

use super::instrument::{Area, FIGURES, Instrument};
use crate::content::{Localised, PublishProblem};
use crate::language::Language;

/// The most bytes of an instrument's source.
pub const MAX_INSTRUMENT: usize = 256 * 1024;
/// The most areas; each is a page to answer and a column of the results.
const MAX_AREAS: usize = 12;
/// The most items of one area.
const MAX_ITEMS: usize = 12;
/// The most characters of a text.
const MAX_TEXT: usize = 600;
/// The most characters of a version's name or of a code.
const MAX_NAME: usize = 40;

/// Reads an instrument as TOML and checks it: unique plain codes, at least one item in each area, known figures, texts of a
/// readable length in both languages.
///
/// # Errors
/// A [`PublishProblem`]; nothing of the source is kept then.
pub fn read_instrument(source: &str) -> Result<Instrument, PublishProblem> {
    if source.len() > MAX_INSTRUMENT {
        return Err(PublishProblem::TooLong);
    }
    let found: Instrument =
        toml::from_str(source).map_err(|error| PublishProblem::Unreadable(error.to_string()))?;
    // The name stands in addresses, where `..` would lead elsewhere.
    if !found.version.starts_with(|c: char| c.is_ascii_alphanumeric()) || !plain(&found.version, ".-_") {
        return Err(PublishProblem::BadVersion);
    }
    check(&found).map_err(PublishProblem::Unsound)?;
    Ok(found)
}

/// What is wrong with a file that should be an instrument, for whoever wants to publish it.
#[must_use]
pub fn instrument_problem(problem: &PublishProblem, language: Language) -> &'static str {
    match problem {
        PublishProblem::TooLong => language.t(
            "Filen är för stor. Den får vara högst 256 KB.",
            "The file is too large. It may be at most 256 KB.",
        ),
        PublishProblem::Unreadable(_) => language.t(
            "Filen går inte att läsa som en egenkontroll. Här nedanför står på engelska var det tar stopp.",
            "The file cannot be read as a self-monitoring instrument. Where it stops is said below.",
        ),
        PublishProblem::Unsound(_) => language.t(
            "Filen går att läsa, men något i den håller inte. Här nedanför står på engelska vad.",
            "The file can be read, but something in it does not hold. What it is, is said below.",
        ),
        // The rule for the name is the checklists'.
        PublishProblem::BadVersion => problem.message(language),
    }
}

/// An instrument as TOML, to be kept, downloaded and edited; [`read_instrument`] reads it back the same.
///
/// # Errors
/// The serialiser's words; not seen for an instrument that was read.
pub fn write_instrument(instrument: &Instrument) -> Result<String, String> {
    toml::to_string_pretty(instrument).map_err(|error| error.to_string())
}

fn plain(text: &str, also: &str) -> bool {
    !text.is_empty()
        && text.len() <= MAX_NAME
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || also.contains(c))
}

fn check(instrument: &Instrument) -> Result<(), String> {
    short("the instrument's title", &instrument.title)?;
    if instrument.areas.is_empty() || instrument.areas.len() > MAX_AREAS {
        return Err(format!("an instrument has 1 to {MAX_AREAS} areas"));
    }
    let mut codes = HashSet::new();
    for area in &instrument.areas {
        check_area(area)?;
        if !codes.insert(area.code.as_str()) {
            return Err(format!("area {:?} occurs twice", area.code));
        }
    }
    let mut codes = HashSet::new();
    for item in instrument.items() {
        if !codes.insert(item.code.as_str()) {
            return Err(format!("item {:?} occurs twice", item.code));
        }
    }
    Ok(())
}

fn check_area(area: &Area) -> Result<(), String> {
    let wherein = format!("area {:?}", area.code);
    if !plain(&area.code, "-_") {
        return Err(format!(
            "{wherein} has a code of other signs than letters, digits, '-' and '_', or a very long one"
        ));
    }
    short(&wherein, &area.title)?;
    short(&wherein, &area.lead)?;
    if area.items.is_empty() || area.items.len() > MAX_ITEMS {
        return Err(format!(
            "{wherein} has {} items; 1 to {MAX_ITEMS} are possible",
            area.items.len()
        ));
    }
    for item in &area.items {
        let wherein = format!("item {:?}", item.code);
        // No dot: it stands between an item's code and what is asked about it.
        if !plain(&item.code, "-_") {
            return Err(format!(
                "{wherein} has a code of other signs than letters, digits, '-' and '_', or a very long one"
            ));
        }
        short(&wherein, &item.text)?;
        short(&wherein, &item.full)?;
        if let Some(figure) = &item.figure
            && !FIGURES.contains(&figure.as_str())
        {
            return Err(format!(
                "{wherein} names the unknown figure {figure:?}; there are: {}",
                FIGURES.join(", ")
            ));
        }
    }
    Ok(())
}

fn short(wherein: &str, text: &Localised) -> Result<(), String> {
    if [&text.sv, &text.en]
        .into_iter()
        .any(|t| t.chars().count() > MAX_TEXT)
    {
        return Err(format!("{wherein} has a text of more than {MAX_TEXT} characters"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::monitoring::{InstrumentKind, own_instrument};

    fn own() -> Instrument {
        Instrument::clone(own_instrument(InstrumentKind::Unit).unwrap())
    }

    fn refused(spoil: impl FnOnce(&mut Instrument)) -> PublishProblem {
        let mut instrument = own();
        spoil(&mut instrument);
        read_instrument(&write_instrument(&instrument).unwrap()).unwrap_err()
    }

    #[test]
    fn our_own_instruments_are_written_and_read_back_the_same() {
        for kind in InstrumentKind::ALL {
            let own = own_instrument(kind).unwrap();
            assert_eq!(
                read_instrument(&write_instrument(own).unwrap()).as_ref(),
                Ok(own.as_ref())
            );
        }
    }

    type Spoil = fn(&mut Instrument);

    #[test]
    fn what_is_no_instrument_is_refused_with_the_place() {
        assert!(matches!(
            read_instrument("version = 3"),
            Err(PublishProblem::Unreadable(_))
        ));
        let long = "x".repeat(MAX_INSTRUMENT + 1);
        assert_eq!(read_instrument(&long), Err(PublishProblem::TooLong));
        for version in ["", "2026 höst", "..", "-1", &"x".repeat(41)] {
            assert_eq!(
                refused(|i| version.clone_into(&mut i.version)),
                PublishProblem::BadVersion,
                "{version}"
            );
        }
        let spoilt: [(Spoil, &str); 8] = [
            (|i| i.areas.clear(), "1 to 12 areas"),
            (|i| i.areas[0].items.clear(), "\"leadership\" has 0 items"),
            (|i| i.areas[0].code = "a/b".into(), "area \"a/b\""),
            (
                |i| i.areas[1].code = i.areas[0].code.clone(),
                "area \"leadership\" occurs twice",
            ),
            (
                |i| i.areas[1].items[0].code = "lead-goal".into(),
                "item \"lead-goal\" occurs twice",
            ),
            (
                |i| i.areas[0].items[0].code = "a.level".into(),
                "item \"a.level\"",
            ),
            (
                |i| i.areas[0].items[0].figure = Some("stars".into()),
                "unknown figure \"stars\"",
            ),
            (|i| i.areas[0].items[0].full.en = "x".repeat(601), "more than 600"),
        ];
        for (spoil, words) in spoilt {
            match refused(spoil) {
                PublishProblem::Unsound(found) => assert!(found.contains(words), "{found}"),
                other => panic!("{other:?} instead of {words}"),
            }
        }
    }

    #[test]
    fn a_text_that_is_missing_in_one_language_is_refused() {
        let PublishProblem::Unreadable(words) = refused(|i| i.areas[0].title.en = " ".into()) else {
            panic!("an empty English title was taken")
        };
        assert!(words.contains("English"), "{words}");
    }
}
