use chrono::NaiveDate;
use domain::cases::CaseKind;
use domain::dates;
use domain::fields::FieldErrors;
use domain::ids::CaseId;
use domain::language::Language;
use domain::retention::{MOST_TOGETHER, Missing, ProposalForm, Sample, Verdict};
use leptos::prelude::*;

use super::words::{cases_words, missing_words, rule_with_law, rule_words};
use super::{HOME, case_address, retention_title};
use crate::ui::{
    Actions, Empty, ErrorSummary, Help, Notice, Pager, SelectField, TableFrame, Tag, TagTone, TextField,
    TickField, use_lang,
};

/// A line of a list: no name, no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetentionLine {
    /// The case.
    pub case: CaseId,
    /// Its number here.
    pub number: String,
    /// Its number in the case system, or empty.
    pub reference: String,
    /// Its unit.
    pub unit: String,
    /// Whom it is about.
    pub kind: CaseKind,
    /// The last entry.
    pub last_entry: NaiveDate,
    /// Whether it waits in a batch.
    pub proposed: bool,
    /// Whether it is ticked.
    pub ticked: bool,
    /// What the rules come to.
    pub verdict: Verdict,
}

/// What a list is narrowed to; texts as they stand in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Id of a unit, or empty.
    pub unit: String,
    /// Id of a rule, or empty.
    pub rule: String,
    /// The year by whose end it must be done, or empty.
    pub year: String,
    /// The page, from 1.
    pub page: usize,
}

/// The parts of the feature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// What is due.
    Due,
    /// What needs an answer.
    Answers,
    /// Holds.
    Holds,
    /// Batches.
    Purges,
    /// The research sample.
    Sample,
}

/// What the overview shows.
#[derive(Clone, Debug)]
pub struct OverviewPageData {
    /// What is due, or what needs an answer.
    pub tab: Tab,
    /// The lines of this page.
    pub lines: Vec<RetentionLine>,
    /// How many lines there are with this filter.
    pub total: usize,
    /// How many are due, how many of them late, and how many need an answer, without any filter.
    pub counts: (usize, usize, usize),
    /// Whether there are older cases than were looked at, and how many that was.
    pub more: Option<usize>,
    /// What the list is narrowed to.
    pub filter: Filter,
    /// Units, rules and years to narrow it to.
    pub choices: [Vec<(String, String)>; 3],
    /// How the research sample is made.
    pub sample: Sample,
    /// What is typed below the list.
    pub count: String,
    /// Whether the case system was looked into.
    pub checked: bool,
    /// What has to be mended.
    pub errors: FieldErrors,
    /// Whether another records officer reaches the branch.
    pub has_second: bool,
    /// Address of the next page.
    pub next: Option<String>,
    /// Today.
    pub today: NaiveDate,
}

/// The way to the parts of the feature.
#[component]
pub(super) fn Tabs(tab: Tab) -> impl IntoView {
    let l = use_lang();
    let all = [
        (Tab::Due, HOME.to_owned(), l.t("Att gallra", "To purge")),
        (
            Tab::Answers,
            format!("{HOME}/svar"),
            l.t("Behöver svar", "Needs an answer"),
        ),
        (Tab::Holds, format!("{HOME}/sparrar"), l.t("Spärrar", "Holds")),
        (
            Tab::Purges,
            format!("{HOME}/forslag"),
            l.t("Förslag och protokoll", "Proposals and records"),
        ),
        (
            Tab::Sample,
            format!("{HOME}/urval"),
            l.t("Urval för forskning", "Research sample"),
        ),
    ];
    view! {
        <nav class="filters" aria-label=retention_title(l)>
            {all.into_iter().map(|(of, href, words)| view! { <a href=href aria-current=(of == tab).then_some("page")>{words}</a> }).collect_view()}
        </nav>
    }
}

/// What is due or needs an answer, and why.
#[component]
pub fn OverviewPage(data: OverviewPageData) -> impl IntoView {
    let l = use_lang();
    let (due, late, open) = data.counts;
    let tab = data.tab;
    let due = cases_words(due, l);
    let lead = l.t(
        format!("{due} ska gallras. Försenade: {late}. Behöver ett svar först: {open}."),
        format!("{due} to be purged. Late: {late}. In need of an answer first: {open}."),
    );
    view! {
        <div class="content wide">
            <ErrorSummary errors=data.errors.clone()/>
            <h1>{retention_title(l)}</h1>
            <p class="lead">{lead}</p>
            <Tabs tab=tab/>
            {(data.sample == Sample::Unanswered).then(|| view! {
                <Notice kind="warn" title=l.t("Urvalet för forskningen är inte bestämt", "The sample for research is not decided")>
                    <p>{l.t("Innan någon har svarat på hur urvalet görs kan inget gallras.", "Before somebody has said how the sample is made, nothing can be purged.")}</p>
                    <p><a href=format!("{HOME}/urval")>{l.t("Svara på hur urvalet görs", "Say how the sample is made")}</a></p>
                </Notice>
            })}
            {data.more.map(|looked| view! { <p class="meta">{l.t(
                format!("Listan bygger på de {looked} ärenden som har legat orörda längst. När de är klara kommer nästa."),
                format!("The list rests on the {looked} cases that have been untouched longest. When they are done, the next ones follow."),
            )}</p> })}
            <Narrow filter=data.filter.clone() choices=data.choices.clone() tab=tab/>
            {if data.lines.is_empty() {
                view! { <Nothing tab=tab/> }.into_any()
            } else if tab == Tab::Due {
                view! { <Due data=data/> }.into_any()
            } else {
                view! { <Answers data=data/> }.into_any()
            }}
            <About/>
        </div>
    }
}

