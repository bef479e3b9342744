//! Markup of other engines that is not translated here, and so shows as it is.

use std::ops::Range;

use super::{body::Body, runs::HIDDEN};
use crate::{diagnostic::Diagnostic, document::Document};

/// Directives of MyST in fences that are no code, and none that are translated.
const DIRECTIVES: [&str; 5] = ["csv-table", "glossary", "include", "list-table", "literalinclude"];

pub(super) fn check(source: &str, body: &Body<'_>, document: &Document, found: &mut Vec<Diagnostic>) {
    let mut report = |span: Range<usize>, what: &str| {
        let message = format!("{what} shows as it is written: it is not translated");
        found.push(
            Diagnostic::warning("markup/foreign", span, message)
                .with_help("write it in Markdown or HTML, or in a code span if it is meant to be read"),
        );
    };
    for run in &body.runs {
        let mut start = 0;
        for line in run.text.split_inclusive('\n') {
            let at = start + line.len() - line.trim_start().len();
            start += line.len();
            let line = line.trim();
            if let Some(what) = of_line(line) {
                report(body.in_file(&run.at(at..at + line.len())), what);
                break;
            }
        }
        for (close, _) in
            run.text.match_indices(['}']).filter(|(at, _)| run.text[at + 1..].starts_with(HIDDEN))
        {
            let Some(open) = run.text[..close].rfind('{') else { continue };
            let name = &run.text[open + 1..close];
            let in_file = body.in_file(&run.at(open..close + 1));
            // `[{dplyr}](…)` has no backtick behind it.
            let is_role = source.get(in_file.end..).is_some_and(|behind| behind.starts_with('`'));
            if is_role
                && !name.is_empty()
                && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b':')
            {
                report(in_file, &format!("the role `{{{name}}}`"));
            }
        }
    }
    for block in &document.code_blocks {
        let language = block.language.as_deref().filter(|language| DIRECTIVES.contains(language));
        let is_braced = |language: &str| {
            source.get(block.span.clone()).is_some_and(|text| {
                text.trim_start_matches(['`', '~']).starts_with(&format!("{{{language}}}"))
            })
        };
        if let Some(language) = language.filter(|language| is_braced(language)) {
            let end =
                source[block.span.clone()].find('\n').map_or(block.span.end, |end| block.span.start + end);
            report(block.span.start..end, &format!("the directive `{{{language}}}`"));
        }
    }
}

/// What a line is to another engine.
fn of_line(line: &str) -> Option<&'static str> {
    if line.starts_with("*[") && line.contains("]: ") {
        Some("the definition of an abbreviation")
    } else if line.starts_with("--8<--") {
        Some("the inclusion of a file")
    } else if line.starts_with("+-") && line.ends_with("-+") {
        Some("the grid of a table")
    } else {
        None
    }
}
