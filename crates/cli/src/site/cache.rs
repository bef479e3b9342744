//! What earlier builds made, addressed by what it was made from.
//!
//! An entry is a file whose name is a hash of all that went into it. It is never changed: it is written beside its
//! place and renamed, so builds that run at the same time can share a cache. It has parts that are read one by one,
//! since most uses need few of them: the number of parts, length and checksum of each, then their contents. What is broken
//! or cut off is found by the checksum, and made again.

use std::{
    fs::{self, File},
    io::{Read as _, Seek as _, SeekFrom},
    path::{Path, PathBuf},
    process,
    time::{Duration, SystemTime},
};

use anyhow::{Context as _, Result};
use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest as _, Sha256};

/// How many entries stay beyond those of the last build at least.
const MIN_SPARE: usize = 1_000;
/// How many bytes the checksum of a part has, and how many its length.
const CHECKSUM: usize = 8;
const LENGTH: usize = 8;
/// No entry has more parts.
const MAX_PARTS: u8 = 16;
/// How exactly the time of an entry says when it was last of use: a build, which uses each several times, notes it once.
const TIME_STEP: Duration = Duration::from_secs(60);

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

    /// What was made from this; `None` if nothing was.
    pub fn get(&self, key: &str) -> Option<Kept> {
        let mut file = File::open(self.folder.join(key)).ok()?;
        let noted = file.metadata().and_then(|metadata| metadata.modified()).ok()?;
        let now = SystemTime::now();
        if now.duration_since(noted).is_ok_and(|passed| passed > TIME_STEP) {
            // Where it cannot be set, the entry goes a little early.
            _ = file.set_modified(now);
        }
        let mut count = [0];
        file.read_exact(&mut count).ok()?;
        let mut heads = vec![0; usize::from(count[0].min(MAX_PARTS)) * (LENGTH + CHECKSUM)];
        file.read_exact(&mut heads).ok()?;
        Some(Kept { file, heads })
    }

    /// Keeps what was made, in parts.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn put(&self, key: &str, parts: &[Part]) -> Result<()> {
        let mut entry = vec![u8::try_from(parts.len())?];
        for Part { content } in parts {
            entry.extend_from_slice(&u64::try_from(content.len())?.to_le_bytes());
            entry.extend_from_slice(&checksum(content));
        }
        parts.iter().for_each(|part| entry.extend_from_slice(&part.content));
        let new = self.folder.join(format!("{key}.{}", process::id()));
        fs::write(&new, entry)
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

/// An entry that is kept.
#[derive(Debug)]
pub struct Kept {
    file: File,
    /// Length and checksum of each part.
    heads: Vec<u8>,
}

impl Kept {
    /// Reads the part of this number, from 0; `None` if it cannot be read any more.
    pub fn read<T: DeserializeOwned>(&mut self, number: usize) -> Option<T> {
        let mut start = u64::try_from(1 + self.heads.len()).ok()?;
        let mut wanted = None;
        for head in self.heads.chunks_exact(LENGTH + CHECKSUM).take(number + 1) {
            let (length, sum) = head.split_at_checked(LENGTH)?;
            start = start.checked_add(wanted.map_or(0, |(length, _)| length))?;
            wanted = Some((u64::from_le_bytes(length.try_into().ok()?), sum));
        }
        let (length, sum) = wanted.filter(|_| number < self.heads.len() / (LENGTH + CHECKSUM))?;
        self.file.seek(SeekFrom::Start(start)).ok()?;
        let mut content = Vec::new();
        (&mut self.file).take(length).read_to_end(&mut content).ok()?;
        if u64::try_from(content.len()) != Ok(length) || *sum != checksum(&content) {
            return None;
        }
        rmp_serde::from_slice(&lz4_flex::decompress_size_prepended(&content).ok()?).ok()
    }
}

/// A part of an entry.
#[derive(Debug)]
pub struct Part {
    content: Vec<u8>,
}

impl Part {
    /// Packs a value.
    ///
    /// # Errors
    /// None that could happen: what is kept is plain data.
    pub fn new<T: Serialize>(value: &T) -> Result<Self> {
        Ok(Self { content: lz4_flex::compress_prepend_size(&rmp_serde::to_vec_named(value)?) })
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
        let (first, value) = (7_u64, ("text".repeat(100), vec![Some(1_u8), None]));
        cache.put("a", &[Part::new(&first).unwrap(), Part::new(&value).unwrap()]).unwrap();
        let get = || {
            let read = |mut kept: Kept| (kept.read(0), kept.read(1));
            cache.get("a").map_or((None, None), read)
        };
        assert_eq!(get(), (Some(first), Some(value.clone())));
        assert!(cache.get("b").is_none());
        let file = folder.path().join("new/cache/a");
        let whole = fs::read(&file).unwrap();
        for cut in 0..whole.len() {
            fs::write(&file, &whole[..cut]).unwrap();
            assert_eq!(get().1, None, "cut at {cut}");
            let mut changed = whole.clone();
            changed[cut] ^= 4;
            fs::write(&file, &changed).unwrap();
            let (changed_first, changed_value) = get();
            assert!(changed_first.is_none() || changed_value.is_none(), "changed at {cut}");
            assert!(changed_first.is_none_or(|seen| seen == first), "changed at {cut}");
            assert!(changed_value.is_none_or(|seen| seen == value), "changed at {cut}");
        }
        // Of another form, or of fewer parts: the file is as it was written.
        fs::write(&file, &whole).unwrap();
        assert_eq!(cache.get("a").unwrap().read::<String>(0), None);
        assert_eq!(cache.get("a").unwrap().read::<u64>(2), None);
    }

    #[test]
    fn what_was_not_used_for_longest_goes_first() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::open(folder.path()).unwrap();
        let now = SystemTime::now();
        for age in 0..1_010 {
            let key = format!("{age:04}");
            cache.put(&key, &[Part::new(&age).unwrap()]).unwrap();
            let file = File::open(folder.path().join(key)).unwrap();
            file.set_modified(now - Duration::from_secs(1_000 + age)).unwrap();
        }
        assert!(cache.get("1009").is_some(), "the oldest is of use now");
        cache.sweep(4).unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1_004);
        assert!(cache.get("1009").is_some());
        assert!(cache.get("1008").is_none());
        assert!(cache.get("0000").is_some());
    }
}
