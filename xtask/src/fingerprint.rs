//! Has anything changed since the last time? A hash over the inputs, kept in a small file beside the output.
//!
//! Contents are hashed, not times: a fresh checkout or a touched file does not build anything again.

use std::{
    fs,
    hash::{DefaultHasher, Hasher as _},
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result};

/// A hash over files and other inputs. Its keys are fixed, so it is the same in every run; should a new toolchain
/// hash otherwise, everything is built once more.
#[derive(Default)]
pub struct Fingerprint(DefaultHasher);

impl Fingerprint {
    /// Adds a value that is not a file, such as the version of a tool.
    pub fn text(mut self, text: &str) -> Self {
        self.bytes(text.as_bytes());
        self
    }

    /// Adds a file, or all files under a folder, with their names. What does not exist counts as such.
    ///
    /// # Errors
    /// A file that is there cannot be read.
    pub fn path(mut self, path: &Path) -> Result<Self> {
        for file in files_under(path)? {
            let content = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
            self.bytes(file.as_os_str().as_encoded_bytes());
            self.bytes(&content);
        }
        Ok(self)
    }

    /// Was the output last made of the same inputs?
    pub fn matches(&self, stamp: &Path) -> bool {
        fs::read_to_string(stamp).is_ok_and(|text| text == self.to_text())
    }

    /// Remembers the inputs, once the output is there.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn remember(&self, stamp: &Path) -> Result<()> {
        if let Some(folder) = stamp.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(stamp, self.to_text()).with_context(|| format!("cannot write {}", stamp.display()))
    }

    fn to_text(&self) -> String {
        format!("{:016x}\n", self.0.finish())
    }

    fn bytes(&mut self, bytes: &[u8]) {
        // The length keeps "ab" + "c" apart from "a" + "bc".
        self.0.write_usize(bytes.len());
        self.0.write(bytes);
    }
}

/// The files under `path` (or the file itself), sorted, without hidden ones and editors' backups.
///
/// # Errors
/// A folder that is there cannot be read.
pub fn files_under(path: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = Vec::new();
    if path.is_dir() {
        folders.push(path.to_owned());
    } else if path.exists() {
        files.push(path.to_owned());
    }
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
        for entry in entries {
            let entry = entry?;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if name.starts_with('.') || name.ends_with('~') {
                continue;
            }
            // Follows links, as the programs that read these files do.
            match fs::metadata(entry.path()) {
                Ok(metadata) if metadata.is_dir() => folders.push(entry.path()),
                Ok(_) => files.push(entry.path()),
                // Gone since the folder was read, or a dangling link.
                Err(_) => {}
            }
        }
    }
    files.sort();
    Ok(files)
}
