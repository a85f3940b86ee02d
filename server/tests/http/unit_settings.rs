//! How a unit works: whether two sign, and who reviews by delegation.

use axum::http::StatusCode;
use domain::ids::{DelegationId, UnitId};
use ogonhojd_server::error::AppError;
use store::delegations::{self, Delegation, MAX_IN_FORCE, NewDelegation};
use store::{Who, organisation};

use crate::work::Town;

const REFERENCE: &str = "SN 2026:14, 17 februari 2026";

fn settings(unit: UnitId) -> String {
    format!("/enheter/{unit}/installningar")
}

fn grants(unit: UnitId) -> String {
    format!("/enheter/{unit}/delegationer")
}

impl Town {
    fn here(&self) -> UnitId {
        self.units[1].id
    }

    fn there(&self) -> UnitId {
        self.units[2].id
    }

    async fn countersigns(&self, unit: UnitId) -> bool {
        let mut tx = self.site.state.read().await.unwrap();
        organisation::unit(&mut tx, unit).await.unwrap().countersigns
    }

    async fn delegations(&self, unit: UnitId) -> Vec<Delegation> {
        let mut tx = self.site.state.read().await.unwrap();
        delegations::of_unit(&mut tx, unit).await.unwrap()
    }

    /// A delegation that the manager granted past the pages, from today on.
    pub async fn delegation(&self, unit: UnitId, to: &str, days: i64) -> DelegationId {
        let who = Who {
            account: Some(self.account("manager")),
            unit: Some(unit),
            ..self.site.who()
        };
        let new = NewDelegation {
            unit,
            to: self.account(to),
            since: who.today + chrono::Duration::days(days),
            until: None,
            reference: REFERENCE.to_owned(),
        };
        let work = self.site.state.write(move |tx| {
            Box::pin(async move { Ok::<_, AppError>(delegations::grant(tx, who, &new).await?) })
        });
        work.await.unwrap()
    }
}

#[tokio::test]
async fn a_manager_says_that_two_sign_and_the_choice_stands_there_afterwards() {
    let town = Town::new().await;
    let mut manager = town.site.signed_in("manager").await;
    let address = settings(town.here());
    let form = manager.get(&address).await.form(&address);
    assert_eq!(form.value("signing"), "one");
    let answer = manager.post(&address, &[("signing", "two")]).await;
    answer.assert_status(StatusCode::SEE_OTHER, "two");
    assert_eq!(answer.location(), address);
    assert!(town.countersigns(town.here()).await && !town.countersigns(town.there()).await);
    assert_eq!(manager.get(&address).await.form(&address).value("signing"), "two");
    let rows = "select count(*) from audit where action = 'countersigning' and detail = 'two' and unit_id = object_id";
    assert_eq!(town.count(rows).await, 1);
    manager
        .post(&address, &[("signing", "one")])
        .await
        .assert_status(StatusCode::SEE_OTHER, "one again");
    assert!(!town.countersigns(town.here()).await);
}

#[tokio::test]
async fn no_choice_and_an_unknown_one_are_asked_again() {
    let town = Town::new().await;
    let mut manager = town.site.signed_in("manager").await;
    let address = settings(town.here());
    for fields in [vec![], vec![("signing", "three")]] {
        let answer = manager.post(&address, &fields).await;
        answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "signing");
        assert!(answer.body.contains("href=\"#f-signing\"") && answer.body.contains("Välj hur många"));
    }
    assert!(!town.countersigns(town.here()).await);
}

