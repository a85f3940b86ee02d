use serde::{Deserialize, Serialize};

use crate::language::Language;

/// Which report it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportKind {
    /// A unit, a district or the municipality in a period against an earlier one, for the committee.
    FollowUp,
    /// The coordinator's year.
    Status,
}

impl ReportKind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::FollowUp, Self::Status];

    /// The code in forms and in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::FollowUp => "follow_up",
            Self::Status => "status",
        }
    }

    /// The kind of a code, or none.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }

    /// What it is called.
    #[must_use]
    pub fn name(self, l: Language) -> &'static str {
        match self {
            Self::FollowUp => l.t("Uppföljningsrapport", "Follow-up report"),
            Self::Status => l.t("Statusrapport", "Status report"),
        }
    }

    /// What it is for, in a sentence.
    #[must_use]
    pub fn purpose(self, l: Language) -> &'static str {
        match self {
            Self::FollowUp => l.t(
                "En enhet, ett distrikt eller hela kommunen under en period, jämfört med en tidigare. Till nämnden eller ledningen.",
                "A unit, a district or the whole municipality in a period, compared with an earlier one. For the committee or the management.",
            ),
            Self::Status => l.t(
                "Samordnarens år: siffror, egenkontroll, planer, ombud, träffar och utbildning, med det som saknas utskrivet.",
                "The coordinator's year: figures, self-monitoring, plans, representatives, meetings and training, with what is missing spelt out.",
            ),
        }
    }

    /// What somebody writes in it: field, question, and what helps.
    #[must_use]
    pub fn sections(self, l: Language) -> Vec<(&'static str, &'static str, &'static str)> {
        let summary = (
            "summary",
            l.t("Sammanfattning", "Summary"),
            l.t(
                "Det viktigaste i några meningar, för den som bara läser det här.",
                "What matters most in a few sentences, for whoever reads only this.",
            ),
        );
        match self {
            Self::FollowUp => vec![
                summary,
                (
                    "meaning",
                    l.t("Vad siffrorna betyder", "What the figures mean"),
                    l.t(
                        "Vad ligger bakom dem? Vad säger de inte?",
                        "What lies behind them? What do they not say?",
                    ),
                ),
                (
                    "measures",
                    l.t("Vad vi gör nu", "What we do now"),
                    l.t("Vad, vem och till när.", "What, who and by when."),
                ),
            ],
            Self::Status => vec![
                summary,
                (
                    "well",
                    l.t("Det som har gått bra", "What has gone well"),
                    l.t(
                        "Exempel på arbetssätt, aldrig på enskilda barn.",
                        "Examples of ways to work, never of single children.",
                    ),
                ),
                (
                    "hard",
                    l.t("Det som har varit svårt", "What has been hard"),
                    l.t(
                        "Hinder, och vad som skulle behövas.",
                        "Obstacles, and what would be needed.",
                    ),
                ),
                (
                    "next",
                    l.t("Nästa år", "Next year"),
                    l.t(
                        "Vad som är viktigast, och vem som gör det.",
                        "What matters most, and who does it.",
                    ),
                ),
            ],
        }
    }
}

/// Into what a report is exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportFormat {
    /// Tagged, with charts and contents; for reading and for the archive.
    Pdf,
    /// A workbook with typed cells.
    Xlsx,
    /// One figure a line.
    Csv,
    /// With a published schema.
    Json,
}

impl ReportFormat {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Pdf, Self::Xlsx, Self::Csv, Self::Json];

    /// The code in forms and in the database, and the ending of the file's name.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }

    /// The format of a code, or none.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.code() == code)
    }

    /// Its media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Json => "application/json",
        }
    }

    /// What it is called and good for.
    #[must_use]
    pub fn name(self, l: Language) -> &'static str {
        match self {
            Self::Pdf => l.t("PDF, att läsa och arkivera", "PDF, to read and to archive"),
            Self::Xlsx => l.t("Excel, att räkna vidare på", "Excel, to go on calculating with"),
            Self::Csv => l.t("CSV, en siffra per rad", "CSV, one figure a line"),
            Self::Json => l.t("JSON, till andra system", "JSON, for other systems"),
        }
    }
}

/// Where an export is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum JobState {
    /// It waits for its turn.
    Queued,
    /// It is being made.
    Running,
    /// It can be fetched.
    Done,
    /// It could not be made.
    Failed,
    /// Whoever asked for it does not want it any more.
    Cancelled,
}

impl JobState {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Queued,
        Self::Running,
        Self::Done,
        Self::Failed,
        Self::Cancelled,
    ];

    /// The code in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }

    /// The state of a code, or none.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    /// Whether it waits or is being made.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Queued | Self::Running)
    }

    /// The state in words.
    #[must_use]
    pub fn name(self, l: Language) -> &'static str {
        match self {
            Self::Queued => l.t("Väntar på sin tur", "Waits for its turn"),
            Self::Running => l.t("Görs nu", "Being made"),
            Self::Done => l.t("Klar", "Ready"),
            Self::Failed => l.t("Gick inte att göra", "Could not be made"),
            Self::Cancelled => l.t("Avbruten", "Cancelled"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_lead_back_and_are_how_things_are_kept() {
        for kind in ReportKind::ALL {
            assert_eq!(ReportKind::from_code(kind.code()), Some(kind));
            assert!(kind.sections(Language::English).len() >= 3);
        }
        for format in ReportFormat::ALL {
            assert_eq!(ReportFormat::from_code(format.code()), Some(format));
        }
        for state in JobState::ALL {
            assert_eq!(JobState::from_code(state.code()), Some(state));
        }
    }
}
