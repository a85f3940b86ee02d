use std::collections::HashSet;

use super::check_letters::letters;
use super::{Article, Checklist, Content, ContentError, DEPTH_CODES, Leaflet, LegalBasis, STEP_CODES};
use crate::organisation::LeafletKind;

/// What the types cannot say: unique ids, references that exist, known codes, complete letters and steps.
pub(super) fn check(content: &Content) -> Result<(), ContentError> {
    let known = |id: &str| content.reference(id).is_some();
    checklist(&content.checklist, &known)?;
    unique("reference", content.references.iter().map(|r| r.id.clone()))?;
    unique("legal basis", content.bases.iter().map(|b| b.id.clone()))?;
    unique("not-heard reason", content.not_heard.iter().map(|r| r.id.clone()))?;
    content.bases.iter().try_for_each(|b| basis(content, b))?;
    super::retention::check(content)?;
    leaflets(content)?;
    letters(&content.letters)?;
    steps(content)
}

pub(super) fn unique(kind: &'static str, ids: impl Iterator<Item = String>) -> Result<(), ContentError> {
    let mut seen = HashSet::new();
    for id in ids {
        if !seen.insert(id.clone()) {
            return Err(ContentError::Duplicate { kind, id });
        }
    }
    Ok(())
}

/// The articles that every assessment goes through.
pub const ALWAYS: [u8; 5] = [2, 3, 6, 12, 19];

/// What a checklist has to be, the program's own or a municipality's: unique ids, the five articles of every assessment, each with
/// a question at every depth and for general decisions, optional ones that say when to choose them.
pub(super) fn checklist(list: &Checklist, is_reference: &dyn Fn(&str) -> bool) -> Result<(), ContentError> {
    unique("article", list.articles.iter().map(|a| a.number.to_string()))?;
    unique("article slug", list.articles.iter().map(|a| a.slug.clone()))?;
    let questions = list.articles.iter().flat_map(|a| &a.questions);
    unique("question", questions.map(|q| q.id.clone()))?;
    list.articles.iter().try_for_each(|a| article(a, is_reference))?;
    for number in ALWAYS {
        let wherein = format!("article {number}");
        let Some(article) = list.article(number).filter(|a| !a.optional) else {
            return incomplete(
                wherein,
                "is missing or optional, but belongs to every assessment".to_owned(),
            );
        };
        for depth in ["quick", "standard", "thorough"] {
            let asked = |general: bool| {
                let mut of_all = article.questions.iter().filter(|q| q.areas.is_empty());
                of_all.any(|q| q.general == general && q.is_asked_at(depth))
            };
            if !asked(false) || !asked(true) {
                return incomplete(
                    wherein,
                    format!(
                        "has no common question at the depth {depth:?}, of a case or of a general decision"
                    ),
                );
            }
        }
    }
    if !list.articles.is_sorted_by_key(|a| a.number) {
        return incomplete(
            "the checklist".to_owned(),
            "has its articles out of order".to_owned(),
        );
    }
    for found in &list.find_out {
        if list.article(found.article).is_none() {
            return Err(ContentError::Unknown {
                wherein: "find_out".to_owned(),
                kind: "article",
                id: found.article.to_string(),
            });
        }
    }
    Ok(())
}

fn article(article: &Article, is_reference: &dyn Fn(&str) -> bool) -> Result<(), ContentError> {
    let wherein = format!("article {}", article.number);
    if let Some(id) = article.references.iter().find(|id| !is_reference(id)) {
        return Err(ContentError::Unknown {
            wherein,
            kind: "reference",
            id: id.clone(),
        });
    }
    let of_all = ALWAYS.contains(&article.number);
    if article.optional && !of_all && article.when.is_none() {
        return incomplete(
            wherein,
            "is optional and does not say when to choose it".to_owned(),
        );
    }
    if !article.optional && !of_all {
        return incomplete(
            wherein,
            "is none of the five of every assessment, so it has to be optional".to_owned(),
        );
    }
    let prefix = format!("{}.", article.number);
    for question in &article.questions {
        if !question.id.starts_with(&prefix) {
            return incomplete(
                wherein,
                format!(
                    "has the question {:?}, whose id does not begin with {prefix:?}",
                    question.id
                ),
            );
        }
        let of_question = format!("question {}", question.id);
        known(&of_question, "depth", &question.depths, &DEPTH_CODES)?;
        if question.depths.is_empty() {
            return incomplete(of_question, "is asked at no depth".to_owned());
        }
    }
    Ok(())
}

