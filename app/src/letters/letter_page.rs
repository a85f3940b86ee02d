use chrono::NaiveDate;
use domain::assessments::{Status, Step};
use domain::content::content;
use domain::dates;
use domain::fields::{FieldErrors, Fields};
use domain::language::Language;
use domain::letters::{AgeBand, LetterStatus, Readability};
use leptos::prelude::*;
use store::letters::Letter;

use super::answer_page::state_of;
use super::readability_panel::ReadabilityPanel;
use crate::assessments::{Frame, FrameData};
use crate::islands::{Autosave, SessionWatch};
use crate::ui::{
    Actions, ChoiceField, DateField, ErrorSummary, HiddenVersion, KeyValue, Notice, PostButton, Quoted,
    SummaryList, Tag, TextField, TextFieldLong, TickField, use_lang, use_ui,
};

/// What is checked before a letter is approved: code, Swedish, English.
pub const APPROVALS: [(&str, &str, &str); 3] = [
    (
        "secrecy",
        "Allt i brevet får läsas av alla som kan komma att läsa det: barnet, syskon och vårdnadshavare.",
        "Everything in the letter may be read by all who may come to read it: the child, siblings and guardians.",
    ),
    (
        "statements",
        "Inget som ska prövas före utlämnande står i brevet.",
        "Nothing that has to be assessed before disclosure stands in the letter.",
    ),
    (
        "safe",
        "Det är tryggt för barnet att ha brevet hemma. Annars läses det upp och sparas här.",
        "It is safe for the child to have the letter at home. Otherwise it is read aloud and kept here.",
    ),
];

/// What a letter's page shows.
#[derive(Clone, Debug)]
pub struct LetterPageData {
    /// The surroundings.
    pub frame: FrameData,
    /// The letter.
    pub letter: Letter,
    /// The child's label.
    pub child: String,
    /// Whether the child has a protected identity.
    pub protected: bool,
    /// What the child said, with days, for the writer's eye.
    pub words: Vec<(String, String)>,
    /// The letter's text by section code.
    pub fields: Fields,
    /// The text's version.
    pub version: i64,
    /// When it was saved last, in words.
    pub saved: String,
    /// How hard it is to read.
    pub readability: Readability,
    /// What is typed in the forms for approving and giving.
    pub form: Fields,
    /// What has to be mended.
    pub errors: FieldErrors,
    /// The letter as HTML, escaped by the document renderer.
    pub preview: String,
    /// Today.
    pub today: NaiveDate,
}

/// A letter: written, previewed, approved, given.
#[component]
pub fn LetterPage(data: LetterPageData) -> impl IntoView {
    let l = use_lang();
    let letter = data.letter.clone();
    let id = data.frame.assessment.id;
    let open = data.frame.may_edit && data.frame.assessment.status == Status::Signed;
    let writable = open && letter.status == LetterStatus::Draft;
    let (state, tone) = state_of(&letter, data.today, l);
    let advice = content()
        .letter_outline(letter.band.code())
        .map(|o| o.advice.get(l).to_owned())
        .unwrap_or_default();
    let frame = data.frame.clone();
    let pdf = format!("/bedomning/{id}/brev/{}/brev.pdf", letter.id);
    view! {
        <Frame data=frame step=Some(Step::Answer) help=vec![advice]>
            <ErrorSummary errors=data.errors.clone()/>
            <h1>{l.t("Brev till ", "Letter to ")}{data.child.clone()}</h1>
            <p><Tag words=state tone=tone/></p>
            {data.protected.then(|| view! {
                <Notice kind="warn" title=l.t("Skyddade personuppgifter", "Protected identity")>
                    <p>{l.t("Skriv ingen plats, skola eller enhet. Lämna brevet i handen, posta det inte.", "Write no place, school or unit. Hand the letter over; do not post it.")}</p>
                </Notice>
            })}
            {if writable {
                view! { <Writing data=data.clone()/> }.into_any()
            } else {
                ().into_any()
            }}
            <h2>{l.t("Så ser brevet ut", "How the letter looks")}</h2>
            <div class="letter" inner_html=data.preview.clone()></div>
            <ul class="plain">
                <li><a href=pdf.clone()>{l.t("Öppna brevet som PDF", "Open the letter as PDF")}</a></li>
                <li><a href=format!("{pdf}?stor=1")>{l.t("PDF med stor text", "PDF in large type")}</a></li>
            </ul>
            {match letter.status {
                LetterStatus::Draft if writable => view! { <Approve data=data.clone()/><NotGiven data=data/> }.into_any(),
                LetterStatus::Approved if open => view! { <Give data=data.clone()/><NotGiven data=data/> }.into_any(),
                LetterStatus::Given | LetterStatus::NotGiven => view! { <Record letter=letter/> }.into_any(),
                _ => ().into_any(),
            }}
        </Frame>
    }
}

