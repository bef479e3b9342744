//! The front-end assets: style sheets, scripts and fonts, bundled by esbuild into `target/web/`.
//!
//! Every file has a hash of its content in its name. `assets.json` maps logical names to them:
//! `{ "site.css": "site-4F7QKMWZ.css", "font/KaTeX_Main-Regular.woff2": "KaTeX_Main-Regular-….woff2", … }`.

use std::{ffi::OsStr, fs, path::Path, process::Command};

use anyhow::{Context as _, Result, bail};

use crate::{fingerprint::Fingerprint, progress::Steps, project::Project};

/// Scripts: the logical name without extension, the entry, and esbuild's format.
const SCRIPTS: [(&str, &str, &str); 5] = [
    ("katex", "src/interop/katex_bundle.js", "esm"),
    ("highlighter", "src/interop/highlighter_bundle.js", "esm"),
    ("previews", "src/interop/preview_card.js", "esm"),
    ("reading", "src/interop/bookmark.js", "esm"),
    ("theme", "src/interop/theme.js", "iife"),
];

/// Writes KaTeX's sheet and faces as they are served.
const KATEX_FACES: &str = "xtask/assets/katex_faces.mjs";

/// Characters of esbuild's content hash.
const HASH_LENGTH: usize = 8;

/// Bundles the assets unless their sources are unchanged.
///
/// # Errors
/// esbuild fails (it prints why), or files cannot be written.
pub fn build(project: &Project, steps: &mut Steps) -> Result<()> {
    let step = steps.start("Style sheets, scripts, fonts");
    let inputs = Fingerprint::default()
        .text(include_str!("web_assets.rs"))
        .path(&project.root.join("style"))?
        .path(&project.root.join("src/interop"))?
        .path(&project.root.join("xtask/assets"))?
        .path(&project.root.join("package-lock.json"))?;
    let stamp = project.stamp("web");
    if project.web().join("assets.json").is_file() && inputs.matches(&stamp) {
        step.skip("unchanged");
        return Ok(());
    }
    let staging = project.target.join("web-staging");
    remove_folder(&staging)?;
    fs::create_dir_all(&staging)?;

    bundle(project, &staging, &["site=style/index.css"])?;
    for (name, entry, format) in SCRIPTS {
        bundle(project, &staging, &[&format!("{name}={entry}"), &format!("--format={format}")])?;
    }
    bundle_katex_css(project, &staging)?;
    write_manifest(&staging)?;

    remove_folder(&project.web())?;
    fs::rename(&staging, project.web())?;
    inputs.remember(&stamp)?;
    step.done();
    Ok(())
}

/// esbuild, for the browsers that run the app.
pub fn esbuild(project: &Project) -> Command {
    let mut command = project.command(project.npm_bin("esbuild"));
    command.args(["--log-level=warning", "--target=es2022", "--legal-comments=none"]);
    command
}

fn bundler(project: &Project, out: &Path) -> Command {
    let mut command = esbuild(project);
    command.args(["--bundle", "--minify", "--loader:.woff2=file"]);
    command.args(["--entry-names=[name]-[hash]", "--asset-names=[name]-[hash]"]);
    command.arg(format!("--outdir={}", out.display()));
    command
}

fn bundle(project: &Project, out: &Path, arguments: &[&str]) -> Result<()> {
    crate::process::run(bundler(project, out).args(arguments))
}

/// Bundles the sheet that comes with a program into the program's folder.
///
/// # Errors
/// esbuild fails.
pub fn bundle_sheet(project: &Project, sheet: &str, folder: &Path) -> Result<()> {
    let mut command = esbuild(project);
    crate::process::run(command.args(["--minify", sheet]).arg(format!("--outdir={}", folder.display())))
}

/// KaTeX's own sheet and faces, as [`KATEX_FACES`] makes them.
fn bundle_katex_css(project: &Project, out: &Path) -> Result<()> {
    let folder = project.target.join("katex-faces");
    remove_folder(&folder)?;
    crate::process::run(project.command("node").arg(KATEX_FACES).arg(&folder))?;
    let entry = format!("katex={}", folder.join("katex.css").display());
    bundle(project, out, &[&entry])
}

fn write_manifest(folder: &Path) -> Result<()> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder)? {
        let file = entry?.file_name().to_string_lossy().into_owned();
        entries.push(format!("  \"{}\": \"{file}\"", logical_name(&file)?));
    }
    entries.sort();
    fs::write(folder.join("assets.json"), format!("{{\n{}\n}}\n", entries.join(",\n")))?;
    Ok(())
}

/// `site-4F7QKMWZ.css` → `site.css`; fonts get the prefix `font/`.
fn logical_name(file: &str) -> Result<String> {
    let path = Path::new(file);
    let stem = path.file_stem().and_then(OsStr::to_str).unwrap_or_default();
    let extension = path.extension().and_then(OsStr::to_str).unwrap_or_default();
    let Some((name, _hash)) = stem.rsplit_once('-').filter(|(_, hash)| hash.len() == HASH_LENGTH) else {
        bail!("{file} has no hash in its name");
    };
    let folder = if extension == "woff2" { "font/" } else { "" };
    Ok(format!("{folder}{name}.{extension}"))
}

/// Removes a folder that may not be there.
///
/// # Errors
/// It cannot be removed.
pub fn remove_folder(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_their_hash() {
        assert_eq!(logical_name("site-4F7QKMWZ.css").unwrap(), "site.css");
        let font = "source-serif-4-latin-wght-normal-4F7QKMWZ.woff2";
        assert_eq!(logical_name(font).unwrap(), "font/source-serif-4-latin-wght-normal.woff2");
        assert!(logical_name("site.css").is_err());
    }
}
