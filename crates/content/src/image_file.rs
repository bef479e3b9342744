//! Images that lie beside the posts, and the names under which they are served.

use serde::{Deserialize, Serialize};

/// The longest part of a file's own name that its served name keeps.
const MAX_STEM: usize = 48;

/// What pages have to know of an image of the site.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImageFile {
    /// Width and height in pixels: a page keeps its room while it is loaded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<(u32, u32)>,
    /// A hash of its content, in hexadecimal digits. Files of the public folder have none: they keep their names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hash: Option<String>,
}

impl ImageFile {
    /// The path below the root that pages show it at, by the path of the file; `None` if that is the same. The name
    /// changes with the content, so browsers and caches never have to ask for it again.
    #[must_use]
    pub fn served_path(&self, path: &str) -> Option<String> {
        let hash = self.hash.as_deref()?;
        let (stem, extension) = path.rsplit('/').next()?.rsplit_once('.')?;
        // Nothing that an address would have to encode.
        let kept =
            stem.chars().filter(|character| character.is_ascii_alphanumeric() || "-_.".contains(*character));
        let stem: String = kept.take(MAX_STEM).collect();
        let stem = if stem.is_empty() { "image" } else { &stem };
        Some(format!("assets/{stem}-{hash}.{extension}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn served_names_hold_the_content_and_need_no_encoding() {
        let file = ImageFile { size: None, hash: Some("0a1b".to_owned()) };
        let long = format!("posts/{}.webp", "x".repeat(300));
        for (path, served) in [
            ("posts/img/a.png", "assets/a-0a1b.png"),
            ("posts/a.b_c d%.svg", "assets/a.b_cd-0a1b.svg"),
            ("posts/x/注意.jpg", "assets/image-0a1b.jpg"),
            (&long, &format!("assets/{}-0a1b.webp", "x".repeat(48))),
        ] {
            assert_eq!(file.served_path(path).as_deref(), Some(served), "{path}");
        }
        assert_eq!(ImageFile::default().served_path("img/a.png"), None);
    }
}
