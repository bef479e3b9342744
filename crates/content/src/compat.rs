//! The compatibility pass: posts written for other engines become the Markdown that we read.
//!
//! Start at [`translate`]. It runs a row of passes over a body, before formulas are protected and Markdown is
//! parsed. Each pass looks for the constructs of one engine, in prose only (see [`source::Source`]), and says what
//! to put in their place ([`edits::Edits`]). Places in the result lead back to the file. What is not surely a known
//! construct stays as it is.

mod admonitions;
mod alerts;
mod attributes;
mod buttons;
mod citations;
mod cjk;
mod components;
mod d2l;
mod distill;
mod edits;
mod hidden;
mod html_blocks;
mod html_markdown;
mod images;
mod indented_html;
mod jekyll;
mod kramdown;
mod line_breaks;
mod links;
mod liquid;
mod markup;
mod mathjax;
mod mdx;
mod misread;
mod myst;
mod notes;
mod obsidian;
mod pandoc;
mod quarto;
mod shortcodes;
mod signs;
mod source;
mod tables;
mod title_tag;
mod verbatim;
mod wikilinks;
mod zola;

pub(crate) use self::{
    citations::{LIST_OF_REFERENCES, REFERENCE, is_list_title},
    images::is_label,
    markup::{TITLE, inert, quoted},
    pandoc::{
        lists::KIND,
        references::{is_cross_reference, key_length},
    },
};
use self::{
    edits::Edits,
    signs::Signs,
    source::{Layout, Source},
};
use crate::{
    diagnostic::Diagnostic,
    link::PostPlace,
    math::{OffsetMap, Survey, survey},
};

/// A body in our own dialect.
#[derive(Clone, Debug)]
pub(crate) struct Translated {
    /// The Markdown, and where it is not prose.
    pub survey: Survey,
    #[cfg(test)]
    pub text: String,
    /// From places in the Markdown to places in the file.
    pub offsets: OffsetMap,
    /// What was not understood.
    pub diagnostics: Vec<Diagnostic>,
}

/// What is translated so far.
struct Draft {
    text: String,
    offsets: OffsetMap,
    diagnostics: Vec<Diagnostic>,
}

