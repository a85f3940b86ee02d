use std::sync::Arc;

use domain::fields::{FieldErrors, Fields};
use domain::language::Language;
use domain::monitoring::{Area, Gap, Instrument, Item, ItemAnswer, Level, Rating};
use leptos::prelude::*;
use store::monitoring::{Earlier, Participant, Round};

use super::remarks::{RemarkLine, Remarks};
use super::{HOME, area_address, monitoring_title, part_address, round_address};
use crate::islands::{Autosave, SessionWatch};
use crate::ui::{
    Actions, ChoiceField, Crumb, DateField, ErrorSummary, Help, HiddenVersion, KeyValue, Notice, SummaryList,
    TextField, TextFieldLong, dom_id, use_lang, use_ui,
};

/// What somebody else has saved in the meantime.
#[derive(Clone, Debug)]
pub struct TheirAnswers {
    /// Who.
    pub saved_by: String,
    /// When, in words.
    pub saved_at: String,
    /// What.
    pub fields: Fields,
}

/// What the page of an area shows.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says whether the person may do something"
)]
#[derive(Clone, Debug)]
pub struct AreaPageData {
    /// The round.
    pub round: Round,
    /// Who answers.
    pub participant: Participant,
    /// What is asked.
    pub instrument: Arc<Instrument>,
    /// The area.
    pub area: Area,
    /// What is typed.
    pub fields: Fields,
    /// The version that it started from.
    pub version: i64,
    /// When it was saved last, in words.
    pub saved: String,
    /// What is missing here before handing in.
    pub missing: Vec<Gap>,
    /// The round before.
    pub before: Option<Earlier>,
    /// What somebody else has saved since.
    pub theirs: Option<TheirAnswers>,
    /// The remarks on the area.
    pub remarks: Vec<RemarkLine>,
    /// Whether the person answers and may still do so.
    pub writable: bool,
    /// Whether the person runs the round.
    pub runs: bool,
    /// Whether the person may write a remark.
    pub may_remark: bool,
    /// Whether the person may reply to one.
    pub may_reply: bool,
    /// What is typed in the forms of the remarks.
    pub words: Fields,
    /// What has to be mended.
    pub errors: FieldErrors,
}

/// The number in the whole instrument of an area's first item.
fn first_number(instrument: &Instrument, area: &Area) -> usize {
    let before = instrument.areas.iter().take_while(|a| a.code != area.code);
    1 + before.map(|a| a.items.len()).sum::<usize>()
}

/// One area: its items with last time beside them, to write in or to read.
#[component]
pub fn AreaPage(data: AreaPageData) -> impl IntoView {
    let l = use_lang();
    let (round, one, area) = (data.round.clone(), data.participant.clone(), data.area.clone());
    let part = part_address(round.id, one.unit);
    let address = area_address(round.id, one.unit, &area.code);
    let place = data
        .instrument
        .areas
        .iter()
        .position(|a| a.code == area.code)
        .map_or(1, |n| n + 1);
    let count = data.instrument.areas.len();
    let mut crumb = vec![(monitoring_title(l).to_owned(), Some(HOME.to_owned()))];
    if data.runs {
        crumb.push((round.title.clone(), Some(round_address(round.id))));
    }
    crumb.push((one.name.clone(), Some(part.clone())));
    crumb.push((area.title.get(l).to_owned(), None));
    let next = data.instrument.after(&area.code).map(|a| {
        (
            area_address(round.id, one.unit, &a.code),
            a.title.get(l).to_owned(),
        )
    });
    let writable = data.writable;
    view! {
        <div class="with-help">
            <div class="content">
                <Crumb parts=crumb/>
                <ErrorSummary errors=data.errors.clone()/>
                <p class="meta">{l.t(format!("Område {place} av {count}"), format!("Area {place} of {count}"))}</p>
                <h1>{area.title.get(l).to_owned()}</h1>
                <p class="lead">{area.lead.get(l).to_owned()}</p>
                {data.theirs.clone().map(|theirs| view! { <Other theirs=theirs mine=data.fields.clone() instrument=Arc::clone(&data.instrument) area=area.clone()/> })}
                {if writable {
                    view! { <AreaForm data=data.clone() address=address.clone() part=part/> }.into_any()
                } else {
                    view! { <Reading data=data.clone()/> }.into_any()
                }}
                <Remarks address=address remarks=data.remarks.clone() may_remark=data.may_remark may_reply=data.may_reply
                    fields=data.words.clone() errors=data.errors.clone()/>
                {(!writable).then(|| next.map(|(href, title)| view! {
                    <Actions><a href=href>{l.t(format!("Nästa område: {title}"), format!("Next area: {title}"))}</a></Actions>
                }))}
            </div>
            <Help>
                {help(writable, l).map(|words| view! { <p>{words}</p> }).collect_view()}
            </Help>
        </div>
    }
}

