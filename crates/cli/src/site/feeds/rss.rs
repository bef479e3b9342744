//! RSS 2.0, with the whole post in `content:encoded` and authors, who need no e-mail address there, in `dc:creator`.

use anyhow::{Context as _, Result};
use rss::{
    Category, Channel as RssChannel, Guid, Item,
    extension::{
        atom::{AtomExtension, Link},
        dublincore::DublinCoreExtension,
    },
};
use studybuddy_content::date::PostDate;

use super::{Channel, Entry, instant};

/// The feed as XML; `address` is its own.
pub(super) fn draw(channel: &Channel<'_>, address: &str) -> Result<Vec<u8>> {
    let Channel { title, description, language, author: _, page, updated, entries } = channel;
    // RSS names no link for the feed itself, which Atom does.
    let own_link = Link {
        rel: "self".to_owned(),
        href: address.to_owned(),
        mime_type: Some("application/rss+xml".to_owned()),
        ..Link::default()
    };
    let feed = RssChannel {
        link: page.clone(),
        title: (*title).to_owned(),
        // RSS wants one.
        description: if description.is_empty() { (*title).to_owned() } else { description.clone() },
        language: Some((*language).to_owned()),
        last_build_date: updated.as_ref().map(rfc2822),
        generator: Some("StudyBuddy".to_owned()),
        atom_ext: Some(AtomExtension { links: vec![own_link] }),
        items: entries.iter().map(draw_item).collect(),
        ..RssChannel::default()
    };
    feed.write_to(Vec::new()).context("could not draw the RSS feed")
}

fn draw_item(entry: &Entry) -> Item {
    Item {
        title: Some(entry.title.clone()),
        link: Some(entry.url.clone()),
        guid: Some(Guid { value: entry.url.clone(), permalink: true }),
        pub_date: Some(rfc2822(&entry.published)),
        description: (!entry.summary.is_empty()).then(|| entry.summary.clone()),
        content: Some(entry.content.clone()),
        categories: entry.labels.iter().map(|label| category(label)).collect(),
        dublin_core_ext: Some(DublinCoreExtension {
            creators: entry.authors.iter().map(|author| author.name.clone()).collect(),
            ..DublinCoreExtension::default()
        }),
        ..Item::default()
    }
}

fn category(label: &str) -> Category {
    Category { name: label.to_owned(), ..Category::default() }
}

/// A date as RSS writes it: `Fri, 1 Mar 2024 09:00:00 +0800`.
fn rfc2822(date: &PostDate) -> String {
    instant(date).to_rfc2822()
}
