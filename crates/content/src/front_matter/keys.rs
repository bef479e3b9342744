//! The keys that front matter may have, and what an author may have meant by others.
//!
//! Upper case, hyphens and underscores make no difference: `date-modified`, `dateModified` and `Date_Modified` are
//! one key.

/// Names of one concept, the most trusted first.
pub(crate) type Names = &'static [&'static str];

pub(crate) const TITLE: Names = &["title"];
pub(crate) const DESCRIPTION: Names = &["description", "summary", "excerpt", "abstract", "subtitle"];
pub(crate) const SUBTITLE: Names = &["subtitle"];
pub(crate) const ABSTRACT: Names = &["abstract"];
pub(crate) const DATE: Names =
    &["date", "created", "createdAt", "published", "publishedAt", "publishDate", "pubDate"];
pub(crate) const UPDATED: Names =
    &["updated", "updatedAt", "lastmod", "last_modified_at", "modified", "date-modified", "updatedDate"];
pub(crate) const CATEGORIES: Names = &["categories", "category"];
pub(crate) const TAGS: Names = &["tags", "tag"];
pub(crate) const KEYWORDS: Names = &["keywords"];
pub(crate) const AUTHORS: Names = &["authors", "author"];
pub(crate) const DRAFT: Names = &["draft"];
pub(crate) const PUBLISHED: Names = &["published", "publish"];
pub(crate) const HIDDEN: Names = &["hidden"];
pub(crate) const VISIBLE: Names = &["visible"];
pub(crate) const TOC: Names = &["toc", "ShowToc", "enableToc", "showTableOfContents", "outline"];
pub(crate) const TOC_OPEN: Names = &["TocOpen"];
pub(crate) const TOC_DEPTH: Names = &["toc-depth"];
pub(crate) const MATH: Names = &["math", "mathjax", "katex", "usemath"];
pub(crate) const MACROS: Names = &["macros"];
pub(crate) const SLUG: Names = &["slug"];
pub(crate) const PERMALINK: Names = &["permalink", "url", "path"];
pub(crate) const ALIASES: Names = &["aliases", "alias", "redirect_from"];
pub(crate) const IMAGE: Names = &["image", "images", "cover", "thumbnail", "socialImage", "og_image"];
pub(crate) const SERIES: Names = &["series"];
pub(crate) const SERIES_ORDER: Names = &["series_order"];
pub(crate) const WEIGHT: Names = &["weight"];
pub(crate) const PIN: Names = &["pin", "pinned", "sticky"];
pub(crate) const CANONICAL: Names = &["canonical", "canonicalURL"];
pub(crate) const NO_INDEX: Names = &["noindex", "robotsNoIndex"];
pub(crate) const LANG: Names = &["lang", "language", "locale"];
pub(crate) const BIBLIOGRAPHY: Names = &["bibliography"];
/// Keys of Jekyll that hardly any other engine has.
pub(crate) const JEKYLL: Names = &["layout", "permalink", "render_with_liquid", "media_subpath"];
pub(crate) const LIQUID: Names = &["render_with_liquid"];
pub(crate) const COMMENTS: Names = &["comments"];
pub(crate) const SEARCH: Names = &["search"];

/// All of them.
pub(crate) const KNOWN: &[Names] = &[
    TITLE,
    DESCRIPTION,
    DATE,
    UPDATED,
    CATEGORIES,
    TAGS,
    KEYWORDS,
    AUTHORS,
    DRAFT,
    PUBLISHED,
    HIDDEN,
    VISIBLE,
    TOC,
    TOC_OPEN,
    TOC_DEPTH,
    MATH,
    MACROS,
    SLUG,
    PERMALINK,
    ALIASES,
    IMAGE,
    SERIES,
    SERIES_ORDER,
    WEIGHT,
    PIN,
    CANONICAL,
    NO_INDEX,
    LANG,
    BIBLIOGRAPHY,
    COMMENTS,
    SEARCH,
];

/// Keys of Jekyll, Hugo, Zola, Quarto, Quartz and the themes that real posts use: without meaning here, and never
/// taken for a slip of the pen.
#[rustfmt::skip]
const OTHER_ENGINES: &[&str] = &[
    "action", "affiliations", "anthology", "aside", "audience", "audio", "author_profile", "badges",
    "banner", "blog", "branch", "build", "card", "cascade", "chapter", "citation", "classes", "code_fold",
    "color", "commentable", "content", "contributors", "copyright", "cssclasses", "custom_css", "custom_js",
    "data", "deck", "disqus", "doi", "editor", "editPost", "eleventyNavigation", "email", "embed", "engine",
    "execute", "expiryDate", "extra", "featured", "feed", "filters", "footer", "format", "future",
    "giscus_comments", "guest", "header", "headless", "hero", "hide", "hidemeta", "htmlwidgets", "icon",
    "id", "importance", "in_search_index", "insert_anchor_links", "isCJKLanguage", "jupyter", "kernel",
    "key", "knit", "label", "layout", "level", "license", "link", "links", "linkTitle", "listing", "logo",
    "mark", "markup", "media_subpath", "menu", "menus", "mermaid", "meta", "metadata", "model", "module",
    "music", "name", "nav", "nav_order", "next", "no_link_title", "note", "notes", "number-sections",
    "order", "output", "outputs", "page", "page_template", "params", "parent", "part", "pdf", "person",
    "post", "prev", "priority", "private", "project", "pygments", "question", "rate", "rating", "redirect",
    "redirect_to", "references", "related", "related_posts", "render", "render_with_liquid", "repo",
    "resources", "robots", "section", "selected", "seo", "share", "show_excerpts", "ShowBreadCrumbs",
    "ShowPostNavLinks", "ShowReadingTime", "sidebar", "site", "sitemap", "sort", "sort_by", "source",
    "stage", "state", "status", "style", "_styles", "tabs", "tagline", "taxonomies", "team", "teaser",
    "template", "text", "theme", "tikzjax", "time", "type", "user", "version", "video", "videos", "weights",
    "width", "year", "zone",
];

