use super::text_area::escape;

/// The `<title>` element, escaped here because Leptos 0.8's own does not escape. Takes catalogue text only: a name in a title
/// also lands in the browser's history. A page that shows errors says so first.
#[must_use]
pub fn page_title(title: &str, error_prefix: &str) -> String {
    let prefix = if error_prefix.is_empty() {
        String::new()
    } else {
        format!("{}: ", escape(error_prefix))
    };
    format!("<title>{prefix}{} – Ögonhöjd</title>", escape(title))
}

#[cfg(test)]
mod tests {
    use super::page_title;

    #[test]
    fn a_closing_tag_in_a_title_stays_text() {
        let html = page_title("</title><script>alert(2)</script>", "Fel");
        assert_eq!(
            html,
            "<title>Fel: &lt;/title&gt;&lt;script&gt;alert(2)&lt;/script&gt; – Ögonhöjd</title>"
        );
    }
}
