//! Headings in raw HTML: they belong to the outline as those of Markdown do.

use std::{collections::VecDeque, ops::Range};

use super::{
    raw::{RawHtml, ResolveUrl},
    tag::plain_text,
};

/// A heading that an author wrote as HTML.
#[derive(Clone, Debug)]
pub(crate) struct RawHeading {
    /// 1 to 6.
    pub level: u8,
    /// Its id in the page; empty if it has none.
    pub id: String,
    /// The range of its inside in the HTML that was written; empty as long as it is not closed.
    pub inside: Range<usize>,
}

/// The headings of one post, in order, while its raw HTML is written.
#[derive(Debug, Default)]
pub(super) struct Headings {
    found: Vec<RawHeading>,
    /// Those that are not closed: the depth of their element, and which they are.
    open: Vec<(usize, usize)>,
    /// Ids for the headings that come next.
    given: VecDeque<Option<String>>,
}

impl Headings {
    /// Notes that a heading opens at a depth; `own` is the id in its tag. Returns the id to write.
    pub(super) fn open(
        &mut self,
        level: u8,
        own: Option<String>,
        depth: usize,
        start: usize,
    ) -> Option<String> {
        let id = self.given.pop_front().flatten().or(own);
        self.open.push((depth, self.found.len()));
        self.found.push(RawHeading { level, id: id.clone().unwrap_or_default(), inside: start..start });
        id
    }

    /// Notes where the inside of the heading that was opened last begins.
    pub(super) fn begin(&mut self, start: usize) {
        if let Some(heading) = self.found.last_mut() {
            heading.inside = start..start;
        }
    }

    /// Notes that elements are closed down to a depth. A heading without an end tag has no end that could be known.
    pub(super) fn close(&mut self, depth: usize, has_end_tag: bool, end: usize) {
        while let Some(&(opened, index)) = self.open.last().filter(|&&(opened, _)| opened >= depth) {
            if has_end_tag && opened == depth {
                self.found[index].inside.end = end;
            }
            self.open.pop();
        }
    }
}

/// The level of the heading that an element is.
pub(super) fn level(name: &str) -> Option<u8> {
    match name.as_bytes() {
        [b'h', digit @ b'1'..=b'6'] => Some(digit - b'0'),
        _ => None,
    }
}

impl RawHtml {
    /// Sets the ids of the headings in the block that is written next.
    pub(crate) fn give_heading_ids(&mut self, ids: Vec<Option<String>>) {
        self.headings.given = ids.into();
    }

    /// Ends the headings that are open without an end: they are no headings of the outline.
    pub(crate) fn give_up_headings(&mut self) {
        self.headings.open.clear();
    }

    /// The headings that were written since the last call; none while one is open.
    pub(crate) fn take_headings(&mut self) -> Vec<RawHeading> {
        if !self.headings.open.is_empty() {
            return Vec::new();
        }
        let mut found = std::mem::take(&mut self.headings.found);
        found.retain(|heading| !heading.id.is_empty() && !heading.inside.is_empty());
        found
    }
}

/// The headings of a block of raw HTML: the ids in their tags and their texts, which are empty for those that are not
/// closed in it.
pub(crate) fn raw_headings(html: &str) -> Vec<(Option<String>, String)> {
    struct AsWritten;
    impl ResolveUrl for AsWritten {
        fn resolve_url(&mut self, url: &str, _: bool) -> String {
            url.to_owned()
        }
    }
    let (mut raw, mut out) = (RawHtml::default(), String::new());
    raw.write(html, &mut out, &mut AsWritten, &mut |text, _, out| out.push_str(text));
    let found = raw.headings.found.into_iter();
    found
        .map(|heading| {
            let text = plain_text(out.get(heading.inside).unwrap_or_default());
            (Some(heading.id).filter(|id| !id.is_empty()), text.trim().to_owned())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_found_with_ids_and_texts() {
        let html = "<div><h2 id=\"a\">A <em>b</em> &amp; c</h2>\n<H3>D</H3><h4 id=sb-x>E</h4></div><h5>open";
        let found = raw_headings(html);
        let seen: Vec<_> = found.iter().map(|(id, text)| (id.as_deref(), text.as_str())).collect();
        assert_eq!(seen, [(Some("a"), "A b & c"), (None, "D"), (None, "E"), (None, "")]);
    }

    #[test]
    fn a_token_that_becomes_text_moves_the_end_of_its_heading() {
        let text = |html| raw_headings(html).into_iter().map(|(_, text)| text).collect::<Vec<_>>();
        assert_eq!(text("<h2>From <s> to x</h2>"), ["From <s> to x"]);
        assert_eq!(text("<h2>From <i><s> to é</h2><h3>y</h3>"), ["From <s> to é", "y"]);
        assert_eq!(text("<h2>From <s> to x\u{f8f0}\u{f8f0}</div></h2>"), ["From <s> to x\u{f8f0}\u{f8f0}"]);
    }
}
