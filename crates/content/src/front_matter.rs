//! Front matter: what an author says about a post, above its text.
//!
//! [`parse`] cuts a file with [`split`], reads the header (YAML, TOML or JSON) into one neutral kind of value, and walks
//! that value key by key, so that blogs written for Jekyll, Hugo, Zola, Quarto and others are understood as they
//! are. Nothing here fails: what cannot be read becomes a [`Diagnostic`], and the rest counts.

mod address;
mod authors;
pub mod edit;
pub(crate) mod fields;
pub(crate) mod header;
mod image;
pub(crate) mod json;
pub(crate) mod keys;
mod line;
mod mend;
mod schema;
mod split;
mod taxonomy;
#[cfg(test)]
mod tests;
mod text;
mod toc;
mod toml;
pub(crate) mod value;
pub(crate) mod yaml;
mod yaml_error;

use std::{collections::BTreeMap, ops::Range};

use serde::{Deserialize, Serialize};

pub use self::{
    authors::Author,
    image::Image,
    schema::schema,
    split::{HeaderKind, Split, split},
    toc::TocSettings,
};
use self::{
    fields::{Field, Fields, as_flag},
    header::Header,
    keys::Names,
    value::{Entries, Value},
};
use crate::{
    date::PostDate,
    diagnostic::Diagnostic,
    html::{unescape, without_look},
    slug::Slug,
};

/// Tables that Zola and Hugo put keys of themes and taxonomies in.
const NESTED_TABLES: [&str; 3] = ["taxonomies", "extra", "params"];

/// What an author says about a post. Every field may be missing; none has a made-up value.
///
/// Texts are in one line and trimmed, and may hold HTML or `$…$`, as the author wrote them. A description has no tags that
/// only give it a look.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FrontMatter {
    /// The title.
    pub title: Option<String>,
    /// What the post is about, for lists, feeds and link previews.
    pub description: Option<String>,
    /// What stands below its title, if that is not the description.
    pub subtitle: Option<String>,
    /// What it says in short, likewise.
    pub summary: Option<String>,
    /// When it was published.
    pub date: Option<PostDate>,
    /// When it was last changed.
    pub updated: Option<PostDate>,
    /// Categories in the order written, each once whatever its case.
    pub categories: Vec<String>,
    /// Tags, likewise.
    pub tags: Vec<String>,
    /// Who wrote it.
    pub authors: Vec<Author>,
    /// Who is meant to see it.
    pub visibility: Visibility,
    /// The table of contents; `None` leaves the choice to the site.
    pub toc: Option<TocSettings>,
    /// Whether there is mathematics; `None` means: look. Real posts say it wrongly more often than rightly.
    pub math: Option<bool>,
    /// TeX macros of this post, by name with backslash: `\RR` is `\mathbb{R}`.
    pub macros: BTreeMap<String, String>,
    /// The last segment of the post's address, if it is not to be made from the file's name.
    pub slug: Option<Slug>,
    /// Addresses the post had before, as written, its permalink in another engine among them. One of them may be
    /// the post's own address.
    pub aliases: Vec<String>,
    /// The image for lists and link previews.
    pub image: Option<Image>,
    /// The series that the post is a part of.
    pub series: Option<String>,
    /// Its place in the series.
    pub series_order: Option<i64>,
    /// Its place in lists that are not ordered by date; lighter ones float up.
    pub weight: Option<i64>,
    /// Whether lists show it first.
    pub pin: bool,
    /// The address of the original, if the post was published elsewhere first.
    pub canonical: Option<String>,
    /// Whether search engines are asked to leave it out.
    pub noindex: bool,
    /// The language of the text, such as `de` or `zh-CN`.
    pub lang: Option<String>,
    /// The files with the references.
    pub bibliography: Vec<String>,
    /// Whether it has keys that posts of Jekyll have, or a date in its form.
    pub is_jekyll: bool,
    /// Whether templates in it show as they are (`render_with_liquid: false` of Jekyll).
    pub is_plain: bool,
    /// Whether readers may comment; `None` leaves the choice to the site.
    pub comments: Option<bool>,
    /// Whether the site's own search finds the post; `None` means yes.
    pub search: Option<bool>,
}

