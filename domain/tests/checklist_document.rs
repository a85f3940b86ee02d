//! What `docs/checklists.md` tells people to write is what is read.

use domain::assessments::Depth;
use domain::content::{compare, content, read_checklist, write_checklist};
use domain::organisation::AreaOfOperation;

const DOCUMENT: &str = include_str!("../../docs/checklists.md");

#[test]
fn the_question_of_the_documents_example_is_read_as_the_one_difference() {
    let example = DOCUMENT.split("```toml\n").nth(1).unwrap();
    let example = example.split("```").next().unwrap();
    let own = content().checklist();
    let source = write_checklist(own).unwrap();
    // After the last question of article 28, before the next article.
    let (before, after) = source.split_once("[[article]]\nnumber = 31").unwrap();
    let source = format!("{before}{example}\n[[article]]\nnumber = 31{after}")
        .replacen(&own.version, "granvattna-2027.1", 1)
        .replacen(&own.effective_from.to_string(), "2027-01-01", 1);
    let list = read_checklist(&source).unwrap();
    assert_eq!(list.version, "granvattna-2027.1");
    let changes = compare(own, &list);
    assert_eq!(changes.len(), 1, "{changes:?}");
    let change = &changes[0];
    assert_eq!((change.number, change.title.sv.as_str()), (28, "Utbildning"));
    assert!(change.removed.is_empty() && change.changed.is_empty() && !change.reordered);
    assert_eq!(change.added.len(), 1);
    assert_eq!(change.added[0].id, "28.way_to_school");
    assert!(change.added[0].areas.is_empty() && !change.added[0].general);
}

#[test]
fn every_code_that_a_file_may_hold_stands_in_the_document() {
    let codes = AreaOfOperation::ALL.map(AreaOfOperation::code);
    for code in codes.into_iter().chain(Depth::ALL.map(Depth::code)) {
        let named = [format!("`{code}`"), format!("`\"{code}\"`")];
        assert!(named.iter().any(|name| DOCUMENT.contains(name)), "{code}");
    }
    // Every field of a file that the program writes itself.
    let source = write_checklist(content().checklist()).unwrap();
    let keys = source
        .lines()
        .filter_map(|line| line.split_once(" = "))
        .map(|(key, _)| key.trim());
    let tables = source
        .lines()
        .filter_map(|line| line.strip_prefix("[article.")?.strip_suffix(']'));
    for key in keys.chain(tables.map(|table| table.rsplit('.').next().unwrap())) {
        assert!(DOCUMENT.contains(&format!("`{key}`")), "{key}");
    }
}
