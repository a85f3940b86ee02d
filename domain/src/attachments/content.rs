use super::{AttachmentKind, AttachmentProblem, MAX_ATTACHMENT_BYTES};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
const JPEG: &[u8] = b"\xff\xd8\xff";
/// Beginnings of names in a PDF that runs something or carries other files.
const ACTIVE_NAMES: [&[u8]; 3] = [b"JavaScript", b"Launch", b"EmbeddedFile"];
/// How far from the end of a PDF its last mark may stand.
const PDF_END: usize = 1024;

impl AttachmentKind {
    /// Reads the kind from the content alone: how it begins, and whether its skeleton is whole. What begins as anything else is
    /// refused, also when a PDF or a picture comes later in it.
    ///
    /// A PDF that runs scripts, starts programs or carries files is refused. That is a plain search for names in the bytes: it
    /// finds what ordinary programs write, not what somebody has hidden in a compressed part, and is no virus scan. After the end
    /// of a JPEG other bytes may follow, because telephones write them.
    ///
    /// # Errors
    /// What is wrong with the file; never [`AttachmentProblem::Extension`] or anything about other files.
    pub fn of(bytes: &[u8]) -> Result<Self, AttachmentProblem> {
        if bytes.is_empty() {
            return Err(AttachmentProblem::Empty);
        }
        if bytes.len() > MAX_ATTACHMENT_BYTES {
            return Err(AttachmentProblem::TooLarge);
        }
        let (kind, whole) = if begins_as_pdf(bytes) {
            (Self::Pdf, ends_as_pdf(bytes))
        } else if bytes.starts_with(PNG) {
            (Self::Png, whole_png(bytes).is_some())
        } else if bytes.starts_with(JPEG) {
            (Self::Jpeg, whole_jpeg(bytes).is_some())
        } else if begins_as_markup(bytes) {
            return Err(AttachmentProblem::Markup);
        } else {
            return Err(AttachmentProblem::Unknown);
        };
        if !whole {
            return Err(AttachmentProblem::Damaged(kind));
        }
        if kind == Self::Pdf && has_active_name(bytes) {
            return Err(AttachmentProblem::Active);
        }
        Ok(kind)
    }
}

fn begins_as_pdf(bytes: &[u8]) -> bool {
    matches!(bytes.strip_prefix(b"%PDF-"), Some([major, b'.', minor, ..]) if major.is_ascii_digit() && minor.is_ascii_digit())
}

fn ends_as_pdf(bytes: &[u8]) -> bool {
    let end = bytes
        .get(bytes.len().saturating_sub(PDF_END)..)
        .unwrap_or_default();
    end.windows(5).any(|part| part == b"%%EOF")
}

fn has_active_name(bytes: &[u8]) -> bool {
    bytes
        .iter()
        .enumerate()
        .filter(|(_, b)| **b == b'/')
        .any(|(at, _)| {
            let name = bytes.get(at + 1..).unwrap_or_default();
            ACTIVE_NAMES.iter().any(|active| begins_name(name, active))
        })
}

/// Whether a PDF's name begins so. `#4a` in a name stands for the letter with that number.
fn begins_name(mut name: &[u8], wanted: &[u8]) -> bool {
    wanted.iter().all(|letter| {
        let (found, rest) = match name {
            [b'#', high, low, rest @ ..] => (from_hex(*high, *low), rest),
            [byte, rest @ ..] => (Some(*byte), rest),
            [] => return false,
        };
        name = rest;
        found == Some(*letter)
    })
}

fn from_hex(high: u8, low: u8) -> Option<u8> {
    let digit = |b: u8| char::from(b).to_digit(16);
    u8::try_from(digit(high)? * 16 + digit(low)?).ok()
}

/// Goes through the chunks: the header first, something to show, and nothing after the end.
fn whole_png(bytes: &[u8]) -> Option<()> {
    let mut rest = bytes.strip_prefix(PNG)?;
    let (mut first, mut shows) = (true, false);
    loop {
        let (length, after) = rest.split_first_chunk::<4>()?;
        let (kind, after) = after.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        // The content and its four bytes of checksum.
        rest = after.get(length.checked_add(4)?..)?;
        if first != (kind == b"IHDR") || first && length != 13 {
            return None;
        }
        first = false;
        shows |= kind == b"IDAT";
        if kind == b"IEND" {
            return (length == 0 && shows && rest.is_empty()).then_some(());
        }
    }
}

/// Goes through the segments to the first one of picture data, and looks for the mark of the end after it.
fn whole_jpeg(bytes: &[u8]) -> Option<()> {
    let mut rest = bytes.strip_prefix(b"\xff\xd8")?;
    let mut framed = false;
    loop {
        let [0xff, marker, after @ ..] = rest else {
            return None;
        };
        match marker {
            // A filling byte.
            0xff => rest = rest.get(1..)?,
            // Inside picture data a 0xff is always followed by a zero, so that this cannot be part of it.
            0xda => {
                let ends = after.windows(2).any(|mark| mark == b"\xff\xd9");
                return (framed && ends).then_some(());
            }
            // Marks that stand alone have nothing to do here.
            0x00 | 0x01 | 0xd0..=0xd9 => return None,
            _ => {
                framed |= matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc);
                let (length, _) = after.split_first_chunk::<2>()?;
                let length = usize::from(u16::from_be_bytes(*length));
                if length < 2 {
                    return None;
                }
                rest = after.get(length..)?;
            }
        }
    }
}

/// Whether it begins as HTML, SVG, XML or a script does, also in UTF-16.
fn begins_as_markup(bytes: &[u8]) -> bool {
    let marks: [&[u8]; 3] = [b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"];
    let text = marks
        .iter()
        .find_map(|mark| bytes.strip_prefix(*mark))
        .unwrap_or(bytes);
    let mut seen = text.iter().filter(|b| **b != 0 && !b.is_ascii_whitespace());
    matches!(
        (seen.next(), seen.next()),
        (Some(b'<'), _) | (Some(b'#'), Some(b'!'))
    )
}
