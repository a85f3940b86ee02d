use super::{LetterKind, LetterStatus};
use crate::assessments::{Material, StatementInView};
use crate::fields::{FieldErrors, Fields, MAX_TEXT, too_long_message};
use crate::ids::{ChildId, LetterId};
use crate::language::Language;
use crate::participation::{Disclosure, DisclosureOutcome, Standing, names, repeats, standing};

/// A letter with its text, as the rules see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LetterInView {
    /// The letter.
    pub id: LetterId,
    /// To whom.
    pub child: ChildId,
    /// What it is for.
    pub kind: LetterKind,
    /// Where it is.
    pub status: LetterStatus,
    /// Its text: the outline's sections, and `reply.<statement>` with `reply_how.<statement>`.
    pub fields: Fields,
    /// Why it is not given; empty otherwise.
    pub not_given_why: String,
}

/// How a statement is answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReplyHow {
    /// In the letter, for all to read who may come to read it.
    #[default]
    Letter,
    /// In a talk; the text is the writer's support and is not printed.
    Talk,
}

impl ReplyHow {
    /// The code in the letter's fields.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Letter => "letter",
            Self::Talk => "talk",
        }
    }
}

/// The name of the field that answers a statement.
#[must_use]
pub fn reply_field(statement: &str) -> String {
    format!("reply.{statement}")
}

/// The name of the field that says how a statement is answered.
#[must_use]
pub fn reply_how_field(statement: &str) -> String {
    format!("reply_how.{statement}")
}

/// How the letter answers a statement.
#[must_use]
pub fn reply_how(fields: &Fields, statement: &str) -> ReplyHow {
    if fields.text(&reply_how_field(statement)) == ReplyHow::Talk.code() {
        ReplyHow::Talk
    } else {
        ReplyHow::Letter
    }
}

/// What a child said that its letter owes an answer to.
#[must_use]
pub fn to_answer(material: &Material, child: ChildId) -> Vec<StatementInView> {
    let mut said = material.statements();
    said.retain(|s| s.child == child);
    said
}

/// What keeps a letter from being approved, by its fields. `place` is what would give away where a protected child is: the unit's name.
/// Empty means that nothing in its text speaks against it; the writer's own checks are [`ApprovalForm`].
#[must_use]
pub fn letter_gaps(
    material: &Material,
    letter: &LetterInView,
    disclosures: &[Disclosure],
    place: &str,
    l: Language,
) -> FieldErrors {
    let mut errors = FieldErrors::default();
    if printed(&letter.fields).all(|(_, text)| text.trim().is_empty()) {
        errors.add(
            "",
            l.t(
                "Brevet är tomt. Skriv det först.",
                "The letter is empty. Write it first.",
            ),
        );
    }
    if letter.kind == LetterKind::Feedback {
        for said in to_answer(material, letter.child) {
            reply_gap(
                &said,
                &letter.fields,
                standing(&said, disclosures),
                &mut errors,
                l,
            );
        }
    }
    for said in material.statements() {
        if standing(&said, disclosures).may_be_read() {
            continue;
        }
        if let Some((name, _)) = printed(&letter.fields).find(|(_, text)| repeats(text, &said.words)) {
            let quoted = short(&said.words);
            errors.add(
                name,
                l.t(
                    format!("Brevet återger något som inte får stå där innan utlämnandet är prövat: ”{quoted}”. Ta bort det ur brevet, eller pröva det."),
                    format!("The letter repeats something that may not stand there before its disclosure is assessed: “{quoted}”. Take it out of the letter, or assess it."),
                ),
            );
        }
    }
    let protected = material.child(letter.child).is_some_and(|c| c.protected);
    if protected && let Some((name, _)) = printed(&letter.fields).find(|(_, text)| names(text, place)) {
        errors.add(
            name,
            l.t(
                "Brevet nämner enheten. Barnet har skyddade personuppgifter, ta bort det.",
                "The letter names the unit. The child has a protected identity; take it out.",
            ),
        );
    }
    errors
}

