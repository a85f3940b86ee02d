use chrono::NaiveDate;
use domain::access::Role;
use domain::assessments::{Depth, Material, NoteKind, Status};
use domain::cases::{CaseKind, ChildForm};
use domain::fields::Fields;
use domain::ids::{AccountId, AssessmentId, CaseId, ChildId, LetterId, MeasureId, NoteId};
use domain::language::Language;
use domain::letters::{AgeBand, LetterKind};
use domain::organisation::AreaOfOperation;
use store::access::{NewAccount, add_account, add_grant};
use store::assessments::Assessment;
use store::cases::{Case, NewCase};
use store::letters::NewLetter;
use store::measures::NewMeasure;
use store::organisation::{NewUnit, Unit, add_unit};
use store::{Db, Pools, Who, assessments, cases, children, letters, measures, participation};

use super::{at, child, day, load, save, signature, today};

/// A municipality with two districts and three units, and who works in them.
pub struct Town {
    pub db: Db,
    pub municipality: Unit,
    pub north: Unit,
    pub south: Unit,
    /// In the north; most cases are here.
    pub unit: Unit,
    /// In the north, too.
    pub sister: Unit,
    /// In the south.
    pub far: Unit,
    /// Works in `unit`.
    pub worker: AccountId,
    /// Works in `unit`, too.
    pub colleague: AccountId,
    /// Manages `unit`.
    pub manager: AccountId,
    /// Works in `sister`.
    pub neighbour: AccountId,
    /// Works in `far`.
    pub stranger: AccountId,
    /// Manages the whole north.
    pub head: AccountId,
    /// Follows all units, opens no case.
    pub coordinator: AccountId,
}

impl Town {
    pub async fn build(db: &Db) -> Self {
        let municipality = unit(db, None, "municipality", None, "Kommunen").await;
        let north = unit(db, Some(&municipality), "district", None, "Norr").await;
        let south = unit(db, Some(&municipality), "district", None, "Söder").await;
        let income = Some(AreaOfOperation::IncomeSupport);
        let home = unit(db, Some(&north), "unit", income, "Ekonomi norr").await;
        let sister = unit(
            db,
            Some(&north),
            "unit",
            Some(AreaOfOperation::AdultsAddiction),
            "Vuxen norr",
        )
        .await;
        let far = unit(db, Some(&south), "unit", income, "Ekonomi söder").await;
        Self {
            worker: person(db, "Karin Ek", Role::Worker, &home).await,
            colleague: person(db, "Åsa Öberg", Role::Representative, &home).await,
            manager: person(db, "Maria Chef", Role::Manager, &home).await,
            neighbour: person(db, "Nils Granne", Role::Worker, &sister).await,
            stranger: person(db, "Sven Söder", Role::Worker, &far).await,
            head: person(db, "Hedda Norr", Role::Manager, &north).await,
            coordinator: person(db, "Cora Kommun", Role::Coordinator, &municipality).await,
            db: db.clone(),
            municipality,
            north,
            south,
            unit: home,
            sister,
            far,
        }
    }

    /// Another person with a role.
    pub async fn person(&self, name: &'static str, role: Role, unit: &Unit) -> AccountId {
        person(&self.db, name, role, unit).await
    }

    /// The worker at a minute.
    pub fn at(&self, minute: i64) -> Who {
        self.as_at(self.worker, minute)
    }

    /// Somebody at a minute.
    pub fn as_at(&self, account: AccountId, minute: i64) -> Who {
        Who {
            account: Some(account),
            unit: Some(self.unit.id),
            now: at(minute),
            today: at(minute).date_naive(),
        }
    }

    /// A case as it is opened in the unit.
    pub fn new_case(&self, adult: &str) -> NewCase {
        NewCase {
            kind: CaseKind::Adult,
            unit: self.unit.id,
            owner: self.worker,
            reference: String::new(),
            subject_name: adult.to_owned(),
            subject_number: String::new(),
            matter: "Avhysning".to_owned(),
            protected: false,
        }
    }

