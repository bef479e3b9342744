//! A YAML header as its author meant it: a text that YAML takes for something else gets quotes, and a key that
//! slipped under another one goes back to the margin.

use std::{cell::OnceCell, collections::HashSet, ops::Range};

use studybuddy_text::contains;

use super::{
    keys::{self, Names},
    line,
    split::HeaderKind,
    text::{Item, is_quoted, list_items, unquoted, without_comment},
};
use crate::diagnostic::HAS_WORDS;

/// Keys whose values are letters, whatever they look like: `title: 1.10` is no number.
const LETTERS: [Names; 9] = [
    keys::TITLE,
    keys::DESCRIPTION,
    keys::TAGS,
    keys::CATEGORIES,
    keys::KEYWORDS,
    keys::AUTHORS,
    keys::SERIES,
    keys::SLUG,
    keys::LANG,
];

/// Keys that no engine has a map under, so that a key indented under one of them without a value is beside it.
const NEVER_MAPS: [Names; 6] =
    [keys::TITLE, keys::DESCRIPTION, keys::TAGS, keys::CATEGORIES, keys::KEYWORDS, keys::DRAFT];

/// Keys whose lists are of texts.
const LABELS: [Names; 4] = [keys::TAGS, keys::CATEGORIES, keys::KEYWORDS, keys::AUTHORS];

/// Keys in an item of a list that is meant as a map; `- Rust: async` is meant as a text.
const PARTS: [&str; 9] = ["name", "title", "label", "slug", "tag", "id", "value", "text", "term"];

/// What YAML reads in another way than it is meant, in bytes of the header.
pub(super) struct Slip {
    pub(super) range: Range<usize>,
    pub(super) kind: SlipKind,
}

#[derive(Clone, Copy)]
pub(super) enum SlipKind {
    /// A sign in a text that means something to YAML.
    Sign,
    /// A key that is not at the margin.
    Indent,
    /// No blank behind the dash of an item.
    Dash,
}

/// The header with its slips mended, and those of them that YAML does not mind. Of a header that is no YAML, more is
/// taken for a slip.
pub(super) fn mend(source: &str, is_broken: bool) -> (String, Vec<Slip>) {
    let references = OnceCell::new();
    let mut mender =
        Mender { source, is_broken, references, at: 0, mended: String::new(), slips: Vec::new() };
    mender.run();
    (mender.mended, mender.slips)
}

struct Mender<'a> {
    source: &'a str,
    is_broken: bool,
    /// The anchors (`&a`) and what refers to them (`*a`); looked for once one is asked for.
    references: OnceCell<HashSet<&'a str>>,
    /// Up to where the source is copied.
    at: usize,
    mended: String,
    slips: Vec<Slip>,
}

/// The key that lines belong to.
#[derive(Clone, Copy)]
struct Parent<'a> {
    key: &'a str,
    /// What stands on its own line.
    value: &'a str,
    margin: usize,
    /// How far the last item under it is indented.
    dash: Option<usize>,
    /// How far all of them are, while none is a map or a list.
    dashes: Option<usize>,
    /// Where the line after its own starts.
    end: usize,
}

/// A line without its blanks.
#[derive(Clone, Copy)]
struct Content<'a> {
    text: &'a str,
    start: usize,
    indent: usize,
    /// After its line break.
    end: usize,
}

