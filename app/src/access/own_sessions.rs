use domain::language::Language;
use leptos::prelude::*;

use crate::ui::{PostButton, Tag, use_lang};

/// One of the person's sessions, as the page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnSessionRow {
    /// The digest of its token, in hexadecimal digits.
    pub id: String,
    /// Started, as `2026-11-14 09.12`.
    pub started: String,
    /// Last seen, likewise.
    pub seen: String,
    /// Whether it is the one that asks.
    pub this: bool,
}

/// The title of [`OwnSessionsPage`].
#[must_use]
pub fn own_sessions_title(language: Language) -> &'static str {
    language.t("Var du är inloggad", "Where you are signed in")
}

/// One's own sessions, to end one or all others.
#[component]
pub fn OwnSessionsPage(
    /// The sessions, the most recently seen first.
    rows: Vec<OwnSessionRow>,
) -> impl IntoView {
    let l = use_lang();
    let others = rows.iter().filter(|row| !row.this).count();
    let count = rows.len();
    let caption = match count {
        1 => l.t("En inloggning".to_owned(), "One session".to_owned()),
        _ => l.t(
            format!("{count} inloggningar, den senast använda först"),
            format!("{count} sessions, the most recently used first"),
        ),
    };
    view! {
        <h1>{own_sessions_title(l)}</h1>
        <p>{l.t(
            "Känner du inte igen en inloggning? Avsluta den och säg till din administratör.",
            "Do you not recognise a session? End it and tell your administrator.",
        )}</p>
        <table>
            <caption>{caption}</caption>
            <thead>
                <tr>
                    <th scope="col">{l.t("Startad", "Started")}</th>
                    <th scope="col">{l.t("Senast använd", "Last used")}</th>
                    <th scope="col">{l.t("Vad du kan göra", "What you can do")}</th>
                </tr>
            </thead>
            <tbody>
                {rows.into_iter().map(|row| {
                    let last = if row.this {
                        view! { <Tag words=l.t("Den här", "This one")/> }.into_any()
                    } else {
                        let context = l.t(format!("startad {}", row.started), format!("started {}", row.started));
                        view! {
                            <PostButton action="/sessioner/avsluta" label=l.t("Avsluta", "End") context=context fields=vec![("session", row.id)]/>
                        }.into_any()
                    };
                    view! { <tr><td>{row.started}</td><td>{row.seen}</td><td>{last}</td></tr> }
                }).collect_view()}
            </tbody>
        </table>
        {(others > 0).then(|| view! {
            <PostButton action="/sessioner/avsluta-andra" class="button" label=l.t("Avsluta alla andra", "End all others")/>
        })}
        <div class="toolbar"><a href="/konto">{l.t("Lösenord, app och koder", "Password, app and codes")}</a></div>
    }
}
