//! Reviews of the log: what was opened is found, drawn once, judged row by row and frozen by a signature.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeZone as _, Utc};
use domain::audit::{Drawn, Part, Rule, VerdictForm, draw, pairs};
use domain::ids::{AccountId, CaseId, LogReviewId};
use store::audit::{self, Entry};
use store::log_reviews::{self, Judged, NewReview, Signing};
use store::{Db, Engine, Pools, Who, both_engines, cases, children};

use super::common::{Town, at, count, execute, load, refused, save, texts, today};

const FEBRUARY: &str = "2026-m02";

fn february() -> (DateTime<Utc>, DateTime<Utc>) {
    (
        Utc.with_ymd_and_hms(2026, 1, 31, 23, 0, 0).unwrap(),
        Utc.with_ymd_and_hms(2026, 2, 28, 23, 0, 0).unwrap(),
    )
}

fn month() -> (String, DateTime<Utc>, DateTime<Utc>) {
    let (since, until) = february();
    (FEBRUARY.to_owned(), since, until)
}

/// Somebody opens a case at an hour of a day in February.
async fn open(town: &Town, account: AccountId, case: CaseId, day: u32, hour: u32) {
    let who = Who {
        account: Some(account),
        unit: Some(town.unit.id),
        now: Utc.with_ymd_and_hms(2026, 2, day, hour, 0, 0).unwrap(),
        today: today(),
    };
    save!(town.db, |tx| audit::record(
        tx,
        who,
        Entry::in_case("read", "case", case.0, case)
    ))
    .unwrap();
}

fn drawn(account: AccountId, case: CaseId) -> Drawn {
    Drawn {
        account,
        case,
        days: vec![],
        sampled: true,
        rules: vec![Rule::NoRole, Rule::Night],
    }
}

/// A review of the unit's February with these rows.
async fn begin(town: &Town, part: Part, rows: Vec<Drawn>) -> Result<LogReviewId, store::StoreError> {
    let new = NewReview {
        unit: town.unit.id,
        month: FEBRUARY.to_owned(),
        part,
        seed: -7,
        openings: 12,
        pairs: 3,
        people: 2,
        left_out: 1,
        rows,
    };
    let who = town.as_at(town.manager, 5);
    save!(town.db, |tx| log_reviews::begin(tx, who, &new))
}

fn verdict(code: &str, note: &str) -> VerdictForm {
    VerdictForm {
        verdict: code.into(),
        note: note.into(),
        asked: String::new(),
    }
}

async fn judge(
    town: &Town,
    by: AccountId,
    id: LogReviewId,
    position: i64,
    version: i64,
    form: VerdictForm,
) -> Result<Judged, store::StoreError> {
    let who = town.as_at(by, 6);
    let review = load!(town.db, |tx| log_reviews::review(tx, id)).unwrap();
    save!(town.db, |tx| log_reviews::judge(
        tx, who, &review, position, version, &form
    ))
}

async fn sign(town: &Town, id: LogReviewId) -> Result<Signing, store::StoreError> {
    let who = town.as_at(town.manager, 7);
    let review = load!(town.db, |tx| log_reviews::review(tx, id)).unwrap();
    save!(town.db, |tx| log_reviews::sign(tx, who, &review))
}