impl<'a> Mender<'a> {
    fn run(&mut self) {
        let mut parent: Option<Parent<'a>> = None;
        let mut next = 0;
        while let Some(line) = self.line(next) {
            next = line.end;
            if is_idle(line.text) {
                continue;
            }
            let margin = parent.map_or(line.indent, |parent| parent.margin);
            if let Some((key, value)) = line::entry(HeaderKind::Yaml, line.text)
                && (line.indent <= margin || parent.is_some_and(|parent| parent.has_beside(&line, key)))
            {
                // A comment, an anchor or a tag by itself.
                let is_empty = value.starts_with("# ")
                    || matches!(value.as_bytes(), [b'&' | b'!', ..])
                        && !contains(without_comment(value), " ");
                let own = if is_empty { "" } else { value };
                parent = Some(Parent { key, value: own, margin, dash: None, dashes: None, end: line.end });
                if line.indent > margin {
                    self.slip(line.start..line.start + key.len(), SlipKind::Indent);
                }
                self.copy_to(line.start - line.indent);
                self.at = line.start;
                let rest = line.text.strip_prefix(key);
                let is_plain = value.is_empty() || rest.is_some_and(|rest| rest.starts_with(": "));
                if !is_plain && keys::is_ours(key) {
                    self.mended.push_str(key);
                    self.mended.push_str(": ");
                    self.at = line.start + line.text.len() - value.len();
                }
                next = self.value(&line, key, value, margin);
            } else if let Some(parent) = &mut parent
                && parent.value.is_empty()
            {
                self.child(&line, parent);
            }
        }
        self.copy_to(self.source.len());
    }

    /// The value on the line of its key. Returns where the next line to look at starts.
    fn value(&mut self, line: &Content<'a>, key: &'a str, value: &'a str, margin: usize) -> usize {
        if value.is_empty() || !keys::is_ours(key) {
            return line.end;
        }
        let start = line.start + line.text.len() - value.len();
        let parent = Parent { key, value, margin, dash: None, dashes: None, end: line.end };
        let is_list = value.starts_with('[') && !contains(value, "]");
        let mut end = line.end;
        let mut next = line.end;
        while let Some(more) = self.line(next).filter(|more| !is_idle(more.text)) {
            let key = line::key(HeaderKind::Yaml, more.text);
            let is_inside = more.indent > margin || more.text.starts_with("- ") || is_list && key.is_none();
            if !is_inside || key.is_some_and(|key| parent.has_beside(&more, key)) {
                break;
            }
            end = more.end;
            next = more.end;
        }
        let has_more = end > line.end;
        let whole = if has_more { self.source[start..end].trim_end() } else { without_comment(value) };
        // `[#a, #b]` has no comment.
        let list = if has_more { whole } else { value };
        let list = if list_items(list).is_some() { list } else { whole };
        if let Some(items) = list_items(list).filter(|_| keys::is_any(&LABELS, key)) {
            let is_misread = |item: &Item<'_>| !item.is_quoted && self.is_misread(item.text, true, false);
            if !self.is_broken && !items.iter().any(is_misread) {
                return line.end;
            }
            self.copy_to(start);
            self.push_list(&items);
            self.at = start + list.len();
            return end;
        }
        // `# to do` says that there is no value yet, but a title may have such a sign in front.
        let is_comment = value.starts_with("# ") && !keys::is_any(&[keys::TITLE], key);
        if !is_comment && self.is_misread(whole, keys::is_any(&LETTERS, key), has_more) {
            self.quote(start..start + whole.len());
            return end;
        }
        line.end
    }

