//! The checkout of a blog: which engine it is for, which files are posts, where they were served.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap},
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Result, bail};
use studybuddy_content::{
    diagnostic::Diagnostic, front_matter, link::percent_decode, post::PostHead, post_name::PostName,
    slug::Slug,
};

use super::permalink::Permalinks;
use crate::{
    report::Report,
    site::{sources::SourcePost, walk},
};

/// What a blog was written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Engine {
    /// `_posts`, `_drafts`
    Jekyll,
    /// `content`, `static`
    Hugo,
    /// `content`, `static`
    Zola,
    /// `.qmd` files
    Quarto,
    /// A checkout of huggingface/blog: `.md` files and `assets`
    HuggingFace,
}

/// A blog on the disk.
#[derive(Debug)]
pub struct Checkout {
    /// Its folder.
    pub root: PathBuf,
    /// What it is for.
    pub engine: Engine,
    /// Its posts; no two have the same slug.
    pub files: Vec<SourceFile>,
    /// Where they were served.
    permalinks: Permalinks,
    /// What may be named in a link, without slashes at its ends and without ending: files, and addresses.
    names: HashMap<String, Slug>,
}

/// A post of another engine.
#[derive(Debug)]
pub struct SourceFile {
    /// Its path in the checkout.
    pub path: String,
    /// Its text.
    pub text: String,
    /// Its name and front matter.
    pub head: PostHead,
    /// Its address with us.
    pub slug: Slug,
    /// Where it was served.
    pub aliases: Vec<String>,
    /// Whether the engine does not publish it.
    pub is_draft: bool,
    /// Keys of its front matter that mean nothing here.
    pub left_out: Vec<String>,
}

impl Engine {
    /// The engine that a folder is for.
    ///
    /// # Errors
    /// There is no telling.
    pub fn detect(root: &Path) -> Result<Self> {
        let has = |name: &str| root.join(name).exists();
        let config = fs::read_to_string(root.join("config.toml")).unwrap_or_default();
        let hugo = [
            "hugo.toml",
            "hugo.yaml",
            "hugo.yml",
            "hugo.json",
            "config.yaml",
            "config.yml",
            "config/_default",
        ];
        if has("_quarto.yml") || has("_quarto.yaml") {
            Ok(Self::Quarto)
        } else if has("_posts") || has("_config.yml") {
            Ok(Self::Jekyll)
        } else if has("zola.toml") || config.contains("base_url") {
            Ok(Self::Zola)
        } else if hugo.iter().any(|name| has(name)) || !config.is_empty() {
            Ok(Self::Hugo)
        } else if has("_blog.yml") && has("assets") {
            Ok(Self::HuggingFace)
        } else {
            bail!("`{}` is of no engine that is known here; say --from", root.display())
        }
    }

    /// Whether a file in the checkout is a post.
    fn is_post(self, path: &str) -> bool {
        let first = path.split('/').next().unwrap_or_default();
        let is_hidden = path.split('/').any(|part| part.starts_with('.'));
        let is_named = PostName::parse(path).is_some() && !is_hidden;
        let is_in = |folder: &str| path.split('/').rev().skip(1).any(|part| part == folder);
        is_named
            && match self {
                Self::Jekyll => (is_in("_posts") || is_in("_drafts")) && first != "_site",
                Self::Hugo | Self::Zola => first == "content" && path.matches('/').count() > 1,
                Self::Quarto => path.ends_with(".qmd") && path.contains('/') && !first.starts_with('_'),
                Self::HuggingFace => !path.contains('/') && path.ends_with(".md"),
            }
    }

    /// The folders that an address of a file may start from.
    fn file_roots(self) -> &'static [&'static str] {
        match self {
            Self::Jekyll | Self::Quarto | Self::HuggingFace => &[""],
            Self::Hugo => &["static", "assets", "content"],
            Self::Zola => &["static", "content"],
        }
    }
}

