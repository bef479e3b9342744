//! Which posts link to a post.

use std::collections::HashMap;

use crate::{
    document::Document,
    link::{Target, percent_decode},
    manifest::PostSummary,
    route::Route,
    settings::Settings,
    slug::Slug,
};

/// The pages of this site that a text links to: paths below the root without slashes at their ends, each once. Links to
/// files in Markdown, to addresses from the root and to whole addresses are alike in this.
#[must_use]
pub fn linked_pages(document: &Document, settings: &Settings) -> Vec<String> {
    let path = |target: &Target| match target {
        Target::Post { slug, .. } => Some(Route::Post(slug.clone()).path()),
        Target::File { path, .. } => Some(path.clone()),
        Target::External(url) => Some(percent_decode(url.strip_prefix(settings.url.as_deref()?)?)),
        Target::MissingPost { .. } | Target::Fragment(_) | Target::Unsafe => None,
    };
    let mut pages: Vec<String> =
        document.links.iter().filter_map(|link| page(&path(&link.target)?)).collect();
    pages.sort_unstable();
    pages.dedup();
    pages
}

/// The page at an address below the root; `None` if that is a file of another kind.
fn page(address: &str) -> Option<String> {
    let path = address.split(['?', '#']).next().unwrap_or_default().trim_matches('/');
    let path = path.strip_suffix("index.html").unwrap_or(path).trim_end_matches('/');
    let name = path.rsplit('/').next().unwrap_or_default();
    let is_page = !name.is_empty() && (!name.contains('.') || name.ends_with(".html"));
    is_page.then(|| path.to_owned())
}

/// The posts that link to each post, in the order of `posts`. `links` are the pages that these link to, `old_addresses`
/// where their pages stood before.
pub(super) fn backlinks(
    posts: &[&PostSummary],
    links: &[&[String]],
    old_addresses: &[&[String]],
) -> Vec<Vec<Slug>> {
    let own = posts.iter().map(|post| page(&Route::Post(post.slug.clone()).path()));
    let mut owners: HashMap<String, usize> =
        own.zip(0..).filter_map(|(page, number)| Some((page?, number))).collect();
    for (number, addresses) in old_addresses.iter().enumerate() {
        for address in addresses.iter().filter_map(|address| page(address)) {
            owners.entry(address).or_insert(number);
        }
    }
    let mut found: Vec<Vec<Slug>> = vec![Vec::new(); posts.len()];
    for (number, links) in links.iter().enumerate() {
        let slug = &posts[number].slug;
        for &owner in links.iter().filter_map(|page| owners.get(page)) {
            // A post may be linked to by its address and by an old one.
            if owner != number && found[owner].last() != Some(slug) {
                found[owner].push(slug.clone());
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        manifest::tests::summary,
        post::{Post, PostHead},
    };

    #[test]
    fn links_of_all_kinds_lead_to_pages() {
        let source = "[a](b.md#x) [b](./b.md) [c](/old/path/?q=1) [d](https://example.org/notes/posts/c/index.html) \
            [e](https://example.com/posts/d/) [f](#here) [g](x.png) [h](/old/page.html) [i](missing.md)";
        let head = PostHead::read("a.md", source).unwrap();
        let lookup = |file: &str| (file == "b.md").then(|| Slug::new("b")).flatten();
        let post = Post::render(head, source, "../../", &lookup);
        let settings = Settings { url: Some("https://example.org/notes/".to_owned()), ..Settings::default() };
        let pages = linked_pages(&post.document, &settings);
        assert_eq!(pages, ["old/page.html", "old/path", "posts/b", "posts/c"]);
    }

    #[test]
    fn a_post_knows_who_links_to_it() {
        let posts = ["a", "b", "c"].map(summary);
        let pages = |pages: &[&str]| pages.iter().map(|page| (*page).to_owned()).collect::<Vec<_>>();
        let links = [pages(&["old/b", "posts/b"]), pages(&["posts/b", "posts/a"]), pages(&["old/b", "gone"])];
        let old = [pages(&[]), pages(&["/old/b/"]), pages(&["/posts/a/"])];
        let found = backlinks(
            &posts.each_ref(),
            &links.each_ref().map(Vec::as_slice),
            &old.each_ref().map(Vec::as_slice),
        );
        let found: Vec<Vec<&str>> =
            found.iter().map(|slugs| slugs.iter().map(Slug::as_str).collect()).collect();
        assert_eq!(found, [vec!["b"], vec!["a", "c"], vec![]], "an old address never takes a page away");
    }
}
