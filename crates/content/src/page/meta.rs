//! What a page says of itself to browsers, search engines and link previews.

use super::json_ld::{self, Value};
use crate::{
    date::PostDate,
    manifest::{CARD_SIZE, PostSummary},
    route::Route,
    settings::Settings,
};
use serde::{Deserialize, Serialize};

/// What kind of thing a page is, in the words of Open Graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PageKind {
    /// A list, or a page about the site.
    Website,
    /// A post.
    Article,
}

/// Everything for a page's head.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PageMeta {
    /// The document's title, with the site's name.
    pub title: String,
    /// The title without the site's name, for cards and for the announcement after navigation.
    pub heading: String,
    /// What the page is about, in a sentence; may be empty.
    pub description: String,
    /// The page's address; `None` for pages that no address leads to (not found).
    pub route: Option<Route>,
    /// What it is.
    pub kind: PageKind,
    /// When a post was published and last changed.
    pub published: Option<PostDate>,
    /// When a post was last changed.
    pub updated: Option<PostDate>,
    /// The post's tags.
    pub tags: Vec<String>,
    /// The post's authors.
    pub authors: Vec<String>,
    /// The picture of the post, as an absolute URL.
    pub image: Option<String>,
    /// Width and height of that picture in pixels, where they are known.
    pub image_size: Option<(u32, u32)>,
    /// An address elsewhere that the author names as the original.
    pub canonical: Option<String>,
    /// Whether search engines are asked to leave it out.
    pub noindex: bool,
    /// The language of a post that names one, such as `de` or `zh-CN`.
    pub lang: Option<String>,
    /// The series that the post is a part of.
    pub part_of: Option<PartOf>,
}

/// The place of a post in a series.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartOf {
    /// What the series is called.
    pub series: String,
    /// Which part the post is, from 1.
    pub part: usize,
}

/// An element of the head that belongs to one page: the app replaces all of them when the page changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct HeadTag {
    /// `meta`, `link`, or `script` for data that search engines read.
    pub element: &'static str,
    /// Its attributes, in order.
    pub attributes: Vec<(&'static str, String)>,
    /// What stands in a `script`: JSON, never code.
    pub text: String,
}

impl HeadTag {
    fn meta(key: &'static str, name: &str, content: &str) -> Self {
        let attributes = vec![(key, name.to_owned()), ("content", content.to_owned())];
        Self { element: "meta", attributes, text: String::new() }
    }

    fn link(rel: &str, href: String) -> Self {
        Self {
            element: "link",
            attributes: vec![("rel", rel.to_owned()), ("href", href)],
            text: String::new(),
        }
    }

    fn json_ld(value: &Value) -> Self {
        let attributes = vec![("type", "application/ld+json".to_owned())];
        let text = serde_json::to_string(value).unwrap_or_default();
        // `<` would end the element early; JSON may write it as an escape.
        Self { element: "script", attributes, text: text.replace('<', "\\u003c") }
    }
}

impl PageMeta {
    /// A page of the site with this heading.
    #[must_use]
    pub fn new(settings: &Settings, heading: &str, route: Option<Route>) -> Self {
        let title = if heading == settings.title || heading.is_empty() {
            settings.title.clone()
        } else {
            format!("{heading} · {}", settings.title)
        };
        Self {
            title,
            heading: heading.to_owned(),
            description: String::new(),
            route,
            kind: PageKind::Website,
            published: None,
            updated: None,
            tags: Vec::new(),
            authors: Vec::new(),
            image: None,
            image_size: None,
            canonical: None,
            noindex: false,
            lang: None,
            part_of: None,
        }
    }

    /// The page's canonical URL, if the site's own URL is known.
    #[must_use]
    pub fn canonical_url(&self, settings: &Settings) -> Option<String> {
        self.canonical.clone().or_else(|| self.own_url(settings))
    }

    fn own_url(&self, settings: &Settings) -> Option<String> {
        let route = self.route.as_ref()?;
        settings.absolute_url(&route.path())
    }

    /// Takes the card of the post for its picture, if it has a card and no picture of its own.
    pub fn show_card(&mut self, post: &PostSummary, settings: &Settings) {
        if self.image.is_none() {
            self.image = post.card_url(settings);
            self.image_size = self.image.as_ref().map(|_| CARD_SIZE);
        }
    }

