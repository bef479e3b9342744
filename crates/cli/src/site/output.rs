//! The files of a site, on their way.
//!
//! A file that the build before wrote with the same content stays where it is: it costs no writing, and keeps its time, by
//! which hosts, browsers and programs that copy a site tell that it is the same. What is new waits in another folder.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, BufRead, BufReader},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use anyhow::{Context as _, Result};

use super::update::Inventory;

/// Writes files, each path once. Shared between threads.
#[derive(Debug)]
pub struct Output {
    /// Where new files go.
    folder: PathBuf,
    /// What the build before wrote.
    old: PathBuf,
    old_files: Arc<Inventory>,
    taken: Mutex<BTreeMap<String, Place>>,
}

/// Where a file of the site is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// With what is new.
    New,
    /// Where the build before put it.
    Old,
}

impl Output {
    /// Writes into an existing folder what the folder `old`, of which the files are known, does not have.
    pub fn beside(folder: &Path, old: &Path, old_files: Arc<Inventory>) -> Self {
        Self { folder: folder.to_owned(), old: old.to_owned(), old_files, taken: Mutex::default() }
    }

    /// Writes a file at a path below the root, unless something is there already; says whether it did.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn write(&self, path: &str, content: impl AsRef<[u8]>) -> Result<bool> {
        let content = content.as_ref();
        let is_same = |old: &Path| has_content(old, content, content.len()).unwrap_or(false);
        self.place(path, is_same, |target| fs::write(target, content))
    }

    /// Copies a file to a path below the root, unless something is there already; says whether it did.
    ///
    /// # Errors
    /// The file cannot be read or written.
    pub fn copy(&self, source: &Path, path: &str) -> Result<bool> {
        let copy = |target: &Path| fs::copy(source, target).map(|_| ());
        self.place(path, |old| have_same_content(old, source), copy)
            .with_context(|| format!("could not copy `{}`", source.display()))
    }

    /// Leaves a file as the build before wrote it, if it did and `is_same`; says whether the site has it so.
    pub fn keep(&self, path: &str, is_same: impl FnOnce(&Path) -> bool) -> bool {
        let is_kept = self.old_files.files.contains(path) && is_same(&self.old.join(path));
        is_kept && self.claim(path, Place::Old)
    }

    /// Leaves `path` with the ending `extension` as it is, if `path` itself was left; says whether it did.
    pub fn keep_companion(&self, path: &str, extension: &str) -> bool {
        self.taken().get(path) == Some(&Place::Old) && self.keep(&format!("{path}.{extension}"), |_| true)
    }

    /// Puts what was written at one path at another one, too, unless something is there already; says whether it did.
    ///
    /// # Errors
    /// Nothing was written at `path`, or the file cannot be written.
    pub fn link(&self, path: &str, other: &str) -> Result<bool> {
        let source = self.locate(path);
        self.place(other, |old| have_same_content(old, &source), |target| link_or_copy(&source, target))
    }

    /// Puts a file that the build before wrote at another path, unless something is there already; says whether it did.
    ///
    /// # Errors
    /// The file cannot be read or written.
    pub fn move_on(&self, old: &Path, path: &str) -> Result<bool> {
        // No file is written to once it is there, so one with two names is safe until the old one goes.
        self.place(path, |_| false, |target| link_or_copy(old, target))
    }

    /// Where the file of a path is now.
    pub fn locate(&self, path: &str) -> PathBuf {
        let folder = if self.taken().get(path) == Some(&Place::Old) { &self.old } else { &self.folder };
        folder.join(path)
    }

    /// The files of the site, in the order of their paths.
    pub fn files(&self) -> BTreeMap<String, Place> {
        self.taken().clone()
    }

    /// What the build before has in a folder under names that start so.
    pub fn old_paths(&self, folder: &str, start: &str) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.old.join(folder)).into_iter().flatten().flatten();
        let is_wanted = |entry: &fs::DirEntry| entry.file_name().to_string_lossy().starts_with(start);
        entries.filter(is_wanted).map(|entry| entry.path()).collect()
    }

    fn place(
        &self,
        path: &str,
        is_same: impl FnOnce(&Path) -> bool,
        put: impl FnOnce(&Path) -> io::Result<()>,
    ) -> Result<bool> {
        if !self.claim(path, Place::New) {
            return Ok(false);
        }
        if self.old_files.files.contains(path) && is_same(&self.old.join(path)) {
            self.taken().insert(path.to_owned(), Place::Old);
            return Ok(true);
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
    fn claim(&self, path: &str, place: Place) -> bool {
        let mut taken = self.taken();
        let is_free = !taken.contains_key(path) && !is_folder_or_below_file(&taken, path);
        if is_free {
            taken.insert(path.to_owned(), place);
        }
        is_free
    }

    fn taken(&self) -> MutexGuard<'_, BTreeMap<String, Place>> {
        // A thread that panicked while it held the lock had not begun to change the map.
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether some of these files stand below a path, or it stands below one of them: then it cannot be one, too.
pub fn is_folder_or_below_file(files: &BTreeMap<String, Place>, path: &str) -> bool {
    let folder = format!("{path}/");
    let is_folder = files.range(folder.clone()..).next().is_some_and(|(next, _)| next.starts_with(&folder));
    is_folder || path.match_indices('/').any(|(at, _)| files.contains_key(&path[..at]))
}

/// Gives a file a second name. Not every file system has files with two.
fn link_or_copy(source: &Path, target: &Path) -> io::Result<()> {
    fs::hard_link(source, target).or_else(|_| fs::copy(source, target).map(|_| ()))
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

    #[test]
    fn a_file_that_is_the_same_stays_where_it_is() {
        let root = tempfile::tempdir().unwrap();
        let [old, new] = ["old", "new"].map(|name| root.path().join(name));
        [&old, &new].iter().for_each(|folder| fs::create_dir(folder).unwrap());
        let long = "x".repeat(100_000);
        for (path, content) in [
            ("same", long.as_str()),
            ("same.br", "br"),
            ("copied", &long),
            ("linked", &long),
            ("longer", "a"),
            ("other", "a"),
            ("other.br", "br"),
        ] {
            fs::write(old.join(path), content).unwrap();
        }
        let output = Output::beside(&new, &old, Arc::new(Inventory::of(&old).unwrap()));
        assert!(output.write("same", &long).unwrap());
        assert!(output.write("longer", "ab").unwrap());
        assert!(output.write("other", "b").unwrap());
        assert!(output.copy(&old.join("same"), "new").unwrap());
        assert!(output.copy(&old.join("same"), "copied").unwrap());
        assert!(output.link("same", "linked").unwrap());
        assert!(output.link("other", "linked too").unwrap());
        assert!(output.keep_companion("same", "br"));
        assert!(!output.keep_companion("same", "gz"), "there is none");
        assert!(!output.keep_companion("other", "br"), "it is of another text");
        assert!(!output.write("same.br", "other").unwrap(), "each path once");
        let places = output.files();
        let kept: Vec<&String> =
            places.iter().filter(|(_, place)| **place == Place::Old).map(|(path, _)| path).collect();
        assert_eq!(kept, ["copied", "linked", "same", "same.br"]);
        let written = Inventory::of(&new).unwrap().files;
        assert_eq!(written.iter().collect::<Vec<_>>(), ["linked too", "longer", "new", "other"]);
        assert_eq!(places.len(), kept.len() + written.len());
        for (path, content) in
            [("longer", "ab"), ("other", "b"), ("new", &long), ("linked too", "b"), ("same", &long)]
        {
            assert_eq!(fs::read_to_string(output.locate(path)).unwrap(), *content);
        }
    }

    #[test]
    fn what_is_written_stays() {
        let folder = tempfile::tempdir().unwrap();
        let output = Output::beside(folder.path(), Path::new("none"), Arc::default());
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
