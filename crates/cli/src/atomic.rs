//! Files that are either as they were or as they should be, whatever happens in between.

use std::{fs, io::Write as _, path::Path};

use anyhow::{Context as _, Result};

/// Replaces the content of a file, or makes it.
///
/// The new content is written beside it, under a hidden name that no build looks at, and takes its place at once.
///
/// # Errors
/// The folder cannot be written to; the file is then as it was.
pub fn write(path: &Path, content: impl AsRef<[u8]>) -> Result<()> {
    let write = || format!("could not write `{}`", path.display());
    // A symbolic link stays one: what it leads to is replaced.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(".studybuddy-").tempfile_in(folder).with_context(write)?;
    file.write_all(content.as_ref()).with_context(write)?;
    let permissions = match fs::metadata(&path) {
        Ok(metadata) => metadata.permissions(),
        Err(_) => new_file_permissions(folder).with_context(write)?,
    };
    file.as_file().set_permissions(permissions).with_context(write)?;
    file.as_file().sync_all().with_context(write)?;
    file.persist(path).with_context(write)?;
    Ok(())
}

/// What a file gets that is made the usual way: temporary files are for their owner only.
fn new_file_permissions(folder: &Path) -> std::io::Result<fs::Permissions> {
    let probe = folder.join(format!(".studybuddy-{}", std::process::id()));
    let permissions =
        fs::File::create(&probe).and_then(|file| file.metadata()).map(|metadata| metadata.permissions());
    fs::remove_file(&probe)?;
    permissions
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_is_replaced_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.md");
        for content in ["one", "two"] {
            write(&path, content).unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), content);
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn links_and_permissions_stay() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("x.md"), folder.path().join("link.md"));
        fs::write(&path, "one").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        symlink("x.md", &link).unwrap();
        write(&link, "two").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&path).unwrap(), "two");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    }
}
