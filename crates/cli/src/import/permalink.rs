//! Where an engine served its posts: by its own rule, or by the pattern in its configuration.

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::{Context as _, Result};
use serde_json::Value;
use studybuddy_content::{post::PostHead, post_name::PostName, slug::Slug};

use super::checkout::Engine;

/// Jekyll's patterns that have names: <https://jekyllrb.com/docs/permalinks/#built-in-formats>.
const JEKYLL_STYLES: [(&str, &str); 5] = [
    ("date", "/:categories/:year/:month/:day/:title:output_ext"),
    ("pretty", "/:categories/:year/:month/:day/:title/"),
    ("ordinal", "/:categories/:year/:y_day/:title:output_ext"),
    ("weekdate", "/:categories/:year/W:week/:short_day/:title:output_ext"),
    ("none", "/:categories/:title:output_ext"),
];

/// Files that Hugo may keep its configuration in, the most trusted first.
const HUGO_FILES: [&str; 11] = [
    "hugo.toml",
    "hugo.yaml",
    "hugo.yml",
    "hugo.json",
    "config.toml",
    "config.yaml",
    "config.yml",
    "config/_default/hugo.toml",
    "config/_default/hugo.yaml",
    "config/_default/config.toml",
    "config/_default/config.yaml",
];

/// The patterns of a blog, each with the folder that it is for; the first that fits counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Permalinks(Vec<(String, String)>);

impl Permalinks {
    /// Reads the configuration of a checkout.
    ///
    /// # Errors
    /// A file of it cannot be read.
    pub fn load(root: &Path, engine: Engine) -> Result<Self> {
        Ok(match engine {
            Engine::Jekyll => Self::of_jekyll(&first_config(root, &["_config.yml", "_config.yaml"])?),
            Engine::Hugo => {
                let table = ["toml", "yaml", "yml"].map(|kind| format!("config/_default/permalinks.{kind}"));
                let own = first_config(root, &table.each_ref().map(String::as_str))?;
                let whole = first_config(root, &HUGO_FILES)?;
                let (_, permalinks) = entries(&whole)
                    .find(|(key, _)| key.eq_ignore_ascii_case("permalinks"))
                    .unwrap_or(("", &own));
                Self::of_hugo(permalinks)
            }
            Engine::Zola | Engine::Quarto | Engine::HuggingFace => Self::default(),
        })
    }

    fn of_jekyll(config: &Value) -> Self {
        let defaults = config["defaults"].as_array().into_iter().flatten().filter_map(|default| {
            let is_for_posts = default["scope"]["type"].as_str().is_none_or(|kind| kind == "posts");
            let folder = default["scope"]["path"].as_str().unwrap_or_default().trim_matches('/');
            let pattern = default["values"]["permalink"].as_str().filter(|_| is_for_posts)?;
            Some((folder.to_owned(), pattern))
        });
        let mut rules: Vec<(String, &str)> = defaults.collect();
        // As in Jekyll the narrowest scope counts.
        rules.sort_by_key(|(folder, _)| std::cmp::Reverse(folder.len()));
        rules.push((String::new(), config["permalink"].as_str().unwrap_or("date")));
        let named =
            |pattern: &str| JEKYLL_STYLES.iter().find(|(name, _)| *name == pattern).map(|(_, of)| *of);
        Self(
            rules
                .into_iter()
                .map(|(folder, pattern)| (folder, named(pattern).unwrap_or(pattern).to_owned()))
                .collect(),
        )
    }

    /// `posts = "/:year/:slug/"`, or since Hugo 0.131 the same below `page`.
    fn of_hugo(permalinks: &Value) -> Self {
        let pages = entries(permalinks).find(|(key, pages)| *key == "page" && pages.is_object());
        let rules = entries(pages.map_or(permalinks, |(_, pages)| pages)).filter_map(|(section, pattern)| {
            let folder = format!("content/{}", section.trim_matches('/'));
            Some((folder.trim_end_matches('/').to_owned(), pattern.as_str()?.to_owned()))
        });
        Self(rules.collect())
    }

    /// Where a post was served; `None` if there is no telling.
    pub fn address(&self, engine: Engine, path: &str, slug: &Slug, head: &PostHead) -> Option<String> {
        let is_in = |folder: &str| {
            folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
        };
        match self.0.iter().find(|(folder, _)| is_in(folder)) {
            Some((_, pattern)) => fill(pattern, &values(engine, path, slug, head)),
            None => plain_address(engine, path, slug, head),
        }
    }
}

