use chrono::NaiveDate;
use domain::dates;
use domain::fields::{FieldErrors, Fields};
use domain::language::Language;
use domain::monitoring::UnitState;
use leptos::prelude::*;
use store::monitoring::{Participant, Reminder, Round};

use super::{HOME, deadline, monitoring_title, part_address, period, round_address};
use crate::ui::{
    Actions, Crumb, ErrorSummary, Help, KeyValue, SelectField, SummaryList, Tag, TagTone, TextFieldLong,
    use_lang,
};

/// What the page of a round shows to whoever runs it.
#[derive(Clone, Debug)]
pub struct RoundPageData {
    /// The round.
    pub round: Round,
    /// The version of what is asked.
    pub version: String,
    /// Who answers, by name.
    pub participants: Vec<Participant>,
    /// The reminders with the moment each was sent, in words; the newest first.
    pub reminders: Vec<(Reminder, String)>,
    /// When it was closed, in words.
    pub closed: Option<String>,
    /// What is typed in the reminder's form.
    pub fields: Fields,
    /// What has to be mended.
    pub errors: FieldErrors,
    /// Today.
    pub today: NaiveDate,
}

/// Where every unit stands in a round.
#[component]
pub fn RoundPage(data: RoundPageData) -> impl IntoView {
    let l = use_lang();
    let RoundPageData {
        round,
        version,
        participants,
        reminders,
        closed,
        fields,
        errors,
        today,
    } = data;
    let address = round_address(round.id);
    let results = format!("{address}/resultat");
    let closing = format!("{address}/stang");
    let days = round.days;
    let (words, tone) = match &closed {
        Some(_) => (l.t("Stängd", "Closed"), TagTone::Plain),
        None => (l.t("Öppen", "Open"), TagTone::Good),
    };
    let is_open = closed.is_none();
    let waiting: Vec<Participant> = participants
        .iter()
        .filter(|p| p.handed_in.is_none())
        .cloned()
        .collect();
    let mut rows = vec![
        (l.t("Period", "Period"), period(days.from, days.to, l)),
        (
            l.t("Lämnas in senast", "Handed in by"),
            if is_open {
                deadline(days.deadline, today, l)
            } else {
                dates::long(days.deadline, l)
            },
        ),
        (
            l.t("Vad som frågas", "What is asked"),
            format!("{}, version {version}", round.kind.name(l)),
        ),
        (l.t("Öppnad av", "Opened by"), round.opened_by.clone()),
        (l.t("Ord till enheterna", "Word to the units"), round.word.clone()),
    ];
    rows.extend(closed.map(|words| (l.t("Stängd", "Closed"), words)));
    view! {
        <div class="with-help">
            <div class="content">
                <Crumb parts=vec![(monitoring_title(l).into(), Some(HOME.into())), (round.title.clone(), None)]/>
                <ErrorSummary errors=errors.clone()/>
                <h1>{round.title.clone()}" "<Tag words=words tone=tone/></h1>
                <SummaryList rows=as_rows(rows)/>
                <Participants round=round.clone() participants=participants today=today/>
                <Actions>
                    <a class="button" href=results>{l.t("Se resultatet", "See the results")}</a>
                    {is_open.then(|| view! { <a href=closing>{l.t("Stäng omgången", "Close the round")}</a> })}
                </Actions>
                {(is_open && !waiting.is_empty()).then(|| view! { <Remind address=address waiting=waiting fields=fields errors=errors/> })}
                <Sent reminders=reminders/>
            </div>
            <Help>
                <p>{l.t(
                    "Öppna en enhet för att läsa svaren, skriva anmärkningar eller lämna tillbaka dem.",
                    "Open a unit to read its answers, write remarks or give them back.",
                )}</p>
                <p>{l.t(
                    "När omgången stängs låses alla svar. Det går inte att öppna den igen.",
                    "When the round is closed all answers are locked. It cannot be opened again.",
                )}</p>
            </Help>
        </div>
    }
}

