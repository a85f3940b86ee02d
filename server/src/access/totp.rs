//! Codes of authenticator apps: RFC 6238 with SHA-1, six digits and thirty seconds, which is what every app can do.

use chrono::{DateTime, Utc};
use totp_rs::{Builder, Secret as AppSecret, Totp};

/// The name under which the app lists the account. Without dots, because not every app can show them.
const ISSUER: &str = "Ogonhojd";
/// How many steps before and after the present one count: a clock that is half a minute off, or a slow typist.
const WINDOW: u16 = 1;

/// What an app and the server share: 160 random bits. Has no `Debug`, so that it reaches no log.
pub struct Secret([u8; 20]);

impl Secret {
    /// A new one from a cryptographic generator that the operating system seeds.
    pub fn random() -> Self {
        Self(rand::random())
    }

    /// One that was stored; `None` when it has another length.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// What is sealed.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// 32 letters and digits, for an app that cannot scan.
    pub fn text(&self) -> String {
        AppSecret::from(self.0.to_vec()).to_base32()
    }

    /// What the picture says to the app.
    pub fn link(&self, user_name: &str) -> Option<String> {
        // A colon would end the issuer's name.
        self.totp(&user_name.replace(':', " "))?.to_url().ok()
    }

    /// The step, of 30 seconds since 1970, to which a code belongs; `None` when it is none of the present one and its neighbours.
    /// Compares in constant time.
    pub fn step_of(&self, code: &str, now: DateTime<Utc>) -> Option<i64> {
        let seconds = u64::try_from(now.timestamp()).ok()?;
        let step = self.totp("x")?.check(code, seconds)?;
        i64::try_from(step).ok()
    }

    fn totp(&self, account_name: &str) -> Option<Totp> {
        Builder::new()
            .with_secret(self.0.to_vec())
            .with_skew(WINDOW)
            .with_issuer(Some(ISSUER))
            .with_account_name(account_name)
            .build()
            .ok()
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone as _;

    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        Utc.timestamp_opt(seconds, 0).unwrap()
    }

    #[test]
    fn codes_are_those_of_rfc_6238() {
        let secret = Secret(*b"12345678901234567890");
        // The RFC shows eight digits; apps show the last six.
        for (seconds, code, step) in [
            (59, "287082", 1),
            (1_111_111_109, "081804", 37_037_036),
            (1_234_567_890, "005924", 41_152_263),
            (20_000_000_000, "353130", 666_666_666),
        ] {
            assert_eq!(secret.step_of(code, at(seconds)), Some(step), "{seconds}");
        }
        assert_eq!(secret.text(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    }

    #[test]
    fn a_code_counts_half_a_minute_early_and_late_and_no_longer() {
        let secret = Secret(*b"12345678901234567890");
        for seconds in [0, 29, 30, 59, 60, 89] {
            assert_eq!(secret.step_of("287082", at(seconds)), Some(1), "{seconds}");
        }
        for seconds in [90, 119, 3600] {
            assert_eq!(secret.step_of("287082", at(seconds)), None, "{seconds}");
        }
        for code in ["", "287083", "+87082", "2870820", "２８７０８２"] {
            assert_eq!(secret.step_of(code, at(59)), None, "{code}");
        }
        assert_eq!(secret.step_of("287082", at(-59)), None);
    }

    #[test]
    fn the_link_names_the_account_and_carries_the_secret() {
        let secret = Secret(*b"12345678901234567890");
        let link = secret.link("åsa:öberg").unwrap();
        assert!(link.starts_with("otpauth://totp/Ogonhojd:"), "{link}");
        assert!(
            link.contains("secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ") && link.contains("issuer=Ogonhojd"),
            "{link}"
        );
        assert!(link.is_ascii() && !link.contains(' '), "{link}");
        assert!(secret.link("").is_none());
        assert!(Secret::from_bytes(b"short").is_none());
    }
}
