//! The few parts of a page that run in the browser. Without scripts every page works; these make it better.

mod autosave;
#[cfg(feature = "hydrate")]
mod browser;
mod live_readability;
mod session_watch;

pub use autosave::Autosave;
pub use live_readability::LiveReadability;
#[cfg(feature = "ssr")]
pub(crate) use live_readability::{counts, headline, joined, plainer};
pub use session_watch::SessionWatch;
