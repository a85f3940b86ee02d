//! Reports as plain data: what a follow-up report says, before it becomes a PDF, a spreadsheet or a file for another system. Whoever
//! puts one together decides what may be shown to whom; a figure that is not shown says why in words and is never a zero.

mod cell;
mod kind;
mod level;
mod problems;
mod report;

pub use cell::{ColumnKind, DataCell, DataColumn};
pub use kind::{JobState, ReportFormat, ReportKind};
pub use level::{HIGHEST_LEVEL, level_words};
pub use problems::{
    FIRST_YEAR, Fault, LARGEST_COUNT, LAST_YEAR, MOST_CELL_CHARS, MOST_CELLS, MOST_COLUMNS, MOST_ID_CHARS,
    MOST_LABEL_CHARS, MOST_PARTS, MOST_ROWS, MOST_SENTENCE_CHARS, MOST_SERIES, MOST_TEXT_CHARS, Problem,
    RESERVED_ID,
};
pub use report::{ChartKind, DataTable, Part, Report, ReportState};