/// The texts that stand in the letter itself, by field: answers that are given in a talk do not.
pub fn printed(fields: &Fields) -> impl Iterator<Item = (&str, &str)> {
    fields.0.iter().filter_map(|(name, text)| {
        let prints = match name.strip_prefix("reply.") {
            Some(statement) => reply_how(fields, statement) == ReplyHow::Letter,
            None => !name.starts_with("reply_how."),
        };
        prints.then_some((name.as_str(), text.as_str()))
    })
}

fn reply_gap(
    said: &StatementInView,
    fields: &Fields,
    standing: Standing,
    errors: &mut FieldErrors,
    l: Language,
) {
    let quoted = short(&said.words);
    let name = reply_field(&said.key);
    if !fields.has(&name) {
        errors.add(
            &name,
            l.t(
                format!("Svara på det barnet sade: ”{quoted}”."),
                format!("Answer what the child said: “{quoted}”."),
            ),
        );
    } else if !standing.may_be_read() && reply_how(fields, &said.key) == ReplyHow::Letter {
        let message = if standing == Standing::Awaits {
            l.t(
                format!("Det barnet sade (”{quoted}”) ska prövas innan någon får läsa om det. Pröva utlämnandet, eller svara i ett samtal."),
                format!("What the child said (“{quoted}”) has to be assessed before anybody may read of it. Assess its disclosure, or answer in a talk."),
            )
        } else {
            l.t(
                format!("Det barnet sade (”{quoted}”) lämnas inte ut. Svara på det i ett samtal."),
                format!("What the child said (“{quoted}”) is withheld. Answer it in a talk."),
            )
        };
        errors.add(&name, message);
    }
}

/// The beginning of what was said, for use in a sentence.
#[must_use]
pub fn short(words: &str) -> String {
    let mut short: String = words.chars().take(60).collect();
    if words.chars().count() > 60 {
        short.push('…');
    }
    short
}

/// Approved letters that a new assessment of disclosure would make wrong: they answer or repeat what would be withheld. Their approval
/// has to be taken back first.
#[must_use]
pub fn letters_against(
    said: &StatementInView,
    outcome: DisclosureOutcome,
    letters: &[LetterInView],
) -> Vec<LetterId> {
    if outcome == DisclosureOutcome::Disclosed {
        return Vec::new();
    }
    letters
        .iter()
        .filter(|letter| letter.status == LetterStatus::Approved)
        .filter(|letter| {
            let answers = letter.fields.has(&reply_field(&said.key))
                && reply_how(&letter.fields, &said.key) == ReplyHow::Letter;
            answers || printed(&letter.fields).any(|(_, text)| repeats(text, &said.words))
        })
        .map(|letter| letter.id)
        .collect()
}

/// What the writer checks before a letter is approved: code, Swedish, English.
pub const APPROVALS: [(&str, &str, &str); 4] = [
    (
        "informants",
        "Brevet röjer inte vem som har berättat något för oss, och inget om syskon som barnet inte redan vet.",
        "The letter does not give away who told us something, and nothing about siblings that the child does not know already.",
    ),
    (
        "whereabouts",
        "Brevet röjer inte var någon bor eller finns som behöver skydd.",
        "The letter does not give away where anybody lives or is who needs protection.",
    ),
    (
        "statements",
        "Allt i brevet får läsas av alla som kan komma att läsa det: barnet, syskon och vårdnadshavare.",
        "Everything in the letter may be read by all who may come to read it: the child, siblings and guardians.",
    ),
    (
        "understandable",
        "Barnet kan förstå brevet. Jag har läst det högt.",
        "The child can understand the letter. I have read it aloud.",
    ),
];

/// On what the letter may tell of the adult's circumstances: code, Swedish, English.
pub const ADULT_BASES: [(&str, &str, &str); 3] = [
    (
        "nothing",
        "Brevet säger inget om en vuxens förhållanden som barnet inte redan vet",
        "The letter says nothing of an adult's circumstances that the child does not know already",
    ),
    (
        "consent",
        "Den vuxna har samtyckt (OSL 12 kap. 2 §)",
        "The adult has consented (OSL, chapter 12, section 2)",
    ),
    (
        "assessed",
        "Det är prövat att det kan berättas (OSL 26 kap. 1 §)",
        "It has been assessed that it can be told (OSL, chapter 26, section 1)",
    ),
];

