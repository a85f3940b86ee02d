use domain::language::Language;
use domain::reports::DataCell;

/// A figure as people read it: `1 234`, `40 %`, `12 dagar`, `2026-11-14`, or why there is none.
#[must_use]
pub fn shown(cell: &DataCell, language: Language) -> String {
    match cell {
        DataCell::Text(text) | DataCell::Missing(text) => text.clone(),
        DataCell::Count(n) => grouped(*n, language),
        DataCell::Percent(n) => {
            let n = grouped(*n, language);
            language.t(format!("{n}\u{A0}%"), format!("{n}%"))
        }
        DataCell::Days(1) => language.t("1\u{A0}dag", "1\u{A0}day").to_owned(),
        DataCell::Days(n) => {
            let n = grouped(i64::from(*n), language);
            language.t(format!("{n}\u{A0}dagar"), format!("{n}\u{A0}days"))
        }
        DataCell::Date(date) => date.to_string(),
    }
}

/// A whole number with its thousands apart.
fn grouped(n: i64, language: Language) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut out = String::from(if n < 0 { "−" } else { "" });
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(language.t('\u{A0}', ','));
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use domain::language::Language::{English, Swedish};
    use domain::reports::DataCell;

    use super::shown;

    #[test]
    fn figures_are_written_as_each_language_writes_them() {
        for (cell, swedish, english) in [
            (DataCell::Count(0), "0", "0"),
            (DataCell::Count(123), "123", "123"),
            (DataCell::Count(-1_234), "−1\u{A0}234", "−1,234"),
            (DataCell::Count(1_234_567), "1\u{A0}234\u{A0}567", "1,234,567"),
            (DataCell::Percent(40), "40\u{A0}%", "40%"),
            (DataCell::Days(1), "1\u{A0}dag", "1\u{A0}day"),
            (DataCell::Days(12), "12\u{A0}dagar", "12\u{A0}days"),
            (DataCell::missing("inget svar"), "inget svar", "inget svar"),
        ] {
            assert_eq!(shown(&cell, Swedish), swedish);
            assert_eq!(shown(&cell, English), english);
        }
        let day = NaiveDate::from_ymd_opt(2026, 11, 4).unwrap();
        assert_eq!(shown(&DataCell::Date(day), Swedish), "2026-11-04");
        assert_eq!(
            shown(&DataCell::Count(i64::MIN), English),
            "−9,223,372,036,854,775,808"
        );
    }
}
