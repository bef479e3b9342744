//! Delimiters of formulas that found no partner, and TeX that stands outside of any.
//!
//! The finder of formulas leaves as text what it does not take for one, for money must stay money. Here is what was
//! probably meant as a formula all the same.

use super::{
    body::Body,
    runs::{HIDDEN, Kind, Run},
    tex::{group, token_length},
};
use crate::{
    diagnostic::Diagnostic,
    math::{has_marker, is_latex_like, is_prose},
};

const CODE: &str = "math/delimiter";
/// How far behind a dollar its formula may be looked for, in bytes.
const REACH: usize = 160;

/// Commands that nobody writes in prose but for mathematics.
const MATHEMATICAL: [&str; 44] = [
    "alpha",
    "beta",
    "gamma",
    "delta",
    "epsilon",
    "varepsilon",
    "theta",
    "lambda",
    "mu",
    "sigma",
    "phi",
    "varphi",
    "omega",
    "pi",
    "rho",
    "tau",
    "eta",
    "nabla",
    "partial",
    "infty",
    "sum",
    "prod",
    "int",
    "times",
    "cdot",
    "leq",
    "geq",
    "neq",
    "approx",
    "sim",
    "to",
    "rightarrow",
    "leftarrow",
    "in",
    "subset",
    "forall",
    "exists",
    "ldots",
    "cdots",
    "quad",
    "left",
    "right",
    "ell",
    "pm",
];

pub(super) fn check(body: &Body<'_>, found: &mut Vec<Diagnostic>) {
    for run in &body.runs {
        let before = found.len();
        Finder { body, run, found }.delimiters();
        if found.len() == before {
            Finder { body, run, found }.outside();
        }
    }
}

struct Finder<'a> {
    body: &'a Body<'a>,
    run: &'a Run,
    found: &'a mut Vec<Diagnostic>,
}

