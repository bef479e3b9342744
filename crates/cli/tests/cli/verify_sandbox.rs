//! Code that goes wrong is stopped, named, and harms nothing.

use std::{
    fs,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use super::support::{Ran, Site};

/// A number of seconds that no other process sleeps for: how a test knows its own.
fn mark(test: u32) -> String {
    format!("{test}{:07}", std::process::id())
}

/// The processes that sleep for that long.
fn sleepers(mark: &str) -> Vec<PathBuf> {
    let is_ours = |process: &PathBuf| {
        let line = fs::read_to_string(process.join("cmdline")).unwrap_or_default();
        line.split('\0').eq(["sleep", mark, ""])
    };
    let entries = fs::read_dir("/proc").unwrap().filter_map(|entry| Some(entry.ok()?.path()));
    entries.filter(is_ours).collect()
}

#[track_caller]
fn expect_no_sleepers(mark: &str) {
    let until = Instant::now() + Duration::from_secs(10);
    while !sleepers(mark).is_empty() {
        assert!(Instant::now() < until, "{:?} survive", sleepers(mark));
        thread::sleep(Duration::from_millis(20));
    }
}

/// Runs a block, as the only one of a post, with and without namespaces. It has to fail.
#[track_caller]
fn fails(block: &str, options: &[&str], check: impl Fn(Ran)) {
    for more in [None, Some("--no-namespaces")] {
        let arguments: Vec<&str> = ["verify"].iter().chain(options).copied().chain(more).collect();
        check(Site::new().post("a", "", block).command(&arguments).fails());
    }
}

#[test]
fn endless_loops_end_with_all_that_they_started() {
    let mark = mark(1);
    let block = format!(
        "```bash\necho begun\n(setsid sleep {mark} &)\nsleep {mark} &\nwhile :; do :; done\n```\n\n```bash\necho next\n```"
    );
    fails(&block, &["--timeout", "1"], |ran| {
        ran.expect_stderr("posts/a.md:6:1: error: the block was stopped after 1 s [verify/time]")
            .expect_stderr("posts/a.md:13:1: error: the block was not run: one before it ended the session");
        expect_no_sleepers(&mark);
    });
}

#[test]
fn memory_is_bounded() {
    let block = "```bash\nx=0123456789abcdef\nwhile :; do x=$x$x; done\n```";
    fails(block, &["--memory", "64"], |ran| {
        ran.expect_stderr("code has 64 MiB of memory; --memory gives it more");
    });
    let block = "```python\nx = bytearray(1 << 30)\n```";
    fails(block, &["--memory", "256"], |ran| {
        ran.expect_stderr("MemoryError").expect_stderr("code has 256 MiB of memory");
    });
}

#[test]
fn processes_cannot_take_together_what_one_may_not() {
    let block = "```python\nimport os, time\nfor _ in range(6):\n    if os.fork() == 0:\n        x = bytearray(b'1') * (50 << 20)\n        \
                 time.sleep(20)\ntime.sleep(20)\n```";
    fails(block, &["--memory", "150"], |ran| {
        ran.expect_stderr("the block was stopped: it takes more than 150 MiB of memory [verify/memory]");
    });
}

#[test]
fn forks_are_bounded() {
    let mark = mark(2);
    let block = format!("```bash\nfor _ in {{1..100}}; do sleep {mark} & done\nwait\n```");
    fails(&block, &[], |ran| {
        ran.expect_stderr("the block was stopped: it starts too many processes [verify/processes]");
        expect_no_sleepers(&mark);
    });
}

#[test]
fn what_a_session_leaves_running_ends_with_it() {
    let mark = mark(3);
    let block = format!("```bash\n(setsid sleep {mark} >/dev/null 2>&1 &)\necho done\n```");
    for more in [None, Some("--no-namespaces")] {
        let arguments: Vec<&str> = ["verify"].into_iter().chain(more).collect();
        let ran = Site::new().post("a", "", &block).command(&arguments).succeeds();
        drop(ran);
        expect_no_sleepers(&mark);
    }
}

#[test]
fn output_is_bounded() {
    fails("```bash\nyes\n```", &[], |ran| {
        ran.expect_stderr("it prints more than 1 MiB [verify/output-size]");
    });
    fails("```bash\nhead -c 300M /dev/zero > file\n```", &[], |ran| {
        ran.expect_stderr("[verify/failed]");
    });
}

#[test]
fn code_writes_into_its_own_folder_only() {
    let outside = tempfile::tempdir().unwrap();
    let file = outside.path().join("thesis.tex");
    fs::write(&file, "ten years").unwrap();
    for attempt in [
        format!("echo gone > {}", file.display()),
        format!("rm {}", file.display()),
        format!("mv {} .", file.display()),
        format!("touch {}/new", outside.path().display()),
        "touch /dev/new".to_owned(),
    ] {
        fails(&format!("```bash\necho fine > here; {attempt}\n```"), &[], |ran| {
            ran.expect_stderr("[verify/failed]").expect_stderr("code may write to its own folder only");
        });
    }
    assert_eq!(fs::read_to_string(&file).unwrap(), "ten years");
    assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 1);
}

