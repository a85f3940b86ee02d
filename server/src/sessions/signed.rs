use app::ui::{Person, Ui};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use chrono::{DateTime, Utc};
use domain::access::Actor;
use domain::ids::AccountId;
use domain::language::Language;
use store::Who;
use store::access::{Digest, GrantedRole, LiveSession};

use crate::clock::{stockholm_day, stockholm_time};
use crate::error::AppError;
use crate::http::Nonce;
use crate::nav::nav;
use crate::state::AppState;

/// The signed-in person behind a request. Routes behind the gate can always take it; whether the person may do what the route
/// does is for the handler to ask of `may(…)`.
#[derive(Clone, Debug)]
pub struct Signed {
    /// The person as permissions see them.
    pub actor: Actor,
    /// The person's name.
    pub name: String,
    /// The person's title at work.
    pub title: String,
    /// The roles with the units' names.
    pub grants: Vec<GrantedRole>,
    /// The language of the interface.
    pub language: Language,
    /// Until when the session lives without activity.
    pub idle_until: DateTime<Utc>,
    /// When it ends whatever happens.
    pub ends_at: DateTime<Utc>,
    /// When the session last proved who uses it.
    pub proved_at: Option<DateTime<Utc>>,
    /// Whether the request only reads.
    pub reads: bool,
    /// The digest of the session's token.
    pub session: Digest,
    /// The response's nonce.
    pub nonce: Nonce,
    /// The request's path, without query.
    pub path: String,
}

impl Signed {
    pub(crate) fn new(live: LiveSession, session: Digest, nonce: Nonce, path: String) -> Self {
        let LiveSession {
            actor,
            grants,
            name,
            title,
            language,
            idle_until,
            ends_at,
            proved_at,
            ..
        } = live;
        Self {
            actor,
            name,
            title,
            grants,
            language,
            idle_until,
            ends_at,
            proved_at,
            reads: true,
            session,
            nonce,
            path,
        }
    }

    /// The account.
    #[must_use]
    pub fn account(&self) -> AccountId {
        self.actor.account
    }

    /// The person doing something now, for the audit row; the unit can be set on it.
    #[must_use]
    pub fn who(&self, state: &AppState) -> Who {
        state.who(Some(self.account()))
    }

    /// What a page needs to know of this person and request.
    #[must_use]
    pub fn ui(&self, state: &AppState) -> Ui {
        let now = state.now();
        let idle = (self.idle_until.min(self.ends_at) - now).num_seconds();
        Ui {
            language: self.language,
            nonce: self.nonce.0.clone(),
            person: Some(Person {
                name: self.name.clone(),
                role: self.role(),
                idle_seconds: u32::try_from(idle).unwrap_or(0),
                emergency: !self.actor.emergencies.is_empty(),
            }),
            nav: nav(&self.actor, self.language),
            path: self.path.clone(),
            demo: state.settings.demo,
            today: stockholm_day(now),
            time: stockholm_time(now),
            assets: state.assets.names.clone(),
        }
    }

    /// The first role with its unit, `Handläggare, Ekonomiskt bistånd Norr`, and that there are more.
    fn role(&self) -> String {
        let Some(first) = self.grants.first() else {
            return self.language.t("Ingen roll ännu", "No role yet").to_owned();
        };
        let words = format!("{}, {}", first.role.name(self.language), first.unit_name);
        match self.grants.len() {
            1 => words,
            n => self.language.t(
                format!("{words} och {} till", n - 1),
                format!("{words} and {} more", n - 1),
            ),
        }
    }
}

impl FromRequestParts<AppState> for Signed {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, AppError> {
        // Absent only where a route was not put behind the gate.
        parts.extensions.get::<Self>().cloned().ok_or(AppError::Internal)
    }
}
