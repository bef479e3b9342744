//! Components that blogs define for themselves in HTML's clothes: Hugging Face's `<Tip>`, `<Youtube>` and
//! `<hfoption>`, and the images of MDX blogs, such as `<BlogImage imagePath="…" />`.

use std::ops::Range;

use super::{
    attributes::{Attributes, Value},
    edits::{Edits, Piece},
    markup,
    source::Source,
};
use crate::math::tags::html_tag;

pub(super) fn translate(source: &Source<'_>, edits: &mut Edits) {
    let mut at = 0;
    while let Some(open) = source.find("<", at) {
        at = open + 1;
        let Some(tag) = html_tag(source.rest(open)).filter(|_| source.formula_at(open).is_none()) else {
            continue;
        };
        let range = open..open + tag.length;
        let inside = open + 1 + tag.name.len()..range.end - 1;
        match (tag.name, tag.closing) {
            ("Tip", true) => wrap(source, edits, range, vec!["</div>".into()]),
            ("Tip", false) => {
                let is_warning = source.text[inside].contains("warning");
                let (class, title) = if is_warning { ("warning", "Warning") } else { ("tip", "Tip") };
                let alert = markup::open_alert(source, range.start, class, title.into());
                wrap(source, edits, range, alert);
            }
            ("Youtube" | "YouTube", false) => {
                let attributes = attributes(source, inside);
                if let Some(id) = attributes.id.or(attributes.get(&["videoId"]).map(|id| id.text)) {
                    wrap(source, edits, range, vec![markup::youtube(id).into()]);
                }
            }
            ("hfoptions", _) | ("hfoption", true) => wrap(source, edits, range, Vec::new()),
            ("hfoption", false) => {
                if let Some(name) = attributes(source, inside).id {
                    wrap(source, edits, range, vec![format!("**{}**", markup::inert(name)).into()]);
                }
            }
            (name, false) if is_image(name) => image(source, edits, range, &attributes(source, inside)),
            _ => {}
        }
    }
}

/// Puts something in place of a tag; Markdown starts anew behind it.
fn wrap(source: &Source<'_>, edits: &mut Edits, range: Range<usize>, pieces: Vec<Piece>) {
    edits.splice(range.clone(), markup::block(source, &range, pieces));
}

/// The attributes of a component; braces of MDX around a value are off: `width={300}`, `src={"/a.png"}`.
fn attributes<'a>(source: &Source<'a>, inside: Range<usize>) -> Attributes<'a> {
    let text = source.text[inside.clone()].trim_end_matches('/');
    let mut attributes = Attributes::parse(source.text, inside.start..inside.start + text.len());
    for (_, value) in &mut attributes.pairs {
        let bare = value.text.trim_matches(['{', '}', '"', '\'', '`']);
        let start = value.start + value.text.find(bare).unwrap_or(0);
        *value = Value { text: bare, start };
    }
    attributes
}

/// Images of MDX blogs: HTML has none of these names.
fn is_image(name: &str) -> bool {
    ["Image", "Img", "Figure", "BlogImage"].contains(&name)
}

fn image(source: &Source<'_>, edits: &mut Edits, range: Range<usize>, attributes: &Attributes<'_>) {
    let text = |names: &[&str]| attributes.get(names).map(|value| value.plain()).unwrap_or_default();
    let src = text(&["src", "imagePath", "path", "image", "url"]);
    if src.is_empty() {
        return;
    }
    let image = markup::Image { src, alt: text(&["alt", "altText"]), ..Default::default() };
    let image = image.with_look(attributes);
    let caption = attributes.get(&["caption", "title"]).map(Value::piece);
    if source.starts_line(range.start) && source.ends_line(range.end) {
        let figure = image.figure(caption, "", source, range.start);
        wrap(source, edits, range, figure);
    } else {
        edits.replace(range, image.html());
    }
}
