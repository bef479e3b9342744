//! From a place in a formula's TeX, as KaTeX got it, back to the file.

use std::ops::Range;

use crate::math::Formula;

/// How far ahead the two texts are compared to find where they agree again, in bytes.
const WINDOW: usize = 400;
/// How many bytes have to agree.
const ANCHOR: usize = 3;

/// The range in the file of a range in the formula's TeX. Where the TeX was changed on its way to KaTeX, the nearest
/// place before.
#[must_use]
pub fn place_in_formula(source: &str, formula: &Formula, at: &Range<usize>) -> Range<usize> {
    let Some(written) = source.get(formula.span.clone()) else { return formula.span.clone() };
    let start = formula.span.start + place(written, &formula.tex, at.start);
    let token = formula.tex.get(at.clone()).unwrap_or_default();
    let end = if source[start..].starts_with(token) { start + token.len() } else { start };
    start..end.min(formula.span.end)
}

/// Walks both texts together up to `at` in `set`; the place in `written`.
fn place(written: &str, set: &str, at: usize) -> usize {
    let (from, to) = (written.as_bytes(), set.as_bytes());
    let (mut i, mut j) = (0, 0);
    while j < at.min(to.len()) {
        if i < from.len() && from[i] == to[j] {
            (i, j) = (i + 1, j + 1);
        } else {
            match resume(&from[i.min(from.len())..], &to[j..]) {
                Some((skip_from, skip_to)) => (i, j) = (i + skip_from, j + skip_to),
                None => break,
            }
        }
    }
    if let Some((skip, 0)) = resume(&from[i.min(from.len())..], &to[j.min(to.len())..]) {
        i += skip;
    }
    written.floor_char_boundary(i.min(written.len()))
}

/// How much to leave out of each text so that they go on alike.
fn resume(from: &[u8], to: &[u8]) -> Option<(usize, usize)> {
    for total in 0..WINDOW {
        for skip_to in 0..=total {
            let skip_from = total - skip_to;
            let (Some(left), Some(right)) = (from.get(skip_from..), to.get(skip_to..)) else { continue };
            let length = ANCHOR.min(right.len());
            if length > 0 && left.get(..length) == right.get(..length) {
                return Some((skip_from, skip_to));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::protect;

    #[test]
    fn places_lead_back_past_delimiters_quotes_and_changes() {
        for (source, wanted) in [
            ("a $x + \\nosuch$ b", "\\nosuch"),
            ("> $$\n> a\n> + \\nosuch{b}\n> $$", "\\nosuch"),
            ("$$\\begin{equation} a \\label{eq:one} + \\nosuch \\end{equation}$$", "\\nosuch"),
            ("$\\newcommand{\\R}{\\mathbb{R}} x \\in \\R + \\nosuch$", "\\nosuch"),
            ("$a\\_{i} + \\nosuch$", "\\nosuch"),
        ] {
            let formula = &protect(source, 0).formulas[0];
            let at = formula.tex.find(wanted).unwrap();
            let range = place_in_formula(source, formula, &(at..at + wanted.len()));
            assert_eq!((range.start, &source[range]), (source.find(wanted).unwrap(), wanted), "{source}");
        }
    }
}
