//! `cargo xtask serve`: builds with drafts, serves on this machine, and reloads open pages when a file is saved.

mod files;
mod reload;
mod server;
mod watch;

use std::{net::TcpListener, time::Instant};

use anyhow::{Context as _, Result, bail};

use crate::{
    args,
    build::{PARTS, Pipeline, Site},
    progress::{Elapsed, Steps},
    project::Project,
    setup,
};
use reload::Reload;
use watch::Watch;

/// How many ports are tried when the first is taken.
const PORTS_TO_TRY: u16 = 20;

/// What is watched besides the posts, the settings and the public files.
const SOURCES: [&str; 7] = ["style", "src", "crates", "Cargo.toml", "Cargo.lock", "index.html", "Trunk.toml"];

/// Runs until it is interrupted.
///
/// # Errors
/// The set-up fails or no port is free. A build that fails does not end it: saving a file mends that.
pub fn run(project: &Project, arguments: args::Site, port: u16) -> Result<()> {
    let base = normal_base(arguments.base.as_deref());
    let arguments = args::Site { base: Some(base.clone()), drafts: true, live_reload: true, ..arguments };
    let site = Site::resolve(project, &arguments)?;
    // Before the long set-up, so that a missing port is known at once.
    let listener = free_port(port)?;
    let address = format!("http://{}{base}", listener.local_addr()?);

    let mut steps = Steps::new(setup::STEPS + PARTS + 1);
    let pipeline = Pipeline { tools: setup::run(project, &mut steps)?, project };
    let posts_and_more = [&site.posts, &site.settings, &site.public].into_iter().cloned();
    let mut watch = Watch::new(posts_and_more.chain(SOURCES.map(|path| project.root.join(path))).collect());
    rebuild(&pipeline, &site, &mut steps);

    let reload = Reload::new();
    server::start(listener, site.dist.clone(), base, reload.clone())?;
    println!("\nServing {address}\nSaving a file in posts, style or src reloads the page. Ctrl+C ends it.");
    loop {
        let changed = watch.wait();
        let started = Instant::now();
        println!("\n{} changed", names(project, &changed));
        if rebuild(&pipeline, &site, &mut Steps::only_work()) {
            reload.all();
            println!("Reloaded {address} after {}", Elapsed(started.elapsed()));
        }
    }
}

/// Builds what has changed and prints what is wrong; is there something new to show?
fn rebuild(pipeline: &Pipeline<'_>, site: &Site, steps: &mut Steps) -> bool {
    if let Err(error) = pipeline.build_parts(steps) {
        eprintln!("error: {error:#}\nThe site stays as it is until the next change.");
        return false;
    }
    if let Err(error) = pipeline.build_site(site, steps) {
        // A bad post is shown as such, and the others are as new.
        eprintln!("error: {error:#}");
    }
    true
}

fn names(project: &Project, paths: &[std::path::PathBuf]) -> String {
    match paths {
        [] => "something".to_owned(),
        [one] => project.relative(one).display().to_string(),
        [first, others @ ..] => format!("{} and {} more", project.relative(first).display(), others.len()),
    }
}

/// `notes`, `/notes` and `/notes/` are all `/notes/`.
fn normal_base(base: Option<&str>) -> String {
    match base.unwrap_or_default().trim_matches('/') {
        "" => "/".to_owned(),
        name => format!("/{name}/"),
    }
}

fn free_port(first: u16) -> Result<TcpListener> {
    let last = first.saturating_add(PORTS_TO_TRY);
    for port in first..=last {
        match TcpListener::bind(("127.0.0.1", port)) {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {}
            Err(error) => return Err(error).with_context(|| format!("cannot listen on port {port}")),
        }
    }
    bail!("the ports {first} to {last} are all taken; choose another with --port")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_is_between_slashes() {
        assert_eq!(normal_base(None), "/");
        assert_eq!(normal_base(Some("/")), "/");
        assert_eq!(normal_base(Some("notes")), "/notes/");
        assert_eq!(normal_base(Some("/a/b/")), "/a/b/");
    }

    #[test]
    fn the_next_port_is_taken() {
        let first = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let taken = first.local_addr().unwrap().port();
        if taken < u16::MAX - PORTS_TO_TRY {
            assert_ne!(free_port(taken).unwrap().local_addr().unwrap().port(), taken);
        }
    }
}
