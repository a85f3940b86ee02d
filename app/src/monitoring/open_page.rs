use domain::fields::{FieldErrors, Fields};
use domain::ids::UnitId;
use domain::monitoring::InstrumentKind;
use leptos::prelude::*;

use super::{HOME, monitoring_title, open_address};
use crate::ui::{
    Actions, Crumb, DateField, Empty, ErrorSummary, Help, TextField, TextFieldLong, dom_id, use_lang,
};

/// What the page on which a round is opened shows.
#[derive(Clone, Debug)]
pub struct OpenPageData {
    /// For whom the round is.
    pub kind: InstrumentKind,
    /// The version of what is asked, and how many items it has.
    pub version: (String, usize),
    /// Those that may be chosen, with their names.
    pub units: Vec<(UnitId, String)>,
    /// What is typed.
    pub fields: Fields,
    /// What has to be mended.
    pub errors: FieldErrors,
}

/// Opens a round.
#[component]
pub fn OpenPage(data: OpenPageData) -> impl IntoView {
    let l = use_lang();
    let OpenPageData {
        kind,
        version: (version, items),
        units,
        fields,
        errors,
    } = data;
    let text = |name: &str| fields.raw(name).to_owned();
    let error = |name: &str| errors.of(name).map(str::to_owned);
    view! {
        <div class="with-help">
            <div class="content">
                <Crumb parts=vec![(monitoring_title(l).into(), Some(HOME.into())), (l.t("Ny omgång", "New round").into(), None)]/>
                <ErrorSummary errors=errors.clone()/>
                <h1>{l.t("Öppna en omgång", "Open a round")}</h1>
                <nav class="kinds" aria-label=l.t("Vem svarar?", "Who answers?")>
                    <ul>{InstrumentKind::ALL.into_iter().map(|of| view! {
                        <li><a href=open_address(of) aria-current=(of == kind).then_some("page")>{of.name(l)}</a></li>
                    }).collect_view()}</ul>
                </nav>
                <p>{l.t(
                    format!("{items} punkter, version {version}. Omgången behåller den versionen."),
                    format!("{items} items, version {version}. The round keeps that version."),
                )}</p>
                {if units.is_empty() {
                    view! { <Empty><p>{l.t(
                        "Du följer ingen enhet som kan svara på den här.",
                        "You follow no unit that could answer this one.",
                    )}</p></Empty> }.into_any()
                } else {
                    view! {
                        <form method="post" action=open_address(kind)>
                            <TextField name="title" value=text("title") error=error("title")
                                label=l.t("Vad kallas omgången?", "What is the round called?")/>
                            <DateField name="from" value=text("from") error=error("from") label=l.t("Periodens första dag", "First day of the period")/>
                            <DateField name="to" value=text("to") error=error("to") label=l.t("Periodens sista dag", "Last day of the period")/>
                            <DateField name="deadline" value=text("deadline") error=error("deadline")
                                label=l.t("När ska svaren vara inlämnade?", "When are answers to be handed in?")/>
                            <Units kind=kind units=units fields=fields.clone() error=error("units")/>
                            <TextFieldLong name="word" value=text("word") error=error("word") rows=4
                                label=l.t("Några ord till dem som svarar", "A few words to those who answer")
                                hint=l.t("Frivilligt. Högst 2000 tecken, inga namn eller annat om personer.", "Voluntary. At most 2,000 characters, no names or anything else about persons.")/>
                            <Actions>
                                <button class="button">{l.t("Öppna omgången", "Open the round")}</button>
                                <a href=HOME>{l.t("Avbryt", "Cancel")}</a>
                            </Actions>
                        </form>
                    }.into_any()
                }}
            </div>
            <Help>
                <p>{match kind {
                    InstrumentKind::Unit => l.t(
                        "Chefen och barnrättsombudet på varje enhet svarar tillsammans. De ser omgången på sin startsida.",
                        "The manager and the representative of each unit answer together. They see the round on their start page.",
                    ),
                    InstrumentKind::Municipal => l.t(
                        "Chefen för stadsdelen eller kommunen svarar. Finns ingen chef inlagd svarar du som samordnare.",
                        "The manager of the district or municipality answers. Where none is registered, you answer as coordinator.",
                    ),
                }}</p>
                <p>{l.t(
                    "Ingen e-post skickas. Du kan påminna från omgångens sida.",
                    "No e-mail is sent. You can remind from the round's page.",
                )}</p>
            </Help>
        </div>
    }
}

#[component]
fn Units(
    kind: InstrumentKind,
    units: Vec<(UnitId, String)>,
    fields: Fields,
    error: Option<String>,
) -> impl IntoView {
    let l = use_lang();
    let legend = match kind {
        InstrumentKind::Unit => l.t("Vilka enheter ska svara?", "Which units are to answer?"),
        InstrumentKind::Municipal => l.t("För vad ska det svaras?", "For what is it to be answered?"),
    };
    let described = error.is_some().then_some("f-units-error");
    let class = if error.is_some() {
        "field has-error"
    } else {
        "field"
    };
    view! {
        <fieldset class=class aria-describedby=described>
            <legend>{legend}</legend>
            {error.map(|message| view! { <p class="field-error" id="f-units-error">{message}</p> })}
            <div class="radio stacked">
                {units.into_iter().enumerate().map(|(n, (unit, name))| {
                    let field = format!("unit.{unit}");
                    let id = if n == 0 { dom_id("units") } else { dom_id(&field) };
                    let (label_for, checked) = (id.clone(), fields.ticked(&field));
                    view! { <label for=label_for><input type="checkbox" id=id name=field value="yes" checked=checked/><span>{name}</span></label> }
                }).collect_view()}
            </div>
        </fieldset>
    }
}
