//! Who represents the units, the representatives' meetings, and training.

use domain::plans::{
    AppointmentKind, AppointmentText, Attendance, MeetingText, TrainingSubject, TrainingText,
};
use store::{StoreError, Tx, plans};

use super::Teller;
use super::told::{ToldAppointment, ToldMeeting, ToldTraining, UNREADABLE};

impl Teller {
    pub(super) async fn appointment(&self, tx: &mut Tx, told: &ToldAppointment) -> Result<(), StoreError> {
        let (team, coordinator) = self.team(&told.unit)?;
        let account = match told.person.as_str() {
            "representative" => Some(team.representative),
            "worker" => team.workers.first().copied(),
            _ => None,
        };
        let text = AppointmentText {
            kind: AppointmentKind::from_code(&told.kind).ok_or(UNREADABLE)?,
            account,
            name: told.name.clone(),
            since: self.ago(told.since_days),
            until: told.until_days.map(|days| self.ago(days)),
            weekly_minutes: told.weekly_minutes,
            trained_on: told.trained_days.map(|days| self.ago(days)),
        };
        let at = self.days_ago(told.since_days.min(told.until_days.unwrap_or(told.since_days)));
        let who = self.who(coordinator, team.unit.id, at);
        plans::add_appointment(tx, who, team.unit.id, &text)
            .await
            .map(|_| ())
    }

    pub(super) async fn meeting(&self, tx: &mut Tx, told: &ToldMeeting) -> Result<(), StoreError> {
        let (branch, coordinator) = self.branch(&told.branch)?;
        let mut present = Vec::new();
        for (names, there) in [(&told.present, true), (&told.absent, false)] {
            for name in names {
                present.push((self.team(name)?.0.unit.id, there));
            }
        }
        let text = MeetingText {
            held_on: self.ago(told.days),
            talked: told.talked.clone(),
            agreed: told.agreed.clone(),
            present,
        };
        let who = self.who(coordinator, branch, self.days_ago(told.days - 1));
        plans::add_meeting(tx, who, branch, &text).await.map(|_| ())
    }

    pub(super) async fn training(&self, tx: &mut Tx, told: &ToldTraining) -> Result<(), StoreError> {
        let (branch, coordinator) = self.branch(&told.branch)?;
        let mut attendance = Vec::new();
        for (unit, took_part, staff) in &told.units {
            attendance.push(Attendance {
                unit: self.team(unit)?.0.unit.id,
                took_part: *took_part,
                staff: *staff,
            });
        }
        let text = TrainingText {
            title: told.title.clone(),
            subject: TrainingSubject::from_code(&told.subject).ok_or(UNREADABLE)?,
            provider: told.provider.clone(),
            held_on: self.ago(told.days),
            minutes: told.minutes,
        };
        let who = self.who(coordinator, branch, self.days_ago(told.days - 2));
        plans::add_training(tx, who, branch, &text, &attendance)
            .await
            .map(|_| ())
    }
}
