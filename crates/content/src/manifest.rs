//! The manifest: what the app and every list know of the posts without reading them.
//!
//! It is served as `posts/manifest.json`. Of a large site it holds the settings alone: what a page needs beside them
//! stands in a shard of its own, so that a page costs its reader the same whatever the number of posts.
//! `docs/data-files.md` describes the files for other programs. [`Manifest::VERSION`] changes whenever an older app
//! could misread one of them.

use std::{
    borrow::Cow,
    cmp::Ordering,
    collections::{BTreeMap, HashMap},
};

use serde::{Deserialize, Serialize};

use crate::{
    connections::{Connections, Connector},
    date::PostDate,
    front_matter::Visibility,
    image_file::ImageFile,
    link::PostLookup,
    markdown::CodeRun,
    reference::Reference,
    settings::Settings,
    slug::Slug,
};

/// All posts of a site, newest first, and the site's settings.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of this format.
    pub version: u32,
    /// The build that wrote it.
    pub build: String,
    /// What all its pages have in common ([`AppConfig::shell`]): when this changes, an open page has to be loaded anew.
    ///
    /// [`AppConfig::shell`]: crate::page::document::AppConfig::shell
    #[serde(default)]
    pub shell: String,
    /// The owner's settings.
    pub settings: Settings,
    /// Whether `posts` is left empty because it would be large: each page's data is in a file of its own.
    #[serde(default, skip_serializing_if = "is_false")]
    pub sharded: bool,
    /// The posts, newest first; posts without a date are last.
    pub posts: Vec<PostSummary>,
}

/// What the app needs to draw one post, beside its Markdown and the settings. On a large site it is served as
/// `posts/<slug>.json`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PostShard {
    /// The post.
    pub summary: PostSummary,
    /// The posts that it may link to, by file.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub links: BTreeMap<String, Slug>,
    /// What its page says of other posts.
    #[serde(default)]
    pub connections: Connections,
}

impl PostLookup for PostShard {
    fn slug_of(&self, file: &str) -> Option<Slug> {
        self.links.get(file).cloned()
    }

    fn image(&self, path: &str) -> Option<ImageFile> {
        self.summary.images.get(path).cloned()
    }

    fn code_run(&self, block: usize) -> Option<CodeRun> {
        self.summary.code_runs.iter().find(|run| run.block == block).cloned()
    }

    fn reference(&self, key: &str) -> Option<Reference> {
        self.summary.references.get(key).map(|lines| Reference::of_lines(lines))
    }
}

/// What lists say of a post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostSummary {
    /// Its address.
    pub slug: Slug,
    /// Its file, relative to the folder of posts.
    pub source: String,
    /// Its title.
    pub title: String,
    /// Its description, or the start of its text.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// When it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PostDate>,
    /// When it was last changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated: Option<PostDate>,
    /// Categories as written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<String>,
    /// Tags as written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// The series that it is a part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series: Option<String>,
    /// Its place in the series.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series_order: Option<i64>,
    /// Posts about the same, best first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Slug>,
    /// Posts that link to it, newest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub backlinks: Vec<Slug>,
    /// Reading time in minutes.
    pub minutes: usize,
    /// The images of this site that it shows, by their path below the root.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub images: BTreeMap<String, ImageFile>,
    /// The runs of its code that its page tells of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub code_runs: Vec<CodeRun>,
    /// The works that it cites, by key: the lines of a [`Reference`].
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub references: BTreeMap<String, String>,
    /// Who is meant to see it.
    #[serde(default, skip_serializing_if = "Visibility::is_public")]
    pub visibility: Visibility,
    /// Whether it has formulas, so that its page needs KaTeX.
    #[serde(default, skip_serializing_if = "is_false")]
    pub math: bool,
    /// Whether it has code in some language, so that its page needs the highlighter.
    #[serde(default, skip_serializing_if = "is_false")]
    pub code: bool,
    /// The hash of the card that the build drew for link previews, if its author names no picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<String>,
}

/// A tag or a category with its posts.
#[derive(Clone, Debug)]
pub struct Label<'a> {
    /// Its address.
    pub slug: Slug,
    /// Its name as most posts write it first.
    pub name: String,
    /// Its posts, newest first.
    pub posts: Vec<&'a PostSummary>,
}

impl Manifest {
    /// The format that this version writes and reads.
    pub const VERSION: u32 = 3;
    /// Up to so many posts the manifest holds them all, and no page needs another file.
    pub const MAX_POSTS: usize = 100;
    /// The same for the works that they cite, which are longer than all else that is said of a post.
    const MAX_REFERENCES: usize = 300;

    /// A manifest of posts in any order.
    #[must_use]
    pub fn new(build: String, settings: Settings, mut posts: Vec<PostSummary>) -> Self {
        posts.sort_by(newest_first);
        Self { version: Self::VERSION, build, shell: String::new(), settings, sharded: false, posts }
    }

    /// Whether the app finds the data of each page in a file of its own, instead of all in this one.
    #[must_use]
    pub fn is_large(&self) -> bool {
        let references = || self.posts.iter().map(|post| post.references.len()).sum::<usize>();
        // It is asked for each post: with many of them nothing is counted.
        self.posts.len() > Self::MAX_POSTS || references() > Self::MAX_REFERENCES
    }

