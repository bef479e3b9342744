//! Where what is new of a site waits until all of it is written, so that nobody is served half a site.
//!
//! If there is no site yet, the folder then takes its place as a whole. Else its files move to those that stay as they are
//! ([`update`]); a build that ends before leaves the site untouched.

use std::{
    collections::BTreeMap,
    fs::{self, File, TryLockError},
    io::{self, Write as _},
    path::{Path, PathBuf},
    process,
    sync::Arc,
};

use anyhow::{Context as _, Result, bail};

use super::{
    output::{Output, Place, have_same_content},
    update::{Inventory, update},
};

/// The file that says that a folder was written by this tool, and may be changed by it. Who changes it holds its lock.
pub const MARKER: &str = ".studybuddy";
const MARKER_TEXT: &str =
    "Written by `studybuddy build`, which removes from this folder what it did not write.\n";

/// What is new of a site. Unless [published](Self::publish) it goes when it is dropped.
#[derive(Debug)]
pub struct Staging {
    path: PathBuf,
    destination: PathBuf,
    /// What stands there already, if this tool wrote it.
    old: Arc<Inventory>,
    /// Keeps other builds from changing that.
    lock: Option<File>,
}

impl Staging {
    /// Makes an empty folder beside `destination`. Waits while another build changes what stands there.
    ///
    /// # Errors
    /// The folder cannot be made, or something stands at `destination` that this tool did not write (`force` makes
    /// it replace that, too).
    pub fn beside(destination: &Path, force: bool) -> Result<Self> {
        let destination = std::path::absolute(destination).context("could not find the current folder")?;
        let is_ours = is_ours(&destination);
        if !is_ours && !force && !is_empty(&destination)? {
            bail!(
                "`{}` has files that this tool did not write; name another folder with --dist, or use --force to \
                 replace all of it",
                destination.display()
            );
        }
        let path = sibling(&destination, "staging")?;
        remove(&path)?;
        fs::create_dir_all(&path)
            .with_context(|| format!("could not make the folder `{}`", path.display()))?;
        let mut staging = Self { path, destination, old: Arc::default(), lock: None };
        if is_ours {
            staging.lock = lock(&staging.destination);
            staging.old = Arc::new(staging.look()?);
        }
        Ok(staging)
    }

    /// For the files of the site.
    pub fn output(&self) -> Output {
        Output::beside(&self.path, &self.destination, Arc::clone(&self.old))
    }

    /// Puts the site in its place: these are its files.
    ///
    /// # Errors
    /// A file can be neither moved nor copied. What stood there before is then a mixture, which the next build completes.
    pub fn publish(self, mut files: BTreeMap<String, Place>) -> Result<()> {
        let write = || format!("could not put the site into `{}`", self.destination.display());
        if self.old.files.contains(MARKER) {
            files.insert(MARKER.to_owned(), Place::Old);
            return update(&self.path, &self.destination, &self.old, &files).with_context(write);
        }
        fs::write(self.path.join(MARKER), MARKER_TEXT).with_context(write)?;
        files.insert(MARKER.to_owned(), Place::New);
        // Another build may have been here.
        if !is_ours(&self.destination) && self.swap().is_ok() {
            return Ok(());
        }
        let _lock = lock(&self.destination);
        let old = self.look()?;
        for (path, place) in &mut files {
            let (new, there) = (self.path.join(path), self.destination.join(path));
            if old.files.contains(path) && have_same_content(&new, &there) {
                *place = Place::Old;
            }
        }
        update(&self.path, &self.destination, &old, &files).with_context(write)
    }

    fn look(&self) -> Result<Inventory> {
        Inventory::of(&self.destination)
            .with_context(|| format!("could not read the folder `{}`", self.destination.display()))
    }

    /// Two renames. They fail if the place is a mount point or on another file system.
    fn swap(&self) -> Result<()> {
        let old = sibling(&self.destination, "old")?;
        remove(&old)?;
        let had_old = match fs::rename(&self.destination, &old) {
            Ok(()) => true,
            Err(error) if error.kind() == io::ErrorKind::NotFound => false,
            Err(error) => return Err(error.into()),
        };
        if let Err(error) = fs::rename(&self.path, &self.destination) {
            if had_old {
                fs::rename(&old, &self.destination)?;
            }
            return Err(error.into());
        }
        remove(&old)
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // Nothing is lost if it stays: the next run has another name for it.
        let _ = remove(&self.path);
    }
}