    /// Opens the worker's case about an adult.
    pub async fn open(&self, adult: &str, minute: i64) -> CaseId {
        self.open_as(self.new_case(adult), minute).await
    }

    /// Opens a case.
    pub async fn open_as(&self, new: NewCase, minute: i64) -> CaseId {
        let who = Who {
            account: Some(new.owner),
            unit: Some(new.unit),
            now: at(minute),
            today: at(minute).date_naive(),
        };
        save!(self.db, |tx| cases::open_case(tx, who, &new)).unwrap()
    }

    /// The case.
    pub async fn case(&self, id: CaseId) -> Case {
        load!(self.db, |tx| cases::case(tx, id)).unwrap()
    }

    /// Adds a child by name.
    pub async fn child(&self, case: CaseId, name: &str) -> ChildId {
        self.child_as(case, child(name)).await
    }

    /// Adds a child.
    pub async fn child_as(&self, case: CaseId, form: ChildForm) -> ChildId {
        let who = self.at(1);
        save!(self.db, |tx| children::add_child(tx, who, case, &form)).unwrap()
    }

    /// Begins a standard assessment.
    pub async fn begin(&self, case: CaseId, minute: i64) -> AssessmentId {
        self.begin_with(case, minute, Depth::Standard, "1").await
    }

    /// Begins an assessment at a depth, with a version of the checklist.
    pub async fn begin_with(
        &self,
        case: CaseId,
        minute: i64,
        depth: Depth,
        version: &'static str,
    ) -> AssessmentId {
        let who = self.at(minute);
        let nothing = Fields::default();
        save!(self.db, |tx| assessments::begin(
            tx,
            who,
            case,
            depth,
            "Avhysning",
            version,
            &nothing
        ))
        .unwrap()
    }

    /// Hands it to a second person.
    pub async fn submit(&self, case: CaseId, id: AssessmentId, minute: i64) {
        let who = self.at(minute);
        let found = self.assessment(id).await;
        let ids = (case, id, found.version);
        save!(self.db, |tx| assessments::submit(
            tx,
            who,
            ids,
            found.status,
            "read complete"
        ))
        .unwrap();
    }

    /// The manager signs it as the second person.
    pub async fn countersign(&self, case: CaseId, id: AssessmentId, minute: i64) {
        let who = self.as_at(self.manager, minute);
        let ids = (case, id, self.version(id).await);
        save!(self.db, |tx| assessments::countersign(
            tx,
            who,
            ids,
            signature(0, Some(90))
        ))
        .unwrap();
    }

    /// The manager sends it back.
    pub async fn send_back(&self, case: CaseId, id: AssessmentId, minute: i64) {
        let who = self.as_at(self.manager, minute);
        let ids = (case, id, self.version(id).await);
        save!(self.db, |tx| assessments::take_back(tx, who, ids)).unwrap();
    }

    /// Signs it, decided on the day of the tests, with follow-up in 90 days.
    pub async fn sign(&self, case: CaseId, id: AssessmentId, minute: i64) {
        let who = self.at(minute);
        let version = self.version(id).await;
        save!(self.db, |tx| assessments::sign(
            tx,
            who,
            (case, id, version),
            signature(0, Some(90))
        ))
        .unwrap();
    }

    /// Ends it without a decision.
    pub async fn withdraw(&self, case: CaseId, id: AssessmentId, minute: i64) {
        let who = self.at(minute);
        let found = self.assessment(id).await;
        save!(self.db, |tx| assessments::set_withdrawn(
            tx,
            who,
            (case, id, found.version),
            found.status,
            Some("Beslutet behövs inte")
        ))
        .unwrap();
    }

    /// The assessment.
    pub async fn assessment(&self, id: AssessmentId) -> Assessment {
        load!(self.db, |tx| assessments::assessment(tx, id)).unwrap()
    }

