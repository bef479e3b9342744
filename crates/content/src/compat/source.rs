//! A body as the passes see it: its lines, and where it is code, comment or formula.

use std::ops::Range;

use studybuddy_text::{find, trim_end};

use super::signs::Signs;
use crate::{
    link::{PostPlace, Target},
    math::{
        Survey,
        lines::{container_marker, line_start},
        survey,
    },
    reference::Reference,
};

/// One line: `start..end` without its line break; its own text, behind list markers and `>`, starts at `text`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    pub start: usize,
    pub text: usize,
    pub end: usize,
}

/// What is known of a text before any pass looks at it.
pub(super) struct Layout {
    lines: Vec<Line>,
    pub survey: Survey,
}

impl Layout {
    pub(super) fn of(text: &str) -> Self {
        Self { lines: lines(text), survey: survey(text) }
    }
}

pub(super) struct Source<'a> {
    pub text: &'a str,
    signs: &'a Signs<'a>,
    pub lines: &'a [Line],
    survey: &'a Survey,
    place: PostPlace<'a>,
}

impl<'a> Source<'a> {
    pub(super) fn new(signs: &'a Signs<'a>, layout: &'a Layout, place: PostPlace<'a>) -> Self {
        Self { text: signs.text, signs, lines: &layout.lines, survey: &layout.survey, place }
    }

    /// What a link to the post with this name has to say, if there is one.
    pub(super) fn post_file(&self, name: &str) -> Option<String> {
        let name = name.strip_suffix(".md").unwrap_or(name);
        [format!("{name}.md"), format!("{name}/index.md"), format!("/posts/{name}.md")]
            .into_iter()
            .find(|file| matches!(self.place.resolve(file, false), Target::Post { .. }))
    }

    /// What is known of a work that the post cites.
    pub(super) fn reference(&self, key: &str) -> Option<Reference> {
        self.place.posts.reference(key)
    }

    /// Whether the post names a bibliography.
    pub(super) fn has_bibliography(&self) -> bool {
        self.place.has_bibliography
    }

    /// Whether the post is one of Jekyll's.
    pub(super) fn is_kramdown(&self) -> bool {
        self.place.is_kramdown
    }

    /// Whether the post is one of Quarto's.
    pub(super) fn is_quarto(&self) -> bool {
        self.place.is_quarto()
    }

