//! Pages in the words of schema.org, for search engines.

use serde::{Serialize, Serializer};

use super::{PageKind, PageMeta, PartOf};
use crate::{date::PostDate, route::Route, settings::Settings};

const CONTEXT: &str = "https://schema.org";

/// A value in JSON, of those kinds that are said of pages: `serde_json`'s own knows numbers with a point, and would bring what
/// writes them into the app.
pub(super) enum Value {
    Text(String),
    Number(usize),
    List(Vec<Self>),
    Object(Vec<(&'static str, Self)>),
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Number(number) => serializer.serialize_u64(*number as u64),
            Self::List(items) => serializer.collect_seq(items),
            Self::Object(fields) => serializer.collect_map(fields.iter().map(|(key, value)| (key, value))),
        }
    }
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

/// A thing with a type and a name.
fn thing(of_type: &str, name: &str) -> Vec<(&'static str, Value)> {
    vec![("@type", text(of_type)), ("name", text(name))]
}

/// What is said of a page: each value is a document of its own.
pub(super) fn describe(meta: &PageMeta, settings: &Settings) -> Vec<Value> {
    let posting = (meta.kind == PageKind::Article).then(|| blog_posting(meta, settings));
    posting.into_iter().chain(breadcrumbs(meta, settings)).collect()
}

fn blog_posting(meta: &PageMeta, settings: &Settings) -> Value {
    let mut posting = vec![("@context", text(CONTEXT)), ("@type", text("BlogPosting"))];
    let mut set = |key, value: Option<String>| {
        posting.extend(value.filter(|value| !value.is_empty()).map(|value| (key, Value::Text(value))));
    };
    set("headline", Some(meta.heading.clone()));
    set("description", Some(meta.description.clone()));
    set("keywords", Some(meta.tags.join(", ")));
    set("datePublished", meta.published.as_ref().map(PostDate::rfc3339));
    set("dateModified", meta.updated.as_ref().or(meta.published.as_ref()).map(PostDate::rfc3339));
    set("inLanguage", Some(meta.language(settings).to_owned()));
    set("image", meta.image.clone());
    set("mainEntityOfPage", meta.canonical_url(settings));
    if !meta.authors.is_empty() {
        let authors = meta.authors.iter().map(|name| Value::Object(thing("Person", name)));
        posting.push(("author", Value::List(authors.collect())));
    }
    let mut blog = thing("Blog", &settings.title);
    blog.extend(settings.url.as_ref().map(|url| ("url", text(url))));
    let blog = Value::Object(blog);
    match &meta.part_of {
        Some(PartOf { series, part }) => {
            let whole = Value::Object(thing("CreativeWorkSeries", series));
            posting.push(("isPartOf", Value::List(vec![blog, whole])));
            posting.push(("position", Value::Number(*part)));
        }
        None => posting.push(("isPartOf", blog)),
    }
    Value::Object(posting)
}

/// The way from the first page to this one. Its places are absolute addresses, so there is none while the site's own is
/// not known, and the first page needs none.
fn breadcrumbs(meta: &PageMeta, settings: &Settings) -> Option<Value> {
    let route = meta.route.as_ref().filter(|route| **route != Route::HOME)?;
    let mut way = vec![(settings.title.as_str(), Route::HOME)];
    if matches!(route, Route::Tag(_) | Route::Category(_)) {
        way.push(("Tags", Route::Tags));
    }
    way.push((&meta.heading, route.clone()));
    let mut places = Vec::new();
    for ((name, route), position) in way.iter().zip(1..) {
        let mut place = thing("ListItem", name);
        place.push(("position", Value::Number(position)));
        place.push(("item", Value::Text(settings.absolute_url(&route.path())?)));
        places.push(Value::Object(place));
    }
    let list = vec![
        ("@context", text(CONTEXT)),
        ("@type", text("BreadcrumbList")),
        ("itemListElement", Value::List(places)),
    ];
    Some(Value::Object(list))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn describe(meta: &PageMeta, settings: &Settings) -> Vec<serde_json::Value> {
        super::describe(meta, settings).iter().map(|value| serde_json::to_value(value).unwrap()).collect()
    }

    fn settings() -> Settings {
        let url = Some("https://example.org/notes/".to_owned());
        Settings { title: "Notes".to_owned(), url, language: "de".to_owned(), ..Settings::default() }
    }

    fn meta(path: &str, kind: PageKind) -> PageMeta {
        let mut meta = PageMeta::new(&settings(), "Über Röhren", Route::parse(path));
        meta.kind = kind;
        meta
    }

    #[test]
    fn a_post_has_what_search_engines_ask_for() {
        let mut meta = meta("posts/x/", PageKind::Article);
        meta.authors = vec!["Ada".to_owned()];
        meta.published = Some(PostDate::parse("2024-03-01T10:00:00+02:00").unwrap().date);
        let [posting, breadcrumbs] = &describe(&meta, &settings())[..] else { panic!() };
        assert_eq!(
            *posting,
            json!({
                "@context": "https://schema.org",
                "@type": "BlogPosting",
                "headline": "Über Röhren",
                "author": [{ "@type": "Person", "name": "Ada" }],
                "datePublished": "2024-03-01T10:00:00+02:00",
                "dateModified": "2024-03-01T10:00:00+02:00",
                "inLanguage": "de",
                "mainEntityOfPage": "https://example.org/notes/posts/x/",
                "isPartOf": { "@type": "Blog", "name": "Notes", "url": "https://example.org/notes/" },
            })
        );
        assert_eq!(breadcrumbs["@type"], "BreadcrumbList");
    }

    #[test]
    fn a_part_names_its_series_and_its_place() {
        let mut meta = meta("posts/x/", PageKind::Article);
        meta.part_of = Some(PartOf { series: "Pipes".to_owned(), part: 2 });
        let [posting, _] = &describe(&meta, &settings())[..] else { panic!() };
        assert_eq!(posting["position"], 2);
        assert_eq!(posting["isPartOf"][0]["@type"], "Blog");
        assert_eq!(posting["isPartOf"][1], json!({ "@type": "CreativeWorkSeries", "name": "Pipes" }));
    }

    #[test]
    fn breadcrumbs_lead_from_the_first_page_to_this_one() {
        let way = |path: &str| {
            let all = describe(&meta(path, PageKind::Website), &settings());
            let places = all.first()?.get("itemListElement")?.as_array()?;
            Some(places.iter().map(|place| place["item"].as_str().unwrap().to_owned()).collect::<Vec<_>>())
        };
        let root = "https://example.org/notes/";
        assert_eq!(
            way("tags/x/").unwrap(),
            [root.to_owned(), format!("{root}tags/"), format!("{root}tags/x/")]
        );
        assert_eq!(way("archive/").unwrap(), [root.to_owned(), format!("{root}archive/")]);
        assert_eq!(way(""), None);
    }

    #[test]
    fn without_an_address_there_are_no_breadcrumbs() {
        assert!(describe(&meta("archive/", PageKind::Website), &Settings::default()).is_empty());
    }
}
