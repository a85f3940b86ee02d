use super::AttachmentProblem;

/// The most bytes of one attachment: 10 MB.
pub const MAX_ATTACHMENT_BYTES: usize = 10 * 1024 * 1024;
/// The most attachments of one assessment.
pub const MAX_ATTACHMENTS: i64 = 20;
/// The most bytes of an assessment's attachments together: 50 MB.
pub const MAX_ATTACHED_BYTES: i64 = 50 * 1024 * 1024;

/// How much an assessment's attachments take; removed ones do not count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Attached {
    /// How many there are.
    pub files: i64,
    /// How many bytes they have together.
    pub bytes: i64,
}

impl Attached {
    /// Whether one more of this many bytes fits.
    ///
    /// # Errors
    /// [`AttachmentProblem::Full`] or [`AttachmentProblem::NoRoom`].
    pub fn takes(self, bytes: usize) -> Result<(), AttachmentProblem> {
        if self.files >= MAX_ATTACHMENTS {
            return Err(AttachmentProblem::Full);
        }
        match i64::try_from(bytes) {
            Ok(bytes) if self.bytes.saturating_add(bytes) <= MAX_ATTACHED_BYTES => Ok(()),
            _ => Err(AttachmentProblem::NoRoom),
        }
    }
}
