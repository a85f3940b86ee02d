use domain::cases::CaseKind;
use domain::fields::{FieldErrors, Fields};
use domain::ids::CaseId;
use domain::language::Language;
use leptos::prelude::*;

use crate::ui::{
    Actions, ChoiceField, Crumb, ErrorSummary, Help, HiddenVersion, TextField, TextFieldLong, TickField,
    use_lang,
};

/// What the form for a new case shows.
#[derive(Clone, Debug, Default)]
pub struct NewCasePageData {
    /// Whom the case is about.
    pub kind: CaseKind,
    /// What is typed.
    pub fields: Fields,
    /// What has to be mended.
    pub errors: FieldErrors,
    /// Units that the person works in: id and name. One is not asked about.
    pub units: Vec<(String, String)>,
}

/// The address of the form for a kind of case.
fn address(kind: CaseKind) -> &'static str {
    match kind {
        CaseKind::Adult => "/arenden/nytt",
        CaseKind::Child => "/arenden/nytt/barn",
        CaseKind::General => "/arenden/nytt/generellt",
    }
}

/// A new case, with the first question: is a child touched?
#[component]
pub fn NewCasePage(data: NewCasePageData) -> impl IntoView {
    let l = use_lang();
    let NewCasePageData {
        kind,
        fields,
        errors,
        units,
    } = data;
    let text = |name: &str| fields.raw(name).to_owned();
    let error = |name: &str| errors.of(name).map(str::to_owned);
    let touches = vec![
        (
            "yes".to_owned(),
            l.t("Ja, ett eller flera barn", "Yes, one or more children")
                .to_owned(),
        ),
        ("no".to_owned(), l.t("Nej, inget barn", "No, no child").to_owned()),
    ];
    view! {
        <div class="with-help">
            <div class="content">
                <Crumb parts=vec![(l.t("Ärenden", "Cases").into(), Some("/arenden".into())), (l.t("Nytt ärende", "New case").into(), None)]/>
                <ErrorSummary errors=errors.clone()/>
                <h1>{l.t("Nytt ärende", "New case")}</h1>
                <nav class="kinds" aria-label=l.t("Vad ärendet gäller", "What the case is about")>
                    <ul>{CaseKind::ALL.into_iter().map(|k| view! {
                        <li><a href=address(k) aria-current=(k == kind).then_some("page")>{k.name(l)}</a></li>
                    }).collect_view()}</ul>
                </nav>
                <form method="post" action=address(kind)>
                    <SubjectFields kind=kind fields=fields.clone() errors=errors.clone()/>
                    {(units.len() > 1).then(|| view! {
                        <ChoiceField name="unit" label=l.t("Vilken enhet?", "Which unit?") options=units.clone() value=text("unit") error=error("unit")/>
                    })}
                    {(kind != CaseKind::Child).then(|| view! {
                    <h2>{l.t("Berörs något barn?", "Is a child touched?")}</h2>
                    <ChoiceField name="touches" options=touches value=text("touches") error=error("touches")
                        label=if kind == CaseKind::General { l.t("Berör beslutet barn, direkt eller indirekt?", "Does the decision touch children, directly or indirectly?") } else { l.t("Bor ett barn med personen, eller är ett barn beroende av personen?", "Does a child live with the person, or depend on the person?") }
                        hint=if kind == CaseKind::General { l.t("Nästan alla beslut om lokaler, avgifter, öppettider och riktlinjer berör barn.", "Nearly all decisions on premises, fees, opening hours and guidelines touch children.") } else { l.t("Tänk också på barn som bor någon annanstans, på umgänge, på barnbarn och på väntade barn.", "Think also of children who live elsewhere, of contact, of grandchildren and of expected children.") }/>
                    <TextFieldLong name="no_child_reason" value=text("no_child_reason") error=error("no_child_reason") rows=3
                        label=l.t("Om inget barn berörs: hur vet du det?", "If no child is touched: how do you know?")
                        hint=l.t("Till exempel vad du har frågat om. Det blir en egen anteckning i ärendet.", "For example what you have asked. It becomes a record of its own in the case.")/>
                    })}
                    <Actions>
                        <button class="button">{l.t("Spara och fortsätt", "Save and continue")}</button>
                        <a href="/arenden">{l.t("Avbryt", "Cancel")}</a>
                    </Actions>
                </form>
            </div>
            <Help>{help(kind, l).into_iter().map(|p| view! { <p>{p}</p> }).collect_view()}</Help>
        </div>
    }
}

