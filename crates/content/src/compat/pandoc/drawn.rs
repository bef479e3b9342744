//! Tables of Pandoc that are drawn: in a grid of `+---+---+`, or in columns that lines of dashes mark. They become tables
//! with bars.
//!
//! One whose cells do not fit its columns stays as it is: it spans some, or is no table.

use std::ops::Range;

use super::super::{
    edits::{Edits, Piece},
    markup,
    source::Source,
};
use crate::{cjk::is_cjk_or_sign, math::lines::container_marker};

/// Lines that are looked through for the end of a table whose rows have blank lines between them.
const MAX_LINES: usize = 256;

pub(in super::super) fn translate(source: &Source<'_>, edits: &mut Edits) {
    let mut number = 0;
    while number < source.lines.len() {
        let first = number;
        number += 1;
        let line = source.lines[first];
        let is_grid = source.line_text(first).starts_with("+-");
        // Of most lines that is all there is to ask.
        if !is_grid && !is_dashes(source.line_text(first)) && !is_dashes(source.line_text(number)) {
            continue;
        }
        let start = if is_grid { line.text } else { line.start };
        let mut rows = Rows {
            source,
            line_break: ["|\n", &source.continuation(start)].concat(),
            columns: 0,
            row: Vec::new(),
            pieces: Vec::new(),
        };
        let end = if is_grid { rows.grid(first) } else { rows.between_dashes(first) };
        if let Some(end) = end {
            rows.pieces.pop();
            rows.pieces.push("|".into());
            let range = start..source.lines[end - 1].end;
            edits.splice(range.clone(), markup::block(source, &range, rows.pieces));
            number = end;
        }
    }
}

/// The rows of a table, as they are read.
struct Rows<'s, 'a> {
    source: &'s Source<'a>,
    line_break: String,
    columns: usize,
    /// What stands in the row that is read, by the column. Cells may have several lines.
    row: Vec<(usize, Range<usize>)>,
    pieces: Vec<Piece>,
}

impl Rows<'_, '_> {
    fn cell(&mut self, column: usize, range: Range<usize>) {
        let part = self.source.trimmed(range);
        if !part.is_empty() {
            self.row.push((column, part));
        }
    }

    fn end_row(&mut self) {
        let row = std::mem::take(&mut self.row);
        for column in 0..self.columns {
            self.pieces.push("| ".into());
            let mut is_first = true;
            for (_, part) in row.iter().filter(|(own, _)| *own == column) {
                if !is_first && container_marker(&self.source.text[part.clone()]).is_some() {
                    self.pieces.push("<br>".into());
                }
                is_first = false;
                self.pieces.extend([part.clone().into(), " ".into()]);
            }
        }
        self.pieces.push(self.line_break.as_str().into());
    }

    /// The line below the head: the row that is read, or an empty one.
    fn end_head(&mut self, rule: &str, has_head: bool) {
        let row = if has_head { Vec::new() } else { std::mem::take(&mut self.row) };
        self.end_row();
        self.row = row;
        self.pieces.extend([rule.trim_end_matches('|'), self.line_break.as_str()].map(Piece::from));
    }

    /// Reads the table in a grid that begins on a line, and returns the line behind it.
    fn grid(&mut self, first: usize) -> Option<usize> {
        let source = self.source;
        self.columns = borders(source.line_text(first));
        if self.columns == 0 || !source.is_prose(source.lines[first].text) {
            return None;
        }
        let mut number = first + 1;
        loop {
            let (text, at) = (source.line_text(number), source.lines.get(number)?.text);
            if text.starts_with('+') {
                if borders(text) != self.columns {
                    return None;
                }
                if self.pieces.is_empty() {
                    let has_head = text.contains('=');
                    let rule = if has_head { text } else { source.line_text(first) };
                    self.end_head(&rule.replace('+', "|").replace('=', "-"), has_head);
                }
                if !self.row.is_empty() {
                    self.end_row();
                }
                if !source.line_text(number + 1).starts_with(['|', '+']) {
                    return Some(number + 1);
                }
            } else {
                let (mut column, mut start) = (0, at);
                for (bar, _) in text.match_indices('|') {
                    // To others a bar in code is one, too.
                    if source.formula_at(at + bar).is_none() {
                        if bar > 0 {
                            self.cell(column, start..at + bar);
                            column += 1;
                        }
                        start = at + bar + 1;
                    }
                }
                let fits = text.starts_with('|') && start == at + text.len() && column == self.columns;
                if !fits || text.contains("```") {
                    return None;
                }
            }
            number += 1;
        }
    }

