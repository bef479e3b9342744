//! What machines find the posts by, apart from links: which posts everybody is meant to find, and the files that
//! list them.

use anyhow::Result;
use studybuddy_content::{manifest::Manifest, post::Post};

use super::{address::Addresses, llms::llms_file, output::Output, sitemap::sitemap_files};

/// Whether everybody is meant to find a post: it is no draft, not hidden, and not kept from search engines.
pub fn is_public(post: &Post) -> bool {
    post.head.front_matter.visibility.is_public() && !post.head.front_matter.noindex
}

/// The manifest as if there were no other posts than those that everybody is meant to find.
pub fn public_manifest(manifest: &Manifest, posts: &[Post]) -> Manifest {
    let summaries = posts.iter().filter(|post| is_public(post)).map(Post::summary).collect();
    Manifest::new(manifest.build.clone(), manifest.settings.clone(), summaries)
}

/// Writes `llms.txt` and, if the owner has said where the site will be, the sitemap, where nothing else is.
///
/// # Errors
/// A file cannot be written.
pub fn write_lists(manifest: &Manifest, public: &Manifest, posts: &[Post], output: &Output) -> Result<()> {
    output.write("llms.txt", llms_file(public))?;
    if let Some(addresses) = Addresses::new(&manifest.settings) {
        for (path, xml) in sitemap_files(manifest, public, posts, addresses) {
            output.write(&path, xml)?;
        }
    }
    Ok(())
}
