//! Prints how long a one-page letter takes and how large it is, by both renderers:
//! `cargo run --release -p documents --example time_letter`. With a folder as argument it also writes the files.

use std::error::Error;
use std::path::PathBuf;
use std::time::Instant;

use chrono::NaiveDate;
use documents::{Block, Document, Language, Renderer, TypstPdf, WorkingPrint};

const ROUNDS: u32 = 20;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args_os().nth(1).map(PathBuf::from);
    let letter = letter()?;
    let renderers: [(&str, &dyn Renderer); 2] = [("typst", &TypstPdf), ("genpdf", &WorkingPrint)];
    for (name, renderer) in renderers {
        let start = Instant::now();
        let bytes = renderer.render(&letter)?;
        let first = start.elapsed();
        let start = Instant::now();
        for _ in 0..ROUNDS {
            renderer.render(&letter)?;
        }
        let each = start.elapsed() / ROUNDS;
        println!(
            "{name}: first {first:.1?}, then {each:.1?} each, {} bytes",
            bytes.len()
        );
        if let Some(folder) = &folder {
            std::fs::write(folder.join(format!("letter-{name}.pdf")), bytes)?;
        }
    }
    Ok(())
}

fn letter() -> Result<Document, Box<dyn Error>> {
    let date = NaiveDate::from_ymd_opt(2026, 11, 14).ok_or("no such day")?;
    Ok(Document::new("Till dig, Alva", Language::Swedish, date)
        .with_headers("Björkvikens kommun, vuxenenheten", "Signerad 2026-11-14 av Karin Holm")
        .in_large_type()
        .with(Block::paragraph("Jag heter Karin. Vi träffades hos mig den 3 november och ritade tillsammans."))
        .with(Block::heading(1, "Det här berättade du"))
        .with(Block::ChildsWords {
            text: "Jag vill bo kvar så att jag kan gå till skolan själv.".into(),
            caption: "Alva, den 3 november 2026".into(),
        })
        .with(Block::heading(1, "Det här har vi bestämt"))
        .with(Block::paragraph("Din pappa får hjälp att betala hyran. Ni bor kvar i samma lägenhet.\n\nVi tyckte att skolan och dina kompisar vägde tungt."))
        .with(Block::heading(1, "Vill du fråga något?"))
        .with(Block::ReplyStrip { prompt: "Skriv här, så svarar jag:".into(), lines: 3 }))
}