/// What helps with each kind of case, a paragraph each.
fn help(kind: CaseKind, l: Language) -> [&'static str; 2] {
    match kind {
        CaseKind::Adult => [
            l.t(
                "Frågan ställs först därför att barn i vuxnas ärenden lätt glöms bort. Svarar du nej är du klar på en minut.",
                "The question comes first because children in adults' cases are easily forgotten. If the answer is no, you are done in a minute.",
            ),
            l.t(
                "Svarar du ja lägger du till barnen i nästa steg och börjar en barnkonsekvensanalys.",
                "If the answer is yes, you add the children next and begin an assessment.",
            ),
        ],
        CaseKind::Child => [
            l.t(
                "Välj det här när beslutet gäller ett barn självt, till exempel en insats för barnet.",
                "Choose this when the decision is about a child itself, for example an intervention for the child.",
            ),
            l.t(
                "I nästa steg fyller du i barnets uppgifter. Sedan börjar du en barnkonsekvensanalys.",
                "Next you fill in the child's details. Then you begin an assessment.",
            ),
        ],
        CaseKind::General => [
            l.t(
                "Barn märker av beslut som ingen tänkte på som deras. Svarar du nej är du klar på en minut.",
                "Children notice decisions that nobody thought of as theirs. If the answer is no, you are done in a minute.",
            ),
            l.t(
                "Svarar du ja börjar du en barnkonsekvensanalys. Där skriver du vilka grupper av barn som berörs, utan namn.",
                "If the answer is yes, you begin an assessment. There you write which groups of children are touched, without names.",
            ),
        ],
    }
}

#[component]
fn SubjectFields(kind: CaseKind, fields: Fields, errors: FieldErrors) -> impl IntoView {
    let l = use_lang();
    let text = |name: &str| fields.raw(name).to_owned();
    let error = |name: &str| errors.of(name).map(str::to_owned);
    view! {
        <TextField name="subject_name" value=text("subject_name") error=error("subject_name")
            label=match kind {
                CaseKind::Adult => l.t("Den vuxnas namn", "The adult's name"),
                CaseKind::Child => l.t("Barnets namn", "The child's name"),
                CaseKind::General => l.t("Vad kallas beslutet?", "What is the decision called?"),
            }
            hint=if kind == CaseKind::General { l.t("Kort, så att andra hittar det. Skriv inga namn på barn.", "Short, so that others find it. Write no names of children.") } else { "" }/>
        {(kind != CaseKind::General).then(|| view! { <TextField name="subject_number" label=l.t("Person- eller samordningsnummer", "Personal or coordination number") value=text("subject_number") error=error("subject_number") width="medium"
            hint=l.t("Tolv siffror. Lämna tomt om det saknas.", "Twelve digits. Leave empty if there is none.")/> })}
        <TextField name="reference" label=l.t("Ärendenummer i verksamhetssystemet", "Case number in the case system") value=text("reference") error=error("reference") width="medium"
            hint=l.t("Om det finns.", "If there is one.")/>
        <TextFieldLong name="matter" label=l.t("Vad ska beslutas?", "What is to be decided?") value=text("matter") error=error("matter") rows=3
            hint=match kind {
                CaseKind::Adult => l.t("Till exempel: ansökan om bistånd till hyresskuld.", "For example: application for help with rent arrears."),
                CaseKind::Child => l.t("Till exempel: ansökan om kontaktfamilj.", "For example: application for a contact family."),
                CaseKind::General => l.t("Till exempel: stänga en fritidsgård och flytta verksamheten.", "For example: closing a youth centre and moving what it does."),
            }/>
        {(kind != CaseKind::General).then(|| view! { <TickField name="protected" label=l.t("Någon i ärendet har skyddade personuppgifter", "Somebody in the case has a protected identity") checked=fields.ticked("protected")
            hint=l.t("Då ser bara du och chefen ärendet.", "Then only you and the manager see the case.")/> })}
    }
}

/// Changing what stands at the top of a case.
#[component]
pub fn EditCasePage(
    /// The case.
    id: CaseId,
    /// Its number.
    number: String,
    /// Whom it is about.
    kind: CaseKind,
    /// The version that is being changed.
    version: i64,
    /// What is typed.
    fields: Fields,
    /// What has to be mended.
    errors: FieldErrors,
) -> impl IntoView {
    let l = use_lang();
    view! {
        <div class="content">
            <Crumb parts=vec![
                (l.t("Ärenden", "Cases").into(), Some("/arenden".into())),
                (number, Some(format!("/arenden/{id}"))),
                (l.t("Ändra", "Change").into(), None),
            ]/>
            <ErrorSummary errors=errors.clone()/>
            <h1>{l.t("Ändra ärendets uppgifter", "Change the case's details")}</h1>
            <form method="post" action=format!("/arenden/{id}/andra")>
                <HiddenVersion version=version/>
                <SubjectFields kind=kind fields=fields errors=errors/>
                <Actions>
                    <button class="button">{l.t("Spara", "Save")}</button>
                    <a href=format!("/arenden/{id}")>{l.t("Avbryt", "Cancel")}</a>
                </Actions>
            </form>
        </div>
    }
}
