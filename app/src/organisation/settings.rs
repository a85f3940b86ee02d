use chrono::NaiveDate;
use domain::dates;
use domain::fields::{FieldErrors, Fields};
use domain::ids::UnitId;
use domain::language::Language;
use leptos::prelude::*;
use store::delegations::Delegation;
use store::organisation::Unit;

use crate::leaflets::unit_address;
use crate::ui::{
    Actions, ChoiceField, Crumb, DateField, Empty, ErrorSummary, PostButton, SelectField, Tag, TagTone,
    TextField, use_lang,
};

/// A delegation with the day on which it was revoked.
#[derive(Clone, Debug)]
pub struct DelegationLine {
    /// The delegation.
    pub delegation: Delegation,
    /// The day.
    pub revoked_on: Option<NaiveDate>,
}

/// What a unit's settings show.
#[derive(Clone, Debug)]
pub struct UnitSettingsPageData {
    /// The unit.
    pub unit: Unit,
    /// Every delegation in it, the newest first.
    pub delegations: Vec<DelegationLine>,
    /// To whom one can be given: id and name with title.
    pub people: Vec<(String, String)>,
    /// What is typed.
    pub fields: Fields,
    /// What has to be mended.
    pub errors: FieldErrors,
    /// Today.
    pub today: NaiveDate,
}

/// The title of [`UnitSettingsPage`].
#[must_use]
pub fn unit_settings_title(language: Language) -> &'static str {
    language.t("Enhetens inställningar", "The unit's settings")
}

/// How a unit works: whether two sign, and who reviews besides the manager.
#[component]
pub fn UnitSettingsPage(data: UnitSettingsPageData) -> impl IntoView {
    let l = use_lang();
    let UnitSettingsPageData {
        unit,
        delegations,
        people,
        fields,
        errors,
        today,
    } = data;
    let name = unit.name.clone();
    view! {
        <div class="content">
            <Crumb parts=vec![
                (l.t("Enheterna", "The units").into(), Some("/enheter".into())),
                (name.clone(), None),
            ]/>
            <ErrorSummary errors=errors.clone()/>
            <h1>{unit_settings_title(l)}</h1>
            <p class="lead">{name}</p>
            <Signing unit=unit.clone() error=errors.of("signing").map(str::to_owned)/>
            <section>
                <h2>{l.t("Vem får granska?", "Who may review?")}</h2>
                <p>{l.t(
                    "Enhetschefen granskar och skriver under som andra person. Med en delegation får någon annan göra det också, men aldrig i sina egna ärenden.",
                    "The unit manager reviews and signs as the second person. By delegation somebody else may do so too, but never in their own cases.",
                )}</p>
                <Delegations unit=unit.id lines=delegations today=today/>
                <NewDelegation unit=unit.id people=people fields=fields errors=errors today=today/>
            </section>
            <section>
                <h2>{l.t("Vad enheten säger om sig själv", "What the unit says of itself")}</h2>
                <p>{l.t(
                    "I informationsbladen till barn, unga och föräldrar kan ni skriva vilka ni är och hur man når er.",
                    "In the leaflets to children, young people and parents you can write who you are and how to reach you.",
                )}</p>
                <p><a href=unit_address(unit.id)>{l.t("Enhetens informationsblad", "The unit's leaflets")}</a></p>
            </section>
        </div>
    }
}

#[component]
fn Signing(unit: Unit, error: Option<String>) -> impl IntoView {
    let l = use_lang();
    let options = [
        ("one", l.t("En person skriver under", "One person signs")),
        ("two", l.t("Två personer skriver under", "Two people sign")),
    ]
    .map(|(code, words)| (code.to_owned(), words.to_owned()));
    let value = if unit.countersigns { "two" } else { "one" };
    view! {
        <section>
            <h2>{l.t("Underskrift", "Signature")}</h2>
            <form method="post" action=format!("/enheter/{}/installningar", unit.id)>
                <ChoiceField name="signing" options=Vec::from(options) value=value error=error
                    label=l.t("Hur många skriver under en normal barnkonsekvensanalys?", "How many sign a standard assessment?")
                    hint=l.t(
                        "En fördjupad skrivs alltid under av två och en snabb alltid av en. Det som redan är underskrivet ändras inte.",
                        "A thorough one is always signed by two and a quick one always by one. What is signed already does not change.",
                    )/>
                <Actions><button class="button">{l.t("Spara", "Save")}</button></Actions>
            </form>
        </section>
    }
}

#[component]
fn Delegations(unit: UnitId, lines: Vec<DelegationLine>, today: NaiveDate) -> impl IntoView {
    let l = use_lang();
    let in_force = lines
        .iter()
        .filter(|line| state(line, today) == State::InForce)
        .count();
    let count = lines.len();
    if lines.is_empty() {
        view! { <Empty><p>{l.t(
            "Ingen delegation finns. Bara enhetschefen granskar.",
            "There is no delegation. Only the unit manager reviews.",
        )}</p></Empty> }
        .into_any()
    } else {
        view! {
            <p class="meta">{l.t(
                format!("{in_force} av {count} gäller i dag. Den senaste står först."),
                format!("{in_force} of {count} hold today. The newest stands first."),
            )}</p>
            <ul class="cards one-column">
                {lines.into_iter().map(|line| view! { <DelegationCard unit=unit line=line today=today/> }).collect_view()}
            </ul>
        }
        .into_any()
    }
}

