//! The secrets of authenticator apps, sealed with ChaCha20-Poly1305 before they reach the database. A sealed secret opens only for the
//! account that it was sealed for, so that nobody with write access to the database alone can give an account another one's app.

use domain::ids::AccountId;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

use crate::keys::Keys;

/// The first byte, so that another way to seal can be told from this one.
const FORMAT: u8 = 1;

/// What a secret is bound to.
fn bound_to(account: AccountId) -> Aad<Vec<u8>> {
    Aad::from(
        [
            b"ogonhojd second factor ".as_slice(),
            account.0.as_bytes().as_slice(),
        ]
        .concat(),
    )
}

fn key(keys: &Keys) -> Option<LessSafeKey> {
    // Each secret gets a random nonce of 96 bits; a municipality seals thousands, not billions.
    UnboundKey::new(&CHACHA20_POLY1305, keys.secrets())
        .ok()
        .map(LessSafeKey::new)
}

/// Seals a secret for an account: format, nonce, sealed bytes. `None` only when the library refuses, which it has no reason to.
pub fn seal(keys: &Keys, account: AccountId, secret: &[u8]) -> Option<Vec<u8>> {
    let nonce: [u8; NONCE_LEN] = rand::random();
    let mut sealed = secret.to_vec();
    key(keys)?
        .seal_in_place_append_tag(
            Nonce::assume_unique_for_key(nonce),
            bound_to(account),
            &mut sealed,
        )
        .ok()?;
    Some([[FORMAT].as_slice(), nonce.as_slice(), sealed.as_slice()].concat())
}

/// Opens what was sealed for this account with this key; `None` for anything else.
pub fn open(keys: &Keys, account: AccountId, sealed: &[u8]) -> Option<Vec<u8>> {
    let (format, rest) = sealed.split_first()?;
    let (nonce, sealed) = rest.split_first_chunk::<NONCE_LEN>()?;
    if *format != FORMAT {
        return None;
    }
    let mut bytes = sealed.to_vec();
    let secret = key(keys)?
        .open_in_place(
            Nonce::assume_unique_for_key(*nonce),
            bound_to(account),
            &mut bytes,
        )
        .ok()?;
    Some(secret.to_vec())
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn keys() -> Keys {
        let folder = tempfile::tempdir().unwrap();
        Keys::make(folder.path()).unwrap();
        Keys::read(folder.path()).unwrap()
    }

    #[test]
    fn a_sealed_secret_opens_with_its_key_for_its_account_alone() {
        let (keys, account) = (keys(), AccountId(Uuid::from_u128(1)));
        let sealed = seal(&keys, account, b"secret").unwrap();
        assert_eq!(open(&keys, account, &sealed).unwrap(), b"secret");
        assert!(open(&keys, AccountId(Uuid::from_u128(2)), &sealed).is_none());
        assert!(open(&self::keys(), account, &sealed).is_none());
        assert!(!sealed.windows(6).any(|w| w == b"secret"));
        assert_ne!(seal(&keys, account, b"secret").unwrap(), sealed);
    }

    #[test]
    fn what_was_changed_or_cut_off_does_not_open() {
        let (keys, account) = (keys(), AccountId(Uuid::from_u128(1)));
        let sealed = seal(&keys, account, b"secret").unwrap();
        for n in 0..sealed.len() {
            assert!(open(&keys, account, &sealed[..n]).is_none(), "cut at {n}");
            let mut changed = sealed.clone();
            changed[n] ^= 1;
            assert!(open(&keys, account, &changed).is_none(), "changed at {n}");
        }
    }
}
