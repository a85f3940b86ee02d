use domain::audit::{MAX_REASON, MOST_EXTRACTED, Shown};
use domain::fields::{FieldErrors, Fields};
use domain::language::Language;
use leptos::prelude::*;

use super::EXTRACT;
use crate::ui::{Actions, ChoiceField, DateField, ErrorSummary, Help, TextField, TextFieldLong, use_lang};

/// The title of the pages of extracts.
#[must_use]
pub fn extract_title(language: Language) -> &'static str {
    language.t("Logguttag", "Log extract")
}

/// What is typed in the form, and what is wrong with it.
#[derive(Clone, Debug, Default)]
pub struct ExtractFormData {
    /// What is typed.
    pub fields: Fields,
    /// What has to be mended.
    pub errors: FieldErrors,
}

/// Who has opened whose records, for whom and why?
#[component]
pub fn ExtractFormPage(data: ExtractFormData) -> impl IntoView {
    let l = use_lang();
    let ExtractFormData { fields, errors } = data;
    let text = |name: &str| fields.raw(name).to_owned();
    let error = |name: &str| errors.of(name).map(str::to_owned);
    let options = Shown::ALL
        .into_iter()
        .map(|shown| (shown.code().to_owned(), shown.name(l).to_owned()))
        .collect::<Vec<_>>();
    view! {
        <div class="with-help">
            <div class="content">
                <ErrorSummary errors=errors.clone()/>
                <h1>{extract_title(l)}</h1>
                <p class="lead">{l.t(
                    "Ta fram vilka som har öppnat en persons uppgifter, när och i vilken funktion.",
                    "Take out who has opened a person's records, when and in which function.",
                )}</p>
                <form method="post" action=EXTRACT>
                    <TextField name="number" label=l.t("Personnummer, samordningsnummer eller ärendenummer", "Personal number, coordination number or case number") value=text("number") error=error("number") width="medium"
                        hint=l.t("Hela numret. Är det ett barns nummer gäller uttaget bara de ärenden där barnet finns.", "The whole number. If it is a child's, the extract covers only the cases in which the child is.")/>
                    <TextField name="recipient" label=l.t("Vem är uttaget till?", "For whom is the extract?") value=text("recipient") error=error("recipient")/>
                    <TextFieldLong name="reason" label=l.t("Varför görs det?", "Why is it made?") value=text("reason") error=error("reason") rows=3
                        hint=l.t(format!("Till exempel att någon har begärt det, och när. Högst {MAX_REASON} tecken."), format!("For example that somebody has asked for it, and when. At most {MAX_REASON} characters."))/>
                    <ChoiceField name="shown" label=l.t("Ska medarbetarnas namn stå med?", "Are the employees' names to stand there?") options=options value=text("shown") error=error("shown")
                        hint=l.t("Kommunen bestämmer vad som gäller hos er.", "The municipality decides what applies with you.")/>
                    <DateField name="since" label=l.t("Från och med (frivilligt)", "From (optional)") value=text("since") error=error("since")/>
                    <DateField name="until" label=l.t("Till och med (frivilligt)", "Until (optional)") value=text("until") error=error("until")/>
                    <Actions><button class="button">{l.t("Gör uttaget", "Make the extract")}</button></Actions>
                </form>
            </div>
            <Help>
                <p>{l.t(
                    "Du ser inget av det som står i ärendet. Uttaget visar bara när något öppnades eller ändrades, av vem och vilken del det gällde.",
                    "You see nothing of what the case says. The extract shows only when something was opened or changed, by whom and which part it was.",
                )}</p>
                <p>{l.t(
                    "Pröva innan du lämnar ut det om något i uttaget behöver hållas hemligt, till exempel för ett barn eller för någon med skyddade uppgifter.",
                    "Before you hand it out, assess whether anything in it has to be kept secret, for example for a child or for somebody with a protected identity.",
                )}</p>
                <p>{l.t(
                    format!("Ett uttag rymmer högst {MOST_EXTRACTED} händelser. Varje uttag står i loggen."),
                    format!("An extract holds at most {MOST_EXTRACTED} events. Each extract stands in the log."),
                )}</p>
            </Help>
        </div>
    }
}
