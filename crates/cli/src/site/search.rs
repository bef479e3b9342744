//! The index of the search, written in pieces that a reader fetches as they are needed.

use std::{
    collections::HashMap,
    fs,
    io::{Read as _, Write as _},
    path::{Path, PathBuf},
};

use anyhow::Result;
use flate2::{Compression, read::DeflateDecoder, write::DeflateEncoder};
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};
use studybuddy_content::{
    html::escaped,
    manifest::Manifest,
    post::Post,
    search::{IndexFile, IndexWriter, Piece, PostIndex, TextWriter},
    slug::Slug,
};

use super::{articles::Articles, output::Output, parts::ShortHash, render::Rendered, sources::SourcePost};

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

/// How many posts are read at a time, on all cores; what they hold is in memory.
const BATCH: usize = 64;

/// Writes the index of the posts of a site.
///
/// It is made from the cache, in passes over the posts: the first for their words, the second for a name that stands for the
/// texts, too, the third writes them. So what is held of a site with many posts is its dictionary.
///
/// # Errors
/// A file cannot be written, or an article not be kept in the cache.
pub fn write_index(
    manifest: &Manifest,
    posts: &[SourcePost],
    articles: &Articles<'_>,
    output: &Output,
) -> Result<()> {
    let by_slug: HashMap<&Slug, &SourcePost> = posts.iter().map(|post| (&post.head.slug, post)).collect();
    // Of equal results the newer post stands first.
    let posts: Vec<&SourcePost> =
        manifest.posts.iter().filter_map(|post| by_slug.get(&post.slug).copied()).collect();

    let mut writer = IndexWriter::default();
    for batch in posts.chunks(BATCH) {
        let words = batch.par_iter().map(|post| articles.words(post)).collect::<Result<Vec<_>>>()?;
        words.iter().flatten().try_for_each(|words| writer.add(words))?;
    }
    let (files, root) = writer.finish();

    // A name that changes with the content: caches never mix two builds, and never have to ask again.
    let mut hash = ShortHash::default();
    files.iter().for_each(|file| hash.add(&file.bytes));
    each_text(&posts, articles, &mut |texts| {
        texts.iter().for_each(|file| hash.add(&file.bytes));
        Ok(())
    })?;
    let packer = Packer {
        output,
        folder: format!("assets/search-{}", hash.finish()),
        old_folders: output.old_paths("assets", "search-"),
    };
    packer.write(&files)?;
    each_text(&posts, articles, &mut |texts| packer.write(texts))?;
    packer.write(&[root.finish(packer.folder.clone())])
}

/// Visits the pieces with the texts of the posts, some at a time.
fn each_text(
    posts: &[&SourcePost],
    articles: &Articles<'_>,
    visit: &mut dyn FnMut(&[IndexFile]) -> Result<()>,
) -> Result<()> {
    let mut writer = TextWriter::default();
    for batch in posts.chunks(BATCH) {
        let texts = batch.par_iter().map(|post| articles.texts(post)).collect::<Result<Vec<_>>>()?;
        let mut files = Vec::new();
        texts.iter().flatten().for_each(|texts| writer.add(texts, &mut |file| files.push(file)));
        visit(&files)?;
    }
    visit(writer.finish().as_slice())
}

/// Writes pieces of the index.
struct Packer<'a> {
    output: &'a Output,
    folder: String,
    /// Where builds before have theirs.
    old_folders: Vec<PathBuf>,
}

impl Packer<'_> {
    fn write(&self, files: &[IndexFile]) -> Result<()> {
        files.par_iter().try_for_each(|IndexFile { piece, bytes }| {
            let path = match piece {
                Piece::Root => ROOT.to_owned(),
                piece => format!("{}/{}", self.folder, piece.path()),
            };
            if self.output.keep(&path, |old| is_packed(old, bytes)) {
                return Ok(());
            }
            let mut elsewhere = self.old_folders.iter().map(|folder| folder.join(piece.path()));
            match elsewhere.find(|old| is_packed(old, bytes)) {
                Some(old) => self.output.move_on(&old, &path)?,
                None => self.output.write(&path, packed(bytes)?)?,
            };
            Ok(())
        })
    }
}

/// Whether a file of the build before unpacks to these bytes: to find out takes a tenth of the time of packing.
fn is_packed(file: &Path, bytes: &[u8]) -> bool {
    let unpack = || -> Option<Vec<u8>> {
        let old = fs::read(file).ok()?;
        let mut unpacked = Vec::with_capacity(bytes.len());
        let limit = u64::try_from(bytes.len()).ok()? + 1;
        DeflateDecoder::new(&old[..]).take(limit).read_to_end(&mut unpacked).ok()?;
        Some(unpacked)
    };
    unpack().is_some_and(|unpacked| unpacked == bytes)
}

/// Packs a piece (RFC 1951): hosts do not compress what they do not know.
fn packed(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = DeflateEncoder::new(Vec::with_capacity(bytes.len() / 2), Compression::default());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}
