//! Images with attributes: `![a](b){: width="50%" .center}` (kramdown), `![a](b){#fig:x width=50%}` (Pandoc), and
//! lists on the line below (kramdown, d2l). Markdown has no place for attributes: such images become HTML.

use std::ops::Range;

use studybuddy_text::contains;

use super::{
    attributes::Attributes,
    d2l,
    edits::{Edits, Piece},
    kramdown::{self, Definitions},
    links::{self, Link},
    markup,
    source::Source,
};
use crate::{
    html::{is_void, unescape},
    math::tags::html_tag,
};

/// What posts have in which a picture that stands alone is a figure with its text as caption: d2l's and Pandoc's.
pub(super) const BOOKS: [&str; 4] = [":numref:`", ":eqref:`", "{#fig:", "{#eq:"];

pub(super) fn translate(source: &Source<'_>, edits: &mut Edits) {
    let links = links::find(source);
    let definitions = kramdown::definitions(source);
    let is_book = source.is_quarto() || BOOKS.iter().any(|mark| contains(source.text, mark));
    for (index, link) in links.iter().enumerate() {
        if link.is_image {
            image(source, edits, &definitions, is_book, link, links.get(index + 1));
        } else if let Some((attributes, end)) = behind(source, &definitions, link.range.end) {
            // A class or target of a link has no use here.
            edits.replace(link.range.end..end, attributes.id.map_or(String::new(), markup::anchor));
        }
    }
}

fn image<'a>(
    source: &Source<'a>,
    edits: &mut Edits,
    definitions: &Definitions<'a>,
    is_book: bool,
    link: &Link,
    next: Option<&Link>,
) {
    let mut attributes = Attributes::default();
    let mut end = link.range.end;
    let mut found = false;
    let mut take = |at: &mut usize| {
        while let Some((more, end)) = behind(source, definitions, *at) {
            attributes.merge(&more);
            *at = end;
            found = true;
        }
    };
    take(&mut end);
    // A link around the image and nothing else.
    let around = next.filter(|next| !next.is_image && next.label == (link.range.start..end));
    let start = around.map_or(link.range.start, |around| around.range.start);
    if let Some(around) = around {
        end = around.range.end;
        take(&mut end);
    }
    let line = source.line_at(start);
    let mut last = source.line_at(end);
    let above = line.checked_sub(1).map_or("", |above| source.line_text(above));
    // An anchor or a comment above it shows nothing.
    let above = if is_unseen(above) { "" } else { above };
    let starts_block = source.starts_line(start)
        && (is_border(above)
            || is_tag(above)
            || kramdown::is_attributes(above)
            || source.lines[line].text > source.lines[line].start);
    let is_alone = starts_block && source.ends_line(end);
    let mut is_d2l = false;
    if is_alone {
        if kramdown::is_attributes(above)
            && let Some((list, _)) = behind(source, definitions, source.lines[line - 1].text)
        {
            attributes.merge(&list);
            found = true;
        }
        while let Some(below) = source.lines.get(last + 1).filter(|below| below.text < below.end) {
            if let Some((list, list_end)) = behind(source, definitions, below.text)
                .filter(|_| kramdown::is_attributes(source.line_text(last + 1)))
                && source.ends_line(list_end)
            {
                attributes.merge(&list);
            } else if let Some((name, value)) = d2l::role(source, below.text)
                && matches!(name, "label" | "width" | "height")
            {
                is_d2l = true;
                match name {
                    "label" => attributes.id = Some(value.text),
                    name => attributes.pairs.push((name, value)),
                }
            } else {
                break;
            }
            found = true;
            last += 1;
            end = source.lines[last].end;
        }
    }
    // Pandoc's picture that stands alone is a figure, and its text the caption.
    let is_book = is_book || attributes.get(&["fig-alt", "fig-align", "fig-cap"]).is_some();
    let is_captioned = is_book && is_alone && !link.label.is_empty();
    if !found && !is_captioned {
        return;
    }
    let own_alt = attributes.get(&["fig-alt"]).map(|alt| alt.plain());
    let image = markup::Image {
        src: plain(&source.text[link.target.clone()]),
        alt: own_alt.unwrap_or_else(|| alt(source, link.label.clone())),
        title: link.title.clone().map_or(String::new(), |title| plain(&source.text[title])),
        id: attributes.id.unwrap_or_default().to_owned(),
        look: Vec::new(),
    };
    let image = image.with_look(&attributes);
    let href = around.map_or(String::new(), |around| plain(&source.text[around.target.clone()]));
    let emphasised = emphasised_line(source, last + 1).filter(|_| is_alone);
    let ends_block = end > source.lines[line].end || is_border(source.line_text(last + 1));
    let is_figure = is_alone && (emphasised.is_some() || (ends_block && !is_tag(above)));
    if !is_figure {
        if !found {
            return;
        }
        let html = if href.is_empty() { image.html() } else { linked(&image, &href) };
        edits.replace(start..end, html);
        return;
    }
    let has_caption = is_captioned && emphasised.is_none()
        || is_d2l
        || attributes.id.is_some_and(|id| id.starts_with("fig"));
    let mut caption: Option<Range<usize>> =
        link.title.clone().or(Some(link.label.clone()).filter(|label| has_caption && !label.is_empty()));
    if caption.is_none()
        && let Some(emphasised) = emphasised
    {
        caption = Some(emphasised);
        last += 1;
        end = source.lines[last].end;
    }
    let image = markup::Image { title: String::new(), ..image };
    let mut pieces = image.figure(caption.map(Piece::from), &href, source, start);
    if !source.line_text(last + 1).is_empty() {
        pieces.push(format!("\n{}", source.continuation(start)).into());
    }
    edits.splice(start..end, pieces);
}

