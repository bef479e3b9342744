//! The text of a header as lines, so that what is said about a key can point to it.

use std::ops::Range;

use super::{keys, line, split::HeaderKind};
use crate::diagnostic::Position;

/// Front matter, or a whole file of settings, inside its file.
pub(crate) struct Header<'a> {
    /// What authors call it.
    pub(crate) name: &'static str,
    /// The whole file.
    pub(crate) source: &'a str,
    /// Where the header starts in the file.
    pub(crate) start: usize,
    /// The header.
    pub(crate) text: &'a str,
    lines: Vec<Line<'a>>,
}

/// A line of a header. Ranges are bytes of the header.
#[derive(Clone)]
pub(crate) struct Line<'a> {
    /// The line with its break.
    pub(crate) range: Range<usize>,
    /// The key, without quotes.
    pub(crate) key: Option<&'a str>,
    /// Where the key stands, with quotes.
    pub(crate) key_range: Range<usize>,
    /// What follows the key, trimmed; without a key, the whole line trimmed.
    pub(crate) value: Range<usize>,
    /// Whether it does not start at the margin.
    pub(crate) is_indented: bool,
}

/// A key at the margin and the lines that belong to it.
pub(crate) struct Block<'a> {
    /// The line with the key.
    pub(crate) first: Line<'a>,
    /// All its lines.
    pub(crate) range: Range<usize>,
}

impl<'a> Header<'a> {
    /// The part of a file, or nothing if the range is none of the file's.
    pub(crate) fn new(name: &'static str, source: &'a str, range: Range<usize>, kind: HeaderKind) -> Self {
        let start = range.start;
        let text = source.get(range).unwrap_or_default();
        let mut offset = 0;
        let lines = text.split_inclusive('\n').map(|line| {
            let range = offset..offset + line.len();
            offset = range.end;
            Line::new(kind, line, range)
        });
        Self { name, source, start, text, lines: lines.collect() }
    }

    /// The header cut before each key at the margin; what stands before the first key is a block without a key,
    /// unless it is blank or a comment.
    pub(crate) fn blocks(&self) -> Vec<Block<'a>> {
        let mut blocks: Vec<Block<'a>> = Vec::new();
        for line in &self.lines {
            match blocks.last_mut() {
                Some(block) if line.key.is_none() || line.is_indented => block.range.end = line.range.end,
                None if self.is_idle(line) => {}
                _ => blocks.push(Block { first: line.clone(), range: line.range.clone() }),
            }
        }
        blocks
    }

    /// The line of a key: the last one at the margin, else the last one anywhere.
    pub(crate) fn line_of(&self, key: &str) -> Option<&Line<'a>> {
        let with_key = || self.lines.iter().rev().filter(|line| line.key == Some(key));
        with_key().find(|line| !line.is_indented).or_else(|| with_key().next())
    }

    /// Where a diagnostic about a key points to in the file: its value, else the key, else the top of the header.
    pub(crate) fn span_of(&self, key: &str) -> Range<usize> {
        self.line_of(key).map_or(self.start..self.start, |line| {
            let range = if line.value.is_empty() { &line.key_range } else { &line.value };
            self.in_file(range)
        })
    }

    /// Where the key itself stands in the file.
    pub(crate) fn span_of_key(&self, key: &str) -> Range<usize> {
        self.line_of(key).map_or(self.start..self.start, |line| self.in_file(&line.key_range))
    }

    /// Where a key stands with its value in the file, however its letters are written.
    pub(crate) fn span_of_entry(&self, key: &str) -> Option<Range<usize>> {
        let key = keys::normalize(key);
        let line = self.lines.iter().find(|line| line.key.is_some_and(|own| keys::normalize(own) == key))?;
        Some(self.in_file(&(line.key_range.start..line.value.end)))
    }

    /// Where one of the texts of a key stands in the file, else its value.
    pub(crate) fn span_of_item(&self, key: &str, item: &str) -> Range<usize> {
        let Some(first) = self.line_of(key) else { return self.span_of(key) };
        let lines = self.source_of(key);
        let mut found = lines.match_indices(item).map(|(at, _)| at..at + item.len());
        let is_edge = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || "\"'[],".contains(c));
        let place = found.find(|range| {
            is_edge(lines[..range.start].chars().next_back()) && is_edge(lines[range.end..].chars().next())
        });
        let start = first.value.start;
        place.map_or_else(|| self.span_of(key), |at| self.in_file(&(start + at.start..start + at.end)))
    }

    /// The lines of a key, as written.
    pub(crate) fn source_of(&self, key: &str) -> &'a str {
        let Some(first) = self.line_of(key) else { return "" };
        let after = self.lines.iter().skip_while(|line| line.range.start <= first.range.start);
        let end =
            after.take_while(|line| line.key.is_none()).last().map_or(first.range.end, |line| line.range.end);
        self.text.get(first.value.start..end).unwrap_or_default()
    }

    /// The line that holds a byte of the header.
    pub(crate) fn line_at(&self, offset: usize) -> Option<&Line<'a>> {
        let next = self.lines.partition_point(|line| line.range.start <= offset);
        self.lines.get(next.checked_sub(1)?)
    }

    /// A range of the header as a range of the file; an end inside a character moves before it.
    pub(crate) fn in_file(&self, range: &Range<usize>) -> Range<usize> {
        let in_file = |offset| self.start + self.text.floor_char_boundary(offset);
        in_file(range.start)..in_file(range.end)
    }

    /// A byte of the header as line and column of the file.
    pub(crate) fn position(&self, offset: usize) -> Position {
        Position::of(self.source, self.start + offset)
    }

    fn is_idle(&self, line: &Line<'_>) -> bool {
        self.text.get(line.value.clone()).is_none_or(|text| text.is_empty() || text.starts_with('#'))
    }
}

impl<'a> Line<'a> {
    fn new(kind: HeaderKind, text: &'a str, range: Range<usize>) -> Self {
        let is_blank = |c: char| c.is_whitespace();
        let content = text.trim_start_matches(is_blank);
        let margin = range.start + text.len() - content.len();
        let content = content.trim_end();
        let (key, value) =
            line::entry(kind, content).map_or((None, content), |(key, value)| (Some(key), value));
        // With its quotes.
        let key_width = match key {
            Some(key) if content.starts_with(['"', '\'']) => key.len() + 2,
            Some(key) => key.len(),
            None => 0,
        };
        let content_end = margin + content.len();
        Self {
            is_indented: margin > range.start,
            key,
            key_range: margin..margin + key_width,
            value: content_end - value.len()..content_end,
            range,
        }
    }
}
