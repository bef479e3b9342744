//! Which posts stand on which page of which list.
//!
//! The app draws a list from a [`List`]: on a small site it makes it from the manifest, on a large one it fetches the
//! one that the build wrote beside the page.

use serde::{Deserialize, Serialize};

use crate::{
    manifest::{Label, Manifest, PostSummary},
    route::Route,
    slug::Slug,
};

/// How many posts a page of a tag or a category shows at most.
const LABEL_PAGE: usize = 50;
/// How many posts a page of the archive shows at most. Their lines are short.
const ARCHIVE_PAGE: usize = 200;

/// What a page that is not a post lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum List {
    /// Posts, newest first.
    Posts(Part),
    /// All tags and categories.
    Labels {
        /// The tags, in the order of their addresses.
        tags: Vec<LabelCount>,
        /// The categories, likewise.
        categories: Vec<LabelCount>,
    },
}

impl List {
    /// The posts on the page.
    #[must_use]
    pub fn posts(&self) -> &[PostSummary] {
        match self {
            Self::Posts(part) => &part.posts,
            Self::Labels { .. } => &[],
        }
    }
}

/// The posts on one page of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The name of the tag or category; empty for all posts.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// How many posts the whole list has.
    pub total: usize,
    /// Number of the page, from 1.
    pub number: usize,
    /// How many pages the list has; at least one.
    pub pages: usize,
    /// The posts on this page.
    pub posts: Vec<PostSummary>,
}

/// A tag or a category, and how many posts it has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabelCount {
    /// Its address.
    pub slug: Slug,
    /// Its name.
    pub name: String,
    /// How many posts it has.
    pub posts: usize,
}

/// All lists of a site. The posts are sorted out once for all of them.
#[derive(Debug)]
pub struct Lists<'a> {
    manifest: &'a Manifest,
    listed: Vec<&'a PostSummary>,
    tags: Vec<Label<'a>>,
    categories: Vec<Label<'a>>,
}

impl<'a> Lists<'a> {
    /// The lists of a site.
    #[must_use]
    pub fn new(manifest: &'a Manifest) -> Self {
        let listed = manifest.listed().collect();
        Self { manifest, listed, tags: manifest.tags(), categories: manifest.categories() }
    }

    /// The addresses of all pages that list something.
    #[must_use]
    pub fn routes(&self) -> Vec<Route> {
        let pages = |first: Route, posts: usize, size: usize| {
            (1..=page_count(posts, size)).map(move |page| first.numbered(page))
        };
        let label_pages = |label: &Label<'_>, first| pages(first, label.posts.len(), LABEL_PAGE);
        let mut routes: Vec<Route> = pages(Route::HOME, self.listed.len(), self.home_size()).collect();
        routes.push(Route::Tags);
        routes.extend(pages(Route::Archive, self.listed.len(), ARCHIVE_PAGE));
        routes.extend(self.tags.iter().flat_map(|label| label_pages(label, Route::Tag(label.slug.clone()))));
        let categories = self.categories.iter();
        routes.extend(categories.flat_map(|label| label_pages(label, Route::Category(label.slug.clone()))));
        routes
    }

    /// What the page of a route lists; `None` if there is no such list, or no page of this number.
    #[must_use]
    pub fn list(&self, route: &Route) -> Option<List> {
        match route {
            Route::Home { page } => {
                part("", &self.listed, self.home_size(), *page, PostSummary::for_lists).map(List::Posts)
            }
            Route::Further { list, page } => self.numbered(list, *page),
            Route::Tags => {
                Some(List::Labels { tags: counts(&self.tags), categories: counts(&self.categories) })
            }
            Route::Tag(_) | Route::Category(_) | Route::Archive => self.numbered(route, 1),
            Route::Post(_) | Route::About | Route::Search => None,
        }
    }

    fn numbered(&self, list: &Route, number: usize) -> Option<List> {
        let of_label = |labels, slug| {
            let label = find(labels, slug)?;
            part(&label.name, &label.posts, LABEL_PAGE, number, PostSummary::for_lists)
        };
        let part = match list {
            Route::Tag(tag) => of_label(&self.tags, tag),
            Route::Category(category) => of_label(&self.categories, category),
            Route::Archive => part("", &self.listed, ARCHIVE_PAGE, number, PostSummary::for_archive),
            _ => None,
        };
        part.map(List::Posts)
    }

    fn home_size(&self) -> usize {
        self.manifest.settings.posts_per_page.max(1)
    }
}

/// The part that the page of this number shows; `None` if there is no such page.
fn part(
    name: &str,
    posts: &[&PostSummary],
    size: usize,
    number: usize,
    shown: fn(&PostSummary) -> PostSummary,
) -> Option<Part> {
    let pages = page_count(posts.len(), size);
    let start = number.checked_sub(1).filter(|_| number <= pages)? * size;
    let here = &posts[start..posts.len().min(start + size)];
    let posts_here = here.iter().map(|post| shown(post)).collect();
    Some(Part { name: name.to_owned(), total: posts.len(), number, pages, posts: posts_here })
}

/// How many pages a list has; at least one.
fn page_count(posts: usize, size: usize) -> usize {
    posts.div_ceil(size).max(1)
}

/// The label with this address. Labels are in the order of their addresses.
fn find<'a, 'b>(labels: &'b [Label<'a>], slug: &Slug) -> Option<&'b Label<'a>> {
    labels.binary_search_by(|label| label.slug.cmp(slug)).ok().map(|at| &labels[at])
}

fn counts(labels: &[Label<'_>]) -> Vec<LabelCount> {
    let count = |label: &Label<'_>| LabelCount {
        slug: label.slug.clone(),
        name: label.name.clone(),
        posts: label.posts.len(),
    };
    labels.iter().map(count).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::{manifest::tests::summary, settings::Settings};

    fn manifest(count: usize) -> Manifest {
        let post = |number| PostSummary { tags: vec!["Rust".to_owned()], ..summary(&format!("p{number}")) };
        Manifest::new("1".to_owned(), Settings::default(), (0..count).map(post).collect())
    }

    #[test]
    fn every_list_shows_every_post_once_in_pages_of_a_bounded_size() {
        let manifest = manifest(1_001);
        let lists = Lists::new(&manifest);
        for (first, size) in [
            (Route::HOME, 10),
            (Route::parse("tags/rust").unwrap(), LABEL_PAGE),
            (Route::Archive, ARCHIVE_PAGE),
        ] {
            let mut seen = HashSet::new();
            let is_of_list = |route: &Route| match route {
                Route::Further { list, .. } => **list == first,
                Route::Home { .. } => first == Route::HOME,
                route => *route == first,
            };
            for route in lists.routes().into_iter().filter(is_of_list) {
                let Some(List::Posts(part)) = lists.list(&route) else { panic!("{route:?}") };
                assert!(part.posts.len() <= size, "{route:?}");
                assert_eq!(part.total, 1_001);
                assert!(part.posts.iter().all(|post| seen.insert(post.slug.clone())), "{route:?}");
            }
            assert_eq!(seen.len(), 1_001, "{first:?}");
        }
    }

    #[test]
    fn pages_that_are_not_there_are_none() {
        let manifest = manifest(51);
        let lists = Lists::new(&manifest);
        for (path, is_there) in [
            ("page/6/", true),
            ("page/7/", false),
            ("tags/rust/page/2/", true),
            ("tags/rust/page/3/", false),
            ("tags/none/", false),
            ("archive/page/2/", false),
        ] {
            assert_eq!(lists.list(&Route::parse(path).unwrap()).is_some(), is_there, "{path}");
        }
    }
}
