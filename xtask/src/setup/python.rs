//! The Python that runs the code of posts: a virtual environment of this checkout, with pinned packages.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::{
    fingerprint::Fingerprint,
    process::{self, display, output_of},
    progress::Steps,
    project::Project,
};

/// The packages, with their versions.
const REQUIREMENTS: &str = "requirements.txt";
const OLDEST_PYTHON: (u32, u32) = (3, 11);

/// The interpreter in the environment. The author's tool looks for it there, too.
pub fn interpreter(project: &Project) -> PathBuf {
    environment(project).join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" })
}

/// Makes the environment, unless it is there and as it should be.
///
/// # Errors
/// There is no Python, it has no `venv`, or packages cannot be fetched.
pub(super) fn ensure(project: &Project, steps: &mut Steps) -> Result<()> {
    let mut step = steps.start("Python packages for the code of posts");
    let folder = environment(project);
    let wanted = Fingerprint::default().path(&project.root.join(REQUIREMENTS))?;
    // It goes with the environment, so that a new one is filled.
    let stamp = folder.join("installed-by-xtask");
    if wanted.matches(&stamp) && output_of(project.command(interpreter(project)).arg("--version")).is_some() {
        step.skip("already there");
        return Ok(());
    }
    step.begin("installing…");
    let python = find(project)?;
    let mut make = project.command(python);
    make.args(["-m", "venv", "--clear"]).arg(&folder);
    process::run_quietly(&mut make).with_context(|| {
        format!(
            "`{}` failed; on Debian and Ubuntu, `apt-get install python3-venv` mends that",
            display(&make)
        )
    })?;
    let mut install = project.command(interpreter(project));
    install.args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--requirement",
        REQUIREMENTS,
    ]);
    process::run_quietly(&mut install).with_context(|| {
        format!("Python packages could not be installed; by hand: `{}`", display(&install))
    })?;
    wanted.remember(&stamp)?;
    step.finish();
    Ok(())
}

fn environment(project: &Project) -> PathBuf {
    project.target.join("python-venv")
}

fn find(project: &Project) -> Result<&'static Path> {
    let (major, minor) = OLDEST_PYTHON;
    let question = format!("import sys; sys.exit(sys.version_info < ({major}, {minor}))");
    let is_good = |program: &&str| output_of(project.command(*program).args(["-c", &question])).is_some();
    match ["python3", "python"].iter().find(|program| is_good(program)) {
        Some(program) => Ok(Path::new(*program)),
        None => bail!(
            "Python {major}.{minor} or newer is missing, which runs the code of posts; install it from \
             https://www.python.org or with your system's packages (`apt-get install python3 python3-venv`)"
        ),
    }
}
