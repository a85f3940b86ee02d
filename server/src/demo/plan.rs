//! What happens in the demo's two years, before anything is written: which case, where, when, told from which story, how far.

use chrono::{DateTime, Datelike, Duration, Timelike, Utc, Weekday};
use domain::organisation::AreaOfOperation;
use rand::rngs::StdRng;
use rand::seq::{IndexedRandom, SliceRandom};
use rand::{RngExt, SeedableRng};

use super::history::Team;
use super::library::Library;

/// How far a draft has come. Later steps hold all of the earlier ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Begun and nothing written.
    Untouched,
    /// The question.
    Question,
    /// The first child.
    FirstChild,
    /// Every child.
    Children,
    /// The facts.
    Facts,
    /// Talks are planned; the guardians are not asked yet.
    Consent,
    /// The children's words.
    Voice,
    /// The first two articles.
    SomeArticles,
    /// Every article.
    Articles,
    /// The weighing and the measures.
    Weighing,
    /// The decision, but not the follow-up.
    Decision,
}

impl Stage {
    /// All, in order.
    pub const ALL: [Self; 11] = [
        Self::Untouched,
        Self::Question,
        Self::FirstChild,
        Self::Children,
        Self::Facts,
        Self::Consent,
        Self::Voice,
        Self::SomeArticles,
        Self::Articles,
        Self::Weighing,
        Self::Decision,
    ];

    /// Days from the opening of the case to the day on which the stage is reached.
    #[must_use]
    pub const fn day(self) -> i64 {
        match self {
            Self::Untouched => 0,
            Self::Question => 1,
            Self::FirstChild => 2,
            Self::Children => 3,
            Self::Facts => 4,
            Self::Consent => 6,
            Self::Voice => 9,
            Self::SomeArticles => 11,
            Self::Articles => 13,
            Self::Weighing => 15,
            Self::Decision => 18,
        }
    }
}

/// How a case ends, so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// No child is touched.
    Screening,
    /// Still a draft.
    Draft(Stage),
    /// Ended without a decision from this stage.
    Withdrawn(Stage),
    /// Handed to the manager for review.
    Submitted,
    /// Sent back by the manager with remarks.
    Returned,
    /// Signed, with something left to do.
    Signed,
    /// Followed up and closed.
    Closed,
}

/// One case to be told.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Index of the team.
    pub team: usize,
    /// Index of the worker in the team.
    pub worker: usize,
    /// When it is opened.
    pub opened: DateTime<Utc>,
    /// How far it goes.
    pub course: Course,
    /// Index of the story, or of the screening.
    pub story: usize,
    /// Whether it is the case that a visitor finishes by hand.
    pub showcase: bool,
    /// Names that try what text a page can carry.
    pub curious: Option<Curious>,
    /// What its own draws begin from.
    pub seed: u64,
}

/// A name that is not all letters from left to right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Curious {
    /// Arabic script.
    RightToLeft,
    /// Quotation marks and an apostrophe.
    Quotes,
}

const COURSES: [(usize, Course); 6] = [
    (46, Course::Screening),
    (6, Course::Submitted),
    (4, Course::Returned),
    (78, Course::Signed),
    (95, Course::Closed),
    (14, Course::Withdrawn(Stage::Question)),
];
/// Drafts at each stage, in the order of [`Stage::ALL`].
const DRAFTS: [usize; 11] = [6, 5, 4, 4, 6, 6, 6, 5, 5, 4, 3];

/// How much happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    /// Cases in all, besides the showcases.
    pub cases: usize,
    /// Over how many years.
    pub years: i64,
}

impl Scale {
    /// The demo's eight units in two years.
    pub const DEMO: Self = Self { cases: 457, years: 2 };
    /// The units that the counts of [`COURSES`] and [`DRAFTS`] are those of.
    const TEAMS: usize = 8;

    /// How each case ends. What is open is in proportion to the people who work on it, what is over in proportion to the rest.
    fn courses(self, teams: usize) -> Vec<Course> {
        let open = |n: usize| (n * teams).div_ceil(Self::TEAMS);
        let mut courses = Vec::new();
        for (stage, n) in Stage::ALL.iter().zip(DRAFTS) {
            courses.extend(std::iter::repeat_n(Course::Draft(*stage), open(n)));
        }
        let is_over = |c: &Course| matches!(c, Course::Screening | Course::Closed | Course::Withdrawn(_));
        for (n, course) in COURSES.iter().filter(|(_, c)| !is_over(c)) {
            courses.extend(std::iter::repeat_n(*course, open(*n)));
        }
        let over: Vec<Course> = COURSES
            .iter()
            .filter(|(_, c)| is_over(c))
            .flat_map(|(n, c)| std::iter::repeat_n(*c, *n))
            .collect();
        let left = self.cases.saturating_sub(courses.len());
        courses.extend(over.iter().copied().cycle().take(left));
        courses
    }
}

