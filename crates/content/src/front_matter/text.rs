//! Values of a header by their letters: quotes, comments and lists.

use super::value::Value;

/// The value without quotes around it, or without the one that opens it and nothing closes.
pub(super) fn unquoted(value: &str) -> &str {
    for quote in ['"', '\''] {
        let Some(rest) = value.strip_prefix(quote) else { continue };
        // A comma or semicolon of another language may follow.
        let inner = rest.trim_end_matches([',', ';']).strip_suffix(quote).unwrap_or(rest);
        // `'it's'`, `"a "b" c"`: the first quote inside is none that closes.
        let is_inner = inner.len() < rest.len()
            && inner.split_once(quote).is_some_and(|(before, after)| {
                !after.starts_with(char::is_whitespace)
                    && (quote == '\'' || before.ends_with(char::is_whitespace))
            });
        if is_inner || !inner.contains(quote) {
            return inner;
        }
    }
    value
}

/// The value without the comment behind it. `Issue #5` is none.
pub(super) fn without_comment(value: &str) -> &str {
    if value.starts_with('#') {
        return value;
    }
    let mut end = 0;
    while let Some(at) = studybuddy_text::find(value, " #", end) {
        end = at + 2;
        if !value.as_bytes().get(end).is_some_and(u8::is_ascii_digit) {
            return value[..at].trim_end();
        }
    }
    value.trim_end()
}

/// An item of a list, without its quotes.
pub(super) struct Item<'a> {
    pub(super) text: &'a str,
    pub(super) is_quoted: bool,
}

/// The items of a list in brackets, which may lack commas between quoted ones, and its end; `None` for one with lists
/// or maps in it, and for a text that goes on behind the bracket.
pub(super) fn list_items(list: &str) -> Option<Vec<Item<'_>>> {
    let mut rest = list.strip_prefix('[')?;
    let mut items = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        let Some(first) = rest.chars().next() else { return Some(items) };
        let inner = &rest[first.len_utf8()..];
        match first {
            ']' => return inner.trim().is_empty().then_some(items),
            '[' | '{' => return None,
            '"' | '\'' if let Some(end) = inner.find(first) => {
                items.push(Item { text: &inner[..end], is_quoted: true });
                rest = &inner[end + 1..];
            }
            _ => {
                let end = rest.find([',', ']']).unwrap_or(rest.len());
                items.push(Item { text: rest[..end].trim().trim_matches(['"', '\'']), is_quoted: false });
                rest = &rest[end..];
            }
        }
    }
}

/// Whether the quote that opens a text is closed at its end, and not before.
pub(super) fn is_quoted(text: &[u8]) -> bool {
    let Some((quote, mut rest)) = text.split_first() else { return false };
    loop {
        rest = match rest {
            // A quote inside is written twice, or behind a backslash.
            [b'\'', b'\'', rest @ ..] if *quote == b'\'' => rest,
            [b'\\', _, rest @ ..] if *quote == b'"' => rest,
            [first, rest @ ..] if first != quote => rest,
            rest => return rest.len() == 1,
        };
    }
}

/// What a value that cannot be read says: the items of a list, else text.
pub(super) fn salvaged(written: &str) -> Value {
    let written = without_comment(written);
    match list_items(written) {
        Some(items) => {
            let texts = items.iter().map(|item| item.text.to_owned());
            Value::List(texts.filter(|item| !item.is_empty()).map(Value::Text).collect())
        }
        None => Value::Text(unquoted(written).trim().to_owned()),
    }
}
