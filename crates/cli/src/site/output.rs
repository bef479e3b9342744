//! The folder that a site is written into.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use anyhow::{Context as _, Result};

/// Writes files, each path once. Shared between threads.
#[derive(Debug)]
pub struct Output {
    folder: PathBuf,
    taken: Mutex<BTreeSet<String>>,
}

impl Output {
    /// Writes into an existing folder.
    pub fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), taken: Mutex::default() }
    }

    /// Writes a file at a path below the root, unless something is there already; says whether it did.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn write(&self, path: &str, content: impl AsRef<[u8]>) -> Result<bool> {
        self.place(path, |target| fs::write(target, content))
    }

    /// Copies a file to a path below the root, unless something is there already; says whether it did.
    ///
    /// # Errors
    /// The file cannot be read or written.
    pub fn copy(&self, source: &Path, path: &str) -> Result<bool> {
        self.place(path, |target| fs::copy(source, target).map(|_| ()))
            .with_context(|| format!("could not copy `{}`", source.display()))
    }

    /// Puts what was written at one path at another one, too, unless something is there already; says whether it did.
    ///
    /// # Errors
    /// Nothing was written at `path`, or the file cannot be written.
    pub fn link(&self, path: &str, other: &str) -> Result<bool> {
        let source = self.folder.join(path);
        // Not every file system has files with two names.
        self.place(other, |target| {
            fs::hard_link(&source, target).or_else(|_| fs::copy(&source, target).map(|_| ()))
        })
    }

    fn place(&self, path: &str, put: impl FnOnce(&Path) -> std::io::Result<()>) -> Result<bool> {
        if !self.claim(path) {
            return Ok(false);
        }
        let target = self.folder.join(path);
        let write = || format!("could not write `{path}`");
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder).with_context(write)?;
        }
        put(&target).with_context(write)?;
        Ok(true)
    }

    /// Takes a path, unless it is taken, lies below a file, or is a folder of files.
    fn claim(&self, path: &str) -> bool {
        // A thread that panicked while it held the lock had not begun to change the set.
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let is_below_file = path.match_indices('/').any(|(at, _)| taken.contains(&path[..at]));
        let folder = format!("{path}/");
        let is_folder = taken.range(folder.clone()..).next().is_some_and(|next| next.starts_with(&folder));
        !is_below_file && !is_folder && taken.insert(path.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_stays() {
        let folder = tempfile::tempdir().unwrap();
        let output = Output::new(folder.path());
        assert!(output.write("posts/x/index.html", "page").unwrap());
        assert!(!output.write("posts/x/index.html", "other").unwrap());
        assert!(!output.write("posts/x", "a file where a folder is").unwrap());
        assert!(!output.write("posts/x/index.html/index.html", "below a file").unwrap());
        assert!(output.link("posts/x/index.html", "x.html").unwrap());
        assert!(!output.link("posts/x/index.html", "x.html").unwrap());
        for path in ["posts/x/index.html", "x.html"] {
            assert_eq!(fs::read_to_string(folder.path().join(path)).unwrap(), "page");
        }
    }
}
