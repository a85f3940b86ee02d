/// Why the content files cannot be used. Shown to whoever starts the server, never to a user.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ContentError {
    /// The file is not valid TOML, lacks a field, has an unknown one, or a text is empty in one language.
    #[error("content file {file}: {message}")]
    Parse {
        /// Path below `domain/content/`.
        file: &'static str,
        /// What the parser says, with line and column.
        message: String,
    },
    /// Two entries of one kind share an id.
    #[error("content: {kind} {id:?} occurs twice")]
    Duplicate {
        /// Kind of entry, such as `question`.
        kind: &'static str,
        /// The id.
        id: String,
    },
    /// An entry names something that does not exist.
    #[error("content: {wherein} names the unknown {kind} {id:?}")]
    Unknown {
        /// The entry that names it.
        wherein: String,
        /// Kind of the missing thing.
        kind: &'static str,
        /// Its id.
        id: String,
    },
    /// Something obligatory is absent, or stands in the wrong order.
    #[error("content: {wherein} {problem}")]
    Incomplete {
        /// The entry.
        wherein: String,
        /// What is wrong with it.
        problem: String,
    },
}
