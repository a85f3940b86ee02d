use chrono::NaiveDate;
use domain::cases::CaseKind;
use domain::content::content;
use domain::dates;
use domain::fields::{FieldErrors, Fields};
use domain::ids::CaseId;
use domain::language::Language;
use domain::retention::{Verdict, rules_on};
use leptos::prelude::*;

use super::words::verdict_words;
use crate::ui::{
    Actions, ChoiceField, Crumb, DateField, ErrorSummary, Help, HiddenVersion, KeyValue, Notice, SummaryList,
    use_lang,
};

/// What somebody else chose in the meantime.
#[derive(Clone, Debug)]
pub struct TheirChoice {
    /// The texts of the form.
    pub fields: Fields,
    /// Who.
    pub by: String,
    /// When, in words.
    pub at: String,
}

/// The form in which the kind of file is chosen.
#[derive(Clone, Debug)]
pub struct ClassAsked {
    /// Where it posts to.
    pub action: String,
    /// What is typed.
    pub fields: Fields,
    /// The version that it was drawn from.
    pub version: i64,
    /// What has to be mended.
    pub errors: FieldErrors,
    /// What somebody else chose in the meantime.
    pub theirs: Option<TheirChoice>,
    /// Today, for the rules that apply.
    pub today: NaiveDate,
}

/// Codes with their words.
type Options = Vec<(String, String)>;
/// What is said of each code.
type Explained = Vec<(String, Vec<String>)>;

/// The rules of a day, with what each covers and its paragraph.
fn rules(today: NaiveDate, l: Language) -> (Options, Explained) {
    rules_on(content(), today)
        .map(|rule| {
            let law = rule
                .reference
                .as_deref()
                .and_then(|id| content().reference(id))
                .map(|reference| {
                    let (law, day) = (reference.short.get(l), dates::long(rule.applies_from, l));
                    l.t(
                        format!("{law}, gäller sedan {day}"),
                        format!("{law}, applies since {day}"),
                    )
                })
                .unwrap_or_default();
            let covers = rule.covers.get(l);
            let says = if law.is_empty() {
                covers.to_owned()
            } else {
                format!("{covers} {law}.")
            };
            (
                (rule.id.clone(), rule.text.get(l).to_owned()),
                (rule.id.clone(), vec![says]),
            )
        })
        .unzip()
}

/// A choice as key and value.
fn as_rows(fields: &Fields, l: Language) -> Vec<KeyValue> {
    let rule = content()
        .retention_rule(fields.text("class"))
        .map(|rule| rule.text.get(l).to_owned())
        .unwrap_or_default();
    let sample = match fields.text("in_sample") {
        "in" => l.t("Ja", "Yes"),
        "out" => l.t("Nej", "No"),
        _ => "",
    };
    [
        (l.t("Sorts akt", "Kind of file"), rule),
        (
            l.t("Sista anteckningen i akten", "Last entry in the file"),
            fields.text("file_last_entry").to_owned(),
        ),
        (
            l.t("Ärendet avslutades", "The matter ended"),
            fields.text("ended_on").to_owned(),
        ),
        (l.t("I urvalet", "In the sample"), sample.to_owned()),
    ]
    .into_iter()
    .map(|(key, value)| KeyValue {
        key: key.to_owned(),
        value,
        change: None,
    })
    .collect()
}

