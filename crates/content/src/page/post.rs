//! The page of a post.

use std::collections::HashMap;

use maud::{Markup, PreEscaped, html};
use serde::{Deserialize, Serialize};

use super::{
    Page, PageKind, PageMeta, PartOf,
    citation::citation,
    connections, href,
    parts::{Part, Window, parts},
    pauses::with_pauses,
    post_facts, room, tag_list,
    title::title,
};
use crate::{
    connections::Connections,
    document::Host,
    front_matter::{Author, Visibility},
    link::Target,
    markdown::{CodeBlock, TocEntry},
    math::Formula,
    post::Post,
    reading::{minutes_left, reading_minutes},
    route::Route,
    settings::Settings,
    slug::Slug,
};

/// A post's page but for what it says of other posts, which changes while the post stays as it is.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PostArticle {
    /// What the head says of the page.
    pub meta: PageMeta,
    /// The article up to the end of its header.
    start: String,
    /// Outline, text, and how to cite it.
    text: String,
}

impl PostArticle {
    /// The whole page.
    #[must_use]
    pub fn into_page(self, connections: &Connections) -> Page {
        let Self { mut meta, start, text } = self;
        let root = meta.route.as_ref().map(Route::root).unwrap_or_default();
        meta.part_of = connections
            .series
            .as_ref()
            .map(|series| PartOf { series: series.name.clone(), part: series.part });
        let series = connections::series(connections.series.as_ref(), &root).into_string();
        let end = connections::end(connections, &root).into_string();
        let html = [&start, &*series, &text, &end, "</article>"].concat();
        Page { meta, class: "page post-page", html }
    }
}

/// Draws a post's page. The host typesets its formulas and colours its code.
#[must_use]
pub fn post_page(settings: &Settings, post: &Post, connections: &Connections, host: &mut impl Host) -> Page {
    post_article(settings, post, host).into_page(connections)
}

/// Draws a post's page, but of its text only what may stand on a first screen, and an element that takes the room of the
/// rest: `name` says what it waits for. The parts that follow are filled by [`crate::document::Document::fill`].
#[must_use]
pub fn open_post_page(
    settings: &Settings,
    post: &Post,
    connections: &Connections,
    host: &mut impl Host,
    window: Window,
    name: &str,
) -> (Page, Vec<Part>) {
    let mut parts = parts(&room::with_estimates(&post.document), window);
    let first = parts.remove(0);
    let body = post.document.fill(&first.html, host) + &first.place_of_rest(name);
    (article(settings, post, body, host).into_page(connections), parts)
}

/// Draws a post. The host typesets its formulas and colours its code.
#[must_use]
pub fn post_article(settings: &Settings, post: &Post, host: &mut impl Host) -> PostArticle {
    let body = post.document.fill(&room::with_estimates(&post.document).html, host);
    article(settings, post, with_pauses(body), host)
}

/// Whom the post names as its authors; the site's own author is not said on each page.
fn authors(authors: &[Author]) -> Markup {
    let site = |author: &Author| {
        author.url.clone().filter(|url| url.starts_with("https://") || url.starts_with("http://"))
    };
    html! {
        @if !authors.is_empty() {
            p.post-authors {
                @for (index, author) in authors.iter().enumerate() {
                    @if index > 0 { ", " }
                    @if let Some(url) = site(author) { a href=(url) { (author.name) } } @else { (author.name) }
                }
            }
        }
    }
}

