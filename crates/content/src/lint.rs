//! What a checker says of a post beyond what reading it has told: rules that look and never change a page.
//!
//! Start at [`lint`]. A rule is a function over a `body::Body`, the post parsed once more with its places, and adds
//! [`Diagnostic`]s with a place, plain words, and help. What needs the whole site, KaTeX or the disk is elsewhere.
//! The app in the browser uses none of this, so none of it is in its WebAssembly.

mod align;
mod blocks;
mod body;
mod citations;
mod code;
mod delimiters;
mod foreign;
mod header;
mod headings;
mod labels;
mod links;
mod macros;
mod markup;
mod notes;
mod prose;
mod reader;
mod runs;
mod stats;
mod tables;
mod tex;

use crate::{diagnostic::Diagnostic, document::Document, post::Post};

pub use align::place_in_formula;
pub use citations::{Citation, citations, cited};
pub use labels::narrowed;
pub use macros::{Definition, declared, definitions};
pub use runs::nearest;
pub use stats::{SectionStats, sections};
pub use tex::{Unbalanced, unbalanced};

use body::Body;

/// All that one post says about itself. `source` is the whole file that the post was read from.
#[must_use]
pub fn lint(source: &str, post: &Post) -> Vec<Diagnostic> {
    let parts = body::Parts::new(source, &post.head);
    let body = Body::new(source, &parts);
    let mut found = blocks::conflicts(source);
    if !found.is_empty() {
        // Two versions of a text in one are told apart before anything else is worth saying.
        return found;
    }
    header::check(source, post, &mut found);
    headings::check(&body, post, &mut found);
    blocks::check(&body, post, &mut found);
    tables::check(&body, &mut found);
    delimiters::check(&body, &mut found);
    code::check(source, &post.document, &mut found);
    links::check(&body, &post.document, &mut found);
    notes::check(&body, &mut found);
    markup::check(&body, &mut found);
    macros::check(source, post, &mut found);
    foreign::check(source, &body, &post.document, &mut found);
    prose::check(&body, &mut found);
    reader::check(&body, post, &mut found);
    found
}

/// The ids that links into a page can name, in the order of the page.
#[must_use]
pub fn ids(document: &Document) -> Vec<String> {
    let ids = document.html.split(" id=\"").skip(1);
    // Anchors of old times, `<a name="x">`.
    let names = document.html.split(" name=\"").skip(1);
    ids.chain(names).filter_map(|piece| piece.split('"').next()).map(crate::html::unescape).collect()
}
