use std::collections::BTreeMap;

use app::retention::{PurgePageData, cases_words, kept_words, rule_with_law, rule_words};
use axum::extract::{Path, State};
use axum::response::Response;
use documents::{Block, Column, Document, KeyValue, Language as Tongue, Paper};
use domain::language::Language;
use store::retention::{ItemState, PurgeState};

use super::find::purge as find;
use super::purge::load;
use crate::assessments::pdf as render;
use crate::clock::stockholm_day;
use crate::error::AppError;
use crate::sessions::Signed;
use crate::state::AppState;

/// The record of a purge as PDF, for the archive. In Swedish whatever language the interface has, as every document of the authority.
pub async fn pdf(
    State(state): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let mut tx = state.read().await?;
    let purge = find(&mut tx, &signed, &id).await?;
    if purge.state != PurgeState::Done {
        return Err(AppError::NotFound);
    }
    let swedish = Signed {
        language: Language::Swedish,
        ..signed.clone()
    };
    let data = load(&mut tx, &swedish, purge).await?;
    drop(tx);
    let day = data.purge.ended_at.unwrap_or_else(|| state.now());
    let name = format!("gallringsprotokoll-{}.pdf", stockholm_day(day));
    render(
        &state,
        &signed,
        document(&data, stockholm_day(day)),
        Paper::Kept,
        &name,
    )
    .await
}

fn document(data: &PurgePageData, day: chrono::NaiveDate) -> Document {
    let l = Language::Swedish;
    let purge = &data.purge;
    let [proposed, approved, ended] = data.moments.clone().map(Option::unwrap_or_default);
    let approved_by = purge.approved_by_name.clone().unwrap_or_default();
    let (right, all) = data.vouched;
    let mut document = Document::new("Gallringsprotokoll", Tongue::Swedish, day)
        .with_headers(purge.unit_name.as_str(), format!("Avslutad {day}"));
    document.push(Block::KeyValues(vec![
        KeyValue::new("Gren", purge.unit_name.as_str()),
        KeyValue::new("Föreslaget av", format!("{}, {proposed}", purge.proposed_by_name)),
        KeyValue::new("Godkänt av", format!("{approved_by}, {approved}")),
        KeyValue::new("Avslutat", ended),
        KeyValue::new("Gallrade ärenden", format!("{} av {}", purge.purged, purge.cases)),
        KeyValue::new("Stämmer med den förseglade loggen", format!("{right} av {all}")),
        KeyValue::new("Gallringens id", purge.id.to_string()),
    ]));
    document.push(Block::heading(1, "Regler"));
    document.push(Block::List {
        ordered: false,
        items: rules(data, l),
    });
    document.push(Block::heading(1, "Ärenden"));
    document.push(Block::Table {
        caption: "Ärendena i numrets ordning, med antalet borttagna rader".to_owned(),
        columns: vec![
            Column::text("Ärende"),
            Column::text("Enhet"),
            Column::text("Sista anteckning"),
            Column::text("Regel"),
            Column::text("Senast"),
            Column::numeric("Rader"),
            Column::text("Läge"),
        ],
        rows: data.lines.iter().map(|line| row(line, l)).collect(),
    });
    document
}

fn rules(data: &PurgePageData, l: Language) -> Vec<String> {
    let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
    for line in data.lines.iter().filter(|line| line.state == ItemState::Purged) {
        *rules.entry(&line.rule).or_default() += 1;
    }
    rules
        .into_iter()
        .map(|(rule, n)| format!("{}: {}", cases_words(n, l), rule_with_law(rule, l)))
        .collect()
}

fn row(line: &app::retention::ItemLine, l: Language) -> Vec<String> {
    let rows: i64 = line.counts.iter().map(|(_, n)| n).sum();
    vec![
        line.number.clone(),
        line.unit.clone(),
        line.last_entry.to_string(),
        rule_words(&line.rule, l),
        line.done_by.to_string(),
        rows.to_string(),
        match line.state {
            ItemState::Purged => "Gallrat".to_owned(),
            ItemState::Waiting => "Väntar".to_owned(),
            ItemState::Kept => kept_words(&line.reason, l).to_owned(),
        },
    ]
}
