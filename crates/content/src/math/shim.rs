//! From what MathJax authors write to what KaTeX reads.
//!
//! Formulas that KaTeX sets as they are stay byte for byte as they are. The rest is changed as little as possible:
//! definitions are taken out and run one by one, so that a bad one cannot take its neighbours along; labels become
//! numbers; environments and commands that KaTeX lacks become those that it has; escapes that were meant for
//! another Markdown engine are undone. [`DEFAULT_MACROS`] does what a macro can do.

mod chemistry;
mod commands;
mod definitions;
mod escapes;
mod labels;
mod tex;

use super::{Formula, Reference};
use crate::diagnostic::Diagnostic;

/// Macros for commands of LaTeX and MathJax that KaTeX does not have. A site's or post's own come after these.
pub const DEFAULT_MACROS: &[(&str, &str)] = &[
    ("\\mbox", "\\text{#1}"),
    ("\\hbox", "\\text{#1}"),
    ("\\textsc", "\\text{#1}"),
    ("\\mathds", "\\mathbb{#1}"),
    ("\\mathbbm", "\\mathbb{#1}"),
    ("\\nicefrac", "{{}^{#1}\\!/_{#2}}"),
    ("\\sfrac", "{{}^{#1}\\!/_{#2}}"),
    ("\\qed", "\\square"),
    ("\\tr", "\\operatorname{tr}"),
    ("\\hfill", "\\quad"),
    ("\\notag", "\\nonumber"),
    ("\\Tr", "\\operatorname{Tr}"),
];

/// Makes the formulas of a post ready for KaTeX, numbers its equations and finds what `references` in the text name.
pub(super) fn prepare(formulas: &mut [Formula], references: &mut [Reference]) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for formula in formulas.iter_mut() {
        escapes::undo(formula);
        definitions::take_out(formula);
        commands::replace(&mut formula.tex);
        if let Some(unknown) = chemistry::replace(&mut formula.tex) {
            let message =
                format!("`{unknown}` holds something that is not known here: it is shown as it is written");
            let help = "write what is not known between dollars, as mathematics";
            diagnostics
                .push(Diagnostic::warning("math/chemistry", formula.span.clone(), message).with_help(help));
        }
    }
    diagnostics.extend(labels::number(formulas, references));
    diagnostics
}

pub(super) use definitions::definition;
pub(crate) use definitions::macro_definitions;

#[cfg(test)]
mod tests;
