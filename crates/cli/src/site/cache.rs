//! What earlier builds made, addressed by what it was made from.
//!
//! An entry is a file whose name is a hash of all that went into it. It is never changed: it is written beside its
//! place and renamed, so builds that run at the same time can share a cache. What is broken or cut off is found by its
//! checksum, and made again.

use std::{
    fs::{self, File},
    io::Read as _,
    path::{Path, PathBuf},
    process,
    time::SystemTime,
};

use anyhow::{Context as _, Result};
use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest as _, Sha256};

/// How many entries stay beyond those of the last build at least.
const MIN_SPARE: usize = 1_000;
/// How many bytes of the checksum stand before the content.
const CHECKSUM: usize = 8;

/// A folder of entries.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
}

impl Cache {
    /// Opens a cache, which is made if there is none.
    ///
    /// # Errors
    /// The folder cannot be made.
    pub fn open(folder: &Path) -> Result<Self> {
        fs::create_dir_all(folder)
            .with_context(|| format!("could not make the folder `{}`", folder.display()))?;
        Ok(Self { folder: folder.to_owned() })
    }

    /// What was made from this; `None` if nothing was, or if it cannot be read any more.
    pub fn get<T: DeserializeOwned>(&self, key: &str) -> Option<T> {
        let mut file = File::open(self.folder.join(key)).ok()?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).ok()?;
        let (sum, content) = bytes.split_at_checked(CHECKSUM)?;
        if sum != checksum(content) {
            return None;
        }
        let value = rmp_serde::from_slice(&lz4_flex::decompress_size_prepended(content).ok()?).ok()?;
        // The time says when it was last of use. Where it cannot be set, the entry goes a little early.
        _ = file.set_modified(SystemTime::now());
        Some(value)
    }

    /// Keeps what was made.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn put<T: Serialize>(&self, key: &str, value: &T) -> Result<()> {
        let content = lz4_flex::compress_prepend_size(&rmp_serde::to_vec_named(value)?);
        let new = self.folder.join(format!("{key}.{}", process::id()));
        fs::write(&new, [&checksum(&content)[..], &content].concat())
            .and_then(|()| fs::rename(&new, self.folder.join(key)))
            .with_context(|| format!("could not write into the cache `{}`", self.folder.display()))
    }

    /// Bounds the cache: of entries that a build with so many `posts` did not use, as many may stay, those of most
    /// recent use. They serve the builds of other branches, drafts and folders.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub fn sweep(&self, posts: usize) -> Result<()> {
        let read = || format!("could not read the cache `{}`", self.folder.display());
        let limit = posts + posts.max(MIN_SPARE);
        let entries: Vec<_> = fs::read_dir(&self.folder).with_context(read)?.flatten().collect();
        let Some(surplus) = entries.len().checked_sub(limit).filter(|&surplus| surplus > 0) else {
            return Ok(());
        };
        let used = |entry: &fs::DirEntry| entry.metadata().and_then(|metadata| metadata.modified()).ok();
        let mut by_use: Vec<_> = entries.iter().map(|entry| (used(entry), entry)).collect();
        by_use.sort_by_key(|(used, _)| *used);
        for (_, entry) in by_use.into_iter().take(surplus) {
            // Another build may have taken it away.
            _ = fs::remove_file(entry.path());
        }
        Ok(())
    }
}

fn checksum(content: &[u8]) -> [u8; CHECKSUM] {
    let hash: [u8; 32] = Sha256::digest(content).into();
    let mut sum = [0; CHECKSUM];
    sum.copy_from_slice(&hash[..CHECKSUM]);
    sum
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn broken_entries_are_as_good_as_none() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::open(&folder.path().join("new/cache")).unwrap();
        let value = ("text".repeat(100), vec![Some(1_u8), None]);
        cache.put("a", &value).unwrap();
        assert_eq!(cache.get("a"), Some(value.clone()));
        assert_eq!(cache.get::<(String, Vec<Option<u8>>)>("b"), None);
        let file = folder.path().join("new/cache/a");
        let whole = fs::read(&file).unwrap();
        for cut in 0..whole.len() {
            fs::write(&file, &whole[..cut]).unwrap();
            assert_eq!(cache.get::<(String, Vec<Option<u8>>)>("a"), None, "cut at {cut}");
            let mut changed = whole.clone();
            changed[cut] ^= 4;
            fs::write(&file, &changed).unwrap();
            assert_eq!(cache.get::<(String, Vec<Option<u8>>)>("a"), None, "changed at {cut}");
        }
        // An entry of another form: the file is as it was written.
        fs::write(&file, &whole).unwrap();
        assert_eq!(cache.get::<u64>("a"), None);
    }

    #[test]
    fn what_was_not_used_for_longest_goes_first() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::open(folder.path()).unwrap();
        let now = SystemTime::now();
        for age in 0..1_010 {
            let key = format!("{age:04}");
            cache.put(&key, &age).unwrap();
            let file = File::open(folder.path().join(key)).unwrap();
            file.set_modified(now - Duration::from_secs(1_000 + age)).unwrap();
        }
        assert_eq!(cache.get::<u64>("1009"), Some(1_009), "the oldest is of use now");
        cache.sweep(4).unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1_004);
        assert!(cache.get::<u64>("1009").is_some());
        assert!(cache.get::<u64>("1008").is_none());
        assert!(cache.get::<u64>("0000").is_some());
    }
}
