//! Escapes that authors wrote for an engine in which Markdown ran before the mathematics.

use studybuddy_text::contains;

use super::{
    super::{Delimiter, Formula, TEXT_COMMANDS},
    tex,
};

/// Commands of mathematics whose argument is words, too: an underscore in it is one.
const WORDS: [&str; 4] = ["mathrm", "operatorname", "mathtt", "mathsf"];

/// Undoes the escapes in a formula that surely are some.
pub(super) fn undo(formula: &mut Formula) {
    let tex = &mut formula.tex;
    if contains(tex, "&") {
        for (entity, character) in [("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")] {
            *tex = tex.replace(entity, character);
        }
    }
    // Row breaks that are all doubled: Markdown was to halve them.
    let is_escaped = !matches!(formula.delimiter, Delimiter::DoubleDollar | Delimiter::Fence);
    if is_escaped && contains(tex, "\\\\\\\\") {
        let halved = tex.replace("\\\\\\\\", "\\\\");
        let breaks = |tex: &str| tex.matches("\\\\").count();
        if breaks(tex) == 2 * breaks(&halved) {
            *tex = halved;
        }
    }
    let is_inline = matches!(formula.delimiter, Delimiter::Dollar | Delimiter::Parenthesis);
    if is_inline && contains(tex, "\\\\") && !has_rows(tex) {
        *tex = without_doubled_backslashes(tex);
    }
    // No delimiter is a row break.
    if contains(tex, "t\\\\") {
        for (doubled, single) in [
            ("left\\\\{", "left\\{"),
            ("right\\\\}", "right\\}"),
            ("left\\\\|", "left\\|"),
            ("right\\\\|", "right\\|"),
        ] {
            *tex = tex.replace(doubled, single);
        }
    }
    if contains(tex, "\\_") || contains(tex, "\\\\{") || contains(tex, "\\*") {
        let is_set = contains(tex, "\\\\{") && contains(tex, "\\\\}") && !has_rows(tex);
        *tex = without_escapes(tex, is_inline || is_set);
    }
    if (contains(tex, "\\text") || contains(tex, "box{")) && tex.contains(['_', '#', '&', '%', '^']) {
        *tex = escaped_words(tex);
    }
}

/// Whether something in a formula can have more rows than one.
fn has_rows(source: &str) -> bool {
    ["\\begin", "stack", "\\matrix", "\\cases", "\\cr", "\\newline"].iter().any(|sign| contains(source, sign))
}

/// In one row a doubled backslash before a name or sign is one that Markdown was to halve: `\\theta`, `\\|x\\|`.
fn without_doubled_backslashes(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(at) = rest.find("\\\\") {
        let behind = &rest[at + 2..];
        let is_doubled = behind.starts_with(|c: char| c.is_ascii_alphabetic() || "{}|,;:!%&#$_".contains(c));
        out.push_str(&rest[..at]);
        out.push_str(if is_doubled { "\\" } else { "\\\\" });
        rest = behind;
    }
    out + rest
}

/// `a\_{i}` is a subscript; in a line of text `\\{` is a brace and `\*` a star.
fn without_escapes(source: &str, inline: bool) -> String {
    let mut out = String::with_capacity(source.len());
    let mut at = 0;
    while at < source.len() {
        let rest = &source[at..];
        if let Some(end) = words_end(source, at) {
            out.push_str(&source[at..end]);
            at = end;
        } else if rest.starts_with("\\_") && is_subscript(source, at) {
            out.push('_');
            at += 2;
        } else if inline && (rest.starts_with("\\\\{") || rest.starts_with("\\\\}")) {
            out.push('\\');
            at += 2;
        } else if rest.starts_with("\\*") {
            out.push('*');
            at += 2;
        } else {
            let length = if rest.starts_with('\\') {
                tex::command_length(rest)
            } else {
                rest.chars().next().map_or(1, char::len_utf8)
            };
            out.push_str(&rest[..length]);
            at += length;
        }
    }
    out
}

/// Something to hang on before it and something to hang on behind it.
fn is_subscript(source: &str, at: usize) -> bool {
    let before = source[..at].chars().next_back();
    let after = source[at + 2..].chars().next();
    before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '}' | ')' | ']' | '|' | '\''))
        && after.is_some_and(|c| c.is_alphanumeric() || matches!(c, '{' | '\\'))
}

/// The end of a command of words with its argument, if one starts at `at`.
fn words_end(source: &str, at: usize) -> Option<usize> {
    let rest = source[at..].strip_prefix('\\')?;
    let length = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let name = &rest[..length];
    (TEXT_COMMANDS.contains(&name) || WORDS.contains(&name)).then_some(())?;
    tex::group(source, at + 1 + length).map(|group| group.end + 1)
}

/// `_`, `#`, `&`, `%` and `^` in words: TeX wants them escaped, MathJax does not.
fn escaped_words(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut at = 0;
    while at < source.len() {
        let rest = &source[at..];
        let is_text = rest.starts_with("\\text") || rest.starts_with("\\mbox") || rest.starts_with("\\hbox");
        match words_end(source, at).filter(|_| is_text) {
            Some(end) if !source[at..end].contains('$') => {
                push_escaped(&source[at..end], &mut out);
                at = end;
            }
            _ => {
                let length = rest.chars().next().map_or(1, char::len_utf8);
                out.push_str(&rest[..length]);
                at += length;
            }
        }
    }
    out
}

fn push_escaped(words: &str, out: &mut String) {
    let mut escaped = false;
    for character in words.chars() {
        if matches!(character, '_' | '#' | '&' | '%') && !escaped {
            out.push('\\');
        }
        if character == '^' && !escaped {
            out.push_str("\\textasciicircum{}");
            continue;
        }
        escaped = character == '\\' && !escaped;
        out.push(character);
    }
}
