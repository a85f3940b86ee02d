use domain::language::Language;
use domain::letters::{AgeBand, Readability};
use leptos::prelude::*;

use crate::islands::{LiveReadability, counts, headline, joined, plainer};
use crate::ui::use_lang;

/// How hard a text for a child is to read, with what could be plainer. Stands in the form whose text it counts.
#[component]
pub fn ReadabilityPanel(
    /// Figures of the saved text.
    readability: Readability,
    /// Whom the text is written for.
    band: AgeBand,
    /// Language that the text is written in.
    written: Language,
) -> impl IntoView {
    let l = use_lang();
    let goal = band.lix_goal();
    let hard = readability.lix > goal;
    let saved = counts(&readability, false, l);
    let Readability {
        lix,
        longest_sentence,
        longest_words,
        officialese,
        ..
    } = readability;
    let code = written.code();
    let (no_sentence, no_words, no_officialese) = (
        longest_sentence.is_empty(),
        longest_words.is_empty(),
        officialese.is_empty(),
    );
    // The island reads the data and writes into `summary`, `.meta`, `q`, `span` and `ul`, each of which stands here once.
    view! {
        <details class="readability" open=hard data-goal=goal.to_string() data-written=code data-language=l.code()>
            <summary>{headline(lix, goal, l)}</summary>
            <p class="meta">{saved}</p>
            <LiveReadability/>
            <p hidden=no_sentence>{l.t("Längsta meningen: ", "Longest sentence: ")}<q lang=code>{longest_sentence}</q></p>
            <p hidden=no_words>{l.t("Långa ord: ", "Long words: ")}<span lang=code>{joined(longest_words, ", ")}</span></p>
            <div hidden=no_officialese>
                <p>{l.t("Myndighetsspråk, och vad du kan skriva i stället:", "Officialese, and what you could write instead:")}</p>
                <ul lang=code>{officialese.iter().map(|found| view! { <li>{plainer(found)}</li> }).collect_view()}</ul>
            </div>
        </details>
    }
}

#[cfg(test)]
mod tests {
    use domain::letters::readability;

    use super::*;

    fn drawn(text: &str) -> String {
        let figures = readability(text, Language::Swedish);
        let owner = Owner::new();
        owner.with(|| {
            view! { <ReadabilityPanel readability=figures band=AgeBand::Seven written=Language::Swedish/> }.to_html()
        })
    }

    #[test]
    fn without_scripts_the_saved_text_is_described() {
        let html = drawn("Du erhåller <b>hjälp</b> & stöd. Hej.");
        assert!(
            html.contains("Så som brevet senast sparades: 7 ord i 2 meningar, 1 långt ord"),
            "{html}"
        );
        assert!(html.contains("erhåller → får"), "{html}");
        assert!(html.contains("Du erhåller &lt;b&gt;hjälp"), "{html}");
        assert!(!html.contains("<b>"), "{html}");
        assert!(!html.contains("aria-live"), "{html}");
    }

    #[test]
    fn a_text_harder_than_the_goal_is_open_and_an_easy_one_folded() {
        let is_open = |html: &str| html.split('>').next().is_some_and(|tag| tag.contains(" open"));
        assert!(is_open(&drawn("Kommunikationsproblematik föreligger.")));
        let easy = drawn("Hej du.");
        assert!(!is_open(&easy), "{easy}");
        assert!(easy.contains("inom målet (högst 25)"), "{easy}");
        // What the island reads.
        for data in ["data-goal=\"25\"", "data-written=\"sv\"", "data-language=\"sv\""] {
            assert!(easy.contains(data), "{data}: {easy}");
        }
    }
}
