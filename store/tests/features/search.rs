//! Search: names, numbers, case numbers and references, and nothing else.

use domain::cases::ChildForm;
use domain::ids::{AccountId, CaseId, SearchId};
use store::cases::{After, CaseChange, NewCase, change_case};
use store::search::{find_cases, keep_search, kept_search};
use store::{Db, Who, both_engines, children};
use uuid::Uuid;

use super::common::{Town, at, child, count, load, number, refused, save, today};

/// The adults of the cases found.
async fn found(db: &Db, account: AccountId, text: &str) -> Vec<String> {
    load!(db, |tx| find_cases(tx, account, text, today(), None))
        .unwrap()
        .into_iter()
        .map(|line| line.subject_name)
        .collect()
}

async fn finds(town: &Town, text: &str) -> Vec<String> {
    found(&town.db, town.worker, text).await
}

async fn with_child(town: &Town, adult: &str, form: ChildForm) -> CaseId {
    let case = town.open(adult, 0).await;
    town.child_as(case, form).await;
    case
}

both_engines! {
    async fn a_name_is_found_by_the_beginning_of_any_word_with_and_without_dots(db: Db) {
        let town = Town::build(&db).await;
        town.open("Åsa Märta Östlund-Ek", 0).await;
        town.open("Bo Berg", 1).await;
        for text in ["Åsa", "asa", "ÅSA", "öst", "ost", "Ek", "mär", "åsa östlund", "Asa Ek", "ek åsa", "  östlund-ek ", "A\u{30a}sa", "åsa märta östlund"] {
            assert_eq!(finds(&town, text).await, ["Åsa Märta Östlund-Ek"], "{text}");
        }
        for text in ["stlund", "sa", "Åsa Berg", "lund", "åse"] {
            assert!(finds(&town, text).await.is_empty(), "{text}");
        }
    }

    async fn a_child_is_found_by_its_name_until_it_is_taken_out(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let id = town.child(case, "Elsa Söderström").await;
        assert_eq!(finds(&town, "elsa soder").await, ["Vera Blom"]);
        let who = town.at(2);
        save!(db, |tx| children::set_removed(tx, who, case, id, true)).unwrap();
        assert!(finds(&town, "elsa").await.is_empty());
        assert_eq!(finds(&town, "vera").await, ["Vera Blom"]);
    }

    async fn one_case_with_many_matches_is_one_line(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Elsa Blom", 0).await;
        town.child(case, "Elsa").await;
        town.child(case, "Elsa Maria").await;
        assert_eq!(finds(&town, "elsa").await, ["Elsa Blom"]);
    }

    async fn both_words_must_stand_in_one_name(db: Db) {
        let town = Town::build(&db).await;
        with_child(&town, "Vera Blom", child("Elsa Ek")).await;
        assert!(finds(&town, "vera ek").await.is_empty());
        assert_eq!(finds(&town, "elsa ek").await, ["Vera Blom"]);
    }

    async fn a_personal_number_is_found_in_every_spelling(db: Db) {
        let town = Town::build(&db).await;
        let digits = number("19850412238");
        town.open_as(NewCase { subject_number: digits.clone(), ..town.new_case("Vera Blom") }, 0).await;
        town.open_as(NewCase { subject_number: number("19850412239"), ..town.new_case("Nora Ek") }, 0).await;
        for text in [digits.clone(), format!("{}-{}", &digits[..8], &digits[8..]), format!("{}-{}", &digits[2..8], &digits[8..]), digits[2..].to_owned(), format!(" {digits} ")] {
            assert_eq!(finds(&town, &text).await, ["Vera Blom"], "{text}");
        }
        for text in [&digits[..8], &digits[..11], &digits[8..], "850412"] {
            assert!(finds(&town, text).await.is_empty(), "a part of a number finds nobody: {text}");
        }
    }

    async fn a_childs_personal_or_coordination_number_finds_its_case(db: Db) {
        let town = Town::build(&db).await;
        let (personal, coordination) = (number("20160229238"), number("20170174238"));
        // Typed in either spelling.
        let typed = format!("{}-{}", &personal[2..8], &personal[8..]);
        with_child(&town, "Vera Blom", ChildForm { number: typed, ..child("Elsa") }).await;
        with_child(&town, "Nora Ek", ChildForm { number: coordination.clone(), ..child("Omid") }).await;
        for (digits, adult) in [(&personal, "Vera Blom"), (&coordination, "Nora Ek")] {
            assert_eq!(finds(&town, digits).await, [adult]);
            assert_eq!(finds(&town, &format!("{}-{}", &digits[..8], &digits[8..])).await, [adult]);
            assert_eq!(finds(&town, &format!("{}-{}", &digits[2..8], &digits[8..])).await, [adult]);
        }
    }

    async fn a_child_who_is_taken_out_is_not_found_by_its_number(db: Db) {
        let town = Town::build(&db).await;
        let (case, digits) = (town.open("Vera Blom", 0).await, number("20160229238"));
        let id = town.child_as(case, ChildForm { number: digits.clone(), ..child("Elsa") }).await;
        assert_eq!(finds(&town, &digits).await, ["Vera Blom"]);
        let who = town.at(2);
        save!(db, |tx| children::set_removed(tx, who, case, id, true)).unwrap();
        assert!(finds(&town, &digits).await.is_empty());
    }

    async fn a_case_is_found_by_its_number_and_its_reference_whole(db: Db) {
        let town = Town::build(&db).await;
        town.open_as(NewCase { reference: "IFO-2026/17 b".into(), ..town.new_case("Vera Blom") }, 0).await;
        town.open_as(NewCase { reference: "IFO-2026/170".into(), ..town.new_case("Nora Ek") }, 0).await;
        for text in ["2026-0001", " 2026-0001 ", "IFO-2026/17 b", "ifo 2026 17 B"] {
            assert_eq!(finds(&town, text).await, ["Vera Blom"], "{text}");
        }
        for text in ["2026-000", "2026", "0001", "IFO-2026", "17"] {
            assert!(finds(&town, text).await.is_empty(), "{text}");
        }
    }

    async fn nothing_else_is_searched(db: Db) {
        let town = Town::build(&db).await;
        with_child(&town, "Vera Blom", ChildForm { needs_note: "tyst rum".into(), interpreter: "dari".into(), ..child("Elsa") }).await;
        for text in ["Avhysning", "Karin", "Ekonomi", "tyst", "dari", "dotter", "2016-02-17", "08-465 004 10", "Vera Blom Avhysning"] {
            assert!(finds(&town, text).await.is_empty(), "{text}");
        }
    }

    async fn signs_that_mean_something_to_the_database_are_text(db: Db) {
        let town = Town::build(&db).await;
        town.open("Vera Blom", 0).await;
        for text in ["%", "_", "%%", "V%a", "V_ra", "' or '1'='1", "\"", "\\", "'; drop table case_file; --", "*", "", "   ", "\0", "$1", "?", "%a%", "-", "💬"] {
            assert!(finds(&town, text).await.is_empty(), "{text:?}");
        }
        town.open("Sean O'Neill", 0).await;
        for text in ["O'Neill", "o neill", "Sean \"O'Neill\""] {
            assert_eq!(finds(&town, text).await, ["Sean O'Neill"], "{text}");
        }
        assert_eq!(finds(&town, "vera").await, ["Vera Blom"]);
    }

    async fn a_name_in_another_script_is_found(db: Db) {
        let town = Town::build(&db).await;
        town.open("مريم حسن", 0).await;
        assert_eq!(finds(&town, "مريم").await, ["مريم حسن"]);
        assert_eq!(finds(&town, "حسن").await, ["مريم حسن"]);
    }

    async fn only_what_the_role_reaches_is_found_and_a_protected_case_by_its_worker_and_managers(db: Db) {
        let town = Town::build(&db).await;
        let digits = number("19850412238");
        let kid = number("20160229238");
        let open = town.open_as(NewCase { reference: "R 1".into(), subject_number: digits.clone(), ..town.new_case("Vera Öppen") }, 0).await;
        let new = NewCase { reference: "R 2".into(), subject_number: digits.clone(), protected: true, ..town.new_case("Vera Skyddad") };
        let hidden = town.open_as(new, 0).await;
        for case in [open, hidden] {
            town.child_as(case, ChildForm { number: kid.clone(), ..child("Elsa") }).await;
        }
        for text in ["vera", "elsa", digits.as_str(), kid.as_str()] {
            for account in [town.worker, town.manager, town.head] {
                assert_eq!(found(&db, account, text).await, ["Vera Skyddad", "Vera Öppen"], "{text}");
            }
            assert_eq!(found(&db, town.colleague, text).await, ["Vera Öppen"], "{text}");
            for account in [town.neighbour, town.stranger, town.coordinator] {
                assert!(found(&db, account, text).await.is_empty(), "{text}");
            }
        }
        for text in ["2026-0002", "R 2", "skyddad"] {
            assert_eq!(found(&db, town.manager, text).await, ["Vera Skyddad"], "{text}");
            assert!(found(&db, town.colleague, text).await.is_empty(), "{text}");
        }
    }

    async fn a_changed_name_is_found_and_the_old_one_is_not(db: Db) {
        let town = Town::build(&db).await;
        let id = town.open("Vera Blom", 0).await;
        let who = town.at(1);
        let change = CaseChange { reference: "R 9".into(), subject_name: "Vera Öst".into(), subject_number: number("19850412238"), matter: "Skuld".into(), protected: false };
        save!(db, |tx| change_case(tx, who, id, 1, &change)).unwrap();
        assert!(finds(&town, "blom").await.is_empty());
        for text in ["ost", "R 9", &number("19850412238")] {
            assert_eq!(finds(&town, text).await, ["Vera Öst"], "{text}");
        }
    }

    async fn many_finds_come_page_by_page(db: Db) {
        let town = Town::build(&db).await;
        for _ in 0..30 {
            town.open("Vera Blom", 0).await;
        }
        let first = load!(db, |tx| find_cases(tx, town.worker, "vera", today(), None)).unwrap();
        let last = first.last().unwrap();
        let after = Some(After { updated_at: last.updated_at, id: last.id });
        let second = load!(db, |tx| find_cases(tx, town.worker, "vera", today(), after)).unwrap();
        assert_eq!((first.len(), second.len()), (25, 5));
        assert!(second.iter().all(|line| first.iter().all(|l| l.id != line.id)));
    }

    async fn what_was_searched_for_is_given_back_only_to_who_searched(db: Db) {
        let town = Town::build(&db).await;
        let (who, worker) = (town.at(0), town.worker);
        let id = save!(db, |tx| keep_search(tx, who, worker, " Åsa % \"x\" 💬 ")).unwrap();
        assert_eq!(load!(db, |tx| kept_search(tx, worker, id)).unwrap(), " Åsa % \"x\" 💬 ");
        for other in [town.colleague, town.manager, town.stranger] {
            refused!(load!(db, |tx| kept_search(tx, other, id)), NotFound);
        }
        refused!(load!(db, |tx| kept_search(tx, worker, SearchId(Uuid::max()))), NotFound);
    }

    async fn a_search_is_forgotten_when_the_same_person_searches_half_a_day_later(db: Db) {
        let town = Town::build(&db).await;
        let (worker, colleague) = (town.worker, town.colleague);
        let keep = |account: AccountId, minute: i64| {
            let (db, who) = (db.clone(), Who { account: Some(account), unit: None, now: at(minute), today: today() });
            async move { save!(db, |tx| keep_search(tx, who, account, "vera")).unwrap() }
        };
        let (old, others) = (keep(worker, 0).await, keep(colleague, 0).await);
        let fresh = keep(worker, 12 * 60).await;
        assert!(load!(db, |tx| kept_search(tx, worker, old)).is_ok(), "exactly twelve hours are not too old");
        keep(worker, 12 * 60 + 1).await;
        refused!(load!(db, |tx| kept_search(tx, worker, old)), NotFound);
        assert!(load!(db, |tx| kept_search(tx, worker, fresh)).is_ok());
        assert!(load!(db, |tx| kept_search(tx, colleague, others)).is_ok());
        assert_eq!(count(&db, "select count(*) from search").await, 3);
    }
}
