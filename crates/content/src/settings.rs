//! The owner's settings, from `site.yaml`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    diagnostic::Diagnostic,
    front_matter::{
        self, HeaderKind,
        fields::Fields,
        header::Header,
        keys::Names,
        value::{self, Value},
        yaml,
    },
};

const TITLE: Names = &["title"];
const DESCRIPTION: Names = &["description"];
const URL: Names = &["url"];
const AUTHOR: Names = &["author"];
const LANGUAGE: Names = &["language", "lang"];
const POSTS_PER_PAGE: Names = &["posts_per_page"];
const MACROS: Names = &["macros"];
const NAVIGATION: Names = &["navigation"];
const REDIRECTS: Names = &["redirects"];
const FOOTER: Names = &["footer"];
const CARDS: Names = &["cards"];

const KNOWN: &[Names] = &[
    TITLE,
    DESCRIPTION,
    URL,
    AUTHOR,
    LANGUAGE,
    POSTS_PER_PAGE,
    MACROS,
    NAVIGATION,
    REDIRECTS,
    FOOTER,
    CARDS,
];

/// What the owner of a site decides for all its pages. Part of the manifest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The site's name.
    pub title: String,
    /// What the site is about; may be empty.
    pub description: String,
    /// The absolute address of the site's root, with a slash at the end, for canonical URLs, feeds and the sitemap.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Who writes posts that name no author.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// The language of posts that name none, such as `en` or `zh-CN`.
    pub language: String,
    /// How many posts a page of a list shows; at least 1.
    pub posts_per_page: usize,
    /// TeX macros for all posts, by name with backslash.
    pub macros: BTreeMap<String, String>,
    /// Links of the owner's own in the site's navigation.
    pub navigation: Vec<NavigationLink>,
    /// Old addresses on this site and where they lead now.
    pub redirects: BTreeMap<String, String>,
    /// Text at the foot of each page; may be empty.
    pub footer: String,
    /// Whether posts without a picture of their own get a card for link previews.
    pub cards: bool,
}

/// A link in the site's navigation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NavigationLink {
    /// What the link says.
    pub title: String,
    /// Where it leads: an address on this site from its root, or an absolute one.
    pub path: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            title: "StudyBuddy".to_owned(),
            description: String::new(),
            url: None,
            author: None,
            language: "en".to_owned(),
            posts_per_page: 10,
            macros: BTreeMap::new(),
            navigation: Vec::new(),
            redirects: BTreeMap::new(),
            footer: String::new(),
            cards: true,
        }
    }
}

impl Settings {
    /// The absolute URL of a path below the root; `None` while the owner has not said where the site will be.
    #[must_use]
    pub fn absolute_url(&self, path: &str) -> Option<String> {
        self.url.as_ref().map(|url| format!("{url}{path}"))
    }

    /// Reads the text of `site.yaml`. What is missing or cannot be read has its default; `path` is for messages.
    #[must_use]
    pub fn parse(path: &str, text: &str) -> (Self, Vec<Diagnostic>) {
        let start = text.len() - text.trim_start_matches('\u{feff}').len();
        let header = Header::new("settings", text, start..text.len(), HeaderKind::Yaml);
        let mut diagnostics = Vec::new();
        let entries = yaml::entries(path, &header, &mut diagnostics);
        let mut fields = Fields::new(&header, entries, &[], diagnostics);
        let default = Self::default();
        let settings = Self {
            title: fields.text(TITLE).unwrap_or(default.title),
            description: fields.text(DESCRIPTION).unwrap_or(default.description),
            url: url(&mut fields),
            author: fields.text(AUTHOR),
            language: fields.text(LANGUAGE).unwrap_or(default.language),
            posts_per_page: posts_per_page(&mut fields).unwrap_or(default.posts_per_page),
            macros: front_matter::macros(&mut fields, MACROS),
            navigation: navigation(&mut fields),
            redirects: fields.map(REDIRECTS, "a map from old addresses to new ones"),
            footer: fields.text(FOOTER).unwrap_or(default.footer),
            cards: fields.flag(CARDS).unwrap_or(default.cards),
        };
        fields.warn_near_misses(KNOWN);
        (settings, fields.into_diagnostics())
    }
}

