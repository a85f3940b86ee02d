use std::collections::BTreeMap;

use app::figures::{ComparedNode, RatingLine};
use domain::figures::{Indicator, Shown, contradiction};
use domain::ids::UnitId;
use domain::language::Language;
use store::Tx;
use store::monitoring::{self, FigureRating};
use store::organisation::Unit;

use crate::error::AppError;
use crate::sessions::Signed;

/// How units rated what figures show, by unit.
pub(super) type Ratings = BTreeMap<UnitId, Vec<FigureRating>>;

/// The last ratings of the units in a person's reach; of one unit, or of all.
pub(super) async fn ratings(tx: &mut Tx, signed: &Signed, unit: &Unit) -> Result<Ratings, AppError> {
    let only = unit.area.is_some().then_some(unit.id);
    let mut by_unit = Ratings::new();
    for rating in monitoring::ratings_with_figures(tx, signed.account(), only).await? {
        by_unit.entry(rating.unit).or_default().push(rating);
    }
    Ok(by_unit)
}

/// That a figure does not bear a rating out, where it can be seen and does not.
fn against(rating: &FigureRating, indicator: Indicator, figure: Shown, l: Language) -> Option<String> {
    let level = rating.rating?.level()?.digit();
    let counts = figure.counts()?;
    Some(contradiction(level, counts)?.words(indicator, counts, l))
}

/// A unit's ratings, each beside its figure.
pub(super) fn lines(
    ratings: &[FigureRating],
    shown: impl Fn(Indicator) -> Shown,
    l: Language,
) -> Vec<RatingLine> {
    ratings
        .iter()
        .filter_map(|rating| {
            let indicator = Indicator::from_code(&rating.figure)?;
            let figure = shown(indicator);
            Some(RatingLine {
                item: rating.item.text.get(l).to_owned(),
                rating: rating.rating?.name(l).to_owned(),
                indicator,
                figure,
                against: against(rating, indicator, figure, l),
            })
        })
        .collect()
}

/// Puts the ratings beside the figures of units side by side: the lowest, where several items are about the same figure.
pub(super) fn put_beside(nodes: &mut [ComparedNode], ratings: &Ratings, l: Language) {
    for node in nodes {
        let Some(rated) = ratings.get(&node.id) else {
            continue;
        };
        for (indicator, figure) in &node.figures {
            let of = rated.iter().filter(|r| r.figure == indicator.code());
            let lowest = of
                .filter_map(|r| Some((r.rating?.level()?, r)))
                .min_by_key(|(level, _)| *level);
            if let Some((level, rating)) = lowest {
                let differs = against(rating, *indicator, *figure, l)
                    .map(|_| l.t("ärendena visar annat", "the cases show otherwise").to_owned());
                node.ratings.push((*indicator, level.name(l).to_owned(), differs));
            }
        }
    }
}
