//! Whether two outputs are the same, as far as a reader is concerned.

/// How an output differs from what was expected, for a message; `None` if it does not.
///
/// White space at the ends of lines and of the whole is forgiven. With a tolerance, numbers may differ by that much:
/// absolutely if they are small, relative to their size if they are large; the room between words does not count then,
/// since it follows from the width of the numbers.
pub fn difference(expected: &str, actual: &str, tolerance: Option<f64>) -> Option<String> {
    let (expected, actual) = (lines(expected), lines(actual));
    for (index, (expected, actual)) in expected.iter().zip(&actual).enumerate() {
        if !is_same_line(expected, actual, tolerance) {
            return Some(format!("line {} is `{actual}`, not `{expected}`", index + 1));
        }
    }
    match (expected.get(actual.len()), actual.get(expected.len())) {
        (Some(missing), _) => Some(format!("line {}, `{missing}`, is not printed", actual.len() + 1)),
        (_, Some(extra)) => Some(format!("line {}, `{extra}`, is printed, too", expected.len() + 1)),
        (None, None) => None,
    }
}

/// The lines without what is forgiven.
fn lines(text: &str) -> Vec<&str> {
    let mut lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    while lines.last().is_some_and(|line| line.is_empty()) {
        lines.pop();
    }
    lines
}

fn is_same_line(expected: &str, actual: &str, tolerance: Option<f64>) -> bool {
    let Some(tolerance) = tolerance else { return expected == actual };
    let (expected, actual) = (pieces(expected), pieces(actual));
    let is_same = |(expected, actual): (&Piece<'_>, &Piece<'_>)| match (expected, actual) {
        (Piece::Number(expected), Piece::Number(actual)) => is_close(*expected, *actual, tolerance),
        (expected, actual) => expected == actual,
    };
    expected.len() == actual.len() && expected.iter().zip(&actual).all(is_same)
}

fn is_close(expected: f64, actual: f64, tolerance: f64) -> bool {
    (expected - actual).abs() <= tolerance * expected.abs().max(1.0)
}

#[derive(Debug, PartialEq)]
enum Piece<'a> {
    Number(f64),
    Text(&'a str),
}

/// Cuts a line into numbers and what stands between them, without white space.
fn pieces(line: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    for word in line.split_whitespace() {
        let mut rest = word;
        let mut text_end = 0;
        while text_end < rest.len() {
            // `x2` is a name: a number does not start inside of a word.
            let is_inside =
                rest[..text_end].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '.'));
            match number(&rest[text_end..]).filter(|_| !is_inside) {
                Some((value, length)) => {
                    if text_end > 0 {
                        pieces.push(Piece::Text(&rest[..text_end]));
                    }
                    pieces.push(Piece::Number(value));
                    rest = &rest[text_end + length..];
                    text_end = 0;
                }
                None => text_end += rest[text_end..].chars().next().map_or(1, char::len_utf8),
            }
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest));
        }
    }
    pieces
}

/// The number that a text starts with, and its length: `-1.5e-3`, `.5`, `1_000`.
fn number(text: &str) -> Option<(f64, usize)> {
    let bytes = text.as_bytes();
    let digits = |from: usize| {
        let is_part = |byte: &&u8| byte.is_ascii_digit() || **byte == b'_';
        from + bytes.get(from..).unwrap_or_default().iter().take_while(is_part).count()
    };
    let start = usize::from(matches!(bytes.first(), Some(b'-' | b'+')));
    let mut end = digits(start);
    if bytes.get(end) == Some(&b'.') && (end > start || digits(end + 1) > end + 1) {
        end = digits(end + 1);
    }
    if end == start || bytes.get(start) == Some(&b'_') {
        return None;
    }
    if matches!(bytes.get(end), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(end + 1), Some(b'-' | b'+')));
        let exponent = digits(end + 1 + sign);
        if exponent > end + 1 + sign {
            end = exponent;
        }
    }
    Some((text[..end].replace('_', "").parse().ok()?, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_counts_but_white_space_at_ends() {
        assert_eq!(difference("a \nb\n\n", "a\r\nb", None), None);
        for (expected, actual, message) in [
            ("a\nb", "a\nc", "line 2 is `c`, not `b`"),
            ("a  b", "a b", "line 1 is `a b`, not `a  b`"),
            ("a\nb", "a", "line 2, `b`, is not printed"),
            ("a", "a\n\nb", "line 2, ``, is printed, too"),
        ] {
            assert_eq!(difference(expected, actual, None).as_deref(), Some(message));
        }
    }

    #[test]
    fn numbers_may_be_off_by_the_tolerance() {
        let same = |expected, actual, tolerance| difference(expected, actual, Some(tolerance)).is_none();
        assert!(same("loss = 0.1234, 3 steps", "loss = 0.1239,  3 steps", 1e-3));
        assert!(!same("loss = 0.1234", "loss = 0.1254", 1e-3));
        assert!(same("[1e6 -2.5e-3]", "[1000500 -0.0025]", 1e-3));
        assert!(!same("1e6", "1002000", 1e-3));
        assert!(!same("x2", "x3", 10.0), "a digit of a name is no number");
        assert!(!same("a 1", "b 1", 1.0));
        assert!(!same("1 2", "1", 1.0));
        assert!(!same("1", "nan", 1.0));
        assert!(same("0.0001", "-0.0001", 1e-3));
    }
}
