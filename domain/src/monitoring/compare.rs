use super::instrument::{Area, Instrument, Item};
use crate::content::Localised;

/// What became of an area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AreaFate {
    /// The old version does not have it.
    Added,
    /// The new version does not have it.
    Removed,
    /// Both have it.
    Kept,
}

/// What is different about one area between two versions of an instrument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstrumentChange {
    /// What the area is about, as the new version says it, or the old one where the new one lacks it.
    pub title: Localised,
    /// What became of it.
    pub fate: AreaFate,
    /// Whether its title or lead differ.
    pub reworded: bool,
    /// Whether items that both have stand in another order.
    pub reordered: bool,
    /// Items that only the new version has here.
    pub added: Vec<Item>,
    /// Items that only the old version has here.
    pub removed: Vec<Item>,
    /// Items that both have, with a difference: as it was and as it is.
    pub changed: Vec<(Item, Item)>,
}

/// What is different in `new`, one entry an area in which something is; areas that are gone stand last. Items are recognised by their
/// codes; names and days of the versions do not count.
#[must_use]
pub fn compare_instruments(old: &Instrument, new: &Instrument) -> Vec<InstrumentChange> {
    let now = new
        .areas
        .iter()
        .filter_map(|area| change(old.area(&area.code), Some(area)));
    let gone = old.areas.iter().filter(|area| new.area(&area.code).is_none());
    now.chain(gone.filter_map(|area| change(Some(area), None)))
        .collect()
}

fn change(before: Option<&Area>, now: Option<&Area>) -> Option<InstrumentChange> {
    let newest = now.or(before)?;
    let items = |area: Option<&Area>| area.map_or_else(Vec::new, |a| a.items.clone());
    let (were, are) = (items(before), items(now));
    let only = |these: &[Item], others: &[Item]| -> Vec<Item> {
        these
            .iter()
            .filter(|item| with_code(others, &item.code).is_none())
            .cloned()
            .collect()
    };
    let changed = are.iter().filter_map(|item| {
        let earlier = with_code(&were, &item.code)?;
        (earlier != item).then(|| (earlier.clone(), item.clone()))
    });
    let change = InstrumentChange {
        title: newest.title.clone(),
        fate: match (before, now) {
            (None, _) => AreaFate::Added,
            (_, None) => AreaFate::Removed,
            _ => AreaFate::Kept,
        },
        reworded: before
            .zip(now)
            .is_some_and(|(b, n)| (&b.title, &b.lead) != (&n.title, &n.lead)),
        reordered: order(&were, &are) != order(&are, &were),
        added: only(&are, &were),
        removed: only(&were, &are),
        changed: changed.collect(),
    };
    let items = change.added.len() + change.removed.len() + change.changed.len();
    let more = change.reworded || change.reordered || change.fate != AreaFate::Kept;
    (more || items > 0).then_some(change)
}

fn with_code<'a>(items: &'a [Item], code: &str) -> Option<&'a Item> {
    items.iter().find(|item| item.code == code)
}

/// The codes that the others have, too, in the order of these.
fn order<'a>(these: &'a [Item], others: &[Item]) -> Vec<&'a str> {
    let codes = these.iter().map(|item| item.code.as_str());
    codes.filter(|code| with_code(others, code).is_some()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::monitoring::{InstrumentKind, own_instrument};

    fn after(spoil: impl FnOnce(&mut Instrument)) -> Vec<InstrumentChange> {
        let old = own_instrument(InstrumentKind::Unit).unwrap();
        let mut new = Instrument::clone(old);
        spoil(&mut new);
        compare_instruments(old, &new)
    }

    #[test]
    fn a_version_with_another_name_and_day_is_no_different() {
        let changes = after(|i| {
            i.version = "2027.1".into();
            i.effective_from = i.effective_from.succ_opt().unwrap();
        });
        assert_eq!(changes, []);
    }

    #[test]
    fn items_that_came_went_or_were_reworded_stand_under_their_area() {
        let changes = after(|i| {
            let mut new = i.areas[0].items[0].clone();
            new.code = "lead-new".into();
            i.areas[0].items.push(new);
            i.areas[1].items.remove(0);
            i.areas[2].items[0].full.en.push('x');
        });
        let [leadership, knowledge, information] = changes.as_slice() else {
            panic!("{changes:?}")
        };
        assert_eq!(leadership.added[0].code, "lead-new");
        assert!(leadership.removed.is_empty() && leadership.changed.is_empty() && !leadership.reordered);
        assert_eq!(knowledge.removed[0].code, "know-basics");
        assert_eq!(information.changed[0].0.code, "info-material");
        assert_ne!(information.changed[0].0.full.en, information.changed[0].1.full.en);
    }

    #[test]
    fn areas_that_came_or_went_and_another_order_are_told() {
        let changes = after(|i| {
            let gone = i.areas.remove(6);
            let mut new = gone.clone();
            new.code = "other".into();
            i.areas.push(new);
            i.areas[0].items.swap(0, 1);
            i.areas[1].lead.sv.push('.');
        });
        let told: Vec<_> = changes
            .iter()
            .map(|c| (c.fate, c.reordered, c.reworded))
            .collect();
        assert_eq!(
            told,
            [
                (AreaFate::Kept, true, false),
                (AreaFate::Kept, false, true),
                (AreaFate::Added, false, false),
                (AreaFate::Removed, false, false)
            ]
        );
    }
}
