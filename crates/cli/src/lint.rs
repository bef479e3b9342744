//! What `check` says of posts: what reading them told, the rules over one post ([`studybuddy_content::lint`]), and the
//! rules here, which need KaTeX, the disk, or the other posts.
//!
//! Start at [`Site::check`] for one post and [`together::check`] for all.

mod bibliography;
pub mod fix;
mod languages;
mod mathematics;
pub mod online;
mod series;
mod targets;
pub mod together;

use std::{
    collections::{HashMap, HashSet},
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use anyhow::Result;
use studybuddy_content::{diagnostic::Diagnostic, lint, post::Post, settings::Settings, slug::Slug};

use crate::{
    bibliography::Bibliography,
    report::{File, Report},
    site::{
        bibliographies::{Bibliographies, Citing},
        render::parse_post,
        sources::{Audience, SourcePost, Sources},
        walk,
    },
    typeset::Fault,
};

/// What posts are checked against.
#[derive(Debug, Default)]
pub struct Site {
    pub settings: Settings,
    /// The folder of posts.
    folder: PathBuf,
    /// All posts, by address.
    posts: HashMap<Slug, SourcePost>,
    /// The address of the post in each file.
    slugs: HashMap<String, Slug>,
    /// Files that readers can fetch, by their path below the root.
    files: HashSet<String>,
    /// Old addresses from which readers are led on, without slashes at their ends.
    redirects: HashSet<String>,
    /// The ids in posts that were asked for.
    ids: Mutex<HashMap<Slug, Arc<HashSet<String>>>>,
    typeset: mathematics::Memo,
    bibliographies: Bibliographies,
}

/// A post, and what is to be said of it.
#[derive(Debug)]
pub struct Checked {
    pub post: Post,
    /// What KaTeX says of each formula.
    pub faults: Vec<Option<Fault>>,
    /// By place; the same thing is said once.
    pub findings: Vec<Diagnostic>,
}

impl Site {
    /// Reads what is there. What is wrong with files as such goes to the report.
    ///
    /// # Errors
    /// The folder or a file in it cannot be read.
    pub fn load(
        folder: &Path,
        site: &Path,
        public: &Path,
        report: &mut Report,
    ) -> Result<(Self, Vec<SourcePost>)> {
        let sources = Sources::load(folder, site, Audience::Author, report)?;
        let beside = sources.companions.iter().map(|file| format!("posts/{file}"));
        let public_files = if public.is_dir() { walk::files(public)?.paths } else { Vec::new() };
        let aliases = sources.posts.iter().flat_map(|post| &post.head.front_matter.aliases);
        let old = aliases.chain(sources.settings.redirects.keys());
        let site = Self {
            redirects: old.map(|address| address.trim_matches('/').to_owned()).collect(),
            settings: sources.settings.clone(),
            folder: folder.to_owned(),
            bibliographies: Bibliographies::new(folder, public),
            slugs: sources.slugs().into_iter().map(|(file, slug)| (file.to_owned(), slug.clone())).collect(),
            files: beside.chain(public_files).collect(),
            posts: sources.posts.iter().map(|post| (post.head.slug.clone(), post.clone())).collect(),
            ..Self::default()
        };
        let mut posts = sources.posts;
        posts.extend(sources.shadowed);
        posts.sort_by(|a, b| a.file.path.cmp(&b.file.path));
        Ok((site, posts))
    }

    /// A site of which nothing is known but its settings.
    pub fn bare(settings: Settings) -> Self {
        Self { settings, ..Self::default() }
    }

    /// The file, relative to the folder of posts, that has an address already.
    pub fn owner(&self, slug: &Slug) -> Option<&SourcePost> {
        self.posts.get(slug)
    }

    /// Reads and checks one post. A fault of ours is told, and is no reason to keep quiet about other posts.
    pub fn check(&self, source: &SourcePost) -> Checked {
        catch_unwind(AssertUnwindSafe(|| self.try_check(source))).unwrap_or_else(|_| {
            let message = "StudyBuddy failed on this post; please report it with the file";
            let empty = File { path: source.file.path.clone(), text: Arc::from("") };
            let post = parse_post(&SourcePost { file: empty, ..source.clone() }, &|_: &str| None);
            let findings = vec![Diagnostic::error("post/internal", 0..0, message)];
            Checked { post, faults: Vec::new(), findings }
        })
    }

    fn try_check(&self, source: &SourcePost) -> Checked {
        let bibliography = self.bibliographies.of(source);
        let post = self.parse(source, bibliography.as_deref());
        let text = &source.file.text;
        let faults = mathematics::faults(&post, &self.settings, &self.typeset);
        // Places are checked here, where files are known, and say more than those of the parser.
        let told = post.diagnostics().iter().filter(|finding| finding.code != "link/post").cloned();
        let mut findings: Vec<Diagnostic> = told.map(|finding| lint::narrowed(text, finding)).collect();
        findings.extend(lint::lint(text, &post));
        mathematics::explain(text, &post, &faults, &self.settings, &mut findings);
        languages::check(text, &post, &mut findings);
        let missing = self.bibliographies.missing(source);
        bibliography::check(source, &post.document, bibliography.as_deref(), &missing, &mut findings);
        targets::check(self, text, &post, &self.note_ids(&post), &mut findings);
        findings
            .sort_by(|a, b| (a.span.start, &a.code, &a.message).cmp(&(b.span.start, &b.code, &b.message)));
        findings.dedup_by(|a, b| (a.span.start, &a.code, &a.message) == (b.span.start, &b.code, &b.message));
        Checked { post, faults, findings }
    }

    fn parse(&self, source: &SourcePost, bibliography: Option<&Bibliography>) -> Post {
        let around = |file: &str| self.slugs.get(file).cloned();
        parse_post(source, &Citing { around: &around, bibliography })
    }

    /// The bibliographies of the posts that were checked.
    pub fn bibliographies(&self) -> &Bibliographies {
        &self.bibliographies
    }

    fn note_ids(&self, post: &Post) -> Arc<HashSet<String>> {
        let ids = Arc::new(HashSet::from_iter(lint::ids(&post.document)));
        let mut known = self.ids.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(post.head.slug.clone(), Arc::clone(&ids));
        ids
    }

    /// The ids in a post; those of one that is not checked are read when they are asked for.
    fn ids_of(&self, slug: &Slug) -> Arc<HashSet<String>> {
        if let Some(ids) = self.ids.lock().unwrap_or_else(PoisonError::into_inner).get(slug) {
            return Arc::clone(ids);
        }
        let Some(source) = self.posts.get(slug) else { return Arc::default() };
        self.note_ids(&self.parse(source, self.bibliographies.of(source).as_deref()))
    }
}
