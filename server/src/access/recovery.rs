//! Recovery codes: ten on paper, only their keyed digests in the database.

use domain::access::{RECOVERY_CODES, RECOVERY_LENGTH, RECOVERY_SIGNS, in_fours};
use domain::ids::AccountId;
use store::access::Digest;

use crate::keys::Keys;

/// New codes, as they are compared: without hyphens.
pub fn new_codes() -> Vec<String> {
    let sign = || {
        let n = rand::random_range(0..RECOVERY_SIGNS.len());
        RECOVERY_SIGNS.get(n).copied().map(char::from)
    };
    (0..RECOVERY_CODES)
        .map(|_| (0..RECOVERY_LENGTH).filter_map(|_| sign()).collect())
        .collect()
}

/// Codes as they are shown, `ABCD-EFGH-JKMN`.
pub fn shown(codes: &[String]) -> Vec<String> {
    codes.iter().map(|code| in_fours(code, '-')).collect()
}

/// What is stored of a code. Without the key nobody can try codes against it.
pub fn digest(keys: &Keys, account: AccountId, code: &str) -> Digest {
    keys.subject("recovery code", &format!("{account} {code}"))
}

/// The digests of all of them.
pub fn digests(keys: &Keys, account: AccountId, codes: &[String]) -> Vec<Digest> {
    codes.iter().map(|code| digest(keys, account, code)).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::access::recovery_code;

    use super::*;

    #[test]
    fn ten_codes_differ_and_are_read_back_as_they_are_shown() {
        let codes = new_codes();
        assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), RECOVERY_CODES);
        for (code, shown) in codes.iter().zip(shown(&codes)) {
            assert_eq!(recovery_code(&shown).as_deref(), Some(code.as_str()), "{shown}");
        }
        assert_ne!(new_codes(), codes);
    }
}
