//! `sitemap.xml` for search engines (sitemaps.org): all pages that should be found, each once.

use std::fmt::Write as _;

use studybuddy_content::{
    date::PostDate, html::escaped, lists::Lists, manifest::Manifest, post::PostHead, route::Route,
};

use super::{address::Addresses, discovery::is_public, sources::SourcePost};

/// How many addresses a file may hold by the protocol.
const MAX_URLS: usize = 50_000;

const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// A page, and when it changed.
struct Url {
    location: String,
    changed: Option<PostDate>,
}

/// The files of the sitemap: path and content. With more pages than one file may hold, `sitemap.xml` is an index.
///
/// `public` knows only the posts that everybody is meant to find; those whose original is elsewhere are left to the
/// sitemap over there.
pub fn sitemap_files(
    public: &Manifest,
    posts: &[SourcePost],
    addresses: Addresses<'_>,
) -> Vec<(String, String)> {
    let has_original_elsewhere = |post: &PostHead| {
        let canonical = post.front_matter.canonical.as_ref();
        canonical.is_some_and(|url| *url != addresses.page(&Route::Post(post.slug.clone())))
    };
    let mut lists = Lists::new(public).routes();
    lists.push(Route::About);
    let lists = lists.iter().map(|page| Url { location: addresses.page(page), changed: None });
    let posts = posts.iter().map(|post| &post.head);
    let posts = posts.filter(|post| is_public(post) && !has_original_elsewhere(post)).map(|post| Url {
        location: addresses.page(&Route::Post(post.slug.clone())),
        changed: post.front_matter.updated.or(post.front_matter.date),
    });
    files(&lists.chain(posts).collect::<Vec<_>>(), MAX_URLS, addresses)
}

fn files(urls: &[Url], limit: usize, addresses: Addresses<'_>) -> Vec<(String, String)> {
    if urls.len() <= limit {
        return vec![("sitemap.xml".to_owned(), draw("urlset", "url", urls))];
    }
    let mut files: Vec<(String, String)> = urls
        .chunks(limit)
        .enumerate()
        .map(|(index, urls)| (format!("sitemap-{}.xml", index + 1), draw("urlset", "url", urls)))
        .collect();
    let parts: Vec<Url> =
        files.iter().map(|(path, _)| Url { location: addresses.file(path), changed: None }).collect();
    files.push(("sitemap.xml".to_owned(), draw("sitemapindex", "sitemap", &parts)));
    files
}

fn draw(list: &str, item: &str, urls: &[Url]) -> String {
    let mut xml = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{list} xmlns=\"{NAMESPACE}\">\n");
    for Url { location, changed } in urls {
        let changed = changed.map(|date| format!("<lastmod>{}</lastmod>", date.rfc3339()));
        // Writing to a string cannot fail.
        let _ =
            writeln!(xml, "<{item}><loc>{}</loc>{}</{item}>", escaped(location), changed.unwrap_or_default());
    }
    let _ = writeln!(xml, "</{list}>");
    xml
}

#[cfg(test)]
mod tests {
    use studybuddy_content::settings::Settings;

    use super::*;

    #[test]
    fn many_pages_stand_in_files_that_an_index_names() {
        let settings = Settings { url: Some("https://example.org/".to_owned()), ..Settings::default() };
        let addresses = Addresses::new(&settings).unwrap();
        let urls: Vec<Url> =
            (0..5).map(|page| Url { location: addresses.file(&page.to_string()), changed: None }).collect();
        let files = files(&urls, 2, addresses);
        let names: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(names, ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml", "sitemap.xml"]);
        assert_eq!(files[2].1.matches("<url>").count(), 1);
        let index = &files[3].1;
        assert!(index.contains("<sitemap><loc>https://example.org/sitemap-3.xml</loc></sitemap>"), "{index}");
    }
}