#[component]
fn DelegationCard(unit: UnitId, line: DelegationLine, today: NaiveDate) -> impl IntoView {
    let l = use_lang();
    let state = state(&line, today);
    let d = line.delegation;
    let (words, tone) = match (state, line.revoked_on) {
        (State::Revoked, Some(day)) => (
            l.t(format!("återkallad {day}"), format!("revoked {day}")),
            TagTone::Plain,
        ),
        (State::Revoked | State::Ended, _) => (l.t("har upphört", "has ended").to_owned(), TagTone::Plain),
        (State::Coming, _) => (
            l.t("börjar gälla senare", "begins later").to_owned(),
            TagTone::Warn,
        ),
        (State::InForce, _) => (l.t("gäller", "in force").to_owned(), TagTone::Good),
    };
    let since = dates::long(d.since, l);
    let period = match d.until.map(|day| dates::long(day, l)) {
        Some(until) => l.t(
            format!("Från {since} till och med {until}"),
            format!("From {since} to {until}, that day included"),
        ),
        None => l.t(
            format!("Från {since} tills vidare"),
            format!("From {since} until further notice"),
        ),
    };
    let by = l.t(
        format!("Gavs av {}", d.granted_by),
        format!("Given by {}", d.granted_by),
    );
    let may_revoke = matches!(state, State::InForce | State::Coming);
    let action = format!("/enheter/{unit}/delegationer/{}/aterkalla", d.id);
    let name = d.name.clone();
    view! {
        <li class="card">
            <p><strong>{d.name}</strong>" "<Tag words=words tone=tone/></p>
            <p>{period}</p>
            <p class="meta">{d.reference}" · "{by}</p>
            {may_revoke.then(|| view! {
                <details>
                    <summary>{l.t("Återkalla", "Revoke")}<span class="hidden">" " {name.clone()}</span></summary>
                    <p>{l.t(
                        format!("{name} kan då inte längre granska och skriva under i enheten. Det som redan är gjort står kvar."),
                        format!("{name} can then no longer review and sign in the unit. What is done already stays."),
                    )}</p>
                    <PostButton action=action label=l.t("Återkalla delegationen", "Revoke the delegation") context=name.clone() class="button danger"/>
                </details>
            })}
        </li>
    }
}

/// Where a delegation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Coming,
    InForce,
    Ended,
    Revoked,
}

fn state(line: &DelegationLine, today: NaiveDate) -> State {
    let d = &line.delegation;
    if d.revoked_at.is_some() {
        State::Revoked
    } else if d.until.is_some_and(|until| until < today) {
        State::Ended
    } else if d.since > today {
        State::Coming
    } else {
        State::InForce
    }
}

#[component]
fn NewDelegation(
    unit: UnitId,
    people: Vec<(String, String)>,
    fields: Fields,
    errors: FieldErrors,
    today: NaiveDate,
) -> impl IntoView {
    let l = use_lang();
    let error = |name: &str| errors.of(name).map(str::to_owned);
    let text = |name: &str| fields.raw(name).to_owned();
    let since = if fields.0.is_empty() && error("since").is_none() {
        today.to_string()
    } else {
        text("since")
    };
    let mut options = vec![(String::new(), l.t("Välj en person", "Choose a person").to_owned())];
    options.extend(people.iter().cloned());
    view! {
        <h3>{l.t("Ge en delegation", "Give a delegation")}</h3>
        {if people.is_empty() {
            view! { <p>{l.t("Ingen annan arbetar i enheten.", "Nobody else works in the unit.")}</p> }.into_any()
        } else {
            view! {
                <form method="post" action=format!("/enheter/{unit}/delegationer")>
                    <SelectField name="to" label=l.t("Till vem?", "To whom?") options=options value=text("to") error=error("to")/>
                    <DateField name="since" label=l.t("Från och med", "From") value=since error=error("since")/>
                    <DateField name="until" label=l.t("Till och med", "To") value=text("until") error=error("until")
                        hint=l.t("Lämna tomt om den gäller tills vidare. Annars till exempel 2026-12-31.", "Leave empty if it holds until further notice. Otherwise for example 2026-12-31.")/>
                    <TextField name="reference" label=l.t("Delegationsbeslut, nummer och datum", "Decision on delegation, number and date") value=text("reference") error=error("reference")
                        hint=l.t("Till exempel SN 2026:14, 17 februari 2026.", "For example SN 2026:14, 17 February 2026.")/>
                    <Actions><button class="button quiet">{l.t("Ge delegationen", "Give the delegation")}</button></Actions>
                </form>
            }.into_any()
        }}
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use domain::ids::DelegationId;
    use uuid::Uuid;

    use super::*;

    fn d(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, day).unwrap()
    }

    fn line(since: u32, until: Option<u32>, revoked: bool) -> DelegationLine {
        DelegationLine {
            delegation: Delegation {
                id: DelegationId(Uuid::nil()),
                name: "Karin Ek".into(),
                since: d(since),
                until: until.map(d),
                reference: "SN 2026:14".into(),
                granted_by: "Maria Chef".into(),
                revoked_at: revoked.then_some(DateTime::UNIX_EPOCH),
            },
            revoked_on: revoked.then(|| d(2)),
        }
    }

    #[test]
    fn a_delegation_holds_on_its_first_and_on_its_last_day() {
        for (since, until, revoked, expected) in [
            (3, None, false, State::InForce),
            (1, Some(3), false, State::InForce),
            (1, Some(2), false, State::Ended),
            (4, None, false, State::Coming),
            (1, None, true, State::Revoked),
            (1, Some(2), true, State::Revoked),
        ] {
            assert_eq!(
                state(&line(since, until, revoked), d(3)),
                expected,
                "{since} {until:?}"
            );
        }
    }
}
