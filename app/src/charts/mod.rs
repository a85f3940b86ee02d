//! Pictures of counts, drawn as SVG on the server. Each stands with a sentence that says what it shows and with its figures as a table;
//! nothing depends on colour, on a script or on the width of the screen.

mod line;
mod share;
mod stacked;

pub use line::{LineChart, Series};
pub use share::ShareBar;
pub use stacked::{StackedBars, StackedRow};
