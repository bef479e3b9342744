//! `<h1>Title</h1>` at the start of a post is the heading that Markdown writes with `#`: the page shows its title itself.

use super::{edits::Edits, signs::Signs, source::Source};
use crate::{
    html::{FRAME_ELEMENTS, plain_text},
    math::tags::{find_end_tag, html_tag},
};

/// Bytes up to the end tag.
const MAX_TITLE: usize = 400;

const END: &str = "</h1>";

pub(super) fn may_hold(signs: &Signs<'_>) -> bool {
    start_tag(&signs.text[first_shown(signs.text)..]).is_some()
}

pub(super) fn translate(source: &Source<'_>, edits: &mut Edits) {
    let start = first_shown(source.text);
    let near = &source.rest(start)[..source.rest(start).floor_char_boundary(MAX_TITLE)];
    let Some(length) = start_tag(near) else { return };
    let Some((title, _)) = near[length..].split_once(END) else { return };
    let inside = start + length..start + length + title.len();
    let words = source.trimmed(inside.clone());
    let end = inside.end + END.len();
    // What is more than one line stays HTML; so does a tag with an id or a place in the middle.
    // A picture alone says nothing in a list of headings.
    let has_words = !plain_text(&source.text[words.clone()]).trim().is_empty();
    if has_words && !source.text[words.clone()].contains('\n') && source.ends_line(end) {
        // The block of HTML that stands above ends at a blank line.
        let is_free = source.text[..start].trim().is_empty();
        edits.replace(start..words.start, if is_free { "# " } else { "\n\n# " });
        edits.remove(words.end..end);
    }
}

/// The length of the start tag at the start of a text. What it says of its look is the site's.
fn start_tag(text: &str) -> Option<usize> {
    let tag = html_tag(text).filter(|tag| tag.name == "h1" && !tag.closing)?;
    (!text[..tag.length].contains(" id=")).then_some(tag.length)
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
