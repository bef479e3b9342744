//! Alerts in the forms that the parser misses: callouts of Obsidian with titles of their own that fold, text on the line
//! of `[!NOTE]`, other engines' names, the callouts of fastpages (`> Note: text`, `> youtube: address`), and an alert that
//! follows another without a blank line.

use std::ops::Range;

use super::{
    edits::{Edits, Piece},
    markup,
    source::Source,
};
use crate::{
    diagnostic::{Diagnostic, words},
    math::lines::opening_fence,
};

/// GitHub's alerts, which have no titles of their own.
const GITHUB: [&str; 5] = ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"];

/// The longest text behind `[!NOTE]` that is taken for a title.
const MAX_TITLE: usize = 80;

/// The first line of a callout: `[!name|words]`, a sign for folding, a title.
struct FirstLine<'a> {
    name: &'a str,
    /// Whether it folds, and if so whether it is open at first.
    open: Option<bool>,
    /// Where the text behind it stands.
    text: Range<usize>,
}

pub(super) fn translate(source: &Source<'_>, edits: &mut Edits) {
    for (number, line) in source.lines.iter().enumerate() {
        if !source.is_prose(line.text) || !is_quote(source, number) {
            continue;
        }
        let range = line.text..line.text + source.line_text(number).len();
        if let Some(class) = bold_name(source, number) {
            edits.replace(range, format!("[!{class}]"));
        } else if let Some(html) = embed(source, number) {
            let range = line.start..range.end;
            edits.splice(range.clone(), markup::block(source, &range, vec![html.into()]));
        } else if let Some((name, label)) = fastpages(source, number) {
            let continuation = source.continuation(line.text);
            edits.replace(line.text..line.text + name.len(), format!("{label}\n{continuation}"));
        } else if let Some(first) = first_line(source, number) {
            callout(source, edits, number, range, &first);
        }
    }
}

fn is_quote(source: &Source<'_>, number: usize) -> bool {
    source.lines.get(number).is_some_and(|line| source.text[line.start..line.text].contains('>'))
}

fn first_line<'a>(source: &Source<'a>, number: usize) -> Option<FirstLine<'a>> {
    let text = source.line_text(number);
    let (name, rest) = text.strip_prefix("[!")?.split_once(']')?;
    // Obsidian lets themes have words behind a bar.
    let name = name.split('|').next().unwrap_or_default().trim();
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    let open = rest.chars().next().filter(|sign| matches!(sign, '-' | '+')).map(|sign| sign == '+');
    let text = rest[usize::from(open.is_some())..].trim_start();
    let is_apart = !rest.starts_with(['(', '[', ':']);
    let end = source.lines[number].text + source.line_text(number).len();
    (is_name && is_apart).then_some(FirstLine { name, open, text: end - text.len()..end })
}

/// Writes the first line as the parser knows it, with a title of its own in the line below.
fn callout(
    source: &Source<'_>,
    edits: &mut Edits,
    number: usize,
    range: Range<usize>,
    first: &FirstLine<'_>,
) {
    let known = markup::alert(first.name);
    if known.is_none() && !starts_quote(source, number) {
        return;
    }
    let class = known.map_or("note", |(class, _)| class);
    if known.is_none() {
        let message = words!("`[!{}]` is no alert that we know: it is drawn as a note", first.name);
        let help = "use one of NOTE, TIP, IMPORTANT, WARNING and CAUTION";
        edits.report(Diagnostic::hint("compat/callout", range.clone(), message).with_help(help));
    }
    split_from_above(source, edits, number);
    let name = known.map_or_else(|| markup::capitalised(first.name), |(_, name)| name.to_owned());
    let has_own_name = markup::alert(class).is_none_or(|(_, own)| own != name);
    let continuation = source.continuation(range.start);
    let label = format!("[!{}]", class.to_ascii_uppercase());
    let text = Piece::from(first.text.clone());
    let title = match is_title(source, number, first) {
        true => Some(text),
        false if !first.text.is_empty() => {
            return edits.splice(range, vec![format!("{label}\n{continuation}").into(), text]);
        }
        false => (has_own_name || first.open.is_some()).then(|| name.into()),
    };
    let Some(title) = title else {
        if source.text[range.clone()] != label {
            edits.replace(range, label);
        }
        return;
    };
    // The text may go on without a sign; a title is a paragraph of its own.
    let below = source.line_text(number + 1);
    let is_text = !below.is_empty() && !is_quote(source, number + 1);
    if let Some(next) = source.lines.get(number + 1).filter(|next| is_text && next.text == next.start)
        && !below.starts_with(['<', '#', '|'])
        && opening_fence(below).is_none()
    {
        edits.insert(next.start, continuation.clone());
    }
    let word = first.open.map_or("", |open| if open { " open" } else { " closed" });
    let tag = markup::TITLE;
    let start = format!("{label}\n{continuation}<{tag}{word}>");
    let end = format!("</{tag}>\n{}", continuation.trim_end());
    edits.splice(range, vec![start.into(), title, end.into()]);
}

