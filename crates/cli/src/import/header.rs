//! Front matter with our keys, written by one hand.

use serde_json::json;
use studybuddy_content::front_matter::{FrontMatter, Visibility};

use super::{body::Moved, checkout::SourceFile};

/// The header of a post, with its lines of dashes.
pub(super) fn write(file: &SourceFile, moved: &Moved) -> String {
    let FrontMatter {
        title,
        description,
        subtitle,
        summary,
        date,
        updated,
        categories,
        tags,
        authors,
        visibility,
        toc,
        math,
        macros,
        image,
        series,
        series_order,
        weight,
        pin,
        canonical,
        noindex,
        lang,
        bibliography: _,
        is_jekyll,
        is_plain,
        comments,
        search,
        slug: _,
        aliases: _,
    } = &file.head.front_matter;
    let mut header = "---\n".to_owned();
    // JSON in one line is YAML.
    let mut line = |key: &str, value: serde_json::Value| {
        let is_empty = value.is_null() || value.as_array().is_some_and(Vec::is_empty);
        if !is_empty {
            header.push_str(&format!("{key}: {value}\n"));
        }
    };
    line("title", json!(title));
    line("subtitle", json!(subtitle));
    line("description", json!(description));
    line("abstract", json!(summary));
    for (key, date) in [("date", date), ("updated", updated)] {
        line(key, json!(date.map(|date| date.to_string())));
    }
    line("categories", json!(categories));
    line("tags", json!(tags));
    let authors = authors.iter().map(|author| match (&author.url, &author.affiliation) {
        (None, None) => json!(author.name),
        (url, affiliation) => {
            let entries =
                [("name", Some(&author.name)), ("url", url.as_ref()), ("affiliation", affiliation.as_ref())];
            entries.into_iter().filter_map(|(key, value)| Some((key.to_owned(), json!(value?)))).collect()
        }
    });
    line("authors", authors.collect());
    line("draft", json!((file.is_draft || *visibility == Visibility::Draft).then_some(true)));
    line("hidden", json!((*visibility == Visibility::Hidden).then_some(true)));
    line("aliases", json!(file.aliases));
    line("image", json!(moved.image.as_ref().or(image.as_ref().map(|image| &image.path))));
    line("toc", json!(toc.as_ref().map(|toc| toc.enabled)));
    line("mathjax", json!(math));
    line("macros", json!((!macros.is_empty()).then_some(macros)));
    line("series", json!(series));
    line("series_order", json!(series_order));
    line("weight", json!(weight));
    line("pin", json!(pin.then_some(true)));
    line("canonical", json!(canonical));
    line("noindex", json!(noindex.then_some(true)));
    line("lang", json!(lang));
    line("bibliography", one_or_list(&moved.bibliography));
    // Its formulas are read as Jekyll reads them.
    line("layout", json!(is_jekyll.then_some("post")));
    line("render_with_liquid", json!(is_plain.then_some(false)));
    line("comments", json!(comments));
    line("search", json!(search));
    header.push_str("---\n");
    header
}

/// A text by itself, as most authors write it, or a list.
fn one_or_list(texts: &[String]) -> serde_json::Value {
    match texts {
        [one] => json!(one),
        texts => json!(texts),
    }
}
