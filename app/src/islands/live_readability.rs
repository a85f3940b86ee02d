use domain::language::Language;
use domain::letters::{AgeBand, Readability};
use leptos::html::Details;
use leptos::prelude::*;

/// How hard the form's text is to read. The server draws the figures of the saved text; in the browser the same count follows what is typed
/// in the form that it stands in, half a second behind. It is no live region: a screen reader reads it when asked to.
#[island]
pub fn LiveReadability(
    /// Figures of the saved text.
    readability: Readability,
    /// Whom the text is written for.
    band: AgeBand,
    /// Language that the text is written in.
    written: Language,
    /// Language of what it says.
    language: Language,
) -> impl IntoView {
    let (figures, set_figures) = signal(readability);
    // Where no script counts, the figures are those of the saved text.
    let (counting, set_counting) = signal(false);
    let place: NodeRef<Details> = NodeRef::new();
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        if let Some(place) = place.get()
            && watch::form_around(&place, written, set_figures)
        {
            set_counting.set(true);
        }
    });
    #[cfg(not(feature = "hydrate"))]
    let _ = (written, set_figures, set_counting);
    let l = language;
    let goal = band.lix_goal();
    let hard = figures.with_untracked(|f| f.lix > goal);
    view! {
        <details node_ref=place class="readability" open=hard>
            <summary>{move || figures.with(|f| headline(f.lix, goal, l))}</summary>
            <p class="meta">{move || figures.with(|f| counts(f, counting.get(), l))}</p>
            <p class="longest" hidden=move || figures.with(|f| f.longest_sentence.is_empty())>
                {l.t("Längsta meningen: ", "Longest sentence: ")}
                <q lang=written.code()>{move || figures.with(|f| f.longest_sentence.clone())}</q>
            </p>
            <p hidden=move || figures.with(|f| f.longest_words.is_empty())>
                {l.t("Långa ord: ", "Long words: ")}
                <span lang=written.code()>{move || figures.with(|f| f.longest_words.join(", "))}</span>
            </p>
            <div hidden=move || figures.with(|f| f.officialese.is_empty())>
                <p>{l.t("Myndighetsspråk, och vad du kan skriva i stället:", "Officialese, and what you could write instead:")}</p>
                <ul lang=written.code()>{move || figures.with(|f| f.officialese.iter().map(|o| {
                    let times = if o.times > 1 { format!(" ({} ×)", o.times) } else { String::new() };
                    view! { <li>{format!("{} → {}{times}", o.found, o.plainer)}</li> }
                }).collect_view())}</ul>
            </div>
        </details>
    }
}

/// The index, the goal and how they compare.
fn headline(lix: u32, goal: u32, l: Language) -> String {
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
fn counts(figures: &Readability, counting: bool, l: Language) -> String {
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

#[cfg(feature = "hydrate")]
mod watch {
    use std::cell::Cell;
    use std::rc::Rc;

    use domain::language::Language;
    use domain::letters::{Readability, readability};
    use leptos::prelude::*;
    use leptos::web_sys::{Element, FormData, HtmlFormElement, HtmlTextAreaElement};
    use wasm_bindgen::JsCast;

    use crate::islands::browser::{later, listen};

    /// How long after the last letter the text is counted, in milliseconds.
    const PAUSE: i32 = 500;

    /// Counts the form around the place now and whenever typing in it pauses; false where it stands in no form.
    pub(super) fn form_around(place: &Element, written: Language, figures: WriteSignal<Readability>) -> bool {
        let form = place.closest("form").ok().flatten();
        let Some(form) = form.and_then(|f| f.dyn_into::<HtmlFormElement>().ok()) else {
            return false;
        };
        // What stands in the form may be newer than what is saved: it is typed again after an error, or kept by the browser.
        figures.set(readability(&text_of(&form), written));
        let typed = Rc::new(Cell::new(0_u32));
        let watched = form.clone();
        listen(&watched, "input", move |_| {
            let mine = typed.get().wrapping_add(1);
            typed.set(mine);
            let (typed, form) = (typed.clone(), form.clone());
            later(PAUSE, move || {
                if typed.get() == mine {
                    figures.set(readability(&text_of(&form), written));
                }
            });
        });
        true
    }

    /// The texts that the letter is made of. A reply that is given in a talk is not in the letter.
    fn text_of(form: &HtmlFormElement) -> String {
        let (Ok(areas), Ok(data)) = (form.query_selector_all("textarea"), FormData::new_with_form(form))
        else {
            return String::new();
        };
        let told = |name: &str| {
            name.strip_prefix("reply.").is_some_and(|rest| {
                data.get(&format!("reply_how.{rest}")).as_string().as_deref() == Some("talk")
            })
        };
        (0..areas.length())
            .filter_map(|at| areas.get(at)?.dyn_into::<HtmlTextAreaElement>().ok())
            .filter(|area| !told(&area.name()))
            .map(|area| area.value())
            .collect::<Vec<_>>()
            .join("\n\n")
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
}
