//! JSON Feed 1.1 (jsonfeed.org).

use anyhow::Result;
use serde::Serialize;

use super::{Channel, Entry};

#[derive(Serialize)]
struct JsonFeed<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: &'a str,
    feed_url: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    language: &'a str,
    authors: [JsonAuthor<'a>; 1],
    items: Vec<JsonItem<'a>>,
}

#[derive(Serialize)]
struct JsonItem<'a> {
    id: &'a str,
    url: &'a str,
    title: &'a str,
    content_html: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    summary: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<&'a str>,
    date_published: String,
    date_modified: String,
    authors: Vec<JsonAuthor<'a>>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    tags: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
}

#[derive(Serialize)]
struct JsonAuthor<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

/// The feed as JSON; `address` is its own.
pub(super) fn draw(channel: &Channel<'_>, address: &str) -> Result<Vec<u8>> {
    let feed = JsonFeed {
        version: "https://jsonfeed.org/version/1.1",
        title: channel.title,
        home_page_url: &channel.page,
        feed_url: address,
        description: &channel.description,
        language: channel.language,
        authors: [JsonAuthor { name: &channel.author, url: None }],
        items: channel.entries.iter().map(|entry| draw_item(entry)).collect(),
    };
    Ok(serde_json::to_vec(&feed)?)
}

fn draw_item(entry: &Entry) -> JsonItem<'_> {
    JsonItem {
        id: &entry.url,
        url: &entry.url,
        title: &entry.title,
        content_html: &entry.content,
        summary: &entry.summary,
        image: entry.image.as_deref(),
        date_published: entry.published.rfc3339(),
        date_modified: entry.updated.rfc3339(),
        authors: entry
            .authors
            .iter()
            .map(|author| JsonAuthor { name: &author.name, url: author.url.as_deref() })
            .collect(),
        tags: &entry.labels,
        language: entry.language.as_deref(),
    }
}
