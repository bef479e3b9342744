//! The index of the search, written in pieces that a reader fetches as they are needed.

use std::{
    collections::HashMap,
    fs,
    io::{Read as _, Write as _},
    path::Path,
};

use anyhow::Result;
use flate2::{Compression, read::DeflateDecoder, write::DeflateEncoder};
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
    let old_folders = output.old_paths("assets", "search-");
    files.par_iter().try_for_each(|IndexFile { piece, bytes }| {
        let path = match piece {
            Piece::Root => ROOT.to_owned(),
            piece => format!("{folder}/{}", piece.path()),
        };
        let old = old_folders.iter().find_map(|folder| still_packed(&folder.join(piece.path()), bytes));
        output.write(&path, old.map_or_else(|| packed(bytes), Ok)?).map(|_| ())
    })
}

/// The file as the build before packed it, if it unpacks to these bytes: that takes a tenth of the time of packing.
fn still_packed(file: &Path, bytes: &[u8]) -> Option<Vec<u8>> {
    let old = fs::read(file).ok()?;
    let mut unpacked = Vec::with_capacity(bytes.len());
    let limit = u64::try_from(bytes.len()).ok()? + 1;
    DeflateDecoder::new(&old[..]).take(limit).read_to_end(&mut unpacked).ok()?;
    (unpacked == bytes).then_some(old)
}

/// Packs a piece (RFC 1951): hosts do not compress what they do not know.
fn packed(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = DeflateEncoder::new(Vec::with_capacity(bytes.len() / 2), Compression::default());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}
