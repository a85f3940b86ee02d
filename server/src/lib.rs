//! The `ogonhojd` server: commands, settings, router, sessions, security layers and form handlers. A library, so that tests
//! drive the real router.

// A page's markup is one deeply nested type.
#![recursion_limit = "512"]

pub mod access;
pub mod accessibility;
pub mod assessments;
pub mod assets;
pub mod audit;
pub mod backup;
pub mod cases;
pub mod checkpoints;
pub mod clock;
pub mod commands;
pub mod demo;
pub mod emergencies;
pub mod error;
pub mod extracts;
pub mod figures;
pub mod health;
pub mod http;
pub mod keys;
pub mod leaflets;
pub mod letters;
pub mod listen;
pub mod monitoring;
pub mod nav;
pub mod organisation;
pub mod participation;
pub mod passwords;
pub mod plans;
pub mod reports;
pub mod retention;
pub mod router;
pub mod secret;
pub mod sessions;
pub mod settings;
pub mod start;
pub mod state;
pub mod tls;
