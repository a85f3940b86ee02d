//! Step 5: the articles, with consequences per child and alternative.

use super::parts::choice;
use super::{Field, Group, Kind, Material, Tone};
use crate::content::content;
use crate::language::Language;

/// Directions of a consequence: code, Swedish, English. Words, never a figure.
pub(super) const DIRECTIONS: [(&str, &str, &str); 4] = [
    ("better", "Bättre", "Better"),
    ("none", "Ingen skillnad", "No difference"),
    ("worse", "Sämre", "Worse"),
    ("unknown", "Vet inte än", "Not known yet"),
];

pub(super) fn article(number: u8, material: &Material, l: Language) -> Vec<Group> {
    let Some(article) = content().article(number) else {
        return Vec::new();
    };
    let questions = article
        .questions_for(material.area.code(), material.depth.code())
        .map(|q| {
            Field::new(format!("q.{}", q.id), Kind::Text, Tone::Fact, q.text.get(l))
                .hint(q.hint.get(l))
                .required()
                .missing(l.t(
                    format!("Artikel {number}: svara på ”{}”", q.text.get(l)),
                    format!("Article {number}: answer “{}”", q.text.get(l)),
                ))
        })
        .collect();
    let mut groups = vec![Group::new("").fields(questions)];
    let alternatives = material.alternatives();
    for child in &material.children {
        for alternative in &alternatives {
            let label = child.full_label(l);
            let key = format!("{}.{}", child.id, alternative.number);
            let at = l.t(
                format!("{}, ”{}”", child.name, alternative.text),
                format!("{}, “{}”", child.name, alternative.text),
            );
            groups.push(
                Group::new(l.t(
                    format!("Följder för {label}: {}", alternative.text),
                    format!("Consequences for {label}: {}", alternative.text),
                ))
                .fields(vec![
                    Field::new(
                        format!("short.{key}"),
                        choice(&DIRECTIONS, l),
                        Tone::Judgement,
                        l.t("De närmaste veckorna", "The coming weeks"),
                    )
                    .required()
                    .missing(l.t(
                        format!("Artikel {number}, {at}: välj följd på kort sikt."),
                        format!("Article {number}, {at}: choose the short-term consequence."),
                    )),
                    Field::new(
                        format!("long.{key}"),
                        choice(&DIRECTIONS, l),
                        Tone::Judgement,
                        l.t("Det kommande året", "The coming year"),
                    )
                    .required()
                    .missing(l.t(
                        format!("Artikel {number}, {at}: välj följd på lång sikt."),
                        format!("Article {number}, {at}: choose the long-term consequence."),
                    )),
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
                    .required_when(format!("short.{key}"), &["better", "worse"])
                    .missing(l.t(
                        format!("Artikel {number}, {at}: skriv varför."),
                        format!("Article {number}, {at}: write why."),
                    )),
                ]),
            );
        }
    }
    groups
}

impl Material {
    /// Whether any article finds that an alternative makes things worse for some child, in the short or the long view.
    #[must_use]
    pub fn has_negative_consequence(&self, alternative: usize) -> bool {
        content().articles().iter().any(|article| {
            let fields = self.section(super::Section::Article(article.number));
            self.children.iter().any(|child| {
                ["short", "long"]
                    .iter()
                    .any(|view| fields.text(&format!("{view}.{}.{alternative}", child.id)) == "worse")
            })
        })
    }
}
