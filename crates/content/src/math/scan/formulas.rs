//! Formulas at the place where the scanner is: each kind of delimiter, and how far it reaches.

use std::ops::Range;

use super::*;

/// Environments that are display mathematics even without delimiters, as MathJax takes them.
const DISPLAY_ENVIRONMENTS: &str = " equation align alignat gather multline eqnarray flalign displaymath math \
    subequations aligned alignedat gathered split array cases dcases rcases matrix pmatrix bmatrix Bmatrix vmatrix \
    Vmatrix smallmatrix dmath CD IEEEeqnarray empheq numcases subnumcases ";

/// Longer than the name of any of these.
const MAX_NAME: usize = 16;

/// Lines that one display formula may span: a bound for what an unclosed `$$` can swallow.
const MAX_FORMULA_LINES: usize = 400;

/// How a post writes the formulas between dollars that surely are some.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Habit {
    /// It has some.
    pub dollars: bool,
    /// Some have a blank at both ends: `$ W_1 x $`.
    pub blanks: bool,
}

impl<'a> Scanner<'a> {
    /// A formula: its source is left out, a marker stands for it.
    pub(super) fn push_formula(&mut self, tex: String, style: MathStyle, delimiter: Delimiter, end: usize) {
        let index = self.formulas.len();
        let span = self.body_start + self.at..self.body_start + end;
        let (written, definitions, label, target) = Default::default();
        self.formulas.push(Formula { tex, written, definitions, style, delimiter, label, target, span });
        Marker { kind: MarkerKind::Math, index }.write(&mut self.out);
        self.skip(end - self.at);
    }

    pub(super) fn dollar(&mut self) {
        let run = self.rest().bytes().take_while(|&byte| byte == b'$').count();
        let taken = match run {
            1 if self.rest().starts_with("$`") => self.dollar_backtick(),
            1 => self.single_dollar(),
            2 => self.double_dollar(),
            _ => false,
        };
        if !taken {
            self.copy(run);
        }
    }

    fn dollar_backtick(&mut self) -> bool {
        let inner = self.at + 2;
        let Some(found) = self.source[inner..self.block_end.max(inner)].find('`').map(|found| inner + found)
        else {
            return false;
        };
        if found == inner || !self.source[found..].starts_with("`$") {
            return false;
        }
        let tex = self.tex(inner..found);
        self.push_formula(tex, MathStyle::Inline, Delimiter::DollarBacktick, found + 2);
        true
    }

    fn single_dollar(&mut self) -> bool {
        let inner = self.at + 1;
        let Some((found, has_code)) = self.closing_dollar(inner) else { return false };
        let content = self.without_containers(inner..found, self.container());
        let after = self.source[found + 1..].chars().next();
        let is_spaced = content.starts_with(' ') && content.ends_with(' ');
        if dollars::is_code(self.source[..self.at].chars().next_back(), &content, after) {
            return false;
        }
        if dollars::is_formula(&content, after) || self.is_half(&content, found, after) {
            let is_sure = is_latex_like(&content);
            self.seen.dollars |= is_sure;
            self.seen.blanks |= is_sure && is_spaced;
        } else if dollars::is_doubtful(&content, after) {
            self.has_doubtful = true;
            if !(if is_spaced { self.habit.blanks } else { self.habit.dollars }) {
                return false;
            }
        } else {
            return false;
        }
        // Backticks kept Markdown off what they stand around.
        let tex = content.trim();
        let tex = if has_code { tex.replace('`', "") } else { tex.to_owned() };
        self.push_formula(tex, MathStyle::Inline, Delimiter::Dollar, found + 1);
        true
    }

    /// Whether `$content$` is a part of a formula that goes on behind words, as in `$f($ cat $) = 1$`: of two such
    /// parts the first leaves a bracket open, and the second goes on in it.
    fn is_half(&mut self, content: &str, closer: usize, after: Option<char>) -> bool {
        if dollars::is_second_half(content, after) {
            let before = &self.source[..self.at];
            let first = self.formulas.last().filter(|first| {
                let end = first.span.end - self.body_start;
                before.rfind('$') == Some(end - 1) && !before[end..].lines().skip(1).any(is_blank)
            });
            return first.is_some_and(|first| dollars::leaves_open(&first.tex));
        }
        if !dollars::is_first_half(content, after) {
            return false;
        }
        let behind = &self.source[closer + 1..self.block_end.max(closer + 1)];
        let Some(second) = behind.find('$').map(|length| closer + length + 2) else { return false };
        self.closing_dollar(second).is_some_and(|(end, _)| {
            let after = self.source[end + 1..].chars().next();
            dollars::is_second_half(&self.source[second..end], after)
        })
    }

