//! The processes below this one, read from `/proc`.

use std::{collections::HashMap, fs, process};

use nix::{
    sys::{
        signal::{Signal, kill},
        wait::{WaitPidFlag, WaitStatus, waitpid},
    },
    unistd::Pid,
};

/// A process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Process {
    id: i32,
    parent: i32,
    /// Its memory that is not on disk, in bytes.
    pub resident: u64,
}

/// All processes that descend from this one.
pub fn descendants() -> Vec<Process> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    let processes = entries.filter_map(|entry| {
        let id = entry.file_name().to_str()?.parse().ok()?;
        // It may be gone by now.
        parse(id, &fs::read_to_string(entry.path().join("status")).ok()?)
    });
    let mut children: HashMap<i32, Vec<Process>> = HashMap::new();
    for process in processes {
        children.entry(process.parent).or_default().push(process);
    }
    let mut found = Vec::new();
    let mut parents = vec![i32::try_from(process::id()).unwrap_or_default()];
    while let Some(parent) = parents.pop() {
        let below = children.remove(&parent).unwrap_or_default();
        parents.extend(below.iter().map(|process| process.id));
        found.extend(below);
    }
    found
}

/// Reads `/proc/<id>/status`, see proc_pid_status(5). Processes that have ended and wait for their parents have no memory.
fn parse(id: i32, status: &str) -> Option<Process> {
    let field = |name: &str| {
        let value = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
        value.split_whitespace().next()?.parse::<u64>().ok()
    };
    let kilobytes = field("RssAnon").unwrap_or_default() + field("RssShmem").unwrap_or_default();
    Some(Process { id, parent: i32::try_from(field("PPid")?).ok()?, resident: kilobytes * 1024 })
}

/// The memory of processes in bytes, with pages that they share counted once.
pub fn exact_memory(processes: &[Process]) -> u64 {
    let share = |process: &Process| {
        let path = format!("/proc/{}/smaps_rollup", process.id);
        let text = fs::read_to_string(path).ok()?;
        let value = text.lines().find_map(|line| line.strip_prefix("Pss:"))?;
        Some(value.split_whitespace().next()?.parse::<u64>().ok()? * 1024)
    };
    processes.iter().map(|process| share(process).unwrap_or(process.resident)).sum()
}

/// Kills all processes below this one, also those that are started meanwhile.
pub fn kill_descendants() {
    // A process that cannot be killed, asleep in the kernel, must not hold us up for ever.
    for _ in 0..1000 {
        let processes = descendants();
        if processes.is_empty() {
            return;
        }
        for process in processes {
            // It may have ended by itself.
            let _ = kill(Pid::from_raw(process.id), Signal::SIGKILL);
        }
        while !matches!(
            waitpid(Pid::from_raw(-1), Some(WaitPidFlag::WNOHANG)),
            Ok(WaitStatus::StillAlive) | Err(_)
        ) {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn status_is_read() {
        let status = "Name:\tx\nPPid:\t7\nVmRSS:\t  900 kB\nRssAnon:\t  12 kB\nRssShmem:\t 4 kB\n";
        assert_eq!(parse(9, status), Some(Process { id: 9, parent: 7, resident: 16 * 1024 }));
        assert_eq!(parse(9, "Name:\tx\nState:\tZ\nPPid:\t7\n").unwrap().resident, 0);
        assert_eq!(parse(9, ""), None);
    }
}
