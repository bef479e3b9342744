//! The compatibility pass: posts written for other engines become the Markdown that we read.
//!
//! Start at [`translate`]. It runs a row of passes over a body, before formulas are protected and Markdown is
//! parsed. Each pass looks for the constructs of one engine, in prose only (see [`source::Source`]), and says what
//! to put in their place ([`edits::Edits`]). Places in the result lead back to the file. What is not surely a known
//! construct stays as it is.

mod admonitions;
mod alerts;
mod attributes;
mod cjk;
mod components;
mod d2l;
mod distill;
mod edits;
mod html_blocks;
mod html_markdown;
mod images;
mod kramdown;
mod links;
mod liquid;
mod markup;
mod mathjax;
mod mdx;
mod notes;
mod obsidian;
mod pandoc;
mod quarto;
mod shortcodes;
mod source;
mod wikilinks;
mod zola;

use self::{edits::Edits, source::Source};
pub(crate) use self::{
    markup::TITLE,
    pandoc::references::{is_cross_reference, key_length},
};
use crate::{diagnostic::Diagnostic, link::PostPlace, math::OffsetMap};

/// A body in our own dialect.
#[derive(Clone, Debug)]
pub(crate) struct Translated {
    /// The Markdown.
    pub text: String,
    /// From places in `text` to places in the file.
    pub offsets: OffsetMap,
    /// What was not understood.
    pub diagnostics: Vec<Diagnostic>,
}

/// One step: whether a text may hold what it looks for, and how it translates that.
struct Pass {
    is_wanted: fn(&str, PostPlace<'_>) -> bool,
    translate: fn(&Source<'_>, &mut Edits),
}

fn has(text: &str, signs: &[&str]) -> bool {
    signs.iter().any(|sign| text.contains(sign))
}

/// The order matters: what admonitions hold looks like code, templates make Markdown (targets of images, code),
/// attributes need images, notes hold citations.
const PASSES: [Pass; 21] = [
    Pass {
        is_wanted: |text, _| has(text, &["!!! ", "??? ", "???+ ", "=== \""]),
        translate: admonitions::translate,
    },
    Pass { is_wanted: |text, _| has(text, &["import ", "export ", "{/*", "={"]), translate: mdx::translate },
    Pass { is_wanted: |text, _| has(text, &["{%", "{{"]), translate: liquid::translate },
    Pass { is_wanted: |text, _| has(text, &["<d-"]), translate: distill::translate },
    Pass { is_wanted: |text, _| has(text, &["math/tex"]), translate: mathjax::translate },
    Pass { is_wanted: |text, _| components::may_hold(text), translate: components::translate },
    Pass { is_wanted: |text, _| obsidian::may_hold(text), translate: obsidian::translate },
    Pass {
        is_wanted: |text, _| has(text, &["{=", "#| ", "//| ", "%%| ", "--| "]),
        translate: quarto::translate,
    },
    Pass { is_wanted: |text, _| has(text, &["[["]), translate: wikilinks::translate },
    Pass {
        is_wanted: |text, _| has(text, &["{:", "){", ":label:", ":width:"]),
        translate: images::translate,
    },
    Pass { is_wanted: |text, _| has(text, &[":`", "_tab:"]), translate: d2l::translate },
    Pass { is_wanted: |text, _| has(text, &["{:"]), translate: kramdown::translate },
    Pass { is_wanted: |text, _| has(text, &[":::"]), translate: pandoc::divs::translate },
    Pass { is_wanted: |text, _| has(text, &["\n: ", "\nTable: "]), translate: pandoc::tables::translate },
    Pass {
        is_wanted: |text, place| {
            has(text, &["[@", "[-@", "{#", "@fig-", "@tbl-", "@lst-"])
                || (place.has_bibliography && text.contains('@'))
        },
        translate: pandoc::references::translate,
    },
    Pass { is_wanted: |text, _| has(text, &["]{", "`{"]), translate: pandoc::spans::translate },
    Pass { is_wanted: |text, _| html_blocks::may_hold(text), translate: html_blocks::translate },
    Pass { is_wanted: |text, _| has(text, &["markdown="]), translate: html_markdown::translate },
    Pass {
        is_wanted: |text, _| has(text, &["[!", "> **Note**", "> **Warning**"]),
        translate: alerts::translate,
    },
    Pass { is_wanted: |text, _| has(text, &["<d-footnote", "^[", "[^"]), translate: notes::translate },
    Pass { is_wanted: |text, _| has(text, &["**"]), translate: cjk::translate },
];

/// Translates the body of the post at a `place`; it starts at `body_start` in its file. Without a foreign construct
/// the text is unchanged.
pub(crate) fn translate(body: &str, body_start: usize, place: PostPlace<'_>) -> Translated {
    let mut offsets = OffsetMap::default();
    offsets.push(0, body_start);
    let mut translated = Translated { text: body.to_owned(), offsets, diagnostics: Vec::new() };
    for pass in PASSES {
        if (pass.is_wanted)(&translated.text, place) {
            translated.run(&pass, place);
        }
    }
    translated
}

impl Translated {
    fn run(&mut self, pass: &Pass, place: PostPlace<'_>) {
        let mut edits = Edits::default();
        (pass.translate)(&Source::new(&self.text, place), &mut edits);
        for mut diagnostic in edits.take_diagnostics() {
            diagnostic.span = self.offsets.copied_range(&diagnostic.span);
            self.diagnostics.push(diagnostic);
        }
        if let Some((text, offsets)) = edits.apply(&self.text) {
            self.offsets = offsets.through(&self.offsets);
            self.text = text;
        }
    }
}

#[cfg(test)]
mod tests;
