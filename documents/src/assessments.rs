//! An assessment as a document: the decision document in its internal and its party version, the working print, the memo text.

use chrono::NaiveDate;
use domain::assessments::{
    Annotation, Cell, Field, Kind, Material, NoteKind, Section, Step, Tone, comparison, groups,
    written_sections,
};
use domain::cases::CaseKind;
use domain::dates;
use domain::language::Language as Spoken;
use domain::participation::{Disclosure, standing};

use crate::annotations;
use crate::disclosures::{self, Hidden};
use crate::letters::language;
use crate::model::{Block, Column, Document, KeyValue};

/// Who reads the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// Those who work with the case.
    Internal,
    /// A party: statements that have to be assessed before disclosure are left out, and it says that something is.
    Party,
}

/// What stands at the top.
#[derive(Clone, Debug)]
pub struct Heading {
    /// The case's number.
    pub number: String,
    /// The unit.
    pub unit: String,
    /// The worker.
    pub worker: String,
    /// What it is about.
    pub matter: String,
    /// "Arbetsmaterial", or when and by whom it was signed.
    pub state: String,
    /// The day that the document is dated.
    pub date: NaiveDate,
    /// Corrections and objections, which stand at the end.
    pub annotations: Vec<Annotation>,
    /// What was assessed about disclosure: decides what a party's version holds, and stands at the end of the internal one.
    pub disclosures: Vec<Disclosure>,
}

/// The whole assessment, section by section, as it was asked and answered.
#[must_use]
pub fn assessment(heading: &Heading, material: &Material, version: Version, l: Spoken) -> Document {
    let title = l.t("Barnkonsekvensanalys", "Assessment of consequences for children");
    let left = format!("{} · {}", heading.unit, heading.number);
    let mut document =
        Document::new(title, language(l), heading.date).with_headers(left, heading.state.clone());
    document.push(Block::KeyValues(top(heading, material, l)));
    let hides = Hidden::of(material, &heading.disclosures);
    if version == Version::Party {
        for text in hides.in_words(&heading.disclosures, l) {
            document.push(Block::Note { text });
        }
    }
    decision_first(&mut document, material, l);
    for section in std::iter::once(Section::Depth).chain(written_sections(material)) {
        let hidden = (version == Version::Party).then_some(&hides);
        write_section(&mut document, material, section, hidden, l);
    }
    measures(&mut document, material, l);
    consequences(&mut document, material, l);
    if version == Version::Internal {
        disclosures::write(&mut document, &heading.disclosures, material, l);
    }
    let title = |section| section_heading(material, section, l);
    for block in annotations::blocks(&heading.annotations, version, hides.anything(), title, l) {
        document.push(block);
    }
    document
}

fn top(heading: &Heading, material: &Material, l: Spoken) -> Vec<KeyValue> {
    let touched: Vec<_> = material.touched(l).into_iter().map(|t| t.label).collect();
    let mut rows = vec![
        KeyValue::new(l.t("Ärende", "Case"), heading.number.clone()),
        KeyValue::new(l.t("Gäller", "About"), heading.matter.clone()),
    ];
    match material.kind {
        CaseKind::Adult => rows.push(KeyValue::new(l.t("Vuxen", "Adult"), material.subject.clone())),
        CaseKind::General => rows.push(KeyValue::new(
            l.t("Beslutet kallas", "The decision is called"),
            material.subject.clone(),
        )),
        CaseKind::Child => {}
    }
    rows.push(KeyValue::new(l.t("Barn", "Children"), touched.join(", ")));
    rows.push(KeyValue::new(
        l.t("Analysens djup", "Depth of the assessment"),
        material.depth.name(l),
    ));
    rows.push(KeyValue::new(l.t("Enhet", "Unit"), heading.unit.clone()));
    rows.push(KeyValue::new(
        l.t("Handläggare", "Worker"),
        heading.worker.clone(),
    ));
    rows
}

/// The decision stands first, because that is what a reader looks for.
fn decision_first(document: &mut Document, material: &Material, l: Spoken) {
    let decision = material.section(Section::Decision);
    if decision.has("content") {
        document.push(Block::heading(1, l.t("Beslutet", "The decision")));
        document.push(Block::paragraph(decision.text("content")));
    }
}

