//! Reads the text of a PDF back, also where the file names it apart from its glyphs (`ActualText`).

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Encoding, Object, decode_text_string};

/// The pages of a PDF as text: one line for each stretch that the file shows in one go.
pub fn pages(pdf: &[u8]) -> Vec<String> {
    let file = Document::load_mem(pdf).expect("a readable PDF");
    file.get_pages()
        .into_values()
        .map(|page| page_text(&file, page))
        .collect()
}

fn page_text(file: &Document, page: lopdf::ObjectId) -> String {
    let fonts = file.get_page_fonts(page).expect("fonts");
    let content = Content::decode(&file.get_page_content(page)).expect("readable content");
    let mut reader = Reader::default();
    let mut encoding: Option<Encoding> = None;
    for operation in &content.operations {
        match operation.operator.as_str() {
            "Tf" => {
                let name = operation.operands[0].as_name().expect("a font's name");
                encoding = fonts
                    .get(name)
                    .map(|font| font.get_font_encoding(file).expect("an encoding"));
            }
            "Tj" | "TJ" => reader.show(&operation.operands, encoding.as_ref().expect("a font is set")),
            "BDC" => reader.begin(operation),
            "BMC" => reader.marks.push(false),
            "EMC" => {
                reader.marks.pop();
            }
            "ET" => reader.text.push('\n'),
            _ => {}
        }
    }
    reader.text
}

#[derive(Default)]
struct Reader {
    text: String,
    /// For every open mark, whether its glyphs stand for a text that was already named.
    marks: Vec<bool>,
}

impl Reader {
    fn begin(&mut self, operation: &Operation) {
        let properties = operation.operands.get(1).and_then(|object| object.as_dict().ok());
        let named = properties.and_then(|properties: &Dictionary| properties.get(b"ActualText").ok());
        if let (Some(text), false) = (named, self.marks.contains(&true)) {
            self.text.push_str(&decode_text_string(text).expect("a text"));
        }
        self.marks.push(named.is_some());
    }

    fn show(&mut self, operands: &[Object], encoding: &Encoding) {
        for operand in operands {
            match operand {
                Object::Array(parts) => self.show(parts, encoding),
                Object::String(bytes, _) if !self.marks.contains(&true) => {
                    self.text
                        .push_str(&Document::decode_text(encoding, bytes).expect("a text"));
                }
                _ => {}
            }
        }
    }
}
