//! Citations: numbers that lead to the list of references, in place of the keys that the passes before have found
//! ([`markup::citation`]). What no bibliography has stays its key.

use super::{
    edits::Edits,
    links::{self, Link},
    markup,
    source::Source,
};
use crate::{
    diagnostic::Diagnostic,
    html::{CITE_REF, unescape},
    markdown::{back_link, place_id},
    math::lines::is_heading,
    reference::Reference,
};

/// What the list of references begins with.
pub(crate) const LIST_OF_REFERENCES: &str = "<section class=\"references\"";
/// How an entry of it starts; the key of the work follows, in quotes.
pub(crate) const REFERENCE: &str = "<li id=\"ref-";

/// Titles of a section that the list of references belongs to, if it is the last one and empty.
const TITLES: [&str; 3] = ["References", "Bibliography", "参考文献"];

/// Bytes of a citation, and of what stands before it in an attribute. To look further would take quadratic time.
const MAX_CITATION: usize = 4096;

/// A work that is cited, and how many links lead to it.
struct Cited {
    key: String,
    reference: Reference,
    links: usize,
}

/// The works that a post cites, in the order of their numbers.
struct Works<'a> {
    source: &'a Source<'a>,
    cited: Vec<Cited>,
}

pub(super) fn translate(source: &Source<'_>, edits: &mut Edits) {
    let mut works = Works { source, cited: Vec::new() };
    let links = links::find(source);
    for at in source.find_all(markup::CITE) {
        let start = at + markup::CITE.len();
        let near = &source.text[start..source.text.floor_char_boundary(start + MAX_CITATION)];
        let Some((inner, _)) = near.split_once(markup::CITE_END) else { continue };
        // A link in a link is none, and no element stands in an attribute.
        let is_in_link = |link: &Link| {
            link.label.contains(&at) || link.title.as_ref().is_some_and(|title| title.contains(&at))
        };
        let next = links.partition_point(|link| link.range.end <= at);
        let is_text = is_in_attribute(source.text, at) || links.get(next).is_some_and(is_in_link);
        let end = start + inner.len() + markup::CITE_END.len();
        edits.replace(at..end, works.citation(inner, is_text));
    }
    let mut places = source.find_all(markup::REFERENCES);
    let place = places.next().map(|at| at..at + markup::REFERENCES.len());
    for at in places {
        edits.remove(at..at + markup::REFERENCES.len());
    }
    if works.cited.is_empty() {
        if let Some(place) = place {
            let message = "the list of references is left out: nothing is known of what the post cites";
            let help = "name the BibTeX file in the front matter, `bibliography: references.bib`";
            edits.report(Diagnostic::hint("compat/bibliography", place.clone(), message).with_help(help));
            edits.remove(place);
        }
        return;
    }
    match place {
        Some(place) => edits.splice(place.clone(), markup::block(source, &place, vec![works.list().into()])),
        None => works.put_at_end(edits),
    }
}

/// Whether a place is in the value of an attribute: what a pass wrote has no quotes.
fn is_in_attribute(text: &str, at: usize) -> bool {
    let before = &text[text.floor_char_boundary(at.saturating_sub(MAX_CITATION))..at];
    before.rfind('"').is_some_and(|quote| before[..quote].ends_with('='))
}

impl Works<'_> {
    /// The index of a work; its number is one more.
    fn find(&mut self, key: &str) -> Option<usize> {
        let key = unescape(key);
        let known = self.cited.iter().position(|cited| cited.key == key);
        if known.is_none() {
            let reference = self.source.reference(&key)?;
            self.cited.push(Cited { key, reference, links: 0 });
        }
        known.or(Some(self.cited.len() - 1))
    }

    /// A citation in brackets, or `KEY [p. 3]` in a sentence, as HTML; `is_text` if no elements may stand there.
    fn citation(&mut self, inner: &str, is_text: bool) -> String {
        let mut pieces = inner.split(markup::KEY);
        let mut html = pieces.next().unwrap_or_default().to_owned();
        let mut name = String::new();
        let mut is_known = false;
        for piece in pieces {
            let (key, behind) = piece.split_once(markup::KEY_END).unwrap_or((piece, ""));
            let Some(index) = self.find(key) else {
                html.push_str(key);
                html.push_str(behind);
                continue;
            };
            is_known = true;
            let is_in_sentence = html.is_empty();
            if is_in_sentence {
                name = [self.cited[index].reference.name(), " "].concat();
                html.push('[');
            }
            self.write_number(index, key, is_text, &mut html);
            match behind.strip_prefix(" &#91;").filter(|_| is_in_sentence) {
                Some(place) => {
                    html.push_str(", ");
                    html.push_str(place);
                }
                None => html.push_str(if is_in_sentence { "]" } else { behind }),
            }
        }
        match (is_text, is_known) {
            (true, _) => name + &html,
            (false, true) => [&*name, CITE_REF, &html, "</span>"].concat(),
            (false, false) => ["<span class=\"citation\">", &html, "</span>"].concat(),
        }
    }

    fn write_number(&mut self, index: usize, key: &str, is_text: bool, html: &mut String) {
        let number = (index + 1).to_string();
        if is_text {
            return html.push_str(&number);
        }
        let Cited { reference, links, .. } = &mut self.cited[index];
        *links += 1;
        let id = place_id("cite", index + 1, *links);
        let link =
            ["<a href=\"#ref-", &markup::quoted(key), "\" id=\"", &id, "\" aria-label=\"", &number, ": "];
        let parts = link.into_iter().chain([reference.label(), "\">", &number, "</a>"]);
        parts.for_each(|part| html.push_str(part));
    }

    /// The list of references.
    fn list(&self) -> String {
        let mut html =
            [LIST_OF_REFERENCES, " role=\"doc-bibliography\" aria-label=\"References\"><ol>"].concat();
        for (index, Cited { key, reference, links }) in self.cited.iter().enumerate() {
            for part in [REFERENCE, &markup::quoted(&markup::inert(key)), "\">", reference.entry()] {
                html.push_str(part);
            }
            for repeat in 1..=*links {
                html.push_str(&back_link("cite", index + 1, repeat));
            }
            html.push_str("</li>");
        }
        html + "</ol></section>"
    }

    /// Puts the list into the last section, if that is empty and meant for it; else it makes one.
    fn put_at_end(&self, edits: &mut Edits) {
        let source = self.source;
        // The last section, if it is for the list; and whether there are several of the first level.
        let (mut place, mut tops) = (None, 0);
        for (number, line) in source.lines.iter().enumerate() {
            let (text, whole) = (source.line_text(number), source.rest(line.start));
            if is_heading(text) && !source.is_literal(line.text) {
                place = is_list_title(text).then_some(line.end);
                tops += usize::from(text.starts_with("# "));
            } else if !(text.is_empty() || whole.starts_with("[^") || whole.starts_with("    ")) {
                // Notes are shown elsewhere.
                place = None;
            }
        }
        let title = match place {
            Some(_) => "",
            None if tops > 1 => "# References\n\n",
            None => "## References\n\n",
        };
        let list = ["\n\n", title, &*self.list(), "\n"].concat();
        edits.insert(place.unwrap_or(source.text.len()), list);
    }
}

/// Whether a heading, with its signs or without, is that of a list of references.
pub(crate) fn is_list_title(heading: &str) -> bool {
    let title = heading.trim_start_matches('#').split('{').next().unwrap_or_default();
    TITLES.iter().any(|known| known.eq_ignore_ascii_case(title.trim()))
}
