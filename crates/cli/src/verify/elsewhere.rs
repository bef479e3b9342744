//! Stands in for the sandbox where there is none.

use std::{
    process::{ChildStderr, ChildStdout},
    time::Duration,
};

use anyhow::{Result, bail};

use super::{language::Driver, stream::Secret};

/// How much the code of a session may take.
#[derive(Clone, Copy, Debug)]
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

/// There is none.
#[derive(Clone, Debug)]
pub enum Sandbox {}

impl Sandbox {
    /// # Errors
    /// Always.
    pub fn probe(_network: bool, _may_use_namespaces: bool) -> Result<Self> {
        bail!(
            "code of posts is run on Linux only, where it can be kept apart; use a container or a virtual machine"
        )
    }

    /// There are none.
    pub fn notes(&self) -> &[String] {
        match *self {}
    }

    /// # Errors
    /// Never called.
    pub fn start(&self, _driver: Driver, _limits: Limits, _secret: &Secret) -> Result<Running> {
        match *self {}
    }
}

/// There is none.
#[derive(Debug)]
pub enum Running {}

impl Running {
    /// # Errors
    /// Never called.
    pub fn streams(&mut self) -> Result<(ChildStdout, ChildStderr)> {
        match *self {}
    }

    /// Never called.
    pub fn stop(&mut self) {
        match *self {}
    }

    /// Never called.
    pub fn wait(&mut self, _limit: Duration) -> Option<i32> {
        match *self {}
    }
}
