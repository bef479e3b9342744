//! Inline content seen as plain text or as a line of an outline.

use std::collections::HashMap;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::shorthand::{self, Shorthand};
use crate::{
    html::{CITE_REF, escape_text, is_typed, write_attribute},
    math::{Formula, Marker, MarkerKind, MathStyle, Protected, Reference, has_reserved, replace_markers},
};

/// An event of the parser and its range in the protected text.
pub(crate) type Spanned<'a> = (Event<'a>, std::ops::Range<usize>);

/// The text for an image, its width and its height (0: not known), of which Obsidian has its own behind the text:
/// `![text|300x200](a.png)`.
pub(super) fn shown_size(alt: &str, own: Option<(u32, u32)>) -> (&str, Option<(u32, u32)>) {
    let shown = || {
        let (text, size) = alt.rsplit_once('|')?;
        let (width, height) = size.split_once('x').unwrap_or((size, ""));
        // A digit behind a bar may be mathematics.
        let width = width.parse().ok().filter(|width| (10..10_000).contains(width))?;
        let scaled = own.map_or(0, |own| width * own.1.min(10_000) / own.0.max(1));
        Some((text, Some((width, height.parse().unwrap_or(scaled)))))
    };
    shown().unwrap_or((alt, own))
}

/// The index of the event that ends what starts at `at`.
pub(crate) fn end_of(events: &[Spanned<'_>], at: usize) -> usize {
    let mut depth = 0_usize;
    for (index, (event, _)) in events.iter().enumerate().skip(at) {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return index;
        }
    }
    events.len()
}

/// Text as its author typed it, and what looks like a tag and is none.
pub(crate) fn typed<'e>(event: &'e Event<'_>) -> Option<&'e str> {
    match event {
        Event::Text(piece) => Some(piece),
        Event::InlineHtml(tag) if is_typed(tag) => Some(tag),
        _ => None,
    }
}

/// Whether an event stands in the element of a citation. Asked of each event in turn, `is_in` is the last answer.
fn is_in_citation(event: &Event<'_>, is_in: bool) -> bool {
    match event {
        Event::InlineHtml(tag) => **tag == *CITE_REF || is_in && &**tag != "</span>",
        _ => is_in,
    }
}

/// What the markers in a post's text stand for.
#[derive(Clone, Copy)]
pub(super) struct Markers<'a> {
    pub protected: &'a Protected,
    /// The ids of formulas that can be linked to, by index.
    pub ids: &'a HashMap<usize, String>,
}

