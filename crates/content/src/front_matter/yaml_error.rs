//! Says in plain words what is wrong with a YAML header, and what to write instead.

use std::ops::Range;

use super::{
    header::{Header, Line},
    mend::{Slip, SlipKind},
    text::unquoted,
    yaml::YamlError,
};
use crate::diagnostic::{Diagnostic, words};

pub(super) const CODE: &str = "yaml/syntax";
const MARGIN: &str = "start the line at the margin";

/// Explains an error whose offset is one of the header.
pub(super) fn explain(header: &Header<'_>, error: &YamlError) -> Diagnostic {
    let Some(line) = header.line_at(error.offset) else {
        return at(header, 0..header.text.len().min(1), &strip_place(&error.text));
    };
    let rest_of_line = error.offset..line.value.end.max(error.offset);
    if error.text.contains("more than one document") && !header.text.contains("---") {
        return at(header, line.key_range.clone(), "the keys are not indented alike")
            .with_help("start each of them at the margin");
    }
    if error.text.contains("more than one document") {
        return at(header, 0..0, "a line in it starts with `---`, which opens a second document")
            .with_help("remove that line or indent it");
    }
    let Some((key, value)) = line.key.zip(header.text.get(line.value.clone())) else {
        return no_key(header, line);
    };
    let says = |words: &str| error.text.contains(words);
    let corrected = corrected(key, value);
    let quote = format!("put the value in quotes: `{corrected}`");
    let starts_with_mark = value.starts_with(['"', '\'', '[', '{']);
    if says("mapping values are not allowed") && error.offset < line.value.start {
        let what = format!("`{key}` is indented under a key that has a value already");
        return at(header, line.key_range.clone(), &what)
            .with_help("start the line at the margin, or put the whole value above it in quotes");
    }
    if (says("did not find expected key") || says("'-' indicator")) && line.is_indented {
        let what = format!("`{key}` is indented under what stands above it");
        return at(header, line.key_range.clone(), &what).with_help(MARGIN);
    }
    if says("mapping values are not allowed") {
        let what = format!("the value of `{key}` has a colon in it and no quotes around it");
        return at(header, rest_of_line, &what).with_help(quote);
    }
    if says("unexpected end of stream") && says("quoted scalar") {
        let what = format!("the quote that opens the value of `{key}` is never closed");
        return at(header, line.value.clone(), &what).with_help(format!("close the quote: `{corrected}`"));
    }
    if says("escape character") || says("hexdecimal number") || says("Unicode character escape code") {
        let what = format!(
            "a backslash in double quotes starts an escape, and the value of `{key}` has one unknown"
        );
        return at(header, rest_of_line, &what).with_help(format!("use single quotes: `{corrected}`"));
    }
    if says("',' or ']'") || says("',' or '}'") {
        let what =
            format!("the list that opens in the value of `{key}` is not closed, or a comma is missing in it");
        return at(header, line.value.clone(), &what)
            .with_help(format!("close the list, or, if it is text, {quote}"));
    }
    if starts_with_mark {
        let what = format!("the value of `{key}` goes on after its closing quote or bracket");
        return at(header, line.value.clone(), &what).with_help(quote);
    }
    match value.chars().next().filter(|first| "&*!|>%@`#?-,]}".contains(*first)) {
        Some(first) => {
            let sign = if first == '`' { "a backtick".to_owned() } else { format!("`{first}`") };
            let what = format!("the value of `{key}` starts with {sign}, which means something else in YAML");
            at(header, line.value.clone(), &what).with_help(quote)
        }
        None => at(header, rest_of_line, &strip_place(&error.text)),
    }
}

/// A line at the margin without a key.
pub(super) fn no_key(header: &Header<'_>, line: &Line<'_>) -> Diagnostic {
    let text = header.text.get(line.value.clone()).unwrap_or_default();
    let shown: String = text.chars().take(60).collect();
    at(header, line.value.clone(), &words!("`{shown}` is not of the form `key: value`"))
        .with_help("write a key, a colon and a blank before the value, or indent the line under its key")
}

/// `title:Bayes`.
pub(super) fn no_blank(header: &Header<'_>, line: &Line<'_>, key: &str) -> Diagnostic {
    let value = header.text.get(line.value.clone()).unwrap_or_default();
    let between = header.text.get(line.key_range.end..line.value.start).unwrap_or_default();
    let what = if between.contains('=') {
        "an equals sign and no colon after"
    } else {
        "no blank after the colon of"
    };
    at(header, line.key_range.start..line.value.end, &words!("there is {what} `{key}`"))
        .with_help(words!("write `{key}: {value}`"))
}

/// What YAML reads as something else than the author means.
pub(super) fn slip(header: &Header<'_>, Slip { range, kind }: &Slip) -> Diagnostic {
    let text = header.text.get(range.clone()).unwrap_or_default();
    let (what, help) = match kind {
        SlipKind::Sign => {
            let what = format!("YAML does not read `{text}` as these letters");
            (what, format!("put the value in quotes: `{}`", in_quotes(text)))
        }
        SlipKind::Indent => {
            let help = if text.starts_with('-') { "put its dash below the others" } else { MARGIN };
            (format!("`{text}` is indented under what stands above it"), help.to_owned())
        }
        SlipKind::Dash => {
            let item = text.trim_start_matches(['-', '*', '+', '•']).trim_start();
            ("an item of a list starts with a dash and a blank".to_owned(), format!("write `- {item}`"))
        }
    };
    let place = header.position(range.start);
    let message = format!("{}, line {}, column {}: {what}", header.name, place.line, place.column);
    Diagnostic::warning(CODE, header.in_file(range), message).with_help(help)
}

/// Aliases or nesting that would fill the memory.
pub(super) fn limit(path: &str, header: &Header<'_>, error: &YamlError) -> Diagnostic {
    let is_nested = error.text.contains("recursion");
    let (what, help) = if is_nested {
        ("nests lists or maps too deeply", "write the values with fewer brackets inside brackets")
    } else {
        (
            "repeats itself through YAML aliases until it is too large",
            "write the values out, without `&name` and `*name`",
        )
    };
    Diagnostic::error(CODE, header.start..header.start, words!("the {} of `{path}` {what}", header.name))
        .with_help(help)
}

fn at(header: &Header<'_>, range: Range<usize>, what: &str) -> Diagnostic {
    let place = header.position(range.start);
    let message = words!("{}, line {}, column {}: {what}", header.name, place.line, place.column);
    Diagnostic::error(CODE, header.in_file(&range), message)
}

/// The line with its whole value in quotes.
fn corrected(key: &str, value: &str) -> String {
    format!("{key}: {}", in_quotes(unquoted(value)))
}

fn in_quotes(bare: &str) -> String {
    match (bare.contains(['"', '\\']), bare.contains('\'')) {
        (false, _) => format!("\"{bare}\""),
        (true, false) => format!("'{bare}'"),
        (true, true) => format!("\"{}\"", bare.replace('\\', "\\\\").replace('"', "\\\"")),
    }
}

/// The library's words without its line and column, which count from the top of the header.
fn strip_place(text: &str) -> String {
    let text = text.split(" at line ").next().unwrap_or(text);
    text.split(" at position ").next().unwrap_or(text).to_owned()
}
