use chrono::NaiveDate;
use domain::assessments::{StatementInView, Step};
use domain::content::content;
use domain::dates;
use domain::fields::{FieldErrors, Fields};
use domain::ids::AssessmentId;
use domain::language::Language;
use domain::participation::{Disclosure, DisclosureOutcome, GROUNDS, Standing};
use leptos::prelude::*;

use super::thread_page::standing_tone;
use crate::assessments::{Frame, FrameData};
use crate::ui::{
    Actions, ChoiceField, DateField, Empty, ErrorSummary, Notice, Quoted, Tag, TextField, TextFieldLong,
    use_lang,
};

/// Where the disclosure of one statement is assessed.
#[must_use]
pub fn disclosure_address(id: AssessmentId, key: &str) -> String {
    format!("/bedomning/{id}/utlamnande/{key}")
}

/// A statement, where it stands, and what was assessed about it.
#[derive(Clone, Debug)]
pub struct DisclosureLine {
    /// What was said.
    pub statement: StatementInView,
    /// The child's label.
    pub child: String,
    /// Whether others may read it.
    pub standing: Standing,
    /// The assessments, the first one first.
    pub assessed: Vec<Disclosure>,
}

fn help(l: Language) -> Vec<String> {
    [
        (
            "En vårdnadshavare som är part får normalt läsa det som finns i ärendet. Därför prövas varje uttalande för sig innan det lämnas ut, och prövningen antecknas.",
            "A guardian who is a party may as a rule read what the case holds. So each statement is assessed on its own before it is disclosed, and the assessment is noted.",
        ),
        (
            "Det som hålls tillbaka ska parten ändå få veta något om, så långt det behövs och inte skadar. Själva beslutet och dess skäl får en part alltid läsa: skriv inte barnets ord där om de ska prövas.",
            "Of what is held back the party is still to be told something, as far as it is needed and does no harm. A party may always read the decision itself and its reasons: do not put the child's words there if they have to be assessed.",
        ),
    ]
    .iter()
    .map(|(sv, en)| l.t(*sv, *en).to_owned())
    .collect()
}

fn references() -> Vec<String> {
    let mut ids: Vec<String> = GROUNDS.iter().map(|id| (*id).to_owned()).collect();
    ids.push("fl-25".to_owned());
    ids
}

/// Every statement with its standing, those that await an assessment first.
#[component]
pub fn DisclosuresPage(data: FrameData, lines: Vec<DisclosureLine>) -> impl IntoView {
    let l = use_lang();
    let id = data.assessment.id;
    let may = data.may_edit;
    let all = lines.len();
    let awaits = lines
        .iter()
        .filter(|line| line.standing == Standing::Awaits)
        .count();
    view! {
        <Frame data=data step=Some(Step::Voice) help=help(l) references=references()>
            <h1>{l.t("Vem får läsa det barnen har sagt?", "Who may read what the children said?")}</h1>
            <p class="lead">{l.t(
                "Märkningen avgör inget. Prövningen antecknar vem som prövade, när, vad som hölls tillbaka och varför.",
                "The mark decides nothing. The assessment notes who assessed, when, what was held back and why.",
            )}</p>
            {(all == 0).then(|| view! { <Empty><p>{l.t("Inget av det barnen har sagt är nedskrivet, så det finns inget att pröva.", "Nothing that the children said is written down, so there is nothing to assess.")}</p></Empty> })}
            {(all > 0).then(|| view! { <p>{l.t(format!("{awaits} av {all} uttalanden väntar på prövning."), format!("{awaits} of {all} statements await an assessment."))}</p> })}
            <ul class="plain said">
                {lines.into_iter().map(|line| {
                    let key = line.statement.key.clone();
                    let words: String = line.statement.words.chars().take(40).collect();
                    view! {
                        <li>
                            <Quoted caption=caption(&line, l) text=line.statement.words.clone()/>
                            <p><Tag words=line.standing.name(l) tone=standing_tone(line.standing)/></p>
                            <Assessed assessed=line.assessed.clone()/>
                            {may.then(|| view! { <p><a href=disclosure_address(id, &key)>{if line.assessed.is_empty() {
                                l.t("Pröva utlämnandet", "Assess the disclosure")
                            } else {
                                l.t("Pröva på nytt", "Assess anew")
                            }}<span class="hidden">" ("{words}")"</span></a></p> })}
                        </li>
                    }
                }).collect_view()}
            </ul>
        </Frame>
    }
}

fn caption(line: &DisclosureLine, l: Language) -> String {
    let on = dates::parse(&line.statement.on)
        .map(|d| dates::long(d, l))
        .unwrap_or_default();
    format!("{} {on}", line.child).trim().to_owned()
}

