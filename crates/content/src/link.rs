//! Where links and images of a post lead: from the Markdown file they stand in to addresses of the site.

use crate::{
    html::is_safe_url, image_file::ImageFile, markdown::CodeRun, post_name::is_markdown,
    reference::Reference, route::Route, slug::Slug,
};

/// Finds the slug of the post in a file; the file's path is relative to the folder of posts, such as `a/index.md`.
pub trait PostLookup {
    /// The slug, or `None` if no post is in that file.
    fn slug_of(&self, file: &str) -> Option<Slug>;

    /// An image of this site, by its path below the root, such as `posts/a/x.png`; `None` if nothing is known of it.
    fn image(&self, _path: &str) -> Option<ImageFile> {
        None
    }

    /// How a code block of the post that is rendered ran, by its place among them: `None` if it did not, or has changed
    /// since.
    fn code_run(&self, _block: usize) -> Option<CodeRun> {
        None
    }

    /// The work with this key in the bibliography of the post that is rendered; `None` if there is none.
    fn reference(&self, _key: &str) -> Option<Reference> {
        None
    }
}

impl<F: Fn(&str) -> Option<Slug>> PostLookup for F {
    fn slug_of(&self, file: &str) -> Option<Slug> {
        self(file)
    }
}

/// Where a post stands, as far as its links depend on it.
#[derive(Clone, Copy)]
pub struct PostPlace<'a> {
    /// The Markdown file, relative to the folder of posts.
    pub file: &'a str,
    /// What leads from the page to the site's root: `../../`, or a base path such as `/notes/`.
    pub root: &'a str,
    /// The other posts.
    pub posts: &'a dyn PostLookup,
    /// Whether the post names a bibliography: then `@key` in its text is a citation.
    pub has_bibliography: bool,
    /// Whether the post comes from Jekyll, whose kramdown takes `$$` in a line of text for an inline formula.
    pub is_kramdown: bool,
    /// Whether `--` and `---` in its text are dashes, as kramdown, Pandoc, Hugo and Sphinx have it.
    pub has_dashes: bool,
    /// Whether templates in it show as they are (`render_with_liquid: false` of Jekyll).
    pub is_plain: bool,
}

/// What a target in Markdown leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A post of this site.
    Post {
        /// Address to write into the page.
        href: String,
        /// Which post.
        slug: Slug,
    },
    /// A Markdown file that is not a post.
    MissingPost {
        /// Address to write into the page.
        href: String,
        /// The file that was looked for, relative to the folder of posts.
        file: String,
    },
    /// A file of this site.
    File {
        /// Address to write into the page. An image that is shown has one that changes with its content; links keep
        /// the file's own, which others may know.
        href: String,
        /// The file's path below the root.
        path: String,
    },
    /// A place in the same page.
    Fragment(String),
    /// Another site.
    External(String),
    /// A scheme that could run a script: the link is not made.
    Unsafe,
}

impl Target {
    /// The address to write, if the link may be made.
    #[must_use]
    pub fn href(&self) -> Option<&str> {
        match self {
            Self::Post { href, .. } | Self::MissingPost { href, .. } | Self::File { href, .. } => Some(href),
            Self::Fragment(href) | Self::External(href) => Some(href),
            Self::Unsafe => None,
        }
    }
}

impl<'a> PostPlace<'a> {
    /// The place of a post that has no bibliography and is not from Jekyll.
    #[must_use]
    pub fn new(file: &'a str, root: &'a str, posts: &'a dyn PostLookup) -> Self {
        Self {
            file,
            root,
            posts,
            has_bibliography: false,
            is_kramdown: false,
            has_dashes: false,
            is_plain: false,
        }
    }
}

