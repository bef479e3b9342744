//! Places in a finished page at which a browser's parser lets other work in.
//!
//! Chromium stops for a frame a few times at the start of a page, and then parses all that it has in one task of up to half a
//! second; on a phone that is the longest task of a load, and the first screen of a long post waits for it. Behind an element
//! `script` it goes on for ten milliseconds at most, whatever is in it (`PumpTokenizer` of its `HTMLDocumentParser`). These
//! hold nothing, and their type says that they are data, not code
//! (<https://html.spec.whatwg.org/multipage/scripting.html#data-block>).

/// Between two of them, in bytes of HTML: some 10 ms of a desktop's parsing and 50 of a phone's. With twice as many pages cost
/// more, for there is a frame behind each.
const DISTANCE: usize = 160_000;

const PAUSE: &str = "<script type=\"text/plain\"></script>";

/// Stands before each pause: at the end of a paragraph it is nobody's sibling, and no block of the text.
const PLACE: &str = "</p>";

/// Puts pauses into the HTML of a text, none into one that is not long.
pub(super) fn with_pauses(html: String) -> String {
    let mut out = String::new();
    let mut copied = 0;
    while let Some(at) = place_behind(&html, copied + DISTANCE) {
        out.push_str(&html[copied..at]);
        out.push_str(PAUSE);
        copied = at;
    }
    if copied == 0 {
        return html;
    }
    out + &html[copied..]
}

/// Where a paragraph ends next.
fn place_behind(html: &str, at: usize) -> Option<usize> {
    let at = html.ceil_char_boundary(at);
    html[at..].find(PLACE).map(|end| at + end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_has_pauses_at_ends_of_paragraphs() {
        let text = format!("<p>{}</p>\n<ul><li>é</li></ul>\n", "é".repeat(5_000)).repeat(50);
        let html = with_pauses(text.clone());
        let pieces: Vec<&str> = html.split(PAUSE).collect();
        assert_eq!(pieces.concat(), text);
        assert_eq!(pieces.len(), 4);
        for piece in &pieces[1..] {
            assert!(piece.starts_with("</p>"));
        }
        for piece in &pieces[..3] {
            assert!((DISTANCE..DISTANCE + 11_000).contains(&piece.len()), "{}", piece.len());
        }
    }

    #[test]
    fn a_text_that_is_not_long_has_none() {
        let text = "<p>A.</p>".repeat(DISTANCE / 10);
        assert_eq!(with_pauses(text.clone()), text);
    }
}
