use domain::fields::{FieldErrors, Fields};
use domain::ids::UnitId;
use domain::language::Language;
use domain::organisation::LeafletKind;
use leptos::prelude::*;

use super::{leaflet_address, leaflets_title, unit_address};
use crate::ui::{
    Actions, Crumb, ErrorSummary, Help, HiddenVersion, KeyValue, Notice, PostButton, SummaryList, TextField,
    TextFieldLong, language_name, use_lang,
};

/// What somebody else has saved in the meantime.
#[derive(Clone, Debug)]
pub struct Theirs {
    /// Who.
    pub saved_by: String,
    /// When, in words.
    pub saved_at: String,
    /// What, by field name.
    pub fields: Fields,
}

/// What the page of a unit's text shows.
#[derive(Clone, Debug)]
pub struct TextPageData {
    /// The unit.
    pub unit: UnitId,
    /// Its name.
    pub unit_name: String,
    /// Its telephone, which the leaflet names where the text has none.
    pub unit_phone: String,
    /// For whom the leaflet is.
    pub kind: LeafletKind,
    /// In which language.
    pub language: Language,
    /// What is typed.
    pub fields: Fields,
    /// The version that it started from.
    pub version: i64,
    /// What has to be mended.
    pub errors: FieldErrors,
    /// What somebody else has saved since.
    pub theirs: Option<Theirs>,
    /// Whether there is a text that can be taken out.
    pub stored: bool,
    /// LIX of the whole leaflet with what is typed, and its goal.
    pub lix: (u32, u32),
}

/// The title of [`TextPage`].
#[must_use]
pub fn text_title(language: Language) -> &'static str {
    language.t("Enhetens text i bladet", "The unit's text in the leaflet")
}

/// Label and hint of a field, in the interface's language.
fn asked(name: &str, phone: &str, l: Language) -> (&'static str, String) {
    match name {
        "who" => (
            l.t("Vilka är ni?", "Who are you?"),
            l.t(
                "Vad ni arbetar med och vem man möter. Högst 600 tecken. Inga privatpersoners namn.",
                "What you work with and whom one meets. At most 600 characters. No names of private persons.",
            )
            .to_owned(),
        ),
        "phone" => (
            l.t("Telefon", "Telephone"),
            if phone.is_empty() {
                l.t("Enheten har inget nummer att visa annars.", "The unit has no other number to show.")
                    .to_owned()
            } else {
                l.t(
                    format!("Lämna tomt om enhetens nummer, {phone}, ska stå där."),
                    format!("Leave empty if the unit's number, {phone}, is to stand there."),
                )
            },
        ),
        "hours" => (
            l.t("När kan man nå er?", "When can you be reached?"),
            l.t(
                "Till exempel: måndag till torsdag 9–11.",
                "For example: Monday to Thursday, 9 to 11.",
            )
            .to_owned(),
        ),
        "place" => (
            l.t("Var finns ni?", "Where are you?"),
            l.t(
                "Adress och våning. Lämna tomt om besök inte är säkra eller möjliga hos er.",
                "Address and floor. Leave empty if visits to you are not safe or possible.",
            )
            .to_owned(),
        ),
        _ => (
            l.t("Något mer som läsaren ska veta?", "Anything else that the reader should know?"),
            l.t(
                "Till exempel hur ett besök går till. Högst 1500 tecken. Lova inget som ni inte kan hålla.",
                "For example what a visit is like. At most 1,500 characters. Promise nothing that you cannot keep.",
            )
            .to_owned(),
        ),
    }
}