/// The address of a post by its engine's own rule.
fn plain_address(engine: Engine, path: &str, slug: &Slug, head: &PostHead) -> Option<String> {
    match engine {
        Engine::Jekyll => None,
        Engine::Hugo => fill("/:sections/:slugorfilename/", &values(engine, path, slug, head)),
        Engine::Zola => fill("/:sections/:slug/", &values(engine, path, slug, head)),
        Engine::Quarto => Some(format!("/{}.html", path.trim_end_matches(".qmd"))),
        Engine::HuggingFace => Some(format!("/blog/{slug}")),
    }
}

/// What the placeholders of a pattern stand for. One whose value is not known is missing.
fn values(engine: Engine, path: &str, slug: &Slug, head: &PostHead) -> BTreeMap<&'static str, String> {
    let front_matter = &head.front_matter;
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let name = PostName::parse(path);
    let is_bundle = name.as_ref().is_some_and(|name| name.is_index);
    let (above, folder_name) = folder.rsplit_once('/').unwrap_or(("", folder));
    let (folder, stem) = if is_bundle {
        (above, folder_name)
    } else {
        (folder, file.rsplit_once('.').map_or(file, |(stem, _)| stem))
    };
    let sections = folder.strip_prefix("content").unwrap_or(folder).trim_matches('/').to_lowercase();
    let slug = slug.as_str().to_owned();
    let mut values = BTreeMap::from([("slug", slug.clone()), ("output_ext", ".html".to_owned())]);
    if let Some(date) = front_matter.date.map(|date| date.iso_date()) {
        let mut parts = date.splitn(3, '-').map(str::to_owned);
        for key in ["year", "month", "day"] {
            values.extend(parts.next().map(|part| (key, part)));
        }
        values.insert("short_year", date[2..4].to_owned());
        for (key, of) in [("i_month", "month"), ("i_day", "day")] {
            let short = values.get(of).map(|part| part.trim_start_matches('0').to_owned());
            values.extend(short.map(|short| (key, short)));
        }
    }
    if engine == Engine::Jekyll {
        // Folders above `_posts` are categories too.
        let folders = path.split('/').take_while(|part| !part.starts_with('_')).filter(|part| *part != file);
        let categories = front_matter.categories.iter().map(String::as_str);
        let mut all: Vec<String> = Vec::new();
        for category in folders.chain(categories).map(str::to_lowercase) {
            if !all.contains(&category) {
                all.push(category);
            }
        }
        values.insert("categories", all.join("/"));
        // As the file spells it, unless the front matter has a slug.
        let title = front_matter.slug.as_ref().map(|slug| slug.as_str().to_owned());
        values.insert("title", title.unwrap_or_else(|| name.map_or_else(|| slug, |name| name.slug_source)));
    } else {
        let stem = Slug::new(stem).map_or_else(|| slug.clone(), |stem| stem.as_str().to_owned());
        let title = front_matter.title.as_deref().and_then(Slug::new);
        let title = title.map_or_else(|| stem.clone(), |title| title.as_str().to_owned());
        let own = front_matter.slug.as_ref().map(|slug| slug.as_str().to_owned());
        values.insert("section", sections.split('/').next().unwrap_or_default().to_owned());
        values.insert("sections", sections);
        if engine == Engine::Hugo {
            values.insert("slug", own.clone().unwrap_or_else(|| title.clone()));
        }
        for key in ["filename", "contentbasename"] {
            values.insert(key, stem.clone());
        }
        for key in ["slugorfilename", "slugorcontentbasename"] {
            values.insert(key, own.clone().unwrap_or_else(|| stem.clone()));
        }
        values.insert("title", title);
    }
    values
}

/// Fills in a pattern: `/:year/:title/`. `None` if it needs what is not known.
fn fill(pattern: &str, values: &BTreeMap<&'static str, String>) -> Option<String> {
    let mut parts = pattern.split(':');
    let mut address = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(part.len());
        // `:year_:title`: an underscore is also a sign between names.
        let (name, rest) = part.split_at(end);
        let known = [name, name.trim_end_matches('_')];
        let name = known.into_iter().find(|name| values.contains_key(name))?;
        address.push_str(&values[name]);
        address.push_str(&part[name.len()..end]);
        address.push_str(rest);
    }
    while address.contains("//") {
        address = address.replace("//", "/");
    }
    Some(if address.starts_with('/') { address } else { format!("/{address}") })
}

