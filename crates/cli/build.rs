//! Names the tool by its sources, so that what an older one rendered is not taken for its own.

use std::{
    fs,
    hash::{DefaultHasher, Hasher as _},
    io,
    path::{Path, PathBuf},
};

/// What bears on the HTML of a post.
const INPUTS: [&str; 6] =
    ["Cargo.toml", "src", "../content/Cargo.toml", "../content/src", "../../Cargo.toml", "../../Cargo.lock"];

fn main() -> io::Result<()> {
    let mut hasher = DefaultHasher::new();
    for input in INPUTS {
        println!("cargo::rerun-if-changed={input}");
        for file in files(Path::new(input))? {
            hasher.write(file.as_os_str().as_encoded_bytes());
            hasher.write(&fs::read(&file)?);
        }
    }
    println!("cargo::rustc-env=STUDYBUDDY_TOOL={:016x}", hasher.finish());
    Ok(())
}

/// The file, or all files in the folder, in an order that no file system decides.
fn files(path: &Path) -> io::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut entries: Vec<PathBuf> =
        fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    entries.sort();
    let mut all = Vec::new();
    for entry in entries {
        all.extend(files(&entry)?);
    }
    Ok(all)
}
