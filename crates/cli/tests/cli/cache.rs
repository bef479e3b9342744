//! A build after a change gives what a build from nothing gives, and renders only what changed.

use std::{collections::BTreeMap, fs, path::Path};

use crate::support::{Ran, Site};

const PNG: [&[u8]; 2] = [
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x08\x08\x06\0\0\0\0\0\0\0",
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x20\0\0\0\x08\x08\x06\0\0\0\0\0\0\0",
];

/// A small generator of numbers (xorshift): the same in each run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % 1_000_003).unwrap() % limit
    }
}

/// What an author has in the folder of posts.
#[derive(Clone)]
struct Author {
    posts: BTreeMap<String, Post>,
    settings: String,
    image: usize,
    made: usize,
}

#[derive(Clone)]
struct Post {
    title: String,
    day: usize,
    tag: &'static str,
    text: String,
}

impl Author {
    fn new() -> Self {
        let mut author = Self {
            posts: BTreeMap::new(),
            settings: "url: https://example.org/\ntitle: Notes\n".to_owned(),
            image: 0,
            made: 0,
        };
        (0..6).for_each(|_| author.add());
        author
    }

    fn add(&mut self) {
        self.made += 1;
        let number = self.made;
        let neighbour = format!("p{}.md", number / 2);
        let text = format!(
            "Text {number} with $x_{number}$, [a post]({neighbour}#a) and ![a picture](img/a.png).\n\n\
             ```python\nx = {number}\n```\n"
        );
        let post = Post { title: format!("Title {number}"), day: number % 28 + 1, tag: "rust", text };
        self.posts.insert(format!("p{number}.md"), post);
    }

    /// Changes something; says what.
    fn change(&mut self, random: &mut Random) -> String {
        let name = self.posts.keys().nth(random.below(self.posts.len())).unwrap().clone();
        let post = self.posts.get_mut(&name).unwrap();
        match random.below(9) {
            0 => post.text.push_str("\nMore: $\\frac12$.\n"),
            1 => post.title.push_str(" again"),
            2 => post.tag = if post.tag == "rust" { "gpu" } else { "rust" },
            3 => post.day = post.day % 28 + 1,
            4 => {
                let post = self.posts.remove(&name).unwrap();
                self.made += 1;
                self.posts.insert(format!("p{}.md", self.made), post);
                return format!("rename {name}");
            }
            5 if self.posts.len() > 2 => {
                self.posts.remove(&name);
                return format!("remove {name}");
            }
            6 => {
                self.settings.push_str("footer: New\n");
                return "settings".to_owned();
            }
            7 => {
                self.image = 1 - self.image;
                return "image".to_owned();
            }
            _ => {
                self.add();
                return "add".to_owned();
            }
        }
        format!("edit {name}")
    }

    fn write(&self, folder: &Path) {
        let posts = folder.join("posts");
        fs::remove_dir_all(&posts).unwrap();
        fs::create_dir_all(posts.join("img")).unwrap();
        fs::write(posts.join("img/a.png"), PNG[self.image]).unwrap();
        fs::write(folder.join("site.yaml"), &self.settings).unwrap();
        for (name, Post { title, day, tag, text }) in &self.posts {
            let text = format!("---\ntitle: {title}\ndate: 2024-03-{day:02}\ntags: [{tag}]\n---\n\n{text}");
            fs::write(posts.join(name), text).unwrap();
        }
    }
}

/// All files of the site, by path.
fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
                files.insert(name, fs::read(path).unwrap());
            }
        }
    }
    files
}

fn entries(ran: &Ran) -> usize {
    ran.list("cache").len()
}

#[test]
fn a_build_with_a_cache_is_the_same_as_one_without() {
    let mut random = Random(20_260_914);
    let mut author = Author::new();
    let mut ran = Site::new().with("--cache cache").succeeds();
    for step in 0..25 {
        let change = author.change(&mut random);
        author.write(ran.folder());
        // What the author links to may be gone: that is a warning, not a failure.
        ran = ran.again().with("--cache cache").succeeds();
        fs::remove_dir_all(ran.folder().join("cold")).unwrap_or_default();
        let warm = tree(&ran.folder().join("dist"));
        let warm_findings = ran.stderr.clone();
        ran = ran.again().with("--cache cold").succeeds();
        assert_eq!(ran.stderr, warm_findings, "step {step}: {change}");
        let cold = tree(&ran.folder().join("dist"));
        let different: Vec<&String> =
            warm.iter().filter(|(path, file)| cold.get(*path) != Some(file)).map(|(path, _)| path).collect();
        assert!(different.is_empty() && warm.len() == cold.len(), "step {step}: {change}: {different:?}");
    }
}