/// Plans the cases over the years before `now`, in the order in which they are opened.
#[must_use]
pub fn plan(library: &Library, teams: &[Team], seed: u64, now: DateTime<Utc>, scale: Scale) -> Vec<Plan> {
    let mut rng = StdRng::seed_from_u64(seed);
    let mut courses = scale.courses(teams.len());
    courses.shuffle(&mut rng);
    let mut plans: Vec<Plan> = courses
        .into_iter()
        .enumerate()
        .filter_map(|(n, course)| {
            let team = n % teams.len().max(1);
            let team_of = teams.get(team)?;
            let story = choose_story(library, team_of.area, course, &mut rng)?;
            let course = match course {
                Course::Withdrawn(_) => Course::Withdrawn(*Stage::ALL.get(1..6)?.choose(&mut rng)?),
                other => other,
            };
            Some(Plan {
                team,
                worker: rng.random_range(0..team_of.workers.len().max(1)),
                opened: at(
                    now - Duration::days(days_ago(course, scale.years, &mut rng)),
                    0,
                    now,
                    &mut rng,
                ),
                course,
                story,
                showcase: false,
                curious: None,
                seed: rng.random(),
            })
        })
        .collect();
    curious(&mut plans);
    plans.extend(showcases(library, teams, seed, now, &mut rng));
    plans.sort_by_key(|p| p.opened);
    plans
}

fn curious(plans: &mut [Plan]) {
    let mut found = plans.iter_mut().filter(|p| p.course == Course::Closed);
    if let Some(plan) = found.next() {
        plan.curious = Some(Curious::RightToLeft);
    }
    if let Some(plan) = found.nth(3) {
        plan.curious = Some(Curious::Quotes);
    }
}

/// A story of the area; where an area has none, any.
fn choose_story(library: &Library, area: AreaOfOperation, course: Course, rng: &mut StdRng) -> Option<usize> {
    let of_area: Vec<usize> = if course == Course::Screening {
        library
            .common
            .screening
            .iter()
            .enumerate()
            .filter(|(_, s)| s.area == area)
            .map(|(n, _)| n)
            .collect()
    } else {
        library
            .stories
            .iter()
            .enumerate()
            .filter(|(_, s)| s.area == area)
            .map(|(n, _)| n)
            .collect()
    };
    let all = if course == Course::Screening {
        library.common.screening.len()
    } else {
        library.stories.len()
    };
    of_area
        .choose(rng)
        .copied()
        .or_else(|| (all > 0).then(|| rng.random_range(0..all)))
}

fn days_ago(course: Course, years: i64, rng: &mut StdRng) -> i64 {
    let most = years * 365 - 2;
    match course {
        Course::Screening => rng.random_range(1..=most - 3),
        Course::Withdrawn(_) => rng.random_range(25..=most - 28),
        // One draft in eight has been left lying.
        Course::Draft(stage) => {
            stage.day()
                + if rng.random_bool(0.12) {
                    rng.random_range(45..=130)
                } else {
                    rng.random_range(1..=16)
                }
        }
        Course::Submitted | Course::Returned => Stage::Decision.day() + rng.random_range(5..=12),
        Course::Signed => {
            if rng.random_bool(0.85) {
                rng.random_range(24..=150)
            } else {
                rng.random_range(151..=420)
            }
        }
        Course::Closed => rng.random_range(130..=most),
    }
}

/// The draft that a visitor finishes by hand, a signed one whose decision departs from what the child said, and one that the manager
/// sent back. All belong to the first worker of the first team for income support.
fn showcases(
    library: &Library,
    teams: &[Team],
    seed: u64,
    now: DateTime<Utc>,
    rng: &mut StdRng,
) -> Vec<Plan> {
    let Some(team) = teams
        .iter()
        .position(|t| t.area == AreaOfOperation::IncomeSupport)
    else {
        return Vec::new();
    };
    let story = |id: &str| library.stories.iter().position(|s| s.id == id);
    let plan = |story, course, days, showcase, rng: &mut StdRng| Plan {
        team,
        worker: 0,
        opened: at(now - Duration::days(days), 0, now, rng),
        course,
        story,
        showcase,
        curious: None,
        seed: seed.wrapping_add(17),
    };
    let draft = story("rent_arrears").map(|s| plan(s, Course::Draft(Stage::Weighing), 20, true, rng));
    let departing = story("moving_for_work").map(|s| plan(s, Course::Signed, 27, false, rng));
    let returned = story("activity_costs").map(|s| plan(s, Course::Returned, 24, false, rng));
    draft.into_iter().chain(departing).chain(returned).collect()
}

/// Days on which the office is closed every year: month and day.
const HOLIDAYS: [(u32, u32); 8] = [
    (1, 1),
    (1, 6),
    (5, 1),
    (6, 6),
    (12, 24),
    (12, 25),
    (12, 26),
    (12, 31),
];

fn is_free(day: DateTime<Utc>) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun) || HOLIDAYS.contains(&(day.month(), day.day()))
}

/// Some office hour, `days` after `from`; a weekend or a holiday becomes the next working day. Never later than `now`.
#[must_use]
pub fn at(from: DateTime<Utc>, days: i64, now: DateTime<Utc>, rng: &mut StdRng) -> DateTime<Utc> {
    let mut day = from + Duration::days(days);
    while is_free(day) {
        day += Duration::days(1);
    }
    let time = day
        .with_hour(rng.random_range(7..15))
        .and_then(|d| d.with_minute(rng.random_range(0..60)))
        .unwrap_or(day);
    time.min(now - Duration::minutes(rng.random_range(5..60)))
}
