//! The parts that pages load: style sheets, scripts and fonts from esbuild, the app from Trunk.
//!
//! All of them go to `assets/` under names that hold a hash of the content, so that caches never have to ask again.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, bail};
use sha2::{Digest as _, Sha256};
use studybuddy_content::page::document::Assets;

use super::{output::Output, walk};

/// Fonts that every page shows first.
const FIRST_FONTS: [&str; 1] = ["font/source-serif-4-latin-wght-normal.woff2"];
/// Fonts that formulas are hardly ever without.
const MATH_FONTS: [&str; 2] = ["font/KaTeX_Main-Regular.woff2", "font/KaTeX_Math-Italic.woff2"];

/// Fonts that a narrow screen gets after the text.
const LATE_FONTS: [&str; 3] = [
    "font/source-serif-4-latin-wght-normal.woff2",
    "font/source-serif-4-latin-wght-italic.woff2",
    "font/source-code-pro-latin-wght-normal.woff2",
];

/// The module of the renderer in the folder of the app.
const RENDERER: &str = "renderer/renderer.js";

/// Starts the app; `{folder}`, `{glue}`, `{wasm}` and `{fonts}` are filled in.
const STARTER: &str = include_str!("../../templates/start.js");

/// Everything that pages load.
#[derive(Debug)]
pub struct Parts {
    /// Where things are, as pages name them.
    pub assets: Assets,
    /// Files to copy: where they are, and their path below the site's root.
    files: Vec<(PathBuf, String)>,
    /// The module that starts the app.
    starter: String,
}

impl Parts {
    /// Finds all parts in the folders that esbuild (`web`) and Trunk (`app`) wrote.
    ///
    /// # Errors
    /// A part is missing or cannot be read.
    pub fn load(web: &Path, app: &Path) -> Result<Self> {
        let names = web_names(web)?;
        let name_of = |logical: &str| match names.get(logical) {
            Some(name) => Ok(format!("assets/{name}")),
            None => bail!("`{}` names no `{logical}`", web.join("assets.json").display()),
        };
        let mut files: Vec<(PathBuf, String)> =
            names.values().map(|name| (web.join(name), format!("assets/{name}"))).collect();

        let app = App::load(app)?;
        let late_fonts: Vec<&String> = LATE_FONTS.iter().filter_map(|font| names.get(*font)).collect();
        let starter = app.starter().replace("{fonts}", &serde_json::to_string(&late_fonts)?);
        let (finder, renderer) = (app.finder(), app.path(RENDERER));
        files.extend(app.files.iter().map(|(source, path)| (source.clone(), app.path(path))));

        let assets = Assets {
            style: name_of("site.css")?,
            theme: name_of("theme.js")?,
            app: format!("assets/app-{}.js", short_hash(&[starter.as_bytes()])),
            katex: name_of("katex.js")?,
            katex_style: name_of("katex.css")?,
            highlighter: name_of("highlighter.js")?,
            renderer,
            finder,
            previews: name_of("previews.js").ok(),
            reading: name_of("reading.js").ok(),
            preload_fonts: FIRST_FONTS.iter().filter_map(|font| name_of(font).ok()).collect(),
            preload_math_fonts: MATH_FONTS.iter().filter_map(|font| name_of(font).ok()).collect(),
        };
        Ok(Self { assets, files, starter })
    }

    /// Copies all parts.
    ///
    /// # Errors
    /// A file cannot be read or written.
    pub fn write(&self, output: &Output) -> Result<()> {
        output.write(&self.assets.app, &self.starter)?;
        for (source, path) in &self.files {
            output.copy(source, path)?;
        }
        Ok(())
    }

    /// The paths of all parts, which change with their contents.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        let files = self.files.iter().map(|(_, path)| path.as_str());
        files.chain(std::iter::once(self.assets.app.as_str()))
    }
}

/// Logical names, such as `site.css`, and the files that they stand for.
fn web_names(web: &Path) -> Result<BTreeMap<String, String>> {
    let path = web.join("assets.json");
    let text = fs::read_to_string(&path).with_context(|| {
        format!("could not read `{}`; `cargo xtask build` makes style sheets and scripts", path.display())
    })?;
    serde_json::from_str(&text).with_context(|| format!("could not read `{}`", path.display()))
}

/// The compiled app.
///
/// Its files stay together in a folder of their own, because the glue imports `snippets/` beside it, whose names
/// say nothing of their content.
#[derive(Debug)]
struct App {
    folder: String,
    glue: String,
    wasm: String,
    files: Vec<(PathBuf, String)>,
}

