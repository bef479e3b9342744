//! Components that blogs define for themselves in HTML's clothes: Hugging Face's `<Tip>`, `<Youtube>` and
//! `<hfoption>`, the alerts, tabs and disclosures of Docusaurus, Astro and Mintlify, and the images of MDX blogs, such as
//! `<BlogImage imagePath="…" />`. Others show as they are, and are reported.

use std::{collections::HashSet, ops::Range};

use super::{
    attributes::{Attributes, Value},
    edits::{Edits, Piece},
    html_markdown, markup,
    signs::Signs,
    source::Source,
};
use crate::{
    diagnostic::{Diagnostic, words},
    html::{is_listed, write_attribute},
    math::tags::html_tag,
};

/// What a component is to a reader.
enum Kind {
    /// An alert, by its class and title.
    Alert(&'static str, &'static str),
    /// An alert whose kind an attribute says.
    AlertByType,
    Details,
    /// Something with a label, such as a tab: the label stands above it.
    Labelled,
    /// What holds other things, and shows nothing itself.
    Wrapper,
    Video,
    Image,
    Link,
}

/// Whether a text may hold components: HTML's own names are small.
pub(super) fn may_hold(signs: &Signs<'_>) -> bool {
    let pairs = &signs.pairs;
    if pairs.has_any(b'<', b'A'..=b'Z') {
        return true;
    }
    let is_end = |bytes: &[u8]| matches!(bytes, [b'<', b'/', b'A'..=b'Z']);
    let may_end = pairs.has(b'<', b'/') && pairs.has_any(b'/', b'A'..=b'Z');
    signs.any(&["<hfoption"]) || (may_end && signs.text.as_bytes().windows(3).any(is_end))
}

fn kind(name: &str) -> Option<Kind> {
    Some(match name {
        "Callout" | "Admonition" | "Alert" | "Aside" | "Notice" | "Admon" => Kind::AlertByType,
        "Details" | "Accordion" | "AccordionItem" | "Collapse" | "Collapsible" | "Expandable" | "Spoiler" => {
            Kind::Details
        }
        "hfoption" | "TabItem" | "Tab" | "Step" => Kind::Labelled,
        "hfoptions" | "Tabs" | "Steps" | "CodeGroup" | "AccordionGroup" | "Frame" | "Columns" | "Column"
        | "Center" => Kind::Wrapper,
        "Youtube" | "YouTube" => Kind::Video,
        "Link" => Kind::Link,
        // HTML has none of these names.
        "Image" | "Img" | "Figure" | "BlogImage" => Kind::Image,
        "Note" | "Tip" | "Warning" | "Info" | "Important" | "Caution" | "Danger" | "Check" | "Hint"
        | "Success" | "Error" => {
            let (class, title) = markup::alert(name)?;
            Kind::Alert(class, title)
        }
        _ => return None,
    })
}

/// Whether it is an element of HTML, or a component that is translated.
pub(super) fn is_known(name: &str) -> bool {
    !is_component(name) || kind(name).is_some()
}

pub(super) fn translate(source: &Source<'_>, edits: &mut Edits) {
    let mut reported = HashSet::new();
    let ends = source.find_all("</").filter_map(|at| html_tag(source.rest(at)));
    let closed: HashSet<&str> = ends.map(|tag| tag.name).collect();
    // Where the contents of the components that are open start.
    let mut open = Vec::new();
    let mut dedented = 0;
    let mut at = 0;
    while let Some(start) = source.find("<", at) {
        at = start + 1;
        let Some(tag) = html_tag(source.rest(start)).filter(|_| source.formula_at(start).is_none()) else {
            continue;
        };
        let range = start..start + tag.length;
        let self_closing = source.text[range.clone()].ends_with("/>");
        let is_element = self_closing || closed.contains(tag.name);
        match kind(tag.name) {
            Some(kind) if tag.closing => {
                if let Some(content) = open.pop() {
                    html_markdown::dedent(source, edits, dedented.max(content)..start);
                    dedented = start;
                }
                end(source, edits, range, &kind);
            }
            // What is never closed is a word in angle brackets.
            Some(kind) if is_element || matches!(kind, Kind::Image | Kind::Video) => {
                if !self_closing && closed.contains(tag.name) {
                    open.push(range.end);
                }
                let inside = start + 1 + tag.name.len()..range.end - 1;
                begin(source, edits, range, &kind, &attributes(source, inside));
            }
            None if is_element && is_component(tag.name) && reported.insert(tag.name) => {
                let message = words!("`<{}>` is not translated and shows as it is", tag.name);
                let help = "write it in Markdown or HTML, or put it in a code span if it is meant to be read";
                edits.report(Diagnostic::warning("compat/component", range, message).with_help(help));
            }
            _ => {}
        }
    }
}

