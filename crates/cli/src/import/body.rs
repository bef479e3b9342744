//! The text of a post, with links and pictures led to where they are now.

use std::{ops::Range, path::PathBuf, sync::LazyLock};

use regex::{Captures, Regex};
use studybuddy_content::{post::Post, slug::Slug};

use super::checkout::{Checkout, SourceFile};

/// A body that has moved.
pub(super) struct Moved {
    pub text: String,
    /// Files that it shows: where they are, and their new names.
    pub files: Vec<(PathBuf, String)>,
    /// The post's image for lists, if it is one of the files.
    pub image: Option<String>,
    /// The files with its references, likewise.
    pub bibliography: Vec<String>,
    /// What leads nowhere, and what to tell of it.
    pub problems: Vec<(String, String)>,
}

/// `{{ site.baseurl }}`, `{{ "/x" | relative_url }}`, `{% post_url x %}`, `{{< ref "x" >}}`: what templates write into links.
static TEMPLATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let base = r"\{\{-?\s*site\.(?:baseurl|url)\s*-?\}\}";
    let filter = r#"\{\{-?\s*["'](?<path>[^"']*)["']\s*\|\s*(?:relative_url|absolute_url)\s*-?\}\}"#;
    let post = r"\{%-?\s*(?:post_url|link)\s+(?<post>\S+?)\s*-?%\}";
    let reference = r#"\{\{[<%]\s*(?:rel)?ref\s+"(?<ref>[^"]+)"\s*[>%]\}\}"#;
    Regex::new(&format!("{base}|{filter}|{post}|{reference}")).ok()
});

/// Addresses in HTML.
static ATTRIBUTE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"\b(?:src|href)\s*=\s*["'](?<url>[^"'\s]+)["']"#).ok());

/// Moves the body of a post.
pub(super) fn moved(checkout: &Checkout, file: &SourceFile) -> Moved {
    let body = file.text.get(file.head.body_start..).unwrap_or_default();
    let mut moved = Moved {
        text: resolve_templates(body, checkout, file),
        files: Vec::new(),
        image: None,
        bibliography: Vec::new(),
        problems: Vec::new(),
    };
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    for range in addresses(&moved.text) {
        let url = moved.text[range.clone()].to_owned();
        if let Some(new) = moved.lead(&url, checkout, file)
            && edits.last().is_none_or(|(last, _)| last.end <= range.start)
        {
            edits.push((range, new));
        }
    }
    for (range, new) in edits.into_iter().rev() {
        moved.text.replace_range(range, &new);
    }
    let image = file.head.front_matter.image.as_ref();
    moved.image = image.and_then(|image| moved.take_file(&image.path, checkout, file));
    for path in &file.head.front_matter.bibliography {
        let name = moved.take_file(path, checkout, file);
        moved.bibliography.push(name.unwrap_or_else(|| path.clone()));
    }
    moved
}

impl Moved {
    /// Where an address leads now, if that is elsewhere.
    fn lead(&mut self, url: &str, checkout: &Checkout, file: &SourceFile) -> Option<String> {
        let is_elsewhere =
            url.contains("://") || url.starts_with(['#', '{', POST_LINK[0]]) || url.starts_with("//");
        if is_elsewhere || url.starts_with("mailto:") || url.starts_with("data:") || url.is_empty() {
            return None;
        }
        if let Some(name) = self.take_file(url, checkout, file).filter(|_| !has_markdown_ending(url)) {
            return Some(name);
        }
        if let Some(slug) = checkout.post(&file.path, url) {
            return Some(format!("{}{}", link_to(slug), fragment(url)));
        }
        self.problems.push((url.to_owned(), format!("`{url}` leads to nothing that was found")));
        None
    }

    fn take_file(&mut self, url: &str, checkout: &Checkout, file: &SourceFile) -> Option<String> {
        if has_markdown_ending(url) {
            return None;
        }
        let path = checkout.file(&file.path, url)?;
        if let Some((_, name)) = self.files.iter().find(|(known, _)| *known == path) {
            return Some(name.clone());
        }
        let wanted = path.file_name()?.to_str()?.replace(' ', "-");
        let is_free = |name: &String| self.files.iter().all(|(_, taken)| taken != name);
        let numbered = (2..).map(|number| format!("{number}-{wanted}"));
        let name = std::iter::once(wanted.clone()).chain(numbered).find(is_free)?;
        self.files.push((path, name.clone()));
        Some(name)
    }
}

/// What stands around the slug of a post that is linked to, until its file is known: characters that no text has.
const POST_LINK: [char; 2] = ['\u{e000}', '\u{e001}'];

fn link_to(slug: &Slug) -> String {
    let [start, end] = POST_LINK;
    format!("{start}{slug}{end}")
}

/// Writes the files of posts that are linked to.
pub(super) fn with_links(text: &str, file_of: impl Fn(&str) -> String) -> String {
    let [start, end] = POST_LINK;
    let mut parts = text.split(start);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once(end) {
            Some((slug, rest)) => out.extend([file_of(slug).as_str(), rest]),
            None => out.push_str(part),
        }
    }
    out
}