/// What helps whoever writes, or whoever reads.
fn help(writable: bool, l: Language) -> [&'static str; 3] {
    if writable {
        [
            l.t(
                "Välj den nivå som stämmer i dag, inte den ni hoppas på.",
                "Choose the level that is true today, not the one that you hope for.",
            ),
            l.t(
                "Det som visar nivån kan vara en rutin, ett protokoll, en blankett eller något ni har räknat. Den högsta nivån behöver alltid något som visar den.",
                "What shows the level can be a routine, minutes, a form or something that you have counted. The highest level always needs something that shows it.",
            ),
            l.t("Skriv inga namn och inget ur ärenden.", "Write no names and nothing from cases."),
        ]
    } else {
        [
            l.t(
                "Det som gäller nu står bredvid det som svarades förra gången.",
                "What holds now stands beside what was answered last time.",
            ),
            l.t(
                "Läs det som visar nivån och fråga er om någon annan skulle se samma sak.",
                "Read what shows the level and ask whether somebody else would see the same.",
            ),
            l.t(
                "Anmärkningar gäller punkterna och det som visar dem, aldrig ärenden.",
                "Remarks are about the items and what shows them, never about cases.",
            ),
        ]
    }
}

#[component]
fn AreaForm(data: AreaPageData, address: String, part: String) -> impl IntoView {
    let l = use_lang();
    let idle = use_ui().and_then(|ui| ui.person).map_or(1800, |p| p.idle_seconds);
    let first = first_number(&data.instrument, &data.area);
    let missing = data.missing.clone();
    let shown = data.version > 0 && !missing.is_empty();
    view! {
        <form method="post" action=address class="section-form">
            <HiddenVersion version=data.version/>
            {data.area.items.clone().into_iter().enumerate().map(|(n, item)| view! {
                <ItemForm number=first + n item=item data=data.clone()/>
            }).collect_view()}
            <Autosave language=l saved=data.saved.clone()/>
            <SessionWatch language=l seconds=idle/>
            <Actions>
                <button class="button" name="then" value="next">{l.t("Spara och fortsätt", "Save and continue")}</button>
                <button class="button quiet" name="then" value="stay">{l.t("Spara", "Save")}</button>
                <a href=part>{l.t("Till översikten", "To the overview")}</a>
            </Actions>
        </form>
        {shown.then(|| view! {
            <details class="missing">
                <summary>{l.t(format!("{} saknas här innan ni kan lämna in", missing.len()), format!("{} missing here before you can hand in", missing.len()))}</summary>
                <ul class="plain">{missing.into_iter().map(|gap| view! {
                    <li><a href=format!("#{}", dom_id(&gap.field))>{gap.message}</a></li>
                }).collect_view()}</ul>
            </details>
        })}
    }
}

/// What can be answered, the level's digit before its words.
fn options(l: Language) -> Vec<(String, String)> {
    let words = |rating: Rating| match rating.level() {
        Some(level) => format!("{} {}", level.digit(), level.name(l)),
        None => rating.name(l).to_owned(),
    };
    Rating::ALL
        .into_iter()
        .map(|rating| (rating.code().to_owned(), words(rating)))
        .collect()
}

#[component]
fn ItemForm(number: usize, item: Item, data: AreaPageData) -> impl IntoView {
    let l = use_lang();
    let field = |part: &str| format!("{}.{part}", item.code);
    let value = |part: &str| data.fields.raw(&field(part)).to_owned();
    let error = |part: &str| data.errors.of(&field(part)).map(str::to_owned);
    let label = |sv: &str, en: &str| l.t(format!("Punkt {number}: {sv}"), format!("Item {number}: {en}"));
    view! {
        <section class="check item">
            <h2>{format!("{number}. ")}{item.text.get(l).to_owned()}</h2>
            <p class="meta">{l.t("Helt på plats: ", "Fully in place: ")}{item.full.get(l).to_owned()}</p>
            <LastTime before=data.before.clone() item=item.clone()/>
            <ChoiceField name=field("level") options=options(l) value=value("level") error=error("level")
                label=label("hur långt har ni kommit?", "how far have you come?")/>
            <div class=if error("why").is_some() || !value("why").is_empty() { "why shown" } else { "why" }>
                <TextField name=field("why") value=value("why") error=error("why")
                    label=label("varför gäller den inte er?", "why does it not apply to you?")/>
            </div>
            <TextFieldLong name=field("evidence") value=value("evidence") error=error("evidence") rows=3
                label=label("vad visar det?", "what shows it?")
                hint=l.t("Skriv inga namn och inget ur ärenden.", "Write no names and nothing from cases.")/>
            <DateField name=field("on") value=value("on") error=error("on")
                label=label("från vilken dag är det?", "from which day is that?")/>
        </section>
    }
}

/// What was answered to the item in the round before.
fn last_time(before: Option<&Earlier>, item: &Item) -> Option<(String, ItemAnswer)> {
    let before = before?;
    let area = before
        .instrument
        .areas
        .iter()
        .find(|a| a.items.iter().any(|i| i.code == item.code))?;
    let nothing = Fields::default();
    let fields = before.answers.get(&area.code).unwrap_or(&nothing);
    Some((before.round.title.clone(), ItemAnswer::of(&item.code, fields)))
}

