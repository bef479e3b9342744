//! `<h1>Title</h1>` at the start of a post is the heading that Markdown writes with `#`: the page shows its title itself.

use super::{edits::Edits, signs::Signs, source::Source};

/// Bytes between the tags.
const MAX_TITLE: usize = 400;

pub(super) fn may_hold(signs: &Signs<'_>) -> bool {
    signs.text.trim_start().starts_with("<h1")
}

pub(super) fn translate(source: &Source<'_>, edits: &mut Edits) {
    let start = source.text.len() - source.text.trim_start().len();
    let near = &source.rest(start)[..source.rest(start).floor_char_boundary(MAX_TITLE)];
    let Some(inside) = near.strip_prefix("<h1").filter(|rest| rest.starts_with(['>', ' '])) else { return };
    let Some((tag, (title, _))) =
        inside.split_once('>').and_then(|(tag, rest)| Some((tag, rest.split_once("</h1>")?)))
    else {
        return;
    };
    let words = title.trim();
    let at = start + "<h1".len() + tag.len() + 1 + title.len() - title.trim_start().len();
    let end = start + "<h1".len() + tag.len() + 1 + title.len() + "</h1>".len();
    // An id or a place in the middle is kept as HTML; so is what is more than one line.
    if tag.is_empty() && !words.is_empty() && !words.contains('\n') && source.ends_line(end) {
        edits.replace(start..at, "# ".to_owned());
        edits.remove(at + words.len()..end);
    }
}
