//! Mechanical repairs: edits of findings put into the text of a file.

use studybuddy_content::diagnostic::{Diagnostic, Edit};

/// A text with repairs in it.
#[derive(Debug, PartialEq, Eq)]
pub struct Fixed {
    pub text: String,
    /// The findings that are mended, by their index.
    pub mended: Vec<usize>,
}

/// Makes the edits of all findings that have some. Of two that meet, the first is made; the other one is for the next
/// run. `None` if there is nothing to mend.
pub fn apply(source: &str, findings: &[Diagnostic]) -> Option<Fixed> {
    let mut edits: Vec<&Edit> = Vec::new();
    let mut mended = Vec::new();
    for (index, finding) in findings.iter().enumerate() {
        let fits = |edit: &Edit| {
            let is_inside = source.get(edit.span.clone()).is_some();
            let is_free = edits.iter().all(|other| {
                (other.span.end <= edit.span.start || edit.span.end <= other.span.start)
                    && other.span.start != edit.span.start
            });
            is_inside && is_free
        };
        if !finding.fix.is_empty() && finding.fix.iter().all(fits) {
            edits.extend(&finding.fix);
            mended.push(index);
        }
    }
    if edits.is_empty() {
        return None;
    }
    edits.sort_by_key(|edit| edit.span.start);
    let mut text = String::with_capacity(source.len());
    let mut at = 0;
    for edit in edits {
        text.push_str(&source[at..edit.span.start]);
        text.push_str(&edit.text);
        at = edit.span.end;
    }
    text.push_str(&source[at..]);
    (text != source).then_some(Fixed { text, mended })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_that_meet_are_not_both_made() {
        let finding = |span: std::ops::Range<usize>, text: &str| {
            Diagnostic::warning("x/x", span.clone(), "x").with_fix(span, text)
        };
        let fixed = apply(
            "abcdef",
            &[finding(3..5, "X"), finding(4..6, "Y"), finding(0..1, ""), finding(99..100, "Z")],
        );
        assert_eq!(fixed, Some(Fixed { text: "bcXf".to_owned(), mended: vec![0, 2] }));
        assert_eq!(apply("abc", &[finding(0..1, "a")]), None);
        assert_eq!(apply("abc", &[Diagnostic::warning("x/x", 0..1, "x")]), None);
    }
}