    pub(super) fn rest(&self, at: usize) -> &'a str {
        &self.text[at..]
    }

    /// The next `needle` at or after `from` that is neither in code nor in a comment.
    pub(super) fn find(&self, needle: &str, mut from: usize) -> Option<usize> {
        if !self.signs.may_hold(needle) {
            return None;
        }
        loop {
            let at = find(self.text, needle, from)?;
            from = match range_at(&self.survey.literal, at) {
                Some(literal) => literal.end,
                None => return Some(at),
            };
        }
    }

    /// All such places, from left to right. A construct may still reach over the next one.
    pub(super) fn find_all<'s>(&'s self, needle: &'s str) -> impl Iterator<Item = usize> + 's {
        std::iter::successors(self.find(needle, 0), move |&at| self.find(needle, at + needle.len()))
    }

    pub(super) fn is_literal(&self, at: usize) -> bool {
        range_at(&self.survey.literal, at).is_some()
    }

    /// All code and comments, in order.
    pub(super) fn literals(&self) -> &'a [Range<usize>] {
        &self.survey.literal
    }

    /// The literal range around `at`.
    pub(super) fn literal_at(&self, at: usize) -> Option<&Range<usize>> {
        range_at(&self.survey.literal, at)
    }

    /// Whether a literal range begins at `at`, as a block of code does with its fence.
    pub(super) fn starts_literal(&self, at: usize) -> bool {
        range_at(&self.survey.literal, at).is_some_and(|range| range.start == at)
    }

    /// The literal range that ends at `end`, such as the block of code above a line.
    pub(super) fn literal_before(&self, end: usize) -> Option<&Range<usize>> {
        end.checked_sub(1)
            .and_then(|last| range_at(&self.survey.literal, last))
            .filter(|range| range.end == end)
    }

    /// Whether the post has formulas.
    pub(super) fn has_formulas(&self) -> bool {
        !self.survey.formulas.is_empty()
    }

    /// The formula around `at`.
    pub(super) fn formula_at(&self, at: usize) -> Option<&Range<usize>> {
        range_at(&self.survey.formulas, at)
    }

    /// The formulas within a range, with their TeX.
    pub(super) fn formulas_in(&self, range: &Range<usize>) -> impl Iterator<Item = (&Range<usize>, &str)> {
        let formulas = &self.survey.formulas;
        let first = formulas.partition_point(|formula| formula.start < range.start);
        let end = range.end;
        let within =
            formulas.iter().enumerate().skip(first).take_while(move |(_, formula)| formula.end <= end);
        within.map(|(index, formula)| (formula, self.survey.tex(index)))
    }

    /// Whether `at` is prose: not code, not a comment, not a formula.
    pub(super) fn is_prose(&self, at: usize) -> bool {
        !self.is_literal(at) && self.formula_at(at).is_none()
    }

    /// The number of the line around `at`.
    pub(super) fn line_at(&self, at: usize) -> usize {
        self.lines.partition_point(|line| line.start <= at).saturating_sub(1)
    }

    /// A line's own text, without its containers and trailing blanks; empty for a line that is not there.
    pub(super) fn line_text(&self, line: usize) -> &'a str {
        self.lines.get(line).map_or("", |line| trim_end(&self.text[line.text..line.end]))
    }

    /// The line before `line`, if there is one.
    pub(super) fn text_before(&self, line: usize) -> &'a str {
        line.checked_sub(1).map_or("", |before| self.line_text(before))
    }

    /// Where the line after `line` starts.
    pub(super) fn next_start(&self, line: usize) -> usize {
        self.lines.get(line + 1).map_or(self.text.len(), |next| next.start)
    }

    /// Whether only containers stand before `at` in its line.
    pub(super) fn starts_line(&self, at: usize) -> bool {
        self.lines.get(self.line_at(at)).is_some_and(|line| at <= line.text)
    }

    /// Whether nothing but blanks follows in the line.
    pub(super) fn ends_line(&self, at: usize) -> bool {
        self.rest(at).trim_start_matches([' ', '\t', '\r']).starts_with('\n')
            || self.rest(at).trim_start_matches([' ', '\t', '\r']).is_empty()
    }

    /// A range without the blanks around its text.
    pub(super) fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let text = self.text[range.clone()].trim_start();
        let start = range.end - text.len();
        start..start + text.trim_end().len()
    }

    /// What stands above a line to part it from what is there: a blank line in the same containers.
    pub(super) fn blank_above(&self, number: usize) -> String {
        let continuation = self.lines.get(number).map_or(String::new(), |line| self.continuation(line.text));
        [continuation.trim_end(), "\n"].concat()
    }

    /// What a further line in the containers of the line around `at` has to begin with.
    pub(super) fn continuation(&self, at: usize) -> String {
        let Some(line) = self.lines.get(self.line_at(at)) else { return String::new() };
        let prefix = &self.text[line.start..line.text.min(at).max(line.start)];
        prefix.chars().map(|c| if matches!(c, '>' | '\t') { c } else { ' ' }).collect()
    }
}

fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let break_at = studybuddy_text::line(text, start).end;
        let end = start + text[start..break_at].trim_end_matches('\r').len();
        let line = &text[start..end];
        let mut at = line_start(line).text;
        while let Some((bytes, _)) = container_marker(&line[at..]) {
            at += bytes + line_start(&line[at + bytes..]).text;
        }
        lines.push(Line { start, text: start + at, end });
        start = break_at + 1;
    }
    lines
}

fn range_at(ranges: &[Range<usize>], at: usize) -> Option<&Range<usize>> {
    let index = ranges.partition_point(|range| range.end <= at);
    ranges.get(index).filter(|range| range.start <= at)
}
