//! The formula finder: what it takes out can be put back, and what it leaves is untouched.

#![no_main]

use libfuzzer_sys::fuzz_target;
use studybuddy_content::math::{self, Delimiter, MarkerKind, replace_markers};

const BODY_START: usize = 7;

fuzz_target!(|body: &str| {
    let protected = math::protect(body, BODY_START);
    let mut end = 0;
    for formula in &protected.formulas {
        let span = formula.span.start - BODY_START..formula.span.end - BODY_START;
        assert!(end <= span.start && span.start < span.end, "{span:?} overlaps what is before it");
        let source = body.get(span.clone()).expect("a formula starts or ends inside a character");
        // Kramdown's sign for a formula in the line where `$$` would begin a block of its own.
        let source = source.strip_prefix('\\').filter(|rest| rest.starts_with("$$")).unwrap_or(source);
        let (open, close) = formula.delimiter.ends();
        let (open, close) = (open.trim_end(), close.trim_start());
        // A fence may be left open: it ends with its container, or the file.
        let may_be_open = formula.delimiter == Delimiter::Fence;
        assert!(
            source.starts_with(&open[..1.min(open.len())])
                && (may_be_open
                    || source.ends_with(close.chars().next_back().map_or("", |_| &close[close.len() - 1..]))),
            "{source:?} has other delimiters"
        );
        end = span.end;
    }
    for diagnostic in &protected.diagnostics {
        let span = diagnostic.span.start - BODY_START..diagnostic.span.end - BODY_START;
        assert!(body.get(span).is_some());
    }
    let mut next = 0;
    let restored = replace_markers(&protected.text, |marker, out| {
        if marker.kind == MarkerKind::Reference {
            let reference = &protected.references[marker.index];
            let command = if reference.in_parentheses { "eqref" } else { "ref" };
            out.push_str(&format!("\\{command}{{{}}}", reference.label));
            return;
        }
        assert_eq!((marker.kind, marker.index), (MarkerKind::Math, next), "markers are out of order");
        next += 1;
        let span = &protected.formulas[marker.index].span;
        out.push_str(&body[span.start - BODY_START..span.end - BODY_START]);
    });
    assert_eq!(next, protected.formulas.len(), "a formula has no marker");
    assert_eq!(bare(&restored), bare(body), "text is lost or changed");
    // Every place of the text leads into the file, and never backwards.
    let mut last = 0;
    for (at, _) in protected.text.char_indices() {
        let place = protected.offsets.to_file(at);
        assert!(last <= place && place <= BODY_START + body.len(), "{at} leads to {place}");
        last = place;
    }
});

/// Signs that the finder writes as references where they would begin a definition, or emphasis in an address.
const REFERENCES: [(&str, &str); 4] = [("&#58;", ":"), ("&#42;", "*"), ("&#95;", "_"), ("&#126;", "~")];

/// The text without what the finder leaves out or writes in another way: blanks and `>` before indented formulas, `~` and
/// backslashes before references, brackets of formulas around `[^1]`, and the characters that it keeps for itself.
fn bare(text: &str) -> String {
    let text =
        REFERENCES.iter().fold(text.to_owned(), |text, (reference, sign)| text.replace(reference, sign));
    let kept =
        |c: &char| !c.is_whitespace() && !matches!(c, '>' | '~' | '\u{F8F0}'..='\u{F8F3}' | '\u{FFFD}');
    let text: String = text.chars().filter(kept).collect();
    let brackets = [("\\\\(", "\\\\)"), ("\\\\[", "\\\\]"), ("\\(", "\\)"), ("\\[", "\\]")];
    let text = brackets.iter().fold(text, |text, (open, close)| {
        text.replace(&[open, "[^"].concat(), "[^").replace(&["]", close].concat(), "]")
    });
    let mut out = String::new();
    for (index, part) in text.split_inclusive('\\').enumerate() {
        if index > 0 && (part.starts_with("eqref") || part.starts_with("ref")) {
            out.truncate(out.trim_end_matches('\\').len());
        }
        out.push_str(part);
    }
    out
}
