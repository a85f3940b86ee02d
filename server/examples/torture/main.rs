//! Kills the server at random while people save, and disconnects in the middle of saving, again and again, against a ledger of
//! what was acknowledged. `scripts/torture.sh` prepares the database and says how often.

#![expect(clippy::print_stdout, reason = "it tells what it found")]

mod people;
mod server;

use std::collections::BTreeSet;
use std::error::Error;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use domain::assessments::Section;
use domain::ids::AssessmentId;
use ogonhojd_server::keys::Keys;
use store::{Db, Pools, audit, copies, sections};
use tokio::time::{sleep, timeout};

use people::{Answer, People, Session, get, save, search};
use server::Server;

pub(crate) type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// People who save at once.
const WRITERS: usize = 8;
/// Clients that disconnect at once.
const FICKLE: usize = 32;

/// What one person has typed into one assessment.
#[derive(Clone, Debug)]
struct Ledger {
    assessment: AssessmentId,
    version: i64,
    /// The last number that the server has said is saved, and the last that was sent.
    acknowledged: u64,
    sent: u64,
}

pub(crate) struct Place {
    pub(crate) program: PathBuf,
    pub(crate) database: String,
    pub(crate) keys: PathBuf,
}

impl Place {
    /// Opened anew each time, so that nothing of this process helps the database over a crash.
    async fn open(&self) -> Outcome<(Db, Keys)> {
        let keys = Keys::read(&self.keys)?;
        let db = Db::open(&self.database).await?.sealed_with(keys.audit.clone());
        Ok((db, keys))
    }
}

#[tokio::main]
async fn main() -> Outcome<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [program, database, keys, kills, disconnects] = args.as_slice() else {
        return Err("usage: torture PROGRAM DATABASE KEYS KILLS DISCONNECTS".into());
    };
    let place = Place {
        program: program.into(),
        database: database.clone(),
        keys: keys.into(),
    };
    let (kills, disconnects): (u32, u32) = (kills.parse()?, disconnects.parse()?);
    let (db, _) = place.open().await?;
    let people = People::settle(&db, WRITERS + FICKLE).await?;
    db.close().await;
    let mut ledgers: Vec<Ledger> = people
        .assessments
        .iter()
        .map(|&assessment| Ledger {
            assessment,
            version: 0,
            acknowledged: 0,
            sent: 0,
        })
        .collect();
    let (writers, fickle) = ledgers.split_at_mut(WRITERS);
    kill(&place, &people.worker, writers, kills).await?;
    if disconnects > 0 {
        disconnect(&place, &people, fickle, disconnects).await?;
    }
    Ok(())
}

/// Starts the server, lets people save, kills it, and looks whether everything that it acknowledged is there.
async fn kill(place: &Place, session: &Session, ledgers: &mut [Ledger], kills: u32) -> Outcome<()> {
    let (began, mut lost, mut acknowledged) = (Instant::now(), 0, 0);
    for round in 1..=kills {
        let mut server = Server::start(place)?;
        let mut writing = Vec::new();
        for ledger in ledgers.iter() {
            writing.push(tokio::spawn(keep_saving(
                server.port,
                session.clone(),
                ledger.clone(),
            )));
        }
        sleep(Duration::from_millis(rand::random_range(20..400))).await;
        server.kill()?;
        for (ledger, task) in ledgers.iter_mut().zip(writing) {
            let before = ledger.acknowledged;
            *ledger = task.await??;
            acknowledged += ledger.acknowledged - before;
        }
        let (db, _) = place.open().await?;
        for ledger in ledgers.iter_mut() {
            lost += compare(&db, ledger).await?;
        }
        if round.is_multiple_of(100) || round == kills {
            look(place, &db, &format!("after {round} kills")).await?;
            println!(
                "  {acknowledged} saves acknowledged, {lost} lost, {:.0} s",
                began.elapsed().as_secs_f64()
            );
        }
        db.close().await;
    }
    if lost > 0 {
        return Err(format!("{lost} acknowledged saves are lost").into());
    }
    Ok(())
}

/// Saves one number after the other until the server is gone.
async fn keep_saving(port: u16, session: Session, mut ledger: Ledger) -> Outcome<Ledger> {
    loop {
        ledger.sent += 1;
        match save(port, &session, ledger.assessment, ledger.version, ledger.sent).await {
            Ok(Answer::Saved(version)) => {
                ledger.version = version;
                ledger.acknowledged = ledger.sent;
            }
            // The server was killed, before or after it wrote.
            Ok(Answer::Gone) | Err(_) => return Ok(ledger),
            Ok(Answer::Refused(status)) => return Err(format!("a save was answered with {status}").into()),
        }
    }
}

