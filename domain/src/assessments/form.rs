//! What a page asks, as data: the same description draws the page, finds what is missing, compares two versions and fills the document.

/// Which of the three kinds of text a field holds. They look different everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Something that is so, with a source.
    Fact,
    /// The child's own words.
    Words,
    /// Somebody's judgement; never filled in for anyone.
    Judgement,
}

/// How a field is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One line, up to 200 characters.
    Line,
    /// Text, up to 100,000 characters.
    Text,
    /// A date as people write it.
    Date,
    /// One of several codes, each with its words.
    Choice(Vec<(String, String)>),
    /// A tick box; ticked is `yes`.
    Tick,
}

/// Whether a field must be filled before signing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Need {
    /// It may stay empty.
    Optional,
    /// It must be filled.
    Required,
    /// It must be filled when another field of the section has one of these codes.
    RequiredWhen(String, Vec<&'static str>),
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Name in the form and in the stored section.
    pub name: String,
    /// How it is answered.
    pub kind: Kind,
    /// Which kind of text it holds.
    pub tone: Tone,
    /// The question itself.
    pub label: String,
    /// What helps to answer it; may be empty.
    pub hint: String,
    /// An invented example of an answer; may be empty.
    pub example: String,
    /// Whether it must be filled before signing.
    pub need: Need,
    /// What is said when it is missing; empty means that the label is enough.
    pub missing: String,
    /// What is said of an answer of a choice while it is the chosen one: its code, and a paragraph or condition each.
    pub explains: Vec<(String, Vec<String>)>,
    /// What stood here in the version before; shown to be read, never filled in. Empty where there is none.
    pub former: String,
}

impl Field {
    /// A field that may stay empty.
    #[must_use]
    pub fn new(name: impl Into<String>, kind: Kind, tone: Tone, label: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            kind,
            tone,
            label: label.into(),
            hint: String::new(),
            example: String::new(),
            need: Need::Optional,
            missing: String::new(),
            explains: Vec::new(),
            former: String::new(),
        }
    }

    /// With a hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// With an invented example.
    #[must_use]
    pub fn example(mut self, example: impl Into<String>) -> Self {
        self.example = example.into();
        self
    }

    /// With what is said of each answer while it is chosen.
    #[must_use]
    pub fn explaining(mut self, explains: Vec<(String, Vec<String>)>) -> Self {
        self.explains = explains;
        self
    }

    /// Must be filled before signing.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.need = Need::Required;
        self
    }

    /// Must be filled before signing if `condition` holds.
    #[must_use]
    pub fn required_if(self, condition: bool) -> Self {
        if condition { self.required() } else { self }
    }

    /// Must be filled before signing when `field` has one of `codes`.
    #[must_use]
    pub fn required_when(mut self, field: impl Into<String>, codes: &[&'static str]) -> Self {
        self.need = Need::RequiredWhen(field.into(), codes.to_vec());
        self
    }

    /// What is said when it is missing.
    #[must_use]
    pub fn missing(mut self, message: impl Into<String>) -> Self {
        self.missing = message.into();
        self
    }

    /// The words for a code of a choice; the text itself for every other kind.
    #[must_use]
    pub fn in_words(&self, text: &str) -> String {
        match &self.kind {
            Kind::Choice(options) => options
                .iter()
                .find(|(code, _)| code == text)
                .map_or_else(String::new, |(_, words)| words.clone()),
            _ => text.to_owned(),
        }
    }
}

/// The child's words, shown where they are weighed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// Who and when.
    pub caption: String,
    /// The words.
    pub text: String,
}

/// Fields that belong together under one heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// Heading; empty for the page's first group.
    pub heading: String,
    /// One sentence below the heading; may be empty.
    pub lead: String,
    /// The child's words that the fields answer.
    pub quotes: Vec<Quote>,
    /// The questions.
    pub fields: Vec<Field>,
    /// Words on a button that saves and offers one more of the same; `None` where nothing repeats.
    pub more: Option<String>,
    /// Whether it is folded away, heading in sight, until something is written in it: for what is rarely used.
    pub folded: bool,
}

impl Group {
    /// A group with a heading.
    #[must_use]
    pub fn new(heading: impl Into<String>) -> Self {
        Self {
            heading: heading.into(),
            ..Self::default()
        }
    }

    /// With a lead.
    #[must_use]
    pub fn lead(mut self, lead: impl Into<String>) -> Self {
        self.lead = lead.into();
        self
    }

    /// With fields.
    #[must_use]
    pub fn fields(mut self, fields: Vec<Field>) -> Self {
        self.fields = fields;
        self
    }
}

/// Between a section's key and a field's name on a page that holds several sections.
const BETWEEN: char = '|';

/// A field's name on a page that holds several sections.
#[must_use]
pub fn name_on_page(section_key: &str, name: &str) -> String {
    format!("{section_key}{BETWEEN}{name}")
}

/// The section's key and the field's own name, of a name made by [`name_on_page`].
#[must_use]
pub fn section_and_name(name: &str) -> Option<(&str, &str)> {
    name.split_once(BETWEEN)
}

/// The groups as they stand on a page that holds several sections: every field's name carries its section's key.
#[must_use]
pub fn groups_on_page(section_key: &str, mut groups: Vec<Group>) -> Vec<Group> {
    for field in groups.iter_mut().flat_map(|g| &mut g.fields) {
        field.name = name_on_page(section_key, &field.name);
        if let Need::RequiredWhen(other, _) = &mut field.need {
            *other = name_on_page(section_key, other);
        }
    }
    groups
}
