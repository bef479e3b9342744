//! The folder that a site is written into.
//!
//! A file that the build before wrote with the same content is taken over (a hard link): it costs no writing, and keeps
//! its time, by which hosts, browsers and programs that copy a site tell that it is the same.

use std::{
    collections::BTreeSet,
    fs::{self, File},
    io::{self, BufRead, BufReader},
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use anyhow::{Context as _, Result};

/// Writes files, each path once. Shared between threads.
#[derive(Debug)]
pub struct Output {
    folder: PathBuf,
    /// What the build before wrote; may be missing.
    old: PathBuf,
    taken: Mutex<BTreeSet<String>>,
}

impl Output {
    /// Writes into an existing folder. `old` is what the build before wrote, if there was one.
    pub fn beside(folder: &Path, old: &Path) -> Self {
        Self { folder: folder.to_owned(), old: old.to_owned(), taken: Mutex::default() }
    }

    /// Writes a file at a path below the root, unless something is there already; says whether it did.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn write(&self, path: &str, content: impl AsRef<[u8]>) -> Result<bool> {
        let content = content.as_ref();
        let old = self.old.join(path);
        let is_same = has_content(&old, content, content.len()).unwrap_or(false);
        let take_over = |target: &Path| is_same && fs::hard_link(&old, target).is_ok();
        self.place(path, |target| if take_over(target) { Ok(()) } else { fs::write(target, content) })
    }

    /// Copies a file to a path below the root, unless something is there already; says whether it did.
    ///
    /// # Errors
    /// The file cannot be read or written.
    pub fn copy(&self, source: &Path, path: &str) -> Result<bool> {
        let old = self.old.join(path);
        let take_over =
            |target: &Path| have_same_content(&old, source) && fs::hard_link(&old, target).is_ok();
        let copy = |target: &Path| fs::copy(source, target).map(|_| ());
        self.place(path, |target| if take_over(target) { Ok(()) } else { copy(target) })
            .with_context(|| format!("could not copy `{}`", source.display()))
    }

    /// Takes `path` with the ending `extension` over from the build before, if `path` itself was; says whether it did.
    pub fn take_over_companion(&self, path: &str, extension: &str) -> bool {
        let companion = format!("{path}.{extension}");
        let (old, new) = (self.old.join(&companion), self.folder.join(&companion));
        old.is_file()
            && have_same_content(&self.old.join(path), &self.folder.join(path))
            && fs::hard_link(old, new).is_ok()
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

    /// What the build before has in a folder under names that start so.
    pub fn old_paths(&self, folder: &str, start: &str) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.old.join(folder)).into_iter().flatten().flatten();
        let is_wanted = |entry: &fs::DirEntry| entry.file_name().to_string_lossy().starts_with(start);
        entries.filter(is_wanted).map(|entry| entry.path()).collect()
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

/// Whether two files are there and have the same content.
pub fn have_same_content(one: &Path, other: &Path) -> bool {
    let compare = || {
        let other = File::open(other)?;
        let length = usize::try_from(other.metadata()?.len()).map_err(io::Error::other)?;
        has_content(one, BufReader::with_capacity(1 << 16, other), length)
    };
    compare().unwrap_or(false)
}

/// Whether a file has this content of a known length.
fn has_content(file: &Path, mut content: impl BufRead, length: usize) -> io::Result<bool> {
    let file = File::open(file)?;
    if usize::try_from(file.metadata()?.len()) != Ok(length) {
        return Ok(false);
    }
    let mut file = BufReader::with_capacity(1 << 16, file);
    loop {
        let (old, new) = (file.fill_buf()?, content.fill_buf()?);
        let shared = old.len().min(new.len());
        if old[..shared] != new[..shared] {
            return Ok(false);
        }
        if shared == 0 {
            return Ok(old.is_empty() && new.is_empty());
        }
        file.consume(shared);
        content.consume(shared);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_file_that_is_the_same_is_taken_over() {
        use std::os::unix::fs::MetadataExt as _;
        let root = tempfile::tempdir().unwrap();
        let [old, new] = ["old", "new"].map(|name| root.path().join(name));
        [&old, &new].iter().for_each(|folder| fs::create_dir(folder).unwrap());
        let long = "x".repeat(100_000);
        for (path, content) in
            [("same", long.as_str()), ("same.br", "br"), ("longer", "a"), ("other", "a"), ("other.br", "br")]
        {
            fs::write(old.join(path), content).unwrap();
        }
        let output = Output::beside(&new, &old);
        assert!(output.write("same", &long).unwrap());
        assert!(output.write("longer", "ab").unwrap());
        assert!(output.write("other", "b").unwrap());
        assert!(output.copy(&old.join("same"), "new").unwrap());
        assert!(output.take_over_companion("same", "br"));
        assert!(!output.take_over_companion("same", "gz"));
        assert!(!output.take_over_companion("other", "br"));
        let number = |path: &Path| fs::metadata(path).unwrap().ino();
        for (path, is_kept) in [("same", true), ("same.br", true), ("longer", false), ("other", false)] {
            assert_eq!(number(&old.join(path)) == number(&new.join(path)), is_kept, "{path}");
        }
        assert_eq!(fs::read_to_string(new.join("longer")).unwrap(), "ab");
        assert_eq!(fs::read_to_string(new.join("other")).unwrap(), "b");
        assert_eq!(fs::read_to_string(new.join("new")).unwrap(), long);
    }

    #[test]
    fn what_is_written_stays() {
        let folder = tempfile::tempdir().unwrap();
        let output = Output::beside(folder.path(), Path::new("none"));
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