fn article(settings: &Settings, post: &Post, body: String, host: &mut impl Host) -> PostArticle {
    let route = Route::Post(post.head.slug.clone());
    let root = route.root();
    let front_matter = &post.head.front_matter;
    let toc = toc(post, &mut Outline(host));
    let start = html! {
        header.post-header {
            (categories(&front_matter.categories, &root))
            h1.post-title { (title(&post.title)) }
            @for text in [&front_matter.subtitle, &front_matter.description, &front_matter.summary].into_iter().flatten() {
                p.post-description { (text) }
            }
            (authors(&front_matter.authors))
            (post_facts(
                front_matter.date.as_ref(),
                front_matter.updated.as_ref(),
                reading_minutes(&post.document),
                front_matter.visibility == Visibility::Draft,
            ))
            (tag_list(&front_matter.tags, &root))
        }
        @if post.has_broken_header() {
            p.post-problem role="note" {
                "Some facts about this post could not be read, so its title, date or tags may be missing. The text is complete."
            }
        }
    };
    let mut meta = PageMeta::new(settings, &post.title, Some(route));
    meta.kind = PageKind::Article;
    meta.description = post.description();
    meta.published.clone_from(&front_matter.date);
    meta.updated.clone_from(&front_matter.updated);
    meta.tags.clone_from(&front_matter.tags);
    meta.authors = match front_matter.authors.as_slice() {
        [] => settings.author.iter().cloned().collect(),
        authors => authors.iter().map(|author| author.name.clone()).collect(),
    };
    meta.image = post.image.as_ref().and_then(|image| image_url(settings, image));
    meta.canonical.clone_from(&front_matter.canonical);
    meta.noindex = front_matter.noindex;
    meta.lang.clone_from(&front_matter.lang);
    let start = html! { article.post lang=[&front_matter.lang] { (start) } }.into_string();
    // The text is still to come.
    let start = start.trim_end_matches("</article>").to_owned();
    let text = html! { (toc) div.prose { (PreEscaped(body)) } (citation(&meta, settings)) };
    PostArticle { meta, start, text: text.into_string() }
}

/// What a host puts into the outline.
struct Outline<'a, H>(&'a mut H);

impl<H: Host> Host for Outline<'_, H> {
    fn formula(&mut self, index: usize, formula: &Formula) -> String {
        self.0.outline_formula(index, formula)
    }

    fn code(&mut self, index: usize, block: &CodeBlock) -> String {
        self.0.code(index, block)
    }
}

/// The absolute URL of the post's picture; `None` while the site's own URL is not known.
fn image_url(settings: &Settings, image: &Target) -> Option<String> {
    match image {
        Target::External(url) => Some(url.clone()),
        Target::File { href, .. } => settings.absolute_url(href),
        _ => None,
    }
}

fn categories(categories: &[String], root: &str) -> Markup {
    let categories: Vec<(Slug, &String)> =
        categories.iter().filter_map(|name| Some((Slug::new(name)?, name))).collect();
    html! {
        @if !categories.is_empty() {
            p.post-categories {
                @for (slug, name) in categories {
                    a href=(href(root, &Route::Category(slug))) { (name) } " "
                }
            }
        }
    }
}

/// The outline, if the post has one and its author wants it shown.
fn toc(post: &Post, host: &mut impl Host) -> Markup {
    let settings = &post.head.front_matter.toc;
    let entries = &post.document.toc;
    if entries.is_empty() || settings.as_ref().is_some_and(|toc| !toc.enabled) {
        return html! {};
    }
    let depth = settings.as_ref().and_then(|toc| toc.depth).unwrap_or(6);
    let left = minutes_left(&post.document).into_iter().collect();
    let list = toc_list(entries, depth, &left, &mut |html| post.document.fill(html, host));
    html! {
        nav.toc aria-label="On this page" {
            details {
                summary { "On this page" }
                (list)
            }
        }
    }
}

/// Each entry says how many minutes are left at its heading, for the app to show where the reader is.
fn toc_list(
    entries: &[TocEntry],
    depth: u8,
    left: &HashMap<&str, usize>,
    fill: &mut impl FnMut(&str) -> String,
) -> Markup {
    let shown: Vec<&TocEntry> = entries.iter().filter(|entry| entry.level <= depth).collect();
    if shown.is_empty() {
        return html! {};
    }
    let items: Vec<(&TocEntry, String, Markup)> = shown
        .into_iter()
        .map(|entry| {
            let text = fill(&entry.html);
            let children = toc_list(&entry.children, depth, left, fill);
            (entry, text, children)
        })
        .collect();
    html! {
        ul {
            @for (entry, text, children) in items {
                li {
                    a href={ "#" (entry.id) } data-left=[left.get(&*entry.id)] { (PreEscaped(text)) }
                    (children)
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{document::SourceHost, post::PostHead};

    #[test]
    fn the_header_says_all_that_the_author_says_of_the_post() {
        let source = "---\ntitle: T\nsubtitle: S\ndescription: D\nabstract: A\n---\n";
        let head = PostHead::read("a.md", source).unwrap();
        let post = Post::render(head, source, "", &|_: &str| None::<Slug>);
        let html = post_page(&Settings::default(), &post, &Connections::default(), &mut SourceHost).html;
        let texts: Vec<_> =
            html.split("<p class=\"post-description\">").skip(1).map(|text| &text[..1]).collect();
        assert_eq!(texts, ["S", "D", "A"]);
    }
}