    /// The next dollar that could close a formula opened before `inner`; a code span on the way ends the search, unless TeX
    /// stands before it and an index behind it. Whether there is such code.
    fn closing_dollar(&mut self, inner: usize) -> Option<(usize, bool)> {
        let limit = self.block_end.max(inner);
        let bytes = self.source.as_bytes();
        // Whether each open brace belongs to a text command, in which `$…$` may be nested.
        let mut braces: Vec<bool> = Vec::new();
        let mut nested = false;
        let mut has_code = false;
        let mut at = inner;
        while at < limit {
            match bytes[at] {
                b'\\' => at += 1,
                b'{' => braces.push(dollars::opens_text(&self.source[inner..at])),
                b'}' => {
                    braces.pop();
                }
                b'$' if braces.last() == Some(&true) || nested => nested = !nested,
                b'$' => return Some((at, has_code)),
                b'`' => {
                    let run = bytes[at..limit].iter().take_while(|&&byte| byte == b'`').count();
                    at += run;
                    if let Some(end) = self.code_span_end(at - run, run) {
                        let is_tex = run == 1
                            && self.source[end..limit].starts_with(['^', '_'])
                            && is_latex_like(&self.source[inner..at])
                            && !self.source[at..end].contains('$');
                        if !is_tex {
                            return None;
                        }
                        has_code = true;
                        at = end;
                    }
                    continue;
                }
                _ => {}
            }
            at += 1;
        }
        None
    }

    fn double_dollar(&mut self) -> bool {
        let inner = self.at + 2;
        let limit = self.display_limit(inner);
        let Some(found) = self.find_closer("$$", inner, limit) else { return false };
        let content = &self.source[inner..found];
        let end = found + 2;
        let starts_line = self.at == self.line_text;
        let after = self.source[end..].trim_start_matches(|c: char| c != '\n' && c.is_whitespace());
        let ends_line = after.is_empty() || after.starts_with('\n');
        if content.trim().is_empty()
            || (content.starts_with(' ') && is_prose(content) && !is_latex_like(content) && !starts_line)
        {
            return false;
        }
        // What stands before the closing dollars is no line: in a list or quote it is blank.
        let lines = &content[..content.rfind('\n').map_or(0, |newline| newline + 1)];
        let has_blank_line = lines.lines().skip(1).any(is_blank);
        if has_blank_line && !(starts_line && ends_line && is_block_safe(content)) {
            return false;
        }
        // A heading has no lines of its own for it.
        let in_heading = is_heading(&self.source[self.line_text..]);
        if !(in_heading || starts_line && ends_line) {
            self.in_text.push(self.formulas.len());
        }
        let behind_stop = after.trim_start_matches(['.', ',', ';', ':']);
        let before = self.source[..self.at].trim_end_matches([' ', '\t']);
        if starts_line
            && !ends_line
            && (behind_stop.is_empty() || behind_stop.starts_with(['\n', '\r']))
            && before.ends_with(['-', '*', '+', '.', ')'])
            && !content.contains('\n')
        {
            self.items.push(self.formulas.len());
        }
        let tex = self.tex(inner..found);
        let style = if in_heading { MathStyle::Inline } else { MathStyle::Display };
        self.push_formula(tex, style, Delimiter::DoubleDollar, end);
        true
    }

    /// How far a display formula that opens before `inner` may reach.
    pub(super) fn display_limit(&mut self, inner: usize) -> usize {
        let (line, limit) = &self.display;
        if line.contains(&inner) {
            return *limit;
        }
        let line = inner..self.line_end(inner);
        let limit = self.display_limit_below(line.end);
        self.display = (line, limit);
        limit
    }

    fn display_limit_below(&self, line_end: usize) -> usize {
        let mut end = line_end;
        let mut after_blank = false;
        for line in 0..MAX_FORMULA_LINES {
            if line > 0 {
                end = self.line_end(end);
            }
            let start = (end + 1).min(self.source.len());
            if start >= self.source.len() {
                return self.source.len();
            }
            let line = &self.source[start..self.line_end(start)];
            let text = &line[line_start(line).text..];
            // A `# c` in the lines of a formula is TeX; after a blank line it is a heading, and the formula not closed.
            if opening_fence(text).is_some() || (after_blank && is_heading(text)) {
                return end;
            }
            after_blank = is_blank(line);
            end = start;
        }
        end
    }

    /// The next `closer` that is not escaped, before `limit`.
    pub(super) fn find_closer(&mut self, closer: &'static str, from: usize, limit: usize) -> Option<usize> {
        let bytes = self.source.as_bytes();
        self.unless_missing(closer, limit, || {
            let mut at = from;
            while at < limit {
                if bytes[at..limit].starts_with(closer.as_bytes()) {
                    return Some(at);
                }
                // A backslash takes the next character with it, unless the closer itself begins with one.
                at += if bytes[at] == b'\\' { 2 } else { 1 };
            }
            None
        })
    }

    /// Looks for what ends something before `limit`, unless it is known that there is none: each search would count.
    pub(super) fn unless_missing(
        &mut self,
        sign: &'static str,
        limit: usize,
        find: impl FnOnce() -> Option<usize>,
    ) -> Option<usize> {
        if self.missing.iter().any(|&(missing, until)| missing == sign && limit <= until) {
            return None;
        }
        let found = find();
        if found.is_none() {
            self.missing.retain(|&(missing, _)| missing != sign);
            self.missing.push((sign, limit));
        }
        found
    }

