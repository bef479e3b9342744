//! The block structure that the formula finder has to know: containers, fences and indented code.

/// Where a line's own text starts, and which containers it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// How many `>` stand before the text.
    pub quotes: usize,
    /// Column of the text, counted after the last `>`; tabs stop at multiples of four.
    pub column: usize,
    /// Byte offset of the text in the line.
    pub text: usize,
}

/// Reads the `>` markers and the white space before a line's text.
pub(crate) fn line_start(line: &str) -> Line {
    let bytes = line.as_bytes();
    let (mut quotes, mut column, mut at) = (0, 0, 0);
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b' ' => column += 1,
            b'\t' => column = (column / 4 + 1) * 4,
            b'>' => {
                quotes += 1;
                column = 0;
                // The one blank after the marker belongs to it.
                if bytes.get(at + 1) == Some(&b' ') {
                    at += 1;
                }
            }
            _ => break,
        }
        at += 1;
    }
    Line { quotes, column, text: at }
}

/// The width of a list marker (`- `, `12. `) or footnote definition (`[^x]: `) at the start of `text`:
/// bytes to skip and columns up to the content. `None` if there is none.
pub(crate) fn container_marker(text: &str) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    if text.starts_with("[^") {
        let end = text.find("]:")?;
        let label = &text[2..end];
        let valid = !label.is_empty() && !label.contains([' ', '[', ']', '\n']);
        return valid.then_some((end + 2, 4));
    }
    let width = match bytes.first()? {
        b'-' | b'+' | b'*' => 1,
        b'0'..=b'9' => {
            let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
            let closed = matches!(bytes.get(digits), Some(b'.' | b')'));
            (digits <= 9 && closed).then_some(digits + 1)?
        }
        _ => return None,
    };
    match bytes.get(width) {
        Some(b' ' | b'\t') => {
            let blanks = bytes[width..].iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
            // Five blanks or more: the content is indented code after one blank (CommonMark 5.2).
            let columns = if blanks > 4 { width + 1 } else { width + blanks };
            Some((width + 1, columns))
        }
        Some(b'\n' | b'\r') | None => Some((width, width + 1)),
        _ => None,
    }
}

/// The width of the marker of a definition, `: `, as that of [`container_marker`].
pub(super) fn definition_marker(text: &str) -> Option<(usize, usize)> {
    let rest = text.strip_prefix(':')?;
    let blanks = rest.bytes().take_while(|byte| *byte == b' ').count();
    (1..=4).contains(&blanks).then_some((2, 1 + blanks))
}

/// A code fence: its character and length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fence {
    pub byte: u8,
    pub length: usize,
    /// `>` markers of its container; a line with fewer ends it.
    pub quotes: usize,
    /// Column of its container's content; a line of text left of it ends it.
    pub container: usize,
}

/// The fence that `text` (a line from its text on) opens.
pub(crate) fn opening_fence(text: &str) -> Option<(u8, usize)> {
    let byte = *text.as_bytes().first()?;
    if byte != b'`' && byte != b'~' {
        return None;
    }
    let length = text.bytes().take_while(|&other| other == byte).count();
    // The info string of a backtick fence holds no backtick: otherwise it is a code span.
    let valid = length >= 3 && (byte == b'~' || !text[length..].contains('`'));
    valid.then_some((byte, length))
}

impl Fence {
    pub(super) fn is_closed_by(&self, text: &str) -> bool {
        let length = text.bytes().take_while(|&byte| byte == self.byte).count();
        length >= self.length && text[length..].trim().is_empty()
    }

    /// Whether a line with this text stands outside of its container, so that the block has ended before it.
    pub(super) fn is_left(&self, line: &Line, text: &str) -> bool {
        line.quotes < self.quotes
            || (!text.is_empty() && line.quotes == self.quotes && line.column < self.container)
    }
}

pub(crate) fn is_blank(line: &str) -> bool {
    line_start(line).text >= studybuddy_text::trim_end(line).len()
}

/// `## Heading`: one to six `#` and a blank.
pub(crate) fn is_heading(text: &str) -> bool {
    let level = text.bytes().take_while(|&byte| byte == b'#').count();
    (1..=6).contains(&level)
        && matches!(text.as_bytes().get(level), None | Some(b' ' | b'\t' | b'\n' | b'\r'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_start_counts_quotes_and_columns() {
        assert_eq!(line_start("> >   x"), Line { quotes: 2, column: 2, text: 6 });
        assert_eq!(line_start("\t- x"), Line { quotes: 0, column: 4, text: 1 });
    }

    #[test]
    fn container_markers_are_lists_and_footnotes() {
        assert_eq!(container_marker("- x"), Some((2, 2)));
        assert_eq!(container_marker("12.  x"), Some((4, 5)));
        assert_eq!(container_marker("[^a]: x"), Some((5, 4)));
        assert_eq!(container_marker("-x"), None);
        assert_eq!(container_marker("1234567890. x"), None);
    }

    #[test]
    fn fences_need_three_and_backticks_keep_out_of_info_strings() {
        assert_eq!(opening_fence("```py"), Some((b'`', 3)));
        assert_eq!(opening_fence("``` a`b"), None);
        assert_eq!(opening_fence("~~~~ `"), Some((b'~', 4)));
        assert_eq!(opening_fence("``"), None);
    }
}
