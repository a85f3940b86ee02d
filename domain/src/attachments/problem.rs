use super::{AttachmentKind, MAX_ATTACHED_BYTES, MAX_ATTACHMENT_BYTES, MAX_ATTACHMENTS};
use crate::language::Language;

/// Why a file is not attached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttachmentProblem {
    /// No file came.
    Missing,
    /// The file is good, but something else in the form is not, and browsers forget files.
    ChooseAgain,
    /// There is nothing in it.
    Empty,
    /// It has more than [`MAX_ATTACHMENT_BYTES`].
    TooLarge,
    /// A page, an SVG, XML or a script.
    Markup,
    /// Anything else that is not taken.
    Unknown,
    /// It begins as this kind, and something is missing.
    Damaged(AttachmentKind),
    /// A PDF that runs something or carries other files.
    Active,
    /// The name says something else than the content, which is this.
    Extension(AttachmentKind),
    /// The same file is there already.
    Same,
    /// There are [`MAX_ATTACHMENTS`].
    Full,
    /// All together would exceed [`MAX_ATTACHED_BYTES`].
    NoRoom,
}

impl AttachmentProblem {
    /// What is wrong and what to do.
    #[must_use]
    pub fn message(self, language: Language) -> String {
        let l = language;
        let most = MAX_ATTACHMENT_BYTES / 1024 / 1024;
        let most_in_all = MAX_ATTACHED_BYTES / 1024 / 1024;
        match self {
            Self::Missing => l.t(
                "Välj en fil. Hade du redan valt en behöver du välja den igen.",
                "Choose a file. If you had already chosen one, choose it again.",
            ).to_owned(),
            Self::ChooseAgain => l.t(
                "Välj filen igen. Webbläsaren kan inte behålla den.",
                "Choose the file again. The browser cannot keep it.",
            ).to_owned(),
            Self::Empty => l.t(
                "Filen är tom. Spara den på nytt eller välj en annan.",
                "The file is empty. Save it anew or choose another.",
            ).to_owned(),
            Self::TooLarge => l.t(
                format!("Filen är större än {most} MB. Spara den med lägre upplösning eller dela upp den i flera filer."),
                format!("The file is larger than {most} MB. Save it with a lower resolution or divide it into several files."),
            ),
            Self::Markup => l.t(
                "Filen är en webbsida, en SVG-bild eller ett skript. Sådana kan inte bifogas. Spara innehållet som PDF och bifoga den i stället.",
                "The file is a web page, an SVG picture or a script. These cannot be attached. Save the content as PDF and attach that instead.",
            ).to_owned(),
            Self::Unknown => l.t(
                "Filen är varken PDF, PNG eller JPEG. Öppna den i programmet som den kommer från, spara den som PDF och bifoga den i stället.",
                "The file is neither PDF, PNG nor JPEG. Open it in the program that it comes from, save it as PDF and attach that instead.",
            ).to_owned(),
            Self::Damaged(kind) => {
                let kind = kind.name();
                l.t(
                    format!("Filen är skadad eller inte hel. Öppna den, spara den på nytt som {kind} och försök igen."),
                    format!("The file is damaged or not whole. Open it, save it anew as {kind} and try again."),
                )
            }
            Self::Active => l.t(
                "PDF-filen innehåller skript, startar program eller bär på andra filer. Öppna den, skriv ut den till en ny PDF och bifoga den nya.",
                "The PDF holds scripts, starts programs or carries other files. Open it, print it to a new PDF and attach the new one.",
            ).to_owned(),
            Self::Extension(kind) => {
                let (kind, end) = (kind.name(), kind.extensions().first().copied().unwrap_or_default());
                l.t(
                    format!("Filens namn säger något annat än innehållet, som är {kind}. Ge filen ett namn som slutar på .{end} och försök igen."),
                    format!("The file's name says something else than its content, which is {kind}. Give it a name that ends in .{end} and try again."),
                )
            }
            Self::Same => l.t(
                "Samma fil finns redan bland bilagorna. Välj en annan fil.",
                "The same file is already among the attachments. Choose another file.",
            ).to_owned(),
            Self::Full => l.t(
                format!("Det ryms högst {MAX_ATTACHMENTS} bilagor. Ta bort någon som inte behövs eller slå ihop flera till en PDF."),
                format!("At most {MAX_ATTACHMENTS} attachments fit. Remove one that is not needed or join several into one PDF."),
            ),
            Self::NoRoom => l.t(
                format!("Bilagorna får vara högst {most_in_all} MB tillsammans. Ta bort någon som inte behövs eller spara filen med lägre upplösning."),
                format!("The attachments may be at most {most_in_all} MB together. Remove one that is not needed or save the file with a lower resolution."),
            ),
        }
    }
}
