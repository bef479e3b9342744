//! The browser of the end-to-end tests.

use std::{env, path::PathBuf};

use anyhow::{Result, bail};

use super::{debian, rust_tools::find_program};
use crate::progress::Steps;

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
    step.begin("installing with apt-get (about a minute)…");
    debian::install(
        "chromium",
        "the tests need Chromium or Chrome: `apt-get install chromium` (Debian, as root), or set CHROMIUM to the path of \
         one",
    )?;
    step.finish();
    Ok(())
}