/// Whether a name is one as components have it: `<T>` is a type, `<EOS>` a token.
fn is_component(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.contains(|c: char| c.is_ascii_lowercase())
        && !is_listed(&name.to_ascii_lowercase())
}

fn begin(
    source: &Source<'_>,
    edits: &mut Edits,
    range: Range<usize>,
    kind: &Kind,
    attributes: &Attributes<'_>,
) {
    let text = |names: &[&str]| attributes.get(names).map(Value::piece);
    let alert = |class: &str, title: &'static str| {
        let title = text(&["title", "heading", "label"]).unwrap_or_else(|| title.into());
        markup::open_alert(source, range.start, class, title)
    };
    let pieces = match kind {
        // Hugging Face has `<Tip warning>`.
        Kind::Alert(..) if attributes.words.iter().any(|word| word.text == "warning") => {
            alert("warning", "Warning")
        }
        Kind::Alert(class, title) => alert(class, title),
        Kind::AlertByType => {
            let kind = attributes.get(&["type", "variant", "kind", "severity", "status", "intent"]);
            let (class, title) = kind.and_then(|kind| markup::alert(kind.text)).unwrap_or(("note", "Note"));
            alert(class, title)
        }
        Kind::Details => markup::open_details(source, range.start, text(&["summary", "title", "label"])),
        Kind::Labelled => {
            let label = attributes.get(&["label", "title", "name", "header"]).map(|label| label.text);
            let value = || attributes.get(&["value"]).map(|value| value.text);
            let label = label.or(attributes.id).or_else(value);
            label.map_or(Vec::new(), markup::label)
        }
        Kind::Wrapper => Vec::new(),
        Kind::Video => match attributes.id.or(attributes.get(&["videoId", "url"]).map(|id| id.text)) {
            Some(id) => vec![markup::youtube(id).into()],
            None => return,
        },
        Kind::Image => return image(source, edits, range, attributes),
        Kind::Link => {
            let mut html = String::from("<a");
            if let Some(target) = attributes.get(&["to", "href"]) {
                write_attribute("href", &target.plain(), &mut html);
            }
            return edits.replace(range, html + ">");
        }
    };
    wrap(source, edits, range, pieces);
}

fn end(source: &Source<'_>, edits: &mut Edits, range: Range<usize>, kind: &Kind) {
    let pieces = match kind {
        Kind::Alert(..) | Kind::AlertByType => vec!["</div>".into()],
        Kind::Details => vec!["</details>".into()],
        Kind::Link => return edits.replace(range, "</a>"),
        // `<figure>` is HTML.
        Kind::Image if source.text[range.clone()].contains("Figure") => return,
        Kind::Labelled | Kind::Wrapper | Kind::Video | Kind::Image => Vec::new(),
    };
    wrap(source, edits, range, pieces);
}

/// Puts something in place of a tag; Markdown starts anew behind it.
fn wrap(source: &Source<'_>, edits: &mut Edits, range: Range<usize>, pieces: Vec<Piece>) {
    edits.splice(range.clone(), markup::block(source, &range, pieces));
}

fn attributes<'a>(source: &Source<'a>, inside: Range<usize>) -> Attributes<'a> {
    let text = source.text[inside.clone()].trim_end_matches('/');
    Attributes::parse(source.text, inside.start..inside.start + text.len())
}

fn image(source: &Source<'_>, edits: &mut Edits, range: Range<usize>, attributes: &Attributes<'_>) {
    let text = |names: &[&str]| attributes.get(names).map(|value| value.plain()).unwrap_or_default();
    let src = text(&["src", "imagePath", "path", "image", "url"]);
    let caption = attributes.get(&["caption", "title"]).map(Value::piece);
    if src.is_empty() {
        // The picture is a value of a script, which was told.
        if source.text[range.clone()].ends_with("/>") {
            wrap(source, edits, range, caption.into_iter().collect());
        }
        return;
    }
    let image = markup::Image { src, alt: text(&["alt", "altText"]), ..Default::default() };
    let image = image.with_look(attributes);
    if source.starts_line(range.start) && source.ends_line(range.end) {
        let figure = image.figure(caption, "", source, range.start);
        wrap(source, edits, range, figure);
    } else {
        edits.replace(range, image.html());
    }
}
