//! A folder that is written beside its place and put there when it is complete, so that nobody is served half a site.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process,
};

use anyhow::{Context as _, Result, bail};

use super::{output::have_same_content, walk};

/// The file that says that a folder was written by this tool, and may be replaced by it.
const MARKER: &str = ".studybuddy";
const MARKER_TEXT: &str = "Written by `studybuddy build`, which replaces this folder as a whole.\n";

/// A folder on its way to its place. Unless [published](Self::publish) it goes when it is dropped.
#[derive(Debug)]
pub struct Staging {
    path: PathBuf,
    destination: PathBuf,
}

impl Staging {
    /// Makes an empty folder beside `destination`.
    ///
    /// # Errors
    /// The folder cannot be made, or something stands at `destination` that this tool did not write (`force` makes
    /// it replace that, too).
    pub fn beside(destination: &Path, force: bool) -> Result<Self> {
        let destination = std::path::absolute(destination).context("could not find the current folder")?;
        if !force && !may_replace(&destination)? {
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
        fs::write(path.join(MARKER), MARKER_TEXT).context("could not write into the staging folder")?;
        Ok(Self { path, destination })
    }

    /// The folder to write into.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What stands at its place until then, and may be missing.
    pub fn old(&self) -> &Path {
        &self.destination
    }

    /// Puts the folder in its place.
    ///
    /// # Errors
    /// Neither renaming nor copying works; what stood there before may then be incomplete.
    pub fn publish(self) -> Result<()> {
        self.swap()
            .or_else(|_| synchronise(&self.path, &self.destination))
            .with_context(|| format!("could not put the site into `{}`", self.destination.display()))
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

/// Whether nothing stands there, or an empty folder, or one with our marker.
fn may_replace(destination: &Path) -> Result<bool> {
    let mut entries = match fs::read_dir(destination) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(true),
        Err(error) => {
            return Err(error)
                .with_context(|| format!("could not read the folder `{}`", destination.display()));
        }
    };
    Ok(entries.next().is_none() || destination.join(MARKER).is_file())
}

/// `.dist.staging-42` beside `dist`. The number of the process keeps two builds apart.
fn sibling(destination: &Path, purpose: &str) -> Result<PathBuf> {
    let Some(name) = destination.file_name() else { bail!("`{}` cannot be replaced", destination.display()) };
    let name = format!(".{}.{purpose}-{}", name.to_string_lossy(), process::id());
    Ok(destination.with_file_name(name))
}

/// Makes the files of `to` those of `from`, one by one. New pages come before old ones go. What is the same is left alone:
/// it may be the same file by another name, which copying would empty.
fn synchronise(from: &Path, to: &Path) -> Result<()> {
    let wanted = walk::files(from)?.paths;
    for path in &wanted {
        let target = to.join(path);
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder)?;
        }
        if !have_same_content(&from.join(path), &target) {
            fs::copy(from.join(path), target)?;
        }
    }
    for path in walk::files(to)?.paths {
        if wanted.binary_search(&path).is_err() {
            fs::remove_file(to.join(path))?;
        }
    }
    Ok(())
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

    #[test]
    fn synchronising_brings_new_files_and_takes_old_ones_away() {
        let root = tempfile::tempdir().unwrap();
        let (from, to) = (root.path().join("from"), root.path().join("to"));
        fs::create_dir_all(from.join("a")).unwrap();
        fs::create_dir_all(&to).unwrap();
        fs::write(from.join("a/new"), "new").unwrap();
        fs::write(from.join("both"), "new").unwrap();
        fs::write(to.join("both"), "old").unwrap();
        fs::write(to.join("gone"), "old").unwrap();
        synchronise(&from, &to).unwrap();
        assert_eq!(walk::files(&to).unwrap().paths, ["a/new", "both"]);
        assert_eq!(fs::read_to_string(to.join("both")).unwrap(), "new");
    }

    #[test]
    fn a_folder_that_is_not_ours_is_not_replaced() {
        let root = tempfile::tempdir().unwrap();
        let dist = root.path().join("dist");
        Staging::beside(&dist, false).unwrap().publish().unwrap();
        assert!(dist.join(MARKER).is_file());
        Staging::beside(&dist, false).unwrap().publish().unwrap();
        fs::remove_file(dist.join(MARKER)).unwrap();
        fs::write(dist.join("thesis.tex"), "").unwrap();
        assert!(Staging::beside(&dist, false).unwrap_err().to_string().contains("--force"));
        assert!(Staging::beside(&dist, true).is_ok());
        assert_eq!(walk::files(root.path()).unwrap().paths, ["dist/thesis.tex"], "staging folders go");
    }
}