both_engines! {
    async fn only_openings_of_cases_of_the_unit_in_the_month_are_found(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        open(&town, town.colleague, case, 28, 22).await;
        open(&town, town.worker, case, 1, 9).await;
        // The first moment of March in Stockholm, another unit, a change, and a reading outside any case.
        open(&town, town.worker, case, 28, 23).await;
        let elsewhere = Who { unit: Some(town.far.id), now: february().0, ..town.at(0) };
        save!(db, |tx| audit::record(tx, elsewhere, Entry::in_case("read", "case", case.0, case))).unwrap();
        let changed = Who { now: february().0, ..town.at(0) };
        save!(db, |tx| audit::record(tx, changed, Entry::in_case("saved", "section", case.0, case))).unwrap();
        save!(db, |tx| audit::record(tx, changed, Entry::about("read", "log_review", None))).unwrap();
        let unit = town.unit.id;
        let found = load!(db, |tx| log_reviews::openings(tx, unit, february())).unwrap();
        assert_eq!(found.iter().map(|o| (o.account, o.case)).collect::<Vec<_>>(), [(town.worker, case), (town.colleague, case)]);
    }

    async fn the_query_of_a_month_reads_its_index_and_nothing_else(db: Db) {
        const PLAN: &str = "explain query plan select account_id, case_id, at from audit where unit_id = $1 and at >= $2 and at < $3 \
            and action = 'read' and case_id is not null and account_id is not null order by at limit $4";
        let plan = match db.pools() {
            Pools::Sqlite { read, .. } => {
                let rows: Vec<(i64, i64, i64, String)> = sqlx::query_as(PLAN).fetch_all(read).await.unwrap();
                rows.into_iter().map(|row| row.3).collect::<Vec<_>>().join("\n")
            }
            // A table of a few rows is read whole there, so only the index itself is asked for.
            Pools::Postgres(_) => texts(&db, "select indexdef from pg_indexes where indexname = 'audit_opening'").await.join("\n"),
        };
        assert!(plan.contains("audit_opening"), "{plan}");
        if db.engine() == Engine::Sqlite {
            assert!(plan.contains("SEARCH") && !plan.contains("SCAN") && !plan.contains("TEMP B-TREE"), "{plan}");
        }
    }

    async fn facts_name_who_has_had_the_case_and_whoever_reviews_and_a_purged_case_has_none(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        town.child(case, "Elsa Ek").await;
        let who = town.at(1);
        save!(db, |tx| children::add_guardian(tx, who, case, "Nils Ström", domain::cases::GuardianRole::Party)).unwrap();
        let later = town.person("Lena Lång", domain::access::Role::Worker, &town.unit).await;
        let (by, last) = (town.as_at(town.manager, 2), town.colleague);
        save!(db, |tx| cases::assign_case(tx, by, case, later)).unwrap();
        save!(db, |tx| cases::assign_case(tx, by, case, last)).unwrap();
        // Whoever opened it in an emergency has read, and chosen to read; that is no role in it.
        let stranger = town.as_at(town.stranger, 3);
        for action in ["read", "opened_protected"] {
            let entry = Entry::in_case(action, "case", case.0, case);
            save!(db, |tx| audit::record(tx, stranger, entry)).unwrap();
        }
        let unit = town.unit.id;
        let reviewers = load!(db, |tx| log_reviews::reviewers(tx, unit, (today(), today()))).unwrap();
        assert_eq!(reviewers, BTreeSet::from([town.manager, town.head]));
        let facts = load!(db, |tx| log_reviews::case_facts(tx, case, &reviewers)).unwrap().unwrap();
        let mut names = facts.names.clone();
        names.sort();
        assert_eq!(names, ["Elsa Ek", "Nils Ström", "Vera Blom"]);
        assert_eq!(facts.with_role, BTreeSet::from([town.worker, later, town.colleague, town.manager, town.head]));
        assert!(!facts.protected);
        let gone = CaseId(uuid::Uuid::from_u128(9));
        assert_eq!(load!(db, |tx| log_reviews::case_facts(tx, gone, &reviewers)).unwrap(), None);
    }

    async fn a_month_is_drawn_once_and_the_stored_seed_draws_the_same_rows_again(db: Db) {
        let town = Town::build(&db).await;
        let mut opened = Vec::new();
        for n in 0..14_u32 {
            let case = town.open("Vera Blom", 0).await;
            open(&town, town.colleague, case, 1 + n, 9).await;
            opened.push(case);
        }
        let unit = town.unit.id;
        let found = load!(db, |tx| log_reviews::openings(tx, unit, february())).unwrap();
        let openings: Vec<_> = found.iter().map(|o| domain::audit::Opening { account: o.account, case: o.case, at: o.at.naive_utc() }).collect();
        let drawing = draw(-7, &pairs(&openings), |_| vec![]);
        let id = begin(&town, Part::Unit, drawing.rows.clone()).await.unwrap();
        refused!(begin(&town, Part::Unit, vec![]).await, Exists);
        let review = load!(db, |tx| log_reviews::review(tx, id)).unwrap();
        assert_eq!((review.seed, review.openings, review.people, review.left_out), (-7, 12, 2, 1));
        let rows = load!(db, |tx| log_reviews::rows(tx, id)).unwrap();
        let again = draw(review.seed, &pairs(&openings), |_| vec![]);
        assert_eq!(rows.iter().map(|r| (r.account, r.case, r.days.clone())).collect::<Vec<_>>(),
            again.rows.iter().map(|r| (r.account, r.case, r.days.clone())).collect::<Vec<_>>());
        assert_eq!(rows.len(), domain::audit::SAMPLE);
        assert_eq!(count(&db, "select count(*) from audit where action = 'created' and object_kind = 'log_review' and unit_id is not null and detail = '2026-m02 unit'").await, 1);
    }

    async fn a_row_shows_the_case_but_no_name_of_a_protected_one_and_nothing_of_a_purged_one(db: Db) {
        let town = Town::build(&db).await;
        let open = town.open("Vera Blom", 0).await;
        let secret = town.open_as(cases::NewCase { protected: true, ..town.new_case("Vera Hemlig") }, 0).await;
        let purged = CaseId(uuid::Uuid::from_u128(9));
        let rows = [open, secret, purged].map(|case| drawn(town.colleague, case)).to_vec();
        let id = begin(&town, Part::Unit, rows).await.unwrap();
        let rows = load!(db, |tx| log_reviews::rows(tx, id)).unwrap();
        let subjects: Vec<_> = rows.iter().map(|r| r.shown.as_ref().map(|s| s.subject.clone())).collect();
        assert_eq!(subjects, [Some(Some("Vera Blom".to_owned())), Some(None), None]);
        assert_eq!(rows[0].rules, [Rule::NoRole, Rule::Night]);
        assert_eq!((rows[0].name.as_str(), rows[0].sampled, rows[0].version), ("Åsa Öberg", true, 0));
    }

    async fn a_stale_verdict_gets_the_others_and_changes_nothing(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let id = begin(&town, Part::Unit, vec![drawn(town.colleague, case)]).await.unwrap();
        assert_eq!(judge(&town, town.manager, id, 1, 0, verdict("in_order", "")).await.unwrap(), Judged::Stored(1));
        let stale = judge(&town, town.head, id, 1, 0, verdict("suspected", "Varför?")).await.unwrap();
        let Judged::Conflict(theirs) = stale else { panic!("{stale:?}") };
        assert_eq!((theirs.form, theirs.version, theirs.saved_by.as_str(), theirs.saved_at), (verdict("in_order", ""), 1, "Maria Chef", Some(at(6))));
        assert_eq!(judge(&town, town.head, id, 1, 0, verdict("in_order", "")).await.unwrap(), Judged::Stored(1), "the same again");
        assert_eq!(judge(&town, town.head, id, 1, 1, verdict("suspected", "Varför?")).await.unwrap(), Judged::Stored(2));
        let rows = load!(db, |tx| log_reviews::rows(tx, id)).unwrap();
        assert_eq!((rows[0].form(), rows[0].judged_by.as_str()), (verdict("suspected", "Varför?"), "Hedda Norr"));
        assert_eq!(count(&db, "select count(*) from audit where action = 'judged'").await, 2);
        assert_eq!(texts(&db, "select detail from audit where action = 'judged' order by id").await, ["1 in_order", "1 suspected"]);
        refused!(judge(&town, town.head, id, 2, 0, verdict("in_order", "")).await, NotFound);
    }

    async fn nobody_judges_their_own_opening(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let id = begin(&town, Part::Managers, vec![drawn(town.manager, case)]).await.unwrap();
        refused!(judge(&town, town.manager, id, 1, 0, verdict("in_order", "")).await, State);
        assert_eq!(judge(&town, town.head, id, 1, 0, verdict("in_order", "")).await.unwrap(), Judged::Stored(1));
    }

    async fn a_review_is_signed_when_every_row_has_a_verdict_and_then_stays(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let id = begin(&town, Part::Unit, vec![drawn(town.colleague, case), drawn(town.worker, case)]).await.unwrap();
        judge(&town, town.manager, id, 1, 0, verdict("in_order", "")).await.unwrap();
        assert_eq!(sign(&town, id).await.unwrap(), Signing::Missing(1));
        judge(&town, town.manager, id, 2, 0, verdict("needs_explanation", "Fråga.")).await.unwrap();
        assert_eq!(sign(&town, id).await.unwrap(), Signing::Signed);
        refused!(sign(&town, id).await, State);
        refused!(judge(&town, town.manager, id, 1, 1, verdict("suspected", "x")).await, State);
        for sql in [
            "update log_review_row set verdict = 'in_order'",
            "update log_review_row set note = 'x' where position = 2",
            "insert into log_review_row (review_id, position, account_id, case_id, days, sampled) select review_id, 9, account_id, case_id, days, sampled from log_review_row where position = 1",
            "update log_review set signed_at = null",
            "update log_review set seed = 1",
        ] {
            let why = execute(&db, sql).await.unwrap_err().to_string();
            assert!(why.contains("a signed review of the log is never changed"), "{sql}: {why}");
        }
        for sql in ["delete from log_review_row", "delete from log_review"] {
            assert!(execute(&db, sql).await.unwrap_err().to_string().contains("never removed"), "{sql}");
        }
        assert_eq!(count(&db, "select count(*) from audit where action = 'signed' and object_kind = 'log_review' and detail = '2026-m02'").await, 1);
    }

    async fn what_a_review_was_drawn_with_never_changes_and_unsigned_ones_cannot_be_removed(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        begin(&town, Part::Unit, vec![drawn(town.colleague, case)]).await.unwrap();
        for sql in ["update log_review set seed = 1", "update log_review set month = '2026-m01'", "update log_review_row set rules = ''", "update log_review_row set position = 2"] {
            assert!(execute(&db, sql).await.unwrap_err().to_string().contains("drawn with"), "{sql}");
        }
        for sql in ["delete from log_review", "delete from log_review_row"] {
            assert!(execute(&db, sql).await.unwrap_err().to_string().contains("never removed"), "{sql}");
        }
    }

    async fn a_month_waits_for_the_manager_until_its_review_is_signed(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        let months = [month()];
        let waiting = async |account| load!(db, |tx| log_reviews::due(tx, account, &months)).unwrap();
        assert_eq!(waiting(town.manager).await, []);
        open(&town, town.colleague, case, 3, 9).await;
        for account in [town.manager, town.head] {
            let due = waiting(account).await;
            assert_eq!(due.len(), 1);
            assert_eq!((due[0].unit, due[0].months.as_slice()), (town.unit.id, &[FEBRUARY.to_owned()][..]));
        }
        for account in [town.worker, town.coordinator, town.neighbour] {
            assert_eq!(waiting(account).await, []);
        }
        let id = begin(&town, Part::Unit, vec![]).await.unwrap();
        assert_eq!(waiting(town.manager).await.len(), 1);
        assert_eq!(sign(&town, id).await.unwrap(), Signing::Signed);
        assert_eq!(waiting(town.manager).await, []);
        // The managers' own openings wait for whoever is above, and for nobody else.
        begin(&town, Part::Managers, vec![drawn(town.manager, case)]).await.unwrap();
        assert_eq!((waiting(town.manager).await.len(), waiting(town.head).await.len()), (0, 1));
    }

    async fn a_units_months_tell_how_far_each_has_come(db: Db) {
        let town = Town::build(&db).await;
        let case = town.open("Vera Blom", 0).await;
        open(&town, town.colleague, case, 3, 9).await;
        let january = ("2026-m01".to_owned(), at(-90_000), february().0);
        let (unit, months) = (town.unit.id, [month(), january]);
        let states = load!(db, |tx| log_reviews::months(tx, unit, &months)).unwrap();
        assert_eq!(states.iter().map(|s| (s.opened, s.reviews.len())).collect::<Vec<_>>(), [(true, 0), (false, 0)]);
        let id = begin(&town, Part::Unit, vec![drawn(town.colleague, case), drawn(town.worker, case)]).await.unwrap();
        let above = begin(&town, Part::Managers, vec![drawn(town.manager, case)]).await.unwrap();
        judge(&town, town.manager, id, 2, 0, verdict("in_order", "")).await.unwrap();
        let states = load!(db, |tx| log_reviews::months(tx, unit, &months)).unwrap();
        let told: Vec<_> = states[0].reviews.iter().map(|r| (r.part, r.id, r.of, r.judged, r.signed_at)).collect();
        assert_eq!(told, [(Part::Unit, id, 2, 1, None), (Part::Managers, above, 1, 0, None)]);
    }

    async fn reading_a_review_leaves_a_row_in_its_units_chain(db: Db) {
        let town = Town::build(&db).await;
        let id = begin(&town, Part::Unit, vec![]).await.unwrap();
        let review = load!(db, |tx| log_reviews::review(tx, id)).unwrap();
        let who = Who { unit: None, ..town.as_at(town.manager, 9) };
        save!(db, |tx| log_reviews::note_opened(tx, who, &review)).unwrap();
        assert_eq!(count(&db, "select count(*) from audit where action = 'read' and object_kind = 'log_review' and case_id is null \
            and unit_id in (select unit_id from log_review)").await, 1);
    }
}
