//! Step 5: the articles, with consequences per child (or group of children) and alternative.

use super::parts::choice;
use super::{Alternative, Depth, Field, Group, Kind, Material, Section, Tone, Touched};
use crate::content::Article;
use crate::language::Language;

/// Directions and weights of a consequence: code, Swedish, English. Words, never a figure.
pub(super) const DIRECTIONS: [(&str, &str, &str); 6] = [
    ("much_better", "Mycket bättre", "Much better"),
    ("better", "Bättre", "Better"),
    ("none", "Ingen skillnad", "No difference"),
    ("worse", "Sämre", "Worse"),
    ("much_worse", "Mycket sämre", "Much worse"),
    ("unknown", "Vet inte än", "Not known yet"),
];

/// The codes that have to be explained.
const EXPLAINED: [&str; 4] = ["much_better", "better", "worse", "much_worse"];

/// Whether a direction's code says that something gets worse.
pub(super) fn is_worse(code: &str) -> bool {
    matches!(code, "worse" | "much_worse")
}

pub(super) fn article(number: u8, material: &Material, l: Language) -> Vec<Group> {
    let Some(article) = material.article(number) else {
        return Vec::new();
    };
    let mut groups = vec![questions(article, material, l)];
    if material.depth == Depth::Quick {
        return groups;
    }
    let alternatives = material.alternatives();
    for touched in material.touched(l) {
        for alternative in &alternatives {
            groups.push(consequences(number, &touched, alternative, l));
        }
    }
    groups
}

fn questions(article: &Article, material: &Material, l: Language) -> Group {
    let number = article.number;
    let ask = |q: &crate::content::Question| {
        Field::new(format!("q.{}", q.id), Kind::Text, Tone::Fact, q.text.get(l))
            .hint(q.hint.get(l))
            .example(q.example.as_ref().map_or("", |e| e.get(l)))
            .required()
            .missing(l.t(
                format!("Artikel {number}: svara på ”{}”", q.text.get(l)),
                format!("Article {number}: answer “{}”", q.text.get(l)),
            ))
    };
    let asked = article
        .questions_for(material.kind, material.area.code(), material.depth.code())
        .map(ask)
        .collect();
    Group::new("").fields(asked)
}

fn consequences(number: u8, touched: &Touched, alternative: &Alternative, l: Language) -> Group {
    let label = &touched.label;
    let key = format!("{}.{}", touched.key, alternative.number);
    let at = l.t(
        format!("{}, ”{}”", touched.name, alternative.text),
        format!("{}, “{}”", touched.name, alternative.text),
    );
    let direction = |view: &str, label: &str, missing: String| {
        Field::new(
            format!("{view}.{key}"),
            choice(&DIRECTIONS, l),
            Tone::Judgement,
            label,
        )
        .required()
        .missing(missing)
    };
    Group::new(l.t(
        format!("Följder för {label}: {}", alternative.text),
        format!("Consequences for {label}: {}", alternative.text),
    ))
    .fields(vec![
        direction(
            "short",
            l.t("De närmaste veckorna", "The coming weeks"),
            l.t(
                format!("Artikel {number}, {at}: välj följd på kort sikt."),
                format!("Article {number}, {at}: choose the short-term consequence."),
            ),
        ),
        direction(
            "long",
            l.t("Det kommande året", "The coming year"),
            l.t(
                format!("Artikel {number}, {at}: välj följd på lång sikt."),
                format!("Article {number}, {at}: choose the long-term consequence."),
            ),
        ),
        Field::new(
            format!("why.{key}"),
            Kind::Text,
            Tone::Judgement,
            l.t("Varför?", "Why?"),
        )
        .hint(l.t(
            "Din bedömning, med stöd i fakta.",
            "Your judgement, resting on facts.",
        ))
        .required_when(format!("short.{key}"), &EXPLAINED)
        .missing(l.t(
            format!("Artikel {number}, {at}: skriv varför."),
            format!("Article {number}, {at}: write why."),
        )),
    ])
}

/// Which further articles are gone through. The tool proposes by area; the worker chooses.
pub(super) fn choice_of_articles(material: &Material, l: Language) -> Vec<Group> {
    let (proposed, others): (Vec<&Article>, Vec<&Article>) = material
        .checklist
        .optional()
        .filter(|a| {
            a.questions_for(material.kind, material.area.code(), material.depth.code())
                .next()
                .is_some()
        })
        .partition(|a| a.proposed_for.contains(&material.area));
    let tick = |a: &Article| {
        let number = a.number;
        Field::new(
            format!("article.{number}"),
            Kind::Tick,
            Tone::Judgement,
            l.t(
                format!("Artikel {number}: {}", a.title.get(l)),
                format!("Article {number}: {}", a.title.get(l)),
            ),
        )
        .hint(a.when.as_ref().map_or("", |w| w.get(l)))
    };
    let group = |heading: &str, lead: &str, of: Vec<&Article>| {
        (!of.is_empty()).then(|| {
            Group::new(heading)
                .lead(lead)
                .fields(of.into_iter().map(tick).collect())
        })
    };
    [
        group(
            l.t(
                "Vanliga i ert verksamhetsområde",
                "Common in your area of operation",
            ),
            l.t(
                "Välj dem som har betydelse här. De fem artiklarna 2, 3, 6, 12 och 19 är alltid med.",
                "Choose those that matter here. The five articles 2, 3, 6, 12 and 19 are always there.",
            ),
            proposed,
        ),
        group(l.t("Andra artiklar", "Other articles"), "", others),
    ]
    .into_iter()
    .flatten()
    .collect()
}

impl Material {
    /// Whether the decision on this alternative makes something worse for somebody: by any article, in the short or the long view,
    /// or, where articles have no consequences of their own, by the decision's own answer.
    #[must_use]
    pub fn has_negative_consequence(&self, alternative: usize) -> bool {
        let touched = self.touched(Language::Swedish);
        if self.depth == Depth::Quick {
            let decision = self.section(Section::Decision);
            return touched
                .iter()
                .any(|t| matches!(decision.text(&format!("against.{}", t.key)), "partly" | "yes"));
        }
        self.articles().iter().any(|article| {
            let fields = self.section(Section::Article(article.number));
            touched.iter().any(|t| {
                ["short", "long"]
                    .iter()
                    .any(|view| is_worse(fields.text(&format!("{view}.{}.{alternative}", t.key))))
            })
        })
    }
}
