//! Templates: Liquid (Jekyll) here, Hugo's shortcodes in [`super::shortcodes`], Zola's in [`super::zola`].
//!
//! All are read in one walk, because each may stand in another's raw text.

mod include;
mod output;
mod tags;

pub(super) use include::video;

use std::{collections::HashSet, ops::Range};

use super::{
    attributes::{Attributes, Value},
    edits::{Edits, Piece},
    markup,
    source::Source,
    wikilinks::is_shown,
};
use crate::diagnostic::{Diagnostic, words};

pub(super) fn translate(source: &Source<'_>, edits: &mut Edits) {
    walk(source, edits, false);
}

/// Puts texts that were given names where they are shown: they hold templates in their turn.
pub(super) fn captures(source: &Source<'_>, edits: &mut Edits) {
    walk(source, edits, true);
}

fn walk(source: &Source<'_>, edits: &mut Edits, only_captured: bool) {
    let mut templates = Templates {
        source,
        edits,
        only_captured,
        reported: HashSet::new(),
        found: Vec::new(),
        pairs: None,
        tabs: Vec::new(),
        ends: Vec::new(),
        captures: Vec::new(),
    };
    let mut at = 0;
    while let Some(open) = source.find("{", at) {
        let rest = source.rest(open);
        let end = if rest.starts_with("{{<") || rest.starts_with("{{%") {
            if only_captured { None } else { templates.shortcode(open) }
        } else if rest.starts_with("{{") {
            templates.output(open)
        } else if rest.starts_with("{%") {
            templates.tag(open)
        } else {
            None
        };
        at = end.unwrap_or(open + 1);
    }
    if !only_captured {
        templates.shown_in_code();
    }
    if source.is_kramdown() && !only_captured {
        source.literals().iter().for_each(|code| templates.raw_in_code(code.clone()));
    }
}

/// How many texts with a name are looked through for one: it keeps the walk linear.
const MAX_CAPTURES: usize = 64;

/// The walk over the templates of a body.
pub(super) struct Templates<'s, 'a> {
    pub(super) source: &'s Source<'a>,
    pub(super) edits: &'s mut Edits,
    /// Whether nothing is translated but what shows a text with a name.
    only_captured: bool,
    /// Constructs that the author was told about.
    reported: HashSet<String>,
    /// The closing tags that were looked for, by their names, and where each was found: up to there is no need to look
    /// again, and none if it does not stand further on.
    found: Vec<(String, Option<Range<usize>>)>,
    /// Where shortcodes open, and the end of each, once one was asked for.
    pub(super) pairs: Option<Vec<(usize, Option<Range<usize>>)>>,
    /// The names of the tabs that come, the last first.
    pub(super) tabs: Vec<&'a str>,
    /// What ends the calls of Zola that are open; nothing for those that show as they are.
    pub(super) ends: Vec<Option<&'static str>>,
    /// Texts with a name, for the includes below.
    captures: Vec<(&'a str, Value<'a>)>,
}

