//! Links of Obsidian and Quartz, `[[post]]`, `[[post#Heading|text]]`, and their images, `![[image.png|300]]`.
//!
//! Double brackets are also nested arrays: a link is only what names a post that there is.

use std::ops::Range;

use super::{edits::Edits, markup, source::Source};
use crate::{
    diagnostic::{Diagnostic, words},
    html::is_played,
    markdown::heading_slug,
};

/// Endings of pictures.
const IMAGES: [&str; 7] = ["png", "jpg", "jpeg", "gif", "svg", "webp", "avif"];

/// Whether a file is shown or played in place.
pub(super) fn is_shown(target: &str) -> bool {
    let ending = target.rsplit('.').next().unwrap_or_default();
    IMAGES.iter().any(|image| ending.eq_ignore_ascii_case(image)) || is_played(target)
}

pub(super) fn translate(source: &Source<'_>, edits: &mut Edits) {
    for open in source.find_all("[[") {
        let start = open + 2;
        let rest = source.rest(start);
        let Some(length) = rest.find(['[', ']', '\n']).filter(|&end| rest[end..].starts_with("]]")) else {
            continue;
        };
        // `[[paper]](address)` is a link.
        let is_link = rest[length + 2..].starts_with(['(', '[']);
        if is_link || source.formula_at(open).is_some() || source.text[..open].ends_with('\\') {
            continue;
        }
        // In a table the bar is escaped.
        let inner = rest[..length].replace("\\|", "|");
        let (target, shown) =
            inner.split_once('|').map_or((inner.as_str(), None), |(target, shown)| (target, Some(shown)));
        let end = start + length + 2;
        if source.text[..open].ends_with('!') {
            match image(target.trim(), shown) {
                Some(image) => edits.replace(open - 1..end, image),
                None => unknown(source, edits, open..end, target, None),
            }
        } else if let Some(link) = link(source, target.trim(), shown) {
            edits.replace(open..end, link);
        } else {
            unknown(source, edits, open..end, target, shown);
        }
    }
}

/// Tells of brackets that name no post, unless they may be an array or an index; their words are shown without the name.
fn unknown(source: &Source<'_>, edits: &mut Edits, range: Range<usize>, target: &str, shown: Option<&str>) {
    let is_name = target.starts_with(char::is_alphabetic)
        && !target.contains(['"', '\'', ',', '='])
        && !target.eq_ignore_ascii_case("toc");
    let follows_name =
        source.text[..range.start].ends_with(|c: char| c.is_alphanumeric() || matches!(c, ')' | ']'));
    if is_name && !follows_name {
        let message = words!("no post has the name `{target}`: it is no link");
        let help = "write the name of a post's file, or put it in a code span if it is meant to be read";
        if let Some(shown) = shown {
            edits.replace(range.clone(), markup::inert(shown.trim()));
        }
        edits.report(Diagnostic::warning("link/wiki", range, message).with_help(help));
    }
}

fn image(target: &str, shown: Option<&str>) -> Option<String> {
    if !is_shown(target) || target.contains(['<', '>']) {
        return None;
    }
    let shown = shown.unwrap_or_default().trim();
    // Obsidian takes a number for the width, and `300x200` for both; what it shows, or its place, may stand before it.
    let (text, size) = shown.rsplit_once('|').unwrap_or(("", shown));
    let (text, size) = (text.trim(), size.trim());
    let text = if matches!(text, "left" | "center" | "right") { "" } else { text };
    let (width, height) = size.split_once('x').unwrap_or((size, ""));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number(width) {
        let height = if is_number(height) { format!(" height={height}") } else { String::new() };
        let text = markup::inert(text);
        return Some(format!("![{text}](<{target}>){{width={width}{height}}}"));
    }
    Some(format!("![{}](<{target}>)", markup::inert(shown)))
}

fn link(source: &Source<'_>, target: &str, shown: Option<&str>) -> Option<String> {
    let (post, heading) = target.split_once('#').unwrap_or((target, ""));
    let (post, heading) = (post.trim(), heading.trim());
    let file = match post {
        "" if heading.is_empty() => return None,
        "" => String::new(),
        post => source.post_file(post)?,
    };
    let fragment = if heading.is_empty() { String::new() } else { format!("#{}", heading_slug(heading)) };
    let text = shown.map_or_else(|| if post.is_empty() { heading } else { target }, str::trim);
    Some(format!("[{}](<{file}{fragment}>)", markup::inert(text)))
}
