//! The labels of bookdown, `(\#eq:x)` in a formula or caption, and what refers to them, `\@ref(eq:x)`.

use std::collections::HashSet;

use super::super::{
    edits::{Edits, Piece},
    links, markup,
    source::Source,
};

pub(in super::super) fn translate(source: &Source<'_>, edits: &mut Edits) {
    let images = links::find(source);
    let mut labels = HashSet::new();
    for open in source.find_all("(\\#") {
        let Some((label, mut end)) = label(source, open + 3) else { continue };
        let image = images.partition_point(|image| image.range.end <= open);
        let image = images.get(image).filter(|image| image.is_image && image.label.contains(&open));
        if source.formula_at(open).is_some() {
            edits.replace(open..end, ["\\label{", label, "}"].concat());
        } else if let Some(image) = image {
            end += usize::from(source.rest(end).starts_with(' '));
            edits.remove(open..end);
            edits.insert(image.range.end, ["{#", label, "}"].concat());
        } else {
            edits.replace(open..end, markup::anchor(label));
        }
        labels.insert(label);
    }
    for at in source.find_all("\\@ref(") {
        let Some((label, end)) = label(source, at + 6) else { continue };
        let heading = || {
            let list = source.find(&["{#", label, "}"].concat(), 0)?;
            let heading = source.line_text(source.line_at(list)).split(" {#").next()?;
            Some(heading.strip_prefix('#')?.trim_start_matches('#').trim())
        };
        let link: Piece = if labels.contains(label) {
            let is_equation = label.starts_with("eq:");
            if is_equation { ["\\eqref{", label, "}"].concat() } else { ["[-@", label, "]"].concat() }.into()
        } else if let Some(heading) = heading() {
            ["[", heading, "](#", label, ")"].concat().into()
        } else {
            continue;
        };
        edits.splice(at..end, vec![link]);
    }
}

/// The label at `at`, and where its parenthesis ends.
fn label<'a>(source: &Source<'a>, at: usize) -> Option<(&'a str, usize)> {
    let rest = source.rest(at);
    let length = rest.find(|c: char| !c.is_alphanumeric() && !":-_.".contains(c))?;
    (length > 0 && rest[length..].starts_with(')')).then(|| (&rest[..length], at + length + 1))
}
