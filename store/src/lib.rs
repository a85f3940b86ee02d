//! Every SQL statement of Ögonhöjd, written once for SQLite and PostgreSQL. One file a feature; functions take a [`Tx`], so that
//! a change and its audit row stand or fall together.

pub mod access;
pub mod annotations;
pub mod assessments;
pub mod attachments;
pub mod audit;
pub mod cases;
pub mod checklists;
pub mod children;
pub mod copies;
mod db;
pub mod delegations;
mod dialect;
pub mod disclosures;
mod error;
pub mod extracts;
pub mod figures;
pub mod jobs;
pub mod leaflets;
pub mod letters;
pub mod log_extracts;
pub mod log_reviews;
pub mod measures;
pub mod monitoring;
pub mod organisation;
pub mod overview;
pub mod participation;
pub mod phrases;
pub mod plans;
pub mod reports;
pub mod retention;
pub mod reviews;
pub mod search;
pub mod sections;
#[cfg(feature = "test-support")]
pub mod testing;

pub use db::{Db, Engine, InTx, Pools, Tx, Who};
pub use dialect::{LEAST_SQLITE, sqlite_version};
pub use error::StoreError;
/// What the driver reports, for the log's kind and code.
pub use sqlx::Error as DriverError;
