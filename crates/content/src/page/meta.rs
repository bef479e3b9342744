//! What a page says of itself to browsers, search engines and link previews.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{date::PostDate, route::Route, settings::Settings};

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
    /// An address elsewhere that the author names as the original.
    pub canonical: Option<String>,
    /// Whether search engines are asked to leave it out.
    pub noindex: bool,
}

/// An element of the head that belongs to one page: the app replaces all of them when the page changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadTag {
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
        // `<` would end the element early; JSON may write it as an escape.
        Self { element: "script", attributes, text: value.to_string().replace('<', "\\u003c") }
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
        meta("property", "og:url", &self.own_url(settings).unwrap_or_default());
        meta("property", "og:image", image);
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
        }
        // Without the site's own URL the canonical one is relative: it still tells `x/` from `x/index.html`.
        let relative = self.route.as_ref().map(|route| format!("{}{}", route.root(), route.path()));
        if let Some(url) = self.canonical_url(settings).or(relative) {
            tags.push(HeadTag::link("canonical", url));
        }
        if self.kind == PageKind::Article {
            tags.push(HeadTag::json_ld(&self.blog_posting(settings)));
        }
        tags
    }

    /// The post in the words of schema.org.
    fn blog_posting(&self, settings: &Settings) -> Value {
        let person = |name: &String| json!({ "@type": "Person", "name": name });
        let mut posting = json!({
            "@context": "https://schema.org",
            "@type": "BlogPosting",
            "headline": self.heading,
            "description": self.description,
            "inLanguage": settings.language,
            "isPartOf": { "@type": "Blog", "name": settings.title },
        });
        let mut set = |key: &str, value: Value| {
            let empty = value.as_array().is_some_and(Vec::is_empty) || value.as_str() == Some("");
            if let Some(object) = posting.as_object_mut().filter(|_| !empty && !value.is_null()) {
                object.insert(key.to_owned(), value);
            }
        };
        set("author", self.authors.iter().map(person).collect());
        set("keywords", self.tags.join(", ").into());
        set("datePublished", self.published.as_ref().map(PostDate::rfc3339).into());
        set("dateModified", self.updated.as_ref().or(self.published.as_ref()).map(PostDate::rfc3339).into());
        set("mainEntityOfPage", self.canonical_url(settings).into());
        set("image", self.image.clone().into());
        posting
    }
}
