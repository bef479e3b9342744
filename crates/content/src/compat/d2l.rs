//! Roles of the book "Dive into Deep Learning": `:label:`, `:numref:`, `:cite:` and the like.

use std::collections::{HashMap, HashSet};

use studybuddy_text::contains;

use super::{attributes::Value, edits::Edits, markup, source::Source};

/// The roles and what they stand for is in [`translate`]; others stay as they are.
const ROLES: [&str; 14] = [
    "label",
    "eqlabel",
    "numref",
    "eqref",
    "ref",
    "cite",
    "citet",
    "citep",
    "width",
    "height",
    "bibliography",
    "begin_tab",
    "end_tab",
    "class",
];

pub(super) fn translate(source: &Source<'_>, edits: &mut Edits) {
    cells(source, edits);
    let (mut roles, mut captions) = (Vec::new(), Vec::new());
    let mut at = 0;
    while let Some(colon) = source.find(":", at) {
        at = colon + 1;
        if let Some((name, value)) = role(source, colon).filter(|_| source.formula_at(colon).is_none()) {
            at = value.start + value.text.len() + 1;
            roles.push((colon, at, name, value));
        } else if is_tab_line(source.rest(colon)) && source.starts_line(colon) {
            let line = source.line_at(colon);
            edits.remove(source.lines[line].start..source.next_start(line));
        } else if is_caption(source, colon) {
            captions.push(colon);
            let blanks = source.rest(at).len() - source.rest(at).trim_start_matches(' ').len();
            // To Markdown the colon would make a definition.
            edits.replace(colon..at + blanks, format!("Table {}: ", captions.len()));
        }
    }
    let own = roles.iter().filter(|(_, _, name, _)| matches!(*name, "label" | "eqlabel"));
    // Those below images were taken with them.
    let labels: HashSet<&str> =
        own.map(|&(_, _, _, value)| value.text).chain(markup::written_ids(source)).collect();
    let figures = markup::number_figures(source, edits, "");
    if !roles.is_empty() {
        slide_marks(source, edits);
    }
    let mut names = HashMap::new();
    let mut tables = 0;
    for &(start, end, _, value) in roles.iter().filter(|(_, _, name, _)| matches!(*name, "label" | "eqlabel"))
    {
        let what = label(source, edits, start, end, value.text);
        let above = tables;
        tables = captions.partition_point(|&caption| caption < start);
        // It stands below the caption or the table.
        let is_table = tables > above && source.starts_line(start) && {
            let caption = source.line_at(captions[tables - 1]);
            (caption + 1..source.line_at(start))
                .all(|line| matches!(source.line_text(line).bytes().next(), None | Some(b'|')))
        };
        if let Some(what) = what.or(is_table.then_some(Named::Table(tables))) {
            names.insert(value.text, what);
        }
    }
    for (start, end, name, value) in roles {
        match name {
            "label" | "eqlabel" => {}
            "numref" | "eqref" | "ref" => {
                let number = figures.get(value.text).map(|number| format!("Figure {number}"));
                let text = match names.get(value.text) {
                    Some(Named::Equation) => {
                        let reference = if name == "eqref" { "\\eqref{" } else { "Equation \\ref{" };
                        edits.replace(start..end, [reference, value.text, "}"].concat());
                        continue;
                    }
                    Some(Named::Section(heading)) => ["Section ", heading].concat(),
                    Some(Named::Table(number)) => format!("Table {number}"),
                    None => number.unwrap_or_else(|| markup::inert(&readable(value.text))),
                };
                let link =
                    if labels.contains(value.text) { format!("[{text}](#{})", value.text) } else { text };
                edits.replace(start..end, link);
            }
            "cite" | "citet" | "citep" => edits.replace(start..end, markup::citation(value.text)),
            "begin_tab" if source.starts_line(start) && value.text != "toc" => {
                let range = start..source.lines[source.line_at(start)].end;
                edits.splice(range.clone(), markup::block(source, &range, markup::label(value.text)));
            }
            // What belongs to an image was taken with it.
            _ if source.starts_line(start) && source.ends_line(end) => {
                let line = source.line_at(start);
                edits.remove(source.lines[line].start..source.next_start(line));
            }
            _ => {}
        }
    }
}

/// Cells of code say for which framework they are (`%%tab pytorch`, `#@tab all`): that is their title. The one that sets the
/// frameworks up is the book's own.
fn cells(source: &Source<'_>, edits: &mut Edits) {
    if !["%%tab", "#@tab", "d2lbook.tab"].iter().any(|mark| contains(source.text, mark)) {
        return;
    }
    for (number, line) in source.lines.iter().enumerate() {
        let list = source.line_text(number).strip_suffix('}').filter(|text| text.starts_with("```{."));
        let Some(list) = list.filter(|_| source.starts_literal(line.text)) else { continue };
        let Some(block) = source.literal_at(line.text) else { continue };
        let last = source.line_at(block.end.saturating_sub(1));
        if last == number || source.line_text(last) != "```" {
            continue;
        }
        if contains(&source.text[block.clone()], "d2lbook.tab") {
            edits.remove(line.start..source.next_start(last));
            continue;
        }
        let mark = source.line_text(number + 1);
        if let Some(name) = mark.strip_prefix("%%tab ").or_else(|| mark.strip_prefix("#@tab ")) {
            if name != "all" {
                let end = line.text + list.len();
                edits.insert(end, [" filename=\"", &name.replace('"', ""), "\""].concat());
            }
            edits.remove(source.lines[number + 1].start..source.next_start(number + 1));
        }
    }
}

