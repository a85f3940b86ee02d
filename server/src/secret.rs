//! Random secrets and their digests.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};
use store::access::Digest;

/// A random 256-bit token. Shown once to whom it belongs; only its digest is stored. Has no `Debug`, so that it reaches no log.
pub struct Token([u8; 32]);

impl Token {
    /// A new one from a cryptographic generator that the operating system seeds.
    #[must_use]
    pub fn random() -> Self {
        Self(rand::random())
    }

    /// Reads 64 hexadecimal digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        from_hex(text).map(Self)
    }

    /// 64 hexadecimal digits, for a cookie or a link.
    #[must_use]
    pub fn text(&self) -> String {
        hex(&self.0)
    }

    /// What is stored.
    #[must_use]
    pub fn digest(&self) -> Digest {
        Sha256::digest(self.0).into()
    }
}

/// 128 random bits as hexadecimal digits, for a nonce.
#[must_use]
pub fn nonce() -> String {
    hex(&rand::random::<[u8; 16]>())
}

/// Lower-case hexadecimal digits.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// 32 bytes from 64 hexadecimal digits.
#[must_use]
pub fn from_hex(text: &str) -> Option<[u8; 32]> {
    if text.len() != 64 || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let mut bytes = [0; 32];
    for (n, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(n * 2..n * 2 + 2)?, 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_survives_the_way_through_a_cookie_and_two_differ() {
        let token = Token::random();
        assert_eq!(Token::parse(&token.text()).unwrap().digest(), token.digest());
        assert_ne!(Token::random().text(), token.text());
    }

    #[test]
    fn what_is_not_64_hexadecimal_digits_is_no_token() {
        for text in ["", "ab", &"g".repeat(64), &"å".repeat(32), &"a".repeat(65)] {
            assert!(Token::parse(text).is_none(), "{text}");
        }
    }
}
