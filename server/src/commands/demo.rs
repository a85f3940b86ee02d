use super::args::Demo;
use super::open::{keep_content, open};
use super::serve::{log_to_stderr, site, state, until_stopped};
use crate::clock::{Clock as _, SystemClock};
use crate::demo;
use crate::keys::Keys;
use crate::settings::Settings;

/// Serves a fictional municipality that is gone afterwards.
pub(super) async fn run(args: Demo) -> Result<bool, String> {
    log_to_stderr();
    if !args.listen.ip().is_loopback() {
        return Err(format!(
            "the demo has no passwords, so it listens on this machine only, not at {}",
            args.listen
        ));
    }
    let assets = site(args.assets)?;
    // Removed when it goes out of scope, also when something below fails.
    let folder = tempfile::Builder::new()
        .prefix("ogonhojd-demo.")
        .tempdir()
        .map_err(|e| format!("cannot make a temporary folder: {e}"))?;
    let own = format!("sqlite:{}", folder.path().join("demo.sqlite").display());
    let folder_of_keys = folder.path().join("keys");
    Keys::make(&folder_of_keys)?;
    let keys = Keys::read(&folder_of_keys)?;
    let db = open(args.database.as_deref().unwrap_or(&own))
        .await?
        .sealed_with(keys.audit.clone());
    db.migrate().await.map_err(|e| e.to_string())?;
    keep_content(&db).await?;
    demo::begin(&db, SystemClock.now()).await?;
    let settings = Settings {
        demo: true,
        ..Settings::default()
    };
    let state = state(db.clone(), keys, settings, assets)?;
    let done = until_stopped(state, args.listen, None).await;
    db.close().await;
    drop(folder);
    done.map(|()| true)
}
