//! What was found, as HTML.

use std::ops::Range;

use super::{
    engine::Found,
    excerpt::{excerpt, formula_is_hit, hits},
    query::Query,
    texts::{Run, SectionText, runs},
};
use crate::html::{escape_text, write_attribute};

/// Where results are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResultStyle {
    /// As options of a list box: the focus stays in the field.
    Options,
    /// As links in a page.
    Links,
}

/// Draws sections, best first. `root` leads to the site's root; `asked` goes into the links as it was typed, so that
/// the page that they lead to can mark the hits.
#[must_use]
pub fn draw_results(found: &Found<'_>, query: &Query, asked: &str, root: &str, style: ResultStyle) -> String {
    let mut out = String::new();
    for (number, section) in found.sections.iter().enumerate() {
        let href = href(section, asked, root);
        match style {
            ResultStyle::Options => {
                out.push_str(
                    "<a class=\"search-result\" role=\"option\" aria-selected=\"false\" tabindex=\"-1\"",
                );
                write_attribute("id", &["sb-result-", &number.to_string()].concat(), &mut out);
            }
            ResultStyle::Links => out.push_str("<li><a class=\"search-result\""),
        }
        write_attribute("href", &href, &mut out);
        out.push_str("><span class=\"search-result-title\">");
        let heading = if section.heading.is_empty() { section.title } else { section.heading };
        write_marked(heading, 0..heading.len(), section, query, &mut out);
        out.push_str("</span>");
        if !section.heading.is_empty() {
            out.push_str("<span class=\"search-result-post\">");
            write_marked(section.title, 0..section.title.len(), section, query, &mut out);
            out.push_str("</span>");
        }
        let shown = excerpt(section, query);
        if !shown.is_empty() {
            out.push_str("<span class=\"search-excerpt\">");
            out.push_str(if shown.start > 0 { "… " } else { "" });
            write_marked(section.text, shown.clone(), section, query, &mut out);
            out.push_str(if shown.end < section.text.len() { " …" } else { "" });
            out.push_str("</span>");
        }
        out.push_str(if style == ResultStyle::Options { "</a>" } else { "</a></li>" });
    }
    out
}

fn href(section: &SectionText<'_>, asked: &str, root: &str) -> String {
    let fragment = if section.id.is_empty() { "" } else { "#" };
    [root, "posts/", section.slug, "/?q=", &query_value(asked), fragment, section.id].concat()
}

/// What was asked as the value in the query of an address, blanks as `+`.
#[must_use]
pub fn query_value(asked: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut value = String::with_capacity(asked.len());
    for byte in asked.trim().bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                value.push(char::from(byte))
            }
            b' ' => value.push('+'),
            _ => value.extend(['%', hex(HEX, byte >> 4), hex(HEX, byte & 15)]),
        }
    }
    value
}

fn hex(digits: &[u8; 16], half: u8) -> char {
    char::from(digits[usize::from(half)])
}

/// Writes a part of a text with its hits marked and its formulas as formulas.
fn write_marked(text: &str, part: Range<usize>, section: &SectionText<'_>, query: &Query, out: &mut String) {
    for run in runs(&text[part]) {
        match run {
            Run::Words(_, words) => {
                let mut from = 0;
                for hit in hits(words, query) {
                    escape_text(&words[from..hit.start], out);
                    out.push_str("<mark>");
                    escape_text(&words[hit.clone()], out);
                    out.push_str("</mark>");
                    from = hit.end;
                }
                escape_text(&words[from..], out);
            }
            Run::Formula(_, index) => {
                let html = section.formulas.get(index).copied().unwrap_or_default();
                let is_hit = formula_is_hit(html, query);
                out.push_str(if is_hit { "<mark class=\"search-formula\">" } else { "" });
                out.push_str(html);
                out.push_str(if is_hit { "</mark>" } else { "" });
            }
        }
    }
}
