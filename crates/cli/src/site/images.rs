//! The images of a site: how large they are and what they hold.

use std::{
    collections::HashMap,
    fs::{self, File},
    io::{BufRead, BufReader, Cursor, Read as _, Seek},
    path::Path,
    sync::{Mutex, PoisonError},
};

use studybuddy_content::{image_file::ImageFile, link::PostLookup, slug::Slug};

use super::{parts::short_hash, sources::Sources};

/// What browsers show as an image, by the ends of names.
const EXTENSIONS: [&str; 10] = ["apng", "avif", "bmp", "gif", "ico", "jpeg", "jpg", "png", "svg", "webp"];
/// How much of an SVG file is searched for the size of its drawing, in bytes.
const SVG_HEAD: u64 = 4096;

/// What posts' links and images lead to: other posts, and files beside the posts or in the public folder.
pub struct Surroundings<'a> {
    slugs: HashMap<&'a str, &'a Slug>,
    sources: &'a Sources,
    public: &'a Path,
    /// The images that were asked for: several posts may show one.
    images: Mutex<HashMap<String, Option<ImageFile>>>,
}

impl<'a> Surroundings<'a> {
    /// What stands around the posts of `sources`. Files may lie in the `public` folder, too, which may be missing.
    pub fn new(sources: &'a Sources, public: &'a Path) -> Self {
        Self { slugs: sources.slugs(), sources, public, images: Mutex::default() }
    }

    fn read(&self, path: &str) -> Option<ImageFile> {
        let extension = path.rsplit_once('.')?.1.to_ascii_lowercase();
        if !EXTENSIONS.contains(&extension.as_str()) {
            return None;
        }
        // The same order in which the files are found when they are copied.
        let public = self.public.join(path);
        if public.is_file() {
            let file = BufReader::new(File::open(public).ok()?);
            return Some(ImageFile { size: size(file, &extension), hash: None });
        }
        let path = path.strip_prefix("posts/")?;
        self.sources.companions.binary_search_by(|companion| companion.as_str().cmp(path)).ok()?;
        let bytes = fs::read(self.sources.folder.join(path)).ok()?;
        Some(ImageFile { size: size(Cursor::new(&bytes), &extension), hash: Some(short_hash(&[&bytes])) })
    }
}

impl PostLookup for Surroundings<'_> {
    fn slug_of(&self, file: &str) -> Option<Slug> {
        self.slugs.get(file).map(|&slug| slug.clone())
    }

    fn image(&self, path: &str) -> Option<ImageFile> {
        // A thread that panicked while it held the lock had not begun to change the map.
        let known = || self.images.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(image) = known().get(path) {
            return image.clone();
        }
        let image = self.read(path);
        known().insert(path.to_owned(), image.clone());
        image
    }
}

/// Width and height of an image in pixels; `None` if it has none, or is no image that we can read.
fn size(image: impl BufRead + Seek, extension: &str) -> Option<(u32, u32)> {
    if extension == "svg" {
        let mut head = Vec::new();
        image.take(SVG_HEAD).read_to_end(&mut head).ok()?;
        return svg_size(&String::from_utf8_lossy(&head));
    }
    let size = imagesize::reader_size(image).ok()?;
    Some((u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?))
}

/// The size of a drawing: its width and height in pixels, else those of its view box.
fn svg_size(text: &str) -> Option<(u32, u32)> {
    let tag = &text[text.find("<svg")?..];
    let tag = &tag[..tag.find('>')?];
    let own = |name: &str| {
        let value = attribute(tag, name)?;
        pixels(value.strip_suffix("px").unwrap_or(value))
    };
    let from_view_box = || {
        let numbers: Vec<&str> =
            attribute(tag, "viewBox")?.split([' ', ',']).filter(|part| !part.is_empty()).collect();
        Some((pixels(numbers.get(2)?)?, pixels(numbers.get(3)?)?))
    };
    own("width").zip(own("height")).or_else(from_view_box)
}

fn pixels(number: &str) -> Option<u32> {
    let number: f64 = number.trim().parse().ok()?;
    // A drawing of more pixels than that is none that a page shows.
    ((1.0..=100_000.0).contains(&number)).then(|| number.round() as u32)
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = tag;
    while let Some(at) = rest.find(name) {
        let starts = rest[..at].ends_with(char::is_whitespace);
        rest = &rest[at + name.len()..];
        let Some(value) = rest.trim_start().strip_prefix('=').filter(|_| starts) else { continue };
        let value = value.trim_start();
        let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        return value[1..].split(quote).next();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawings_say_their_size_or_their_view_box() {
        for (svg, size) in [
            ("<svg xmlns='x' width='720' height=\"432.4px\" viewBox='0 0 1 1'>", Some((720, 432))),
            ("<?xml?><svg stroke-width=\"2\" viewBox=\"0 0 300, 150\">", Some((300, 150))),
            ("<svg width='100%' height='100%' viewBox='0 0 30 20'>", Some((30, 20))),
            ("<svg width='10em'>", None),
            ("<svg", None),
            ("", None),
        ] {
            assert_eq!(svg_size(svg), size, "{svg}");
        }
    }
}
