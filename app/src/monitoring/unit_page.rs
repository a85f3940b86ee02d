use std::sync::Arc;

use chrono::NaiveDate;
use domain::fields::{FieldErrors, Fields};
use domain::language::Language;
use domain::monitoring::{Answers, Area, Gap, Instrument, area_result, gaps};
use leptos::prelude::*;
use store::monitoring::{Earlier, Participant, Reminder, Round};

use super::round_page::state_tag;
use super::{HOME, area_address, deadline, monitoring_title, part_address, period, round_address};
use crate::ui::{
    Actions, Crumb, ErrorSummary, Help, KeyValue, Notice, PostButton, SummaryList, Tag, TagTone,
    TextFieldLong, dom_id, use_lang,
};

/// What the page of a unit's part in a round shows.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says whether the person may do something"
)]
#[derive(Clone, Debug)]
pub struct UnitPageData {
    /// The round.
    pub round: Round,
    /// Who answers.
    pub participant: Participant,
    /// What is asked.
    pub instrument: Arc<Instrument>,
    /// What is answered.
    pub answers: Answers,
    /// The round before.
    pub before: Option<Earlier>,
    /// Reminders with their moments in words, the newest first.
    pub reminders: Vec<(Reminder, String)>,
    /// How many remarks each area has, and how many of them without reply, by the area's code.
    pub remarks: Vec<(String, usize, usize)>,
    /// When and by whom it was handed in, in words.
    pub handed_in: Option<String>,
    /// When and by whom it was given back, in words.
    pub given_back: Option<String>,
    /// When the round was closed, in words.
    pub closed: Option<String>,
    /// Whether the person answers and may still do so.
    pub writable: bool,
    /// Whether the person runs the round.
    pub runs: bool,
    /// Whether the person may give the answers back.
    pub may_give_back: bool,
    /// Whether handing in was just refused for what is missing.
    pub refused: bool,
    /// What is typed in the form that gives back.
    pub fields: Fields,
    /// What has to be mended in it.
    pub errors: FieldErrors,
    /// Today.
    pub today: NaiveDate,
}

/// A unit's part in a round: its areas, what is missing, and handing in.
#[component]
pub fn UnitPage(data: UnitPageData) -> impl IntoView {
    let l = use_lang();
    let round = data.round.clone();
    let one = data.participant.clone();
    let state = one.state(&round);
    let is_open = data.closed.is_none();
    let (words, tone) = state_tag(
        state,
        is_open && state.is_late(round.days.deadline, data.today),
        l,
    );
    let missing = if data.writable {
        gaps(&data.instrument, &data.answers, data.today, l)
    } else {
        Vec::new()
    };
    let mut crumb = vec![(monitoring_title(l).to_owned(), Some(HOME.to_owned()))];
    crumb.push((round.title.clone(), data.runs.then(|| round_address(round.id))));
    crumb.push((one.name.clone(), None));
    let address = part_address(round.id, one.unit);
    let compare = format!("{address}/jamfor");
    view! {
        <div class="with-help">
            <div class="content">
                <Crumb parts=crumb/>
                {data.refused.then(|| view! { <GapSummary data=data.clone() missing=missing.clone()/> })}
                <ErrorSummary errors=data.errors.clone()/>
                <h1>{one.name.clone()}" "<Tag words=words tone=tone/></h1>
                <p class="lead">{round.title.clone()}</p>
                <Facts data=data.clone()/>
                <Words data=data.clone()/>
                <h2>{l.t("Områdena", "The areas")}" "<span class="meta">{data.instrument.areas.len()}</span></h2>
                <ul class="task-list">
                    {data.instrument.areas.clone().into_iter().map(|area| view! { <AreaLine data=data.clone() missing=missing.clone() area=area/> }).collect_view()}
                </ul>
                {data.writable.then(|| view! { <HandIn address=address.clone() data=data.clone() missing=missing.clone()/> })}
                <Actions><a href=compare>{l.t("Jämför med tidigare omgångar", "Compare with earlier rounds")}</a></Actions>
                {data.may_give_back.then(|| view! { <GiveBack address=address.clone() data=data.clone()/> })}
            </div>
            <Help>
                {help(data.writable, l).map(|words| view! { <p>{words}</p> }).collect_view()}
            </Help>
        </div>
    }
}

