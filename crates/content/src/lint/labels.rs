//! Findings about labels tell of a formula; here they are led to the label inside of it.

use crate::diagnostic::Diagnostic;

/// The finding with the place of the label or reference that it names.
#[must_use]
pub fn narrowed(source: &str, mut diagnostic: Diagnostic) -> Diagnostic {
    let commands: &[&str] = match &*diagnostic.code {
        "math/label" => &["label"],
        "math/reference" => &["eqref", "ref", "cref", "autoref"],
        _ => return diagnostic,
    };
    let Some(label) = diagnostic.message.split('`').nth(1) else { return diagnostic };
    let Some(formula) = source.get(diagnostic.span.clone()) else { return diagnostic };
    let places = commands.iter().filter_map(|command| {
        let written = format!("\\{command}{{{label}}}");
        Some((formula.rfind(&written)?, written.len()))
    });
    if let Some((at, length)) = places.into_iter().next() {
        let start = diagnostic.span.start + at;
        diagnostic.span = start..start + length;
    }
    diagnostic
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_about_a_label_stands_at_the_label() {
        let source = "x $$ a \\label{one} b \\label{two} $$";
        let finding = Diagnostic::warning("math/label", 2..source.len(), "the label `two` is given twice");
        assert_eq!(&source[narrowed(source, finding).span], "\\label{two}");
    }
}
