//! Starts the service: `cargo run --release`, then http://localhost:8080.

use std::error::Error;
use std::io::{self, Write};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::SystemTime;

use sladd::Scrubber;
use sladd_chat_service::chats::Chats;
use sladd_chat_service::config::Config;
use sladd_chat_service::database::Database;
use sladd_chat_service::{logs, retention, web};
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let config = Config::from_environment()?;
    logs::start(&Scrubber::norwegian(), io::stderr());

    let database = Database::open(&config.database)?;
    let listener = TcpListener::bind(&config.address).await?;
    let mut out = io::stdout();
    writeln!(out, "listening on http://{}", listener.local_addr()?)?;
    if config.token_is_new {
        // Not into the log, which others read.
        writeln!(out, "the adviser's token is {}", config.token)?;
    }
    out.flush()?;

    let chats = Arc::new(Chats::new(database, config)?);
    tokio::spawn(retention::keep_sweeping(Arc::clone(&chats)));
    let service = web::service(Arc::clone(&chats)).into_make_service_with_connect_info::<SocketAddr>();
    // Pages hold event streams open for ever, so that a graceful end would never come: what is written is committed.
    tokio::select! {
        served = axum::serve(listener, service) => served?,
        stopped = stop() => stopped?,
    }
    retention::finish(&chats, SystemTime::now())?;
    tracing::info!("has stopped");
    Ok(())
}

/// Waits until the service is told to stop.
async fn stop() -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}
