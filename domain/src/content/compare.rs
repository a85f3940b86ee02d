use super::{Article, Checklist, FindOut, Localised, Question};

/// What became of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArticleFate {
    /// The old version does not have it.
    Added,
    /// The new version does not have it.
    Removed,
    /// Both have it.
    Kept,
}

/// What is different about one article between two versions of the checklist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleChange {
    /// Its number in the Convention.
    pub number: u8,
    /// What it is about, as the new version says it, or the old one where the new one lacks it.
    pub title: Localised,
    /// What became of it.
    pub fate: ArticleFate,
    /// Whether its own texts, its references or when to choose it differ.
    pub reworded: bool,
    /// Whether questions that both have stand in another order.
    pub reordered: bool,
    /// Whether what to find out about it differs.
    pub find_out: bool,
    /// Questions that only the new version has.
    pub added: Vec<Question>,
    /// Questions that only the old version has.
    pub removed: Vec<Question>,
    /// Questions that both have, with a difference: as it was and as it is.
    pub changed: Vec<(Question, Question)>,
}

impl ArticleChange {
    fn is_none(&self) -> bool {
        let questions = self.added.len() + self.removed.len() + self.changed.len();
        let more = self.reworded || self.reordered || self.find_out;
        self.fate == ArticleFate::Kept && questions == 0 && !more
    }
}

/// What is different in `new`, one entry an article in which something is, by number. Names and dates of the versions do not
/// count. Questions are recognised by their ids.
#[must_use]
pub fn compare(old: &Checklist, new: &Checklist) -> Vec<ArticleChange> {
    let mut numbers: Vec<u8> = old
        .articles
        .iter()
        .chain(&new.articles)
        .map(|a| a.number)
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
        .into_iter()
        .filter_map(|number| article(old, new, number))
        .collect()
}

fn article(old: &Checklist, new: &Checklist, number: u8) -> Option<ArticleChange> {
    let (before, now) = (old.article(number), new.article(number));
    let newest = now.or(before)?;
    let questions = |article: Option<&Article>| article.map_or_else(Vec::new, |a| a.questions.clone());
    let (asked_before, asked_now) = (questions(before), questions(now));
    let only = |these: &[Question], others: &[Question]| -> Vec<Question> {
        let unknown = |q: &&Question| with_id(others, &q.id).is_none();
        these.iter().filter(unknown).cloned().collect()
    };
    let changed = asked_now.iter().filter_map(|q| {
        let earlier = with_id(&asked_before, &q.id)?;
        (earlier != q).then(|| (earlier.clone(), q.clone()))
    });
    let change = ArticleChange {
        number,
        title: newest.title.clone(),
        fate: match (before, now) {
            (None, _) => ArticleFate::Added,
            (_, None) => ArticleFate::Removed,
            _ => ArticleFate::Kept,
        },
        reworded: before
            .zip(now)
            .is_some_and(|(before, now)| itself(before) != itself(now)),
        reordered: order(&asked_before, &asked_now) != order(&asked_now, &asked_before),
        find_out: found_out(old, number) != found_out(new, number),
        added: only(&asked_now, &asked_before),
        removed: only(&asked_before, &asked_now),
        changed: changed.collect(),
    };
    (!change.is_none()).then_some(change)
}

fn with_id<'a>(questions: &'a [Question], id: &str) -> Option<&'a Question> {
    questions.iter().find(|q| q.id == id)
}

/// An article without its questions.
fn itself(article: &Article) -> Article {
    Article {
        questions: Vec::new(),
        ..article.clone()
    }
}

/// The ids that the others have, too, in the order of these.
fn order<'a>(these: &'a [Question], others: &[Question]) -> Vec<&'a str> {
    let ids = these.iter().map(|q| q.id.as_str());
    ids.filter(|id| with_id(others, id).is_some()).collect()
}