/// What was assessed about a statement, the latest first.
#[component]
fn Assessed(assessed: Vec<Disclosure>) -> impl IntoView {
    let l = use_lang();
    assessed
        .into_iter()
        .rev()
        .map(|d| {
            let (day, outcome) = (dates::long(d.decided_on, l), d.outcome.name(l));
            let ground = content().reference(&d.ground).map(|r| r.short.get(l).to_owned());
            view! {
                <div class="assessed">
                    <p><strong>{outcome}</strong>{l.t(format!(" till {}, prövat {day} av {}", d.recipient, d.decided_by), format!(" to {}, assessed {day} by {}", d.recipient, d.decided_by))}
                        {ground.map(|g| format!(" ({g})"))}"."</p>
                    <div class="judge"><p class="pre">{d.reasons}</p></div>
                    {(!d.told_instead.is_empty()).then(|| view! { <p class="pre">{l.t("I stället upplyst om: ", "Told instead: ")}{d.told_instead}</p> })}
                </div>
            }
        })
        .collect_view()
}

/// What the form about one statement shows.
#[derive(Clone, Debug)]
pub struct DisclosureFormPageData {
    /// The surroundings.
    pub frame: FrameData,
    /// The statement.
    pub line: DisclosureLine,
    /// What is typed.
    pub fields: Fields,
    /// What has to be mended.
    pub errors: FieldErrors,
    /// Today.
    pub today: NaiveDate,
}

/// Assesses whether one statement may be disclosed.
#[component]
pub fn DisclosureFormPage(data: DisclosureFormPageData) -> impl IntoView {
    let l = use_lang();
    let DisclosureFormPageData {
        frame,
        line,
        fields,
        errors,
        today,
    } = data;
    let id = frame.assessment.id;
    let action = disclosure_address(id, &line.statement.key);
    view! {
        <Frame data=frame step=Some(Step::Voice) help=help(l) references=references()>
            <ErrorSummary errors=errors.clone()/>
            <h1>{l.t("Pröva utlämnandet", "Assess the disclosure")}</h1>
            <Quoted caption=caption(&line, l) text=line.statement.words.clone()/>
            <p><Tag words=line.standing.name(l) tone=standing_tone(line.standing)/></p>
            <Assessed assessed=line.assessed/>
            <Assess id=id action=action fields=fields errors=errors today=today/>
        </Frame>
    }
}

#[component]
fn Assess(
    id: AssessmentId,
    action: String,
    fields: Fields,
    errors: FieldErrors,
    today: NaiveDate,
) -> impl IntoView {
    let l = use_lang();
    let value = |name: &str| fields.raw(name).to_owned();
    let error = |name: &str| errors.of(name).map(str::to_owned);
    let outcomes = DisclosureOutcome::ALL
        .into_iter()
        .map(|o| (o.code().to_owned(), o.name(l).to_owned()))
        .collect();
    let mut grounds: Vec<(String, String)> = GROUNDS
        .iter()
        .filter_map(|id| content().reference(id))
        .map(|r| (r.id.clone(), format!("{}: {}", r.short.get(l), r.title.get(l))))
        .collect();
    grounds.push((
        "other".to_owned(),
        l.t(
            "Annan bestämmelse, som står i skälen",
            "Another provision, named in the reasons",
        )
        .to_owned(),
    ));
    let day = if fields.0.contains_key("decided_on") {
        value("decided_on")
    } else {
        today.to_string()
    };
    view! {
        <form method="post" action=action>
            <TextField name="recipient" label=l.t("Vem skulle få läsa det?", "Who would get to read it?") value=value("recipient") error=error("recipient") width="medium"
                hint=l.t("Till exempel: mamman, som är part.", "For example: the mother, who is a party.")/>
            <ChoiceField name="outcome" label=l.t("Vad leder prövningen till?", "What does the assessment come to?") options=outcomes value=value("outcome") error=error("outcome")/>
            <ChoiceField name="ground" label=l.t("Om det inte lämnas ut: på vilken grund?", "If it is withheld: on what ground?") options=grounds value=value("ground") error=error("ground")/>
            <div class="judge">
                <TextFieldLong name="reasons" label=l.t("Skälen", "The reasons") value=value("reasons") error=error("reasons") rows=4
                    hint=l.t("Vad kan hända barnet eller någon annan om det blir känt? Vad behöver parten för att ta till vara sin rätt?", "What can happen to the child or somebody else if it becomes known? What does the party need to look after its rights?")/>
            </div>
            <TextFieldLong name="told_instead" label=l.t("Vad får parten veta i stället?", "What is the party told instead?") value=value("told_instead") error=error("told_instead") rows=3
                hint=l.t("Står i partens version. Skriv så att det inte avslöjar det som hålls tillbaka.", "Stands in the party's version. Write so that it does not give away what is held back.")/>
            <TextField name="decided_by" label=l.t("Vem har prövat det?", "Who assessed it?") value=value("decided_by") error=error("decided_by") width="medium"/>
            <DateField name="decided_on" label=l.t("Vilken dag?", "Which day?") value=day error=error("decided_on")/>
            <Notice kind="info" title=l.t("Prövningen går inte att ändra", "The assessment cannot be changed")>
                <p>{l.t("Blir den fel gör du en ny. Den senaste gäller, och båda finns kvar.", "If it turns out wrong, make a new one. The latest counts, and both remain.")}</p>
            </Notice>
            <Actions>
                <button class="button">{l.t("Spara prövningen", "Save the assessment")}</button>
                <a href=format!("/bedomning/{id}/utlamnande")>{l.t("Till alla uttalanden", "To all statements")}</a>
            </Actions>
        </form>
    }
}