/// Who is meant to see a post.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Visibility {
    /// Everybody.
    #[default]
    Public,
    /// Those who know the address: it has its page and stands in no list, feed, sitemap or search
    /// (`hidden: true`, `visible: false`).
    Hidden,
    /// Only the author: it is not built at all, but while writing (`draft: true`, `published: false`,
    /// `publish: false`). Outweighs `Hidden`.
    Draft,
}

impl Visibility {
    /// Whether everybody is meant to see it.
    #[must_use]
    pub fn is_public(&self) -> bool {
        *self == Self::Public
    }
}

/// A file's front matter, and where its body starts.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// What the author said.
    pub front_matter: FrontMatter,
    /// Where the body starts, in bytes of the file.
    pub body_start: usize,
    /// What is wrong with the front matter.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads the front matter of a file. `path` is for messages.
///
/// A file without front matter is fine. A broken header gives an error and what could be salvaged; the body is
/// always whole.
#[must_use]
pub fn parse(path: &str, source: &str) -> Parsed {
    let Split { kind, header, body_start, problem } = split(source);
    let mut diagnostics: Vec<Diagnostic> = problem.into_iter().collect();
    let header = Header::new("front matter", source, header, kind);
    let entries = entries(path, kind, &header, &mut diagnostics);
    let mut fields = Fields::new(&header, entries, &NESTED_TABLES, diagnostics);
    fields.is_month_first = path.ends_with(".qmd");
    let front_matter = FrontMatter::read(&mut fields);
    fields.warn_near_misses(keys::KNOWN);
    Parsed { front_matter, body_start, diagnostics: fields.into_diagnostics() }
}

fn entries(path: &str, kind: HeaderKind, header: &Header<'_>, diagnostics: &mut Vec<Diagnostic>) -> Entries {
    match kind {
        HeaderKind::None => Entries::new(),
        HeaderKind::Yaml => yaml::entries(path, header, diagnostics),
        HeaderKind::Toml => toml::entries(header, diagnostics),
        HeaderKind::Json => json::entries(header, diagnostics),
    }
}

/// Where a key stands with its value in a file, in any of its spellings: `series_order`, `seriesOrder`.
#[must_use]
pub fn span_of_entry(source: &str, key: &str) -> Option<Range<usize>> {
    let Split { kind, header, .. } = split(source);
    Header::new("front matter", source, header, kind).span_of_entry(key)
}

/// Where one of the texts that are the value of a key stands in a file; where the value stands, if the text is spelled in
/// another way there.
#[must_use]
pub fn span_of_item(source: &str, key: &str, item: &str) -> Range<usize> {
    let Split { kind, header, .. } = split(source);
    Header::new("front matter", source, header, kind).span_of_item(key, item)
}

/// The keys of a header that mean nothing here, as the author spells them. `path` is for messages.
#[must_use]
pub fn unknown_keys(path: &str, source: &str) -> Vec<String> {
    let Split { kind, header, .. } = split(source);
    let header = Header::new("front matter", source, header, kind);
    let mut diagnostics = Vec::new();
    let entries = entries(path, kind, &header, &mut diagnostics);
    Fields::new(&header, entries, &NESTED_TABLES, diagnostics).unknown(keys::KNOWN)
}

/// A text that templates write into a page as it is: its references mean signs.
fn plain(text: &str) -> String {
    unescape(&without_look(text))
}

