//! What some of the units say of themselves in their leaflets, written by their managers.

use chrono::{DateTime, Utc};
use domain::language::Language;
use domain::organisation::{LeafletKind, LeafletText};
use serde::Deserialize;
use store::leaflets::save_text;
use store::{Db, StoreError, Who};

use super::people::Town;
use crate::clock::stockholm_day;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    text: Vec<Text>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    unit: String,
    kind: LeafletKind,
    language: Language,
    says: LeafletText,
}

fn load() -> Result<Vec<Text>, StoreError> {
    let file: File = toml::from_str(include_str!("leaflets.toml"))
        .map_err(|_| StoreError::Corrupt("leaflets of the demo"))?;
    Ok(file.text)
}

/// Writes them.
///
/// # Errors
/// [`StoreError::Corrupt`] when they cannot be read, [`StoreError::NotFound`] for a unit that the town lacks; otherwise the database's.
pub async fn write(db: &Db, town: &Town, now: DateTime<Utc>) -> Result<(), StoreError> {
    for Text {
        unit,
        kind,
        language,
        says,
    } in load()?
    {
        let team = town
            .teams
            .iter()
            .find(|team| team.unit.name == unit)
            .ok_or(StoreError::NotFound)?;
        let (id, who) = (
            team.unit.id,
            Who {
                account: Some(team.manager),
                unit: Some(team.unit.id),
                now,
                today: stockholm_day(now),
            },
        );
        db.write(move |tx| Box::pin(async move { save_text(tx, who, id, (kind, language), 0, &says).await }))
            .await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{Clock as _, SystemClock};
    use crate::demo::people::found;
    use documents::unprintable;
    use domain::content::content;
    use store::Engine;
    use store::leaflets::written;
    use store::testing::TestDb;

    #[tokio::test]
    async fn three_units_have_written_and_every_text_could_have_been_saved_and_printed() {
        let test = TestDb::new(Engine::Sqlite).await;
        let now = SystemClock.now();
        let town = found(&test.db, now).await.unwrap();
        write(&test.db, &town, now).await.unwrap();
        let mut tx = test.db.read().await.unwrap();
        let mut units = 0;
        for team in &town.teams {
            units += usize::from(!written(&mut tx, team.unit.id).await.unwrap().is_empty());
        }
        assert_eq!(units, 3);
        for text in load().unwrap() {
            let errors = text.says.check(stockholm_day(now), Language::Swedish);
            assert!(errors.is_empty(), "{}: {errors:?}", text.unit);
            assert!(
                text.says
                    .parts()
                    .iter()
                    .all(|(_, part)| unprintable(part).is_empty())
            );
            assert!(
                text.says.parts().iter().all(|(_, part)| *part == part.trim()),
                "{}",
                text.unit
            );
            let leaflet = content().leaflet(text.kind).unwrap();
            assert!(
                leaflet.lix(&text.says, text.language) <= leaflet.lix_goal,
                "{}",
                text.unit
            );
        }
        drop(tx);
        test.remove().await;
    }
}
