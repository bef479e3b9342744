//! Acceptance cases: prepares what they need and runs `e2e/cases/run.mjs`, which knows their format.

use std::{path::Path, process::Command, process::ExitCode};

use anyhow::{Context as _, Result};

use crate::{
    args::Cases,
    build::{self, Pipeline, cli_binary},
    progress::Steps,
    project::Project,
    setup,
};

/// The runner, in the repository.
pub const RUNNER: &str = "e2e/cases/run.mjs";

/// Builds what is needed and runs the cases; the exit code is the runner's.
///
/// # Errors
/// Something cannot be built, or the runner cannot be started.
pub fn run(project: &Project, options: &Cases) -> Result<ExitCode> {
    let mut steps = Steps::new(setup::STEPS + build::PARTS);
    let tools = setup::run(project, &mut steps)?;
    Pipeline { project, tools }.build_parts(&mut steps)?;
    let folder = std::path::absolute(&options.folder)?;
    let mut runner = command(project, &folder);
    if let Some(areas) = &options.areas {
        runner.args(["--area", areas]);
    }
    if let Some(id) = &options.only {
        runner.args(["--only", id]);
    }
    let status = runner.status().context("cannot start node")?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The command that runs the cases in `folder`.
pub fn command(project: &Project, folder: &Path) -> Command {
    let mut runner = project.command("node");
    runner.arg(RUNNER).arg(project.relative(folder));
    add_environment(project, &mut runner);
    runner
}

/// Tells a browser test where the parts of a site and the programs around it are.
pub fn add_environment(project: &Project, command: &mut Command) {
    command
        .env("STUDYBUDDY_BIN", cli_binary(project))
        .env("STUDYBUDDY_APP", project.app())
        .env("STUDYBUDDY_WEB", project.web());
    if let Some(chromium) = setup::chromium() {
        command.env("CHROMIUM", chromium);
    }
    if let Some(nginx) = setup::nginx() {
        command.env("NGINX", nginx);
    }
}
