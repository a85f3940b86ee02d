use domain::language::Language;
use domain::letters::{Officialese, Readability};
use leptos::html::P;
use leptos::prelude::*;

/// Counts anew what is typed in the form that it stands in, half a second behind, with the same function as the server, and writes it into
/// the panel around it that the server drew for the saved text. It has no view and no properties of its own: those would weigh a fifth of all
/// that a browser loads. The panel is no live region: a screen reader reads it when asked to.
#[island]
pub fn LiveReadability() -> impl IntoView {
    let place: NodeRef<P> = NodeRef::new();
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        if let Some(place) = place.get() {
            watch::form_around(&place);
        }
    });
    view! { <p node_ref=place hidden></p> }
}

/// The index, the goal and how they compare.
pub(crate) fn headline(lix: u32, goal: u32, l: Language) -> String {
    let verdict = if lix <= goal {
        l.t("inom målet", "within the goal")
    } else {
        l.t("svårare än målet", "harder than the goal")
    };
    l.t(
        format!("Läsbarhet: LIX {lix}, {verdict} (högst {goal})"),
        format!("Readability: LIX {lix}, {verdict} (at most {goal})"),
    )
}

/// Which text was counted, and the counts.
pub(crate) fn counts(figures: &Readability, counting: bool, l: Language) -> String {
    let which = if counting {
        l.t("Räknas om medan du skriver", "Counted anew while you write")
    } else {
        l.t("Så som brevet senast sparades", "As the letter was saved last")
    };
    let Readability {
        words,
        sentences,
        long_words,
        ..
    } = figures;
    let of =
        |n: usize, one: &'static str, many: &'static str| format!("{n} {}", if n == 1 { one } else { many });
    let words = of(*words, l.t("ord", "word"), l.t("ord", "words"));
    let sentences = of(
        *sentences,
        l.t("mening", "sentence"),
        l.t("meningar", "sentences"),
    );
    let long = of(
        *long_words,
        l.t("långt ord", "long word"),
        l.t("långa ord", "long words"),
    );
    l.t(
        format!("{which}: {words} i {sentences}, {long}. En fingervisning, inget betyg."),
        format!("{which}: {words} in {sentences}, {long}. An indication, no grade."),
    )
}

/// An official wording and what could stand in its place.
pub(crate) fn plainer(found: &Officialese) -> String {
    let Officialese {
        found,
        plainer,
        times,
    } = found;
    if *times > 1 {
        format!("{found} → {plainer} ({times} ×)")
    } else {
        format!("{found} → {plainer}")
    }
}

/// Texts with something between.
pub(crate) fn joined(texts: impl IntoIterator<Item = String>, between: &str) -> String {
    let mut out = String::new();
    for text in texts {
        if !out.is_empty() {
            out.push_str(between);
        }
        out.push_str(&text);
    }
    out
}

#[cfg(feature = "hydrate")]
mod watch {
    use std::cell::Cell;
    use std::rc::Rc;

    use domain::language::Language;
    use domain::letters::readability;
    use leptos::web_sys::{Element, FormData, HtmlFormElement, HtmlTextAreaElement, window};
    use wasm_bindgen::JsCast;

    use super::{counts, headline, joined, plainer};
    use crate::islands::browser::{later, listen};

    /// How long after the last letter the text is counted, in milliseconds.
    const PAUSE: i32 = 500;

    #[derive(Clone)]
    struct Watch {
        panel: Element,
        form: HtmlFormElement,
        goal: u32,
        written: Language,
        language: Language,
        /// Counts the letters typed, so that only the last one's pause ends in a count.
        typed: Rc<Cell<u32>>,
    }

