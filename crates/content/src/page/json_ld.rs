//! Pages in the words of schema.org, for search engines.

use serde_json::{Map, Value, json};

use super::{PageKind, PageMeta, PartOf};
use crate::{date::PostDate, route::Route, settings::Settings};

const CONTEXT: &str = "https://schema.org";

/// What is said of a page: each value is a document of its own.
pub(super) fn describe(meta: &PageMeta, settings: &Settings) -> Vec<Value> {
    let posting = (meta.kind == PageKind::Article).then(|| blog_posting(meta, settings));
    posting.into_iter().chain(breadcrumbs(meta, settings)).collect()
}

fn blog_posting(meta: &PageMeta, settings: &Settings) -> Value {
    let mut posting = Map::new();
    let mut set = |key: &str, value: Value| {
        let is_empty = value.as_array().is_some_and(Vec::is_empty) || value.as_str() == Some("");
        if !is_empty && !value.is_null() {
            posting.insert(key.to_owned(), value);
        }
    };
    let person = |name: &String| json!({ "@type": "Person", "name": name });
    let mut blog = json!({ "@type": "Blog", "name": settings.title });
    if let (Some(url), Some(blog)) = (&settings.url, blog.as_object_mut()) {
        blog.insert("url".to_owned(), url.as_str().into());
    }
    set("@context", CONTEXT.into());
    set("@type", "BlogPosting".into());
    set("headline", meta.heading.as_str().into());
    set("description", meta.description.as_str().into());
    set("author", meta.authors.iter().map(person).collect());
    set("keywords", meta.tags.join(", ").into());
    set("datePublished", meta.published.as_ref().map(PostDate::rfc3339).into());
    set("dateModified", meta.updated.as_ref().or(meta.published.as_ref()).map(PostDate::rfc3339).into());
    set("inLanguage", meta.language(settings).into());
    set("image", meta.image.clone().into());
    set("mainEntityOfPage", meta.canonical_url(settings).into());
    match &meta.part_of {
        Some(PartOf { series, part }) => {
            let whole = json!({ "@type": "CreativeWorkSeries", "name": series });
            set("isPartOf", json!([blog, whole]));
            set("position", (*part).into());
        }
        None => set("isPartOf", blog),
    }
    posting.into()
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
    let places = way.iter().zip(1_u32..).map(|((name, route), position)| {
        let item = settings.absolute_url(&route.path())?;
        Some(json!({ "@type": "ListItem", "position": position, "name": name, "item": item }))
    });
    let places = places.collect::<Option<Vec<Value>>>()?;
    Some(json!({ "@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": places }))
}

#[cfg(test)]
mod tests {
    use super::*;

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