/// Whether the child can have the letter at home: code, Swedish, English.
pub const AT_HOME: [(&str, &str, &str); 2] = [
    ("safe", "Ja", "Yes"),
    (
        "kept",
        "Nej, brevet läses tillsammans och finns kvar hos oss",
        "No, the letter is read together and kept with us",
    ),
];

/// The check of secrecy and safety before a letter is approved, as typed. What was answered is kept with the approval.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ApprovalForm {
    fields: Fields,
}

impl ApprovalForm {
    /// Reads a posted form.
    #[must_use]
    pub fn from_fields(fields: &Fields) -> Self {
        let mut names: Vec<String> = APPROVALS
            .iter()
            .map(|(code, ..)| format!("approve.{code}"))
            .collect();
        names.extend(["adult", "adult_why", "at_home"].map(str::to_owned));
        Self {
            fields: names
                .into_iter()
                .map(|n| (n.clone(), fields.text(&n).to_owned()))
                .collect(),
        }
    }

    /// What was answered.
    #[must_use]
    pub fn answers(&self) -> &Fields {
        &self.fields
    }

    /// What is not answered yet, in the order of the form.
    #[must_use]
    pub fn check(&self, l: Language) -> FieldErrors {
        let fields = &self.fields;
        let mut errors = FieldErrors::default();
        let known = |codes: &[(&str, &str, &str)], name: &str| {
            codes.iter().any(|(code, ..)| *code == fields.text(name))
        };
        if !known(&ADULT_BASES, "adult") {
            errors.add(
                "adult",
                l.t(
                    "Välj vad som gäller för det brevet säger om en vuxen.",
                    "Choose what holds for what the letter says of an adult.",
                ),
            );
        } else if fields.text("adult") != "nothing" {
            let length = fields.text("adult_why").chars().count();
            if length == 0 {
                errors.add(
                    "adult_why",
                    l.t(
                        "Skriv när samtycket gavs, eller vem som prövade det och varför det kan berättas.",
                        "Write when the consent was given, or who assessed it and why it can be told.",
                    ),
                );
            } else if length > MAX_TEXT {
                errors.add("adult_why", too_long_message(length, MAX_TEXT, l));
            }
        }
        for (code, ..) in APPROVALS {
            let name = format!("approve.{code}");
            if !fields.ticked(&name) {
                errors.add(
                    &name,
                    l.t(
                        "Kontrollera det här och kryssa i rutan.",
                        "Check this and tick the box.",
                    ),
                );
            }
        }
        if !known(&AT_HOME, "at_home") {
            errors.add(
                "at_home",
                l.t(
                    "Svara på om det är tryggt för barnet att ha brevet hemma.",
                    "Answer whether it is safe for the child to have the letter at home.",
                ),
            );
        }
        errors
    }
}

/// Ways to give a letter: code, Swedish, English.
pub const WAYS: [(&str, &str, &str); 4] = [
    ("read", "Läst tillsammans", "Read together"),
    ("handed", "Lämnat i handen", "Handed over"),
    ("posted", "Skickat hem", "Sent home"),
    (
        "told",
        "Berättat, brevet finns kvar här",
        "Told, the letter is kept here",
    ),
];

/// The ways that are possible: a letter that is not safe at home stays here, a protected child's is not posted, and what is said in a
/// talk is told.
#[must_use]
pub fn ways(
    approval: &Fields,
    protected: bool,
    spoken: bool,
) -> Vec<(&'static str, &'static str, &'static str)> {
    let kept = approval.text("at_home") == "kept";
    WAYS.into_iter()
        .filter(|(code, ..)| match *code {
            "posted" => !kept && !protected && !spoken,
            "handed" => !kept && !spoken,
            "read" => !spoken,
            _ => true,
        })
        .collect()
}