#[component]
fn About() -> impl IntoView {
    let l = use_lang();
    view! {
        <Help>
            <p>{l.t(
                "Listan visar ärendenummer, aldrig namn eller texter. Verktyget räknar från det som senast skrevs i ärendet här; är akten i verksamhetssystemet yngre gäller den.",
                "The list shows case numbers, never names or texts. The tool counts from what was last written in the case here; if the file in the case system is younger, that one counts.",
            )}</p>
            <p>{l.t(
                "Andra ärenden om samma person hittas på exakt samma person- eller samordningsnummer. Saknas numret syns de inte.",
                "Other cases of the same person are found by exactly the same personal or coordination number. Where there is no number, they are not seen.",
            )}</p>
        </Help>
    }
}

#[component]
fn Nothing(tab: Tab) -> impl IntoView {
    let l = use_lang();
    view! { <Empty><p>{if tab == Tab::Due {
        l.t("Inget ärende ska gallras med det här urvalet. Ett ärende dyker upp här fem år efter den sista anteckningen.", "No case is to be purged with this selection. A case turns up here five years after the last entry.")
    } else {
        l.t("Inget gammalt ärende väntar på svar.", "No old case waits for an answer.")
    }}</p></Empty> }
}

#[component]
fn Narrow(filter: Filter, choices: [Vec<(String, String)>; 3], tab: Tab) -> impl IntoView {
    let l = use_lang();
    let [units, rules, years] = choices;
    let any = |words: &str, options: Vec<(String, String)>| {
        let mut all = vec![(String::new(), words.to_owned())];
        all.extend(options);
        all
    };
    let action = if tab == Tab::Due {
        HOME.to_owned()
    } else {
        format!("{HOME}/svar")
    };
    view! {
        <form method="get" action=action class="toolbar">
            <SelectField name="enhet" label=l.t("Enhet", "Unit") options=any(l.t("Alla", "All"), units) value=filter.unit/>
            {(tab == Tab::Due).then(|| view! {
                <SelectField name="regel" label=l.t("Regel", "Rule") options=any(l.t("Alla", "All"), rules) value=filter.rule/>
                <SelectField name="ar" label=l.t("Senast under", "By the end of") options=any(l.t("Alla år", "All years"), years) value=filter.year/>
            })}
            <button class="button quiet">{l.t("Visa", "Show")}</button>
        </form>
    }
}

fn kind_short(kind: CaseKind, l: Language) -> &'static str {
    match kind {
        CaseKind::Adult => l.t("Vuxen", "Adult"),
        CaseKind::Child => l.t("Barn", "Child"),
        CaseKind::General => l.t("Generellt", "General"),
    }
}

