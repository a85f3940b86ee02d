//! Every route of the cases, the assessments, the letters, the leaflets, the units, the checklists, self-monitoring and the start page,
//! asked by everybody.

use axum::body::Body;
use axum::http::Request;
use domain::access::{Action, Actor, EMERGENCY_LASTS, EmergencyGround, Grant, Subject, may};
use domain::assessments::Status;
use domain::content::content;
use domain::ids::CaseId;
use domain::language::Language;
use domain::letters::{AgeBand, LetterKind};
use ogonhojd_server::error::AppError;
use store::access::{self, NewEmergency};
use store::assessments::Signature;
use store::cases::Case;
use store::letters::NewLetter;
use store::measures::NewMeasure;
use store::phrases::NewPhrase;
use store::{Engine, assessments, letters, measures, phrases};

use crate::work::{BEGIN, Desk, PEOPLE, Town};

/// Who may: what `may` is asked about.
#[derive(Clone, Copy, Debug)]
pub enum Needs {
    /// Something about no case in particular.
    General(Action),
    /// Something about the case.
    Record(Action),
    /// Something about the case, while somebody in it has a protected identity.
    Protected(Action),
    /// What is there for this person alone.
    Own(&'static str),
    /// Something about the unit of the case.
    OfUnit(Action),
    /// Something about a phrase that the case's worker added.
    OfPhrase(Action),
    /// The page of those who ask for extracts and those who assess them.
    ExtractsPage,
}

use Needs::{ExtractsPage, General, OfPhrase, OfUnit, Own, Protected, Record};

/// Every route: method, pattern, what it needs, the body that is sent, and the status for those who may. A body that changes
/// nothing is refused with a message (422), a change from version 0 of something saved before with 409.
#[rustfmt::skip]
pub const ROUTES: &[(&str, &str, Needs, &str, u16)] = &[
    ("GET", "/", General(Action::UseOwnPages), "", 200),
    ("GET", "/enheter", General(Action::SeeUnitFigures), "", 200),
    ("GET", "/enheter/{unit}/siffror", OfUnit(Action::SeeUnitFigures), "", 200),
    ("GET", "/enheter/{unit}/siffror/{period}", OfUnit(Action::SeeUnitFigures), "", 200),
    ("GET", "/enheter/{unit}/siffror/{period}/mot/{against}", OfUnit(Action::SeeUnitFigures), "", 200),
    // Divided, a single unit is shown only to those who work there.
    ("GET", "/enheter/{unit}/siffror/{period}/{indicator}/{dimension}", OfUnit(Action::SeeExactFigures), "", 200),
    ("GET", "/rapporter", General(Action::SeeUnitFigures), "", 200),
    ("GET", "/rapporter/ny", General(Action::MakeReports), "", 200),
    ("POST", "/rapporter/ny", General(Action::MakeReports), "", 422),
    ("GET", "/rapporter/{report}", OfUnit(Action::SeeUnitFigures), "", 200),
    ("GET", "/rapporter/{report}/text", OfUnit(Action::MakeReports), "", 200),
    ("POST", "/rapporter/{report}/text", OfUnit(Action::MakeReports), "summary=x", 409),
    ("POST", "/rapporter/{report}/faststall", OfUnit(Action::MakeReports), "", 409),
    ("POST", "/rapporter/{report}/export", OfUnit(Action::MakeReports), "", 422),
    ("POST", "/rapporter/{report}/ta-bort", OfUnit(Action::MakeReports), "", 422),
    // An export is there for whoever asked for it: the manager.
    ("GET", "/rapporter/export/{job}", Own("manager"), "", 200),
    ("POST", "/rapporter/export/{job}/avbryt", Own("manager"), "", 303),
    ("GET", "/rapporter/export/{job}/fil", Own("manager"), "", 404),
    ("GET", "/enheter/{unit}/fraser", OfUnit(Action::ReadPhrases), "", 200),
    ("POST", "/enheter/{unit}/fraser", OfUnit(Action::EditPhrases), "", 422),
    ("POST", "/enheter/{unit}/fraser/{phrase}/ta-bort", OfPhrase(Action::EditPhrases), "", 303),
    ("GET", "/enheter/{unit}/installningar", OfUnit(Action::ManageUnit), "", 200),
    ("POST", "/enheter/{unit}/installningar", OfUnit(Action::ManageUnit), "", 422),
    ("POST", "/enheter/{unit}/delegationer", OfUnit(Action::ManageUnit), "", 422),
    ("POST", "/enheter/{unit}/delegationer/{delegation}/aterkalla", OfUnit(Action::ManageUnit), "", 303),
    ("GET", "/informationsblad", General(Action::ReadLeaflets), "", 200),
    ("GET", "/informationsblad/{unit}", OfUnit(Action::ReadLeaflets), "", 200),
    ("GET", "/informationsblad/{unit}/{leaflet}/{language}", OfUnit(Action::ReadLeaflets), "", 200),
    ("GET", "/informationsblad/{unit}/{leaflet}/{language}/blad.pdf", OfUnit(Action::ReadLeaflets), "", 200),
    ("GET", "/informationsblad/{unit}/{leaflet}/{language}/text", OfUnit(Action::EditLeaflets), "", 200),
    ("POST", "/informationsblad/{unit}/{leaflet}/{language}/text", OfUnit(Action::EditLeaflets), "", 422),
    ("POST", "/informationsblad/{unit}/{leaflet}/{language}/text/ta-bort", OfUnit(Action::EditLeaflets), "", 303),
    ("GET", "/checklistor", General(Action::PublishChecklist), "", 200),
    ("POST", "/checklistor/forhandsgranska", General(Action::PublishChecklist), "", 422),
    ("POST", "/checklistor/publicera", General(Action::PublishChecklist), "", 422),
    ("GET", "/checklistor/{version}", General(Action::PublishChecklist), "", 200),
    ("GET", "/checklistor/{version}/fil", General(Action::PublishChecklist), "", 200),
    ("GET", "/arenden", General(Action::ListCases), "", 200),
    ("GET", "/arenden/nytt", General(Action::CreateCase), "", 200),
    ("POST", "/arenden/nytt", General(Action::CreateCase), "", 422),
    ("GET", "/arenden/nytt/barn", General(Action::CreateCase), "", 200),
    ("POST", "/arenden/nytt/barn", General(Action::CreateCase), "", 422),
    ("GET", "/arenden/nytt/generellt", General(Action::CreateCase), "", 200),
    ("POST", "/arenden/nytt/generellt", General(Action::CreateCase), "", 422),
    ("POST", "/arenden/sok", General(Action::ListCases), "", 422),
    ("GET", "/arenden/sok/{search}", Own("owner"), "", 200),
    ("GET", "/arenden/{case}", Record(Action::ReadRecord), "", 200),
    ("GET", "/arenden/{case}/andra", Record(Action::EditRecord), "", 200),
    ("POST", "/arenden/{case}/andra", Record(Action::EditRecord), "", 422),
    ("POST", "/arenden/{case}/handlaggare", Record(Action::AssignCase), "worker={owner}", 303),
    ("POST", "/arenden/{case}/vardnadshavare", Record(Action::EditRecord), "", 422),
    ("GET", "/arenden/{case}/bedomning", Record(Action::EditRecord), "", 303),
    ("POST", "/arenden/{case}/bedomning", Record(Action::EditRecord), "then=begin", 422),
    ("GET", "/arenden/{case}/barn/nytt", Record(Action::EditRecord), "", 200),
    ("POST", "/arenden/{case}/barn/nytt", Record(Action::EditRecord), "", 422),
    ("GET", "/arenden/{case}/barn/{child}", Record(Action::EditRecord), "", 200),
    ("POST", "/arenden/{case}/barn/{child}", Record(Action::EditRecord), "", 422),
    ("POST", "/arenden/{case}/barn/{child}/ta-bort", Record(Action::EditRecord), "", 422),
    ("POST", "/arenden/{case}/barn/{child}/aterstall", Record(Action::EditRecord), "", 409),
    ("GET", "/bedomning/{id}", Record(Action::ReadRecord), "", 200),
    ("POST", "/bedomning/{id}/avsluta-utan-beslut", Record(Action::EditRecord), "", 422),
    ("POST", "/bedomning/{id}/ateroppna", Record(Action::EditRecord), "", 409),
    ("POST", "/bedomning/{id}/avsluta", Record(Action::SignRecord), "", 422),
    ("POST", "/bedomning/{id}/ny-version", Record(Action::EditRecord), "", 409),
    ("GET", "/bedomning/{id}/andringar", Record(Action::ReadRecord), "", 200),
    ("GET", "/bedomning/{id}/jamforelse", Record(Action::ReadRecord), "", 200),
    ("GET", "/bedomning/{id}/djup", Record(Action::ReadRecord), "", 200),
    ("POST", "/bedomning/{id}/djup", Record(Action::EditRecord), "", 422),
    ("GET", "/bedomning/{id}/snabb", Record(Action::ReadRecord), "", 303),
    ("POST", "/bedomning/{id}/snabb", Record(Action::EditRecord), "", 409),
    // Pages of general decisions are not there in a case that names its children.
    ("GET", "/bedomning/{id}/grupper", Record(Action::ReadRecord), "", 404),
    ("POST", "/bedomning/{id}/grupper", Record(Action::EditRecord), "", 404),
    ("GET", "/bedomning/{id}/samrad", Record(Action::ReadRecord), "", 404),
    ("POST", "/bedomning/{id}/samrad", Record(Action::EditRecord), "", 404),
    ("GET", "/bedomning/{id}/svar-till-barnen", Record(Action::ReadRecord), "", 404),
    ("POST", "/bedomning/{id}/svar-till-barnen", Record(Action::EditRecord), "", 404),
    ("GET", "/bedomning/{id}/artiklar/val", Record(Action::ReadRecord), "", 200),
    ("POST", "/bedomning/{id}/artiklar/val", Record(Action::EditRecord), "", 303),
    ("GET", "/bedomning/{id}/granskning", Record(Action::ReadRecord), "", 200),
    ("POST", "/bedomning/{id}/granskning", Record(Action::ReviewRecord), "", 409),
    ("POST", "/bedomning/{id}/granskning/svar", Record(Action::EditRecord), "", 409),
    ("POST", "/bedomning/{id}/aterta", Record(Action::EditRecord), "", 409),
    ("POST", "/bedomning/{id}/skicka", Record(Action::SignRecord), "", 422),
    ("GET", "/bedomning/{id}/fraga", Record(Action::ReadRecord), "", 200),
    ("POST", "/bedomning/{id}/fraga", Record(Action::EditRecord), "", 409),
    ("GET", "/bedomning/{id}/barn", Record(Action::ReadRecord), "", 200),
    ("GET", "/bedomning/{id}/barn/{child}", Record(Action::ReadRecord), "", 200),
    ("POST", "/bedomning/{id}/barn/{child}", Record(Action::EditRecord), "", 303),
    ("GET", "/bedomning/{id}/fakta", Record(Action::ReadRecord), "", 200),
    ("POST", "/bedomning/{id}/fakta", Record(Action::EditRecord), "", 303),
    ("GET", "/bedomning/{id}/bilagor", Record(Action::ReadRecord), "", 200),
    ("POST", "/bedomning/{id}/bilagor", Record(Action::EditRecord), "", 422),
    ("GET", "/bedomning/{id}/bilagor/{attachment}", Record(Action::ReadRecord), "", 200),
    ("GET", "/bedomning/{id}/bilagor/{attachment}/ta-bort", Record(Action::EditRecord), "", 200),
    ("POST", "/bedomning/{id}/bilagor/{attachment}/ta-bort", Record(Action::EditRecord), "", 303),
    ("GET", "/bedomning/{id}/rost", Record(Action::ReadRecord), "", 200),
    ("POST", "/bedomning/{id}/rost", Record(Action::EditRecord), "", 422),
    // The other assessment of the case was signed before versions were kept, so there is nothing to take over.
    ("POST", "/bedomning/{id}/rost/hamta", Record(Action::EditRecord), "", 409),
    ("GET", "/bedomning/{id}/rost/{note}", Record(Action::ReadRecord), "", 200),
    ("POST", "/bedomning/{id}/rost/{note}", Record(Action::EditRecord), "", 409),
    ("POST", "/bedomning/{id}/rost/{note}/ta-bort", Record(Action::EditRecord), "", 409),
    ("GET", "/bedomning/{id}/artiklar", Record(Action::ReadRecord), "", 200),
    ("GET", "/bedomning/{id}/artiklar/{number}", Record(Action::ReadRecord), "", 200),
    ("POST", "/bedomning/{id}/artiklar/{number}", Record(Action::EditRecord), "", 303),
    ("GET", "/bedomning/{id}/avvagning", Record(Action::ReadRecord), "", 200),
    ("POST", "/bedomning/{id}/avvagning", Record(Action::EditRecord), "", 303),
    ("GET", "/bedomning/{id}/atgarder", Record(Action::ReadRecord), "", 200),
    ("POST", "/bedomning/{id}/atgarder", Record(Action::EditRecord), "", 422),
    ("POST", "/bedomning/{id}/atgarder/{measure}/gjord", Record(Action::EditRecord), "", 422),
    ("POST", "/bedomning/{id}/atgarder/{measure}/ta-bort", Record(Action::EditRecord), "", 303),
    ("GET", "/bedomning/{id}/rattelser", Record(Action::ReadRecord), "", 200),
    ("POST", "/bedomning/{id}/rattelser/rattelse", Record(Action::EditRecord), "", 409),
    ("POST", "/bedomning/{id}/rattelser/invandning", Record(Action::EditRecord), "", 422),
    ("GET", "/bedomning/{id}/beslut", Record(Action::ReadRecord), "", 200),
    ("POST", "/bedomning/{id}/beslut", Record(Action::EditRecord), "", 303),
    ("GET", "/bedomning/{id}/uppfoljning", Record(Action::ReadRecord), "", 200),
    ("POST", "/bedomning/{id}/uppfoljning", Record(Action::EditRecord), "", 303),
    ("GET", "/bedomning/{id}/granska", Record(Action::ReadRecord), "", 200),
    ("POST", "/bedomning/{id}/signera", Record(Action::SignRecord), "", 422),
    ("GET", "/bedomning/{id}/dokument/beslut-intern.pdf", Record(Action::ReadRecord), "", 200),
    ("GET", "/bedomning/{id}/dokument/beslut-part.pdf", Record(Action::ReadRecord), "", 200),
    ("GET", "/bedomning/{id}/dokument/arbetsutskrift.pdf", Record(Action::ReadRecord), "", 200),
    ("GET", "/bedomning/{id}/dokument/tjansteskrivelse", Record(Action::ReadRecord), "", 200),
    ("GET", "/bedomning/{id}/trad/{child}", Record(Action::ReadRecord), "", 200),
    ("GET", "/bedomning/{id}/utlamnande", Record(Action::ReadRecord), "", 200),
    ("GET", "/bedomning/{id}/utlamnande/{statement}", Record(Action::EditRecord), "", 200),
    ("POST", "/bedomning/{id}/utlamnande/{statement}", Record(Action::EditRecord), "", 422),
    ("GET", "/bedomning/{id}/svar", Record(Action::ReadRecord), "", 200),
    ("POST", "/bedomning/{id}/svar", Record(Action::EditRecord), "child={child}&kind=feedback", 409),
    ("GET", "/bedomning/{id}/brev/{letter}", Record(Action::ReadRecord), "", 200),
    ("POST", "/bedomning/{id}/brev/{letter}", Record(Action::EditRecord), "", 303),
    ("POST", "/bedomning/{id}/brev/{letter}/utkast", Record(Action::EditRecord), "", 422),
    ("GET", "/bedomning/{id}/brev/{letter}/brev.pdf", Record(Action::ReadRecord), "", 200),
    ("POST", "/bedomning/{id}/brev/{letter}/godkann", Record(Action::SignRecord), "", 422),
    ("POST", "/bedomning/{id}/brev/{letter}/andra-igen", Record(Action::SignRecord), "", 409),
    ("POST", "/bedomning/{id}/brev/{letter}/lamnat", Record(Action::SignRecord), "", 422),
    ("POST", "/bedomning/{id}/brev/{letter}/lamnas-inte", Record(Action::SignRecord), "", 422),
    ("GET", "/egenkontroll", General(Action::ReadMonitoring), "", 200),
    ("GET", "/egenkontroll/ny", General(Action::RunRounds), "", 200),
    ("POST", "/egenkontroll/ny", General(Action::RunRounds), "", 422),
    ("GET", "/egenkontroll/ny/kommun", General(Action::RunRounds), "", 200),
    ("POST", "/egenkontroll/ny/kommun", General(Action::RunRounds), "", 422),
    ("GET", "/egenkontroll/instrument", General(Action::PublishInstrument), "", 200),
    ("POST", "/egenkontroll/instrument/forhandsgranska", General(Action::PublishInstrument), "", 422),
    ("POST", "/egenkontroll/instrument/publicera", General(Action::PublishInstrument), "", 422),
    ("GET", "/egenkontroll/instrument/{slug}/{instrument}", General(Action::PublishInstrument), "", 200),
    ("GET", "/egenkontroll/instrument/{slug}/{instrument}/fil", General(Action::PublishInstrument), "", 200),
    ("GET", "/egenkontroll/{round}", OfUnit(Action::RunRounds), "", 200),
    ("POST", "/egenkontroll/{round}/paminn", OfUnit(Action::RunRounds), "", 422),
    ("GET", "/egenkontroll/{round}/stang", OfUnit(Action::RunRounds), "", 200),
    ("POST", "/egenkontroll/{round}/stang", OfUnit(Action::RunRounds), "", 422),
    ("GET", "/egenkontroll/{round}/resultat", OfUnit(Action::RunRounds), "", 200),
    ("GET", "/egenkontroll/{round}/enhet/{unit}", OfUnit(Action::ReadMonitoring), "", 200),
    ("POST", "/egenkontroll/{round}/enhet/{unit}/lamna-in", OfUnit(Action::AnswerMonitoring), "", 422),
    ("POST", "/egenkontroll/{round}/enhet/{unit}/lamna-tillbaka", OfUnit(Action::RunRounds), "", 422),
    ("GET", "/egenkontroll/{round}/enhet/{unit}/jamfor", OfUnit(Action::ReadMonitoring), "", 200),
    ("GET", "/egenkontroll/{round}/enhet/{unit}/omrade/{area}", OfUnit(Action::ReadMonitoring), "", 200),
    ("POST", "/egenkontroll/{round}/enhet/{unit}/omrade/{area}", OfUnit(Action::AnswerMonitoring), "", 303),
    ("POST", "/egenkontroll/{round}/enhet/{unit}/omrade/{area}/anmarkning", OfUnit(Action::RunRounds), "", 422),
    ("POST", "/egenkontroll/{round}/enhet/{unit}/omrade/{area}/anmarkning/{remark}/svar", OfUnit(Action::AnswerMonitoring), "", 422),
    // Implementation plans and the registers beside them.
    ("GET", "/planer", General(Action::ReadPlan), "", 200),
    ("GET", "/planer/{unit}", OfUnit(Action::ReadPlan), "", 200),
    ("GET", "/planer/{unit}/{year}", OfUnit(Action::ReadPlan), "", 200),
    ("POST", "/planer/{unit}/{year}", OfUnit(Action::EditPlan), "", 303),
    ("POST", "/planer/{unit}/{year}/skicka", OfUnit(Action::EditPlan), "", 409),
    ("POST", "/planer/{unit}/{year}/aterta", OfUnit(Action::EditPlan), "", 409),
    ("POST", "/planer/{unit}/{year}/oppna", OfUnit(Action::EditPlan), "", 409),
    ("POST", "/planer/{unit}/{year}/aterlamna", OfUnit(Action::RemarkPlan), "", 409),
    ("POST", "/planer/{unit}/{year}/tagit-del", OfUnit(Action::RemarkPlan), "", 409),
    ("GET", "/planer/{unit}/{year}/for-vidare", OfUnit(Action::EditPlan), "", 200),
    ("POST", "/planer/{unit}/{year}/for-vidare", OfUnit(Action::EditPlan), "", 422),
    ("GET", "/planer/{unit}/{year}/mal", OfUnit(Action::EditPlan), "", 200),
    ("POST", "/planer/{unit}/{year}/mal", OfUnit(Action::EditPlan), "", 422),
    ("GET", "/planer/{unit}/{year}/mal/{goal}", OfUnit(Action::EditPlan), "", 200),
    ("POST", "/planer/{unit}/{year}/mal/{goal}", OfUnit(Action::EditPlan), "", 422),
    ("POST", "/planer/{unit}/{year}/mal/{goal}/flytta", OfUnit(Action::EditPlan), "", 303),
    ("POST", "/planer/{unit}/{year}/mal/{goal}/ta-bort", OfUnit(Action::EditPlan), "", 303),
    ("POST", "/planer/{unit}/{year}/mal/{goal}/aterstall", OfUnit(Action::EditPlan), "", 303),
    ("GET", "/planer/{unit}/{year}/mal/{goal}/anmarkning", OfUnit(Action::RemarkPlan), "", 200),
    ("POST", "/planer/{unit}/{year}/mal/{goal}/anmarkning", OfUnit(Action::RemarkPlan), "", 422),
    ("GET", "/planer/{unit}/{year}/mal/{goal}/svar", OfUnit(Action::EditPlan), "", 200),
    ("POST", "/planer/{unit}/{year}/mal/{goal}/svar", OfUnit(Action::EditPlan), "", 422),
    ("GET", "/planer/{unit}/{year}/mal/{goal}/aktivitet", OfUnit(Action::EditPlan), "", 200),
    ("POST", "/planer/{unit}/{year}/mal/{goal}/aktivitet", OfUnit(Action::EditPlan), "", 422),
    ("GET", "/planer/{unit}/{year}/aktivitet/{activity}", OfUnit(Action::EditPlan), "", 200),
    ("POST", "/planer/{unit}/{year}/aktivitet/{activity}", OfUnit(Action::EditPlan), "", 422),
    ("GET", "/planer/{unit}/{year}/aktivitet/{activity}/lage", OfUnit(Action::EditPlan), "", 200),
    ("POST", "/planer/{unit}/{year}/aktivitet/{activity}/lage", OfUnit(Action::EditPlan), "", 422),
    ("POST", "/planer/{unit}/{year}/aktivitet/{activity}/flytta", OfUnit(Action::EditPlan), "", 303),
    ("POST", "/planer/{unit}/{year}/aktivitet/{activity}/ta-bort", OfUnit(Action::EditPlan), "", 303),
    ("POST", "/planer/{unit}/{year}/aktivitet/{activity}/aterstall", OfUnit(Action::EditPlan), "", 303),
    ("GET", "/ombud", General(Action::ReadPlan), "", 200),
    ("GET", "/ombud/enhet/{unit}", OfUnit(Action::ReadPlan), "", 200),
    ("GET", "/ombud/enhet/{unit}/ny", OfUnit(Action::KeepRegisters), "", 200),
    ("POST", "/ombud/enhet/{unit}/ny", OfUnit(Action::KeepRegisters), "", 422),
    ("GET", "/ombud/enhet/{unit}/{appointment}", OfUnit(Action::KeepRegisters), "", 200),
    ("POST", "/ombud/enhet/{unit}/{appointment}", OfUnit(Action::KeepRegisters), "", 422),
    ("GET", "/ombud/moten", General(Action::ReadMeetings), "", 200),
    ("GET", "/ombud/moten/nytt/{unit}", OfUnit(Action::KeepMeetings), "", 200),
    ("POST", "/ombud/moten/nytt/{unit}", OfUnit(Action::KeepMeetings), "", 422),
    ("GET", "/ombud/moten/{meeting}", OfUnit(Action::ReadMeetings), "", 200),
    ("GET", "/ombud/moten/{meeting}/andra", OfUnit(Action::KeepMeetings), "", 200),
    ("POST", "/ombud/moten/{meeting}/andra", OfUnit(Action::KeepMeetings), "", 422),
    ("GET", "/utbildning", General(Action::ReadPlan), "", 200),
    ("GET", "/utbildning/ny/{unit}", OfUnit(Action::KeepRegisters), "", 200),
    ("POST", "/utbildning/ny/{unit}", OfUnit(Action::KeepRegisters), "", 422),
    ("GET", "/utbildning/{training}", OfUnit(Action::KeepRegisters), "", 200),
    ("POST", "/utbildning/{training}", OfUnit(Action::KeepRegisters), "", 422),
    ("GET", "/arenden/{case}/skyddat", Protected(Action::ReadRecord), "", 200),
    ("POST", "/arenden/{case}/skyddat", Protected(Action::ReadRecord), "", 422),
    ("GET", "/akut", General(Action::OpenInEmergency), "", 200),
    ("POST", "/akut", General(Action::OpenInEmergency), "", 422),
    ("GET", "/akut/{emergency}", Record(Action::JudgeEmergency), "", 200),
    ("POST", "/akut/{emergency}", Record(Action::JudgeEmergency), "", 422),
    // The owner opened it.
    ("POST", "/akut/{emergency}/avsluta", Own("owner"), "", 303),

    // The log of who opened what. The extract is there for whoever made it: the records officer.
    ("GET", "/loggkontroll", General(Action::ReviewLog), "", 200),
    ("GET", "/loggkontroll/{unit}", OfUnit(Action::ReviewLog), "", 200),
    ("POST", "/loggkontroll/{unit}/{month}", OfUnit(Action::ReviewLog), "", 303),
    ("GET", "/loggkontroll/granskning/{review}", OfUnit(Action::ReviewLog), "", 200),
    ("POST", "/loggkontroll/granskning/{review}/signera", OfUnit(Action::ReviewLog), "", 422),
    ("GET", "/loggkontroll/granskning/{review}/rad/{row}", OfUnit(Action::ReviewLog), "", 200),
    ("POST", "/loggkontroll/granskning/{review}/rad/{row}", OfUnit(Action::ReviewLog), "", 422),
    ("GET", "/logguttag", General(Action::ExtractLog), "", 200),
    ("POST", "/logguttag", General(Action::ExtractLog), "", 422),
    ("GET", "/logguttag/{extract}", Own("records"), "", 200),
    ("GET", "/logguttag/{extract}/uttag.pdf", Own("records"), "", 200),
    ("GET", "/logguttag/{extract}/uttag.csv", Own("records"), "", 200),
    // Retention. The batch was proposed by the records officer, who therefore does not approve it.
    ("GET", "/gallring", General(Action::KeepRecords), "", 200),
    ("GET", "/gallring/svar", General(Action::KeepRecords), "", 200),
    ("GET", "/gallring/sparrar", General(Action::KeepRecords), "", 200),
    ("GET", "/gallring/urval", General(Action::KeepRecords), "", 200),
    ("POST", "/gallring/urval", General(Action::KeepRecords), "", 422),
    ("GET", "/gallring/arende/{case}", OfUnit(Action::KeepRecords), "", 200),
    ("POST", "/gallring/arende/{case}", OfUnit(Action::KeepRecords), "", 422),
    ("POST", "/gallring/arende/{case}/sparr", OfUnit(Action::KeepRecords), "", 422),
    ("POST", "/gallring/arende/{case}/sparr/{hold}/lyft", OfUnit(Action::KeepRecords), "", 422),
    ("GET", "/gallring/forslag", General(Action::KeepRecords), "", 200),
    ("POST", "/gallring/forslag", General(Action::KeepRecords), "", 422),
    ("GET", "/gallring/forslag/{purge}", OfUnit(Action::KeepRecords), "", 200),
    ("POST", "/gallring/forslag/{purge}/godkann", OfUnit(Action::KeepRecords), "", 409),
    ("POST", "/gallring/forslag/{purge}/fortsatt", OfUnit(Action::KeepRecords), "", 409),
    ("POST", "/gallring/forslag/{purge}/ta-tillbaka", OfUnit(Action::KeepRecords), "", 409),
    ("GET", "/gallring/forslag/{purge}/protokoll.pdf", OfUnit(Action::KeepRecords), "", 404),
    // Extracts. An officer asks, the unit's manager assesses; there is no file before that.
    ("GET", "/registerutdrag", ExtractsPage, "", 200),
    ("POST", "/registerutdrag", General(Action::MakeExtracts), "", 422),
    ("GET", "/registerutdrag/{persons}", OfUnit(Action::MakeExtracts), "", 200),
    ("GET", "/registerutdrag/{persons}/arende/{case}", OfUnit(Action::AssessExtracts), "", 200),
    ("POST", "/registerutdrag/{persons}/arende/{case}", OfUnit(Action::AssessExtracts), "", 422),
    ("GET", "/registerutdrag/{persons}/arende/{case}/utkast.pdf", OfUnit(Action::AssessExtracts), "", 200),
    ("GET", "/registerutdrag/{persons}/arende/{case}/utdrag.pdf", OfUnit(Action::MakeExtracts), "", 404),
    ("POST", "/registerutdrag/{closed}/stang", OfUnit(Action::MakeExtracts), "", 409),
    ("GET", "/arenden/{case}/gallring", Record(Action::EditRecord), "", 200),
    ("POST", "/arenden/{case}/gallring", Record(Action::EditRecord), "", 422),
];

/// One's own account. What only somebody with an app may do is in `account.rs`, signing in and out in files of their own.
const OWN_PAGES: [(&str, &str, Needs, &str, u16); 4] = [
    ("GET", "/konto", General(Action::UseOwnPages), "", 200),
    ("GET", "/konto/losenord", General(Action::UseOwnPages), "", 200),
    ("GET", "/sessioner", General(Action::UseOwnPages), "", 200),
    ("GET", "/bekrafta", General(Action::UseOwnPages), "", 303),
];

/// Routes that mean the signed assessment of the two.
fn of_the_signed_one(pattern: &str) -> bool {
    ["/dokument/beslut", "/svar", "/brev/"]
        .iter()
        .any(|part| pattern.contains(part))
}

/// The routes that the sources declare, as method and pattern.
fn declared() -> Vec<(String, String)> {
    let sources = [
        include_str!("../../src/start.rs"),
        include_str!("../../src/extracts/mod.rs"),
        include_str!("../../src/figures/mod.rs"),
        include_str!("../../src/reports/mod.rs"),
        include_str!("../../src/cases/mod.rs"),
        include_str!("../../src/emergencies/mod.rs"),
        include_str!("../../src/assessments/mod.rs"),
        include_str!("../../src/leaflets/mod.rs"),
        include_str!("../../src/letters/mod.rs"),
        include_str!("../../src/monitoring/mod.rs"),
        include_str!("../../src/organisation/mod.rs"),
        include_str!("../../src/participation/mod.rs"),
        include_str!("../../src/plans/mod.rs"),
        include_str!("../../src/audit/mod.rs"),
        include_str!("../../src/retention/mod.rs"),
    ];
    let mut found = Vec::new();
    for call in sources.iter().flat_map(|s| s.split(".route(").skip(1)) {
        let mut parts = call.splitn(3, '"').skip(1);
        let (pattern, rest) = (parts.next().unwrap(), parts.next().unwrap());
        let handlers = rest.split(".route(").next().unwrap();
        let handlers = handlers.split(';').next().unwrap();
        // Pages that hold texts are declared with both methods at once.
        for (method, call) in [("GET", "get("), ("POST", "post(")] {
            if handlers.contains(call) || handlers.contains("section::") || handlers.contains("of_kind") {
                found.push((method.to_owned(), pattern.to_owned()));
            }
        }
    }
    found
}

/// Pattern without the names of its parameters.
fn shape(pattern: &str) -> String {
    pattern
        .split('/')
        .map(|part| if part.starts_with('{') { "{}" } else { part })
        .collect::<Vec<_>>()
        .join("/")
}

#[test]
fn every_route_has_a_row() {
    let declared = declared();
    assert!(declared.len() > 60, "the sources are read wrongly: {declared:?}");
    for (method, pattern) in &declared {
        let rows = ROUTES
            .iter()
            .filter(|(m, p, ..)| m == method && shape(p) == shape(pattern))
            .count();
        assert_eq!(rows, 1, "{method} {pattern}");
    }
    assert_eq!(ROUTES.len(), declared.len(), "a row of a route that is gone");
}

/// A case with two assessments: a draft and one that is signed, with a letter.
pub struct Object {
    case: CaseId,
    parameters: Vec<(&'static str, String)>,
    signed: String,
}

/// Ends the draft without a decision.
async fn withdraw(town: &Town, case: CaseId, draft: &str) {
    let version = town.assessment(draft).await.version;
    let who = town.site.state.who(Some(town.account("owner")));
    let ids = (case, draft.parse().unwrap(), version);
    let work = town.site.state.write(move |tx| {
        Box::pin(async move {
            let why = Some("Ansökan drogs tillbaka.");
            Ok::<_, AppError>(assessments::set_withdrawn(tx, who, ids, Status::Draft, why).await?)
        })
    });
    work.await.unwrap();
}

/// The export, the plan and what else stands in addresses.
async fn more_parameters(town: &Town, case: CaseId) -> Vec<(&'static str, String)> {
    let mut all = vec![
        ("number", "3".to_owned()),
        ("period", "2025".to_owned()),
        ("against", "2024".to_owned()),
        ("indicator", "heard".to_owned()),
        ("dimension", "age".to_owned()),
        ("leaflet", "barn".to_owned()),
        ("language", "sv".to_owned()),
        ("version", content().version().to_owned()),
        ("area", "leadership".to_owned()),
        ("slug", "enhet".to_owned()),
        ("instrument", crate::monitoring::own().version.clone()),
    ];
    all.extend(crate::plans::planned(town).await);
    all.extend(crate::reports::begun(town).await);
    all.extend(crate::log_review::drawn(town, case).await);
    all.extend(crate::log_extract::made(town, case).await);
    all.extend(crate::retention::kept(town, case).await);
    all.extend(crate::extracts::asked(town, case).await);
    all
}

pub async fn object(town: &Town, relation: Relation) -> Object {
    let mut desk = Desk::begin(town, &[("Elsa", "2016-05-05")]).await;
    let (case, child) = (desk.case.parse::<CaseId>().unwrap(), desk.children[0].clone());
    let who = town.site.state.who(Some(town.account("owner")));
    let signed: domain::ids::AssessmentId = desk.id.parse().unwrap();
    let child_id = child.parse().unwrap();
    let work = town.site.state.write(move |tx| {
        Box::pin(async move {
            let signature = Signature {
                decided_on: who.today,
                follow_up_on: None,
                attestations: "read",
            };
            assessments::sign(tx, who, (case, signed, 1), signature).await?;
            let new = NewLetter {
                child: child_id,
                kind: LetterKind::Feedback,
                spoken: false,
                band: AgeBand::Seven,
                language: Language::Swedish,
                due_on: None,
            };
            Ok::<_, AppError>(letters::add_letter(tx, who, (case, signed), new).await?)
        })
    });
    let letter = work.await.unwrap();
    let begun = desk
        .browser
        .post(&format!("/arenden/{case}/bedomning"), &BEGIN)
        .await;
    desk.id = begun.location().split('/').nth(2).unwrap().to_owned();
    let note = desk.note(0, "heard").await;
    desk.write(&note, |form| {
        form.set("statement.1.words", "Jag vill bo kvar.");
    })
    .await;
    let statement = format!("{}.1", note.trim_start_matches("/rost/"));
    let draft: domain::ids::AssessmentId = desk.id.parse().unwrap();
    let new = NewMeasure {
        child: None,
        text: "Skjuts".into(),
        owner: "Karin".into(),
        due_on: who.today,
    };
    let measure = town.site.state.write(move |tx| {
        Box::pin(async move { Ok::<_, AppError>(measures::add_measure(tx, who, case, draft, &new).await?) })
    });
    let measure = measure.await.unwrap();
    let attachment = crate::attachments::added(&mut desk, "intyg.pdf", &crate::attachments::pdf("x")).await;
    let attachment = attachment.trim_start_matches("/bilagor/").to_owned();
    if relation == Relation::Protected {
        let address = format!("/arenden/{case}/andra");
        let mut form = desk.browser.get(&address).await.form(&address);
        form.set("protected", "yes");
        assert_eq!(desk.submit(&form).await.status, 303);
    }
    let search = desk.browser.post("/arenden/sok", &[("text", "Vera")]).await;
    // From next year on, so that nobody may do more today.
    let delegation = town.delegation(town.units[1].id, "colleague", 365).await;
    let (round, remark) = crate::monitoring::given_back(town).await;
    let number = town.case(&case.to_string()).await.number;
    let emergency = open_in_emergency(town, "owner", &number).await;
    if relation == Relation::Closed {
        withdraw(town, case, &desk.id).await;
    }
    let mut parameters = vec![
        ("case", case.to_string()),
        ("child", child),
        ("note", note.trim_start_matches("/rost/").to_owned()),
        ("statement", statement),
        ("measure", measure.to_string()),
        ("attachment", attachment),
        ("letter", letter.to_string()),
        (
            "search",
            search.location().trim_start_matches("/arenden/sok/").to_owned(),
        ),
        ("owner", town.account("owner").to_string()),
        ("unit", town.units[1].id.to_string()),
        ("delegation", delegation.to_string()),
        ("phrase", phrase_by_the_owner(town).await),
        ("round", round),
        ("remark", remark),
        ("emergency", emergency),
        ("id", desk.id.clone()),
    ];
    parameters.extend(more_parameters(town, case).await);
    Object {
        case,
        parameters,
        signed: signed.to_string(),
    }
}

async fn phrase_by_the_owner(town: &Town) -> String {
    let (unit, who) = (town.units[1].id, town.site.state.who(Some(town.account("owner"))));
    let work = town.site.state.write(move |tx| {
        Box::pin(async move {
            let new = NewPhrase {
                title: "Riksnormen".into(),
                text: "Bestäms varje år.".into(),
            };
            Ok::<_, AppError>(phrases::add_phrase(tx, who, unit, &new).await?)
        })
    });
    work.await.unwrap().to_string()
}

impl Object {
    pub fn filled(&self, text: &str, pattern: &str) -> String {
        self.parameters
            .iter()
            .fold(text.to_owned(), |text, (name, value)| {
                let value = if *name == "id" && of_the_signed_one(pattern) {
                    &self.signed
                } else {
                    value
                };
                text.replace(&format!("{{{name}}}"), value)
            })
    }
}

/// How the case stands to those who ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// It goes on, and nobody in it is protected.
    Ordinary,
    /// Somebody in it has a protected identity.
    Protected,
    /// Its assessments are signed or closed without a decision.
    Closed,
    /// The worker of the other unit has opened it in an emergency.
    Emergency,
}

/// Who asks, as `may` sees them; none for somebody who is not signed in.
fn actor(town: &Town, person: &str, emergencies: &[(&str, CaseId)]) -> Option<Actor> {
    let (_, role, unit) = PEOPLE.iter().find(|(name, ..)| *name == person)?;
    Some(Actor {
        account: town.account(person),
        grants: vec![Grant {
            role: *role,
            branch: town.units[*unit].path.clone(),
        }],
        reviews: vec![],
        emergencies: emergencies
            .iter()
            .filter(|(name, _)| *name == person)
            .map(|(_, case)| *case)
            .collect(),
    })
}

fn allowed(town: &Town, actor: &Actor, needs: Needs, case: &Case) -> bool {
    match needs {
        General(action) => may(actor, action, Subject::General),
        Record(action) => may(actor, action, case.subject()),
        Protected(action) => case.protected && may(actor, action, case.subject()),
        Own(name) => actor.account == town.account(name),
        ExtractsPage => ["records", "manager"]
            .iter()
            .any(|name| actor.account == town.account(name)),
        OfUnit(action) => may(actor, action, Subject::Unit(&case.unit_path)),
        OfPhrase(action) => {
            let phrase = Subject::Phrase {
                unit: &case.unit_path,
                added_by: town.account("owner"),
            };
            may(actor, action, phrase)
        }
    }
}

async fn everybody_asks_everything(engine: Engine, relation: Relation) {
    let town = Town::on(engine).await;
    let object = object(&town, relation).await;
    let case = town.case(&object.case.to_string()).await;
    assert_eq!(case.protected, relation == Relation::Protected);
    let mut emergencies = vec![("owner", case.id)];
    if relation == Relation::Emergency {
        open_in_emergency(&town, "other_unit", &case.number).await;
        emergencies.push(("other_unit", case.id));
    }
    let before = what_stands(&town).await;
    let mut wrong = Vec::new();
    for person in ["stranger"]
        .into_iter()
        .chain(PEOPLE.iter().map(|(name, ..)| *name))
        .rev()
    {
        let asking = actor(&town, person, &emergencies);
        let mut browser = match asking {
            None => town.site.browser(),
            Some(_) => town.site.signed_in(person).await,
        };
        if case.protected && asking.is_some() {
            browser.choose(&case.id.to_string()).await;
        }
        for (method, pattern, needs, body, status) in ROUTES.iter().chain(&OWN_PAGES) {
            let (path, body) = (object.filled(pattern, pattern), object.filled(body, pattern));
            let request = Request::builder()
                .method(*method)
                .uri(&path)
                .header("content-type", "application/x-www-form-urlencoded");
            let answer = browser.send(request, Body::from(body)).await;
            let right = match &asking {
                None if *method == "GET" => {
                    answer.status == 303 && answer.location().starts_with("/logga-in")
                }
                None => answer.status == 401,
                Some(actor) if !allowed(&town, actor, *needs, &case) => answer.status == 404,
                // What is closed refuses in ways of its own; that it refuses is asserted below.
                Some(_) if relation == Relation::Closed => answer.status.as_u16() < 500,
                Some(_) => answer.status == *status,
            };
            if !right {
                wrong.push(format!("{person} {method} {pattern}: {}", answer.status));
            }
            assert!(
                answer.status != 404 || !answer.body.contains("Vera Blom"),
                "{person} {pattern}"
            );
        }
    }
    assert!(wrong.is_empty(), "{relation:?}\n{}", wrong.join("\n"));
    if relation == Relation::Closed {
        assert_eq!(what_stands(&town).await, before, "what is closed stays as it is");
    }
}

/// Counts what an assessment holds.
async fn what_stands(town: &Town) -> Vec<i64> {
    let mut found = Vec::new();
    for sql in [
        "select count(*) from section s join assessment a on a.id = s.assessment_id where a.status = 'withdrawn'",
        "select cast(coalesce(sum(s.version), 0) as bigint) from section s join assessment a on a.id = s.assessment_id where a.status = 'withdrawn'",
        "select count(*) from participation_note",
        "select count(*) from measure where done_on is null",
        "select count(*) from attachment",
    ] {
        found.push(town.count(sql).await);
    }
    found
}

async fn open_in_emergency(town: &Town, person: &str, number: &str) -> String {
    let who = town.site.state.who(Some(town.account(person)));
    let account = town.account(person);
    let new = NewEmergency {
        number: number.to_owned(),
        ground: EmergencyGround::Danger,
        reason: "Grannen ringer: barnen är ensamma hemma.".into(),
        ends_at: who.now + EMERGENCY_LASTS,
    };
    let work = town.site.state.write(move |tx| {
        Box::pin(async move {
            assert_eq!(access::open_emergency(tx, who, &new).await?, 1);
            Ok::<_, AppError>(access::own_emergencies(tx, account, who.now).await?)
        })
    });
    work.await.unwrap()[0].id.to_string()
}

macro_rules! everybody {
    ($($name:ident: $relation:ident),+ $(,)?) => {$(
        mod $name {
            #[tokio::test]
            async fn on_sqlite() {
                super::everybody_asks_everything(store::Engine::Sqlite, super::Relation::$relation).await;
            }

            #[tokio::test]
            async fn on_postgres() {
                super::everybody_asks_everything(store::Engine::Postgres, super::Relation::$relation).await;
            }
        }
    )+};
}

everybody! {
    every_route_of_an_ordinary_case_is_open_to_whom_it_may_be_and_not_there_for_others: Ordinary,
    every_route_of_a_protected_case_is_open_to_its_worker_and_the_manager_alone: Protected,
    every_route_of_a_closed_case_is_there_for_the_same_people_and_changes_nothing: Closed,
    every_route_of_a_case_that_was_opened_in_an_emergency_is_read_and_not_changed: Emergency,
}

#[tokio::test]
async fn lists_and_searches_hold_only_what_is_in_reach() {
    let town = Town::new().await;
    object(&town, Relation::Ordinary).await;
    object(&town, Relation::Protected).await;
    for (person, mine, all) in [
        ("owner", 2, 2),
        ("colleague", 0, 1),
        ("other_unit", 0, 0),
        ("manager", 0, 2),
    ] {
        let mut browser = town.site.signed_in(person).await;
        let lines = |body: &str| body.matches("href=\"/arenden/0").count();
        assert_eq!(lines(&browser.get("/arenden").await.body), mine, "{person}: mine");
        assert_eq!(
            lines(&browser.get("/arenden?alla=1").await.body),
            all,
            "{person}: all"
        );
        let found = browser.post("/arenden/sok", &[("text", "Vera")]).await;
        let address = found.location().to_owned();
        assert!(!address.contains("Vera"), "{address}");
        assert_eq!(lines(&browser.get(&address).await.body), all, "{person}: found");
    }
}

#[tokio::test]
async fn a_password_alone_opens_no_route_and_loses_nothing_that_is_posted() {
    let town = Town::new().await;
    let object = object(&town, Relation::Ordinary).await;
    // The manager has an app, the colleague none yet.
    town.site.connect("manager").await;
    for (person, asked) in [("manager", "/logga-in/kod"), ("colleague", "/logga-in/app")] {
        let (mut browser, _) = town.site.half_signed_in(person).await;
        for (method, pattern, _, body, _) in ROUTES.iter().chain(&OWN_PAGES) {
            let (path, body) = (object.filled(pattern, pattern), object.filled(body, pattern));
            let request = Request::builder()
                .method(*method)
                .uri(&path)
                .header("content-type", "application/x-www-form-urlencoded");
            let answer = browser.send(request, Body::from(body)).await;
            assert!(!answer.body.contains("Vera Blom"), "{person} {method} {pattern}");
            if *method == "GET" {
                assert_eq!(answer.status, 303, "{person} {pattern}");
                assert!(
                    answer.location().starts_with(asked),
                    "{person} {pattern}: {}",
                    answer.location()
                );
            } else {
                assert_eq!(answer.status, 401, "{person} {pattern}");
                assert!(
                    answer.body.contains(&format!("action=\"{asked}\""))
                        && answer.hidden().contains(&("kept_path".into(), path)),
                    "{person} {pattern}"
                );
            }
        }
    }
}
