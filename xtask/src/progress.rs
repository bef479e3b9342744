//! What the person at the terminal sees: numbered steps, how long they took.

use std::{
    fmt,
    io::Write as _,
    time::{Duration, Instant},
};

/// Numbers the steps of one command.
pub struct Steps {
    total: usize,
    started: usize,
    shows_skipped: bool,
}

impl Steps {
    pub fn new(total: usize) -> Self {
        Self { total, started: 0, shows_skipped: true }
    }

    /// Says nothing about steps where there is nothing to do, and does not number the others.
    pub fn only_work() -> Self {
        Self { total: 0, started: 0, shows_skipped: false }
    }

    /// Announces the next step: `[3/7] Trunk 0.21.14 … `; how it went completes the line.
    pub fn start(&mut self, title: impl fmt::Display) -> Step {
        self.started += 1;
        let title = if self.shows_skipped {
            show(&format!("[{}/{}] {title} … ", self.started, self.total));
            None
        } else {
            Some(format!("{title} … "))
        };
        Step { title, started: Instant::now() }
    }
}

/// A step under way; its line is not ended yet.
pub struct Step {
    /// What is not shown yet.
    title: Option<String>,
    started: Instant,
}

impl Step {
    /// There was nothing to do.
    pub fn skip(self, why: &str) {
        if self.title.is_none() {
            println!("{why}");
        }
    }

    /// Ends the line because output or a long wait follows.
    pub fn begin(&mut self, what: &str) {
        self.show_title();
        println!("{what}");
    }

    /// Says how far a step that takes long has come.
    pub fn report(&self, state: impl fmt::Display) {
        println!("      {state}, {}", self.elapsed());
    }

    /// Done, on the step's own line.
    pub fn done(mut self) {
        self.show_title();
        println!("done in {}", self.elapsed());
    }

    /// Done, on a line of its own, after [`Self::begin`].
    pub fn finish(self) {
        println!("      done in {}", self.elapsed());
    }

    /// Time since the step was started.
    pub fn elapsed(&self) -> Elapsed {
        Elapsed(self.started.elapsed())
    }

    fn show_title(&mut self) {
        if let Some(title) = self.title.take() {
            show(&title);
        }
    }
}

fn show(title: &str) {
    print!("{title}");
    // A terminal that cannot be flushed only shows the line later.
    _ = std::io::stdout().flush();
}

/// A duration as people say it: `0.21 s`, `14 s`, `2 min 05 s`.
pub struct Elapsed(pub Duration);

impl fmt::Display for Elapsed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.as_secs();
        match seconds {
            0..10 => write!(formatter, "{:.2} s", self.0.as_secs_f64()),
            10..60 => write!(formatter, "{seconds} s"),
            _ => write!(formatter, "{} min {:02} s", seconds / 60, seconds % 60),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elapsed_is_short() {
        assert_eq!(Elapsed(Duration::from_millis(214)).to_string(), "0.21 s");
        assert_eq!(Elapsed(Duration::from_secs(59)).to_string(), "59 s");
        assert_eq!(Elapsed(Duration::from_secs(125)).to_string(), "2 min 05 s");
    }
}
