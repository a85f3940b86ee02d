//! Step 4: the child's voice.

use super::parts::{MAX_STATEMENTS, choice, rows};
use super::{ChildInView, Depth, Field, Group, Kind, Material, NoteKind, Tone};
use crate::content::content;
use crate::fields::Fields;
use crate::ids::NoteId;
use crate::language::Language;
use crate::participation::CONSENT_STATES;

pub(super) fn note(
    id: NoteId,
    material: &Material,
    fields: &Fields,
    one_more: bool,
    l: Language,
) -> Vec<Group> {
    let Some(note) = material.note(id) else {
        return Vec::new();
    };
    let Some(child) = material.child(note.child) else {
        return Vec::new();
    };
    match note.kind {
        NoteKind::NotHeard => not_heard(child, material.depth == Depth::Thorough, l),
        NoteKind::Heard => heard(child, fields, one_more, l),
    }
}

fn not_heard(child: &ChildInView, thorough: bool, l: Language) -> Vec<Group> {
    let reasons = content()
        .not_heard_reasons()
        .iter()
        .map(|r| (r.id.clone(), r.text.get(l).to_owned()))
        .collect();
    let name = &child.name;
    vec![Group::new("").fields(vec![
            Field::new(
                "reason",
                Kind::Choice(reasons),
                Tone::Fact,
                l.t(
                    format!("Varför har {name} inte hörts?"),
                    format!("Why has {name} not been heard?"),
                ),
            )
            .required(),
            Field::new("reason_text", Kind::Text, Tone::Fact, l.t("Förklara", "Explain"))
                .hint(l.t(
                    "Vad har du försökt, och vad skulle behövas för att det ska gå?",
                    "What have you tried, and what would be needed to make it possible?",
                ))
                .required()
                .missing(l.t(
                    format!("Förklara varför {name} inte har hörts."),
                    format!("Explain why {name} has not been heard."),
                )),
            Field::new(
                "known_view",
                Kind::Text,
                Tone::Fact,
                l.t(
                    format!("Vad är ändå känt om vad {name} tycker?"),
                    format!("What is nevertheless known about what {name} thinks?"),
                ),
            )
            .hint(l.t(
                "Skriv vem som har berättat det. Det är inte barnets egna ord.",
                "Write who told it. These are not the child's own words.",
            ))
            .required_if(thorough),
            Field::new(
                "informed",
                Kind::Text,
                Tone::Fact,
                l.t(
                    format!("Hur har {name} fått information?"),
                    format!("How has {name} been informed?"),
                ),
            ),
        ])]
}

fn heard(child: &ChildInView, fields: &Fields, one_more: bool, l: Language) -> Vec<Group> {
    vec![
        before(child, l),
        occasion(child, l),
        information(child, l),
        statements(child, fields, one_more, l),
        wishes(child, l),
    ]
}

/// Basis and consent stand first, because they are asked before anybody contacts the child.
fn before(child: &ChildInView, l: Language) -> Group {
    let bases = content()
        .bases()
        .iter()
        .map(|b| (b.id.clone(), b.text.get(l).to_owned()))
        .collect();
    let mut fields = vec![
        Field::new(
            "basis",
            Kind::Choice(bases),
            Tone::Fact,
            l.t("Vilken grund har samtalet?", "What is the basis for the talk?"),
        ),
        Field::new(
            "basis_reference",
            Kind::Line,
            Tone::Fact,
            l.t("Lagrum eller beslut", "Provision or decision"),
        )
        .hint(l.t(
            "Behövs när grunden inte är samtycke eller en utredning.",
            "Needed when the basis is neither consent nor an investigation.",
        )),
    ];
    for guardian in &child.guardians {
        let name = &guardian.name;
        fields.push(Field::new(
            format!("consent.{}", guardian.id),
            choice(&CONSENT_STATES, l),
            Tone::Fact,
            l.t(format!("Samtycke från {name}"), format!("Consent from {name}")),
        ));
        fields.push(Field::new(
            format!("consent_on.{}", guardian.id),
            Kind::Date,
            Tone::Fact,
            l.t(
                format!("Datum för svaret från {name}"),
                format!("Date of {name}'s answer"),
            ),
        ));
    }
    Group::new(l.t(
        format!("Innan du pratar med {}", child.name),
        format!("Before you talk with {}", child.name),
    ))
    .lead(l.t(
        "Fyll i det här först. Kontakta ingen förrän grunden är klar.",
        "Fill this in first. Contact nobody before the basis is clear.",
    ))
    .fields(fields)
}

