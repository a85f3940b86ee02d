//! The tree of units from the command line: the municipality, its districts and its units.

use chrono::{DateTime, Utc};
use domain::fields::{MAX_LINE, clean};
use domain::fold::fold;
use domain::organisation::AreaOfOperation;
use store::organisation::{self, NewUnit, Unit};
use store::{StoreError, Tx, Who};

use super::args::{Stored, UnitAdd, UnitChange, Units};
use super::user::UserError;
use crate::clock::{Clock as _, SystemClock, stockholm_day};

pub(super) async fn run(command: Units) -> Result<bool, String> {
    let now = SystemClock.now();
    match command {
        Units::Add(args) => add(args, now).await,
        Units::Change(args) => change(args, now).await,
        Units::List(stored) => list(&stored).await,
    }
}

fn who(now: DateTime<Utc>) -> Who {
    Who {
        account: None,
        unit: None,
        now,
        today: stockholm_day(now),
    }
}

/// The one unit that is called so, or has the id.
pub(super) async fn named(tx: &mut Tx, wanted: &str) -> Result<Unit, UserError> {
    let mut found = organisation::units(tx)
        .await?
        .into_iter()
        .filter(|u| u.id.to_string() == wanted || fold(&u.name) == fold(wanted));
    match (found.next(), found.next()) {
        (Some(unit), None) => Ok(unit),
        (Some(_), Some(_)) => Err(UserError::Say(format!(
            "several units are called {wanted}; give the id instead"
        ))),
        (None, _) => Err(UserError::Say(format!("there is no unit {wanted}"))),
    }
}

/// A name or a telephone number as it may be stored.
fn line(text: &str, what: &str) -> Result<String, String> {
    let text = clean(text).trim().to_owned();
    if text.chars().count() > MAX_LINE {
        return Err(format!("{what} may be at most {MAX_LINE} characters"));
    }
    Ok(text)
}

async fn add(args: UnitAdd, now: DateTime<Utc>) -> Result<bool, String> {
    let (name, phone) = (line(&args.name, "the name")?, line(&args.phone, "the telephone")?);
    if fold(&name).is_empty() {
        return Err("the name needs letters or digits".to_owned());
    }
    let (db, _) = args.stored.open_current().await?;
    let made: Result<Unit, UserError> = db
        .write(move |tx| {
            Box::pin(async move {
                let parent = named(tx, &args.parent).await?;
                if parent.area.is_some() {
                    return Err(UserError::Say(format!(
                        "{} is a unit; units and districts belong under a district or the municipality",
                        parent.name
                    )));
                }
                if organisation::units(tx)
                    .await?
                    .iter()
                    .any(|u| fold(&u.name) == fold(&name))
                {
                    return Err(UserError::Say(format!("there is a unit {name} already")));
                }
                let new = NewUnit {
                    parent: Some(&parent),
                    kind: if args.area.is_some() { "unit" } else { "district" },
                    area: args.area,
                    name: &name,
                    phone: &phone,
                };
                Ok(organisation::found_unit(tx, who(now), &new).await?)
            })
        })
        .await;
    db.close().await;
    let unit = made?;
    say!("{}: {}\t{}", kind_of(&unit), unit.name, unit.id);
    Ok(true)
}

async fn change(args: UnitChange, now: DateTime<Utc>) -> Result<bool, String> {
    let name = args.name.as_deref().map(|n| line(n, "the name")).transpose()?;
    let phone = args
        .phone
        .as_deref()
        .map(|p| line(p, "the telephone"))
        .transpose()?;
    if name.as_deref().is_some_and(|n| fold(n).is_empty()) {
        return Err("the name needs letters or digits".to_owned());
    }
    let (db, _) = args.stored.open_current().await?;
    let done: Result<Unit, UserError> = db
        .write(move |tx| {
            Box::pin(async move {
                let unit = named(tx, &args.unit).await?;
                let (name, phone) = (name.unwrap_or(unit.name), phone.unwrap_or(unit.phone));
                organisation::change_unit(tx, who(now), unit.id, &name, &phone).await?;
                Ok(organisation::unit(tx, unit.id).await?)
            })
        })
        .await;
    db.close().await;
    let unit = done?;
    say!("{}: {}\t{}", kind_of(&unit), unit.name, unit.phone);
    Ok(true)
}

/// The tree, each unit below the one that it belongs to.
async fn list(stored: &Stored) -> Result<bool, String> {
    let (db, _) = stored.open_current().await?;
    let unreadable = |e: StoreError| format!("cannot read the database: {e}");
    let units = {
        let mut tx = db.read().await.map_err(unreadable)?;
        organisation::units(&mut tx).await.map_err(unreadable)?
    };
    db.close().await;
    for unit in units {
        let depth = unit.path.0.matches('/').count().saturating_sub(2);
        let area = unit.area.map_or("", AreaOfOperation::code);
        say!(
            "{}{}\t{}\t{area}\t{}",
            "  ".repeat(depth),
            unit.name,
            kind_of(&unit),
            unit.id
        );
    }
    Ok(true)
}

/// The municipality stands at the top; what has an area is a unit.
fn kind_of(unit: &Unit) -> &'static str {
    match (unit.area, unit.path.0.matches('/').count()) {
        (Some(_), _) => "unit",
        (None, 2) => "municipality",
        (None, _) => "district",
    }
}
