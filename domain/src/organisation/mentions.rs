use chrono::{Datelike, NaiveDate};

use crate::cases::IdentityNumber;

/// Whether a text holds something like a personal or coordination number: `YYYYMMDD-NNNN`, `YYMMDD-NNNN`, also with `+`, a dash, a
/// space or nothing between. Where the form alone says little, as in a telephone number, the check digit has to fit too.
#[must_use]
pub(crate) fn mentions_identity_number(text: &str, today: NaiveDate) -> bool {
    let runs = runs(text);
    let pairs = runs.iter().zip(runs.iter().skip(1));
    runs.iter().any(|run| alone(&run.digits, today))
        || pairs
            .filter(|(_, last)| last.digits.len() == 4)
            .any(|(date, last)| together(&date.digits, last, today))
}

/// Digits without anything between them, and what stands between them and the digits before.
struct Run {
    gap: String,
    digits: String,
}

fn runs(text: &str) -> Vec<Run> {
    let mut found: Vec<Run> = Vec::new();
    let mut gap = String::new();
    let mut in_run = false;
    for c in text.chars() {
        if !c.is_ascii_digit() {
            gap.push(c);
            in_run = false;
            continue;
        }
        match found.last_mut().filter(|_| in_run) {
            Some(run) => run.digits.push(c),
            None => found.push(Run {
                gap: std::mem::take(&mut gap),
                digits: c.to_string(),
            }),
        }
        in_run = true;
    }
    found
}

fn alone(digits: &str, today: NaiveDate) -> bool {
    match digits.len() {
        12 => digits.get(..8).is_some_and(|date| day_of_birth(date, today)),
        10 => IdentityNumber::parse(digits, today).is_ok(),
        _ => false,
    }
}

/// Date and last four digits with something between. A dash makes it a number; a space may stand between a date and an amount.
fn together(date: &str, last: &Run, today: NaiveDate) -> bool {
    let gap = last.gap.trim();
    let dashed = gap.chars().count() == 1 && gap.contains(['-', '+', '–', '—', '−', '\u{2010}', '\u{2011}']);
    if dashed {
        return day_of_birth(date, today);
    }
    let spaced = gap.is_empty() && last.gap.chars().count() == 1;
    spaced && IdentityNumber::parse(&format!("{date}{}", last.digits), today).is_ok()
}

/// Whether eight or six digits are a day on which somebody may have been born; in a coordination number sixty is added to the day.
fn day_of_birth(date: &str, today: NaiveDate) -> bool {
    let part = |from: usize, to: usize| date.get(from..to).and_then(|t| t.parse::<u32>().ok());
    let (year, rest) = match date.len() {
        8 => (part(0, 4), 4),
        6 => (None, 2),
        _ => return false,
    };
    let possible_year = year.is_none_or(|y| (1880..=today.year().unsigned_abs()).contains(&y));
    let (Some(month), Some(day)) = (part(rest, rest + 2), part(rest + 2, rest + 4)) else {
        return false;
    };
    possible_year && (1..=12).contains(&month) && (1..=31).contains(&if day > 60 { day - 60 } else { day })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found(text: &str) -> bool {
        mentions_identity_number(text, NaiveDate::from_ymd_opt(2026, 11, 21).unwrap())
    }

    #[test]
    fn numbers_are_found_as_people_write_them() {
        let full = IdentityNumber::with_check_digit("20160229238").unwrap();
        let (date, last) = full.split_at(8);
        for text in [
            full.clone(),
            format!("Barnet ({date}-{last}) bor hos mormor."),
            format!("{date} {last}"),
            format!("{date} - {last}"),
            format!("{date}–{last}"),
            format!("{}-{last}", &date[2..]),
            format!("{}+{last}", &date[2..]),
            format!("{} {last}", &date[2..]),
            format!("{}{last}", &date[2..]),
            // Miscopied, but still somebody's number.
            "20160229-0000".to_owned(),
            // A coordination number.
            "20170174-2381".to_owned(),
            "pnr:19121212-1212.".to_owned(),
            "å19121212-1212å".to_owned(),
        ] {
            assert!(found(&text), "{text}");
        }
    }

    #[test]
    fn other_figures_are_not_taken_for_numbers() {
        for text in [
            "",
            "Riksnormen 2026 är 5 360 kronor i månaden.",
            "Ring 08-465 004 00 eller 070-123 45 67.",
            "Bankgiro 5050-1055, diarienummer 2026-0417.",
            "Från 2026-01-15 gäller 16 kap. 2 a § (2025:400).",
            "Beslut den 20261201 om 12 000 kronor.",
            "Konto 1234567890123456.",
            "Kod 20161329-2380 och 20160232-2380.",
            "Ärende 99990101-0001.",
        ] {
            assert!(!found(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in ".{0,60}") {
            let _ = found(&text);
        }

        #[test]
        fn every_real_number_is_found_wherever_it_stands(days in 0i64..30_000, serial in 0u32..1000, before in "[a-zå ]{0,8}", after in "[a-zå. ]{0,8}") {
            let born = NaiveDate::from_ymd_opt(1940, 1, 1).unwrap() + chrono::Duration::days(days);
            let full = IdentityNumber::with_check_digit(&format!("{}{serial:03}", born.format("%Y%m%d"))).unwrap();
            for text in [full.clone(), format!("{}-{}", &full[..8], &full[8..]), format!("{}-{}", &full[2..8], &full[8..])] {
                prop_assert!(found(&format!("{before}{text}{after}")), "{}", text);
            }
        }
    }
}
