//! Markdown to HTML: CommonMark and GFM as DESIGN lays down, with formulas, code and links as values beside it.
//!
//! Start at [`parse_body`]: other engines' constructs are translated, formulas are protected, the parser's events
//! are read once by the `writer`, and what it found becomes a [`Document`].

mod autolink;
mod code;
mod code_run;
mod emoji;
mod headings;
mod info_string;
mod inline;
mod nesting;
mod shorthand;
mod writer;

use pulldown_cmark::{Options, Parser};

pub(crate) use autolink::address_length;
pub use code::{CodeBlock, code_lines};
pub use code_run::CodeRun;
pub use headings::TocEntry;
pub(crate) use headings::heading_slug;
pub(crate) use inline::{Spanned, end_of, typed};
pub(crate) use writer::{back_link, place_id};

use crate::{compat, diagnostic::Diagnostic, document::Document, link::PostPlace, math};

/// The dialect: the one place that says which extensions are on. Mathematics and metadata are ours, not the
/// parser's; smart punctuation stays off because it would change slugs, code in prose and quoted titles
/// (the dashes of Jekyll's posts are [`shorthand`]s).
pub(crate) fn dialect() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM
}

/// Reads a post's Markdown. `body_start` is the body's byte offset in its file, for spans; a first heading of
/// level 1 that says the `title` again (or says it for the first time) is taken out of the body.
#[must_use]
pub fn parse_body(body: &str, body_start: usize, title: Option<&str>, place: PostPlace<'_>) -> Document {
    let translated = compat::translate(body, body_start, place);
    let protected = math::protect_translated(translated.survey, &translated.offsets);
    let mut events: Vec<_> = Parser::new_ext(&protected.text, dialect()).into_offset_iter().collect();
    let too_deep = nesting::bound(&mut events);
    let mut document = writer::Writer::new(&events, &protected, place).write(title);
    document.diagnostics.extend(too_deep.map(|range| {
        let span = protected.offsets.range_to_file(&range);
        let message =
            "quotes and lists stand in each other too deeply; the inner ones are left out, their text stays";
        Diagnostic::warning("markup/depth", span, message)
            .with_help("check the signs at the start of the line")
    }));
    document.diagnostics.extend(translated.diagnostics);
    document
}

#[cfg(test)]
mod tests;