fn basis(content: &Content, basis: &LegalBasis) -> Result<(), ContentError> {
    known_references(
        content,
        &format!("legal basis {}", basis.id),
        basis.reference.as_slice(),
    )
}

fn steps(content: &Content) -> Result<(), ContentError> {
    let codes: Vec<&str> = content.steps.iter().map(|s| s.code.as_str()).collect();
    if codes != STEP_CODES {
        return incomplete(
            "steps.toml".to_owned(),
            format!("has the steps {codes:?}, not {STEP_CODES:?}"),
        );
    }
    for (place, step) in content.steps.iter().enumerate() {
        if usize::from(step.number) != place {
            return incomplete(
                format!("step {}", step.code),
                format!("has the number {}, not {place}", step.number),
            );
        }
        known_references(content, &format!("step {}", step.code), &step.references)?;
    }
    Ok(())
}

fn leaflets(content: &Content) -> Result<(), ContentError> {
    let kinds: Vec<LeafletKind> = content.leaflets.iter().map(|leaflet| leaflet.kind).collect();
    if kinds != LeafletKind::ALL {
        let codes: Vec<&str> = kinds.into_iter().map(LeafletKind::code).collect();
        return incomplete(
            "leaflets.toml".to_owned(),
            format!("has the leaflets {codes:?}, not one for each kind of reader, in order"),
        );
    }
    content.leaflets.iter().try_for_each(|l| leaflet(content, l))
}

fn leaflet(content: &Content, leaflet: &Leaflet) -> Result<(), ContentError> {
    let wherein = format!("leaflet {}", leaflet.kind.code());
    known_references(content, &wherein, &leaflet.references)?;
    unique("leaflet reference", leaflet.references.iter().cloned())?;
    if !(5..=8).contains(&leaflet.sections.len()) {
        let problem = format!("has {} sections, not 5 to 8", leaflet.sections.len());
        return incomplete(wherein, problem);
    }
    let headings = leaflet.sections.iter().map(|s| &s.heading);
    unique("leaflet heading", headings.clone().map(|h| h.sv.clone()))?;
    unique("leaflet heading", headings.map(|h| h.en.clone()))?;
    for section in &leaflet.sections {
        let texts = section.paragraphs.len() + section.points.len();
        if !(1..=5).contains(&texts) {
            let problem = format!("has {texts} texts under {:?}, not 1 to 5", section.heading.en);
            return incomplete(wherein, problem);
        }
    }
    Ok(())
}

fn known_references(content: &Content, wherein: &str, ids: &[String]) -> Result<(), ContentError> {
    match ids.iter().find(|id| content.reference(id).is_none()) {
        Some(id) => Err(ContentError::Unknown {
            wherein: wherein.to_owned(),
            kind: "reference",
            id: id.clone(),
        }),
        None => Ok(()),
    }
}

pub(super) fn known(
    wherein: &str,
    kind: &'static str,
    codes: &[String],
    all: &[&str],
) -> Result<(), ContentError> {
    match codes.iter().find(|code| !all.contains(&code.as_str())) {
        Some(code) => Err(ContentError::Unknown {
            wherein: wherein.to_owned(),
            kind,
            id: code.clone(),
        }),
        None => Ok(()),
    }
}

