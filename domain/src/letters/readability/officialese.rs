//! Officialese, each with a plainer wording: `content/plain_words.*.txt`, a line each.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::words::{Word, words};
use crate::language::Language;

/// Wordings that a text is told of at most.
const MAX_FOUND: usize = 20;

/// An official wording that a text uses.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Officialese {
    /// The wording, in small letters.
    pub found: String,
    /// What could stand in its place.
    pub plainer: String,
    /// How many times the text uses it.
    pub times: usize,
}

/// A wording of the list.
pub(super) struct Phrase {
    first: &'static str,
    rest: Vec<&'static str>,
    form: &'static str,
    plainer: &'static str,
}

static SWEDISH: LazyLock<Vec<Phrase>> = LazyLock::new(|| parse(source(Language::Swedish)));
static ENGLISH: LazyLock<Vec<Phrase>> = LazyLock::new(|| parse(source(Language::English)));

/// A language's list as it is written.
pub(super) const fn source(language: Language) -> &'static str {
    match language {
        Language::Swedish => include_str!("../../../content/plain_words.sv.txt"),
        Language::English => include_str!("../../../content/plain_words.en.txt"),
    }
}

/// A line's forms with what is plainer than each: as many on the right as on the left, or one for all.
pub(super) fn forms(line: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let (left, right) = line.split_once('=').unwrap_or_default();
    let mut plainer = right.split('|').map(str::trim);
    let mut last = "";
    left.split('|').map(str::trim).map(move |form| {
        last = plainer.next().unwrap_or(last);
        (form, last)
    })
}

/// Lines that say something.
pub(super) fn lines(source: &'static str) -> impl Iterator<Item = &'static str> {
    source
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// All wordings, sorted by first word, the longer before the shorter.
fn parse(source: &'static str) -> Vec<Phrase> {
    let mut found = lines(source)
        .flat_map(forms)
        .filter_map(|(form, plainer)| {
            let mut parts = words(form)
                .into_iter()
                .map(|w| form.get(w.start..w.end).unwrap_or_default());
            Some(Phrase {
                first: parts.next()?,
                rest: parts.collect(),
                form,
                plainer,
            })
        })
        .collect::<Vec<_>>();
    found.sort_by(|a, b| a.first.cmp(b.first).then(b.rest.len().cmp(&a.rest.len())));
    found
}

/// Counts the list's wordings in a text.
pub(super) struct Counter {
    phrases: &'static [Phrase],
    /// How many times each was found.
    times: Vec<usize>,
    /// Which were found, in order.
    order: Vec<usize>,
    /// The word that is looked for, in small letters; kept for its memory.
    small: String,
}

impl Counter {
    pub(super) fn new(language: Language) -> Self {
        let phrases: &'static [Phrase] = language.t(&*SWEDISH, &*ENGLISH);
        Self {
            phrases,
            times: vec![0; phrases.len()],
            order: Vec::new(),
            small: String::new(),
        }
    }

    /// Counts a sentence; where two wordings begin at the same word, the longer counts.
    pub(super) fn count(&mut self, text: &str, sentence: &[Word]) {
        let mut rest = sentence;
        while let Some((word, after)) = rest.split_first() {
            let found = self.find(text, *word, after);
            rest = found.and_then(|(_, length)| after.get(length..)).unwrap_or(after);
            let Some((index, _)) = found else { continue };
            let Some(times) = self.times.get_mut(index) else {
                continue;
            };
            if *times == 0 {
                self.order.push(index);
            }
            *times += 1;
        }
    }

    /// The wording that begins here and how many more words it has.
    fn find(&mut self, text: &str, word: Word, after: &[Word]) -> Option<(usize, usize)> {
        self.small.clear();
        self.small
            .extend(word.of(text).chars().flat_map(char::to_lowercase));
        let begin = self.phrases.partition_point(|p| p.first < self.small.as_str());
        self.phrases
            .iter()
            .enumerate()
            .skip(begin)
            .take_while(|(_, p)| p.first == self.small)
            .find(|(_, p)| follows(text, word, after, &p.rest))
            .map(|(index, p)| (index, p.rest.len()))
    }

    pub(super) fn found(self) -> Vec<Officialese> {
        self.order
            .into_iter()
            .take(MAX_FOUND)
            .filter_map(|index| {
                let phrase = self.phrases.get(index)?;
                Some(Officialese {
                    found: phrase.form.to_owned(),
                    plainer: phrase.plainer.to_owned(),
                    times: *self.times.get(index)?,
                })
            })
            .collect()
    }
}

/// Whether exactly these words follow, with nothing but space between.
fn follows(text: &str, word: Word, after: &[Word], rest: &[&str]) -> bool {
    let mut end = word.end;
    after.len() >= rest.len()
        && rest.iter().zip(after).all(|(listed, word)| {
            let gap = text.get(end..word.start).unwrap_or_default();
            end = word.end;
            gap.chars().all(char::is_whitespace)
                && word
                    .of(text)
                    .chars()
                    .flat_map(char::to_lowercase)
                    .eq(listed.chars())
        })
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::language::Language::{English, Swedish};
    use crate::letters::readability;

    #[test]
    fn the_lists_are_whole() {
        for (language, least) in [(Swedish, 230), (English, 60)] {
            let list = source(language);
            assert!(lines(list).count() >= least, "{language:?}");
            let phrases = parse(list);
            assert_eq!(
                phrases.len(),
                lines(list).flat_map(forms).count(),
                "every form has a word"
            );
            let mut seen = BTreeSet::new();
            for line in lines(list) {
                let (left, right) = line.split_once('=').unwrap();
                let (left, right) = (left.split('|').count(), right.split('|').count());
                assert!(!line.split_once('=').unwrap().1.contains('='), "{line}");
                assert!(right == 1 || right == left, "{line}");
                for (form, plainer) in forms(line) {
                    assert!(!form.is_empty() && !plainer.is_empty(), "{line}");
                    assert_eq!(form, form.to_lowercase(), "{line}");
                    assert!(seen.insert(form), "{form} stands there twice");
                    assert!((1..=5).contains(&words(form).len()), "{form}");
                    assert!((1..=5).contains(&words(plainer).len()), "{plainer}");
                    // The wording itself is found, as one, and what is plainer than it is not officialese.
                    let found = readability(form, language).officialese;
                    assert_eq!(found.len(), 1, "{form}");
                    assert_eq!(
                        found.first().map(|o| (o.found.as_str(), o.plainer.as_str())),
                        Some((form, plainer))
                    );
                    assert_eq!(readability(plainer, language).officialese, [], "{line}");
                }
            }
        }
    }

    #[test]
    fn the_lists_are_sorted() {
        // Å, ä and ö come last, in this order.
        let key = |line: &str| {
            let form = line
                .split(['=', '|'])
                .next()
                .unwrap_or_default()
                .trim()
                .to_owned();
            let places = BTreeMap::from([('å', '{'), ('ä', '|'), ('ö', '}')]);
            form.split(' ')
                .map(|w| {
                    w.chars()
                        .map(|c| places.get(&c).copied().unwrap_or(c))
                        .collect::<String>()
                })
                .collect::<Vec<_>>()
        };
        for language in Language::ALL {
            let keys = lines(source(language)).map(key).collect::<Vec<_>>();
            assert!(keys.is_sorted(), "{language:?}");
        }
    }
}
