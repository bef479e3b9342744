//! Citations, `[see @key, p. 3]` and `@key` in the text, and ids with references to them, `{#fig:x}` and `@fig:x`.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use super::{
    super::{attributes::Attributes, edits::Edits, markup, source::Source},
    theorems::{KINDS, of_id},
};
use crate::math::tags::html_tag;

/// Bytes of what stands in the brackets of a citation.
const MAX_CITATION: usize = 400;

/// What the words behind a citation in the text begin with: `@key [p. 3]`.
const LOCATORS: [&str; 9] = ["p.", "pp.", "ch", "sec", "§", "fig", "vol", "eq", "thm"];

pub(in super::super) fn translate(source: &Source<'_>, edits: &mut Edits) {
    let (mut tables, mut counts) = (0, [0; KINDS.len()]);
    // Figures with ids are HTML by now, and so are theorems.
    let numbers = markup::number_figures(source, edits, "fig");
    let mut named = Named { ids: HashSet::new(), numbers, headings: HashMap::new() };
    let Named { ids, numbers, headings } = &mut named;
    for id in markup::written_ids(source) {
        ids.insert(id);
        if let Some(theorem) = of_id(id) {
            counts[theorem] += 1;
            numbers.entry(id).or_insert(counts[theorem]);
        }
    }
    for open in source.find_all("{#") {
        if let Some((id, number)) = braces(source, edits, open, headings, &mut tables) {
            ids.insert(id);
            if let Some(number) = number {
                numbers.entry(id).or_insert(number);
            }
        }
    }
    let (mut cited, mut in_text) = (HashSet::new(), Vec::new());
    let mut at = 0;
    while let Some(sign) = source.find("@", at) {
        at = sign + 1;
        if source.formula_at(sign).is_some() {
            continue;
        }
        let found = bracketed(source, sign, &named).map(|(range, keys, html)| {
            cited.extend(keys);
            (range, html)
        });
        if let Some((range, html)) = found.or_else(|| bare(source, sign, &named)) {
            at = range.end;
            edits.replace(range, html);
        } else {
            in_text.push(sign);
        }
    }
    for sign in in_text {
        if let Some((range, html)) = narrative(source, sign, &cited) {
            edits.replace(range, html);
        }
    }
}

/// Whether a sign stands in a tag, in the text of a picture for one.
fn is_in_tag(source: &Source<'_>, sign: usize) -> bool {
    let from = source.text.floor_char_boundary(sign.saturating_sub(MAX_CITATION));
    let open = source.text[from..sign].rfind('<').map(|open| from + open);
    open.is_some_and(|open| html_tag(source.rest(open)).is_some_and(|tag| open + tag.length > sign))
}

/// What stands for the number of an equation, which is not known yet.
const EQUATION: usize = 0;

/// `{#eq:x}` behind a formula, `{#tbl:x}` behind a caption: an id for what stands before, and its number. That of a heading stays.
fn braces<'a>(
    source: &Source<'a>,
    edits: &mut Edits,
    open: usize,
    headings: &mut HashMap<&'a str, &'a str>,
    tables: &mut usize,
) -> Option<(&'a str, Option<usize>)> {
    let close = open + 1 + source.rest(open + 1).find(['{', '}', '\n'])?;
    if !source.rest(close).starts_with('}') || source.formula_at(open).is_some() {
        return None;
    }
    let attributes = Attributes::parse(source.text, open + 1..close);
    let id = attributes.id.filter(|id| is_cross_reference(id))?;
    let line = source.line_at(open);
    let text = source.line_text(line);
    if text.starts_with('#') {
        let words = source.text[source.lines[line].text..open].trim_matches(['#', ' ']);
        // A link stands in no link.
        if !words.is_empty() && !words.contains(['[', ']']) {
            headings.insert(id, words);
        }
        return Some((id, None));
    }
    if is_equation(source, open) {
        let end = source.text[..open].trim_end().len();
        edits.replace(end - 2..close + 1, ["\\label{", id, "}$$"].concat());
        return Some((id, Some(EQUATION)));
    }
    let is_table = id.starts_with("tbl");
    if is_table {
        *tables += 1;
        // Some authors number theirs.
        if !text.starts_with("Table") {
            edits.insert(source.lines[line].text, format!("Table {tables}: "));
        }
    }
    edits.replace(open..close + 1, markup::anchor(id));
    Some((id, is_table.then_some(*tables)))
}

