use domain::content::content;
use domain::dates;
use domain::language::Language;
use domain::retention::{Kept, Missing, Verdict, Waits};
use store::retention::{KeptBecause, PurgeState};

use crate::ui::TagTone;

/// The name of a rule; the id of one that this program does not know.
#[must_use]
pub fn rule_words(rule: &str, l: Language) -> String {
    content()
        .retention_rule(rule)
        .map_or_else(|| rule.to_owned(), |rule| rule.text.get(l).to_owned())
}

/// A rule with its paragraph and the day from which it applies.
#[must_use]
pub fn rule_with_law(rule: &str, l: Language) -> String {
    let words = rule_words(rule, l);
    let Some(rule) = content().retention_rule(rule) else {
        return words;
    };
    let Some(reference) = rule.reference.as_deref().and_then(|id| content().reference(id)) else {
        return words;
    };
    let (law, day) = (reference.short.get(l), dates::long(rule.applies_from, l));
    l.t(
        format!("{words} ({law}, gäller sedan {day})"),
        format!("{words} ({law}, applies since {day})"),
    )
}

/// What somebody has to say.
#[must_use]
pub fn missing_words(missing: Missing, l: Language) -> &'static str {
    match missing {
        Missing::Class => l.t(
            "Vilken sorts akt hör beslutet till?",
            "What kind of file does the decision belong to?",
        ),
        Missing::EndedOn => l.t("När avslutades ärendet?", "When did the matter end?"),
        Missing::Birth => l.t(
            "Barnets födelsedatum saknas. Handläggaren fyller i det i ärendet.",
            "The child's date of birth is missing. The worker fills it in in the case.",
        ),
        Missing::Sample => l.t(
            "Hur görs urvalet för forskningen?",
            "How is the sample for research made?",
        ),
        Missing::InSample => l.t(
            "Hör ärendet till urvalet för forskningen?",
            "Does the case belong to the sample for research?",
        ),
    }
}

/// What the rules come to, in words.
#[must_use]
pub fn verdict_words(verdict: &Verdict, l: Language) -> (String, TagTone) {
    match verdict {
        Verdict::Kept(Kept::Rule(rule)) => {
            let rule = rule_with_law(rule, l);
            (
                l.t(format!("Bevaras. {rule}."), format!("Kept. {rule}.")),
                TagTone::Good,
            )
        }
        Verdict::Kept(Kept::Hold) => (
            l.t(
                "Bevaras så länge en spärr eller ett öppet registerutdrag finns.",
                "Kept while there is a hold or an open extract.",
            )
            .to_owned(),
            TagTone::Good,
        ),
        Verdict::Kept(Kept::Sample) => (
            l.t(
                "Bevaras för forskningen (SoL 16 kap. 4 §).",
                "Kept for research (Social Services Act (SoL), chapter 16, section 4).",
            )
            .to_owned(),
            TagTone::Good,
        ),
        Verdict::NotYet { due_on, why } => {
            let day = dates::long(*due_on, l);
            let why = match why {
                Waits::LastEntry => l.t("åren efter sista anteckningen", "the years after the last entry"),
                Waits::ChildsAge => l.t("barnets ålder", "the child's age"),
                Waits::OtherFile => l.t(
                    "ett annat ärende om samma person",
                    "another case of the same person",
                ),
            };
            (
                l.t(
                    format!("Tidigast {day}. Det väntar på {why}."),
                    format!("On {day} at the earliest. It waits for {why}."),
                ),
                TagTone::Plain,
            )
        }
        Verdict::Due { since, done_by, rule } => {
            let (since, done_by, rule) = (
                dates::long(*since, l),
                dates::long(*done_by, l),
                rule_with_law(rule, l),
            );
            (
                l.t(
                    format!("Ska gallras sedan {since}, senast {done_by}. {rule}."),
                    format!("To be purged since {since}, by {done_by} at the latest. {rule}."),
                ),
                TagTone::Warn,
            )
        }
        Verdict::NeedsAnswer(missing) => (missing_words(*missing, l).to_owned(), TagTone::Warn),
    }
}

/// Why a case of a batch was kept, from its code.
#[must_use]
pub fn kept_words(code: &str, l: Language) -> &'static str {
    match KeptBecause::from_code(code) {
        Some(KeptBecause::Held) => l.t(
            "Kvar: en spärr eller ett registerutdrag",
            "Kept: a hold or an extract",
        ),
        Some(KeptBecause::Changed) => l.t(
            "Kvar: något skrevs i ärendet",
            "Kept: something was written in the case",
        ),
        Some(KeptBecause::NotDue) => l.t("Kvar: ska inte gallras längre", "Kept: no longer due"),
        Some(KeptBecause::Gone) => l.t("Fanns inte längre", "Was there no longer"),
        None => l.t("Kvar", "Kept"),
    }
}

/// How many cases, in words.
#[must_use]
pub fn cases_words(n: impl TryInto<i64>, l: Language) -> String {
    match n.try_into().unwrap_or(i64::MAX) {
        1 => l.t("1 ärende", "1 case").to_owned(),
        n => l.t(format!("{n} ärenden"), format!("{n} cases")),
    }
}

/// Where a batch is, in words.
#[must_use]
pub fn purge_state_words(state: PurgeState, l: Language) -> (&'static str, TagTone) {
    match state {
        PurgeState::Proposed => (l.t("Väntar på granskning", "Waits for review"), TagTone::Warn),
        PurgeState::Approved => (
            l.t("Godkänt, inte klart", "Approved, not finished"),
            TagTone::Warn,
        ),
        PurgeState::Done => (l.t("Gallrat", "Purged"), TagTone::Good),
        PurgeState::Cancelled => (l.t("Taget tillbaka", "Taken back"), TagTone::Plain),
    }
}

/// What the rows of a table are, in words.
#[must_use]
pub fn table_words(table: &str, l: Language) -> String {
    match table {
        "case_file" => l.t("ärende", "case"),
        "child" => l.t("barn", "children"),
        "guardian" => l.t("vårdnadshavare", "guardians"),
        "child_guardian" => l.t("vårdnadshavare för barn", "guardians of children"),
        "assessment" => l.t("prövningar", "assessments"),
        "section" => l.t("sidor med text", "pages of text"),
        "participation_note" => l.t("delaktighetsanteckningar", "participation notes"),
        "measure" => l.t("åtgärder", "measures"),
        "letter" => l.t("brev", "letters"),
        "letter_version" => l.t("godkända brevtexter", "approved letter texts"),
        "kept_version" => l.t("sparade versioner", "kept versions"),
        "review" => l.t("granskningar", "reviews"),
        "remark" => l.t("anmärkningar", "remarks"),
        "attachment" => l.t("bilagor", "attachments"),
        "annotation" => l.t("rättelser och invändningar", "corrections and objections"),
        "disclosure" => l.t("prövningar av utlämnande", "assessments of disclosure"),
        "counted" => l.t("underlag för siffror", "material of figures"),
        "name_word" => l.t("sökord", "search words"),
        "opened_case" => l.t("öppningar i sessioner", "openings in sessions"),
        "retention_hold" => l.t("spärrar", "holds"),
        "case_retention" => l.t("val av akt", "choices of file"),
        "extract_case" => l.t("delar av registerutdrag", "parts of extracts"),
        other => return other.to_owned(),
    }
    .to_owned()
}
