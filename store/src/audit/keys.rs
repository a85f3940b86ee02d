use std::collections::BTreeMap;
use std::fmt;

use ring::hmac::{HMAC_SHA256, Key};

/// The keys that seal the trail, by name. The last by name seals new rows; the others still tell whether older rows are whole.
pub struct AuditKeys {
    newest: String,
    by_name: BTreeMap<String, Key>,
}

impl AuditKeys {
    /// Takes the keys, each with its name (at most 40 letters, such as `audit-0001`). `None` where there is no key.
    #[must_use]
    pub fn new(keys: impl IntoIterator<Item = (String, [u8; 32])>) -> Option<Self> {
        let by_name: BTreeMap<String, Key> = keys
            .into_iter()
            .map(|(name, bytes)| (name, Key::new(HMAC_SHA256, &bytes)))
            .collect();
        let newest = by_name.keys().next_back()?.clone();
        Some(Self { newest, by_name })
    }

    /// The name and the key for new rows.
    pub(super) fn newest(&self) -> Option<(&str, &Key)> {
        Some((&self.newest, self.by_name.get(&self.newest)?))
    }

    /// The key of a name.
    pub(super) fn named(&self, name: &str) -> Option<&Key> {
        self.by_name.get(name)
    }
}

// The keys themselves reach no log.
impl fmt::Debug for AuditKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.by_name.keys()).finish()
    }
}
