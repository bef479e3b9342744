//! Programs that `cargo install` builds from crates.io.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use anyhow::{Result, bail};

use crate::{
    process::{self, Event, display, output_of},
    progress::{Step, Steps},
    project::Project,
};

const TRUNK: &str = "0.21.14";
/// Used when Cargo.lock does not name a version; the tool has to be of exactly the library's version.
const WASM_BINDGEN: &str = "0.2.125";

/// How often a long installation says how far it is.
const REPORT_EVERY: Duration = Duration::from_secs(15);
/// Lines of Cargo's output that are shown when an installation fails.
const LINES_ON_FAILURE: usize = 30;

/// A program, which crate it comes from, and what building it takes.
pub(super) struct RustTool {
    title: &'static str,
    package: &'static str,
    /// The program whose version tells whether the tool is there.
    program: &'static str,
    version: String,
    features: &'static [&'static str],
    /// Roughly how many crates are compiled, to say how far it is.
    crates: u32,
    /// How long it takes on two cores.
    duration: &'static str,
}

impl RustTool {
    pub(super) fn trunk() -> Self {
        Self {
            title: "Trunk",
            package: "trunk",
            program: "trunk",
            version: TRUNK.to_owned(),
            // Without the updater and other defaults that need a C library.
            features: &["--no-default-features", "--features", "rustls"],
            crates: 390,
            duration: "about 3 minutes",
        }
    }

    pub(super) fn wasm_bindgen(project: &Project) -> Self {
        Self {
            title: "wasm-bindgen",
            package: "wasm-bindgen-cli",
            program: "wasm-bindgen",
            version: project.locked_version("wasm-bindgen").unwrap_or_else(|| WASM_BINDGEN.to_owned()),
            features: &[],
            crates: 160,
            duration: "about a minute",
        }
    }

    /// The path of the program, which is installed if need be.
    ///
    /// # Errors
    /// The installation fails; the message has the command.
    pub(super) fn ensure(&self, project: &Project, steps: &mut Steps) -> Result<PathBuf> {
        let mut step = steps.start(format_args!("{} {}", self.title, self.version));
        let root = project.cache.join("tools").join(format!("{}-{}", self.program, self.version));
        let installed = root.join("bin").join(format!("{}{}", self.program, env::consts::EXE_SUFFIX));
        if installed.is_file() {
            step.skip("already there");
            return Ok(installed);
        }
        if let Some(found) = self.on_search_path() {
            step.skip(&format!("{} is that version", found.display()));
            return Ok(found);
        }
        step.begin(&format!("installing ({})…", self.duration));
        self.install(project, &root, &step)?;
        step.finish();
        Ok(installed)
    }

    fn on_search_path(&self) -> Option<PathBuf> {
        let found = find_program(self.program)?;
        // `trunk 0.21.14`, `wasm-bindgen 0.2.125`
        let output = output_of(Command::new(&found).arg("--version"))?;
        (output.split_whitespace().nth(1) == Some(&self.version)).then_some(found)
    }

    fn install(&self, project: &Project, root: &Path, step: &Step) -> Result<()> {
        let mut command = project.cargo();
        command
            .args(["install", "--locked", &format!("{}@{}", self.package, self.version)])
            .args(self.features);
        command.arg("--root").arg(root);
        let by_hand = display(&command);
        // A fifth of the time, and as fast in use: they wait for compilers and disks.
        command.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0").env("CARGO_PROFILE_RELEASE_DEBUG", "false");
        command.env("CARGO_PROFILE_RELEASE_LTO", "off").env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "256");
        command.arg("--target-dir").arg(build_folder(project));

        let (mut compiled, mut lines) = (0, Vec::new());
        let status = process::watch(&mut command, REPORT_EVERY, |event| match event {
            Event::Line(line) => {
                compiled += u32::from(line.trim_start().starts_with("Compiling "));
                lines.push(line.to_owned());
            }
            Event::Tick => {
                step.report(format_args!("{compiled} of about {} crates", self.crates.max(compiled)))
            }
        })?;
        if status.success() {
            return Ok(());
        }
        let first = lines.len().saturating_sub(LINES_ON_FAILURE);
        eprintln!("{}", lines[first..].join("\n"));
        bail!("{} {} could not be installed. By hand: `{by_hand}`", self.title, self.version);
    }
}

/// Removes what is left of compiling tools.
pub(super) fn clean_up(project: &Project) {
    // Only disk space is lost if it stays.
    _ = fs::remove_dir_all(build_folder(project));
}

/// Both tools are compiled in one folder, for the crates that they share.
fn build_folder(project: &Project) -> PathBuf {
    project.cache.join("build")
}

/// Where `name` is on the search path.
pub(super) fn find_program(name: &str) -> Option<PathBuf> {
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(&file)).find(|path| path.is_file())
}
