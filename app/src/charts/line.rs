use leptos::prelude::*;

use crate::ui::{TableFrame, use_lang};

/// One line: shares over time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// What it is a share of.
    pub name: String,
    /// One point a column: whole percent and the figure in words; `None` where it is not shown.
    pub points: Vec<Option<(i64, String)>>,
    /// What stands in the table where a point is not shown.
    pub instead: Vec<String>,
}

/// Lines of shares over time, with their table. The picture is stretched to the room there is, its words are not.
#[component]
pub fn LineChart(
    /// States what the table shows.
    #[prop(into)]
    caption: String,
    /// What it says, in one sentence.
    #[prop(into)]
    sentence: String,
    /// The heading above the columns' names.
    #[prop(into)]
    heading: String,
    /// What the columns are called, oldest first.
    columns: Vec<String>,
    /// The lines, at most three.
    series: Vec<Series>,
) -> impl IntoView {
    let l = use_lang();
    let count = columns.len();
    let (first, last) = (
        columns.first().cloned().unwrap_or_default(),
        columns.last().cloned().unwrap_or_default(),
    );
    let names: Vec<String> = series.iter().map(|s| s.name.clone()).collect();
    let drawn = series.clone();
    let heads = names.clone();
    view! {
        <figure class="chart">
            <figcaption>{sentence}</figcaption>
            <div class="line-chart" aria-hidden="true">
                <div class="scale"><span>"100 %"</span><span>"50 %"</span><span>"0 %"</span></div>
                <svg viewBox="0 0 100 100" preserveAspectRatio="none" focusable="false">
                    <path class="grid-line" d="M0 0H100M0 50H100M0 100H100"/>
                    {drawn.into_iter().enumerate().map(|(n, line)| view! {
                        <path class=format!("line line-{n}") d=path_of(&line, count)/>
                        <path class=format!("dots line-{n}") d=dots_of(&line, count)/>
                    }).collect_view()}
                </svg>
                <div class="ends"><span>{first}</span><span>{last}</span></div>
            </div>
            <ul class="legend" aria-hidden="true">
                {names.into_iter().enumerate().map(|(n, name)| view! {
                    <li><svg class="swatch wide" viewBox="0 0 30 10" focusable="false"><path class=format!("line line-{n}") d="M1 5H29"/></svg>{name}</li>
                }).collect_view()}
            </ul>
            <TableFrame caption=caption>
                <thead><tr>
                    <th scope="col">{heading}</th>
                    {heads.into_iter().map(|name| view! { <th scope="col" class="num">{name}</th> }).collect_view()}
                </tr></thead>
                <tbody>
                    {columns.into_iter().enumerate().map(|(n, column)| {
                        let cells = series.iter().map(|line| match line.points.get(n) {
                            Some(Some((percent, words))) => l.t(format!("{percent} %, {words}"), format!("{percent}%, {words}")),
                            _ => line.instead.get(n).cloned().unwrap_or_default(),
                        }).collect::<Vec<_>>();
                        view! { <tr><th scope="row">{column}</th>{cells.into_iter().map(|cell| view! { <td class="num">{cell}</td> }).collect_view()}</tr> }
                    }).collect_view()}
                </tbody>
            </TableFrame>
        </figure>
    }
}

fn place(n: usize, count: usize) -> usize {
    if count < 2 { 50 } else { n * 100 / (count - 1) }
}

/// A line from shown point to shown point; where one is missing, the line is broken.
fn path_of(line: &Series, count: usize) -> String {
    let mut begun = false;
    let strokes = line.points.iter().enumerate().map(|(n, point)| {
        let Some((percent, _)) = point else {
            begun = false;
            return String::new();
        };
        let pen = if begun { 'L' } else { 'M' };
        begun = true;
        format!("{pen}{} {}", place(n, count), 100 - percent.clamp(&0, &100))
    });
    strokes.collect()
}

/// A dot is a line of no length with round ends, so that it stays round however the picture is stretched.
fn dots_of(line: &Series, count: usize) -> String {
    let dots = line.points.iter().enumerate().filter_map(|(n, point)| {
        let (percent, _) = point.as_ref()?;
        Some(format!(
            "M{} {}h0",
            place(n, count),
            100 - percent.clamp(&0, &100)
        ))
    });
    dots.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_breaks_where_a_figure_is_not_shown() {
        let line = Series {
            name: "Hörda".into(),
            points: vec![
                Some((50, "5 av 10".into())),
                None,
                Some((100, "8 av 8".into())),
                Some((0, "0 av 6".into())),
            ],
            instead: vec![String::new(); 4],
        };
        assert_eq!(path_of(&line, 4), "M0 50M66 0L100 100");
        assert_eq!(dots_of(&line, 4), "M0 50h0M66 0h0M100 100h0");
        assert_eq!(place(0, 1), 50);
    }
}