#[component]
fn Writing(data: LetterPageData) -> impl IntoView {
    let l = use_lang();
    let id = data.frame.assessment.id;
    let letter = data.letter.clone();
    let idle = use_ui().and_then(|ui| ui.person).map_or(1800, |p| p.idle_seconds);
    let bands = AgeBand::ALL
        .into_iter()
        .map(|b| (b.code().to_owned(), b.name(l).to_owned()))
        .collect::<Vec<_>>();
    let languages = Language::ALL
        .into_iter()
        .map(|x| (x.code().to_owned(), crate::ui::language_name(x, l).to_owned()))
        .collect::<Vec<_>>();
    let sections = content()
        .letter_outline(letter.band.code())
        .map(|o| o.sections.clone())
        .unwrap_or_default();
    let action = format!("/bedomning/{id}/brev/{}", letter.id);
    view! {
        <p class="lead">{l.t(
            "Utkastet bygger bara på det som står i analysen. Varje mening är din att ändra.",
            "The draft rests only on what the assessment says. Every sentence is yours to change.",
        )}</p>
        {(!data.words.is_empty()).then(|| view! {
            <details open=true>
                <summary>{l.t("Det barnet har sagt", "What the child has said")}</summary>
                {data.words.iter().map(|(on, words)| view! { <Quoted caption=on.clone() text=words.clone()/> }).collect_view()}
            </details>
        })}
        <form method="post" action=action.clone() class="section-form">
            <HiddenVersion version=data.version/>
            {sections.into_iter().map(|s| {
                let label = s.heading.map_or_else(|| section_name(&s.code, l).to_owned(), |h| h.get(letter.language).to_owned());
                let value = data.fields.raw(&s.code).to_owned();
                let error = data.errors.of(&s.code).map(str::to_owned);
                view! { <TextFieldLong name=s.code label=label value=value error=error rows=2/> }
            }).collect_view()}
            <Autosave language=l saved=data.saved.clone()/>
            <SessionWatch language=l seconds=idle/>
            <ReadabilityPanel readability=data.readability.clone() band=letter.band written=letter.language/>
            <Actions>
                <button class="button">{l.t("Spara brevet", "Save the letter")}</button>
                <a href=format!("/bedomning/{id}/svar")>{l.t("Till svaren", "To the answers")}</a>
            </Actions>
        </form>
        <details>
            <summary>{l.t("Byt ålder eller språk", "Change age or language")}</summary>
            <form method="post" action=format!("{action}/utkast")>
                <HiddenVersion version=letter.version/>
                <p>{l.t("Brevet skrivs då om från början. Det du har ändrat i det försvinner.", "The letter is then drafted anew. What you have changed in it goes.")}</p>
                <ChoiceField name="band" label=l.t("Ålder", "Age") options=bands value=letter.band.code()/>
                <ChoiceField name="language" label=l.t("Språk", "Language") options=languages value=letter.language.code()/>
                <TickField name="sure" label=l.t("Ja, skriv om brevet", "Yes, draft the letter anew") checked=false error=data.errors.of("sure").map(str::to_owned)/>
                <button class="button quiet">{l.t("Skriv om", "Draft anew")}</button>
            </form>
        </details>
    }
}

/// Names for sections that have no heading in the letter itself.
fn section_name(code: &str, l: Language) -> &'static str {
    match code {
        "sender" => l.t("Hälsning och avsändare", "Greeting and sender"),
        "met" => l.t("När vi sågs", "When we met"),
        "told" => l.t("Det du berättade", "What you told us"),
        "decided" => l.t("Vad som är bestämt", "What is decided"),
        "why" => l.t("Varför", "Why"),
        "what_we_did" => l.t("Vad vi gjorde med det du sade", "What we did with what you said"),
        "next" => l.t("Vad som händer nu", "What happens now"),
        "if_wrong" => l.t("Om något är fel", "If something is wrong"),
        "questions" => l.t("Frågor", "Questions"),
        _ => l.t("Tack", "Thanks"),
    }
}

#[component]
fn Approve(data: LetterPageData) -> impl IntoView {
    let l = use_lang();
    let id = data.frame.assessment.id;
    view! {
        <form method="post" action=format!("/bedomning/{id}/brev/{}/godkann", data.letter.id) class="attest">
            <h2>{l.t("Godkänn brevet", "Approve the letter")}</h2>
            <HiddenVersion version=data.letter.version/>
            {APPROVALS.into_iter().map(|(code, sv, en)| {
                let name = format!("approve.{code}");
                let checked = data.form.ticked(&name);
                let error = data.errors.of(&name).map(str::to_owned);
                view! { <TickField name=name label=l.t(sv, en) checked=checked error=error/> }
            }).collect_view()}
            <Actions><button class="button">{l.t("Godkänn", "Approve")}</button></Actions>
        </form>
    }
}

