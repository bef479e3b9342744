use std::cmp::Reverse;

use anyhow::Result;
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};
use serde::Serialize;
use studybuddy_content::{front_matter::Visibility, post::Post, reading::reading_minutes};

use super::{List, ListFormat, Outcome, Run};
use crate::{
    report::{Report, counted},
    site::{
        render::{parse_post, thread_pool},
        sources::{Audience, SourcePost, Sources},
    },
};

/// What `list` says of a post.
#[derive(Debug, Serialize)]
struct Entry {
    file: String,
    slug: String,
    title: String,
    date: Option<String>,
    words: usize,
    minutes: usize,
    visibility: Visibility,
    categories: Vec<String>,
    tags: Vec<String>,
}

impl Run for List {
    fn run(&self) -> Result<Outcome> {
        let mut report = Report::default();
        let sources = Sources::load(&self.source.posts, &self.source.site, Audience::Author, &mut report)?;
        let slugs = sources.slugs();
        let entry = |source: &SourcePost| {
            let post = parse_post(source, &|file: &str| slugs.get(file).map(|slug| (*slug).clone()));
            Entry::new(&source.file.path, &post)
        };
        let mut entries: Vec<Entry> =
            thread_pool()?.install(|| sources.posts.par_iter().map(entry).collect());
        // Newest first; posts without a date stand last, as on the site.
        entries.sort_by_key(|entry| (Reverse(entry.date.clone()), entry.slug.clone()));
        let output = match self.format {
            ListFormat::Json => serde_json::to_string_pretty(&entries)? + "\n",
            ListFormat::Text => table(&entries),
        };
        Ok(Outcome { output, ..Outcome::default() })
    }
}

impl Entry {
    fn new(file: &str, post: &Post) -> Self {
        let front_matter = &post.head.front_matter;
        Self {
            file: file.to_owned(),
            slug: post.head.slug.to_string(),
            title: post.title.clone(),
            date: front_matter.date.as_ref().map(|date| date.iso_date()),
            words: post.document.words,
            minutes: reading_minutes(&post.document),
            visibility: front_matter.visibility,
            categories: front_matter.categories.clone(),
            tags: front_matter.tags.clone(),
        }
    }
}

fn table(entries: &[Entry]) -> String {
    let slug_width = entries.iter().map(|entry| entry.slug.chars().count()).max().unwrap_or(0);
    let mut text = String::new();
    for entry in entries {
        let date = entry.date.as_deref().unwrap_or("no date");
        let state = match entry.visibility {
            Visibility::Draft => " (draft)",
            Visibility::Hidden => " (hidden)",
            Visibility::Public => "",
        };
        let tags =
            if entry.tags.is_empty() { String::new() } else { format!("  [{}]", entry.tags.join(", ")) };
        text.push_str(&format!(
            "{date:<10}  {:<slug_width$}  {:>6} words  {}{state}{tags}\n",
            entry.slug, entry.words, entry.title
        ));
    }
    let words = entries.iter().map(|entry| entry.words).sum();
    text + &format!("{}, {}\n", counted(entries.len(), "post"), counted(words, "word"))
}
