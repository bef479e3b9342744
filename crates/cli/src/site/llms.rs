//! `llms.txt` (llmstxt.org): what the site has, in Markdown, for programs that read text.

use std::fmt::Write as _;

use studybuddy_content::manifest::Manifest;

use super::address::Addresses;

/// The file: the site's title and description, and the posts with links to their Markdown. Without the site's own
/// address the links are relative.
pub fn llms_file(public: &Manifest) -> String {
    let settings = &public.settings;
    let addresses = Addresses::new(settings);
    let mut text = format!("# {}\n", settings.title);
    // Writing to a string cannot fail.
    if !settings.description.is_empty() {
        let _ = write!(text, "\n> {}\n", settings.description);
    }
    if !public.posts.is_empty() {
        text.push_str("\n## Posts\n\n");
    }
    for post in &public.posts {
        let path = format!("posts/{}.md", post.slug);
        let address = addresses.map_or_else(|| path.clone(), |addresses| addresses.file(&path));
        let title = post.title.replace(['[', ']'], "");
        let _ = write!(text, "- [{title}]({address})");
        if !post.description.is_empty() {
            let _ = write!(text, ": {}", post.description);
        }
        text.push('\n');
    }
    text
}