impl<'a> Templates<'_, 'a> {
    /// Tells once that a construct is not translated.
    pub(super) fn report(&mut self, code: &'static str, name: String, range: Range<usize>) {
        if !self.only_captured && self.source.is_prose(range.start) && self.reported.insert(name.clone()) {
            let message = words!("`{name}` is not translated and shows as it is");
            let help = "write it in Markdown or HTML, or put it in a code span if it is meant to be read";
            self.edits.report(Diagnostic::warning(code, range, message).with_help(help));
        }
    }

    /// Whether the start of a construct was met further up, by the name of its end.
    pub(super) fn is_open(&self, end: &str) -> bool {
        self.reported.contains(end)
    }

    /// Notes the end of a construct; tells once, if it has a name, that only what it holds is shown.
    pub(super) fn open_pair(&mut self, end: String, code: &'static str, name: &str, range: Range<usize>) {
        if self.reported.insert(end) && !name.is_empty() {
            let message = words!("`{name}` is not known here: only what it holds is shown");
            let help = "write it in Markdown or HTML, if it should look like something";
            self.edits.report(Diagnostic::hint(code, range, message).with_help(help));
        }
    }

    /// Whether a construct has a line of its own.
    pub(super) fn is_alone(&self, range: &Range<usize>) -> bool {
        self.source.starts_line(range.start) && self.source.ends_line(range.end)
    }

    /// Takes a construct out that stands around others; what may take its place on a line of its own is its label.
    pub(super) fn leave_out(&mut self, range: Range<usize>, label: Vec<Piece>) {
        if self.is_alone(&range) {
            self.wrap(range, label);
        } else {
            self.edits.remove(range);
        }
    }

    /// The text that was given a name further up.
    fn captured(&self, name: &str) -> Option<Value<'a>> {
        let mut near = self.captures.iter().rev().take(MAX_CAPTURES);
        near.find(|(captured, _)| *captured == name).map(|&(_, text)| text)
    }

    /// Removes a construct; the line, too, if it stands alone there.
    pub(super) fn remove(&mut self, range: Range<usize>) {
        let line = self.source.line_at(range.start);
        let is_alone = self.source.lines.get(line).is_some_and(|line| {
            self.source.text[line.start..range.start].trim().is_empty() && self.source.ends_line(range.end)
        });
        if is_alone {
            let last = self.source.line_at(range.end.saturating_sub(1));
            let start = self.source.lines[line].start;
            self.edits.remove(start..self.source.next_start(last));
        } else {
            self.edits.remove(range);
        }
    }

    /// Puts HTML in place of a construct: as a block where it stands alone, else in the text.
    pub(super) fn put(&mut self, range: Range<usize>, html: String) {
        self.put_block(range, vec![html.into()]);
    }

    pub(super) fn put_block(&mut self, range: Range<usize>, pieces: Vec<Piece>) {
        let is_alone = self.is_alone(&range);
        let mut pieces = pieces;
        let below = self.source.line_at(range.end) + 1;
        let next = self.source.line_text(below);
        // Behind a blank line an indented template would be code.
        let is_indented = self.source.lines.get(below).is_some_and(|line| line.text - line.start > 3);
        let goes_on =
            next.starts_with('<') || next.starts_with("{:") || (next.starts_with('{') && is_indented);
        if is_alone && !next.is_empty() && !goes_on {
            pieces.push(format!("\n{}", self.source.continuation(range.start)).into());
        }
        self.edits.splice(range, pieces);
    }

    /// Puts the start or the end of an element around Markdown.
    pub(super) fn wrap(&mut self, range: Range<usize>, pieces: Vec<Piece>) {
        let pieces = markup::block(self.source, &range, pieces);
        self.edits.splice(range, pieces);
    }

    /// Code from an opening to a closing tag.
    pub(super) fn put_code(&mut self, open: Range<usize>, info: &str, close: Range<usize>) {
        // Blank lines at both ends are not shown.
        let inside = &self.source.text[open.end..close.start];
        let first = inside.len() - inside.trim_start().len();
        let last = inside.trim_end().len();
        for blank in [0..first, last.max(first)..inside.len()] {
            let text = &inside[blank.clone()];
            if let (Some(from), Some(to)) = (text.find('\n'), text.rfind('\n'))
                && from < to
            {
                let start = open.end + blank.start;
                self.edits.remove(start + from..start + to);
            }
        }
        let (before, behind) = markup::fence(self.source, &open, info, &close);
        self.edits.replace(open, before);
        self.edits.replace(close, behind);
    }

    /// Whether a figure can stand at a place; in a line of text only an image can.
    pub(super) fn is_block_place(&self, range: &Range<usize>) -> bool {
        let line = self.source.lines[self.source.line_at(range.start)];
        let before = self.source.text[line.text.min(range.start)..range.start].trim_end();
        let after = self.source.rest(range.end).trim_start_matches([' ', '\t']);
        let after_is_markup = self.source.ends_line(range.end) || after.starts_with(['<', '{']);
        (before.is_empty() || before.ends_with(['>', '}'])) && after_is_markup
    }

    /// The image that a list of parameters describes; its path is from the site's root if `rooted`.
    pub(super) fn image(&self, attributes: &Attributes<'a>, rooted: bool) -> Option<markup::Image> {
        let path = attributes.get(&[
            "path",
            "src",
            "url",
            "image_path",
            "image",
            "img",
            "file",
            "filename",
            "image_url",
            "light_src",
            "default_src",
            "images",
        ]);
        let path = path.or_else(|| attributes.get(&["name"]).filter(|name| is_shown(name.text)))?;
        let src = output::expand(&path.plain())?;
        if ["page.", "site.", "include."].iter().any(|variable| src.starts_with(variable)) {
            return None;
        }
        let text = |names: &[&str]| attributes.get(names).map(|value| value.plain()).unwrap_or_default();
        let image = markup::Image {
            src: if rooted {
                src.split(',').map(markup::site_path).collect::<Vec<_>>().join(",")
            } else {
                src
            },
            alt: text(&["alt", "alttext", "image_alt", "default_alt"]),
            title: text(&["title"]),
            id: attributes.id.unwrap_or_default().to_owned(),
            look: Vec::new(),
        };
        Some(image.with_look(attributes))
    }
}

/// Where the braces opened before `from` close: before any other brace opens.
pub(super) fn closing_braces(text: &str, from: usize) -> Option<usize> {
    let at = from + text.get(from..)?.find(['{', '}'])?;
    text[at..].starts_with("}}").then_some(at)
}