/// The form itself, with what somebody else chose above it.
#[component]
pub(super) fn ClassForm(asked: ClassAsked) -> impl IntoView {
    let l = use_lang();
    let ClassAsked {
        action,
        fields,
        version,
        errors,
        theirs,
        today,
    } = asked;
    let (options, explains) = rules(today, l);
    let text = |name: &str| fields.raw(name).to_owned();
    let error = |name: &str| errors.of(name).map(str::to_owned);
    let sample = vec![
        (
            String::new(),
            l.t("Följ kommunens regel", "Follow the municipality's rule")
                .to_owned(),
        ),
        (
            "in".to_owned(),
            l.t("Ja, ärendet bevaras", "Yes, the case is kept").to_owned(),
        ),
        ("out".to_owned(), l.t("Nej", "No").to_owned()),
    ];
    view! {
        {theirs.map(|theirs| view! {
            <Notice kind="warn" title=l.t("Någon annan har valt under tiden", "Somebody else has chosen in the meantime")>
                <p>{l.t(
                    format!("{} sparade den {}. Inget är överskrivet. Ditt val står kvar i formuläret.", theirs.by, theirs.at),
                    format!("{} saved on {}. Nothing has been overwritten. Your choice is still in the form.", theirs.by, theirs.at),
                )}</p>
                <SummaryList rows=as_rows(&theirs.fields, l)/>
            </Notice>
        })}
        <form method="post" action=action>
            <HiddenVersion version=version/>
            <ChoiceField name="class" options=options value=text("class") error=error("class") explains=explains always=true
                label=l.t("Vilken sorts akt hör beslutet till?", "What kind of file does the decision belong to?")
                hint=l.t("Det som skrivs här följer akten i verksamhetssystemet. Är du osäker: fråga arkivarien, och låt det stå obesvarat så länge.", "What is written here follows the file in the case system. If you are not sure: ask the archivist, and leave it unanswered until then.")/>
            <DateField name="file_last_entry" value=text("file_last_entry") error=error("file_last_entry")
                label=l.t("Sista anteckningen i akten, om den är senare än här", "The last entry in the file, if it is later than here")/>
            <DateField name="ended_on" value=text("ended_on") error=error("ended_on")
                label=l.t("När avslutades ärendet?", "When did the matter end?")
                hint=l.t("Behövs för utredningar om barn, eftersom reglerna ändrades den 15 januari 2026. År-månad-dag.", "Needed for investigations of children, because the rules changed on 15 January 2026. Year-month-day.")/>
            <ChoiceField name="in_sample" options=sample value=text("in_sample") error=error("in_sample")
                label=l.t("Hör ärendet till urvalet som bevaras för forskningen?", "Does the case belong to the sample that is kept for research?")/>
            <Actions>
                <button class="button">{l.t("Spara", "Save")}</button>
            </Actions>
        </form>
    }
}

/// What a worker's page about a case's retention shows.
#[derive(Clone, Debug)]
pub struct WorkerClassPageData {
    /// The case.
    pub case: CaseId,
    /// Its number.
    pub number: String,
    /// Whom it is about.
    pub kind: CaseKind,
    /// What the rules come to today.
    pub verdict: Verdict,
    /// Who chose what stands, and when.
    pub saved: Option<String>,
    /// The form.
    pub asked: ClassAsked,
}

/// How long the case is kept, and the choice that it depends on.
#[component]
pub fn WorkerClassPage(data: WorkerClassPageData) -> impl IntoView {
    let l = use_lang();
    let WorkerClassPageData {
        case,
        number,
        kind,
        verdict,
        saved,
        asked,
    } = data;
    let (words, _) = verdict_words(&verdict, l);
    view! {
        <div class="with-help">
            <div class="content">
                <Crumb parts=vec![
                    (l.t("Ärenden", "Cases").into(), Some("/arenden".into())),
                    (number, Some(format!("/arenden/{case}"))),
                    (l.t("Gallring", "Purging").into(), None),
                ]/>
                <ErrorSummary errors=asked.errors.clone()/>
                <h1>{l.t("Hur länge bevaras ärendet?", "How long is the case kept?")}</h1>
                <p class="lead">{words}</p>
                {saved.map(|saved| view! { <p class="meta">{saved}</p> })}
                <ClassForm asked=asked/>
            </div>
            <Help>
                <p>{l.t(
                    "Du vet vilken akt beslutet hör till. Därför svarar du, så att arkivarien slipper öppna ärendet.",
                    "You know which file the decision belongs to. So you answer, and the archivist need not open the case.",
                )}</p>
                <p>{match kind {
                    CaseKind::Child => l.t("För ett barns eget ärende antar verktyget aldrig något.", "For a child's own case the tool never assumes anything."),
                    _ => l.t("Så länge ingen har svarat gallras inget som kan höra till en akt om ett barn.", "As long as nobody has answered, nothing that may belong to a child's file is purged."),
                }}</p>
                <p>{l.t(
                    "Inget försvinner av sig självt. Två registratorer granskar varje gallring.",
                    "Nothing disappears by itself. Two records officers review each purge.",
                )}</p>
            </Help>
        </div>
    }
}