impl App {
    fn load(folder: &Path) -> Result<Self> {
        let hint = "`cargo xtask build` compiles the app";
        let files = walk::files(folder).context(hint)?.paths;
        let only = |is_wanted: &dyn Fn(&str) -> bool, what: &str| {
            let found: Vec<&String> = files.iter().filter(|path| is_wanted(path)).collect();
            match found.as_slice() {
                [path] => Ok((*path).clone()),
                [] => bail!("there is no {what} in `{}`; {hint}", folder.display()),
                _ => bail!(
                    "there is more than one {what} in `{}`; remove the folder, then {hint}",
                    folder.display()
                ),
            }
        };
        let is_at_top = |path: &str| !path.contains('/');
        let wasm = only(&|path| is_at_top(path) && path.ends_with("_bg.wasm"), "compiled app (`…_bg.wasm`)")?;
        let stem = wasm.trim_end_matches("_bg.wasm");
        let glue = only(&|path| path.strip_suffix(".js") == Some(stem), "glue of the app (`….js`)")?;
        if !files.iter().any(|path| path == RENDERER) {
            bail!("there is no `{RENDERER}` in `{}`; {hint}", folder.display());
        }
        let folders = ["snippets/", "finder/", "renderer/"];
        let kept = |path: &String| {
            *path == wasm || *path == glue || folders.iter().any(|folder| path.starts_with(folder))
        };

        let mut hash = Sha256::new();
        let mut kept_files = Vec::new();
        for path in files.iter().filter(|path| kept(path)) {
            let source = folder.join(path);
            let content =
                fs::read(&source).with_context(|| format!("could not read `{}`", source.display()))?;
            hash.update(path);
            hash.update(content);
            kept_files.push((source, path.clone()));
        }
        Ok(Self { folder: format!("app-{}", shortened(hash)), glue, wasm, files: kept_files })
    }

    /// The module of the finder, the part that is loaded when it is first used; `None` if it was not compiled.
    fn finder(&self) -> Option<String> {
        let module = "finder/finder.js";
        let is_there = self.files.iter().any(|(_, path)| path == module);
        is_there.then(|| self.path(module))
    }

    /// The path of one of its files below the site's root.
    fn path(&self, file: &str) -> String {
        format!("assets/{}/{file}", self.folder)
    }

    fn starter(&self) -> String {
        let text = without_comments(STARTER);
        text.replace("{folder}", &self.folder).replace("{glue}", &self.glue).replace("{wasm}", &self.wasm)
    }
}

/// A script without what only we read: lines that are comments, and what is before a line. It must have no text of more
/// than one line.
fn without_comments(script: &str) -> String {
    let lines = script.lines().map(str::trim_start);
    let kept: Vec<&str> = lines.filter(|line| !line.starts_with("//") && !line.is_empty()).collect();
    kept.join("\n") + "\n"
}

/// A hash for names: enough of SHA-256 to tell any two builds apart.
pub fn short_hash(parts: &[&[u8]]) -> String {
    let mut hash = ShortHash::default();
    parts.iter().for_each(|part| hash.add(part));
    hash.finish()
}

/// A [`short_hash`] of parts that come one after the other.
#[derive(Default)]
pub struct ShortHash(Sha256);

impl ShortHash {
    /// Adds a part.
    pub fn add(&mut self, part: &[u8]) {
        // The length keeps `ab`, `c` from being `a`, `bc`.
        self.0.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_le_bytes());
        self.0.update(part);
    }

    /// The hash of all of them.
    pub fn finish(self) -> String {
        shortened(self.0)
    }
}

fn shortened(hash: Sha256) -> String {
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_tell_parts_apart() {
        assert_eq!(short_hash(&[b"ab", b"c"]), short_hash(&[b"ab", b"c"]));
        assert_ne!(short_hash(&[b"ab", b"c"]), short_hash(&[b"a", b"bc"]));
        assert_eq!(short_hash(&[]).len(), 16);
    }

    #[test]
    fn readers_do_not_fetch_what_only_we_read() {
        assert_eq!(
            without_comments("// Why.\na('//b'); // c\n\n  // More.\n  d();\n"),
            "a('//b'); // c\nd();\n"
        );
        // A text of more than one line would lose what is before its lines.
        assert!(!without_comments(STARTER).contains('`'));
    }
}