impl Checkout {
    /// Reads all posts.
    ///
    /// # Errors
    /// The folder or a file in it cannot be read.
    pub fn load(root: &Path, engine: Engine, report: &mut Report) -> Result<Self> {
        let permalinks = Permalinks::load(root, engine)?;
        let (files, names) = (Vec::new(), HashMap::new());
        let mut checkout = Self { root: root.to_owned(), engine, files, permalinks, names };
        for path in walk::files(root)?.paths.into_iter().filter(|path| engine.is_post(path)) {
            let Some(source) = SourcePost::load(&root.join(&path), &path, path.clone(), report)? else {
                continue;
            };
            checkout.add(path, source, report);
        }
        Ok(checkout)
    }

    fn add(&mut self, path: String, SourcePost { file, head, .. }: SourcePost, report: &mut Report) {
        let slug = head.slug.clone();
        if let Some(other) = self.files.iter().find(|other| other.slug == slug) {
            let message = format!("it is left out: `{}` has the same slug, `{slug}`", other.path);
            report.add(&file, [Diagnostic::error("import/slug", 0..0, message)]);
            return;
        }
        let mut aliases = head.front_matter.aliases.clone();
        if aliases.iter().all(|alias| !alias.contains('/')) {
            aliases.extend(self.permalinks.address(self.engine, &path, &slug, &head));
        }
        let stem = path.rsplit_once('.').map_or(path.as_str(), |(stem, _)| stem);
        let file_name = stem.rsplit('/').next().unwrap_or(stem);
        let folder = stem.strip_suffix("/index").unwrap_or(stem);
        let in_content = folder.strip_prefix("content/").unwrap_or(folder);
        for name in
            [stem, file_name, folder, in_content].into_iter().chain(aliases.iter().map(String::as_str))
        {
            // Two posts may have a name in common, such as `index`; then it says nothing.
            if name != "index" {
                self.names.entry(plain(name).to_owned()).or_insert_with(|| slug.clone());
            }
        }
        let is_draft = self.engine == Engine::Jekyll && path.split('/').any(|part| part == "_drafts");
        let mut left_out = front_matter::unknown_keys(&path, &file.text);
        // It says how formulas are read, and is kept.
        left_out.retain(|key| key != "layout");
        let text = file.text.to_string();
        self.files.push(SourceFile { path, text, head, slug, aliases, is_draft, left_out });
    }

    /// The keys of front matter that mean nothing here, and in how many posts each stands; the most frequent first.
    pub fn keys_left_out(&self) -> Vec<(&str, usize)> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for key in self.files.iter().flat_map(|file| &file.left_out) {
            *counts.entry(key).or_default() += 1;
        }
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by_key(|(_, count)| Reverse(*count));
        counts
    }

    /// The post that a link in a file leads to.
    pub fn post(&self, from: &str, url: &str) -> Option<&Slug> {
        let url = url.strip_prefix("@/").unwrap_or(url);
        let beside = format!("{}/{url}", from.rsplit_once('/').map_or("", |(folder, _)| folder));
        [url, &beside].into_iter().find_map(|name| self.names.get(plain(&normal(name))))
    }

    /// The file that an address in a post leads to.
    pub fn file(&self, from: &str, url: &str) -> Option<PathBuf> {
        let path = percent_decode(url.split(['?', '#']).next().unwrap_or(url));
        let path = path.strip_prefix("/blog/assets/").map_or(path.clone(), |rest| format!("/assets/{rest}"));
        let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
        let from_root = path.trim_start_matches('/');
        let beside = (!path.starts_with('/')).then(|| format!("{folder}/{path}"));
        let below_roots = self.engine.file_roots().iter().map(|root| format!("{root}/{from_root}"));
        let root = fs::canonicalize(&self.root).ok()?;
        // What lies outside of the checkout is not part of it.
        beside
            .into_iter()
            .chain(below_roots)
            .filter_map(|path| fs::canonicalize(root.join(path.trim_start_matches('/'))).ok())
            .find(|path| path.is_file() && path.starts_with(&root))
    }
}

/// A name without what addresses and files of the same thing differ in.
fn plain(name: &str) -> &str {
    let name = name.split(['?', '#']).next().unwrap_or(name).trim_matches('/');
    let name =
        [".html", ".md", ".markdown", ".qmd"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
    name.strip_suffix("/index").unwrap_or(name).trim_matches('/')
}

/// A path without `.` and `..`.
fn normal(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "." | "" => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}