    /// A line under a key without a value: an item of its list, a part of its map, or its text.
    fn child(&mut self, line: &Content<'a>, parent: &mut Parent<'a>) {
        let item = item_of(line.text).filter(|_| keys::is_any(&LABELS, parent.key));
        if let Some(item) = item {
            self.item(line, parent, item);
        }
        let mut text = item.unwrap_or(line.text);
        let part = text.trim_start_matches("- ");
        let is_part =
            |key: &str| item.is_none() || keys::is_any(&[keys::AUTHORS], parent.key) || PARTS.contains(&key);
        let is_text = keys::is_any(&NEVER_MAPS[..2], parent.key);
        let is_meant = match line::entry(HeaderKind::Yaml, part).filter(|(key, _)| is_part(key)) {
            Some((_, value)) if !is_text => {
                text = value;
                self.is_broken && keys::is_ours(parent.key)
            }
            // `en: Hello` is a map from languages.
            _ if is_text => {
                line.start - line.indent == parent.end && !matches!(text.as_bytes(), [b'-' | b'a'..=b'z', ..])
            }
            _ => item.is_some(),
        };
        let margin = match item {
            _ if is_text => parent.margin,
            Some(item) if text == item => line.indent,
            // The other parts of a map stand below the first.
            _ => line.indent + line.text.len() - part.len(),
        };
        let is_beside = |next: &Content<'_>| {
            next.indent <= margin || item.is_some() && next.text.starts_with('-') && parent.dashes.is_some()
        };
        let next = self.line(line.end).filter(|next| !is_idle(next.text));
        let start = line.start + line.text.len() - text.len();
        let text = without_comment(text);
        if is_meant && next.is_none_or(|next| is_beside(&next)) && self.is_misread(text, true, false) {
            self.quote(start..start + text.len());
        }
    }

    /// Puts an item in line with the others.
    fn item(&mut self, line: &Content<'a>, parent: &mut Parent<'a>, item: &str) {
        if parent.dash.is_none() {
            parent.dashes = Some(line.indent);
        }
        parent.dash = Some(line.indent);
        let whole = line.start..line.start + line.text.len();
        if let Some(indent) = parent.dashes.filter(|indent| *indent != line.indent) {
            self.slip(whole.clone(), SlipKind::Indent);
            self.copy_to(line.start - line.indent);
            for _ in 0..indent {
                self.mended.push(' ');
            }
            self.at = line.start;
        }
        if contains(item, ":") || item.starts_with("- ") {
            parent.dashes = None;
        }
        if !item.is_empty() && !line.text.starts_with("- ") {
            self.slip(whole.clone(), SlipKind::Dash);
            self.copy_to(line.start);
            self.mended.push_str("- ");
            self.at = whole.end - item.len();
        }
    }

    /// Whether YAML does not take these letters for themselves.
    fn is_misread(&self, value: &str, is_letters: bool, has_more: bool) -> bool {
        let Some((&first, rest)) = value.as_bytes().split_first() else { return false };
        let word = rest.iter().position(u8::is_ascii_whitespace).unwrap_or(rest.len());
        let (word, after) = (&rest[..word], rest[word..].trim_ascii_start());
        // An anchor or a tag in front of what is no plain text.
        let leads =
            matches!(after, [b'"' | b'\'' | b'[' | b'{' | b'|' | b'>', ..]) || after.is_empty() && has_more;
        let is_named = |sign: &str| {
            let name = reference(&value[1..]).unwrap_or_default();
            let references = self.references.get_or_init(|| references(self.source));
            references.contains(&*[sign, name].concat())
        };
        let ends = |sign: &[u8]| value.as_bytes().ends_with(sign);
        match first {
            b'"' | b'\'' => {
                // `'it's'` and `"a" b`.
                let is_quoted = is_quoted(value.as_bytes());
                self.is_broken && !has_more && !is_quoted
                    // `"$\alpha$"`: a letter behind a backslash means something else in double quotes.
                    || first == b'"'
                        && is_quoted
                        && is_letters
                        && ["$", "\\"].iter().all(|sign| contains(value, sign))
                        && !["\\\\", "\\\""].iter().any(|sign| contains(value, sign))
            }
            b'[' => self.is_broken && !ends(b"]"),
            b'{' => matches!(rest, [b'{' | b'%', ..]) || self.is_broken && !ends(b"}"),
            b'|' | b'>' => {
                !word.iter().all(|byte| b"+-0123456789".contains(byte)) || !after.is_empty() && !has_more
            }
            b'&' => !leads && !is_named("*"),
            b'*' => !is_named("&"),
            b'!' => !leads && !word.starts_with(b"!"),
            b'-' | b'?' | b':' if word.is_empty() => true,
            b'@' | b'`' | b'%' | b',' | b']' | b'}' | b'#' => true,
            _ => {
                let is_number = after.is_empty() && matches!(first, b'0'..=b'9' | b'+' | b'-' | b'.');
                is_letters
                    && (is_number
                        || ends(b":")
                        || [": ", ":\n", ":\r", " #"].iter().any(|sign| contains(value, sign))
                        || ["true", "false"].iter().any(|flag| value.eq_ignore_ascii_case(flag)))
            }
        }
    }

    /// Puts a text in single quotes, in which nothing has a meaning but the quote.
    fn quote(&mut self, range: Range<usize>) {
        let text = &self.source[range.clone()];
        let is_sign = |first: char| !first.is_alphanumeric() && !"+-.\"".contains(first);
        if HAS_WORDS && (text.starts_with(is_sign) || contains(text, " #")) {
            self.slip(range.clone(), SlipKind::Sign);
        }
        self.copy_to(range.start);
        self.push_quoted(unquoted(text));
        self.at = range.end;
    }

    fn push_quoted(&mut self, text: &str) {
        self.mended.push('\'');
        for letter in text.chars() {
            if letter == '\'' {
                self.mended.push(letter);
            }
            self.mended.push(letter);
        }
        self.mended.push('\'');
    }

    fn push_list(&mut self, items: &[Item<'_>]) {
        self.mended.push('[');
        for item in items.iter().filter(|item| item.is_quoted || !matches!(item.text, "null" | "~")) {
            self.push_quoted(item.text);
            self.mended.push(',');
        }
        self.mended.push(']');
    }

    fn copy_to(&mut self, to: usize) {
        self.mended.push_str(self.source.get(self.at..to).unwrap_or_default());
        self.at = to.max(self.at);
    }

    fn slip(&mut self, range: Range<usize>, kind: SlipKind) {
        if HAS_WORDS {
            self.slips.push(Slip { range, kind });
        }
    }

    fn line(&self, from: usize) -> Option<Content<'a>> {
        let line = self.source.get(from..)?.split_inclusive('\n').next()?;
        let text = line.trim_start();
        let indent = line.len() - text.len();
        Some(Content { text: text.trim_end(), start: from + indent, indent, end: from + line.len() })
    }
}

