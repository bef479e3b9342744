//! Planned posts, put into the folder of posts. Each comes as a whole, in one step, and never in the place of another.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process,
};

use anyhow::{Context as _, Result, bail};
use studybuddy_content::slug::Slug;

use super::Planned;

/// Whether something in the folder has a post's name already.
pub fn is_taken(folder: &Path, slug: &Slug) -> bool {
    [format!("{slug}.md"), slug.to_string()].iter().any(|name| folder.join(name).exists())
}

/// A folder beside that of the posts, in which posts are made ready. It goes when it is dropped.
#[derive(Debug)]
pub struct Staging(PathBuf);

impl Staging {
    /// Makes the folder, and removes those of runs that were killed.
    ///
    /// # Errors
    /// A folder cannot be made.
    pub fn beside(folder: &Path) -> Result<Self> {
        fs::create_dir_all(folder).with_context(|| format!("could not make `{}`", folder.display()))?;
        let folder = fs::canonicalize(folder)?;
        let (Some(parent), Some(name)) = (folder.parent(), folder.file_name()) else {
            bail!("`{}` cannot be a folder of posts", folder.display())
        };
        let prefix = format!(".{}.import-", name.to_string_lossy());
        for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
            let name = entry.file_name();
            let owner = name.to_str().and_then(|name| name.strip_prefix(&prefix));
            if owner.is_some_and(|owner| !Path::new("/proc").join(owner).exists()) {
                // What cannot be removed is in nobody's way.
                let _ = fs::remove_dir_all(entry.path());
            }
        }
        let path = parent.join(format!("{prefix}{}", process::id()));
        fs::create_dir_all(&path).with_context(|| format!("could not make `{}`", path.display()))?;
        Ok(Self(path))
    }

    /// Puts a post into the folder of posts; says whether it did, or its place was taken.
    ///
    /// # Errors
    /// A file cannot be read or written.
    pub fn place(&self, post: &Planned, folder: &Path) -> Result<bool> {
        let ready = self.0.join(post.file());
        let write = || format!("could not write `{}`", post.file());
        if let Some(own) = ready.parent() {
            fs::create_dir_all(own).with_context(write)?;
        }
        fs::write(&ready, &post.text).with_context(write)?;
        for (source, name) in &post.files {
            fs::copy(source, ready.with_file_name(name))
                .with_context(|| format!("could not copy `{}`", source.display()))?;
        }
        if is_taken(folder, &post.slug) {
            return Ok(false);
        }
        let placed = if post.files.is_empty() {
            // A link is made only where nothing is.
            fs::hard_link(&ready, folder.join(post.file()))
        } else {
            fs::rename(self.0.join(post.slug.as_str()), folder.join(post.slug.as_str()))
        };
        match placed {
            Ok(()) => Ok(true),
            Err(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::AlreadyExists | io::ErrorKind::DirectoryNotEmpty
                ) =>
            {
                Ok(false)
            }
            Err(error) => Err(error).with_context(write),
        }
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // The next run removes it.
        let _ = fs::remove_dir_all(&self.0);
    }
}