/// Whether a formula on lines of its own ends before the braces at `open`.
fn is_equation(source: &Source<'_>, open: usize) -> bool {
    let end = source.text[..open].trim_end_matches([' ', '\n']).len();
    let formula = end.checked_sub(2).and_then(|at| source.formula_at(at));
    formula.is_some_and(|formula| formula.end == end && source.starts_line(formula.start))
        && source.text[..end].ends_with("$$")
}

/// Whether a key names a thing in the post itself, as `fig:x` does.
pub(crate) fn is_cross_reference(id: &str) -> bool {
    ["fig", "eq", "tbl", "tab", "sec", "lst"]
        .iter()
        .any(|kind| id.strip_prefix(kind).is_some_and(|rest| rest.starts_with([':', '-', '_'])))
}

/// `[see @a, p. 3; @b]` around the first `@`: where it stands, its keys, and what stands for it.
fn bracketed<'a>(
    source: &Source<'a>,
    sign: usize,
    named: &Named<'_>,
) -> Option<(Range<usize>, Vec<&'a str>, String)> {
    let from = source.text.floor_char_boundary(sign.saturating_sub(MAX_CITATION));
    let open = from
        + source.text[from..sign]
            .rfind(['[', ']'])
            .filter(|&at| source.text[from + at..].starts_with('['))?;
    // A note in the line, `^[…]`, may cite something in its text.
    if source.text[..open].ends_with(['!', '\\', ']', '^']) {
        return None;
    }
    let limit = source.text.floor_char_boundary((sign + MAX_CITATION).min(source.text.len()));
    let close = sign + source.text[sign..limit].find([']', '['])?;
    let follows = source.rest(close).strip_prefix(']')?;
    let inner = &source.text[open + 1..close];
    let is_link = (follows.starts_with(['(', '[']) && !follows.starts_with("[^"))
        || (follows.starts_with(':') && source.starts_line(open));
    if is_link || inner.contains("\n\n") || inner.contains("\n>") {
        return None;
    }
    let (mut keys, mut parts, mut references, mut has_words) = (Vec::new(), Vec::new(), Vec::new(), false);
    // `[-@fig-a]` is the number alone.
    let is_number = inner.starts_with("-@");
    let is_text = is_in_tag(source, sign);
    for part in inner.split(';') {
        let (before, behind) = part.split_once('@')?;
        let before = before.strip_suffix('-').unwrap_or(before).trim_start();
        let (key, rest) = key(behind)?;
        let is_named = named.ids.contains(key);
        // Without a bibliography words before the sign may be anything.
        let is_meant = (source.has_bibliography() || is_named) && before.ends_with([' ', '\n']);
        if !before.is_empty() && !is_meant {
            return None;
        }
        if rest.starts_with(|c: char| !matches!(c, ',' | ' ' | '.' | '\n')) {
            return None;
        }
        keys.push(key);
        let rest = rest.trim_end();
        has_words |= !(before.is_empty() && rest.is_empty());
        let around = |key: &str| [&*markup::inert(before), key, &*markup::inert(rest)].concat();
        parts.push(around(&markup::key(key)));
        // `[Fig. @fig-a]` has its own word for the kind.
        let is_bare = is_number || before.starts_with(char::is_uppercase);
        references.extend(is_named.then(|| around(&named.reference(key, is_bare, is_text))));
    }
    let joint = if has_words { "; " } else { ", " };
    let range = open..close + 1;
    let html = if references.len() == keys.len() {
        references.join(joint)
    } else {
        [markup::CITE, "[", &parts.join(joint), "]", markup::CITE_END].concat()
    };
    Some((range, keys, html))
}

