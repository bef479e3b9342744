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
    math::{
        lines::{is_heading, opening_fence},
        tags::html_tag,
    },
};

/// Lines that a caption may have: a bound for what is looked through below each image.
const MAX_CAPTION: usize = 24;

/// Bytes of what may stand behind the first letters of a bold `**Figure 12.3:**`.
const LONGEST_NUMBER: usize = 10;

/// What posts have in which a picture that stands alone is a figure with its text as caption: d2l's and Pandoc's.
pub(super) const BOOKS: [&str; 4] = [":numref:`", ":eqref:`", "{#fig:", "{#eq:"];

/// How pages of films go on behind their scheme.
pub(super) const FILMS: [&str; 2] = ["youtube.com/watch?v=", "//youtu.be/"];

pub(super) fn translate(source: &Source<'_>, edits: &mut Edits) {
    let links = links::find(source);
    let definitions = kramdown::definitions(source);
    let is_book = source.is_quarto() || BOOKS.iter().any(|mark| contains(source.text, mark));
    for (index, link) in links.iter().enumerate() {
        let address = &source.text[link.target.clone()];
        if link.is_image && FILMS.iter().any(|film| address.contains(film)) {
            // Obsidian has its player for it.
            edits.replace(link.range.clone(), markup::youtube(address));
        } else if link.is_image {
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
    let below = is_alone
        .then(|| caption_below(source, definitions, last + 1, Some(start).filter(|_| link.title.is_none())))
        .flatten();
    found |= below.as_ref().is_some_and(|below| below.has_list);
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
    let mut image = image.with_look(&attributes);
    let href = around.map_or(String::new(), |around| plain(&source.text[around.target.clone()]));
    let next_line = source.line_text(last + 1);
    let goes_on = goes_on(source, last + 1);
    let ends_block = end > source.lines[line].end || is_border(next_line) || (!goes_on && !is_tag(next_line));
    let is_figure = is_alone && (below.is_some() || (ends_block && !is_tag(above)));
    if !is_figure {
        if !found {
            return;
        }
        let mut html = if href.is_empty() { image.html() } else { linked(&image, &href) };
        let line_end = source.lines[last].end;
        // On a line of its own a tag would be a block of HTML, and no part of its paragraph.
        if is_alone && goes_on && !is_tag(above) {
            let is_broken = source.text[end..line_end].ends_with("  ");
            html.push_str(if is_broken { "<br>" } else { " " });
            end = if is_broken { line_end } else { source.lines[last + 1].text };
        }
        edits.replace(start..end, html);
        return;
    }
    let has_caption =
        is_captioned && below.is_none() || is_d2l || attributes.id.is_some_and(|id| id.starts_with("fig"));
    let mut caption: Option<Range<usize>> =
        link.title.clone().or(Some(link.label.clone()).filter(|label| has_caption && !label.is_empty()));
    let below = below.filter(|below| below.is_label || caption.is_none());
    // Beside a label below it a title is not the caption, and stays.
    if !below.as_ref().is_some_and(|below| below.is_label) {
        image.title.clear();
    }
    if let Some(below) = below {
        caption = Some(below.text);
        last = below.last;
        end = source.lines[last].end;
    }
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
    Attributes::in_braces(source.text, at)
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

/// What an image has below it as its caption.
struct Caption {
    text: Range<usize>,
    /// Its last line, or that of the attribute list which ends it.
    last: usize,
    /// It is one by its first words, and not by emphasis.
    is_label: bool,
    has_list: bool,
}

/// The caption that starts in the line `first`, below an image: text that is all emphasised, also in a paragraph of its own,
/// or that begins as captions do, up to the end of the paragraph or an attribute list.
/// `image` is where the image starts, if a caption in a paragraph of its own is wanted.
fn caption_below<'a>(
    source: &Source<'a>,
    definitions: &Definitions<'a>,
    first: usize,
    image: Option<usize>,
) -> Option<Caption> {
    // In the same containers as its image.
    let next = source.lines.get(first + 1).map(|line| line.text);
    let is_beside =
        next.map(|next| source.continuation(next)) == image.map(|image| source.continuation(image));
    let is_apart = image.is_some() && source.line_text(first).is_empty() && is_beside;
    let first = first + usize::from(is_apart);
    let is_list = |line: usize| kramdown::is_attributes(source.line_text(line));
    let lines = (first..first + MAX_CAPTION).take_while(|&line| goes_on(source, line) && !is_list(line));
    let mut last = lines.last()?;
    let below = source.line_text(last + 1);
    let text = source.lines[first].text..source.lines[last].text + source.line_text(last).len();
    let written = &source.text[text.clone()];
    let is_label = !is_apart && is_label(written) && !written.contains("![") && !written.contains("<img");
    let emphasised = emphasised(source, text.clone())
        .filter(|inner| !is_apart || !source.text[inner.clone()].ends_with(':'));
    let text = emphasised.or(Some(text).filter(|_| is_label))?;
    let list = source.lines.get(last + 1).filter(|_| is_list(last + 1));
    let has_list = list.is_some_and(|list| behind(source, definitions, list.text).is_some());
    last += usize::from(has_list);
    (has_list || below.is_empty() || is_tag(below)).then_some(Caption { text, last, is_label, has_list })
}

/// Whether a line can go on with the paragraph above it, as text.
fn goes_on(source: &Source<'_>, line: usize) -> bool {
    let text = source.line_text(line);
    let markers = source.lines.get(line).map_or("", |line| &source.text[line.start..line.text]);
    let is_text = !is_border(text) && !is_tag(text) && !is_heading(text) && opening_fence(text).is_none();
    is_text && markers.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'>'))
}

