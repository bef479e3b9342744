//! What the app asks the server for: the manifest and the posts' Markdown.

use gloo_net::http::Request;
use studybuddy_content::manifest::Manifest;

/// Why something could not be loaded.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LoadError {
    /// No page of the site has this address.
    #[error("there is no page at this address")]
    NotFound,
    /// The server answered, but not with what was asked for.
    #[error("the server answered with status {0}")]
    Status(u16),
    /// The server could not be reached.
    #[error("the server could not be reached")]
    Network,
    /// The answer could not be read: it is broken, or another version's.
    #[error("the server's answer could not be read")]
    Malformed,
}

impl LoadError {
    /// What is said first of all of them: the heading in the page's place, its title, the announcement.
    pub const HEADING: &str = "This page could not be loaded";
}

/// Fetches the manifest.
pub async fn fetch_manifest(url: &str) -> Result<Manifest, LoadError> {
    let text = fetch_text(url).await?;
    let manifest: Manifest = serde_json::from_str(&text).map_err(|_| LoadError::Malformed)?;
    if manifest.version == Manifest::VERSION { Ok(manifest) } else { Err(LoadError::Malformed) }
}

/// Fetches a text, such as a post's Markdown.
pub async fn fetch_text(url: &str) -> Result<String, LoadError> {
    let response = Request::get(url).send().await.map_err(|_| LoadError::Network)?;
    match response.status() {
        200 => response.text().await.map_err(|_| LoadError::Network),
        404 | 410 => Err(LoadError::NotFound),
        status => Err(LoadError::Status(status)),
    }
}
