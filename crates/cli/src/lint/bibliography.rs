//! Citations against the bibliographies that the front matter names.

use std::ops::Range;

use studybuddy_content::{
    diagnostic::Diagnostic,
    document::Document,
    front_matter::span_of_item,
    lint::{Citation, citations, cited, nearest},
};

use crate::{bibliography::Bibliography, site::sources::SourcePost};

/// `missing` are the files that the post names and that are not there.
pub fn check(
    source: &SourcePost,
    document: &Document,
    bibliography: Option<&Bibliography>,
    missing: &[&str],
    found: &mut Vec<Diagnostic>,
) {
    let text = &source.file.text;
    let named = &source.head.front_matter.bibliography;
    let place = |name: &str| span_of_item(text, "bibliography", name);
    found.extend(missing.iter().map(|name| {
        Diagnostic::error("citation/file", place(name), format!("there is no bibliography `{name}`"))
            .with_help("put the file beside the post, or correct its name")
    }));
    if !missing.is_empty() {
        // What is cited may be in it.
        return;
    }
    let citations = citations(text, source.head.body_start, !named.is_empty());
    let Some(bibliography) = bibliography else {
        if let Some(Citation { key, span }) = citations.first() {
            let message = format!("`{key}` is cited, and the post has no bibliography");
            found.push(Diagnostic::warning("citation/bibliography", span.clone(), message).with_help(
                "write `bibliography: references.bib` into the front matter; readers see the bare key",
            ));
        }
        return;
    };
    let name = if named.is_empty() { bibliography.file.path.clone() } else { named.join("`, `") };
    let entries = bibliography.keys();
    for Citation { key, span } in &citations {
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
    if let Some(first) = named.first() {
        unused(entries, &cited(document), (&name, place(first)), found);
    }
}

fn unused(
    entries: &[String],
    cited: &[String],
    (name, place): (&str, Range<usize>),
    found: &mut Vec<Diagnostic>,
) {
    let is_unused = |entry: &&String| !cited.contains(entry);
    let unused: Vec<&str> = entries.iter().filter(is_unused).map(String::as_str).collect();
    // One bibliography may serve many posts.
    if unused.len() * 2 > entries.len() || unused.is_empty() {
        return;
    }
    let message = format!("the post cites nothing for {} of `{name}`", unused.join(", "));
    found.push(Diagnostic::hint("citation/unused", place, message).with_help("cite them, or take them out"));
}
