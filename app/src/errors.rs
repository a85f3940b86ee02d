//! What people see when something does not work: what happened, and what they can do now. Nothing internal.

use domain::language::Language;
use leptos::prelude::*;

use crate::access::{Kept, SendKept};
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
                    "Öppna sidan på nytt och skriv igen. Händer det en gång till, säg till din administratör.",
                    "Open the page anew and write again. If it happens once more, tell your administrator.",
                ),
            ],
            Self::TooLarge => [
                l.t(
                    "Ett formulär får vara högst 3 megabyte och en bilaga högst 10. Inget är sparat.",
                    "A form may be at most 3 megabytes and an attachment at most 10. Nothing has been saved.",
                ),
                l.t(
                    "Öppna sidan på nytt och dela upp texten eller filen i flera delar.",
                    "Open the page anew and divide the text or the file into several parts.",
                ),
            ],
            Self::Conflict => [
                l.t(
                    "Det har ändrats sedan du öppnade sidan, till exempel signerats eller avslutats. Inget är sparat.",
                    "It has changed since you opened the page, for example been signed or closed. Nothing has been saved.",
                ),
                l.t(
                    "Öppna sidan på nytt, så ser du hur det är nu.",
                    "Open the page anew to see how it is now.",
                ),
            ],
            Self::Internal => [
                l.t("Felet är noterat. Vi vet inte om det du gjorde blev sparat.", "The error has been noted. We do not know whether what you did was saved."),
                l.t(
                    "Öppna sidan på nytt och se efter. Händer det en gång till, lämna numret här nedanför till din administratör.",
                    "Open the page anew and look. If it happens once more, give the number below to your administrator.",
                ),
            ],
            Self::Busy => [
                l.t(
                    "Databasen svarar inte, eller kan inte ta emot mer just nu. Inget är sparat.",
                    "The database does not answer, or cannot take more right now. Nothing has been saved.",
                ),
                l.t(
                    "Vänta en minut och försök igen.",
                    "Wait a minute and try again.",
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
    /// What was typed in the form that met the problem.
    kept: Option<Kept>,
) -> impl IntoView {
    let l = use_lang();
    let [what, now] = problem.words(l);
    view! {
        <h1>{problem.title(l)}</h1>
        <p>{what}</p>
        <p>{now}</p>
        {kept.map(|kept| view! { <Typed problem=problem kept=kept/> })}
        <p><a href="/">{l.t("Till startsidan", "To the start page")}</a></p>
        {matches!(problem, Problem::Internal | Problem::Busy).then(|| view! {
            <p class="hint">{l.t("Nummer: ", "Number: ")}<code>{request}</code></p>
        })}
    }
}

/// What was typed: to be sent once more where it is sure that nothing was saved, otherwise to be copied. Short values are choices, days
/// and numbers of versions, which say nothing by themselves.
#[component]
fn Typed(problem: Problem, kept: Kept) -> impl IntoView {
    let l = use_lang();
    if problem == Problem::Busy {
        return view! {
            <p>{l.t("Det du skrev är inte sparat, men det finns med här.", "What you wrote is not saved, but it is kept here.")}</p>
            <SendKept kept=kept label=l.t("Skicka det jag skrev igen", "Send what I wrote again")/>
        }
        .into_any();
    }
    let texts: Vec<String> = kept
        .fields
        .0
        .into_iter()
        .filter(|(name, text)| name != "base" && text.chars().count() > SHORT)
        .map(|(_, text)| text)
        .collect();
    if texts.is_empty() {
        return ().into_any();
    }
    view! {
        <h2>{l.t("Det du skrev", "What you wrote")}</h2>
        <p>{l.t(
            "Kopiera det som ska vara kvar innan du lämnar sidan.",
            "Copy what is to be kept before you leave the page.",
        )}</p>
        {texts.into_iter().map(|text| view! { <blockquote class="pre">{text}</blockquote> }).collect_view()}
    }
    .into_any()
}

/// The longest value that is no text of anybody's own.
const SHORT: usize = 20;
