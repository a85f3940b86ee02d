//! Reports: the same figures in every file, and a paper that everybody can read.

mod files;
mod nasty;
mod paper;
mod properties;
mod read;
mod sample;

use domain::language::Language;
use domain::reports::Report;

/// Every report that the tests look at.
fn all() -> Vec<Report> {
    let mut found = vec![nasty::long()];
    for language in Language::ALL {
        found.push(nasty::rude(language));
        found.extend(sample::SCOPES.map(|scope| sample::report(scope, language)));
    }
    found
}

#[test]
fn none_of_the_reports_has_problems() {
    for report in all() {
        assert_eq!(report.problems(), [], "{}", report.title);
    }
}