impl FrontMatter {
    fn read(fields: &mut Fields<'_>) -> Self {
        let (date, updated) = dates(fields);
        let address::Addresses { slug, aliases } = address::read(fields);
        let description = fields.text(keys::DESCRIPTION).map(|text| plain(&text));
        let mut beside = |names| {
            let text = fields.text(names).map(|text| plain(&text));
            text.filter(|text| description.as_ref() != Some(text))
        };
        let (subtitle, summary) = (beside(keys::SUBTITLE), beside(keys::ABSTRACT));
        Self {
            title: fields.text(keys::TITLE).map(|title| unescape(&title)),
            description,
            subtitle,
            summary,
            date,
            updated,
            categories: taxonomy::categories(fields),
            tags: taxonomy::tags(fields),
            authors: authors::read(fields),
            visibility: visibility(fields),
            toc: toc::read(fields),
            math: fields.flag(keys::MATH),
            macros: macros(fields, keys::MACROS),
            slug,
            aliases,
            image: image::read(fields),
            series: fields.text(keys::SERIES),
            series_order: fields.integer(keys::SERIES_ORDER),
            weight: fields.integer(keys::WEIGHT),
            pin: fields.flag(keys::PIN).unwrap_or(false),
            canonical: fields.text(keys::CANONICAL),
            noindex: fields.flag(keys::NO_INDEX).unwrap_or(false),
            lang: fields.text(keys::LANG),
            bibliography: fields.texts(keys::BIBLIOGRAPHY, "a file, or a list of files"),
            is_jekyll: fields.find(keys::JEKYLL).is_some() || has_zone_apart(fields),
            is_plain: fields.flag(keys::LIQUID) == Some(false),
            // Engines configure the comments of a page here as well; that there is such a map means yes.
            comments: match fields.find(keys::COMMENTS) {
                Some(Field { value: Value::Map(_), .. }) => Some(true),
                _ => fields.flag(keys::COMMENTS),
            },
            search: fields.flag(keys::SEARCH),
        }
    }
}

/// Whether a date ends in a time and ` +0800`, as Jekyll writes it: others put `T` and `+08:00`.
fn has_zone_apart(fields: &Fields<'_>) -> bool {
    let date = fields.find(keys::DATE).and_then(|field| field.value.scalar()).unwrap_or_default();
    date.rsplit_once(' ').is_some_and(|(time, zone)| {
        let digits = zone.strip_prefix(['+', '-']).unwrap_or_default();
        time.contains(':') && digits.len() == 4 && digits.bytes().all(|digit| digit.is_ascii_digit())
    })
}

/// When the post was published and last changed. `date` may be a map of both.
fn dates(fields: &mut Fields<'_>) -> (Option<PostDate>, Option<PostDate>) {
    let mut date = None;
    let mut updated = None;
    // `published: true` is about visibility.
    if let Some(field) = fields.find_where(keys::DATE, |value| as_flag(value).is_none()) {
        if let Value::Map(entries) = &field.value {
            let (created, changed) = (value::find(entries, keys::DATE), value::find(entries, keys::UPDATED));
            date = created.and_then(|value| fields.date(&field, value));
            updated = changed.and_then(|value| fields.date(&field, value));
            if created.is_none() && changed.is_none() {
                fields.expected(&field, "a date, or a map with `created` and `updated`");
            }
        } else {
            date = fields.date(&field, &field.value);
        }
    }
    if let Some(field) = fields.find(keys::UPDATED) {
        updated = fields.date(&field, &field.value).or(updated);
    }
    (date, updated)
}

fn visibility(fields: &mut Fields<'_>) -> Visibility {
    let is_published = match fields.find(keys::PUBLISHED) {
        // A date says that it is.
        Some(field) if as_flag(&field.value).is_none() => true,
        _ => fields.flag(keys::PUBLISHED).unwrap_or(true),
    };
    let is_draft = fields.flag(keys::DRAFT).unwrap_or(false);
    let is_hidden = fields.flag(keys::HIDDEN).unwrap_or(false) || fields.flag(keys::VISIBLE) == Some(false);
    match (is_draft || !is_published, is_hidden) {
        (true, _) => Visibility::Draft,
        (false, true) => Visibility::Hidden,
        (false, false) => Visibility::Public,
    }
}

/// TeX macros: a map, in which a name without its backslash gets it, or definitions as TeX has them.
pub(crate) fn macros(fields: &mut Fields<'_>, names: Names) -> BTreeMap<String, String> {
    // To collect into a map is to sort, and each kind of sort is 4 kB of the app.
    let mut macros = BTreeMap::new();
    if let Some(tex) = fields.tex(names) {
        macros.extend(crate::math::macro_definitions(&tex));
        return macros;
    }
    for (name, tex) in fields.map(names, "a map from macros to their TeX, such as `\\RR: \\mathbb{R}`") {
        macros.insert(if name.starts_with('\\') { name } else { format!("\\{name}") }, tex);
    }
    macros
}
