//! What the app asks the server for: the manifest and the posts' Markdown.

use gloo_net::http::Request;
use studybuddy_content::json::{self, FromJson, Json};

use crate::interop::prefetch;

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
    /// The site has been published again since the document was loaded.
    #[error("the site has been published again")]
    NewBuild,
}

impl LoadError {
    /// What is said first of all of them: the heading in the page's place, its title, the announcement.
    pub const HEADING: &str = "This page could not be loaded";
}

/// What every version of the manifest says of itself.
#[derive(Debug)]
pub struct Stamp {
    /// The version of its format.
    pub version: u32,
    /// What the pages of its build have in common.
    pub shell: String,
}

impl FromJson for Stamp {
    fn from_json(value: Json) -> Option<Self> {
        let mut fields = value.fields()?;
        Some(Self { version: fields.take("version")?, shell: fields.take_or("shell", String::new())? })
    }
}

/// Fetches data.
pub async fn fetch_json<T: FromJson>(url: &str) -> Result<T, LoadError> {
    parse_json(&fetch_text(url).await?)
}

/// Reads data. Some hosts answer an address that leads nowhere with a page: that is not there either.
pub fn parse_json<T: FromJson>(text: &str) -> Result<T, LoadError> {
    if text.trim_start().starts_with('<') {
        return Err(LoadError::NotFound);
    }
    json::read(text).ok_or(LoadError::Malformed)
}

/// An answer in which what is not there is no failure.
pub fn if_there<T>(answer: Result<T, LoadError>) -> Result<Option<T>, LoadError> {
    match answer {
        Ok(value) => Ok(Some(value)),
        Err(LoadError::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Fetches a text, such as a post's Markdown, unless it is here or on its way already.
pub async fn fetch_text(url: &str) -> Result<String, LoadError> {
    if let Some(text) = prefetch::take(url).await {
        return Ok(text);
    }
    let response = Request::get(url).send().await.map_err(|_| LoadError::Network)?;
    match response.status() {
        200 => response.text().await.map_err(|_| LoadError::Network),
        404 | 410 => Err(LoadError::NotFound),
        status => Err(LoadError::Status(status)),
    }
}
