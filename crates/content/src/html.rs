//! Writing HTML: escaping, and the allow-list for what authors write as raw HTML.

mod allow;
mod embeds;
mod figures;
mod foreign;
mod headings;
mod images;
mod list;
mod nesting;
mod raw;
mod style;
mod tag;
mod tokens;

pub(crate) use allow::{FRAME_ELEMENTS, is_listed, is_safe_url, is_void, url_scheme, why_unsafe};
pub(crate) use headings::raw_headings;
pub use list::{AllowList, allow_list};
pub(crate) use nesting::holds_phrases;
pub(crate) use raw::{RawHtml, ResolveUrl};
pub(crate) use tag::plain_text;

/// Whether a tag is none of HTML, and shown as its author typed it: `<EOS>`.
pub(crate) fn is_typed(tag: &str) -> bool {
    tag::read_tag(tag)
        .is_some_and(|(tag, _)| allow::element(&tag.name.to_ascii_lowercase()) == allow::Element::Unknown)
}

/// What ids of the page around a post begin with; no post may take one.
pub(crate) const FRAME_ID_PREFIX: &str = "sb-";

/// Writes text as HTML text: `&`, `<` and `>` are escaped, quotes are not (use [`escape_attribute`] for those).
pub fn escape_text(text: &str, out: &mut String) {
    studybuddy_text::escape(text, false, out);
}

/// Writes text as the inside of a double-quoted attribute value.
pub fn escape_attribute(text: &str, out: &mut String) {
    studybuddy_text::escape(text, true, out);
}

/// Opens what the writer makes of citations. Their numbers are no words: plain text and outlines leave them out.
pub(crate) const CITE_REF: &str = "<span class=\"cite-ref\">";

/// Writes ` name="value"`.
pub(crate) fn write_attribute(name: &str, value: &str, out: &mut String) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    escape_attribute(value, out);
    out.push('"');
}

/// How the file at an address is shown in place: what its tag begins with, the attribute that says what it shows, and
/// what ends it.
type Shown = (&'static str, &'static str, &'static str);

/// Those that a browser plays, by their endings.
const PLAYED: [(Shown, &str); 2] = [
    (("<video", "aria-label", " controls=\"\"></video>"), ".mp4 .webm .mov .m4v .ogv "),
    (("<audio", "aria-label", " controls=\"\"></audio>"), ".mp3 .ogg .wav .m4a .flac "),
];

/// A film or sound has a player, if its address says that it is one; all else is an image.
pub(crate) fn shown(url: &str) -> Shown {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let ending = path.rfind('.').map(|dot| [&path[dot..], " "].concat().to_ascii_lowercase());
    let played = PLAYED.iter().find(|(_, endings)| ending.as_ref().is_some_and(|own| endings.contains(own)));
    played.map_or(("<img", "alt", ">"), |(shown, _)| *shown)
}

/// Whether it has a player.
pub(crate) fn is_played(url: &str) -> bool {
    shown(url).1 != "alt"
}

/// Text as HTML text.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_text(text, &mut out);
    out
}

/// Elements that give words a look, and Distill's that cite.
const LOOKS: [&str; 17] = [
    "a", "b", "br", "code", "d-cite", "d-math", "em", "i", "mark", "p", "q", "small", "span", "strong",
    "sub", "sup", "u",
];

/// A text without the tags that give its words a look: `a <em>new</em> way`. One that nothing ends may be what it is about.
pub(crate) fn without_look(text: &str) -> String {
    let last_end = text.rfind("</").unwrap_or_default();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(found) = text[at..].find('<') {
        let open = at + found;
        out.push_str(&text[at..open]);
        let tag = tag::read_tag(&text[open..])
            .filter(|(tag, _)| LOOKS.contains(&tag.name) && (open <= last_end || tag.name == "br"));
        let (sign, length) = tag.map_or(("<", 1), |(tag, length)| match tag.name {
            "br" if !out.ends_with(' ') && !text[open + length..].starts_with(' ') => (" ", length),
            _ => ("", length),
        });
        out.push_str(sign);
        at = open + length;
    }
    out + &text[at..]
}

/// Takes the few references back that raw HTML attributes commonly hold.
pub(crate) fn unescape(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (character, length) = reference(rest).unwrap_or(('&', 1));
        out.push(character);
        rest = &rest[length..];
    }
    out.push_str(rest);
    out
}

/// The character reference at the start of `text`, and its length. Browsers read numeric ones without `;`, too.
fn reference(text: &str) -> Option<(char, usize)> {
    let body = text.strip_prefix('&')?;
    if let Some(number) = body.strip_prefix('#') {
        let hex = number.starts_with(['x', 'X']);
        let radix = if hex { 16 } else { 10 };
        let digits = &number[usize::from(hex)..];
        let count = digits.bytes().take_while(|byte| char::from(*byte).is_digit(radix)).count();
        let character = u32::from_str_radix(&digits[..count], radix).ok().and_then(char::from_u32)?;
        let end = 2 + usize::from(hex) + count;
        return Some((character, end + usize::from(text[end..].starts_with(';'))));
    }
    let known = [
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", '\u{A0}'),
        ("colon", ':'),
        ("tab", '\t'),
        ("newline", '\n'),
        ("ndash", '\u{2013}'),
        ("mdash", '\u{2014}'),
        ("lsquo", '\u{2018}'),
        ("rsquo", '\u{2019}'),
        ("ldquo", '\u{201C}'),
        ("rdquo", '\u{201D}'),
        ("hellip", '\u{2026}'),
    ];
    known.iter().find_map(|&(name, character)| {
        let start = body.get(..name.len())?;
        let closed = body[name.len()..].starts_with(';');
        (start.eq_ignore_ascii_case(name) && closed).then_some((character, name.len() + 2))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_go_and_words_stay() {
        for (text, words) in [
            (
                "On <a href='x'>it</a> and <b>me</b>.<br>Then<br/> <EOS> a < b",
                "On it and me. Then <EOS> a < b",
            ),
            ("We put it <d-cite key=\"a\"></d-cite> so.", "We put it  so."),
            ("the <b> element", "the <b> element"),
            ("the <video> of <i>me</i>", "the <video> of me"),
        ] {
            assert_eq!(without_look(text), words);
        }
    }

    #[test]
    fn references_are_read_as_browsers_do() {
        assert_eq!(
            unescape("a &amp; b &lt;c&gt; &#106;avascript&colon;x &#x3A; &bogus; &"),
            "a & b <c> javascript:x : &bogus; &"
        );
    }
}
