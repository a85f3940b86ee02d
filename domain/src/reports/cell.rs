use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnKind {
    /// Words: the names of rows, reasons.
    Text,
    /// How many.
    Count,
    /// A share in whole per cent.
    Percent,
    /// A time in whole days.
    Days,
    /// A day.
    Date,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DataColumn {
    /// A code that stays the same in every language and in every later report: ascii, unique in its table.
    pub id: String,
    /// The heading.
    pub label: String,
    /// What stands in it.
    pub kind: ColumnKind,
}

impl DataColumn {
    /// A column of a kind.
    #[must_use]
    pub fn new(id: impl Into<String>, label: impl Into<String>, kind: ColumnKind) -> Self {
        Self {
            id: id.into(),
            label: label.into(),
            kind,
        }
    }
}

/// One figure, or why there is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DataCell {
    /// Words.
    Text(String),
    /// How many.
    Count(i64),
    /// A share in whole per cent; 40 is 40 %.
    Percent(i64),
    /// Whole days.
    Days(u32),
    /// A day.
    Date(NaiveDate),
    /// Why there is no figure, in words: "för få för att visas", "inget svar". Never a zero.
    Missing(String),
}

impl DataCell {
    /// Words.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// Why there is no figure.
    #[must_use]
    pub fn missing(why: impl Into<String>) -> Self {
        Self::Missing(why.into())
    }

    /// Whether the cell may stand in a column of this kind; a missing figure may stand in any.
    #[must_use]
    pub const fn fits(&self, kind: ColumnKind) -> bool {
        matches!(
            (self, kind),
            (Self::Missing(_), _)
                | (Self::Text(_), ColumnKind::Text)
                | (Self::Count(_), ColumnKind::Count)
                | (Self::Percent(_), ColumnKind::Percent)
                | (Self::Days(_), ColumnKind::Days)
                | (Self::Date(_), ColumnKind::Date)
        )
    }

    /// The figure as a number that can be drawn; none for words, days of the calendar and missing figures.
    #[must_use]
    pub fn number(&self) -> Option<i64> {
        match self {
            Self::Count(n) | Self::Percent(n) => Some(*n),
            Self::Days(n) => Some(i64::from(*n)),
            Self::Text(_) | Self::Date(_) | Self::Missing(_) => None,
        }
    }
}