fn occasion(child: &ChildInView, l: Language) -> Group {
    let forms = choice(
        &[
            ("talk", "Samtal", "Talk"),
            ("play", "Lek", "Play"),
            ("drawing", "Bilder eller ritande", "Pictures or drawing"),
            ("questionnaire", "Frågeformulär", "Questionnaire"),
            ("digital", "Digitalt eller telefon", "Digital or telephone"),
        ],
        l,
    );
    let mut fields = vec![
        Field::new(
            "held_on",
            Kind::Date,
            Tone::Fact,
            l.t("Vilken dag?", "Which day?"),
        )
        .required(),
        Field::new("place", Kind::Line, Tone::Fact, l.t("Var?", "Where?")).required(),
        Field::new(
            "present",
            Kind::Line,
            Tone::Fact,
            l.t("Vilka var med?", "Who was there?"),
        )
        .required(),
        Field::new(
            "form",
            forms,
            Tone::Fact,
            l.t("Hur gick det till?", "How was it done?"),
        )
        .required(),
        Field::new(
            "support",
            Kind::Line,
            Tone::Fact,
            l.t("Stöd som användes", "Support that was used"),
        )
        .hint(l.t(
            "Tolk, bilder, tecken, hjälpmedel. Ett barn är aldrig tolk.",
            "Interpreter, pictures, signs, aids. A child is never an interpreter.",
        )),
    ];
    if !child.interpreter.is_empty() {
        let language = &child.interpreter;
        fields.push(
            Field::new(
                "interpreter_used",
                Kind::Line,
                Tone::Fact,
                l.t(
                    format!("Vem tolkade ({language})?"),
                    format!("Who interpreted ({language})?"),
                ),
            )
            .required()
            .missing(l.t(
                format!(
                    "Skriv vem som tolkade. {} behöver tolk på {language}.",
                    child.name
                ),
                format!(
                    "Write who interpreted. {} needs an interpreter in {language}.",
                    child.name
                ),
            )),
        );
    }
    Group::new(l.t("Tillfället", "The occasion")).fields(fields)
}

fn information(child: &ChildInView, l: Language) -> Group {
    let name = &child.name;
    Group::new(l.t("Information till barnet", "Information to the child")).fields(vec![
        Field::new(
            "informed",
            Kind::Text,
            Tone::Fact,
            l.t(
                format!("Vad fick {name} veta, och på vilket sätt?"),
                format!("What was {name} told, and in what form?"),
            ),
        )
        .required(),
        Field::new(
            "understanding",
            Kind::Text,
            Tone::Fact,
            l.t(
                format!("Hur kontrollerade du att {name} förstod?"),
                format!("How did you check that {name} understood?"),
            ),
        )
        .required(),
    ])
}

fn statements(child: &ChildInView, fields: &Fields, one_more: bool, l: Language) -> Group {
    let name = &child.name;
    let count = rows(fields, "statement", 1, MAX_STATEMENTS, one_more);
    let mut asked = Vec::new();
    for n in 1..=count {
        let words = Field::new(
            format!("statement.{n}.words"),
            Kind::Text,
            Tone::Words,
            l.t(format!("{name} sade ({n})"), format!("{name} said ({n})")),
        )
        .hint(l.t(
            "Barnets egna ord, utan din tolkning. En sak i varje ruta.",
            "The child's own words, without your reading of them. One thing in each box.",
        ));
        asked.push(if n == 1 {
            words.required().missing(l.t(
                format!("Skriv vad {name} sade, med egna ord."),
                format!("Write what {name} said, in the child's own words."),
            ))
        } else {
            words
        });
        asked.push(Field::new(
            format!("statement.{n}.subject"),
            Kind::Line,
            Tone::Fact,
            l.t(
                format!("Vad handlar det om? ({n})"),
                format!("What is it about? ({n})"),
            ),
        ));
        asked.push(
            Field::new(
                format!("statement.{n}.assess_first"),
                Kind::Tick,
                Tone::Fact,
                l.t(
                    format!("Ska prövas innan någon får läsa det ({n})"),
                    format!("Assess before anybody may read it ({n})"),
                ),
            )
            .hint(l.t(
                "Märkningen avgör inget. Den betyder att utlämnande prövas först.",
                "The mark decides nothing. It means that disclosure is assessed first.",
            )),
        );
    }
    let mut group = Group::new(l.t("Barnets ord", "The child's words")).fields(asked);
    if count < MAX_STATEMENTS {
        group.more = Some(
            l.t(
                "Lägg till något mer som barnet sade",
                "Add something else the child said",
            )
            .to_owned(),
        );
    }
    group
}

fn wishes(child: &ChildInView, l: Language) -> Group {
    let name = &child.name;
    let answer = choice(
        &[
            ("letter", "Ja, ett brev", "Yes, a letter"),
            ("talk", "Ja, ett samtal", "Yes, a talk"),
            (
                "both",
                "Ja, både brev och samtal",
                "Yes, both a letter and a talk",
            ),
            ("no", "Nej, vill inte ha svar", "No, does not want an answer"),
            ("not_asked", "Jag frågade inte", "I did not ask"),
        ],
        l,
    );
    Group::new(l.t("Svar till barnet", "Answer to the child")).fields(vec![
        Field::new(
            "wants",
            Kind::Text,
            Tone::Words,
            l.t(
                format!("Vad vill {name} ska hända?"),
                format!("What does {name} want to happen?"),
            ),
        ),
        Field::new(
            "answer_wanted",
            answer,
            Tone::Fact,
            l.t(
                format!("Vill {name} ha svar, och hur?"),
                format!("Does {name} want an answer, and how?"),
            ),
        )
        .required(),
    ])
}
