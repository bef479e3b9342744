//! Tags and categories: every way to write a list of labels.

use super::{
    fields::{Field, Fields},
    keys::{self, Names},
    value::Value,
};

/// What separates labels in a text without commas.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Blanks {
    Separate,
    Belong,
}

/// Tags. Jekyll splits `tags: foundation tutorial` at blanks but keeps `tag: machine learning` whole, and so do we.
/// `keywords` stand in where there are no tags.
pub(super) fn tags(fields: &mut Fields<'_>) -> Vec<String> {
    let mut tags = read(fields, &[("tags", Blanks::Separate), ("tag", Blanks::Belong)], keys::TAGS);
    if tags.is_empty() {
        tags = read(fields, &[("keywords", Blanks::Belong)], keys::KEYWORDS);
    }
    tags
}

/// Categories. Unlike Jekyll we keep a text without commas whole: of the real posts with a blank in it, those that
/// were read by people meant one category, `machine learning`, and a category cut in two makes two useless pages.
pub(super) fn categories(fields: &mut Fields<'_>) -> Vec<String> {
    read(fields, &[("categories", Blanks::Belong), ("category", Blanks::Belong)], keys::CATEGORIES)
}

/// The labels of all the names, in order, each once whatever its case.
fn read(fields: &mut Fields<'_>, rules: &[(&str, Blanks)], names: Names) -> Vec<String> {
    let mut labels: Vec<String> = Vec::new();
    for name in names {
        let Some(field) = fields.find(std::slice::from_ref(name)) else { continue };
        let blanks =
            rules.iter().find(|(rule, _)| rule == name).map_or(Blanks::Belong, |(_, blanks)| *blanks);
        collect(fields, &field, &field.value, blanks, &mut labels);
    }
    let mut seen = std::collections::HashSet::new();
    labels.retain(|label| !label.is_empty() && seen.insert(label.to_lowercase()));
    labels
}

fn collect(fields: &mut Fields<'_>, field: &Field, value: &Value, blanks: Blanks, labels: &mut Vec<String>) {
    match value {
        // In a list each item is one label, commas and blanks included.
        Value::List(_) | Value::Map(_) => {
            labels.extend(fields.all_texts(field, "a list of texts").iter().map(|label| one_line(label)));
        }
        scalar => {
            let text = scalar.scalar().unwrap_or_default();
            if text.contains([',', ';']) {
                labels.extend(text.split([',', ';']).map(one_line));
            } else if blanks == Blanks::Separate {
                labels.extend(text.split_whitespace().map(one_line));
            } else {
                labels.push(one_line(&text));
            }
        }
    }
}

/// A label in one line, without Obsidian's `#` before it and brackets around it.
fn one_line(label: &str) -> String {
    let label = label.trim().trim_start_matches('#').trim_matches(['[', ']']);
    label.split_whitespace().collect::<Vec<_>>().join(" ")
}
