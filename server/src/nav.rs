//! The main menu, reduced to what the person may open.

use app::ui::NavItem;
use domain::access::{Action, Actor, Subject, may};
use domain::language::Language;

/// The menu of a person.
#[must_use]
pub fn nav(actor: &Actor, language: Language) -> Vec<NavItem> {
    let mut items = vec![NavItem {
        href: "/",
        label: language.t("Att göra", "To do"),
    }];
    if may(actor, Action::ListCases, Subject::General) {
        items.push(NavItem {
            href: "/arenden",
            label: language.t("Ärenden", "Cases"),
        });
    }
    if may(actor, Action::SeeUnitFigures, Subject::General) {
        items.push(NavItem {
            href: "/enheter",
            label: language.t("Enheter", "Units"),
        });
    }
    let monitoring = if may(actor, Action::ReadMonitoring, Subject::General) {
        Some("/egenkontroll")
    } else {
        may(actor, Action::PublishInstrument, Subject::General).then_some("/egenkontroll/instrument")
    };
    items.extend(monitoring.map(|href| NavItem {
        href,
        label: language.t("Egenkontroll", "Self-monitoring"),
    }));
    if may(actor, Action::ReadPlan, Subject::General) {
        items.push(NavItem {
            href: "/planer",
            label: language.t("Planer", "Plans"),
        });
    }
    if may(actor, Action::SeeUnitFigures, Subject::General) {
        items.push(NavItem {
            href: "/rapporter",
            label: language.t("Rapporter", "Reports"),
        });
    }
    // Records officers and administrators may read them too, but meet nobody to give them to.
    if may(actor, Action::ListCases, Subject::General) || may(actor, Action::SeeUnitFigures, Subject::General)
    {
        items.push(NavItem {
            href: "/informationsblad",
            label: language.t("Informationsblad", "Leaflets"),
        });
    }
    if may(actor, Action::PublishChecklist, Subject::General) {
        items.push(NavItem {
            href: "/checklistor",
            label: language.t("Checklistor", "Checklists"),
        });
    }
    items
}