    /// Reads the table between or below lines of dashes that begins on a line, and returns the line behind it.
    fn between_dashes(&mut self, first: usize) -> Option<usize> {
        let source = self.source;
        let is_blank = |line: usize| source.line_text(line).is_empty();
        if !source.text_before(first).is_empty() || is_blank(first) {
            return None;
        }
        // The columns are said by the first line, or below a head: of one line, or of all below a line of dashes.
        let above = dashes(source, first).len();
        let head = first + usize::from(above > 0);
        let mut rule = if above > 1 { first } else { first + 1 };
        while above == 1 && !is_blank(rule) && dashes(source, rule).len() < 2 {
            rule += 1;
        }
        let starts = dashes(source, rule);
        if starts.len() < 2 || is_blank(rule + 1) {
            return None;
        }
        self.columns = starts.len();
        for line in head..rule {
            self.line(line, &starts)?;
        }
        let marks: String =
            starts.iter().enumerate().map(|(column, &start)| self.mark(rule, column, start)).collect();
        self.end_head(&marks, head < rule);
        let is_end = |line: usize| match above {
            0 => is_blank(line) || !dashes(source, line).is_empty() && is_blank(line + 1),
            groups => is_blank(line + 1) && dashes(source, line).len() == groups,
        };
        let limit = if above == 0 { source.lines.len() } else { rule + MAX_LINES };
        let end = (rule + 1..=limit).find(|&line| is_end(line))?;
        // With blank lines between them rows may have several.
        let is_apart = (rule + 1..end).any(is_blank);
        for line in rule + 1..end {
            self.line(line, &starts)?;
            if !self.row.is_empty() && (!is_apart || is_blank(line + 1) || line + 1 == end) {
                self.end_row();
            }
        }
        Some(if is_blank(end) { end } else { end + 1 })
    }

    /// How a column is aligned: as its head stands above its dashes, at their end or in their middle.
    fn mark(&self, rule: usize, column: usize, start: usize) -> &'static str {
        let dashes = self.source.rest(self.source.lines[rule].start + start);
        let end = start + dashes.len() - dashes.trim_start_matches('-').len();
        let (mut is_left, mut is_right) = (true, false);
        for (own, part) in &self.row {
            if *own == column {
                let line = self.source.lines[self.source.line_at(part.start)].start;
                is_left = part.start - line == start;
                is_right = part.end - line == end;
            }
        }
        match (is_left, is_right) {
            (true, _) => "|---",
            (_, true) => "|--:",
            _ => "|:-:",
        }
    }

    /// Reads the cells in a line, by the columns at which they start: before each stands a blank.
    fn line(&mut self, number: usize, starts: &[usize]) -> Option<()> {
        let line = self.source.lines[number];
        let text = &self.source.text[line.start..line.end];
        let mut start = line.start;
        for column in 0..starts.len() {
            let next = starts.get(column + 1).map_or(text.len(), |&next| at_column(text, next));
            if text.contains('|') || next < text.len() && !text[..next].ends_with(' ') {
                return None;
            }
            self.cell(column, start..line.start + next);
            start = line.start + next;
        }
        Some(())
    }
}

/// The columns of a grid by its border; none if it is no border.
fn borders(text: &str) -> usize {
    let is_border = text.ends_with('+') && text.bytes().all(|byte| matches!(byte, b'+' | b'-' | b'=' | b':'));
    if is_border { text.matches('+').count() - 1 } else { 0 }
}

/// Where the groups of dashes start in a line that has nothing else.
fn dashes(source: &Source<'_>, number: usize) -> Vec<usize> {
    let Some(line) = source.lines.get(number) else { return Vec::new() };
    let text = source.text[line.start..line.end].trim_end();
    let is_rule =
        is_dashes(text) && source.is_prose(line.text) && text.split_whitespace().all(|group| group.len() > 1);
    let starts = text.match_indices('-').map(|(at, _)| at);
    starts.filter(|&at| is_rule && !text[..at].ends_with('-')).collect()
}

fn is_dashes(text: &str) -> bool {
    text.contains('-') && text.bytes().all(|byte| matches!(byte, b'-' | b' '))
}

/// The byte at a column, as an editor shows it: signs of Chinese, Japanese and Korean are two columns wide.
fn at_column(text: &str, column: usize) -> usize {
    let mut width = 0;
    for (at, character) in text.char_indices() {
        if width >= column {
            return at;
        }
        width += 1 + usize::from(is_cjk_or_sign(character));
    }
    text.len()
}
