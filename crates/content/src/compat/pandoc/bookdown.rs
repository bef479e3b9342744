//! The labels of bookdown, `(\#eq:x)` in a formula or caption, and what refers to them, `\@ref(eq:x)`; commands of LaTeX
//! for the pages of print.

use std::collections::HashSet;

use super::{
    super::{edits::Edits, links, markup, source::Source},
    theorems::of_id,
};

/// Commands that say where a page of print ends.
pub(in super::super) const PAGES: [&str; 4] =
    ["\\newpage", "\\pagebreak", "\\clearpage", "\\cleardoublepage"];

pub(in super::super) fn translate(source: &Source<'_>, edits: &mut Edits) {
    for (number, line) in source.lines.iter().enumerate() {
        if PAGES.contains(&source.line_text(number)) && source.is_prose(line.text) {
            edits.remove(line.text..line.end);
        }
    }
    let images = links::find(source);
    let mut labels = HashSet::new();
    for open in source.find_all("(\\#") {
        let Some((label, mut end)) = label(source, open + 3) else { continue };
        let image = images.partition_point(|image| image.range.end <= open);
        let anchor = if source.formula_at(open).is_some() {
            ["\\label{", label, "}"].concat()
        } else if let Some(image) = images.get(image).filter(|image| image.label.contains(&open)) {
            edits.insert(image.range.end, ["{#", label, "}"].concat());
            end += usize::from(source.rest(end).starts_with(' '));
            String::new()
        } else {
            markup::anchor(label)
        };
        edits.replace(open..end, anchor);
        labels.insert(label);
    }
    for at in source.find_all("\\@ref(") {
        let Some((label, end)) = label(source, at + 6) else { continue };
        let link = match label.split_once(':') {
            Some(_) if !labels.contains(label) && of_id(label).is_none() => continue,
            Some(("eq", _)) => ["\\eqref{", label, "}"].concat(),
            Some(_) => ["[-@", label, "]"].concat(),
            // A section's.
            None => ["[", label, "](#", label, ")"].concat(),
        };
        edits.replace(at..end, link);
    }
}

/// The label at `at`, and where its parenthesis ends.
fn label<'a>(source: &Source<'a>, at: usize) -> Option<(&'a str, usize)> {
    let rest = source.rest(at);
    let is_label = |byte: &u8| byte.is_ascii_alphanumeric() || b":-_.".contains(byte);
    let length = rest.bytes().take_while(is_label).count();
    rest[length..].starts_with(')').then(|| (&rest[..length], at + length + 1))
}
