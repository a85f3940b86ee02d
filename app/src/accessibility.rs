//! The statement of accessibility: what has been examined and how, what is known to be lacking, and where to say so.

use domain::language::Language;
use leptos::prelude::*;

use crate::ui::use_lang;

/// The title of [`AccessibilityPage`].
#[must_use]
pub fn accessibility_title(language: Language) -> &'static str {
    language.t("Tillgänglighet", "Accessibility")
}

/// The statement, for everybody. It says only what is true of the program; how well the municipality's service meets the law is for the
/// municipality to say.
#[component]
pub fn AccessibilityPage(
    /// How to reach those who answer, as the operator wrote it.
    contact: Option<String>,
) -> impl IntoView {
    let l = use_lang();
    let lacking = [
        l.t(
            "Vi har ännu inte prövat tillsammans med personer som använder skärmläsare, förstoring eller röststyrning.",
            "We have not yet tried it together with people who use a screen reader, magnification or voice control.",
        ),
        l.t(
            "Arbetsutskrifter är otaggade PDF-filer. Samma innehåll finns på sidorna.",
            "Working prints are untagged PDF files. The same content is on the pages.",
        ),
        l.t(
            "Bilagor är så tillgängliga som den som gjorde dem har gjort dem.",
            "Attachments are as accessible as those who made them have made them.",
        ),
        l.t(
            "Brev och informationsblad finns på svenska och engelska, utan bildstöd, uppläsning eller teckenspråk.",
            "Letters and leaflets are in Swedish and English, without picture support, reading aloud or sign language.",
        ),
    ];
    let reach = match contact {
        Some(contact) => l.t(
            format!("Så når du oss: {contact}"),
            format!("How to reach us: {contact}"),
        ),
        None => l
            .t(
                "Vänd dig till den kommun som använder Ögonhöjd.",
                "Turn to the municipality that uses Ögonhöjd.",
            )
            .to_owned(),
    };
    view! {
        <h1>{accessibility_title(l)}</h1>
        <p>{l.t(
            "Ögonhöjd ska gå att använda med skärmläsare, med förstoring, med röststyrning och med enbart tangentbord, och utan skript i webbläsaren.",
            "It is meant to be possible to use Ögonhöjd with a screen reader, with magnification, with voice control and with the keyboard alone, and without scripts in the browser.",
        )}</p>
        <h2>{l.t("Så är det prövat", "How it has been examined")}</h2>
        <p>{l.t(
            "Sidorna prövas automatiskt mot WCAG 2.2 nivå AA, med och utan skript och på skärmar ner till 320 bildpunkters bredd. Brev, beslut och rapporter i PDF prövas mot PDF/UA. Automatiska prov hittar bara en del av det som kan vara fel.",
            "The pages are tested automatically against WCAG 2.2 level AA, with and without scripts and on screens down to a width of 320 pixels. Letters, decisions and reports as PDF are tested against PDF/UA. Automatic tests find only part of what can be wrong.",
        )}</p>
        <h2>{l.t("Det här vet vi brister", "What we know to be lacking")}</h2>
        <ul>{lacking.into_iter().map(|words| view! { <li>{words}</li> }).collect_view()}</ul>
        <h2>{l.t("Säg till om något hindrar dig", "Tell us if something is in your way")}</h2>
        <p>{l.t(
            "Berätta vad du ville göra och vad som hindrade dig, eller be att få något i en annan form.",
            "Say what you wanted to do and what was in your way, or ask for something in another form.",
        )}</p>
        <p>{reach}</p>
        <p>{l.t(
            "Är du inte nöjd med svaret kan du anmäla det till Myndigheten för digital förvaltning, som har tillsyn enligt lagen (2018:1937) om tillgänglighet till digital offentlig service.",
            "If you are not content with the answer you can report it to the Agency for Digital Government (Myndigheten för digital förvaltning), which supervises the Act (2018:1937) on accessibility of digital public service.",
        )}</p>
    }
}
