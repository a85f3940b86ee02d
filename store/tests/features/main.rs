//! Every feature of the store on both engines, from one body each. One program, so that the engines are linked once.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests and their helpers may fail loudly"
)]

mod annotations;
mod assessments;
mod attachments;
mod audit;
mod cases;
mod checklists;
mod children;
mod common;
mod copies;
mod delegations;
mod disclosures;
mod emergencies;
mod extracts;
mod figures;
mod forged;
mod kept;
mod leaflets;
mod letters;
mod lists;
mod log_extracts;
mod log_reviews;
mod measures;
mod migrations;
mod monitoring;
mod moves;
mod organisation;
mod overview;
mod participation;
mod phrases;
mod plan_registers;
mod plans;
mod reports;
mod retention;
mod reviews;
mod revise;
mod sealed;
mod search;
mod second_factor;
mod sections;
mod upgrade;
mod writing;