fn fragment(url: &str) -> &str {
    url.find('#').map_or("", |at| &url[at..])
}

fn has_markdown_ending(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or(url);
    [".md", ".markdown", ".qmd"].iter().any(|ending| path.ends_with(ending))
}

fn resolve_templates(body: &str, checkout: &Checkout, file: &SourceFile) -> String {
    let Some(template) = TEMPLATE.as_ref() else { return body.to_owned() };
    let replace = |captures: &Captures<'_>| -> String {
        if let Some(path) = captures.name("path") {
            return path.as_str().to_owned();
        }
        let Some(name) = captures.name("post").or_else(|| captures.name("ref")) else { return String::new() };
        let slug = checkout.post(&file.path, name.as_str());
        // What is not found stays as it is, and is reported with what else is not understood.
        slug.map_or_else(|| captures[0].to_owned(), link_to)
    };
    let code = code_ranges(body);
    let mut out = String::with_capacity(body.len());
    let mut done = 0;
    for captures in template.captures_iter(body) {
        let Some(whole) = captures.get(0) else { continue };
        if code.iter().any(|range| range.contains(&whole.start())) {
            continue;
        }
        out.push_str(&body[done..whole.start()]);
        out.push_str(&replace(&captures));
        done = whole.end();
    }
    out + &body[done..]
}

/// The places of all addresses in a body, in order: of links and pictures in Markdown and in HTML.
fn addresses(body: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if let Some(post) = render(body) {
        let links = post.document.links.iter().map(|link| (&link.url, &link.span));
        let images = post.document.images.iter().map(|image| (&image.url, &image.span));
        for (url, span) in links.chain(images) {
            // The last one: a link's text may be its address.
            if let Some(at) = body.get(span.clone()).and_then(|source| source.rfind(url.as_str()))
                && !url.is_empty()
            {
                found.push(span.start + at..span.start + at + url.len());
            }
        }
    }
    let code = code_ranges(body);
    let attributes = ATTRIBUTE.iter().flat_map(|attribute| attribute.captures_iter(body));
    let urls = attributes.filter_map(|captures| Some(captures.name("url")?.range()));
    found.extend(urls.filter(|url| !code.iter().any(|range| range.contains(&url.start))));
    found.sort_by_key(|range| range.start);
    found.dedup();
    found
}

fn code_ranges(body: &str) -> Vec<Range<usize>> {
    let blocks = render(body).map(|post| post.document.code_blocks).unwrap_or_default();
    blocks.into_iter().map(|block| block.span).collect()
}

/// The body as a post of its own, for what is found in it.
fn render(body: &str) -> Option<Post> {
    // A header of our own, so that a line of dashes in the body is none.
    let header = "---\n---\n";
    let text = format!("{header}{body}");
    let head = studybuddy_content::post::PostHead::read("x.md", &text)?;
    let mut post = Post::render(head, &text, "../../", &|_: &str| None::<Slug>);
    let back = |span: &mut Range<usize>| {
        *span = span.start.saturating_sub(header.len())..span.end.saturating_sub(header.len())
    };
    post.document.links.iter_mut().for_each(|link| back(&mut link.span));
    post.document.images.iter_mut().for_each(|image| back(&mut image.span));
    post.document.code_blocks.iter_mut().for_each(|block| back(&mut block.span));
    Some(post)
}