#[test]
fn only_what_changed_is_rendered() {
    let ran = Site::new().post("a", "", "See [b](b.md).").post("b", "", "Text.").post("c", "", "Text.");
    let ran = ran.with("--cache cache").succeeds();
    assert_eq!(entries(&ran), 3);
    let ran = ran.again().with("--cache cache").succeeds();
    assert_eq!(entries(&ran), 3, "nothing changed");
    let ran = ran.again().post("c", "", "Other text.").with("--cache cache").succeeds();
    assert_eq!(entries(&ran), 4, "one post changed");
    let ran = ran.again().file("site.yaml", "title: New").with("--cache cache").succeeds();
    assert_eq!(entries(&ran), 7, "all of them name the site");
}

#[test]
fn a_link_follows_a_post_that_moved() {
    let slug = |name: &str| format!("---\ntitle: B\nslug: {name}\n---\n\nText.\n");
    Site::new()
        .post("a", "", "See [b](b.md).")
        .file("posts/b.md", slug("one"))
        .succeeds()
        .expect("dist/posts/a/index.html", "href=\"../../posts/one/\"")
        .again()
        .file("posts/b.md", slug("two"))
        .succeeds()
        .expect("dist/posts/a/index.html", "href=\"../../posts/two/\"");
}

#[test]
fn what_is_wrong_is_said_again() {
    let ran = Site::new().post("a", "", "Bad: $\\frac{1}{$.").fails();
    let findings = ran.stderr.clone();
    assert_eq!(ran.again().fails().stderr, findings);
}

#[test]
fn a_broken_cache_is_mended() {
    let ran = Site::new().post("a", "", "Text $x$.").with("--cache cache").succeeds();
    let page = ran.read("dist/posts/a/index.html");
    let entry = ran.folder().join("cache").join(&ran.list("cache")[0]);
    fs::write(&entry, b"no article").unwrap();
    let ran = ran.again().with("--cache cache").succeeds();
    assert_eq!(ran.read("dist/posts/a/index.html"), page);
    assert!(fs::read(entry).unwrap().len() > 100);
}

#[test]
fn a_site_that_was_left_half_changed_is_completed() {
    let ran = Site::new().post("a", "tags: [rust]\n", "Text $x$.").post("b", "", "See [a](a.md).").succeeds();
    let dist = ran.folder().join("dist");
    let whole = tree(&dist);
    let pieces = |path: &&String| path.contains("/texts/");
    fs::remove_file(dist.join(whole.keys().find(pieces).unwrap())).unwrap();
    fs::write(dist.join("posts/a/index.html"), "of a build before").unwrap();
    fs::remove_dir_all(dist.join("tags")).unwrap();
    fs::create_dir(dist.join("assets/search-0")).unwrap();
    fs::write(dist.join("assets/search-0/labels.bin"), "of a build before").unwrap();
    let ran = ran.again().succeeds();
    assert_eq!(tree(&dist), whole);
    assert!(!ran.has("dist/assets/search-0"));
}

#[cfg(unix)]
#[test]
fn only_what_changed_is_written() {
    use std::os::unix::fs::MetadataExt as _;
    let text = |text: &str| format!("---\ntitle: A\ndate: 2024-03-01\ndescription: On A\n---\n\n{text}\n");
    let build = |site: Site| site.with("--cache cache --precompress").succeeds();
    // What is not touched at all keeps the time when its number of names last changed, too.
    let numbers = |ran: &Ran| -> BTreeMap<String, [i64; 3]> {
        let dist = ran.folder().join("dist");
        let numbers = |path: &String| {
            let file = fs::metadata(dist.join(path)).unwrap();
            [file.ino().cast_signed(), file.ctime(), file.ctime_nsec()]
        };
        tree(&dist).into_keys().map(|path| (path.clone(), numbers(&path))).collect()
    };
    let site = Site::new()
        .file("site.yaml", "url: https://example.org/\n")
        .file("posts/a.md", text("One ![](a.png)."))
        .file("posts/a.png", PNG[0])
        .post("b", "tags: [rust]\n", "Text.");
    let mut ran = build(site);
    let mut before = numbers(&ran);
    for (change, pages) in [
        (None, &[][..]),
        (Some("Two."), &["posts/a/index.html", "posts/a/index.html.br", "posts/a/index.html.gz"]),
    ] {
        let site = ran.again();
        ran = build(match change {
            Some(change) => site.file("posts/a.md", text(change)),
            None => site,
        });
        let after = numbers(&ran);
        let written = |path: &&String| before.get(*path) != after.get(*path);
        let written: Vec<&String> = after.keys().filter(written).collect();
        let written_pages: Vec<&&String> = written.iter().filter(|path| path.contains(".html")).collect();
        assert_eq!(written_pages, pages.iter().collect::<Vec<_>>(), "{change:?}");
        // Everything else that is new: the mark of the build, the post as data, the feeds it stands in, the search.
        let of_post = ["posts/a", "posts/manifest.json", "feed", "rss", "search/", "assets/search-"];
        let is_expected =
            |path: &str| change.is_some() && of_post.iter().any(|start| path.starts_with(start));
        let others: Vec<&str> =
            written.iter().map(|path| path.as_str()).filter(|path| !is_expected(path)).collect();
        assert_eq!(others, [""; 0], "{change:?}");
        before = after;
    }
}
