//! What an author wrote, read from disk: settings, posts, and the files beside them.

use std::{
    collections::HashMap,
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::{Context as _, Result, bail};
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};
use studybuddy_content::{
    diagnostic::Diagnostic,
    front_matter::Visibility,
    post::PostHead,
    post_name::{PostName, is_markdown},
    settings::Settings,
    slug::Slug,
};

use super::{parts::short_hash, walk};
use crate::{
    report::{File, Report},
    verify::record,
};

/// The files of a site.
#[derive(Debug)]
pub struct Sources {
    /// The folder of posts.
    pub folder: PathBuf,
    /// The owner's settings.
    pub settings: Settings,
    /// The posts that are to be built, by file; no two have the same slug.
    pub posts: Vec<SourcePost>,
    /// Posts that are not built because one before them has their slug.
    pub shadowed: Vec<SourcePost>,
    /// Files beside the posts, relative to the folder: images, data, PDFs.
    pub companions: Vec<String>,
}

/// A post whose front matter has been read.
#[derive(Clone, Debug)]
pub struct SourcePost {
    /// Its file, for messages; without text if it was [left out](Sources::load_heads).
    pub file: File,
    /// Where that is.
    pub path: PathBuf,
    /// Its name and front matter.
    pub head: PostHead,
    /// The hash of its text.
    pub hash: String,
}

/// Which posts are for whom.
#[derive(Clone, Copy, Debug)]
pub enum Audience {
    /// Posts that are out at this time, in seconds since 1970.
    Readers { now: i64 },
    /// All posts: drafts and those of the future, too.
    Author,
}

impl Audience {
    fn sees(self, head: &PostHead) -> bool {
        let Self::Readers { now } = self else { return true };
        let is_out = head.front_matter.date.as_ref().is_none_or(|date| date.unix_seconds() <= now);
        is_out && head.front_matter.visibility != Visibility::Draft
    }
}

impl Sources {
    /// Reads settings and posts. What is wrong inside of them goes to the report.
    ///
    /// # Errors
    /// The folder or a file in it cannot be read.
    pub fn load(folder: &Path, site: &Path, audience: Audience, report: &mut Report) -> Result<Self> {
        Self::load_as(folder, site, audience, report, |post| post)
    }

    /// The same, without the texts of posts: those of a large site would take most of the memory. [`SourcePost::with_text`]
    /// reads one again.
    ///
    /// # Errors
    /// The folder or a file in it cannot be read.
    pub fn load_heads(folder: &Path, site: &Path, audience: Audience, report: &mut Report) -> Result<Self> {
        Self::load_as(folder, site, audience, report, SourcePost::without_text)
    }

    fn load_as(
        folder: &Path,
        site: &Path,
        audience: Audience,
        report: &mut Report,
        keep: fn(SourcePost) -> SourcePost,
    ) -> Result<Self> {
        let settings = load_settings(site, report)?;
        let files = walk::files(folder)?;
        for (path, reason) in files.skipped {
            let file = File::without_text(label(folder, &path));
            report.add(&file, [Diagnostic::warning("post/skipped", 0..0, format!("passed over: {reason}"))]);
        }
        let (posts, others): (Vec<String>, Vec<String>) =
            files.paths.into_iter().partition(|path| PostName::parse(path).is_some());
        let load = |path: &String| {
            let mut findings = Report::default();
            let label = label(folder, path);
            let post = SourcePost::load(&folder.join(path), path, label, &mut findings)?;
            anyhow::Ok((post.map(keep), findings))
        };
        let loaded = posts.par_iter().map(load).collect::<Result<Vec<_>>>()?;
        let mut seen = Vec::with_capacity(posts.len());
        let mut left_out = Vec::new();
        for (path, (post, findings)) in posts.iter().zip(loaded) {
            report.append(findings);
            let Some(post) = post else { continue };
            if audience.sees(&post.head) {
                seen.push(post);
            } else {
                left_out.extend(own_folder(path));
            }
        }
        let companions = others
            .into_iter()
            .filter(|path| is_companion(path) && !left_out.iter().any(|folder| path.starts_with(folder)))
            .collect();
        let (posts, shadowed) = first_of_each_slug(seen, report);
        Ok(Self { folder: folder.to_owned(), settings, posts, shadowed, companions })
    }

    /// The addresses of the posts by file, for links between them.
    pub fn slugs(&self) -> HashMap<&str, &Slug> {
        self.posts.iter().map(|post| (post.head.file.as_str(), &post.head.slug)).collect()
    }
}

impl SourcePost {
    /// Reads a post. `name` is its path in the folder of posts; `None` if it cannot have an address.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn load(path: &Path, name: &str, label: String, report: &mut Report) -> Result<Option<Self>> {
        let bytes = fs::read(path).with_context(|| format!("could not read `{}`", path.display()))?;
        let (text, problem) = decode(bytes);
        let file = File { path: label, text: Arc::from(text) };
        report.add(&file, problem);
        let hash = short_hash(&[file.text.as_bytes()]);
        Ok(PostHead::read(name, &file.text).map(|head| Self { file, path: path.to_owned(), head, hash }))
    }

    fn without_text(self) -> Self {
        Self { file: File::without_text(self.file.path), ..self }
    }

    /// The post with its text, which is read again.
    ///
    /// # Errors
    /// The file cannot be read, or has changed.
    pub fn with_text(&self) -> Result<Self> {
        let path = &self.file.path;
        let (text, _) = decode(fs::read(&self.path).with_context(|| format!("could not read `{path}`"))?);
        if short_hash(&[text.as_bytes()]) != self.hash {
            bail!("`{path}` changed while it was read; build again");
        }
        Ok(Self { file: File { path: path.clone(), text: Arc::from(text) }, ..self.clone() })
    }
}

