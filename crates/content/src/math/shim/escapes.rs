//! Escapes that authors wrote for an engine in which Markdown ran before the mathematics.

use studybuddy_text::{contains, find_byte};

use crate::sort::sort_by_number;

use super::{
    super::{Delimiter, Formula, TEXT_COMMANDS, dollars::opens_text},
    tex,
};

/// Commands of mathematics whose argument is words, too: an underscore in it is one.
const WORDS: [&str; 4] = ["mathrm", "operatorname", "mathtt", "mathsf"];

/// Signs that Markdown takes the backslash from, and that mean nothing behind one in mathematics.
const SIGNS: &str = "*'=+-<.()[]";

/// Bytes of the longest group in escaped braces: to look for the end of each to the end of the formula would take quadratic
/// time.
const MAX_GROUP: usize = 1000;

/// What the formulas of a post say of its escapes.
pub(super) struct Habits {
    /// Whether the author doubles the backslashes of row breaks between two dollars, too: none is single in the post.
    doubles_breaks: bool,
    /// Signs that are commands of the post's own behind a backslash: `\def\({\left(}`.
    own: String,
}

impl Habits {
    pub(super) fn of(formulas: &[Formula]) -> Self {
        let formulas = || formulas.iter().filter(|formula| formula.tex.len() <= super::MAX_BYTES);
        let mut own = String::new();
        if formulas().any(|formula| has_escaped(&formula.tex, |sign| SIGNS.contains(sign))) {
            for tex in formulas().flat_map(|formula| formula.definitions.iter().chain([&formula.tex])) {
                for define in ["def\\", "command{\\", "command\\", "let\\"] {
                    let names = tex.match_indices(define).map(|(at, _)| &tex[at + define.len()..]);
                    own.extend(names.filter_map(|name| name.chars().next()));
                }
            }
        }
        let mut breaks = formulas()
            .filter(|formula| !is_halved(formula))
            .filter_map(|formula| are_breaks_doubled(&formula.tex))
            .peekable();
        let doubles_breaks = breaks.peek().is_some() && breaks.all(|is_doubled| is_doubled);
        Self { doubles_breaks, own }
    }
}

/// Whether the row breaks of a formula are all doubled, and stand where a row ends; none if there are no breaks.
fn are_breaks_doubled(tex: &str) -> Option<bool> {
    let mut breaks = runs(tex).filter(|(_, length, _)| *length > 1).peekable();
    breaks.peek()?;
    Some(breaks.all(|(_, length, next)| length == 4 && matches!(next, Some(' ' | '\n' | '\t' | '['))))
}

/// The runs of backslashes: where each begins, its length, and what stands behind it.
fn runs(tex: &str) -> impl Iterator<Item = (usize, usize, Option<char>)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = find_byte(tex, b'\\', at)?;
        let length = tex[start..].bytes().take_while(|&byte| byte == b'\\').count();
        at = start + length;
        Some((start, length, tex[at..].chars().next()))
    })
}

/// Whether such a sign stands behind a backslash.
fn has_escaped(tex: &str, is_sign: fn(char) -> bool) -> bool {
    runs(tex).any(|(_, _, next)| next.is_some_and(is_sign))
}

/// Whether Markdown would have taken one of two backslashes away between these delimiters.
fn is_halved(formula: &Formula) -> bool {
    !matches!(formula.delimiter, Delimiter::DoubleDollar | Delimiter::Fence)
}

fn is_inline(delimiter: Delimiter) -> bool {
    matches!(delimiter, Delimiter::Dollar | Delimiter::Parenthesis)
}

/// Makes one sign of two bars, if all are doubled: Markdown was to make `||` of them. Not of the two norms of
/// `\|x\|\|y\|`.
pub(super) fn join_bars(tex: &mut String) {
    if !contains(tex, "\\|\\|") || contains(tex, "\\\\|") {
        return;
    }
    let doubled = tex.matches("\\|\\|").count();
    if tex.matches("\\|").count() == 2 * doubled {
        *tex = tex.replace("\\|\\|", "\\|");
    }
}

