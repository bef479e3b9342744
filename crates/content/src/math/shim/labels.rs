//! Equation numbers: `\label`, `\ref` and `\eqref`, which KaTeX does not have.
//!
//! In a post with labels the equations that LaTeX would number are numbered in order, and so are those with a label.
//! An equation with a `\tag` of its own is called by that.

use std::{collections::HashMap, ops::Range};

use super::{
    super::{Formula, MathStyle, Reference},
    tex,
};
use crate::diagnostic::{Diagnostic, words};

/// Environments whose equations have numbers, and whether each row is one; with a star they have none.
const NUMBERED: [(&str, bool); 4] =
    [("equation", false), ("align", true), ("gather", true), ("alignat", true)];

/// What a label names.
struct Equation {
    /// As it is shown, without parentheses.
    number: String,
    /// The formula it stands in.
    formula: usize,
}

/// Gives numbers to equations and puts them where they are referred to. The `plain` formulas have nothing of all this.
pub(super) fn number(
    formulas: &mut [Formula],
    references: &mut [Reference],
    plain: &[bool],
) -> Vec<Diagnostic> {
    let mut numbering = Numbering::default();
    let others = || (0..plain.len()).filter(|&index| !plain[index]);
    if others().any(|index| tex::find_command(&formulas[index].tex, "label", 0).is_some()) {
        for index in others() {
            let formula = &mut formulas[index];
            numbering.number(index, formula);
        }
    }
    for index in others() {
        numbering.refer(&mut formulas[index]);
    }
    for reference in references {
        if let Some(equation) = numbering.labels.get(&reference.label) {
            let number = &equation.number;
            reference.text = if reference.in_parentheses { format!("({number})") } else { number.clone() };
            reference.formula = Some(equation.formula);
        }
    }
    numbering.diagnostics
}

#[derive(Default)]
struct Numbering {
    /// Equations that have a number so far.
    count: usize,
    labels: HashMap<String, Equation>,
    diagnostics: Vec<Diagnostic>,
}

impl Numbering {
    fn number(&mut self, index: usize, formula: &mut Formula) {
        let environment = numbered_environment(&formula.tex);
        let has_label = tex::find_command(&formula.tex, "label", 0).is_some();
        if formula.style == MathStyle::Inline || (environment.is_none() && !has_label) {
            return self.take_labels(index, formula, 0..formula.tex.len(), None);
        }
        let (inside, by_row) = environment.clone().unwrap_or((0..formula.tex.len(), false));
        let rows: Vec<_> =
            if by_row { tex::rows(&formula.tex, inside) } else { std::iter::once(inside).collect() };
        let numbers: Vec<Option<String>> = rows
            .iter()
            .map(|row| self.row_number(&formula.tex[row.clone()], environment.is_some()))
            .collect();
        let first = numbers.iter().flatten().next().cloned();
        // From the last row to the first, so that the ranges of those before stay true.
        for (row, number) in rows.into_iter().zip(numbers).rev() {
            self.take_labels(index, formula, row, number);
        }
        // Those of `subequations`, whose rows are numbered by themselves here.
        self.take_labels(index, formula, 0..formula.tex.len(), first.clone());
        if first.is_none() {
            return;
        }
        star_environments(&mut formula.tex);
        formula.tex = formula.tex.trim().to_owned();
    }

    /// The number of a row: that of its own tag, or the next.
    fn row_number(&mut self, row: &str, in_environment: bool) -> Option<String> {
        if let Some(tag) = own_tag(row) {
            return Some(tag);
        }
        let has = |command| tex::find_command(row, command, 0).is_some();
        let is_unnumbered = ["nonumber", "notag", "IEEEnonumber"].into_iter().any(has);
        let is_numbered = in_environment && !is_unnumbered && !row.trim().is_empty();
        (is_numbered || has("label")).then(|| {
            self.count += 1;
            self.count.to_string()
        })
    }

    /// Takes the labels out of a row and puts its tag there, or at its end. KaTeX takes one tag for each row; a second
    /// label names the same number.
    fn take_labels(
        &mut self,
        index: usize,
        formula: &mut Formula,
        row: Range<usize>,
        number: Option<String>,
    ) {
        let mut text = formula.tex[row.clone()].to_owned();
        let mut tag = match &number {
            Some(number) if own_tag(&text).is_none() => format!("\\tag{{{number}}}"),
            _ => String::new(),
        };
        let mut from = 0;
        let mut first = None;
        while let Some(found) = tex::find_command(&text, "label", from) {
            let Some(name) = tex::group(&text, found.end) else {
                from = found.end;
                continue;
            };
            let label = text[name.clone()].trim().to_owned();
            from = found.start + tag.len();
            text.replace_range(found.start..name.end + 1, &std::mem::take(&mut tag));
            let number = number.clone().unwrap_or_else(|| "??".to_owned());
            first.get_or_insert(label.clone());
            if self.labels.insert(label.clone(), Equation { number, formula: index }).is_some() {
                let message = words!("the label `{label}` is given twice");
                self.diagnostics.push(
                    Diagnostic::warning("math/label", formula.span.clone(), message)
                        .with_help("give each equation a label of its own"),
                );
            }
        }
        formula.label = first.or(formula.label.take());
        if !tag.is_empty() {
            let end = text.trim_end().len();
            text.insert_str(end, &format!(" {tag}"));
        }
        formula.tex.replace_range(row, &text);
    }

    fn refer(&mut self, formula: &mut Formula) {
        if !tex::has_command(&formula.tex, |name| matches!(name, "eqref" | "ref")) {
            return;
        }
        for (command, open, close) in [("eqref", "(", ")"), ("ref", "", "")] {
            let mut from = 0;
            while let Some(found) = tex::find_command(&formula.tex, command, from) {
                from = found.end;
                let Some(name) = tex::group(&formula.tex, found.end) else { continue };
                let label = formula.tex[name.clone()].trim();
                let equation = self.labels.get(label);
                let number = equation.map_or("??", |equation| &equation.number);
                let is_all = formula.tex[..found.start].trim().is_empty()
                    && formula.tex[name.end + 1..].trim().is_empty();
                if is_all {
                    formula.target = equation.map(|equation| equation.formula);
                }
                if equation.is_none() {
                    let message = words!("no equation has the label `{label}`");
                    self.diagnostics.push(
                        Diagnostic::warning("math/reference", formula.span.clone(), message)
                            .with_help(words!("write `\\label{{{label}}}` in the equation that is meant")),
                    );
                }
                let text = format!("\\text{{{open}{number}{close}}}");
                formula.tex.replace_range(found.start..name.end + 1, &text);
                from = found.start + text.len();
            }
        }
    }
}

fn own_tag(row: &str) -> Option<String> {
    let tag = tex::find_command(row, "tag", 0)?;
    let starred = usize::from(row[tag.end..].starts_with('*'));
    let name = tex::group(row, tag.end + starred)?;
    Some(row[name].trim().trim_matches('$').to_owned())
}

/// The inside of the first environment that LaTeX numbers, and whether its rows are numbered.
fn numbered_environment(source: &str) -> Option<(Range<usize>, bool)> {
    NUMBERED.iter().find_map(|(name, by_row)| {
        let open = format!("\\begin{{{name}}}");
        let start = source.find(&open)? + open.len();
        let end = start + source[start..].find(&format!("\\end{{{name}}}"))?;
        Some((start..end, *by_row))
    })
}

/// KaTeX numbers these by itself, which would come on top of the tag.
fn star_environments(source: &mut String) {
    for (name, _) in NUMBERED {
        super::commands::rename(source, name, &[name, "*"].concat());
    }
}
