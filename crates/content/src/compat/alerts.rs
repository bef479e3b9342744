//! Alerts in the forms that the parser misses: text on the line of `[!NOTE]`, other engines' names for them, and
//! an alert that follows another without a blank line.

use super::{
    edits::{Edits, Piece},
    markup,
    source::Source,
};

pub(super) fn translate(source: &Source<'_>, edits: &mut Edits) {
    for (number, line) in source.lines.iter().enumerate() {
        let text = source.line_text(number);
        let is_quote = source.text[line.start..line.text].contains('>') && source.is_prose(line.text);
        if is_quote && let Some(class) = bold_name(source, number) {
            edits.replace(line.text..line.text + text.len(), format!("[!{class}]"));
            continue;
        }
        let Some((name, rest)) = text.strip_prefix("[!").and_then(|text| text.split_once(']')) else {
            continue;
        };
        if let Some((class, title)) = markup::alert(name).filter(|_| is_quote) {
            split_from_above(source, edits, number);
            let label = format!("[!{}]", class.to_ascii_uppercase());
            let is_own = markup::alert(class).is_some_and(|(_, own)| own == title);
            if let Some(first) = first_line(source, number, rest, (!is_own).then_some(title)) {
                let mut pieces = vec![label.into()];
                pieces.extend(first);
                edits.splice(line.text..line.text + text.len(), pieces);
            } else if !text.starts_with(&label) {
                edits.replace(line.text..line.text + text.len(), label);
            }
        }
    }
}

/// GitHub's first form: a quote whose first line is `**Note**` and nothing else.
fn bold_name(source: &Source<'_>, number: usize) -> Option<&'static str> {
    let name = source.line_text(number).strip_prefix("**")?.strip_suffix("**")?;
    let class = match name {
        "Note" => "NOTE",
        "Warning" => "WARNING",
        _ => return None,
    };
    let is_quote = |line: usize| {
        source.lines.get(line).is_some_and(|line| source.text[line.start..line.text].contains('>'))
    };
    let is_first = number.checked_sub(1).is_none_or(|above| !is_quote(above));
    (is_first && is_quote(number + 1)).then_some(class)
}

/// What stands on the line of `[!NOTE]`, for a line of its own. Obsidian has a title there, and a sign for folding;
/// its other names for alerts are titles, too.
fn first_line(source: &Source<'_>, number: usize, rest: &str, title: Option<&str>) -> Option<Vec<Piece>> {
    let line = source.lines[number];
    let unfolded = rest.strip_prefix(['-', '+']);
    let end = line.text + source.line_text(number).len();
    let text = unfolded.unwrap_or(rest).trim_start();
    let words: Piece = match title {
        Some(title) if text.is_empty() => title.into(),
        _ if text.is_empty() => return None,
        _ => (end - text.len()..end).into(),
    };
    let continuation = source.continuation(line.text);
    let line_break = format!("\n{continuation}");
    if title.is_none() && unfolded.is_none() {
        return Some(vec![line_break.into(), words]);
    }
    let behind = format!("**\n{}", continuation.trim_end());
    Some(vec![format!("{line_break}**").into(), words, behind.into()])
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
