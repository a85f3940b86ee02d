//! Settings that do not change while the server runs, and the rules that make them safe.

use std::net::{IpAddr, SocketAddr};

use chrono::{DateTime, Duration, Utc};
use domain::fields::MAX_LINE;
use ipnet::IpNet;

/// How the server is reached and what it trusts.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Whether browsers reach it over https: by its own TLS or through a proxy.
    pub https: bool,
    /// The origin that browsers see, such as `https://ogonhojd.example.se`; `None` when it is the listen address.
    pub public_origin: Option<String>,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpNet>,
    /// Whether this is the demo.
    pub demo: bool,
    /// Whether exports are left to another instance.
    pub no_exports: bool,
    /// How long sessions live.
    pub sessions: Lengths,
    /// How to reach those who answer for accessibility, as the page about it shows it.
    pub accessibility_contact: Option<String>,
}

/// How long a session lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lengths {
    /// Without activity.
    pub idle: Duration,
    /// Whatever happens.
    pub absolute: Duration,
}

impl Default for Lengths {
    /// Half an hour, and a long working day.
    fn default() -> Self {
        Self {
            idle: Duration::minutes(30),
            absolute: Duration::hours(10),
        }
    }
}

impl Lengths {
    /// Checks the lengths, in minutes. Less than five minutes nobody can work with; after more than two hours without activity, or a
    /// day, somebody else may sit there.
    ///
    /// # Errors
    /// One line that says what to change.
    pub fn checked(idle: u32, absolute: u32) -> Result<Self, String> {
        if !(5..=120).contains(&idle) {
            return Err(format!(
                "a session may be idle for 5 to 120 minutes, not {idle} (--session-idle)"
            ));
        }
        if !(30..=1440).contains(&absolute) {
            return Err(format!(
                "a session may last 30 to 1440 minutes, not {absolute} (--session-absolute)"
            ));
        }
        if idle > absolute {
            return Err(format!(
                "a session that lasts {absolute} minutes cannot be idle for {idle} (--session-idle, --session-absolute)"
            ));
        }
        Ok(Self {
            idle: Duration::minutes(idle.into()),
            absolute: Duration::minutes(absolute.into()),
        })
    }

    /// Until when a session lives if nothing more happens.
    #[must_use]
    pub fn idle_until(self, now: DateTime<Utc>, ends_at: DateTime<Utc>) -> DateTime<Utc> {
        (now + self.idle).min(ends_at)
    }
}

/// How the server was asked to be reached.
#[derive(Clone, Debug)]
pub struct Reach<'a> {
    /// The address to listen at.
    pub listen: SocketAddr,
    /// Whether a certificate is given.
    pub certificate: bool,
    /// Whether its key is given.
    pub certificate_key: bool,
    /// The origin that browsers see.
    pub public_origin: Option<&'a str>,
    /// Addresses or networks of proxies.
    pub trusted_proxies: &'a [String],
}

impl Settings {
    /// Checks how the server is to be reached. Over plain http beyond this machine the session cookie would travel in the open.
    ///
    /// # Errors
    /// One line that says what to change.
    pub fn checked(reach: &Reach<'_>) -> Result<Self, String> {
        if reach.certificate != reach.certificate_key {
            return Err(
                "a TLS certificate needs its key and the other way round: give both --tls-cert and --tls-key"
                    .into(),
            );
        }
        let proxies = reach
            .trusted_proxies
            .iter()
            .map(|text| network(text))
            .collect::<Result<Vec<_>, _>>()?;
        if !reach.listen.ip().is_loopback() && !reach.certificate && proxies.is_empty() {
            return Err(format!(
                "{} can be reached from other machines, so it needs TLS (--tls-cert, --tls-key) or a proxy that does it (--trusted-proxies)",
                reach.listen
            ));
        }
        let public_origin = reach.public_origin.map(origin).transpose()?;
        let behind_https = public_origin
            .as_deref()
            .is_some_and(|o| o.starts_with("https://"));
        if (reach.certificate || !proxies.is_empty()) && public_origin.is_some() && !behind_https {
            return Err("the public origin must begin with https:// when there is TLS or a proxy".into());
        }
        let https = reach.certificate || behind_https || !proxies.is_empty();
        Ok(Self {
            https,
            public_origin,
            trusted_proxies: proxies,
            demo: false,
            no_exports: false,
            sessions: Lengths::default(),
            accessibility_contact: None,
        })
    }

    /// The address of the client: the peer, or, from a trusted proxy, the nearest address in `X-Forwarded-For` that is no trusted
    /// proxy itself.
    #[must_use]
    pub fn client(&self, peer: IpAddr, forwarded: Option<&str>) -> IpAddr {
        let trusted = |ip: &IpAddr| self.trusted_proxies.iter().any(|net| net.contains(ip));
        if !trusted(&peer) {
            return peer;
        }
        let mut client = peer;
        for part in forwarded.unwrap_or("").rsplit(',') {
            let Ok(ip) = part.trim().parse::<IpAddr>() else {
                break;
            };
            client = ip.to_canonical();
            if !trusted(&client) {
                break;
            }
        }
        client
    }
}

/// Checks how to reach those who answer for accessibility: one line, such as an address and a telephone number. An empty one is none.
///
/// # Errors
/// One line that says what to change.
pub fn contact(text: &str) -> Result<Option<String>, String> {
    let text = text.trim();
    if text.chars().count() > MAX_LINE || text.chars().any(char::is_control) {
        return Err(format!(
            "the contact for accessibility is one line of at most {MAX_LINE} characters (--accessibility-contact)"
        ));
    }
    Ok((!text.is_empty()).then(|| text.to_owned()))
}

