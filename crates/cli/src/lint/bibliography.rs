//! Citations against the bibliography that the front matter names.

use std::{fs, ops::Range, path::PathBuf};

use studybuddy_content::{
    diagnostic::Diagnostic,
    lint::{Citation, citations, nearest},
};

use super::Site;
use crate::site::sources::SourcePost;

pub fn check(site: &Site, source: &SourcePost, found: &mut Vec<Diagnostic>) {
    let text = &source.file.text;
    let has_bibliography = source.head.front_matter.bibliography.is_some();
    let cited = citations(text, source.head.body_start, has_bibliography);
    let Some(name) = &source.head.front_matter.bibliography else {
        if let Some(Citation { key, span }) = cited.first() {
            let message = format!("`{key}` is cited, and the post has no bibliography");
            found.push(Diagnostic::warning("citation/bibliography", span.clone(), message).with_help(
                "write `bibliography: references.bib` into the front matter; readers see the bare key",
            ));
        }
        return;
    };
    let place = text.find(name.as_str()).map_or(0..0, |at| at..at + name.len());
    let folder = source.head.file.rsplit_once('/').map_or("", |(folder, _)| folder);
    let places: [PathBuf; 4] = [
        site.folder.join(folder).join(name),
        site.folder.join(name),
        site.public.join(name),
        // Where al-folio keeps them.
        site.public.join("assets/bibliography").join(name),
    ];
    let Some(entries) = places.iter().find_map(|path| fs::read_to_string(path).ok()) else {
        found.push(
            Diagnostic::error("citation/file", place, format!("there is no bibliography `{name}`"))
                .with_help("put the file beside the post, or correct its name"),
        );
        return;
    };
    let entries = keys(&entries);
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
    unused(&entries, &cited, name, place, found);
}

fn unused(
    entries: &[String],
    cited: &[Citation],
    name: &str,
    place: Range<usize>,
    found: &mut Vec<Diagnostic>,
) {
    let unused: Vec<&str> = entries
        .iter()
        .filter(|entry| !cited.iter().any(|one| one.key == **entry))
        .map(String::as_str)
        .collect();
    // One bibliography may serve many posts.
    if !unused.is_empty() && unused.len() * 2 <= entries.len() {
        let message = format!("the post cites nothing for {} of `{name}`", unused.join(", "));
        found.push(
            Diagnostic::hint("citation/unused", place, message).with_help("cite them, or take them out"),
        );
    }
}

/// The keys of a BibTeX file: `@article{key,`.
fn keys(text: &str) -> Vec<String> {
    let mut keys = Vec::new();
    for piece in text.split('@').skip(1) {
        let Some((kind, rest)) = piece.split_once(['{', '(']) else { continue };
        let kind = kind.trim().to_ascii_lowercase();
        if kind.is_empty()
            || !kind.bytes().all(|byte| byte.is_ascii_alphabetic())
            || ["comment", "string", "preamble"].contains(&kind.as_str())
        {
            continue;
        }
        if let Some((key, _)) = rest.split_once(',') {
            keys.push(key.trim().to_owned());
        }
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_entries_are_read() {
        let text = "@article{a1,\n title={x@y, {z}}}\n@string{s = 1}\n@InProceedings( b:2 ,\n}";
        assert_eq!(keys(text), ["a1", "b:2"]);
    }
}
