//! Admonitions of Python-Markdown and Material for MkDocs: `!!! note "Title"`, `???` and `???+` for those that fold, and
//! the tabs `=== "Title"`. Their text is indented by four; behind a blank line Markdown would take it for code.

use std::ops::Range;

use super::{
    edits::{Edits, Piece},
    markup,
    source::Source,
};
use crate::math::lines::{line_start, opening_fence};

/// Columns by which the text is indented.
const INDENT: usize = 4;

/// Admonitions that may stand in each other.
const MAX_DEPTH: usize = 8;

/// The line that starts an admonition or tab.
enum Header {
    Admonition {
        class: &'static str,
        /// `None` if the author wants none.
        title: Option<Piece>,
        /// Whether it folds, and if so whether it is open at first.
        open: Option<bool>,
    },
    Tab(Range<usize>),
}

struct Open {
    /// The column of its first line in the text as written.
    column: usize,
    end: Option<&'static str>,
}

/// The walk over the lines.
struct Walk<'s, 'a> {
    source: &'s Source<'a>,
    edits: &'s mut Edits,
    open: Vec<Open>,
    /// The fence of the block of code that is open in the text of an admonition.
    fence: Option<(u8, usize)>,
    /// The last line that is not blank.
    last: usize,
}

pub(super) fn translate(source: &Source<'_>, edits: &mut Edits) {
    items(source, edits);
    let mut walk = Walk { source, edits, open: Vec::new(), fence: None, last: 0 };
    for number in 0..source.lines.len() {
        if !source.line_text(number).is_empty() {
            walk.line(number);
            walk.last = number;
        }
    }
    walk.close_to(0);
}

/// Lines of an item above what goes on with it.
const MAX_ITEM: usize = 100;

/// What is indented by four goes on with an item, also with one whose own text stands further right: `  1.  text`. Without
/// the blanks before its marker it does so for everybody.
fn items(source: &Source<'_>, edits: &mut Edits) {
    let indentation = |number: usize| {
        let line = source.lines[number];
        let text = &source.text[line.start..line.end];
        (text.len() - text.trim_start().len(), text.trim())
    };
    for code in source.literals() {
        let number = source.line_at(code.start);
        if code.start != source.lines[number].start || indentation(number).0 < INDENT {
            continue;
        }
        let is_item = |&above: &usize| {
            let (blanks, text) = indentation(above);
            !text.is_empty() && blanks < INDENT
        };
        let Some(item) = (0..number).rev().take(MAX_ITEM).find(is_item) else { continue };
        let (line, (blanks, text)) = (source.lines[item], indentation(item));
        let is_marked = text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '*' | '+'));
        if is_marked && blanks > 0 && line.text - line.start > INDENT {
            edits.remove(line.start..line.start + blanks);
        }
    }
}

