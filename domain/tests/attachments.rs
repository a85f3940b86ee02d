//! Which files may be attached, what their names become, and how much fits.

use domain::attachments::{
    Attached, AttachmentForm, AttachmentKind, AttachmentProblem, MAX_ATTACHED_BYTES, MAX_ATTACHMENT_BYTES,
    MAX_ATTACHMENTS, attachment_name, size_in_words,
};
use domain::fields::Fields;
use domain::language::Language;
use proptest::prelude::*;

use AttachmentProblem::{Active, Damaged, Empty, Extension, Full, Markup, NoRoom, TooLarge, Unknown};

fn pdf(objects: &str) -> Vec<u8> {
    format!(
        "%PDF-1.7\n1 0 obj\n{objects}\nendobj\nxref\n0 1\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"
    )
    .into_bytes()
}

fn png(chunks: &[(&[u8; 4], usize)]) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, length) in chunks {
        bytes.extend(u32::try_from(*length).map_or([0xff; 4], u32::to_be_bytes));
        bytes.extend(*kind);
        bytes.extend(std::iter::repeat_n(1, length + 4));
    }
    bytes
}

fn whole_png() -> Vec<u8> {
    png(&[(b"IHDR", 13), (b"tEXt", 20), (b"IDAT", 40), (b"IEND", 0)])
}

/// A header, a frame, a scan with a stuffed zero, and the end.
fn jpeg() -> Vec<u8> {
    let mut bytes = b"\xff\xd8\xff\xe0\x00\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0".to_vec();
    bytes.extend(b"\xff\xff\xc0\x00\x0b\x08\0\x01\0\x01\x01\x01\x11\0");
    bytes.extend(b"\xff\xda\x00\x08\x01\x01\0\0\x3f\0\x12\xff\x00\x34\xff\xd9");
    bytes
}

#[test]
fn a_kind_is_read_from_the_content() {
    assert_eq!(
        AttachmentKind::of(&pdf("<< /Type /Catalog >>")),
        Ok(AttachmentKind::Pdf)
    );
    assert_eq!(AttachmentKind::of(&whole_png()), Ok(AttachmentKind::Png));
    assert_eq!(AttachmentKind::of(&jpeg()), Ok(AttachmentKind::Jpeg));
    let mut from_a_telephone = jpeg();
    from_a_telephone.extend(b"SEFHe\0\0\0SEFT");
    assert_eq!(AttachmentKind::of(&from_a_telephone), Ok(AttachmentKind::Jpeg));
    for kind in AttachmentKind::ALL {
        assert_eq!(AttachmentKind::from_code(kind.code()), Some(kind));
    }
}

#[test]
fn what_is_cut_off_anywhere_is_damaged() {
    for (kind, whole) in [(AttachmentKind::Png, whole_png()), (AttachmentKind::Jpeg, jpeg())] {
        for length in 8..whole.len() {
            assert_eq!(
                AttachmentKind::of(&whole[..length]),
                Err(Damaged(kind)),
                "{kind:?} {length}"
            );
        }
    }
    let mut cut = pdf("<< >>");
    cut.truncate(cut.len() - 4);
    assert_eq!(AttachmentKind::of(&cut), Err(Damaged(AttachmentKind::Pdf)));
    let mut padded = pdf("<< >>");
    padded.extend([b'\n'; 900]);
    assert_eq!(AttachmentKind::of(&padded), Ok(AttachmentKind::Pdf));
    padded.extend([b'\n'; 200]);
    assert_eq!(AttachmentKind::of(&padded), Err(Damaged(AttachmentKind::Pdf)));
}

#[test]
fn pictures_with_the_wrong_skeleton_are_damaged() {
    let chunks: [&[(&[u8; 4], usize)]; 6] = [
        &[(b"IDAT", 40), (b"IHDR", 13), (b"IEND", 0)],
        &[(b"IHDR", 12), (b"IDAT", 40), (b"IEND", 0)],
        &[(b"IHDR", 13), (b"IHDR", 13), (b"IDAT", 40), (b"IEND", 0)],
        &[(b"IHDR", 13), (b"IEND", 0)],
        &[(b"IHDR", 13), (b"IDAT", 40), (b"IEND", 1)],
        &[(b"IHDR", 13), (b"IDAT", 40), (b"IEND", 0), (b"IEND", 0)],
    ];
    for chunks in chunks {
        assert_eq!(
            AttachmentKind::of(&png(chunks)),
            Err(Damaged(AttachmentKind::Png)),
            "{chunks:?}"
        );
    }
    let mut endless = b"\x89PNG\r\n\x1a\n\xff\xff\xff\xffIHDR".to_vec();
    endless.extend([0; 40]);
    assert_eq!(AttachmentKind::of(&endless), Err(Damaged(AttachmentKind::Png)));
    for wrong in [
        b"\xff\xd8\xff\xd9".as_slice(),
        b"\xff\xd8\xff\xe0\x00\x01\xff\xd9",
        b"\xff\xd8\xff\xe0\x00\x02\xff\xda\x00\x02\xff\xd9",
        b"\xff\xd8\xff\xc0\x00\x02no mark\xff\xda\xff\xd9",
        b"\xff\xd8\xff\xff\xff\xff",
    ] {
        assert_eq!(
            AttachmentKind::of(wrong),
            Err(Damaged(AttachmentKind::Jpeg)),
            "{wrong:x?}"
        );
    }
}

