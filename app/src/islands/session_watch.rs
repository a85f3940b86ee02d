use domain::language::Language;
use leptos::prelude::*;

/// Warns two minutes before the session ends and lets one stay.
#[island]
pub fn SessionWatch(
    /// Language of what it says.
    language: Language,
    /// Seconds until the session ends if nothing is asked of the server.
    seconds: u32,
) -> impl IntoView {
    let (left, set_left) = signal(seconds);
    let stay = move |_| {
        #[cfg(feature = "hydrate")]
        leptos::task::spawn_local(async move {
            let answer = super::browser::send("POST", "/session/forlang", &[], None).await;
            if let Some(seconds) = seconds_of(answer.status, &answer.text) {
                set_left.set(seconds);
            }
        });
    };
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| tick(left, set_left));
    #[cfg(not(feature = "hydrate"))]
    let _ = (set_left, stay);
    let l = language;
    view! {
        <div class="dialog-box" role="alert" hidden=move || { left.get() > WARN_AT }>
            <p>{move || if left.get() == 0 {
                l.t(
                    "Du är utloggad. Det du skrev är kvar på sidan. Tryck på Spara och logga in igen.",
                    "You are signed out. What you wrote is still on the page. Press Save and sign in again.",
                )
            } else {
                l.t(
                    "Du loggas snart ut för att du inte har gjort något på en stund. Det du har skrivit försvinner inte.",
                    "You will soon be signed out because nothing has happened for a while. What you have written does not go away.",
                )
            }}</p>
            <button type="button" class="button" on:click=stay hidden=move || left.get() == 0>{l.t("Fortsätt arbeta", "Go on working")}</button>
        </div>
    }
}

/// Seconds before the end at which the warning appears.
const WARN_AT: u32 = 120;

/// Reads the server's `{"seconds":N}`.
#[cfg(any(feature = "hydrate", test))]
fn seconds_of(status: u16, text: &str) -> Option<u32> {
    if status != 200 {
        return None;
    }
    let digits: String = text
        .chars()
        .skip_while(|c| !c.is_ascii_digit())
        .take_while(char::is_ascii_digit)
        .collect();
    digits.parse().ok()
}

/// Looks again when the warning would be due, and then every quarter of a minute.
#[cfg(feature = "hydrate")]
fn tick(left: ReadSignal<u32>, set_left: WriteSignal<u32>) {
    use super::browser::{later, send};
    let wait = left.get_untracked().saturating_sub(WARN_AT).clamp(15, 3600);
    later(i32::try_from(wait * 1000).unwrap_or(15_000), move || {
        leptos::task::spawn_local(async move {
            let answer = send("GET", "/session/tid", &[], None).await;
            match (answer.status, seconds_of(answer.status, &answer.text)) {
                (_, Some(seconds)) => set_left.set(seconds),
                (401 | 303, None) => set_left.set(0),
                (_, None) => {}
            }
            if left.get_untracked() > 0 {
                tick(left, set_left);
            }
        });
    });
}

#[cfg(test)]
mod tests {
    use super::seconds_of;

    #[test]
    fn the_servers_seconds_are_read_and_errors_are_not() {
        assert_eq!(seconds_of(200, "{\"seconds\":1799}"), Some(1799));
        assert_eq!(seconds_of(401, "{\"seconds\":0}"), None);
        assert_eq!(seconds_of(200, "{}"), None);
    }
}
