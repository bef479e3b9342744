//! Set-up: brings in what the build needs, skips what is there, and says how to get what it cannot bring in.
//!
//! Tools that Cargo can install go into folders of their own version in the user's cache, so that checkouts share
//! them and never disturb what is on the search path.

mod browser;
mod debian;
mod nginx;
pub mod python;
mod rust_tools;

use std::{env, ffi::OsString, path::PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::{
    fingerprint::Fingerprint,
    process::{self, display, output_of},
    progress::Steps,
    project::Project,
};

pub use browser::chromium;
pub use nginx::nginx;
use rust_tools::RustTool;

/// The number of steps that [`run`] announces.
pub const STEPS: usize = 5;
/// The number of steps that [`run_for_tests`] adds.
pub const TEST_STEPS: usize = 4;

/// The target that the app is compiled for.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

const OLDEST_NODE: u32 = 20;

/// Tools that are known to be there.
pub struct Tools {
    pub trunk: PathBuf,
    /// The folder of `wasm-bindgen` and `wasm-bindgen-test-runner`.
    wasm_bindgen_bins: PathBuf,
    npm_bins: PathBuf,
}

impl Tools {
    /// The search path with our tools first: Trunk looks there for `wasm-bindgen` and `wasm-opt`.
    ///
    /// # Errors
    /// A folder's name has the character that separates entries.
    pub fn search_path(&self) -> Result<OsString> {
        let current = env::var_os("PATH").unwrap_or_default();
        let ours = [self.wasm_bindgen_bins.clone(), self.npm_bins.clone()];
        Ok(env::join_paths(ours.into_iter().chain(env::split_paths(&current)))?)
    }

    /// The program that makes the glue of a compiled program.
    pub fn wasm_bindgen(&self) -> PathBuf {
        self.wasm_bindgen_bins.join(format!("wasm-bindgen{}", env::consts::EXE_SUFFIX))
    }

    /// The program that runs WASM tests for Cargo.
    pub fn wasm_test_runner(&self) -> PathBuf {
        self.wasm_bindgen_bins.join(format!("wasm-bindgen-test-runner{}", env::consts::EXE_SUFFIX))
    }
}

/// Installs what `build` needs.
///
/// # Errors
/// Something cannot be installed; the message has the command that would.
pub fn run(project: &Project, steps: &mut Steps) -> Result<Tools> {
    wasm_target(project, steps)?;
    node(project, steps)?;
    let trunk = RustTool::trunk().ensure(project, steps)?;
    let wasm_bindgen = RustTool::wasm_bindgen(project).ensure(project, steps)?;
    rust_tools::clean_up(project);
    npm_packages(project, steps)?;
    let wasm_bindgen_bins = wasm_bindgen.parent().context("wasm-bindgen lies in no folder")?.to_owned();
    Ok(Tools { trunk, wasm_bindgen_bins, npm_bins: project.npm_bins() })
}

/// Installs what tests need besides: clippy, rustfmt, a browser, a web server and Python packages.
///
/// # Errors
/// As [`run`].
pub fn run_for_tests(project: &Project, steps: &mut Steps) -> Result<()> {
    rust_components(project, steps)?;
    browser::ensure(steps)?;
    nginx::ensure(steps)?;
    python::ensure(project, steps)
}

fn wasm_target(project: &Project, steps: &mut Steps) -> Result<()> {
    let mut step = steps.start(format_args!("Rust target {WASM_TARGET}"));
    let library =
        output_of(project.command("rustc").args(["--print", "target-libdir", "--target", WASM_TARGET]));
    if library.is_some_and(|folder| PathBuf::from(folder).is_dir()) {
        step.skip("already there");
        return Ok(());
    }
    step.begin("downloading…");
    let mut add = project.command("rustup");
    add.args(["target", "add", WASM_TARGET]);
    process::run(&mut add).with_context(|| {
        format!(
            "the Rust target {WASM_TARGET} is missing and could not be added. With rustup (https://rustup.rs): `{}`. \
             Without it, install your system's package of this target; it has to be of the same Rust version",
            display(&add)
        )
    })?;
    step.finish();
    Ok(())
}

fn rust_components(project: &Project, steps: &mut Steps) -> Result<()> {
    let mut step = steps.start("Rust components clippy, rustfmt");
    let has = |name: &str| output_of(project.cargo().args([name, "--version"])).is_some();
    if has("clippy") && has("fmt") {
        step.skip("already there");
        return Ok(());
    }
    step.begin("downloading…");
    let mut add = project.command("rustup");
    add.args(["component", "add", "clippy", "rustfmt"]);
    process::run(&mut add)
        .with_context(|| format!("clippy or rustfmt is missing; to install them: `{}`", display(&add)))?;
    step.finish();
    Ok(())
}

fn node(project: &Project, steps: &mut Steps) -> Result<()> {
    let step = steps.start(format_args!("Node.js {OLDEST_NODE} or newer, npm"));
    let advice = "install it from https://nodejs.org, with your system's packages (`apt-get install nodejs npm`) or \
                  with a version manager (`nvm install --lts`)";
    let Some(version) = output_of(project.command("node").arg("--version")) else {
        bail!("Node.js is missing; {advice}");
    };
    let major = version.trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    if major.is_none_or(|major| major < OLDEST_NODE) {
        bail!("Node.js is {version}, but {OLDEST_NODE} or newer is needed; {advice}");
    }
    if output_of(npm(project).arg("--version")).is_none() {
        bail!("npm is missing, the package manager that comes with Node.js; {advice}");
    }
    step.skip(&format!("{version} is there"));
    Ok(())
}

fn npm_packages(project: &Project, steps: &mut Steps) -> Result<()> {
    let mut step = steps.start("npm packages");
    let wanted = Fingerprint::default().path(&project.root.join("package-lock.json"))?;
    // `npm ci` empties the folder, and this file with it.
    let stamp = project.root.join("node_modules/.installed-by-xtask");
    if wanted.matches(&stamp) {
        step.skip("already there");
        return Ok(());
    }
    step.begin("installing (under a minute)…");
    let mut install = npm(project);
    install.args(["ci", "--no-progress", "--loglevel=error"]);
    process::run_quietly(&mut install)
        .with_context(|| format!("npm packages could not be installed; by hand: `{}`", display(&install)))?;
    wanted.remember(&stamp)?;
    step.finish();
    Ok(())
}

/// The package manager.
pub fn npm(project: &Project) -> std::process::Command {
    project.command(if cfg!(windows) { "npm.cmd" } else { "npm" })
}
