//! The inner process: prepares the folder, starts the code, and watches over it.

use std::{
    fs,
    io::{self, BufRead as _, Write as _},
    os::fd::AsFd as _,
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

use anyhow::{Context as _, Result};
use nix::{
    mount::{MsFlags, mount},
    poll::{PollFd, PollFlags, PollTimeout, poll},
    sys::{
        prctl,
        signal::Signal,
        wait::{WaitPidFlag, WaitStatus, waitpid},
    },
    unistd::Pid,
};

use super::{Limits, Task, processes, rights};

/// How long a look at the processes may be put off.
const INTERVAL: Duration = Duration::from_millis(10);

/// What a driver's environment takes from ours.
const INHERITED: [&str; 2] = ["PATH", "LD_LIBRARY_PATH"];

/// Runs the task that comes in over standard input; the answer is the exit code.
///
/// # Errors
/// The folder cannot be prepared, rights cannot be given up, or the program cannot be started.
pub fn run(in_namespaces: bool) -> Result<u8> {
    prctl::set_pdeathsig(Signal::SIGKILL)?;
    // Whoever started us may have died before the line above.
    if is_pipe_closed() {
        return Ok(0);
    }
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    let task: Task = serde_json::from_str(&line).context("could not read the task")?;
    if in_namespaces {
        mount_folders(&task)?;
    }
    let driver = start(&task, in_namespaces)?;
    let code = watch(driver, &task);
    processes::kill_descendants();
    code
}

/// The places that code may write to, seen from the task's folder.
const WRITABLE: [&str; 2] = ["work", "tmp"];

fn start(task: &Task, in_namespaces: bool) -> Result<Pid> {
    let [work, temporary] = WRITABLE.map(|name| task.folder.join(name));
    let session = task.folder.join("session");
    for folder in [&work, &temporary, &session] {
        fs::create_dir(folder).with_context(|| format!("could not make `{}`", folder.display()))?;
    }
    for (name, text) in &task.files {
        fs::write(session.join(name), text).with_context(|| format!("could not write `{name}`"))?;
    }
    let mut command = Command::new(&task.program);
    command.args(&task.arguments).current_dir(&work).stdin(Stdio::null()).env_clear();
    command.envs(INHERITED.into_iter().filter_map(|name| Some((name, std::env::var_os(name)?))));
    command.envs([("HOME", &work), ("TMPDIR", &temporary)]);
    command.envs([("LANG", "C.UTF-8"), ("TZ", "UTC"), ("NO_COLOR", "1"), ("TERM", "dumb")]);
    command.envs(&task.variables);

    let shared_memory = in_namespaces.then(|| Path::new("/dev/shm").to_owned());
    rights::restrict([work, temporary].into_iter().chain(shared_memory), task.network)?;
    rights::limit(&task.limits, in_namespaces)?;
    let child = command.spawn().with_context(|| format!("could not start `{}`", task.program.display()))?;
    Ok(Pid::from_raw(i32::try_from(child.id())?))
}

/// In our own view of the file system: a folder in memory, and processes of this sandbox only.
fn mount_folders(task: &Task) -> Result<()> {
    let nothing: Option<&str> = None;
    let flags = MsFlags::MS_REC | MsFlags::MS_PRIVATE;
    mount(nothing, "/", nothing, flags, nothing).context("could not part from the mounts of the system")?;
    let guarded = MsFlags::MS_NOSUID | MsFlags::MS_NODEV;
    let proc_flags = guarded | MsFlags::MS_NOEXEC;
    mount(Some("proc"), "/proc", Some("proc"), proc_flags, nothing).context("could not mount /proc")?;
    // Since Linux 6.14 the number is this namespace's own. It stands against bombs that are faster than we look.
    let _ = fs::write("/proc/sys/kernel/pid_max", "400");
    let size = format!("size={},mode=700", task.limits.memory);
    for folder in [task.folder.as_path(), Path::new("/dev/shm")] {
        mount(Some("tmpfs"), folder, Some("tmpfs"), guarded, Some(size.as_str()))
            .with_context(|| format!("could not mount a folder at `{}`", folder.display()))?;
    }
    Ok(())
}

/// Waits until the driver ends, takes too much, or is no longer wanted.
fn watch(driver: Pid, task: &Task) -> Result<u8> {
    loop {
        // Orphans end up with us; somebody has to bury them.
        loop {
            match waitpid(Pid::from_raw(-1), Some(WaitPidFlag::WNOHANG)) {
                Ok(WaitStatus::Exited(process, code)) if process == driver => {
                    return Ok(u8::try_from(code).unwrap_or(u8::MAX));
                }
                Ok(WaitStatus::Signaled(process, signal, _)) if process == driver => {
                    // As shells count them.
                    return Ok(u8::try_from(128 + signal as i32).unwrap_or(u8::MAX));
                }
                Ok(WaitStatus::StillAlive) | Err(_) => break,
                Ok(_) => {}
            }
        }
        if let Some(excess) = excess(&task.limits) {
            writeln!(io::stderr(), "\x1e{} stopped {excess}", task.secret)?;
            return Ok(u8::MAX);
        }
        if is_pipe_closed() {
            return Ok(u8::MAX);
        }
        std::thread::sleep(INTERVAL);
    }
}

/// What there is too much of.
fn excess(limits: &Limits) -> Option<&'static str> {
    let processes = processes::descendants();
    if processes.len() > limits.processes {
        return Some("processes");
    }
    let resident: u64 = processes.iter().map(|process| process.resident).sum();
    // Pages that processes share are counted for each; the exact number takes long to find.
    let is_over = resident > limits.memory && processes::exact_memory(&processes) > limits.memory;
    is_over.then_some("memory")
}

/// Whether the other end of our input is closed, as it is when the process that holds it is gone.
fn is_pipe_closed() -> bool {
    let stdin = io::stdin();
    let mut input = [PollFd::new(stdin.as_fd(), PollFlags::empty())];
    let _ = poll(&mut input, PollTimeout::ZERO);
    let is_closed = PollFlags::POLLHUP | PollFlags::POLLERR | PollFlags::POLLNVAL;
    input[0].revents().is_some_and(|events| events.intersects(is_closed))
}
