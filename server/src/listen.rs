//! Accepts connections and serves them, one task each. `axum::serve` waits for ever for a client that does not finish its headers, so
//! that a few thousand of them would lock everybody out; here they are given some seconds, and only so many are served at once.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{ConnectInfo, Extension};
use axum::serve::Listener;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::sync::{Semaphore, watch};
use tokio::time::timeout;

use crate::http::Peer;

/// How long clients and the last requests are waited for.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// For all headers of a request, and for the next request on a connection that is kept.
    pub headers: Duration,
    /// For requests in flight once the server is told to stop.
    pub last_requests: Duration,
    /// The most connections at once; more wait to be accepted.
    pub connections: usize,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            headers: Duration::from_secs(30),
            last_requests: Duration::from_secs(20),
            connections: 4_096,
        }
    }
}

/// Serves until `stop` becomes true; requests in flight are finished.
pub async fn serve<L>(mut listener: L, app: Router, patience: Patience, mut stop: watch::Receiver<bool>)
where
    L: Listener<Addr = SocketAddr>,
{
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(patience.headers);
    let (graceful, room) = (
        GracefulShutdown::new(),
        Arc::new(Semaphore::new(patience.connections)),
    );
    loop {
        let next = async {
            // The semaphore is never closed; if it were, nobody more would be let in.
            let place = Arc::clone(&room).acquire_owned().await;
            (place, listener.accept().await)
        };
        let (place, (stream, peer)) = tokio::select! {
            next = next => next,
            _ = stop.wait_for(|stopping| *stopping) => break,
        };
        let app = app.clone().layer(Extension(ConnectInfo(Peer(peer))));
        let connection = http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(app));
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            // Ends with an error when the client goes away in the middle, which is its own affair.
            let _ = connection.await;
            drop(place);
        });
    }
    drop(listener);
    tracing::info!("stopping; requests in flight are finished");
    if timeout(patience.last_requests, graceful.shutdown())
        .await
        .is_err()
    {
        tracing::warn!("some requests took too long after the server was told to stop, and were cut off");
    }
}
