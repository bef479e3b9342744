//! Live reload by server-sent events: pages keep a connection open, and a finished build tells them to reload.

use std::{
    io::{self, Write},
    sync::{Arc, Mutex, PoisonError},
    time::SystemTime,
};

/// The script that the author's tool links with `--live-reload`. The first number it hears is the build that the page
/// was made by; any other is a newer one, also after the server was started again.
pub const SCRIPT: &str = r#"let current;
new EventSource(new URL("__live", import.meta.url)).onmessage = ({ data }) => {
  current ??= data;
  if (data !== current) location.reload();
};
"#;

/// What a page that connects gets first.
const HEAD: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n\
                    Connection: close\r\n\r\nretry: 500\n";

/// The open pages.
#[derive(Clone)]
pub struct Reload(Arc<Mutex<State>>);

struct State {
    build: u128,
    pages: Vec<Box<dyn Write + Send>>,
}

impl Reload {
    pub fn new() -> Self {
        // Differs from every number of an earlier run.
        let now = SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default();
        Self(Arc::new(Mutex::new(State { build: now.as_millis(), pages: Vec::new() })))
    }

    /// Keeps the connection of a page that asked for events.
    pub fn add(&self, mut page: Box<dyn Write + Send>) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let greeted = page.write_all(HEAD.as_bytes()).and_then(|()| send(&mut page, state.build));
        if greeted.is_ok() {
            state.pages.push(page);
        }
    }

    /// Tells all pages that there is a new build. They connect again once they have reloaded.
    pub fn all(&self) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.build += 1;
        let build = state.build;
        // A page that cannot be written to was closed.
        state.pages.retain_mut(|page| send(page, build).is_ok());
    }
}

fn send(page: &mut impl Write, build: u128) -> io::Result<()> {
    write!(page, "data: {build}\n\n")?;
    page.flush()
}
