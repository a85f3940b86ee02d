//! Running text cut into paragraphs, lines and runs of one weight: the form that all renderers share.

use crate::model::Inline;

/// How heavy a run is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weight {
    Plain,
    Strong,
    Emphasis,
}

/// A stretch of text of one weight within one line; never empty, never with a newline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub text: String,
    pub weight: Weight,
}

/// The runs between two newlines.
pub(crate) type Line = Vec<Run>;

/// Paragraphs of lines; blank lines have become the borders between paragraphs.
pub(crate) type Paragraphs = Vec<Vec<Line>>;

/// Cuts plain text.
pub(crate) fn paragraphs(text: &str) -> Paragraphs {
    cut(std::iter::once((text, Weight::Plain)))
}

/// Cuts text with several weights.
pub(crate) fn inline_paragraphs(inlines: &[Inline]) -> Paragraphs {
    cut(inlines.iter().map(|inline| {
        let weight = match inline {
            Inline::Text(_) => Weight::Plain,
            Inline::Strong(_) => Weight::Strong,
            Inline::Emphasis(_) => Weight::Emphasis,
        };
        (inline.as_str(), weight)
    }))
}

fn cut<'a>(texts: impl Iterator<Item = (&'a str, Weight)>) -> Paragraphs {
    let mut lines: Vec<Line> = vec![Vec::new()];
    for (text, weight) in texts {
        for (index, piece) in text.split('\n').enumerate() {
            if index > 0 {
                lines.push(Vec::new());
            }
            if let (Some(line), false) = (lines.last_mut(), piece.is_empty()) {
                line.push(Run {
                    text: piece.to_owned(),
                    weight,
                });
            }
        }
    }
    lines
        .split(|line| line.iter().all(|run| run.text.trim().is_empty()))
        .filter(|paragraph| !paragraph.is_empty())
        .map(<[Line]>::to_vec)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Weight, inline_paragraphs, paragraphs};
    use crate::model::Inline;

    #[test]
    fn a_blank_line_begins_a_paragraph_and_a_newline_a_line() {
        let shape: Vec<usize> = paragraphs("\n\na\nb\n \n\nc\n").iter().map(Vec::len).collect();
        assert_eq!(shape, [2, 1]);
    }

    #[test]
    fn weights_survive_line_breaks_within_an_inline() {
        let cut = inline_paragraphs(&[Inline::Text("a ".into()), Inline::Strong("b\n\nc".into())]);
        let weights: Vec<Vec<Weight>> = cut
            .iter()
            .map(|p| p.iter().flatten().map(|run| run.weight).collect())
            .collect();
        assert_eq!(
            weights,
            [vec![Weight::Plain, Weight::Strong], vec![Weight::Strong]]
        );
    }

    #[test]
    fn white_space_alone_is_no_paragraph() {
        assert!(paragraphs(" \n\n \u{A0}").is_empty());
    }
}
