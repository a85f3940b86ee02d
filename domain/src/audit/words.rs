use crate::language::Language;

/// What somebody did, in words for whoever it is about. `action` is a row's verb; what nobody has words for is a change.
#[must_use]
pub fn event_words(action: &str, l: Language) -> &'static str {
    match action {
        "read" => l.t("Öppnade", "Opened"),
        "created" | "opened" | "revised" => l.t("Lade till", "Added"),
        "saved" | "changed" | "deepened" | "guardians" | "progressed" => l.t("Ändrade", "Changed"),
        "removed" | "withdrawn" => l.t("Tog bort eller avslutade", "Removed or ended"),
        "restored" | "reopened" => l.t("Tog tillbaka", "Took back"),
        "signed" | "countersigned" | "approved" | "closed" => {
            l.t("Skrev under eller godkände", "Signed or approved")
        }
        "submitted" | "recalled" | "returned" | "remarked" | "answered" => {
            l.t("Lämnade eller granskade", "Handed in or reviewed")
        }
        "given" | "not_given" => l.t(
            "Antecknade att ett svar lämnats",
            "Noted that an answer was given",
        ),
        "assigned" => l.t("Bytte handläggare", "Changed who answers for it"),
        "extract" | "fetched" => l.t("Tog ut ur loggen", "Took out of the log"),
        _ => l.t("Annan händelse", "Another event"),
    }
}

/// Which part of a record it was done to. `detail` says more of an assessment that was opened.
#[must_use]
pub fn object_words(kind: &str, detail: &str, l: Language) -> &'static str {
    match (kind, detail) {
        ("case", _) => l.t("Ärendet", "The case"),
        ("child", _) | (_, "children") => l.t("Uppgifter om barn", "Details of children"),
        ("guardian", _) => l.t("Vårdnadshavare", "Guardians"),
        ("note", _) | (_, "voice" | "thread") => l.t("Barnets delaktighet", "The child's participation"),
        ("measure", _) | (_, "measures") => l.t("Åtgärder", "Measures"),
        ("letter", _) | (_, "letters") => l.t("Brev till barn", "Letters to children"),
        ("attachment", _) | (_, "attachments") => l.t("Bilagor", "Attachments"),
        ("review", _) | (_, "review") => l.t("Granskning", "Review"),
        ("annotation", _) | (_, "annotations") => {
            l.t("Rättelser och invändningar", "Corrections and objections")
        }
        ("disclosure", _) | (_, "disclosures") => l.t("Prövning av utlämnande", "Assessment of disclosure"),
        ("assessment", "party document" | "internal document" | "working print" | "memo") => {
            l.t("Dokument ur analysen", "Documents of the assessment")
        }
        ("assessment" | "section", _) => l.t("Barnkonsekvensanalysen", "The assessment"),
        ("log_extract", _) => l.t("Logguttag", "Log extract"),
        _ => l.t("Annan del", "Another part"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_has_words_for_is_still_said() {
        for l in Language::ALL {
            assert!(!event_words("never heard of", l).is_empty());
            assert!(!object_words("", "", l).is_empty());
        }
        assert_eq!(event_words("read", Language::Swedish), "Öppnade");
        assert_eq!(
            object_words("assessment", "voice", Language::Swedish),
            "Barnets delaktighet"
        );
    }
}
