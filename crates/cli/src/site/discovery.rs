//! What machines find the posts by, apart from links: which posts everybody is meant to find, and the files that
//! list them.

use anyhow::Result;
use studybuddy_content::{
    manifest::{Manifest, PostSummary},
    post::PostHead,
};

use super::{
    address::Addresses, llms::llms_file, output::Output, sitemap::sitemap_files, sources::SourcePost,
};

/// Whether everybody is meant to find a post: it is no draft, not hidden, and not kept from search engines.
pub fn is_public(post: &PostHead) -> bool {
    post.front_matter.visibility.is_public() && !post.front_matter.noindex
}

/// The manifest as if there were no other posts than those that everybody is meant to find. `summaries` are those
/// of `posts`, in the same order.
pub fn public_manifest(manifest: &Manifest, posts: &[SourcePost], summaries: Vec<PostSummary>) -> Manifest {
    let public = posts.iter().zip(summaries).filter(|(post, _)| is_public(&post.head));
    let summaries = public.map(|(_, summary)| summary).collect();
    Manifest::new(manifest.build.clone(), manifest.settings.clone(), summaries)
}

/// Writes `llms.txt` and, if the owner has said where the site will be, the sitemap, where nothing else is.
///
/// # Errors
/// A file cannot be written.
pub fn write_lists(public: &Manifest, posts: &[SourcePost], output: &Output) -> Result<()> {
    output.write("llms.txt", llms_file(public))?;
    if let Some(addresses) = Addresses::new(&public.settings) {
        for (path, xml) in sitemap_files(public, posts, addresses) {
            output.write(&path, xml)?;
        }
    }
    Ok(())
}