/// Bytes between the marks for slides.
const MAX_MARKED: usize = 1024;

/// `[**text**]` and `(**text**)` are on slides, too; `(~~text~~)` is on slides only.
fn slide_marks(source: &Source<'_>, edits: &mut Edits) {
    for (open, close) in [("[**", "**]"), ("(**", "**)"), ("(~~", "~~)")] {
        for at in source.find_all(open).filter(|&at| source.is_prose(at)) {
            let start = at + open.len();
            let near = &source.rest(start)[..source.rest(start).floor_char_boundary(MAX_MARKED)];
            let near = near.split("\n\n").next().unwrap_or_default();
            let Some(end) = near.find(close).map(|length| start + length + close.len()) else { continue };
            let is_link = source.text[..at].ends_with(']') || source.rest(end).starts_with(['(', '[']);
            if is_link {
                continue;
            }
            if open == "(~~" {
                edits.remove(at..end);
            } else {
                edits.remove(at..at + 1);
                edits.remove(end - 1..end);
            }
        }
    }
}

/// The role at a colon: its name and what stands in its backticks.
pub(super) fn role<'a>(source: &Source<'a>, colon: usize) -> Option<(&'static str, Value<'a>)> {
    let rest = source.rest(colon).strip_prefix(':')?;
    let name =
        ROLES.iter().find(|name| rest.strip_prefix(**name).is_some_and(|rest| rest.starts_with(":`")))?;
    let start = colon + name.len() + 3;
    let length =
        source.rest(start).find(['`', '\n']).filter(|&end| source.rest(start + end).starts_with('`'))?;
    Some((name, Value { text: &source.text[start..start + length], start }))
}

fn is_tab_line(text: &str) -> bool {
    text.starts_with(":begin_tab:") || text.starts_with(":end_tab:")
}

/// `:The caption` of a table, above its label or the table.
fn is_caption(source: &Source<'_>, colon: usize) -> bool {
    let line = source.line_at(colon);
    let below = source.lines.get(line + 1).and_then(|below| role(source, below.text));
    let is_above_table = source.line_text(line + 1).is_empty() && source.line_text(line + 2).starts_with('|');
    source.lines[line].text == colon
        && source.text_before(line).is_empty()
        && source.rest(colon + 1).trim_start_matches(' ').starts_with(char::is_alphanumeric)
        && (is_above_table || below.is_some_and(|(name, _)| name == "label"))
}

/// What a label names.
enum Named<'a> {
    Section(&'a str),
    Equation,
    Table(usize),
}

/// A label names what stands above it, or before it in its line: a heading or an equation, by which references call it, or
/// something else.
fn label<'a>(
    source: &Source<'a>,
    edits: &mut Edits,
    start: usize,
    end: usize,
    id: &str,
) -> Option<Named<'a>> {
    let line = source.line_at(start);
    let above_text = source.text_before(line);
    let ends_line = source.ends_line(end);
    let is_alone = source.starts_line(start) && ends_line;
    let beside = source.text[source.lines[line].start..start].trim_end();
    let beside_end = source.lines[line].start + beside.len();
    if ends_line && beside.ends_with("$$") && is_equation(source, beside_end) {
        edits.replace(beside_end - 2..end, ["\\label{", id, "}$$"].concat());
        return Some(Named::Equation);
    }
    let Some(above) = line.checked_sub(1).filter(|_| is_alone && !above_text.is_empty()) else {
        edits.replace(start..end, markup::anchor(id));
        return None;
    };
    let above_end = source.lines[above].text + above_text.len();
    if above_text.ends_with("$$") && is_equation(source, above_end) {
        edits.replace(above_end - 2..end, ["\\label{", id, "}$$"].concat());
        return Some(Named::Equation);
    }
    if above_text.starts_with('|') {
        edits.replace(start..end, format!("\n{}{}", source.continuation(start), markup::anchor(id)));
    } else {
        edits.replace(above_end..end, format!(" {}", markup::anchor(id)));
    }
    let heading = above_text.trim_start_matches('#').trim();
    let is_heading = heading.len() < above_text.len() && !heading.contains(['[', ']', '<', '`', '$', '*']);
    is_heading.then_some(Named::Section(heading))
}

/// Whether a formula that starts its line ends at a place.
fn is_equation(source: &Source<'_>, end: usize) -> bool {
    let formula = source.formula_at(end - 1).filter(|formula| formula.end == end);
    formula.is_some_and(|formula| source.starts_line(formula.start))
}

/// `fig_data_flow` as `Figure data flow`.
fn readable(label: &str) -> String {
    let (kind, name) = label.split_once(['_', ':', '-']).unwrap_or(("", label));
    let kind = match kind {
        "fig" | "img" | "figure" => "Figure",
        "tab" | "table" | "tbl" => "Table",
        "sec" | "subsec" | "chap" | "chapter" | "section" => "Section",
        "eq" | "eqn" | "equation" => "Equation",
        _ => return label.replace('_', " "),
    };
    format!("{kind} {}", name.replace(['_', '-'], " "))
}
