//! A post in a feed, in no particular format.

use serde::{Deserialize, Serialize};
use studybuddy_content::{
    date::PostDate, front_matter::Author, page::PageMeta, post::Post, route::Route, settings::Settings,
};

use super::{body, published, site_author};
use crate::site::{address::Addresses, render::Rendered};

/// A post as feeds show it. No text in it holds a character that XML forbids.
#[derive(Debug, Serialize, Deserialize)]
pub struct Entry {
    /// The address of its page, which also names it for good.
    pub url: String,
    /// Its title, as text.
    pub title: String,
    /// What it is about, as text; may be empty.
    pub summary: String,
    /// All of it, as HTML that depends on nothing around it.
    pub content: String,
    /// When it came out.
    pub published: PostDate,
    /// When it changed last.
    pub updated: PostDate,
    /// Who wrote it; never empty.
    pub authors: Vec<Author>,
    /// Categories and tags, each once.
    pub labels: Vec<String>,
    /// Its language, if it names one.
    pub language: Option<String>,
    /// Its picture, as an absolute address.
    pub image: Option<String>,
}

impl Entry {
    /// `None` if the post has no date.
    pub fn new(
        settings: &Settings,
        addresses: Addresses<'_>,
        post: &Post,
        meta: &PageMeta,
        rendered: &Rendered,
    ) -> Option<Self> {
        let front_matter = &post.head.front_matter;
        let published = published(front_matter.date, front_matter.updated)?;
        let route = Route::Post(post.head.slug.clone());
        let url = addresses.page(&route);
        let links = body::Links { addresses, page: &url, root: &route.root() };
        Some(Self {
            title: xml_text(&post.title),
            summary: xml_text(&post.description()),
            content: xml_text(&body::draw(&post.document, links, rendered)),
            published,
            updated: front_matter.updated.unwrap_or(published),
            authors: authors(settings, &front_matter.authors),
            labels: labels(&front_matter.categories, &front_matter.tags),
            language: front_matter.lang.as_deref().map(xml_text),
            image: meta.image.clone(),
            url,
        })
    }
}

fn authors(settings: &Settings, authors: &[Author]) -> Vec<Author> {
    if authors.is_empty() {
        return vec![Author { name: site_author(settings), ..Author::default() }];
    }
    let is_absolute = |url: &&String| url.starts_with("https://") || url.starts_with("http://");
    let clean = |author: &Author| Author {
        name: xml_text(&author.name),
        url: author.url.as_ref().filter(is_absolute).map(|url| xml_text(url)),
        affiliation: None,
    };
    authors.iter().map(clean).collect()
}

fn labels(categories: &[String], tags: &[String]) -> Vec<String> {
    let mut labels: Vec<String> = Vec::with_capacity(categories.len() + tags.len());
    for label in categories.iter().chain(tags).map(|label| xml_text(label)) {
        if !labels.iter().any(|known| known.eq_ignore_ascii_case(&label)) {
            labels.push(label);
        }
    }
    labels
}

/// Text without the characters that may not stand in XML 1.0 in any way, not even escaped (section 2.2).
pub(super) fn xml_text(text: &str) -> String {
    let is_allowed = |character: &char| matches!(character, '\t' | '\n' | '\r' | '\u{20}'..='\u{FFFD}' | '\u{10000}'..='\u{10FFFF}');
    text.chars().filter(is_allowed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_xml_forbids_go() {
        assert_eq!(xml_text("a\0\u{1b}[1m\tb\u{FFFE}\n\u{FFFD}🚀"), "a[1m\tb\n\u{FFFD}🚀");
    }

    #[test]
    fn labels_stand_once() {
        let names = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<String>>();
        assert_eq!(
            labels(&names(&["Rust", "Deep Dives"]), &names(&["rust", "gpu"])),
            ["Rust", "Deep Dives", "gpu"]
        );
    }
}
