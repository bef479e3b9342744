//! Distill's elements: citations, formulas and code. Its footnotes are in [`super::notes`].

use std::ops::Range;

use super::{
    attributes::Attributes,
    edits::{Edits, Piece},
    markup,
    source::Source,
};
use crate::{
    html::unescape,
    math::tags::{find_end_tag, html_tag},
};

/// Elements whose tags mean nothing here; what is in them is the post's.
const WRAPPERS: [&str; 9] = [
    "d-article",
    "d-appendix",
    "d-bibliography",
    "d-citation-list",
    "d-footnote-list",
    "d-title",
    "d-toc",
    "d-contents",
    "d-front-matter",
];

pub(super) fn translate(source: &Source<'_>, edits: &mut Edits) {
    let mut at = 0;
    // Elements that are not closed further on.
    let mut unclosed = Vec::new();
    while let Some(open) = next(source, at) {
        let Some(tag) = html_tag(source.rest(open)) else {
            at = open + 1;
            // A quote that is left open would take all up to the next one along.
            let keys = source.rest(open).strip_prefix("<d-cite key=").unwrap_or_default();
            let length = keys.find(['<', '>', '\n']).unwrap_or_default();
            if keys[length..].starts_with('>') {
                at = open + "<d-cite key=".len() + length + 1;
                edits.replace(open..at, markup::citation(keys[..length].trim_matches(['"', '\''])));
            }
            continue;
        };
        let range = open..open + tag.length;
        at = range.end;
        match tag.name {
            "d-figure" | "d-aside" => {
                let name = open + 1 + usize::from(tag.closing);
                edits.remove(name..name + "d-".len());
            }
            "d-cite" if tag.closing => edits.remove(range),
            "d-cite" => {
                let attributes = Attributes::parse(source.text, open + 7..range.end - 1);
                let keys = attributes.get(&["key", "keys", "bibtex-key"]).map(|keys| keys.plain());
                edits.replace(range, keys.map_or(String::new(), |keys| markup::citation(&keys)));
            }
            "d-math" | "d-code" if !tag.closing && !unclosed.contains(&tag.name) => {
                let end_tag = find_end_tag(source.rest(at), tag.name).map(|length| at + length);
                let Some((start, end)) = end_tag.and_then(|end| Some((end, html_tag(source.rest(end))?)))
                else {
                    unclosed.push(tag.name);
                    continue;
                };
                let close = start..start + end.length;
                at = close.end;
                let attributes = Attributes::parse(source.text, open + 7..range.end - 1);
                let is_block = attributes.words.iter().any(|word| word.text == "block")
                    || attributes.pairs.iter().any(|(name, _)| *name == "block");
                let inner = source.trimmed(range.end..close.start);
                if tag.name == "d-math" {
                    markup::formula(source, edits, open..at, inner.into(), is_block);
                } else if is_block || source.text[inner.clone()].contains('\n') {
                    let language = attributes.get(&["language"]).map(|name| name.plain()).unwrap_or_default();
                    let (before, behind) = markup::fence(source, &range, &language, &close);
                    let code = code(source, range.end..close.start);
                    edits.splice(open..at, vec![before.into(), code, behind.into()]);
                } else {
                    edits.splice(open..at, vec!["<code>".into(), inner.into(), "</code>".into()]);
                }
            }
            "d-bibliography" if !tag.closing => edits.replace(range, markup::REFERENCES),
            name if WRAPPERS.contains(&name) => edits.remove(range),
            _ => {}
        }
    }
}

/// The next tag whose name starts with `d-`.
fn next(source: &Source<'_>, mut at: usize) -> Option<usize> {
    loop {
        let name = source.find("d-", at)?;
        let before = &source.text[at..name];
        if before.ends_with('<') {
            return Some(name - 1);
        }
        if before.ends_with("</") {
            return Some(name - 2);
        }
        at = name + 2;
    }
}

/// Code that was written as HTML.
fn code(source: &Source<'_>, range: Range<usize>) -> Piece {
    let text = &source.text[range.clone()];
    if text.contains('&') { unescape(text).into() } else { range.into() }
}
