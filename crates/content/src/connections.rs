//! What a post's page says of other posts: the other parts of its series, those next to it in time, those about the same,
//! and those that link to it.
//!
//! The build [`connect`]s all posts once. Then a [`Connector`] tells what belongs to each; the build asks it for the posts
//! of a whole site, the app for one post of the manifest, so both draw the same.

mod backlinks;
mod related;
mod series;

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use self::{backlinks::backlinks, related::Related, series::Series};
pub use self::{backlinks::linked_pages, related::Keywords, series::SeriesPlace};
use crate::{
    date::PostDate,
    manifest::{Manifest, PostSummary},
    slug::Slug,
};

/// A page names so many of the posts that link to it; every post may link to the one that says what the site is about.
const MAX_LINKS: usize = 30;

/// What a link to a post says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostLink {
    /// Its address.
    pub slug: Slug,
    /// Its title.
    pub title: String,
    /// When it was published: readers are told of what is new to them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PostDate>,
}

impl PostLink {
    fn to(post: &PostSummary) -> Self {
        Self { slug: post.slug.clone(), title: post.title.clone(), date: post.date }
    }
}

/// The posts that a post's page leads to, beside the links in its text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Connections {
    /// The series that it is a part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series: Option<SeriesPlace>,
    /// The posts before and after it.
    #[serde(default)]
    pub neighbours: Neighbours,
    /// Posts about the same, best first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<PostLink>,
    /// Posts that link to it, newest first; not all, if there are very many.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub backlinks: Vec<PostLink>,
    /// How many link to it beyond those.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub more_backlinks: usize,
}

/// The posts before and after a post: in its series, and at the ends of one in time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Neighbours {
    /// The next newer post.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub newer: Option<PostLink>,
    /// The next older post.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub older: Option<PostLink>,
}

/// What has to be known of a post to connect it.
#[derive(Clone, Debug, Default)]
pub struct PostFacts {
    /// What it is about.
    pub keywords: Keywords,
    /// The pages that its text links to, as [`linked_pages`] names them.
    pub links: Vec<String>,
    /// Where its page stood before, as its author wrote it.
    pub aliases: Vec<String>,
}

/// Answers for the numbers below the first argument, in their order: on several threads, if there are some.
pub type Spread<'a> = &'a dyn Fn(usize, &(dyn Fn(usize) -> Vec<Slug> + Sync)) -> Vec<Vec<Slug>>;

/// Notes in the manifest which posts are related, and which link to which. Looking for the related ones takes time, and can
/// be `spread`.
pub fn connect(manifest: &mut Manifest, facts: &HashMap<Slug, PostFacts>, spread: Spread<'_>) {
    let none = PostFacts::default();
    let connector = Connector::new(manifest);
    let posts = &connector.listed;
    let facts: Vec<&PostFacts> = posts.iter().map(|post| facts.get(&post.slug).unwrap_or(&none)).collect();
    let keywords: Vec<&Keywords> = facts.iter().map(|facts| &facts.keywords).collect();
    let links: Vec<&[String]> = facts.iter().map(|facts| &*facts.links).collect();
    let aliases: Vec<&[String]> = facts.iter().map(|facts| &*facts.aliases).collect();
    let related = Related::new(posts, &keywords);
    let related = spread(posts.len(), &|number| {
        let beside = connector.beside(number);
        let is_shown = |other| beside.contains(&Some(other)) || connector.series.are_together(number, other);
        related.of(number, &is_shown).into_iter().map(|other| posts[other].slug.clone()).collect()
    });
    let slugs = posts.iter().map(|post| post.slug.clone());
    let found = related.into_iter().zip(backlinks(posts, &links, &aliases));
    let mut found: HashMap<Slug, (Vec<Slug>, Vec<Slug>)> = slugs.zip(found).collect();
    for post in &mut manifest.posts {
        (post.related, post.backlinks) = found.remove(&post.slug).unwrap_or_default();
    }
}

/// Finds what is connected to the posts of a site.
#[derive(Debug)]
pub struct Connector<'a> {
    /// The posts that lists show, newest first; numbers of posts count here.
    listed: Vec<&'a PostSummary>,
    numbers: HashMap<&'a Slug, usize>,
    series: Series<'a>,
}

impl<'a> Connector<'a> {
    /// Looks at all posts once.
    #[must_use]
    pub fn new(manifest: &'a Manifest) -> Self {
        let listed: Vec<&PostSummary> = manifest.listed().collect();
        let numbers = listed.iter().enumerate().map(|(number, post)| (&post.slug, number)).collect();
        let series = Series::new(&listed);
        Self { listed, numbers, series }
    }

    /// What is connected to a post. A post that no list shows leads nowhere.
    #[must_use]
    pub fn connections(&self, slug: &Slug) -> Connections {
        let Some(&number) = self.numbers.get(slug) else { return Connections::default() };
        let [newer, older] = self.beside(number).map(|number| self.link(number?));
        let PostSummary { related, backlinks, .. } = self.listed[number];
        let links = |slugs: &[Slug]| {
            let numbers = slugs.iter().filter_map(|slug| self.numbers.get(slug));
            numbers.take(MAX_LINKS).filter_map(|&number| self.link(number)).collect()
        };
        Connections {
            series: self.series.place(number, &|number| self.link(number)),
            neighbours: Neighbours { newer, older },
            related: links(related),
            backlinks: links(backlinks),
            more_backlinks: backlinks.len().saturating_sub(MAX_LINKS),
        }
    }

