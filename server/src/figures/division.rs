use app::figures::{DivisionData, DivisionPage, address, division_title};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::figures::{Dimension, Indicator, Resolution, Row};
use leptos::prelude::*;

use super::load::{FigureYears, begin, choice, find, is_inside, may_show, named_period};
use crate::error::AppError;
use crate::http::page;
use crate::sessions::Signed;
use crate::state::AppState;

/// One figure of a node, divided by one thing.
pub async fn show(
    State(state): State<AppState>,
    signed: Signed,
    Path((unit, period, indicator, dimension)): Path<(String, String, String, String)>,
) -> Result<Response, AppError> {
    let (today, mut tx) = begin(&state).await?;
    let unit = find(&mut tx, &signed, &unit).await?;
    let inside = is_inside(&signed, &unit);
    let period = named_period(&period)?;
    let indicator = Indicator::from_code(&indicator).ok_or(AppError::NotFound)?;
    let dimension = Dimension::from_code(&dimension)
        .filter(|d| indicator.dimensions().contains(d))
        .ok_or(AppError::NotFound)?;
    may_show(period, inside, today)?;
    if unit.area.is_some() && !inside {
        return Err(AppError::NotFound);
    }
    let years = FigureYears::load(&mut tx, (period.year, period.year), Some(dimension), today).await?;
    drop(tx);
    let year = years.year(period.year).ok_or(AppError::NotFound)?;
    let rows: Option<(bool, Vec<Row>)> = if inside {
        Some((true, year.exact_by_value(unit.id, indicator, dimension, period)))
    } else {
        let published = year.published_by_value(unit.id, indicator, dimension, period);
        published.map(|(resolution, rows)| (resolution == Resolution::Full, rows))
    };
    let data = DivisionData {
        back: address(unit.id, period, None, None),
        choice: choice(unit.id, period, period.before(), inside, today),
        name: unit.name,
        indicator,
        dimension,
        rows,
    };
    let title = division_title(signed.language);
    Ok(page(&signed, &state, StatusCode::OK, title, false, move || {
        view! { <DivisionPage data=data/> }
    }))
}
