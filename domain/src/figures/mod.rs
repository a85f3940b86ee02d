//! Figures from the cases: what is counted, from which facts, in which period, and what may be shown outside the unit. Counts are of
//! children and decisions, never of one of them, and never become a score.

mod attention;
mod counts;
mod fact;
mod indicator;
mod median;
mod period;
mod rating;
mod suppression;
mod view;

pub use attention::{Attention, attention};
pub use counts::Counts;
pub use fact::{Fact, FactLetter, Sources, facts};
pub use indicator::{AgeGroup, Dimension, Indicator, Outcome, Sex, Touch, reason_in_words};
pub use median::{MOST_DAYS, median};
pub use period::{Level, Month, Period, PeriodKind};
pub use rating::{Contradiction, contradiction};
pub use suppression::{LEAST, Member, Resolution, Year};
pub use view::{ByUnit, Outline, Row, Shown, YearFigures};