#[test]
fn a_pdf_that_runs_something_or_carries_files_is_refused() {
    for active in [
        "<< /S /JavaScript /JS (app.alert(1)) >>",
        "<< /S /J#61vaScript >>",
        "<< /S /#4a#61#76#61#53#63#72#69#70#74 >>",
        "<< /Names << /EmbeddedFiles << >> >> >>",
        "<< /Type/EmbeddedFile >>",
        "<< /S /Launch /F (cmd.exe) >>",
    ] {
        assert_eq!(AttachmentKind::of(&pdf(active)), Err(Active), "{active}");
    }
    for calm in [
        "(about JavaScript)",
        "<< /Lau#6",
        "<< /Lau#zz#zz >>",
        "<< /Java /Script >>",
        "/",
    ] {
        assert_eq!(AttachmentKind::of(&pdf(calm)), Ok(AttachmentKind::Pdf), "{calm}");
    }
}

#[test]
fn whatever_begins_as_something_else_is_refused() {
    assert_eq!(AttachmentKind::of(b""), Err(Empty));
    for markup in [
        "<!doctype html><p>hej",
        " \r\n\t<HTML>",
        "\u{feff}<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        "<?xml version=\"1.0\"?><svg/>",
        "<script>alert(1)</script>%PDF-1.7\n%%EOF",
        "#!/bin/sh\n",
    ] {
        assert_eq!(AttachmentKind::of(markup.as_bytes()), Err(Markup), "{markup}");
    }
    assert_eq!(AttachmentKind::of(b"\xff\xfe<\0s\0v\0g\0"), Err(Markup));
    assert_eq!(AttachmentKind::of(b"\xfe\xff\0<\0h"), Err(Markup));
    for other in [
        b"PK\x03\x04 a document".as_slice(),
        b"GIF89a%PDF-1.7%%EOF",
        b" %PDF-1.7\n%%EOF",
        b"%PDF",
        b"%PDF-x.y %%EOF",
        b"MZ\x90\0",
        b"\0\0\0\x18ftypheic",
        b"hej",
    ] {
        assert_eq!(AttachmentKind::of(other), Err(Unknown), "{other:x?}");
    }
}

#[test]
fn ten_megabytes_fit_and_one_byte_more_does_not() {
    let mut bytes = jpeg();
    bytes.resize(MAX_ATTACHMENT_BYTES, 0);
    assert_eq!(AttachmentKind::of(&bytes), Ok(AttachmentKind::Jpeg));
    bytes.push(0);
    assert_eq!(AttachmentKind::of(&bytes), Err(TooLarge));
}

#[test]
fn a_name_has_to_end_as_its_content_says() {
    use AttachmentKind::{Jpeg, Pdf, Png};
    for (kind, name) in [
        (Pdf, "Intyg.PDF"),
        (Jpeg, "foto.jpg"),
        (Jpeg, "foto.v2.JPEG"),
        (Png, "skärm.png"),
    ] {
        assert_eq!(kind.agrees_with(name), Ok(()), "{name}");
    }
    for (kind, name) in [
        (Pdf, "intyg.png"),
        (Pdf, "intyg.pdf.exe"),
        (Png, "png"),
        (Jpeg, ""),
        (Jpeg, "foto.jpg."),
    ] {
        assert_eq!(kind.agrees_with(name), Err(Extension(kind)), "{name}");
    }
}

#[test]
fn a_name_loses_its_folders_and_what_nobody_sees() {
    for (raw, kept) in [
        ("Läkarintyg.pdf", "Läkarintyg.pdf"),
        ("C:\\Users\\Karin\\intyg.pdf", "intyg.pdf"),
        ("../../etc/passwd", "passwd"),
        ("intyg\u{202e}fdp.exe", "intygfdp.exe"),
        ("a\r\nSet-Cookie: x=1.pdf\0", "aSet-Cookie: x=1.pdf"),
        ("  \u{feff}rum\u{2028}met.png ", "rummet.png"),
        ("/", ""),
    ] {
        assert_eq!(attachment_name(raw), kept, "{raw:?}");
    }
    let long = attachment_name(&format!("{}.pdf", "å".repeat(300)));
    assert_eq!(long.chars().count(), 200);
    assert!(long.ends_with("å.pdf"));
    assert_eq!(attachment_name(&".x".repeat(300)).chars().count(), 200);
    assert_eq!(attachment_name(&"y".repeat(300)).chars().count(), 200);
}

