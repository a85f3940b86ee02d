use domain::fields::{FieldErrors, Fields};
use leptos::prelude::*;
use store::monitoring::Remark;

use crate::ui::{Actions, TextFieldLong, use_lang};

/// A remark with its moments in words.
#[derive(Clone, Debug)]
pub struct RemarkLine {
    /// The remark.
    pub remark: Remark,
    /// When it was written.
    pub written: String,
    /// When it was replied to.
    pub replied: Option<String>,
}

/// The coordinator's remarks on an area, each with the unit's reply, and the forms for those who may write.
#[component]
pub(super) fn Remarks(
    /// The area's address.
    address: String,
    /// The remarks, the oldest first.
    remarks: Vec<RemarkLine>,
    /// Whether the person may write a remark.
    may_remark: bool,
    /// Whether the person may reply.
    may_reply: bool,
    /// What is typed.
    fields: Fields,
    /// What has to be mended.
    errors: FieldErrors,
) -> impl IntoView {
    let l = use_lang();
    let error = |name: &str| errors.of(name).map(str::to_owned);
    (!remarks.is_empty() || may_remark).then(|| view! {
        <section class="remarks">
            <h2>{l.t("Samordnarens anmärkningar", "The coordinator's remarks")}" "<span class="meta">{remarks.len()}</span></h2>
            {remarks.is_empty().then(|| view! { <p class="meta">{l.t("Ingen anmärkning på det här området än.", "No remark on this area yet.")}</p> })}
            <ul class="cards one-column">
                {remarks.into_iter().map(|line| {
                    let field = format!("reply.{}", line.remark.id);
                    let (value, error) = (fields.raw(&field).to_owned(), error(&field));
                    view! { <RemarkCard address=address.clone() line=line may_reply=may_reply value=value error=error/> }
                }).collect_view()}
            </ul>
            {may_remark.then(|| view! {
                <form method="post" action=format!("{address}/anmarkning")>
                    <TextFieldLong name="remark" value=fields.raw("remark") error=error("remark") rows=3
                        label=l.t("Din anmärkning på området", "Your remark on the area")
                        hint=l.t("Om punkterna och det som visar dem. Inga namn och inget ur ärenden. Den går inte att ändra efteråt.", "About the items and what shows them. No names and nothing from cases. It cannot be changed afterwards.")/>
                    <Actions><button class="button quiet">{l.t("Skicka anmärkningen", "Send the remark")}</button></Actions>
                </form>
            })}
        </section>
    })
}

#[component]
fn RemarkCard(
    address: String,
    line: RemarkLine,
    may_reply: bool,
    value: String,
    error: Option<String>,
) -> impl IntoView {
    let l = use_lang();
    let RemarkLine {
        remark,
        written,
        replied,
    } = line;
    let id = remark.id;
    let unreplied = remark.reply.is_none();
    view! {
        <li class="card">
            <p class="pre">{remark.text}</p>
            <p class="meta">{format!("{}, {written}", remark.written_by)}</p>
            {remark.reply.zip(replied).map(|((text, by, _), moment)| view! {
                <div class="reply">
                    <p class="cap">{l.t("Enhetens svar", "The unit's reply")}</p>
                    <p class="pre">{text}</p>
                    <p class="meta">{format!("{by}, {moment}")}</p>
                </div>
            })}
            {(unreplied && !may_reply).then(|| view! { <p class="meta">{l.t("Inget svar än.", "No reply yet.")}</p> })}
            {(unreplied && may_reply).then(|| view! {
                <form method="post" action=format!("{address}/anmarkning/{id}/svar")>
                    <TextFieldLong name=format!("reply.{id}") value=value error=error rows=3
                        label=l.t("Enhetens svar", "The unit's reply")
                        hint=l.t("Svaret går inte att ändra efteråt.", "The reply cannot be changed afterwards.")/>
                    <Actions><button class="button quiet">{l.t("Skicka svaret", "Send the reply")}</button></Actions>
                </form>
            })}
        </li>
    }
}
