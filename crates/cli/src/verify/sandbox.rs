//! Where code of posts runs: a fresh folder, little memory, no network, and nobody left when it is over.
//!
//! Nothing of this can be set up between `fork` and `exec` without unsafe code, so this program starts itself twice.
//! The [`outer`](launch) process makes namespaces; the [`inner`](guard) one is the first process in them: it mounts what
//! the code may write to, gives up rights, starts the code, watches over it, and takes all of it along when it goes.
//! It goes when the code is done or too greedy, and when the pipe from us closes: also if we are killed.
//!
//! This holds code that goes wrong, not code that is meant to break out: it may read what its author may read.

mod guard;
mod launch;
mod processes;
mod rights;

use std::{
    collections::BTreeMap,
    env, fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{self, Child, ChildStderr, ChildStdin, ChildStdout, Command, Stdio},
    thread,
    time::{Duration, Instant, SystemTime},
};

use anyhow::{Context as _, Result, bail};
use serde::{Deserialize, Serialize};
use tempfile::TempDir;

pub use launch::Launch;

use super::{language::Driver, stream::Secret};

/// The hidden command that this program starts itself with.
pub const COMMAND: &str = "sandbox";

/// How much the code of a session may take.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Limits {
    /// Memory of all its processes together, in bytes.
    pub memory: u64,
    /// Processes at a time.
    pub processes: usize,
    /// Size of one file, in bytes.
    pub file: u64,
    /// Processor time of one process, in seconds.
    pub cpu: u64,
}

/// What the inner process is told, as one line of JSON.
#[derive(Debug, Serialize, Deserialize)]
struct Task {
    program: PathBuf,
    arguments: Vec<String>,
    variables: BTreeMap<String, String>,
    files: Vec<(String, String)>,
    folder: PathBuf,
    limits: Limits,
    secret: String,
    network: bool,
}

/// How code is kept apart on this machine.
#[derive(Clone, Debug)]
pub struct Sandbox {
    executable: PathBuf,
    network: bool,
    has_namespaces: bool,
    notes: Vec<String>,
}

impl Sandbox {
    /// Finds out what the system permits. Without `may_use_namespaces` it does as if they were not permitted.
    ///
    /// # Errors
    /// This program cannot find itself.
    pub fn probe(network: bool, may_use_namespaces: bool) -> Result<Self> {
        remove_left_over_folders();
        let executable = env::current_exe().context("could not find this program")?;
        let mut sandbox = Self { executable, network, has_namespaces: true, notes: Vec::new() };
        if !may_use_namespaces || sandbox.try_out().is_err() {
            sandbox.has_namespaces = false;
            let net = if network { "" } else { ", and only TCP is cut off from the network, if anything" };
            sandbox.notes.push(format!("the system gives no namespaces: code may see other processes{net}"));
        }
        if !rights::can_restrict() {
            let note = "the kernel has no Landlock: nothing keeps code from writing outside of its folder";
            sandbox.notes.push(note.to_owned());
        }
        Ok(sandbox)
    }

    /// What is not kept apart here, for the author.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// Starts a driver.
    ///
    /// # Errors
    /// There is no room for a folder, or no process can be started.
    pub fn start(&self, driver: Driver, limits: Limits, secret: &Secret) -> Result<Running> {
        let folder = tempfile::Builder::new().prefix(&folder_prefix(process::id())).tempdir();
        let folder = folder.context("could not make a temporary folder")?;
        let task = Task {
            program: driver.program,
            arguments: driver.arguments,
            variables: driver.variables,
            files: driver.files,
            folder: folder.path().to_owned(),
            limits,
            secret: secret.as_str().to_owned(),
            network: self.network,
        };
        let mut command = Command::new(&self.executable);
        command
            .arg(COMMAND)
            .args(self.has_namespaces.then_some("--namespaces"))
            .args(self.network.then_some("--network"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().context("could not start the sandbox")?;
        let mut pipe = child.stdin.take().context("the sandbox has no input")?;
        let written = writeln!(pipe, "{}", serde_json::to_string(&task)?);
        let running = Running { child, pipe: Some(pipe), _folder: folder };
        written.context("the sandbox did not start")?;
        Ok(running)
    }

    /// Runs a program that does nothing.
    fn try_out(&self) -> Result<()> {
        let program = self.executable.clone();
        let driver = Driver { program, arguments: vec!["--version".to_owned()], ..Driver::default() };
        let limits = Limits { memory: 1 << 28, processes: 8, file: 1 << 20, cpu: 5 };
        let mut running = self.start(driver, limits, &Secret::new())?;
        drop(running.streams()?);
        match running.wait(Duration::from_secs(5)) {
            Some(0) => Ok(()),
            code => bail!("ended with {code:?}"),
        }
    }
}

/// A session that has been started. When it is dropped, all its processes go.
#[derive(Debug)]
pub struct Running {
    child: Child,
    /// As long as it is open, the session may live.
    pipe: Option<ChildStdin>,
    _folder: TempDir,
}

impl Running {
    /// What it prints. Can be taken once.
    ///
    /// # Errors
    /// It was taken before.
    pub fn streams(&mut self) -> Result<(ChildStdout, ChildStderr)> {
        self.child.stdout.take().zip(self.child.stderr.take()).context("the streams of the session are taken")
    }

    /// Ends it.
    pub fn stop(&mut self) {
        self.pipe = None;
        if self.wait(Duration::from_secs(3)).is_none() {
            // Takes the namespaces along. Without them, this is the best that can be done.
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }

    /// The code that it ended with; `None` if it has not after this time.
    pub fn wait(&mut self, limit: Duration) -> Option<i32> {
        let until = Instant::now() + limit;
        loop {
            match self.child.try_wait() {
                Ok(Some(status)) => return Some(status.code().unwrap_or(-1)),
                Ok(None) if Instant::now() < until => thread::sleep(Duration::from_millis(2)),
                _ => return None,
            }
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop();
    }
}

const FOLDER_PREFIX: &str = "studybuddy-verify-";

fn folder_prefix(process: u32) -> String {
    format!("{FOLDER_PREFIX}{process}-")
}

/// Removes the folders of runs that were killed. Another machine's process may share this temporary folder, so they have
/// to be old, too.
fn remove_left_over_folders() {
    let entries = fs::read_dir(env::temp_dir()).into_iter().flatten().flatten();
    for entry in entries {
        let name = entry.file_name();
        let owner = name.to_str().and_then(|name| name.strip_prefix(FOLDER_PREFIX)?.split('-').next());
        let Some(owner) = owner else { continue };
        let age = entry.metadata().and_then(|metadata| metadata.modified()).ok();
        let age = age.and_then(|modified| SystemTime::now().duration_since(modified).ok());
        let is_old = age.is_some_and(|age| age > Duration::from_hours(1));
        if is_old && !Path::new("/proc").join(owner).exists() {
            // Somebody else's is not ours to remove.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}
