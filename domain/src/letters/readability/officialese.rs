//! Officialese as social services write it, and what a child of about ten understands in the same place of the sentence:
//! `content/plain_words.*.txt`.
//!
//! A line is `form|form = plainer|plainer`: on the right as many as on the left, in the same order, or one that fits them all. A form has at most
//! five words. Lines are sorted as the language sorts its first form. What the law names and a child may have to know (överklaga, rätt,
//! barnets bästa, socialtjänsten) is not there, nor is what has no plainer word that fits. The lists are loaded into browsers: what
//! nobody writes any longer only weighs.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::characters::{same, small};
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

/// A language's wordings.
struct List {
    phrases: Vec<Phrase>,
    /// Indices into them by [`bucket`] of the first word: no sorting and no hashing that a browser would have to load.
    buckets: Vec<Vec<usize>>,
}

/// More than enough for lists of a thousand wordings.
const BUCKETS: usize = 512;

static SWEDISH: LazyLock<List> = LazyLock::new(|| List::new(source(Language::Swedish)));
static ENGLISH: LazyLock<List> = LazyLock::new(|| List::new(source(Language::English)));

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

/// All wordings as they stand.
fn parse(source: &'static str) -> Vec<Phrase> {
    lines(source)
        .flat_map(forms)
        .filter_map(|(form, plainer)| {
            let mut parts = words(form).into_iter().map(|w| w.of(form));
            Some(Phrase {
                first: parts.next()?,
                rest: parts.collect(),
                form,
                plainer,
            })
        })
        .collect()
}

/// The bucket of a word, the same in capitals and small letters.
fn bucket(word: &str) -> usize {
    word.chars()
        .map(small)
        .fold(0, |sum, c| (sum * 31 + c as usize) % BUCKETS)
}

impl List {
    fn new(source: &'static str) -> Self {
        let phrases = parse(source);
        let mut buckets = vec![Vec::new(); BUCKETS];
        for (index, phrase) in phrases.iter().enumerate() {
            if let Some(bucket) = buckets.get_mut(bucket(phrase.first)) {
                bucket.push(index);
            }
        }
        Self { phrases, buckets }
    }

    /// The longest wording that begins with the word, and how many more words it has.
    fn find(&self, text: &str, word: Word, after: &[Word]) -> Option<(usize, usize)> {
        let first = word.of(text);
        self.buckets
            .get(bucket(first))?
            .iter()
            .filter_map(|index| Some((*index, self.phrases.get(*index)?)))
            .filter(|(_, p)| same(p.first, first) && follows(text, word, after, &p.rest))
            .map(|(index, p)| (index, p.rest.len()))
            .max_by_key(|(_, length)| *length)
    }
}

/// Counts the list's wordings in a text.
pub(super) struct Counter {
    list: &'static List,
    /// How many times each was found.
    times: Vec<usize>,
    /// Which were found, in order.
    order: Vec<usize>,
}

impl Counter {
    pub(super) fn new(language: Language) -> Self {
        // Only the list that is asked for is read.
        let list = match language {
            Language::Swedish => &*SWEDISH,
            Language::English => &*ENGLISH,
        };
        Self {
            list,
            times: vec![0; list.phrases.len()],
            order: Vec::new(),
        }
    }

    /// Counts a sentence; where two wordings begin at the same word, the longer counts.
    pub(super) fn count(&mut self, text: &str, sentence: &[Word]) {
        let mut rest = sentence;
        while let Some((word, after)) = rest.split_first() {
            let found = self.list.find(text, *word, after);
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

    pub(super) fn found(self) -> Vec<Officialese> {
        self.order
            .into_iter()
            .take(MAX_FOUND)
            .filter_map(|index| {
                let phrase = self.list.phrases.get(index)?;
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
            gap.chars().all(char::is_whitespace) && same(word.of(text), listed)
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
