//! The files of a folder, in an order that no file system decides.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result};

/// What a folder holds.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Files {
    /// Paths relative to the folder, with `/` between their parts, sorted.
    pub paths: Vec<String>,
    /// What was passed over, with the reason.
    pub skipped: Vec<(String, &'static str)>,
}

/// Lists all files of a folder and of those in it. Symbolic links are followed to files inside of the folder only:
/// a post must not publish what lies elsewhere, and a link to a folder may lead round in a circle.
///
/// # Errors
/// A folder cannot be read.
pub fn files(folder: &Path) -> Result<Files> {
    let read = || format!("could not read the folder `{}`", folder.display());
    let root = fs::canonicalize(folder).with_context(read)?;
    let mut files = Files::default();
    let mut folders = vec![(folder.to_owned(), String::new())];
    while let Some((folder, prefix)) = folders.pop() {
        let read = || format!("could not read the folder `{}`", folder.display());
        for entry in fs::read_dir(&folder).with_context(read)? {
            let entry = entry.with_context(read)?;
            let name = entry.file_name();
            let path = format!("{prefix}{}", name.to_string_lossy());
            let kind = entry.file_type().with_context(read)?;
            if name.to_str().is_none() {
                files.skipped.push((path, "its name is not UTF-8"));
            } else if kind.is_dir() {
                folders.push((entry.path(), format!("{path}/")));
            } else if kind.is_file() || is_inner_file(&entry.path(), &root) {
                files.paths.push(path);
            } else {
                files.skipped.push((path, "it is not a file of this folder"));
            }
        }
    }
    files.paths.sort();
    files.skipped.sort();
    Ok(files)
}

/// Whether a symbolic link leads to a file below `root`.
fn is_inner_file(link: &Path, root: &PathBuf) -> bool {
    fs::canonicalize(link).is_ok_and(|target| target.starts_with(root) && target.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn links_out_of_the_folder_are_not_followed() {
        let root = tempfile::tempdir().unwrap();
        let posts = root.path().join("posts");
        fs::create_dir_all(posts.join("b")).unwrap();
        fs::write(root.path().join("secret"), "").unwrap();
        fs::write(posts.join("b/x.md"), "").unwrap();
        fs::write(posts.join("a.md"), "").unwrap();
        for (target, link) in
            [("../secret", "out.md"), ("a.md", "in.md"), ("b", "circle"), ("nowhere", "dead.md")]
        {
            std::os::unix::fs::symlink(target, posts.join(link)).unwrap();
        }
        let files = files(&posts).unwrap();
        assert_eq!(files.paths, ["a.md", "b/x.md", "in.md"]);
        let skipped: Vec<&str> = files.skipped.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(skipped, ["circle", "dead.md", "out.md"]);
    }
}
