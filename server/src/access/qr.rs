//! QR codes as one SVG path, so that the page needs neither a picture file nor a style.

use std::fmt::Write as _;

use app::access::Qr;
use fast_qr::ECL;
use fast_qr::qr::QRBuilder;

/// The light border that scanners need, in squares.
const BORDER: usize = 4;

/// A text as a QR code; `None` when it is too long for one.
pub fn qr(text: &str) -> Option<Qr> {
    let code = QRBuilder::new(text).ecl(ECL::M).build().ok()?;
    let mut path = String::new();
    for y in 0..code.size {
        let mut row = code[y].iter().enumerate().peekable();
        while let Some((x, module)) = row.next() {
            if !module.value() {
                continue;
            }
            let mut width = 1;
            while row.next_if(|(_, next)| next.value()).is_some() {
                width += 1;
            }
            // Writing to a String cannot fail.
            let _ = write!(path, "M{} {}h{width}v1h-{width}z", x + BORDER, y + BORDER);
        }
    }
    Some(Qr {
        size: code.size + 2 * BORDER,
        path,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_becomes_a_square_with_its_three_corners() {
        let qr = qr("otpauth://totp/Ogonhojd:asa?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Ogonhojd")
            .unwrap();
        let far = qr.size - BORDER - 7;
        for corner in [(BORDER, BORDER), (far, BORDER), (BORDER, far)] {
            let (x, y) = corner;
            assert!(
                qr.path.contains(&format!("M{x} {y}h7v1h-7z")),
                "{corner:?}: {}",
                qr.path
            );
        }
        assert!(
            qr.path
                .bytes()
                .all(|b| b.is_ascii_digit() || b"Mhvz -".contains(&b))
        );
    }

    #[test]
    fn what_does_not_fit_is_no_picture() {
        assert!(qr(&"x".repeat(5000)).is_none());
    }
}
