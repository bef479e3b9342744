//! Attribute lists that their authors wrapped, `{#fig-x\n width=50%}`, or set apart from their braces, `{ #sec-x }`: what reads
//! them later expects them in one line, right behind the brace.

use super::super::{attributes::Attributes, edits::Edits, signs::Signs, source::Source};

/// What an attribute list stands behind: a link or picture, a span, the colons of a div, the words of a heading.
const STARTS: [&str; 5] = ["){", "]{", "::: {", "{ #", "{ ."];

/// Bytes of a list.
const MAX_LIST: usize = 400;

pub(in super::super) fn may_hold(signs: &Signs<'_>) -> bool {
    signs.any(&STARTS)
}

pub(in super::super) fn translate(source: &Source<'_>, edits: &mut Edits) {
    for start in STARTS {
        for at in source.find_all(start) {
            let open = at + start.find('{').unwrap_or(0);
            list(source, edits, open);
        }
    }
}

fn list(source: &Source<'_>, edits: &mut Edits, open: usize) {
    let near = &source.rest(open)[1..];
    let near = &near[..near.floor_char_boundary(MAX_LIST)];
    let Some(inner) = near.split_once('}').map(|(inner, _)| inner).filter(|inner| !inner.contains('{'))
    else {
        return;
    };
    let close = open + 1 + inner.len();
    let (first, last) = (source.line_at(open), source.line_at(close));
    let has_blank_line = (first..last).any(|line| source.line_text(line).is_empty());
    let is_list = Attributes::parse(source.text, open + 1..close).is_only_attributes();
    if has_blank_line || !is_list || source.formula_at(open).is_some() {
        return;
    }
    for line in first..last {
        edits.replace(source.lines[line].end..source.lines[line + 1].text, " ");
    }
    let blanks = inner.len() - inner.trim_start_matches(' ').len();
    edits.remove(open + 1..open + 1 + blanks);
}
