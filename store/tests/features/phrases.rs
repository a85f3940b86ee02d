//! A unit's library of phrases.

use domain::ids::{PhraseId, UnitId};
use store::phrases::{MAX_PHRASES, NewPhrase, add_phrase, added_by, phrase, phrases, remove_phrase};
use store::{Db, StoreError, Who, both_engines};
use uuid::Uuid;

use super::common::{Town, at, count, load, refused, save, texts};

fn new(title: &str) -> NewPhrase {
    NewPhrase {
        title: title.to_owned(),
        text: format!("{title}: \"fakta\" 💬\nrad två"),
    }
}

async fn add(town: &Town, unit: UnitId, title: &str) -> PhraseId {
    let (who, new) = (town.at(3), new(title));
    save!(town.db, |tx| add_phrase(tx, who, unit, &new)).unwrap()
}

async fn titles(db: &Db, unit: UnitId) -> Vec<String> {
    let found = load!(db, |tx| phrases(tx, unit)).unwrap();
    found.into_iter().map(|p| p.title).collect()
}

both_engines! {
    async fn a_units_phrases_are_listed_by_title_and_other_units_are_not(db: Db) {
        let town = Town::build(&db).await;
        let (unit, sister) = (town.unit.id, town.sister.id);
        for title in ["Riksnormen", "avbetalning", "Kontakt med skolan"] {
            add(&town, unit, title).await;
        }
        add(&town, sister, "Boendestöd").await;
        assert_eq!(titles(&db, unit).await, ["avbetalning", "Kontakt med skolan", "Riksnormen"]);
        assert_eq!(titles(&db, sister).await, ["Boendestöd"]);
        assert!(titles(&db, town.far.id).await.is_empty());
    }

    async fn a_phrase_is_read_back_as_it_was_written_with_who_added_it(db: Db) {
        let town = Town::build(&db).await;
        let unit = town.unit.id;
        let (who, added) = (Who { account: Some(town.colleague), ..town.at(7) }, new("Riksnormen"));
        let id = save!(db, |tx| add_phrase(tx, who, unit, &added)).unwrap();
        let found = load!(db, |tx| phrase(tx, unit, id)).unwrap();
        assert_eq!((found.id, found.title.as_str(), found.text.as_str()), (id, "Riksnormen", "Riksnormen: \"fakta\" 💬\nrad två"));
        assert_eq!((found.added_by, found.added_by_name.as_str(), found.added_at), (town.colleague, "Åsa Öberg", at(7)));
        assert_eq!(load!(db, |tx| phrases(tx, unit)).unwrap(), [found]);
    }

    async fn what_is_taken_out_is_gone_from_the_library_and_still_has_its_author(db: Db) {
        let town = Town::build(&db).await;
        let unit = town.unit.id;
        let (kept, gone) = (add(&town, unit, "Kvar").await, add(&town, unit, "Bort").await);
        let who = town.at(9);
        save!(db, |tx| remove_phrase(tx, who, unit, gone)).unwrap();
        save!(db, |tx| remove_phrase(tx, who, unit, gone)).unwrap();
        assert_eq!(titles(&db, unit).await, ["Kvar"]);
        refused!(load!(db, |tx| phrase(tx, unit, gone)), NotFound);
        assert_eq!(load!(db, |tx| phrase(tx, unit, kept)).unwrap().title, "Kvar");
        assert_eq!(load!(db, |tx| added_by(tx, unit, gone)).unwrap(), town.worker);
        assert_eq!(count(&db, "select count(*) from phrase").await, 2);
        assert_eq!(count(&db, "select count(*) from audit where action = 'removed' and object_kind = 'phrase'").await, 1);
    }

    async fn a_hundred_fit_and_one_that_is_taken_out_makes_room(db: Db) {
        let town = Town::build(&db).await;
        let (unit, who) = (town.unit.id, town.at(3));
        let filled: Result<PhraseId, StoreError> = save!(db, |tx| async {
            for n in 1..MAX_PHRASES {
                add_phrase(tx, who, unit, &new(&format!("Fras {n}"))).await?;
            }
            add_phrase(tx, who, unit, &new("Den hundrade")).await
        });
        let last = filled.unwrap();
        let one_more = new("En till");
        refused!(save!(db, |tx| add_phrase(tx, who, unit, &one_more)), State);
        add(&town, town.sister.id, "En annan enhet har plats").await;
        save!(db, |tx| remove_phrase(tx, who, unit, last)).unwrap();
        add(&town, unit, "Nu finns det plats").await;
        let found = titles(&db, unit).await;
        assert_eq!(found.len(), 100);
        assert!(found.contains(&"Nu finns det plats".to_owned()) && !found.contains(&"En till".to_owned()));
    }

    async fn a_phrase_of_another_unit_or_a_guessed_id_is_not_found_and_not_changed(db: Db) {
        let town = Town::build(&db).await;
        let (unit, sister, nowhere, who) = (town.unit.id, town.sister.id, UnitId(Uuid::max()), town.at(9));
        let theirs = add(&town, sister, "Deras").await;
        let rows = count(&db, "select count(*) from audit").await;
        for (of, id) in [(unit, theirs), (nowhere, theirs), (unit, PhraseId(Uuid::max()))] {
            refused!(load!(db, |tx| phrase(tx, of, id)), NotFound);
            refused!(load!(db, |tx| added_by(tx, of, id)), NotFound);
            refused!(save!(db, |tx| remove_phrase(tx, who, of, id)), NotFound);
        }
        let forged = new("X");
        refused!(save!(db, |tx| add_phrase(tx, who, nowhere, &forged)), NotFound);
        assert!(titles(&db, nowhere).await.is_empty());
        assert_eq!(titles(&db, sister).await, ["Deras"]);
        assert_eq!(count(&db, "select count(*) from audit").await, rows);
    }

    async fn the_trail_tells_of_the_unit_but_of_no_case_and_none_of_the_words(db: Db) {
        let town = Town::build(&db).await;
        let (unit, who) = (town.unit.id, Who { unit: None, ..town.at(5) });
        let written = new("Zebrafink");
        let id = save!(db, |tx| add_phrase(tx, who, unit, &written)).unwrap();
        save!(db, |tx| remove_phrase(tx, who, unit, id)).unwrap();
        let rows = texts(&db, "select action || ' ' || object_kind || ' ' || detail from audit where object_kind = 'phrase' \
            and case_id is null and unit_id is not null and object_id is not null order by id").await;
        assert_eq!(rows, ["created phrase ", "removed phrase "]);
    }
}
