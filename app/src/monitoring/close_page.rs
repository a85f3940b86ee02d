use domain::fields::FieldErrors;
use leptos::prelude::*;
use store::monitoring::{Participant, Round};

use super::{HOME, monitoring_title, round_address};
use crate::ui::{Actions, Crumb, ErrorSummary, Notice, TickField, use_lang};

/// What is asked before a round is closed.
#[derive(Clone, Debug)]
pub struct ClosePageData {
    /// The round.
    pub round: Round,
    /// Who answers.
    pub participants: Vec<Participant>,
    /// How many remarks have no reply.
    pub unreplied: usize,
    /// What has to be mended.
    pub errors: FieldErrors,
}

/// What closing means, and who has not handed in.
#[component]
pub fn ClosePage(data: ClosePageData) -> impl IntoView {
    let l = use_lang();
    let ClosePageData {
        round,
        participants,
        unreplied,
        errors,
    } = data;
    let address = round_address(round.id);
    let action = format!("{address}/stang");
    let (of, items) = (participants.len(), round.items);
    let waiting: Vec<Participant> = participants
        .into_iter()
        .filter(|p| p.handed_in.is_none())
        .collect();
    let count = waiting.len();
    view! {
        <div class="content">
            <Crumb parts=vec![
                (monitoring_title(l).into(), Some(HOME.into())),
                (round.title.clone(), Some(address.clone())),
                (l.t("Stäng", "Close").into(), None),
            ]/>
            <ErrorSummary errors=errors.clone()/>
            <h1>{l.t("Stäng omgången", "Close the round")}</h1>
            <p class="lead">{l.t(
                "Alla svar låses. Det som är obesvarat står kvar som obesvarat. Omgången går inte att öppna igen.",
                "All answers are locked. What is unanswered stays unanswered. The round cannot be opened again.",
            )}</p>
            {if count == 0 {
                view! { <p>{l.t("Alla har lämnat in.", "Everybody has handed in.")}</p> }.into_any()
            } else {
                view! {
                    <Notice kind="warn" title=l.t(format!("{count} av {of} har inte lämnat in"), format!("{count} of {of} have not handed in"))>
                        <ul>{waiting.into_iter().map(|one| {
                            let answered = one.answered;
                            view! { <li>{l.t(
                                format!("{}, {answered} av {items} punkter besvarade", one.name),
                                format!("{}, {answered} of {items} items answered", one.name),
                            )}</li> }
                        }).collect_view()}</ul>
                    </Notice>
                }.into_any()
            }}
            {(unreplied > 0).then(|| view! { <p>{match unreplied {
                1 => l.t("1 anmärkning har inte fått svar.", "1 remark has no reply.").to_owned(),
                n => l.t(format!("{n} anmärkningar har inte fått svar."), format!("{n} remarks have no reply.")),
            }}</p> })}
            <form method="post" action=action>
                <TickField name="sure" checked=false error=errors.of("sure").map(str::to_owned)
                    label=l.t("Jag vet att omgången inte går att öppna igen", "I know that the round cannot be opened again")/>
                <Actions>
                    <button class="button">{l.t("Stäng omgången", "Close the round")}</button>
                    <a href=address>{l.t("Avbryt", "Cancel")}</a>
                </Actions>
            </form>
        </div>
    }
}
