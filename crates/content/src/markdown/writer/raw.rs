//! Raw HTML in the flow of Markdown.

use super::*;
use crate::diagnostic::HAS_WORDS;

impl Writer<'_> {
    /// Writes a block of raw HTML.
    pub(super) fn html_block(&mut self, at: usize) -> usize {
        let html = self.html_source(at);
        if let Some(ids) = self.raw_heading_ids.remove(&at) {
            self.raw.give_heading_ids(ids);
        }
        self.raw_html(&html, at);
        self.list_raw_headings();
        self.end_of(at) + 1
    }

    /// The HTML in the block that starts at an event.
    pub(super) fn html_source(&self, at: usize) -> String {
        let pieces = self.inside(at).iter().filter_map(|(event, _)| match event {
            Event::Html(html) | Event::Text(html) => Some(&**html),
            _ => None,
        });
        pieces.collect()
    }

    pub(super) fn raw_html(&mut self, html: &str, at: usize) {
        let markers = Markers { protected: self.protected, ids: &self.equation_ids };
        let span = self.file_range(at);
        let mut urls = PlaceUrls { place: self.place, markers, links: Vec::new(), images: Vec::new(), span };
        let linked = self.link_depth == 0 && !self.raw.is_open("a");
        self.raw.write(html, &mut self.out, &mut urls, &mut |text, only_text, out| {
            // Authors' character references in HTML stay what they are.
            if only_text {
                escape_text(&markers.with_tex(&crate::html::unescape(text)), out);
            } else if has_marker(text) {
                markers.write_text(&crate::html::unescape(text), linked, out);
            } else {
                write_html_text(text, out);
            }
        });
        self.document.links.append(&mut urls.links);
        self.document.images.append(&mut urls.images);
    }

    /// Tells the author once of each kind of element that is not shown.
    pub(super) fn report_refused(&mut self) {
        if self.raw.is_too_deep {
            let message =
                "HTML elements stand in each other too deeply; the inner ones are left out, their text stays";
            self.document.diagnostics.push(
                Diagnostic::warning("html/depth", 0..0, message)
                    .with_help("close each element that is opened"),
            );
        }
        if !HAS_WORDS {
            return;
        }
        let mut names = std::mem::take(&mut self.raw.refused);
        names.sort();
        names.dedup();
        for name in names {
            // An end tag without a start is refused as well.
            let tag = [format!("<{name}"), format!("</{name}")]
                .into_iter()
                .find_map(|tag| Some((self.protected.text.find(&tag)?, tag.len())));
            let (at, length) = tag.unwrap_or_default();
            let span = self.protected.offsets.range_to_file(&(at..at + length));
            self.document.diagnostics.push(
                Diagnostic::warning(
                    "html/element",
                    span,
                    words!("`<{name}>` is not shown: it is not on the list of allowed HTML"),
                )
                .with_help("use Markdown, an image, a video or a link instead"),
            );
        }
    }
}

/// Resolves URLs in raw HTML as those in Markdown, and notes what they lead to.
struct PlaceUrls<'a> {
    place: PostPlace<'a>,
    markers: Markers<'a>,
    links: Vec<Link>,
    images: Vec<Image>,
    /// Where the HTML stands in the file.
    span: std::ops::Range<usize>,
}

impl ResolveUrl for PlaceUrls<'_> {
    fn resolve_url(&mut self, url: &str, image: bool) -> String {
        self.place.resolve(url, image).href().unwrap_or_default().to_owned()
    }

    fn source_of(&self, value: &str) -> Option<String> {
        has_marker(value).then(|| self.markers.with_tex(value))
    }

    fn link(&mut self, url: &str) {
        let target = self.place.resolve(url, false);
        self.links.push(Link { url: url.to_owned(), target, span: self.span.clone() });
    }

    fn image(&mut self, url: &str, alt: &str) -> Option<(u32, u32)> {
        let target = self.place.resolve(url, true);
        let size = self.place.image_size(&target);
        let (url, alt) = (url.to_owned(), alt.to_owned());
        self.images.push(Image { url, target, alt, span: self.span.clone() });
        size
    }
}

/// Text of raw HTML: character references stay, stray `<` and `>` are escaped.
fn write_html_text(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            _ => out.push(character),
        }
    }
}
