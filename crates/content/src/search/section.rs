//! The sections of a document: what a search finds.

use crate::{
    document::Document,
    html::{CITE_REF, escaped, plain_text, unescape},
    markdown::TocEntry,
    math::{Marker, MarkerKind, replace_markers},
};

/// A section of a post: from a heading to the next, or what stands before the first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// The id of its heading; empty for what stands before the first.
    pub id: String,
    /// The heading as text; formulas are markers.
    pub heading: String,
    /// The headings that it stands under, outermost first, formulas as TeX.
    pub above: Vec<String>,
    /// Prose and code, white space collapsed; formulas are markers.
    pub text: String,
    /// The formulas that markers stand for: indexes into the document's. Markers count from 0 in each section, those
    /// of the heading first.
    pub formulas: Vec<usize>,
}

/// Cuts a document at its headings. The first section stands for the post itself and is always there.
#[must_use]
pub fn sections(document: &Document) -> Vec<Section> {
    let mut walk =
        Walk { document, sections: vec![Section::default()], headings: Vec::new(), html: String::new() };
    note_headings(&document.toc, &mut Vec::new(), &mut walk.headings);
    walk.run();
    walk.sections
}

struct Heading<'a> {
    entry: &'a TocEntry,
    above: Vec<String>,
}

fn note_headings<'a>(entries: &'a [TocEntry], above: &mut Vec<String>, out: &mut Vec<Heading<'a>>) {
    for entry in entries {
        out.push(Heading { entry, above: above.clone() });
        above.push(entry.text.clone());
        note_headings(&entry.children, above, out);
        above.pop();
    }
}

/// Elements that stand in a line of text: their tags separate no words.
const INLINE: [&str; 20] = [
    "a", "abbr", "b", "cite", "code", "del", "em", "i", "ins", "kbd", "mark", "q", "s", "small", "span",
    "strong", "sub", "sup", "u", "var",
];

struct Walk<'a> {
    document: &'a Document,
    sections: Vec<Section>,
    headings: Vec<Heading<'a>>,
    /// The text of the current section, before entities are read and white space is collapsed.
    html: String,
}

impl Walk<'_> {
    fn run(&mut self) {
        let document = self.document;
        let mut rest = document.html.as_str();
        while let Some(at) = rest.find('<') {
            self.html.push_str(&rest[..at]);
            rest = &rest[at..];
            let end = rest.find('>').map_or(rest.len(), |end| end + 1);
            let tag = &rest[..end];
            rest = &rest[end..];
            if let Some(skipped) = skipped_element(tag) {
                rest = rest.find(skipped).map_or("", |at| &rest[at + skipped.len()..]);
                self.html.push(' ');
            } else if let Some(heading) = self.heading(tag) {
                self.begin_section(heading);
                // The heading is known from the outline; its text is not part of the section's.
                rest = rest.find("</h").map_or("", |at| &rest[at..]);
            } else if !INLINE.contains(&element(tag)) {
                self.html.push(' ');
            }
        }
        self.html.push_str(rest);
        self.finish_section();
    }

    /// The heading that a tag opens, if the outline has it.
    fn heading(&self, tag: &str) -> Option<usize> {
        let is_heading = matches!(tag.as_bytes(), [b'<', b'h', b'1'..=b'6', b' ', ..]);
        let id = is_heading.then(|| tag.split("id=\"").nth(1)?.split('"').next())??;
        let id = unescape(id);
        self.headings.iter().position(|heading| heading.entry.id == id)
    }

    fn begin_section(&mut self, heading: usize) {
        self.finish_section();
        let Heading { entry, above } = &self.headings[heading];
        let (id, above) = (entry.id.clone(), above.clone());
        let mut formulas = Vec::new();
        let html = replace_markers(&entry.html, |marker, out| write_local(marker.index, &mut formulas, out));
        let heading = collapsed(&plain_text(&html));
        self.sections.push(Section { id, heading, above, formulas, text: String::new() });
    }

    fn finish_section(&mut self) {
        let document = self.document;
        let html = std::mem::take(&mut self.html);
        let Some(section) = self.sections.last_mut() else { return };
        let formulas = &mut section.formulas;
        let with_code = replace_markers(&html, |marker, out| match marker.kind {
            MarkerKind::Code => {
                if let Some(block) = document.code_blocks.get(marker.index) {
                    out.push_str(&escaped(&block.text));
                }
            }
            MarkerKind::Math => write_local(marker.index, formulas, out),
            MarkerKind::Reference => {}
        });
        section.text = collapsed(&unescape(&with_code));
    }
}

/// Writes the marker that stands for a formula in its section.
fn write_local(formula: usize, formulas: &mut Vec<usize>, out: &mut String) {
    Marker { kind: MarkerKind::Math, index: formulas.len() }.write(out);
    formulas.push(formula);
}

/// The end of an element whose text is not the author's: the language and button above code, signs beside headings,
/// ways back from notes. Numbers of notes and citations are no words either.
fn skipped_element(tag: &str) -> Option<&'static str> {
    if tag.starts_with("<div class=\"code-bar\"") {
        Some("</div>")
    } else if tag.starts_with("<a class=\"footnote-backref\"")
        || tag.starts_with("<a class=\"heading-anchor\"")
    {
        Some("</a>")
    } else if tag.starts_with("<sup class=\"footnote-ref\"") {
        Some("</sup>")
    } else if tag == CITE_REF {
        Some("</span>")
    } else {
        None
    }
}

/// The name of the element that a tag opens or closes.
fn element(tag: &str) -> &str {
    let name = tag.trim_start_matches(['<', '/']);
    &name[..name.find([' ', '>', '/']).unwrap_or(name.len())]
}

fn collapsed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::post::{Post, PostHead};

    fn cut(source: &str) -> Vec<Section> {
        let head = PostHead::read("x.md", source).unwrap();
        sections(&Post::render(head, source, "../../", &|_: &str| None).document)
    }

    #[test]
    fn a_post_is_cut_at_its_headings() {
        let found = cut(
            "Before $a$.\n\n## One *two* $c$\n\nText[^1] with `code` and\n$$b$$\n\n### Three\n\n```py\nx = 1 < 2\n  y\n```\n\n[^1]: A note.\n",
        );
        let seen: Vec<_> = found
            .iter()
            .map(|section| (&*section.id, &*section.heading, section.above.join("/"), &*section.text))
            .collect();
        assert_eq!(
            seen,
            [
                ("", "", String::new(), "Before \u{F8F0}0\u{F8F2}."),
                (
                    "one-two-c",
                    "One two \u{F8F0}0\u{F8F2}",
                    String::new(),
                    "Text with code and \u{F8F0}1\u{F8F2}"
                ),
                ("three", "Three", "One two c".to_owned(), "x = 1 < 2 y A note."),
            ]
        );
        assert_eq!(found[1].formulas, [1, 2]);
    }
}
