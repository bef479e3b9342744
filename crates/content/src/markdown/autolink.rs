//! Bare URLs and e-mail addresses in text, by the rules of GFM's autolink extension.

use std::ops::Range;

use studybuddy_text::find_address;

/// The schemes that addresses are written with.
const SCHEMES: [&str; 2] = ["http://", "https://"];

/// A bare address in text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Autolink {
    pub range: Range<usize>,
    pub href: String,
}

/// The bare addresses in a text, in order.
pub(super) fn find(text: &str) -> Vec<Autolink> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = find_address(text, from) {
        let link = url_at(text, start).or_else(|| email_at(text, start, from));
        from = link.as_ref().map_or(start + 1, |link| link.range.end);
        found.extend(link);
    }
    found
}

fn starts_with_any(text: &str, starts: &[&str]) -> bool {
    starts.iter().any(|start| text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start)))
}

fn url_at(text: &str, start: usize) -> Option<Autolink> {
    if text.as_bytes()[start] == b'@' {
        return None;
    }
    let before = text[..start].chars().next_back();
    if before.is_some_and(|c| {
        !(c.is_whitespace() || matches!(c, '*' | '_' | '~' | '(' | '[' | '"' | '\'') || !c.is_ascii())
    }) {
        return None;
    }
    let rest = &text[start..];
    let end =
        rest.find(|c: char| c.is_whitespace() || c == '<' || is_wide_punctuation(c)).unwrap_or(rest.len());
    // Of a link that is written the wrong way round: `[https://a.org](its words)`.
    let end = rest[..end].find("](").unwrap_or(end);
    let url = &rest[..trimmed_length(&rest[..end])];
    // An address in the query of another has a scheme, too.
    let scheme = SCHEMES.into_iter().find(|scheme| starts_with_any(url, &[scheme]));
    let host_start = scheme.map_or(0, str::len);
    let host = url[host_start..].split(['/', '?', '#', ':']).next()?;
    if !is_domain(host) {
        return None;
    }
    let href = if scheme.is_none() { format!("http://{url}") } else { url.to_owned() };
    Some(Autolink { range: start..start + url.len(), href })
}

/// The length of the address at the start of a text, as far as nothing else in it can be Markdown: bold text around it
/// and a link whose text it is end it.
pub(crate) fn address_length(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut previous = ' ';
    for (at, character) in text.char_indices() {
        let ends = match character {
            '(' => {
                depth += 1;
                previous == ']'
            }
            ')' => {
                depth = depth.wrapping_sub(1);
                depth == usize::MAX
            }
            '*' => previous == '*',
            '<' | '>' | '"' | '`' | '|' => true,
            _ => character.is_whitespace() || is_wide_punctuation(character),
        };
        if ends {
            return trimmed_length(&text[..at]);
        }
        previous = character;
    }
    trimmed_length(text)
}

/// Full-width and CJK punctuation ends an address in Chinese or Japanese text.
fn is_wide_punctuation(character: char) -> bool {
    matches!(character, '\u{3000}'..='\u{303F}' | '\u{FF00}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF1F}' | '\u{F8F0}'..='\u{F8F2}')
}

/// The length of an address without the punctuation that ends a sentence, unmatched `)` and entity-like ends.
fn trimmed_length(url: &str) -> usize {
    let mut url = url;
    // Brackets that are closed more often than opened.
    let unmatched =
        |open: char, close: char| url.matches(close).count().saturating_sub(url.matches(open).count());
    let (mut round, mut square) = (unmatched('(', ')'), unmatched('[', ']'));
    let mut is_unmatched = |last: char| {
        let left = if last == ')' { &mut round } else { &mut square };
        *left > 0 && {
            *left -= 1;
            true
        }
    };
    loop {
        let Some(last) = url.chars().next_back() else { return 0 };
        let cut = match last {
            '?' | '!' | '.' | ',' | ':' | '*' | '_' | '~' | '\'' | '"' | '…' | '”' | '’' => true,
            ')' | ']' => is_unmatched(last),
            ';' => {
                let entity = url[..url.len() - 1].rfind('&').map(|at| &url[at + 1..url.len() - 1]);
                if let Some(name) =
                    entity.filter(|name| !name.is_empty() && name.chars().all(char::is_alphanumeric))
                {
                    url = &url[..url.len() - name.len() - 2];
                    continue;
                }
                true
            }
            _ => return url.len(),
        };
        if !cut {
            return url.len();
        }
        url = &url[..url.len() - last.len_utf8()];
    }
}

/// GFM: segments of letters, digits, `-`, `_`; at least one dot; no `_` in the last two segments.
fn is_domain(host: &str) -> bool {
    let segments: Vec<&str> = host.split('.').collect();
    let valid = |segment: &&str| {
        !segment.is_empty() && segment.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
    };
    segments.len() > 1
        && segments.iter().all(valid)
        && segments.iter().rev().take(2).all(|segment| !segment.contains('_'))
}

fn email_at(text: &str, at: usize, from: usize) -> Option<Autolink> {
    if text.as_bytes()[at] != b'@' {
        return None;
    }
    let local = text[from..at]
        .bytes()
        .rev()
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'+'))
        .count();
    let domain = &text[at + 1..];
    let length =
        domain.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_')).count();
    let domain = domain[..length].trim_end_matches('.');
    let valid = local > 0 && is_domain(domain) && !domain.ends_with(['-', '_']);
    let range = at - local..at + 1 + domain.len();
    valid.then(|| Autolink { href: format!("mailto:{}", &text[range.clone()]), range })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found = find(text);
        let seen: Vec<&str> = found.iter().map(|link| &text[link.range.clone()]).collect();
        assert_eq!(seen, expected, "{text}");
    }

    #[test]
    fn urls_end_where_the_sentence_goes_on() {
        check(
            "See https://example.org/a_b_c?x=1&y=2, and www.example.com/p.",
            &["https://example.org/a_b_c?x=1&y=2", "www.example.com/p"],
        );
        check("(https://en.wikipedia.org/wiki/A_(b)) x", &["https://en.wikipedia.org/wiki/A_(b)"]);
        for (text, address) in [
            ("https://x.org/a*b*. c", "https://x.org/a*b"),
            ("https://x.org)$x$", "https://x.org"),
            ("https://x.org/(a)_b|c", "https://x.org/(a)_b"),
            ("https://x.org/a](b)", "https://x.org/a"),
            ("https://x.org**后", "https://x.org"),
        ] {
            assert_eq!(&text[..address_length(text)], address);
        }
        check("https://x.org/a&amp; b", &["https://x.org/a"]);
        check("[https://x.org/abs/1](Reducing Activation Recomputation)", &["https://x.org/abs/1"]);
        check("见https://x.org/a。后面", &["https://x.org/a"]);
    }

    #[test]
    fn an_address_in_a_query_is_not_the_scheme_of_the_whole() {
        for (text, href) in [
            ("www.x.org/?u=https://y.org", "http://www.x.org/?u=https://y.org"),
            ("HTTP://x.org/?u=https://y.org", "HTTP://x.org/?u=https://y.org"),
        ] {
            assert_eq!(find(text).first().map(|link| link.href.as_str()), Some(href));
        }
    }

    #[test]
    fn what_is_no_address_stays_text() {
        check("xhttp://a.b https:// http://localhost www. a@b @c.d www.://w.w", &[]);
        check("mail me@example.org.", &["me@example.org"]);
    }
}
