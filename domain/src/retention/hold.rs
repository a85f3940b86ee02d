use crate::language::Language;

/// Why a case is held back from being purged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HoldReason {
    /// The person's file in the case system is still in use.
    OpenFile,
    /// A court or another authority examines the case.
    Proceedings,
    /// Somebody has asked for its documents.
    Request,
    /// Another provision keeps it, named in the text.
    OtherLaw,
    /// Something else, said in the text.
    Other,
}

impl HoldReason {
    /// All of them, in the order of the form.
    pub const ALL: [Self; 5] = [
        Self::OpenFile,
        Self::Proceedings,
        Self::Request,
        Self::OtherLaw,
        Self::Other,
    ];

    /// The code in the database and in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::OpenFile => "open_file",
            Self::Proceedings => "proceedings",
            Self::Request => "request",
            Self::OtherLaw => "other_law",
            Self::Other => "other",
        }
    }

    /// The reason of a code, or none.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == code)
    }

    /// The reason in words.
    #[must_use]
    pub fn name(self, l: Language) -> &'static str {
        match self {
            Self::OpenFile => l.t(
                "Akten i verksamhetssystemet används fortfarande",
                "The file in the case system is still in use",
            ),
            Self::Proceedings => l.t(
                "Domstol eller tillsynsmyndighet prövar ärendet",
                "A court or supervisory authority is examining the case",
            ),
            Self::Request => l.t(
                "Någon har begärt ut handlingarna",
                "Somebody has requested the documents",
            ),
            Self::OtherLaw => l.t("En annan bestämmelse kräver det", "Another provision demands it"),
            Self::Other => l.t("Annat", "Something else"),
        }
    }
}
