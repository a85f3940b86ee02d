//! Writes invented follow-up reports on a unit, a district and a municipality, in both languages, as PDF, workbook, CSV, JSON and
//! preview: to look at after a change of how they are drawn. `cargo run -p documents --example report -- FOLDER`

use std::error::Error;
use std::path::Path;

use documents::reports::{csv, document, json, xlsx};
use documents::{Renderer, TypstPdf, html};
use domain::language::Language;

#[path = "../tests/documents/reports/sample/mod.rs"]
mod sample;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("say into which folder")?;
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder)?;
    for scope in sample::SCOPES {
        for language in Language::ALL {
            let report = sample::report(scope, language);
            let document = document(&report);
            let files = [
                ("pdf", TypstPdf.render(&document)?),
                ("xlsx", xlsx(&report)?),
                ("csv", csv(&report)),
                ("json", json(&report)),
                ("html", html::preview(&document).into_bytes()),
            ];
            for (ending, bytes) in files {
                let name = format!("{scope:?}-{}.{ending}", language.code()).to_lowercase();
                println!("{name}: {} KB", bytes.len().div_ceil(1024));
                std::fs::write(folder.join(name), bytes)?;
            }
        }
    }
    Ok(())
}
