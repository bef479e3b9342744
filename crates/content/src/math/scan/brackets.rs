//! Formulas behind a backslash: `\(…\)` and `\[…\]`, their doubled forms, and `\$$…$$`.

use super::*;

/// What stands directly before a bracket in its line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Nothing,
    /// Words, and perhaps a blank.
    Text,
    /// A letter, a digit or a tag, without a blank.
    Letter,
}

impl Scanner<'_> {
    pub(super) fn backslash(&mut self) {
        if self.reference() || self.environment() {
            return;
        }
        let rest = self.rest();
        for (open, close, delimiter) in [
            ("\\\\(", "\\\\)", Delimiter::Parenthesis),
            ("\\\\[", "\\\\]", Delimiter::Bracket),
            ("\\(", "\\)", Delimiter::Parenthesis),
            ("\\[", "\\]", Delimiter::Bracket),
        ] {
            if !rest.starts_with(open) {
                continue;
            }
            let inner = self.at + open.len();
            let limit =
                if delimiter == Delimiter::Bracket { self.display_limit(inner) } else { self.block_end };
            if let Some(found) = self.find_closer(close, inner, limit)
                && !self.source[inner..found].trim().is_empty()
                && (open.starts_with("\\\\")
                    || !is_escaped_bracket(&self.source[inner..found], delimiter, self.before()))
            {
                if is_note(&self.source[inner..found]) {
                    self.skip(open.len());
                    self.copy(found - inner);
                    return self.skip(close.len());
                }
                let style =
                    if delimiter == Delimiter::Bracket { MathStyle::Display } else { MathStyle::Inline };
                let tex = self.tex(inner..found);
                return self.push_formula(tex, style, delimiter, found + close.len());
            }
            break;
        }
        // Kramdown's sign for a formula in the line where `$$` would begin a block of its own.
        if rest.starts_with("\\$$")
            && let Some(length) = rest[3..].find(['$', '\n']).filter(|&end| rest[3 + end..].starts_with("$$"))
            && length > 0
        {
            let inner = self.at + 3;
            // Who escapes the one may escape the other, too.
            let tex = self.tex(inner..inner + length);
            let tex = tex.strip_suffix('\\').map_or(tex.as_str(), str::trim_end).to_owned();
            return self.push_formula(tex, MathStyle::Inline, Delimiter::DoubleDollar, inner + length + 2);
        }
        let escaped = rest[1..].chars().next().filter(|&c| c != '\n').map_or(0, char::len_utf8);
        self.copy(1 + escaped);
    }

    fn before(&self) -> Before {
        let before = &self.source[self.line_text.min(self.at)..self.at];
        match before.bytes().next_back() {
            None => Before::Nothing,
            Some(last) if last.is_ascii_alphanumeric() || last == b'>' => Before::Letter,
            Some(_) => Before::Text,
        }
    }
}

/// A reference to a note, `[^1]`, which somebody's tool has put between the delimiters of a formula.
fn is_note(content: &str) -> bool {
    let label = content.strip_prefix("[^").and_then(|label| label.strip_suffix(']'));
    label.is_some_and(|label| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// Brackets with one backslash are also how Markdown escapes brackets: `\[1\]`, `\(see above\)`, `In\[B, D\]`.
fn is_escaped_bracket(content: &str, delimiter: Delimiter, before: Before) -> bool {
    let is_on_lines_of_its_own = |content: &str| {
        content.trim_matches([' ', '\t', '\r']).starts_with('\n')
            && content.trim_end_matches(' ').ends_with('\n')
    };
    if delimiter == Delimiter::Bracket && is_on_lines_of_its_own(content) {
        return false;
    }
    let content = content.trim();
    // Quotation marks of TeX have another shape at their end.
    if content.matches('`').count() > 1 && !content.contains("''") {
        return true;
    }
    // `note\[\^1\]`
    if content.starts_with("\\^") || is_reference(content) {
        return true;
    }
    if is_latex_like(content) {
        return false;
    }
    let is_bracket = delimiter == Delimiter::Bracket;
    let is_short = !content.contains(['\n', '=', ' ']);
    // `a range \[0, 1\] of`
    let is_list = before != Before::Nothing
        && content.contains(',')
        && content.chars().all(|c| c.is_alphanumeric() || matches!(c, ',' | ' ' | '.' | '-'));
    let has_words = is_prose(content) && !content.contains('=');
    (is_bracket && (is_short || is_list || has_words || before == Before::Letter))
        || is_sentence(content)
        || content.contains("](")
        || content.contains("</")
}

/// A link to something defined elsewhere, `[Li & Malik, 2016][1]`: its text has a word and a blank.
fn is_reference(content: &str) -> bool {
    let link = content.strip_prefix('[').and_then(|link| link.strip_suffix(']')?.split_once("]["));
    link.is_some_and(|(text, _)| {
        text.contains(' ')
            && is_prose(&text.replace(|c: char| !c.is_alphabetic(), " "))
            && !text.contains('\\')
    })
}
