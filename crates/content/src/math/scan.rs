//! The walk over a body that finds its formulas. Start at [`protect`].
//!
//! The scanner goes once from left to right. At each line start it learns about containers, fences and indented
//! code ([`super::lines`]); in running text it steps over code spans, link targets, HTML tags and comments, and
//! asks [`super::dollars`] whether a pair of dollars is a formula or money.

mod brackets;
mod formulas;
mod links;
mod survey;
mod text;

use std::ops::Range;

use studybuddy_text::{is_url, line, plain_length, trim_end};

use super::{
    Delimiter, Formula, Marker, MarkerKind, MathStyle, OffsetMap, Protected, Reference,
    dollars::{self, is_latex_like, is_prose, is_sentence},
    lines::{Fence, container_marker, definition_marker, is_blank, is_heading, line_start, opening_fence},
    marker::{has_reserved, is_reserved},
    shim,
    tags::{find_end_tag, html_tag},
};

use formulas::Habit;
pub(crate) use links::bare_target_length;
use survey::is_small;
pub use survey::protect;
pub(crate) use survey::{Survey, protect_translated, survey};

/// HTML elements whose text is never scanned.
const OPAQUE_ELEMENTS: [&str; 5] = ["code", "pre", "script", "style", "textarea"];

struct Scanner<'a> {
    source: &'a str,
    body_start: usize,
    at: usize,
    out: String,
    offsets: OffsetMap,
    formulas: Vec<Formula>,
    references: Vec<Reference>,
    /// Formulas in `$$` that stand in a line of text: their style depends on the whole post.
    in_text: Vec<usize>,
    /// Those of them that are an item of a list, with a full stop.
    items: Vec<usize>,
    /// What the post is known to do with blanks inside of its dollars, and what was seen of that.
    habit: Habit,
    seen: Habit,
    /// Whether there is something with such blanks that may be a formula if the rest of the post has some.
    has_doubtful: bool,
    fence: Option<Fence>,
    /// Columns of the content of the list items that are open, outermost first.
    lists: Vec<usize>,
    after_blank: bool,
    in_indented_code: bool,
    /// Start of the text of the current line, and its containers.
    line_text: usize,
    line_quotes: usize,
    /// Column of that text, counted after the last `>`.
    line_column: usize,
    /// Where the current run of lines without a blank line or fence ends (exclusive).
    block_end: usize,
    /// Lengths of backtick runs that have no partner before `block_end`.
    unpaired_ticks: Vec<usize>,
    /// Closers that were searched in vain, with the place up to which none is: keeps the walk linear.
    missing: Vec<(&'static str, usize)>,
    /// The same for environments, by their names.
    unclosed: Vec<(&'a str, usize)>,
    /// The line in which a display formula began last, and how far those that begin in it may reach.
    display: (Range<usize>, usize),
    /// Code and comments so far; a block of code is one range.
    literal: Vec<Range<usize>>,
    /// Whether the source has characters that are ours.
    has_reserved: bool,
}

impl<'a> Scanner<'a> {
    /// Goes through a body; once more with what is then known of it, if that can matter.
    fn run(source: &'a str, body_start: usize) -> Self {
        let mut scanner = Self::new(source, body_start, Habit::default());
        scanner.walk();
        if scanner.has_doubtful && scanner.seen != Habit::default() {
            scanner = Self::new(source, body_start, scanner.seen);
            scanner.walk();
        }
        scanner
    }

    fn new(source: &'a str, body_start: usize, habit: Habit) -> Self {
        Self {
            source,
            body_start,
            at: 0,
            out: String::with_capacity(source.len()),
            offsets: OffsetMap::default(),
            formulas: Vec::new(),
            references: Vec::new(),
            in_text: Vec::new(),
            items: Vec::new(),
            habit,
            seen: Habit::default(),
            has_doubtful: false,
            fence: None,
            lists: Vec::new(),
            after_blank: true,
            in_indented_code: false,
            line_text: 0,
            line_quotes: 0,
            line_column: 0,
            block_end: 0,
            unpaired_ticks: Vec::new(),
            missing: Vec::new(),
            unclosed: Vec::new(),
            display: (0..0, 0),
            literal: Vec::new(),
            has_reserved: has_reserved(source),
        }
    }

    fn walk(&mut self) {
        self.offsets.push(0, self.body_start);
        let mut at_line_start = true;
        while self.at < self.source.len() {
            if at_line_start {
                at_line_start = self.begin_line();
                continue;
            }
            let byte = self.source.as_bytes()[self.at];
            match byte {
                b'\n' => {
                    self.copy(1);
                    at_line_start = true;
                }
                b'\\' => self.backslash(),
                b'`' => self.ticks(),
                b'$' => self.dollar(),
                b'<' => self.angle(),
                b']' if self.rest().starts_with("](") => self.link_target(),
                b'h' | b'w' if is_url(self.rest()) => self.url(),
                _ => self.copy(plain_length(self.rest())),
            }
        }
    }

    fn finish(mut self) -> Survey {
        // Kramdown and MathJax blogs write every formula with `$$`, also in the line of text; everybody else means a
        // display formula by it, wherever it stands. A post that has many in its text is of the first kind if it has
        // no other inline delimiter, or if most of them are too small to be meant for a line of their own.
        let other_inline = self.formulas.iter().any(|formula| {
            formula.style == MathStyle::Inline && formula.delimiter != Delimiter::DoubleDollar
        });
        let mut line: (Range<usize>, bool) = (0..0, false);
        let mut in_words = self.in_text.clone();
        in_words.retain(|&index| {
            let Range { start, end } = self.formulas[index].span;
            if start < line.0.start || end > line.0.end {
                line = self.words_beside(index);
            }
            line.1
        });
        let small = in_words.iter().filter(|&&index| is_small(&self.formulas[index].tex)).count();
        let are_many = in_words.len() > 3 && (!other_inline || (small > 2 && 2 * small >= in_words.len()));
        if are_many || self.escapes_dollars() {
            for &index in &in_words {
                self.formulas[index].style = MathStyle::Inline;
            }
        }
        let Self { out: text, formulas, references, offsets, literal, items, .. } = self;
        let places = formulas.iter().map(|formula| formula.span.clone()).collect();
        let written =
            Protected { text, formulas, references, diagnostics: Vec::new(), offsets, has_dashes: false };
        in_words.extend(items);
        Survey { literal, formulas: places, in_words, written }
    }

    fn rest(&self) -> &'a str {
        &self.source[self.at..]
    }

    fn copy(&mut self, bytes: usize) {
        let piece = &self.source[self.at..self.at + bytes];
        if self.has_reserved {
            self.out.extend(piece.chars().map(|c| if is_reserved(c) { '\u{FFFD}' } else { c }));
        } else {
            self.out.push_str(piece);
        }
        self.at += bytes;
    }

    /// Leaves bytes out of the protected text.
    fn skip(&mut self, bytes: usize) {
        self.at += bytes;
        self.offsets.push(self.out.len(), self.body_start + self.at);
    }

    fn line_end(&self, from: usize) -> usize {
        line(self.source, from).end
    }

    /// Takes a line's containers and decides what kind it is. True if the whole line is dealt with.
    fn begin_line(&mut self) -> bool {
        let end = self.line_end(self.at);
        let line = &self.source[self.at..end];
        let start = line_start(line);
        let text = trim_end(&line[start.text..]);
        self.line_text = self.at + start.text;
        self.line_quotes = start.quotes;
        self.line_column = start.column;

        if let Some(fence) = self.fence {
            if !fence.is_left(&start, text) {
                if fence.is_closed_by(text) && start.column < fence.container + 4 {
                    self.fence = None;
                    self.after_blank = true;
                    self.close_fence(self.line_text + text.len(), end);
                }
                return self.copy_code_line(end);
            }
            self.fence = None;
        }
        if text.is_empty() {
            self.after_blank = true;
            return self.copy_line(end);
        }
        self.separate_rule(text);
        while self.after_blank && self.lists.last().is_some_and(|&content| start.column < content) {
            self.lists.pop();
        }
        let container = self.lists.last().copied().unwrap_or(0);
        let indented = start.column >= container + 4 && (self.after_blank || self.in_indented_code);
        self.after_blank = false;
        self.in_indented_code = indented && !text.starts_with("$$");
        if self.in_indented_code {
            return self.copy_code_line(end);
        }
        if indented {
            // A display formula that the author indented: at four columns its marker would become code.
            let quotes = line[..start.text].rfind('>').map_or(0, |quote| quote + 1);
            self.copy(quotes);
            self.out.extend(std::iter::repeat_n(' ', container + usize::from(quotes > 0)));
            self.skip(start.text - quotes);
        }
        self.take_markers(start.column, end);
        let text = trim_end(&self.source[self.line_text..end]);
        if let Some((byte, length)) = opening_fence(text) {
            // Left of an item's content it is no longer in the item.
            let fence = Fence { byte, length, quotes: self.line_quotes, container: self.container() };
            let is_math = text[length..]
                .split_whitespace()
                .next()
                .is_some_and(|name| matches!(name, "math" | "{math}" | "MATH" | "Math"));
            if is_math && self.math_fence(&fence, end) {
                return false;
            }
            self.fence = Some(fence);
            self.literal.push(self.line_text..self.line_text);
            self.copy(self.line_text - self.at);
            return self.copy_code_line(end);
        }
        if self.at >= self.block_end {
            self.block_end = self.find_block_end(end);
            self.unpaired_ticks.clear();
        }
        self.copy(self.line_text.saturating_sub(self.at));
        if self.at >= end {
            return self.copy_line(end);
        }
        self.leading_colon();
        self.definitions();
        false
    }

    fn copy_line(&mut self, end: usize) -> bool {
        let end = (end + 1).min(self.source.len());
        self.copy(end - self.at);
        true
    }

    fn copy_code_line(&mut self, end: usize) -> bool {
        let start = self.at;
        self.copy_line(end);
        self.note_literal(start);
        true
    }

    /// A tab behind a closing fence keeps pulldown-cmark 0.13 from seeing it (CommonMark 4.5 allows one).
    fn close_fence(&mut self, fence_end: usize, end: usize) {
        if self.source[fence_end..end].contains('\t') {
            let start = self.at;
            self.copy(fence_end - start);
            self.skip(end - fence_end);
            self.note_literal(start);
        }
    }

    /// Notes that what was copied since `start` is code or a comment.
    fn note_literal(&mut self, start: usize) {
        match self.literal.last_mut().filter(|last| last.end == start) {
            Some(last) => last.end = self.at,
            None => self.literal.push(start..self.at),
        }
    }

    /// Steps over list markers and footnote labels at the start of the line's text, also several of them.
    fn take_markers(&mut self, mut column: usize, end: usize) {
        loop {
            let text = &self.source[self.line_text..end];
            let Some((bytes, columns)) = container_marker(text).or(definition_marker(text)) else { return };
            while self.lists.last().is_some_and(|&content| column < content) {
                self.lists.pop();
            }
            let inner = line_start(&self.source[self.line_text + bytes..end]);
            column += columns;
            self.lists.push(column);
            self.line_text += bytes + inner.text;
            self.line_quotes += inner.quotes;
            self.line_column = if inner.quotes > 0 { inner.column } else { column };
        }
    }

    /// The end of the run of lines that starts in the line ending at `line_end`.
    fn find_block_end(&self, line_end: usize) -> usize {
        let mut from = line_end;
        while from < self.source.len() {
            let start = from + 1;
            let end = self.line_end(start.min(self.source.len()));
            let Some(line) = self.source.get(start..end) else { break };
            if is_blank(line) || opening_fence(&line[line_start(line).text..]).is_some() {
                return start;
            }
            from = end;
        }
        self.source.len()
    }

    fn ticks(&mut self) {
        let length = self.rest().bytes().take_while(|&byte| byte == b'`').count();
        let start = self.at;
        match self.code_span_end(start, length) {
            Some(end) if self.code_formula(start + length..end - length, end) => {}
            Some(end) => {
                self.copy(end - start);
                self.note_literal(start);
            }
            None => self.copy(length),
        }
    }

    /// The end of the code span that a run of `length` backticks at `at` opens.
    fn code_span_end(&mut self, at: usize, length: usize) -> Option<usize> {
        if self.unpaired_ticks.contains(&length) {
            return None;
        }
        let limit = self.block_end.max(at + length);
        let bytes = self.source.as_bytes();
        let mut from = at + length;
        while from < limit {
            if bytes[from] != b'`' {
                from += 1;
                continue;
            }
            let run = bytes[from..limit].iter().take_while(|&&byte| byte == b'`').count();
            from += run;
            if run == length {
                return Some(from);
            }
        }
        self.unpaired_ticks.push(length);
        None
    }

    fn angle(&mut self) {
        let rest = self.rest();
        if rest.starts_with("<!--") {
            let start = self.at;
            let length = rest.find("-->").map_or(rest.len(), |end| end + 3);
            self.copy(length);
            return self.note_literal(start);
        }
        let limit = self.block_end.max(self.at + 1) - self.at;
        let Some(tag) = html_tag(&rest[..limit]) else { return self.copy(1) };
        self.copy(tag.length);
        if let Some(name) =
            OPAQUE_ELEMENTS.iter().find(|name| !tag.closing && tag.name.eq_ignore_ascii_case(name))
        {
            let rest = self.rest();
            // An inline `<code>` ends in its paragraph; `<pre>` and its like run to their end tag.
            let limit = if *name == "code" { self.block_end.max(self.at) - self.at } else { rest.len() };
            let start = self.at;
            let end = self.unless_missing(name, start + limit, || find_end_tag(&rest[..limit], name));
            self.copy(end.unwrap_or(0));
            self.note_literal(start);
        }
    }
}

#[cfg(test)]
mod tests;