/// A file's text. Bytes that are not UTF-8 show as `�`, and the author is told where the first one is.
fn decode(bytes: Vec<u8>) -> (String, Option<Diagnostic>) {
    match String::from_utf8(bytes) {
        Ok(text) => (text, None),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let message = format!("the file is not UTF-8: byte {at} is not part of a character");
            let problem = Diagnostic::error("post/encoding", at..at + 1, message)
                .with_help("save the file as UTF-8; what could not be read is shown as `�`");
            (String::from_utf8_lossy(error.as_bytes()).into_owned(), Some(problem))
        }
    }
}

/// Reads the settings; without the file they have their defaults.
///
/// # Errors
/// The file is there and cannot be read.
pub fn load_settings(path: &Path, report: &mut Report) -> Result<Settings> {
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Settings::default()),
        Err(error) => return Err(error).with_context(|| format!("could not read `{}`", path.display())),
    };
    let (text, problem) = decode(bytes);
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let (settings, diagnostics) = Settings::parse(&name, &text);
    let file = File { path: name, text: Arc::from(text) };
    report.add(&file, problem.into_iter().chain(diagnostics));
    Ok(settings)
}

/// A file as messages name it: the folder's own name and the path in it.
pub fn label(folder: &Path, path: &str) -> String {
    let folder = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    match folder.file_name() {
        Some(name) => format!("{}/{path}", name.to_string_lossy()),
        None => path.to_owned(),
    }
}

/// The folder that belongs to a post: `x/` of `x/index.md`.
fn own_folder(path: &str) -> Option<String> {
    let is_index = PostName::parse(path).is_some_and(|name| name.is_index);
    let (folder, _) = path.rsplit_once('/').filter(|_| is_index)?;
    Some(format!("{folder}/"))
}

/// Whether a file beside the posts is for readers: not hidden, no editor's backup, no Markdown that is not a post, no
/// record of a run.
fn is_companion(path: &str) -> bool {
    let is_hidden = path.split('/').any(|part| part.starts_with('.'));
    let name = path.rsplit('/').next().unwrap_or(path);
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let is_left_over =
        ["bak", "orig", "swo", "swp", "tmp"].iter().any(|known| extension.eq_ignore_ascii_case(known));
    let is_meant_for_us = is_markdown(name) || name.ends_with(record::SUFFIX);
    !is_hidden && !is_left_over && !is_meant_for_us && !name.starts_with('#') && !name.ends_with('~')
}

/// The first post of each slug, and the others; the author is told of those.
fn first_of_each_slug(posts: Vec<SourcePost>, report: &mut Report) -> (Vec<SourcePost>, Vec<SourcePost>) {
    let mut owners: HashMap<Slug, String> = HashMap::new();
    let mut kept = Vec::with_capacity(posts.len());
    let mut shadowed = Vec::new();
    for post in posts {
        let slug = &post.head.slug;
        if let Some(owner) = owners.get(slug) {
            let message =
                format!("`{}` has the same slug as `{owner}`: `{slug}`; it is not built", post.file.path);
            let problem = Diagnostic::error("post/slug", 0..0, message)
                .with_help("rename one of the files, or give one of them a `slug` in its front matter");
            report.add(&post.file, [problem]);
            shadowed.push(post);
        } else {
            owners.insert(slug.clone(), post.file.path.clone());
            kept.push(post);
        }
    }
    (kept, shadowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn companions_are_what_readers_may_fetch() {
        for path in ["img/a.png", "x/data.csv", "paper.pdf", "a.b/c.svg"] {
            assert!(is_companion(path), "{path}");
        }
        for path in [
            ".DS_Store",
            ".git/config",
            "x.md~",
            "x.md.bak",
            "#x.md#",
            "README.md",
            "a/_index.md",
            ".x.swp",
            "a/x.verified.json",
        ] {
            assert!(!is_companion(path), "{path}");
        }
    }

    #[test]
    fn a_text_is_read_again_unless_it_changed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        fs::write(&path, "# A\n\ncaf\u{e9}\n").unwrap();
        let mut report = Report::default();
        let load = Sources::load_heads;
        let sources = load(folder.path(), Path::new("none"), Audience::Author, &mut report).unwrap();
        let post = &sources.posts[0];
        assert_eq!(&*post.file.text, "");
        assert_eq!(&*post.with_text().unwrap().file.text, "# A\n\ncaf\u{e9}\n");
        fs::write(&path, "# B\n").unwrap();
        assert!(post.with_text().unwrap_err().to_string().contains("changed while it was read; build again"));
    }

    #[test]
    fn text_that_is_not_utf8_is_read_as_far_as_it_goes() {
        let (text, problem) = decode(b"caf\xe9 au lait".to_vec());
        assert_eq!(text, "caf\u{fffd} au lait");
        assert_eq!(problem.unwrap().span, 3..4);
    }
}
