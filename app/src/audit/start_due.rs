use chrono::NaiveDate;
use domain::figures::{Period, PeriodKind};
use leptos::prelude::*;
use store::log_reviews::DueReview;

use super::{LOG, months_address};
use crate::ui::{Tag, TagTone, use_lang};

/// On the start page of a manager: units with months whose log nobody has reviewed and signed, and the way to those that somebody has.
#[component]
pub fn DueReviews(
    /// What waits.
    lines: Vec<DueReview>,
    /// Today.
    today: NaiveDate,
) -> impl IntoView {
    let l = use_lang();
    let last = Period::last_complete(PeriodKind::Month, today).code();
    let count = lines.len();
    view! {
        <section>
            <h2>{l.t("Loggkontroll", "Review of the log")}" "<span class="meta">{count}</span></h2>
            {(count == 0).then(|| view! { <p class="meta">{l.t("Alla månader som är slut är granskade och signerade. ", "All months that are over are reviewed and signed. ")}<a href=LOG>{l.t("Till loggkontrollen", "To the review of the log")}</a></p> })}
            {(count > 0).then(|| view! { <ul class="task-list">
                {lines.into_iter().map(|line| {
                    let oldest = line.months.first().and_then(|code| Period::from_code(code));
                    let since = oldest.map_or_else(String::new, |month| month.name(l));
                    let meta = match line.months.len() {
                        1 => l.t(format!("{since} är inte granskad och signerad"), format!("{since} is not reviewed and signed")),
                        n => l.t(
                            format!("{n} månader är inte granskade och signerade, den äldsta {since}"),
                            format!("{n} months are not reviewed and signed, the oldest {since}"),
                        ),
                    };
                    let late = line.months.first().is_some_and(|code| *code < last);
                    let (words, tone) = if late {
                        (l.t("Försenad", "Late"), TagTone::Bad)
                    } else {
                        (l.t("Att göra", "To do"), TagTone::Warn)
                    };
                    view! { <li>
                        <div><a href=months_address(line.unit)>{line.unit_name}</a><span class="meta">{meta}</span></div>
                        <Tag words=words tone=tone/>
                    </li> }
                }).collect_view()}
            </ul> })}
        </section>
    }
}
