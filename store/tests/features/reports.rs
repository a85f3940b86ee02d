//! Reports and their exports: drafts change, final ones stay, and no export is lost or made twice.

use domain::fields::Fields;
use domain::figures::Period;
use domain::ids::{JobId, ReportId};
use domain::language::Language;
use domain::reports::{JobState, Report, ReportFormat, ReportKind, ReportState};
use store::jobs::{self, MOST_OPEN};
use store::reports::{NewReport, Saved, begin, make_final, remove, report, reports, save_texts};
use store::{Db, both_engines};

use super::common::{Town, at, count, execute, fields, load, refused, save, today};

fn period(code: &str) -> Period {
    Period::from_code(code).unwrap()
}

async fn draft(town: &Town) -> ReportId {
    let (who, unit) = (town.as_at(town.coordinator, 1), town.north.id);
    let new = NewReport {
        kind: ReportKind::FollowUp,
        unit,
        period: period("2025-t3"),
        against: Some(period("2025-t2")),
        language: Language::Swedish,
    };
    save!(town.db, |tx| begin(tx, who, &new)).unwrap()
}

fn said() -> Report {
    Report {
        title: "Uppföljning".into(),
        scope: "Norr".into(),
        period: "september–december 2025".into(),
        against: String::new(),
        language: Language::Swedish,
        made_on: today(),
        made_by: "Cora Kommun".into(),
        state: ReportState::Final,
        parts: Vec::new(),
    }
}

async fn ask(town: &Town, report: ReportId, format: ReportFormat, minute: i64) -> JobId {
    let who = town.as_at(town.coordinator, minute);
    save!(town.db, |tx| jobs::enqueue(tx, who, report, format)).unwrap()
}

