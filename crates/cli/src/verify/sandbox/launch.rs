//! The outer process: makes namespaces, and waits.

use std::{env, fs, process::Command};

use anyhow::{Context as _, Result};
use nix::{
    sched::{CloneFlags, unshare},
    sys::{prctl, signal::Signal},
    unistd::{getgid, getuid, setsid},
};

use super::{COMMAND, guard};

/// How this program is started to make a sandbox.
#[derive(clap::Args, Debug)]
pub struct Launch {
    /// Make namespaces
    #[arg(long)]
    namespaces: bool,
    /// Leave the network as it is
    #[arg(long)]
    network: bool,
    /// Be the first process in the namespaces
    #[arg(long)]
    inside: bool,
}

impl Launch {
    /// Becomes the process that was asked for; the answer is the exit code.
    ///
    /// # Errors
    /// The system does not permit what the sandbox needs, or the code cannot be started.
    pub fn run(&self) -> Result<u8> {
        if self.inside {
            return guard::run(true);
        }
        // Ctrl-C in the terminal is for the process that reads our answers: it then closes the pipe.
        setsid().context("could not start a session")?;
        if !self.namespaces {
            prctl::set_child_subreaper(true).context("could not become the keeper of orphans")?;
            return guard::run(false);
        }
        self.enter_namespaces()?;
        // The system forgets it when rights change, so not before.
        prctl::set_pdeathsig(Signal::SIGKILL)?;
        let executable = env::current_exe().context("could not find this program")?;
        let mut inner = Command::new(executable);
        inner.args([COMMAND, "--inside", "--namespaces"]).args(self.network.then_some("--network"));
        let status = inner.status().context("could not start the first process of the sandbox")?;
        Ok(status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(u8::MAX))
    }

    fn enter_namespaces(&self) -> Result<()> {
        let (user, group) = (getuid(), getgid());
        let mut wanted = CloneFlags::CLONE_NEWUSER
            | CloneFlags::CLONE_NEWNS
            | CloneFlags::CLONE_NEWPID
            | CloneFlags::CLONE_NEWIPC;
        wanted.set(CloneFlags::CLONE_NEWNET, !self.network);
        unshare(wanted).context("the system gives no namespaces")?;
        fs::write("/proc/self/setgroups", "deny")?;
        fs::write("/proc/self/uid_map", format!("0 {user} 1"))?;
        fs::write("/proc/self/gid_map", format!("0 {group} 1"))?;
        Ok(())
    }
}
