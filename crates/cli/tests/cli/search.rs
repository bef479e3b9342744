//! What the index of the search holds.

use std::io::Read as _;

use flate2::read::DeflateDecoder;

use crate::support::{Ran, Site};

/// Whether a word stands in the texts of the index that was written.
fn is_indexed(ran: &Ran, word: &str) -> bool {
    let folders = ran.list("dist/assets").into_iter().filter(|name| name.starts_with("search-"));
    let files = folders.flat_map(|folder| {
        let folder = format!("dist/assets/{folder}/texts");
        ran.list(&folder).into_iter().map(move |name| format!("{folder}/{name}")).collect::<Vec<_>>()
    });
    files.into_iter().any(|file| {
        let mut text = Vec::new();
        DeflateDecoder::new(&*ran.bytes(&file)).read_to_end(&mut text).unwrap();
        text.windows(word.len()).any(|part| part == word.as_bytes())
    })
}

#[test]
fn what_is_being_written_is_found_by_its_author_alone() {
    let draft =
        |word: &str| format!("---\ntitle: Draft\ndraft: true\n---\n\n## Later\n\nA {word} of words.\n");
    let site = Site::new().post("a", "", "An evergreen.").file("posts/draft.md", draft("quibbleflux"));
    let published = site.succeeds();
    assert!(is_indexed(&published, "evergreen") && !is_indexed(&published, "quibbleflux"));
    let served = published.again().with("--drafts").succeeds();
    assert!(is_indexed(&served, "evergreen") && is_indexed(&served, "quibbleflux"));
    let saved = served.again().file("posts/draft.md", draft("quabbleflux")).with("--drafts").succeeds();
    assert!(is_indexed(&saved, "quabbleflux") && !is_indexed(&saved, "quibbleflux"));
}