fn found_out(list: &Checklist, number: u8) -> Vec<&FindOut> {
    list.find_out.iter().filter(|f| f.article == number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::content;

    /// What is said when our own checklist is spoilt so.
    fn after(spoil: impl FnOnce(&mut Checklist)) -> Vec<ArticleChange> {
        let old = content().checklist();
        let mut new = Checklist::clone(old);
        spoil(&mut new);
        compare(old, &new)
    }

    fn of_article(list: &mut Checklist, number: u8) -> &mut Article {
        list.articles.iter_mut().find(|a| a.number == number).unwrap()
    }

    fn ids(questions: &[Question]) -> Vec<&str> {
        questions.iter().map(|q| q.id.as_str()).collect()
    }

    #[test]
    fn a_version_with_another_name_and_day_is_no_different() {
        let changes = after(|list| {
            list.version = "2027.1".into();
            list.effective_from = list.effective_from.succ_opt().unwrap();
        });
        assert_eq!(changes, []);
    }

    #[test]
    fn questions_that_came_went_or_changed_stand_under_their_article() {
        let changes = after(|list| {
            let three = of_article(list, 3);
            let mut new = three.questions[0].clone();
            new.id = "3.new_here".into();
            three.questions.push(new);
            let twelve = of_article(list, 12);
            twelve.questions.remove(1);
            twelve.questions[0].hint.en.push('!');
        });
        let [three, twelve] = changes.as_slice() else {
            panic!("{changes:?}")
        };
        assert_eq!((three.number, three.fate), (3, ArticleFate::Kept));
        assert_eq!(ids(&three.added), ["3.new_here"]);
        assert!(three.removed.is_empty() && three.changed.is_empty() && !three.reordered && !three.reworded);
        let asked = &content().checklist().article(12).unwrap().questions;
        assert_eq!(ids(&twelve.removed), [asked[1].id.as_str()]);
        let [(before, now)] = twelve.changed.as_slice() else {
            panic!("{twelve:?}")
        };
        assert_eq!(before, &asked[0]);
        assert_eq!(now.hint.en, format!("{}!", asked[0].hint.en));
        assert!(twelve.added.is_empty() && !twelve.reordered);
    }

    #[test]
    fn a_question_that_moves_to_another_depth_or_area_has_changed() {
        let changes = after(|list| {
            of_article(list, 6).questions[0].depths = vec!["thorough".into()];
        });
        assert_eq!(changes.len(), 1);
        assert_eq!(changes[0].changed.len(), 1);
    }

    #[test]
    fn articles_that_came_or_went_are_named_with_all_their_questions() {
        let own = content().checklist();
        let without = {
            let mut list = Checklist::clone(own);
            list.articles.retain(|a| a.number != 28);
            list.find_out.retain(|f| f.article != 28);
            list
        };
        let asked = own.article(28).unwrap().questions.len();
        let added = compare(&without, own);
        assert_eq!(added.len(), 1);
        assert_eq!((added[0].fate, added[0].added.len()), (ArticleFate::Added, asked));
        let removed = compare(own, &without);
        assert_eq!(
            (removed[0].fate, removed[0].removed.len()),
            (ArticleFate::Removed, asked)
        );
        assert_eq!(removed[0].title, own.article(28).unwrap().title);
    }

    #[test]
    fn other_words_another_order_and_another_thing_to_find_out_are_each_told() {
        let changes = after(|list| {
            of_article(list, 2).help.truncate(1);
            of_article(list, 3).questions.swap(0, 1);
            list.find_out[0].how.sv.push('.');
        });
        let told = |number: u8| {
            let change = changes.iter().find(|c| c.number == number);
            change.map_or((false, false, false), |c| (c.reworded, c.reordered, c.find_out))
        };
        let found = content().checklist().find_out[0].article;
        assert!(told(2).0 && !told(2).1);
        assert!(told(3).1 && !told(3).0);
        assert!(told(found).2, "{changes:?}");
        assert!(changes.iter().all(|c| c.added.is_empty() && c.removed.is_empty()));
    }
}
