//! The project's commands: `cargo xtask setup | serve | build | check | test | cases | fuzz | bench`.
//!
//! Start reading at [`build::Pipeline`]: tools ([`setup`]) and front-end packages make the style sheets and scripts
//! ([`web_assets`]) and the app (Trunk); the author's tool `studybuddy` then puts posts and those parts together
//! into `dist/`. Each part is made again only when its inputs have changed ([`fingerprint`]), so saving a post
//! costs one run of `studybuddy` and never a compilation.

#![expect(clippy::print_stdout, reason = "a command-line program")]

mod args;
mod bench;
mod build;
mod cases;
mod fingerprint;
mod fuzz;
mod process;
mod progress;
mod project;
mod serve;
mod setup;
mod slim;
mod test;
mod web_assets;

use std::process::ExitCode;

use args::Task;
use project::Project;

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> anyhow::Result<ExitCode> {
    let task = args::parse(std::env::args().skip(1))?;
    let project = Project::discover()?;
    match task {
        Task::Help => println!("{}", args::HELP),
        Task::Setup => setup::run(&project, &mut progress::Steps::new(setup::STEPS)).map(drop)?,
        Task::Build(site) => build::run(&project, &site)?,
        Task::Serve { site, port } => serve::run(&project, site, port)?,
        Task::Check => return test::run(&project, &test::Selection::quick()),
        Task::Test { only, extra } => return test::run(&project, &test::Selection::new(&only, extra)?),
        Task::Cases(options) => return cases::run(&project, &options),
        Task::Bench(options) => return bench::run(&project, &options),
        Task::Fuzz(options) => return fuzz::run(&project, &options),
    }
    Ok(ExitCode::SUCCESS)
}
