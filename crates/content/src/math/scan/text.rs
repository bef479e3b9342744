//! TeX that stands in the text without delimiters: references to equations, definitions, and what stands in backticks.

use super::{formulas::is_display_environment, *};

/// A reference's label is short: what does not close soon is not one.
const MAX_LABEL: usize = 100;

impl Scanner<'_> {
    /// `\ref{label}` or `\eqref{label}`, also with the backslash doubled for other engines.
    pub(super) fn reference(&mut self) -> bool {
        let rest = self.rest();
        let Some(command) =
            ["\\\\eqref{", "\\eqref{", "\\\\ref{", "\\ref{"].iter().find(|open| rest.starts_with(**open))
        else {
            return false;
        };
        let inner = &rest[command.len()..];
        let Some(length) = inner.find(['{', '}', '\n']).filter(|&end| inner[end..].starts_with('}')) else {
            return false;
        };
        if length == 0 || length > MAX_LABEL {
            return false;
        }
        let bytes = command.len() + length + 1;
        // The tie of LaTeX, as in `Eq.~\eqref{a}`.
        if self.out.ends_with('~') && !self.out.ends_with("~~") {
            self.out.pop();
            self.out.push('\u{A0}');
        }
        let index = self.references.len();
        self.references.push(Reference {
            label: inner[..length].trim().to_owned(),
            in_parentheses: command.contains("eq"),
            text: rest[..bytes].to_owned(),
            formula: None,
        });
        Marker { kind: MarkerKind::Reference, index }.write(&mut self.out);
        self.skip(bytes);
        true
    }

    /// A rule below a display formula: Markdown would make a heading of both.
    pub(super) fn separate_rule(&mut self, line: &str) {
        let is_rule = line.len() >= 3 && line.bytes().all(|byte| byte == b'-');
        if !is_rule || self.after_blank || self.line_quotes > 0 || !self.lists.is_empty() {
            return;
        }
        let Some(last) = self.formulas.last().filter(|last| last.style == MathStyle::Display) else { return };
        let is_in_text = self.in_text.last() == Some(&(self.formulas.len() - 1));
        if !is_in_text && self.source[last.span.end - self.body_start..self.at].trim().is_empty() {
            self.offsets.push_written(self.out.len(), self.body_start + self.at);
            self.out.push('\n');
            self.skip(0);
        }
    }

    /// `:rocket: Go` at the start of a line: to the parser any colon there starts a definition, to authors one with a
    /// blank behind it. One with a dash aligns the columns of a table.
    pub(super) fn leading_colon(&mut self) {
        let behind = self.rest().strip_prefix(':');
        if behind.is_some_and(|behind| behind.starts_with(|c: char| !c.is_whitespace() && c != '-')) {
            self.offsets.push_written(self.out.len(), self.body_start + self.at);
            self.out.push_str("&#58;");
            self.skip(1);
        }
    }

    /// Lines of nothing but definitions, as Pandoc takes them: a formula that shows nothing.
    pub(super) fn definitions(&mut self) {
        let mut end = self.at;
        let mut definitions = Vec::new();
        while let Some((more, after)) = shim::definition(&self.source[..self.block_end.max(end)], end) {
            definitions.extend(more);
            end = after;
            let blanks = self.source[end..].len() - self.source[end..].trim_start().len();
            match shim::definition(self.source, end + blanks) {
                Some(_) if end + blanks < self.block_end => end += blanks,
                _ => break,
            }
        }
        if definitions.is_empty() || !self.source[end..self.line_end(end)].trim().is_empty() {
            return;
        }
        let written = self.tex(self.at..end);
        self.push_formula(String::new(), MathStyle::Inline, Delimiter::Environment, end);
        if let Some(formula) = self.formulas.last_mut() {
            formula.written = Some(written);
            formula.definitions = definitions;
        }
    }

    /// A paragraph that is an environment in backticks, which keep Markdown off it where MathJax reads code.
    pub(super) fn code_formula(&mut self, inner: Range<usize>, end: usize) -> bool {
        let content = self.source[inner.clone()].trim();
        let is_environment = content
            .strip_prefix("\\begin{")
            .and_then(|rest| rest.split_once('}'))
            .is_some_and(|(name, rest)| {
                is_display_environment(name) && rest.ends_with(&["\\end{", name, "}"].concat())
            });
        let above = self.source[..self.at].trim_end_matches([' ', '\t']).trim_end_matches('\r');
        let is_alone = (above.is_empty() || above.ends_with("\n\n") || above.ends_with("\n\r\n"))
            && self.source[end..self.block_end.max(end)].trim().is_empty();
        if !is_environment || !is_alone || !content.contains('\n') {
            return false;
        }
        let tex = self.tex(inner);
        self.push_formula(tex, MathStyle::Display, Delimiter::Environment, end);
        true
    }
}
