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
    /// The database cannot be reached, has no connection to give in time, or cannot take more. Nothing was saved.
    #[error("the database is away")]
    Away(#[source] sqlx::Error),
    /// The connection was lost while the database was asked to commit: whether it did is not known.
    #[error("the answer to a commit was lost")]
    Unsure(#[source] sqlx::Error),
    /// Everything else that the driver reports. Shown in logs without values.
    #[error("database error")]
    Database(#[source] sqlx::Error),
}

impl StoreError {
    /// What a commit that failed means.
    pub(crate) fn of_commit(error: sqlx::Error) -> Self {
        match Self::from(error) {
            // Full is said before anything is written; everything else may have come after.
            Self::Away(cause) if !is_full(&cause) => Self::Unsure(cause),
            other => other,
        }
    }
}

fn is_full(error: &sqlx::Error) -> bool {
    matches!(error, sqlx::Error::Database(e) if e.code().as_deref() == Some("13"))
}

/// Whether the database itself is at fault, and not what it was asked.
fn is_away(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed
        | sqlx::Error::Io(_)
        | sqlx::Error::Tls(_) => true,
        sqlx::Error::Database(e) => e.code().is_some_and(|code| code_is_away(&code)),
        _ => false,
    }
}

/// By the driver's code: SQLite's numbers, with the reason of an error in their higher bits, or PostgreSQL's five signs.
fn code_is_away(code: &str) -> bool {
    /// Busy, locked, an error of the disk, full, cannot be opened.
    const SQLITE: [u32; 5] = [5, 6, 10, 13, 14];
    /// No connection, no resources (a full disk among them), shutting down or starting up.
    const POSTGRES: [&str; 4] = ["08", "53", "57P", "58030"];
    if code.len() == 5 {
        return POSTGRES.iter().any(|class| code.starts_with(class)) || ["55P03", "57014"].contains(&code);
    }
    code.parse::<u32>()
        .is_ok_and(|code| SQLITE.contains(&(code & 0xff)))
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::RowNotFound => Self::NotFound,
            sqlx::Error::Database(e) if e.is_unique_violation() => Self::Exists,
            _ if is_away(&error) => Self::Away(error),
            _ => Self::Database(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_database_cannot_help_is_told_from_what_it_was_asked() {
        // Full; a write error with its reason; an administrator's shutdown; a full disk; a lock not had in time.
        for away in ["13", "778", "57P01", "53100", "55P03", "08006"] {
            assert!(code_is_away(away), "{away}");
        }
        // A constraint; a missing table; a syntax error.
        for own in ["787", "1", "42P01", "42601", "23503", ""] {
            assert!(!code_is_away(own), "{own}");
        }
    }
}
