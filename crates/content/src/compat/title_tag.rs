//! `<h1>Title</h1>` at the start of a post is the heading that Markdown writes with `#`: the page shows its title itself.

use super::{edits::Edits, signs::Signs, source::Source};
use crate::{
    html::FRAME_ELEMENTS,
    math::tags::{find_end_tag, html_tag},
};

/// Bytes up to the end tag.
const MAX_TITLE: usize = 400;

const START: &str = "<h1>";
const END: &str = "</h1>";

pub(super) fn may_hold(signs: &Signs<'_>) -> bool {
    signs.text[first_shown(signs.text)..].starts_with(START)
}

pub(super) fn translate(source: &Source<'_>, edits: &mut Edits) {
    let start = first_shown(source.text);
    let near = &source.rest(start)[..source.rest(start).floor_char_boundary(MAX_TITLE)];
    let Some((title, _)) = near.strip_prefix(START).and_then(|near| near.split_once(END)) else { return };
    let inside = start + START.len()..start + START.len() + title.len();
    let words = source.trimmed(inside.clone());
    let end = inside.end + END.len();
    // What is more than one line stays HTML; so does a tag with an id or a place in the middle.
    if !words.is_empty() && !source.text[words.clone()].contains('\n') && source.ends_line(end) {
        // The block of HTML that stands above ends at a blank line.
        let is_free = source.text[..start].trim().is_empty();
        edits.replace(start..words.start, if is_free { "# " } else { "\n\n# " });
        edits.remove(words.end..end);
    }
}

/// Where the first thing starts that is shown: behind comments, styles and the tags of a page around the post.
fn first_shown(text: &str) -> usize {
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let end = if rest.starts_with("<!--") {
            rest.find("-->").map(|end| end + 3)
        } else {
            html_tag(rest).and_then(|tag| match tag.name {
                "style" => find_end_tag(rest, tag.name).and_then(|at| Some(at + rest[at..].find('>')? + 1)),
                name => FRAME_ELEMENTS.contains(&name).then_some(tag.length),
            })
        };
        match end {
            Some(end) => rest = &rest[end..],
            None => return text.len() - rest.len(),
        }
    }
}