/// `p(x\|y)`: makes bars of those that have no partner in their brackets, which were to keep a table off. A divergence has the
/// sign that stands there.
pub(crate) fn undo_conditions(tex: &mut String) {
    if !contains(tex, "\\|") || ["\\\\|", "KL", "D_", "D("].iter().any(|sign| contains(tex, sign)) {
        return;
    }
    // The signs in each bracket that is open, and those that are bars.
    let (mut levels, mut bars) = (vec![Vec::new()], Vec::new());
    let mut close = |level: Option<Vec<usize>>| {
        bars.extend(level.filter(|level| level.len() % 2 == 1).into_iter().flatten())
    };
    let mut at = 0;
    while at < tex.len() {
        let rest = &tex[at..];
        let length = if rest.starts_with('\\') {
            tex::command_length(rest)
        } else {
            rest.chars().next().map_or(1, char::len_utf8)
        };
        match &rest[..length] {
            "(" | "[" | "{" => levels.push(Vec::new()),
            ")" | "]" | "}" if levels.len() > 1 => close(levels.pop()),
            "\\|" => {
                if let Some(level) = levels.last_mut() {
                    level.push(at);
                }
            }
            _ => {}
        }
        at += length;
    }
    levels.into_iter().for_each(|level| close(Some(level)));
    sort_by_number(&mut bars, |bar| *bar);
    let mut out = String::with_capacity(tex.len());
    let mut copied = 0;
    for bar in bars {
        out.push_str(&tex[copied..bar]);
        copied = bar + 1;
    }
    *tex = out + &tex[copied..];
}

/// Undoes the escapes in a formula that surely are some.
pub(super) fn undo(formula: &mut Formula, habits: &Habits) {
    let is_escaped = is_halved(formula) || (habits.doubles_breaks && has_rows(&formula.tex));
    let tex = &mut formula.tex;
    if contains(tex, "&") {
        for (entity, character) in [("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")] {
            *tex = tex.replace(entity, character);
        }
    }
    let is_inline = is_inline(formula.delimiter);
    if contains(tex, "\\\\") {
        // Row breaks that are all doubled: Markdown was to halve them.
        if is_escaped && contains(tex, "\\\\\\\\") {
            let halved = tex.replace("\\\\\\\\", "\\\\");
            let breaks = |tex: &str| tex.matches("\\\\").count();
            if breaks(tex) == 2 * breaks(&halved) {
                *tex = halved;
            }
        }
        let has_rows = has_rows(tex);
        if is_inline && !has_rows {
            *tex = without_doubled_backslashes(tex);
        }
        delimiters(tex, has_rows, formula.delimiter);
        row_breaks(tex);
    }
    if has_escaped(tex, |sign| matches!(sign, '_' | '{') || SIGNS.contains(sign)) {
        *tex = without_escapes(tex, formula.delimiter, &habits.own);
    }
}

/// Leaves row breaks two backslashes, if all of them have three, of which Markdown was to make two, or twice as many.
fn row_breaks(tex: &mut String) {
    let is_break = |next| matches!(next, Some(' ' | '\n' | '\t' | '\r'));
    let breaks = || runs(tex).filter(|(_, length, _)| *length > 1);
    let Some((_, wanted @ (3 | 6), _)) = breaks().next() else { return };
    if breaks().all(|(_, length, next)| length == wanted && is_break(next)) {
        *tex = tex.replace(&"\\".repeat(wanted), "\\\\");
    }
}

/// Takes backslashes off braces and bars that have one or two too many, where these are no row breaks.
fn delimiters(tex: &mut String, has_rows: bool, delimiter: Delimiter) {
    let count = |sign: char, wanted: usize| {
        runs(tex).filter(|&(_, length, next)| length == wanted && next == Some(sign)).count()
    };
    let is_environment = delimiter == Delimiter::Environment;
    let is_inline = is_inline(delimiter);
    let is_pair = count('{', 2) == count('}', 2) && (is_environment || !has_rows);
    let bars = count('|', 2);
    // A row that begins with a bar has another bar.
    let are_bars = is_environment
        && bars.is_multiple_of(2)
        && tex.matches('|').count() == bars + count('|', 1) + count('|', 3);
    let mut out = String::with_capacity(tex.len());
    let mut copied = 0;
    for (start, length, next) in runs(tex) {
        let is_escaped = match (length, next) {
            (3, Some('{' | '}' | '|')) => !has_rows,
            (2, Some('{' | '}')) => is_inline || is_pair || is_sized(&tex[..start]),
            (2, Some('|')) => are_bars || is_sized(&tex[..start]),
            _ => false,
        };
        if is_escaped {
            out.push_str(&tex[copied..start]);
            copied = start + length - 1;
        }
    }
    if copied > 0 {
        out.push_str(&tex[copied..]);
        *tex = out;
    }
}

/// Whether what follows is the delimiter of a command that says how large it is: no row breaks there.
fn is_sized(before: &str) -> bool {
    let name = &before[before.trim_end_matches(|c: char| c.is_ascii_alphabetic()).len()..];
    let size = name.strip_suffix(['l', 'r', 'm']).unwrap_or(name);
    matches!(name, "left" | "right" | "middle") || matches!(size, "big" | "Big" | "bigg" | "Bigg")
}

