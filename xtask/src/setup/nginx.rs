//! The web server that the end-to-end tests read a site from, with the configuration that owners get.

use std::{env, path::PathBuf};

use anyhow::{Result, bail};

use super::{debian, rust_tools::find_program};
use crate::progress::Steps;

/// Debian's place for it, which is not on everybody's search path.
const DEBIAN_PROGRAM: &str = "/usr/sbin/nginx";

/// The nginx that tests use: `$NGINX`, else one that is installed.
pub fn nginx() -> Option<PathBuf> {
    env::var_os("NGINX")
        .map(PathBuf::from)
        .or_else(|| find_program("nginx"))
        .or_else(|| Some(PathBuf::from(DEBIAN_PROGRAM)).filter(|path| path.is_file()))
}

/// Installs Debian's nginx where that is possible.
///
/// # Errors
/// There is none, and it cannot be installed.
pub(super) fn ensure(steps: &mut Steps) -> Result<()> {
    let mut step = steps.start("nginx");
    if let Some(path) = nginx() {
        if !path.is_file() {
            bail!("NGINX is set to {}, which is not there", path.display());
        }
        step.skip(&format!("{} is there", path.display()));
        return Ok(());
    }
    step.begin("installing with apt-get…");
    debian::install(
        "nginx-light",
        "the tests need nginx: `apt-get install nginx-light` (Debian, as root), `brew install nginx` (macOS), or set \
         NGINX to the path of one",
    )?;
    step.finish();
    Ok(())
}
