//! Classes that themes draw as callouts, and as theorems: quotes and paragraphs that have them are alerts.

use super::super::{
    attributes::{Attributes, Value},
    edits::Edits,
    markup,
    pandoc::theorems,
    source::Source,
};
use crate::math::lines::is_heading;

/// What themes put before the names of alerts: Chirpy, al-folio, Minimal Mistakes.
const THEMES: [&str; 3] = ["prompt-", "block-", "notice--"];

/// Classes that are alerts by themselves, in just-the-docs and TeXt.
const CALLOUTS: [&str; 9] =
    ["note", "info", "tip", "important", "warning", "caution", "danger", "success", "error"];

/// The alert that a class makes of the block with this first line, below `top`: its class and its title, if it has one.
fn callout(
    source: &Source<'_>,
    attributes: &Attributes<'_>,
    top: usize,
    first: usize,
) -> Option<(&'static str, Option<String>)> {
    let text = source.line_text(first).trim_start_matches(['*', '_', '#', ' ', '>']);
    let is_plain = text == source.line_text(first);
    attributes.classes.iter().find_map(|class| {
        let theme = THEMES.iter().find_map(|theme| class.strip_prefix(theme));
        let name = theme.unwrap_or(class);
        let name = name.strip_suffix("-title").unwrap_or(name);
        if let Some(kind) = theorems::named(name).filter(|_| theme.is_none()) {
            // Its name may stand there already.
            let has_heading = top > 1 && is_heading(source.line_text(top - 2));
            let title = attributes.get(&["theorem-name", "name", "title"]).map(Value::piece);
            let title = theorems::title(source, kind, 0, "", title);
            let is_titled = *class != name;
            return (is_titled || is_heading(source.line_text(first)) || (is_plain && !has_heading))
                .then(|| ("note", Some(title.text(source).to_owned())));
        }
        let (alert, title) = markup::alert(name).filter(|_| theme.is_some() || CALLOUTS.contains(&name))?;
        let begins = text.get(..title.len()).is_some_and(|word| word.eq_ignore_ascii_case(title));
        let is_quiet = class.starts_with("notice") || matches!(name, "info" | "success" | "danger" | "error");
        Some((alert, (!begins && !is_quiet).then(|| title.to_owned())))
    })
}

/// A quote with a class that is an alert, or below `top`. Its title may be a heading on its first line.
pub(super) fn prompt(
    source: &Source<'_>,
    edits: &mut Edits,
    attributes: &Attributes<'_>,
    top: usize,
    first: usize,
) {
    let Some((class, title)) = callout(source, attributes, top, first) else { return };
    let text = source.line_text(first);
    let start = source.lines[first].text;
    if is_heading(text) {
        let title = text.trim_start_matches('#').trim_start();
        return edits.replace(start..start + text.len() - title.len(), format!("[!{class}] "));
    }
    if attributes.classes.iter().any(|class| class.ends_with("-title")) {
        return edits.insert(start, format!("[!{class}] "));
    }
    let prefix = &source.text[source.lines[first].start..start];
    let before = &prefix[..prefix.find('>').unwrap_or_default()];
    let mut lines = format!("{before}> [!{}]\n", class.to_ascii_uppercase());
    if let Some(title) = title.filter(|title| !title.eq_ignore_ascii_case(class)) {
        let tag = markup::TITLE;
        lines += &format!("{before}> <{tag}>{title}</{tag}>\n{before}>\n");
    }
    edits.insert(source.lines[first].start, lines);
}

/// The start of an alert around a paragraph with a class.
pub(super) fn open_callout(
    source: &Source<'_>,
    attributes: &Attributes<'_>,
    top: usize,
    first: usize,
) -> Option<String> {
    let (class, title) = callout(source, attributes, top, first)?;
    let pieces = markup::open_callout(source, "", class, title.map(Into::into), None);
    Some(pieces.iter().map(|piece| piece.text(source)).collect::<String>() + "\n")
}