impl Markers<'_> {
    /// Text in which each formula stands as its TeX.
    pub(super) fn with_tex(self, text: &str) -> String {
        replace_markers(text, |marker, out| match marker.kind {
            MarkerKind::Reference => out.push_str(self.reference(marker.index).map_or("", |it| &it.text)),
            _ => out.push_str(self.formula(marker.index).map_or("", |formula| &formula.tex)),
        })
    }

    /// What a reader would read aloud: text, code, alternative texts, TeX.
    pub(super) fn plain_text(self, events: &[Spanned<'_>]) -> String {
        let mut text = String::new();
        let mut is_hidden = false;
        for (event, _) in events {
            is_hidden = is_in_citation(event, is_hidden);
            match event {
                _ if is_hidden => {}
                Event::Code(piece) => text.push_str(piece),
                Event::SoftBreak | Event::HardBreak => text.push(' '),
                _ => text.push_str(typed(event).unwrap_or_default()),
            }
        }
        self.with_tex(&text).trim().to_owned()
    }

    /// A heading as it stands in an outline: formulas, code and emphasis are kept; links, images, notes and the
    /// numbers of citations are not.
    pub(super) fn outline_html(self, events: &[Spanned<'_>]) -> String {
        let mut html = String::new();
        let mut text = String::new();
        let mut is_hidden = false;
        for (event, _) in events {
            is_hidden = is_in_citation(event, is_hidden);
            if is_hidden {
                continue;
            }
            if let Some(piece) = typed(event) {
                text.push_str(piece);
                continue;
            }
            self.write_prose(&std::mem::take(&mut text), false, &mut html);
            match event {
                Event::Code(code) => {
                    html.push_str("<code>");
                    escape_text(code, &mut html);
                    html.push_str("</code>");
                }
                Event::SoftBreak | Event::HardBreak => html.push(' '),
                Event::Start(Tag::Emphasis) => html.push_str("<em>"),
                Event::End(TagEnd::Emphasis) => html.push_str("</em>"),
                Event::Start(Tag::Strong) => html.push_str("<strong>"),
                Event::End(TagEnd::Strong) => html.push_str("</strong>"),
                _ => {}
            }
        }
        self.write_prose(&text, false, &mut html);
        html.trim().to_owned()
    }

    /// Writes text of Markdown: as [`Self::write_text`], and with what authors abbreviate in it.
    pub(super) fn write_prose(self, text: &str, linked: bool, out: &mut String) {
        let dashed;
        let text = if self.protected.has_dashes && text.contains("--") {
            dashed = shorthand::with_dashes(text);
            &dashed
        } else {
            text
        };
        let mut from = 0;
        while let Some((range, shorthand)) = shorthand::find(text, from) {
            self.write_text(&text[from..range.start], linked, out);
            match shorthand {
                Shorthand::Superscript(raised) => out.push_str(&format!("<sup>{raised}</sup>")),
                Shorthand::Subscript(lowered) => out.push_str(&format!("<sub>{lowered}</sub>")),
                Shorthand::Emoji(emoji) => out.push_str(emoji),
            }
            from = range.end;
        }
        self.write_text(&text[from..], linked, out);
    }

    /// Writes text as HTML; each marker gets the element that its formula is typeset in. References to equations are
    /// links if `linked`.
    pub(super) fn write_text(self, text: &str, linked: bool, out: &mut String) {
        if !has_reserved(text) {
            return escape_text(text, out);
        }
        let mut escaped = String::with_capacity(text.len());
        escape_text(text, &mut escaped);
        let html = replace_markers(&escaped, |marker, out| {
            let target = match marker.kind {
                MarkerKind::Reference => self.reference(marker.index).and_then(|it| it.formula),
                _ => self.formula(marker.index).and_then(|formula| formula.target),
            };
            let href = target.and_then(|formula| self.ids.get(&formula)).filter(|_| linked);
            if let Some(id) = href {
                out.push_str("<a");
                write_attribute("href", &format!("#{id}"), out);
                out.push('>');
            }
            match marker.kind {
                MarkerKind::Reference => {
                    escape_text(self.reference(marker.index).map_or("", |it| &it.text), out);
                }
                _ => self.write_formula(marker, "span", out),
            }
            if href.is_some() {
                out.push_str("</a>");
            }
        });
        out.push_str(&html);
    }

    /// Writes the element that a formula is typeset in; one that only defines macros has none.
    pub(super) fn write_formula(self, marker: Marker, element: &str, out: &mut String) {
        let Some(formula) = self.formula(marker.index).filter(|formula| !formula.tex.is_empty()) else {
            return;
        };
        let style = match formula.style {
            MathStyle::Display => "display",
            MathStyle::Inline => "inline",
        };
        // A number at the edge needs room; to look for it by `:has()` would be dear.
        let numbered = if formula.tex.contains("\\tag") { " math-numbered" } else { "" };
        for part in ["<", element, " class=\"math math-", style, numbered, "\""] {
            out.push_str(part);
        }
        if let Some(id) = self.ids.get(&marker.index) {
            write_attribute("id", id, out);
        }
        out.push('>');
        marker.write(out);
        for part in ["</", element, ">"] {
            out.push_str(part);
        }
    }

    fn formula(&self, index: usize) -> Option<&Formula> {
        self.protected.formulas.get(index)
    }

    fn reference(&self, index: usize) -> Option<&Reference> {
        self.protected.references.get(index)
    }
}
