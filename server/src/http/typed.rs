use std::sync::{Arc, OnceLock};

use domain::fields::Fields;

/// What the form of a request held, remembered beside the request until its answer is known. A page cannot be gone back to with what was
/// typed on it, because none may be stored in the browser (`no-store`); so the page of an error has to give it back.
#[derive(Clone, Debug, Default)]
pub struct Typed(Arc<OnceLock<Fields>>);

impl Typed {
    /// Remembers a form; the first one counts.
    pub(super) fn keep(&self, fields: &Fields) {
        let _ = self.0.set(fields.clone());
    }

    /// The form, where one was read and held anything.
    pub(super) fn fields(&self) -> Option<&Fields> {
        self.0.get().filter(|fields| !fields.0.is_empty())
    }
}