    /// The elements for the head.
    pub(super) fn head_tags(&self, settings: &Settings) -> Vec<HeadTag> {
        let mut tags = Vec::new();
        let mut meta = |key: &'static str, name: &str, content: &str| {
            if !content.is_empty() {
                tags.push(HeadTag::meta(key, name, content));
            }
        };
        let iso = |date: &Option<PostDate>| date.as_ref().map(PostDate::rfc3339).unwrap_or_default();
        let image = self.image.as_deref().unwrap_or_default();
        meta("name", "description", &self.description);
        if self.noindex || self.route.is_none() {
            meta("name", "robots", "noindex");
        }
        meta("property", "og:title", &self.heading);
        meta("property", "og:description", &self.description);
        meta("property", "og:type", if self.kind == PageKind::Article { "article" } else { "website" });
        meta("property", "og:site_name", &settings.title);
        meta("property", "og:locale", &locale(self.language(settings)).unwrap_or_default());
        meta("property", "og:url", &self.own_url(settings).unwrap_or_default());
        meta("property", "og:image", image);
        if let Some((width, height)) = self.image_size {
            // Without them the first to share a link sees no picture: it has yet to be fetched.
            meta("property", "og:image:width", &width.to_string());
            meta("property", "og:image:height", &height.to_string());
            meta("property", "og:image:alt", &self.heading);
        }
        meta("name", "twitter:card", if image.is_empty() { "summary" } else { "summary_large_image" });
        if self.kind == PageKind::Article {
            meta("property", "article:published_time", &iso(&self.published));
            meta("property", "article:modified_time", &iso(&self.updated));
            self.tags.iter().for_each(|tag| meta("property", "article:tag", tag));
            self.authors.iter().for_each(|author| meta("name", "author", author));
            // Google Scholar's tags, for which a post is a paper.
            meta("name", "citation_title", &self.heading);
            self.authors.iter().for_each(|author| meta("name", "citation_author", author));
            let day =
                self.published.as_ref().map(|date| date.iso_date().replace('-', "/")).unwrap_or_default();
            meta("name", "citation_publication_date", &day);
            meta("name", "citation_language", self.language(settings));
            meta("name", "citation_fulltext_html_url", &self.own_url(settings).unwrap_or_default());
        }
        // Without the site's own URL the canonical one is relative: it still tells `x/` from `x/index.html`.
        let relative = self.route.as_ref().map(|route| format!("{}{}", route.root(), route.path()));
        if let Some(url) = self.canonical_url(settings).or(relative) {
            tags.push(HeadTag::link("canonical", url));
        }
        if let Some(feed) = self.own_feed(settings) {
            tags.push(feed);
        }
        tags.extend(json_ld::describe(self, settings).iter().map(HeadTag::json_ld));
        tags
    }

    /// The feed of a tag or category, beside its page.
    fn own_feed(&self, settings: &Settings) -> Option<HeadTag> {
        let route =
            self.route.as_ref().filter(|route| matches!(route, Route::Tag(_) | Route::Category(_)))?;
        let mut link =
            HeadTag::link("alternate", settings.absolute_url(&format!("{}feed.xml", route.path()))?);
        link.attributes.push(("type", "application/atom+xml".to_owned()));
        link.attributes.push(("title", self.title.clone()));
        Some(link)
    }

    /// The language of the page: its own, else that of the site.
    #[must_use]
    pub fn language<'a>(&'a self, settings: &'a Settings) -> &'a str {
        self.lang.as_deref().unwrap_or(&settings.language)
    }
}

/// A language as Open Graph writes it, `pt_BR`; `None` if it names no country, which Open Graph wants.
fn locale(language: &str) -> Option<String> {
    let (language, rest) = language.split_once('-')?;
    let country = rest.rsplit('-').find(|part| part.len() == 2)?;
    Some(format!("{}_{}", language.to_ascii_lowercase(), country.to_ascii_uppercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_has_a_language_and_a_country() {
        for (language, expected) in
            [("en", None), ("pt-br", Some("pt_BR")), ("zh-Hant-TW", Some("zh_TW")), ("zh-Hans", None)]
        {
            assert_eq!(locale(language).as_deref(), expected, "{language}");
        }
    }

    #[test]
    fn the_page_of_a_tag_names_its_feed() {
        let settings = Settings { url: Some("https://example.org/".to_owned()), ..Settings::default() };
        let feeds = |path: &str| {
            let tags = PageMeta::new(&settings, "x", Route::parse(path)).head_tags(&settings);
            let feeds = tags.into_iter().filter(|tag| tag.attributes[0].1 == "alternate");
            feeds.map(|tag| tag.attributes[1].1.clone()).collect::<Vec<_>>()
        };
        assert_eq!(feeds("tags/x/"), ["https://example.org/tags/x/feed.xml"]);
        assert_eq!(feeds("categories/x/"), ["https://example.org/categories/x/feed.xml"]);
        assert_eq!(feeds("archive/"), [""; 0]);
    }
}
