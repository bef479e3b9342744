//! `<h1>Title</h1>` at the start of a post is the heading that Markdown writes with `#`: the page shows its title itself.

use super::{edits::Edits, signs::Signs, source::Source};

/// Bytes up to the end tag.
const MAX_TITLE: usize = 400;

const START: &str = "<h1>";
const END: &str = "</h1>";

pub(super) fn may_hold(signs: &Signs<'_>) -> bool {
    signs.text.trim_start().starts_with(START)
}

pub(super) fn translate(source: &Source<'_>, edits: &mut Edits) {
    let start = source.text.len() - source.text.trim_start().len();
    let near = &source.rest(start)[..source.rest(start).floor_char_boundary(MAX_TITLE)];
    let Some((title, _)) = near.strip_prefix(START).and_then(|near| near.split_once(END)) else { return };
    let inside = start + START.len()..start + START.len() + title.len();
    let words = source.trimmed(inside.clone());
    let end = inside.end + END.len();
    // What is more than one line stays HTML; so does a tag with an id or a place in the middle.
    if !words.is_empty() && !source.text[words.clone()].contains('\n') && source.ends_line(end) {
        edits.replace(start..words.start, "# ");
        edits.remove(words.end..end);
    }
}
