//! Bringing a folder that is served up to date, file by file, so that it is a working site all the time: before, after, and
//! wherever it is interrupted.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::{Path, PathBuf},
    process,
};

use anyhow::{Context as _, Result};

use super::{
    output::{Place, is_folder_or_below_file},
    staging::MARKER,
};

/// What stands in a folder.
#[derive(Debug, Default)]
pub struct Inventory {
    /// The files, by their path with `/` between its parts.
    pub files: BTreeSet<String>,
    /// What no site has: links, pipes, names that are not UTF-8.
    pub foreign: Vec<PathBuf>,
}

impl Inventory {
    /// Looks through a folder; no link is followed.
    ///
    /// # Errors
    /// A folder cannot be read.
    pub fn of(folder: &Path) -> io::Result<Self> {
        let mut found = Self::default();
        let mut folders = vec![(folder.to_owned(), String::new())];
        while let Some((folder, prefix)) = folders.pop() {
            for entry in fs::read_dir(folder)? {
                let entry = entry?;
                let kind = entry.file_type()?;
                match entry.file_name().to_str() {
                    Some(name) if kind.is_dir() => folders.push((entry.path(), format!("{prefix}{name}/"))),
                    Some(name) if kind.is_file() => _ = found.files.insert(format!("{prefix}{name}")),
                    _ => found.foreign.push(entry.path()),
                }
            }
        }
        Ok(found)
    }
}