/// Compares a ledger with what is stored, and goes on from there. Returns how many acknowledged saves are not there.
async fn compare(db: &Db, ledger: &mut Ledger) -> Outcome<u64> {
    let mut tx = db.read().await?;
    let stored = sections::section(&mut tx, ledger.assessment, Section::Facts).await?;
    let (number, version) = match &stored {
        Some(stored) => (stored.fields.text("fact.1.text").parse()?, stored.version),
        None => (0, 0),
    };
    if number > ledger.sent {
        return Err(format!("{number} is stored, but only {} was sent", ledger.sent).into());
    }
    let lost = ledger.acknowledged.saturating_sub(number);
    (ledger.version, ledger.sent, ledger.acknowledged) = (version, number, number);
    Ok(lost)
}

/// Whether the database and its audit trail are whole.
async fn look(place: &Place, db: &Db, when: &str) -> Outcome<()> {
    let keys = Keys::read(&place.keys)?;
    let damage = copies::integrity(db).await?;
    let mut tx = db.read().await?;
    let verdict = audit::verify(&mut tx, &keys.audit, &[], &keys.checkpoint, |_| {}).await?;
    if let Some(line) = damage.first() {
        return Err(format!("{when}: the database is damaged: {line}").into());
    }
    if let Some(finding) = verdict.findings.first() {
        return Err(format!("{when}: the audit trail is not whole: {finding}").into());
    }
    println!(
        "{when}: {} rows of the audit trail in {} chains, all whole",
        verdict.rows, verdict.chains
    );
    Ok(())
}

/// Sends saves and goes away without waiting for the answer; then looks for transactions that were left open and for pages that
/// show somebody else.
async fn disconnect(place: &Place, people: &People, ledgers: &mut [Ledger], times: u32) -> Outcome<()> {
    let server = Server::start(place)?;
    let began = Instant::now();
    let each = times.div_ceil(u32::try_from(ledgers.len())?);
    let mut leaving = Vec::new();
    for ledger in ledgers.iter() {
        let (session, ledger, port) = (people.worker.clone(), ledger.clone(), server.port);
        leaving.push(tokio::spawn(async move {
            for turn in 1..=each {
                let patience = Duration::from_micros(rand::random_range(0..30_000));
                // Whatever comes of it, nobody waits for it.
                if turn.is_multiple_of(2) {
                    let _ = timeout(patience, search(port, &session, turn)).await;
                } else {
                    let (version, number) = (i64::from(turn) - 1, u64::from(turn));
                    let saving = save(port, &session, ledger.assessment, version, number);
                    let _ = timeout(patience, saving).await;
                }
            }
        }));
    }
    for task in leaving {
        task.await?;
    }
    println!(
        "{} clients went away in the middle of saving, {:.0} s",
        u64::from(each) * ledgers.len() as u64,
        began.elapsed().as_secs_f64()
    );
    // What is under way is let finish.
    sleep(Duration::from_secs(2)).await;
    let (db, _) = place.open().await?;
    if let Pools::Postgres(pool) = db.pools() {
        let open: i64 = sqlx::query_scalar(
            "select count(*) from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'",
        )
        .fetch_one(pool)
        .await?;
        if open > 0 {
            return Err(format!("{open} transactions were left open").into());
        }
        println!("0 transactions were left open");
    }
    strangers(server.port, people).await?;
    let mut fresh = ledgers.first().cloned().ok_or("nobody disconnects")?;
    let mut tx = db.read().await?;
    let stored = sections::section(&mut tx, fresh.assessment, Section::Facts).await?;
    drop(tx);
    fresh.version = stored.map_or(0, |stored| stored.version);
    match save(
        server.port,
        &people.worker,
        fresh.assessment,
        fresh.version,
        999_999,
    )
    .await?
    {
        Answer::Saved(_) => {}
        other => return Err(format!("a save after all that was answered with {other:?}").into()),
    }
    look(place, &db, "after the disconnects").await?;
    db.close().await;
    server.stop()
}

/// Two people's pages, many at once: nobody may see the other's.
async fn strangers(port: u16, people: &People) -> Outcome<()> {
    let mut asking = Vec::new();
    for turn in 0..400 {
        let (session, other) = if turn % 2 == 0 {
            (people.worker.clone(), people.stranger.name)
        } else {
            (people.stranger.clone(), people.worker.name)
        };
        asking.push(tokio::spawn(async move {
            let page = get(port, &session, "/").await?;
            Ok::<_, Box<dyn Error + Send + Sync>>((page.contains(session.name), page.contains(other)))
        }));
    }
    let mut seen = BTreeSet::new();
    for task in asking {
        seen.insert(task.await??);
    }
    if seen != BTreeSet::from([(true, false)]) {
        return Err(format!("a page showed somebody else: {seen:?}").into());
    }
    println!("400 pages of two people, none showed the other");
    Ok(())
}