/// Whether this tool wrote what stands there.
fn is_ours(destination: &Path) -> bool {
    destination.join(MARKER).is_file()
}

/// Whether nothing stands there, or an empty folder.
fn is_empty(destination: &Path) -> Result<bool> {
    match fs::read_dir(destination) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => {
            Err(error).with_context(|| format!("could not read the folder `{}`", destination.display()))
        }
    }
}

/// Keeps other builds away for as long as the file lives. `None` where there are no locks.
fn lock(destination: &Path) -> Option<File> {
    let marker = File::options().write(true).open(destination.join(MARKER)).ok()?;
    if let Err(TryLockError::WouldBlock) = marker.try_lock() {
        // Nobody is harmed by a line that is missing.
        let _ = writeln!(io::stderr(), "waiting for another build of `{}` …", destination.display());
        marker.lock().ok()?;
    }
    Some(marker)
}

/// `.dist.staging-42` beside `dist`. The number of the process keeps two builds apart.
fn sibling(destination: &Path, purpose: &str) -> Result<PathBuf> {
    let Some(name) = destination.file_name() else { bail!("`{}` cannot be replaced", destination.display()) };
    let name = format!(".{}.{purpose}-{}", name.to_string_lossy(), process::id());
    Ok(destination.with_file_name(name))
}

fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("could not remove `{}`", folder.display()))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn publish(staging: Staging, files: &[(&str, &str)]) {
        let output = staging.output();
        files.iter().for_each(|(path, content)| _ = output.write(path, content).unwrap());
        staging.publish(output.files()).unwrap();
    }

    fn names(folder: &Path) -> Vec<String> {
        Inventory::of(folder).unwrap().files.into_iter().collect()
    }

    #[test]
    fn a_folder_that_is_not_ours_is_not_replaced() {
        let root = tempfile::tempdir().unwrap();
        let dist = root.path().join("dist");
        publish(Staging::beside(&dist, false).unwrap(), &[("a", "1")]);
        publish(Staging::beside(&dist, false).unwrap(), &[("b", "1")]);
        assert_eq!(names(&dist), [MARKER, "b"]);
        fs::remove_file(dist.join(MARKER)).unwrap();
        fs::write(dist.join("thesis.tex"), "").unwrap();
        assert!(Staging::beside(&dist, false).unwrap_err().to_string().contains("--force"));
        assert!(Staging::beside(&dist, true).is_ok());
        assert_eq!(names(root.path()), ["dist/b", "dist/thesis.tex"], "staging folders go");
        publish(Staging::beside(&dist, true).unwrap(), &[("b", "2")]);
        assert_eq!(names(root.path()), ["dist/.studybuddy", "dist/b"]);
    }

    #[test]
    fn a_build_that_ends_early_changes_nothing() {
        let root = tempfile::tempdir().unwrap();
        let dist = root.path().join("dist");
        publish(Staging::beside(&dist, false).unwrap(), &[("a", "1"), ("b", "1")]);
        let staging = Staging::beside(&dist, false).unwrap();
        assert!(staging.output().write("a", "2").unwrap());
        drop(staging);
        assert_eq!(fs::read_to_string(dist.join("a")).unwrap(), "1");
        assert_eq!(names(root.path()), ["dist/.studybuddy", "dist/a", "dist/b"]);
    }

    #[test]
    fn two_builds_come_one_after_the_other() {
        let root = tempfile::tempdir().unwrap();
        let dist = root.path().join("dist");
        // Both begin without a site: the second finds that of the first.
        let first = Staging::beside(&dist, false).unwrap();
        let path = root.path().join("staging of another process");
        fs::create_dir(&path).unwrap();
        let second = Staging { path, destination: dist.clone(), old: Arc::default(), lock: None };
        publish(first, &[("a", "1"), ("same", "1")]);
        publish(second, &[("b", "2"), ("same", "1")]);
        assert_eq!(names(&dist), [MARKER, "b", "same"]);
        // The second waits until the first is done.
        let first = Staging::beside(&dist, false).unwrap();
        let waiting = std::thread::spawn({
            let dist = dist.clone();
            move || lock(&dist).is_some()
        });
        std::thread::sleep(std::time::Duration::from_millis(50));
        assert!(!waiting.is_finished());
        publish(first, &[("c", "1")]);
        assert!(waiting.join().unwrap());
    }
}
