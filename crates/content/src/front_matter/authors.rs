//! Who wrote a post.

use serde::{Deserialize, Serialize};

use super::{
    fields::Fields,
    keys,
    value::{self, Entries, Value},
};
use crate::html::without_look;

/// An author of a post.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    /// The name, or the user name if there is no other.
    pub name: String,
    /// A page about the author.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Where the author works; several, separated by commas.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub affiliation: Option<String>,
}

/// Reads `A; B`, `A, B`, a list of names, or a list of maps with `name`, `user`, `url` and `affiliation`.
pub(super) fn read(fields: &mut Fields<'_>) -> Vec<Author> {
    let Some(field) = fields.find(keys::AUTHORS) else { return Vec::new() };
    let is_one_text = field.value.items().len() == 1;
    let is_list = matches!(field.value, Value::List(_));
    let mut authors = Vec::new();
    for value in field.value.items() {
        match value {
            Value::Null => {}
            Value::Map(entries) => match from_map(entries) {
                Some(author) => authors.push(author),
                None => fields.expected(&field, "a name, or maps with `name`"),
            },
            // `[[Ada Lovelace]]` is a link of Obsidian.
            Value::List(names) => {
                authors.extend(names.iter().filter_map(Value::scalar).map(|name| Author::named(&name)));
            }
            scalar => {
                let text = without_marks(&scalar.scalar().unwrap_or_default());
                let mut names = if is_one_text { split_names(&text) } else { vec![text.as_str()] };
                // In a list `Lovelace, Ada` is one name, `Ada Lovelace, Grace Hopper` are two.
                if is_list && !names.iter().all(|name| name.contains(' ')) {
                    names = vec![text.as_str()];
                }
                authors.extend(names.into_iter().filter(|name| !name.is_empty()).map(Author::named));
            }
        }
    }
    // `(all contributions equal)` is a remark.
    authors.retain(|author| !(author.name.starts_with('(') && author.name.ends_with(')')));
    authors
}

impl Author {
    /// By the name, with an affiliation in brackets behind it.
    fn named(name: &str) -> Self {
        let parts = name.strip_suffix(')').and_then(|name| name.rsplit_once(" ("));
        let (name, affiliation) = parts.map_or((name, None), |(name, at)| (name, Some(at.to_owned())));
        Self { name: unmarked(name), affiliation, ..Self::default() }
    }
}

/// Names without the marks that lead to notes about authors and hold commas: `Ada<sup>1,†</sup>`, `Ada$^{1,\dagger}$`.
fn without_marks(names: &str) -> String {
    without_pairs(&without_pairs(names, "<sup", "</sup>"), "$^", "$")
}

/// A text without what stands from one sign to another, or to the end.
fn without_pairs(text: &str, open: &str, close: &str) -> String {
    let mut parts = text.split(open);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once(close).map_or("", |(_, behind)| behind))
}

/// A name without such marks, and without those that stand behind it: `Grace*`.
fn unmarked(name: &str) -> String {
    let name = without_marks(name);
    let name = without_look(&name);
    name.trim_end_matches(['*', '†', '‡', '§', '¶', ' ']).to_owned()
}

/// With a semicolon, names may hold commas (`Doe, Jane; Roe, Richard`), as their affiliations may; the last two may stand
/// around `and`.
fn split_names(text: &str) -> Vec<&str> {
    let separator = if text.contains(';') { ';' } else { ',' };
    let mut depth = 0_usize;
    let names = text.split(move |c| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == separator && depth == 0
    });
    let names = names.map(str::trim).map(|name| name.strip_prefix("and ").unwrap_or(name).trim());
    let mut apart = Vec::new();
    for name in names {
        let joined = name.split(" and ").flat_map(|name| name.split(" & ")).map(str::trim);
        // `Johnson and Johnson` is a firm.
        let is_name = |name: &str| name.contains(' ') && name.contains('(') == name.contains(')');
        if joined.clone().all(is_name) {
            apart.extend(joined);
        } else {
            apart.push(name);
        }
    }
    apart
}

fn from_map(entries: &Entries) -> Option<Author> {
    Some(Author {
        name: value::find_text(entries, &["name", "user", "username", "org"])
            .or_else(|| full_name(entries))
            .map(|name| unmarked(&name))?,
        url: value::find_text(entries, &["url", "website", "homepage", "link"]),
        affiliation: value::find(entries, &["affiliation", "affiliations"]).and_then(affiliation),
    })
}

/// A name in parts, as R Markdown and Quarto have them, perhaps in a map of their own.
fn full_name(entries: &Entries) -> Option<String> {
    let parts = match value::find(entries, &["name"]) {
        Some(Value::Map(parts)) => parts,
        _ => entries,
    };
    let given = value::find_text(parts, &["literal", "given", "first_name"])?;
    Some(
        value::find_text(parts, &["family", "last_name"])
            .map_or(given.clone(), |family| [given, family].join(" ")),
    )
}

/// Text, a map with `name`, or a list of either.
fn affiliation(value: &Value) -> Option<String> {
    let text = match value {
        Value::List(items) => items.iter().filter_map(affiliation).collect::<Vec<_>>().join(", "),
        Value::Map(entries) => value::find_text(entries, &["name"])?,
        scalar => scalar.scalar()?,
    };
    (!text.is_empty()).then_some(text)
}