/// Whether the key means something here.
pub(super) fn is_ours(key: &str) -> bool {
    is_any(KNOWN, key)
}

/// Whether the key is one of these.
pub(super) fn is_any(names: &[Names], key: &str) -> bool {
    contains(names.iter().copied().flatten(), key)
}

/// Whether the key means something to another blog engine.
pub(super) fn is_foreign(key: &str) -> bool {
    contains(OTHER_ENGINES, key)
}

fn contains<'a>(names: impl IntoIterator<Item = &'a &'static str>, key: &str) -> bool {
    names.into_iter().any(|name| letters(name).eq(letters(key)))
}

/// The known key that another one differs from by a slip or two of the pen; none if that one is known itself.
pub(super) fn near_miss(key: &str, known: &[Names]) -> Option<&'static str> {
    if contains(known.iter().copied().flatten(), key) {
        return None;
    }
    let key: Vec<char> = letters(key).collect();
    // In short words a changed letter or two makes another word.
    let slips = match key.len() {
        4..=6 => 1,
        7..=30 => 2,
        _ => return None,
    };
    let names = known.iter().copied().flatten().map(|name| (letters(name).collect::<Vec<_>>(), *name));
    let names = names.filter(|(letters, _)| letters.len().abs_diff(key.len()) <= slips);
    let distances = names.map(|(letters, name)| (edit_distance(&key, &letters), name));
    let nearest = distances.min_by_key(|(distance, _)| *distance);
    nearest.filter(|(distance, _)| (1..=slips).contains(distance)).map(|(_, name)| name)
}

/// The form in which keys are compared.
pub(crate) fn normalize(key: &str) -> String {
    letters(key).collect()
}

fn letters(key: &str) -> impl Iterator<Item = char> {
    key.trim_start_matches(".. ").chars().filter(|c| !matches!(c, '-' | '_')).flat_map(char::to_lowercase)
}

/// How many letters to insert, delete, replace or swap with a neighbour (optimal string alignment distance).
pub(crate) fn edit_distance(from: &[char], to: &[char]) -> usize {
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=to.len()).collect();
    let mut previous_letter = None;
    for (row, letter) in from.iter().enumerate() {
        let mut current = vec![row + 1];
        let mut previous_target = None;
        for (column, target) in to.iter().enumerate() {
            let at = |line: &[usize], column: usize| line.get(column).copied().unwrap_or(usize::MAX / 2);
            let replaced = at(&last, column) + usize::from(letter != target);
            let inserted_or_deleted = at(&last, column + 1).min(at(&current, column)) + 1;
            let mut distance = replaced.min(inserted_or_deleted);
            if previous_letter == Some(target) && previous_target == Some(letter) {
                distance = distance.min(at(&before_last, column.wrapping_sub(1)) + 1);
            }
            current.push(distance);
            previous_target = Some(target);
        }
        before_last = std::mem::replace(&mut last, current);
        previous_letter = Some(letter);
    }
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_pen_are_recognized() {
        for (key, meant) in [
            ("tilte", Some("title")),
            ("titel", Some("title")),
            ("titl", Some("title")),
            ("desciption", Some("description")),
            ("Discription", Some("description")),
            ("catagories", Some("categories")),
            ("dat", None),
            ("ddate", Some("date")),
            ("drafft", Some("draft")),
            ("atuhros", Some("authors")),
            ("tasg", Some("tags")),
            ("serie_order", Some("series_order")),
            ("bibliographie", Some("bibliography")),
            ("something", None),
            ("lead", None),
            ("x", None),
        ] {
            assert_eq!(near_miss(key, KNOWN), meant, "{key}");
        }
    }

    #[test]
    fn spelling_makes_no_difference() {
        for key in ["Title", "date_modified", "canonical_url", "CanonicalURL", "toc_depth"] {
            assert!(is_ours(key) && !is_foreign(key), "{key}");
        }
        for key in ["layout", "giscus_comments", "nav_order", "editPost", "_styles"] {
            assert!(is_foreign(key) && !is_ours(key), "{key}");
        }
        assert!(!is_ours("tilte") && !is_foreign("tilte"));
    }

    #[test]
    fn distance_counts_swapped_neighbours_once() {
        let distance = |from: &str, to: &str| {
            edit_distance(&from.chars().collect::<Vec<_>>(), &to.chars().collect::<Vec<_>>())
        };
        for (from, to, expected) in [
            ("", "", 0),
            ("", "ab", 2),
            ("ab", "", 2),
            ("ab", "ba", 1),
            ("date", "data", 1),
            ("kitten", "sitting", 3),
        ] {
            assert_eq!(distance(from, to), expected, "{from} {to}");
        }
    }
}
