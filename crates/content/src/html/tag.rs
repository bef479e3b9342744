//! Tags as authors write them, read by the tokenizer of HTML (13.2.5).

use std::borrow::Cow;

use super::{CITE_REF, unescape};

/// No author writes more; without a bound, `<a b=<a b=…` would be read to its end again and again.
const MAX_ATTRIBUTES: usize = 100;

/// A start or end tag.
#[derive(Clone)]
pub(super) struct Tag<'a> {
    pub(super) name: &'a str,
    pub(super) closing: bool,
    pub(super) self_closing: bool,
    /// As written: a name may come twice, references are not read.
    pub(super) attributes: Vec<(&'a str, Cow<'a, str>)>,
}

impl Tag<'_> {
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        self.attributes
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| unescape(value))
    }
}

/// The tag at the start of `text`, by the tokenizer of HTML (13.2.5): more tolerant than CommonMark's.
pub(super) fn read_tag(text: &str) -> Option<(Tag<'_>, usize)> {
    let bytes = text.as_bytes();
    let closing = bytes.get(1) == Some(&b'/');
    let name_start = 1 + usize::from(closing);
    if !bytes.get(name_start)?.is_ascii_alphabetic() {
        return None;
    }
    let is_end = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>' | b'<');
    let name_end = name_start + bytes[name_start..].iter().position(is_end)?;
    let mut tag =
        Tag { name: &text[name_start..name_end], closing, self_closing: false, attributes: Vec::new() };
    let mut at = name_end;
    loop {
        at += bytes[at..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        match *bytes.get(at)? {
            b'>' => return Some((tag, at + 1)),
            b'<' => return None,
            b'/' => {
                tag.self_closing = bytes.get(at + 1) == Some(&b'>');
                at += 1;
            }
            _ if tag.attributes.len() == MAX_ATTRIBUTES => return None,
            _ => {
                let is_end = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>' | b'=');
                let end = at + 1 + bytes[at + 1..].iter().position(is_end)?;
                let name = &text[at..end];
                let (value, next) = read_value(text, end)?;
                tag.attributes.push((name, Cow::Borrowed(value)));
                at = next;
            }
        }
    }
}

/// The value after an attribute's name that ends at `at`, and where it ends.
fn read_value(text: &str, at: usize) -> Option<(&str, usize)> {
    let bytes = text.as_bytes();
    let blanks = |at: usize| bytes[at..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    let equals = at + blanks(at);
    if bytes.get(equals) != Some(&b'=') {
        return Some(("", at));
    }
    let start = equals + 1 + blanks(equals + 1);
    match *bytes.get(start)? {
        quote @ (b'"' | b'\'') => {
            let length = bytes[start + 1..].iter().position(|&byte| byte == quote)?;
            Some((&text[start + 1..start + 1 + length], start + length + 2))
        }
        _ => {
            let length =
                bytes[start..].iter().position(|byte| byte.is_ascii_whitespace() || *byte == b'>')?;
            Some((&text[start..start + length], start + length))
        }
    }
}

/// The length of the comment, declaration or processing instruction at the start of `text`: none is kept.
pub(super) fn comment_length(text: &str) -> Option<usize> {
    if text.starts_with("<!--") {
        return Some(text.find("-->").map_or(text.len(), |end| end + 3));
    }
    if text.starts_with("<!") || text.starts_with("<?") {
        let start = &text.as_bytes()[..text.len().min(MAX_DECLARATION)];
        return start.iter().position(|&byte| byte == b'>').map(|end| end + 1);
    }
    None
}

/// Bytes within which a declaration or instruction has to end. To look for the end of each to the end of the text would
/// take quadratic time.
const MAX_DECLARATION: usize = 1024;

/// The end of `</name…>` in `text`.
pub(super) fn find_end(text: &str, name: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(found) = text[from..].find("</") {
        let at = from + found;
        let rest = &text[at + 2..];
        if rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)) {
            return Some(rest.find('>').map_or(text.len(), |end| at + 2 + end + 1));
        }
        from = at + 2;
    }
    None
}

/// The text of HTML that we wrote: tags go, and the numbers of citations; the references that [`escape_text`] writes are
/// read back.
pub(crate) fn plain_text(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let mut end = ">";
        if rest.starts_with(CITE_REF) {
            text.truncate(text.trim_end().len());
            end = "</span>";
        }
        rest = rest.split_once(end).map_or("", |(_, rest)| rest);
    }
    text.push_str(rest);
    unescape(&text)
}
