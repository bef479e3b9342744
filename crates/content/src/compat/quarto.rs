//! Quarto's cells: the options in comments at the start of a block such as `{python}` are for the engine that runs
//! it. A label stays as a place to link to. Blocks such as `{=html}` hold what is for one kind of output.

use super::{edits::Edits, markup, notes, source::Source, verbatim};
use crate::math::lines::opening_fence;

/// How a comment with an option begins, by the languages that Quarto runs.
const OPTIONS: [&str; 4] = ["#| ", "//| ", "%%| ", "--| "];

pub(super) fn translate(source: &Source<'_>, edits: &mut Edits) {
    for (number, line) in source.lines.iter().enumerate() {
        let text = source.line_text(number);
        let is_cell =
            opening_fence(text).is_some_and(|(_, length)| text[length..].trim_start().starts_with('{'));
        if !is_cell || !source.starts_literal(line.text) {
            continue;
        }
        if text.contains("{{") {
            shown(source, edits, number);
            continue;
        }
        if let Some(format) = raw_format(text) {
            raw(source, edits, number, format);
            continue;
        }
        let option = |line: usize| OPTIONS.iter().find_map(|sign| source.line_text(line).strip_prefix(sign));
        let is_hidden = text.contains("include=F")
            || text.contains("include = F")
            || (number + 1..).map_while(option).any(|option| option.ends_with("include: false"));
        if is_hidden && let Some(block) = source.literal_at(line.text) {
            edits.remove(line.text..source.lines[source.line_at(block.end.saturating_sub(1))].end);
            continue;
        }
        let mut below = number + 1;
        while let Some(option) = option(below) {
            let label = option.trim().strip_prefix("label:").map(str::trim).filter(|label| is_label(label));
            if let Some(label) = label {
                let continuation = source.continuation(line.text);
                edits.insert(line.text, format!("{}\n{continuation}\n{continuation}", markup::anchor(label)));
            }
            edits.remove(source.lines[below].start..source.next_start(below));
            below += 1;
        }
        // Nor does the line go that keeps them apart from the code.
        if below > number + 1 && source.line_text(below).is_empty() {
            edits.remove(source.lines[below].start..source.next_start(below));
        }
    }
}

/// A cell in double braces, `{{python}}`, shows how one is written.
fn shown(source: &Source<'_>, edits: &mut Edits, number: usize) {
    let line = source.lines[number];
    let text = source.line_text(number);
    let Some((open, block)) = text.find("{{").zip(source.literal_at(line.text)) else { return };
    let last = source.line_at(block.end.saturating_sub(1));
    let fence = ["`", text.split('{').next().unwrap_or_default().trim()].concat();
    let continuation = source.continuation(line.text);
    if let Some(close) = text.find("}}").filter(|_| fence.bytes().all(|byte| byte == b'`') && last > number) {
        edits.insert(line.text, [&fence, "\n", &continuation].concat());
        edits.remove(line.text + open..line.text + open + 1);
        edits.remove(line.text + close..line.text + close + 1);
        edits.insert(source.lines[last].end, ["\n", &continuation, &fence].concat());
    }
}

/// The kind of output that a block's content is for.
fn raw_format(fence: &str) -> Option<&str> {
    fence.trim_start_matches(['`', '~']).trim().strip_prefix("{=")?.strip_suffix('}')
}

/// HTML stands for itself; what is for print goes.
fn raw(source: &Source<'_>, edits: &mut Edits, number: usize, format: &str) {
    let line = source.lines[number];
    let Some(block) = source.literal_at(line.text) else { return };
    let last = source.line_at(block.end.saturating_sub(1));
    let is_closed = last > number && opening_fence(source.line_text(last)).is_some();
    if !format.starts_with("html") || !is_closed {
        return edits.remove(line.start..source.next_start(last));
    }
    let Some(first) = (number + 1..last).find(|&line| !source.line_text(line).is_empty()) else {
        return edits.remove(line.start..source.next_start(last));
    };
    let content = first..last;
    let text = source.line_text(content.start);
    // Behind the tag of a block all is HTML up to a blank line.
    let is_block = text.strip_prefix('<').is_some_and(|text| {
        notes::is_block(text.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default())
    });
    let (start, end) = if is_block { ("", "\n") } else { ("<div>", "</div>\n\n") };
    let continuation = source.continuation(line.text);
    let first = source.lines[content.start];
    edits.replace(line.start..first.text, [&continuation, start].concat());
    let last = source.lines[last].start..source.next_start(last);
    for (at, sign) in source.text[first.text..last.start].match_indices(SIGNS) {
        let character = sign.chars().next().map_or(0, u32::from);
        edits.replace(first.text + at..first.text + at + sign.len(), format!("&#{character};"));
    }
    verbatim::fill(source, edits, content);
    edits.replace(last, [&continuation, end].concat());
}

/// What HTML that is not Markdown may hold, and is written so that nobody takes it for something else.
const SIGNS: [char; 9] = ['$', '\\', '*', '[', ']', '@', '{', '}', '`'];

/// Whether others may refer to it: then it tells what it is the label of.
fn is_label(label: &str) -> bool {
    ["fig-", "tbl-", "lst-"].iter().any(|kind| label.starts_with(kind))
}