fn section_heading(material: &Material, section: Section, l: Spoken) -> String {
    match section {
        Section::Child(id) => material.child(id).map(|c| c.full_label(l)).unwrap_or_default(),
        Section::Depth => l
            .t("Hur djupt analysen går", "How deep the assessment goes")
            .to_owned(),
        Section::ArticleChoice => l
            .t("Fler artiklar som valdes", "Further articles that were chosen")
            .to_owned(),
        Section::Article(number) => material.checklist.article(number).map_or_else(String::new, |a| {
            l.t(
                format!("Artikel {number}: {}", a.title.get(l)),
                format!("Article {number}: {}", a.title.get(l)),
            )
        }),
        Section::Note(id) => material.note_title(id, l),
        other => other.step().name_for(material.kind, l).to_owned(),
    }
}

fn write_section(
    document: &mut Document,
    material: &Material,
    section: Section,
    hides: Option<&Hidden>,
    l: Spoken,
) {
    let fields = material.section(section);
    if fields.0.is_empty() {
        return;
    }
    document.push(Block::heading(1, section_heading(material, section, l)));
    let hidden = |f: &Field| hides.is_some_and(|h| h.is_hidden(material, section, &fields, &f.name));
    for group in groups(section, material, &fields, false, l) {
        let answered: Vec<&Field> = group.fields.iter().filter(|f| fields.has(&f.name)).collect();
        if answered.is_empty() {
            continue;
        }
        let some_hidden = answered.iter().any(|f| hidden(f));
        let shown: Vec<&Field> = answered.into_iter().filter(|f| !hidden(f)).collect();
        if !group.heading.is_empty() {
            document.push(Block::heading(2, group.heading));
        }
        if shown.is_empty() {
            document.push(Block::Note {
                text: l
                    .t("Är inte med i partsversionen.", "Left out of the party version.")
                    .to_owned(),
            });
            continue;
        }
        if says_whose_words(material, section) {
            document.push(Block::paragraph(group.lead));
        }
        // The words that a weighing answers are as hidden as the weighing.
        for quote in group.quotes.into_iter().filter(|_| !some_hidden) {
            document.push(Block::ChildsWords {
                text: quote.text,
                caption: quote.caption,
            });
        }
        for field in shown {
            document.push(block(field, fields.text(&field.name), l));
        }
    }
}

/// Whether a section's lead is printed with it: what others say must never be read as the child's own words.
fn says_whose_words(material: &Material, section: Section) -> bool {
    match section {
        Section::Note(id) => material.note(id).is_some_and(|n| n.kind == NoteKind::Others),
        _ => false,
    }
}

fn block(field: &Field, text: &str, l: Spoken) -> Block {
    let shown = match &field.kind {
        Kind::Date => dates::parse(text).map_or_else(|| text.to_owned(), |d| dates::long(d, l)),
        Kind::Tick => l.t("Ja", "Yes").to_owned(),
        _ => field.in_words(text),
    };
    match (field.tone, &field.kind) {
        (Tone::Words, _) => Block::ChildsWords {
            text: shown,
            caption: field.label.clone(),
        },
        (Tone::Judgement, _) => Block::Judgement {
            label: field.label.clone(),
            text: shown,
        },
        (Tone::Fact, _) => Block::KeyValues(vec![KeyValue::new(field.label.clone(), shown)]),
    }
}

fn measures(document: &mut Document, material: &Material, l: Spoken) {
    if material.measures.is_empty() {
        return;
    }
    document.push(Block::heading(1, l.t("Åtgärder", "Measures")));
    let rows = material
        .measures
        .iter()
        .map(|m| {
            let child = m
                .child
                .and_then(|c| material.child(c))
                .map_or_else(|| l.t("Alla barn", "All children").to_owned(), |c| c.name.clone());
            let done = m.done_on.map(|d| d.to_string()).unwrap_or_default();
            vec![m.text.clone(), child, m.owner.clone(), m.due_on.to_string(), done]
        })
        .collect();
    let columns = [
        l.t("Åtgärd", "Measure"),
        l.t("För", "For"),
        l.t("Ansvarig", "Owner"),
        l.t("Klar senast", "Due"),
        l.t("Gjord", "Done"),
    ];
    document.push(Block::Table {
        caption: l
            .t(
                "Åtgärder som mildrar följderna",
                "Measures that soften the consequences",
            )
            .to_owned(),
        columns: columns.into_iter().map(Column::text).collect(),
        rows,
    });
}

