//! The main menu, reduced to what the person may open.

use app::ui::NavItem;
use domain::access::{Action, Actor, Subject, may};
use domain::language::Language;

/// The menu of a person.
#[must_use]
pub fn nav(actor: &Actor, language: Language) -> Vec<NavItem> {
    let item = |href, label, also| NavItem { href, label, also };
    let mut items = vec![item("/", language.t("Att göra", "To do"), &[][..])];
    if may(actor, Action::ListCases, Subject::General) {
        items.push(item(
            "/arenden",
            language.t("Ärenden", "Cases"),
            &["/bedomning", "/akut"],
        ));
    }
    if may(actor, Action::SeeUnitFigures, Subject::General) {
        items.push(item(
            "/enheter",
            language.t("Enheter", "Units"),
            &["/loggkontroll"],
        ));
    }
    let monitoring = if may(actor, Action::ReadMonitoring, Subject::General) {
        Some("/egenkontroll")
    } else {
        may(actor, Action::PublishInstrument, Subject::General).then_some("/egenkontroll/instrument")
    };
    items.extend(monitoring.map(|href| item(href, language.t("Egenkontroll", "Self-monitoring"), &[])));
    if may(actor, Action::ReadPlan, Subject::General) {
        items.push(item(
            "/planer",
            language.t("Planer", "Plans"),
            &["/ombud", "/utbildning"],
        ));
    }
    if may(actor, Action::SeeUnitFigures, Subject::General) {
        items.push(item("/rapporter", language.t("Rapporter", "Reports"), &[]));
    }
    if may(actor, Action::ExtractLog, Subject::General) {
        items.push(item("/logguttag", language.t("Logguttag", "Log extract"), &[]));
    }
    // Records officers and administrators may read them too, but meet nobody to give them to.
    if may(actor, Action::ListCases, Subject::General) || may(actor, Action::SeeUnitFigures, Subject::General)
    {
        items.push(item(
            "/informationsblad",
            language.t("Informationsblad", "Leaflets"),
            &[],
        ));
    }
    if may(actor, Action::PublishChecklist, Subject::General) {
        items.push(item("/checklistor", language.t("Checklistor", "Checklists"), &[]));
    }
    if may(actor, Action::KeepRecords, Subject::General) {
        items.push(item("/gallring", language.t("Gallring", "Purging"), &[]));
        items.push(item(
            "/registerutdrag",
            language.t("Registerutdrag", "Extracts"),
            &[],
        ));
    }
    items
}