/// What the unit says of itself in one leaflet and language.
#[component]
pub fn TextPage(data: TextPageData) -> impl IntoView {
    let l = use_lang();
    let TextPageData {
        unit,
        unit_name,
        kind,
        language,
        ..
    } = data.clone();
    let address = leaflet_address(unit, kind, language);
    let in_language = language_name(language, l);
    view! {
        <div class="with-help">
            <div class="content">
                <Crumb parts=vec![
                    (leaflets_title(l).into(), Some("/informationsblad".into())),
                    (unit_name.clone(), Some(unit_address(unit))),
                    (format!("{}, {in_language}", kind.name(l)), Some(address.clone())),
                    (l.t("Enhetens text", "The unit's text").into(), None),
                ]/>
                <ErrorSummary errors=data.errors.clone()/>
                <h1>{text_title(l)}</h1>
                <p class="lead">{l.t(
                    format!("{}. Skriv på {}, så som läsaren behöver det.", kind.name(l), in_language.to_lowercase()),
                    format!("{}. Write in {in_language}, as the reader needs it.", kind.name(l)),
                )}</p>
                {data.theirs.clone().map(|theirs| view! { <Other theirs=theirs phone=data.unit_phone.clone()/> })}
                <TextForm data=data.clone() address=address.clone()/>
                {(data.stored && data.theirs.is_none()).then(|| view! { <TakeOut address=address version=data.version/> })}
            </div>
            <Help>
                <p>{l.t(
                    "Texten står sist i bladet, under det allmänna. Alla som får bladet kan läsa den, också hemma hos någon annan.",
                    "The text stands at the end of the leaflet, below what is general. Everybody who gets the leaflet can read it, in somebody else's home too.",
                )}</p>
                <p>{l.t(
                    "Skriv korta meningar och vanliga ord. Säg ”du” till läsaren och ”vi” om er.",
                    "Write short sentences and common words. Say “you” to the reader and “we” of yourselves.",
                )}</p>
                <p>{l.t(
                    "Kontrollera tiderna och numret en gång om året, eller när något ändras.",
                    "Check hours and number once a year, or when something changes.",
                )}</p>
            </Help>
        </div>
    }
}

#[component]
fn TextForm(data: TextPageData, address: String) -> impl IntoView {
    let l = use_lang();
    let field = |name: &'static str| {
        let (label, hint) = asked(name, &data.unit_phone, l);
        let (value, error) = (
            data.fields.raw(name).to_owned(),
            data.errors.of(name).map(str::to_owned),
        );
        if matches!(name, "who" | "more") {
            view! { <TextFieldLong name=name label=label hint=hint value=value error=error rows=4/> }
                .into_any()
        } else {
            view! { <TextField name=name label=label hint=hint value=value error=error/> }.into_any()
        }
    };
    let action = format!("{address}/text");
    let (lix, goal) = data.lix;
    let verdict = if lix <= goal {
        l.t("inom målet", "within the goal")
    } else {
        l.t("svårare än målet", "harder than the goal")
    };
    view! {
        <form method="post" action=action>
            <HiddenVersion version=data.version/>
            {["who", "phone", "hours", "place", "more"].map(field).collect_view()}
            <p class="meta">{l.t(
                format!("Hela bladet med den här texten: LIX {lix}, {verdict} ({goal}). En fingervisning, inget betyg."),
                format!("The whole leaflet with this text: LIX {lix}, {verdict} ({goal}). An indication, no grade."),
            )}</p>
            <Actions>
                <button class="button">{l.t("Spara enhetens text", "Save the unit's text")}</button>
                <a href=address>{l.t("Tillbaka till bladet", "Back to the leaflet")}</a>
            </Actions>
        </form>
    }
}

/// What the other saved, above the form that still holds what this person typed.
#[component]
fn Other(theirs: Theirs, phone: String) -> impl IntoView {
    let l = use_lang();
    let Theirs {
        saved_by,
        saved_at,
        fields,
    } = theirs;
    let rows = ["who", "phone", "hours", "place", "more"].map(|name| KeyValue {
        key: asked(name, &phone, l).0.to_owned(),
        value: fields.text(name).to_owned(),
        change: None,
    });
    view! {
        <Notice kind="warn" title=l.t("Någon annan har sparat under tiden. Inget är överskrivet.", "Somebody else has saved in the meantime. Nothing has been overwritten.")>
            <p>{l.t(
                format!("{saved_by} sparade det här {saved_at}. Din text står kvar i rutorna nedanför. Ändra den så som det ska stå, och spara igen."),
                format!("{saved_by} saved this {saved_at}. Your text is still in the boxes below. Change it to what is to stand, and save again."),
            )}</p>
            <SummaryList rows=Vec::from(rows)/>
        </Notice>
    }
}

#[component]
fn TakeOut(address: String, version: i64) -> impl IntoView {
    let l = use_lang();
    view! {
        <details>
            <summary>{l.t("Ta bort enhetens text", "Take the unit's text out")}</summary>
            <p>{l.t(
                "Bladet säger då bara det allmänna, enhetens namn och telefon. Blad som redan är utskrivna ändras inte.",
                "The leaflet then says only what is general, the unit's name and telephone. Leaflets that are already printed do not change.",
            )}</p>
            <PostButton action=format!("{address}/text/ta-bort") label=l.t("Ja, ta bort texten", "Yes, take the text out") class="button danger"
                fields=vec![("version", version.to_string())]/>
        </details>
    }
}
