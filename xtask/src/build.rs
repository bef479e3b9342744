//! From sources and posts to `dist/`: front-end assets, app, author's tool, site.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, bail};

use crate::{
    args,
    fingerprint::Fingerprint,
    process,
    progress::Steps,
    project::Project,
    setup::{self, Tools},
    slim, web_assets,
};

/// The number of steps that a [`Pipeline`] announces before the site itself.
pub const PARTS: usize = 5;

/// The Cargo profile of the author's tool, as in `.cargo/config.toml`.
pub const PROFILE: &str = "tool";

/// What the finder shows is drawn by a sheet that comes with it.
const FINDER_SHEET: &str = "style/finder.css";

/// The renderer's script: what a worker runs, and what the page may load.
const RENDERER_ENTRY: &str = "src/interop/rendering.js";

const CLI_FILE: &str = if cfg!(windows) { "studybuddy.exe" } else { "studybuddy" };

/// Sets up, builds all parts and the site.
///
/// # Errors
/// The first step that fails.
pub fn run(project: &Project, site: &args::Site) -> Result<()> {
    let mut steps = Steps::new(setup::STEPS + PARTS + 1);
    let pipeline = Pipeline { tools: setup::run(project, &mut steps)?, project };
    pipeline.build_parts(&mut steps)?;
    pipeline.build_site(&Site::resolve(project, site)?, &mut steps)
}

/// What a site is made of and where it goes, with the defaults filled in.
pub struct Site {
    pub posts: PathBuf,
    pub settings: PathBuf,
    pub public: PathBuf,
    pub dist: PathBuf,
    /// The path that it is served under; `None` leaves it to the settings.
    pub base: Option<String>,
    pub drafts: bool,
    pub live_reload: bool,
    pub precompress: bool,
}

impl Site {
    /// Paths that the user typed are relative to where the command was typed, the defaults to the repository.
    ///
    /// # Errors
    /// The folder of posts, if given, does not exist; the current folder cannot be read.
    pub fn resolve(project: &Project, arguments: &args::Site) -> Result<Self> {
        let path = |given: &Option<PathBuf>, default: &str| match given {
            Some(path) => std::path::absolute(path).with_context(|| format!("cannot use {}", path.display())),
            None => Ok(project.root.join(default)),
        };
        let posts = path(&arguments.posts, "posts")?;
        if !posts.is_dir() {
            bail!("there is no folder {}; say where the posts are with --posts", posts.display());
        }
        Ok(Self {
            posts,
            settings: path(&arguments.site, "site.yaml")?,
            public: path(&arguments.public, "public")?,
            dist: path(&arguments.dist, "dist")?,
            base: arguments.base.clone(),
            drafts: arguments.drafts,
            live_reload: arguments.live_reload,
            precompress: arguments.precompress,
        })
    }
}

/// The way from sources to a site. Every part is skipped when its inputs are unchanged.
pub struct Pipeline<'a> {
    pub project: &'a Project,
    pub tools: Tools,
}

