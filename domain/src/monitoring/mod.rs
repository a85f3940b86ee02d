//! Self-monitoring (*egenkontroll*): units rate their own work for children's rights with an instrument, a round at a time.
//!
//! An [`Instrument`] is versioned data; a round keeps the version that it was opened with. A unit's answers are [`Fields`] per area,
//! exactly as typed; [`ItemAnswer`] reads what they mean, [`gaps`] what is missing before they are handed in, and [`results`](AreaResult)
//! what they come to. Nothing adds up to one score of a unit: an area is told as the level that at least half of its items reach.
//!
//! Server only, as the rest of the method's content.
//!
//! [`Fields`]: crate::fields::Fields

mod answer;
mod compare;
mod form;
mod instrument;
mod level;
mod publish;
mod results;

pub use answer::{
    Answers, Gap, ItemAnswer, MAX_EVIDENCE, MAX_REASON, answered_in, field_names, gaps, too_long, typed,
};
pub use compare::{AreaFate, InstrumentChange, compare_instruments};
pub use form::{MAX_WORD, RoundDays, RoundForm, WordForm};
pub use instrument::{Area, FIGURES, Instrument, InstrumentKind, Item, figure_name, own_instrument};
pub use level::{Level, Rating, UnitState};
pub use publish::{MAX_INSTRUMENT, instrument_problem, read_instrument, write_instrument};
pub use results::{AreaResult, Behind, area_result, furthest_behind, results};
