//! Inline links and images, for the passes that change what is attached to them; and those with blanks in their targets.

use std::ops::Range;

use studybuddy_text::{contains, find_any};

use super::{edits::Edits, source::Source, wikilinks::is_shown};
use crate::math::bare_target_length;

/// `[label](target "title")`, or an image with `!` before it.
#[derive(Clone, Debug)]
pub(super) struct Link {
    pub is_image: bool,
    pub range: Range<usize>,
    pub label: Range<usize>,
    pub target: Range<usize>,
    pub title: Option<Range<usize>>,
}

/// Bytes of a target with blanks.
const MAX_TARGET: usize = 300;

/// What Pelican has before the path of a file.
pub(super) const PELICAN: [&str; 3] = ["{static}", "{filename}", "{attach}"];

/// `![](a b.png)`: to CommonMark no image, to kramdown, Pandoc and everybody who wrote it one. To kramdown `[a](b c.pdf)` is a
/// link, too.
pub(super) fn translate(source: &Source<'_>, edits: &mut Edits) {
    for sign in PELICAN {
        for at in source.find_all(sign) {
            let before = &source.text[..at];
            if before.ends_with(['(', '<', '"']) || before.ends_with("]: ") {
                edits.remove(at..at + sign.len());
            }
        }
    }
    for sign in source.find_all("](") {
        let start = sign + 2;
        let rest = source.rest(start);
        let near = &rest[..rest.floor_char_boundary(MAX_TARGET)];
        // Notion writes an address as a link once more: `[A]([https://b](https://b))`.
        if let Some((text, again)) = near.strip_prefix("[http").and_then(|near| near.split_once("](http"))
            && let Some(length) = again.find("))")
            && !(text.contains(char::is_whitespace) || again[..length].contains(char::is_whitespace))
            && source.is_prose(sign)
        {
            let address = near.len() - "http".len() - again.len();
            let address = start + address..start + near.len() - again.len() + length;
            edits.replace(start..address.end + 1, address);
            continue;
        }
        // Or with one bracket too many.
        let again = near.strip_prefix('(').filter(|again| again.starts_with("http"));
        if let Some(length) = again.and_then(|again| again.find("))"))
            && !near[..length].contains(char::is_whitespace)
            && source.is_prose(sign)
        {
            edits.remove(start..start + 1);
            edits.remove(start + length + 1..start + length + 2);
            continue;
        }
        if let Some(size) = size(near).filter(|_| source.is_prose(sign)) {
            let (width, height) =
                near[size.clone()].trim_start_matches([' ', '=']).split_once('x').unwrap_or_default();
            let sized = [("width", width), ("height", height)].map(|(name, pixels)| match pixels {
                "" => String::new(),
                _ => [" ", name, "=", pixels].concat(),
            });
            edits.remove(start + size.start..start + size.end);
            let end = start + size.end + near[size.end..].find(')').map_or(0, |close| close + 1);
            edits.insert(end, ["{", sized.concat().trim_start(), "}"].concat());
            continue;
        }
        let Some(target) = spaced_target(near) else { continue };
        let is_meant =
            is_shown(target) || source.is_kramdown() && target.contains(['/', '.']) && !target.contains('{');
        if is_meant && source.is_prose(sign) {
            edits.replace(start..start + target.len(), target.trim().replace(' ', "%20"));
        }
    }
}

/// A target with blanks at the start of what follows `](`, up to the bracket that closes it.
fn spaced_target(near: &str) -> Option<&str> {
    let mut depth = 0_usize;
    let end = near.find(|c| {
        depth += usize::from(c == '(');
        let is_end = matches!(c, '\n' | '<' | '"' | '\'' | '`') || (c == ')' && depth == 0);
        depth -= usize::from(c == ')' && !is_end);
        is_end
    })?;
    let target = &near[..end];
    (near[end..].starts_with(')') && target.trim().contains(' ')).then_some(target)
}

/// Where ` =500x200` stands in what follows `](`: markdown-it's and HackMD's size of an image, before its title or behind.
fn size(near: &str) -> Option<Range<usize>> {
    let start = near[..near.find([')', '\n'])?].find(" =")?;
    let digits = |at: usize| near[at..].bytes().take_while(u8::is_ascii_digit).count();
    let width = digits(start + 2);
    let cross = start + 2 + width;
    let height = near[cross..].strip_prefix('x').map(|_| digits(cross + 1))?;
    let end = cross + 1 + height;
    let is_end = near[end..].starts_with([')', ' ']);
    (start > 0 && width + height > 0 && is_end).then_some(start..end)
}

/// All of them; one inside another comes before it.
pub(super) fn find(source: &Source<'_>) -> Vec<Link> {
    let mut links = Vec::new();
    if !contains(source.text, "](") {
        return links;
    }
    let bytes = source.text.as_bytes();
    let mut open = Vec::new();
    for (number, line) in source.lines.iter().enumerate() {
        if source.line_text(number).is_empty() {
            open.clear();
        }
        let mut at = line.start.max(links.last().map_or(0, |link: &Link| link.range.end));
        while let Some(sign) = find_any(&source.text[..line.end], [b'\\', b'[', b']'], at) {
            at = sign;
            match bytes[at] {
                b'\\' => at += 1,
                b'[' if source.is_prose(at) => open.push(at),
                b']' if source.is_prose(at) => {
                    if let Some(label) = open.pop()
                        && let Some(link) = link(source.text, label, at)
                    {
                        at = link.range.end - 1;
                        links.push(link);
                    }
                }
                _ => {}
            }
            at += 1;
        }
    }
    links
}

/// The link whose label stands in the brackets at `open` and `close`.
fn link(text: &str, open: usize, close: usize) -> Option<Link> {
    let blanks = |at: usize| text[at..].len() - text[at..].trim_start_matches([' ', '\t', '\n', '\r']).len();
    if !text[close + 1..].starts_with('(') {
        return None;
    }
    let start = close + 2 + blanks(close + 2);
    let (target, mut at) = if text[start..].starts_with('<') {
        let end =
            start + text[start..].find(['>', '\n']).filter(|&end| text[start + end..].starts_with('>'))?;
        (start + 1..end, end + 1)
    } else {
        let end = start + bare_target_length(&text[start..]);
        (start..end, end)
    };
    let before_title = at;
    at += blanks(at);
    let mut title = None;
    if let Some(quote @ (b'"' | b'\'' | b'(')) = text.as_bytes().get(at).copied()
        && at > before_title
    {
        let end = title_end(text, at + 1, if quote == b'(' { b')' } else { quote })?;
        title = Some(at + 1..end);
        at = end + 1 + blanks(end + 1);
    }
    if !text[at..].starts_with(')') {
        return None;
    }
    let is_image = text[..open].ends_with('!');
    let range = open - usize::from(is_image)..at + 1;
    Some(Link { is_image, range, label: open + 1..close, target, title })
}

/// Where a title's closing quote stands: in the same paragraph.
fn title_end(text: &str, from: usize, quote: u8) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'\n' if bytes.get(at + 1) == Some(&b'\n') => return None,
            byte if byte == quote => return Some(at),
            _ => {}
        }
        at += 1;
    }
    None
}