fn url(fields: &mut Fields<'_>) -> Option<String> {
    let field = fields.find(URL)?;
    let url = fields.text(URL)?;
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).unwrap_or_default();
    if host.is_empty() || host.contains([' ', '?', '#']) {
        fields.expected(&field, "the absolute address of the site, such as `https://example.org/blog/`");
        return None;
    }
    Some(format!("{}/", url.trim_end_matches('/')))
}

fn posts_per_page(fields: &mut Fields<'_>) -> Option<usize> {
    let number = usize::try_from(fields.integer(POSTS_PER_PAGE)?).ok().filter(|number| *number > 0);
    if number.is_none()
        && let Some(field) = fields.find(POSTS_PER_PAGE)
    {
        fields.expected(&field, "a number of posts, 1 or more");
    }
    number
}

fn navigation(fields: &mut Fields<'_>) -> Vec<NavigationLink> {
    let Some(field) = fields.find(NAVIGATION) else { return Vec::new() };
    let Value::List(items) = &field.value else {
        fields.expected(&field, "a list of links with `title` and `path`");
        return Vec::new();
    };
    let links: Vec<NavigationLink> = items.iter().filter_map(link).collect();
    if links.len() < items.len() {
        fields.expected(&field, "links with a `title` and a `path` each");
    }
    links
}

fn link(value: &Value) -> Option<NavigationLink> {
    let Value::Map(entries) = value else { return None };
    Some(NavigationLink {
        title: value::find_text(entries, &["title", "name"])?,
        path: value::find_text(entries, &["path", "url"])?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Settings, messages: &[&str]) {
        let (settings, diagnostics) = Settings::parse("site.yaml", text);
        assert_eq!(settings, expected);
        let found: Vec<String> = diagnostics.iter().map(|found| found.render("site.yaml", text)).collect();
        assert_eq!(found, messages);
    }

    #[test]
    fn empty_file_gives_the_defaults() {
        for text in ["", "\n", "# nothing\n", "\u{feff}", "title:\n"] {
            check(text, Settings::default(), &[]);
        }
    }

    #[test]
    fn all_keys_are_read() {
        let text = "---\ntitle: Notes\ndescription: On learning\nurl: https://example.org/notes\nauthor: Ada\n\
            language: de\nposts_per_page: 5\nmacros:\n  RR: \\mathbb{R}\n  \\E: \\mathbb{E}\nnavigation:\n  - title: Talks\n    \
            path: /talks/\nredirects:\n  /old/: /posts/new/\nfooter: © Ada\nother: x\n";
        let expected = Settings {
            title: "Notes".into(),
            description: "On learning".into(),
            url: Some("https://example.org/notes/".into()),
            author: Some("Ada".into()),
            language: "de".into(),
            posts_per_page: 5,
            macros: [("\\RR", "\\mathbb{R}"), ("\\E", "\\mathbb{E}")]
                .map(|(k, v)| (k.into(), v.into()))
                .into(),
            navigation: vec![NavigationLink { title: "Talks".into(), path: "/talks/".into() }],
            redirects: [("/old/".into(), "/posts/new/".into())].into(),
            footer: "© Ada".into(),
            cards: true,
        };
        let json = serde_json::to_string(&expected).unwrap();
        assert_eq!(serde_json::from_str::<Settings>(&json).unwrap(), expected);
        check(text, expected, &[]);
    }

    #[test]
    fn mistakes_keep_the_defaults() {
        check(
            "titel: A\nurl: example.org\nposts_per_page: 0\nnavigation: [{title: x}]\nmacros: none\n",
            Settings::default(),
            &[
                "site.yaml:1:1: warning: unknown key `titel`, did you mean `title`? [keys/unknown]",
                "site.yaml:2:6: warning: `url` is `example.org`, expected the absolute address of the site, such as \
                 `https://example.org/blog/` [keys/type]",
                "site.yaml:3:17: warning: `posts_per_page` is `0`, expected a number of posts, 1 or more \
                 [keys/type]",
                "site.yaml:4:13: warning: `navigation` is a list, expected links with a `title` and a `path` each \
                 [keys/type]",
                "site.yaml:5:9: warning: `macros` is `none`, expected a map from macros to their TeX, such as \
                 `\\RR: \\mathbb{R}` [keys/type]",
            ],
        );
    }
}
