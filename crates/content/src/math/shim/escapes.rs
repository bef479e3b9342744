//! Escapes that authors wrote for an engine in which Markdown ran before the mathematics.

use studybuddy_text::contains;

use super::{
    super::{Delimiter, Formula, TEXT_COMMANDS},
    tex,
};

/// Commands of mathematics whose argument is words, too: an underscore in it is one.
const WORDS: [&str; 4] = ["mathrm", "operatorname", "mathtt", "mathsf"];

/// Whether the author doubles the backslashes of row breaks between two dollars, too: none is single in the post.
pub(super) fn doubles_breaks(formulas: &[Formula]) -> bool {
    let mut doubles = false;
    for formula in
        formulas.iter().filter(|formula| !is_halved(formula) && formula.tex.len() <= super::MAX_BYTES)
    {
        let Some(is_doubled) = are_breaks_doubled(&formula.tex) else { continue };
        if !is_doubled {
            return false;
        }
        doubles = true;
    }
    doubles
}

/// Whether the row breaks of a formula are all doubled, and stand where a row ends; none if there are no breaks.
fn are_breaks_doubled(tex: &str) -> Option<bool> {
    let mut seen = None;
    let mut at = 0;
    while let Some(start) = studybuddy_text::find(tex, "\\\\", at) {
        let length = tex[start..].bytes().take_while(|&byte| byte == b'\\').count();
        at = start + length;
        if length != 4 || !tex[at..].starts_with([' ', '\n', '\t', '[']) {
            return Some(false);
        }
        seen = Some(true);
    }
    seen
}

/// Whether Markdown would have taken one of two backslashes away between these delimiters.
fn is_halved(formula: &Formula) -> bool {
    !matches!(formula.delimiter, Delimiter::DoubleDollar | Delimiter::Fence)
}

/// Undoes the escapes in a formula that surely are some.
pub(super) fn undo(formula: &mut Formula, doubles_breaks: bool) {
    let is_escaped = is_halved(formula) || (doubles_breaks && has_rows(&formula.tex));
    let tex = &mut formula.tex;
    if contains(tex, "&") {
        for (entity, character) in [("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")] {
            *tex = tex.replace(entity, character);
        }
    }
    // Row breaks that are all doubled: Markdown was to halve them.
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
    let has_index = has_index(source);
    let mut out = String::with_capacity(source.len());
    let mut at = 0;
    while at < source.len() {
        let rest = &source[at..];
        if let Some(end) = words_end(source, at) {
            out.push_str(&source[at..end]);
            at = end;
        } else if rest.starts_with("\\_") && is_subscript(source, at) && !is_in_name(source, at, has_index) {
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

/// Whether there is a subscript that is written without a backslash.
fn has_index(source: &str) -> bool {
    let mut at = 0;
    while let Some(sign) = studybuddy_text::find_any(source, [b'_', b'_', b'\\'], at) {
        if source[sign..].starts_with('_') {
            return true;
        }
        at = words_end(source, sign).unwrap_or_else(|| sign + tex::command_length(&source[sign..]));
    }
    false
}

/// `num\_heads`: an underscore between two words is one, and so is each that stands between letters beside an index that is
/// written without a backslash, for who escapes for Markdown escapes all.
fn is_in_name(source: &str, at: usize, has_index: bool) -> bool {
    let before = source[..at].bytes().rev().take_while(u8::is_ascii_alphanumeric).count();
    let after = source[at + 2..].bytes().take_while(u8::is_ascii_alphanumeric).count();
    let is_command = source[..at - before].ends_with('\\');
    let is_word = |text: &str| text.len() > 1 && text.bytes().all(|byte| byte.is_ascii_alphabetic());
    let are_words = is_word(&source[at - before..at]) && is_word(&source[at + 2..at + 2 + after]);
    !is_command && before > 0 && after > 0 && (has_index || are_words)
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
