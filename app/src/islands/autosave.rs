use domain::language::Language;
use leptos::html::P;
use leptos::prelude::*;

/// Saves the form that it stands in a few seconds after something is typed, to the form's own address, so that an open page goes on
/// saving after an upgrade. Says when it saved, and holds back a closing tab while something is unsaved.
#[island]
pub fn Autosave(
    /// Language of what it says.
    language: Language,
    /// What it says before anything is typed; such as when the page was saved last.
    saved: String,
) -> impl IntoView {
    let (words, set_words) = signal(saved);
    let (bad, set_bad) = signal(false);
    // What the keys do is said only where a script listens to them.
    let (watching, set_watching) = signal(false);
    let place: NodeRef<P> = NodeRef::new();
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        if let Some(place) = place.get() {
            watch::form_around(&place, language, set_words, set_bad);
            set_watching.set(true);
        }
    });
    #[cfg(not(feature = "hydrate"))]
    let _ = (set_words, set_bad, set_watching);
    view! {
        <p node_ref=place class="saved" class:bad=move || bad.get() role="status">{move || words.get()}</p>
        {move || watching.get().then(|| view! {
            <p class="meta keys">{language.t("Ctrl+S sparar. Ctrl+Enter sparar och går vidare.", "Ctrl+S saves. Ctrl+Enter saves and goes on.")}</p>
        })}
    }
}

#[cfg(feature = "hydrate")]
mod watch {
    use std::cell::{Cell, RefCell};
    use std::rc::Rc;

    use domain::language::Language;
    use leptos::prelude::*;
    use leptos::task::spawn_local;
    use leptos::web_sys::{
        Event, FormData, HtmlElement, HtmlFormElement, HtmlInputElement, HtmlParagraphElement, KeyboardEvent,
        SubmitEvent, UrlSearchParams, window,
    };
    use wasm_bindgen::{JsCast, JsValue};

    use crate::islands::browser::{Answer, later, listen, send};

    /// How long after the first unsaved letter a save begins.
    const PAUSE: i32 = 2500;
    /// How long after a failed save the next one begins.
    const RETRY: i32 = 5000;

    #[derive(Clone)]
    struct Watch {
        form: HtmlFormElement,
        language: Language,
        words: WriteSignal<String>,
        bad: WriteSignal<bool>,
        /// Something is typed that is not saved.
        dirty: Rc<Cell<bool>>,
        /// A save is waiting or under way.
        busy: Rc<Cell<bool>>,
        /// A save is under way: the server may have it already, with a version that this page does not know yet.
        sending: Rc<Cell<bool>>,
        /// The last save came to nothing and is tried again: sending the form now would end on a page of the browser or of a proxy, and the
        /// way back from there loads this page anew, without what was typed.
        failing: Rc<Cell<bool>>,
        /// The form itself is to be sent, or is being sent.
        leaving: Rc<Cell<bool>>,
        /// The button that sends the form as soon as the save under way is answered.
        pressed: Rc<RefCell<Option<HtmlElement>>>,
    }

    pub(super) fn form_around(
        place: &HtmlParagraphElement,
        language: Language,
        words: WriteSignal<String>,
        bad: WriteSignal<bool>,
    ) {
        let Some(form) = place
            .closest("form")
            .ok()
            .flatten()
            .and_then(|f| f.dyn_into::<HtmlFormElement>().ok())
        else {
            return;
        };
        let flag = || Rc::new(Cell::new(false));
        let watch = Watch {
            form: form.clone(),
            language,
            words,
            bad,
            dirty: flag(),
            busy: flag(),
            sending: flag(),
            failing: flag(),
            leaving: flag(),
            pressed: Rc::default(),
        };
        let typed = watch.clone();
        listen(&form, "input", move |_| typed.typed());
        let keys = watch.clone();
        listen(&form, "keydown", move |event| keys.key(&event));
        let sent = watch.clone();
        listen(&form, "submit", move |event| sent.submit(&event));
        if let Some(window) = window() {
            // A page that the browser kept and shows again goes on saving.
            let back = watch.clone();
            listen(&window, "pageshow", move |_| back.leaving.set(false));
            listen(&window, "beforeunload", move |event| {
                if watch.dirty.get() && !watch.leaving.get() {
                    event.prevent_default();
                }
            });
        }
    }

    impl Watch {
        fn typed(&self) {
            self.dirty.set(true);
            if !self.busy.replace(true) {
                self.say(self.language.t("Sparar strax …", "Saving soon …"), false);
                self.save_after(PAUSE);
            }
        }

