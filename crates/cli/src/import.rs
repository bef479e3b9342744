//! Posts of other engines, taken into the folder of posts.
//!
//! A [`checkout`] says which files are posts and where they were served. Each becomes a [`Planned`] post: its front matter
//! written anew with our keys ([`header`]), its links and pictures led to where they are now ([`body`]). Nothing is written
//! before all is planned; then each post is put in its place at once ([`placing`]).

mod body;
pub mod checkout;
mod header;
pub mod permalink;
pub mod placing;

use std::{collections::HashMap, path::PathBuf};

use studybuddy_content::{
    diagnostic::Diagnostic,
    post::{Post, PostHead},
    slug::Slug,
};

use crate::report::{File, Report};
use body::Moved;
use checkout::Checkout;

/// A post as it will be.
#[derive(Debug)]
pub struct Planned {
    /// Its address.
    pub slug: Slug,
    /// The text of its file.
    pub text: String,
    /// Files that it shows: where they are, and their names beside the post.
    pub files: Vec<(PathBuf, String)>,
}

impl Planned {
    /// Its file in the folder of posts.
    pub fn file(&self) -> String {
        place(&self.slug, &self.files)
    }
}

/// Plans all posts of a checkout. What a human has to look at goes to the report, with its place in the new file.
pub fn plan(checkout: &Checkout, posts: &str, report: &mut Report) -> Vec<Planned> {
    let moved: Vec<Moved> = checkout.files.iter().map(|file| body::moved(checkout, file)).collect();
    let files = checkout.files.iter().zip(&moved);
    let places: HashMap<&str, String> =
        files.map(|(file, moved)| (file.slug.as_str(), place(&file.slug, &moved.files))).collect();
    let planned = checkout.files.iter().zip(moved).map(|(file, moved)| {
        let own = &places[file.slug.as_str()];
        let up = if own.contains('/') { "../" } else { "" };
        let body = body::with_links(moved.text.trim_start(), |slug| {
            places.get(slug).map_or_else(String::new, |place| format!("{up}{place}"))
        });
        let text = format!("{}\n{body}", header::write(file, &moved));
        let label = File { path: format!("{posts}/{own}"), text: text.as_str().into() };
        report
            .add(&label, moved.problems.into_iter().map(|(about, message)| problem(&text, &about, message)));
        report.add(&label, diagnostics(own, &text, &places));
        Planned { slug: file.slug.clone(), text, files: moved.files }
    });
    planned.collect()
}

/// A problem names what it is about; that is found again in the new text.
fn problem(text: &str, about: &str, message: String) -> Diagnostic {
    let at = text.find(about).unwrap_or_default();
    Diagnostic::warning("import/link", at..at + about.len(), message)
        .with_help("put the file beside the post, or correct the address")
}

/// What the new post says of itself.
fn diagnostics(file: &str, text: &str, places: &HashMap<&str, String>) -> Vec<Diagnostic> {
    let Some(head) = PostHead::read(file, text) else { return Vec::new() };
    let slug_of = |path: &str| {
        let (slug, _) = places.iter().find(|(_, place)| *place == path)?;
        Slug::new(slug)
    };
    Post::render(head, text, "../../", &slug_of).diagnostics().to_vec()
}

/// The file of a post. With files of its own it has a folder, which comes as a whole.
fn place(slug: &Slug, files: &[(PathBuf, String)]) -> String {
    if files.is_empty() { format!("{slug}.md") } else { format!("{slug}/index.md") }
}