/// An answer in words: the level, why it does not apply, what shows it, and of which day that is.
fn in_words(answer: &ItemAnswer, l: Language) -> (String, String, String) {
    let rating = answer
        .rating
        .map_or(l.t("Inte besvarad", "Not answered"), |rating| rating.name(l));
    let text = match answer.rating {
        Some(Rating::NotApplicable) => &answer.why,
        _ => &answer.evidence,
    };
    (rating.to_owned(), text.clone(), answer.on.clone())
}

#[component]
fn LastTime(before: Option<Earlier>, item: Item) -> impl IntoView {
    let l = use_lang();
    last_time(before.as_ref(), &item).map(|(title, answer)| {
        let (rating, text, on) = in_words(&answer, l);
        view! {
            <div class="last-time">
                <p class="cap">{l.t(format!("Förra gången, {title}"), format!("Last time, {title}"))}</p>
                <AnswerWords rating=rating text=text on=on/>
            </div>
        }
    })
}

#[component]
fn AnswerWords(rating: String, text: String, on: String) -> impl IntoView {
    view! {
        <p><strong>{rating}</strong></p>
        {(!text.is_empty()).then(|| view! { <p class="pre">{text}</p> })}
        {(!on.is_empty()).then(|| view! { <p class="meta">{on}</p> })}
    }
}

/// The answers to read, with last time beside now.
#[component]
fn Reading(data: AreaPageData) -> impl IntoView {
    let l = use_lang();
    let first = first_number(&data.instrument, &data.area);
    view! {
        {data.area.items.clone().into_iter().enumerate().map(|(n, item)| {
            let now = ItemAnswer::of(&item.code, &data.fields);
            let (rating, text, on) = in_words(&now, l);
            let has_before = last_time(data.before.as_ref(), &item).is_some();
            let step = step_in_words(now.level(), last_time(data.before.as_ref(), &item).and_then(|(_, a)| a.level()), l);
            view! {
                <section class="check item">
                    <h2>{format!("{}. ", first + n)}{item.text.get(l).to_owned()}</h2>
                    <p class="meta">{l.t("Helt på plats: ", "Fully in place: ")}{item.full.get(l).to_owned()}</p>
                    <div class=if has_before { "columns-2" } else { "" }>
                        <div>
                            <p class="cap">{l.t("Nu", "Now")}{step}</p>
                            <AnswerWords rating=rating text=text on=on/>
                        </div>
                        <LastTime before=data.before.clone() item=item/>
                    </div>
                </section>
            }
        }).collect_view()}
    }
}

/// Whether a level is another than last time.
fn step_in_words(now: Option<Level>, before: Option<Level>, l: Language) -> Option<&'static str> {
    let (now, before) = now.zip(before)?;
    match now.cmp(&before) {
        std::cmp::Ordering::Greater => Some(l.t(", högre än förra gången", ", higher than last time")),
        std::cmp::Ordering::Less => Some(l.t(", lägre än förra gången", ", lower than last time")),
        std::cmp::Ordering::Equal => None,
    }
}

/// What the other saved where it differs, above the form that still holds what this person typed.
#[component]
fn Other(theirs: TheirAnswers, mine: Fields, instrument: Arc<Instrument>, area: Area) -> impl IntoView {
    let l = use_lang();
    let first = first_number(&instrument, &area);
    let rows: Vec<KeyValue> = area
        .items
        .iter()
        .enumerate()
        .flat_map(|(n, item)| differing(first + n, item, &mine, &theirs.fields, l))
        .collect();
    let (saved_by, saved_at) = (theirs.saved_by, theirs.saved_at);
    view! {
        <Notice kind="warn" title=l.t("Någon annan har sparat under tiden. Inget är överskrivet.", "Somebody else has saved in the meantime. Nothing has been overwritten.")>
            <p>{l.t(
                format!("{saved_by} sparade det här {saved_at}. Ditt står kvar i rutorna nedanför. Ändra det så som det ska stå, och spara igen."),
                format!("{saved_by} saved this {saved_at}. Yours is still in the boxes below. Change it to what is to stand, and save again."),
            )}</p>
            <SummaryList rows=rows/>
        </Notice>
    }
}

fn differing(number: usize, item: &Item, mine: &Fields, theirs: &Fields, l: Language) -> Vec<KeyValue> {
    let parts = [
        ("level", l.t("nivå", "level")),
        ("why", l.t("varför den inte gäller", "why it does not apply")),
        ("evidence", l.t("vad som visar det", "what shows it")),
        ("on", l.t("dag", "day")),
    ];
    let row = |(part, words): (&str, &str)| {
        let name = format!("{}.{part}", item.code);
        let their = theirs.raw(&name);
        (mine.raw(&name) != their).then(|| KeyValue {
            key: l.t(
                format!("Punkt {number}, {words}"),
                format!("Item {number}, {words}"),
            ),
            value: match Rating::from_code(their) {
                Some(rating) if part == "level" => rating.name(l).to_owned(),
                _ => their.to_owned(),
            },
            change: None,
        })
    };
    parts.into_iter().filter_map(row).collect()
}
