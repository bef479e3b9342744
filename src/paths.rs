//! Addresses: from URLs to routes of the site and back. Nobody else puts an address together.

use studybuddy_content::{
    page::document::{AppConfig, Assets},
    route::Route,
    slug::Slug,
};

/// Where the site stands, and where its parts are.
#[derive(Clone, Debug)]
pub struct Site {
    /// URL of the site's root, with a slash at the end.
    root: String,
    config: AppConfig,
}

/// A place that a link or the address bar names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The page; `None` if the address is not one of the app's pages.
    pub route: Option<Route>,
    /// The whole URL.
    pub url: String,
    /// The fragment without `#`, decoded; empty if there is none.
    pub fragment: String,
}

impl Place {
    /// Whether the browser gets from one to the other without loading a document.
    pub fn is_same_document(&self, other: &Self) -> bool {
        self.url.split('#').next() == other.url.split('#').next()
    }

    /// Whether both lie in the same page.
    pub fn is_same_page(&self, other: &Self) -> bool {
        let page = |place: &Self| place.url.split('#').next().map(str::to_owned);
        match (&self.route, &other.route) {
            (Some(own), Some(others)) => own == others,
            _ => page(self) == page(other),
        }
    }
}

impl Site {
    /// A site whose root is at an absolute URL.
    pub fn new(root: String, config: AppConfig) -> Self {
        Self { root, config }
    }

    /// Whether the page that started the app belongs to this place.
    pub fn is_page_of(&self, place: &Place) -> bool {
        let path = place.route.as_ref().map(Route::path);
        self.config.page.is_none() || self.config.page == path
    }

    /// What the page has in common with all pages of its build.
    pub fn shell(&self) -> &str {
        &self.config.shell
    }

    fn assets(&self) -> &Assets {
        &self.config.assets
    }

    /// Reads a URL whose path is percent-decoded in `path` and whose fragment is decoded in `fragment`.
    pub fn place(&self, url: &str, decoded_url: &str, fragment: String) -> Place {
        let page = decoded_url.split(['?', '#']).next().unwrap_or_default();
        let route = page.strip_prefix(&self.root).or_else(|| (format!("{page}/") == self.root).then_some(""));
        Place { route: route.and_then(Route::parse), url: url.to_owned(), fragment }
    }

    /// URL of a page.
    pub fn page_url(&self, route: &Route) -> String {
        format!("{}{}", self.root, route.path())
    }

    /// URL of the manifest.
    pub fn manifest_url(&self) -> String {
        // The shell in the query keeps an old copy in a cache from answering for a new app.
        format!("{}posts/manifest.json?shell={}", self.root, self.shell())
    }

    /// URL of a post's data in a build, on a site with many posts.
    pub fn shard_url(&self, slug: &Slug, build: &str) -> String {
        format!("{}posts/{slug}.json?build={build}", self.root)
    }

    /// URL of the data of a list in a build, on a site with many posts.
    pub fn list_url(&self, route: &Route, build: &str) -> String {
        format!("{}{}?build={build}", self.root, route.list_file())
    }

    /// URL of the manifest that no cache has an answer for; `now` is different each time.
    pub fn fresh_manifest_url(&self, now: f64) -> String {
        // Numbers with a point are written nowhere in the app.
        format!("{}&at={}", self.manifest_url(), now as u64)
    }

    /// URL of a post's Markdown.
    pub fn source_url(&self, slug: &Slug) -> String {
        format!("{}posts/{slug}.md", self.root)
    }

    /// URLs of KaTeX's module and style sheet.
    pub fn katex_urls(&self) -> (String, String) {
        (self.asset_url(&self.assets().katex), self.asset_url(&self.assets().katex_style))
    }

    /// URL of the highlighter's module.
    pub fn highlighter_url(&self) -> String {
        self.asset_url(&self.assets().highlighter)
    }

    /// URLs of the renderer's module and of its program.
    pub fn renderer_urls(&self) -> [String; 2] {
        [&self.assets().renderer, &self.assets().renderer_program()].map(|name| self.asset_url(name))
    }

    /// URLs of what the next page is likely to need.
    pub fn urls_ahead(&self) -> Vec<String> {
        self.config.ahead.iter().map(|name| self.asset_url(name)).collect()
    }

    /// URL of the finder's module, if the site has one.
    pub fn finder_url(&self) -> Option<String> {
        self.assets().finder.as_deref().map(|name| self.asset_url(name))
    }

    /// URL of the module that shows where links lead, if the site has one.
    pub fn previews_url(&self) -> Option<String> {
        self.assets().previews.as_deref().map(|name| self.asset_url(name))
    }

    /// URL of the module that remembers the reader, if the site has one.
    pub fn reading_url(&self) -> Option<String> {
        self.assets().reading.as_deref().map(|name| self.asset_url(name))
    }

    /// URL of the site's root, with a slash at the end.
    pub fn root(&self) -> &str {
        &self.root
    }

    fn asset_url(&self, name: &str) -> String {
        format!("{}{name}", self.root)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> Site {
        let config =
            AppConfig { shell: "s1".into(), assets: Assets::default(), page: None, ahead: Vec::new() };
        Site::new("https://example.org/notes/".into(), config)
    }

    fn route(url: &str) -> Option<Route> {
        site().place(url, url, String::new()).route
    }

    #[test]
    fn pages_lie_below_the_root_only() {
        assert_eq!(route("https://example.org/notes/"), Some(Route::HOME));
        assert_eq!(route("https://example.org/notes"), Some(Route::HOME));
        assert_eq!(route("https://example.org/notes/archive?x=1#y"), Some(Route::Archive));
        assert_eq!(route("https://example.org/notes-archive/"), None);
        assert_eq!(route("https://example.org/"), None);
        assert_eq!(route("https://example.org/notes/posts/paper.pdf"), None);
    }

    #[test]
    fn fragments_and_slashes_do_not_make_another_page() {
        let place = |url: &str| site().place(url, url, String::new());
        assert!(
            place("https://example.org/notes/archive")
                .is_same_page(&place("https://example.org/notes/archive/#x"))
        );
        assert!(
            !place("https://example.org/notes/archive")
                .is_same_page(&place("https://example.org/notes/tags/"))
        );
    }
}
