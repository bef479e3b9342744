//! Spans with attributes, `[text]{.class}` and `` `code`{.python} ``.

use studybuddy_text::find;

use super::{
    super::{attributes::Attributes, edits::Edits, source::Source},
    divs::is_hidden,
};
use crate::html::write_attribute;

/// Bytes of what stands in the brackets.
const MAX_SPAN: usize = 400;

/// Classes that are elements of HTML.
const ELEMENTS: [(&str, &str); 4] = [("mark", "mark"), ("underline", "u"), ("ul", "u"), ("kbd", "kbd")];

pub(in super::super) fn translate(source: &Source<'_>, edits: &mut Edits) {
    for at in source.find_all("]{") {
        let list = attributes(source, at + 1);
        let Some((attributes, end)) = list.filter(|_| source.formula_at(at).is_none()) else { continue };
        let Some(open) = opening_bracket(source, at) else { continue };
        if is_hidden(&attributes) {
            edits.remove(open..end);
            continue;
        }
        let element = ELEMENTS.iter().find(|(class, _)| attributes.classes.contains(class));
        let name = element.map_or("span", |(_, name)| name);
        let mut html = format!("<{name}");
        if let Some(id) = attributes.id {
            write_attribute("id", id, &mut html);
        }
        if element.is_none() && !attributes.classes.is_empty() {
            write_attribute("class", &attributes.classes.join(" "), &mut html);
        }
        edits.replace(open..open + 1, html + ">");
        edits.replace(at..end, format!("</{name}>"));
    }
    // What colours code in a line has no use here.
    let mut from = 0;
    while let Some(at) = find(source.text, "`{", from).map(|tick| tick + 1) {
        from = at + 1;
        let code = source.literal_before(at).filter(|_| !source.is_literal(at));
        let is_behind_code = code.is_some();
        // `<br>` in `{=html}` is HTML, what is for other formats goes.
        if let Some(code) = code
            && let Some((format, _)) =
                source.rest(at).strip_prefix("{=").and_then(|rest| rest.split_once('}'))
            && format.bytes().all(|byte| byte.is_ascii_alphanumeric())
        {
            let end = at + format.len() + 3;
            let is_html = format.starts_with("html");
            edits.replace(
                code.start..end,
                if is_html { source.text[code.clone()].trim_matches('`') } else { "" },
            );
        }
        if let Some((_, end)) = attributes(source, at).filter(|_| is_behind_code) {
            edits.remove(at..end);
        }
    }
}

/// The attribute list at a brace, and where it ends.
fn attributes<'a>(source: &Source<'a>, at: usize) -> Option<(Attributes<'a>, usize)> {
    Attributes::in_braces(source.text, at).filter(|_| !source.rest(at + 1).starts_with([':', '%', '=']))
}

/// The bracket that the one at `close` closes, if what it holds is text, and no image or note.
fn opening_bracket(source: &Source<'_>, close: usize) -> Option<usize> {
    let from = source.text.floor_char_boundary(close.saturating_sub(MAX_SPAN));
    let mut depth = 0_usize;
    for (offset, character) in source.text[from..close].char_indices().rev() {
        match character {
            ']' => depth += 1,
            '[' if depth > 0 => depth -= 1,
            '[' => {
                let open = from + offset;
                let before = &source.text[..open];
                let is_text = !before.ends_with(['!', ']', '\\']) && !source.rest(open).starts_with("[^");
                return (is_text && source.is_prose(open) && open + 1 < close).then_some(open);
            }
            _ => {}
        }
    }
    None
}
