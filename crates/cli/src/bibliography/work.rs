//! An entry as a work: which of its fields says what.

use biblatex::{Chunk, ChunksExt as _, Entry, Person};
use studybuddy_content::reference::{Author, TitlePart, Work};

use super::tex;

/// What an entry says.
pub fn read(entry: &Entry) -> Work {
    let people = people(entry);
    let is_other = |person: &&Person| person.name == "others" && person.given_name.is_empty();
    let authors = people.iter().filter(|person| !is_other(person)).map(author);
    let arxiv = arxiv(entry);
    Work {
        authors: authors.filter(|author| !author.family.is_empty()).collect(),
        has_more_authors: people.iter().any(|person| is_other(&person)),
        title: title(entry),
        venue: venue(entry, arxiv.as_deref()),
        year: year(entry),
        url: url(entry, arxiv.as_deref()).unwrap_or_default(),
    }
}

/// A field's text; `None` if it is missing or empty.
fn raw(entry: &Entry, field: &str) -> Option<String> {
    let text = entry.get(field)?.format_verbatim();
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

fn text(entry: &Entry, field: &str) -> Option<String> {
    raw(entry, field).map(|text| tex::plain(&text).trim().to_owned())
}

/// The authors, else the editors.
fn people(entry: &Entry) -> Vec<Person> {
    let named = |field: &str| entry.get_as::<Vec<Person>>(field).ok().filter(|people| !people.is_empty());
    named("author").or_else(|| named("editor")).unwrap_or_default()
}

fn author(person: &Person) -> Author {
    let family = [&*person.prefix, &person.name, &person.suffix].map(tex::plain);
    let family: Vec<&str> = family.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
    Author { given: tex::plain(&person.given_name).trim().to_owned(), family: family.join(" ") }
}

fn title(entry: &Entry) -> Vec<TitlePart> {
    let mut parts = Vec::new();
    for field in ["title", "subtitle"] {
        let Some(chunks) = entry.get(field).filter(|chunks| !chunks.is_empty()) else { continue };
        if !parts.is_empty() {
            parts.push(TitlePart::Text(": ".to_owned()));
        }
        for chunk in chunks {
            match &chunk.v {
                Chunk::Math(tex) => parts.push(TitlePart::Formula(tex.trim().to_owned())),
                Chunk::Normal(text) | Chunk::Verbatim(text) => match parts.last_mut() {
                    Some(TitlePart::Text(before)) => before.push_str(text),
                    _ => parts.push(TitlePart::Text(text.clone())),
                },
            }
        }
    }
    // A command and its argument may have been two pieces.
    for part in &mut parts {
        if let TitlePart::Text(text) = part {
            *text = tex::plain(text);
        }
    }
    if let Some(TitlePart::Text(first)) = parts.first_mut() {
        *first = first.trim_start().to_owned();
    }
    if let Some(TitlePart::Text(last)) = parts.last_mut() {
        // The list of references ends the sentence.
        *last = last.trim_end().trim_end_matches('.').to_owned();
    }
    parts.retain(|part| !matches!(part, TitlePart::Text(text) if text.is_empty()));
    parts
}

fn venue(entry: &Entry, arxiv: Option<&str>) -> String {
    let journal = text(entry, "journaltitle").or_else(|| text(entry, "journal"));
    let others = ["booktitle", "publisher", "school", "institution", "organization", "howpublished"];
    let place = journal.or_else(|| {
        let texts = others.iter().filter_map(|field| text(entry, field));
        texts.into_iter().find(|text| tex::address_in(text).is_none())
    });
    place.or_else(|| arxiv.map(|id| format!("arXiv:{id}"))).unwrap_or_default()
}

/// The year, or what stands for it, such as `in press`.
fn year(entry: &Entry) -> String {
    let date = text(entry, "date").and_then(|date| Some(date.split(['-', '/']).next()?.to_owned()));
    text(entry, "year").or(date).unwrap_or_default()
}

/// The number of the paper on arXiv, from the fields for it or, as Google Scholar writes it, from the journal.
fn arxiv(entry: &Entry) -> Option<String> {
    let kind = raw(entry, "eprinttype").or_else(|| raw(entry, "archiveprefix")).unwrap_or_default();
    if kind.eq_ignore_ascii_case("arxiv")
        && let Some(id) = raw(entry, "eprint")
    {
        return Some(id);
    }
    ["journal", "journaltitle", "howpublished", "note"].iter().find_map(|field| {
        let text = raw(entry, field)?;
        let start = text.to_ascii_lowercase().find("arxiv:")? + "arxiv:".len();
        let id = text[start..].trim_start();
        let end = id.find(|c: char| !c.is_ascii_alphanumeric() && !"./-".contains(c)).unwrap_or(id.len());
        let id = id[..end].trim_end_matches(['.', '-']);
        id.contains(|c: char| c.is_ascii_digit()).then(|| id.to_owned())
    })
}

/// Where the work can be read: by its DOI, its address, or on arXiv.
fn url(entry: &Entry, arxiv: Option<&str>) -> Option<String> {
    let doi = raw(entry, "doi").map(|doi| tex::address(&doi)).map(|doi| {
        let is_address = doi.starts_with("http://") || doi.starts_with("https://");
        let bare = doi.strip_prefix("doi:").unwrap_or(&doi).trim();
        if is_address { doi } else { format!("https://doi.org/{bare}") }
    });
    let own = || raw(entry, "url").map(|url| tex::address(&url));
    let in_text = || ["howpublished", "note"].iter().find_map(|field| tex::address_in(&raw(entry, field)?));
    doi.or_else(own).or_else(|| Some(format!("https://arxiv.org/abs/{}", arxiv?))).or_else(in_text)
}