pub(super) fn incomplete(wherein: String, problem: String) -> Result<(), ContentError> {
    Err(ContentError::Incomplete { wherein, problem })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::check;
    use crate::content::{Content, ContentError};

    /// Loads the real content, spoils it, and returns what the check says.
    fn spoilt(spoil: impl FnOnce(&mut Content)) -> String {
        let mut content = Content::load().expect("the real content is sound");
        assert_eq!(check(&content), Ok(()));
        spoil(&mut content);
        check(&content)
            .as_ref()
            .map_or_else(ContentError::to_string, |()| "nothing".to_owned())
    }

    #[test]
    fn an_id_that_occurs_twice_is_named() {
        let said = spoilt(|c| {
            let list = Arc::make_mut(&mut c.checklist);
            let again = list.articles[0].questions[0].clone();
            list.articles[0].questions.push(again);
        });
        assert!(said.contains("question \"2.harder_here\" occurs twice"), "{said}");
        let said = spoilt(|c| c.not_heard.push(c.not_heard[0].clone()));
        assert!(said.contains("not-heard reason"), "{said}");
    }

    #[test]
    fn a_reference_that_does_not_exist_is_named() {
        let unknown = || "sol-99-9".to_owned();
        let said = spoilt(|c| {
            Arc::make_mut(&mut c.checklist).articles[1]
                .references
                .push(unknown());
        });
        assert!(
            said.contains("article 3 names the unknown reference \"sol-99-9\""),
            "{said}"
        );
        let said = spoilt(|c| c.steps[7].references.push(unknown()));
        assert!(said.contains("step decision"), "{said}");
        let said = spoilt(|c| c.bases[0].reference = Some(unknown()));
        assert!(said.contains("legal basis consent"), "{said}");
    }

    #[test]
    fn a_step_that_is_missing_or_misplaced_is_named() {
        assert!(spoilt(|c| drop(c.steps.remove(4))).contains("steps.toml has the steps"));
        assert!(spoilt(|c| c.steps[4].number = 5).contains("step voice has the number 5, not 4"));
    }

    #[test]
    fn an_article_of_every_assessment_cannot_be_left_out_or_be_optional() {
        let said = spoilt(|c| {
            Arc::make_mut(&mut c.checklist)
                .articles
                .retain(|a| a.number != 12);
        });
        assert!(said.contains("article 12 is missing"), "{said}");
        let said = spoilt(|c| Arc::make_mut(&mut c.checklist).articles[0].optional = true);
        assert!(said.contains("article 2 is missing or optional"), "{said}");
        let said = spoilt(|c| {
            let list = Arc::make_mut(&mut c.checklist);
            for article in &mut list.articles {
                article.questions.retain(|q| !q.general);
            }
        });
        assert!(said.contains("no common question"), "{said}");
    }

    #[test]
    fn a_leaflet_that_is_missing_twice_there_too_short_or_empty_is_named() {
        assert!(spoilt(|c| drop(c.leaflets.remove(0))).contains("leaflets.toml has the leaflets"));
        assert!(spoilt(|c| c.leaflets[1] = c.leaflets[0].clone()).contains("leaflets.toml has the leaflets"));
        let said = spoilt(|c| c.leaflets[1].sections.truncate(4));
        assert!(said.contains("leaflet young_people has 4 sections"), "{said}");
        let said = spoilt(|c| c.leaflets[2].sections[0].paragraphs.clear());
        assert!(said.contains("leaflet parents has 0 texts"), "{said}");
        let said = spoilt(|c| c.leaflets[0].sections[1] = c.leaflets[0].sections[0].clone());
        assert!(said.contains("leaflet heading"), "{said}");
        let said = spoilt(|c| c.leaflets[0].references.push("sol-99-9".to_owned()));
        assert!(
            said.contains("leaflet children names the unknown reference"),
            "{said}"
        );
    }

    #[test]
    fn a_question_at_an_unknown_depth_or_under_the_wrong_article_is_named() {
        let said = spoilt(|c| {
            Arc::make_mut(&mut c.checklist).articles[0].questions[0]
                .depths
                .push("deepest".to_owned());
        });
        assert!(said.contains("unknown depth \"deepest\""), "{said}");
        let said = spoilt(|c| {
            Arc::make_mut(&mut c.checklist).articles[0].questions[0]
                .depths
                .clear();
        });
        assert!(said.contains("is asked at no depth"), "{said}");
        let said =
            spoilt(|c| Arc::make_mut(&mut c.checklist).articles[0].questions[0].id = "3.moved".to_owned());
        assert!(said.contains("does not begin with \"2.\""), "{said}");
    }
}
