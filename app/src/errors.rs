//! What people see when something does not work: what happened, and what they can do now. Nothing internal.

use domain::language::Language;
use leptos::prelude::*;

use crate::ui::use_lang;

/// What went wrong, as far as a reader may know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// There is nothing, or nothing that this person may know of.
    NotFound,
    /// The address exists but is not used that way.
    WrongMethod,
    /// The form came from another site.
    ForeignOrigin,
    /// What was sent cannot be read.
    Unreadable,
    /// What was sent is larger than what is accepted.
    TooLarge,
    /// The object's state no longer allows the change.
    Conflict,
    /// The program or the database failed.
    Internal,
    /// The database does not answer, or too much is going on.
    Busy,
}

impl Problem {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::NotFound,
        Self::WrongMethod,
        Self::ForeignOrigin,
        Self::Unreadable,
        Self::TooLarge,
        Self::Conflict,
        Self::Internal,
        Self::Busy,
    ];

    /// The page's title.
    #[must_use]
    pub fn title(self, language: Language) -> &'static str {
        match self {
            Self::NotFound => language.t("Sidan finns inte", "The page does not exist"),
            Self::WrongMethod => language.t("Så kan sidan inte användas", "The page cannot be used that way"),
            Self::ForeignOrigin => language.t(
                "Formuläret kom från en annan webbplats",
                "The form came from another site",
            ),
            Self::Unreadable => language.t(
                "Det som skickades går inte att läsa",
                "What was sent cannot be read",
            ),
            Self::TooLarge => language.t("Det som skickades är för stort", "What was sent is too large"),
            Self::Conflict => language.t("Det går inte längre", "It is no longer possible"),
            Self::Internal => language.t("Något gick fel hos oss", "Something went wrong on our side"),
            Self::Busy => language.t("Det går inte just nu", "It is not possible right now"),
        }
    }

    fn words(self, language: Language) -> [&'static str; 2] {
        let l = language;
        match self {
            Self::NotFound => [
                l.t(
                    "Adressen kan vara felskriven, eller så har du inte tillgång till det som finns där.",
                    "The address may be mistyped, or you have no access to what is there.",
                ),
                l.t("Börja om från startsidan.", "Begin again from the start page."),
            ],
            Self::WrongMethod => [
                l.t("Sidan öppnades på ett sätt som den inte är gjord för.", "The page was opened in a way it is not made for."),
                l.t("Gå tillbaka och använd knapparna på sidan.", "Go back and use the buttons on the page."),
            ],
            Self::ForeignOrigin => [
                l.t(
                    "Av säkerhetsskäl tas formulär bara emot från Ögonhöjds egna sidor. Inget är sparat.",
                    "For safety, forms are accepted only from Ögonhöjd's own pages. Nothing has been saved.",
                ),
                l.t("Öppna sidan här i Ögonhöjd och försök igen.", "Open the page here in Ögonhöjd and try again."),
            ],
            Self::Unreadable => [
                l.t("Formuläret kom fram trasigt. Inget är sparat.", "The form arrived broken. Nothing has been saved."),
                l.t(
                    "Gå tillbaka i webbläsaren, där finns det du skrev kvar, och skicka igen.",
                    "Go back in the browser, where what you wrote is still there, and send it again.",
                ),
            ],
            Self::TooLarge => [
                l.t(
                    "Ett formulär får vara högst 3 megabyte och en bilaga högst 10. Inget är sparat, men det du skrev finns kvar i webbläsaren.",
                    "A form may be at most 3 megabytes and an attachment at most 10. Nothing has been saved, but what you wrote is still in the browser.",
                ),
                l.t(
                    "Gå tillbaka och dela upp texten eller filen i flera delar.",
                    "Go back and divide the text or the file into several parts.",
                ),
            ],
            Self::Conflict => [
                l.t(
                    "Det har ändrats sedan du öppnade sidan, till exempel signerats eller avslutats. Inget är sparat.",
                    "It has changed since you opened the page, for example been signed or closed. Nothing has been saved.",
                ),
                l.t(
                    "Gå tillbaka i webbläsaren för att kopiera det du skrev, och öppna sedan sidan på nytt.",
                    "Go back in the browser to copy what you wrote, then open the page anew.",
                ),
            ],
            Self::Internal => [
                l.t("Felet är noterat. Vi vet inte om det du gjorde blev sparat.", "The error has been noted. We do not know whether what you did was saved."),
                l.t(
                    "Gå tillbaka och försök igen. Händer det en gång till, lämna numret här nedanför till din administratör.",
                    "Go back and try again. If it happens once more, give the number below to your administrator.",
                ),
            ],
            Self::Busy => [
                l.t(
                    "Databasen svarar inte, eller kan inte ta emot mer just nu. Inget är sparat.",
                    "The database does not answer, or cannot take more right now. Nothing has been saved.",
                ),
                l.t(
                    "Vänta en minut, gå tillbaka i webbläsaren och försök igen. Det du skrev finns kvar där.",
                    "Wait a minute, go back in the browser and try again. What you wrote is still there.",
                ),
            ],
        }
    }
}

/// The page for a problem.
#[component]
pub fn ProblemPage(
    /// What went wrong.
    problem: Problem,
    /// The request's number in the log.
    request: String,
) -> impl IntoView {
    let l = use_lang();
    let [what, now] = problem.words(l);
    view! {
        <h1>{problem.title(l)}</h1>
        <p>{what}</p>
        <p>{now}</p>
        <p><a href="/">{l.t("Till startsidan", "To the start page")}</a></p>
        {matches!(problem, Problem::Internal | Problem::Busy).then(|| view! {
            <p class="hint">{l.t("Nummer: ", "Number: ")}<code>{request}</code></p>
        })}
    }
}
