use super::AttachmentProblem;

/// What may be attached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttachmentKind {
    /// A document.
    Pdf,
    /// A picture, mostly of a screen.
    Png,
    /// A picture, mostly a photo.
    Jpeg,
}

impl AttachmentKind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Pdf, Self::Png, Self::Jpeg];

    /// Whether a file of this kind may have this name.
    ///
    /// # Errors
    /// [`AttachmentProblem::Extension`].
    pub fn agrees_with(self, name: &str) -> Result<(), AttachmentProblem> {
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
        let known = self
            .extensions()
            .iter()
            .any(|e| e.eq_ignore_ascii_case(extension));
        known.then_some(()).ok_or(AttachmentProblem::Extension(self))
    }

    /// How names of this kind end, the usual one first.
    #[must_use]
    pub const fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Png => &["png"],
            Self::Jpeg => &["jpg", "jpeg"],
        }
    }

    /// The code in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Png => "png",
            Self::Jpeg => "jpeg",
        }
    }

    /// The kind of a code, or none.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }

    /// The media type, as in `Content-Type`.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
        }
    }

    /// The name, the same in both languages.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Png => "PNG",
            Self::Jpeg => "JPEG",
        }
    }
}
