//! The real router with a real database, as browsers meet it.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "helpers of tests may fail loudly"
)]

mod accessibility;
mod account;
mod activation;
mod annotations;
mod assessments;
mod attachments;
mod authenticator;
mod bad_input;
mod canary;
mod cases;
mod checklists;
mod depths_and_kinds;
mod emergencies;
mod extracts;
mod faults;
mod figures;
mod forged_ids;
mod headers;
mod instruments;
mod keeping;
mod language_and_demo;
mod layers;
mod leaflets;
mod letters;
mod log_extract;
mod log_review;
mod monitoring;
mod participation;
mod permissions;
mod phrases;
mod plan_registers;
mod plans;
#[path = "../../../documents/tests/documents/common/read_back.rs"]
mod read_back;
mod reports;
mod retention;
mod review;
mod second_factor;
mod sessions;
mod sign_in;
mod site_files;
mod step_up;
mod support;
mod thread;
mod unit_settings;
mod work;
