//! The JSON schema of front matter, for editors: made from the table of keys, so that the two cannot drift.

use serde_json::{Map, Value, json};

use super::keys::{self, Names};

/// A concept: its keys, what an editor may suggest as a value, and what it is for.
type Concept = (Names, fn() -> Value, &'static str);

const CONCEPTS: &[Concept] = &[
    (keys::TITLE, text, "The title; without it the first heading of level 1"),
    (
        keys::DESCRIPTION,
        text,
        "One sentence for lists, link previews and search engines; at most 200 characters",
    ),
    (keys::DATE, date, "When it was published: 2024-01-31, with 10:30:00 +0100 behind it if you like"),
    (keys::UPDATED, date, "When it was last changed"),
    (keys::CATEGORIES, texts, "Categories: text, or a list of texts"),
    (keys::TAGS, texts, "Tags: text, or a list of texts"),
    (keys::KEYWORDS, texts, "Tags by another name"),
    (
        keys::AUTHORS,
        anything,
        "Who wrote it: text, a list of texts, or of maps with name, url and affiliation",
    ),
    (keys::DRAFT, flag, "Whether only the author sees it; `cargo blog publish` takes it out"),
    (keys::PUBLISHED, anything, "false makes it a draft; a date is its date"),
    (
        keys::HIDDEN,
        flag,
        "Whether it stands in no list, feed, sitemap or search, and has its page all the same",
    ),
    (keys::VISIBLE, flag, "false is the same as hidden: true"),
    (keys::TOC, anything, "Whether the outline is shown, or a map with its depth"),
    (keys::TOC_OPEN, flag, "Whether the outline is open at first on small screens"),
    (keys::TOC_DEPTH, depth, "Down to which level the outline goes"),
    (keys::MATH, flag, "Whether there is mathematics; it is found by itself"),
    (keys::MACROS, macros, "TeX macros of this post, by name with backslash"),
    (keys::SLUG, text, "The last segment of the post's address; without it the name of the file"),
    (keys::PERMALINK, text, "An address in another engine: its last segment is the slug"),
    (keys::ALIASES, texts, "Addresses that the post had before"),
    (keys::IMAGE, image, "The picture for lists and link previews"),
    (keys::SERIES, text, "The series that the post is a part of"),
    (keys::SERIES_ORDER, number, "Its place in the series"),
    (keys::WEIGHT, number, "Its place in lists that are not ordered by date"),
    (keys::PIN, flag, "Whether lists show it first"),
    (keys::CANONICAL, text, "The address of the original, if it was published elsewhere first"),
    (keys::NO_INDEX, flag, "Whether search engines are asked to leave it out"),
    (keys::LANG, text, "The language of the text, such as en or zh-CN"),
    (keys::BIBLIOGRAPHY, texts, "The BibTeX file with what the post cites, or a list of them"),
    (keys::COMMENTS, anything, "Whether readers may comment"),
    (keys::SEARCH, flag, "Whether the site's own search finds it"),
];

fn text() -> Value {
    json!({ "type": ["string", "number", "null"] })
}

fn texts() -> Value {
    json!({ "oneOf": [text(), { "type": "array", "items": text() }] })
}

fn date() -> Value {
    json!({ "type": ["string", "object", "null"], "examples": ["2024-01-31"] })
}

fn flag() -> Value {
    json!({ "type": ["boolean", "null"] })
}

fn number() -> Value {
    json!({ "type": ["integer", "null"] })
}

fn depth() -> Value {
    json!({ "type": ["integer", "null"], "minimum": 1, "maximum": 6 })
}

fn macros() -> Value {
    json!({ "type": ["object", "null"], "additionalProperties": { "type": ["string", "array"] } })
}

fn image() -> Value {
    let properties = json!({ "path": { "type": "string" }, "alt": { "type": "string" } });
    json!({ "type": ["string", "object", "array", "boolean", "null"], "properties": properties })
}

fn anything() -> Value {
    json!({})
}

/// The schema as JSON (draft 2020-12). Keys of other engines are allowed, as everywhere here.
#[must_use]
pub fn schema() -> Value {
    let mut properties = Map::new();
    for (names, shape, description) in CONCEPTS {
        for (index, name) in names.iter().enumerate() {
            let mut property = shape();
            let said =
                if index == 0 { (*description).to_owned() } else { format!("The same as `{}`", names[0]) };
            property["description"] = Value::String(said);
            // A name that two concepts share belongs to the first: `published` may be a date or a flag.
            properties.entry(*name).or_insert(property);
        }
    }
    properties["published"] = json!({
        "type": ["boolean", "string", "null"],
        "description": "A date, or false for a draft",
    });
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Front matter of a StudyBuddy post",
        "type": "object",
        "properties": properties,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_every_key_once_and_in_order() {
        let described: Vec<Names> = CONCEPTS.iter().map(|(names, ..)| *names).collect();
        assert_eq!(described, keys::KNOWN);
        let properties = schema()["properties"].as_object().unwrap().len();
        let mut names: Vec<&str> = keys::KNOWN.iter().copied().flatten().copied().collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(properties, names.len());
    }
}
