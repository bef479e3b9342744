//! Reading what the build wrote as JSON, in the browser.
//!
//! What serde derives is compiled once for each type and each form that a type may have: 45 kB of the app. Here one reader makes
//! a value of the text, the one that JSON headers are read with, and each type takes its fields out of that.

use std::{
    collections::{BTreeMap, HashMap},
    hash::Hash,
};

use crate::{
    connections::{Connections, Neighbours, PostLink, SeriesPlace},
    date::PostDate,
    front_matter::{
        Visibility, json,
        value::{Entries, Value},
    },
    image_file::ImageFile,
    lists::{LabelCount, List, Part},
    manifest::{Manifest, PostShard, PostSummary},
    markdown::CodeRun,
    page::document::{AppConfig, Assets},
    settings::{NavigationLink, Settings},
    slug::Slug,
};

/// What can be read from JSON; the form is the one that serde writes.
pub trait FromJson: Sized {
    /// The value, or `None` if it has another form.
    fn from_json(value: Json) -> Option<Self>;
}

/// A value in JSON.
#[derive(Clone, Debug)]
pub struct Json(Value);

/// The fields of an object in JSON, each of which can be taken once.
#[derive(Clone, Debug)]
pub struct Fields(Entries);

/// Reads a text; `None` if it is no JSON or has another form.
#[must_use]
pub fn read<T: FromJson>(text: &str) -> Option<T> {
    T::from_json(Json(json::value(text).ok()?))
}

impl Json {
    /// The fields of an object.
    #[must_use]
    pub fn fields(self) -> Option<Fields> {
        match self.0 {
            Value::Map(entries) => Some(Fields(entries)),
            _ => None,
        }
    }