fn network(text: &str) -> Result<IpNet, String> {
    let text = text.trim();
    let parsed = text
        .parse::<IpNet>()
        .ok()
        .or_else(|| text.parse::<IpAddr>().ok().map(IpNet::from));
    parsed.ok_or_else(|| {
        format!("\"{text}\" is no address or network of a proxy, such as 10.0.0.5 or 10.0.0.0/24")
    })
}

fn origin(text: &str) -> Result<String, String> {
    let text = text.trim().trim_end_matches('/');
    let host = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    let sound = host.is_some_and(|host| {
        !host.is_empty()
            && host.bytes().all(|b| {
                b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'-' | b':' | b'[' | b']')
            })
    });
    if !sound {
        return Err(format!(
            "\"{text}\" is no origin, such as https://ogonhojd.example.se (lower case, without a path)"
        ));
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reach(listen: &str) -> Reach<'_> {
        let listen = listen.parse().unwrap();
        Reach {
            listen,
            certificate: false,
            certificate_key: false,
            public_origin: None,
            trusted_proxies: &[],
        }
    }

    #[test]
    fn loopback_may_be_plain_and_everything_else_may_not() {
        assert!(!Settings::checked(&reach("127.0.0.1:3000")).unwrap().https);
        assert!(!Settings::checked(&reach("[::1]:3000")).unwrap().https);
        for listen in ["0.0.0.0:3000", "192.168.1.4:80", "[::]:3000"] {
            assert!(
                Settings::checked(&reach(listen)).unwrap_err().contains("TLS"),
                "{listen}"
            );
        }
    }

    #[test]
    fn tls_or_a_proxy_opens_the_server_and_makes_cookies_secure() {
        let tls = Reach {
            certificate: true,
            certificate_key: true,
            ..reach("0.0.0.0:443")
        };
        assert!(Settings::checked(&tls).unwrap().https);
        let proxies = ["10.0.0.5".to_owned()];
        let proxy = Reach {
            trusted_proxies: &proxies,
            ..reach("0.0.0.0:3000")
        };
        assert!(Settings::checked(&proxy).unwrap().https);
        let plain = Reach {
            public_origin: Some("http://example.se"),
            ..proxy
        };
        assert!(Settings::checked(&plain).unwrap_err().contains("https://"));
    }

    #[test]
    fn half_a_certificate_a_strange_proxy_and_a_strange_origin_are_refused() {
        assert!(
            Settings::checked(&Reach {
                certificate: true,
                ..reach("127.0.0.1:1")
            })
            .is_err()
        );
        let proxies = ["proxy.local".to_owned()];
        assert!(
            Settings::checked(&Reach {
                trusted_proxies: &proxies,
                ..reach("127.0.0.1:1")
            })
            .unwrap_err()
            .contains("proxy.local")
        );
        for text in [
            "example.se",
            "https://",
            "https://example.se/path",
            "ftp://example.se",
            "https://Exämple.se",
        ] {
            assert!(
                Settings::checked(&Reach {
                    public_origin: Some(text),
                    ..reach("127.0.0.1:1")
                })
                .is_err(),
                "{text}"
            );
        }
    }

    #[test]
    fn sessions_live_as_long_as_somebody_can_work_and_no_longer() {
        let lengths = Lengths::checked(15, 480).unwrap();
        assert_eq!(
            (lengths.idle, lengths.absolute),
            (Duration::minutes(15), Duration::hours(8))
        );
        assert_eq!(Lengths::checked(30, 600), Ok(Lengths::default()));
        for (idle, absolute, says) in [
            (0, 600, "5 to 120"),
            (121, 600, "--session-idle"),
            (30, 29, "30 to 1440"),
            (30, 1441, "--session-absolute"),
            (60, 45, "cannot be idle"),
        ] {
            let line = Lengths::checked(idle, absolute).unwrap_err();
            assert!(line.contains(says) && !line.contains('\n'), "{line}");
        }
    }

    #[test]
    fn a_contact_is_one_line_or_none() {
        let written = " tillganglighet@granvattna.example, 08-465 004 ";
        assert_eq!(contact(written), Ok(Some(written.trim().to_owned())));
        assert_eq!(contact("  "), Ok(None));
        for wrong in ["two\nlines", &"x".repeat(MAX_LINE + 1)] {
            let line = contact(wrong).unwrap_err();
            assert!(
                line.contains("--accessibility-contact") && !line.contains('\n'),
                "{line}"
            );
        }
    }

    #[test]
    fn a_forwarded_address_counts_only_from_a_trusted_proxy() {
        let settings = Settings {
            trusted_proxies: vec!["10.0.0.0/24".parse().unwrap()],
            ..Settings::default()
        };
        let ip = |text: &str| text.parse::<IpAddr>().unwrap();
        assert_eq!(
            settings.client(ip("198.51.100.7"), Some("203.0.113.9")),
            ip("198.51.100.7")
        );
        assert_eq!(
            settings.client(ip("10.0.0.1"), Some("203.0.113.9")),
            ip("203.0.113.9")
        );
        assert_eq!(
            settings.client(ip("10.0.0.1"), Some("6.6.6.6, 203.0.113.9, 10.0.0.2")),
            ip("203.0.113.9")
        );
        assert_eq!(settings.client(ip("10.0.0.1"), Some("nonsense")), ip("10.0.0.1"));
        assert_eq!(settings.client(ip("10.0.0.1"), None), ip("10.0.0.1"));
    }
}
