use expect_test::{Expect, expect};

use crate::{
    document::{Document, SourceHost},
    link::{PostLookup, PostPlace},
    markdown::parse_body,
    slug::Slug,
};

mod books;
mod callouts;
mod captures;
mod citations;
mod components;
mod figures;
mod hidden;
mod html;
mod kramdown;
mod kramdown_callouts;
mod liquid;
mod misread;
mod myst;
mod pandoc;
mod places;
mod quarto;
mod raw_html;
mod shortcodes;

fn parse(body: &str) -> Document {
    let posts = |file: &str| (file == "2020-01-01-b.md").then(|| Slug::new("b")).flatten();
    parse_body(body, 0, Some("X"), place(&posts))
}

fn place(posts: &dyn PostLookup) -> PostPlace<'_> {
    PostPlace::new("x.md", "../../", posts)
}

/// The rendered body, and below it a line for each diagnostic.
fn check(body: &str, expect: Expect) {
    let document = parse(body);
    let mut seen = document.body_html(&mut SourceHost);
    for diagnostic in &document.diagnostics {
        seen.push_str(&format!("!! {} at {:?}: {}\n", diagnostic.code, diagnostic.span, diagnostic.message));
    }
    expect.assert_eq(&seen);
}

/// The Markdown that a body is translated to.
fn check_text(body: &str, expect: Expect) {
    expect.assert_eq(&super::translate(body, 0, place(&|_: &str| None)).text);
}