    /// Counts the form around the place now and whenever typing in it pauses.
    pub(super) fn form_around(place: &Element) {
        let around = |what: &str| place.closest(what).ok().flatten();
        let (Some(panel), Some(form)) = (around("details"), around("form")) else {
            return;
        };
        let Ok(form) = form.dyn_into::<HtmlFormElement>() else {
            return;
        };
        let data = |name: &str| panel.get_attribute(name).unwrap_or_default();
        let language = |name: &str| Language::from_code(&data(name)).unwrap_or_default();
        let watch = Watch {
            form: form.clone(),
            goal: data("data-goal").parse().unwrap_or_default(),
            written: language("data-written"),
            language: language("data-language"),
            typed: Rc::default(),
            panel,
        };
        // What stands in the form may be newer than what is saved: it is typed again after an error, or kept by the browser.
        watch.count();
        listen(&form, "input", move |_| {
            let mine = watch.typed.get().wrapping_add(1);
            watch.typed.set(mine);
            let watch = watch.clone();
            later(PAUSE, move || {
                if watch.typed.get() == mine {
                    watch.count();
                }
            });
        });
    }

    impl Watch {
        fn count(&self) {
            let l = self.language;
            let figures = readability(&self.text(), self.written);
            self.put(".meta", &counts(&figures, true, l));
            self.put("summary", &headline(figures.lix, self.goal, l));
            self.put("q", &figures.longest_sentence);
            self.put("span", &joined(figures.longest_words, ", "));
            let Some(list) = self.put("ul", "") else { return };
            let Some(document) = window().and_then(|w| w.document()) else {
                return;
            };
            for found in &figures.officialese {
                if let Ok(item) = document.create_element("li") {
                    item.set_text_content(Some(&plainer(found)));
                    let _ = list.append_child(&item);
                }
            }
            show(&list, !figures.officialese.is_empty());
        }

        /// Writes into the panel's element; what has nothing to say is not shown.
        fn put(&self, element: &str, text: &str) -> Option<Element> {
            let element = self.panel.query_selector(element).ok().flatten()?;
            element.set_text_content(Some(text));
            show(&element, !text.is_empty());
            Some(element)
        }

        /// The texts that the letter is made of. A reply that is given in a talk is not in the letter.
        fn text(&self) -> String {
            let (Ok(areas), Ok(data)) = (
                self.form.query_selector_all("textarea"),
                FormData::new_with_form(&self.form),
            ) else {
                return String::new();
            };
            let told = |name: &str| {
                let how = name
                    .strip_prefix("reply.")
                    .map(|rest| data.get(&format!("reply_how.{rest}")));
                how.and_then(|how| how.as_string())
                    .is_some_and(|how| how == "talk")
            };
            let texts = (0..areas.length())
                .filter_map(|at| areas.get(at)?.dyn_into::<HtmlTextAreaElement>().ok())
                .filter(|area| !told(&area.name()))
                .map(|area| area.value());
            joined(texts, "\n\n")
        }
    }

    /// Shows or hides the paragraph around an element; the panel itself stays.
    fn show(element: &Element, shown: bool) {
        if let Some(around) = element.parent_element().filter(|a| a.tag_name() != "DETAILS") {
            let _ = around.toggle_attribute_with_force("hidden", !shown);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_goal_is_met_up_to_and_with_its_figure() {
        let l = Language::Swedish;
        assert_eq!(headline(25, 25, l), "Läsbarhet: LIX 25, inom målet (högst 25)");
        assert_eq!(
            headline(26, 25, l),
            "Läsbarhet: LIX 26, svårare än målet (högst 25)"
        );
        assert_eq!(
            headline(26, 25, Language::English),
            "Readability: LIX 26, harder than the goal (at most 25)"
        );
    }

    #[test]
    fn one_is_not_said_as_many() {
        let figures = Readability {
            words: 3,
            sentences: 1,
            long_words: 1,
            ..Readability::default()
        };
        assert_eq!(
            counts(&figures, false, Language::Swedish),
            "Så som brevet senast sparades: 3 ord i 1 mening, 1 långt ord. En fingervisning, inget betyg."
        );
        assert_eq!(
            counts(&figures, true, Language::English),
            "Counted anew while you write: 3 words in 1 sentence, 1 long word. An indication, no grade."
        );
    }

    #[test]
    fn a_wording_used_twice_says_so() {
        let mut found = Officialese {
            found: "erhåller".to_owned(),
            plainer: "får".to_owned(),
            times: 1,
        };
        assert_eq!(plainer(&found), "erhåller → får");
        found.times = 2;
        assert_eq!(plainer(&found), "erhåller → får (2 ×)");
    }
}