#[test]
fn there_is_a_network_only_if_asked_for() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let block = format!("```bash\nexec 3<>/dev/tcp/127.0.0.1/{port}\n```");
    fails(&block, &[], |ran| {
        ran.expect_stderr("[verify/failed]");
    });
    Site::new().post("a", "", &block).command(&["verify", "--network"]).succeeds();
}

#[test]
fn code_sees_no_processes_but_its_own() {
    let block = format!("```bash\nkill -0 {} || exit 7\n```", std::process::id());
    Site::new().post("a", "", &block).command(&["verify"]).fails().expect_stderr("exit code 7");
}

#[test]
fn the_author_is_told_what_is_not_kept_apart() {
    Site::new()
        .post("a", "", "```bash\n:\n```")
        .command(&["verify", "--no-namespaces"])
        .succeeds()
        .expect_stderr("note: the system gives no namespaces");
}

/// `verify --update` is killed at many moments of its run. Each time the post is as it was or as it should be, and
/// nothing that it started is left.
#[test]
fn killing_it_loses_nothing_and_leaves_nothing() {
    let mark = mark(4);
    let block = format!("```bash\n(setsid sleep {mark} &)\nsleep 0.2\necho new\n```");
    let old = format!("{block}\n\n```output\nold\n```\n");
    let new = old.replace("\nold\n", "\nnew\n");
    let folder = tempfile::tempdir().unwrap();
    let post = folder.path().join("posts/a.md");
    fs::create_dir(folder.path().join("posts")).unwrap();
    let start = || {
        fs::write(&post, &old).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_studybuddy"));
        command.args(["verify", "--update", "--yes"]).current_dir(folder.path());
        command.env("TMPDIR", folder.path()).stdout(Stdio::null()).stderr(Stdio::null());
        command.spawn().unwrap()
    };
    let started = Instant::now();
    assert!(start().wait().unwrap().success());
    let whole = started.elapsed();
    assert_eq!(fs::read_to_string(&post).unwrap(), new);

    // Steps of an irrational part of the whole, so that the moments are spread over it and never the same.
    let moments = (1..=16).map(|step| whole.mul_f64((f64::from(step) * 0.618_034).fract() * 1.1));
    for moment in moments {
        let mut child = start();
        thread::sleep(moment);
        child.kill().unwrap();
        child.wait().unwrap();
        expect_no_sleepers(&mark);
        expect_no_sandbox(folder.path());
        let text = fs::read_to_string(&post).unwrap();
        assert!(text == old || text == new, "killed after {moment:?}: {text}");
    }
    let names = fs::read_dir(folder.path().join("posts")).unwrap();
    for name in names.map(|entry| entry.unwrap().file_name().into_string().unwrap()) {
        let is_known =
            matches!(name.as_str(), "a.md" | "a.verified.json") || name.starts_with(".studybuddy-");
        assert!(is_known, "{name} was left");
    }
}

/// Waits until no process is left of a sandbox whose temporary folder is this one.
#[track_caller]
fn expect_no_sandbox(folder: &Path) {
    let wanted = format!("TMPDIR={}", folder.display());
    let of_ours = || {
        let entries = fs::read_dir("/proc").unwrap().filter_map(|entry| Some(entry.ok()?.path()));
        entries
            .filter(|process| {
                let environment = fs::read(process.join("environ")).unwrap_or_default();
                String::from_utf8_lossy(&environment).split('\0').any(|entry| entry.starts_with(&wanted))
            })
            .collect::<Vec<_>>()
    };
    let until = Instant::now() + Duration::from_secs(10);
    while !of_ours().is_empty() {
        assert!(Instant::now() < until, "{:?} survive", of_ours());
        thread::sleep(Duration::from_millis(20));
    }
}
