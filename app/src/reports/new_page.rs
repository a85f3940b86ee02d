use domain::fields::{FieldErrors, Fields};
use domain::reports::ReportKind;
use leptos::prelude::*;

use super::reports_title;
use crate::ui::{Actions, ChoiceField, Crumb, ErrorSummary, SelectField, use_lang};

/// What the form shows.
#[derive(Clone, Debug)]
pub struct NewReportPageData {
    /// The units, districts and municipality that the person may report on: id and name.
    pub units: Vec<(String, String)>,
    /// The periods that are over: code and name.
    pub periods: Vec<(String, String)>,
    /// What is typed.
    pub fields: Fields,
    /// What is wrong.
    pub errors: FieldErrors,
}

/// A new report: which kind, about what, which period.
#[component]
pub fn NewReportPage(data: NewReportPageData) -> impl IntoView {
    let l = use_lang();
    let NewReportPageData {
        units,
        periods,
        fields,
        errors,
    } = data;
    let error = |name: &str| errors.of(name).map(str::to_owned);
    let kinds = ReportKind::ALL
        .into_iter()
        .map(|kind| (kind.code().to_owned(), kind.name(l).to_owned()))
        .collect();
    let explains = ReportKind::ALL
        .into_iter()
        .map(|kind| (kind.code().to_owned(), vec![kind.purpose(l).to_owned()]))
        .collect();
    let against = vec![
        (
            "before".to_owned(),
            l.t("Perioden före", "The period before").to_owned(),
        ),
        (
            "year".to_owned(),
            l.t("Samma period året före", "The same period a year earlier")
                .to_owned(),
        ),
        ("none".to_owned(), l.t("Ingen", "None").to_owned()),
    ];
    let languages = vec![
        ("sv".to_owned(), l.t("Svenska", "Swedish").to_owned()),
        ("en".to_owned(), l.t("Engelska", "English").to_owned()),
    ];
    view! {
        <div class="content">
            <Crumb parts=vec![(reports_title(l).into(), Some("/rapporter".into())), (l.t("Ny rapport", "New report").into(), None)]/>
            <ErrorSummary errors=errors.clone()/>
            <h1>{l.t("Ny rapport", "New report")}</h1>
            <form method="post" action="/rapporter/ny">
                <ChoiceField name="kind" label=l.t("Vilken rapport?", "Which report?") options=kinds value=fields.text("kind") explains=explains always=true error=error("kind")/>
                <SelectField name="unit" label=l.t("Om vad?", "About what?") options=units value=fields.text("unit") error=error("unit")/>
                <SelectField name="period" label=l.t("Vilken period?", "Which period?") options=periods value=fields.text("period") error=error("period")
                    hint=l.t("Bara perioder som är slut. En statusrapport gäller ett år.", "Only periods that are over. A status report is about a year.")/>
                <ChoiceField name="against" label=l.t("Jämförd med vilken period?", "Compared with which period?") options=against value=fields.text("against") error=error("against")/>
                <ChoiceField name="language" label=l.t("På vilket språk?", "In which language?") options=languages value=fields.text("language") error=error("language")/>
                <Actions>
                    <button class="button">{l.t("Skapa utkast", "Create the draft")}</button>
                    <a href="/rapporter">{l.t("Tillbaka", "Back")}</a>
                </Actions>
            </form>
        </div>
    }
}
