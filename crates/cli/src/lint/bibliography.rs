//! Citations against the bibliography that the front matter names.

use std::ops::Range;

use studybuddy_content::{
    diagnostic::Diagnostic,
    lint::{Citation, citations, nearest},
};

use crate::{bibliography::Bibliography, site::sources::SourcePost};

pub fn check(source: &SourcePost, bibliography: Option<&Bibliography>, found: &mut Vec<Diagnostic>) {
    let text = &source.file.text;
    let has_bibliography = source.head.front_matter.bibliography.is_some();
    let cited = citations(text, source.head.body_start, has_bibliography);
    let named = source.head.front_matter.bibliography.as_deref();
    let place = named.and_then(|name| Some((text.find(name)?, name.len())));
    let place = place.map_or(0..0, |(at, length)| at..at + length);
    let Some(bibliography) = bibliography else {
        if let Some(name) = named {
            found.push(
                Diagnostic::error("citation/file", place, format!("there is no bibliography `{name}`"))
                    .with_help("put the file beside the post, or correct its name"),
            );
        } else if let Some(Citation { key, span }) = cited.first() {
            let message = format!("`{key}` is cited, and the post has no bibliography");
            found.push(Diagnostic::warning("citation/bibliography", span.clone(), message).with_help(
                "write `bibliography: references.bib` into the front matter; readers see the bare key",
            ));
        }
        return;
    };
    let name = named.unwrap_or(&bibliography.file.path);
    let entries = bibliography.keys();
    for Citation { key, span } in &cited {
        if entries.iter().any(|entry| entry == key) {
            continue;
        }
        let diagnostic = Diagnostic::error(
            "citation/key",
            span.clone(),
            format!("`{key}` is not in the bibliography `{name}`"),
        );
        found.push(match nearest(key, entries.iter().map(String::as_str)) {
            Some(meant) => diagnostic.with_help(format!("did you mean `{meant}`?")),
            None => diagnostic.with_help("add the entry, or correct the key"),
        });
    }
    // One for the whole site serves other posts.
    if named.is_some() {
        unused(entries, &cited, text, (name, place), found);
    }
}

fn unused(
    entries: &[String],
    cited: &[Citation],
    text: &str,
    (name, place): (&str, Range<usize>),
    found: &mut Vec<Diagnostic>,
) {
    let mut unused: Vec<&str> = entries
        .iter()
        .filter(|entry| !cited.iter().any(|one| one.key == **entry))
        .map(String::as_str)
        .collect();
    // One bibliography may serve many posts.
    if unused.len() * 2 > entries.len() {
        return;
    }
    // In a sentence, a key is whatever the bibliography has.
    unused.retain(|key| !text.contains(&["@", *key].concat()));
    if !unused.is_empty() {
        let message = format!("the post cites nothing for {} of `{name}`", unused.join(", "));
        found.push(
            Diagnostic::hint("citation/unused", place, message).with_help("cite them, or take them out"),
        );
    }
}
