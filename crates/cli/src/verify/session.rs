//! One run of the blocks that share a language: who printed what, how long it took, how it ended.

use std::{
    collections::BTreeMap,
    io::Read,
    sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Result, bail};

use super::{
    block::Block,
    language::{Language, Runtime},
    sandbox::{Limits, Running, Sandbox},
    stream::{Part, Secret, Splitter},
};
use crate::progress::Progress;

/// How long an interpreter may take until the first block begins.
const START_LIMIT: Duration = Duration::from_secs(30);
/// How much a block may print, in bytes.
const OUTPUT_LIMIT: usize = 1 << 20;
/// Files of code may be large, but not fill the disk.
const FILE_LIMIT: u64 = 256 << 20;
/// More than a handful of workers is a bomb.
const PROCESS_LIMIT: usize = 64;

/// What the author grants.
#[derive(Clone, Copy, Debug)]
pub struct Grant {
    /// Time for each block.
    pub time: Duration,
    /// Memory of a session, in bytes.
    pub memory: u64,
}

/// How one block went.
#[derive(Clone, Debug)]
pub struct Run {
    /// How it ended.
    pub ending: Ending,
    /// What it printed.
    pub stdout: String,
    /// What it wrote to the error stream.
    pub stderr: String,
    /// How long it took.
    pub time: Duration,
    /// What it ran with: names and versions of the interpreter and of packages.
    pub versions: BTreeMap<String, String>,
}

/// How the run of a block ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// By itself.
    Succeeded,
    /// With an error.
    Failed,
    /// For want of something that can be installed, such as `the Python package numpy`.
    Missing(String),
    /// It took longer than granted.
    TimedOut,
    /// It wanted more memory than granted.
    OutOfMemory,
    /// It started too many processes.
    TooManyProcesses,
    /// It printed too much.
    TooMuchOutput,
    /// It took the session along; with this exit code, above 128 for signals.
    Exited(i32),
    /// The session was over before its turn.
    NotRun,
}

/// Runs the blocks, which are of one language, in order. There is one answer for each.
///
/// # Errors
/// The session cannot be started.
pub fn run(
    sandbox: &Sandbox,
    (language, runtime): (Language, &Runtime),
    post: &str,
    blocks: &[&Block],
    grant: Grant,
) -> Result<Vec<Run>> {
    let secret = Secret::new();
    let count = u32::try_from(blocks.len()).unwrap_or(u32::MAX);
    let limits = Limits {
        memory: grant.memory,
        processes: PROCESS_LIMIT,
        file: FILE_LIMIT,
        // The clock on the wall is what counts; this stops what it cannot reach.
        cpu: (grant.time.saturating_mul(count) + START_LIMIT).as_secs(),
    };
    let driver = language.driver(runtime, post, blocks, &secret);
    let mut running = sandbox.start(driver, limits, &secret)?;
    let (stdout, stderr) = running.streams()?;
    let (sender, events) = mpsc::sync_channel(16);
    for (stream, source) in
        [Box::new(stdout) as Box<dyn Read + Send>, Box::new(stderr)].into_iter().enumerate()
    {
        let (sender, splitter) = (sender.clone(), Splitter::new(&secret));
        thread::spawn(move || forward(source, stream, splitter, &sender));
    }
    drop(sender);

    let version = (language.name().to_owned(), runtime.version.clone());
    let mut session = Session::new(blocks.len(), version);
    session.follow(&events, &mut running, grant.time);
    if !session.is_ready {
        bail!("{} did not start: {}", language.name(), session.runs_text());
    }
    Ok(session.finish())
}

struct Event {
    stream: usize,
    part: Part,
}

fn forward(mut source: impl Read, stream: usize, mut splitter: Splitter, events: &SyncSender<Event>) {
    let mut buffer = [0; 1 << 16];
    while let Ok(length @ 1..) = source.read(&mut buffer) {
        for part in splitter.feed(&buffer[..length]) {
            if events.send(Event { stream, part }).is_err() {
                return;
            }
        }
    }
    // Whoever followed may have turned away.
    let _ = events.send(Event { stream, part: Part::Printed(splitter.finish()) });
}

/// What has been seen of a session.
struct Session {
    blocks: Vec<Seen>,
    /// The block that each stream is at. They do not come in step.
    at: [usize; 2],
    is_ready: bool,
    /// How long it takes since the last block ended.
    since: Instant,
    /// Why it was stopped.
    stopped: Option<Ending>,
    exit_code: i32,
    version: (String, String),
    progress: Progress,
}

#[derive(Clone, Debug, Default)]
struct Seen {
    printed: [Vec<u8>; 2],
    status: Option<bool>,
    missing: Option<String>,
    versions: BTreeMap<String, String>,
    time: Duration,
}

impl Session {
    fn new(count: usize, version: (String, String)) -> Self {
        Self {
            // One more, for what is printed when all are done.
            blocks: vec![Seen::default(); count + 1],
            at: [0; 2],
            is_ready: false,
            since: Instant::now(),
            stopped: None,
            exit_code: 0,
            version,
            progress: Progress::new("running", count),
        }
    }

