//! What units say of themselves in their leaflets.

use domain::access::Role;
use domain::ids::UnitId;
use domain::language::Language::{English, Swedish};
use domain::organisation::LeafletKind::{Children, Parents, YoungPeople};
use domain::organisation::LeafletText;
use store::leaflets::{Saved, StoredText, save_text, text, written};
use store::organisation::units_reached;
use store::{Db, Who, both_engines};
use uuid::Uuid;

use super::common::{Town, at, count, load, refused, save, texts};

fn words(who: &str) -> LeafletText {
    LeafletText {
        who: who.to_owned(),
        phone: "08-465 004 12".to_owned(),
        hours: "Måndag 9–11".to_owned(),
        place: "Kvarngatan 3".to_owned(),
        more: "Rad ett \"citat\"\n\nRad två 💬".to_owned(),
    }
}

fn conflict(saved: Saved) -> StoredText {
    match saved {
        Saved::Conflict(theirs) => theirs,
        Saved::Stored(version) => panic!("stored as version {version}"),
    }
}

both_engines! {
    async fn a_text_is_read_back_as_it_was_written_with_who_saved_it_and_when(db: Db) {
        let town = Town::build(&db).await;
        let (unit, who, new) = (town.unit.id, town.as_at(town.manager, 7), words("Vi är sex"));
        assert_eq!(load!(db, |tx| text(tx, unit, (Children, Swedish))).unwrap(), None);
        let saved = { let new = new.clone(); save!(db, |tx| save_text(tx, who, unit, (Children, Swedish), 0, &new)) };
        assert_eq!(saved.unwrap(), Saved::Stored(1));
        let found = load!(db, |tx| text(tx, unit, (Children, Swedish))).unwrap().unwrap();
        assert_eq!(found, StoredText { text: new, version: 1, saved_by: "Maria Chef".to_owned(), saved_at: at(7) });
    }

    async fn each_leaflet_language_and_unit_has_a_text_of_its_own(db: Db) {
        let town = Town::build(&db).await;
        let (unit, sister, who) = (town.unit.id, town.sister.id, town.as_at(town.manager, 7));
        for (of, which, says) in [
            (unit, (Children, Swedish), "barn sv"),
            (unit, (Children, English), "barn en"),
            (unit, (Parents, Swedish), "föräldrar sv"),
            (sister, (Children, Swedish), "en annan enhet"),
        ] {
            let new = words(says);
            assert_eq!(save!(db, |tx| save_text(tx, who, of, which, 0, &new)).unwrap(), Saved::Stored(1));
        }
        for (of, which, says) in [
            (unit, (Children, Swedish), Some("barn sv")),
            (unit, (Children, English), Some("barn en")),
            (unit, (Parents, Swedish), Some("föräldrar sv")),
            (unit, (YoungPeople, Swedish), None),
            (sister, (Children, Swedish), Some("en annan enhet")),
            (town.far.id, (Children, Swedish), None),
        ] {
            let found = load!(db, |tx| text(tx, of, which)).unwrap();
            assert_eq!(found.map(|t| t.text.who).as_deref(), says, "{which:?}");
        }
        let mut all = load!(db, |tx| written(tx, unit)).unwrap();
        all.sort_by_key(|(kind, language)| (kind.code(), language.code()));
        assert_eq!(all, [(Children, English), (Children, Swedish), (Parents, Swedish)]);
        assert!(load!(db, |tx| written(tx, town.far.id)).unwrap().is_empty());
    }

    async fn a_stale_save_changes_nothing_and_shows_what_the_other_wrote(db: Db) {
        let town = Town::build(&db).await;
        let (unit, which) = (town.unit.id, (Parents, Swedish));
        let (manager, colleague) = (town.as_at(town.manager, 3), town.as_at(town.colleague, 9));
        let (first, second, third) = (words("ett"), words("två"), words("tre"));
        assert_eq!(save!(db, |tx| save_text(tx, manager, unit, which, 0, &first)).unwrap(), Saved::Stored(1));
        let kept = second.clone();
        assert_eq!(save!(db, |tx| save_text(tx, colleague, unit, which, 1, &second)).unwrap(), Saved::Stored(2));
        let rows = count(&db, "select count(*) from audit").await;
        for stale in [0, 1, 3, -1] {
            let mine = third.clone();
            let theirs = conflict(save!(db, |tx| save_text(tx, manager, unit, which, stale, &mine)).unwrap());
            assert_eq!((theirs.text.who.as_str(), theirs.version, theirs.saved_by.as_str(), theirs.saved_at), ("två", 2, "Åsa Öberg", at(9)));
        }
        // The very same text is no conflict, whatever it started from.
        assert_eq!(save!(db, |tx| save_text(tx, manager, unit, which, 1, &kept)).unwrap(), Saved::Stored(2));
        assert_eq!(count(&db, "select count(*) from audit").await, rows);
        assert_eq!(save!(db, |tx| save_text(tx, manager, unit, which, 2, &third)).unwrap(), Saved::Stored(3));
        assert_eq!(count(&db, "select count(*) from leaflet_text where who = 'tre' and version = 3").await, 1);
    }

    async fn an_emptied_text_is_out_of_the_leaflet_and_keeps_counting_versions(db: Db) {
        let town = Town::build(&db).await;
        let (unit, which, who) = (town.unit.id, (Children, Swedish), town.as_at(town.manager, 3));
        let new = words("Vi");
        save!(db, |tx| save_text(tx, who, unit, which, 0, &new)).unwrap();
        let none = LeafletText::default();
        assert_eq!(save!(db, |tx| save_text(tx, who, unit, which, 1, &none)).unwrap(), Saved::Stored(2));
        assert!(load!(db, |tx| written(tx, unit)).unwrap().is_empty());
        let found = load!(db, |tx| text(tx, unit, which)).unwrap().unwrap();
        assert!(found.text.is_empty());
        assert_eq!(found.version, 2);
        // A form that was opened before it was emptied is stale, and so is one that believes that there never was a text.
        for stale in [0, 1] {
            let late = words("Sent");
            assert_eq!(conflict(save!(db, |tx| save_text(tx, who, unit, which, stale, &late)).unwrap()).version, 2);
        }
        let again = words("Igen");
        assert_eq!(save!(db, |tx| save_text(tx, who, unit, which, 2, &again)).unwrap(), Saved::Stored(3));
    }

    async fn an_unknown_unit_has_no_text_and_takes_none(db: Db) {
        let town = Town::build(&db).await;
        let (nowhere, who) = (UnitId(Uuid::max()), town.as_at(town.manager, 3));
        let rows = count(&db, "select count(*) from audit").await;
        for version in [0, 1] {
            let new = words("X");
            refused!(save!(db, |tx| save_text(tx, who, nowhere, (Children, Swedish), version, &new)), NotFound);
        }
        assert_eq!(load!(db, |tx| text(tx, nowhere, (Children, Swedish))).unwrap(), None);
        assert_eq!(count(&db, "select count(*) from leaflet_text").await, 0);
        assert_eq!(count(&db, "select count(*) from audit").await, rows);
    }

    async fn the_trail_tells_which_leaflet_of_which_unit_and_none_of_the_words(db: Db) {
        let town = Town::build(&db).await;
        let (unit, who) = (town.unit.id, Who { unit: None, ..town.as_at(town.manager, 5) });
        let (new, none) = (words("Zebrafink"), LeafletText::default());
        save!(db, |tx| save_text(tx, who, unit, (YoungPeople, English), 0, &new)).unwrap();
        save!(db, |tx| save_text(tx, who, unit, (YoungPeople, English), 1, &none)).unwrap();
        let rows = texts(&db, "select action || ' ' || object_kind || ' ' || detail from audit where object_kind = 'leaflet_text' \
            and case_id is null and unit_id = object_id and account_id is not null order by id").await;
        assert_eq!(rows, ["saved leaflet_text young_people en", "removed leaflet_text young_people en"]);
    }

    async fn a_save_that_is_rolled_back_leaves_neither_text_nor_row(db: Db) {
        let town = Town::build(&db).await;
        let (unit, who, new) = (town.unit.id, town.as_at(town.manager, 5), words("Vi"));
        let rows = count(&db, "select count(*) from audit").await;
        let failed: Result<(), store::StoreError> = save!(db, |tx| async {
            save_text(tx, who, unit, (Children, Swedish), 0, &new).await?;
            Err(store::StoreError::State)
        });
        refused!(failed, State);
        assert_eq!(count(&db, "select count(*) from leaflet_text").await, 0);
        assert_eq!(count(&db, "select count(*) from audit").await, rows);
    }

    async fn every_role_reaches_its_units_and_no_others(db: Db) {
        let town = Town::build(&db).await;
        let archivist = town.person("Rolf Arkiv", Role::RecordsOfficer, &town.sister).await;
        let all = vec!["Ekonomi norr", "Ekonomi söder", "Vuxen norr"];
        for (account, expected) in [
            (town.worker, vec!["Ekonomi norr"]),
            (town.colleague, vec!["Ekonomi norr"]),
            (town.manager, vec!["Ekonomi norr"]),
            (town.stranger, vec!["Ekonomi söder"]),
            (town.head, vec!["Ekonomi norr", "Vuxen norr"]),
            (archivist, vec!["Vuxen norr"]),
            (town.coordinator, all),
        ] {
            let found = load!(db, |tx| units_reached(tx, account)).unwrap();
            assert_eq!(found.into_iter().map(|u| u.name).collect::<Vec<_>>(), expected);
        }
    }
}
