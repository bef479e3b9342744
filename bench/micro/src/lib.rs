//! Our parser by itself, for `bench/micro`: a post's file in, the HTML of its body out, as the app has it.

use studybuddy_content::{
    document::SourceHost,
    post::{Post, PostHead},
    slug::Slug,
};
use wasm_bindgen::prelude::wasm_bindgen;

/// Renders a post whose formulas and code are left as they are. Everything that the app does with a file is in
/// it: front matter, the dialects, formulas, Markdown, links, the outline, raw HTML made safe, diagnostics.
#[must_use]
#[wasm_bindgen]
pub fn render(source: &str) -> String {
    let Some(head) = PostHead::read("post.md", source) else { return String::new() };
    let post = Post::render(head, source, "../../", &|_: &str| None::<Slug>);
    post.document.body_html(&mut SourceHost)
}