#[test]
fn twenty_files_and_fifty_megabytes_fit() {
    let all = |files, bytes| Attached { files, bytes };
    assert_eq!(Attached::default().takes(MAX_ATTACHMENT_BYTES), Ok(()));
    assert_eq!(all(MAX_ATTACHMENTS - 1, 0).takes(1), Ok(()));
    assert_eq!(all(MAX_ATTACHMENTS, 0).takes(1), Err(Full));
    assert_eq!(all(1, MAX_ATTACHED_BYTES - 7).takes(7), Ok(()));
    assert_eq!(all(1, MAX_ATTACHED_BYTES - 7).takes(8), Err(NoRoom));
    assert_eq!(all(1, i64::MAX).takes(usize::MAX), Err(NoRoom));
}

#[test]
fn the_note_is_one_line_and_needed() {
    let form = |note: &str| AttachmentForm::from_fields(&[("note", note)].into_iter().collect::<Fields>());
    assert_eq!(form(" Intyg\r\nfrån\tskolan ").note, "Intyg från skolan");
    assert!(form("Intyg").check(Language::Swedish).is_empty());
    assert!(form(&"å".repeat(200)).check(Language::Swedish).is_empty());
    for wrong in ["", " \n ", &"å".repeat(201)] {
        assert!(
            form(wrong)
                .check(Language::English)
                .of("note")
                .is_some_and(|m| m.contains("200")),
            "{wrong}"
        );
    }
}

#[test]
fn sizes_are_said_as_people_read_them() {
    for (bytes, swedish, english) in [
        (1, "1 kB", "1 kB"),
        (8 * 1024, "8 kB", "8 kB"),
        (8 * 1024 + 1, "9 kB", "9 kB"),
        (1024 * 1024, "1,0 MB", "1.0 MB"),
        (1_300_000, "1,2 MB", "1.2 MB"),
        (10 * 1024 * 1024, "10,0 MB", "10.0 MB"),
    ] {
        assert_eq!(size_in_words(bytes, Language::Swedish), swedish);
        assert_eq!(size_in_words(bytes, Language::English), english);
    }
}

#[test]
fn every_problem_says_something_of_its_own_in_both_languages() {
    let kind = AttachmentKind::Png;
    let all = [
        AttachmentProblem::Missing,
        AttachmentProblem::ChooseAgain,
        Empty,
        TooLarge,
        Markup,
        Unknown,
        Damaged(kind),
        Active,
        Extension(kind),
        AttachmentProblem::Same,
        Full,
        NoRoom,
    ];
    let mut said: Vec<String> = all
        .iter()
        .flat_map(|p| Language::ALL.map(|l| p.message(l)))
        .collect();
    assert!(Extension(kind).message(Language::Swedish).contains(".png"));
    assert!(
        TooLarge.message(Language::Swedish).contains("10 MB")
            && NoRoom.message(Language::English).contains("50 MB")
    );
    said.sort();
    said.dedup();
    assert_eq!(said.len(), all.len() * 2);
}

proptest! {
    #[test]
    fn nothing_that_begins_as_a_page_or_a_vector_picture_passes(
        space in "[ \t\r\n]{0,5}",
        begin in prop::sample::select(vec!["<svg", "<SVG ", "<html>", "<!DOCTYPE html>", "<?xml", "<script>", "<!--", "\u{feff}<svg"]),
        mut rest in any::<Vec<u8>>(),
        hidden in 0..4_usize,
    ) {
        rest.extend(vec![pdf(""), whole_png(), jpeg(), Vec::new()].swap_remove(hidden));
        let file = [space.as_bytes(), begin.as_bytes(), &rest].concat();
        let found = AttachmentKind::of(&file);
        // A mark of byte order counts as one only at the very beginning.
        prop_assert!(matches!(found, Err(Markup | Unknown)), "{found:?}");
    }

    #[test]
    fn random_bytes_do_not_pass_behind_any_beginning(begin in prop::sample::select(vec![b"".as_slice(), b"%PDF-1.4", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"]), rest in any::<Vec<u8>>()) {
        let file = [begin, &rest].concat();
        prop_assert!(AttachmentKind::of(&file).is_err());
    }

    #[test]
    fn a_kept_name_is_short_and_holds_neither_folders_nor_control_characters(raw in any::<String>()) {
        let name = attachment_name(&raw);
        prop_assert!(name.chars().count() <= 200);
        let bad = name.chars().find(|c| c.is_control() || matches!(*c, '/' | '\\' | '\u{202e}'));
        prop_assert_eq!(bad, None);
        prop_assert_eq!(attachment_name(&name), name);
    }
}
