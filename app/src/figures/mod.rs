//! Dashboards: a unit's, a district's, the municipality's, and one figure divided by one thing. They show counts, never a child, and
//! lead to no case.

mod cards;
mod compared;
mod dashboard;
mod division;
mod list;
mod periods;
mod ratings;
mod trend;
mod words;

pub use cards::{Card, Waiting};
pub use compared::ComparedNode;
pub use dashboard::{DashboardData, DashboardPage, dashboard_title};
pub use division::{DivisionData, DivisionPage, division_title};
pub use list::{ListPage, ListedNode, list_title};
pub use periods::{PeriodChoice, address};
pub use ratings::RatingLine;
pub use trend::Trend;
