//! The index of the search, written in pieces that a reader fetches as they are needed.

use std::{collections::HashMap, io::Write as _};

use anyhow::Result;
use flate2::{Compression, write::DeflateEncoder};
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};
use studybuddy_content::{
    html::escaped,
    manifest::Manifest,
    post::Post,
    search::{IndexFile, IndexWriter, Piece, PostIndex},
    slug::Slug,
};

use super::{output::Output, parts::short_hash, render::Rendered};

/// The piece that is read first. It has the same address in every build and says where the others are.
const ROOT: &str = "search/root.bin";

/// What the index holds of a post; `None` if it is not to be found.
pub fn index_post(post: &Post, rendered: &Rendered) -> Option<PostIndex> {
    PostIndex::new(post, &mut |index| match rendered.mathml(index) {
        // Browsers draw MathML by themselves: results need neither KaTeX nor its fonts.
        Some(mathml) => mathml.to_owned(),
        None => {
            let tex = post.document.formulas.get(index).map(|formula| escaped(&formula.tex));
            format!("<code>{}</code>", tex.unwrap_or_default())
        }
    })
}

/// What the index holds of each post.
pub type Indexes = HashMap<Slug, PostIndex>;

/// Writes the index of the posts of a site.
///
/// # Errors
/// A file cannot be written.
pub fn write_index(manifest: &Manifest, mut indexes: Indexes, output: &Output) -> Result<()> {
    let mut writer = IndexWriter::default();
    // Of equal results the newer post stands first.
    writer.extend(manifest.posts.iter().filter_map(|post| indexes.remove(&post.slug)));
    let mut folder = String::new();
    let files = writer.finish(|files| {
        let contents: Vec<&[u8]> = files.iter().map(|file| file.bytes.as_slice()).collect();
        // A name that changes with the content: caches never mix two builds, and never have to ask again.
        folder = format!("assets/search-{}", short_hash(&contents));
        folder.clone()
    });
    files.par_iter().try_for_each(|IndexFile { piece, bytes }| {
        let path = match piece {
            Piece::Root => ROOT.to_owned(),
            piece => format!("{folder}/{}", piece.path()),
        };
        output.write(&path, packed(bytes)?).map(|_| ())
    })
}

/// Packs a piece (RFC 1951): hosts do not compress what they do not know.
fn packed(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = DeflateEncoder::new(Vec::with_capacity(bytes.len() / 2), Compression::default());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}