        /// A form sent while a save is under way would be stale by that very save, and its writer in conflict with themselves: it waits
        /// for the answer. Pressed once more, it does not wait any longer. While the server does not answer nothing is sent at all.
        fn submit(&self, event: &Event) {
            if self.failing.get() {
                event.prevent_default();
                self.leaving.set(false);
                let l = self.language;
                let words = l.t(
                    "Servern svarar inte, så sidan stannar här. Det du skrev sparas så snart den svarar.",
                    "The server does not answer, so the page stays here. What you wrote is saved as soon as it answers.",
                );
                self.say(words, true);
                return;
            }
            if self.leaving.replace(true) || !self.sending.get() {
                return;
            }
            let button = event
                .dyn_ref::<SubmitEvent>()
                .and_then(SubmitEvent::submitter)
                .and_then(|b| b.dyn_into::<HtmlElement>().ok());
            if button.is_some() {
                event.prevent_default();
                self.say(self.language.t("Sparar …", "Saving …"), false);
                *self.pressed.borrow_mut() = button;
            }
        }

        /// Ctrl+S saves at once, Ctrl+Enter presses the form's first button.
        fn key(&self, event: &Event) {
            let Some(key) = event.dyn_ref::<KeyboardEvent>() else {
                return;
            };
            if !(key.ctrl_key() || key.meta_key()) {
                return;
            }
            match key.key().as_str() {
                "s" | "S" => {
                    event.prevent_default();
                    let watch = self.clone();
                    if !self.busy.replace(true) {
                        spawn_local(async move { watch.save().await });
                    }
                }
                "Enter" => {
                    event.prevent_default();
                    let first = self.form.query_selector(".actions button").ok().flatten();
                    if let Some(button) = first.and_then(|b| b.dyn_into::<HtmlElement>().ok()) {
                        button.click();
                    }
                }
                _ => {}
            }
        }

        fn save_after(&self, pause: i32) {
            let watch = self.clone();
            later(pause, move || spawn_local(async move { watch.save().await }));
        }

        fn say(&self, words: &str, bad: bool) {
            self.words.set(words.to_owned());
            self.bad.set(bad);
        }

        async fn save(&self) {
            if self.leaving.get() {
                self.busy.set(false);
                return;
            }
            let Some(body) = self.body() else { return };
            self.dirty.set(false);
            self.sending.set(true);
            let Answer { status, text } =
                send("POST", &self.form.action(), &[("x-autosave", "1")], Some(&body)).await;
            self.sending.set(false);
            let again = match (status, text.split_once(' ')) {
                (200, Some((version, time))) => {
                    self.failing.set(false);
                    self.set_version(version);
                    let l = self.language;
                    self.say(&l.t(format!("Sparat {time}"), format!("Saved {time}")), false);
                    self.dirty.get().then_some(PAUSE)
                }
                _ => {
                    self.dirty.set(true);
                    self.say(self.failure(status), true);
                    self.failing.set(!matches!(status, 401 | 404 | 409 | 413 | 422));
                    self.failing.get().then_some(RETRY)
                }
            };
            match again {
                Some(pause) => self.save_after(pause),
                None => self.busy.set(false),
            }
            let pressed = self.pressed.borrow_mut().take();
            if let Some(button) = pressed {
                button.click();
            }
        }

        fn body(&self) -> Option<JsValue> {
            let data = FormData::new_with_form(&self.form).ok()?;
            UrlSearchParams::new_with_str_sequence_sequence(&data)
                .ok()
                .map(JsValue::from)
        }

        fn set_version(&self, version: &str) {
            let field = self.form.query_selector("input[name=version]").ok().flatten();
            if let Some(field) = field.and_then(|f| f.dyn_into::<HtmlInputElement>().ok()) {
                field.set_value(version);
            }
        }

        fn failure(&self, status: u16) -> &'static str {
            let l = self.language;
            match status {
                401 => l.t(
                    "Du är utloggad. Det du skrev står kvar här. Tryck på Spara och logga in igen.",
                    "You are signed out. What you wrote is still here. Press Save and sign in again.",
                ),
                404 => l.t(
                    "Sidan går inte att spara längre. Kopiera det du skrev innan du stänger.",
                    "The page can no longer be saved. Copy what you wrote before you close it.",
                ),
                409 => l.t(
                    "Sidan har sparats eller avslutats någon annanstans. Tryck på Spara, så ser du hur den är nu.",
                    "The page has been saved or ended elsewhere. Press Save to see how it is now.",
                ),
                413 | 422 => l.t(
                    "En text är för lång för att sparas. Tryck på Spara, så ser du vilken.",
                    "A text is too long to be saved. Press Save to see which.",
                ),
                _ => l.t(
                    "Inte sparat, ingen kontakt med servern. Försöker igen. Stäng inte fliken.",
                    "Not saved, no contact with the server. Trying again. Do not close the tab.",
                ),
            }
        }
    }
}
