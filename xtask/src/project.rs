//! Where things are: the repository, its build output, the cache of tools.

use std::{
    env,
    ffi::OsString,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context as _, Result};

/// The repository and the folders around it. All paths are absolute.
pub struct Project {
    /// The repository.
    pub root: PathBuf,
    /// Build output, `target/` unless `CARGO_TARGET_DIR` says otherwise.
    pub target: PathBuf,
    /// Tools of this user, shared by all checkouts.
    pub cache: PathBuf,
}

impl Project {
    /// # Errors
    /// No home directory, and no variable that says where the cache is.
    pub fn discover() -> Result<Self> {
        // Cargo sets the variable when it runs us; the compiled-in path serves a binary that is called directly.
        let manifest = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
        let root = Path::new(&manifest).parent().context("xtask has no parent folder")?.to_owned();
        let target = root.join(env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()));
        Ok(Self { root, target, cache: cache_folder()? })
    }

    /// Style sheets, scripts and fonts, with `assets.json`.
    pub fn web(&self) -> PathBuf {
        self.target.join("web")
    }

    /// Rendered posts, kept from one build to the next.
    pub fn rendered(&self) -> PathBuf {
        self.target.join("rendered")
    }

    /// The compiled app, as Trunk leaves it.
    pub fn app(&self) -> PathBuf {
        self.target.join("app")
    }

    /// The file that remembers what `part` was last made of.
    pub fn stamp(&self, part: &str) -> PathBuf {
        self.target.join("stamps").join(part)
    }

    /// A program of an installed npm package.
    pub fn npm_bin(&self, name: &str) -> PathBuf {
        let file = if cfg!(windows) { format!("{name}.cmd") } else { name.to_owned() };
        self.npm_bins().join(file)
    }

    /// The folder of the programs of npm packages.
    pub fn npm_bins(&self) -> PathBuf {
        self.root.join("node_modules/.bin")
    }

    /// A command that runs in the repository.
    pub fn command(&self, program: impl Into<OsString>) -> Command {
        let mut command = Command::new(program.into());
        command.current_dir(&self.root);
        command
    }

    /// The Cargo that runs us, without what it says of us: build scripts that look at such variables (that of `ring`) would
    /// run again, and all that needs them be compiled again, whenever an author calls `cargo blog` in between.
    pub fn cargo(&self) -> Command {
        let mut command = self.command(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        let is_about_us = |name: &&str| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_");
        let names: Vec<String> = env::vars_os().filter_map(|(name, _)| name.into_string().ok()).collect();
        names.iter().map(String::as_str).filter(is_about_us).for_each(|name| _ = command.env_remove(name));
        command
    }

    /// The version of `package` in Cargo.lock.
    pub fn locked_version(&self, package: &str) -> Option<String> {
        let lock = std::fs::read_to_string(self.root.join("Cargo.lock")).ok()?;
        let entry = lock.split_once(&format!("name = \"{package}\"\nversion = \""))?.1;
        Some(entry.split_once('"')?.0.to_owned())
    }

    /// `path` as the author may write it: relative to the repository where it lies inside.
    pub fn relative(&self, path: &Path) -> PathBuf {
        path.strip_prefix(&self.root).unwrap_or(path).to_owned()
    }
}

fn cache_folder() -> Result<PathBuf> {
    if let Some(cache) = env::var_os("STUDYBUDDY_CACHE") {
        return Ok(std::path::absolute(cache)?);
    }
    let user_cache = match env::var_os("XDG_CACHE_HOME") {
        Some(cache) => PathBuf::from(cache),
        None => env::home_dir()
            .context("no home directory; set STUDYBUDDY_CACHE to a folder for tools")?
            .join(".cache"),
    };
    Ok(user_cache.join("studybuddy"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cargo_of_a_step_is_that_of_the_authors_shell() {
        // Cargo says of the tests what it says of the program.
        assert!(env::var_os("CARGO_MANIFEST_DIR").is_some());
        let project = Project { root: ".".into(), target: "target".into(), cache: "cache".into() };
        let cargo = project.cargo();
        let removed: Vec<_> =
            cargo.get_envs().filter(|(_, value)| value.is_none()).map(|(name, _)| name).collect();
        assert!(removed.iter().any(|name| *name == "CARGO_MANIFEST_DIR"), "{removed:?}");
        assert!(removed.iter().any(|name| *name == "CARGO_PKG_NAME"), "{removed:?}");
    }
}
