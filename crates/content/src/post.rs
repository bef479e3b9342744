//! A post as a whole: its file read into front matter and document.

use std::{
    collections::BTreeMap,
    panic::{AssertUnwindSafe, catch_unwind},
};

use crate::{
    diagnostic::{Diagnostic, Severity},
    document::Document,
    front_matter::{self, FrontMatter},
    link::{PostLookup, PostPlace, Target},
    manifest::PostSummary,
    markdown,
    math::{default_macros, with_colored_arguments},
    post_name::{PostName, date_in},
    reading::reading_minutes,
    settings::Settings,
    slug::Slug,
    unicode,
};

/// What is known of a post from its name and front matter alone: enough to give it an address.
#[derive(Clone, Debug)]
pub struct PostHead {
    /// The file, relative to the folder of posts, such as `a/index.md`.
    pub file: String,
    /// The post's address.
    pub slug: Slug,
    /// Its front matter; the date is taken from the file's name, or from one of its addresses, where the header has none.
    pub front_matter: FrontMatter,
    /// Where the body starts in the file, in bytes.
    pub body_start: usize,
    /// What is wrong with the header.
    pub diagnostics: Vec<Diagnostic>,
}

impl PostHead {
    /// Reads the name and front matter of a post. `None` if the file is not a post (see [`PostName::parse`]).
    #[must_use]
    pub fn read(file: &str, source: &str) -> Option<Self> {
        let name = PostName::parse(file)?;
        let front_matter::Parsed { mut front_matter, body_start, diagnostics } =
            front_matter::parse(file, source);
        if front_matter.date.is_none() {
            front_matter.date =
                name.date.or_else(|| front_matter.aliases.iter().find_map(|address| date_in(address)));
        }
        let slug = front_matter.slug.clone().or_else(|| name.slug())?;
        Some(Self { file: file.to_owned(), slug, front_matter, body_start, diagnostics })
    }

    /// Where the post stands, read as its header says.
    #[must_use]
    pub fn place<'a>(&'a self, root: &'a str, posts: &'a dyn PostLookup) -> PostPlace<'a> {
        PostPlace {
            has_bibliography: !self.front_matter.bibliography.is_empty(),
            is_kramdown: self.front_matter.is_jekyll || self.file.split('/').any(|part| part == "_posts"),
            is_plain: self.front_matter.is_plain,
            ..PostPlace::new(&self.file, root, posts)
        }
    }
}

/// A post, read and rendered.
#[derive(Clone, Debug)]
pub struct Post {
    /// Name and front matter.
    pub head: PostHead,
    /// From front matter, else the first heading of level 1, else the file's name.
    pub title: String,
    /// Where the image of its front matter is, as seen from the site's root.
    pub image: Option<Target>,
    /// The body.
    pub document: Document,
}

impl Post {
    /// Renders a post from its file. `root` leads from the post's page to the site's root.
    #[must_use]
    pub fn render(head: PostHead, source: &str, root: &str, posts: &dyn PostLookup) -> Self {
        let body = source.get(head.body_start..).unwrap_or_default();
        let place = head.place(root, posts);
        let title = head.front_matter.title.as_deref();
        let parse = || markdown::parse_body(body, head.body_start, title, place);
        // Where panics end the program, as in the app, this catches nothing; the app then asks for the finished page.
        let parsed = catch_unwind(AssertUnwindSafe(parse));
        let mut document = parsed.unwrap_or_else(|_| Document::as_written(body, head.body_start));
        let title = match &head.front_matter.title {
            Some(title) => title.clone(),
            None => document.title.clone().unwrap_or_else(|| title_from_slug(&head.slug)),
        };
        document.diagnostics.splice(0..0, head.diagnostics.iter().cloned());
        let from_root = PostPlace { root: "", ..place };
        let image = head.front_matter.image.as_ref().map(|image| from_root.resolve(&image.path, true));
        Self { head, title, image, document }
    }

