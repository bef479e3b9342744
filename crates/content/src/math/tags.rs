//! HTML tags in Markdown text, as far as the formula finder has to step over them.

pub(crate) struct Tag<'a> {
    pub name: &'a str,
    pub closing: bool,
    pub length: usize,
}

/// The HTML tag at the start of `text`, by CommonMark 6.6: a stray `<` before a formula is not one.
pub(crate) fn html_tag(text: &str) -> Option<Tag<'_>> {
    let bytes = text.as_bytes();
    let closing = bytes.get(1) == Some(&b'/');
    let name_start = 1 + usize::from(closing);
    let name_length = bytes
        .get(name_start..)?
        .iter()
        .take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'-')
        .count();
    if name_length == 0 || !bytes[name_start].is_ascii_alphabetic() {
        return None;
    }
    let name = &text[name_start..name_start + name_length];
    let mut at = name_start + name_length;
    loop {
        let blanks = bytes[at..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        at += blanks;
        match *bytes.get(at)? {
            b'>' => return Some(Tag { name, closing, length: at + 1 }),
            b'/' if bytes.get(at + 1) == Some(&b'>') => return Some(Tag { name, closing, length: at + 2 }),
            byte if blanks > 0
                && !closing
                && (byte.is_ascii_alphabetic() || byte == b'_' || byte == b':') =>
            {
                at = attribute_end(bytes, at)?;
            }
            _ => return None,
        }
    }
}

/// The end of the attribute that starts at `at`.
fn attribute_end(bytes: &[u8], at: usize) -> Option<usize> {
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b':' | b'.' | b'-');
    let name_end = at + bytes[at..].iter().take_while(|byte| is_name(byte)).count();
    let blanks = bytes[name_end..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    if bytes.get(name_end + blanks) != Some(&b'=') {
        return Some(name_end);
    }
    let mut value = name_end + blanks + 1;
    value += bytes[value..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    match *bytes.get(value)? {
        quote @ (b'"' | b'\'') => {
            let length = bytes[value + 1..].iter().position(|&byte| byte == quote)?;
            Some(value + length + 2)
        }
        _ => {
            let length = bytes[value..]
                .iter()
                .take_while(|byte| {
                    !byte.is_ascii_whitespace() && !matches!(byte, b'"' | b'\'' | b'=' | b'<' | b'>' | b'`')
                })
                .count();
            (length > 0).then_some(value + length)
        }
    }
}

/// The place of `</name` in `text`.
pub(crate) fn find_end_tag(text: &str, name: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(found) = text[from..].find("</") {
        let at = from + found;
        let rest = &text[at + 2..];
        if rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)) {
            return Some(at);
        }
        from = at + 2;
    }
    None
}