impl PostPlace<'_> {
    /// Whether the post is one of Quarto's.
    #[must_use]
    pub fn is_quarto(&self) -> bool {
        self.file.ends_with(".qmd")
    }

    /// Width and height in pixels of the image that is shown, if it is one of this site and they are known.
    #[must_use]
    pub fn image_size(&self, target: &Target) -> Option<(u32, u32)> {
        match target {
            Target::File { path, .. } => self.posts.image(path)?.size,
            _ => None,
        }
    }

    /// Resolves the target of a link (or of an `image`) in the post.
    #[must_use]
    pub fn resolve(&self, url: &str, image: bool) -> Target {
        let url = url.trim();
        if !is_safe_url(url, image) {
            return Target::Unsafe;
        }
        if url.starts_with('#') || url.is_empty() {
            return Target::Fragment(url.to_owned());
        }
        if let Some(doi) = url.strip_prefix("doi:") {
            return Target::External(["https://doi.org/", doi].concat());
        }
        if crate::html::url_scheme(url).is_some() || url.starts_with("//") {
            return Target::External(url.to_owned());
        }
        let split = url.find(['?', '#']).unwrap_or(url.len());
        let (path, suffix) = url.split_at(split);
        let site_path = self.site_path(path);
        if is_markdown(&site_path) {
            let file = site_path.strip_prefix("posts/").unwrap_or(&site_path);
            // Files are named in links as a browser would: with `%20` for a blank.
            let decoded = percent_decode(file);
            return match self.slug_of(&decoded, path) {
                Some(slug) => {
                    let href = format!("{}{}{suffix}", self.root, Route::Post(slug.clone()).path());
                    Target::Post { href, slug }
                }
                None => {
                    Target::MissingPost { href: format!("{}{site_path}{suffix}", self.root), file: decoded }
                }
            };
        }
        let path = percent_decode(&site_path);
        let shown = image.then(|| self.posts.image(&path)?.served_path(&path)).flatten();
        Target::File { href: format!("{}{}{suffix}", self.root, shown.as_ref().unwrap_or(&site_path)), path }
    }

    /// The post in a file. Addresses from the root, and Zola's `@/blog/a.md`, may begin with the folder that held the
    /// posts in the author's old site.
    fn slug_of(&self, file: &str, path: &str) -> Option<Slug> {
        let moved = || {
            let (_, rest) = path.strip_prefix("@/").or(path.strip_prefix('/'))?.split_once('/')?;
            self.posts.slug_of(&percent_decode(rest))
        };
        self.posts.slug_of(file).or_else(moved)
    }

    /// The path below the site's root of a path in the post's file.
    fn site_path(&self, path: &str) -> String {
        let mut segments: Vec<&str> = match path.strip_prefix('/').or(path.strip_prefix("@/")) {
            Some(_) => Vec::new(),
            None => {
                let folder = self.file.rsplit_once('/').map_or("", |(folder, _)| folder);
                std::iter::once("posts")
                    .chain(folder.split('/').filter(|segment| !segment.is_empty()))
                    .collect()
            }
        };
        for segment in path.split('/') {
            match segment {
                "" | "." => {}
                // Above the root there is nothing: browsers stay there, too.
                ".." => {
                    segments.pop();
                }
                _ => segments.push(segment),
            }
        }
        let mut joined = segments.join("/");
        if path.ends_with('/') && !joined.is_empty() {
            joined.push('/');
        }
        joined.replace(' ', "%20")
    }
}

/// What engines agree on in the id of a heading: its letters and digits in one case, without a number in front.
#[must_use]
pub fn folded(id: &str) -> String {
    let letters = id.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
    letters.skip_while(char::is_ascii_digit).collect()
}

/// A part of an address with its `%20`s read.
#[must_use]
pub fn percent_decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = bytes.get(at + 1..at + 3).and_then(|digits| std::str::from_utf8(digits).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()).filter(|_| bytes[at] == b'%') {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolve(file: &str, url: &str) -> Target {
        let posts = |file: &str| (file == "b.md" || file == "sub/c d.md").then(|| Slug::new("b")).flatten();
        PostPlace::new(file, "../../", &posts).resolve(url, false)
    }

    fn href(file: &str, url: &str) -> String {
        resolve(file, url).href().unwrap_or("(none)").to_owned()
    }

    #[test]
    fn files_are_found_from_the_markdown_file() {
        assert_eq!(href("a.md", "img/x.png"), "../../posts/img/x.png");
        assert_eq!(href("a.md", "./img/x y.png?v=1#f"), "../../posts/img/x%20y.png?v=1#f");
        assert_eq!(href("a/index.md", "x.png"), "../../posts/a/x.png");
        assert_eq!(href("a.md", "../img/x.png"), "../../img/x.png");
        assert_eq!(href("a.md", "../../../etc/x.png"), "../../etc/x.png");
        assert_eq!(href("a.md", "/img/x.png"), "../../img/x.png");
    }

    #[test]
    fn links_to_markdown_files_lead_to_posts() {
        assert_eq!(href("a.md", "b.md#setup"), "../../posts/b/#setup");
        assert_eq!(href("sub/a.md", "c%20d.md"), "../../posts/b/");
        assert_eq!(href("sub/a.md", "../b.md"), "../../posts/b/");
        assert!(matches!(resolve("a.md", "none.md"), Target::MissingPost { file, .. } if file == "none.md"));
    }

    #[test]
    fn what_is_shown_has_a_name_that_holds_its_content_and_links_keep_the_name() {
        struct OneImage;
        impl PostLookup for OneImage {
            fn slug_of(&self, _: &str) -> Option<Slug> {
                None
            }

            fn image(&self, path: &str) -> Option<ImageFile> {
                let file = ImageFile { size: Some((16, 9)), hash: Some("0a1b".to_owned()) };
                (path == "posts/img/a b.svg").then_some(file)
            }
        }
        let place = PostPlace::new("a.md", "../../", &OneImage);
        let href = |url: &str, image: bool| place.resolve(url, image).href().map(str::to_owned).unwrap();
        assert_eq!(href("img/a%20b.svg#part", true), "../../assets/ab-0a1b.svg#part");
        assert_eq!(href("img/a b.svg", false), "../../posts/img/a%20b.svg");
        assert_eq!(href("img/other.svg", true), "../../posts/img/other.svg");
        let image = place.resolve("img/a b.svg", true);
        assert!(matches!(&image, Target::File { path, .. } if path == "posts/img/a b.svg"), "{image:?}");
        assert_eq!(place.image_size(&image), Some((16, 9)));
    }

    #[test]
    fn other_targets_stay_as_they_are() {
        for url in ["#here", "https://example.org/a.md", "//cdn/x", "mailto:a@b.c"] {
            assert_eq!(href("a.md", url), url);
        }
        assert_eq!(resolve("a.md", "javascript:x"), Target::Unsafe);
    }
}
