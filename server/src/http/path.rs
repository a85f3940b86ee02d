/// A path of this site that may be kept or redirected to: absolute, without query, fragment, or anything that a browser could
/// take for another site. `None` for everything else.
#[must_use]
pub fn local_path(text: &str) -> Option<&str> {
    let plain = text
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'-' | b'_' | b'.' | b'~'));
    let sound =
        plain && text.starts_with('/') && !text.contains("//") && !text.contains("/.") && text.len() <= 300;
    sound.then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_paths_of_this_site_are_kept() {
        for good in ["/", "/arenden", "/arenden/0192-ab/steg/facts"] {
            assert_eq!(local_path(good), Some(good));
        }
        for bad in [
            "",
            "arenden",
            "//evil.example",
            "/\\evil",
            "https://evil.example/",
            "/a?b=c",
            "/a#b",
            "/a/../b",
            "/%2F",
            "/a b",
            "/å",
        ] {
            assert_eq!(local_path(bad), None, "{bad}");
        }
    }
}
