//! Equation numbers: `\label`, `\ref` and `\eqref`, which KaTeX does not have.
//!
//! As in LaTeX, labels number the equations of a post in order. An equation with a `\tag` of its own is called by
//! that.

use std::collections::HashMap;

use super::{
    super::{Formula, MathStyle},
    tex,
};
use crate::diagnostic::Diagnostic;

/// Gives numbers to labelled equations and puts them where they are referred to.
pub(super) fn number(formulas: &mut [Formula]) -> Vec<Diagnostic> {
    let mut labels = HashMap::new();
    let mut diagnostics = Vec::new();
    let mut next = 1;
    for formula in formulas.iter_mut() {
        if tex::find_command(&formula.tex, "label", 0).is_some() {
            take_labels(formula, &mut next, &mut labels, &mut diagnostics);
        }
    }
    for formula in formulas.iter_mut() {
        refer(formula, &labels, &mut diagnostics);
    }
    diagnostics
}

fn take_labels(
    formula: &mut Formula,
    next: &mut usize,
    labels: &mut HashMap<String, String>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut has_tag = tex::find_command(&formula.tex, "tag", 0).is_some();
    let own_tag = tex::find_command(&formula.tex, "tag", 0).and_then(|tag| tex::group(&formula.tex, tag.end));
    let own_tag = own_tag.map(|tag| formula.tex[tag].trim().trim_matches('$').to_owned());
    let mut from = 0;
    while let Some(found) = tex::find_command(&formula.tex, "label", from) {
        let Some(name) = tex::group(&formula.tex, found.end) else {
            from = found.end;
            continue;
        };
        let label = formula.tex[name.clone()].trim().to_owned();
        let number = own_tag.clone().unwrap_or_else(|| next.to_string());
        // KaTeX takes one tag for each row; a second label of the same row names the same number.
        let row_starts = formula.tex[..found.start].rfind("\\\\").map_or(0, |row| row + 2);
        let in_row = has_tag && tex::find_command(&formula.tex[..found.start], "tag", row_starts).is_some();
        let tag = if own_tag.is_some() || in_row || formula.style == MathStyle::Inline {
            String::new()
        } else {
            has_tag = true;
            *next += 1;
            format!("\\tag{{{number}}}")
        };
        formula.tex.replace_range(found.start..name.end + 1, &tag);
        from = found.start + tag.len();
        if labels.insert(label.clone(), number).is_some() {
            let message = format!("the label `{label}` is given twice");
            diagnostics.push(
                Diagnostic::warning("math/label", formula.span.clone(), message)
                    .with_help("give each equation a label of its own"),
            );
        }
    }
    if has_tag {
        star_environments(&mut formula.tex);
    }
    formula.tex = formula.tex.trim().to_owned();
}

/// KaTeX numbers these by itself, which would come on top of the tag.
fn star_environments(source: &mut String) {
    for name in ["equation", "align", "gather", "alignat"] {
        for end in ["begin", "end"] {
            *source = source.replace(&format!("\\{end}{{{name}}}"), &format!("\\{end}{{{name}*}}"));
        }
    }
}

fn refer(formula: &mut Formula, labels: &HashMap<String, String>, diagnostics: &mut Vec<Diagnostic>) {
    for (command, open, close) in [("eqref", "(", ")"), ("ref", "", "")] {
        let mut from = 0;
        while let Some(found) = tex::find_command(&formula.tex, command, from) {
            from = found.end;
            let Some(name) = tex::group(&formula.tex, found.end) else { continue };
            let label = formula.tex[name.clone()].trim();
            let number = labels.get(label).map_or("??", String::as_str);
            if number == "??" {
                let message = format!("no equation has the label `{label}`");
                diagnostics.push(
                    Diagnostic::warning("math/reference", formula.span.clone(), message)
                        .with_help(format!("write `\\label{{{label}}}` in the equation that is meant")),
                );
            }
            let text = format!("\\text{{{open}{number}{close}}}");
            formula.tex.replace_range(found.start..name.end + 1, &text);
            from = found.start + text.len();
        }
    }
}
