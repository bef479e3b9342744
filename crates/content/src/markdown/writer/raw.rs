//! Raw HTML in the flow of Markdown.

use super::*;

impl Writer<'_> {
    pub(super) fn raw_html(&mut self, html: &str) {
        let formulas = &self.protected.formulas;
        let mut urls = PlaceUrls(self.place);
        self.raw.write(html, &mut self.out, &mut urls, &mut |text, out| {
            // Authors' character references in HTML stay what they are.
            if has_marker(text) {
                inline::write_text(&crate::html::unescape(text), formulas, out);
            } else {
                write_html_text(text, out);
            }
        });
    }

    /// Tells the author once of each kind of element that is not shown.
    pub(super) fn report_refused(&mut self) {
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
                    format!("`<{name}>` is not shown: it is not on the list of allowed HTML"),
                )
                .with_help("use Markdown, an image, a video or a link instead"),
            );
        }
    }
}

/// Resolves URLs in raw HTML as those in Markdown.
struct PlaceUrls<'a>(PostPlace<'a>);

impl ResolveUrl for PlaceUrls<'_> {
    fn resolve_url(&mut self, url: &str, image: bool) -> String {
        self.0.resolve(url, image).href().unwrap_or_default().to_owned()
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