/// Whether something in a formula can have more rows than one.
fn has_rows(source: &str) -> bool {
    ["\\begin", "stack", "\\matrix", "\\cases", "\\cr", "\\newline"].iter().any(|sign| contains(source, sign))
}

/// In one row a doubled backslash before a name or sign is one that Markdown was to halve: `\\theta`, `\\|x\\|`.
fn without_doubled_backslashes(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut copied = 0;
    for (start, length, next) in runs(source) {
        let is_doubled = next.is_some_and(|c| c.is_ascii_alphabetic() || "{}|,;:!%&#$_".contains(c));
        if length == 2 && is_doubled {
            out.push_str(&source[copied..start]);
            copied = start + 1;
        }
    }
    out + &source[copied..]
}

/// `a\_{i}` is a subscript, `\*` a star, and `_\{i\}` a group.
fn without_escapes(source: &str, delimiter: Delimiter, own: &str) -> String {
    let has_brackets = delimiter != Delimiter::Fence && !is_bracketed(source);
    let mut out = String::with_capacity(source.len());
    // Where the braces close that groups were meant by.
    let mut groups = Vec::new();
    let mut at = 0;
    while at < source.len() {
        let rest = &source[at..];
        if let Some(end) = words_end(source, at) {
            out.push_str(&source[at..end]);
            at = end;
            continue;
        }
        let Some(escaped) = rest.strip_prefix('\\') else {
            let length = find_byte(rest, b'\\', 0).unwrap_or(rest.len());
            out.push_str(&rest[..length]);
            at += length;
            continue;
        };
        let group = if escaped.starts_with('{') && out.ends_with(['_', '^']) {
            group_end(source, at + 2)
        } else {
            None
        };
        groups.extend(group);
        let is_escape = match escaped.chars().next() {
            Some('_') => is_subscript(source, at) && !is_in_name(source, at),
            Some('{') => group.is_some(),
            Some('}') => groups.pop_if(|close| *close == at).is_some(),
            Some('[' | ']') => has_brackets,
            Some(sign) => SIGNS.contains(sign) && !own.contains(sign),
            None => false,
        };
        let length = tex::command_length(rest);
        out.push_str(&rest[usize::from(is_escape)..length]);
        at += length;
    }
    out
}

/// Whether brackets stand around all of a formula, or of its environment: they are its delimiters once more.
fn is_bracketed(source: &str) -> bool {
    let body = source.strip_prefix("\\begin{").and_then(|rest| rest.split_once('}')?.1.rsplit_once("\\end{"));
    let inside = body.map_or(source, |(inside, _)| inside.trim());
    let mut opening = runs(inside).filter(|&(_, length, next)| length % 2 == 1 && next == Some('['));
    inside.ends_with("\\]") && opening.next().is_some_and(|(at, ..)| at == 0) && opening.next().is_none()
}

/// Where `\}` closes the group whose inside starts at `from`.
fn group_end(source: &str, from: usize) -> Option<usize> {
    let end = source.floor_char_boundary(source.len().min(from + MAX_GROUP));
    let mut depth = 0_usize;
    for (at, token) in tex::top_level(source, from..end) {
        match token {
            "\\{" => depth += 1,
            "\\}" if depth == 0 => return Some(at),
            "\\}" => depth -= 1,
            _ => {}
        }
    }
    None
}

/// `num\_heads`: an underscore between two words is one.
fn is_in_name(source: &str, at: usize) -> bool {
    let before = source[..at].bytes().rev().take_while(u8::is_ascii_alphabetic).count();
    let after = source[at + 2..].bytes().take_while(u8::is_ascii_alphabetic).count();
    before > 1 && after > 1 && !source[..at - before].ends_with('\\')
}

/// Something to hang on before it and something to hang on behind it.
fn is_subscript(source: &str, at: usize) -> bool {
    let before = source[..at].chars().next_back();
    let after = source[at + 2..].chars().next();
    before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '}' | ')' | ']' | '|' | '\'' | '*'))
        && after.is_some_and(|c| c.is_alphanumeric() || matches!(c, '{' | '\\'))
}

/// The end of a command of words with its argument, if one starts at `at`.
fn words_end(source: &str, at: usize) -> Option<usize> {
    let rest = source[at..].strip_prefix('\\')?;
    let length = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let name = &rest[..length];
    let is_text = TEXT_COMMANDS.contains(&name) || WORDS.contains(&name);
    (is_text || opens_text(&source[..at + 1 + length])).then_some(())?;
    tex::group(source, at + 1 + length).map(|group| group.end + 1)
}

#[cfg(test)]
mod tests;