fn as_rows(rows: Vec<(&'static str, String)>) -> Vec<KeyValue> {
    let row = |(key, value): (&str, String)| KeyValue {
        key: key.to_owned(),
        value,
        change: None,
    };
    rows.into_iter().map(row).collect()
}

/// A state with how it stands out.
pub(super) fn state_tag(state: UnitState, is_late: bool, l: Language) -> (String, TagTone) {
    let tone = match state {
        UnitState::HandedIn => TagTone::Good,
        UnitState::NeverHandedIn { .. } => TagTone::Bad,
        _ if is_late => TagTone::Bad,
        UnitState::NotBegun | UnitState::Begun { .. } => TagTone::Plain,
    };
    let words = match (state, is_late) {
        (UnitState::Begun { .. } | UnitState::NotBegun, true) => l.t("Försenad", "Late").to_owned(),
        (UnitState::Begun { .. }, false) => l.t("Påbörjad", "Begun").to_owned(),
        (UnitState::NeverHandedIn { .. }, _) => l.t("Inte inlämnad", "Not handed in").to_owned(),
        _ => state.name(l),
    };
    (words, tone)
}

#[component]
fn Participants(round: Round, participants: Vec<Participant>, today: NaiveDate) -> impl IntoView {
    let l = use_lang();
    let of = participants.len();
    let handed_in = participants.iter().filter(|p| p.handed_in.is_some()).count();
    let caption = l.t(
        format!("{handed_in} av {of} har lämnat in, i bokstavsordning"),
        format!("{handed_in} of {of} have handed in, in alphabetical order"),
    );
    let named = caption.clone();
    view! {
        <div class="table-wrap" role="region" aria-label=named tabindex="0"><table>
            <caption>{caption}</caption>
            <thead><tr>
                <th scope="col">{l.t("Enhet", "Unit")}</th>
                <th scope="col">{l.t("Läge", "State")}</th>
                <th scope="col" class="num">{l.t("Besvarade punkter", "Items answered")}</th>
            </tr></thead>
            <tbody>
                {participants.into_iter().map(|one| {
                    let state = one.state(&round);
                    let (words, tone) = state_tag(state, state.is_late(round.days.deadline, today), l);
                    let (answered, of) = (one.answered, round.items);
                    view! { <tr>
                        <th scope="row"><a href=part_address(round.id, one.unit)>{one.name}</a></th>
                        <td><Tag words=words tone=tone/></td>
                        <td class="num">{l.t(format!("{answered} av {of}"), format!("{answered} of {of}"))}</td>
                    </tr> }
                }).collect_view()}
            </tbody>
        </table></div>
    }
}

#[component]
fn Remind(address: String, waiting: Vec<Participant>, fields: Fields, errors: FieldErrors) -> impl IntoView {
    let l = use_lang();
    let count = waiting.len();
    let everybody = l.t(
        format!("Alla som inte har lämnat in ({count})"),
        format!("All that have not handed in ({count})"),
    );
    let mut options = vec![(String::new(), everybody)];
    options.extend(waiting.into_iter().map(|one| (one.unit.to_string(), one.name)));
    let error = |name: &str| errors.of(name).map(str::to_owned);
    view! {
        <section>
            <h2>{l.t("Påminn", "Remind")}</h2>
            <p>{l.t(
                "Påminnelsen står på enhetens startsida och på omgångens sida, med dag och ditt namn. Ingen e-post skickas.",
                "The reminder stands on the unit's start page and on the round's page, with the day and your name. No e-mail is sent.",
            )}</p>
            <form method="post" action=format!("{address}/paminn")>
                <SelectField name="to" options=options value=fields.raw("to").to_owned() error=error("to") label=l.t("Vem ska påminnas?", "Who is to be reminded?")/>
                <TextFieldLong name="reminder" value=fields.raw("reminder") error=error("reminder") rows=3
                    label=l.t("Vad vill du säga?", "What do you want to say?")/>
                <Actions><button class="button quiet">{l.t("Skicka påminnelsen", "Send the reminder")}</button></Actions>
            </form>
        </section>
    }
}

#[component]
fn Sent(reminders: Vec<(Reminder, String)>) -> impl IntoView {
    let l = use_lang();
    (!reminders.is_empty()).then(|| {
        view! {
            <section>
                <h2>{l.t("Skickade påminnelser", "Reminders sent")}" "<span class="meta">{reminders.len()}</span></h2>
                <ul class="cards one-column">
                    {reminders.into_iter().map(|(reminder, moment)| view! {
                        <li class="card">
                            <p class="pre">{reminder.word}</p>
                            <p class="meta">{l.t(
                                format!("Till {}, {moment}, av {}", reminder.unit, reminder.sent_by),
                                format!("To {}, {moment}, by {}", reminder.unit, reminder.sent_by),
                            )}</p>
                        </li>
                    }).collect_view()}
                </ul>
            </section>
        }
    })
}