/// One step: whether a text may hold what it looks for, and how it translates that.
struct Pass {
    is_wanted: fn(&Signs<'_>, PostPlace<'_>) -> bool,
    translate: fn(&Source<'_>, &mut Edits),
}

const MYST: Pass =
    Pass { is_wanted: |signs, _| signs.any(&["``{", "}`", "{cite", ")=\n"]), translate: myst::translate };

/// The order matters: what lists, admonitions and indented HTML hold looks like code, templates make Markdown (targets of
/// images, code), attributes need images, notes hold citations, and citations get their numbers when all are found.
const PASSES: [Pass; 41] = [
    Pass { is_wanted: |signs, _| title_tag::may_hold(signs), translate: title_tag::translate },
    Pass { is_wanted: |signs, _| hidden::may_hold(signs), translate: hidden::translate },
    Pass {
        is_wanted: |signs, _| signs.any(&["!!! ", "??? ", "???+ ", "=== \""]),
        translate: admonitions::translate,
    },
    Pass { is_wanted: |signs, _| signs.any(&["import ", "export ", "{/*", "={"]), translate: mdx::translate },
    Pass { is_wanted: |signs, _| pandoc::braces::may_hold(signs), translate: pandoc::braces::translate },
    Pass { is_wanted: |signs, _| pandoc::lists::may_hold(signs), translate: pandoc::lists::translate },
    Pass {
        is_wanted: |signs, place| {
            signs.any(&["     - ", "     * ", "     + ", "\t- ", "\t* "])
                || (place.is_kramdown && (signs.any(&["##", "\n>"]) || signs.text.starts_with('>')))
        },
        translate: misread::translate,
    },
    Pass { is_wanted: |signs, _| indented_html::may_hold(signs), translate: indented_html::translate },
    Pass { is_wanted: |signs, _| verbatim::may_hold(signs), translate: verbatim::translate },
    Pass { is_wanted: |signs, _| buttons::may_hold(signs), translate: buttons::translate },
    Pass {
        is_wanted: |signs, place| !place.is_plain && signs.any(&["{% capture ", "{%- capture "]),
        translate: liquid::captures,
    },
    Pass {
        is_wanted: |signs, place| !place.is_plain && signs.any(&["{%", "{{"]),
        translate: liquid::translate,
    },
    Pass { is_wanted: |signs, _| signs.any(&["<d-"]), translate: distill::translate },
    Pass { is_wanted: |signs, _| signs.any(&["math/tex"]), translate: mathjax::translate },
    Pass { is_wanted: |signs, _| signs.any(&["`\\(", "`\\["]), translate: mathjax::code_spans },
    Pass { is_wanted: |signs, _| components::may_hold(signs), translate: components::translate },
    Pass { is_wanted: |signs, _| obsidian::may_hold(signs), translate: obsidian::translate },
    // What directives hold looks like code, too, until they are gone.
    MYST,
    MYST,
    MYST,
    Pass {
        is_wanted: |signs, _| signs.any(&["{=", "#| ", "//| ", "%%| ", "--| ", "include=F", "include = F"]),
        translate: quarto::translate,
    },
    Pass { is_wanted: |signs, _| signs.any(&["[["]), translate: wikilinks::translate },
    Pass {
        is_wanted: |signs, _| signs.any(&["]("]) || signs.any(&links::PELICAN),
        translate: links::translate,
    },
    Pass {
        is_wanted: |signs, _| signs.any(&["(\\#", "\\@ref("]) || signs.any(&pandoc::bookdown::PAGES),
        translate: pandoc::bookdown::translate,
    },
    Pass {
        is_wanted: |signs, place| {
            place.is_quarto()
                || signs.any(&["{:", "){", ":label:", ":width:"])
                || signs.any(&images::BOOKS)
                || signs.any(&images::FILMS)
        },
        translate: images::translate,
    },
    Pass { is_wanted: |signs, _| signs.any(&[":`", "_tab:"]), translate: d2l::translate },
    Pass { is_wanted: |signs, _| signs.any(&["{:"]), translate: kramdown::translate },
    Pass {
        is_wanted: |signs, place| place.is_kramdown && signs.any(&["\\\\\n"]),
        translate: line_breaks::translate,
    },
    Pass { is_wanted: |signs, _| signs.any(&["-+\n", "- -"]), translate: pandoc::drawn::translate },
    Pass {
        is_wanted: |signs, _| signs.any(&["\n| "]) || signs.text.starts_with("| "),
        translate: pandoc::verse::translate,
    },
    Pass {
        is_wanted: |signs, _| signs.any(&["|\n", "-|", "- |"]) || signs.text.ends_with('|'),
        translate: tables::translate,
    },
    Pass { is_wanted: |signs, _| signs.any(&[":::"]), translate: pandoc::divs::translate },
    Pass { is_wanted: |signs, _| signs.any(&["\n: ", "\nTable: "]), translate: pandoc::tables::translate },
    Pass {
        is_wanted: |signs, place| {
            signs.any(&["[@", "[-@", "{#", "@fig-", "@tbl-", "@lst-", "<a id=\""])
                || (place.has_bibliography && signs.any(&["@"]))
        },
        translate: pandoc::references::translate,
    },
    Pass { is_wanted: |signs, _| signs.any(&["]{", "`{"]), translate: pandoc::spans::translate },
    Pass { is_wanted: |signs, _| html_blocks::may_hold(signs), translate: html_blocks::translate },
    Pass { is_wanted: |signs, _| signs.any(&["markdown="]), translate: html_markdown::translate },
    Pass {
        is_wanted: |signs, _| {
            signs.any(&[
                "[!",
                "> **Note**",
                "> **Warning**",
                "> Note: ",
                "> Tip: ",
                "> Important: ",
                "> Warning: ",
                "> youtube: ",
                "> twitter: ",
            ])
        },
        translate: alerts::translate,
    },
    Pass {
        is_wanted: |signs, _| signs.any(&[markup::CITE, markup::REFERENCES]),
        translate: citations::translate,
    },
    Pass { is_wanted: |signs, _| signs.any(&["<d-footnote", "^[", "[^"]), translate: notes::translate },
    Pass {
        is_wanted: |signs, place| (place.is_kramdown || signs.pairs.may_be_cjk()) && signs.any(&["*", "~~"]),
        translate: cjk::translate,
    },
];

/// What only engines read that make dashes of hyphens: d2l's, Pandoc, Hugo.
const DASHED: [&str; 7] = [":label:`", ":numref:`", ":begin_tab:", "{#fig:", "{#eq:", "{#tbl:", "{{<"];

/// Translates the body of the post at a `place`; it starts at `body_start` in its file. Without a foreign construct
/// the text is unchanged.
pub(crate) fn translate(body: &str, body_start: usize, place: PostPlace<'_>) -> Translated {
    let mut offsets = OffsetMap::default();
    offsets.push(0, body_start);
    let mut draft = Draft { text: with_line_feeds(body), offsets, diagnostics: Vec::new() };
    let mut place = place;
    let mut passes = PASSES.iter().peekable();
    let mut layout = None;
    while passes.peek().is_some() {
        layout = draft.run_until_changed(&mut passes, &mut place);
    }
    let survey = layout.map_or_else(|| survey(&draft.text), |layout| layout.survey);
    let Draft { offsets, diagnostics, .. } = draft;
    Translated {
        survey: if place.is_kramdown {
            survey.into_kramdown()
        } else {
            survey.with_dashes(place.has_dashes || place.is_quarto())
        },
        #[cfg(test)]
        text: draft.text,
        offsets,
        diagnostics,
    }
}

/// A carriage return by itself ends a line (CommonMark 2.1), but pulldown-cmark 0.13 loses what follows one in a heading. A line
/// feed takes its place, so that all places stay the same.
fn with_line_feeds(body: &str) -> String {
    let mut fed = String::with_capacity(body.len());
    for (at, _) in body.match_indices('\r').filter(|&(at, _)| !body[at + 1..].starts_with('\n')) {
        fed.push_str(&body[fed.len()..at]);
        fed.push('\n');
    }
    fed.push_str(&body[fed.len()..]);
    fed
}

impl Draft {
    /// Runs passes up to the first that changes the text. What one of them has to know of it the next has to know, too:
    /// returns that, as far as it still holds. What the text says of its engine is noted in `place`.
    fn run_until_changed<'p>(
        &mut self,
        passes: &mut impl Iterator<Item = &'p Pass>,
        place: &mut PostPlace<'_>,
    ) -> Option<Layout> {
        let signs = Signs::of(&self.text);
        let mut layout = None;
        for pass in passes {
            if !(pass.is_wanted)(&signs, *place) {
                continue;
            }
            let layout = layout.get_or_insert_with(|| {
                let layout = Layout::of(&self.text);
                // What says so may be gone after the pass.
                let source = Source::new(&signs, &layout, *place);
                place.is_kramdown = place.is_kramdown || jekyll::is_surely(&source);
                let is_said = |sign: &&str| source.find_all(sign).any(|at| source.is_prose(at));
                place.has_dashes = place.has_dashes || DASHED.iter().any(is_said);
                layout
            });
            let mut edits = Edits::default();
            (pass.translate)(&Source::new(&signs, layout, *place), &mut edits);
            for mut diagnostic in edits.take_diagnostics() {
                diagnostic.span = self.offsets.copied_range(&diagnostic.span);
                self.diagnostics.push(diagnostic);
            }
            if let Some((text, offsets)) = edits.apply(&self.text) {
                self.offsets = offsets.through(&self.offsets);
                self.text = text;
                return None;
            }
        }
        layout
    }
}

#[cfg(test)]
mod tests;