#[component]
fn Due(data: OverviewPageData) -> impl IntoView {
    let l = use_lang();
    let (shown, total) = (data.lines.len(), i64::try_from(data.total).unwrap_or(i64::MAX));
    let first = (data.filter.page > 1).then(|| HOME.to_owned());
    let filter = data.filter.clone();
    let hidden = [
        ("enhet", filter.unit),
        ("regel", filter.rule),
        ("ar", filter.year),
        ("sida", filter.page.to_string()),
    ];
    let error = |name: &str| data.errors.of(name).map(str::to_owned);
    let (today, free) = (
        data.today,
        data.lines.iter().filter(|line| !line.proposed).count(),
    );
    view! {
        <form method="post" action=format!("{HOME}/forslag")>
            {hidden.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view()}
            <TableFrame caption=l.t("Ärenden att gallra, det som ska vara klart först överst", "Cases to purge, what must be done first on top")>
                <thead><tr>
                    <th scope="col">{l.t("Ärende", "Case")}</th>
                    <th scope="col">{l.t("I verksamhetssystemet", "In the case system")}</th>
                    <th scope="col">{l.t("Enhet", "Unit")}</th>
                    <th scope="col">{l.t("Gäller", "About")}</th>
                    <th scope="col">{l.t("Sista anteckning", "Last entry")}</th>
                    <th scope="col">{l.t("Regel", "Rule")}</th>
                    <th scope="col">{l.t("Senast", "By")}</th>
                </tr></thead>
                <tbody>{data.lines.into_iter().map(|line| view! { <DueLine line=line today=today/> }).collect_view()}</tbody>
            </TableFrame>
            <Pager shown=shown total=total most=i64::MAX next=data.next first=first/>
            <section>
                <h2>{l.t("Föreslå gallring", "Propose a purge")}</h2>
                {(!data.has_second).then(|| view! {
                    <Notice kind="warn" title=l.t("Ingen annan registrator når de här enheterna", "No other records officer reaches these units")>
                        <p>{l.t("Du kan föreslå, men någon annan måste granska. Be administratören om ett konto till.", "You can propose, but somebody else must review. Ask the administrator for another account.")}</p>
                    </Notice>
                })}
                <p>{l.t(
                    format!("Välj ärenden i listan, högst {MOST_TOGETHER}. En annan registrator granskar förslaget innan något gallras."),
                    format!("Choose cases in the list, at most {MOST_TOGETHER}. Another records officer reviews the proposal before anything is purged."),
                )}</p>
                <p><button class="button quiet" name="all" value="yes">{l.t(format!("Välj alla {free} på sidan"), format!("Choose all {free} on the page"))}</button></p>
                <TextField name="count" value=data.count error=error("count") width="short" keys="numeric"
                    label=l.t("Hur många ärenden har du valt?", "How many cases have you chosen?")/>
                <TickField name="checked" checked=data.checked error=error("checked")
                    label=l.t("Jag har kontrollerat i verksamhetssystemet att ingen av akterna är öppen eller har en senare anteckning", "I have checked in the case system that none of the files is open or has a later entry")/>
                <Actions><button class="button">{l.t("Föreslå gallring", "Propose the purge")}</button></Actions>
            </section>
        </form>
    }
}

#[component]
fn DueLine(line: RetentionLine, today: NaiveDate) -> impl IntoView {
    let l = use_lang();
    let number = line.number.clone();
    let label = l.t(format!("Välj {number}"), format!("Choose {number}"));
    let name = format!("{}{}", ProposalForm::PREFIX, line.case);
    let Verdict::Due { done_by, rule, .. } = line.verdict else {
        return ().into_any();
    };
    let late = (done_by < today).then(|| dates::due_in_words(done_by, today, l));
    view! { <tr>
        <th scope="row"><span class="choose">
            {(!line.proposed).then(|| view! { <input type="checkbox" name=name value="yes" checked=line.ticked aria-label=label/> })}
            <a href=case_address(line.case)>{line.number}</a>
            {line.proposed.then(|| view! { <Tag words=l.t("i ett förslag", "in a proposal")/> })}
        </span></th>
        <td>{line.reference}</td>
        <td>{line.unit}</td>
        <td>{kind_short(line.kind, l)}</td>
        <td class="nowrap">{line.last_entry.to_string()}</td>
        <td title=rule_with_law(&rule, l)>{rule_words(&rule, l)}</td>
        <td class="nowrap">{done_by.to_string()}{late.map(|words| view! { " " <Tag words=words tone=TagTone::Bad/> })}</td>
    </tr> }
    .into_any()
}

#[component]
fn Answers(data: OverviewPageData) -> impl IntoView {
    let l = use_lang();
    let (shown, total) = (data.lines.len(), i64::try_from(data.total).unwrap_or(i64::MAX));
    let first = (data.filter.page > 1).then(|| format!("{HOME}/svar"));
    view! {
        <TableFrame caption=l.t("Gamla ärenden där någon behöver svara, det äldsta överst", "Old cases about which somebody has to say something, the oldest on top")>
            <thead><tr>
                <th scope="col">{l.t("Ärende", "Case")}</th>
                <th scope="col">{l.t("I verksamhetssystemet", "In the case system")}</th>
                <th scope="col">{l.t("Enhet", "Unit")}</th>
                <th scope="col">{l.t("Gäller", "About")}</th>
                <th scope="col">{l.t("Sista anteckning", "Last entry")}</th>
                <th scope="col">{l.t("Fråga", "Question")}</th>
            </tr></thead>
            <tbody>{data.lines.into_iter().map(|line| {
                let question = match line.verdict {
                    Verdict::NeedsAnswer(missing) => missing_words(missing, l),
                    _ => "",
                };
                let href = match line.verdict {
                    Verdict::NeedsAnswer(Missing::Sample) => format!("{HOME}/urval"),
                    _ => case_address(line.case),
                };
                view! { <tr>
                    <th scope="row"><a href=href>{line.number}</a></th>
                    <td>{line.reference}</td>
                    <td>{line.unit}</td>
                    <td>{kind_short(line.kind, l)}</td>
                    <td class="nowrap">{line.last_entry.to_string()}</td>
                    <td>{question}</td>
                </tr> }
            }).collect_view()}</tbody>
        </TableFrame>
        <Pager shown=shown total=total most=i64::MAX next=data.next first=first/>
    }
}
