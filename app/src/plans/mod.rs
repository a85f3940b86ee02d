//! Implementation plans: every unit's, one unit's, one year's; and the registers beside them.

mod addresses;
mod carry_page;
mod form_page;
mod goal_view;
mod meetings_pages;
mod overview_page;
mod plan_page;
mod registers_pages;
mod start_tasks;
mod trainings_page;
mod unit_page;
mod words;

pub use addresses::{
    activity_address, goal_address, meeting_address, plan_address, register_address, training_address,
    unit_address,
};
pub use carry_page::{CarryPage, CarryPageData};
pub use form_page::{FormPage, FormPageData, OthersText, Part};
pub use goal_view::GoalLine;
pub use meetings_pages::{MeetingPage, MeetingPageData, MeetingsPage, MeetingsPageData};
pub use overview_page::{Filter, OverviewPage, OverviewPageData};
pub use plan_page::{NoPlanPage, PlanPage, PlanPageData};
pub use registers_pages::{RegisterPage, UnitRegisterPage, UnitRegisterPageData};
pub use start_tasks::PlanTasks;
pub use trainings_page::{TrainingsPage, TrainingsPageData};
pub use unit_page::{UnitPage, UnitPageData};
pub use words::{
    counts_in_words, meetings_title, plan_title, plans_title, register_title, state_tag, trainings_title,
};
