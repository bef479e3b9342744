//! Compressed copies beside the files, for servers that send them as they are (`brotli_static`, `gzip_static`).

use std::{fs, io::Write as _};

use anyhow::{Context as _, Result};
use brotli::enc::{BrotliCompress, BrotliEncoderParams};
use flate2::{Compression, write::GzEncoder};
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use super::output::Output;

/// Types that shrink; pictures and fonts are compressed already.
const TEXTS: [&str; 11] = ["css", "csv", "html", "js", "json", "md", "mjs", "svg", "txt", "wasm", "xml"];
/// Shorter files are sent in one packet anyway.
const MIN_BYTES: usize = 1_024;
/// Brotli's effort for parts, which seldom change, and for everything else: the highest takes thirty times as long
/// and saves a tenth.
const PART_QUALITY: i32 = 11;
const QUALITY: i32 = 9;

/// Writes `x.br` and `x.gz` beside each text `x` of a site, where they are shorter.
///
/// # Errors
/// A file cannot be read or written.
pub fn precompress(output: &Output) -> Result<()> {
    let paths: Vec<String> = output.files().into_keys().filter(|path| is_text(path)).collect();
    paths.par_iter().try_for_each(|path| {
        let content = fs::read(output.locate(path)).with_context(|| format!("could not read `{path}`"))?;
        if content.len() < MIN_BYTES {
            return Ok(());
        }
        let quality = if path.starts_with("assets/") { PART_QUALITY } else { QUALITY };
        for extension in ["br", "gz"] {
            if output.keep_companion(path, extension) {
                continue;
            }
            let short = if extension == "br" { brotli(&content, quality)? } else { gzip(&content)? };
            if short.len() < content.len() {
                output.write(&format!("{path}.{extension}"), short)?;
            }
        }
        Ok(())
    })
}

fn is_text(path: &str) -> bool {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    TEXTS.contains(&extension.to_ascii_lowercase().as_str())
}

fn brotli(mut content: &[u8], quality: i32) -> Result<Vec<u8>> {
    let parameters =
        BrotliEncoderParams { quality, size_hint: content.len(), ..BrotliEncoderParams::default() };
    let mut short = Vec::new();
    BrotliCompress(&mut content, &mut short, &parameters)?;
    Ok(short)
}

fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use std::{io::Read as _, path::Path, sync::Arc};

    use super::*;
    use crate::site::walk;

    #[test]
    fn texts_get_copies_that_say_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let text = "all the same ".repeat(500);
        let output = Output::beside(folder.path(), Path::new("none"), Arc::default());
        for name in ["a/index.html", "picture.png", "feed.XML"] {
            output.write(name, &text).unwrap();
        }
        output.write("short.txt", "short").unwrap();
        precompress(&output).unwrap();
        let names = walk::files(folder.path()).unwrap().paths;
        let expected = [
            "a/index.html",
            "a/index.html.br",
            "a/index.html.gz",
            "feed.XML",
            "feed.XML.br",
            "feed.XML.gz",
            "picture.png",
            "short.txt",
        ];
        assert_eq!(names, expected);
        let read = |name: &str| fs::read(folder.path().join(name)).unwrap();
        let (mut from_brotli, mut from_gzip) = (Vec::new(), String::new());
        brotli::BrotliDecompress(&mut &read("a/index.html.br")[..], &mut from_brotli).unwrap();
        flate2::read::GzDecoder::new(&read("a/index.html.gz")[..]).read_to_string(&mut from_gzip).unwrap();
        assert_eq!((from_brotli, from_gzip), (text.clone().into_bytes(), text));
    }
}