    /// The assessment's version.
    pub async fn version(&self, id: AssessmentId) -> i64 {
        self.assessment(id).await.version
    }

    /// Everything of it, as of the day of the tests.
    pub async fn material(&self, id: AssessmentId) -> Material {
        let found = self.assessment(id).await;
        let file = self.case(found.case).await;
        load!(self.db, |tx| assessments::material(tx, &file, &found, today())).unwrap()
    }

    /// Begins a participation note.
    pub async fn note(&self, case: CaseId, id: AssessmentId, child: ChildId, kind: NoteKind) -> NoteId {
        let who = self.at(3);
        save!(self.db, |tx| participation::add_note(
            tx, who, case, id, child, kind
        ))
        .unwrap()
    }

    /// Adds a measure for all children, due after so many days.
    pub async fn measure(&self, case: CaseId, id: AssessmentId, text: &str, days: i64) -> MeasureId {
        let who = self.at(4);
        let new = NewMeasure {
            child: None,
            text: text.to_owned(),
            owner: "Karin Ek".to_owned(),
            due_on: day(days),
        };
        save!(self.db, |tx| measures::add_measure(tx, who, case, id, &new)).unwrap()
    }

    /// Begins a letter, due after so many days. Only a signed assessment takes one; whatever state it is in stands again afterwards.
    pub async fn letter(&self, case: CaseId, id: AssessmentId, child: ChildId, days: i64) -> LetterId {
        let who = self.at(5);
        let new = new_letter(child, Some(day(days)));
        let status = self.assessment(id).await.status;
        self.set_status(id, Status::Signed).await;
        let letter = save!(self.db, |tx| letters::add_letter(tx, who, (case, id), new));
        self.set_status(id, status).await;
        letter.unwrap()
    }

    /// Puts it into a state past all rules.
    pub async fn set_status(&self, id: AssessmentId, status: Status) {
        const SQL: &str = "update assessment set status = $2 where id = $1";
        match self.db.pools() {
            Pools::Sqlite { write, .. } => {
                sqlx::query(SQL)
                    .bind(id.0)
                    .bind(status.code())
                    .execute(write)
                    .await
                    .unwrap();
            }
            Pools::Postgres(pool) => {
                sqlx::query(SQL)
                    .bind(id.0)
                    .bind(status.code())
                    .execute(pool)
                    .await
                    .unwrap();
            }
        }
    }
}

async fn unit(
    db: &Db,
    parent: Option<&Unit>,
    kind: &'static str,
    area: Option<AreaOfOperation>,
    name: &'static str,
) -> Unit {
    let parent = parent.cloned();
    let added = db.write(move |tx| {
        Box::pin(async move {
            let new = NewUnit {
                parent: parent.as_ref(),
                kind,
                area,
                name,
                phone: "08-465 004 00",
            };
            add_unit(tx, &new, at(-60)).await
        })
    });
    added.await.unwrap()
}

async fn person(db: &Db, name: &'static str, role: Role, unit: &Unit) -> AccountId {
    let unit = unit.id;
    let who = Who {
        account: None,
        unit: None,
        now: at(-60),
        today: today(),
    };
    let made = db.write(move |tx| {
        Box::pin(async move {
            let new = NewAccount {
                user_name: name,
                name,
                title: "",
                phone: "08-465 004 10",
                language: Language::Swedish,
            };
            let id = add_account(tx, who, &new).await?;
            add_grant(tx, who, id, role, unit).await?;
            Ok::<_, store::StoreError>(id)
        })
    });
    made.await.unwrap()
}

/// A feedback letter in Swedish for the middle years.
pub fn new_letter(child: ChildId, due_on: Option<NaiveDate>) -> NewLetter {
    NewLetter {
        child,
        kind: LetterKind::Feedback,
        spoken: false,
        band: AgeBand::Ten,
        language: Language::Swedish,
        due_on,
    }
}
