//! Environments whose rows or arguments are written in another way than KaTeX's.

use super::{commands::rename, tex};

/// Replaces those that KaTeX lacks.
pub(super) fn replace(source: &mut String) {
    with_arguments(source);
    if source.contains("eqnarray") {
        eqnarray(source);
    }
    if source.contains("cases*") {
        for name in ["cases", "dcases", "rcases", "drcases"] {
            change_rows(source, &[name, "*"].concat(), name, with_words);
        }
    }
}

/// Columns that stand in no environment, as Sphinx and Jupyter Book allow them: `a &= b \\ &= c`.
pub(super) fn enclose_columns(source: &mut String) {
    let mut tokens = tex::top_level(source, 0..source.len());
    if !tokens.any(|(_, token)| token == "&") {
        return;
    }
    // An equation's number stands behind all rows.
    let end = tokens.find(|(_, token)| *token == "\\tag").map_or(source.len(), |(at, _)| at);
    drop(tokens);
    // A comment may stand before the end.
    *source = ["\\begin{aligned}", source[..end].trim_end(), "\n\\end{aligned}", &source[end..]].concat();
}

/// Environments with an argument: the columns of IEEE's, what stands in the box of `empheq`, what stands before the brace.
/// A formula has one of each kind at most.
fn with_arguments(source: &mut String) {
    for name in ["IEEEeqnarray", "IEEEeqnarray*", "empheq", "numcases", "subnumcases"] {
        let open = ["\\begin{", name, "}"].concat();
        let Some(start) = source.find(&open) else { continue };
        let at = start + open.len();
        let at = tex::optional(source, at).map_or(at, |options| options.end + 1);
        let Some(argument) = tex::group(source, at) else { continue };
        let inner = &source[argument.clone()];
        let (before, inner, after) = match name.strip_prefix("IEEE") {
            Some(name) => ("", name, ""),
            None if name == "empheq" => ("", inner, ""),
            None => (&*["\\begin{equation}", inner].concat(), "cases", "\\end{equation}"),
        };
        let ends = [[before, "\\begin{", inner, "}"].concat(), ["\\end{", inner, "}", after].concat()];
        source.replace_range(start..argument.end + 1, &ends[0]);
        *source = source.replacen(&["\\end{", name, "}"].concat(), &ends[1], 1);
    }
}

/// `a &=& b`: the relation has a column of its own there.
fn eqnarray(source: &mut String) {
    for (from, to) in [("eqnarray", "align"), ("eqnarray*", "align*")] {
        change_rows(source, from, to, with_one_column_less);
    }
}

/// Changes the rows of environments, and gives these another name.
fn change_rows(source: &mut String, from: &str, to: &str, change: fn(&str) -> String) {
    let [open, close] = ["\\begin{", "\\end{"].map(|end| [end, from, "}"].concat());
    let mut at = 0;
    while let Some(start) = source[at..].find(&open) {
        let inner = at + start + open.len();
        let Some(length) = source[inner..].find(&close) else { return };
        let rows = change(&source[inner..inner + length]);
        source.replace_range(inner..inner + length, &rows);
        at = inner + rows.len();
    }
    rename(source, from, to);
}

/// The second column of `cases*` is text.
fn with_words(rows: &str) -> String {
    let mut in_words = false;
    let mut kept = with_tokens(rows, &mut |token| match token {
        "&" if !in_words => {
            in_words = true;
            Some("&\\text{")
        }
        "\\\\" if in_words => {
            in_words = false;
            Some("}\\\\")
        }
        _ => None,
    });
    if in_words {
        kept.push('}');
    }
    kept
}

/// Leaves the second `&` of each row out; those of matrices in a row stay.
fn with_one_column_less(rows: &str) -> String {
    let mut seen = 0;
    with_tokens(rows, &mut |token| {
        match token {
            "\\\\" => seen = 0,
            "&" => seen += 1,
            _ => {}
        }
        (token == "&" && seen == 2).then_some("")
    })
}

/// The rows with other tokens in place of some.
fn with_tokens(rows: &str, other: &mut dyn FnMut(&str) -> Option<&'static str>) -> String {
    let mut kept = String::with_capacity(rows.len());
    let mut copied = 0;
    for (at, token) in tex::top_level(rows, 0..rows.len()) {
        if let Some(other) = other(token) {
            kept.push_str(&rows[copied..at]);
            kept.push_str(other);
            copied = at + token.len();
        }
    }
    kept.push_str(&rows[copied..]);
    kept
}