impl Finder<'_> {
    fn delimiters(&mut self) {
        let text = self.run.text.as_str();
        let mut at = 0;
        while at < text.len() {
            let rest = &text[at..];
            at += if rest.starts_with("$$") {
                self.double_dollar(at)
            } else if rest.starts_with('$') {
                self.dollar(at)
            } else if rest.starts_with("\\[") || rest.starts_with("\\(") {
                self.bracket(at)
            } else if rest.starts_with("\\]") || rest.starts_with("\\)") {
                self.closing_bracket(at)
            } else if rest.starts_with("\\begin{") || rest.starts_with("\\end{") {
                self.environment(at)
            } else if rest.starts_with('\\') {
                token_length(rest)
            } else {
                rest.chars().next().map_or(1, char::len_utf8)
            };
        }
    }

    fn error(&mut self, at: usize, length: usize, message: impl Into<String>, help: &str) {
        let span = self.body.in_file(&self.run.at(at..at + length));
        self.found.push(Diagnostic::error(CODE, span, message).with_help(help));
    }

    /// A `$$` that is left over. Returns how much of the text is dealt with.
    fn double_dollar(&mut self, at: usize) -> usize {
        let rest = &self.run.text[at + 2..];
        if is_slang(&self.run.text[..at], rest) {
            return 2;
        }
        let other = rest.find('$').filter(|other| !rest[..*other].ends_with('\\'));
        match other {
            Some(other) if rest[other..].starts_with("$$") && rest[..other].trim().is_empty() => {
                let span = self.body.in_file(&self.run.at(at..at + other + 4));
                let message = "the formula between `$$` and `$$` is empty";
                self.found.push(
                    Diagnostic::warning(CODE, span, message).with_help("write it, or take the dollars out"),
                );
                other + 4
            }
            Some(other) if !rest[other..].starts_with("$$") && !is_money(&rest[other + 1..]) => {
                self.error(
                    at,
                    2,
                    "`$$` opens this formula and `$` closes it",
                    "write the same on both sides",
                );
                2 + other + 1
            }
            Some(other) => {
                let message = "`$$` opens a formula that is not closed before the text goes on";
                self.error(at, 2, message, "write `$$` behind the formula");
                2 + other
            }
            None if rest.contains("\\]") => {
                self.error(at, 2, "`$$` opens this formula and `\\]` closes it", "write `$$` on both sides");
                2 + rest.find("\\]").map_or(0, |close| close + 2)
            }
            None => {
                let is_last = rest.trim().is_empty() && at > 0;
                let message = if is_last {
                    "`$$` closes a formula that nothing opens"
                } else {
                    "`$$` opens a formula that is never closed"
                };
                let help = "write `$$` before and behind the formula; no text and no blank line between them";
                self.error(at, 2, message, help);
                rest.len() + 2
            }
        }
    }

    fn dollar(&mut self, at: usize) -> usize {
        let text = self.run.text.as_str();
        let rest = &text[at + 1..];
        let (follows_formula, precedes_formula) = (ends_with_formula(&text[..at]), starts_with_formula(rest));
        if follows_formula {
            self.error(at, 1, "`$` opens this formula and `$$` closes it", "write the same on both sides");
            return 1;
        }
        if precedes_formula {
            return 1;
        }
        let reach = rest.floor_char_boundary(REACH.min(rest.len()));
        let other = rest[..reach].find('$').filter(|other| !rest[..*other].ends_with('\\'));
        if let Some(other) = other {
            let content = &rest[..other];
            let trimmed = content.trim();
            let is_money = trimmed.starts_with(|c: char| c.is_ascii_digit()) && !is_latex_like(trimmed);
            let has_blank = content.len() != trimmed.len();
            let is_plain = !content.contains([HIDDEN, '\n']) && !has_marker(content);
            if has_blank
                && is_plain
                && !trimmed.is_empty()
                && !is_money
                && !is_prose(trimmed)
                && trimmed.len() <= 60
            {
                let span = self.body.in_file(&self.run.at(at..at + other + 2));
                let message =
                    format!("`${content}$` is not taken for a formula: there is a blank inside the dollars");
                let help = format!("write `${trimmed}$`");
                self.found.push(
                    Diagnostic::warning(CODE, span.clone(), message)
                        .with_help(help)
                        .with_fix(span, format!("${trimmed}$")),
                );
                return other + 2;
            }
            return 1;
        }
        let line = rest[..reach].split("\n\n").next().unwrap_or_default();
        let starts = rest.starts_with(|c: char| !c.is_whitespace() && !c.is_ascii_digit() && c != HIDDEN);
        if starts && self.run.kind != Kind::Cell && is_latex_like(line) {
            let help = "write `$` behind the formula; a formula in a line of text ends in its paragraph";
            self.error(at, 1, "`$` opens a formula that is not closed before the paragraph ends", help);
            return rest.len() + 1;
        }
        1
    }

    /// `\[` or `\(` that was taken for an escaped bracket.
    fn bracket(&mut self, at: usize) -> usize {
        let rest = &self.run.text[at + 2..];
        let open = &self.run.text[at..at + 2];
        let close = if open == "\\[" { "\\]" } else { "\\)" };
        // `\[[a link](…)]`: brackets around a link.
        if rest.starts_with(['[', HIDDEN]) {
            return 2;
        }
        let next = rest.find(['$', '\\']).map_or("", |next| &rest[next..]);
        if !rest.contains(close) {
            if let Some(other) = ["$$", "\\]", "\\)", "$"].into_iter().find(|other| rest.contains(other)) {
                let content = rest.split(other).next().unwrap_or_default();
                if is_latex_like(content) || !is_prose(content) {
                    let message = format!("`{open}` opens this formula and `{other}` closes it");
                    self.error(at, 2, message, &format!("write `{close}` behind it"));
                    return 2 + content.len() + other.len();
                }
            } else if is_latex_like(rest) && !next.is_empty() {
                let message = format!("`{open}` opens a formula that is never closed");
                self.error(
                    at,
                    2,
                    message,
                    &format!("write `{close}` behind it; no blank line between the two"),
                );
                return rest.len() + 2;
            }
        }
        2
    }

    fn closing_bracket(&mut self, at: usize) -> usize {
        let before = &self.run.text[..at];
        let close = &self.run.text[at..at + 2];
        let open = if close == "\\]" { "\\[" } else { "\\(" };
        let line = before.rsplit("\n\n").next().unwrap_or_default();
        if !before.contains(open) && is_latex_like(line) {
            let message = format!("`{close}` closes a formula that nothing opens");
            self.error(
                at,
                2,
                message,
                &format!("write `{open}` before the formula; no blank line between the two"),
            );
        }
        2
    }

    fn environment(&mut self, at: usize) -> usize {
        let rest = &self.run.text[at..];
        let length = token_length(rest);
        let Some(name) = group(rest, length) else { return length };
        let end = name.end + 1;
        let name = &rest[name];
        let (message, help) = if rest.starts_with("\\begin") {
            if rest.contains(&format!("\\end{{{name}}}")) {
                let message = format!("`\\begin{{{name}}}` stands outside of a formula");
                (message, "put `$$` on a line of its own before and behind it".to_owned())
            } else {
                let help = format!("write `\\end{{{name}}}` where it ends; no blank line between the two");
                (format!("`\\begin{{{name}}}` is never closed"), help)
            }
        } else {
            (
                format!("`\\end{{{name}}}` has no `\\begin{{{name}}}`"),
                "write the `\\begin`; no blank line between the two".to_owned(),
            )
        };
        self.error(at, end, message, &help);
        let close = format!("\\end{{{name}}}");
        rest.find(&close).map_or(rest.len(), |found| found + close.len()).max(end)
    }

    /// TeX in running text.
    fn outside(&mut self) {
        let text = self.run.text.as_str();
        for (at, _) in text.match_indices('\\') {
            if text[..at].ends_with('\\') {
                continue;
            }
            let length = token_length(&text[at..]);
            let name = &text[at + 1..at + length];
            let follows = &text[at + length..];
            let has_argument =
                name.len() > 2 && follows.starts_with('{') && name.bytes().all(|b| b.is_ascii_alphabetic());
            if !has_argument && (!MATHEMATICAL.contains(&name) || follows.starts_with([':', '/', '\\'])) {
                continue;
            }
            let span = self.body.in_file(&self.run.at(at..at + length));
            let message = format!("`\\{name}` stands outside of a formula, and is shown as it is");
            self.found.push(
                Diagnostic::warning("math/outside", span, message)
                    .with_help("put the formula between `$` and `$`, or code into backticks"),
            );
            return;
        }
    }
}

/// Whether two dollars between words are money: `the total $$ spent`, `both time and $$.`
fn is_slang(before: &str, behind: &str) -> bool {
    let line = behind.split(['$', '\n']).next().unwrap_or_default();
    let word_above = before.strip_suffix(' ').and_then(|before| before.rsplit([' ', '\n']).next());
    let word_below = line.strip_prefix(' ').map_or("", |line| line.split(' ').next().unwrap_or_default());
    word_above.is_some_and(is_prose)
        && (is_prose(word_below) || line.trim_start().starts_with(['.', ',', ';', ')', '?', '!']))
        && !line.contains(['=', '+', '<', '>', '\\', '^', '_'])
}

fn is_money(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

fn ends_with_formula(text: &str) -> bool {
    text.chars().next_back().is_some_and(crate::math::is_reserved)
}

fn starts_with_formula(text: &str) -> bool {
    text.chars().next().is_some_and(crate::math::is_reserved)
}
