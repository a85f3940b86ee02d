//! What is done to accounts from the command line.

use ogonhojd_server::keys::Keys;
use store::{Db, Pools};

use super::{Place, assert_refused, text};

#[tokio::test]
async fn a_lost_password_and_a_lost_app_are_reset_without_telling_a_secret() {
    let place = Place::migrated();
    let add = [
        "user",
        "add",
        "--user-name",
        "rolf",
        "--name",
        "Rolf Dahlmark",
        "--role",
        "administrator",
        "--municipality",
        "Granvattna kommun",
    ];
    assert!(place.run(&add).status.success());
    for command in ["reset-password", "reset-factor", "sign-out"] {
        assert_refused(
            &place.run(&["user", command, "--user-name", "nobody"]),
            "no account with the user name nobody",
        );
    }
    let output = place.run(&[
        "user",
        "reset-password",
        "--user-name",
        "ROLF",
        "--public-origin",
        "https://o.example.se/",
    ]);
    let said = text(&output.stdout);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let link = said
        .split_whitespace()
        .find(|word| word.starts_with("https://o.example.se/aktivera/"))
        .unwrap();
    assert_eq!(link.rsplit('/').next().unwrap().len(), 64);
    let output = place.run(&["user", "sign-out", "--user-name", "rolf"]);
    assert_eq!(text(&output.stdout), "the sessions of rolf have ended\n");
    let factor = ["user", "reset-factor", "--user-name", "rolf"];
    assert_refused(&place.run(&factor), "rolf has no authenticator app");
    enrol(&place).await;
    let output = place.run(&factor);
    let said = text(&output.stdout);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(
        said.contains("its sessions have ended") && !said.contains("sealed"),
        "{said}"
    );
    assert_refused(&place.run(&factor), "rolf has no authenticator app");
    place.run(&["user", "disable", "--user-name", "rolf"]);
    assert_refused(
        &place.run(&["user", "reset-password", "--user-name", "rolf"]),
        "disabled",
    );
}

/// Gives the only account an app, as its page would.
async fn enrol(place: &Place) {
    let keys = Keys::read(&place.path().join("keys")).unwrap();
    let db = Db::open(&place.database())
        .await
        .unwrap()
        .sealed_with(keys.audit.clone());
    let account = store::access::accounts(&mut db.read().await.unwrap())
        .await
        .unwrap()
        .remove(0)
        .id;
    let who = store::Who {
        account: Some(account),
        unit: None,
        now: "2026-03-02T08:00:00Z".parse().unwrap(),
        today: "2026-03-02".parse().unwrap(),
    };
    db.write(move |tx| {
        Box::pin(async move {
            let new = store::access::NewFactor {
                sealed: b"sealed",
                step: 1,
                codes: &[],
            };
            store::access::enrol(tx, who, account, new).await
        })
    })
    .await
    .unwrap();
    db.close().await;
}

#[tokio::test]
async fn accounts_that_nobody_uses_are_listed_and_doctor_counts_them() {
    let place = Place::migrated();
    let add = |name: &'static str| {
        let unit: &[&str] = if name == "rolf" {
            &["--municipality", "Granvattna"]
        } else {
            &["--unit", "Granvattna"]
        };
        let role = if name == "rolf" {
            "administrator"
        } else {
            "coordinator"
        };
        let args = [
            &["user", "add", "--user-name", name, "--name", name, "--role", role],
            unit,
        ]
        .concat();
        assert!(place.run(&args).status.success(), "{name}");
    };
    add("rolf");
    add("ingela");
    assert_eq!(text(&place.run(&["user", "list", "--dormant", "90"]).stdout), "");
    let db = Db::open(&place.database()).await.unwrap();
    let Pools::Sqlite { write, .. } = db.pools() else {
        panic!("this is SQLite")
    };
    sqlx::query(
        "update account set last_signed_in_at = '2025-01-31T08:00:00+00:00' where user_name = 'ingela'",
    )
    .execute(write)
    .await
    .unwrap();
    db.close().await;
    let listed = text(&place.run(&["user", "list", "--dormant", "90"]).stdout);
    assert_eq!(
        listed,
        "ingela\tingela\tnot activated\tlast signed in 2025-01-31\tcoordinator in Granvattna\n"
    );
    let said = text(&place.run(&["doctor"]).stdout);
    assert!(
        said.contains("ok    accounts: 2 open, 1 unused for 90 days"),
        "{said}"
    );
}