/// Directions and weights in words, article by article. Never a total.
fn consequences(document: &mut Document, material: &Material, l: Spoken) {
    for table in comparison(material, l) {
        let rows: Vec<Vec<String>> = table
            .rows
            .into_iter()
            .filter(|(_, _, cells)| cells.iter().any(|c| !c.short.is_empty() || !c.long.is_empty()))
            .map(|(number, title, cells)| {
                let mut row = vec![format!("{number} {title}")];
                row.extend(cells.iter().map(|cell| {
                    let words = |code: &str| Cell::in_words(code, l).to_lowercase();
                    format!("{} / {}", words(&cell.short), words(&cell.long))
                }));
                row
            })
            .collect();
        if rows.is_empty() {
            continue;
        }
        let mut columns = vec![Column::text(l.t("Artikel", "Article"))];
        columns.extend(table.alternatives.iter().map(|a| Column::text(a.text.clone())));
        let name = &table.touched.name;
        document.push(Block::heading(
            1,
            l.t(format!("Följder för {name}"), format!("Consequences for {name}")),
        ));
        document.push(Block::Table {
            caption: l
                .t(
                    "De närmaste veckorna / det kommande året",
                    "The coming weeks / the coming year",
                )
                .to_owned(),
            columns,
            rows,
        });
    }
}

/// A short text for a committee memo: the matter, the children's best, their voice, the decision. Statements that have to be
/// assessed first are left out.
#[must_use]
pub fn memo(heading: &Heading, material: &Material, l: Spoken) -> String {
    let weighing = material.section(Section::Weighing);
    let decision = material.section(Section::Decision);
    let mut text = vec![
        l.t("PRÖVNING AV BARNETS BÄSTA", "ASSESSMENT OF THE CHILD'S BEST")
            .to_owned(),
        l.t(
            format!("Gäller: {}", heading.matter),
            format!("About: {}", heading.matter),
        ),
    ];
    for touched in material
        .touched(l)
        .iter()
        .filter(|_| !material.kind.names_children())
    {
        let mut lines = vec![touched.label.clone()];
        for name in [format!("best.{}", touched.key), format!("weight.{}", touched.key)] {
            if weighing.has(&name) {
                lines.push(weighing.text(&name).to_owned());
            }
        }
        text.push(lines.join("\n"));
    }
    for child in &material.children {
        let mut lines = vec![child.label(l)];
        let said: Vec<_> = material
            .statements()
            .into_iter()
            .filter(|s| s.child == child.id && standing(s, &heading.disclosures).may_be_read())
            .map(|s| format!("”{}”", s.words))
            .collect();
        let heard = material.talks(child.id).next().is_some();
        lines.push(match (heard, said.is_empty()) {
            (true, false) => l.t(
                format!("Barnet har sagt: {}", said.join(" ")),
                format!("The child has said: {}", said.join(" ")),
            ),
            (true, true) => l.t("Barnet har hörts.", "The child has been heard.").to_owned(),
            (false, _) => l
                .t("Barnet har inte hörts.", "The child has not been heard.")
                .to_owned(),
        });
        for (label, name) in [
            (
                l.t("Bäst för barnet: ", "Best for the child: "),
                format!("best.{}", child.id),
            ),
            (l.t("Vikt: ", "Weight: "), format!("weight.{}", child.id)),
        ] {
            if weighing.has(&name) {
                lines.push(format!("{label}{}", weighing.text(&name)));
            }
        }
        let against = decision.text(&format!("against_why.{}", child.id));
        if !against.is_empty() {
            lines.push(l.t(
                format!("Vägde tyngre: {against}"),
                format!("Weighed more: {against}"),
            ));
        }
        text.push(lines.join("\n"));
    }
    for (label, fields, name) in [
        (
            l.t("Andra intressen: ", "Other interests: "),
            &weighing,
            "other_interests",
        ),
        (l.t("Beslut: ", "Decision: "), &decision, "content"),
        (l.t("Skäl: ", "Reasons: "), &decision, "reasons"),
    ] {
        if fields.has(name) {
            text.push(format!("{label}{}", fields.text(name)));
        }
    }
    if !material.measures.is_empty() {
        let list: Vec<_> = material
            .measures
            .iter()
            .map(|m| format!("– {} ({}, {})", m.text, m.owner, m.due_on))
            .collect();
        text.push(format!("{}\n{}", l.t("Åtgärder:", "Measures:"), list.join("\n")));
    }
    if let Some(day) = material.follow_up_on() {
        text.push(format!("{}: {}", Step::FollowUp.name(l), dates::long(day, l)));
    }
    text.join("\n\n")
}