#[tokio::test]
async fn a_delegation_is_granted_listed_and_revoked_and_stays_in_the_list() {
    let town = Town::new().await;
    let mut manager = town.site.signed_in("manager").await;
    let (address, colleague) = (settings(town.here()), town.account("colleague").to_string());
    let empty = manager.get(&address).await.body;
    assert!(empty.contains("Ingen delegation finns"));
    assert!(empty.contains("colleague Lindehag") && empty.contains("owner Lindehag"));
    assert!(
        !empty.contains("other_unit Lindehag"),
        "only who works in the unit"
    );
    let answer = manager
        .post(
            &grants(town.here()),
            &[
                ("to", colleague.as_str()),
                ("since", "2026-03-01"),
                ("until", "2026-12-31"),
                ("reference", REFERENCE),
            ],
        )
        .await;
    answer.assert_status(StatusCode::SEE_OTHER, "grant");
    assert_eq!(answer.location(), address);
    let all = town.delegations(town.here()).await;
    assert_eq!(all.len(), 1);
    let granted = &all[0];
    let page = manager.get(&address).await.body;
    for shown in [
        REFERENCE,
        "Från 1 mars 2026 till och med 31 december 2026",
        "Gavs av manager Lindehag",
        "1 av 1 gäller i dag",
    ] {
        assert!(page.contains(shown), "{shown}");
    }
    let revoke = format!("{}/{}/aterkalla", grants(town.here()), granted.id);
    assert!(page.contains(&format!("action=\"{revoke}\"")));
    let answer = manager.post(&revoke, &[]).await;
    answer.assert_status(StatusCode::SEE_OTHER, "revoke");
    let page = manager.get(&address).await.body;
    assert!(page.contains("återkallad 2026-03-02") && page.contains("0 av 1 gäller i dag"));
    assert!(!page.contains("/aterkalla\""), "it is revoked once");
    manager
        .post(&revoke, &[])
        .await
        .assert_status(StatusCode::NOT_FOUND, "again");
    for rows in [
        "select count(*) from audit where action = 'granted' and object_kind = 'delegation' and unit_id is not null",
        "select count(*) from audit where action = 'revoked' and object_kind = 'delegation' and unit_id is not null",
    ] {
        assert_eq!(town.count(rows).await, 1, "{rows}");
    }
}

#[tokio::test]
async fn what_is_wrong_in_a_delegation_stands_at_its_field_and_what_was_typed_is_still_there() {
    let town = Town::new().await;
    let mut manager = town.site.signed_in("manager").await;
    let colleague = town.account("colleague").to_string();
    let sound = [
        ("to", colleague.as_str()),
        ("since", "2026-03-02"),
        ("until", ""),
        ("reference", REFERENCE),
    ];
    let long = "å".repeat(201);
    for (field, text) in [
        ("to", ""),
        ("since", "31 februari"),
        ("since", ""),
        ("until", "2026-03-01"),
        ("until", "snart"),
        ("reference", ""),
        ("reference", long.as_str()),
    ] {
        let fields = sound.map(|(name, typed)| (name, if name == field { text } else { typed }));
        let answer = manager.post(&grants(town.here()), &fields).await;
        answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, field);
        assert!(
            answer.body.contains(&format!("href=\"#f-{field}\"")),
            "{field}: {}",
            answer.summary()
        );
        let form = answer.form(&grants(town.here()));
        for (name, typed) in fields.iter().filter(|(name, _)| *name != "to") {
            assert_eq!(form.value(name), *typed, "{field}: {name}");
        }
        if field != "to" {
            assert!(answer.body.contains(&format!("value=\"{colleague}\" selected")));
        }
        // The language switch leads to a page that can be opened.
        let back = format!("name=\"back\" value=\"{}\"", settings(town.here()));
        assert!(answer.body.contains(&back));
    }
    assert!(town.delegations(town.here()).await.is_empty());
}

#[tokio::test]
async fn only_others_who_work_in_the_unit_can_be_given_one() {
    let town = Town::new().await;
    let mut manager = town.site.signed_in("manager").await;
    let to = |name: &str| town.account(name).to_string();
    let fields = |to: String| {
        [
            ("to", to),
            ("since", "2026-03-02".into()),
            ("reference", REFERENCE.into()),
        ]
    };
    for (name, status) in [
        ("other_unit", StatusCode::UNPROCESSABLE_ENTITY),
        ("coordinator", StatusCode::UNPROCESSABLE_ENTITY),
        ("administrator", StatusCode::UNPROCESSABLE_ENTITY),
        ("manager", StatusCode::NOT_FOUND),
    ] {
        let typed = fields(to(name));
        let typed: Vec<_> = typed.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let answer = manager.post(&grants(town.here()), &typed).await;
        answer.assert_status(status, name);
    }
    let typed = fields("x".to_owned());
    let typed: Vec<_> = typed.iter().map(|(n, v)| (*n, v.as_str())).collect();
    manager
        .post(&grants(town.here()), &typed)
        .await
        .assert_status(StatusCode::NOT_FOUND, "nobody");
    assert!(town.delegations(town.here()).await.is_empty());
}

