use std::io::IsTerminal as _;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use documents::PdfService;
use rustls::ServerConfig;
use store::Db;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::Directive;

use super::args::Serve;
use super::backup::maker;
use super::open::keep_content;
use crate::assets::{Assets, usual_folder};
use crate::backup::Nightly;
use crate::checkpoints::Keeper;
use crate::clock::SystemClock;
use crate::keys::Keys;
use crate::listen::{Patience, serve};
use crate::passwords::Passwords;
use crate::reports;
use crate::router::router;
use crate::settings::{Lengths, Reach, Settings, contact};
use crate::state::AppState;
use crate::tls::{self, TlsListener};

/// Serves until told to stop.
pub(super) async fn run(args: Serve) -> Result<bool, String> {
    log_to_stderr();
    let settings = Settings::checked(&Reach {
        listen: args.listen,
        certificate: args.tls_cert.is_some(),
        certificate_key: args.tls_key.is_some(),
        public_origin: args.public_origin.as_deref(),
        trusted_proxies: &args.trusted_proxies,
    })?;
    let sessions = Lengths::checked(args.session_idle, args.session_absolute)?;
    let accessibility_contact = contact(&args.accessibility_contact)?;
    let tls = match (&args.tls_cert, &args.tls_key) {
        (Some(certificate), Some(key)) => Some(tls::config(certificate, key)?),
        _ => None,
    };
    let assets = site(args.assets)?;
    let (db, keys) = args.stored.open_current().await?;
    keep_content(&db).await?;
    let settings = Settings {
        no_exports: args.no_exports,
        sessions,
        accessibility_contact,
        ..settings
    };
    let checkpoints = Keeper::new(
        args.stored.checkpoints(&args.checkpoints)?,
        db.clone(),
        keys.checkpoint.clone(),
    )?;
    let backups = match args.backups {
        Some(folder) => {
            let maker = maker(&args.stored, &args.checkpoints, &args.backup_key, &db, &keys)?;
            Some(Nightly::new(maker, folder)?)
        }
        None => None,
    };
    let state = state(db.clone(), keys, settings, assets)?;
    let keeping = tokio::spawn(checkpoints.clone().keep());
    let backups = backups.map(|nightly| tokio::spawn(nightly.keep()));
    let done = until_stopped(state, args.listen, tls).await;
    keeping.abort();
    if let Some(backups) = backups {
        backups.abort();
    }
    checkpoints.last().await;
    db.close().await;
    done.map(|()| true)
}

/// Reads the built site from where it was said to be, or where it usually is.
pub(super) fn site(folder: Option<PathBuf>) -> Result<Assets, String> {
    Assets::read(&folder.unwrap_or_else(usual_folder))
}

/// Puts the server's parts together.
pub(super) fn state(db: Db, keys: Keys, settings: Settings, assets: Assets) -> Result<AppState, String> {
    Ok(AppState {
        db,
        clock: Arc::new(SystemClock),
        settings: Arc::new(settings),
        assets,
        keys,
        passwords: Passwords::new()?,
        pdf: PdfService::new(),
        work: Arc::default(),
        working: Arc::default(),
    })
}

/// Log lines go to stderr; `OGONHOJD_LOG` chooses how many, as in `info` or `ogonhojd_server=debug`.
pub(super) fn log_to_stderr() {
    let filter = EnvFilter::try_from_env("OGONHOJD_LOG")
        .unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn,sqlx::postgres::notice=error"));
    // Below info the CSRF layer writes every address out, and one of them may be a one-time link.
    let filter = match "tower_http=info".parse::<Directive>() {
        Ok(quiet) => filter.add_directive(quiet),
        Err(_) => filter,
    };
    // Fails only when a test has set one already.
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .with_target(false)
        .try_init();
}

/// Listens, says so in one line on stdout, and serves until SIGTERM or ctrl-c; requests in flight are finished.
pub(super) async fn until_stopped(
    state: AppState,
    listen: SocketAddr,
    tls: Option<ServerConfig>,
) -> Result<(), String> {
    let stop = stop_signal()?;
    let listener = TcpListener::bind(listen)
        .await
        .map_err(|e| format!("cannot listen at {listen}: {e}"))?;
    let address = listener
        .local_addr()
        .map_err(|e| format!("cannot listen at {listen}: {e}"))?;
    let origin = state.settings.public_origin.clone();
    if !state.settings.no_exports {
        tokio::spawn(reports::start(state.clone()));
    }
    let app = router(state)?;
    say!("{}", announce(address, origin.as_deref(), tls.is_some()));
    match tls {
        Some(config) => {
            let listener =
                TlsListener::new(listener, config).map_err(|e| format!("cannot listen at {listen}: {e}"))?;
            serve(listener, app, Patience::default(), stop).await;
        }
        None => serve(listener, app, Patience::default(), stop).await,
    }
    Ok(())
}

/// The line that says where the site is.
#[must_use]
pub fn announce(address: SocketAddr, origin: Option<&str>, tls: bool) -> String {
    let listened = format!("{}://{address}", if tls { "https" } else { "http" });
    format!("Ögonhöjd is ready: {}/", origin.unwrap_or(&listened))
}

/// Becomes true at the first SIGTERM or ctrl-c.
fn stop_signal() -> Result<watch::Receiver<bool>, String> {
    let unheard = |e: std::io::Error| format!("cannot listen for signals: {e}");
    let mut terminate = signal(SignalKind::terminate()).map_err(unheard)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(unheard)?;
    let (tell, told) = watch::channel(false);
    tokio::spawn(async move {
        tokio::select! { _ = terminate.recv() => {}, _ = interrupt.recv() => {} }
        // Kept until the end, so that waiting for it never fails.
        tell.send_replace(true);
        tell.closed().await;
    });
    Ok(told)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ready_line_names_the_address_that_browsers_use() {
        let address = "127.0.0.1:3000".parse().unwrap();
        assert_eq!(
            announce(address, None, false),
            "Ögonhöjd is ready: http://127.0.0.1:3000/"
        );
        assert_eq!(
            announce(address, None, true),
            "Ögonhöjd is ready: https://127.0.0.1:3000/"
        );
        assert_eq!(
            announce(address, Some("https://x.se"), false),
            "Ögonhöjd is ready: https://x.se/"
        );
    }
}
