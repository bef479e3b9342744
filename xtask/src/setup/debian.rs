//! Programs that Debian packages, for tests.

use std::process::Command;

use anyhow::{Context as _, Result, bail};

use super::rust_tools::find_program;
use crate::process::{self, output_of};

/// Installs a package where that is possible: on Debian and its like, as root.
///
/// # Errors
/// It is not possible, or fails. `advice` tells how else to get what is missing.
pub(super) fn install(package: &str, advice: &str) -> Result<()> {
    let is_root = output_of(Command::new("id").arg("-u")).is_some_and(|id| id == "0");
    if !is_root || find_program("apt-get").is_none() {
        bail!("{advice}");
    }
    let apt = |arguments: &[&str]| {
        process::run_quietly(Command::new("apt-get").args(arguments).env("DEBIAN_FRONTEND", "noninteractive"))
    };
    let install = ["install", "--yes", "--no-install-recommends", package];
    // The lists of packages may be missing or old; that takes longer, so it is the second try.
    if apt(&install).is_err() {
        apt(&["update"])
            .and_then(|()| apt(&install))
            .with_context(|| format!("{package} could not be installed; {advice}"))?;
    }
    Ok(())
}