/// The attribute list that stands right at `at`, and where it ends.
fn behind<'a>(
    source: &Source<'a>,
    definitions: &Definitions<'a>,
    at: usize,
) -> Option<(Attributes<'a>, usize)> {
    if source.rest(at).starts_with("{:") {
        return kramdown::inline_list(source, definitions, at);
    }
    if !source.rest(at).starts_with('{') || source.rest(at).starts_with("{{") {
        return None;
    }
    let length = source.rest(at)[1..].find(['{', '}', '\n'])?;
    let close = at + 1 + length;
    let attributes = Attributes::parse(source.text, at + 1..close);
    (source.rest(close).starts_with('}') && attributes.is_only_attributes())
        .then_some((attributes, close + 1))
}

/// Whether a line is a comment, or an element that its author closed in its tag.
fn is_unseen(text: &str) -> bool {
    let is_empty = html_tag(text).is_some_and(|tag| !is_void(tag.name) && tag.length == text.len());
    is_empty && text.ends_with("/>") || text.starts_with("<!--") && text.find("-->") == Some(text.len() - 3)
}

/// Whether a line separates blocks: blank, or the start or end of a block of Pandoc's.
fn is_border(text: &str) -> bool {
    text.is_empty() || text.starts_with(":::")
}

/// Whether a line is HTML, which a caption may stand next to.
pub(super) fn is_tag(text: &str) -> bool {
    text.starts_with('<') && text.ends_with('>')
}

/// A line that is all emphasised: what authors write below an image as its caption.
fn emphasised_line(source: &Source<'_>, line: usize) -> Option<Range<usize>> {
    let text = source.line_text(line);
    let sign = text.chars().next().filter(|sign| matches!(sign, '*' | '_'))?;
    let inner = text.strip_prefix(sign)?.strip_suffix(sign)?;
    let start = source.lines.get(line)?.text + 1;
    let below = source.line_text(line + 1);
    let is_last = below.is_empty() || is_tag(below);
    (is_last && !inner.is_empty() && !inner.contains(sign)).then(|| start..start + inner.len())
}

fn linked(image: &markup::Image, href: &str) -> String {
    format!("{}{}</a>", open_link(href), image.html())
}

/// The start of a link.
pub(super) fn open_link(href: &str) -> String {
    let mut html = String::from("<a");
    crate::html::write_attribute("href", href, &mut html);
    html + ">"
}

/// A target or title without its escapes.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' if characters.peek().is_some_and(char::is_ascii_punctuation) => {
                out.extend(characters.next())
            }
            '\n' => out.push(' '),
            _ => out.push(character),
        }
    }
    unescape(&out)
}

/// A label as alternative text: without the signs of emphasis and code, formulas as TeX.
pub(super) fn alt(source: &Source<'_>, label: Range<usize>) -> String {
    let words = |range: Range<usize>| plain(&source.text[range]).replace(['*', '`'], "");
    let mut alt = String::new();
    let mut at = label.start;
    for (range, tex) in source.formulas_in(&label) {
        alt.push_str(&words(at..range.start));
        alt.push_str(tex);
        at = range.end;
    }
    alt + &words(at..label.end)
}
