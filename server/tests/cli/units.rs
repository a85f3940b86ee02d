//! A municipality's own tree of units and roles, from the command line.

use super::{Place, assert_refused, text};

fn done(place: &Place, args: &[&str]) -> String {
    let output = place.run(args);
    assert!(output.status.success(), "{args:?}: {}", text(&output.stderr));
    text(&output.stdout)
}

#[test]
fn a_municipality_makes_its_districts_and_units_and_changes_who_does_what() {
    let place = Place::migrated();
    let top = "Granvattna kommun";
    assert_refused(
        &place.run(&["unit", "add", "--name", "Norr", "--parent", top]),
        "there is no unit Granvattna kommun",
    );
    let rolf = [
        "--user-name",
        "rolf",
        "--name",
        "Rolf Dahlmark",
        "--role",
        "administrator",
        "--municipality",
        top,
    ];
    done(&place, &[&["user", "add"], &rolf[..]].concat());
    done(&place, &["unit", "add", "--name", "Norr", "--parent", top]);
    let unit = [
        "unit",
        "add",
        "--name",
        "Ekonomi Norr",
        "--parent",
        "norr",
        "--area",
        "income_support",
        "--phone",
        "08-465 004 00",
    ];
    assert!(done(&place, &unit).starts_with("unit: Ekonomi Norr\t"));
    assert_refused(&place.run(&unit), "there is a unit Ekonomi Norr already");
    assert_refused(
        &place.run(&["unit", "add", "--name", "X", "--parent", "Ekonomi Norr"]),
        "Ekonomi Norr is a unit",
    );
    assert_refused(
        &place.run(&["unit", "add", "--name", " . ", "--parent", "Norr"]),
        "letters or digits",
    );
    let wrong = place.run(&[
        "unit", "add", "--name", "X", "--parent", "Norr", "--area", "sport",
    ]);
    assert!(
        !wrong.status.success() && text(&wrong.stderr).contains("income_support"),
        "{}",
        text(&wrong.stderr)
    );
    let listed = done(&place, &["unit", "list"]);
    let lines: Vec<_> = listed
        .lines()
        .map(|line| line.rsplit_once('\t').unwrap().0)
        .collect();
    assert_eq!(
        lines,
        [
            "Granvattna kommun\tmunicipality\t",
            "  Norr\tdistrict\t",
            "    Ekonomi Norr\tunit\tincome_support"
        ]
    );
    roles(&place);
}

/// Who does what changes, and so does what a unit is called.
fn roles(place: &Place) {
    done(
        place,
        &[
            "user",
            "add",
            "--user-name",
            "asa",
            "--name",
            "Åsa Lindehag",
            "--role",
            "worker",
            "--unit",
            "Ekonomi Norr",
        ],
    );
    let given = |what, role, unit| ["user", what, "--user-name", "asa", "--role", role, "--unit", unit];
    done(place, &given("grant", "manager", "Norr"));
    assert_refused(
        &place.run(&given("revoke", "worker", "Norr")),
        "the account is not worker in Norr",
    );
    done(place, &given("revoke", "worker", "Ekonomi Norr"));
    done(
        place,
        &[
            "unit",
            "change",
            "--unit",
            "Ekonomi Norr",
            "--name",
            "Ekonomiskt bistånd Norr",
            "--phone",
            "08-465 004 01",
        ],
    );
    let listed = done(place, &["user", "list"]);
    let asa = listed.lines().find(|line| line.starts_with("asa")).unwrap();
    assert!(asa.ends_with("manager in Norr"), "{asa}");
    done(place, &["user", "disable", "--user-name", "asa"]);
    assert!(done(place, &["user", "enable", "--user-name", "asa"]).starts_with("enabled: asa"));
    assert!(done(place, &["audit", "verify"]).contains("nothing is wrong"));
}