#[tokio::test]
async fn a_unit_has_a_limited_number_of_delegations_in_force() {
    let town = Town::new().await;
    for _ in 0..MAX_IN_FORCE {
        town.delegation(town.here(), "colleague", 0).await;
    }
    let mut manager = town.site.signed_in("manager").await;
    let colleague = town.account("colleague").to_string();
    let fields = [
        ("to", colleague.as_str()),
        ("since", "2026-03-02"),
        ("reference", REFERENCE),
    ];
    let answer = manager.post(&grants(town.here()), &fields).await;
    answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY, "one too many");
    assert!(answer.body.contains("högst 20 delegationer"));
}

#[tokio::test]
async fn nothing_of_another_unit_is_reached_by_way_of_ones_own() {
    let town = Town::new().await;
    let foreign = town.delegation(town.there(), "other_unit", 0).await;
    let mut manager = town.site.signed_in("manager").await;
    let municipality = town.units[0].id;
    for unit in [town.there(), municipality, UnitId(uuid::Uuid::max())] {
        manager
            .get(&settings(unit))
            .await
            .assert_status(StatusCode::NOT_FOUND, "settings");
        manager
            .post(&settings(unit), &[("signing", "two")])
            .await
            .assert_status(StatusCode::NOT_FOUND, "signing");
        manager
            .post(&grants(unit), &[])
            .await
            .assert_status(StatusCode::NOT_FOUND, "grant");
    }
    for unit in [town.here(), town.there()] {
        manager
            .post(&format!("{}/{foreign}/aterkalla", grants(unit)), &[])
            .await
            .assert_status(StatusCode::NOT_FOUND, "revoke");
    }
    for nonsense in ["x", "%00", "1%27or%271"] {
        let path = format!("/enheter/{nonsense}/installningar");
        manager
            .get(&path)
            .await
            .assert_status(StatusCode::NOT_FOUND, &path);
        let path = format!("{}/{nonsense}/aterkalla", grants(town.here()));
        manager
            .post(&path, &[])
            .await
            .assert_status(StatusCode::NOT_FOUND, &path);
    }
    assert!(!town.countersigns(town.there()).await);
    assert_eq!(town.delegations(town.there()).await[0].revoked_at, None);
}

#[tokio::test]
async fn only_the_manager_finds_a_link_to_the_settings_among_the_units() {
    let town = Town::new().await;
    let link = format!("href=\"{}\"", settings(town.here()));
    let page = town.site.signed_in("manager").await.get("/enheter").await.body;
    assert!(page.contains(&link));
    assert_eq!(page.matches("/installningar\"").count(), 1);
    let page = town
        .site
        .signed_in("coordinator")
        .await
        .get("/enheter")
        .await
        .body;
    assert!(page.contains("Ekonomi Norr") && !page.contains("/installningar"));
}

#[tokio::test]
async fn markup_in_a_reference_is_shown_as_text() {
    let town = Town::new().await;
    let mut manager = town.site.signed_in("manager").await;
    let colleague = town.account("colleague").to_string();
    let fields = [
        ("to", colleague.as_str()),
        ("since", "2026-03-02"),
        ("reference", "\"><script>alert(1)</script>"),
    ];
    manager
        .post(&grants(town.here()), &fields)
        .await
        .assert_status(StatusCode::SEE_OTHER, "grant");
    let page = manager.get(&settings(town.here())).await.body;
    assert!(page.contains("&lt;script&gt;alert(1)") && !page.contains("<script>alert"));
}