/// A step on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step<'a> {
    /// A file that the site no longer has goes.
    Remove(&'a str),
    /// A new file comes, or takes the place of the one before.
    Place(&'a str),
}

/// The steps from the files that are there (`old`) to those of the site (`files`), of which the new ones have to be placed.
///
/// What pages need comes before them, a page that nothing leads to yet before those that may lead to it, the list of posts, by
/// which an open page learns of the new build, at the end, and then goes what nothing needs any more. Only what is in the way
/// goes first.
fn steps<'a>(old: &'a BTreeSet<String>, files: &'a BTreeMap<String, Place>) -> Vec<Step<'a>> {
    let new = files.iter().filter(|(_, place)| **place == Place::New);
    let mut new: Vec<&str> = new.map(|(path, _)| path.as_str()).collect();
    let lower_case: BTreeSet<String> = new.iter().map(|path| path.to_lowercase()).collect();
    // Not every file system tells `A` from `a`: the old file must not go when the new one is there.
    let is_in_the_way =
        |path: &str| is_folder_or_below_file(files, path) || lower_case.contains(&path.to_lowercase());
    let stale = old.iter().map(String::as_str).filter(|path| !files.contains_key(*path));
    let (first, mut last): (Vec<&str>, Vec<&str>) = stale.partition(|path| is_in_the_way(path));
    // Pages go before what they need.
    last.sort_by_key(|path| Reverse(rank(path)));
    new.sort_by_key(|path| (rank(path), old.contains(*path), *path));
    let removed = |paths: Vec<&'a str>| paths.into_iter().map(Step::Remove);
    removed(first).chain(new.into_iter().map(Step::Place)).chain(removed(last)).collect()
}

/// Which files come before which: the one that says that the folder is ours, and parts, whose names hold their content; data
/// and pictures; pages; the list of posts.
fn rank(path: &str) -> u8 {
    let plain = path.strip_suffix(".br").or(path.strip_suffix(".gz")).unwrap_or(path);
    match plain {
        MARKER => 0,
        "posts/manifest.json" => 3,
        _ if plain.starts_with("assets/") => 0,
        _ if plain.ends_with(".html") => 2,
        _ => 1,
    }
}

/// Moves the new ones of the `files` of a site from the folder `from` into `to`, where the files of `old` are, and takes away what
/// is none of them.
///
/// # Errors
/// A file cannot be moved or removed. The folder is then a mixture that works; the next update completes it.
pub fn update(from: &Path, to: &Path, old: &Inventory, files: &BTreeMap<String, Place>) -> Result<()> {
    for path in &old.foreign {
        fs::remove_file(path)
            .or_else(|_| fs::remove_dir_all(path))
            .with_context(|| format!("could not remove `{}`", path.display()))?;
    }
    let mut moved = None;
    for step in steps(&old.files, files) {
        match step {
            Step::Remove(path) => {
                remove(to, path)
                    .with_context(|| format!("could not remove `{}`", to.join(path).display()))?;
            }
            Step::Place(path) if moved.is_some_and(|folder| path.starts_with(folder)) => {}
            Step::Place(path) => {
                moved = folder_of_parts(path).filter(|folder| place_folder(from, to, folder));
                if moved.is_none() {
                    place(&from.join(path), &to.join(path))
                        .with_context(|| format!("could not write `{}`", to.join(path).display()))?;
                }
            }
        }
    }
    Ok(())
}

/// The folder of parts that a file stands in, with a slash at its end: mostly one whose name changes with what is in it.
fn folder_of_parts(path: &str) -> Option<&str> {
    let name = path.strip_prefix("assets/")?.find('/')?;
    Some(&path[..="assets/".len() + name])
}

/// Moves a folder of files that are all new, as a whole; says whether it did. It does not if something is there already.
fn place_folder(from: &Path, to: &Path, folder: &str) -> bool {
    let target = to.join(folder);
    fs::symlink_metadata(&target).is_err()
        && fs::create_dir_all(to.join("assets")).is_ok()
        && fs::rename(from.join(folder), target).is_ok()
}

/// Removes a file and the folders that it leaves empty.
fn remove(root: &Path, path: &str) -> io::Result<()> {
    fs::remove_file(root.join(path))?;
    for (end, _) in path.rmatch_indices('/') {
        if fs::remove_dir(root.join(&path[..end])).is_err() {
            break;
        }
    }
    Ok(())
}

/// Puts a file in its place, at once: whoever reads it gets the old one or the new one.
fn place(from: &Path, to: &Path) -> io::Result<()> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    if fs::rename(from, to).is_ok() {
        return Ok(());
    }
    // A folder that holds no file is in no inventory.
    if to.is_dir() {
        fs::remove_dir_all(to)?;
    }
    // The place may be on another file system.
    let mut beside = to.as_os_str().to_owned();
    beside.push(format!(".{}", process::id()));
    fs::copy(from, &beside)?;
    fs::rename(beside, to)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(paths: &[&str]) -> BTreeSet<String> {
        paths.iter().map(|&path| path.to_owned()).collect()
    }

    fn files(places: &[(&[&str], Place)]) -> BTreeMap<String, Place> {
        let all =
            places.iter().flat_map(|(paths, place)| paths.iter().map(|path| ((*path).to_owned(), *place)));
        all.collect()
    }

    /// What files of a site lead to, here the words in them.
    type Site = BTreeMap<&'static str, &'static str>;

    const OLD: &[(&str, &str)] = &[
        ("index.html", "posts/a/index.html posts/gone/index.html assets/site-1.css posts/manifest.json"),
        ("posts/a/index.html", "assets/site-1.css posts/a.md posts/gone/index.html"),
        ("posts/a.md", ""),
        ("posts/gone/index.html", "assets/site-1.css posts/a/index.html"),
        ("posts/manifest.json", "posts/a.md assets/site-1.css"),
        ("search/root.bin", "assets/search-1/texts/0.bin"),
        ("assets/search-1/texts/0.bin", ""),
        ("assets/site-1.css", ""),
        ("same.html", "index.html"),
        ("tags", ""),
        ("b/c/d.txt", ""),
        ("Photo.png", ""),
    ];
    const NEW: &[(&str, &str)] = &[
        ("index.html", "posts/a/index.html posts/b/index.html assets/site-2.css posts/manifest.json"),
        ("posts/a/index.html", "assets/site-2.css posts/a.md posts/b/index.html"),
        ("posts/a.md", ""),
        ("posts/b/index.html", "assets/site-2.css posts/b.md posts/a/index.html"),
        ("posts/b.md", ""),
        ("posts/manifest.json", "posts/a.md posts/b.md assets/site-2.css"),
        ("search/root.bin", "assets/search-2/texts/0.bin"),
        ("assets/search-2/texts/0.bin", ""),
        ("assets/site-2.css", ""),
        ("same.html", "index.html"),
        ("tags/index.html", "assets/site-2.css"),
        ("b/c", ""),
        ("photo.png", ""),
    ];

    #[test]
    fn a_site_works_after_each_step() {
        let (old, new): (Site, Site) = (OLD.iter().copied().collect(), NEW.iter().copied().collect());
        let old_names = old.keys().map(|&path| path.to_owned()).collect::<BTreeSet<String>>();
        let (same, changed): (Vec<&str>, Vec<&str>) =
            new.keys().partition(|path| old.get(*path) == new.get(*path));
        let places = files(&[(&same, Place::Old), (&changed, Place::New)]);
        let mut site: BTreeMap<&str, &str> = old.clone();
        for step in steps(&old_names, &places) {
            match step {
                Step::Remove(path) => _ = site.remove(path),
                Step::Place(path) => _ = site.insert(path, new[path]),
            }
            for (path, content) in &site {
                for needed in content.split_whitespace() {
                    assert!(site.contains_key(needed), "after {step:?}, {path} leads to {needed}");
                }
            }
            let folders =
                |path: &str| path.match_indices('/').map(|(at, _)| path[..at].to_owned()).collect::<Vec<_>>();
            assert!(site.keys().all(|path| folders(path).iter().all(|folder| !site.contains_key(&**folder))));
        }
        assert_eq!(site, new);
    }

    #[test]
    fn a_folder_becomes_what_is_wanted() {
        let root = tempfile::tempdir().unwrap();
        let (from, to) = (root.path().join("from"), root.path().join("to"));
        for (folder, path, content) in [
            (&to, "same", "1"),
            (&to, "a/index.html", "old"),
            (&to, "a/gone/x", "old"),
            (&to, "file", "old"),
            (&to, "folder/x", "old"),
            (&to, "empty/in/x", ""),
            (&to, "assets/search-1/x", "old"),
            (&to, "assets/cards/x", "old"),
            (&from, "assets/search-2/x", "new"),
            (&from, "assets/search-2/y/z", "new"),
            (&from, "assets/cards/y", "new"),
            (&from, "a/index.html", "new"),
            (&from, "file/x", "new"),
            (&from, "folder", "new"),
            (&from, "empty", "new"),
        ] {
            let file = folder.join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, content).unwrap();
        }
        fs::remove_file(to.join("empty/in/x")).unwrap();
        let elsewhere = root.path().join("elsewhere");
        fs::create_dir(&elsewhere).unwrap();
        fs::write(elsewhere.join("thesis.tex"), "years").unwrap();
        #[cfg(unix)]
        {
            use std::{ffi::OsStr, os::unix::ffi::OsStrExt as _};
            std::os::unix::fs::symlink(&elsewhere, to.join("link")).unwrap();
            fs::create_dir(to.join(OsStr::from_bytes(b"caf\xe9"))).unwrap();
        }
        let old = Inventory::of(&to).unwrap();
        assert_eq!(
            old.files,
            set(&[
                "a/gone/x",
                "a/index.html",
                "assets/cards/x",
                "assets/search-1/x",
                "file",
                "folder/x",
                "same",
            ])
        );
        let new = [
            "a/index.html",
            "assets/cards/y",
            "assets/search-2/x",
            "assets/search-2/y/z",
            "empty",
            "file/x",
            "folder",
        ];
        let same = ["assets/cards/x", "same"];
        let wanted = set(&[&new[..], &same].concat());
        update(&from, &to, &old, &files(&[(&new, Place::New), (&same, Place::Old)])).unwrap();
        let after = Inventory::of(&to).unwrap();
        assert_eq!(after.files, wanted);
        assert!(after.foreign.is_empty());
        assert_eq!(fs::read_to_string(to.join("a/index.html")).unwrap(), "new");
        assert!(!to.join("a/gone").exists(), "folders do not stay empty");
        assert_eq!(fs::read_to_string(elsewhere.join("thesis.tex")).unwrap(), "years");
    }

    #[test]
    fn a_copy_takes_its_place_at_once() {
        let root = tempfile::tempdir().unwrap();
        let (from, to) = (root.path().join("from"), root.path().join("to/x"));
        fs::write(&from, "new").unwrap();
        fs::create_dir_all(to.join("empty")).unwrap();
        place(&from, &to).unwrap();
        assert_eq!(fs::read_to_string(&to).unwrap(), "new");
        assert_eq!(fs::read_dir(root.path().join("to")).unwrap().count(), 1);
    }
}