    /// The manifest as it is served: without the posts, if it is large.
    #[must_use]
    pub fn served(&self) -> Cow<'_, Self> {
        if !self.is_large() {
            return Cow::Borrowed(self);
        }
        Cow::Owned(Self {
            sharded: true,
            posts: Vec::new(),
            build: self.build.clone(),
            shell: self.shell.clone(),
            settings: self.settings.clone(),
            ..*self
        })
    }

    /// What is needed to draw the post with this slug; `None` if there is none.
    #[must_use]
    pub fn post(&self, slug: &Slug) -> Option<PostShard> {
        let summary = self.posts.iter().find(|post| post.slug == *slug)?.clone();
        let mut links = BTreeMap::new();
        links.extend(self.posts.iter().map(|post| (post.source.clone(), post.slug.clone())));
        Some(PostShard { summary, links, connections: Connector::new(self).connections(slug) })
    }

    /// The posts that lists show, newest first.
    pub fn listed(&self) -> impl Iterator<Item = &PostSummary> {
        self.posts.iter().filter(|post| post.visibility != Visibility::Hidden)
    }

    /// All tags, in the order of their slugs.
    #[must_use]
    pub fn tags(&self) -> Vec<Label<'_>> {
        self.labels(|post| &post.tags)
    }

    /// All categories, likewise.
    #[must_use]
    pub fn categories(&self) -> Vec<Label<'_>> {
        self.labels(|post| &post.categories)
    }

    fn labels<'a>(&'a self, of: impl Fn(&'a PostSummary) -> &'a Vec<String>) -> Vec<Label<'a>> {
        let mut slugs: HashMap<&str, Option<Slug>> = HashMap::new();
        let mut labels: BTreeMap<Slug, Label<'a>> = BTreeMap::new();
        for post in self.listed() {
            for name in of(post) {
                let Some(slug) = slugs.entry(name.as_str()).or_insert_with(|| Slug::new(name)) else {
                    continue;
                };
                let label = labels.entry(slug.clone()).or_insert_with(|| Label {
                    slug: slug.clone(),
                    name: name.clone(),
                    posts: Vec::new(),
                });
                if label.posts.last().is_none_or(|last| last.slug != post.slug) {
                    label.posts.push(post);
                }
            }
        }
        labels.into_values().collect()
    }
}

/// Width and height of a card, in pixels.
pub const CARD_SIZE: (u32, u32) = (1200, 630);

impl PostSummary {
    /// Where its card stands, below the root; `None` if it has none.
    #[must_use]
    pub fn card_path(&self) -> Option<String> {
        self.card.as_ref().map(|hash| format!("assets/cards/{}-{hash}.png", self.slug))
    }

    /// The address of its card, if it has one and the site's own address is known.
    #[must_use]
    pub fn card_url(&self, settings: &Settings) -> Option<String> {
        settings.absolute_url(&self.card_path()?)
    }

    /// What a list shows of it.
    pub(crate) fn for_lists(&self) -> Self {
        Self {
            images: BTreeMap::new(),
            code_runs: Vec::new(),
            references: BTreeMap::new(),
            series: None,
            series_order: None,
            related: Vec::new(),
            backlinks: Vec::new(),
            ..self.clone()
        }
    }

    /// What the archive shows of it: title and date.
    pub(crate) fn for_archive(&self) -> Self {
        Self {
            description: String::new(),
            categories: Vec::new(),
            tags: Vec::new(),
            math: false,
            code: false,
            ..self.for_lists()
        }
    }
}

/// For serde, which gives a reference.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
fn is_false(value: &bool) -> bool {
    !value
}

/// Newest first, undated last, then by title, so that the order never depends on the file system.
fn newest_first(a: &PostSummary, b: &PostSummary) -> Ordering {
    let by_date = match (&a.date, &b.date) {
        (Some(a), Some(b)) => b.cmp(a),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    };
    by_date.then_with(|| a.title.cmp(&b.title)).then_with(|| a.slug.cmp(&b.slug))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A post of which nothing is known but its address.
    pub(crate) fn summary(slug: &str) -> PostSummary {
        PostSummary {
            slug: Slug::new(slug).unwrap(),
            source: format!("{slug}.md"),
            title: slug.to_owned(),
            description: String::new(),
            date: None,
            updated: None,
            categories: Vec::new(),
            tags: Vec::new(),
            series: None,
            series_order: None,
            related: Vec::new(),
            backlinks: Vec::new(),
            minutes: 1,
            images: BTreeMap::new(),
            code_runs: Vec::new(),
            references: BTreeMap::new(),
            visibility: Visibility::Public,
            math: false,
            code: false,
            card: None,
        }
    }

    fn manifest(posts: Vec<PostSummary>) -> Manifest {
        Manifest::new("1".to_owned(), Settings::default(), posts)
    }

    #[test]
    fn a_large_site_serves_a_manifest_as_small_as_that_of_an_empty_one() {
        let size = |count: usize| {
            let manifest = manifest((0..count).map(|number| summary(&format!("p{number}"))).collect());
            serde_json::to_string(&manifest.served()).unwrap().len()
        };
        assert!(size(Manifest::MAX_POSTS) > 5_000, "small sites need no other file");
        assert!(size(Manifest::MAX_POSTS + 1) < size(0) + 20);
        assert_eq!(size(Manifest::MAX_POSTS + 1), size(10_000));
        let mut citing = summary("p");
        citing.references =
            (0..=Manifest::MAX_REFERENCES).map(|number| (number.to_string(), String::new())).collect();
        assert!(manifest(vec![citing]).served().posts.is_empty());
    }
}
