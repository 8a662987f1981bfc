//! Sockets: this computer's own addresses only, at most so many connections, and no request that is too long or too slow.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

use crate::files::Refusal;
use crate::limits;

/// How long open connections are given to end when the server stops.
const FAREWELL: Duration = Duration::from_millis(500);

/// Sockets that listen.
#[derive(Debug)]
pub struct Sockets {
    listeners: Vec<TcpListener>,
    /// Their port.
    pub port: u16,
}

/// Listens on 127.0.0.1 and, where there is one, on `::1`.
///
/// # Errors
/// When the port is taken or not allowed.
pub async fn bind(port: u16) -> Result<Sockets, Refusal> {
    let refused = |error: std::io::Error| {
        let (why, help) = match error.kind() {
            std::io::ErrorKind::AddrInUse => (
                "another program uses it".to_owned(),
                "stop that program, or take another port: --port 0 finds one",
            ),
            std::io::ErrorKind::PermissionDenied => {
                ("it is for the system".to_owned(), "take a port above 1023: --port 4400")
            }
            _ => (error.to_string(), "take another port: --port 0 finds one"),
        };
        Refusal::new(format!("port {port} cannot be had: {why}"), help)
    };
    let first = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.map_err(refused)?;
    let port = first.local_addr().map_err(refused)?.port();
    let second = TcpListener::bind((Ipv6Addr::LOCALHOST, port)).await.ok();
    Ok(Sockets { listeners: std::iter::once(first).chain(second).collect(), port })
}

/// Waits for Ctrl-C or a request to end; the signal's number.
pub async fn signalled() -> u8 {
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
        2
    };
    tokio::select! {
        number = interrupted => number,
        number = terminated() => number,
    }
}

#[cfg(unix)]
async fn terminated() -> u8 {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => drop(terminate.recv().await),
        Err(_) => std::future::pending().await,
    }
    15
}

#[cfg(not(unix))]
async fn terminated() -> u8 {
    std::future::pending().await
}

/// Answers until `stop` comes, whose value it returns. Then it says `farewell`, so that channels end, and gives open
/// connections a moment.
pub async fn serve(
    sockets: Sockets,
    router: Router,
    stop: impl Future<Output = u8>,
    farewell: impl FnOnce(),
) -> u8 {
    let room = Arc::new(Semaphore::new(limits::SERVER_CONNECTIONS));
    let accepting: Vec<_> = sockets
        .listeners
        .into_iter()
        .map(|listener| tokio::spawn(accept(listener, router.clone(), Arc::clone(&room))))
        .collect();
    let signal = stop.await;
    for task in &accepting {
        task.abort();
    }
    farewell();
    let all = u32::try_from(limits::SERVER_CONNECTIONS).unwrap_or(u32::MAX);
    // Whoever is not done by then is cut off.
    let _ = tokio::time::timeout(FAREWELL, room.acquire_many(all)).await;
    signal
}

async fn accept(listener: TcpListener, router: Router, room: Arc<Semaphore>) {
    // A connection beyond the limit waits in the system's queue until another ends.
    while let Ok(place) = Arc::clone(&room).acquire_owned().await {
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let router = router.clone();
        tokio::spawn(async move {
            answer(stream, router).await;
            drop(place);
        });
    }
}

async fn answer(stream: TcpStream, router: Router) {
    let _ = stream.set_nodelay(true);
    let mut connection = http1::Builder::new();
    connection
        .timer(TokioTimer::new())
        .header_read_timeout(Duration::from_secs(limits::SERVER_HEADER_SECONDS))
        .max_header_size(limits::SERVER_HEADER_BYTES)
        .max_buf_size(2 * limits::SERVER_HEADER_BYTES);
    // A connection that breaks off is the browser's right and needs no word.
    let _ = connection.serve_connection(TokioIo::new(stream), TowerToHyperService::new(router)).await;
}