/// Whether the text behind the name is a title, as in Obsidian. On the Hugging Face blog it is the alert's text.
fn is_title(source: &Source<'_>, number: usize, first: &FirstLine<'_>) -> bool {
    let text = &source.text[first.text.clone()];
    if text.is_empty() {
        return false;
    }
    let below = if is_quote(source, number + 1) { source.line_text(number + 1) } else { "" };
    let goes_on =
        is_quote(source, number + 1) && !below.starts_with(char::is_lowercase) && !below.starts_with("[!");
    let ends_sentence = text.ends_with(['.', ',', ';', ':', '。', '，', '：']);
    if first.open.is_some() || markup::alert(first.name).is_none() {
        return true;
    }
    if GITHUB.contains(&first.name) {
        return goes_on && !ends_sentence && text.len() <= MAX_TITLE;
    }
    goes_on || !ends_sentence
}

/// GitHub's first form: a quote whose first line is `**Note**` and nothing else.
fn bold_name(source: &Source<'_>, number: usize) -> Option<&'static str> {
    let name = source.line_text(number).strip_prefix("**")?.strip_suffix("**")?;
    let class = match name {
        "Note" => "NOTE",
        "Warning" => "WARNING",
        _ => return None,
    };
    (starts_quote(source, number) && is_quote(source, number + 1)).then_some(class)
}

/// The callouts of fastpages, `> Note: text`: how each begins, and our name for it.
const FASTPAGES: [(&str, &str); 4] = [
    ("Note: ", "[!NOTE]"),
    ("Tip: ", "[!TIP]"),
    ("Important: ", "[!IMPORTANT]"),
    ("Warning: ", "[!WARNING]"),
];

/// Such a callout, at the start of a quote that stands in nothing else.
fn fastpages(source: &Source<'_>, number: usize) -> Option<(&'static str, &'static str)> {
    let text = source.line_text(number);
    FASTPAGES.into_iter().find(|(name, _)| text.starts_with(name) && is_outermost(source, number))
}

/// `> youtube: address` and `> twitter: address` of fastpages, as quotes of one line.
fn embed(source: &Source<'_>, number: usize) -> Option<String> {
    let (name, address) = source.line_text(number).split_once(": ")?;
    // Quarto's way from fastpages leaves them in brackets.
    let address = address.trim_matches(['<', '>']);
    if !address.starts_with("http")
        || address.contains(' ')
        || is_quote(source, number + 1)
        || !is_outermost(source, number)
    {
        return None;
    }
    match name {
        "youtube" => Some(markup::youtube(address)),
        "twitter" => Some(markup::tweet(address)),
        _ => None,
    }
}

/// Whether a line starts a quote that stands in nothing else.
fn is_outermost(source: &Source<'_>, number: usize) -> bool {
    let line = source.lines[number];
    &source.text[line.start..line.text] == "> " && source.text_before(number).is_empty()
}

/// Whether no line of the same quote stands above.
fn starts_quote(source: &Source<'_>, number: usize) -> bool {
    let depth = |number: usize| {
        let line = source.lines[number];
        source.text[line.start..line.text].matches('>').count()
    };
    number.checked_sub(1).is_none_or(|above| depth(above) < depth(number))
}

/// An alert starts a quote of its own.
fn split_from_above(source: &Source<'_>, edits: &mut Edits, number: usize) {
    let Some(above) = number.checked_sub(1).map(|above| source.lines[above]) else { return };
    let line = source.lines[number];
    let quotes = |start: usize, end: usize| source.text[start..end].matches('>').count();
    let depth = quotes(line.start, line.text);
    if depth > 0 && quotes(above.start, above.text) == depth && source.text[line.start..].starts_with('>') {
        let outer = ">".repeat(depth - 1);
        edits.insert(line.start, format!("{outer}\n"));
    }
}