impl<'a> Walk<'_, 'a> {
    fn line(&mut self, number: usize) {
        let column = self.column(number);
        let inside = self.open.iter().take_while(|open| column >= open.column + INDENT).count();
        self.close_to(inside);
        self.dedent(number);
        let text = self.text(number);
        if let Some((byte, length)) = self.fence {
            let closing = text.bytes().take_while(|&other| other == byte).count();
            if closing >= length && text[closing..].trim().is_empty() {
                self.fence = None;
            }
            return;
        }
        if !self.open.is_empty() {
            self.fence = opening_fence(text);
        } else if self.source.is_literal(self.source.lines[number].text) {
            return;
        }
        if text.starts_with(['!', '?', '=']) && self.open.len() < MAX_DEPTH {
            self.begin(number, column);
        }
    }

    /// A line's text behind its quotes and blanks; unlike [`Source::line_text`] with the marker of a list.
    fn text(&self, number: usize) -> &'a str {
        let line = self.source.lines[number];
        let text = &self.source.text[line.start..line.end];
        text[line_start(text).text..].trim_end()
    }

    fn column(&self, number: usize) -> usize {
        let line = self.source.lines[number];
        line_start(&self.source.text[line.start..line.end]).column
    }

    /// The quotes before a line's text, and how its own blanks begin.
    fn quotes(&self, number: usize) -> usize {
        let line = self.source.lines[number];
        let text = &self.source.text[line.start..line.end];
        let before = &text[..line_start(text).text];
        let length = before.rfind('>').map_or(0, |at| at + 1);
        length + usize::from(length > 0 && before[length..].starts_with(' '))
    }

    /// Takes the indentation of the admonitions around it off a line.
    fn dedent(&mut self, number: usize) {
        let start = self.source.lines[number].start + self.quotes(number);
        let (mut column, mut end) = (0, start);
        for byte in
            self.source.text.as_bytes()[start..].iter().take_while(|byte| matches!(byte, b' ' | b'\t'))
        {
            if column >= self.open.len() * INDENT {
                break;
            }
            column = if *byte == b'\t' { (column / INDENT + 1) * INDENT } else { column + 1 };
            end += 1;
        }
        if end > start {
            self.edits.remove(start..end);
        }
    }

    /// What further lines in the containers of a line begin with, once its indentation is taken off.
    fn prefix(&self, number: usize, column: usize) -> String {
        let start = self.source.lines[number].start;
        let quotes = &self.source.text[start..start + self.quotes(number)];
        let blanks = column.saturating_sub(self.open.len() * INDENT);
        quotes.to_owned() + &" ".repeat(blanks)
    }

    fn begin(&mut self, number: usize, column: usize) {
        let has_body = self.has_body(number, column);
        let Some(header) = header(self.source, number, has_body) else { return };
        let prefix = self.prefix(number, column);
        let is_apart = number == 0 || self.source.text_before(number).is_empty();
        let mut pieces: Vec<Piece> = if is_apart { Vec::new() } else { vec![format!("\n{prefix}").into()] };
        let end = match header {
            Header::Tab(title) => {
                pieces.extend(["**".into(), title.into(), "**".into()]);
                None
            }
            Header::Admonition { class, title, open } => {
                pieces.extend(markup::open_callout(self.source, &prefix, class, title, open));
                Some(markup::end_callout(open.is_some()))
            }
        };
        pieces.push(format!("\n{}", prefix.trim_end()).into());
        let start = self.source.lines[number].start;
        let text = self.text(number);
        let text_start = start + self.source.text[start..].find(text).unwrap_or(0);
        self.edits.splice(text_start..text_start + text.len(), pieces);
        self.open.push(Open { column, end });
    }

    /// Whether the line that follows is indented as a text.
    fn has_body(&self, number: usize, column: usize) -> bool {
        let below = (number + 1..self.source.lines.len())
            .take(3)
            .find(|&below| !self.source.line_text(below).is_empty());
        below.is_some_and(|below| self.column(below) >= column + INDENT)
    }

    /// Ends the admonitions that are open but for the first `count`.
    fn close_to(&mut self, count: usize) {
        while self.open.len() > count {
            let Some(Open { column, end }) = self.open.pop() else { return };
            self.fence = None;
            let Some(end) = end else { continue };
            let prefix = self.prefix(self.last, column);
            let at = self.source.lines[self.last].end;
            let line_break = markup::blank_line(&prefix);
            self.edits.insert(at, format!("{line_break}{end}\n{}", prefix.trim_end()));
        }
    }
}

/// Reads the line that starts an admonition or tab. One without a text has a title of its own, or is none.
fn header(source: &Source<'_>, number: usize, has_body: bool) -> Option<Header> {
    let line = source.lines[number];
    let text = source.line_text(number);
    let in_text = |part: &str| line.text + text.len() - part.len();
    let (sign, rest) = text.split_once([' ', '\t'])?;
    let rest = rest.trim_start();
    let (words, title) = match rest.split_once('"') {
        Some((words, quoted)) => {
            let title = quoted.strip_suffix('"').filter(|title| !title.contains('"'))?;
            let start = in_text(quoted);
            (words.trim_end(), Some(start..start + title.len()))
        }
        None => (rest, None),
    };
    let open = match sign {
        "!!!" => None,
        "???" => Some(false),
        "???+" => Some(true),
        "===" | "===!" | "===+" if words.is_empty() && has_body => return title.map(Header::Tab),
        _ => return None,
    };
    let mut words = words.split([' ', '\t']);
    let name = words.next()?;
    let is_word = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_alphabetic())
            && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    let known = markup::alert(name);
    let is_header = is_word(name)
        && words.clone().all(is_word)
        && (has_body || title.is_some())
        && (known.is_some() || title.is_some() || words.next().is_none());
    if !is_header {
        return None;
    }
    let class = known.map_or("note", |(class, _)| class);
    let title = match title {
        Some(title) => (!title.is_empty()).then(|| title.into()),
        None => Some(known.map_or_else(|| markup::capitalised(name), |(_, title)| title.to_owned()).into()),
    };
    Some(Header::Admonition { class, title, open })
}