/// What stands between the signs of emphasis that the text in a range begins and ends with.
fn emphasised(source: &Source<'_>, range: Range<usize>) -> Option<Range<usize>> {
    let text = &source.text[range.clone()];
    let sign = text.chars().next().filter(|sign| matches!(sign, '*' | '_'))?;
    let inner = text.strip_prefix(sign)?.strip_suffix(sign)?;
    let start = range.start + 1;
    // Two of them are bold words; in code, formulas and names they are letters.
    let (mut at, mut is_whole) = (0, !inner.is_empty());
    while let Some(found) = inner[at..].find(sign) {
        let run = inner[at + found..].bytes().take_while(|byte| char::from(*byte) == sign).count();
        let place = at + found;
        at = place + run;
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let is_name = sign == '_'
            && is_letter(inner[..place].chars().next_back())
            && is_letter(inner[at..].chars().next());
        is_whole &= run == 2 || is_name || inner[..place].ends_with('\\') || !source.is_prose(start + place);
    }
    is_whole.then(|| start..start + inner.len())
}

/// Whether a text begins as captions do: `Figure 2: …`, `Fig. 1. …`, `Equation 3 - …`, `Table 4`, `**Figure 5:** …`.
pub(crate) fn is_label(text: &str) -> bool {
    if let Some((words, behind)) = text.strip_prefix("**Fig").and_then(|text| text.split_once("**")) {
        let ends = [':', '.'];
        return words.len() < LONGEST_NUMBER && (words.ends_with(ends) || behind.starts_with(ends));
    }
    let Some((word, rest)) = text.split_once([' ', '\u{A0}']) else { return false };
    let word = word.trim_end_matches('.');
    let number = rest.bytes().take_while(u8::is_ascii_digit).count();
    let behind = rest[number..].trim_start_matches(|c: char| c == '.' || c.is_ascii_digit()).trim_start();
    word.chars().count() > 2
        && word.starts_with(char::is_uppercase)
        && word.chars().all(char::is_alphabetic)
        && (1..4).contains(&number)
        && behind.chars().next().is_none_or(|c| c.is_uppercase() || "-–—:|([".contains(c))
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
