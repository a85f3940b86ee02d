//! A talk: planned before it is held, and held before anything of it is asked for.

use super::before::before;
use super::planning::planning;
use super::{ChildInView, Depth, Field, Group, Kind, Material, Tone};
use crate::assessments::Need;
use crate::assessments::parts::{MAX_STATEMENTS, choice, rows};
use crate::fields::Fields;
use crate::language::Language;
use crate::participation::is_called_off;

pub(super) fn talk(
    child: &ChildInView,
    material: &Material,
    fields: &Fields,
    one_more: bool,
    l: Language,
) -> Vec<Group> {
    let called_off = is_called_off(fields);
    let mut groups = vec![
        before(child, l),
        planning(child, material, called_off, l),
        went(l),
    ];
    let mut held = vec![occasion(child, l)];
    if material.depth > Depth::Quick {
        held.push(instrument(material, fields, l));
    }
    held.extend([
        information(child, l),
        statements(child, fields, one_more, l),
        wishes(child, l),
    ]);
    if called_off {
        // What was written all the same stays in sight; nothing of it is asked for. A text that was just emptied counts, or it could
        // never be taken out.
        held.retain(|g| g.fields.iter().any(|f| fields.0.contains_key(&f.name)));
        for field in held.iter_mut().flat_map(|g| &mut g.fields) {
            field.need = Need::Optional;
        }
    }
    groups.append(&mut held);
    groups
}

/// Between the plan and what came of it.
fn went(l: Language) -> Group {
    let options = choice(
        &[
            ("held", "Ja, samtalet har hållits", "Yes, the talk has been held"),
            ("not_held", "Nej, det blev inte av", "No, it did not take place"),
        ],
        l,
    );
    Group::new(l.t("När dagen har varit", "Once the day has been")).fields(vec![
        Field::new(
            "went",
            options,
            Tone::Fact,
            l.t("Blev samtalet av?", "Did the talk take place?"),
        )
        .explaining(vec![(
            "not_held".to_owned(),
            vec![
                l.t(
                    "Då frågas inget mer om samtalet. Skriv i steg 4 ett nytt samtal, eller varför barnet inte har hörts.",
                    "Nothing more is then asked about the talk. In step 4, write another talk, or why the child has not been heard.",
                )
                .to_owned(),
            ],
        )]),
        Field::new(
            "called_off_why",
            Kind::Text,
            Tone::Fact,
            l.t("Om det inte blev av: varför?", "If it did not take place: why?"),
        )
        .required_when("went", &["not_held"]),
    ])
}

/// That another instrument was used, by whom, and where its result is. It is neither built nor counted here.
fn instrument(material: &Material, fields: &Fields, l: Language) -> Group {
    let used = fields.has("instrument_name");
    let mut asked = vec![
        Field::new(
            "instrument_name",
            Kind::Line,
            Tone::Fact,
            l.t("Vad heter instrumentet?", "What is the instrument called?"),
        ),
        Field::new(
            "instrument_on",
            Kind::Date,
            Tone::Fact,
            l.t("När användes det?", "When was it used?"),
        )
        .required_if(used),
        Field::new(
            "instrument_by",
            Kind::Line,
            Tone::Fact,
            l.t("Vem använde det?", "Who used it?"),
        )
        .required_if(used),
    ];
    if !material.attachments.is_empty() {
        let none = l.t("Är inte bifogat", "Is not attached").to_owned();
        let files = material
            .attachments
            .iter()
            .map(|a| (a.code.clone(), a.words.clone()));
        asked.push(Field::new(
            "instrument_file",
            Kind::Choice(files.chain([("none".to_owned(), none)]).collect()),
            Tone::Fact,
            l.t("Vilken bilaga är resultatet?", "Which attachment is the result?"),
        ));
    }
    asked.push(
        Field::new(
            "instrument_where",
            Kind::Line,
            Tone::Fact,
            l.t("Var finns resultatet?", "Where is the result?"),
        )
        .hint(l.t(
            "Bifoga det gärna under Bilagor i steg 3, så kan du välja filen här.",
            "You may attach it under Attachments in step 3; you can then choose the file here.",
        )),
    );
    let mut group = Group::new(l.t("Ett annat instrument användes", "Another instrument was used"))
        .lead(l.t(
            "Skriv bara att det användes och var resultatet finns. Inget fylls i eller räknas ut här.",
            "Write only that it was used and where the result is. Nothing is filled in or worked out here.",
        ))
        .fields(asked);
    group.folded = true;
    group
}

fn occasion(child: &ChildInView, l: Language) -> Group {
    let forms = choice(
        &[
            ("talk", "Samtal", "Talk"),
            ("play", "Lek", "Play"),
            ("drawing", "Bilder eller ritande", "Pictures or drawing"),
            ("questionnaire", "Frågeformulär", "Questionnaire"),
            ("digital", "Digitalt eller telefon", "Digital or telephone"),
            (
                "through",
                "Genom någon annan som barnet litar på",
                "Through somebody else whom the child trusts",
            ),
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
            .hint(l.t(
                "Namn eller förmedling, och om tolken är auktoriserad. Ett barn är aldrig tolk.",
                "Name or agency, and whether the interpreter is authorised. A child is never an interpreter.",
            ))
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