    fn text(self) -> Option<String> {
        match self.0 {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    fn number(self) -> Option<String> {
        match self.0 {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    fn list(self) -> Option<Vec<Value>> {
        match self.0 {
            Value::List(items) => Some(items),
            _ => None,
        }
    }
}

impl Fields {
    fn value(&mut self, name: &str) -> Option<Json> {
        let at = self.0.iter().position(|(key, _)| key == name)?;
        Some(Json(self.0.swap_remove(at).1))
    }

    /// A field that has to be there.
    pub fn take<T: FromJson>(&mut self, name: &str) -> Option<T> {
        T::from_json(self.value(name)?)
    }

    /// A field that may be missing; `None` if it is there in another form.
    pub fn take_or<T: FromJson>(&mut self, name: &str, default: T) -> Option<T> {
        match self.value(name) {
            Some(value) => T::from_json(value),
            None => Some(default),
        }
    }
}

impl FromJson for String {
    fn from_json(value: Json) -> Option<Self> {
        value.text()
    }
}

impl FromJson for bool {
    fn from_json(value: Json) -> Option<Self> {
        match value.0 {
            Value::Bool(value) => Some(value),
            _ => None,
        }
    }
}

/// Types that are written as text or number and read by `FromStr`.
macro_rules! parsed {
    ($($type:ty, $form:ident;)*) => {
        $(impl FromJson for $type {
            fn from_json(value: Json) -> Option<Self> {
                value.$form()?.parse().ok()
            }
        })*
    };
}

parsed! {
    i64, number;
    u32, number;
    usize, number;
    PostDate, text;
}

impl<T: FromJson> FromJson for Option<T> {
    fn from_json(value: Json) -> Option<Self> {
        if value.0 == Value::Null { Some(None) } else { T::from_json(value).map(Some) }
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_json(value: Json) -> Option<Self> {
        value.list()?.into_iter().map(|item| T::from_json(Json(item))).collect()
    }
}

impl<A: FromJson, B: FromJson> FromJson for (A, B) {
    fn from_json(value: Json) -> Option<Self> {
        let [a, b] = <[Value; 2]>::try_from(value.list()?).ok()?;
        Some((A::from_json(Json(a))?, B::from_json(Json(b))?))
    }
}

impl<T: FromJson> FromJson for BTreeMap<String, T> {
    fn from_json(value: Json) -> Option<Self> {
        let mut map = Self::new();
        for (key, value) in value.fields()?.0 {
            map.insert(key, T::from_json(Json(value))?);
        }
        Some(map)
    }
}

impl<K: From<String> + Eq + Hash, T: FromJson> FromJson for HashMap<K, T> {
    fn from_json(value: Json) -> Option<Self> {
        value
            .fields()?
            .0
            .into_iter()
            .map(|(key, value)| Some((key.into(), T::from_json(Json(value))?)))
            .collect()
    }
}

/// Only a text that is a slug already.
impl FromJson for Slug {
    fn from_json(value: Json) -> Option<Self> {
        let text = value.text()?;
        Self::new(&text).filter(|slug| slug.as_str() == text)
    }
}

impl FromJson for Visibility {
    fn from_json(value: Json) -> Option<Self> {
        match value.text()?.as_str() {
            "public" => Some(Self::Public),
            "hidden" => Some(Self::Hidden),
            "draft" => Some(Self::Draft),
            _ => None,
        }
    }
}

impl FromJson for List {
    fn from_json(value: Json) -> Option<Self> {
        let mut fields = value.fields()?;
        if let Some(labels) = fields.value("labels") {
            let mut labels = labels.fields()?;
            return Some(Self::Labels { tags: labels.take("tags")?, categories: labels.take("categories")? });
        }
        Some(Self::Posts(fields.take("posts")?))
    }
}

impl FromJson for Settings {
    fn from_json(value: Json) -> Option<Self> {
        let (mut fields, usual) = (value.fields()?, Self::default());
        Some(Self {
            title: fields.take_or("title", usual.title)?,
            description: fields.take_or("description", usual.description)?,
            url: fields.take_or("url", usual.url)?,
            author: fields.take_or("author", usual.author)?,
            language: fields.take_or("language", usual.language)?,
            posts_per_page: fields.take_or("posts_per_page", usual.posts_per_page)?,
            macros: fields.take_or("macros", usual.macros)?,
            navigation: fields.take_or("navigation", usual.navigation)?,
            redirects: fields.take_or("redirects", usual.redirects)?,
            footer: fields.take_or("footer", usual.footer)?,
            cards: fields.take_or("cards", usual.cards)?,
        })
    }
}

/// Structs by their fields: those that have to be there, then those that have their default when they are missing.
macro_rules! fields {
    ($($type:ident { $($needed:ident)*; $($other:ident)* })*) => {
        $(impl FromJson for $type {
            fn from_json(value: Json) -> Option<Self> {
                let mut fields = value.fields()?;
                Some(Self {
                    $($needed: fields.take(stringify!($needed))?,)*
                    $($other: fields.take_or(stringify!($other), Default::default())?,)*
                })
            }
        })*
    };
}

fields! {
    AppConfig { shell assets; page ahead }
    Assets {
        style theme app katex katex_style highlighter renderer preload_math_fonts preload_fonts;
        finder previews reading
    }
    CodeRun { block date with milliseconds; output }
    Connections { ; series neighbours related backlinks more_backlinks }
    ImageFile { ; size hash }
    LabelCount { slug name posts; }
    Manifest { version build settings posts; shell sharded }
    NavigationLink { title path; }
    Neighbours { ; newer older }
    Part { total number pages posts; name }
    PostLink { slug title; date }
    PostShard { summary; links connections }
    PostSummary {
        slug source title minutes;
        description date updated categories tags series series_order related backlinks images code_runs references visibility math
        code card
    }
    SeriesPlace { name part parts; }
}

#[cfg(test)]
mod tests {
    use serde::{Serialize, de::DeserializeOwned};
    use serde_json::json;

    use super::*;

    /// Reads a value here and by serde, and compares what each writes again.
    fn assert_same<T: FromJson + Serialize + DeserializeOwned>(value: &serde_json::Value) {
        let text = value.to_string();
        let ours = read::<T>(&text).map(|value| serde_json::to_value(value).unwrap());
        let serdes = serde_json::from_str::<T>(&text).ok().map(|value| serde_json::to_value(value).unwrap());
        assert_eq!(ours, serdes, "{text}");
    }

    /// Compares for a value, and for what is left of it when any of its fields is missing, null or of another form.
    fn assert_same_in_parts<T: FromJson + Serialize + DeserializeOwned>(value: &serde_json::Value) {
        assert!(read::<T>(&value.to_string()).is_some(), "{value}");
        assert_same::<T>(value);
        for key in value.as_object().into_iter().flatten().map(|(key, _)| key) {
            for other in [json!(null), json!([["x"]]), json!("Not A Slug"), json!(-1), json!({ "a": 1 })] {
                let mut changed = value.clone();
                changed[key] = other;
                assert_same::<T>(&changed);
            }
            let mut shorter = value.clone();
            shorter.as_object_mut().unwrap().remove(key);
            assert_same::<T>(&shorter);
        }
    }

    fn summary() -> serde_json::Value {
        json!({
            "slug": "a-b", "source": "a b.md", "title": "Ä \"b\"", "description": "d", "date": "2024-03-01T10:00:00+02:00",
            "updated": "2024-04-01", "categories": ["C"], "tags": ["T", "U"], "series": "S", "series_order": -3,
            "related": ["c"], "backlinks": ["d"], "minutes": 12,
            "images": { "posts/x.png": { "size": [640, 480], "hash": "0a1b" }, "y.png": {} },
            "code_runs": [{ "block": 1, "date": "2024-03-01", "with": "Python", "milliseconds": 5, "output": "x\n" }],
            "references": { "a": "A\nA, T\nA. T." }, "visibility": "hidden", "math": true, "code": true, "card": "1f"
        })
    }

    fn settings() -> serde_json::Value {
        json!({
            "title": "Notes", "description": "", "url": "https://example.org/", "author": "Ada", "language": "de",
            "posts_per_page": 5, "macros": { "\\R": "\\mathbb{R}" }, "navigation": [{ "title": "T", "path": "t/" }],
            "redirects": { "old/": "new/" }, "footer": "f", "cards": false
        })
    }

    #[test]
    fn what_the_build_writes_is_read_as_serde_reads_it() {
        let link = json!({ "slug": "c", "title": "C", "date": "2024-03-01" });
        let connections = json!({
            "series": { "name": "S", "part": 2, "parts": [link, link] }, "neighbours": { "newer": link, "older": link },
            "related": [link], "backlinks": [link], "more_backlinks": 7
        });
        assert_same_in_parts::<PostSummary>(&summary());
        assert_same_in_parts::<CodeRun>(&summary()["code_runs"][0]);
        assert_same_in_parts::<ImageFile>(&summary()["images"]["posts/x.png"]);
        assert_same_in_parts::<Settings>(&settings());
        assert_same_in_parts::<NavigationLink>(&settings()["navigation"][0]);
        assert_same_in_parts::<Connections>(&connections);
        assert_same_in_parts::<SeriesPlace>(&connections["series"]);
        assert_same_in_parts::<Neighbours>(&connections["neighbours"]);
        assert_same_in_parts::<PostLink>(&link);
        assert_same_in_parts::<PostShard>(
            &json!({ "summary": summary(), "links": { "a.md": "a" }, "connections": connections }),
        );
        assert_same_in_parts::<Manifest>(&json!({
            "version": 3, "build": "b", "shell": "s", "settings": settings(), "sharded": true, "posts": [summary()]
        }));
    }

    #[test]
    fn lists_and_the_configuration_are_read_as_serde_reads_them() {
        let part = json!({ "name": "N", "total": 9, "number": 1, "pages": 2, "posts": [summary()] });
        let count = json!({ "slug": "c", "name": "C", "posts": 3 });
        assert_same_in_parts::<Part>(&part);
        assert_same_in_parts::<LabelCount>(&count);
        assert_same::<List>(&json!({ "posts": part }));
        assert_same::<List>(&json!({ "labels": { "tags": [count], "categories": [] } }));
        assert_same::<List>(&json!({ "labels": { "tags": [] } }));
        assert_same_in_parts::<Assets>(&json!({
            "style": "s", "theme": "t", "app": "a", "katex": "k", "katex_style": "l", "highlighter": "h", "renderer": "r", "finder": "f",
            "previews": "p", "reading": "r", "preload_math_fonts": ["m"], "preload_fonts": []
        }));
        let config = json!({ "shell": "s", "assets": Assets::default(), "page": "posts/x/", "ahead": ["y"] });
        assert_same_in_parts::<AppConfig>(&config);
        for text in ["", "[]", "{}", "<!doctype html>", "{\"shell\": \"s\"} x"] {
            assert!(read::<AppConfig>(text).is_none(), "{text}");
        }
    }
}