both_engines! {
    async fn a_draft_keeps_what_is_written_and_a_stale_save_changes_nothing(db: Db) {
        let town = Town::build(&db).await;
        let id = draft(&town).await;
        let found = load!(db, |tx| report(tx, id)).unwrap();
        assert_eq!((found.kind, found.period, found.against, found.state, found.version), (ReportKind::FollowUp, period("2025-t3"), Some(period("2025-t2")), ReportState::Draft, 1));
        assert_eq!((found.unit, found.path, found.unit_name.as_str()), (town.north.id, town.north.path.clone(), "Norr"));
        let (first, second) = (fields(&[("summary", "Bra \"år\" 💬")]), fields(&[("summary", "Annat")]));
        let (who, other) = (town.as_at(town.coordinator, 2), town.as_at(town.head, 3));
        let (a, b) = (first.clone(), second.clone());
        assert_eq!(save!(db, |tx| save_texts(tx, who, id, 1, &a)).unwrap(), Saved::Stored(2));
        let a = first.clone();
        assert_eq!(save!(db, |tx| save_texts(tx, who, id, 1, &a)).unwrap(), Saved::Stored(2), "the same text again");
        match save!(db, |tx| save_texts(tx, other, id, 1, &b)).unwrap() {
            Saved::Conflict(theirs) => assert_eq!((theirs.texts, theirs.saved_by.as_str(), theirs.version), (first, "Cora Kommun", 2)),
            Saved::Stored(version) => panic!("stored as {version}"),
        }
        assert_eq!(count(&db, "select count(*) from audit where object_kind = 'report' and action = 'saved'").await, 1);
    }

    async fn a_final_report_says_for_ever_what_it_said(db: Db) {
        let town = Town::build(&db).await;
        let id = draft(&town).await;
        let who = town.as_at(town.coordinator, 2);
        refused!(save!(db, |tx| make_final(tx, who, (id, 7), &said())), Stale);
        save!(db, |tx| make_final(tx, who, (id, 1), &said())).unwrap();
        let found = load!(db, |tx| report(tx, id)).unwrap();
        assert_eq!((found.state, found.kept, found.final_at), (ReportState::Final, Some(said()), Some(at(2))));
        refused!(save!(db, |tx| make_final(tx, who, (id, 2), &said())), Stale);
        refused!(save!(db, |tx| save_texts(tx, who, id, 2, &Fields::default())), State);
        refused!(save!(db, |tx| remove(tx, who, id)), State);
        for sql in ["update report set kept = null", "update report set state = 'draft'", "delete from report"] {
            assert!(execute(&db, sql).await.is_err(), "{sql}");
        }
        refused!(load!(db, |tx| report(tx, ReportId(uuid::Uuid::nil()))), NotFound);
    }

    async fn whoever_follows_or_answers_for_a_unit_finds_its_reports_and_nobody_else(db: Db) {
        let town = Town::build(&db).await;
        let first = draft(&town).await;
        let who = town.as_at(town.coordinator, 2);
        save!(db, |tx| make_final(tx, who, (first, 1), &said())).unwrap();
        let second = draft(&town).await;
        for (account, expected) in [
            (town.coordinator, vec![second, first]),
            (town.head, vec![second, first]),
            // A report about the district is not the unit's.
            (town.manager, vec![]),
            (town.worker, vec![]),
        ] {
            let (lines, total) = load!(db, |tx| reports(tx, account, 10)).unwrap();
            assert_eq!(lines.iter().map(|l| l.id).collect::<Vec<_>>(), expected);
            assert_eq!(total, i64::try_from(expected.len()).unwrap());
        }
        assert_eq!(load!(db, |tx| reports(tx, town.coordinator, 1)).unwrap().0.len(), 1);
        ask(&town, second, ReportFormat::Csv, 3).await;
        save!(db, |tx| remove(tx, who, second)).unwrap();
        assert_eq!(count(&db, "select count(*) from job").await, 0);
    }

    async fn an_export_is_claimed_once_reports_its_steps_and_is_kept(db: Db) {
        let town = Town::build(&db).await;
        let of = draft(&town).await;
        let first = ask(&town, of, ReportFormat::Pdf, 1).await;
        let second = ask(&town, of, ReportFormat::Xlsx, 2).await;
        let claimed = save!(db, |tx| jobs::claim(tx, at(3))).unwrap().unwrap();
        assert_eq!((claimed.id, claimed.state, claimed.format, claimed.report), (first, JobState::Running, ReportFormat::Pdf, of));
        assert_eq!(save!(db, |tx| jobs::claim(tx, at(3))).unwrap().unwrap().id, second);
        assert_eq!(save!(db, |tx| jobs::claim(tx, at(3))).unwrap(), None);
        assert!(save!(db, |tx| jobs::progress(tx, first, (2, 5), at(3))).unwrap());
        let running = load!(db, |tx| jobs::job(tx, town.coordinator, first)).unwrap();
        assert_eq!((running.done, running.of, running.state), (2, 5, JobState::Running));
        refused!(load!(db, |tx| jobs::result(tx, town.coordinator, first)), NotFound);
        assert!(save!(db, |tx| jobs::finish(tx, first, "a.pdf", b"%PDF", at(4))).unwrap());
        let done = load!(db, |tx| jobs::job(tx, town.coordinator, first)).unwrap();
        assert_eq!((done.done, done.state, done.file_name.as_str()), (5, JobState::Done, "a.pdf"));
        assert_eq!(load!(db, |tx| jobs::result(tx, town.coordinator, first)).unwrap(), b"%PDF");
        // Somebody else's export is not there, whoever asks.
        refused!(load!(db, |tx| jobs::job(tx, town.head, first)), NotFound);
        refused!(load!(db, |tx| jobs::result(tx, town.head, first)), NotFound);
        assert_eq!(load!(db, |tx| jobs::jobs_of(tx, town.coordinator, of)).unwrap().iter().map(|j| j.id).collect::<Vec<_>>(), [second, first]);
        assert!(load!(db, |tx| jobs::jobs_of(tx, town.head, of)).unwrap().is_empty());
        assert_eq!(save!(db, |tx| jobs::sweep(tx, at(60 * 24 * 6))).unwrap(), 0);
        assert_eq!(save!(db, |tx| jobs::sweep(tx, at(60 * 24 * 8))).unwrap(), 1);
    }

    async fn what_is_cancelled_stops_and_is_never_kept(db: Db) {
        let town = Town::build(&db).await;
        let of = draft(&town).await;
        let (waits, runs) = (ask(&town, of, ReportFormat::Pdf, 2).await, ask(&town, of, ReportFormat::Csv, 1).await);
        assert_eq!(save!(db, |tx| jobs::claim(tx, at(3))).unwrap().unwrap().id, runs);
        let (who, stranger) = (town.as_at(town.coordinator, 4), town.as_at(town.head, 4));
        refused!(save!(db, |tx| jobs::cancel(tx, stranger, runs)), NotFound);
        for id in [waits, runs] {
            save!(db, |tx| jobs::cancel(tx, who, id)).unwrap();
            refused!(save!(db, |tx| jobs::cancel(tx, who, id)), State);
        }
        assert!(!save!(db, |tx| jobs::progress(tx, runs, (1, 5), at(5))).unwrap());
        assert!(!save!(db, |tx| jobs::finish(tx, runs, "a.csv", b"x", at(5))).unwrap());
        save!(db, |tx| jobs::fail(tx, runs, at(5))).unwrap();
        assert_eq!(load!(db, |tx| jobs::job(tx, town.coordinator, runs)).unwrap().state, JobState::Cancelled);
        assert_eq!(save!(db, |tx| jobs::claim(tx, at(9))).unwrap(), None);
    }

    async fn after_a_restart_what_ran_begins_again_and_a_silent_instance_is_relieved(db: Db) {
        let town = Town::build(&db).await;
        let of = draft(&town).await;
        let id = ask(&town, of, ReportFormat::Json, 1).await;
        assert!(save!(db, |tx| jobs::claim(tx, at(2))).unwrap().is_some());
        assert!(save!(db, |tx| jobs::progress(tx, id, (3, 5), at(2))).unwrap());
        // Not silent for long enough.
        assert_eq!(save!(db, |tx| jobs::claim(tx, at(3))).unwrap(), None);
        let again = save!(db, |tx| jobs::claim(tx, at(4))).unwrap().unwrap();
        assert_eq!((again.id, again.done), (id, 0));
        assert_eq!(save!(db, |tx| jobs::requeue(tx)).unwrap(), 1);
        assert_eq!(save!(db, |tx| jobs::claim(tx, at(4))).unwrap().unwrap().id, id);
        save!(db, |tx| jobs::fail(tx, id, at(5))).unwrap();
        assert_eq!(load!(db, |tx| jobs::job(tx, town.coordinator, id)).unwrap().state, JobState::Failed);
    }

    async fn nobody_has_more_than_five_exports_under_way(db: Db) {
        let town = Town::build(&db).await;
        let of = draft(&town).await;
        for _ in 0..MOST_OPEN {
            ask(&town, of, ReportFormat::Csv, 1).await;
        }
        let who = town.as_at(town.coordinator, 2);
        refused!(save!(db, |tx| jobs::enqueue(tx, who, of, ReportFormat::Csv)), State);
        let other = town.as_at(town.head, 2);
        save!(db, |tx| jobs::enqueue(tx, other, of, ReportFormat::Csv)).unwrap();
        refused!(save!(db, |tx| jobs::enqueue(tx, other, ReportId(uuid::Uuid::nil()), ReportFormat::Csv)), NotFound);
    }
}
