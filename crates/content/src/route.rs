//! The addresses of the site: which page stands where, below the site's root.

use serde::{Deserialize, Serialize};

use crate::slug::Slug;

/// A page of the site.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Route {
    /// `/` and `/page/<n>/`: all posts, newest first. The first page is 1.
    Home {
        /// Number of the page, from 1.
        page: usize,
    },
    /// `/posts/<slug>/`.
    Post(Slug),
    /// `/tags/`: all tags and categories.
    Tags,
    /// `/tags/<tag>/`.
    Tag(Slug),
    /// `/categories/<category>/`.
    Category(Slug),
    /// `/archive/`: all posts by year.
    Archive,
    /// `/tags/<tag>/page/<n>/` and the like: a further page of a tag, a category or the archive.
    Further {
        /// The list's first page.
        list: Box<Route>,
        /// Number of the page, from 2.
        page: usize,
    },
    /// `/about/`.
    About,
    /// `/search/`; what is asked stands in the query.
    Search,
}

impl Route {
    /// The first page of the list of posts.
    pub const HOME: Self = Self::Home { page: 1 };

    /// The page at a path below the root, such as `posts/bayes-rule/`. A missing slash at the end and a trailing
    /// `index.html` lead to the same page. `None` for anything that is not a page of the app, such as a PDF.
    #[must_use]
    pub fn parse(path: &str) -> Option<Self> {
        let path = path.strip_suffix("index.html").unwrap_or(path);
        let path = path.strip_prefix('/').unwrap_or(path);
        let path = path.strip_suffix('/').unwrap_or(path);
        if let Some((list, page)) = path.rsplit_once("/page/") {
            return Self::further(Self::parse(list)?, page.parse().ok()?);
        }
        let mut segments = path.split('/');
        let route = match (segments.next()?, segments.next()) {
            ("", None) => Self::HOME,
            ("archive", None) => Self::Archive,
            ("tags", None) => Self::Tags,
            ("about", None) => Self::About,
            ("search", None) => Self::Search,
            ("page", Some(number)) => Self::Home { page: number.parse().ok().filter(|&page| page > 0)? },
            ("posts", Some(post)) => Self::Post(slug(post)?),
            ("tags", Some(tag)) => Self::Tag(slug(tag)?),
            ("categories", Some(category)) => Self::Category(slug(category)?),
            _ => return None,
        };
        segments.next().is_none().then_some(route)
    }

    /// A further page of a list; `None` if it has none, or if it is its first.
    fn further(list: Self, page: usize) -> Option<Self> {
        let goes_on = matches!(list, Self::Tag(_) | Self::Category(_) | Self::Archive);
        (goes_on && page > 1).then(|| Self::Further { list: Box::new(list), page })
    }

    /// The page of this number of the list that starts here.
    #[must_use]
    pub fn numbered(&self, page: usize) -> Self {
        match self {
            Self::Home { .. } => Self::Home { page },
            first if page < 2 => first.clone(),
            first => Self::Further { list: Box::new(first.clone()), page },
        }
    }

    /// The page's path below the root: no slash at the start, one at the end; empty for the first page.
    #[must_use]
    pub fn path(&self) -> String {
        match self {
            Self::Home { page: 0 | 1 } => String::new(),
            Self::Home { page } => format!("page/{page}/"),
            Self::Post(slug) => format!("posts/{slug}/"),
            Self::Tags => "tags/".to_owned(),
            Self::Tag(tag) => format!("tags/{tag}/"),
            Self::Category(category) => format!("categories/{category}/"),
            Self::Archive => "archive/".to_owned(),
            Self::Further { list, page } => format!("{}page/{page}/", list.path()),
            Self::About => "about/".to_owned(),
            Self::Search => "search/".to_owned(),
        }
    }

    /// Where the data of a list stands, below the root, on sites with many posts (see [`crate::lists`]).
    #[must_use]
    pub fn list_file(&self) -> String {
        format!("{}list.json", self.path())
    }

    /// The relative way from this page to the root: `./`, `../`, `../../` …
    #[must_use]
    pub fn root(&self) -> String {
        match self.path().matches('/').count() {
            0 => "./".to_owned(),
            depth => "../".repeat(depth),
        }
    }
}

/// A slug as it stands in an address. `x.md` and `plot.png` are files beside the posts: a slug has no dot.
fn slug(segment: &str) -> Option<Slug> {
    Slug::new(segment).filter(|slug| slug.as_str() == segment)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lead_to_their_page_and_back() {
        for path in [
            "",
            "page/2/",
            "posts/bayes-rule/",
            "tags/",
            "tags/c-plus-plus/",
            "categories/deep-dives/",
            "archive/",
            "archive/page/2/",
            "tags/page/page/12/",
            "categories/deep-dives/page/3/",
            "about/",
            "search/",
        ] {
            let route = Route::parse(path).unwrap_or_else(|| panic!("{path}"));
            assert_eq!(route.path(), path);
            assert_eq!(Route::parse(&format!("/{}", path.trim_end_matches('/'))), Some(route.clone()));
            assert_eq!(Route::parse(&format!("{path}index.html")), Some(route));
        }
    }

    #[test]
    fn files_and_unknown_addresses_are_not_pages() {
        for path in [
            "posts/x.md",
            "posts/paper.pdf",
            "posts/x/y/",
            "feed.xml",
            "page/0/",
            "page/x/",
            "posts/",
            "tags/a/b/",
            "tags/a/page/1/",
            "tags/a/page/2/page/2/",
            "posts/a/page/2/",
            "about/page/2/",
        ] {
            assert_eq!(Route::parse(path), None, "{path}");
        }
    }

    #[test]
    fn root_is_relative() {
        assert_eq!(Route::HOME.root(), "./");
        assert_eq!(Route::Archive.root(), "../");
        assert_eq!(Route::parse("posts/x/").unwrap().root(), "../../");
    }
}