    /// All findings about the file, those of the header first.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.document.diagnostics
    }

    /// Whether the header is broken, so that readers may miss something.
    #[must_use]
    pub fn has_broken_header(&self) -> bool {
        self.head.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// The description, or the start of the text.
    #[must_use]
    pub fn description(&self) -> String {
        match &self.head.front_matter.description {
            Some(description) => description.clone(),
            None => shortened(&self.document.excerpt, 200),
        }
    }

    /// The TeX macros that its formulas start with: ours, then the site's, then the post's own.
    #[must_use]
    pub fn macros(&self, settings: &Settings) -> BTreeMap<String, String> {
        let mut macros = BTreeMap::new();
        macros.extend(default_macros());
        for (name, body) in settings.macros.iter().chain(&self.head.front_matter.macros) {
            macros.insert(name.clone(), with_colored_arguments(body).into_owned());
        }
        macros
    }

    /// What lists say of the post. Its images, its references and its card are for the build to add, which has seen the files.
    #[must_use]
    pub fn summary(&self) -> PostSummary {
        let front_matter = &self.head.front_matter;
        PostSummary {
            slug: self.head.slug.clone(),
            source: self.head.file.clone(),
            title: self.title.clone(),
            description: self.description(),
            date: front_matter.date,
            updated: front_matter.updated,
            categories: front_matter.categories.clone(),
            tags: front_matter.tags.clone(),
            series: front_matter.series.clone(),
            series_order: front_matter.series_order,
            related: Vec::new(),
            backlinks: Vec::new(),
            minutes: reading_minutes(&self.document),
            images: BTreeMap::new(),
            code_runs: self.document.code_blocks.iter().filter_map(|block| block.run.clone()).collect(),
            references: BTreeMap::new(),
            visibility: front_matter.visibility,
            math: !self.document.formulas.is_empty(),
            code: self.document.has_colored_code(),
            card: None,
        }
    }
}

/// `bayes-rule` as `Bayes rule`.
fn title_from_slug(slug: &Slug) -> String {
    unicode::capitalised(&slug.as_str().replace(['-', '_'], " "))
}

/// Characters of the shortest text that says something by itself.
const MIN_DESCRIPTION: usize = 40;

/// A text cut at a word, with an ellipsis, if it is longer than `limit` characters. Commands of TeX say nothing to who reads a
/// list: it ends before the first.
fn shortened(text: &str, limit: usize) -> String {
    let mut short = String::new();
    let mut count = 0;
    for word in text.split_whitespace() {
        let before = count;
        count += word.chars().count() + 1;
        if count > limit + 1 || (word.contains('\\') && before > MIN_DESCRIPTION) {
            // In Chinese a sentence is a word.
            if before <= MIN_DESCRIPTION {
                short.push(' ');
                short.extend(word.chars().take(limit - before));
            }
            return format!("{}…", short.trim_matches([',', '.', ';', ':', ' ', '(']));
        }
        if !short.is_empty() {
            short.push(' ');
        }
        short.push_str(word);
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptions_end_at_a_word_before_tex() {
        let words = "word ".repeat(50);
        for (text, expected) in [
            ("Short.", "Short.".to_owned()),
            ("a  b\nc", "a b c".to_owned()),
            (&words, format!("{}…", "word ".repeat(40).trim_end())),
            (&"强".repeat(300), format!("{}…", "强".repeat(200))),
            (&format!("短 {}", "强".repeat(300)), format!("短 {}…", "强".repeat(198))),
            (
                "We add noise to a real image of some kind, (\\mathbf{x}_0) from t=0 on.",
                "We add noise to a real image of some kind…".to_owned(),
            ),
            ("Let \\mathbf{x} be a vector.", "Let \\mathbf{x} be a vector.".to_owned()),
        ] {
            assert_eq!(shortened(text, 200), expected);
        }
    }

    #[test]
    fn descriptions_have_what_is_less_than_something() {
        let source = "So that $0 < PGR < 1$ and *a* < b.";
        let head = PostHead::read("a.md", source).unwrap();
        let post = Post::render(head, source, "", &|_: &str| None::<Slug>);
        assert_eq!(post.description(), "So that 0 < PGR < 1 and a < b.");
    }
}