impl Parent<'_> {
    /// Whether a line with a key that is indented under this one is meant to stand beside it.
    fn has_beside(&self, line: &Content<'_>, key: &str) -> bool {
        if self.value.is_empty() {
            let is_in_item = self.dash.is_some_and(|dash| line.indent > dash);
            return keys::is_ours(key) && keys::is_any(&NEVER_MAPS, self.key) && !is_in_item;
        }
        let is_whole = match without_comment(self.value).as_bytes() {
            [b'|' | b'>', ..] => false,
            [b'[', .., last] => *last == b']',
            [b'{', .., last] => *last == b'}',
            [quote @ (b'"' | b'\''), .., last] => last == quote,
            value => value.len() > 1 || !matches!(value, [b'[' | b'{' | b'"' | b'\'']),
        };
        // `Attention: all you need` goes on with the text above.
        is_whole && (keys::is_ours(key) || matches!(key.as_bytes(), [b'a'..=b'z', ..]))
    }
}

/// All anchors and references of a header, with their signs.
fn references(source: &str) -> HashSet<&str> {
    let signs = source.match_indices(['&', '*']).map(|(at, _)| at);
    // Within a word it is a sign of the text.
    let starts = signs.filter(|&at| {
        let before = source.as_bytes()[..at].last();
        before.is_none_or(|before| before.is_ascii_whitespace() || b"[{,".contains(before))
    });
    starts.filter_map(|at| source.get(at..at + 1 + reference(&source[at + 1..])?.len())).collect()
}

/// The name of the anchor that a text begins with.
fn reference(text: &str) -> Option<&str> {
    text.split(|c: char| c.is_ascii_whitespace() || matches!(c, ',' | ']' | '}')).next()
}

/// The text of an item behind its dash, or behind a bullet of Markdown.
fn item_of(line: &str) -> Option<&str> {
    let bullet = || ["* ", "+ ", "• "].iter().find_map(|bullet| line.strip_prefix(bullet));
    Some(line.strip_prefix('-').or_else(bullet)?.trim_start())
}

/// Blank, or a comment.
fn is_idle(line: &str) -> bool {
    line.is_empty() || line.starts_with('#')
}
