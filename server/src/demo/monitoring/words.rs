use chrono::{Duration, NaiveDate};
use domain::fields::Fields;
use domain::monitoring::{Area, Item};
use serde::Deserialize;
use store::StoreError;

/// The unit that meets no children itself, by its place in the town.
const MEETS_NO_CHILDREN: usize = 1;

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub item: Vec<ItemWords>,
    pub remark: Vec<RemarkWords>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ItemWords {
    pub code: String,
    pub some: Vec<String>,
    pub full: Vec<String>,
    /// Why the item does not apply to the unit that says so.
    pub na: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RemarkWords {
    pub area: String,
    pub text: String,
    pub reply: String,
}

pub(super) fn load() -> Result<Words, StoreError> {
    toml::from_str(include_str!("words.toml")).map_err(|_| StoreError::Corrupt("monitoring of the demo"))
}

/// A number below a hundred that depends on all of these and on nothing else.
fn drawn(parts: [usize; 3]) -> usize {
    let mixed = parts.into_iter().fold(0x9e37_79b9_u32, |sum, part| {
        let sum = (sum ^ u32::try_from(part).unwrap_or(0)).wrapping_mul(0x85eb_ca6b);
        (sum ^ (sum >> 13)).wrapping_mul(0xc2b2_ae35)
    });
    usize::try_from((mixed ^ (mixed >> 16)) % 100).unwrap_or(0)
}

/// The level of an item in a unit's nth round, 0 to 3.
pub(super) fn level(unit: usize, item: usize, nth: usize) -> usize {
    let first = match drawn([unit, item, 0]) {
        0..14 => 0,
        14..52 => 1,
        52..84 => 2,
        _ => 3,
    };
    let risen = (1..=nth).filter(|round| drawn([item, unit, *round]) < 34).count();
    (first + risen).min(3)
}

/// The texts of an area; `first` is the place of its first item in the instrument.
pub(super) fn answers(
    words: &Words,
    area: &Area,
    first: usize,
    (unit, nth): (usize, usize),
    opened: NaiveDate,
) -> Fields {
    let mut fields = Fields::default();
    for (n, item) in area.items.iter().enumerate() {
        answer(words, item, (unit, first + n, nth), opened, &mut fields);
    }
    fields
}

fn answer(
    words: &Words,
    item: &Item,
    (unit, place, nth): (usize, usize, usize),
    opened: NaiveDate,
    fields: &mut Fields,
) {
    let code = &item.code;
    let Some(says) = words.item.iter().find(|words| words.code == *code) else {
        return;
    };
    if unit == MEETS_NO_CHILDREN
        && let Some(why) = &says.na
    {
        fields.set(format!("{code}.level"), "na");
        fields.set(format!("{code}.why"), why.as_str());
        return;
    }
    let level = level(unit, place, nth);
    fields.set(format!("{code}.level"), level.to_string());
    let texts = if level == 3 { &says.full } else { &says.some };
    let Some(text) = texts.iter().cycle().nth((unit + nth) % 2).filter(|_| level > 0) else {
        return;
    };
    let days = 5 + i64::try_from(drawn([unit, place, nth + 9])).unwrap_or(0);
    fields.set(format!("{code}.evidence"), text.as_str());
    fields.set(format!("{code}.on"), (opened - Duration::days(days)).to_string());
}
