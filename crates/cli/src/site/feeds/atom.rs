//! Atom (RFC 4287).

use anyhow::{Context as _, Result};
use atom_syndication::{Category, Content, Entry as AtomEntry, Feed, Generator, Link, Person, Text};
use studybuddy_content::front_matter::Author;

use super::{Channel, Entry, instant};

/// The feed as XML; `address` is its own.
pub(super) fn draw(channel: &Channel<'_>, address: &str) -> Result<Vec<u8>> {
    let Channel { title, description, language, author, page, updated, entries } = channel;
    let feed = Feed {
        id: page.clone(),
        title: Text::plain(*title),
        subtitle: (!description.is_empty()).then(|| Text::plain(description)),
        // A feed must have a date. Without entries it is always the same one: equal input gives equal output.
        updated: updated.as_ref().map(instant).unwrap_or_default(),
        authors: vec![Person { name: author.clone(), ..Person::default() }],
        links: vec![link("self", address, "application/atom+xml"), link("alternate", page, "text/html")],
        generator: Some(Generator { value: "StudyBuddy".to_owned(), ..Generator::default() }),
        entries: entries.iter().map(draw_entry).collect(),
        lang: Some((*language).to_owned()),
        ..Feed::default()
    };
    feed.write_to(Vec::new()).context("could not draw the Atom feed")
}

fn draw_entry(entry: &Entry) -> AtomEntry {
    AtomEntry {
        id: entry.url.clone(),
        title: Text::plain(&entry.title),
        published: Some(instant(&entry.published)),
        updated: instant(&entry.updated),
        authors: entry.authors.iter().map(person).collect(),
        categories: entry.labels.iter().map(|label| category(label)).collect(),
        links: vec![link("alternate", &entry.url, "text/html")],
        summary: (!entry.summary.is_empty()).then(|| Text::plain(&entry.summary)),
        content: Some(Content {
            value: Some(entry.content.clone()),
            content_type: Some("html".to_owned()),
            lang: entry.language.clone(),
            ..Content::default()
        }),
        ..AtomEntry::default()
    }
}

fn link(rel: &str, href: &str, media_type: &str) -> Link {
    Link {
        rel: rel.to_owned(),
        href: href.to_owned(),
        mime_type: Some(media_type.to_owned()),
        ..Link::default()
    }
}

fn person(author: &Author) -> Person {
    Person { name: author.name.clone(), uri: author.url.clone(), ..Person::default() }
}

fn category(label: &str) -> Category {
    Category { term: label.to_owned(), ..Category::default() }
}
