//! The body of a post for feed readers: nothing in it depends on the page, its style sheets or its scripts.
//!
//! It is made from the document's HTML before the markers are filled. That HTML is all the writer's: every value of
//! an attribute stands in double quotes, and has no quote and no `>` in it. So tags can be found by their ends.

use studybuddy_content::{
    document::{Document, Host},
    html::escaped,
    markdown::CodeBlock,
    math::Formula,
};

use crate::site::{address::Addresses, render::Rendered};

const CODE_BAR: &str = "<div class=\"code-bar\">";
const CODE_BAR_END: &str = "<button class=\"copy-button\" type=\"button\">Copy</button></div>";
const CODE_TITLE: &str = "<span class=\"code-title\">";
const HEADING_ANCHOR: &str = "<a class=\"heading-anchor\" ";

/// The body's HTML, with MathML for formulas and plain code.
pub(super) fn draw(document: &Document, links: Links<'_>, rendered: &Rendered) -> String {
    document.fill(&rewrite(&document.html, links), &mut FeedHost { rendered })
}

/// Fills in what needs no style sheet.
struct FeedHost<'a> {
    rendered: &'a Rendered,
}

impl Host for FeedHost<'_> {
    /// KaTeX has set the formula twice, for the eye and as MathML with its TeX as annotation: the latter stands by
    /// itself. One that failed is shown as its source.
    fn formula(&mut self, index: usize, formula: &Formula) -> String {
        match self.rendered.mathml(index) {
            Some(mathml) => mathml.to_owned(),
            None if formula.tex.is_empty() => String::new(),
            None => format!("<code>{}</code>", escaped(&formula.tex)),
        }
    }

    fn code(&mut self, _: usize, block: &CodeBlock) -> String {
        escaped(&block.text)
    }
}

/// Where the addresses of a post lead when it is read away from its page.
#[derive(Clone, Copy)]
pub(super) struct Links<'a> {
    pub addresses: Addresses<'a>,
    /// The address of the post's page.
    pub page: &'a str,
    /// How the post writes the way to the site's root.
    pub root: &'a str,
}

impl Links<'_> {
    /// The absolute form of an address as the post has it. All that is of this site starts with the way to its root.
    fn absolute(&self, address: &str) -> String {
        if address.is_empty() || address.starts_with('#') {
            format!("{}{address}", self.page)
        } else if let Some(path) = address.strip_prefix(self.root) {
            self.addresses.file(path)
        } else if address.starts_with("//") {
            self.addresses.with_scheme(address)
        } else {
            address.to_owned()
        }
    }

    /// A list of pictures to choose from: addresses, each with a width or a density.
    fn absolute_set(&self, set: &str) -> String {
        let candidates = set.split(", ").map(|candidate| match candidate.split_once(' ') {
            Some((address, size)) => format!("{} {size}", self.absolute(address)),
            None => self.absolute(candidate),
        });
        candidates.collect::<Vec<_>>().join(", ")
    }

    /// Writes a tag with its addresses absolute and without what only helps to use the page by keyboard.
    fn write_tag(&self, tag: &str, out: &mut String) {
        let mut rest = tag;
        while let Some((before, after)) = rest.split_once("=\"") {
            let Some((value, after)) = after.split_once('"') else { break };
            let (element, name) = before.rsplit_once(' ').unwrap_or_default();
            rest = after;
            let value = match name {
                "tabindex" => {
                    out.push_str(element);
                    continue;
                }
                "href" | "src" | "poster" | "cite" => &self.absolute(value),
                "srcset" => &self.absolute_set(value),
                _ => value,
            };
            out.extend([before, "=\"", value, "\""]);
        }
        out.push_str(rest);
    }
}

fn rewrite(html: &str, links: Links<'_>) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 4);
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some((title, after)) = code_bar(rest) {
            if !title.is_empty() {
                out.extend(["<p><strong>", title, "</strong></p>"]);
            }
            rest = after;
        } else if let Some(after) = heading_anchor(rest) {
            rest = after;
        } else {
            let end = rest.find('>').map_or(rest.len(), |end| end + 1);
            links.write_tag(&rest[..end], &mut out);
            rest = &rest[end..];
        }
    }
    out.push_str(rest);
    out
}

/// The title in the bar above a block of code that `html` starts with, and what follows the bar.
fn code_bar(html: &str) -> Option<(&str, &str)> {
    let (bar, after) = html.strip_prefix(CODE_BAR)?.split_once(CODE_BAR_END)?;
    // An author's own element of this class has no button; then this is the next bar's.
    let is_one_bar = !bar.contains("<div");
    let title = bar.strip_prefix(CODE_TITLE).and_then(|title| title.split_once("</span>"));
    is_one_bar.then_some((title.map_or("", |(title, _)| title), after))
}

/// What follows the link to a heading that `html` starts with.
fn heading_anchor(html: &str) -> Option<&str> {
    let (_, after) = html.strip_prefix(HEADING_ANCHOR)?.split_once('>')?;
    after.strip_prefix("</a>")
}

#[cfg(test)]
mod tests {
    use studybuddy_content::settings::Settings;

    use super::*;

    #[track_caller]
    fn check(html: &str, expected: &str) {
        let settings = Settings { url: Some("https://example.org/notes/".to_owned()), ..Settings::default() };
        let addresses = Addresses::new(&settings).unwrap();
        let links = Links { addresses, page: "https://example.org/notes/posts/x/", root: "../../" };
        assert_eq!(rewrite(html, links), expected);
    }

    #[test]
    fn addresses_become_absolute() {
        check(
            "<a href=\"../../posts/b/#setup\" title=\"a=&quot;b\">b</a> <a href=\"#fn:1\" id=\"fnref:1\">1</a>",
            "<a href=\"https://example.org/notes/posts/b/#setup\" title=\"a=&quot;b\">b</a> \
             <a href=\"https://example.org/notes/posts/x/#fn:1\" id=\"fnref:1\">1</a>",
        );
        check(
            "<img src=\"../../posts/img/ü.png\" srcset=\"../../a.png 1x, https://cdn.example/b.png 2x\" alt=\"\">",
            "<img src=\"https://example.org/notes/posts/img/%C3%BC.png\" \
             srcset=\"https://example.org/notes/a.png 1x, https://cdn.example/b.png 2x\" alt=\"\">",
        );
        check(
            "<video poster=\"../../p.jpg\" controls><source src=\"//cdn.example/v.mp4\"></video>",
            "<video poster=\"https://example.org/notes/p.jpg\" controls>\
             <source src=\"https://cdn.example/v.mp4\"></video>",
        );
        check("<a href=\"mailto:a@b.c\">m</a>", "<a href=\"mailto:a@b.c\">m</a>");
    }

    #[test]
    fn what_serves_the_page_goes() {
        check(
            "<h2 id=\"a\">A<a class=\"heading-anchor\" href=\"#a\" aria-label=\"Link\"></a></h2>",
            "<h2 id=\"a\">A</h2>",
        );
        check(
            "<div class=\"code-bar\"><span class=\"code-title\">a.py</span><span class=\"code-language\">Python\
             </span><button class=\"copy-button\" type=\"button\">Copy</button></div>\
             <pre class=\"code\" tabindex=\"0\"><code class=\"language-python\">x</code></pre>",
            "<p><strong>a.py</strong></p><pre class=\"code\"><code class=\"language-python\">x</code></pre>",
        );
        check(
            "<div class=\"code-bar\"><div>mine</div></div>",
            "<div class=\"code-bar\"><div>mine</div></div>",
        );
    }
}
