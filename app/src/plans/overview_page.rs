use domain::language::Language;
use domain::plans::PlanState;
use leptos::prelude::*;
use store::plans::UnitPlan;

use super::words::{plans_title, state_tag};
use super::{plan_address, unit_address};
use crate::ui::{Empty, Tag, use_lang};

/// Which units a list holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filter {
    /// All.
    All,
    /// Those without a plan.
    Missing,
    /// Those whose plan is in this state.
    In(PlanState),
}

impl Filter {
    /// All filters, in the order of the page.
    pub const ALL: [Self; 6] = [
        Self::All,
        Self::Missing,
        Self::In(PlanState::Draft),
        Self::In(PlanState::Submitted),
        Self::In(PlanState::Returned),
        Self::In(PlanState::Noted),
    ];

    /// The part of an address that names it; empty for all.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Missing => "missing",
            Self::In(state) => state.code(),
        }
    }

    /// The filter that a part of an address names; all for anything else.
    #[must_use]
    pub fn from_code(code: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|f| f.code() == code)
            .unwrap_or(Self::All)
    }

    /// Whether it lets a unit through.
    #[must_use]
    pub fn holds(self, state: Option<PlanState>) -> bool {
        match self {
            Self::All => true,
            Self::Missing => state.is_none(),
            Self::In(wanted) => state == Some(wanted),
        }
    }

    fn name(self, l: Language) -> &'static str {
        match self {
            Self::All => l.t("Alla", "All"),
            Self::Missing => state_tag(None, l).0,
            Self::In(state) => state.name(l),
        }
    }
}

/// What the page of all units' plans shows.
#[derive(Clone, Debug)]
pub struct OverviewPageData {
    /// The units, by name.
    pub units: Vec<UnitPlan>,
    /// The year.
    pub year: i32,
    /// Which of them are listed.
    pub filter: Filter,
    /// Whether the person reads the meetings of representatives.
    pub meetings: bool,
}

/// Every unit's plan of a year.
#[component]
pub fn OverviewPage(data: OverviewPageData) -> impl IntoView {
    let l = use_lang();
    let OverviewPageData {
        units,
        year,
        filter,
        meetings,
    } = data;
    let all = units.len();
    let with_plan = units.iter().filter(|u| u.state.is_some()).count();
    let counted = Filter::ALL.map(|f| (f, units.iter().filter(|u| f.holds(u.state)).count()));
    let shown: Vec<UnitPlan> = units.into_iter().filter(|u| filter.holds(u.state)).collect();
    view! {
        <div class="content wide">
            <h1>{plans_title(l)}</h1>
            <p class="lead">{l.t(
                format!("{with_plan} av {all} enheter har en plan för {year}."),
                format!("{with_plan} of {all} units have a plan for {year}."),
            )}</p>
            <Years year=year/>
            <nav class="filters" aria-label=l.t("Visa planer", "Show plans")>
                {counted.into_iter().filter(|(f, n)| *n > 0 || *f == filter).map(|(f, n)| {
                    let href = format!("/planer?ar={year}&lage={}", f.code());
                    view! { <a href=href aria-current=(f == filter).then_some("true")>{format!("{} ({n})", f.name(l))}</a> }
                }).collect_view()}
            </nav>
            {if shown.is_empty() {
                view! { <Empty><p>{if all == 0 {
                    l.t("Du har ingen enhet att läsa planer för.", "There is no unit whose plans you read.")
                } else {
                    l.t("Ingen enhet här. Visa alla för att se de andra.", "No unit here. Show all to see the others.")
                }}</p></Empty> }.into_any()
            } else {
                view! { <UnitTable units=shown year=year/> }.into_any()
            }}
            <Registers meetings=meetings/>
        </div>
    }
}

/// Ways to the years beside.
#[component]
fn Years(year: i32) -> impl IntoView {
    let l = use_lang();
    let (before, after) = (year - 1, year + 1);
    view! {
        <nav class="filters" aria-label=l.t("År", "Year")>
            <a href=format!("/planer?ar={before}")>{before}</a>
            <a href=format!("/planer?ar={year}") aria-current="true">{year}</a>
            <a href=format!("/planer?ar={after}")>{after}</a>
        </nav>
    }
}

#[component]
fn UnitTable(units: Vec<UnitPlan>, year: i32) -> impl IntoView {
    let l = use_lang();
    let count = units.len();
    let caption = l.t(
        format!("{count} enheter i bokstavsordning, planer för {year}"),
        format!("{count} units in alphabetical order, plans for {year}"),
    );
    let region = caption.clone();
    view! {
        <div class="table-wrap" role="region" aria-label=region tabindex="0"><table>
            <caption>{caption}</caption>
            <thead><tr>
                <th scope="col">{l.t("Enhet", "Unit")}</th>
                <th scope="col">{l.t("Planen", "The plan")}</th>
                <th scope="col" class="num">{l.t("Genomförda aktiviteter", "Activities done")}</th>
                <th scope="col" class="num">{l.t("Sena", "Late")}</th>
            </tr></thead>
            <tbody>{units.into_iter().map(|u| view! { <Row unit=u year=year/> }).collect_view()}</tbody>
        </table></div>
    }
}

#[component]
fn Row(unit: UnitPlan, year: i32) -> impl IntoView {
    let l = use_lang();
    let (words, tone) = state_tag(unit.state, l);
    let (done, total, late) = (unit.counts.done, unit.counts.total(), unit.counts.late);
    let href = if unit.state.is_some() {
        plan_address(unit.unit, year)
    } else {
        unit_address(unit.unit)
    };
    let figures = unit.state.is_some();
    let of = l.t(format!("{done} av {total}"), format!("{done} of {total}"));
    view! {
        <tr>
            <th scope="row"><a href=href>{unit.name}</a></th>
            <td><Tag words=words tone=tone/></td>
            <td class="num">{if figures { of } else { "–".to_owned() }}</td>
            <td class="num">{if figures { late.to_string() } else { "–".to_owned() }}</td>
        </tr>
    }
}

/// The ways to what stands beside the plans.
#[component]
pub fn Registers(meetings: bool) -> impl IntoView {
    let l = use_lang();
    view! {
        <section>
            <h2>{l.t("Register", "Registers")}</h2>
            <ul class="plain">
                <li><a href="/ombud">{l.t("Barnrättsombud: vilka som är ombud i enheterna", "Representatives: who represents the units")}</a></li>
                {meetings.then(|| view! { <li><a href="/ombud/moten">{l.t("Ombudens möten", "The representatives' meetings")}</a></li> })}
                <li><a href="/utbildning">{l.t("Utbildningar: hur många som har varit med", "Training: how many have taken part")}</a></li>
            </ul>
        </section>
    }
}