/// What helps whoever writes, or whoever reads.
fn help(writable: bool, l: Language) -> [&'static str; 3] {
    if writable {
        [
            l.t(
                "Gå igenom områdena tillsammans, i vilken ordning ni vill. Allt sparas, och inget krävs förrän ni lämnar in.",
                "Go through the areas together, in any order. Everything is saved, and nothing is required until you hand in.",
            ),
            l.t(
                "En låg nivå är ett svar bland andra. Den visar var ni vill börja.",
                "A low level is an answer like any other. It shows where you want to begin.",
            ),
            l.t("Skriv inga namn och inget ur ärenden.", "Write no names and nothing from cases."),
        ]
    } else {
        [
            l.t(
                "Nivåerna är enhetens egen bild. Öppna ett område för att läsa vad bilden bygger på.",
                "The levels are the unit's own picture. Open an area to read what it rests on.",
            ),
            l.t(
                "Bredvid varje område står den nivå som minst hälften av punkterna når.",
                "Beside each area stands the level that at least half of its items reach.",
            ),
            l.t(
                "Anmärkningar gäller punkterna och det som visar dem, aldrig ärenden.",
                "Remarks are about the items and what shows them, never about cases.",
            ),
        ]
    }
}

/// Why handing in was refused, each line leading to its field.
#[component]
fn GapSummary(data: UnitPageData, missing: Vec<Gap>) -> impl IntoView {
    let l = use_lang();
    let count = missing.len();
    view! {
        <section class="error-summary" role="alert" aria-labelledby="error-title" tabindex="-1" autofocus="">
            <h2 id="error-title">{match count {
                1 => l.t("1 sak saknas innan ni kan lämna in", "1 thing is missing before you can hand in").to_owned(),
                n => l.t(format!("{n} saker saknas innan ni kan lämna in"), format!("{n} things are missing before you can hand in")),
            }}</h2>
            <GapList data=data missing=missing/>
        </section>
    }
}

#[component]
fn GapList(data: UnitPageData, missing: Vec<Gap>) -> impl IntoView {
    let (round, unit) = (data.round.id, data.participant.unit);
    view! {
        <ul class="plain">
            {missing.into_iter().map(|gap| {
                let href = format!("{}#{}", area_address(round, unit, &gap.area), dom_id(&gap.field));
                view! { <li><a href=href>{gap.message}</a></li> }
            }).collect_view()}
        </ul>
    }
}

#[component]
fn Facts(data: UnitPageData) -> impl IntoView {
    let l = use_lang();
    let days = data.round.days;
    let mut rows = vec![(l.t("Period", "Period"), period(days.from, days.to, l))];
    if data.closed.is_none() && data.handed_in.is_none() {
        rows.push((
            l.t("Lämnas in senast", "Hand in by"),
            deadline(days.deadline, data.today, l),
        ));
    }
    let (answered, of) = (data.participant.answered, data.round.items);
    rows.push((
        l.t("Besvarat", "Answered"),
        l.t(
            format!("{answered} av {of} punkter"),
            format!("{answered} of {of} items"),
        ),
    ));
    rows.extend(data.handed_in.map(|words| (l.t("Inlämnad", "Handed in"), words)));
    rows.extend(
        data.closed
            .map(|words| (l.t("Omgången stängd", "Round closed"), words)),
    );
    if !data.round.word.is_empty() {
        rows.push((l.t("Från samordnaren", "From the coordinator"), data.round.word));
    }
    let rows = rows.into_iter().map(|(key, value)| KeyValue {
        key: key.to_owned(),
        value,
        change: None,
    });
    view! { <SummaryList rows=rows.collect()/> }
}

/// What the coordinator has said since the round was opened: that answers were given back, and reminders.
#[component]
fn Words(data: UnitPageData) -> impl IntoView {
    let l = use_lang();
    let waits = data.closed.is_none() && data.handed_in.is_none();
    let given_back = data.given_back.zip(data.participant.given_back).filter(|_| waits);
    let reminders = if waits { data.reminders } else { Vec::new() };
    view! {
        {given_back.map(|(moment, (_, _, word))| view! {
            <Notice kind="warn" title=l.t("Svaren är återlämnade till er", "The answers are given back to you")>
                <p class="pre">{word}</p>
                <p class="meta">{moment}</p>
            </Notice>
        })}
        {(!reminders.is_empty()).then(|| view! {
            <Notice kind="info" title=l.t("Påminnelse", "Reminder")>
                {reminders.into_iter().map(|(reminder, moment)| view! {
                    <p class="pre">{reminder.word}</p>
                    <p class="meta">{format!("{}, {moment}", reminder.sent_by)}</p>
                }).collect_view()}
            </Notice>
        })}
    }
}