impl Pipeline<'_> {
    /// Makes everything that a site needs besides its posts.
    ///
    /// # Errors
    /// A compiler or bundler fails; it has printed why.
    pub fn build_parts(&self, steps: &mut Steps) -> Result<()> {
        web_assets::build(self.project, steps)?;
        self.build_app(steps)?;
        self.build_renderer(steps)?;
        self.build_finder(steps)?;
        self.build_cli(steps)
    }

    /// Runs the author's tool, which prints diagnostics about posts.
    ///
    /// # Errors
    /// It found an error. The site is written all the same where that is possible.
    pub fn build_site(&self, site: &Site, steps: &mut Steps) -> Result<()> {
        let mut step = steps.start("Site");
        step.begin("");
        let project = self.project;
        let mut command = project.command(cli_binary(project));
        command.arg("build");
        for (option, path) in [
            ("--posts", &site.posts),
            ("--site", &site.settings),
            ("--public", &site.public),
            ("--app", &project.app()),
            ("--web", &project.web()),
            ("--cache", &project.rendered()),
            ("--dist", &site.dist),
        ] {
            command.arg(option).arg(project.relative(path));
        }
        if let Some(base) = &site.base {
            command.args(["--base", base]);
        }
        command.args(site.drafts.then_some("--drafts")).args(site.live_reload.then_some("--live-reload"));
        command.args(site.precompress.then_some("--precompress"));
        process::run(&mut command)?;
        step.finish();
        Ok(())
    }

    fn build_app(&self, steps: &mut Steps) -> Result<()> {
        let project = self.project;
        let inputs = wasm_inputs(project, &["src", "index.html", "Trunk.toml"])?;
        let begin = "compiling (a few minutes the first time)…";
        let part = Part { title: "App (WebAssembly)", stamp: "app", inputs, output: project.app(), begin };
        part.build(project, steps, |folder| {
            let mut trunk = project.command(&self.tools.trunk);
            trunk.args(["build", "--release", "--skip-version-check", "--dist"]).arg(folder);
            trunk.env("PATH", self.tools.search_path()?).env(slim::KEEP_NAMES.0, slim::KEEP_NAMES.1);
            // Trunk takes the usual `NO_COLOR=1` for a wrong value of its own option.
            if env::var_os("NO_COLOR").is_some() {
                trunk.env("NO_COLOR", "true");
            }
            process::run(&mut trunk)?;
            slim::slim(project, folder, slim::START)
        })
    }

    /// What draws posts: a program of its own beside the app, whose package it is in.
    fn build_renderer(&self, steps: &mut Steps) -> Result<()> {
        let project = self.project;
        let inputs = wasm_inputs(project, &["src"])?;
        // The folder goes whenever the app is compiled.
        let output = project.app().join("renderer");
        let part =
            Part {
                title: "Renderer (WebAssembly)", stamp: "renderer", inputs, output, begin: "compiling…"
            };
        part.build(project, steps, |folder| {
            let entry = project.root.join(RENDERER_ENTRY);
            let entry =
                fs::read_to_string(&entry).with_context(|| format!("cannot read {}", entry.display()))?;
            self.build_wasm(&["--bin", "studybuddy-renderer"], "renderer", folder, &entry)
        })
    }

    /// The part of the app that is loaded when it is first used: a program of its own beside the app.
    fn build_finder(&self, steps: &mut Steps) -> Result<()> {
        let project = self.project;
        let inputs = wasm_inputs(project, &["crates/finder", FINDER_SHEET])?;
        // The folder goes whenever the app is compiled.
        let output = project.app().join("finder");
        let part =
            Part { title: "Finder (WebAssembly)", stamp: "finder", inputs, output, begin: "compiling…" };
        part.build(project, steps, |folder| {
            self.build_wasm(&["--package", "studybuddy-finder"], "finder", folder, slim::ALL)?;
            web_assets::bundle_sheet(project, FINDER_SHEET, folder)
        })
    }

    /// Compiles what Cargo is told of (`--package` and a library, `--bin` and a program) to WebAssembly as the app is
    /// compiled; its program and glue are called `name`, and `entry` is as for [`slim::slim`].
    ///
    /// # Errors
    /// A tool fails; it has printed why.
    pub fn build_wasm(&self, what: &[&str; 2], name: &str, folder: &Path, entry: &str) -> Result<()> {
        let project = self.project;
        let target = ["--release", "--target", setup::WASM_TARGET];
        let mut cargo = project.cargo();
        cargo.arg("build").args(what).args(target).env(slim::KEEP_NAMES.0, slim::KEEP_NAMES.1);
        process::run(&mut cargo)?;
        // Only the names of libraries are made such as Rust could read.
        let [kind, package] = what;
        let file = if *kind == "--bin" { (*package).to_owned() } else { package.replace('-', "_") };
        let compiled = project.target.join(setup::WASM_TARGET).join(format!("release/{file}.wasm"));
        let mut bindgen = project.command(self.tools.wasm_bindgen());
        bindgen.args(["--target", "web", "--no-typescript", "--out-name", name, "--out-dir"]);
        process::run(bindgen.arg(folder).arg(&compiled))?;
        slim::slim(project, folder, entry)
    }

    fn build_cli(&self, steps: &mut Steps) -> Result<()> {
        let project = self.project;
        let inputs = rust_inputs(project, &["crates"])?;
        let output = cli_binary(project);
        let part = Part { title: "Author's tool", stamp: "cli", inputs, output, begin: "compiling…" };
        part.build(project, steps, |kept| {
            let package = ["build", "--profile", PROFILE, "--package", "studybuddy-cli"];
            process::run(project.cargo().args(package))?;
            keep_cli(project, kept)
        })
    }
}

/// A part that is built when what it is made from has changed, or when it is gone.
struct Part<'a> {
    title: &'a str,
    /// The name under which the inputs are remembered.
    stamp: &'a str,
    inputs: Fingerprint,
    /// The file or folder that it is in.
    output: PathBuf,
    /// What is said when it begins.
    begin: &'a str,
}

impl Part<'_> {
    fn build(
        self,
        project: &Project,
        steps: &mut Steps,
        make: impl FnOnce(&Path) -> Result<()>,
    ) -> Result<()> {
        let Self { title, stamp, inputs, output, begin } = self;
        let mut step = steps.start(title);
        let stamp = project.stamp(stamp);
        if output.exists() && inputs.matches(&stamp) {
            step.skip("unchanged");
            return Ok(());
        }
        step.begin(begin);
        make(&output)?;
        inputs.remember(&stamp)?;
        step.finish();
        Ok(())
    }
}

/// The author's tool, as it was last built here.
pub fn cli_binary(project: &Project) -> PathBuf {
    project.target.join("cli").join(CLI_FILE)
}

/// Copies the author's tool away from Cargo's folder, where `cargo blog` may put another one while this one runs.
fn keep_cli(project: &Project, kept: &Path) -> Result<()> {
    let new = kept.with_extension("new");
    fs::create_dir_all(project.target.join("cli"))?;
    fs::copy(project.target.join(PROFILE).join(CLI_FILE), &new).context("cannot copy the author's tool")?;
    // The old one may be running: it can be replaced, but not be written to.
    fs::rename(&new, kept).context("cannot replace the author's tool")
}

/// The sources at `paths` and what bears on every program for browsers.
fn wasm_inputs(project: &Project, paths: &[&str]) -> Result<Fingerprint> {
    let common = ["crates/content/src", "crates/content/build.rs", "crates/text/src"];
    Ok(rust_inputs(project, &[paths, &common].concat())?.text(slim::SOURCE))
}

/// The sources at `paths` and what bears on every Rust build.
fn rust_inputs(project: &Project, paths: &[&str]) -> Result<Fingerprint> {
    let common = ["Cargo.toml", "Cargo.lock", "rust-toolchain.toml", ".cargo/config.toml"];
    let mut inputs = Fingerprint::default();
    for path in paths.iter().chain(&common) {
        inputs = inputs.path(&project.root.join(Path::new(path)))?;
    }
    Ok(inputs)
}