/// The first of these files that is there, read.
fn first_config(root: &Path, files: &[&str]) -> Result<Value> {
    let Some(path) = files.iter().map(|file| root.join(file)).find(|path| path.is_file()) else {
        return Ok(Value::Null);
    };
    let read = || format!("could not read the blog's configuration, `{}`", path.display());
    let text = fs::read_to_string(&path).with_context(read)?;
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("toml") => toml::from_str(&text).with_context(read),
        // JSON is YAML.
        _ => serde_yaml::from_str(&text).with_context(read),
    }
}

fn entries(table: &Value) -> impl Iterator<Item = (&str, &Value)> {
    table.as_object().into_iter().flatten().map(|(key, value)| (key.as_str(), value))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn address(permalinks: &Permalinks, engine: Engine, path: &str, header: &str) -> Option<String> {
        let head = PostHead::read(path, &format!("---\n{header}\n---\n"))?;
        permalinks.address(engine, path, &head.slug.clone(), &head)
    }

    fn jekyll(config: &Value, path: &str, header: &str) -> Option<String> {
        address(&Permalinks::of_jekyll(config), Engine::Jekyll, path, header)
    }

    #[test]
    fn jekyll_without_a_pattern_has_categories_date_and_name() {
        let post = |path, header| jekyll(&json!(null), path, header);
        assert_eq!(
            post("_posts/2024-03-01-My-Post.md", "categories: [Maths, ML]").as_deref(),
            Some("/maths/ml/2024/03/01/My-Post.html")
        );
        assert_eq!(post("notes/_posts/2024-03-01-a.md", "").as_deref(), Some("/notes/2024/03/01/a.html"));
        assert_eq!(post("_drafts/idea.md", ""), None);
    }

    #[test]
    fn jekyll_has_named_and_own_patterns() {
        let post = |pattern: &str| jekyll(&json!({ "permalink": pattern }), "_posts/2024-03-01-a.md", "");
        assert_eq!(post("pretty").as_deref(), Some("/2024/03/01/a/"));
        assert_eq!(post("none").as_deref(), Some("/a.html"));
        assert_eq!(post("/blog/:year/:i_month/:title").as_deref(), Some("/blog/2024/3/a"));
        assert_eq!(post(":short_year_:title.html").as_deref(), Some("/24_a.html"));
        assert_eq!(post("weekdate"), None);
    }

    #[test]
    fn jekyll_defaults_are_for_folders() {
        let config = json!({
            "permalink": "/all/:title/",
            "defaults": [
                { "scope": { "path": "", "type": "posts" }, "values": { "permalink": "/p/:title/" } },
                { "scope": { "path": "notes/_posts" }, "values": { "permalink": "/n/:title/" } },
                { "scope": { "path": "", "type": "pages" }, "values": { "permalink": "/x/:title/" } },
            ],
        });
        assert_eq!(jekyll(&config, "_posts/2024-03-01-a.md", "").as_deref(), Some("/p/a/"));
        assert_eq!(jekyll(&config, "notes/_posts/2024-03-01-a.md", "").as_deref(), Some("/n/a/"));
    }

    #[test]
    fn hugo_keeps_dates_in_names_and_has_patterns_for_sections() {
        let post = |permalinks: &Value, path, header| {
            address(&Permalinks::of_hugo(permalinks), Engine::Hugo, path, header)
        };
        let file = "content/posts/2024-03-01-a.md";
        assert_eq!(post(&json!(null), file, "").as_deref(), Some("/posts/2024-03-01-a/"));
        assert_eq!(
            post(&json!(null), "content/posts/deep/b/index.md", "").as_deref(),
            Some("/posts/deep/b/")
        );
        let permalinks = json!({ "posts": "/:year/:month/:slug/" });
        assert_eq!(post(&permalinks, file, "title: Big News").as_deref(), Some("/2024/03/big-news/"));
        assert_eq!(post(&permalinks, file, "slug: short").as_deref(), Some("/2024/03/short/"));
        assert_eq!(post(&permalinks, "content/notes/c.md", "").as_deref(), Some("/notes/c/"));
        let below = json!({ "page": { "posts": "/p/:filename/" }, "section": { "posts": "/all/" } });
        assert_eq!(post(&below, file, "").as_deref(), Some("/p/2024-03-01-a/"));
    }

    #[test]
    fn zola_takes_dates_out_of_names() {
        let none = Permalinks::default();
        let zola = |path| address(&none, Engine::Zola, path, "");
        assert_eq!(zola("content/blog/2024-03-01-a.md").as_deref(), Some("/blog/a/"));
        assert_eq!(zola("content/blog/one/index.md").as_deref(), Some("/blog/one/"));
    }
}
