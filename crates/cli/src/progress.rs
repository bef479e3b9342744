//! How far a long run has come, on a terminal only.

use std::{
    io::{self, IsTerminal as _, Write as _},
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

/// How often the line is written anew; runs that are shorter show nothing.
const PAUSE: Duration = Duration::from_millis(200);

/// A line on standard error that counts.
pub struct Progress {
    what: &'static str,
    total: usize,
    done: AtomicUsize,
    shown: Mutex<(Instant, bool)>,
    is_terminal: bool,
}

impl Progress {
    /// Starts to count up to `total`.
    pub fn new(what: &'static str, total: usize) -> Self {
        let shown = Mutex::new((Instant::now(), false));
        Self { what, total, done: AtomicUsize::new(0), shown, is_terminal: io::stderr().is_terminal() }
    }

    /// One more is done.
    pub fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if !self.is_terminal {
            return;
        }
        // Whoever finds the line being written has nothing to add.
        let Ok(mut shown) = self.shown.try_lock() else { return };
        if shown.0.elapsed() >= PAUSE {
            *shown = (Instant::now(), true);
            // Nobody is harmed by a line that is missing.
            let _ = write!(io::stderr(), "\r{} {done} of {} …", self.what, self.total);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown.get_mut().is_ok_and(|shown| shown.1) {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}