#[component]
fn Give(data: LetterPageData) -> impl IntoView {
    let l = use_lang();
    let id = data.frame.assessment.id;
    let value = |name: &str| data.form.raw(name).to_owned();
    let error = |name: &str| data.errors.of(name).map(str::to_owned);
    let letter = data.letter.clone();
    let hows = vec![
        (
            "read".to_owned(),
            l.t("Läst tillsammans", "Read together").to_owned(),
        ),
        (
            "handed".to_owned(),
            l.t("Lämnat i handen", "Handed over").to_owned(),
        ),
        ("posted".to_owned(), l.t("Skickat hem", "Sent home").to_owned()),
        (
            "told".to_owned(),
            l.t("Berättat, brevet finns kvar här", "Told, the letter is kept here")
                .to_owned(),
        ),
    ];
    view! {
        <form method="post" action=format!("/bedomning/{id}/brev/{}/lamnat", letter.id)>
            <h2>{l.t("Brevet är lämnat", "The letter is given")}</h2>
            <HiddenVersion version=letter.version/>
            <DateField name="given_on" label=l.t("Vilken dag?", "Which day?") value=value("given_on") error=error("given_on")/>
            <ChoiceField name="how" label=l.t("Hur?", "How?") options=hows value=value("how") error=error("how")/>
            <TextField name="by" label=l.t("Av vem?", "By whom?") value=value("by") error=error("by") width="medium"/>
            <TextFieldLong name="understood" label=l.t("Hur kontrollerades att barnet förstod?", "How was it checked that the child understood?") value=value("understood") error=error("understood") rows=2/>
            <TextFieldLong name="answer" label=l.t("Vad svarade barnet?", "What did the child answer?") value=value("answer") error=error("answer") rows=2
                hint=l.t("Barnets egna ord. Lämna tomt om barnet inte sade något.", "The child's own words. Leave empty if the child said nothing.")/>
            <Actions><button class="button">{l.t("Spara", "Save")}</button></Actions>
        </form>
        <PostButton action=format!("/bedomning/{id}/brev/{}/andra-igen", letter.id) label=l.t("Ta tillbaka godkännandet och ändra", "Take the approval back and change") class="link"
            fields=vec![("version", letter.version.to_string())]/>
    }
}

#[component]
fn NotGiven(data: LetterPageData) -> impl IntoView {
    let l = use_lang();
    let id = data.frame.assessment.id;
    view! {
        <details class="danger-zone" open=data.errors.of("reason").is_some()>
            <summary>{l.t("Brevet ska inte lämnas", "The letter is not to be given")}</summary>
            <form method="post" action=format!("/bedomning/{id}/brev/{}/lamnas-inte", data.letter.id)>
                <HiddenVersion version=data.letter.version/>
                <TextFieldLong name="reason" label=l.t("Varför, och vem har bestämt det?", "Why, and who decided it?") value=data.form.raw("reason") error=data.errors.of("reason").map(str::to_owned) rows=2
                    hint=l.t("Barnet har rätt till information. Det ska finnas ett skäl.", "The child has a right to information. There has to be a reason.")/>
                <button class="button danger">{l.t("Spara att brevet inte lämnas", "Record that the letter is not given")}</button>
            </form>
        </details>
    }
}

/// How it was given and what the child answered, or why it was not given.
#[component]
fn Record(letter: Letter) -> impl IntoView {
    let l = use_lang();
    let given = letter.given;
    let how = match given.text("how") {
        "read" => l.t("Läst tillsammans", "Read together"),
        "handed" => l.t("Lämnat i handen", "Handed over"),
        "posted" => l.t("Skickat hem", "Sent home"),
        "told" => l.t("Berättat, brevet finns kvar här", "Told, the letter is kept here"),
        _ => "",
    };
    let rows = [
        (
            l.t("Lämnat", "Given"),
            letter.given_on.map(|d| dates::long(d, l)).unwrap_or_default(),
        ),
        (l.t("Hur", "How"), how.to_owned()),
        (l.t("Av", "By"), given.text("by").to_owned()),
        (
            l.t(
                "Så kontrollerades att barnet förstod",
                "How understanding was checked",
            ),
            given.text("understood").to_owned(),
        ),
        (
            l.t("Skäl till att brevet inte lämnas", "Why the letter is not given"),
            given.text("reason").to_owned(),
        ),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(key, value)| KeyValue {
        key: key.to_owned(),
        value,
        change: None,
    })
    .collect::<Vec<_>>();
    let answer = given.text("answer").to_owned();
    view! {
        <h2>{l.t("Så blev det", "How it went")}</h2>
        <SummaryList rows=rows/>
        {(!answer.is_empty()).then(|| view! { <Quoted caption=l.t("svar på brevet", "answer to the letter") text=answer/> })}
    }
}