    /// Reads until both streams are closed; stops the session if it has to be.
    fn follow(&mut self, events: &Receiver<Event>, running: &mut Running, time: Duration) {
        loop {
            let limit = if self.is_ready { time } else { START_LIMIT };
            let left = limit.saturating_sub(self.since.elapsed());
            let wait = if self.stopped.is_some() { START_LIMIT } else { left };
            match events.recv_timeout(wait) {
                Ok(event) => self.note(event),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) if self.stopped.is_some() => break,
                Err(RecvTimeoutError::Timeout) => {}
            }
            if self.stopped.is_none() && self.is_ready && self.since.elapsed() >= time && !self.is_done() {
                self.stop(running, Ending::TimedOut);
            } else if self.stopped.is_none() && self.prints_too_much() {
                self.stop(running, Ending::TooMuchOutput);
            } else if !self.is_ready && self.since.elapsed() >= START_LIMIT {
                break;
            }
        }
        self.current().time = self.since.elapsed();
        self.exit_code = running.wait(Duration::from_secs(1)).unwrap_or(-1);
    }

    fn stop(&mut self, running: &mut Running, ending: Ending) {
        self.current().time = self.since.elapsed();
        self.stopped = Some(ending);
        running.stop();
    }

    /// How many blocks have ended in both streams.
    fn done(&self) -> usize {
        self.at[0].min(self.at[1])
    }

    fn is_done(&self) -> bool {
        self.done() + 1 >= self.blocks.len()
    }

    fn current(&mut self) -> &mut Seen {
        let done = self.done();
        &mut self.blocks[done]
    }

    fn prints_too_much(&mut self) -> bool {
        self.current().printed.iter().any(|printed| printed.len() > OUTPUT_LIMIT)
    }

    fn note(&mut self, Event { stream, part }: Event) {
        let seen = &mut self.blocks[self.at[stream]];
        match part {
            Part::Printed(bytes) => {
                let room = (OUTPUT_LIMIT + 1).saturating_sub(seen.printed[stream].len());
                seen.printed[stream].extend_from_slice(&bytes[..bytes.len().min(room)]);
            }
            Part::Mark(said) => self.note_mark(stream, &said),
        }
    }

    fn note_mark(&mut self, stream: usize, said: &str) {
        let seen = &mut self.blocks[self.at[stream]];
        let (word, rest) = said.split_once(' ').unwrap_or((said, ""));
        match word {
            "ready" => {
                seen.printed[stream].clear();
                self.is_ready = true;
                self.since = Instant::now();
            }
            "cut" => seen.printed[stream].clear(),
            "missing" => seen.missing = Some(rest.to_owned()),
            "versions" => seen.versions = serde_json::from_str(rest).unwrap_or_default(),
            "stopped" => {
                let ending = if rest == "memory" { Ending::OutOfMemory } else { Ending::TooManyProcesses };
                self.stopped = Some(ending);
            }
            "end" => {
                seen.status = Some(rest == "ok");
                let done = self.done();
                self.at[stream] = (self.at[stream] + 1).min(self.blocks.len() - 1);
                if self.done() > done {
                    self.blocks[done].time = self.since.elapsed();
                    self.since = Instant::now();
                    self.progress.step();
                }
            }
            _ => {}
        }
    }

    /// What a session said that did not get to its blocks.
    fn runs_text(&self) -> String {
        let texts = self.blocks[0].printed.iter().map(|printed| String::from_utf8_lossy(printed));
        texts.collect::<String>().trim().to_owned()
    }

    fn finish(mut self) -> Vec<Run> {
        let done = self.done();
        self.blocks.pop();
        let ending = |index: usize, seen: &Seen| match (index.cmp(&done), &seen.status, &seen.missing) {
            (std::cmp::Ordering::Greater, ..) => Ending::NotRun,
            (std::cmp::Ordering::Equal, ..) => match &self.stopped {
                Some(ending) => ending.clone(),
                None if self.exit_code == 0 => Ending::Succeeded,
                None => Ending::Exited(self.exit_code),
            },
            (std::cmp::Ordering::Less, Some(true), _) => Ending::Succeeded,
            (std::cmp::Ordering::Less, _, Some(what)) => Ending::Missing(what.clone()),
            (std::cmp::Ordering::Less, ..) => Ending::Failed,
        };
        let endings: Vec<Ending> =
            self.blocks.iter().enumerate().map(|(index, seen)| ending(index, seen)).collect();
        let (name, version) = self.version;
        self.blocks
            .into_iter()
            .zip(endings)
            .map(|(mut seen, ending)| {
                seen.versions.insert(name.clone(), version.clone());
                let [stdout, stderr] = seen.printed.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
                Run { ending, stdout, stderr, time: seen.time, versions: seen.versions }
            })
            .collect()
    }
}
