use thiserror::Error;

/// What can go wrong between the program and its database.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The object does not exist or lies outside the caller's reach.
    #[error("not found")]
    NotFound,
    /// Somebody else saved in the meantime.
    #[error("stale version")]
    Stale,
    /// The object's state does not allow the change.
    #[error("not allowed in this state")]
    State,
    /// Something that must be unique exists already.
    #[error("exists already")]
    Exists,
    /// A stored value cannot be understood: column and table.
    #[error("unreadable value in {0}")]
    Corrupt(&'static str),
    /// The database cannot be used as it is; says why in one line.
    #[error("{0}")]
    Unusable(String),
    /// Everything the driver reports. Shown in logs without values.
    #[error("database error")]
    Database(#[source] sqlx::Error),
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::RowNotFound => Self::NotFound,
            sqlx::Error::Database(e) if e.is_unique_violation() => Self::Exists,
            _ => Self::Database(error),
        }
    }
}