    /// The posts after and before a post. In a series these are its parts; where it ends, the next post in time that is
    /// none of them.
    fn beside(&self, number: usize) -> [Option<usize>; 2] {
        let [next, previous] = self.series.beside(number);
        let is_other = |other: &usize| !self.series.are_together(number, *other);
        let newer = || (0..number).rev().find(is_other);
        let older = || (number + 1..self.listed.len()).find(is_other);
        [next.or_else(newer), previous.or_else(older)]
    }

    fn link(&self, number: usize) -> Option<PostLink> {
        self.listed.get(number).map(|post| PostLink::to(post))
    }
}

/// For serde, which gives a reference.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
fn is_zero(value: &usize) -> bool {
    *value == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{front_matter::Visibility, manifest::tests::summary, settings::Settings};

    fn manifest(posts: Vec<PostSummary>) -> Manifest {
        Manifest::new("1".to_owned(), Settings::default(), posts)
    }

    fn part(slug: &str, order: Option<i64>) -> PostSummary {
        PostSummary { series: Some("Slowly".to_owned()), series_order: order, ..summary(slug) }
    }

    fn around(manifest: &Manifest, slug: &str) -> (String, String) {
        let found = Connector::new(manifest).connections(&Slug::new(slug).unwrap()).neighbours;
        let title = |post: Option<PostLink>| post.map_or_else(String::new, |post| post.title);
        (title(found.newer), title(found.older))
    }

    #[test]
    fn posts_next_to_a_post_are_those_that_lists_show() {
        let hidden = PostSummary { visibility: Visibility::Hidden, ..summary("b") };
        let manifest = manifest(vec![summary("c"), summary("a"), hidden, summary("d")]);
        for (slug, newer, older) in [("a", "", "c"), ("b", "", ""), ("c", "a", "d"), ("d", "c", "")] {
            assert_eq!(around(&manifest, slug), (newer.to_owned(), older.to_owned()), "{slug}");
        }
    }

    #[test]
    fn parts_of_a_series_lead_to_each_other_first() {
        // Without dates the order in time is that of the titles: a, b, c, d, e.
        let posts =
            vec![summary("a"), part("b", Some(2)), summary("c"), part("d", Some(1)), part("e", Some(3))];
        let manifest = manifest(posts);
        for (slug, newer, older) in
            [("a", "", "b"), ("b", "e", "d"), ("c", "b", "d"), ("d", "b", ""), ("e", "c", "b")]
        {
            assert_eq!(around(&manifest, slug), (newer.to_owned(), older.to_owned()), "{slug}");
        }
    }

    #[test]
    fn a_part_knows_its_place() {
        let hidden = PostSummary { visibility: Visibility::Hidden, ..part("f", Some(0)) };
        let other = PostSummary { series: Some("slowly".to_owned()), ..summary("z") };
        let manifest = manifest(vec![
            part("b", None),
            part("a", Some(2)),
            part("c", Some(1)),
            hidden,
            other,
            summary("x"),
        ]);
        let connector = Connector::new(&manifest);
        let series = |slug: &str| connector.connections(&Slug::new(slug).unwrap()).series;
        let found = series("b").unwrap();
        assert_eq!((found.name.as_str(), found.part), ("Slowly", 3));
        assert_eq!(found.parts.iter().map(|part| &*part.title).collect::<Vec<_>>(), ["c", "a", "b"]);
        assert_eq!(series("c").unwrap().part, 1);
        for slug in ["f", "z", "x"] {
            assert_eq!(series(slug), None, "{slug}: hidden, alone, in none");
        }
    }

    #[test]
    fn related_posts_are_none_that_the_page_shows_already() {
        let words = || Keywords::new(["attention", "softmax", "heads"].into_iter().map(|word| (word, 90)));
        let facts = |links: &[&str]| PostFacts {
            keywords: words(),
            links: links.iter().map(|link| (*link).to_owned()).collect(),
            aliases: Vec::new(),
        };
        let slugs = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];
        let mut posts: Vec<PostSummary> = slugs.iter().map(|slug| summary(slug)).collect();
        posts[4] = part("e", Some(1));
        posts[9] = part("j", Some(2));
        // Of those that share nothing with the others there are enough to make the words rare.
        posts.extend((0..20).map(|number| summary(&format!("z{number}"))));
        let mut manifest = manifest(posts);
        let facts: HashMap<Slug, PostFacts> =
            slugs.iter().map(|slug| (Slug::new(slug).unwrap(), facts(&["posts/a", "posts/b"]))).collect();
        connect(&mut manifest, &facts, &|count, related| (0..count).map(related).collect());
        let connector = Connector::new(&manifest);
        let of = |slug: &str| connector.connections(&Slug::new(slug).unwrap());
        let titles = |links: &[PostLink]| links.iter().map(|link| link.title.clone()).collect::<Vec<_>>();
        assert_eq!(titles(&of("b").related), ["d", "e", "f", "g"], "a and c are beside it");
        assert_eq!(titles(&of("e").related), ["a", "b", "c", "d"], "j is a part, f stands before it");
        assert_eq!(titles(&of("a").backlinks).len(), 9);
        assert_eq!(of("a").more_backlinks, 0);
        assert_eq!(titles(&of("z5").related), [""; 0]);
    }
}
