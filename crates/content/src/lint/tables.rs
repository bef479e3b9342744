//! Tables: rows with more cells than there are columns lose them, and a table without its line of dashes is none.

use pulldown_cmark::{Event, Tag};

use super::{
    body::Body,
    runs::{Kind, Run},
};
use crate::diagnostic::Diagnostic;

pub(super) fn check(body: &Body<'_>, found: &mut Vec<Diagnostic>) {
    let mut columns = 0;
    for (event, range) in &body.events {
        match event {
            Event::Start(Tag::Table(alignments)) => columns = alignments.len(),
            Event::Start(Tag::TableRow) => {
                let row = body.text.get(range.clone()).unwrap_or_default().trim_end();
                let cells = count_cells(row);
                if cells > columns {
                    let message = format!(
                        "the row has {cells} cells, and the table {columns} columns: the rest is not shown"
                    );
                    found.push(Diagnostic::error("table/cells", body.in_file(range), message).with_help(
                        "write `\\|` for a bar that is no border, or give the table more columns",
                    ));
                }
            }
            _ => {}
        }
    }
    for run in body.runs.iter().filter(|run| run.kind == Kind::Paragraph) {
        broken_table(body, run, found);
    }
}

/// Cells between bars; an escaped bar is text.
fn count_cells(row: &str) -> usize {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let mut bars = 0;
    let mut escaped = false;
    let mut ends_with_bar = false;
    for character in row.chars() {
        let is_bar = character == '|' && !escaped;
        bars += usize::from(is_bar);
        ends_with_bar = is_bar;
        escaped = character == '\\' && !escaped;
    }
    bars + usize::from(!ends_with_bar)
}

/// Lines with bars and a line of dashes that were not taken for a table.
fn broken_table(body: &Body<'_>, run: &Run, found: &mut Vec<Diagnostic>) {
    let lines: Vec<&str> = run.text.lines().collect();
    let is_row = |line: &str| line.trim_start().starts_with('|') && line.matches('|').count() > 1;
    let is_rule =
        |line: &str| is_row(line) && line.contains("--") && line.chars().all(|c| "|-: \t".contains(c));
    let Some(rule) = lines.iter().position(|line| is_rule(line)) else {
        if lines.len() > 1 && lines.iter().all(|line| is_row(line)) {
            let columns = lines.first().map_or(1, |line| count_cells(line));
            found.push(
                Diagnostic::warning(
                    "table/rule",
                    body.in_file(&run.at(0..1)),
                    "lines with bars that are no table",
                )
                .with_help(format!("write a line of dashes under the first: `{}|`", "|---".repeat(columns))),
            );
        }
        return;
    };
    let Some(head) = rule.checked_sub(1).and_then(|head| lines.get(head)) else { return };
    let (cells, dashes) = (count_cells(head), count_cells(lines[rule]));
    let at = lines[..rule].iter().map(|line| line.len() + 1).sum::<usize>();
    let message = if cells == dashes {
        "this is not shown as a table: its head is part of the paragraph above".to_owned()
    } else {
        format!("this is not shown as a table: the head has {cells} cells, the line of dashes {dashes}")
    };
    let help = if cells == dashes {
        "put a blank line before the head"
    } else {
        "give both lines the same number of cells"
    };
    found.push(
        Diagnostic::error("table/head", body.in_file(&run.at(at..at + lines[rule].len())), message)
            .with_help(help),
    );
}
