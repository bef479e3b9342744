//! What the build has read in a header, for the app: it draws pages without readers of YAML, TOML and JSON headers.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Author, FrontMatter, Image, TocSettings};

/// What a post's header says to its page, besides what lists show of it; and which header that is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HeaderFacts {
    /// Which header it is.
    #[serde(skip_serializing_if = "is_default")]
    pub mark: HeaderMark,
    /// Whether it has no title: that comes from the text or the file's name.
    #[serde(skip_serializing_if = "is_default")]
    pub is_untitled: bool,
    /// Whether it has no description: that is the start of the text.
    #[serde(skip_serializing_if = "is_default")]
    pub is_undescribed: bool,
    /// Whether something in it could not be read.
    #[serde(skip_serializing_if = "is_default")]
    pub is_broken: bool,
    /// The names of the authors.
    #[serde(skip_serializing_if = "is_default")]
    pub authors: Vec<String>,
    /// The table of contents.
    #[serde(skip_serializing_if = "is_default")]
    pub toc: Option<TocSettings>,
    /// TeX macros, by name with backslash.
    #[serde(skip_serializing_if = "is_default")]
    pub macros: BTreeMap<String, String>,
    /// The address of the image, as written.
    #[serde(skip_serializing_if = "is_default")]
    pub image: Option<String>,
    /// The address of the original.
    #[serde(skip_serializing_if = "is_default")]
    pub canonical: Option<String>,
    /// Whether search engines are asked to leave the post out.
    #[serde(skip_serializing_if = "is_default")]
    pub noindex: bool,
    /// The language of the text.
    #[serde(skip_serializing_if = "is_default")]
    pub lang: Option<String>,
    /// The file with the references.
    #[serde(skip_serializing_if = "is_default")]
    pub bibliography: Option<String>,
    /// Whether it is one of Jekyll's, and formulas are read as kramdown reads them.
    #[serde(skip_serializing_if = "is_default")]
    pub is_jekyll: bool,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// Tells one header from another, such as the one before the author's last change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeaderMark {
    /// How many bytes stand before the body, without the mark of byte order: browsers leave that out.
    pub length: usize,
    /// FNV-1a of these bytes, 32 bits.
    pub checksum: u32,
}

impl HeaderMark {
    /// The mark of what stands before the body; nothing has the default.
    #[must_use]
    pub fn of(header: &str) -> Self {
        let header = without_byte_order(header);
        let start = if header.is_empty() { 0 } else { 0x811C_9DC5 };
        let checksum =
            header.bytes().fold(start, |sum, byte| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193));
        Self { length: header.len(), checksum }
    }
}

fn without_byte_order(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

impl HeaderFacts {
    /// What front matter says to a page.
    pub(crate) fn new(front_matter: &FrontMatter, mark: HeaderMark, is_broken: bool) -> Self {
        Self {
            mark,
            is_untitled: front_matter.title.is_none(),
            is_undescribed: front_matter.description.is_none(),
            is_broken,
            authors: front_matter.authors.iter().map(|author| author.name.clone()).collect(),
            toc: front_matter.toc,
            macros: front_matter.macros.clone(),
            image: front_matter.image.as_ref().map(|image| image.path.clone()),
            canonical: front_matter.canonical.clone(),
            noindex: front_matter.noindex,
            lang: front_matter.lang.clone(),
            bibliography: front_matter.bibliography.clone(),
            is_jekyll: front_matter.is_jekyll,
        }
    }

    /// Whether there is nothing to tell.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        is_default(self)
    }

    /// Where the body of a file starts; `None` if it has another header than this was read in.
    #[must_use]
    pub fn body_start(&self, source: &str) -> Option<usize> {
        let text = without_byte_order(source);
        let is_same = HeaderMark::of(text.get(..self.mark.length)?) == self.mark;
        is_same.then(|| source.len() - text.len() + self.mark.length)
    }

    /// The front matter, as far as this knows it.
    pub(crate) fn front_matter(&self) -> FrontMatter {
        let author = |name: &String| Author { name: name.clone(), ..Author::default() };
        FrontMatter {
            authors: self.authors.iter().map(author).collect(),
            toc: self.toc,
            macros: self.macros.clone(),
            image: self.image.clone().map(|path| Image { path, alt: None }),
            canonical: self.canonical.clone(),
            noindex: self.noindex,
            lang: self.lang.clone(),
            bibliography: self.bibliography.clone(),
            is_jekyll: self.is_jekyll,
            ..FrontMatter::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::HeaderFacts;
    use crate::post::{Post, PostHead};

    const HEADER: &str =
        "+++\ntitle = \"A\"\nlayout = \"post\"\nauthors = [\"Ada\"]\n[extra]\nlang = \"de\"\ntoc = 2\n+++\n";

    fn facts(source: &str) -> HeaderFacts {
        let head = PostHead::read("x.md", source).unwrap();
        Post::render(head, source, "", &|_: &str| None).summary().header
    }

    #[test]
    fn a_page_needs_no_reader_of_headers() {
        let source = format!("{HEADER}Text.\n");
        let read = PostHead::read("2024-03-01-x.md", &source).unwrap();
        let summary = Post::render(read.clone(), &source, "", &|_: &str| None).summary();
        let told = PostHead::of_summary(&summary, &source).unwrap();
        assert_eq!(told.front_matter, read.front_matter);
        assert_eq!((told.file, told.slug, told.body_start), (read.file, read.slug, read.body_start));
    }

    #[test]
    fn a_header_of_another_build_is_not_taken_for_this_one() {
        let source = format!("{HEADER}Text.\n");
        let start = Some(HEADER.len());
        assert_eq!(facts(&source).body_start(&source), start);
        assert_eq!(facts(&source).body_start(&format!("{HEADER}Another text.\n")), start);
        for other in [
            source.replace("\"A\"", "\"B\""),
            source.replace("toc", "\ntoc"),
            "+++".to_owned(),
            "é".repeat(90),
        ] {
            assert_eq!(facts(&source).body_start(&other), None, "{other}");
        }
        let bare = facts("Text.\n");
        assert!(bare.is_untitled);
        assert_eq!(bare.body_start("Other text.\n"), Some(0));
    }

    #[test]
    fn a_mark_of_byte_order_counts_where_it_is() {
        let (marked, fetched) = (format!("\u{feff}{HEADER}Text.\n"), format!("{HEADER}Text.\n"));
        let facts = facts(&marked);
        assert_eq!(facts.body_start(&marked), Some(HEADER.len() + 3));
        assert_eq!(facts.body_start(&fetched), Some(HEADER.len()));
    }
}
