//! What a page says of itself to browsers, search engines and link previews.

use crate::{date::PostDate, route::Route, settings::Settings};

/// What kind of thing a page is, in the words of Open Graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageKind {
    /// A list, or a page about the site.
    Website,
    /// A post.
    Article,
}

/// Everything for a page's head.
#[derive(Clone, Debug)]
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
    /// An address elsewhere that the author names as the original.
    pub canonical: Option<String>,
    /// Whether search engines are asked to leave it out.
    pub noindex: bool,
}

/// An element of the head that belongs to one page: the app replaces all of them when the page changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadTag {
    /// `meta` or `link`.
    pub element: &'static str,
    /// Its attributes, in order.
    pub attributes: Vec<(&'static str, String)>,
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
            canonical: None,
            noindex: false,
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

    /// The elements for the head.
    #[must_use]
    pub fn head_tags(&self, settings: &Settings) -> Vec<HeadTag> {
        let mut tags = Vec::new();
        let mut meta = |key: &'static str, name: &str, content: &str| {
            if !content.is_empty() {
                let attributes = vec![(key, name.to_owned()), ("content", content.to_owned())];
                tags.push(HeadTag { element: "meta", attributes });
            }
        };
        let iso = |date: &Option<PostDate>| date.as_ref().map(PostDate::rfc3339).unwrap_or_default();
        meta("name", "description", &self.description);
        if self.noindex || self.route.is_none() {
            meta("name", "robots", "noindex");
        }
        meta("property", "og:title", &self.heading);
        meta("property", "og:description", &self.description);
        meta("property", "og:type", if self.kind == PageKind::Article { "article" } else { "website" });
        meta("property", "og:site_name", &settings.title);
        meta("property", "og:url", &self.own_url(settings).unwrap_or_default());
        meta("name", "twitter:card", "summary");
        if self.kind == PageKind::Article {
            meta("property", "article:published_time", &iso(&self.published));
            meta("property", "article:modified_time", &iso(&self.updated));
            self.authors.iter().for_each(|author| meta("name", "author", author));
            self.tags.iter().for_each(|tag| meta("property", "article:tag", tag));
        }
        if let Some(url) = self.canonical_url(settings) {
            let attributes = vec![("rel", "canonical".to_owned()), ("href", url)];
            tags.push(HeadTag { element: "link", attributes });
        }
        tags
    }
}
