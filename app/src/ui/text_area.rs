use leptos::prelude::*;

/// The only text area of the program. Leptos 0.8 writes a text area's children without escaping them, so a stored
/// `</textarea><script>` would run; here the text is escaped by ourselves. The leading line feed is the one that HTML drops.
#[component]
pub fn TextArea(
    /// Name in the form.
    #[prop(into)]
    name: String,
    /// Id, for the label.
    #[prop(into)]
    id: String,
    /// The text.
    #[prop(into)]
    value: String,
    /// Rows to show.
    #[prop(default = 5)]
    rows: u32,
    /// Ids of hint and message.
    #[prop(optional_no_strip)]
    described_by: Option<String>,
    /// Whether something is wrong with it.
    #[prop(optional)]
    invalid: bool,
) -> impl IntoView {
    let html = format!("\n{}", escape(&value));
    view! {
        <textarea
            name=name
            id=id
            rows=rows.to_string()
            aria-describedby=described_by
            aria-invalid=invalid.then_some("true")
            inner_html=html
        ></textarea>
    }
}

/// Text as it may stand between tags and in quoted attributes.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closing_tag_in_the_text_stays_text() {
        let owner = Owner::new();
        let html = owner.with(|| {
            view! { <TextArea name="a" id="a" value="</textarea><script>alert(1)</script>"/> }.to_html()
        });
        assert!(
            html.contains("&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;</textarea>"),
            "{html}"
        );
        assert!(!html.contains("<script>"), "{html}");
    }

    #[test]
    fn a_first_empty_line_is_kept() {
        let owner = Owner::new();
        let html = owner.with(|| view! { <TextArea name="a" id="a" value="\nhej"/> }.to_html());
        assert!(html.contains(">\n\nhej<"), "{html}");
    }
}