/// `@key` in the text, also with a place behind it, `@key [p. 3]`. Names of people begin alike: a key is one that is
/// cited in brackets as well, or has a digit, as most have, or stands in the bibliography.
fn narrative(source: &Source<'_>, sign: usize, cited: &HashSet<&str>) -> Option<(Range<usize>, String)> {
    let before = source.text[..sign].strip_suffix('-').unwrap_or(&source.text[..sign]);
    if before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '\\' | '/' | '[' | '_' | '.' | '`')) {
        return None;
    }
    let (key, rest) = key(source.rest(sign + 1))?;
    let is_braced = source.rest(sign + 1).starts_with('{');
    let is_key =
        || is_braced || key.contains(|c: char| c.is_ascii_digit()) || source.reference(key).is_some();
    let is_meant = cited.contains(key) || (source.has_bibliography() && is_key());
    if !is_meant {
        return None;
    }
    let end = source.text.len() - rest.len();
    let near = &rest[..rest.floor_char_boundary(MAX_CITATION)];
    let words = near.trim_start_matches(' ').strip_prefix('[').and_then(|inner| inner.split_once(']'));
    let place = words.map(|(words, _)| (words, &rest[rest.find(']').map_or(0, |close| close + 1)..]));
    let place = place.filter(|(words, behind)| {
        let is_place = words.starts_with(|c: char| c.is_ascii_digit())
            || LOCATORS.iter().any(|locator| words.starts_with(locator));
        is_place && !words.contains('\n') && !behind.starts_with(['(', '[', ':'])
    });
    let (end, place) = match place {
        Some((words, behind)) => (source.text.len() - behind.len(), format!(" [{words}]")),
        None => (end, String::new()),
    };
    let parts = [markup::CITE, &markup::key(key), &markup::inert(&place), markup::CITE_END];
    Some((sign..end, parts.concat()))
}

/// The key behind an `@`, which may stand in braces, and what follows.
fn key(text: &str) -> Option<(&str, &str)> {
    if let Some(braced) = text.strip_prefix('{') {
        return braced.split_once('}').filter(|(key, _)| !key.is_empty() && !key.contains(['\n', '{', ' ']));
    }
    let length = key_length(text);
    (length > 0).then(|| text.split_at(length))
}

/// `@fig:x` in the text, if something in the post has that id.
fn bare(source: &Source<'_>, sign: usize, named: &Named<'_>) -> Option<(Range<usize>, String)> {
    if source.text[..sign].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '\\' | '/' | '[')) {
        return None;
    }
    let key = &source.rest(sign + 1)[..key_length(source.rest(sign + 1))];
    // At the start of a sentence, `@Fig-a`.
    let mut lower = key.to_owned();
    lower.get_mut(..1)?.make_ascii_lowercase();
    let id = named.ids.get(key).or_else(|| named.ids.get(&*lower).filter(|id| is_cross_reference(id)))?;
    Some((sign..sign + 1 + key.len(), named.reference(id, false, is_in_tag(source, sign))))
}

/// The length of the key at the start of a text: punctuation does not end it (Pandoc's manual, "Citations"), but a tag does.
pub(crate) fn key_length(text: &str) -> usize {
    let is_inner = |c: char| c.is_alphanumeric() || ":.#$%&-+?~/_".contains(c);
    let length = text.find(|c: char| !is_inner(c)).unwrap_or(text.len());
    text[..length].trim_end_matches(|c: char| !c.is_alphanumeric() && c != '_').len()
}

/// What has an id in the post.
struct Named<'a> {
    ids: HashSet<&'a str>,
    numbers: HashMap<&'a str, usize>,
    /// The words of headings.
    headings: HashMap<&'a str, &'a str>,
}

impl Named<'_> {
    /// A link to what has an id, by the words of a heading, by its kind and number or name, or by that alone. In the text of a
    /// picture the words stand alone.
    fn reference(&self, id: &str, is_bare: bool, is_text: bool) -> String {
        let link =
            |words: &str| if is_text { words.to_owned() } else { ["[", words, "](#", id, ")"].concat() };
        if let Some(words) = self.headings.get(id) {
            return link(words);
        }
        let (kind, name) = id.split_once([':', '-', '_']).unwrap_or(("", id));
        let kind = match kind {
            "fig" => "Figure",
            "eq" => "Equation",
            "tbl" | "tab" => "Table",
            "lst" => "Listing",
            _ => of_id(id).map_or("Section", |theorem| KINDS[theorem].1),
        };
        let kind = if is_bare { "" } else { kind };
        let number = self.numbers.get(id).copied();
        if number == Some(EQUATION) {
            return [kind, " \\ref{", id, "}"].concat().trim_start().to_owned();
        }
        let name =
            number.map_or_else(|| markup::inert(&name.replace(['-', '_'], " ")), |number| number.to_string());
        link([kind, &name].join(" ").trim_start())
    }
}