#[component]
fn AreaLine(data: UnitPageData, missing: Vec<Gap>, area: Area) -> impl IntoView {
    let l = use_lang();
    let nothing = Fields::default();
    let result = area_result(&area, data.answers.get(&area.code).unwrap_or(&nothing));
    let gaps = missing.iter().filter(|gap| gap.area == area.code).count();
    let (words, tone) = match (data.writable, result.answered(), gaps) {
        (false, ..) => (result.name(l).to_owned(), TagTone::Plain),
        (true, 0, _) => (l.t("Inte påbörjat", "Not begun").to_owned(), TagTone::Plain),
        (true, _, 0) => (l.t("Klart", "Done").to_owned(), TagTone::Good),
        (true, _, 1) => (l.t("1 sak saknas", "1 thing missing").to_owned(), TagTone::Warn),
        (true, _, n) => (
            l.t(format!("{n} saker saknas"), format!("{n} things missing")),
            TagTone::Warn,
        ),
    };
    let before = before_in_words(data.before.as_ref(), &area, l);
    let remarks = data
        .remarks
        .iter()
        .find(|(code, ..)| *code == area.code)
        .map(|(_, all, open)| remarks_in_words(*all, *open, l));
    let href = area_address(data.round.id, data.participant.unit, &area.code);
    view! {
        <li>
            <div><a href=href>{area.title.get(l).to_owned()}</a>
                <span class="meta">{result.count(l)}{before}</span>
                {remarks.map(|words| view! { <span class="meta">{words}</span> })}
            </div>
            <Tag words=words tone=tone/>
        </li>
    }
}

fn before_in_words(before: Option<&Earlier>, area: &Area, l: Language) -> Option<String> {
    let before = before?;
    let area = before.instrument.area(&area.code)?;
    let result = area_result(area, before.answers.get(&area.code)?);
    let name = result.name(l).to_lowercase();
    Some(l.t(format!(". Förra gången: {name}"), format!(". Last time: {name}")))
}

fn remarks_in_words(all: usize, open: usize, l: Language) -> String {
    let many = match all {
        1 => l.t("1 anmärkning", "1 remark").to_owned(),
        n => l.t(format!("{n} anmärkningar"), format!("{n} remarks")),
    };
    if open == 0 {
        many
    } else {
        l.t(
            format!("{many}, {open} utan svar"),
            format!("{many}, {open} without a reply"),
        )
    }
}

#[component]
fn HandIn(address: String, data: UnitPageData, missing: Vec<Gap>) -> impl IntoView {
    let l = use_lang();
    let count = missing.len();
    let told = if count == 0 {
        l.t(
            "Inget saknas. När ni har lämnat in kan ni läsa svaren men inte ändra dem.",
            "Nothing is missing. Once handed in you can read the answers but not change them.",
        )
        .to_owned()
    } else {
        l.t(
            format!("{count} saker saknas. När ni har lämnat in kan ni läsa svaren men inte ändra dem."),
            format!(
                "{count} things are missing. Once handed in you can read the answers but not change them."
            ),
        )
    };
    let listed = (count > 0 && !data.refused).then(|| view! {
        <details class="missing">
            <summary>{l.t(format!("Det som saknas ({count})"), format!("What is missing ({count})"))}</summary>
            <GapList data=data missing=missing/>
        </details>
    });
    view! {
        <section>
            <h2>{l.t("Lämna in", "Hand in")}</h2>
            <p>{told}</p>
            {listed}
            <Actions><PostButton action=format!("{address}/lamna-in") label=l.t("Lämna in svaren", "Hand the answers in") class="button"/></Actions>
        </section>
    }
}

#[component]
fn GiveBack(address: String, data: UnitPageData) -> impl IntoView {
    let l = use_lang();
    let error = data.errors.of("given_back").map(str::to_owned);
    let typed = error.is_some();
    view! {
        <details open=typed>
            <summary>{l.t("Lämna tillbaka svaren till enheten", "Give the answers back to the unit")}</summary>
            <p>{l.t(
                "Enheten kan då ändra och lämna in igen. Anmärkningar och svar på dem står kvar.",
                "The unit can then change them and hand in again. Remarks and replies stay.",
            )}</p>
            <form method="post" action=format!("{address}/lamna-tillbaka")>
                <TextFieldLong name="given_back" value=data.fields.raw("given_back") error=error rows=3
                    label=l.t("Varför lämnar du tillbaka svaren?", "Why do you give the answers back?")/>
                <Actions><button class="button quiet">{l.t("Lämna tillbaka", "Give back")}</button></Actions>
            </form>
        </details>
    }
}
