//! The browser of the end-to-end tests.

use std::{env, path::PathBuf, process::Command};

use anyhow::{Context as _, Result, bail};

use super::rust_tools::find_program;
use crate::{
    process::{self, output_of},
    progress::Steps,
};

/// Names of browsers with Chromium's engine, in the order of preference.
const PROGRAMS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MAC_APP: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/// The browser that tests use: `$CHROMIUM`, else one that is installed.
pub fn chromium() -> Option<PathBuf> {
    env::var_os("CHROMIUM")
        .map(PathBuf::from)
        .or_else(|| PROGRAMS.into_iter().find_map(find_program))
        .or_else(|| Some(PathBuf::from(MAC_APP)).filter(|path| path.is_file()))
}

/// Installs Debian's Chromium where that is possible.
///
/// # Errors
/// There is none, and it cannot be installed.
pub(super) fn ensure(steps: &mut Steps) -> Result<()> {
    let mut step = steps.start("Chromium");
    if let Some(path) = chromium() {
        if !path.is_file() {
            bail!("CHROMIUM is set to {}, which is not there", path.display());
        }
        step.skip(&format!("{} is there", path.display()));
        return Ok(());
    }
    let is_root = output_of(Command::new("id").arg("-u")).is_some_and(|id| id == "0");
    if !is_root || find_program("apt-get").is_none() {
        bail!(
            "the tests need Chromium or Chrome: `apt-get install chromium` (Debian, as root), or set CHROMIUM to the \
             path of one"
        );
    }
    step.begin("installing with apt-get (about a minute)…");
    let apt = |arguments: &[&str]| {
        process::run_quietly(Command::new("apt-get").args(arguments).env("DEBIAN_FRONTEND", "noninteractive"))
    };
    let install = ["install", "--yes", "--no-install-recommends", "chromium"];
    // The lists of packages may be missing or old; that takes longer, so it is the second try.
    if apt(&install).is_err() {
        apt(&["update"]).and_then(|()| apt(&install)).context("Chromium could not be installed")?;
    }
    step.finish();
    Ok(())
}
