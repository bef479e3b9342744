//! Prints our list and the hostile posts with what they become, as JSON: the browser's half of the test that two
//! sanitisers agree (`e2e/safety`) reads it.

#![expect(clippy::print_stdout, reason = "a command-line program")]

#[path = "../tests/hostile/mod.rs"]
mod hostile;

use studybuddy_content::{
    document::SourceHost,
    html::allow_list,
    post::{Post, PostHead},
    slug::Slug,
};

fn main() {
    let posts: Vec<_> = hostile::posts()
        .into_iter()
        .map(|(name, text)| serde_json::json!({ "name": name, "html": body(&text), "text": text }))
        .collect();
    println!("{}", serde_json::json!({ "list": allow_list(), "posts": posts }));
}

fn body(source: &str) -> String {
    let posts = |_: &str| None::<Slug>;
    PostHead::read("x.md", source)
        .map(|head| Post::render(head, source, "../../", &posts).document.body_html(&mut SourceHost))
        .unwrap_or_default()
}
