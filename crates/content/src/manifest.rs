//! The manifest: what the app and every list know of the posts without reading them.
//!
//! It is served as `posts/manifest.json`. [`Manifest::VERSION`] changes whenever an older app could misread it.

use std::{cmp::Ordering, collections::BTreeMap};

use serde::{Deserialize, Serialize};

use crate::{date::PostDate, front_matter::Visibility, settings::Settings, slug::Slug};

/// All posts of a site, newest first, and the site's settings.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of this format.
    pub version: u32,
    /// The build that wrote it; an open page meets a new deploy when this changes.
    pub build: String,
    /// The owner's settings.
    pub settings: Settings,
    /// The posts, newest first; posts without a date are last.
    pub posts: Vec<PostSummary>,
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
    /// Reading time in minutes.
    pub minutes: usize,
    /// Width and height of its images of this site, by their path below the root.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub images: BTreeMap<String, (u32, u32)>,
    /// Who is meant to see it.
    #[serde(default, skip_serializing_if = "Visibility::is_public")]
    pub visibility: Visibility,
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
    pub const VERSION: u32 = 1;

    /// A manifest of posts in any order.
    #[must_use]
    pub fn new(build: String, settings: Settings, mut posts: Vec<PostSummary>) -> Self {
        posts.sort_by(newest_first);
        Self { version: Self::VERSION, build, settings, posts }
    }

    /// The post with this slug.
    #[must_use]
    pub fn post(&self, slug: &Slug) -> Option<&PostSummary> {
        self.posts.iter().find(|post| post.slug == *slug)
    }

    /// The posts that lists show, newest first.
    pub fn listed(&self) -> impl Iterator<Item = &PostSummary> {
        self.posts.iter().filter(|post| post.visibility != Visibility::Hidden)
    }

    /// The posts before (older) and after (newer) a post, as lists show them.
    #[must_use]
    pub fn neighbours(&self, slug: &Slug) -> Neighbours<'_> {
        let listed: Vec<&PostSummary> = self.listed().collect();
        let Some(at) = listed.iter().position(|post| post.slug == *slug) else {
            return Neighbours::default();
        };
        Neighbours {
            newer: at.checked_sub(1).and_then(|index| listed.get(index)).copied(),
            older: listed.get(at + 1).copied(),
        }
    }

    /// All tags, by name.
    #[must_use]
    pub fn tags(&self) -> Vec<Label<'_>> {
        self.labels(|post| &post.tags)
    }

    /// All categories, by name.
    #[must_use]
    pub fn categories(&self) -> Vec<Label<'_>> {
        self.labels(|post| &post.categories)
    }

    fn labels<'a>(&'a self, of: impl Fn(&'a PostSummary) -> &'a Vec<String>) -> Vec<Label<'a>> {
        let mut labels: BTreeMap<Slug, Label<'a>> = BTreeMap::new();
        for post in self.listed() {
            for name in of(post) {
                let Some(slug) = Slug::new(name) else { continue };
                let label = labels.entry(slug.clone()).or_insert_with(|| Label {
                    slug,
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

    /// How many pages the list of posts has; at least one.
    #[must_use]
    pub fn page_count(&self) -> usize {
        self.listed().count().div_ceil(self.settings.posts_per_page.max(1)).max(1)
    }
}

/// The posts next to a post in time.
#[derive(Clone, Copy, Debug, Default)]
pub struct Neighbours<'a> {
    /// The next newer post.
    pub newer: Option<&'a PostSummary>,
    /// The next older post.
    pub older: Option<&'a PostSummary>,
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
