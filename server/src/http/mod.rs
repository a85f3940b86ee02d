//! What lies between the network and the handlers: bodies, addresses, headers, logs, pages.

mod address;
mod body;
mod deadline;
mod disposition;
mod error_pages;
mod headers;
mod log;
mod page;
mod path;
mod typed;
mod upload;
mod visitor;

pub use address::{ClientAddress, Peer};
pub use body::{MAX_BODY, Posted, PostedWithKept};
pub use deadline::deadline;
pub use disposition::saved_as;
pub use error_pages::error_pages;
pub use headers::{Nonce, security_headers};
pub use log::{RequestId, log_requests};
pub use page::{page, render_page, see_other};
pub use path::local_path;
pub use typed::Typed;
pub(crate) use upload::read_texts;
pub use upload::{Upload, UploadedFile};
pub use visitor::{LANGUAGE_COOKIE, Visitor, cookie, language_cookie};