    /// A fenced block with the info string `math`, whose opening line ends at `line_end`.
    pub(super) fn math_fence(&mut self, fence: &Fence, line_end: usize) -> bool {
        let inner = (line_end + 1).min(self.source.len());
        // One that is not closed reaches to the end of its container (CommonMark 4.5).
        let mut start = inner;
        let mut last = inner;
        while start < self.source.len() {
            let end = self.line_end(start);
            let line = &self.source[start..end];
            let begin = line_start(line);
            let text = line[begin.text..].trim_end();
            if fence.is_left(&begin, text) {
                break;
            }
            last = start + line.trim_end().len();
            if fence.is_closed_by(text) {
                return self.push_fence(inner..start, last);
            }
            start = end + 1;
        }
        last > inner && self.push_fence(inner..last, last)
    }

    fn push_fence(&mut self, inner: Range<usize>, end: usize) -> bool {
        self.copy(self.line_text.saturating_sub(self.at));
        // Its lines lose the indentation of the fence, too (CommonMark 4.5).
        let tex = self.without_containers(inner, self.line_column);
        let tex = without_options(strip_quotes(tex.trim(), self.line_quotes).trim());
        self.push_formula(tex, MathStyle::Display, Delimiter::Fence, end);
        true
    }

    /// A bare environment.
    pub(super) fn environment(&mut self) -> bool {
        let source: &'a str = self.source;
        let Some(rest) = source[self.at..].strip_prefix("\\begin{") else { return false };
        let Some(length) = rest.bytes().take(MAX_NAME).position(|byte| byte == b'}') else { return false };
        let name = &rest[..length];
        if !is_display_environment(name) {
            return false;
        }
        let limit = self.display_limit(self.at);
        if self.unclosed.iter().any(|&(unclosed, until)| unclosed == name && limit <= until) {
            return false;
        }
        let closer = format!("\\end{{{name}}}");
        if let Some(found) = self.source[self.at..limit].find(&closer) {
            let end = self.at + found + closer.len();
            let tex = self.tex(self.at..end);
            self.push_formula(tex, MathStyle::Display, Delimiter::Environment, end);
            return true;
        }
        self.unclosed.retain(|&(unclosed, _)| unclosed != name);
        self.unclosed.push((name, limit));
        false
    }

    /// The TeX in a range: `>` markers and indentation of its containers and outer white space are taken off.
    pub(super) fn tex(&self, range: Range<usize>) -> String {
        self.without_containers(range, self.container()).trim().to_owned()
    }

    /// The column where the content of the innermost item of a list begins that the line stands in.
    pub(super) fn container(&self) -> usize {
        self.lists.iter().rev().copied().find(|&content| content <= self.line_column).unwrap_or(0)
    }

    fn without_containers(&self, range: Range<usize>, columns: usize) -> String {
        let mut tex = String::with_capacity(range.len());
        for (number, line) in self.source[range].split('\n').enumerate() {
            let line = line.strip_suffix('\r').unwrap_or(line);
            if number == 0 {
                tex.push_str(line);
            } else {
                tex.push('\n');
                let mut line = strip_quotes(line, self.line_quotes);
                for _ in 0..columns {
                    line = line.strip_prefix(' ').unwrap_or(line);
                }
                tex.push_str(line);
            }
        }
        tex
    }
}

/// Whether an environment is mathematics without delimiters.
pub(super) fn is_display_environment(name: &str) -> bool {
    studybuddy_text::contains(DISPLAY_ENVIRONMENTS, &[" ", name.trim_end_matches('*'), " "].concat())
}

/// The TeX of a directive of MyST: options such as `:label: x` stand above it.
fn without_options(tex: &str) -> String {
    let mut tex = tex;
    let mut label = String::new();
    while let Some((name, behind)) = tex.strip_prefix(':').and_then(|option| option.split_once(':'))
        && name.bytes().all(|byte| byte.is_ascii_lowercase())
    {
        let (value, rest) = behind.split_once('\n').unwrap_or((behind, ""));
        if name == "label" {
            label = format!("\\label{{{}}}", value.trim());
        }
        tex = rest.trim_start();
    }
    tex.to_owned() + &label
}

/// Takes up to `quotes` markers `>` off the start of a line.
fn strip_quotes(line: &str, quotes: usize) -> &str {
    let mut line = line;
    for _ in 0..quotes {
        match line.trim_start().strip_prefix('>') {
            Some(rest) => line = rest.strip_prefix(' ').unwrap_or(rest),
            None => break,
        }
    }
    line
}

/// Nothing in a formula with blank lines looks like Markdown blocks: it is not text between two unclosed `$$`.
fn is_block_safe(content: &str) -> bool {
    !content.lines().any(|line| {
        let text = line.trim_start();
        is_heading(text) || (is_sentence(text) && !is_latex_like(text))
    })
}
