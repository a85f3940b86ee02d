use domain::cases::{CaseKind, CommunicationNeed, Guardian};
use domain::fields::{FieldErrors, Fields};
use domain::ids::{CaseId, ChildId};
use leptos::prelude::*;

use crate::ui::{
    Actions, Crumb, DateField, ErrorSummary, Help, HiddenVersion, TextField, TextFieldLong, TickField,
    use_lang,
};

/// What the form for a child shows.
#[derive(Clone, Debug)]
pub struct ChildPageData {
    /// The case.
    pub case: CaseId,
    /// Its number.
    pub number: String,
    /// Whom it is about.
    pub kind: CaseKind,
    /// The child; `None` for a new one.
    pub child: Option<ChildId>,
    /// The version that is being changed.
    pub version: i64,
    /// What is typed.
    pub fields: Fields,
    /// What has to be mended.
    pub errors: FieldErrors,
    /// The guardians of the case.
    pub guardians: Vec<Guardian>,
    /// Whether the child may be taken out of the case.
    pub may_remove: bool,
}

/// A child: new, or to be changed.
#[component]
pub fn ChildPage(data: ChildPageData) -> impl IntoView {
    let l = use_lang();
    let ChildPageData {
        case,
        number,
        kind,
        child,
        version,
        fields,
        errors,
        guardians,
        may_remove,
    } = data;
    let text = |name: &str| fields.raw(name).to_owned();
    let error = |name: &str| errors.of(name).map(str::to_owned);
    let title = if child.is_some() {
        l.t("Barnets uppgifter", "The child's details")
    } else {
        l.t("Lägg till ett barn", "Add a child")
    };
    let action = child.map_or_else(
        || format!("/arenden/{case}/barn/nytt"),
        |id| format!("/arenden/{case}/barn/{id}"),
    );
    view! {
        <div class="with-help">
            <div class="content">
                <Crumb parts=vec![
                    (l.t("Ärenden", "Cases").into(), Some("/arenden".into())),
                    (number, Some(format!("/arenden/{case}"))),
                    (title.into(), None),
                ]/>
                <ErrorSummary errors=errors.clone()/>
                <h1>{title}</h1>
                <form method="post" action=action>
                    <HiddenVersion version=version/>
                    <TextField name="name" label=l.t("Vad heter barnet?", "What is the child called?") value=text("name") error=error("name")/>
                    <TextField name="number" label=l.t("Person- eller samordningsnummer", "Personal or coordination number") value=text("number") error=error("number") width="medium"
                        hint=l.t("Tolv siffror. Ett barn kan sakna nummer, skriv då födelsedatum.", "Twelve digits. A child may lack a number; then write the date of birth.")/>
                    <DateField name="born" label=l.t("Födelsedatum", "Date of birth") value=text("born") error=error("born")
                        hint=l.t("Behövs bara när numret saknas. Till exempel 2017-03-09.", "Needed only without a number. For example 2017-03-09.")/>
                    {(kind == CaseKind::Adult).then(|| view! { <TextField name="relation" label=l.t("Hur hör barnet ihop med den vuxna?", "How is the child connected with the adult?") value=text("relation") error=error("relation")
                        hint=l.t("Till exempel son, dotter, barnbarn, bor varannan vecka.", "For example son, daughter, grandchild, lives there every other week.")/> })}
                    <fieldset class="field">
                        <legend>{l.t("Vad behöver barnet för att förstå och bli förstått?", "What does the child need to understand and be understood?")}</legend>
                        {CommunicationNeed::ALL.into_iter().map(|need| {
                            let name = format!("need.{}", need.code());
                            let checked = fields.ticked(&name);
                            view! { <TickField name=name label=need.name(l) checked=checked/> }
                        }).collect_view()}
                    </fieldset>
                    <TextFieldLong name="needs_note" label=l.t("Något mer att tänka på i samtal?", "Anything else to think of in talks?") value=text("needs_note") error=error("needs_note") rows=2/>
                    <TextField name="interpreter" label=l.t("Tolk, vilket språk?", "Interpreter, which language?") value=text("interpreter") error=error("interpreter") width="medium"
                        hint=l.t("Lämna tomt om tolk inte behövs. Ett barn är aldrig tolk.", "Leave empty if no interpreter is needed. A child is never an interpreter.")/>
                    {(!guardians.is_empty()).then(|| view! {
                        <fieldset class="field">
                            <legend>{l.t("Barnets vårdnadshavare", "The child's guardians")}</legend>
                            {guardians.iter().map(|g| {
                                let name = format!("guardian.{}", g.id);
                                let checked = fields.ticked(&name);
                                view! { <TickField name=name label=g.name.clone() checked=checked/> }
                            }).collect_view()}
                        </fieldset>
                    })}
                    <TickField name="protected" label=l.t("Barnet har skyddade personuppgifter", "The child has a protected identity") checked=fields.ticked("protected")/>
                    <Actions>
                        <button class="button">{l.t("Spara barnet", "Save the child")}</button>
                        {child.is_none().then(|| view! {
                            <button class="button quiet" name="another" value="yes">{l.t("Spara och lägg till ett till", "Save and add another")}</button>
                        })}
                        <a href=format!("/arenden/{case}")>{l.t("Avbryt", "Cancel")}</a>
                    </Actions>
                </form>
                {child.filter(|_| may_remove).map(|id| view! {
                    <section class="danger-zone">
                        <h2>{l.t("Ta bort barnet ur ärendet", "Take the child out of the case")}</h2>
                        <p>{l.t("Till exempel om du har lagt till fel barn. Du kan ångra direkt efteråt.", "For example if you added the wrong child. You can undo it directly afterwards.")}</p>
                        <form method="post" action=format!("/arenden/{case}/barn/{id}/ta-bort")>
                            <TickField name="sure" label=l.t("Ja, ta bort barnet", "Yes, take the child out") checked=false error=error("sure")/>
                            <button class="button danger">{l.t("Ta bort", "Take out")}</button>
                        </form>
                    </section>
                })}
            </div>
            <Help>
                <p>{l.t(
                    "Varje barn läggs till för sig. Syskon berörs ofta olika.",
                    "Each child is added on its own. Siblings are often touched differently.",
                )}</p>
                <p>{l.t(
                    "Vårdnadshavarna lägger du till på ärendets sida. De behövs för frågan om samtycke innan du pratar med barnet.",
                    "Guardians are added on the case's page. They are needed for the question of consent before you talk with the child.",
                )}</p>
            </Help>
        </div>
    }
}
